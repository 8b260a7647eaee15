"""Rules on traffic that stops on a road, and on services of every day: power, buses, schools, taps."""

from contested.extract.aid_points import aid_point
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.events import Event
from contested.extract.manner import drafted
from contested.extract.rules.aid_common import NOT_THERE, doer_of_aid
from contested.extract.scene import Draft, Scene, following
from contested.extract.whereabouts import before_event, nearby, places_of
from contested.model import AidKind, Modality, Polarity, Predicate, Resolution, TimeRelation

_FLOW = frozenset({"traffic", "movement", "movements", "travel", "transit", "circulation"})
_VEHICLES = frozenset(
    {"vehicle", "vehicles", "car", "cars", "bus", "buses", "minibuses", "taxis", "drivers", "motorists", "hauliers"}
    | {"travellers", "travelers", "passengers", "commuters", "motorcycles", "traffic"}
)
_GOODS = frozenset({"truck", "trucks", "lorry", "lorries", "tankers", "convoys", "traders"})
_ALLOWED = frozenset({"allowed", "permitted", "able", "let"})
_WAY = frozenset({AidKind.ROUTE, AidKind.CHECKPOINT})
_ALONG = frozenset({"on", "along", "over", "via", "through", "across"})


_HALTED = frozenset({"stop_service", "close", "block"})


def traffic_halted(scene: Scene, event: Event) -> list[Draft]:
    """ "Traffic on the road to X has stopped", "cars can no longer use the road to X": the way is cut."""
    if event.noun or not event.subjects or not (event.negated or _HALTED.intersection(event.ids)):
        return []
    subject = event.subjects[0]
    last = scene.words(subject)[-1]
    if last in _FLOW and {"stop_service", "close", "block"} & set(event.ids):
        if not event.passive and any(c.prep is None for c in event.objects[:1]):
            return []  # "the movement stopped its work on the road to X"
        after = [c for c in following(scene, subject)[:4] if c.kind is ChunkKind.NP and c.start < event.chunk.start]
        road = any(c.prep in _ALONG and _is_way(scene, c) for c in [*after, *event.objects])
        between = any(c.prep == "between" for c in after)
        places = places_of(scene, after) if road or between else []
        return _cut(scene, event, places or (places_of(scene, event.objects, without=NOT_THERE) if road else []))
    if last not in _VEHICLES | _GOODS or not event.negated:
        return []
    if last in _VEHICLES and {"withdraw", "deliver", "move", "enter"} & set(event.ids) and _none(scene, subject):
        return _cut(scene, event, places_of(scene, event.objects, without=NOT_THERE | {"since"}))
    can = event.auxiliaries & {"may"} or {"can", "cannot", "can't"} & {t.lower for t in event.chunk.auxiliaries}
    if not can and event.chunk.word not in _ALLOWED:
        return []
    way = next((c for c in event.objects if c.prep in _ALONG | {None} and _is_way(scene, c)), None)
    if way is None:
        return []
    point = aid_point(scene, way, following(scene, way))
    return _cut(scene, event, point.places if point is not None else [])


def _none(scene: Scene, chunk: Chunk) -> bool:
    return scene.words(chunk)[0] in {"no", "none", "not"}


def _is_way(scene: Scene, chunk: Chunk) -> bool:
    point = aid_point(scene, chunk)
    return point is not None and point.kind in _WAY


def _cut(scene: Scene, event: Event, places: list[Resolution]) -> list[Draft]:
    places = places or nearby(scene, event)
    if not places:
        return []
    draft = drafted(scene, event, Predicate.ACCESS_ROUTE_CUT, "aid.traffic_halted", state=True)
    draft.places = places
    if draft.modality is Modality.NEGATED and event.subjects and scene.words(event.subjects[0])[-1] not in _FLOW:
        draft.modality, draft.polarity = Modality.ASSERTED, Polarity.POSITIVE
    return [draft]


