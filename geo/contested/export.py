"""Write frames to GeoJSON, GeoPackage and CSV, whole or not at all, and read them back.

What stood at the target is replaced by a complete file or stays as it was. GDAL keeps times to the millisecond.
Characters that no format can hold (NUL and lone surrogates) are written as U+FFFD.
"""

import csv
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pandas as pd
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from contested.errors import FrameError, OutputError
from contested.frame import CLAIMS, CRS, MENTIONS, STATUS, Schema, check_places, conform
from contested.whole import whole_file

DECIMALS = 6  # about 0.1 m; RFC 7946, section 11.2, advises no more
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run a cell that begins with one of these


@dataclass(frozen=True, kw_only=True, slots=True)
class Credit:
    """Who must be named with the data, and under which terms it may be used."""

    attribution: tuple[str, ...] = ()
    licence: str = "Quotes belong to their publishers; places are under the terms of the sources named."


def write(
    frame: geopandas.GeoDataFrame, path: str | Path, *, layer: str | None = None, credit: Credit | None = None
) -> Path:
    """Write `frame` to `path` in the format of its suffix: .geojson, .gpkg or .csv. Answer the path written.

    GeoJSON follows RFC 7946: longitude first, six decimals, null geometries kept, `attribution` and `licence` as
    members of the collection; the same frame gives the same bytes. A GeoPackage has one layer, `layer` or the name of
    the schema. CSV has `longitude` and `latitude` of points, `geometry` as WKT, is UTF-8 with a byte order mark, and
    text that a spreadsheet would take for a formula gets an apostrophe in front. Without a `credit`, the sources in
    `place_source` are named.

    Raises `OutputError` when the suffix is unknown or the file cannot be written, and `FrameError` or `CRSError` when
    the frame breaks its schema.
    """
    target = _target(path)
    writer = _WRITERS.get(target.suffix.lower())
    if writer is None:
        known = ", ".join(_WRITERS)
        raise OutputError(f"cannot tell a format from {target.name!r}; end the name with one of {known}")
    checked, schema = _checked(frame)
    name = layer or (schema.name if schema else "features")
    with whole_file(target) as temporary:
        writer(checked, temporary, name, credit or _credit_of(checked))
    return target


def write_geopackage(
    frames: Mapping[str, geopandas.GeoDataFrame], path: str | Path, *, credit: Credit | None = None
) -> Path:
    """Write several frames as layers of one GeoPackage, by layer name. Answer the path written.

    Raises `OutputError` when the name does not end in .gpkg, there is no frame, or the file cannot be written;
    `FrameError` or `CRSError` when a frame breaks its schema.
    """
    target = _target(path)
    if target.suffix.lower() != ".gpkg":
        raise OutputError(f"several layers need a GeoPackage; end the name {target.name!r} with .gpkg")
    if not frames:
        raise OutputError(f"there is no frame to write to {target}; pass at least one")
    checked = {name: _checked(frame)[0] for name, frame in frames.items()}
    with whole_file(target) as temporary:
        for name, frame in checked.items():
            _write_gpkg(frame, temporary, name, credit or _credit_of(frame))
    return target


def read(path: str | Path, schema: Schema, *, layer: str | None = None) -> geopandas.GeoDataFrame:
    """Read back what `write` wrote, as a frame of `schema`, EPSG:4326.

    Raises `FrameError` or `CRSError` when the content does not follow the schema, `OSError` when there is no file.
    """
    source = Path(path)
    if not source.is_file():
        raise FileNotFoundError(f"there is no file {source}; check the name")
    if source.suffix.lower() == ".csv":
        return conform(_read_csv(source), schema, keep_extra=True)
    try:
        frame = geopandas.read_file(source, layer=layer) if layer else geopandas.read_file(source)
    except (DataSourceError, DataLayerError) as error:
        raise FrameError(f"cannot read {source} as a map layer: {error}; write it again") from error
    return conform(frame, schema, keep_extra=True)


# ------------------------------------------------------------------------------------------- files


def _target(path: str | Path) -> Path:
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise OutputError(f"{target} is a folder; give the name of a file in it")
    if not target.parent.is_dir():
        raise OutputError(f"there is no folder {target.parent}; make it first")
    return target


# ------------------------------------------------------------------------------------------- frames


def _checked(frame: geopandas.GeoDataFrame) -> tuple[geopandas.GeoDataFrame, Schema | None]:
    schema = next((known for known in (STATUS, CLAIMS, MENTIONS) if known.key in getattr(frame, "columns", ())), None)
    if schema is not None:
        return _writable(conform(frame, schema, keep_extra=True)), schema
    return _writable(check_places(frame)), None


