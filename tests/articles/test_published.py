from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.articles.published import parse_published
from contested.model import TimePrecision

EARLY, LATE = (datetime(year, 1, 1) for year in (2, 9998))  # noqa: DTZ001 - hypothesis wants them without a zone


def test_a_date_is_known_to_the_day():
    assert parse_published("2025-02-22") == (datetime(2025, 2, 22, tzinfo=UTC), TimePrecision.DAY)


def test_a_time_with_its_zone_becomes_utc():
    expected = datetime(2025, 2, 21, 23, 30, tzinfo=UTC)
    assert parse_published("2025-02-22T01:30:00+02:00") == (expected, TimePrecision.MINUTE)
    assert parse_published("2025-02-21T23:30Z") == (expected, TimePrecision.MINUTE)


def test_a_time_without_a_zone_keeps_only_its_day():
    assert parse_published("2025-02-22 23:30") == (datetime(2025, 2, 22, tzinfo=UTC), TimePrecision.DAY)


def test_dates_of_python_are_taken_too():
    zone = timezone(timedelta(hours=3))
    assert parse_published(date(2025, 2, 22))[1] is TimePrecision.DAY
    assert parse_published(datetime(2025, 2, 22, 3, tzinfo=zone))[0] == datetime(2025, 2, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "22/02/2025", "2025-02", "2025-13-01", "2025-02-30", "0001-01-01T00:00+05:00", "1740182400"],
)
def test_anything_else_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="write it as 2025-02-22"):
        parse_published(text)


@given(st.datetimes(min_value=EARLY, max_value=LATE, timezones=st.timezones()))
def test_every_time_with_a_zone_is_the_same_moment_in_utc(moment):
    parsed, _ = parse_published(moment)
    assert parsed == moment
    assert parsed.utcoffset() == timedelta(0)
