"""Rules on talks and truces: held, going on, stalled, refused; asked for, agreed, begun."""

from itertools import pairwise

from contested.extract.actors import ActorRef
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.clauses import ClauseKind
from contested.extract.dealings import (
    HOLDING_TALKS,
    LEAVING_TALKS,
    MAKING_TRUCE,
    PROPOSING,
    RECALLING,
    STOPPING,
    STRIVING,
    TALKS_FAILING,
    TALKS_GOING_ON,
    TRAVELLING,
    TRUCE_BEGINNING,
    are_talks,
    base_of,
    is_truce,
)
from contested.extract.events import Event
from contested.extract.rules.parties import (
    anybody,
    around,
    asker,
    between_whom,
    dealt,
    direct,
    doer,
    first_party,
    is_passive,
    there,
    venue,
    verb_of,
)
from contested.extract.scene import Draft, Scene, following
from contested.extract.subjects import subjects_of
from contested.extract.whereabouts import located
from contested.model import MentionKind, Modality, Polarity, Predicate, Resolution, TimeRelation

_STUCK = frozenset(
    {
        "deadlock",
        "deadlocked",
        "impasse",
        "standstill",
        "stalemate",
        "hold",
        "pause",
        "ice",
        "limbo",
        "tatters",
        "stuck",
    }
    | {"stalled", "frozen", "dead", "dead-end", "suspended", "collapse", "crisis", "snag", "wall", "obstacle", "halt"}
    | {"trouble", "nothing", "naught", "failure", "apart", "down", "off", "through", "jeopardy", "dead end", "aground"}
)
_NO_RESULT = frozenset(
    {"progress", "breakthrough", "result", "results", "agreement", "deal", "headway", "outcome", "accord", "conclusion"}
)
_AGREED_ON = frozenset({"deal", "agreement", "accord", "pact", "treaty"})
_GOING_ON = frozenset(
    {"way", "progress", "ongoing", "underway", "place", "day", "round", "week", "phase", "stage", "ahead", "open"}
    | {"session", "resumed"}
)
_BREAKDOWN = frozenset(
    {"collapse", "breakdown", "failure", "suspension", "deadlock", "impasse", "stalemate", "progress", "breakthrough"}
    | {"headway", "postponement", "cancellation", "standstill", "pause", "halt"}
)
_HOSTILE = frozenset(
    {"hostilities", "fighting", "war", "violence", "attacks", "bloodshed", "offensive", "siege", "bombardment"}
    | {"shelling", "clashes", "assault", "conflict", "aggression", "bombing", "operations", "operation", "attack"}
    | {"onslaught", "strikes", "airstrikes", "confrontation", "escalation", "killing", "fire", "campaign"}
)


def talks(scene: Scene, event: Event) -> list[Draft] | None:
    """Read a verb beside talks or a truce; `None` when neither stands beside it."""
    base = verb_of(scene, event)
    if not base:
        return None
    subject = event.subjects[0] if event.subjects else None
    own = _topic(scene, subject)
    if own is not None and are_talks(own):
        return _of_talks(scene, event, base, own)
    if own is not None and is_truce(own) and (base in TRUCE_BEGINNING or base == "be"):
        return _of_truce(scene, event, base, own)
    done_to = direct(event)
    topic = next((c for c in done_to[:2] if are_talks(c)), None)
    if topic is not None and base != "hold":
        return _with_talks(scene, event, base, topic)
    truce = next((c for c in done_to[:1] if is_truce(c) or _is_deal(scene, c)), None)
    if truce is not None and base in MAKING_TRUCE:
        return _makes_truce(scene, event, truce)
    bound = next((c for c in event.objects[:3] if c.prep == "for" and are_talks(c)), None)
    if bound is not None and base in TRAVELLING:
        return _bound_for_talks(scene, event, bound)
    part = done_to[0] if done_to and scene.words(done_to[0])[-1] in {"participation", "involvement", "role"} else None
    if part is not None and base in LEAVING_TALKS and any(are_talks(c) for c in event.objects[1:2]):
        return _leaves(scene, event, event.objects[1])
    if base in RECALLING and any(scene.words(c)[-1] in _NEGOTIATING for c in done_to[:1]):
        return _leaves(scene, event, None)
    if base in STOPPING and any(_hostile(scene, c) for c in done_to[:1]) and _is_wanted(event):
        return _stop_fighting(scene, event)
    if truce is not None and base in PROPOSING:
        return _called(scene, event, truce)
    if truce is not None and base == "be" and "must" in event.auxiliaries:
        return _called(scene, event, truce)  # "there must be a ceasefire"
    if subject is not None and base in STOPPING and "must" in event.auxiliaries and _hostile(scene, subject):
        return _called(scene, event, subject)
    if base in STRIVING:
        return _strives(scene, event, base)
    return None


