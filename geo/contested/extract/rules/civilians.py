"""Rules on residents of a place: told to leave it, made to leave it, gone from it. Read before those on troops."""

from contested.extract.actors import ActorRef
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.events import Event
from contested.extract.manner import drafted
from contested.extract.rules.parties import asker, first_party
from contested.extract.scene import Draft, Scene, following
from contested.extract.subjects import subjects_of
from contested.extract.whereabouts import before_event, nearby, places_of, unknown_places, with_owners
from contested.model import MentionKind, Modality, Polarity, Predicate, Resolution, TimeRelation

_RESIDENTS = frozenset(
    {"population", "inhabitants", "residents", "civilians", "families", "people", "villagers", "households", "everyone"}
    | {"refugees", "households", "women", "children", "minority", "community", "communities", "citizens"}
)
_LEAVING = frozenset({"withdraw", "displace", "deliver", "shift", "move"})
_GOING = frozenset(
    {"leave", "evacuate", "flee", "move", "go", "relocate", "withdraw", "head", "vacate", "depart", "seek", "escape"}
)
_ORDERS = frozenset(
    {"order", "orders", "instruction", "instructions", "directive", "decree", "call", "calls", "warning"}
)
_SCARCE = frozenset({"fewer", "few", "only", "just", "barely", "hardly"})
_MANY = frozenset(
    {"population", "inhabitants", "all", "most", "many", "thousands", "hundreds", "ethnic", "remaining", "half"}
    | {"nearly", "almost"}
)
_TOWARDS = frozenset({"towards", "toward", "into", "across"})
_AWAY = frozenset({"by", "since", "until", "for", "during", "with", "against", "as", "after", "before", "about", "to"})


def moving_people(scene: Scene, event: Event) -> list[Draft] | None:
    """Read what is said of residents; `None` where the event is about others."""
    if event.noun:
        return None
    ids = set(event.ids)
    emptied = event.passive or (event.chunk.word == "emptied" and scene.words(event.chunk)[-1] == "of")
    if emptied and event.agent is None and event.chunk.word in _EMPTY and _settled(event):
        return _displaced(scene, event, places_of(scene, with_owners(scene, event.subjects)), None)
    if "displace" in ids and event.chunk.word == "empty" and "be" in event.auxiliaries:
        return _displaced(scene, event, places_of(scene, with_owners(scene, event.subjects)), None)
    if {"enter", "deliver"} & ids and event.chunk.word in {"crossed", "cross", "crossing", "poured", "streamed"}:
        return _crossed(scene, event)
    cleared = "evacuated" in scene.words(event.chunk) and event.subjects and _residents(scene, event.subjects[0])
    if cleared and event.agent is None:
        return _displaced(scene, event, places_of(scene, event.objects, without=_AWAY), None)
    if ids & _LEAVING:
        return _told(scene, event) or _ordered(scene, event) or _gone(scene, event) or _moved(scene, event)
    if ids & {"repel", "capture"} and event.objects and _residents(scene, event.objects[0]):
        return _driven_out(scene, event)
    if "presence" in ids:
        return _few_left(scene, event)
    return None


_EMPTY = frozenset({"deserted", "depopulated", "emptied"})


def _settled(event: Event) -> bool:
    """Tell whether the subject is a place that people live in: "the town of X is deserted", not "the beach"."""
    return any(c.mentions or c.has("anaphor", "town") for c in event.subjects[:1])


def _residents(scene: Scene, chunk: Chunk) -> bool:
    """Tell residents from troops: "a million people", "the whole population", "thousands of Armenians"."""
    words = scene.words(chunk)
    if chunk.has("noun", "force") or (set(words[-1:]) & {"workers", "journalists", "volunteers", "patients"}):
        return False
    if set(words) & _RESIDENTS and set(words[-2:]) & (_RESIDENTS | {"out"}):
        return True
    last = scene.reading.document.tokens[chunk.end - 1]
    people = [scene.reading.resolutions[n].mention for n in chunk.mentions]
    plural = any(m.kind is MentionKind.DEMONYM and m.end == last.end and last.lower.endswith("s") for m in people)
    return plural and bool(set(words) & _MANY or words[0].isdigit())


def _told(scene: Scene, event: Event) -> list[Draft] | None:
    """ "urged residents to leave X", "called on families to move south"."""
    operator = event.under("demand")
    if operator is None or event.chunk.prep != "to" or event.negated or not event.subjects:
        return None
    if not _residents(scene, event.subjects[0]) or scene.words(event.chunk)[0] not in _GOING:
        return None
    actor = asker(scene, event, "demand")
    if actor is None or not _has_authority(actor):
        return None
    beside = following(scene, event.subjects[0])[:2]
    draft = _order(scene, event)
    draft.actor = actor
    draft.places = places_of(scene, event.objects, without=_AWAY) or places_of(
        scene, [c for c in beside if c.kind is ChunkKind.NP and c.prep in {"of", "in", "from"}]
    )
    draft.places = draft.places or before_event(scene, event) or nearby(scene, event)
    return [draft] if draft.places else None


def _has_authority(actor: ActorRef) -> bool:
    return actor.armed or actor.kind in {"person", "name", "government", "force"} or actor.id is not None


