"""An event that a verb tells: its subject, objects and agent, and whether it is passive."""

from collections.abc import Sequence

from contested.extract.chunks import Chunk, ChunkKind, Reading, verb_is_passive
from contested.extract.clauses import Clause, ClauseKind
from contested.extract.events import Event
from contested.extract.events_operators import operate
from contested.extract.lexicon import Lexicon
from contested.extract.subjects import antecedent_of, bare_phrases, last_np, subjects_of
from contested.model import MentionKind

_SUFFERED = frozenset({"strike", "capture", "besiege", "loot", "cut_route"})
_HELD_UP = frozenset({"block"})
_PLACES = frozenset({MentionKind.PLACE_THEATRE, MentionKind.PLACE_OUTSIDE_THEATRE})
_FAILING = frozenset({"failed", "fail", "fails", "failing", "declined", "neglected"})
HOURS = frozenset(
    {"nightfall", "dawn", "dusk", "noon", "midday", "midnight", "morning", "evening", "night", "sunset"}
) | frozenset(
    {"helicopter", "helicopters", "boat", "boats", "air", "sea", "road", "rail", "train", "truck", "plane", "land"}
    | {"lorry", "bus", "foot", "ferry", "ship", "then", "now", "day", "mistake", "chance"}
)
_LASTING = frozenset({"stay", "stays", "stayed", "remain", "remains", "remained"})
_NOT_THESE = frozenset({"not", "except", "excluding", "barring", "instead", "neither", "apart", "aside"})
_ADVERBS = frozenset({"again", "anew", "altogether", "outright", "too", "up"})
_KEEPING_UP = frozenset({"supporting", "running", "operating", "funding", "staffing", "supplying"})
STRETCHING = frozenset({"running", "stretching", "leading", "extending", "linking", "connecting", "reaching"})


def verb_event(reading: Reading, clause: Clause, chunk: Chunk) -> Event:
    """Read an event told by the verb `chunk`, with the noun phrases up to the next verb as its objects."""
    lexicon = reading.lexicon
    position = clause.chunks.index(chunk)
    later = clause.chunks[position + 1 :]
    objects: list[Chunk] = []
    agent: Chunk | None = None
    for before, other in zip([chunk, *later], later, strict=False):
        if other.kind is ChunkKind.VERB:
            if other.word in STRETCHING and chunk.has("event", "fortify"):
                continue  # "dug trenches running south of X"
            joined = before.kind is ChunkKind.LINK  # "taken back X and broken through …"
            describes = "participle" in other.forms() and not other.auxiliaries and bool(objects) and not joined
            served = other.start == chunk.end and chunk.has("event", "stop_service") and other.word in _KEEPING_UP
            if served:
                continue  # "stopped | supporting the hospital"
            if (other.has("event") and not describes) or not (describes or other.forms() <= {"ing", "participle"}):
                break
            continue
        if other.kind is ChunkKind.NP and other.end - other.start == 1 and _is_adverb(reading, other):
            continue  # "was held up | again"
        if other.kind is ChunkKind.NP and other not in (chunk.subjects or ()) and not left_out(reading, other, chunk):
            if agent is not None and before is agent and other.prep == "of":
                continue  # "taken by units of the northern group": whose units they are
            if other.prep == "by" and agent is None and reading.document.tokens[other.end - 1].lower not in HOURS:
                agent = other
            else:
                objects.append(other)
    adjective = chunk.forms() == {"adjective"}
    passive = (
        verb_is_passive(chunk, lexicon) or _reduced_passive(chunk, agent) or _joined_passive(chunk, clause, lexicon)
    )
    preceding = clause.chunks[position - 1] if position else None
    lasts = preceding is not None and preceding.word in _LASTING  # "flights remain | suspended"
    passive = passive or (lasts and "participle" in chunk.forms())
    state = "be" in chunk.forms() or chunk.word in _LASTING  # "X stays cut off"
    passive = passive or (state and (agent is not None or chunk.has("event", "besiege")))
    passive = passive or _headline_passive(reading, clause, chunk, objects)
    apposed = _apposed(clause, chunk, passive=passive or adjective)
    described = _described(clause, chunk) or apposed
    passive = (passive or described is not None) and not adjective
    event = Event(
        ids=tuple(dict.fromkeys(chunk.ids("event"))),
        clause=clause,
        chunk=chunk,
        adjective=adjective,
        passive=passive,
        subjects=[described] if described is not None else subjects_of(clause, chunk),
        objects=objects,
        agent=agent if passive or adjective else None,
        relative=clause.kind is ClauseKind.RELATIVE or apposed is not None,
    )
    if agent is not None and not (passive or adjective):
        event.objects.append(agent)
    if (
        clause.kind is ClauseKind.RELATIVE
        and clause.before is not None
        and bare_phrases([c for c in clause.chunks if c.start < chunk.start])
    ):
        antecedent = antecedent_of(clause.before)
        if antecedent is not None and not any(o.prep is None for o in objects):
            event.objects.insert(0, antecedent)
    elif clause.governor is not None and not objects:
        gap = _object_of_relative(clause)
        if gap is not None:
            event.objects.append(gap)
    operate(event, reading)
    _outcome(event, preceding)
    return event


def _is_adverb(reading: Reading, chunk: Chunk) -> bool:
    return chunk.prep is None and reading.document.tokens[chunk.start].lower in _ADVERBS


