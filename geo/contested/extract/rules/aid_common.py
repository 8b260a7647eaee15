"""What the rules on aid share: the points an event is about, who does it, drafts of claims."""

from itertools import pairwise

from contested.extract.actors import ActorRef
from contested.extract.aid_points import aid_point, beside, vast
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.events import Event
from contested.extract.manner import drafted
from contested.extract.scene import AID_PLACES, AidPoint, Draft, Scene, feature_place, following
from contested.extract.subjects import subjects_of
from contested.extract.whereabouts import before_event, located, places_of
from contested.model import (
    AidKind,
    AidStatus,
    AidUpdate,
    ClaimFamily,
    Modality,
    Predicate,
    Resolution,
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
        event.passive
        or event.adjective
        or point_among(scene, [_shared(scene, c) for c in event.subjects]) is not None
        or _points_back(scene, event)
    ):
        chunks = event.subjects
    else:
        chunks = [c for c in event.objects if c.prep in {None, "of", "as"}] or _worked_in(event)
    points: list[AidPoint] = []
    for chunk in [_shared(scene, c) for c in chunks]:
        point = aid_point(scene, chunk, following(scene, chunk))
        word = scene.words(chunk)[0]
        if point is None and word in {"one", "another", "others"} and points:
            # "two sites in A, one in B and one north of C"
            places = beside(scene, following(scene, chunk))
            points.append(AidPoint(points[0].kind, chunk, scene.surface(chunk), places))
            continue
        if point is None and not event.noun and _stands_for_points(scene.words(chunk)):
            meant = scene.last_points if word != "it" else _it(scene)
            there = [c for c in event.objects if c.prep in {"in", "at"} and located(scene, c, wide=False)]
            if there and meant and word in {"none", "not", "neither"}:  # "None has reopened in X"
                places = places_of(scene, there)
                meant = [AidPoint(meant[0].kind, chunk, scene.surface(chunk), places)]
            points.extend(AidPoint(p.kind, chunk, scene.surface(chunk), list(p.places), p.operator) for p in meant)
            continue
        if point is not None:
            if not point.places and point.kind is not AidKind.ROUTE:
                point.places = place_of_point(scene, event, point)
            points.append(point)
    return points


def _stands_for_points(words: list[str]) -> bool:
    """ "it", "none", "not one of them" for the aid points spoken of last."""
    if len(words) == 1:
        return words[0] in {"it", "they", "none", "each", "both", "neither"}
    return words[-1] == "them" and words[0] in {"not", "none", "one", "some", "all", "most", "neither", "each", "both"}


def _shared(scene: Scene, chunk: Chunk) -> Chunk:
    """ "70 percent | of hospitals in X", "most | of the bakeries": what a share is of."""
    if scene.words(chunk)[-1] not in _SHARES or chunk.mentions:
        return chunk
    after = following(scene, chunk)[:1]
    return after[0] if after and after[0].kind is ChunkKind.NP and after[0].prep == "of" else chunk


_SHARES = frozenset(
    {"percent", "cent", "%", "majority", "half", "most", "third", "thirds", "quarter", "quarters", "all", "none"}
    | {"many", "some", "number", "dozens", "several", "one", "two", "three", "four", "five", "six", "seven", "eight"}
)


def near_subject(scene: Scene, event: Event, subject: Chunk) -> list[Resolution]:
    """ "residents | of X | lack food": the places named between a subject and its verb."""
    out = []
    for chunk in following(scene, subject):
        if chunk.start >= event.chunk.start:
            break
        if chunk.kind is ChunkKind.NP and chunk.prep in {"in", "at", "of", "near", "around"}:
            out.extend(places_of(scene, [chunk]))
    return out


