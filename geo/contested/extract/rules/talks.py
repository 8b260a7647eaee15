"""Rules on talks: held, going on, stalled, left, refused, and what is open in them."""

from contested.extract.actors import ActorRef
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.clauses import ClauseKind
from contested.extract.dealings import (
    HOLDING_TALKS,
    LEAVING_TALKS,
    RECALLING,
    STRIVING,
    TALKS_FAILING,
    TALKS_GOING_ON,
    TRAVELLING,
    are_talks,
    base_of,
    is_truce,
)
from contested.extract.events import Event
from contested.extract.rules.parties import (
    anybody,
    around,
    beside,
    between_whom,
    dealt,
    direct,
    doer,
    first_party,
    is_passive,
    there,
    topic_of,
    venue,
    verb_of,
)
from contested.extract.scene import Draft, Scene, following
from contested.extract.subjects import subjects_of
from contested.extract.whereabouts import located
from contested.model import MentionKind, Modality, Polarity, Predicate, Resolution, TimeRelation

_STUCK = frozenset(
    {"deadlock", "deadlocked", "impasse", "standstill", "stalemate", "hold", "pause", "ice", "limbo", "tatters"}
    | {"stuck", "stalled", "frozen", "dead", "dead-end", "suspended", "collapse", "crisis", "snag", "wall", "obstacle"}
    | {"halt", "nowhere", "short", "verge", "brink", "trouble", "nothing", "naught", "failure", "apart", "down", "off"}
    | {"through", "jeopardy", "aground"}
)
_NO_RESULT = frozenset(
    {"progress", "breakthrough", "result", "results", "agreement", "deal", "headway", "outcome", "accord", "conclusion"}
)
_GOING_ON = frozenset(
    {"way", "progress", "ongoing", "underway", "place", "day", "round", "week", "phase", "stage", "ahead", "open"}
    | {"session", "resumed"}
)
_BREAKDOWN = frozenset(
    {"collapse", "breakdown", "failure", "suspension", "deadlock", "impasse", "stalemate", "progress", "breakthrough"}
    | {"headway", "postponement", "cancellation", "standstill", "pause", "halt"}
)


def talks(scene: Scene, event: Event) -> list[Draft] | None:
    """Read a verb beside talks; `None` when they do not stand beside it."""
    base = verb_of(scene, event)
    if not base:
        return None
    own = topic_of(scene, event)
    if own is not None and are_talks(own):
        return _of_talks(scene, event, base, own)
    done_to = direct(event)
    topic = next((c for c in done_to[:2] if are_talks(c)), None)
    if topic is not None and base != "hold":
        return _with_talks(scene, event, base, topic)
    bound = next((c for c in event.objects[:3] if c.prep == "for" and are_talks(c)), None)
    if bound is not None and base in TRAVELLING:
        return _bound_for_talks(scene, event, bound)
    part = done_to[0] if done_to and scene.words(done_to[0])[-1] in {"participation", "involvement", "role"} else None
    if part is not None and base in LEAVING_TALKS and any(are_talks(c) for c in event.objects[1:2]):
        return _leaves(scene, event, event.objects[1])
    if _no_result(scene, event, base, done_to):
        return _without_result(scene, event)
    back = base != "call" or "back" in beside(scene, event)
    if base in RECALLING and back and any(set(scene.words(c)[-2:]) & _NEGOTIATING for c in done_to[:2]):
        return _leaves(scene, event, None)
    if base in STRIVING:
        return _strives(scene, event, base)
    return None


def _no_result(scene: Scene, event: Event, base: str, done_to: list[Chunk]) -> bool:
    """ "failed to reach an agreement", "reached no deal", "left Geneva without a deal"."""
    if base == "reach" and done_to and scene.words(done_to[0])[-1] in _NO_RESULT:
        return event.negated or scene.words(done_to[0])[0] in {"no", "little"}
    if base not in {"leave", "end", "return", "conclude", "break"} or event.passive or not event.subjects:
        return False
    empty = any(c.prep == "without" and scene.words(c)[-1] in _NO_RESULT for c in event.objects)
    heads = {scene.words(c)[-1] for c in event.subjects[:1]}
    return empty and bool(heads & (_NEGOTIATING | _GATHERED))


