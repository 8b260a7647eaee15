"""Rules on what is delivered, blocked, needed or asked for, and the order of all rules on aid."""

from collections.abc import Callable, Sequence

from contested.extract.actors import ActorRef
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.events import Event
from contested.extract.manner import drafted
from contested.extract.manner_modality import modality_of
from contested.extract.manner_times import relation_of
from contested.extract.rules.aid_access import asking_access
from contested.extract.rules.aid_attacked import attacking, is_convoy
from contested.extract.rules.aid_blocked import blocking
from contested.extract.rules.aid_common import (
    ASSERTIVE,
    CAPTIVES,
    NOT_THERE,
    NOW,
    is_cargo,
    is_helper,
    near_subject,
    point_among,
)
from contested.extract.rules.aid_helpers import corridor_opened, helping, resuming, turned_into
from contested.extract.rules.aid_mechanism import refusing_mechanism, rejected
from contested.extract.rules.aid_needs import needing
from contested.extract.rules.aid_passing import cut_off_by, letting_people
from contested.extract.rules.aid_state import closing, opening, operating, stopping
from contested.extract.rules.aid_stopped import leaving
from contested.extract.rules.aid_traffic import daily_services, traffic_halted
from contested.extract.scene import AidPoint, Draft, Scene, feature_place, following
from contested.extract.whereabouts import before_event, located, places_of
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

_TO_PREPS = frozenset(
    {"to", "into", "in", "at", "through", "via", "across", "over", "from", "between", "along"}
    | {"near", "outside", "around"}
)


def delivering(scene: Scene, event: Event) -> list[Draft]:
    """Aid reaches a place or passes a crossing; none passing means closed for aid, fewer than planned restricted."""
    if event.noun and _stopped(event):
        return []
    if not ("deliver" in event.ids or _resumed(scene, event)) or any(
        set(scene.words(c)) & CAPTIVES for c in event.objects
    ):
        return []
    if rejected(event):
        return []
    if _only_meant(event) or _brings_other(scene, event):
        return []
    if hard := _too_hard(scene, event):
        return hard
    cargo_subject = any(is_cargo(scene, c) or is_convoy(scene, c) for c in event.subjects)
    cargo_object = any(is_cargo(scene, c) for c in event.objects)
    if not event.passive and any(_nobody(scene.words(c)) for c in event.subjects):
        return _no_way(scene, event)
    cargo_subject = cargo_subject or any(scene.words(c) == ["nothing"] for c in event.subjects)
    people_subject = any(c.has("noun", "people") for c in event.subjects)
    crossing = None
    places: list[Resolution]
    moved = scene.words(event.chunk)[0].startswith("mov")
    gives = cargo_object and not (event.passive or cargo_subject or moved)  # "volunteers took bread to X"
    if cargo_subject or (people_subject and not gives):
        places, crossing = _goes_where(scene, event, people=people_subject)
        if people_subject and crossing is None:
            return []
    elif (cargo_object or _reaches_people(scene, event)) and not event.passive:
        places, crossing = _brought_where(scene, event)
    elif event.noun:
        places = places_of(scene, event.objects, without=NOT_THERE | {"from"})
        if not any(is_cargo(scene, c) for c in [event.chunk, *event.objects]):
            return []
    else:
        return []
    if not places and crossing is not None:
        places = list(crossing.places)
    if not places:
        return []
    if people_subject and not gives:
        return _people_pass(scene, event, crossing, places)
    modality, polarity = modality_of(scene, event)
    if modality is Modality.ASSERTED and any(is_cargo(scene, c) and scene.words(c)[0] == "no" for c in event.objects):
        modality, polarity = Modality.NEGATED, Polarity.NEGATIVE  # "received no food"
    if modality is Modality.ASSERTED and "way" in scene.words(event.chunk) and "be" in event.chunk.forms():
        modality = Modality.PROMISED  # "is on its way to X"
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
        draft.actor = _sender(scene, event)
    elif not event.passive and not event.noun:
        draft.actor = _bringer(scene, event)
    if modality is Modality.PROMISED and event.under("refuse") is not None:
        return [draft]
    if draft.modality is Modality.NEGATED and _lets(scene, event, draft):
        draft.predicate, draft.rule = Predicate.AID_BLOCKED, "aid.not_allowed"
        draft.modality, draft.polarity = Modality.ASSERTED, Polarity.POSITIVE
        return [draft]
    if crossing is not None and crossing.kind in _ENTRIES and draft.relation in NOW:
        draft.aid = _passing(scene, event, draft, crossing.kind)
    return [draft]