def _headline_passive(reading: Reading, clause: Clause, chunk: Chunk, objects: Sequence[Chunk]) -> bool:
    """ "Hospital in X bombed", "X captured": to a place or an aid point without an object it is done."""
    ids = set(chunk.ids("event"))
    if chunk.auxiliaries or "participle" not in chunk.forms() or not ids & (_SUFFERED | _HELD_UP):
        return False
    if any(o.prep is None for o in objects) or (chunk.end - chunk.start > 1 and not objects and chunk.hits[0].gap):
        return False
    subject = next(iter(subjects_of(clause, chunk)), None)
    if subject is None or subject.start > chunk.start:
        return False
    headed = any(h.entry.category == "aid_point" and h.end == subject.end for h in subject.hits)
    if headed and ids & _SUFFERED:
        return True  # "WFP's warehouses, looted in May": whose they are is not who did it
    if subject.has("actor") or subject.has("noun", "force"):
        return False
    if not ids & _SUFFERED:
        return subject.has("noun", "cargo")  # "Food for X held up at the border"
    located = any(reading.resolutions[n].mention.kind in _PLACES for n in subject.mentions)
    return subject.has("aid_point") or (located and not subject.has("noun"))


def _outcome(event: Event, before: Chunk | None) -> None:
    """ "failed to enter", "has yet to enter" are no entry; "used to hold" is over."""
    if event.chunk.prep != "to":
        return
    yet = bool(event.chunk.auxiliaries) and event.chunk.auxiliaries[-1].lower == "yet"
    if yet or (before is not None and before.kind is ChunkKind.VERB and before.word in _FAILING):
        event.negated = True
    if before is not None and before.word == "used" and not before.auxiliaries:
        event.auxiliaries |= {"once"}


def left_out(reading: Reading, chunk: Chunk, verb: Chunk | None = None) -> bool:
    """ "took X but not Y", "all except Y", "X rather than Y", "instead of Y": what the event is not about."""
    first = chunk.prep_start if chunk.prep_start is not None else chunk.start
    if verb is not None and verb.start < first <= verb.end:
        return False  # "are not | in X": the "not" is the verb's own
    before = reading.document.tokens[first - 1].lower if first else ""
    return before in _NOT_THESE or chunk.prep in {"except", "than", "excluding"}


def _reduced_passive(chunk: Chunk, agent: Chunk | None) -> bool:
    """ "the gate run by the army", "found the road blocked by berms"."""
    forms = chunk.forms()
    return (
        "participle" in forms
        and not chunk.auxiliaries
        and agent is not None
        and agent.prep_start is not None
        and agent.prep_start - chunk.end <= 1
        and agent.start > chunk.start
    )


def _apposed(clause: Clause, chunk: Chunk, *, passive: bool) -> Chunk | None:
    """ "In X, held by A until 2017, …": a participle after a comma describes the place named before it."""
    position = clause.chunks.index(chunk)
    if not passive or chunk.auxiliaries or position < 2 or clause.chunks[position - 1].word != ",":
        return None
    before = clause.chunks[position - 2]
    head = clause.chunks[position - 3] if position > 2 else None
    if head is not None and head.kind is ChunkKind.NP and head.has("aid_point") and before.prep in {"in", "at", "near"}:
        return head  # "the hub in Izium, hit by a drone, …"
    return before if before.kind is ChunkKind.NP and before.mentions else None


def _described(clause: Clause, chunk: Chunk) -> Chunk | None:
    """ "release captives held in Gaza": a bare participle after another verb's object describes that object."""
    if chunk.auxiliaries or "participle" not in chunk.forms() or chunk.word in _LASTING:
        return None
    position = clause.chunks.index(chunk)
    before = clause.chunks[:position]
    if not before or before[-1].kind is not ChunkKind.NP:
        return None
    verbs = [
        c for i, c in enumerate(before) if c.kind is ChunkKind.VERB and (c.hits or i > 0) and not _by_follows(before, i)
    ]
    return (
        before[-1]
        if verbs and not any(v.has(name) for v in verbs[-1:] for name in ("report", "demand", "deny"))
        else None
    )


def _by_follows(chunks: Sequence[Chunk], i: int) -> bool:
    """ "lorries escorted by the army …": a bare participle with its agent is no finite verb."""
    bare = bool({"participle", "adjective"} & chunks[i].forms()) and not chunks[i].auxiliaries
    return bare and i + 1 < len(chunks) and chunks[i + 1].prep == "by"


def _joined_passive(chunk: Chunk, clause: Clause, lexicon: Lexicon) -> bool:
    """ "were besieged and emptied": the second participle is passive too."""
    if (
        "participle" not in chunk.forms()
        or chunk.auxiliaries
        or clause.link not in {"and", "or"}
        or clause.before is None
    ):
        return False
    if any(c.kind is ChunkKind.NP and c.start < chunk.start for c in clause.chunks):
        return False
    verbs = clause.before.verbs()
    return bool(verbs) and verb_is_passive(verbs[-1], lexicon)


def _object_of_relative(clause: Clause) -> Chunk | None:
    """ "the corridor, which the army says it will hold": the corridor is what is held."""
    current: Clause | None = clause
    for _ in range(3):
        if current is None or current.governor is None:
            return None
        current = current.governor[0]
        if current.kind is ClauseKind.RELATIVE and current.before is not None:
            return last_np(current.before)
    return None