_GATHERED = frozenset(
    {"summit", "meeting", "conference", "mediation", "delegations", "sides", "parties", "envoys", "teams", "leaders"}
    | {"ministers", "round", "session"}
)


def _without_result(scene: Scene, event: Event) -> list[Draft] | None:
    draft = dealt(scene, event, Predicate.TALKS_STALLED)
    draft.actor = first_party(scene, event.subjects)
    draft.places = venue(scene, event.objects)
    if draft.modality is Modality.NEGATED:
        draft.modality, draft.polarity = Modality.ASSERTED, Polarity.POSITIVE
    return [draft]


def _bound_for_talks(scene: Scene, event: Event, topic: Chunk) -> list[Draft] | None:
    """ "A delegation is in X for talks", "envoys flew to X for talks"."""
    draft = dealt(scene, event, Predicate.NEGOTIATION)
    draft.actor = doer(scene, event)
    draft.places = venue(scene, event.objects)
    scene.taken.add(topic.start)
    return [draft] if draft.actor is not None else None


_NEGOTIATING = frozenset({"negotiators", "negotiator", "delegation", "delegates", "team", "mediators"})


def _of_talks(scene: Scene, event: Event, base: str, topic: Chunk) -> list[Draft] | None:
    words = beside(scene, event)
    if "stall" in event.ids or (base in TALKS_FAILING and _fails(event, base, words)):
        draft = dealt(scene, event, Predicate.TALKS_STALLED)
        draft.actor = between_whom(scene, topic)
        draft.places = venue(scene, around(event, topic))
        if draft.modality is Modality.HYPOTHETICAL and event.clause.kind is ClauseKind.CONDITION:
            return []  # "if talks fail, …"
        scene.taken.update(c.start for c in event.objects[:1] if c.has("event", "stall"))
        if base in {"make", "yield", "produce"} and "no" in words:
            draft.modality, draft.polarity = Modality.ASSERTED, Polarity.POSITIVE
        return [draft]
    if base in TALKS_GOING_ON and _goes_on(event, base, words):
        draft = dealt(scene, event, Predicate.NEGOTIATION)
        draft.actor = between_whom(scene, topic)
        draft.places = venue(scene, around(event, topic))
        return [draft]
    return []


_PASSIVE_FAILING = frozenset(
    {"suspend", "postpone", "cancel", "freeze", "delay", "pause", "halt", "derail", "abandon", "scuttle", "torpedo"}
)
_ALONE_FAILING = frozenset({"collapse", "fail", "stall", "falter", "founder", "unravel"})


def _fails(event: Event, base: str, words: set[str]) -> bool:
    if base in _ALONE_FAILING:
        return True
    if base in _PASSIVE_FAILING:
        return is_passive(event)
    if base == "break":
        return bool(words & {"down", "off", "up"})
    if base == "call":
        return is_passive(event) and "off" in words
    if base in {"end", "conclude", "adjourn"}:
        return "without" in words or bool(words & {"failure", "deadlock", "impasse", "acrimony", "inconclusively"})
    if base in {"make", "yield", "produce"}:
        return bool(words & {"no", "little"}) and bool(words & _NO_RESULT)
    if base == "bog":
        return True
    return bool(words & _STUCK)


def _goes_on(event: Event, base: str, words: set[str]) -> bool:
    if base == "be":
        held = any(c.prep in {"in", "at"} and c.mentions for c in event.objects[:1])
        return bool(words & {"way", "underway", "ongoing", "progress"}) or held
    if base in {"enter", "go", "take", "remain", "kick"}:
        return bool(words & (_GOING_ON | {"on", "off"}))
    if base in {"hold", "schedule", "host", "convene"}:
        return is_passive(event)
    return True


