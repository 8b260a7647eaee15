"""Frame rows as plain values: `None` for whatever is missing, ISO text for times, lists for joined text."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

Row = dict[str, Any]
LONGEST = 1500  # characters of one text on a page; what is longer is shortened around the place name


def rows(frame: gpd.GeoDataFrame) -> Iterator[tuple[Row, BaseGeometry | None]]:
    """Yield each row of `frame` as a dict of plain values, with its geometry beside it."""
    if len(frame) == 0:
        return
    table = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    names = [str(name) for name in table.columns]
    columns = (table.iloc[:, place].astype(object) for place in range(len(names)))
    cells = [column.where(column.notna(), None).tolist() for column in columns]
    records = zip(*cells, strict=True) if cells else [()] * len(frame)
    for values, geometry in zip(records, frame.geometry, strict=True):
        yield dict(zip(names, values, strict=True)), geometry


def moment(value: datetime | None, precision: str | None = None) -> str | None:
    """Answer `value` in UTC as "2025-07-09", or with hours and minutes when its precision says so.

    >>> moment(datetime(2025, 7, 9, 18, 5, tzinfo=UTC), "minute")
    '2025-07-09T18:05Z'
    """
    if value is None:
        return None
    utc = value.astimezone(UTC)
    if precision == "minute":
        return utc.strftime("%Y-%m-%dT%H:%MZ")
    if precision == "month":
        return f"{utc.year:04d}-{utc.month:02d}"
    return f"{utc.year:04d}" if precision == "year" else day_of(utc)


def day_of(value: datetime | date) -> str:
    """Answer the day of `value` in UTC.

    >>> day_of(datetime(2025, 7, 9, tzinfo=UTC))
    '2025-07-09'
    """
    return value.astimezone(UTC).date().isoformat() if isinstance(value, datetime) else value.isoformat()


def names_of(value: str | None) -> dict[str, str]:
    """Answer the names in a `place_names` cell by language; damaged JSON is no names."""
    try:
        names = json.loads(value) if value else {}
    except ValueError:
        return {}
    if not isinstance(names, dict):
        return {}
    return {str(language): name for language, name in sorted(names.items()) if isinstance(name, str) and name}


def split_list(value: str | None, separator: str) -> list[str]:
    """Answer the pieces of joined text.

    >>> split_list("a; b", "; ")
    ['a', 'b']
    """
    return [piece.strip() for piece in value.split(separator) if piece.strip()] if value else []


def shortened(text: str, start: int | None = None, end: int | None = None) -> tuple[list[str], bool]:
    """Answer [before, marked, after] and whether `text` was shortened. `start:end` is what to mark, code points.

    >>> shortened("in Rafah today", 3, 8)
    (['in ', 'Rafah', ' today'], False)
    """
    if start is None or end is None or not 0 <= start < end <= len(text):
        start = end = 0
    before, marked, after = text[:start], text[start:end], text[end:]
    if len(text) <= LONGEST:
        return [before, marked, after], False
    room = max(0, LONGEST - len(marked)) // 2
    if len(before) > room:
        before = "… " + before[len(before) - room :]
    if len(marked) > LONGEST:
        marked = marked[:LONGEST] + " …"
    if len(after) > room:
        after = after[: LONGEST - min(len(before), room)] + " …"
    return [before, marked, after], True