def _bound_for_talks(scene: Scene, event: Event, topic: Chunk) -> list[Draft] | None:
    """ "A delegation is in X for talks", "envoys flew to X for talks"."""
    draft = dealt(scene, event, Predicate.NEGOTIATION)
    draft.actor = doer(scene, event)
    draft.places = venue(scene, event.objects)
    scene.taken.add(topic.start)
    return [draft] if draft.actor is not None else None


_NEGOTIATING = frozenset({"negotiators", "negotiator", "delegation", "delegates", "team", "mediators"})


def _topic(scene: Scene, subject: Chunk | None) -> Chunk | None:
    """ "a new round of talks", "the talks": what a subject is about."""
    if subject is None or are_talks(subject) or is_truce(subject):
        return subject
    if scene.words(subject)[-1] in {"round", "rounds", "phase", "session", "series", "stage"}:
        return next((c for c in following(scene, subject)[:1] if c.prep == "of" and are_talks(c)), None)
    return None


def _beside(scene: Scene, event: Event) -> set[str]:
    """The words right after a verb: "hit | a wall", "broke | down", "are | under way", "were put | on hold"."""
    tokens = scene.reading.document.tokens
    last = min(scene.sentence.last_token, event.chunk.end + 4)
    words = set(scene.words(event.chunk)[1:])
    for token in tokens[event.chunk.end : last]:
        if not token.text[0].isalnum():
            break
        words.add(token.lower)
    return words


def _of_talks(scene: Scene, event: Event, base: str, topic: Chunk) -> list[Draft] | None:
    beside = _beside(scene, event)
    if "stall" in event.ids or (base in TALKS_FAILING and _fails(event, base, beside)):
        draft = dealt(scene, event, Predicate.TALKS_STALLED)
        draft.actor = between_whom(scene, topic)
        draft.places = venue(scene, around(event, topic))
        scene.taken.update(c.start for c in event.objects[:1] if c.has("event", "stall"))
        if base in {"make", "yield", "produce"} and "no" in beside:
            draft.modality, draft.polarity = Modality.ASSERTED, Polarity.POSITIVE
        return [draft]
    if base in TALKS_GOING_ON and _goes_on(event, base, beside):
        draft = dealt(scene, event, Predicate.NEGOTIATION)
        draft.actor = between_whom(scene, topic)
        draft.places = venue(scene, around(event, topic))
        return [draft]
    return []


_PASSIVE_FAILING = frozenset(
    {"suspend", "postpone", "cancel", "freeze", "delay", "pause", "halt", "derail", "abandon", "scuttle", "torpedo"}
)
_ALONE_FAILING = frozenset({"collapse", "fail", "stall", "falter", "founder", "unravel"})


def _fails(event: Event, base: str, beside: set[str]) -> bool:
    if base in _ALONE_FAILING:
        return True
    if base in _PASSIVE_FAILING:
        return is_passive(event)
    if base == "break":
        return bool(beside & {"down", "off", "up"})
    if base == "call":
        return is_passive(event) and "off" in beside
    if base in {"end", "conclude", "adjourn"}:
        return "without" in beside or bool(beside & {"failure", "deadlock", "impasse", "acrimony", "inconclusively"})
    if base in {"make", "yield", "produce"}:
        return bool(beside & {"no", "little"}) and bool(beside & _NO_RESULT)
    if base == "bog":
        return True
    return bool(beside & _STUCK)


def _goes_on(event: Event, base: str, beside: set[str]) -> bool:
    if base == "be":
        held = any(c.prep in {"in", "at"} and c.mentions for c in event.objects[:1])
        return bool(beside & {"way", "underway", "ongoing", "progress"}) or held
    if base in {"enter", "go", "take", "remain", "kick"}:
        return bool(beside & (_GOING_ON | {"on", "off"}))
    if base in {"hold", "schedule", "host", "convene"}:
        return is_passive(event)
    return True


