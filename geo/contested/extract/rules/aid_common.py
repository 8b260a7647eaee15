"""What the rules on aid share: the points an event is about, who does it, drafts of claims."""

from contested.extract.actors import ActorRef
from contested.extract.aid_points import aid_point, beside
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.events import Event
from contested.extract.manner import drafted
from contested.extract.scene import AID_PLACES, AidPoint, Draft, Scene, feature_place, following
from contested.extract.whereabouts import before_event, located, places_of
from contested.model import (
    AidKind,
    AidStatus,
    AidUpdate,
    ClaimFamily,
    Modality,
    Predicate,
    TimeRelation,
)

CAPTIVES = frozenset(
    {"captive", "captives", "hostage", "hostages", "prisoner", "prisoners", "detainee", "detainees", "body", "bodies"}
)


NOW = frozenset({TimeRelation.CURRENT, TimeRelation.RECENT_EVENT})


NOT_THERE = frozenset({"by", "since", "until", "for", "during", "with", "against", "as", "after", "before", "about"})


ASSERTIVE = frozenset({Modality.ASSERTED, Modality.PRESUPPOSED})


def point_among(scene: Scene, chunks: list[Chunk]) -> AidPoint | None:
    """Answer the first aid point among noun phrases."""
    for chunk in chunks:
        point = aid_point(scene, chunk, following(scene, chunk))
        if point is not None:
            return point
    return None


def points_of(scene: Scene, event: Event) -> list[AidPoint]:
    """The aid points that an event is about: what is opened or closed, or what opens or closes."""
    if event.noun:
        chunks = event.objects
    elif (
        event.passive or event.adjective or point_among(scene, event.subjects) is not None or _points_back(scene, event)
    ):
        chunks = event.subjects
    else:
        chunks = [c for c in event.objects if c.prep in {None, "of", "in", "at"}]
    points: list[AidPoint] = []
    for chunk in chunks:
        point = aid_point(scene, chunk, following(scene, chunk))
        word = scene.words(chunk)[0]
        if point is None and word in {"one", "another", "others"} and points:
            # "two sites in A, one in B and one north of C"
            places = beside(scene, following(scene, chunk))
            points.append(AidPoint(points[0].kind, chunk, scene.surface(chunk), places))
            continue
        if (
            point is None
            and not event.noun
            and word in {"it", "they", "none", "each", "both"}
            and len(scene.words(chunk)) == 1
        ):
            meant = scene.last_points if word != "it" else _it(scene)
            points.extend(AidPoint(p.kind, chunk, scene.surface(chunk), list(p.places), p.operator) for p in meant)
            continue
        if point is not None:
            if not point.places and point.kind is not AidKind.ROUTE:
                planned = bool({"planned", "scheduled"} & set(scene.words(event.chunk)))
                within = [c for c in event.objects if c.prep in {"in", "at"} or (planned and c.prep == "for")]
                there = before_event(scene, event) or places_of(scene, within)
                point.places = [r for r in there if r.place is None or feature_place(r.place)]
            points.append(point)
    return points


def _it(scene: Scene) -> list[AidPoint]:
    """The aid point spoken of last: the place of the claim before, if it is one by itself, else that of the last."""
    focus = scene.focus[-1] if scene.focus else None
    if focus is not None and focus.place is not None and focus.place.kind in AID_PLACES and scene.history:
        event = scene.history[-1].event
        return [AidPoint(AID_PLACES[focus.place.kind], event.chunk, focus.mention.toponym, [focus])]
    return (scene.last_points or scene.aid_points)[-1:]


def same_point(scene: Scene, chunk: Chunk) -> AidPoint | None:
    """ "A clinic has shut. It was shelled in March": "it" is the aid point of the claim before."""
    last = scene.history[-1] if scene.history else None
    if scene.words(chunk) != ["it"] or chunk.prep is not None or not scene.last_points:
        return None
    if last is None or last.predicate.family is not ClaimFamily.AID:
        return None
    point = scene.last_points[-1]
    return AidPoint(point.kind, chunk, scene.surface(chunk), list(point.places), point.operator)


def _points_back(scene: Scene, event: Event) -> bool:
    """ "it", "none", "they" for the aid points of the claim before."""
    words = scene.words(event.subjects[0]) if event.subjects else []
    active = not event.passive and "be" not in event.chunk.forms()
    if active and any(c.prep is None and c.end - c.start > 1 for c in event.objects[:1]):
        return False  # "it opens a door": what is opened is no aid point
    return len(words) == 1 and words[0] in {"it", "they", "none", "each", "both"} and bool(scene.last_points)


def drafts_of(scene: Scene, event: Event, points: list[AidPoint], predicate: Predicate, rule: str) -> list[Draft]:
    """Draft one claim for each aid point, and remember the points for "it" and "the site"."""
    out = []
    for point in points:
        draft = drafted(scene, event, predicate, f"aid.{rule}", state=_stative(event))
        draft.places = list(point.places)
        if not point.places:
            draft.unlocated = point
        elif point.chunk.has("aid_point") and not located(scene, point.chunk):
            scene.aid_points.append(point)
        if point.places:
            scene.aid_points.append(point)
        point.operator = point.operator or _operator(scene, event, point.chunk)
        out.append(draft)
    if points:
        scene.last_points = list(points)
    return out


def _stative(event: Event) -> bool:
    return (
        event.adjective
        or ("be" in event.auxiliaries and not event.auxiliaries & {"had", "was"})
        or "be" in event.chunk.forms()
    )


def doer_of_aid(scene: Scene, event: Event) -> ActorRef | None:
    """Answer who opens, closes or blocks: the agent, the operator of the point, or the subject."""
    if event.passive:
        return scene.casting.refer(event.agent) if event.agent is not None else None
    if event.noun:
        return None
    for subject in event.subjects:
        if aid_point(scene, subject) is not None:
            return _operator(scene, event, subject)
        if scene.words(subject)[0] in {"it", "they", "none"}:
            return next((p.operator for p in scene.last_points if p.operator is not None), None)
        actor = scene.casting.refer(subject)
        if actor is not None and actor.kind not in {"people", "other"}:
            return actor
    return None


def _operator(scene: Scene, event: Event, subject: Chunk) -> ActorRef | None:
    """ "the gate run by the army", "the UNRWA clinic": who runs it."""
    owner = next((h for h in subject.hits if h.entry.category == "actor" and h.end < subject.end), None)
    if owner is not None and subject.has("aid_point") and "open" in event.ids:
        return scene.casting.refer(Chunk(ChunkKind.NP, owner.start, owner.end, hits=[owner]))
    home = next((c for c in (event.clause, event.clause.before) if c is not None and subject in c.chunks), None)
    if home is None:
        return None
    chunks = [c for c in home.chunks[home.chunks.index(subject) + 1 :] if c.kind is not ChunkKind.PUNCT]
    for i, chunk in enumerate(chunks[:3]):
        if chunk.start >= event.chunk.start:
            break
        if (chunk.kind is ChunkKind.VERB and chunk.has("event", "operate")) or (
            chunk.kind is ChunkKind.VERB and chunk.has("event", "hold")
        ):
            for other in chunks[i + 1 : i + 3]:
                if other.kind is ChunkKind.NP and other.prep == "by":
                    return scene.casting.refer(other)
    return None


def set_status(draft: Draft, point: AidPoint, status: AidStatus, scope: str | None = None) -> None:
    """Give a draft what it would make of its aid point."""
    operator = draft.actor.label if draft.actor is not None else None
    draft.aid = AidUpdate(
        kind=point.kind, status=status, scope=scope, operator=operator, name=None if point.places else point.text
    )
