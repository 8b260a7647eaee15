"""Rules on what is delivered, blocked, needed or asked for, and the order of all rules on aid."""

from collections.abc import Callable, Sequence

from contested.extract.actors import ActorRef
from contested.extract.aid_points import aid_point
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.events import Event
from contested.extract.manner import drafted, modality_of, relation_of
from contested.extract.rules.aid_common import ASSERTIVE, CAPTIVES, NOT_THERE, NOW, doer_of_aid, drafts_of, point_among
from contested.extract.rules.aid_state import attacking, closing, opening, operating, stopping
from contested.extract.scene import AidPoint, Draft, Scene, feature_place, following
from contested.extract.subjects import subjects_of
from contested.extract.whereabouts import before_event, located, nearby, places_of
from contested.model import (
    AidKind,
    AidStatus,
    AidUpdate,
    Modality,
    PartKind,
    Polarity,
    Predicate,
    Resolution,
    TimeRelation,
)

_TO_PREPS = frozenset({"to", "into", "in", "at", "through", "via", "across", "over", "from", "between", "along"})


def delivering(scene: Scene, event: Event) -> list[Draft]:
    """Aid reaches a place or passes a crossing; none passing means closed for aid, fewer than planned restricted."""
    if "deliver" not in event.ids or any(set(scene.words(c)) & CAPTIVES for c in event.objects):
        return []
    cargo_subject = any(_is_cargo(c) for c in event.subjects)
    cargo_object = any(_is_cargo(c) for c in event.objects)
    if not event.passive and any(_nobody(scene.words(c)) for c in event.subjects):
        return _no_way(scene, event)
    cargo_subject = cargo_subject or any(scene.words(c) == ["nothing"] for c in event.subjects)
    people_subject = any(c.has("noun", "people") for c in event.subjects)
    crossing = None
    places: list[Resolution]
    if cargo_subject or people_subject:
        places, crossing = _goes_where(scene, event, people=people_subject)
        if people_subject and crossing is None:
            return []
    elif cargo_object and not event.passive:
        places, crossing = _brought_where(scene, event)
    elif event.noun:
        places = places_of(scene, event.objects, without=NOT_THERE | {"from"})
        if not any(_is_cargo(c) for c in [event.chunk, *event.objects]):
            return []
    else:
        return []
    if not places and crossing is not None:
        places = list(crossing.places)
    if not places:
        return []
    if people_subject:
        return _people_pass(scene, event, crossing, places)
    modality, polarity = modality_of(scene, event)
    along = any(c.prep in {"between", "along", "on"} for c in event.objects) or any(
        r.mention.part is not None and r.mention.part.kind is PartKind.BETWEEN for r in places
    )
    if modality is Modality.NEGATED and along and crossing is None:
        cut = Draft(
            event=event,
            predicate=Predicate.ACCESS_ROUTE_CUT,
            rule="aid.no_movement",
            modality=Modality.ASSERTED,
            places=places,
        )
        return [cut]
    draft = Draft(
        event=event,
        predicate=Predicate.AID_DELIVERED,
        rule="aid.delivered",
        modality=modality,
        polarity=polarity,
        places=places,
    )
    draft.relation = relation_of(scene, event, modality, state=False)
    if "have" in event.auxiliaries and "had" not in event.auxiliaries:
        draft.relation = TimeRelation.CURRENT
    if cargo_subject:
        draft.actor = _sender(scene, event.subjects)
    elif cargo_object and not event.passive:
        actor = next(
            (
                a
                for c in event.subjects
                if not places_of(scene, [c]) and (a := scene.casting.refer(c)) is not None and a.kind != "people"
            ),
            None,
        )
        draft.actor = actor
    if modality is Modality.PROMISED and event.under("refuse") is not None:
        return [draft]
    if crossing is not None and crossing.kind in _ENTRIES and draft.relation in NOW:
        draft.aid = _passing(scene, event, draft, crossing.kind)
    return [draft]


def _goes_where(scene: Scene, event: Event, *, people: bool) -> tuple[list[Resolution], AidPoint | None]:
    """Where goods or people that move go to or through; the crossing they pass."""
    objects = [c for c in event.objects if c.prep in _TO_PREPS or c.prep is None]
    places = places_of(scene, objects, without=NOT_THERE if people else NOT_THERE | {"from"})
    by = [c for c in event.objects if c.prep == "by" and not event.passive and point_among(scene, [c]) is not None]
    places = [*places_of(scene, by), *places]  # "339 lorries came in by X and Y"
    crossing = point_among(scene, [*by, *objects])
    places = places or places_of(scene, [c for c in objects if c.prep == "from"])  # "no lorry got out from X"
    if people:
        return places, crossing or _it_crossing(scene, event)
    return places or before_event(scene, event), crossing


