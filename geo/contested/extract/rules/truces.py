"""Rules on truces: asked for, agreed, begun, refused; and calls for the fighting to end."""

from itertools import pairwise

from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.dealings import MAKING_TRUCE, PROPOSING, STOPPING, TRUCE_BEGINNING, base_of, is_truce
from contested.extract.events import Event
from contested.extract.rules.parties import (
    anybody,
    around,
    asker,
    beside,
    between_whom,
    dealt,
    direct,
    doer,
    first_party,
    is_passive,
    there,
    topic_of,
    verb_of,
)
from contested.extract.scene import Draft, Scene, following
from contested.extract.subjects import subjects_of
from contested.model import Modality, Polarity, Predicate, TimeRelation

_AGREED_ON = frozenset({"deal", "agreement", "accord", "pact", "treaty"})
_HOSTILE = frozenset(
    {"hostilities", "fighting", "war", "violence", "attacks", "bloodshed", "offensive", "siege", "bombardment"}
    | {"shelling", "clashes", "assault", "conflict", "aggression", "bombing", "operations", "operation", "attack"}
    | {"onslaught", "strikes", "airstrikes", "confrontation", "escalation", "killing", "fire", "campaign"}
)


def truces(scene: Scene, event: Event) -> list[Draft] | None:
    """Read a verb beside a truce, or beside fighting that is to end; `None` when neither stands beside it."""
    base = verb_of(scene, event)
    if not base:
        return None
    own = topic_of(scene, event)
    if own is not None and is_truce(own) and (base in TRUCE_BEGINNING or base == "be"):
        return _of_truce(scene, event, base, own)
    done_to = direct(event)
    truce = next((c for c in done_to[:1] if is_truce(c) or _is_deal(scene, c)), None)
    if truce is not None and base in MAKING_TRUCE:
        return _makes_truce(scene, event, truce)
    if base in STOPPING and any(_hostile(scene, c) for c in done_to[:1]) and _is_wanted(event):
        return _stop_fighting(scene, event)
    must = "must" in event.auxiliaries
    if truce is not None and (base in PROPOSING or (base == "be" and must)):
        return _called(scene, event, truce)  # "proposed a truce", "there must be a ceasefire"
    subject = event.subjects[0] if event.subjects else None
    if subject is not None and base in STOPPING and must and _hostile(scene, subject):
        return _called(scene, event, subject)
    return None


def _is_deal(scene: Scene, chunk: Chunk) -> bool:
    """ "a peace deal", "a ceasefire agreement": an accord that ends fighting."""
    words = scene.words(chunk)
    return words[-1] in _AGREED_ON and bool({"peace", "ceasefire", "truce", "cease-fire"} & set(words))


def _of_truce(scene: Scene, event: Event, base: str, topic: Chunk) -> list[Draft] | None:
    words = beside(scene, event)
    if "must" in event.auxiliaries:
        return _called(scene, event, topic)
    begins = base in {"begin", "start"} or is_passive(event)
    if base in {"come", "take", "enter", "go", "be"} and not is_passive(event):
        begins = bool(words & {"effect", "force", "place"})
    if not begins:
        return None
    draft = dealt(scene, event, Predicate.CEASEFIRE_SIGNED)
    draft.places = there(scene, around(event, topic)[1:])
    draft.actor = doer(scene, event) if is_passive(event) else between_whom(scene, topic)
    if draft.actor is not None and draft.actor.kind == "force" and draft.places:
        draft.actor = None  # "between fighters from X and Y"
    scene.taken.add(topic.start)
    return [draft]


def _called(scene: Scene, event: Event, topic: Chunk) -> list[Draft]:
    """ "A ceasefire must come first, X said": who says so calls for it."""
    attribution = next((c for c in scene.clauses if c.attribution), None)
    draft = dealt(scene, event, Predicate.CALLS_FOR_CEASEFIRE)
    draft.actor = asker(scene, event, "report", "insist")
    if verb_of(scene, event) in PROPOSING and draft.actor is None:
        draft.actor = doer(scene, event)
    if draft.actor is None and attribution is not None:
        draft.actor = first_party(scene, subjects_of(attribution, attribution.verbs()[0]))
    draft.places = there(scene, around(event, topic)[1:])
    draft.modality, draft.relation = Modality.DEMANDED, TimeRelation.CURRENT
    scene.taken.add(topic.start)
    return [draft] if draft.actor is not None else []


def _makes_truce(scene: Scene, event: Event, truce: Chunk) -> list[Draft] | None:
    if event.under("demand") is not None:
        return None
    meant = event.chunk.prep is not None and not event.under("promise", "refuse", "threaten", "deny")
    if meant and not event.chunk.auxiliaries:
        return []  # "efforts aimed at securing a truce", "talks to reach a ceasefire"
    draft = dealt(scene, event, Predicate.CEASEFIRE_SIGNED)
    draft.actor = doer(scene, event) if is_passive(event) else between_whom(scene, truce) or doer(scene, event)
    draft.places = there(scene, around(event, truce)[1:])
    scene.taken.add(truce.start)
    return [draft] if draft.actor is not None else []


