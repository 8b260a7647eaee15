"""Tables as plain JSON values."""

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd
import shapely


def plain_rows(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the rows of a frame as values that JSON knows: times as ISO 8601 in UTC, geometries as GeoJSON objects.

    >>> list(plain_rows(pd.DataFrame({"a": [1.5, None], "b": ["x", None]})))
    [{'a': 1.5, 'b': 'x'}, {'a': None, 'b': None}]
    """
    for row in table.to_dict("records"):
        yield {str(name): _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, shapely.Geometry):
        return json.loads(shapely.to_geojson(shapely.set_precision(value, 1e-6)))
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.tz_convert("UTC").isoformat().replace("+00:00", "Z")
    return value.item() if hasattr(value, "item") else value
