"""Frames to rows of plain values and back, without loss.

Plain values are what every backend can bind: text, bool, int, float, UTC datetimes, geometry as WKB; unknown is `None`.
Heights are dropped: EPSG:4326 has none.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import geopandas
import numpy as np
import pandas as pd
import shapely

from contested.frame import CRS, Dtype, Schema, conform
from contested.store.records import Cell, Row


def rows_of(frame: geopandas.GeoDataFrame, schema: Schema) -> list[dict[str, Cell]]:
    """Answer the rows of `frame`, checked by `conform`. Raises `FrameError` and `CRSError` as that does."""
    checked = conform(frame, schema)
    columns = [_plain(checked[column.name], column.dtype) for column in schema.columns]
    return [dict(zip(schema.names, values, strict=True)) for values in zip(*columns, strict=True)]


def _plain(series: Any, dtype: Dtype) -> list[Cell]:
    if dtype is Dtype.GEOMETRY:
        return list(shapely.to_wkb(shapely.force_2d(series.to_numpy()), byte_order=1))
    if dtype is Dtype.TIME:
        return [None if moment is pd.NaT else moment.to_pydatetime() for moment in series]
    if dtype is Dtype.FLOAT:
        return [None if value != value else value for value in series.tolist()]  # noqa: PLR0124 (NaN)
    if dtype is Dtype.NULLABLE_INT:
        return [None if value is pd.NA else int(value) for value in series]
    return list(series.tolist())


def frame_of(rows: Sequence[Row], schema: Schema) -> geopandas.GeoDataFrame:
    """Answer `rows` as a frame of `schema`, EPSG:4326. Raises `FrameError` when a row breaks the schema."""
    return conform(frame_of_columns({name: [row.get(name) for row in rows] for name in schema.names}, schema), schema)


def frame_of_columns(columns: Mapping[str, Any], schema: Schema) -> geopandas.GeoDataFrame:
    """Answer columns of plain values as a frame of `schema`; times may also be arrays of datetime64 in UTC.

    The values must be those that `rows_of` gave, which `conform` had checked: here they get the dtypes of the schema,
    and no further check. Raises `ValueError` or `TypeError` for others.
    """
    data: dict[str, Any] = {}
    for column in schema.columns:
        values = columns[column.name]
        if column.dtype is Dtype.GEOMETRY:
            data[column.name] = geopandas.array.from_wkb(_objects(values), crs=CRS)
        elif column.dtype is Dtype.TIME:
            data[column.name] = times_of(values)
        elif column.dtype is Dtype.NULLABLE_INT:
            data[column.name] = pd.array(values, dtype="Int64")
        elif column.dtype is Dtype.TEXT:
            data[column.name] = pd.Series(_objects(values), dtype=object)
        else:
            data[column.name] = np.array(values, dtype=column.dtype.value)
    return geopandas.GeoDataFrame(data, geometry="geometry", crs=CRS)


def _objects(values: Sequence[Any]) -> Any:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def times_of(values: Any) -> Any:
    """Answer datetimes, or an array of datetime64 in UTC, as an index of times in UTC, to the microsecond."""
    if not isinstance(values, np.ndarray):
        values = np.array(
            [None if moment is None else moment.astimezone(UTC).replace(tzinfo=None) for moment in values],
            dtype="datetime64[us]",
        )
    return pd.DatetimeIndex(values.astype("datetime64[us]")).tz_localize("UTC")


def row_hash(row: Row) -> str:
    """Answer the hash of what a row holds, whenever it was recorded. Empty cells do not count, nor does `False`.

    So a column that a later version adds leaves the hashes of old rows as they are.

    >>> row_hash({"claim_id": "a", "title": None}) == row_hash({"claim_id": "a", "rejected": False})
    True
    """
    body = {
        name: _hashable(value)
        for name, value in row.items()
        if value is not None and value is not False and name != "recorded_at"
    }
    return content_id(body)


def content_id(body: object) -> str:
    """Answer 32 hexadecimal digits of the SHA-256 of `body` as JSON."""
    text = json.dumps(body, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:32]


def _hashable(value: Cell) -> object:
    if isinstance(value, datetime):
        return ["time", iso(value)]
    if isinstance(value, bytes):
        return ["bytes", value.hex()]
    return value


def iso(moment: datetime) -> str:
    """Answer `moment` in UTC as ISO 8601 with microseconds.

    >>> iso(datetime(2031, 3, 1, 12, tzinfo=UTC))
    '2031-03-01T12:00:00.000000Z'
    """
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def to_millisecond(moment: datetime) -> datetime:
    """Answer `moment` in UTC, cut to the millisecond: the precision of recorded times."""
    utc = moment.astimezone(UTC)
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)


def with_ids(rows: Iterable[Row], key: str) -> dict[str, Row]:
    """Answer rows by their key; a row met twice is one."""
    return {str(row[key]): row for row in rows}
