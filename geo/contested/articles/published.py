"""When an article was published: an ISO 8601 date or date-time as UTC, and how exactly it is known."""

from datetime import UTC, date, datetime, time

from contested.model import TimePrecision


def parse_published(value: str | date | datetime) -> tuple[datetime, TimePrecision]:
    """Answer the time in UTC and its precision: a day, or a minute where a time with its zone is given.

    A time without a zone is some time of that day, nobody knows which: only its day is kept. Raises `ValueError`
    for anything else than an ISO 8601 date or date-time.

    >>> parse_published("2025-02-22")
    (datetime.datetime(2025, 2, 22, 0, 0, tzinfo=datetime.timezone.utc), <TimePrecision.DAY: 'day'>)
    >>> parse_published("2025-02-22T01:30+02:00")
    (datetime.datetime(2025, 2, 21, 23, 30, tzinfo=datetime.timezone.utc), <TimePrecision.MINUTE: 'minute'>)
    """
    moment = _moment(value) if isinstance(value, str) else value
    if isinstance(moment, datetime) and moment.utcoffset() is not None:
        try:
            return moment.astimezone(UTC), TimePrecision.MINUTE
        except OverflowError as error:
            raise ValueError(_complaint(value)) from error
    day = moment.date() if isinstance(moment, datetime) else moment
    return datetime.combine(day, time(), UTC), TimePrecision.DAY


def _moment(text: str) -> date | datetime:
    cleaned = text.strip()
    try:
        return date.fromisoformat(cleaned)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(cleaned)
    except ValueError as error:
        raise ValueError(_complaint(text)) from error


def _complaint(value: object) -> str:
    return (
        f"{str(value)[:60]!r} is not an ISO date; write it as 2025-02-22, or with the time and its zone as "
        "2025-02-22T18:30+02:00"
    )