def truce_wanted(scene: Scene, event: Event) -> list[Draft] | None:
    """A truce that is asked for, agreed or refused by a verb that is no event: "called for a ceasefire"."""
    if "ceasefire" not in event.ids or (event.chunk.has("event", "negotiate") and not event.noun):
        return None
    operator = event.under("demand", "insist")
    if operator is not None:
        draft = dealt(scene, event, Predicate.CALLS_FOR_CEASEFIRE)
        draft.actor = anybody(scene, subjects_of(operator.clause, operator.chunk))
        draft.places = there(scene, event.objects)
        if draft.modality is not Modality.DENIED and _said_not(scene, operator.chunk):
            draft.modality, draft.polarity = Modality.NEGATED, Polarity.NEGATIVE
        elif draft.modality in {Modality.ASSERTED, Modality.REFUSED}:
            draft.modality = Modality.DEMANDED
        if event.under("refuse") is not None:
            draft.modality, draft.polarity = Modality.REFUSED, Polarity.POSITIVE  # "rejected calls for a ceasefire"
        return [draft] if draft.actor is not None else []
    return [] if event.noun else _truce_by_phrase(scene, event)


def _said_not(scene: Scene, verb: Chunk) -> bool:
    """ "did not call for": the verb of demand is itself negated."""
    return any(t.lower in scene.reading.lexicon.words["negation"] for t in verb.auxiliaries)


def _truce_by_phrase(scene: Scene, event: Event) -> list[Draft] | None:
    """ "agreed to a ceasefire", "the truce took effect": a phrase of the lexicon, with its subject."""
    subject = event.subjects[0] if event.subjects else None
    draft = dealt(scene, event, Predicate.CEASEFIRE_SIGNED)
    draft.places = there(scene, event.objects)
    topic = subject if subject is not None and is_truce(subject) else None
    if {"effect", "force"} & set(scene.words(event.chunk)):
        if topic is None and (subject is None or not set(scene.words(subject)) & (_AGREED_ON | {"pause", "calm"})):
            return None  # "sanctions take effect"
        draft.actor = between_whom(scene, subject) if subject is not None else None
        return [draft]
    draft.actor = doer(scene, event)
    if not draft.places and subject is not None:
        beside = [c for c in following(scene, subject)[:1] if c.prep == "in" and c.start < event.chunk.start]
        draft.places = there(scene, beside)  # "Rival militias in X have agreed to stop fighting"
    return [draft] if draft.actor is not None else None


def fighting_must_end(scene: Scene, event: Event) -> list[Draft] | None:
    """ "The bombardment of X must end, the UN said": read with its verb, and no bombardment that is demanded."""
    if not event.noun or "must" not in event.auxiliaries or not _hostile(scene, event.chunk):
        return None
    after = [v for v in event.clause.verbs() if v.start >= event.chunk.end]
    if not after or base_of(after[0]) not in STOPPING or any(v.end <= event.chunk.start for v in event.clause.verbs()):
        return None
    found = _called(scene, event, event.chunk)
    for draft in found:
        draft.places = there(scene, event.objects)
    scene.taken.add(after[0].start)
    return found or None


def _is_wanted(event: Event) -> bool:
    """ "demanded that … stop", "told Russia to stop", "said Israel must stop": what is to end, and has not."""
    if event.negated:
        return False
    told = event.under("report")
    return (
        event.under("demand") is not None
        or (told is not None and "must" in event.auxiliaries)
        or (told is not None and event.chunk.prep == "to" and told.chunk.word in {"told", "tells", "tell"})
    )


def _hostile(scene: Scene, chunk: Chunk) -> bool:
    return bool(set(scene.words(chunk)) & _HOSTILE)


def _stop_fighting(scene: Scene, event: Event) -> list[Draft] | None:
    """ "demanded that the RSF halt its siege of X": a call for a ceasefire there."""
    draft = dealt(scene, event, Predicate.CALLS_FOR_CEASEFIRE)
    draft.actor = asker(scene, event, "demand", "report")
    draft.modality, draft.relation = Modality.DEMANDED, TimeRelation.CURRENT
    draft.places = there(scene, event.objects)
    if draft.actor is None:
        return None
    scene.taken.update(c.start for c in event.objects[:2])
    return [draft]


def end_to_fighting(scene: Scene, chunk: Chunk, event: Event) -> list[Draft] | None:
    """ "called for | an end | to hostilities in X": a demand whose object is the end of the fighting."""
    after = [c for c in following(scene, chunk)[:3] if c.kind is ChunkKind.NP]
    words = scene.words(chunk)
    later = [c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.start > event.chunk.end]
    for verb, what in pairwise(later):  # "called on both sides | to end | the fighting"
        if verb.prep == "to" and scene.words(verb) in (["end"], ["halt"], ["pause"]) and _hostile(scene, what):
            chunk, words, after = verb, ["end"], [what]
    ends = bool(set(words[-2:]) & {"end", "halt", "cessation", "stop", "pause", "de-escalation"})
    about = after[0] if after else None
    if not ends or about is None or about.prep not in {"to", "of", "in", None} or not _hostile(scene, about):
        return None
    draft = dealt(scene, event, Predicate.CALLS_FOR_CEASEFIRE)
    draft.actor = anybody(scene, event.subjects)
    draft.places = there(scene, [about, *following(scene, about)[:3]])
    draft.modality, draft.relation = Modality.DEMANDED, TimeRelation.CURRENT
    scene.taken.update((about.start, chunk.start))
    return [draft] if draft.actor is not None else None
