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
