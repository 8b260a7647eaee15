"""Auxiliaries, negation and adverbs, which wait for their verb."""

from contested.extract.chunks import ChunkKind
from contested.extract.parser_before import is_state
from contested.extract.parser_state import State
from contested.extract.parser_verbs import verb_follows

_HOURS = frozenset(
    {"noon", "midday", "dawn", "dusk", "night", "morning", "afternoon", "evening", "nightfall", "sunset"}
)
_THEN = frozenset({"then", "now", "later", "still", "soon", "since", "already", "also", "finally", "again"})
_NOT_ADVERBS = frozenset(
    {"family", "italy", "supply", "assembly", "ally", "rally", "reply", "july", "elderly", "daily", "weekly", "anomaly"}
)


def read_adverbial(state: State, at: int) -> int | None:
    """Read auxiliaries, negation and adverbs, which wait for their verb; answer `None` for anything else."""
    token, lower, words = state.tokens[at], state.tokens[at].lower, state.words
    if lower == "no" and at + 1 < state.stop and state.tokens[at + 1].lower == "longer":
        state.close()
        state.auxiliaries += state.tokens[at : at + 2]
        return at + 2
    if lower == "once" and state.np is not None and at + 1 < state.stop and verb_follows(state, at + 1):
        state.close()
        state.auxiliaries.append(token)  # "the army once held X"
        return at + 1
    begins = state.np is None and bool(state.chunks) and state.chunks[-1].word in {",", "and", "but"}
    if (lower == "then" and begins) or (
        begins and lower in _THEN and at + 1 < state.stop and verb_follows(state, at + 1)
    ):
        state.auxiliaries.append(token)  # "raided the camp, then left", "and now holds X"
        return at + 1
    if lower in _HOURS and state.np is None and state.chunks and state.chunks[-1].kind is ChunkKind.DATE:
        return at + 1  # "by Monday noon"
    if lower == "not" and _counts_nothing(state, at):
        state.take(at, at + 1)  # "Not a single lorry has entered"
        return at + 1
    if lower in {"late", "early"} and state.np is None and state.prep is None and _dated(state, at + 1):
        return at + 1  # "Late on Tuesday, the militia took X"
    if lower == "out" and _goes_with_verb(state, at):
        state.chunks[-1].end = at + 1  # "carried out | raids"
        return at + 1
    negates = lower in words["negation"]
    if negates or (state.is_auxiliary(lower) and not _noun_follows_determiner(state, at)):
        state.close()
        state.auxiliaries.append(token)
        return at + 1
    if lower.endswith("ly") and any(h.entry.form == "noun" for h in state.hits_at(at)):
        return None  # "internally displaced people"
    if lower.endswith("ly") and state.np is None and at + 1 < state.stop and is_state(state, at):
        following = state.hits_at(at + 1)
        if any(h.entry.id == "static" and h.entry.form == "adjective" for h in following):
            return at + 1  # "remains relatively calm"
    if state.auxiliaries and (lower in words["auxiliary_adverbs"] or lower.endswith("ly")):
        state.auxiliaries.append(token)
        return at + 1
    after_phrase = bool(state.chunks) and state.chunks[-1].kind is ChunkKind.NP
    if lower in words["connectives"] and state.np is None and not after_phrase:
        return at + 1
    ends_in_ly = lower.endswith("ly") and lower not in _NOT_ADVERBS and state.np is not None
    before_verb = ends_in_ly and at + 1 < state.stop and verb_follows(state, at + 1)
    if before_verb or (
        lower in words["sentence_adverbs"] and (state.np is not None or not state.chunks or after_phrase)
    ):
        state.close()
        state.auxiliaries.append(token)
        return at + 1
    return None


def _counts_nothing(state: State, at: int) -> bool:
    """Tell the "not" of "not a single lorry", "not one lorry" from that of a verb."""
    if state.np is not None or state.auxiliaries:
        return False
    words = [t.lower for t in state.tokens[at + 1 : min(at + 3, state.stop)]]
    return words[:1] == ["one"] or words in (["a", "single"], ["even", "one"], ["even", "a"])


def _dated(state: State, at: int) -> bool:
    """Tell whether a date begins at token `at`, or after one preposition: "on Tuesday"."""
    return at in state.time_at or (
        at + 1 in state.time_at and at < state.stop and state.tokens[at].lower in {"on", "in", "this", "last"}
    )


def _goes_with_verb(state: State, at: int) -> bool:
    """Tell whether a particle belongs to the plain verb just before it: "carried out", but "pulled out of X"."""
    last = state.chunks[-1] if state.chunks and state.np is None and state.prep is None else None
    if last is None or last.kind is not ChunkKind.VERB or last.end != at or last.has("event"):
        return False
    return at + 1 < state.stop and state.tokens[at + 1].lower != "of" and state.tokens[at + 1].text[0].isalnum()


def _noun_follows_determiner(state: State, at: int) -> bool:
    previous = state.tokens[at - 1].lower if at > state.first else ""
    return previous in {"the", "a", "an"}
