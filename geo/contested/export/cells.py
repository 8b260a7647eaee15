"""Cells of plain formats: values that JSON and CSV know, times as text, text that no spreadsheet runs."""

import json
from typing import Any

import geopandas
import numpy as np
import pandas as pd
import shapely

DECIMALS = 6  # about 0.1 m; RFC 7946, section 11.2, advises no more
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def plain_values(column: Any) -> list[object]:
    """Answer a column as values that JSON knows; times as ISO 8601 in UTC, unknown as `None`."""
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return [None if pd.isna(moment) else iso(moment) for moment in column]
    values = column.astype(object)
    return list(values.where(column.notna(), None))


def iso(moment: pd.Timestamp) -> str:
    """Answer a time as ISO 8601 in UTC.

    >>> iso(pd.Timestamp("2025-07-09T18:00:00+02:00"))
    '2025-07-09T16:00:00Z'
    """
    return moment.tz_convert("UTC").isoformat().replace("+00:00", "Z")


def dump(value: object) -> str:
    """Answer compact JSON."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def geojson_shapes(frame: geopandas.GeoDataFrame) -> list[dict[str, object] | None]:
    """Answer GeoJSON geometries: rounded, rings wound as RFC 7946 asks, `None` where there is none."""
    shapes = shapely.orient_polygons(frame.geometry.to_numpy())
    rounded = shapely.transform(shapes, lambda xy: np.round(xy, DECIMALS) + 0.0)
    return [None if text is None else json.loads(text) for text in shapely.to_geojson(rounded)]


def points_of(frame: geopandas.GeoDataFrame) -> tuple[list[float | None], list[float | None]]:
    """Answer longitudes and latitudes of the rows that are points, `None` for all others: no centroids."""
    shapes = frame.geometry.to_numpy()
    points = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    x, y = (
        [round(value, DECIMALS) if point else None for value, point in zip(values.tolist(), points, strict=True)]
        for values in (shapely.get_x(shapes), shapely.get_y(shapes))
    )
    return x, y


def wkt_of(frame: geopandas.GeoDataFrame) -> list[str | None]:
    """Answer the geometries as WKT, six decimals, `None` where there is none."""
    return list(shapely.to_wkt(frame.geometry.to_numpy(), rounding_precision=DECIMALS))


def guarded(value: object) -> object:
    """Answer a cell that no spreadsheet runs: text that looks like a formula, or guarded text, gets an apostrophe.

    >>> guarded("=1+1"), guarded(-1.5), guarded("'twas")
    ("'=1+1", -1.5, "''twas")
    """
    if isinstance(value, str) and value.startswith((*_FORMULA, "'")):
        return "'" + value
    return value


def unguarded(value: object) -> object:
    """Undo `guarded`.

    >>> unguarded("'=1+1")
    '=1+1'
    """
    return value[1:] if isinstance(value, str) and value.startswith("'") else value
