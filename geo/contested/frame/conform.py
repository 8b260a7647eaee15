"""Check and repair a frame at the door: same columns, dtypes, vocabularies and CRS, whatever file it came from."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any, Final, TypeAlias

import geopandas
import numpy as np
import pandas as pd
import pyproj
import shapely

from contested.errors import CRSError, FrameError
from contested.frame.columns import CLAIMS, JSON, MENTIONS, STATUS
from contested.frame.schema import Column, Dtype, Schema

CRS = "EPSG:4326"
UTC: Final = "datetime64[us, UTC]"  # the dtype of every time column
Cells: TypeAlias = "pd.Series[Any]"
_TRUE = frozenset({"true", "t", "1", "1.0"})
_FALSE = frozenset({"false", "f", "0", "0.0"})


def empty(schema: Schema) -> geopandas.GeoDataFrame:
    """Answer a frame of `schema` with no rows: the same columns and dtypes as one with a million."""
    return _empty(schema).copy()


@cache
def _empty(schema: Schema) -> geopandas.GeoDataFrame:
    plain = [column for column in schema.columns if column.dtype is not Dtype.GEOMETRY]
    data = {column.name: _COERCE[column.dtype](pd.Series([], dtype=object), column) for column in plain}
    geometry = geopandas.GeoSeries([], crs=CRS)
    return geopandas.GeoDataFrame(data, geometry=geometry, crs=CRS)[list(schema.names)]


def conform(frame: geopandas.GeoDataFrame, schema: Schema, *, keep_extra: bool = False) -> geopandas.GeoDataFrame:
    """Answer `frame` with exactly the columns and dtypes of `schema`, checked; the input is left unchanged.

    What a file format lost is put back where nothing has to be guessed: categories become text, whole floats become
    integers, 0/1 become bools, columns without a value get their dtype back, times become microseconds in UTC. The
    index is renumbered. Geometries are EPSG:4326, x = longitude, or `None`.

    With `keep_extra`, columns unknown to the schema follow the known ones; otherwise they are refused.

    Raises `CRSError` for another or no CRS, `FrameError` for missing, unknown, ill-typed or empty columns, words out
    of vocabulary, repeated keys, coordinates out of range (swapped axes, metres) and points at (0, 0).
    """
    frame = _with_geometry(frame, schema.name)
    if len(frame) == 0 and len(frame.columns) == 1:
        return empty(schema)  # a GeoJSON without features has no columns
    _check_columns(frame, schema, keep_extra=keep_extra)
    data: dict[str, object] = {}
    for column in schema.columns:
        if column.dtype is Dtype.GEOMETRY:
            continue
        series = _COERCE[column.dtype](frame[column.name].reset_index(drop=True), column)
        _check_values(series, column)
        data[column.name] = series
    _check_key(frame, schema)
    geometry = frame.geometry.reset_index(drop=True)
    _check_geometry(geometry)
    geometry = geopandas.GeoSeries(geometry.to_numpy(), crs=CRS)
    extra = [name for name in frame.columns if name not in schema.by_name] if keep_extra else []
    for name in extra:
        data[name] = frame[name].reset_index(drop=True)
    result = geopandas.GeoDataFrame(data, geometry=geometry, crs=CRS)
    result.attrs = dict(frame.attrs)
    return result[[*schema.names, *extra]]


def check_places(frame: geopandas.GeoDataFrame, *, name: str = "given") -> geopandas.GeoDataFrame:
    """Answer `frame` with its geometry column named `geometry`, after checking CRS and coordinates as `conform` does.

    For frames and layers of other people, whose columns are their own. Raises `CRSError` and `FrameError`.
    """
    frame = _with_geometry(frame, name)
    _check_geometry(frame.geometry)
    return frame


def schema_of(frame: pd.DataFrame) -> Schema | None:
    """Answer the schema that `frame` follows, told by its key; `None` for a layer of somebody else's.

    >>> schema_of(empty(STATUS)).name
    'status'
    """
    return next((schema for schema in (STATUS, CLAIMS, MENTIONS) if schema.key in frame.columns), None)


def conform_column(frame: pd.DataFrame, schema: Schema, name: str) -> Cells:
    """Answer one column as `conform` would, for a question that needs no others; the index is renumbered.

    Raises `FrameError` when it is missing, ill-typed, or holds words out of its vocabulary.
    """
    if name not in frame.columns:
        raise FrameError(
            f"the {schema.name} frame lacks {name}; start from contested.frame.empty({schema.name.upper()})"
        )
    column = schema.by_name[name]
    series = frame[name] if isinstance(frame.index, pd.RangeIndex) else frame[name].reset_index(drop=True)
    series = _COERCE[column.dtype](series, column)
    _check_values(series, column)
    return series


# ------------------------------------------------------------------------------------------- geometry


def _with_geometry(frame: geopandas.GeoDataFrame, name: str) -> geopandas.GeoDataFrame:
    """Answer `frame` with its geometry named `geometry`, after the CRS has been checked."""
    if not isinstance(frame, geopandas.GeoDataFrame):
        if isinstance(frame, pd.DataFrame) and "geometry" in frame.columns and frame["geometry"].isna().all():
            return geopandas.GeoDataFrame(frame.drop(columns="geometry"), geometry=[None] * len(frame), crs=CRS)
        raise FrameError(
            f"a {name} frame must be a GeoDataFrame, not {type(frame).__name__}; "
            "use geopandas.GeoDataFrame(frame, geometry=…, crs='EPSG:4326')"
        )
    column = frame._geometry_column_name  # noqa: SLF001 (the public property raises when there is none)
    if column is None or column not in frame.columns:
        raise FrameError(f"the {name} frame has no geometry; use frame.set_geometry(…)")
    _check_crs(frame.crs, name)
    return frame if column == "geometry" else frame.rename_geometry("geometry")


def _check_crs(crs: pyproj.CRS | None, name: str) -> None:
    if crs is None:
        raise CRSError(
            f"the {name} frame has no coordinate reference system; if its coordinates are longitude and "
            "latitude say frame.set_crs('EPSG:4326'), otherwise set the right one and then frame.to_crs('EPSG:4326')"
        )
    if crs != CRS and not crs.equals(CRS, ignore_axis_order=True) and crs != "OGC:CRS84":
        raise CRSError(f"the {name} frame is in {crs.to_string()[:80]}, not EPSG:4326; use frame.to_crs('EPSG:4326')")


def _check_geometry(geometry: geopandas.GeoSeries) -> None:
    shapes = geometry.to_numpy()
    there = ~shapely.is_missing(shapes)
    if not there.any():
        return
    rows = np.flatnonzero(there)
    bare = shapely.is_empty(shapes[rows])
    if bare.any():
        raise FrameError(f"row {rows[bare][0]} has an empty geometry; a place that is not known is None")
    bounds = shapely.bounds(shapes[rows])
    broken = ~np.isfinite(bounds).all(axis=1)
    if broken.any():
        raise FrameError(f"row {rows[broken][0]} has a coordinate that is not a number; use None for an unknown place")
    low = bounds[:, [1, 3]]
    high = np.abs(low).max(axis=1) > 90
    if high.any():
        at = int(np.flatnonzero(high)[0])
        x, y = bounds[at, 0], bounds[at, 1]
        hint = (
            "longitude and latitude look swapped (x is longitude); swap them with "
            "shapely.transform(geometry, lambda xy: xy[:, ::-1])"
            if np.abs(bounds[at]).max() <= 180
            else "these look like metres; set the CRS they are in and use frame.to_crs('EPSG:4326')"
        )
        raise FrameError(f"row {rows[at]} lies at x = {x:g}, y = {y:g}, but latitudes end at ±90; {hint}")
    wide = np.abs(bounds[:, [0, 2]]).max(axis=1) > 180
    if wide.any():
        at = int(np.flatnonzero(wide)[0])
        raise FrameError(
            f"row {rows[at]} lies at longitude {bounds[at, 0]:g}, beyond ±180; "
            "subtract 360, or cut it at the antimeridian"
        )
    null = (bounds == 0).all(axis=1)
    if null.any():
        raise FrameError(
            f"row {rows[null][0]} lies at (0, 0), which geocoders answer for a place they do not know; use None"
        )


# ------------------------------------------------------------------------------------------- columns


def _check_columns(frame: geopandas.GeoDataFrame, schema: Schema, *, keep_extra: bool) -> None:
    repeated = sorted({str(name) for name in frame.columns[frame.columns.duplicated()]})
    if repeated:
        raise FrameError(f"the {schema.name} frame has these columns twice: {', '.join(repeated)}; rename or drop one")
    missing = [name for name in schema.names if name not in frame.columns]
    if missing:
        raise FrameError(
            f"the {schema.name} frame lacks {', '.join(missing)}; "
            f"start from contested.frame.empty({schema.name.upper()}) "
            "or add the columns with None"
        )
    extra = [str(name) for name in frame.columns if name not in schema.by_name]
    if extra and not keep_extra:
        raise FrameError(
            f"the {schema.name} frame has columns that its schema does not know: {', '.join(extra)}; "
            "drop them with frame.drop(columns=[…]) or pass keep_extra=True"
        )


def _check_key(frame: geopandas.GeoDataFrame, schema: Schema) -> None:
    key = frame[schema.key]
    if key.duplicated().any():
        raise FrameError(
            f"{schema.key} {key[key.duplicated()].iloc[0]!r} stands in more than one row of the {schema.name} frame; "
            f"use frame.drop_duplicates({schema.key!r})"
        )


def _check_values(series: Cells, column: Column) -> None:
    if not column.nullable and column.dtype is Dtype.TEXT and series.isna().any():
        raise FrameError(f"column {column.name} is empty in row {int(series.isna().argmax())}; every row needs a value")
    if column.vocabulary:
        unknown = sorted(set(series.dropna().unique()) - set(column.vocabulary), key=str)
        if unknown:
            raise FrameError(
                f"column {column.name} holds {unknown[0]!r}, which is not one of {', '.join(column.vocabulary)}"
            )


def _refuse(column: Column, series: Cells, remedy: str) -> FrameError:
    there = series.dropna()
    sample = repr(there.iloc[0])[:60] if len(there) else "nothing"
    return FrameError(
        f"column {column.name} is {series.dtype} (for instance {sample}), not {column.dtype.value}; {remedy}"
    )


def _text(series: Cells, column: Column) -> Cells:
    if series.isna().all():
        return pd.Series([None] * len(series), dtype=object)
    if isinstance(series.dtype, pd.CategoricalDtype):
        series = series.astype(series.cat.categories.dtype)
    if pd.api.types.is_datetime64_any_dtype(series.dtype):
        series = _dates_as_text(series)  # GDAL's GeoJSON reader makes dates of text such as 2025-07-01
    if not pd.api.types.is_object_dtype(series.dtype) and not pd.api.types.is_string_dtype(series.dtype):
        raise _refuse(column, series, "turn it into text with .astype(str)")
    values = series.astype(object)
    values = values.where(values.notna(), None)
    if column.unit == JSON:  # GDAL's GeoJSON reader parses text that holds JSON
        values = pd.Series([_json_text(value) for value in values], dtype=object)
    if pd.api.types.infer_dtype(values, skipna=True) not in {"string", "empty"}:
        bad = next(value for value in values if value is not None and not isinstance(value, str))
        raise FrameError(f"column {column.name} holds {bad!r}, which is not text; turn it into text or None")
    return values


def _json_text(value: object) -> object:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, dict | list) else value


def _dates_as_text(series: Cells) -> Cells:
    stamps = pd.DatetimeIndex(series)
    midnight = bool((stamps.dropna() == stamps.dropna().normalize()).all())
    texts = [
        None if pd.isna(stamp) else stamp.date().isoformat() if midnight else stamp.isoformat() for stamp in stamps
    ]
    return pd.Series(texts, dtype=object)


def _bool(series: Cells, column: Column) -> Cells:
    if series.dtype == bool:
        return series.copy()
    if series.isna().any():
        raise FrameError(
            f"column {column.name} is empty in row {int(series.isna().argmax())}; it must be true or false"
        )
    spelled = series.astype(str).str.lower()
    known = spelled.isin(_TRUE | _FALSE)
    if not known.all():
        raise _refuse(column, series[~known], "use True and False")
    return spelled.isin(_TRUE).astype(bool)


def _numbers(series: Cells, column: Column) -> Cells:
    if series.isna().all():
        return pd.Series(np.full(len(series), np.nan), dtype="float64")
    if isinstance(series.dtype, pd.CategoricalDtype):
        series = series.astype(series.cat.categories.dtype)
    if pd.api.types.is_numeric_dtype(series.dtype) and not pd.api.types.is_bool_dtype(series.dtype):
        return series
    try:
        return pd.to_numeric(series)
    except (TypeError, ValueError) as error:
        raise _refuse(column, series, "use numbers") from error


def _float(series: Cells, column: Column) -> Cells:
    return _numbers(series, column).astype("float64")


def _nullable_int(series: Cells, column: Column) -> Cells:
    numbers = _numbers(series, column)
    if pd.api.types.is_float_dtype(numbers.dtype):
        there = numbers.dropna().astype("float64")
        if not (there == there.round()).all():
            raise _refuse(column, numbers, "use whole numbers")
    return numbers.astype("Int64")


def _int(series: Cells, column: Column) -> Cells:
    if series.isna().any():
        raise FrameError(
            f"column {column.name} is empty in row {int(series.isna().argmax())}; every row needs a number"
        )
    return _nullable_int(series, column).astype("int64")


def _time(series: Cells, column: Column) -> Cells:
    if series.isna().all():
        return pd.Series([pd.NaT] * len(series), dtype=UTC)
    if isinstance(series.dtype, pd.CategoricalDtype):
        series = series.astype(series.cat.categories.dtype)
    if not pd.api.types.is_datetime64_any_dtype(series.dtype):
        if pd.api.types.is_numeric_dtype(series.dtype):
            raise _refuse(column, series, "use pandas.to_datetime(…, unit=…, utc=True)")
        try:
            zones = [pd.Timestamp(value).tz for value in series.dropna()]
            stamps = pd.to_datetime(series, utc=True, format="ISO8601")
        except (TypeError, ValueError) as error:
            raise _refuse(column, series, "use ISO 8601 with a zone, such as 2025-07-09T18:00:00Z") from error
        if None in zones:
            raise _refuse(column, series, "its times have no zone; use pandas.to_datetime(…, utc=True) if they are UTC")
        series = stamps
    if series.dt.tz is None:
        raise _refuse(column, series, "its times have no zone; use .dt.tz_localize('UTC') if they are UTC")
    return series.dt.tz_convert("UTC").astype(UTC)


_COERCE: dict[Dtype, Callable[[Cells, Column], Cells]] = {
    Dtype.TEXT: _text,
    Dtype.BOOL: _bool,
    Dtype.INT: _int,
    Dtype.NULLABLE_INT: _nullable_int,
    Dtype.FLOAT: _float,
    Dtype.TIME: _time,
}