def _with_talks(scene: Scene, event: Event, base: str, topic: Chunk) -> list[Draft] | None:
    """ "resumed talks", "walked out of the talks", "is boycotting the talks"."""
    if event.under("refuse") is not None:
        return None
    leaves = base in LEAVING_TALKS and not (base == "hold" and "up" not in beside(scene, event))
    if base in {"break", "call"}:
        leaves = "off" in beside(scene, event) | set(scene.words(event.chunk))
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
    subject = topic_of(scene, event)
    topic = next((c for c in (subject, *event.objects) if c is not None and are_talks(c)), None)
    if topic is None:
        return []
    draft = dealt(scene, event, Predicate.TALKS_STALLED)
    draft.places = venue(scene, around(event, topic))
    scene.taken.add(topic.start)
    if topic is subject:
        draft.actor = between_whom(scene, topic)
    elif not event.noun:
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
    if subject is None or not set(scene.words(subject)[-2:]) & _ISSUES or not beside(scene, event) & _OPEN:
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
        return _talks_wanted(scene, event)
    draft = dealt(scene, event, Predicate.NEGOTIATION)
    draft.actor = first_party(scene, subjects_of(refusing.clause, refusing.chunk))
    draft.modality, draft.relation = Modality.REFUSED, TimeRelation.CURRENT
    return [draft] if draft.actor is not None else []


def _talks_wanted(scene: Scene, event: Event) -> list[Draft]:
    """ "called for talks between the two sides", "urged a return to dialogue": talks that somebody asks for."""
    operator = event.under("demand")
    if operator is None or event.chunk.prep not in {None, "for", "to"} or event.negated:
        return []
    draft = dealt(scene, event, Predicate.NEGOTIATION)
    draft.actor = anybody(scene, subjects_of(operator.clause, operator.chunk))
    draft.modality, draft.relation = Modality.DEMANDED, TimeRelation.CURRENT
    return [draft] if draft.actor is not None else []


def negotiating(scene: Scene, event: Event) -> list[Draft] | None:
    """A party that negotiates, consults, mediates or discusses, by a verb of the lexicon."""
    if event.noun or "negotiate" not in event.ids:
        return None
    if "under" in scene.words(event.chunk):
        return unresolved(scene, event) or []
    draft = dealt(scene, event, Predicate.NEGOTIATION)
    draft.actor = _delegations(scene, event) or doer(scene, event)
    if draft.actor is None and _are_at_it(scene, event):
        draft.actor = first_party(scene, event.subjects)
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


def _are_at_it(scene: Scene, event: Event) -> bool:
    """ "are holding talks", "is in talks", "are engaged in talks": a phrase with "be" that is no passive."""
    words = scene.words(event.chunk)
    return len(words) > 1 and (words[1].endswith("ing") or words[1] in {"in", "engaged"})


def _delegations(scene: Scene, event: Event) -> ActorRef | None:
    """ "Russian and Ukrainian delegations are holding talks": the adjectives name the sides of one phrase."""
    last = event.subjects[-1] if event.subjects else None
    if last is None or len(event.subjects) == 1 or event.passive or scene.words(last)[-1] not in _SENT:
        return None
    start = event.subjects[0].start
    if event.subjects[0].end - start > 1:
        return None  # "the army and rebel envoys"
    label = scene.surface(Chunk(ChunkKind.NP, start, last.end)).removeprefix("The ").removeprefix("the ")
    return ActorRef(label, None, "name", start, last.end)


_SENT = frozenset({"delegations", "negotiators", "envoys", "mediators", "officials", "teams", "diplomats"})


def _at_stake(scene: Scene, event: Event) -> list[Resolution]:
    """ "discussed the status of X", "negotiating a withdrawal from X": what the talks are about."""
    return there(scene, [c for c in event.objects if c.prep in {"of", "from"}])
