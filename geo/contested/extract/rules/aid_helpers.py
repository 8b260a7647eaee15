"""What those who bring aid do at a place: they feed and treat people there, start work there, put it on hold."""

from contested.extract.actors import ActorRef
from contested.extract.aid_points import aid_point
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.dealings import base_of
from contested.extract.events import Event
from contested.extract.manner import drafted
from contested.extract.rules.aid_common import (
    ASSERTIVE,
    NOT_THERE,
    NOW,
    drafts_of,
    is_cargo,
    is_helper,
    near_subject,
    set_status,
)
from contested.extract.rules.aid_stopped import WORK
from contested.extract.scene import AidPoint, Draft, Scene, following
from contested.extract.whereabouts import before_event, places_of
from contested.model import AidKind, AidStatus, AidUpdate, Modality, Predicate

_GIVING_OUT = frozenset(
    {"vaccinate", "vaccinated", "vaccinates", "vaccinating", "feed", "fed", "feeds", "feeding", "distribute"}
    | {"distributed", "distributes", "distributing", "hand", "handed", "hands", "handing", "give", "gave", "gives"}
    | {"giving", "serve", "served", "serves", "serving", "provide", "provided", "provides", "providing", "assist"}
    | {"assisted", "supply", "supplied", "supplies", "supplying", "deliver", "delivered", "immunised", "immunized"}
    | {"dispense", "dispensed", "pass", "passed", "passing", "offer", "offered", "cook", "cooked", "donate", "donated"}
)
_COOKING = frozenset({"cook", "cooks", "cooked", "cooking", "bake", "baked", "bakes", "baking"})
_FOR_PEOPLE = frozenset({"vaccinate", "vaccinated", "vaccinates", "vaccinating", "feed", "fed", "feeds", "feeding"})


def helping(scene: Scene, event: Event) -> list[Draft]:
    """ "MSF teams vaccinated 8,000 children in X", "In X, the Red Cross handed out blankets": aid is given there."""
    if event.noun or event.passive or not {"operate", "deliver", "hand_over"} & set(event.ids):
        return []
    first = scene.words(event.chunk)[0]
    helper = next((c for c in event.subjects if is_helper(scene, c)), None)
    if helper is None or first not in _GIVING_OUT | _COOKING:
        return []
    own = [c for c in event.objects if c.prep is None]
    people = first in _FOR_PEOPLE and any(c.has("noun", "people") for c in own)
    people = people or (first in _COOKING and any(c.prep == "for" and c.has("noun", "people") for c in event.objects))
    if not (people or any(is_cargo(scene, c) for c in own)):
        return []
    places = places_of(scene, event.objects, without=NOT_THERE | {"from"}) or before_event(scene, event)
    if not places:
        return []
    draft = drafted(scene, event, Predicate.AID_DELIVERED, "aid.given_out", state=False)
    draft.places, draft.actor = places, scene.casting.refer(helper)
    return [draft]


def working_at(scene: Scene, event: Event) -> AidPoint | None:
    """ "WCK is cooking 20,000 meals a day at its kitchen in X": the point where helpers do what it is there for."""
    if event.noun or event.passive or event.negated or not event.subjects or not is_helper(scene, event.subjects[0]):
        return None
    own = [c for c in event.objects if c.prep is None]
    if not any(c.has("noun", "people") or is_cargo(scene, c) for c in own):
        return None
    for chunk in event.objects:
        if chunk.prep in {"at", "from", "in"}:
            point = aid_point(scene, chunk, following(scene, chunk))
            if point is not None and point.kind not in {AidKind.ROUTE, AidKind.CHECKPOINT}:
                point.operator = scene.casting.refer(event.subjects[0])
                return point
    return None


def resuming(scene: Scene, event: Event) -> list[Draft]:
    """ "WFP has resumed distributions in X", "food deliveries to X have restarted": aid is given there again."""
    if event.noun or "open" not in event.ids or not scene.words(event.chunk)[0].startswith(("resum", "restart")):
        return []
    own = [c for c in event.objects if c.prep is None and not event.passive]
    what = own[:1] or event.subjects[:1]
    if not what or not any(c.has("event", "deliver") or scene.words(c)[-1] in _GIVEN_AGAIN for c in what):
        return []
    if own and not (event.subjects and is_helper(scene, event.subjects[0])):
        return []
    near = [c for c in following(scene, what[0])[:2] if c.kind is ChunkKind.NP and c.prep in {"in", "to", "at", "into"}]
    places = places_of(scene, event.objects, without=NOT_THERE | {"from"}) or places_of(scene, near)
    places = places or before_event(scene, event)
    if not places:
        return []
    draft = drafted(scene, event, Predicate.AID_DELIVERED, "aid.resumed", state=False)
    draft.places = places
    draft.actor = scene.casting.refer(event.subjects[0]) if own else None
    return [draft]


_GIVEN_AGAIN = frozenset({"distributions", "distribution", "deliveries", "airdrops", "airlifts", "rations", "handouts"})
_STARTING = frozenset({"start", "begin", "launch"})


def founding(scene: Scene, event: Event) -> list[Draft]:
    """ "has started a soup kitchen in X": a verb that is no event of its own, with an aid point that is new."""
    own = [c for c in event.objects if c.prep is None]
    if base_of(event.chunk) not in _STARTING or not own or not event.subjects:
        return []
    point = aid_point(scene, own[0], following(scene, own[0]))
    if point is None or not point.places or point.kind in _NOT_FOUNDED or scene.words(own[0])[0] in {"the", "its"}:
        return []
    drafts = drafts_of(scene, event, [point], Predicate.AID_POINT_OPENED, "founded")
    for draft in drafts:
        draft.actor = _body(scene, event.subjects[0])
        if draft.modality is Modality.PROMISED:
            set_status(draft, point, AidStatus.PLANNED)
        elif draft.modality in ASSERTIVE and draft.relation in NOW:
            set_status(draft, point, AidStatus.OPEN)
    return drafts


