"""What people ask for, what is left of their stocks, and the place that all aid passes: told by plain verbs."""

from contested.extract.aid_points import aid_point
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.events import Event
from contested.extract.manner import drafted
from contested.extract.rules.aid_common import (
    NOT_THERE,
    NOW,
    is_cargo,
    is_helper,
    near_subject,
    point_among,
    set_status,
)
from contested.extract.scene import Draft, Scene, following
from contested.extract.whereabouts import before_event, located, places_of
from contested.model import AidStatus, Modality, Predicate, Resolution

_LEFT = frozenset(
    {"hour", "hours", "day", "days", "week", "weeks", "litres", "liters", "tonnes", "tons", "bags", "sacks"}
)
_ONLY = frozenset({"only", "just", "barely", "hardly", "merely", "scarcely"})
_ASKS = frozenset({"asking", "asked", "ask", "begging", "begged", "beg", "pleading", "appealing", "appealed", "appeal"})
_MAIN = frozenset({"main", "only", "sole", "principal", "key", "chief", "last", "primary"})


def asking_for_goods(scene: Scene, event: Event) -> list[Draft]:
    """ "In X, families are asking above all for food and mats": they lack it."""
    if event.noun or event.passive or event.negated or event.chunk.word not in _ASKS or not event.subjects:
        return []
    if not any(c.has("noun", "people") for c in event.subjects):
        return []
    own = scene.words(event.chunk)[-1] == "for"  # "asking for | water"
    if not any((c.prep == "for" or (own and c.prep is None)) and is_cargo(scene, c) for c in event.objects):
        return []
    return _lacking(scene, event, "aid.asked_for")


def little_left(scene: Scene, event: Event) -> list[Draft]:
    """ "The hospital in X has only two days of oxygen left": a stock that is counted in days."""
    has = {t.lower for t in event.chunk.auxiliaries} & {"has", "have", "had"}
    if event.noun or not has or not event.subjects or len(event.objects) < 2:
        return []
    stock, goods = event.objects[0], event.objects[1]
    if stock.prep is not None or scene.words(stock)[-1] not in _LEFT or goods.prep != "of":
        return []
    if not (is_cargo(scene, goods) or goods.has("noun", "utility")):
        return []
    tokens = scene.reading.document.tokens
    said = {t.lower for t in tokens[event.chunk.start : goods.start]}
    after = tokens[goods.end].lower if goods.end < len(tokens) else ""
    if not (said & _ONLY or after in {"left", "remaining"} or {"less", "fewer"} & said):
        return []
    return _lacking(scene, event, "aid.little_left")


def got_goods(scene: Scene, event: Event) -> list[Draft]:
    """ "About 30,000 people in X got cash from WFP", "families in X get bread twice a week"."""
    if event.noun or event.passive or event.chunk.word not in {"be", "got", "get", "gets"} or not event.subjects:
        return []
    if scene.words(event.chunk)[0] not in {"got", "get", "gets"}:
        return []  # to the parser "got" is a form of "be"
    own = [c for c in event.objects if c.prep is None]
    if not own or not is_cargo(scene, own[0]) or not event.subjects[0].has("noun", "people"):
        return []
    places = [r for s in event.subjects for r in near_subject(scene, event, s)]
    places = places or places_of(scene, event.objects, without=NOT_THERE | {"from"}) or before_event(scene, event)
    if not places:
        return []
    draft = drafted(scene, event, Predicate.AID_DELIVERED, "aid.got", state=False)
    giver = next((c for c in event.objects if c.prep == "from" and is_helper(scene, c)), None)
    draft.places, draft.actor = places, scene.casting.refer(giver) if giver is not None else None
    return [draft]


def _lacking(scene: Scene, event: Event, rule: str) -> list[Draft]:
    places = _where(scene, event)
    if not places:
        return []
    draft = drafted(scene, event, Predicate.AID_NEEDS, rule, state=True)
    draft.places, draft.modality = places, Modality.ASSERTED
    return [draft]


def _where(scene: Scene, event: Event) -> list[Resolution]:
    named = places_of(scene, [c for c in event.subjects if located(scene, c)])
    named = named or [r for s in event.subjects for r in near_subject(scene, event, s)]
    if not named and (point := point_among(scene, event.subjects)) is not None:
        named = point.places
    return named or places_of(scene, event.objects, without=NOT_THERE | {"for"}) or before_event(scene, event)


_BEING = frozenset({"be", "remain", "remains", "remained", "stays", "stayed", "stay"})


def main_point(scene: Scene, event: Event) -> list[Draft]:
    """ "X remains the main crossing for UN supplies": a place that is said to be an aid point in use."""
    if event.noun or event.negated or event.chunk.word not in _BEING or not event.subjects or not event.objects:
        return []
    what = event.objects[0]
    place = places_of(scene, [c for c in event.subjects[:1] if located(scene, c)])
    if not place or what.prep is not None or not _MAIN & set(scene.words(what)):
        return []
    after = following(scene, what)[:1]
    used = bool(after) and after[0].kind is ChunkKind.NP and after[0].prep in {"for", "of"} and _served(scene, after[0])
    point = aid_point(scene, what)
    if point is None or not used:
        return []
    point.places = place
    draft = drafted(scene, event, Predicate.AID_POINT_OPERATING, "aid.main_point", state=True)
    draft.places = place
    if draft.modality is Modality.ASSERTED and draft.relation in NOW:
        set_status(draft, point, AidStatus.OPEN)
    return [draft]


def _served(scene: Scene, chunk: Chunk) -> bool:
    return is_cargo(scene, chunk) or chunk.has("noun", "people") or is_helper(scene, chunk)
