"""Words that link clauses, and prepositions."""

from contested.extract.chunks import VERBAL, ChunkKind
from contested.extract.parser_state import State

_FINITE = frozenset({"s", "past", "be"})
_QUANTIFIERS = frozenset(
    {"hundreds", "dozens", "thousands", "tens", "scores", "most", "some", "all", "half", "part", "parts", "one", "two"}
    | {"four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "percent", "cent", "%"}
    | {
        "three",
        "many",
        "majority",
        "total",
        "number",
        "rest",
        "several",
        "both",
        "millions",
        "none",
        "each",
        "any",
        "few",
    }
)
_DIRECTIONS = frozenset({"north", "south", "east", "west", "afield", "inland"})
_FALSE = frozenset({"false", "untrue", "baseless", "propaganda", "fabricated", "fake", "unfounded", "lies", "nonsense"})
_SERVING = frozenset(
    {"used", "serving", "serves", "served", "acting", "acts", "acted", "doubling", "functioning", "converted"}
)


def read_function_word(state: State, at: int) -> int | None:
    """Read links and prepositions."""
    token, lower, words = state.tokens[at], state.tokens[at].lower, state.words
    following = state.tokens[at + 1].lower if at + 1 < state.stop else "."
    if lower == "that" and (following in words["coordinators"] or following in {",", ".", ";", "!", "?"}):
        state.close()
        state.take(at, at + 1)  # "rejected that and said …"
        state.close()
        return at + 1
    dated = lower in {"since", "until", "before", "after"} and at + 1 in state.time_at  # "held since 2023"
    if lower == "as" and _serves_as(state, at):
        state.prep = (lower, at)  # "a school used as a shelter"
        return at + 1
    if lower == "as" and following in _FALSE and state.np is None and state.chunks and state.chunks[-1].has("deny"):
        state.chunks[-1].end = at + 2  # "dismissed as false | claims that …"
        return at + 2
    links = lower in words["relatives"] and not (lower == "that" and _that_is_determiner(state, at))
    if (
        links
        or lower in words["coordinators"]
        or (lower in words["subordinators"] and not dated and _clause_follows(state, at))
    ):
        state.mark(ChunkKind.LINK, token)
        return at + 1
    last = state.tokens[state.np.end - 1].lower if state.np is not None else ""
    if lower == "per" and following == "cent":
        state.take(at, at + 2)
        return at + 2
    if lower == "of" and (last in _QUANTIFIERS or last.isdigit()):
        state.take(at, at + 1)  # "hundreds of trucks" is one phrase
        return at + 1
    if lower in {"only", "just", "even"} and at + 1 < state.stop and _counts(state, at + 1):
        return at + 1
    if lower == "even" and following in {"though", "if", "as", "when", "after", "before"}:
        return at + 1  # the word after it links
    if lower in {"further", "farther"} and state.np is None and following in _DIRECTIONS:
        return at + 2  # "Further east, troops …"
    if (
        lower in {"to", "despite"}
        or lower in words["prepositions"]
        or (lower in {"following", "prior"} and state.np is None)
    ):
        state.close()
        if lower != "to" and state.auxiliaries:
            state.flush_auxiliaries()
        state.prep = (lower, at)
        return at + 1
    return None


def _counts(state: State, at: int) -> bool:
    token = state.tokens[at]
    return token.lower in state.words["determiners"] or token.text[0].isdigit()


def _serves_as(state: State, at: int) -> bool:
    last = state.chunks[-1] if state.chunks and state.np is None else None
    return last is not None and last.kind is ChunkKind.VERB and last.end == at and last.word in _SERVING


def _that_is_determiner(state: State, at: int) -> bool:
    """ "that year", "that town": a determiner before a noun, not a link before a clause."""
    following = state.tokens[at + 1].lower if at + 1 < state.stop else ""
    previous = state.tokens[at - 1].lower if at > state.first else ""
    return previous in state.words["prepositions"] or (following in {
        "year", "month", "day", "week", "time", "night", "town", "city", "village", "date", "was", "is"
    } and previous not in {",", ""} and not following.startswith(("is", "was")))  # fmt: skip


def _clause_follows(state: State, at: int) -> bool:
    """Tell "since troops left" (a link) from "since 14 April" (a preposition)."""
    lower = state.tokens[at].lower
    if lower not in state.words["prepositions"] and lower != "despite":
        return True
    for i in range(at + 1, min(at + 9, state.stop)):
        if not state.tokens[i].text[0].isalnum():
            return False
        if state.is_auxiliary(state.tokens[i].lower):
            return True
        if any(h.entry.category in VERBAL and h.entry.form in _FINITE for h in state.hits_at(i)) and i > at + 1:
            return True
    return False