def _order(scene: Scene, event: Event) -> Draft:
    """Draft an order to leave: that it was given is what is told, and not that it is wanted."""
    draft = drafted(scene, event, Predicate.EVACUATION_ORDER, "other.evacuation_order")
    if draft.modality in {Modality.DEMANDED, Modality.HYPOTHETICAL, Modality.PROMISED}:
        may = "may" in event.auxiliaries or "would" in event.auxiliaries
        draft.modality = Modality.HYPOTHETICAL if may else Modality.ASSERTED
        draft.polarity = Polarity.POSITIVE
        draft.relation = TimeRelation.RECENT_EVENT if draft.modality is Modality.ASSERTED else draft.relation
    return draft


def _ordered(scene: Scene, event: Event) -> list[Draft] | None:
    """ "signed an order to evacuate X"."""
    if event.chunk.prep != "to" or not scene.words(event.chunk)[0].startswith(("evacuat", "leav")):
        return None
    before = [c for c in event.clause.chunks if c.end <= event.chunk.start]
    if not before or before[-1].kind is not ChunkKind.NP or scene.words(before[-1])[-1] not in _ORDERS:
        return None
    places = places_of(scene, event.objects, without=_AWAY)
    verbs = [c for c in before if c.kind is ChunkKind.VERB]
    actor = first_party(scene, subjects_of(event.clause, verbs[-1])) if verbs else None
    if not places or actor is None or event.objects[0].has("noun", "force"):
        return None
    draft = _order(scene, event)
    draft.actor, draft.places = actor, places
    if event.negated:
        draft.modality, draft.polarity = Modality.NEGATED, Polarity.NEGATIVE
    return [draft]


def _gone(scene: Scene, event: Event) -> list[Draft] | None:
    """ "most of the population of X has left", "almost all Armenians have left X"."""
    subject = event.subjects[0] if event.subjects else None
    leaves = {"withdraw", "displace"} & set(event.ids) and event.under("demand", "refuse") is None
    if subject is None or not leaves or event.passive or not _residents(scene, subject):
        return None
    if event.chunk.prep == "to" and any(
        v.has("event", "evacuate") for v in event.clause.verbs() if v.start < event.chunk.start
    ):
        return None  # "ordered families to leave X": the order is told, and nobody has left yet
    left = [c for c in event.objects if c.prep not in _TOWARDS]
    places = places_of(scene, left, without=_AWAY) or unknown_places(scene, left[:1])
    if not places and (set(scene.words(subject)) & _MANY or len(left) < len(event.objects)):
        home = [
            c for c in following(scene, subject)[:2] if c.start < event.chunk.start and c.prep in {"of", "in", "from"}
        ]
        places = places_of(scene, home)
    return _displaced(scene, event, places, None)


def _crossed(scene: Scene, event: Event) -> list[Draft] | None:
    """ "Tens of thousands crossed into Burundi from Uvira": gone from there."""
    subject = event.subjects[0] if event.subjects else None
    if subject is None or event.passive:
        return None
    if not _residents(scene, subject) and scene.words(subject)[-1] not in {"thousands", "hundreds", "millions"}:
        return None
    return _displaced(scene, event, places_of(scene, [c for c in event.objects if c.prep == "from"]), None)


def _moved(scene: Scene, event: Event) -> list[Draft] | None:
    """ "plans to move the whole population of X to the south"."""
    if not {"move", "shift"} & set(event.ids) or not event.objects or not _residents(scene, event.objects[0]):
        return None
    actor = first_party(scene, event.subjects)
    if actor is None or not actor.armed:
        return None
    return _displaced(scene, event, places_of(scene, event.objects, without=_AWAY), actor)


def _driven_out(scene: Scene, event: Event) -> list[Draft] | None:
    """ "could force a million people out of X", "drove residents from X"."""
    actor = first_party(scene, event.subjects)
    places = places_of(scene, event.objects, without=_AWAY)
    return _displaced(scene, event, places, actor if actor is not None and actor.armed else None)


def _few_left(scene: Scene, event: Event) -> list[Draft] | None:
    """ "Fewer than 1,500 of the 60,000 residents remain in X"."""
    if not scene.words(event.chunk)[0].startswith(("remain", "stay")) or not event.subjects:
        return None
    first = event.subjects[0]
    inside = [c for c in event.clause.chunks if c.kind is ChunkKind.NP and first.start <= c.start < event.chunk.start]
    scarce = bool(_SCARCE & set(scene.words(first)[:2])) or _before_is_scarce(scene, first)
    if not scarce or not any(_residents(scene, c) for c in inside):
        return None
    return _displaced(scene, event, places_of(scene, event.objects, without=_AWAY), None)


def _before_is_scarce(scene: Scene, chunk: Chunk) -> bool:
    """ "Only | a few families", "fewer than | 1,500": the adverb that stands outside the phrase."""
    first = max(scene.sentence.first_token, chunk.start - 2)
    return any(token.lower in _SCARCE for token in scene.reading.document.tokens[first : chunk.start])


def _displaced(scene: Scene, event: Event, places: list[Resolution], actor: ActorRef | None) -> list[Draft] | None:
    if not places:
        return None
    draft = drafted(scene, event, Predicate.DISPLACEMENT, "other.displacement")
    draft.places, draft.actor = places, actor
    return [draft]
