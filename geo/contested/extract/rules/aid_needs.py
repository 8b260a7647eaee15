"""Rules on what people lack: food, fuel, medicine, water."""

from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.events import Event
from contested.extract.manner import drafted
from contested.extract.rules.aid_common import NOT_THERE, is_cargo, near_subject, point_among
from contested.extract.scene import Draft, Scene, following
from contested.extract.whereabouts import before_event, located, places_of
from contested.model import AidKind, Modality, Polarity, Predicate, Resolution


def needing(scene: Scene, event: Event) -> list[Draft]:
    """People lack food, fuel, medicine; prices."""
    if "price" in event.ids and any(_dear(scene, c) for c in event.subjects):
        return _drafted(scene, event)
    if "plight" in event.ids and any(_plight(scene, c) for c in event.subjects):
        return _drafted(scene, event)
    if "need" not in event.ids or (event.noun and event.chunk.prep in {"about", "against", "on"}):
        return []  # "a record about hunger", "the fight against hunger"
    own = event.objects[0] if event.objects and not event.noun else None
    if own is not None and own.prep is None and scene.words(own)[-1] in _TIMES:
        return []  # "lorries need a day to reach X"
    if (
        event.noun
        and event.chunk.prep == "for"
        and any(v.has("event", "withdraw") or v.has("event", "displace") for v in event.clause.verbs())
    ):
        return []  # "left X for lack of water"
    if event.noun and _relieved(scene, event):
        return []  # "would alleviate the humanitarian crisis"
    if _has(scene, event) and not event.negated:
        return []  # "the town has water"
    if scene.words(event.chunk)[-1] == "power" and _powerless(event):
        return []  # "had no power over X", "the party was left without power"
    if scene.words(event.chunk)[0] == "without" and not _live_there(scene, event):
        return []  # "She left the hotel in X without food"
    if scene.words(event.chunk)[0].startswith("queu") and any(is_cargo(scene, c) for c in event.subjects):
        return []  # lorries that queue
    chunks = (*event.subjects, *event.objects, event.chunk)
    measured = [c for c in event.subjects if scene.words(c)[-1] in _MEASURES]
    of_them = [n for c in measured for n in following(scene, c)[:1] if n.prep == "of"]  # "a kilo of flour"
    goods = event.chunk.word == "be" and not event.chunk.hits  # "there is not enough water"
    goods = goods or any(is_cargo(scene, c) or c.has("noun", "utility") for c in (*chunks, *of_them)) or event.noun
    people = any(c.has("noun", "people") for c in event.subjects)
    named = bool(_WANTS & set(scene.words(event.chunk)))  # "is facing famine", "has no fuel"
    lacked = any(set(scene.words(c)) & _LACKED for c in event.objects if c.prep in {None, "of"})
    if not (goods or people or named or lacked or _care_lacks(scene, event)):
        return []
    return _drafted(scene, event)


_TIMES = frozenset({"day", "days", "hour", "hours", "week", "weeks", "month", "months", "minutes", "year", "years"})
_RELIEVING = frozenset({"alleviat", "eas", "reliev", "reduc", "avert", "prevent", "tackl", "address", "end", "mitigat"})


def _relieved(scene: Scene, event: Event) -> bool:
    tokens = scene.reading.document.tokens
    first = max(scene.sentence.first_token, event.chunk.start - 2)
    return any(_stem(token.lower) in _RELIEVING for token in tokens[first : event.chunk.end])


def _stem(word: str) -> str:
    """ "alleviate", "alleviates", "alleviated", "alleviating" without their endings."""
    return word.removesuffix("ing").removesuffix("ed").removesuffix("es").removesuffix("e").removesuffix("s")


def _powerless(event: Event) -> bool:
    """Tell whether it is might that is lacked, and not what comes by wire."""
    rules = any(
        c.has("actor") or any(c.has("noun", n) for n in ("group", "force", "government")) for c in event.subjects
    )
    return rules or any(c.prep == "over" for c in event.objects[:1])


def _live_there(scene: Scene, event: Event) -> bool:
    """Tell whether those without food or water are people at a place, or the place itself."""
    if any(c.has("noun", "people") for c in event.subjects):
        return True
    return any(places_of(scene, [c]) or point_among(scene, [c]) is not None for c in event.subjects)


def _drafted(scene: Scene, event: Event) -> list[Draft]:
    there = _there(scene, event)
    if not there:
        return []
    draft = drafted(scene, event, Predicate.AID_NEEDS, "aid.needs", state=True)
    draft.places = there
    if _has(scene, event) and draft.modality is Modality.NEGATED:
        draft.modality, draft.polarity = Modality.ASSERTED, Polarity.POSITIVE
    return [draft]