def _with_talks(scene: Scene, event: Event, base: str, topic: Chunk) -> list[Draft] | None:
    """ "resumed talks", "walked out of the talks", "is boycotting the talks"."""
    if event.under("refuse") is not None:
        return None
    leaves = base in LEAVING_TALKS and not (base == "hold" and "up" not in _beside(scene, event))
    if base in {"break", "call"}:
        leaves = "off" in _beside(scene, event) | set(scene.words(event.chunk))
    if leaves or "stall" in event.ids:
        return _leaves(scene, event, topic)
    if base not in HOLDING_TALKS:
        return None
    draft = dealt(scene, event, Predicate.NEGOTIATION)
    draft.actor = doer(scene, event) or between_whom(scene, topic)
    draft.places = venue(scene, around(event, topic))
    scene.taken.add(topic.start)
    return [draft] if draft.actor is not None else []


def _leaves(scene: Scene, event: Event, topic: Chunk | None) -> list[Draft]:
    draft = dealt(scene, event, Predicate.TALKS_STALLED)
    draft.actor = doer(scene, event) or (_blamed(scene, event) if topic is not None else None)
    if topic is not None:
        scene.taken.add(topic.start)
        draft.places = venue(scene, around(event, topic))
    return [draft] if draft.actor is not None or topic is not None else []


def _blamed(scene: Scene, event: Event) -> ActorRef | None:
    """ "Russian demands are stalling the talks": whose demands, withdrawal or refusal the subject speaks of."""
    for subject in event.subjects[:1]:
        chunks = [subject, *[c for c in following(scene, subject)[:2] if c.prep in {"of", "over", "on", "for"}]]
        for chunk in chunks:
            if chunk.start >= event.chunk.start:
                break
            for hit in chunk.hits:
                if hit.entry.category == "actor":
                    head = Chunk(ChunkKind.NP, hit.start, hit.end, hits=[hit])
                    return scene.casting.refer(head)
            for number in chunk.mentions:
                mention = scene.reading.resolutions[number].mention
                if mention.kind is MentionKind.DEMONYM:
                    return scene.casting.government(mention.toponym, chunk)
    return None


def stalled(scene: Scene, event: Event) -> list[Draft]:
    """Talks that stall by a verb or noun of the lexicon: "reached a deadlock", "stall progress", "at an impasse"."""
    if "stall" not in event.ids:
        return []
    subject = _topic(scene, event.subjects[0]) if event.subjects else None
    topic = next((c for c in (subject, *event.objects) if c is not None and are_talks(c)), None)
    if topic is None:
        return []
    draft = dealt(scene, event, Predicate.TALKS_STALLED)
    draft.places = venue(scene, around(event, topic))
    scene.taken.add(topic.start)
    if topic is not subject and not event.noun:
        draft.actor = first_party(scene, event.subjects) if _blames(event) else _blamed(scene, event)
    return [draft]


def _blames(event: Event) -> bool:
    return bool(event.subjects) and any(
        h.entry.category == "actor" and h.end == event.subjects[0].end for h in event.subjects[0].hits
    )


def breakdown(scene: Scene, event: Event) -> list[Draft] | None:
    """ "The collapse of the talks …", "no progress has been made in the talks": talks told as stuck by a noun."""
    if not event.noun or "negotiate" not in event.ids or event.chunk.prep not in {"of", "in", "to", "at"}:
        return None
    chunks = event.clause.chunks
    before = [c for c in chunks[: chunks.index(event.chunk)] if c.kind is ChunkKind.NP]
    for chunk in reversed(before[-3:]):
        words = scene.words(chunk)
        if words[-1] not in _BREAKDOWN or chunk.prep is not None:
            continue
        good = words[-1] in {"progress", "breakthrough", "headway"}
        if good and not event.negated and not {"no", "little", "without"} & set(words):
            return None
        verbs = [v for v in event.clause.verbs() if v.end <= chunk.start]
        if verbs and not (good and base_of(verbs[-1]) in {"make", "be"}) and not verbs[-1].has("report"):
            return None  # "prevented the collapse of the talks"
        draft = dealt(scene, event, Predicate.TALKS_STALLED)
        draft.places = venue(scene, around(event, event.chunk))
        if good and draft.modality is Modality.NEGATED:
            draft.modality, draft.polarity = Modality.ASSERTED, Polarity.POSITIVE
        return [draft]
    return None


# -- truces


def _is_deal(scene: Scene, chunk: Chunk) -> bool:
    """ "a peace deal", "a ceasefire agreement": an accord that ends fighting."""
    words = scene.words(chunk)
    return words[-1] in _AGREED_ON and bool({"peace", "ceasefire", "truce", "cease-fire"} & set(words))


