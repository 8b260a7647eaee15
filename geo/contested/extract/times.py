"""Dates in a text: absolute ones as they stand, relative ones counted from the publication date when there is one.

Nothing is invented: without a publication date "on Tuesday" stays words. Each date keeps its precision.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from contested.gazetteer.names import word_set
from contested.model import TimePrecision

_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            ("january", "jan", "يناير", "كانون الثاني"),
            ("february", "feb", "فبراير", "شباط"),
            ("march", "mar", "مارس", "آذار", "اذار"),
            ("april", "apr", "أبريل", "ابريل", "نيسان"),
            ("may", "مايو", "أيار", "ايار"),
            ("june", "jun", "يونيو", "حزيران"),
            ("july", "jul", "يوليو", "تموز"),
            ("august", "aug", "أغسطس", "اغسطس", "آب"),
            ("september", "sep", "sept", "سبتمبر", "أيلول", "ايلول"),
            ("october", "oct", "أكتوبر", "اكتوبر", "تشرين الأول"),
            ("november", "nov", "نوفمبر", "تشرين الثاني"),
            ("december", "dec", "ديسمبر", "كانون الأول"),
        ],
        start=1,
    )
    for name in names
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        [
            ("monday", "الاثنين", "الإثنين"),
            ("tuesday", "الثلاثاء"),
            ("wednesday", "الأربعاء", "الاربعاء"),
            ("thursday", "الخميس"),
            ("friday", "الجمعة"),
            ("saturday", "السبت"),
            ("sunday", "الأحد", "الاحد"),
        ]
    )
    for name in names
}
_MONTH = "(?P<month{n}>" + "|".join(sorted((re.escape(m) for m in _MONTHS), key=len, reverse=True)) + r")\b\.?"
# "فبراير/شباط": a month by both its Arabic names
_ARABIC_MONTH = "|".join(sorted((m for m in _MONTHS if not m.isascii()), key=len, reverse=True))
_MONTH += rf"(?:\s?/\s?(?:{_ARABIC_MONTH})\b)?"
_DAY = r"(?P<day{n}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year{n}>(?:19|20)\d\d)"
_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_S = r"[\s\u00a0]"


def _p(pattern: str, n: int) -> str:
    return pattern.replace("{n}", str(n))


# words after which a bare month or year is a date: "in March", "since 2014"
_BEFORE = (
    "in ",
    "since ",
    "until ",
    "by ",
    "during ",
    "early ",
    "late ",
    "mid-",
    "before ",
    "from ",
    "of ",
    "في ",
    "عام ",
    "عام\u00a0",
)
_AFTER_WORD = "(?:" + "|".join(f"(?<={word})" for word in _BEFORE) + ")"
_ARABIC = {
    "أمس": "yesterday",
    "أول أمس": "two days ago",
    "اليوم": "today",
    "الليلة": "tonight",
    "الليلة الماضية": "last night",
    "غدا": "tomorrow",
    "غداً": "tomorrow",
    "العام الماضي": "last year",
    "العام المقبل": "next year",
    "الشهر الماضي": "last month",
    "الشهر المقبل": "next month",
    "الأسبوع الماضي": "last week",
    "الأسبوع المقبل": "next week",
    "قبل ساعات": "hours ago",
    "قبل أيام": "days ago",
    "قبل يومين": "two days ago",
    "قبل أسبوع": "a week ago",
    "قبل أسبوعين": "two weeks ago",
    "قبل أسابيع": "weeks ago",
    "قبل شهر": "a month ago",
    "قبل شهرين": "two months ago",
    "قبل أشهر": "months ago",
    "قبل عام": "a year ago",
    "قبل عامين": "two years ago",
    "قبل سنوات": "years ago",
}
_SPAN = "hours|days|weeks|months|years"
_RELATIVE = "|".join(
    [
        "within (?:hours|days|minutes|the hour|the day)",
        "yesterday|today|tonight|overnight|tomorrow|that year|at the time",
        "this (?:week|month|morning|evening|year|afternoon)",
        "last (?:week|month|year|night|spring|summer|autumn|winter)",
        "next (?:week|month|year)",
        "(?:the )?(?:same|following|next|previous) (?:day|evening|night|morning)",
        (
            rf"(?:an hour|{_SPAN}|a year|a month|a week|decades|(?:\d{{1,3}}|two|three|four|five|six|ten) (?:{_SPAN}))"
            " (?:ago|earlier|later|before)"
        ),
        "|".join(sorted(_ARABIC, key=len, reverse=True)),
    ]
)
# the English words that dates begin with; "the" and "a" with the letter of what follows
_FIRST = {
    *(name for name in (*_MONTHS, *_WEEKDAYS) if name.isascii()),
    *word_set(
        "early late last next this that within yesterday today tonight overnight tomorrow same following previous"
    ),
    *word_set("decades years months weeks days hours two three four five six ten"),
    *("the s", "the f", "the n", "the p", "at the", "an hour", "a year", "a month", "a week"),
}
_LETTERS = rf"[\d\u0600-\u06ff{''.join(sorted({word[0] for word in _FIRST}))}]"
_BEGINNINGS = r"[\d\u0600-\u06ff]|" + "|".join(
    f"{letter}(?:{'|'.join(sorted({word[1:5] for word in _FIRST if word[0] == letter}))})"
    for letter in sorted({word[0] for word in _FIRST})
)
_PATTERN = re.compile(
    rf"\b(?={_LETTERS})(?={_BEGINNINGS})(?:"  # most words are dismissed here
    + "|".join(
        [
            _p(rf"{_DAY}{_S}(?:of{_S})?{_MONTH}(?:,?{_S}{_YEAR})?", 1),
            _p(rf"{_MONTH}{_S}{_DAY}(?!\d)(?:,?{_S}{_YEAR})?", 2),
            _p(rf"{_MONTH}{_S}{_YEAR}", 3),
            r"(?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))",
            (
                rf"(?:(?P<next>next|last|this|early|late){_S})?(?P<weekday>{_WEEKDAY})"
                rf"(?:{_S}(?:morning|evening|night|afternoon|(?P<coming>المقبل|القادم|المقبلة|القادمة)|الماضي|الماضية))?"
            ),
            _AFTER_WORD + _p(_MONTH, 4) + r"(?!\s\d)",
            _AFTER_WORD + r"(?P<bare>(?:19|20)\d\d)",
            f"(?P<relative>{_RELATIVE})",
        ]
    )
    + r")(?!\w)",
    re.IGNORECASE,
)
# one of these words, or a digit, stands in every date: a sentence without any needs no look at the pattern
_TELLING = frozenset(
    {name.split()[0] for name in (*_MONTHS, *_WEEKDAYS, *_ARABIC)}
    | {"yesterday", "today", "tonight", "overnight", "tomorrow", "ago", "earlier", "later", "before", "time"}
    | {"minutes", "hour", "hours", "day", "days", "week", "month", "year", "night", "morning", "evening", "afternoon"}
    | {"spring", "summer", "autumn", "winter"}
)
_UNITS = {
    "day": 1,
    "days": 1,
    "week": 7,
    "weeks": 7,
    "a week": 7,
    "month": 30,
    "months": 30,
    "a month": 30,
    "year": 365,
    "years": 365,
    "a year": 365,
}
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date in the text: its span, its words, and the date (UTC) with its precision when it can be known."""

    start: int
    end: int
    text: str
    date: datetime | None
    precision: TimePrecision | None
    future: bool = False
    past: bool = False  # the words themselves point back: "last year", "ago"