def is_helper(scene: Scene, chunk: Chunk) -> bool:
    """ "WFP", "the UN", "aid workers", "an MSF team": who brings aid, but no peacekeepers."""
    words = scene.words(chunk)
    if words[-1] in _HELPERS and (set(words) & _HELPING or chunk.end - chunk.start == 1):
        return True
    hit = next((h for h in reversed(chunk.hits) if h.entry.category == "actor"), None)
    if hit is None or scene.cast.actors[hit.entry.id].kind not in {"ngo", "un_agency"} or hit.entry.id in _SOLDIERS:
        return False
    return hit.end == chunk.end or words[-1] in _HELPERS


_HELPERS = frozenset(
    {"workers", "agencies", "groups", "organisations", "organizations", "teams", "team", "staff", "charities"}
    | {"medics", "rescuers", "paramedics", "volunteers", "charity", "agency", "personnel", "missions", "mission"}
    | {"humanitarians", "partners"}
)
_HELPING = frozenset({"aid", "relief", "humanitarian", "medical", "rescue", "health", "ambulance", "un", "charity"})
_SOLDIERS = frozenset({"unifil", "monusco", "minusma", "unmiss", "unmha", "un_security_council", "iaea"})


def border_points(scene: Scene, event: Event) -> list[AidPoint]:
    """ "closed its border with Sudan at Adré": the crossing where the border is closed."""
    own = event.passive or event.adjective or not any(c.prep in {None, "of"} for c in event.objects)
    chunks = event.subjects if own and not event.noun else event.objects
    for i, chunk in enumerate(chunks[:2]):
        if scene.words(chunk)[-1] not in {"border", "frontier"} or chunk.prep not in {None, "of"}:
            continue
        after = chunks[i + 1 :] if chunks is event.objects else [*following(scene, chunk), *event.objects]
        places = places_of(scene, [c for c in after if c.kind is ChunkKind.NP and c.prep in {"at", "near"}][:1])
        if places:
            return [AidPoint(AidKind.CROSSING, chunk, scene.surface(chunk), places)]
    return []


def place_of_point(scene: Scene, event: Event, point: AidPoint) -> list[Resolution]:
    """Answer where an event puts an aid point that its own words do not place: "a clinic was opened in X and Y"."""
    planned = bool({"planned", "scheduled"} & set(scene.words(event.chunk)))
    found = places_of(scene, _within(scene, event.objects, _IN | {"for"} if planned else _IN))
    whose = [b for a, b in pairwise(event.objects) if a.has("noun", "people") and b.prep in {"of", "in"}]
    found = found or places_of(scene, whose) or _served(scene, event, point) or before_event(scene, event)
    if not found and point.chunk.prep == "as":  # "the school in X serves as a shelter"
        found = [r for s in event.subjects for r in near_subject(scene, event, s)]
    return [r for r in found if r.place is None or feature_place(r.place)]


_IN = frozenset({"in", "at", "near", "outside", "inside", "around"})


def _within(scene: Scene, chunks: list[Chunk], preps: frozenset[str]) -> list[Chunk]:
    """The phrases that say where, with those listed after them and what follows "of": "on the edge | of X"."""
    tokens = scene.reading.document.tokens
    out: list[Chunk] = []
    for i, chunk in enumerate(chunks):
        first = chunk.prep_start if chunk.prep_start is not None else chunk.start
        before = chunks[i - 1] if i else None
        of_it = chunk.prep == "of" and before is not None and before.end == first and before.prep in preps | {"on"}
        listed = chunk.prep is None and bool(out) and out[-1] is before
        of_it = of_it or (chunk.prep == "on" and bool(out) and out[-1] is before and before.has("event", "strike"))
        if chunk.prep in preps or of_it or (listed and tokens[chunk.start - 1].lower in {"and", ",", "or"}):
            out.append(chunk)
    return out


def _served(scene: Scene, event: Event, point: AidPoint) -> list[Resolution]:
    """ "the pumping station that serves X has stopped": the town between the point and what happens to it."""
    between = [c for clause in scene.clauses for c in clause.chunks if point.chunk.end <= c.start < event.chunk.start]
    for verb, chunk in pairwise(between):
        if verb.kind is ChunkKind.VERB and verb.word in _SERVING and chunk.kind is ChunkKind.NP and chunk.prep is None:
            return places_of(scene, [chunk])
    return []


