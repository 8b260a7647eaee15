"""The verbs, nouns and auxiliaries that an event stands under."""

from contested.extract.chunks import Chunk, ChunkKind, Reading
from contested.extract.events import OPERATORS, Event, Operator

_ASKING = frozenset({"demand", "demands", "insistence", "request", "requests", "ultimatum", "condition"})


def _noun_operators(event: Event, chunk: Chunk) -> list[Operator]:
    """ "its call for all crossings to be reopened", "the threat to …": operators that are nouns."""
    return [
        Operator(h.entry.category, event.clause, chunk)
        for h in chunk.hits
        if h.entry.category in OPERATORS and h.entry.form == "noun"
    ]


def operate(event: Event, reading: Reading) -> None:
    """Collect operators and auxiliaries of an event, nearest first."""
    before = [
        c
        for c in event.clause.chunks
        if c.kind is ChunkKind.VERB and c.start < event.chunk.start and not _describes(event, c)
    ]
    for verb in reversed(before):
        event.operators.extend(Operator(name, event.clause, verb) for name in OPERATORS if verb.has(name))
    for chunk in event.clause.chunks:
        before_it = chunk.kind is ChunkKind.NP and chunk.start < event.chunk.start
        if before_it and (chunk.end >= event.chunk.start - 2 or event.chunk.prep == "to"):
            event.operators.extend(_noun_operators(event, chunk))
    governor = event.clause.governor
    for _ in range(4):
        if governor is None:
            break
        clause, verb = governor
        event.operators.extend(Operator(name, clause, verb) for name in OPERATORS if verb.has(name))
        inner = [c for c in clause.chunks if c.kind is ChunkKind.VERB and c.start < verb.start]
        for other in reversed(inner):
            event.operators.extend(Operator(name, clause, other) for name in OPERATORS if other.has(name))
        governor = clause.governor
    _demanded_that(event, reading)
    if not event.noun:
        read_auxiliaries(event, event.chunk, reading)
        event.negated = event.negated or _gap_says_no(event.chunk, reading)
    if event.operators and event.operators[0].id in {"demand", "report"}:
        _insist(event)
    for verb in before:
        # "will not pull out", "does not plan to open": the auxiliaries of the verb above count for what it governs
        if (
            any(verb.has(name) for name in ("promise", "insist", "demand"))
            or not verb.hits
            or (event.noun and not verb.has("report"))
        ):
            read_auxiliaries(event, verb, reading)
        event.negated = event.negated or (verb.word == "unable" and event.chunk.prep == "to")


def _gap_says_no(chunk: Chunk, reading: Reading) -> bool:
    """ "made | no confirmed | advances": the words in the gap of a phrase of the lexicon."""
    gaps = [h.gap for h in chunk.hits if h.gap is not None]
    return any(reading.document.tokens[gap[0]].lower in {"no", "neither"} for gap in gaps)


def _describes(event: Event, verb: Chunk) -> bool:
    """ "Talks | planned | for this week have been postponed": a participle that only describes the subject."""
    if verb.auxiliaries or "participle" not in verb.forms() or not verb.has_any(_MEANT):
        return False
    chunks = event.clause.chunks
    at = chunks.index(verb)
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    described = at > 0 and chunks[at - 1].kind is ChunkKind.NP
    if not described or after is None or after.kind not in {ChunkKind.NP, ChunkKind.DATE}:
        return False
    if after.kind is ChunkKind.NP and after.prep is None:
        return False  # "promised troops", "demanded talks"
    main = next((c for c in chunks[at + 1 :] if c.kind is ChunkKind.VERB), None)
    finite = main is not None and main.prep is None and (main.auxiliaries or main.forms() & {"past", "s", "be"})
    return bool(finite)


_MEANT = frozenset({"promise", "threaten", "demand"})


def _demanded_that(event: Event, reading: Reading) -> None:
    """ "repeated its demand that the army | leave X": a noun before "that" asks for what follows."""
    before = event.clause.before
    if event.noun or event.clause.link != "that" or before is None or event.under("deny", "refuse", "demand"):
        return
    last = before.chunks[-1]
    verbs = before.verbs()
    if last.kind is not ChunkKind.NP or reading.document.tokens[last.end - 1].lower not in _ASKING:
        return
    if verbs and not (verbs[-1].has("deny") or verbs[-1].has("refuse")):
        event.operators.append(Operator("demand", before, verbs[-1]))


def _insist(event: Event) -> None:
    """ "insisted that it still holds X" says so; "insisted that the army leave X" asks for it."""
    operator = event.operators[0]
    if not operator.chunk.word.startswith("insist") or event.chunk.prep == "to" or event.noun:
        return
    forms = event.chunk.forms()
    told = (
        forms & {"s", "past"} or event.auxiliaries & {"be", "was", "have", "future", "still", "do"} or event.adjective
    )
    if told and "must" not in event.auxiliaries:
        bare = any(t.lower == "be" for t in event.chunk.auxiliaries) and not event.auxiliaries & {"future", "would"}
        if not bare:
            event.operators[0] = Operator("insist", operator.clause, operator.chunk)
            event.operators.insert(1, Operator("report", operator.clause, operator.chunk))


def read_auxiliaries(event: Event, verb: Chunk, reading: Reading) -> None:
    """Note what the auxiliaries of `verb` say of an event, and whether they or its subject deny it."""
    words = reading.lexicon.words
    found = set(event.auxiliaries)
    tokens = list(verb.auxiliaries)
    if verb.forms() == {"be"} or verb.word == "be":
        tokens += list(reading.document.tokens[verb.start : verb.start + 1])
    for token in tokens:
        for name in ("future", "would", "may", "must", "have", "do"):
            if token.lower in words[name]:
                found.add(name)
        if token.lower == "had":
            found.add("had")
        if token.lower in words["be"]:
            found.add("was" if token.lower in {"was", "were"} else "be")
        if token.lower in words["negation"] or token.lower == "no":
            event.negated = True
        if token.lower == "won't":
            found.add("future")
        if token.lower == "wouldn't":
            found.add("would")
        if token.lower == "still":
            found.add("still")
        if token.lower in {"once", "previously", "formerly"}:
            found.add("once")
    event.auxiliaries = frozenset(found)
    subjects = event.subjects if not event.noun else [event.chunk]
    for subject in subjects[:1]:
        first = reading.document.tokens[subject.start].lower
        before = reading.document.tokens[subject.start - 1].lower if subject.start else ""
        if first in words["no"] or first == "not" or (before == "not" and first in {"a", "one"}):
            event.negated = True  # "not a single convoy has reached X"
