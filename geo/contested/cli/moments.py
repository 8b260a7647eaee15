"""Times as they are typed."""

from datetime import datetime, timedelta

from contested.articles.published import parse_published
from contested.cli.parser import UsageError
from contested.model import TimePrecision


def moment(given: str | None, option: str, *, whole_day: bool = False) -> datetime | None:
    """Answer an option's time in UTC; with `whole_day`, a day without a time is its last microsecond.

    Raises `UsageError` for anything but an ISO date or date-time.
    """
    if given is None:
        return None
    try:
        found, precision = parse_published(given)
    except ValueError as error:
        raise UsageError(f"{option} {error}") from error
    if whole_day and precision is TimePrecision.DAY:
        return found + timedelta(days=1, microseconds=-1)
    return found