def _writable(frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Answer `frame` with characters that no format can hold replaced."""
    changed = {}
    for name in frame.columns.drop("geometry"):
        column = frame[name]
        if column.dtype != object:
            continue
        hits = [isinstance(value, str) and _UNWRITABLE.search(value) is not None for value in column]
        if any(hits):
            changed[name] = pd.Series(
                [_UNWRITABLE.sub("\ufffd", value) if hit else value for value, hit in zip(column, hits, strict=True)],
                index=column.index,
                dtype=object,
            )
    return frame.assign(**changed) if changed else frame


def _credit_of(frame: geopandas.GeoDataFrame) -> Credit:
    if "place_source" not in frame.columns:
        return Credit()
    return Credit(attribution=tuple(sorted(frame["place_source"].dropna().unique())))


# ------------------------------------------------------------------------------------------- formats


def _write_geojson(frame: geopandas.GeoDataFrame, path: Path, layer: str, credit: Credit) -> None:
    names = [name for name in frame.columns if name != "geometry"]
    columns = [_plain_values(frame[name]) for name in names]
    rows = zip(*columns, strict=True) if columns else repeat((), len(frame))
    head = {
        "type": "FeatureCollection",
        "name": layer,
        "attribution": list(credit.attribution),
        "licence": credit.licence,
    }
    with path.open("x", encoding="utf-8", newline="\n") as out:
        out.write(_dump(head)[:-1] + ',"features":[')
        comma = "\n"
        for shape, values in zip(_shapes(frame), rows, strict=True):
            properties = dict(zip(names, values, strict=True))
            out.write(comma + _dump({"type": "Feature", "geometry": shape, "properties": properties}))
            comma = ",\n"
        out.write("\n]}\n")


def _shapes(frame: geopandas.GeoDataFrame) -> list[dict[str, object] | None]:
    """Answer GeoJSON geometries: rounded, rings wound as RFC 7946 asks, `None` where there is none."""
    shapes = shapely.orient_polygons(frame.geometry.to_numpy())
    rounded = shapely.transform(shapes, lambda xy: np.round(xy, DECIMALS) + 0.0)
    return [None if text is None else json.loads(text) for text in shapely.to_geojson(rounded)]


def _plain_values(column: Any) -> list[object]:
    """Answer a column as values that JSON knows; times as ISO 8601 in UTC, unknown as `None`."""
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return [None if pd.isna(moment) else _iso(moment) for moment in column]
    values = column.astype(object)
    return list(values.where(column.notna(), None))


def _iso(moment: pd.Timestamp) -> str:
    return moment.tz_convert("UTC").isoformat().replace("+00:00", "Z")


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _write_gpkg(frame: geopandas.GeoDataFrame, path: Path, layer: str, credit: Credit) -> None:
    try:
        pyogrio.write_dataframe(
            frame,
            path,
            layer=layer,
            driver="GPKG",
            geometry_type="Unknown",
            append=False,
            layer_metadata={"attribution": "; ".join(credit.attribution) or "none", "licence": credit.licence},
        )
    except (DataSourceError, DataLayerError) as error:  # what GDAL says of a full disk, among others
        raise OSError(f"GDAL: {error}") from error


def _write_csv(frame: geopandas.GeoDataFrame, path: Path, layer: str, credit: Credit) -> None:
    del layer, credit  # each row carries its place_source
    shapes = frame.geometry.to_numpy()
    points = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    names = [name for name in frame.columns if name != "geometry"]
    columns: list[list[object]] = [_plain_values(frame[name]) for name in names]
    columns += [
        [x if point else None for x, point in zip(values.tolist(), points, strict=True)]
        for values in (shapely.get_x(shapes), shapely.get_y(shapes))
    ]
    columns.append(list(shapely.to_wkt(shapes, rounding_precision=DECIMALS)))
    with path.open("x", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([*names, "longitude", "latitude", "geometry"])
        for row in zip(*columns, strict=True):
            writer.writerow([_cell(value) for value in row])


def _cell(value: object) -> object:
    """Answer a cell that no spreadsheet runs: text that looks like a formula, or guarded text, gets an apostrophe."""
    if isinstance(value, str) and value.startswith((*_FORMULA, "'")):
        return "'" + value
    return value


def _read_csv(path: Path) -> geopandas.GeoDataFrame:
    table = pd.read_csv(path, dtype=object, encoding="utf-8-sig", keep_default_na=False, na_values=[""])
    table = table.map(lambda cell: cell[1:] if isinstance(cell, str) and cell.startswith("'") else cell)
    if "geometry" not in table.columns:
        raise FrameError(f"{path} has no column geometry; use a CSV that contested wrote")
    table = table.drop(columns=[name for name in ("longitude", "latitude") if name in table.columns])
    shapes = shapely.from_wkt(table.pop("geometry").astype(object).where(lambda cell: cell.notna(), None).to_numpy())
    return geopandas.GeoDataFrame(table, geometry=geopandas.GeoSeries(shapes, crs=CRS), crs=CRS)


_WRITERS: dict[str, Callable[[geopandas.GeoDataFrame, Path, str, Credit], None]] = {
    ".geojson": _write_geojson,
    ".gpkg": _write_gpkg,
    ".csv": _write_csv,
}