def find_times(text: str, span: tuple[int, int], published: datetime | None) -> list[TimeExpression]:
    """Find the dates in `text[span]`; relative ones need `published` (UTC) and are otherwise left without a date.

    >>> find_times("He left on 3 February 2026.", (0, 27), None)[0].date.date().isoformat()
    '2026-02-03'
    >>> find_times("He left on Tuesday.", (0, 19), None)[0].date is None
    True
    """
    return [_read(match, published) for match in _PATTERN.finditer(text, *span)]


def may_tell_time(words: Iterable[str]) -> bool:
    """Tell whether a date can stand in a sentence of these lower-case `words`; `find_times` costs a hundred times more.

    >>> may_tell_time(["on", "tuesday"]), may_tell_time(["mid-march"]), may_tell_time(["the", "army", "left"])
    (True, True, False)
    """
    return any(map(_tells, words))


@lru_cache(maxsize=20_000)
def _tells(word: str) -> bool:
    return word in _TELLING or word[0].isdigit() or ("-" in word and not _TELLING.isdisjoint(word.split("-")))


def _read(match: re.Match[str], published: datetime | None) -> TimeExpression:
    groups = match.groupdict()
    date: datetime | None = None
    precision: TimePrecision | None = None
    past = future = False
    if groups["iso"]:
        date, precision = datetime.fromisoformat(groups["iso"]).replace(tzinfo=UTC), TimePrecision.DAY
    elif groups["weekday"]:
        future = (groups["next"] or "").lower() == "next" or groups["coming"] is not None
        date = _weekday(_WEEKDAYS[groups["weekday"].lower()], published, forward=future)
        precision = TimePrecision.DAY
    elif groups["bare"]:
        date, precision = _day(int(groups["bare"]), 1, 1), TimePrecision.YEAR
    elif groups["relative"]:
        words = groups["relative"].lower()
        date, precision, past, future = _relative(_ARABIC.get(words, words), published)
    else:
        date, precision = _calendar(groups, published)
    return TimeExpression(match.start(), match.end(), match.group(), date, precision if date else None, future, past)