def _of_truce(scene: Scene, event: Event, base: str, topic: Chunk) -> list[Draft] | None:
    beside = _beside(scene, event)
    if "must" in event.auxiliaries:
        return _called(scene, event, topic)
    begins = base in {"begin", "start"} or is_passive(event)
    if base in {"come", "take", "enter", "go", "be"} and not is_passive(event):
        begins = bool(beside & {"effect", "force", "place"})
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


# -- efforts, and what is open


def _strives(scene: Scene, event: Event, base: str) -> list[Draft] | None:
    """ "is continuing efforts to ensure the success of the negotiations", "are working on a new proposal"."""
    later = [c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.start >= event.chunk.end]
    gaps = [c for c in later[:3] if set(scene.words(c)) & {"gaps", "differences", "gap"}]
    narrows = any(set(scene.words(c)) & {"narrow", "bridge", "close", "narrowing", "bridging"} for c in later[:3])
    wanted: bool
    if base in {"try", "seek", "work"} and gaps and narrows:
        wanted = True
    elif base in {"try", "seek"}:
        return None
    elif base == "work":
        aim = next((c for c in later[:3] if c.prep in {"on", "towards", "toward", "for"}), None)
        wanted = aim is not None and (bool(set(scene.words(aim)) & _DRAFTED) or is_truce(aim))
    else:
        efforts = any(scene.words(c)[-1] in {"efforts", "contacts", "mediation"} for c in later[:3])
        wanted = bool(efforts) and any(c.has("event", "negotiate") for c in later[1:])
    if not wanted:
        return None
    draft = dealt(scene, event, Predicate.NEGOTIATION)
    draft.actor = doer(scene, event)
    return [draft] if draft.actor is not None else None


_DRAFTED = frozenset({"proposal", "deal", "draft", "formula", "compromise", "framework", "agreement", "accord"})
_ISSUES = frozenset(
    {"point", "points", "issue", "issues", "question", "questions", "file", "files", "matter", "matters", "clause"}
    | {"clauses", "differences", "gaps", "details", "terms", "dispute", "disputes", "status", "dossier"}
)
_OPEN = frozenset({"unresolved", "outstanding", "undecided", "unsettled", "disputed", "contentious", "negotiation"})


def unresolved(scene: Scene, event: Event) -> list[Draft] | None:
    """ "The withdrawal point is still unresolved": an issue of the talks that is open."""
    subject = event.subjects[0] if event.subjects else None
    if subject is None or not set(scene.words(subject)[-2:]) & _ISSUES or not _beside(scene, event) & _OPEN:
        return None
    draft = dealt(scene, event, Predicate.NEGOTIATION)
    draft.actor = None
    after = [c for c in following(scene, subject)[:2] if c.start < event.chunk.start and c.prep == "of"]
    draft.places = [r for c in after for r in located(scene, c)]
    if event.clause.kind is ClauseKind.RELATIVE:
        return None
    return [draft]


def talks_refused(scene: Scene, event: Event) -> list[Draft] | None:
    """ "ruled out any talks with …": who refuses talks; other nouns of talks are read by their verbs."""
    if not event.noun or "negotiate" not in event.ids:
        return None
    refusing = event.under("refuse")
    if refusing is None:
        return []
    draft = dealt(scene, event, Predicate.NEGOTIATION)
    draft.actor = first_party(scene, subjects_of(refusing.clause, refusing.chunk))
    draft.modality, draft.relation = Modality.REFUSED, TimeRelation.CURRENT
    return [draft] if draft.actor is not None else []


def negotiating(scene: Scene, event: Event) -> list[Draft] | None:
    """A party that negotiates, consults, mediates or discusses, by a verb of the lexicon."""
    if event.noun or "negotiate" not in event.ids:
        return None
    if "under" in scene.words(event.chunk):
        return unresolved(scene, event) or []
    draft = dealt(scene, event, Predicate.NEGOTIATION)
    draft.actor = doer(scene, event)
    topic = next((c for c in event.objects if c.has("event", "negotiate")), None)
    draft.places = venue(scene, event.objects) if topic is None else venue(scene, around(event, topic))
    draft.places = draft.places or _at_stake(scene, event)
    if not draft.places and event.subjects:
        draft.places = [
            r for c in following(scene, event.subjects[0])[:1] if c.prep in {"from", "of"} for r in located(scene, c)
        ]
    if topic is not None:
        scene.taken.add(topic.start)
    return [draft] if draft.actor is not None else []


def _at_stake(scene: Scene, event: Event) -> list[Resolution]:
    """ "discussed the status of X", "negotiating a withdrawal from X": what the talks are about."""
    return there(scene, [c for c in event.objects if c.prep in {"of", "from"}])