_NOT_FOUNDED = frozenset({AidKind.ROUTE, AidKind.CHECKPOINT, AidKind.CROSSING, AidKind.PORT, AidKind.AIRPORT})
_PUTTING = frozenset({"put", "puts", "putting", "place", "placed"})


def on_hold(scene: Scene, event: Event) -> list[Draft]:
    """ "has put its nutrition work in X on hold": work there stops."""
    if event.chunk.word not in _PUTTING or not event.subjects:
        return []
    own = [c for c in event.objects if c.prep is None]
    held = any(c.prep == "on" and scene.words(c) in (["hold"], ["ice"]) for c in event.objects)
    if not held or not own or not is_helper(scene, event.subjects[0]) or scene.words(own[0])[-1] not in WORK:
        return []
    places = places_of(scene, event.objects, without=NOT_THERE) or before_event(scene, event)
    if not places:
        return []
    draft = drafted(scene, event, Predicate.SERVICE_STOPPED, "aid.on_hold", state=False)
    draft.places, draft.actor = places, scene.casting.refer(event.subjects[0])
    if draft.modality in ASSERTIVE and draft.relation in NOW:
        label = draft.actor.label if draft.actor is not None else None
        draft.aid = AidUpdate(kind=AidKind.OTHER, status=AidStatus.CLOSED, operator=label)
    return [draft]


def corridor_opened(scene: Scene, event: Event) -> list[Draft]:
    """ "opened a humanitarian corridor from X", "will open a safe corridor to X": a way is there, or is to be."""
    if event.noun or "access" not in event.ids or not scene.words(event.chunk)[0].startswith("open"):
        return []
    words = set(scene.words(event.chunk)) | _nearest(scene, event)
    if not ({"corridor", "corridors"} & words and words & _FOR_AID) or event.under("demand") is not None:
        return []  # "opened a trade corridor to X"
    places = places_of(scene, event.objects, without=NOT_THERE - {"for"})
    if not places:
        return []
    draft = drafted(scene, event, Predicate.AID_POINT_OPENED, "aid.corridor_opened", state=False)
    draft.places = places[:2]
    draft.actor = _body(scene, event.subjects[0]) if event.subjects and not event.passive else None
    if draft.modality is Modality.PROMISED:
        draft.aid = AidUpdate(kind=AidKind.ROUTE, status=AidStatus.PLANNED)
    elif draft.modality in ASSERTIVE and draft.relation in NOW:
        draft.aid = AidUpdate(kind=AidKind.ROUTE, status=AidStatus.OPEN)
    return [draft]


_FOR_AID = frozenset({"humanitarian", "aid", "relief", "safe", "evacuation", "civilians", "green"})


def _nearest(scene: Scene, event: Event) -> set[str]:
    return {w for c in event.objects[:1] if c.kind is ChunkKind.NP for w in scene.words(c)}


TURNING = frozenset({"turned", "turning", "converted", "converting", "transformed", "transforming", "turn", "convert"})


def turned_into(scene: Scene, event: Event) -> list[Draft]:
    """ "Volunteers have turned a school in X into a clinic", "the hall was converted into a shelter"."""
    if event.noun or "open" not in event.ids or not TURNING & set(scene.words(event.chunk)):
        return []
    into = next((c for c in event.objects if c.prep == "into"), None)
    point = aid_point(scene, into, following(scene, into)) if into is not None else None
    if point is None or point.kind in _NOT_FOUNDED:
        return []
    own = [c for c in event.objects if c.prep in {"in", "at", "near"}]
    passive = event.passive or "be" in event.chunk.forms()
    near = [r for s in event.subjects for r in near_subject(scene, event, s)] if passive else []
    point.places = point.places or places_of(scene, own) or near or before_event(scene, event)
    drafts = drafts_of(scene, event, [point], Predicate.AID_POINT_OPENED, "turned_into") if point.places else []
    for draft in drafts:
        draft.actor = _body(scene, event.subjects[0]) if event.subjects and not passive else None
        if draft.modality in ASSERTIVE and draft.relation in NOW:
            set_status(draft, point, AidStatus.OPEN)
    return drafts


_STAFF = frozenset({"doctors", "medics", "nurses", "staff", "surgeons", "midwives", "bakers", "paramedics"})


def on_strike(scene: Scene, event: Event) -> list[Draft]:
    """ "Doctors at the hospital in X have gone on strike": care stops there."""
    if event.noun or event.negated or not event.subjects or not any(c.prep == "on" for c in event.objects[:1]):
        return []
    if scene.words(event.subjects[0])[-1] not in _STAFF:
        return []
    if not any(c.prep == "on" and scene.words(c)[-1] == "strike" for c in event.objects[:1]):
        return []
    after = following(scene, event.subjects[0])
    point = aid_point(scene, after[0], after[1:]) if after and after[0].kind is ChunkKind.NP else None
    if point is None or not point.places or after[0].prep not in {"at", "in", "from"}:
        return []
    return drafts_of(scene, event, [point], Predicate.SERVICE_STOPPED, "on_strike")


def _body(scene: Scene, chunk: Chunk) -> ActorRef | None:
    actor = scene.casting.refer(chunk)
    return actor if actor is not None and actor.kind not in {"people", "other", "media"} else None