def _brought_where(scene: Scene, event: Event) -> tuple[list[Resolution], AidPoint | None]:
    """Where somebody brings or receives goods; the crossing among the places."""
    own = places_of(scene, event.subjects)
    if scene.words(event.chunk)[0].startswith("receiv"):  # "bakers in X received flour"
        own = own or [r for s in event.subjects for r in _near_subject(scene, event, s)]
    to = _TO_PREPS - {"from"} | ({None} if "advance" in event.ids else set())  # "reached X with 20 tonnes"
    named = [c for c in event.objects if not _is_cargo(c) and c.prep in to]
    places = own or places_of(scene, named, without=NOT_THERE | {"from"})
    return places, point_among(scene, event.subjects) if own else point_among(scene, named)


_ENTRIES = frozenset({AidKind.CROSSING, AidKind.PORT, AidKind.AIRPORT, AidKind.ENTRY_POINT})


def _passing(scene: Scene, event: Event, draft: Draft, kind: AidKind) -> AidUpdate | None:
    """What goes through an entry tells how it stands: nothing, less than was planned, or all."""
    if draft.polarity is Polarity.NEGATIVE and draft.modality is Modality.NEGATED:
        return AidUpdate(kind=kind, status=AidStatus.CLOSED, scope="aid")
    if draft.modality not in ASSERTIVE:
        return None
    fewer = _fewer(scene, event)
    return AidUpdate(kind=kind, status=AidStatus.RESTRICTED if fewer else AidStatus.OPEN, scope=fewer)


def _nobody(words: Sequence[str]) -> bool:
    return words[0] in {"nobody", "none"} or list(words[:2]) == ["no", "one"]


def _no_way(scene: Scene, event: Event) -> list[Draft]:
    """ "Nobody is getting through to X": the way there is cut."""
    places = places_of(scene, event.objects, without=NOT_THERE | {"from"})
    draft = drafted(scene, event, Predicate.ACCESS_ROUTE_CUT, "aid.nobody_passes", state=True)
    draft.places, draft.modality, draft.polarity = places, Modality.ASSERTED, Polarity.POSITIVE
    return [draft] if places else []


def _sender(scene: Scene, cargo: Sequence[Chunk]) -> ActorRef | None:
    """ "two WFP trucks", "a Red Crescent convoy": whose they are, where a known body is named before the goods."""
    for chunk in cargo:
        for hit in chunk.hits:
            if hit.entry.category == "actor" and hit.end < chunk.end:
                return scene.casting.refer(Chunk(ChunkKind.NP, hit.start, hit.end, hits=[hit]))
    return None


def _is_cargo(chunk: Chunk) -> bool:
    return chunk.has("noun", "cargo")


def _is_mission(scene: Scene, chunk: Chunk) -> bool:
    """ "a WHO mission", "an MSF team": aid workers on their way."""
    aid = any(
        h.entry.category == "actor" and scene.cast.actors[h.entry.id].kind in {"ngo", "un_agency"} for h in chunk.hits
    )
    last = scene.words(chunk)[-1]
    return last in {"crews", "medics", "rescuers", "ambulances"} or (
        aid and last in {"mission", "team", "convoy", "staff", "vehicles", "ambulance"}
    )


def _it_crossing(scene: Scene, event: Event) -> AidPoint | None:
    """ "patients leave through it"."""
    for chunk in event.objects:
        if scene.words(chunk)[0] == "it" and chunk.prep in {"through", "via", "at"} and scene.aid_points:
            last = scene.aid_points[-1]
            return AidPoint(last.kind, chunk, scene.surface(chunk), list(last.places))
    return None


def _people_pass(scene: Scene, event: Event, crossing: AidPoint | None, places: list[Resolution]) -> list[Draft]:
    if crossing is None or crossing.kind is not AidKind.CROSSING:
        return []
    draft = drafted(scene, event, Predicate.AID_POINT_OPERATING, "aid.people_pass", state=False)
    draft.places = places
    if draft.modality in ASSERTIVE and draft.relation in NOW:
        draft.aid = AidUpdate(kind=AidKind.CROSSING, status=AidStatus.RESTRICTED, scope="people")
    return [draft]