def _has(scene: Scene, event: Event) -> bool:
    """ "has water", "have enough food", but not "has no water", "has fuel for two days"."""
    words = scene.words(event.chunk)
    plain = words[0] in {"have", "has", "had", "having"} and words[-1] in _WANTS | {"care", "medicines"}
    plain = plain or words[-1] == "available"
    return plain and not set(words) & {"no", "little", "only", "run", "nothing"}


def _plight(scene: Scene, chunk: Chunk) -> bool:
    words = set(scene.words(chunk))
    return bool(words & {"humanitarian", "food", "health", "nutrition", "living"}) and bool(
        words & {"situation", "conditions", "crisis"}
    )


def _dear(scene: Scene, chunk: Chunk) -> bool:
    """ "food prices", "the price of flour"."""
    words = scene.words(chunk)
    near = [chunk, *following(scene, chunk)[:1]]
    if set(words) & {"fuel", "petrol", "gas", "gasoline", "oil", "diesel", "coal"}:
        return False
    if is_cargo(scene, chunk) and "price" in {w for c in following(scene, chunk)[:3] for w in scene.words(c)}:
        return True  # "rice has doubled in price"
    return words[-1] in {"price", "prices", "cost"} and any(c.has("noun", "cargo") for c in near)


def _there(scene: Scene, event: Event) -> list[Resolution]:
    named = [c for c in event.subjects if scene.words(c) != ["there"]]
    places = places_of(scene, event.objects, without=NOT_THERE)
    places = places or places_of(scene, [c for c in named if located(scene, c)])
    places = places or [r for s in event.subjects for r in near_subject(scene, event, s)]
    places = places or places_of(scene, named)  # "the town", "there": not where the next phrase says "in X"
    places = places or [r for s in event.subjects for r in _of_point(scene, s)] or before_event(scene, event)
    return places or _reasoned(scene, event) or list(scene.focus[-1:]) or list(scene.seen[-1:])


def _reasoned(scene: Scene, event: Event) -> list[Resolution]:
    """ "Patients in X and Y lie on the floor because there are no beds": where what it is the reason of is told."""
    before = event.clause.before
    if before is None or event.clause.link not in {"because", "as", "since"}:
        return []
    phrases = [c for c in before.chunks if c.kind is ChunkKind.NP]
    return places_of(scene, phrases, without=NOT_THERE | {"to", "from"})


def _of_point(scene: Scene, subject: Chunk) -> list[Resolution]:
    point = point_among(scene, [subject])
    return point.places if point is not None else []


def _care_lacks(scene: Scene, event: Event) -> bool:
    """ "The hospital in X has run out of anaesthetics": what a place of care runs out of is needed there."""
    if event.noun or scene.words(event.chunk)[0] in _WANTING:
        return False  # "the hospital needs a new director"
    point = point_among(scene, event.subjects)
    return point is not None and point.kind in _CARE


_MEASURES = frozenset(
    {"kilo", "kilos", "kilogram", "litre", "liter", "bag", "sack", "loaf", "tin", "bottle", "kg", "gallon", "price"}
    | {"amount", "supply", "supplies", "stocks", "lack", "box", "tonne", "ton", "barrel", "packet"}
)
_WANTING = frozenset({"need", "needs", "needed", "require", "requires", "required", "cost", "costs"})
_CARE = frozenset({AidKind.HOSPITAL, AidKind.CLINIC, AidKind.SHELTER, AidKind.BAKERY, AidKind.KITCHEN})
_WANTS = frozenset(
    {"famine", "hunger", "starvation", "fuel", "water", "food", "medicine", "thirst", "malnutrition", "shortages"}
    | {"hungry", "malnourished", "undernourished", "electricity", "power", "heating", "bread", "flour", "shelter"}
    | {"gas", "eat"}
)
_LACKED = frozenset(
    {"doctors", "nurses", "medics", "surgeons", "midwives", "blood", "help", "shelter", "ventilators", "generators"}
    | {"anaesthetics", "anesthetics", "antibiotics", "bandages", "medication", "drugs", "vaccines", "ambulances"}
    | {"oxygen", "clothing", "clothes", "sanitation", "toilets", "tents", "electricity", "power", "gas", "heating"}
    | {
        "painkillers",
        "anaesthetic",
        "anesthetic",
        "beds",
        "supplies",
        "necessities",
        "essentials",
        "basics",
        "incubators",
        "dialysis",
        "treatment",
    }
)