def _same_entry(scene: Scene, event: Event) -> AidPoint | None:
    """ "The crossing reopened, and 14 lorries went through": the crossing spoken of last."""
    if scene.words(event.chunk)[-1] not in {"through", "across"} or not scene.last_points or event.objects:
        return None
    last = scene.last_points[-1]
    return last if last.kind in _ENTRIES and last.places else None


def _reaches_people(scene: Scene, event: Event) -> bool:
    """ "Aid agencies have reached 300,000 people in X"."""
    reaches = scene.words(event.chunk)[0].startswith("reach") and not event.passive
    people = any(c.prep is None and c.has("noun", "people") for c in event.objects)
    return reaches and people and any(is_helper(scene, c) for c in event.subjects)


def _lets(scene: Scene, event: Event, draft: Draft) -> bool:
    """ "The army has not let aid into X": who does not let it in blocks it."""
    lets = scene.words(event.chunk)[0].startswith(("let", "allow", "permit", "admit"))
    return lets and not event.passive and draft.actor is not None and draft.actor.armed


def _resumed(scene: Scene, event: Event) -> bool:
    """ "Humanitarian flights to X resumed": goods come again."""
    again = "open" in event.ids and scene.words(event.chunk)[0].startswith(("resum", "restart"))
    return again and any(is_cargo(scene, c) for c in event.subjects)


def _stopped(event: Event) -> bool:
    """ "suspended aid deliveries to X", "deliveries to X were halted": what is stopped does not arrive."""
    return any(v.has("event", name) for v in event.clause.verbs() for name in ("stop_service", "block", "need"))


def _brings_other(scene: Scene, event: Event) -> bool:
    """ "Lorries delivered furniture to a shop": what they brought is no aid."""
    if event.passive or event.noun or not scene.words(event.chunk)[0].startswith(_BRINGING):
        return False
    own = [c for c in event.objects if c.prep is None]
    return bool(own) and not any(
        is_cargo(scene, c) or c.has("noun", "people") or c.has("aid_point") or located(scene, c) for c in own
    )


_BRINGING = ("deliver", "bring", "brought", "carr", "transport", "ship", "truck", "ferr", "haul", "unload", "distribut")


def _only_meant(event: Event) -> bool:
    """ "turned back before reaching X", "lorries carrying food to X were held": told of goods, but no arrival."""
    first = event.chunk is event.clause.chunks[0] and "base" in event.chunk.forms()
    imperative = first and not (event.subjects or event.chunk.auxiliaries or event.operators)
    if imperative and event.chunk.prep is None and not event.noun:
        return True  # "Let aid into X," somebody said
    if event.noun or "ing" not in event.chunk.forms() or event.chunk.auxiliaries or event.passive:
        return False
    if event.chunk.prep in {"before", "without"} or event.clause.link in {"before", "without"}:
        return True
    return any(v.start > event.chunk.start and v.auxiliaries for v in event.clause.verbs()) and bool(event.objects)


def _too_hard(scene: Scene, event: Event) -> list[Draft]:
    """ "makes it impossible to bring aid into X"."""
    subject = scene.words(event.subjects[0])[-1] if event.subjects else ""
    if event.chunk.prep != "to" or subject not in {"impossible", "difficult", "hard", "dangerous"}:
        return []
    goods = any(is_cargo(scene, c) for c in event.objects)
    places = places_of(scene, event.objects, without=NOT_THERE | {"from"}) if goods else []
    draft = drafted(scene, event, Predicate.AID_BLOCKED, "aid.too_hard", state=True)
    draft.places = places
    return [draft] if places else []


def _goes_where(scene: Scene, event: Event, *, people: bool) -> tuple[list[Resolution], AidPoint | None]:
    """Where goods or people that move go to or through; the crossing they pass."""
    preps = _TO_PREPS | {"for"} if scene.words(event.chunk)[-1] == "for" else _TO_PREPS  # "left for X"
    objects = [c for c in event.objects if c.prep in preps or c.prep is None]
    places = places_of(scene, objects, without=(NOT_THERE if people else NOT_THERE | {"from"}) - (preps & {"for"}))
    by = [c for c in event.objects if c.prep == "by" and not event.passive and point_among(scene, [c]) is not None]
    places = [*places_of(scene, by), *places]  # "339 lorries came in by X and Y"
    crossing = point_among(scene, [*by, *objects])
    places = places or places_of(scene, [c for c in objects if c.prep == "from"])  # "no lorry got out from X"
    if people:
        return places, crossing or _it_crossing(scene, event)
    bound = [c for s in event.subjects for c in following(scene, s)[:1] if c.prep in {"to", "into", "for"}]
    places = places or places_of(scene, bound) or before_event(scene, event)
    return places, crossing if places else crossing or _same_entry(scene, event)