def _fewer(scene: Scene, event: Event) -> str | None:
    words = [w for c in event.clause.chunks if c.start >= event.chunk.start for w in scene.words(c)]
    preps = {c.prep for c in event.clause.chunks if c.start >= event.chunk.start}
    if "against" in preps or "only" in words or "planned" in words or "fewer" in words:
        return "fewer than planned"
    return None


def blocking(scene: Scene, event: Event) -> list[Draft]:
    """Aid is held up, or a road is cut."""
    if not {"block", "cut_route"} & set(event.ids):
        return []
    route = _route(scene, event)
    cargo = [c for c in (*event.subjects, *event.objects) if _is_cargo(c) or _is_mission(scene, c)]
    if route is not None and not (cargo and not event.passive and not route.places):
        drafts = drafts_of(scene, event, [route], Predicate.ACCESS_ROUTE_CUT, "route_cut")
        drafts[0].places = (
            drafts[0].places or places_of(scene, event.objects, without=NOT_THERE) or nearby(scene, event)
        )
        drafts[0].unlocated = None if drafts[0].places else drafts[0].unlocated
        drafts[0].actor = (
            doer_of_aid(scene, event)
            if not event.passive
            else (scene.casting.refer(event.agent) if event.agent else None)
        )
        if drafts[0].actor is not None and drafts[0].actor.kind in {"other", "people", "person"}:
            drafts[0].actor = None
        if drafts[0].places:
            return drafts
        return []
    own = [c for c in event.objects if c.prep is None]
    if not cargo or (own and not event.passive and not any(_is_cargo(c) for c in event.objects)):
        return []  # "lorries blocked the gate" holds up no lorry
    places = places_of(scene, event.objects, without=NOT_THERE | {"from"}) or places_of(
        scene, [c for c in event.objects if c.prep == "from"]
    )
    if not places:
        places = [r for c in cargo for r in _near(scene, c)]
    if not places:
        later = [c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.start > event.chunk.start]
        places = places_of(scene, later, without=NOT_THERE | {"from"}) or before_event(scene, event)
    if not places:
        return []
    draft = drafted(scene, event, Predicate.AID_BLOCKED, "aid.blocked", state="be" in event.chunk.forms())
    draft.places = places
    doer = doer_of_aid(scene, event) if not any(_is_cargo(c) for c in event.subjects) else None
    draft.actor = doer if not event.passive else (scene.casting.refer(event.agent) if event.agent else None)
    return [draft]


def _near(scene: Scene, chunk: Chunk) -> list[Resolution]:
    after = [
        c for c in following(scene, chunk) if c.kind is ChunkKind.NP and c.prep in {"to", "into", "in", "at", "for"}
    ]
    return places_of(scene, after[:2])


def _route(scene: Scene, event: Event) -> AidPoint | None:
    for chunk in (*event.subjects, *event.objects):
        point = aid_point(scene, chunk, following(scene, chunk))
        if point is not None and point.kind is AidKind.ROUTE:
            return point
    return None


def needing(scene: Scene, event: Event) -> list[Draft]:
    """People lack food, fuel, medicine; prices."""
    if "need" not in event.ids:
        return []
    goods = any(_is_cargo(c) for c in (*event.subjects, *event.objects, event.chunk)) or event.noun
    people = any(c.has("noun", "people") for c in event.subjects)
    named = bool(_WANTS & set(scene.words(event.chunk)))  # "is facing famine", "has no fuel"
    if not (goods or people or named):
        return []
    places = places_of(scene, event.objects, without=NOT_THERE) or places_of(scene, event.subjects)
    places = places or [r for s in event.subjects for r in _near_subject(scene, event, s)] or before_event(scene, event)
    if not places:
        places = list(scene.focus[-1:]) or list(scene.seen[-1:])
    if not places:
        return []
    draft = drafted(scene, event, Predicate.AID_NEEDS, "aid.needs", state=True)
    draft.places = places
    return [draft]


_WANTS = frozenset(
    {
        "famine",
        "hunger",
        "starvation",
        "fuel",
        "water",
        "food",
        "medicine",
        "thirst",
        "malnutrition",
        "shortages",
        "hungry",
    }
)


def _near_subject(scene: Scene, event: Event, subject: Chunk) -> list[Resolution]:
    out = []
    for chunk in following(scene, subject):
        if chunk.start >= event.chunk.start:
            break
        if chunk.kind is ChunkKind.NP and chunk.prep in {"in", "at", "of", "near", "around"}:
            out.extend(places_of(scene, [chunk]))
    return out


