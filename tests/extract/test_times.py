import calendar
from datetime import UTC, datetime

import pytest

from contested.extract.times import find_times
from contested.model import TimePrecision

PUBLISHED = datetime(2025, 7, 10, tzinfo=UTC)  # a Thursday


def first(text: str, published: datetime | None = PUBLISHED):
    return find_times(text, (0, len(text)), published)[0]


@pytest.mark.parametrize(
    ("text", "date", "precision"),
    [
        ("on 3 February 2026", "2026-02-03", TimePrecision.DAY),
        ("Saturday, February 22, 2025", "2025-07-05", TimePrecision.DAY),
        ("on February 22, 2025", "2025-02-22", TimePrecision.DAY),
        ("in March 2024", "2024-03-01", TimePrecision.MONTH),
        ("in 2014", "2014-01-01", TimePrecision.YEAR),
        ("2025-07-01 was quiet", "2025-07-01", TimePrecision.DAY),
        ("on Tuesday", "2025-07-08", TimePrecision.DAY),
        ("yesterday", "2025-07-09", TimePrecision.DAY),
        ("three weeks ago", "2025-06-19", TimePrecision.WEEK),
        ("last year", "2024-01-01", TimePrecision.YEAR),
        ("on 20 December", "2024-12-20", TimePrecision.DAY),
        ("في 3 فبراير 2026", "2026-02-03", TimePrecision.DAY),
    ],
)
def test_a_date_is_read_with_its_precision(text: str, date: str, precision: TimePrecision):
    found = first(text)
    assert found.date is not None
    assert (found.date.date().isoformat(), found.precision) == (date, precision)


@pytest.mark.parametrize("text", ["on Tuesday", "yesterday", "on 3 May", "last month"])
def test_without_a_publication_date_a_relative_day_stays_words(text: str):
    found = first(text, None)
    assert (found.date, found.precision) == (None, None)


def test_an_impossible_day_is_no_date():
    assert first("on 31 February 2025").date is None


def test_may_the_verb_is_no_month():
    assert find_times("They may leave", (0, 14), PUBLISHED) == []


MONTHS = [*calendar.month_name[1:], *calendar.month_abbr[1:], "Sept"]
OTHERS = (
    "within hours, yesterday, today, tonight, overnight, tomorrow, that year, at the time, this week, last year, "
    "next month, same day, following night, previous evening, the same day, the following day, the next night, "
    "the previous day, an hour ago, a year ago, a month later, a week before, decades ago, hours earlier, days later, "
    "weeks ago, months ago, years ago, two days ago, three days ago, four days ago, five days ago, six days ago, "
    "ten days ago, 12 days ago, 2024-05-01"
)


@pytest.mark.parametrize("written", [str, str.upper])
@pytest.mark.parametrize(
    "date",
    [
        *(f"{month} 2024" for month in MONTHS),
        *calendar.day_name,
        *(f"{which} Monday" for which in ("next", "last", "this", "early", "late")),
        *OTHERS.split(", "),
    ],
)
def test_a_date_is_found_whatever_it_begins_with(date, written):
    text = written(f"troops left {date} and")
    assert [text[t.start : t.end] for t in find_times(text, (0, len(text)), None)] == [written(date)]