def _brought_where(scene: Scene, event: Event) -> tuple[list[Resolution], AidPoint | None]:
    """Where somebody brings or receives goods; the crossing among the places."""
    own = _of_named(scene, event) or places_of(scene, event.subjects)
    point = point_among(scene, event.subjects)
    own = own or (point.places if point is not None else [])  # "the airport in X handles relief flights"
    if scene.words(event.chunk)[0].startswith("receiv"):  # "bakers in X received flour"
        own = own or [r for s in event.subjects for r in near_subject(scene, event, s)]
    to = _TO_PREPS - {"from"} | ({None} if "advance" in event.ids else set())  # "reached X with 20 tonnes"
    if scene.words(event.chunk)[0] in _DROPPING:
        to |= {"on", "over", "onto"}
    named = [c for c in event.objects if not is_cargo(scene, c) and (c.prep in to or scene.words(c) == ["there"])]
    places = own or places_of(scene, named, without=NOT_THERE | {"from"})
    return places, point_among(scene, event.subjects) if own else point_among(scene, named)


def _of_named(scene: Scene, event: Event) -> list[Resolution]:
    """ "The Red Sea port | of Hodeidah": the port is the town's, and not the sea's."""
    for subject in event.subjects[:1]:
        after = following(scene, subject)[:1]
        if subject.has("aid_point") and after and after[0].kind is ChunkKind.NP and after[0].prep == "of":
            return located(scene, after[0], wide=False)
    return []


_DROPPING = frozenset(
    {"drop", "drops", "dropped", "dropping", "airdrop", "airdrops", "airdropped", "airdropping", "parachute"}
    | {"parachutes", "parachuted", "parachuting", "air-drop", "air-drops", "air-dropped", "air-dropping"}
)
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
    if len(words) > 1 and words[-1] in {"aid", "food", "supplies", "trucks", "lorries", "convoys"}:
        return False  # "none of the aid has reached X"
    return words[0] in {"nobody", "none"} or list(words[:2]) == ["no", "one"]


def _no_way(scene: Scene, event: Event) -> list[Draft]:
    """ "Nobody is getting through to X": the way there is cut."""
    places = places_of(scene, event.objects, without=NOT_THERE | {"from"})
    draft = drafted(scene, event, Predicate.ACCESS_ROUTE_CUT, "aid.nobody_passes", state=True)
    draft.places, draft.modality, draft.polarity = places, Modality.ASSERTED, Polarity.POSITIVE
    return [draft] if places else []


def _sender(scene: Scene, event: Event) -> ActorRef | None:
    """Whose goods they are: "two WFP lorries", "lorries sent by WFP", "were delivered by WFP", "from WFP"."""
    for chunk in event.subjects:
        for hit in chunk.hits:
            if hit.entry.category == "actor" and hit.end < chunk.end:
                return scene.casting.refer(Chunk(ChunkKind.NP, hit.start, hit.end, hits=[hit]))
    if event.passive and event.agent is not None:
        return _body(scene, event.agent)
    after = [c for s in event.subjects for c in following(scene, s)[:2] if c.start < event.chunk.start]
    by = next((c for c in after if c.kind is ChunkKind.NP and c.prep in {"by", "from"}), None)
    return _body(scene, by) if by is not None and after[0].start < by.start else None


def _body(scene: Scene, chunk: Chunk) -> ActorRef | None:
    actor = scene.casting.refer(chunk)
    return actor if actor is not None and actor.kind not in {"people", "other", "person", "media"} else None


def _bringer(scene: Scene, event: Event) -> ActorRef | None:
    """Who brings goods, or from whom they are received."""
    if scene.words(event.chunk)[0] in _RECEIVING:
        givers = [c for c in event.objects if c.prep == "from" and not places_of(scene, [c])]
        giver = next((a for c in givers if (a := _body(scene, c)) is not None), None)
        if giver is not None:
            return giver
    doers = [c for c in event.subjects if not places_of(scene, [c])]
    for chunk in doers:
        actor = scene.casting.refer(chunk)
        if actor is not None and (actor.kind != "people" or scene.words(chunk)[-1] in {"volunteers", "activists"}):
            return actor
    return None


_RECEIVING = frozenset({"receive", "receives", "received", "receiving", "get", "gets", "got", "collect", "collected"})


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
    traffic_halted,
    cut_off_by,
    daily_services,
    letting_people,
    resuming,
    turned_into,
    opening,
    closing,
    stopping,
    leaving,
    operating,
    attacking,
    delivering,
    blocking,
    needing,
    helping,
    corridor_opened,
)