_RUNNING = ("run", "go", "com", "work", "operat", "driv", "function", "circulat", "reach")
_CURRENT = frozenset({"power", "electricity", "heating", "internet", "light"})
_LACKED = frozenset({"water", "food", "bread", "medicine", "fuel", "shelter", "gas"})
_HOMES = frozenset(
    {"households", "homes", "houses", "customers", "consumers", "subscribers", "apartments", "buildings"}
)
_DARK = frozenset({"dark", "darkness", "blackout", "blacked"})


_FAILING = _HALTED | {"need"}


def daily_services(scene: Scene, event: Event) -> list[Draft]:
    """ "Buses are no longer running in X", "schools in X have been shut", "X was left without power"."""
    if event.noun or not event.subjects or not (event.negated or _FAILING.intersection(event.ids)):
        return []
    subjects = _shut_by_somebody(scene, event) or event.subjects
    places: list[Resolution] = []
    negative = event.negated and scene.words(event.chunk)[0].startswith(_RUNNING)
    if _is_service(scene, subjects[0]) and "need" not in event.ids:
        if not (negative or _stops(event, active=subjects is not event.subjects)):
            return []
    elif "need" in event.ids and _out_of_current(scene, event, subjects[0]):
        places = places_of(scene, subjects)
    elif "stop_service" in event.ids and _DARK & set(scene.words(event.chunk)):
        places = places_of(scene, subjects)
        if not places:
            return []
    else:
        return []
    after = [c for s in subjects for c in following(scene, s)[:3] if c.kind is ChunkKind.NP]
    places = places or places_of(scene, event.objects, without=NOT_THERE)
    places = places or places_of(scene, after) or before_event(scene, event)
    if not places:
        return []
    draft = drafted(scene, event, Predicate.SERVICE_STOPPED, "aid.service_out", state=True)
    draft.places = places
    if draft.relation is TimeRelation.HISTORIC_BACKGROUND:
        return []  # buses that did not run in 1998 kept nothing from anybody
    doer = doer_of_aid(scene, event)
    draft.actor = doer if doer is not None and doer.armed else None
    if negative and draft.modality in {Modality.NEGATED, Modality.REFUSED}:
        draft.modality, draft.polarity = Modality.ASSERTED, Polarity.POSITIVE
    return [draft]


def _shut_by_somebody(scene: Scene, event: Event) -> list[Chunk]:
    """ "The militia closed schools in X": what somebody shuts."""
    own = [c for c in event.objects[:1] if c.prep is None]
    shuts = not event.passive and bool({"close", "stop_service"} & set(event.ids))
    return own if shuts and own and _is_service(scene, own[0]) else []


def _stops(event: Event, *, active: bool) -> bool:
    """Tell whether services stop: buses that soldiers stop at a post are another thing."""
    if "block" in event.ids:
        return event.passive and (event.agent is None or event.agent.has("event")) and not _held(event)
    passive = event.passive or "be" in event.chunk.forms() or bool(event.auxiliaries & {"be"})
    return bool({"close", "stop_service"} & set(event.ids)) and (passive or active)


def _held(event: Event) -> bool:
    return any(c.prep in {"at", "near", "outside", "on"} for c in event.objects)


def _is_service(scene: Scene, chunk: Chunk) -> bool:
    """Tell whether a phrase is headed by a service: "buses", "the schools", "ambulances", "taps"."""
    if scene.words(chunk)[-1] in {"ambulances", "taps"}:
        return True
    return any(h.entry.id == "utility" and h.entry.category == "noun" and h.end == chunk.end for h in chunk.hits)


def _out_of_current(scene: Scene, event: Event, subject: Chunk) -> bool:
    """ "X is without power", "30,000 homes have no electricity": what came by wire no longer comes; "taps are dry"."""
    lacked = [c for c in event.objects[:2] if c.prep in {None, "of"}]
    words = {w for c in (event.chunk, *lacked) for w in scene.words(c)}
    if scene.words(subject)[-1] == "taps":
        return True
    if not words & _CURRENT or words & _LACKED:
        return False
    return scene.words(subject)[-1] in _HOMES or bool(subject.mentions and places_of(scene, [subject]))