_SERVING = frozenset({"serves", "serving", "served", "supplies", "supplying", "supplied"})


def is_cargo(scene: Scene, chunk: Chunk) -> bool:
    """Tell whether a phrase names goods or what carries them: "food", "aid lorries", but not "aid agencies"."""
    words = scene.words(chunk)
    if chunk.has("event", "access") and set(words) & _LET_IN:
        return True  # "the entry of aid", "aid into"
    return chunk.has("noun", "cargo") and words[-1] not in _NOT_GOODS and not _of_soldiers(scene, chunk)


def _of_soldiers(scene: Scene, chunk: Chunk) -> bool:
    """ "army trucks", "an RSF convoy": what carries fighters, unless aid is named."""
    words = set(scene.words(chunk))
    if words & {"aid", "relief", "humanitarian", "food", "medical"}:
        return False
    owners = {scene.cast.actors[h.entry.id].kind for h in chunk.hits if h.entry.category == "actor"}
    if owners & {"armed_group", "state_forces"} or words & _FORCES:
        return True
    freight = following(scene, chunk)[:3] if scene.words(chunk)[-1] in _CARRIERS else []
    if freight and freight[0].kind is ChunkKind.NP and freight[0].prep == "of":
        whose = [scene.cast.actors[h.entry.id].kind for h in freight[0].hits if h.entry.category == "actor"]
        if freight[0].has("noun", "force") or {"armed_group", "state_forces"} & set(whose):
            return True  # "a convoy of the national army"
    return any(
        set(scene.words(c)) & _NO_AID for c in freight if c.kind is ChunkKind.NP and c.prep in {None, "of", "with"}
    )


_CARRIERS = frozenset(
    {"truck", "trucks", "lorry", "lorries", "convoy", "convoys", "ship", "ships", "boat", "boats", "plane", "barge"}
    | {"shipment", "shipments", "container", "containers", "vessel", "vessels", "consignment", "cargo", "flight"}
)
_NO_AID = frozenset(
    {
        "drugs",
        "cocaine",
        "heroin",
        "weapons",
        "arms",
        "ammunition",
        "explosives",
        "missiles",
        "rockets",
        "tanks",
        "gold",
    }
    | {"fighters", "soldiers", "troops", "migrants", "prisoners", "cash", "cigarettes", "alcohol", "munitions", "guns"}
)


_FORCES = frozenset(
    {"army", "military", "soldiers", "troops", "militia", "rebel", "rebels", "fighters", "police", "jihadist", "tanks"}
)


_LET_IN = frozenset({"aid", "food", "fuel", "medicine", "medicines", "supplies", "trucks", "tents"})
_NOT_GOODS = frozenset(
    {"agencies", "agency", "groups", "group", "workers", "worker", "staff", "organisations", "organizations"}
    | {"organisation", "organization", "officials", "official", "charities", "charity", "experts", "chief", "drivers"}
    | {"driver", "prices", "price", "insecurity", "crisis", "system", "systems", "mechanism", "plan", "scheme", "hub"}
    | {"stations", "station", "rights", "ministry", "minister", "foundation", "markets", "market", "bank", "polo"}
    | {"work", "operations", "activities", "services", "programme", "programmes", "projects"}
    | {"volunteers", "teams", "team", "personnel", "employees", "reform", "security", "industry", "company", "firm"}
)


def _worked_in(event: Event) -> list[Chunk]:
    """ "Staff work at the clinic", but not "her book opens with a scene at a hospital"."""
    return [c for c in event.objects if c.prep in {"in", "at"}] if "open" not in event.ids else []


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
        if point.kind is not AidKind.ROUTE and point.places and all(vast(scene, r) for r in point.places):
            point.places = []  # "three clinics in North Darfur": nobody says where
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
        return _announcer(scene, event)
    for subject in event.subjects:
        if aid_point(scene, subject, following(scene, subject)) is not None:
            return _operator(scene, event, subject)
        if scene.words(subject)[0] in {"it", "they", "none"}:
            own = next((p.operator for p in scene.last_points if p.operator is not None), None)
            actor = scene.casting.refer(subject)
            again = bool(scene.last_points) and _is_point_again(scene, event)
            if own is not None or again or actor is None or actor.kind == "person":
                return own
        actor = scene.casting.refer(subject)
        if actor is not None and (actor.kind not in {"people", "other", "media"} or _are_helpers(scene, subject)):
            return actor
    return None