def asking_access(scene: Scene, event: Event) -> list[Draft]:
    """Somebody demands that aid be let in."""
    if "access" not in event.ids and not (
        {"deliver", "open"} & set(event.ids)
        and event.under("demand")
        and any(_is_cargo(c) for c in (*event.subjects, *event.objects))
    ):
        return []
    operator = event.under("demand", "insist", "promise", "report", "admit")
    if operator is None:
        return []
    demanded = event.under("demand") is not None
    committed = any(
        "commitment" in scene.words(c) or "guarantee" in scene.words(c) or "ensure" in scene.words(c)
        for c in event.clause.chunks
    )
    if not demanded and not committed:
        return []
    actor = next(
        (a for c in subjects_of(operator.clause, operator.chunk) if (a := scene.casting.refer(c)) is not None), None
    )
    if actor is None:
        return []
    draft = Draft(event=event, predicate=Predicate.CALLS_FOR_AID_ACCESS, rule="aid.calls_for_access", actor=actor)
    draft.modality = Modality.DEMANDED if demanded else Modality.HYPOTHETICAL
    draft.relation = TimeRelation.CURRENT if demanded else TimeRelation.FUTURE
    draft.places = places_of(scene, event.objects, without=NOT_THERE | {"from"})
    return [draft]


def refusing_mechanism(scene: Scene, event: Event) -> list[Draft]:
    """Somebody rejects an aid mechanism, or refuses to take part."""
    if "mechanism" not in event.ids:
        return []
    words = scene.words(event.chunk)
    if event.noun:
        verbs = [v for v in event.clause.verbs() if v.has("refuse") or v.has("deny")]
        if not verbs and event.clause.before is None:
            return []
        return []
    if event.under("deny") is None and "mechanism" not in event.ids:
        return []
    part = words[0] in {"take", "taking", "took", "join", "joining", "cooperate", "participate"}
    if part and not event.negated and event.under("refuse") is None:
        return []
    objects = [*event.objects, *( [_antecedent(event)] if _antecedent(event) is not None else [])]  # fmt: skip
    about = any(c is not None and c.has("event", "mechanism") for c in objects) or (
        part and any(c.has("noun") for c in scene_aid(scene))
    )
    if not about and not part:
        return []
    actor = next((a for c in event.subjects if (a := scene.casting.refer(c)) is not None), None)
    if actor is None:
        return []
    draft = Draft(event=event, predicate=Predicate.REJECTS_MECHANISM, rule="aid.rejects_mechanism", actor=actor)
    draft.modality = Modality.REFUSED if part else Modality.ASSERTED
    draft.relation = TimeRelation.CURRENT
    return [draft]


def scene_aid(scene: Scene) -> list[Chunk]:
    """Answer the aid points named so far, as chunks."""
    return [p.chunk for p in scene.aid_points]


def _antecedent(event: Event) -> Chunk | None:
    """ "a mechanism the factions reject": a contact relative clause."""
    before = [
        c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.start < event.chunk.start and c.prep is None
    ]
    return before[0] if len(before) > 1 else None


def insisting_on_points(scene: Scene, event: Event) -> list[Draft]:
    """ "insists on maintaining control over the aid entry points": control of aid points that have no name."""
    if "hold" not in event.ids or event.noun:
        return []
    point = point_among(scene, event.objects)
    if point is None or (point.places and not point.chunk.has("aid_point")) or point.kind is AidKind.CHECKPOINT:
        return []
    if any(located(scene, c) for c in event.objects) or (point.kind is AidKind.ROUTE and point.places):
        return []
    actor = next((a for c in event.subjects if (a := scene.casting.refer(c)) is not None), None)
    if actor is None or not (actor.armed or actor.kind == "name"):
        return []
    point.places = point.places or [r for r in before_event(scene, event) if feature_place(r.place)]
    insists = event.under("insist") is not None or "future" in event.auxiliaries
    draft = Draft(
        event=event,
        predicate=Predicate.INSISTS_CONTROL if insists else Predicate.HOLDS,
        rule="aid.holds_points",
        actor=actor,
        places=list(point.places),
    )
    modality, draft.polarity = modality_of(scene, event)
    draft.modality = Modality.ASSERTED if insists else modality
    if draft.modality in ASSERTIVE:
        draft.aid = AidUpdate(
            kind=point.kind, status=AidStatus.UNKNOWN, operator=actor.label, name=None if point.places else point.text
        )
    draft.unlocated = None if point.places else point
    return [draft]


AID_RULES: tuple[Callable[[Scene, Event], list[Draft]], ...] = (
    insisting_on_points,
    refusing_mechanism,
    asking_access,
    opening,
    closing,
    stopping,
    operating,
    attacking,
    delivering,
    blocking,
    needing,
)
