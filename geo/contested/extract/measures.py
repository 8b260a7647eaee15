"""Words around numbers and dates that the parser must not take for prepositions or nouns of their own."""

from collections.abc import Mapping, Sequence

from contested.extract.document import Token

_NUMBERS = frozenset(
    {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"}
    | {"fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty"}
    | {"sixty", "seventy", "eighty", "ninety", "hundred", "dozen", "half", "dozens", "hundreds", "thousands", "scores"}
)
_PARTS = frozenset({"dozen", "hundred", "thousand", "million", "third", "quarter", "half", "score"})
_APPROXIMATING = {  # first word -> the rest of the phrase
    "at": (("least",), ("most",)),
    "more": (("than",),),
    "less": (("than",),),
    "fewer": (("than",),),
    "up": (("to",),),
    "as": (("many", "as"), ("much", "as"), ("few", "as")),
    "no": (("fewer", "than"), ("less", "than"), ("more", "than")),
    "close": (("to",),),
    "well": (("over",), ("under",), ("above",)),
}
_UNITS = frozenset(
    {"hours", "days", "weeks", "months", "years", "decades", "hour", "day", "week", "month", "year", "decade"}
)
_LASTING = frozenset({"for", "after", "within", "in"})


def approximates(tokens: Sequence[Token], at: int, stop: int) -> int:
    """Answer how many tokens from `at` only say that a number after them is rough: "more than", "at least", else 0."""
    for rest in _APPROXIMATING.get(tokens[at].lower, ()):
        end = at + 1 + len(rest)
        if end < stop and tuple(t.lower for t in tokens[at + 1 : end]) == rest and _number(tokens, end, stop):
            return end - at
    return 0


def _number(tokens: Sequence[Token], at: int, stop: int) -> bool:
    token = tokens[at]
    if token.text[0].isdigit() or token.lower in _NUMBERS:
        return True
    return token.lower == "a" and at + 1 < stop and tokens[at + 1].lower in _PARTS


def counts_out_of(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """Tell whether the token is the middle of "one in three children", "two out of five hospitals"."""
    if tokens[at].lower not in {"in", "out", "of"} or at == 0 or at + 1 >= stop:
        return False
    before, after = tokens[at - 1].lower, tokens[at + 1].lower
    if tokens[at].lower == "out":
        return before in _NUMBERS and after == "of" and at + 2 < stop and _counted(tokens, at + 2, stop)
    if tokens[at].lower == "of":
        return before == "out" and at > 1 and tokens[at - 2].lower in _NUMBERS and _counted(tokens, at + 1, stop)
    return before in _NUMBERS and _counted(tokens, at + 1, stop)


def _counted(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """A number, and after it no unit of time: "killed two in five days" counts nobody out of five."""
    if not (tokens[at].lower in _NUMBERS or tokens[at].text.isdigit()) or at + 1 >= stop:
        return False
    noun = tokens[at + 1]
    return noun.text[0].islower() and noun.lower not in _UNITS


def opens_date(tokens: Sequence[Token], at: int, time_at: Mapping[int, int]) -> bool:
    """Tell whether the token is the "late" or "early" of "late on Monday"."""
    if tokens[at].lower not in {"late", "early"} or not time_at:
        return False
    if at + 1 in time_at:
        return True
    return at + 2 in time_at and tokens[at + 1].lower in {"on", "in"}


def is_duration(tokens: Sequence[Token], start: int, end: int, prep: str) -> bool:
    """Tell whether a phrase `[start, end)` after `prep` is a length of time: "for two years"."""
    return prep in _LASTING and end - start > 1 and tokens[end - 1].lower in _UNITS


_RATES = frozenset({"a", "each", "every", "per"})
_TIMES = frozenset({"day", "days", "week", "weeks", "month", "months", "year", "night", "hour", "hours", "morning"})
_SHIFTED = frozenset({"ago", "earlier", "later", "after", "before", "and", "or", "long", "old", "of"})


def rate(tokens: Sequence[Token], at: int, stop: int) -> int:
    """The length of "a day", "every third week" after what is counted; 0 for "a day earlier", "a day of fighting"."""
    if tokens[at].lower not in _RATES:
        return 0
    every = tokens[at].lower == "every"
    for over in (2, 3) if every else (2,):
        end = at + over
        if end <= stop and tokens[end - 1].lower in _TIMES:
            return 0 if end < stop and tokens[end].lower in _SHIFTED else over
    return 0