def _calendar(
    groups: dict[str, str | None], published: datetime | None
) -> tuple[datetime | None, TimePrecision | None]:
    for n in ("1", "2", "3", "4"):
        name = groups.get(f"month{n}")
        if not name:
            continue
        month = _MONTHS[name.lower().rstrip(".")]
        day = int(groups.get(f"day{n}") or 0)
        given = groups.get(f"year{n}")
        year = int(given) if given else _likely_year(month, day or 1, published)
        if year is None:
            return None, None
        return _day(year, month, day or 1), TimePrecision.DAY if day else TimePrecision.MONTH
    return None, None


def _likely_year(month: int, day: int, published: datetime | None) -> int | None:
    """A date without a year is the nearest one that is not more than two months ahead of publication."""
    if published is None:
        return None
    candidate = _day(published.year, month, day)
    if candidate is not None and candidate > published + timedelta(days=62):
        return published.year - 1
    return published.year


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def _weekday(number: int, published: datetime | None, *, forward: bool) -> datetime | None:
    if published is None:
        return None
    midnight = published.replace(hour=0, minute=0, second=0, microsecond=0)
    back = (midnight.weekday() - number) % 7
    return midnight + timedelta(days=(7 - back)) if forward else midnight - timedelta(days=back)


def _relative(words: str, published: datetime | None) -> tuple[datetime | None, TimePrecision | None, bool, bool]:
    past = words.startswith("last") or words.endswith(("ago", "earlier")) or words in {"that year", "at the time"}
    past = past and words != "last night"
    future = (words.startswith("next") and words != "next day") or words == "tomorrow"
    if published is None:
        return None, None, past, future
    midnight = published.replace(hour=0, minute=0, second=0, microsecond=0)
    if words in {"today", "tonight", "overnight", "this morning", "this evening", "this afternoon"}:
        return midnight, TimePrecision.DAY, False, False
    if words in {"yesterday", "last night"}:
        return midnight - timedelta(days=1), TimePrecision.DAY, False, False
    if words == "tomorrow":
        return midnight + timedelta(days=1), TimePrecision.DAY, False, True
    if words == "last year":
        return _day(published.year - 1, 1, 1), TimePrecision.YEAR, True, False
    if words == "last month":
        first = midnight.replace(day=1) - timedelta(days=1)
        return first.replace(day=1), TimePrecision.MONTH, True, False
    if words == "last week":
        return midnight - timedelta(days=7), TimePrecision.WEEK, False, False
    if words.endswith("ago"):
        amount, _, unit = words.removesuffix(" ago").rpartition(" ")
        count = _NUMBERS.get(amount) or (int(amount) if amount.isdigit() else 1 if amount in {"a", "an"} else None)
        days = _UNITS.get(unit)
        if count and days:
            precision = (
                TimePrecision.DAY
                if days == 1
                else TimePrecision.WEEK
                if days == 7
                else TimePrecision.MONTH
                if days == 30
                else TimePrecision.YEAR
            )
            return midnight - timedelta(days=count * days), precision, days >= 7, False
    return None, None, past, future


def tokens_of_times(
    times: Sequence[TimeExpression], starts: Sequence[int], ends: Sequence[int], first: int
) -> dict[int, int]:
    """Map token indexes to the date that covers them; `starts`/`ends` are of the tokens from `first` on."""
    covered: dict[int, int] = {}
    for number, time in enumerate(times):
        for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
            if start < time.end and end > time.start:
                covered[first + i] = number
    return covered