def _are_helpers(scene: Scene, chunk: Chunk) -> bool:
    """ "health partners", "aid workers", "local volunteers": those who run what they run."""
    words = scene.words(chunk)
    return words[-1] in _HELPERS and (len(words) > 1 or words[-1] in {"humanitarians", "volunteers"})


def _is_point_again(scene: Scene, event: Event) -> bool:
    """ "It has shut": the pronoun is the point itself, unless something else is what is shut.

    "The army warned it would be shut": who threatens to do it would.
    """
    if (event.passive or "be" in event.chunk.forms()) and event.under("threaten") is not None:
        return False
    return point_among(scene, [c for c in event.objects if c.prep is None]) is None and not any(
        c.prep is None for c in event.objects
    )


def _announcer(scene: Scene, event: Event) -> ActorRef | None:
    """ "Chad announced the closure of …": who announces or orders a deed does it; "by X" names the doer."""
    if event.agent is not None:
        return scene.casting.refer(event.agent)
    verbs = [v for v in event.clause.verbs() if v.end <= event.chunk.start]
    if not verbs or verbs[-1].end != event.chunk.start or verbs[-1].word not in _ANNOUNCING:
        return None
    subjects = [a for c in subjects_of(event.clause, verbs[-1]) if (a := scene.casting.refer(c)) is not None]
    return next((a for a in subjects if a.kind not in {"people", "other", "media", "person"}), None)


_ANNOUNCING = frozenset({"announced", "announces", "ordered", "orders", "declared", "declares", "decreed", "began"})


def _operator(scene: Scene, event: Event, subject: Chunk) -> ActorRef | None:
    """ "the gate run by the army", "the UNRWA clinic": who runs it."""
    owner = next((h for h in subject.hits if h.entry.category == "actor" and h.end < subject.end), None)
    if owner is not None and subject.has("aid_point") and "open" in event.ids:
        return scene.casting.refer(Chunk(ChunkKind.NP, owner.start, owner.end, hits=[owner]))
    return run_by_whom(scene, event, subject)


def run_by_whom(scene: Scene, event: Event, subject: Chunk) -> ActorRef | None:
    """ "The gate run by the army": who runs it, told between it and its verb."""
    home = next((c for c in (event.clause, event.clause.before) if c is not None and subject in c.chunks), None)
    if home is None:
        return None
    chunks = [c for c in home.chunks[home.chunks.index(subject) + 1 :] if c.kind is not ChunkKind.PUNCT]
    for i, chunk in enumerate(chunks[:3]):
        if chunk.start >= event.chunk.start:
            break
        if chunk.kind is ChunkKind.VERB and chunk.word in _HELPED:
            return None  # who supports a bakery does not open or close it
        if chunk.kind is ChunkKind.VERB and (chunk.has("event", "operate") or chunk.has("event", "hold")):
            for other in chunks[i + 1 : i + 3]:
                if other.kind is ChunkKind.NP and other.prep == "by":
                    return scene.casting.refer(other)
    return None


_HELPED = frozenset({"supported", "backed", "helped", "funded", "assisted", "supplied", "used", "served"})


def set_status(draft: Draft, point: AidPoint, status: AidStatus, scope: str | None = None) -> None:
    """Give a draft what it would make of its aid point."""
    operator = draft.actor.label if draft.actor is not None else None
    draft.aid = AidUpdate(
        kind=point.kind, status=status, scope=scope, operator=operator, name=None if point.places else point.text
    )
