"""The door by which frames leave: one table says which writer a suffix means."""

import os
import re
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import geopandas
import pandas as pd

from contested.errors import OutputError
from contested.export.comma_separated import write_csv
from contested.export.credit import Credit, credit_of
from contested.export.excel import write_excel
from contested.export.flatgeobuf import write_flatgeobuf
from contested.export.geojson import write_geojson
from contested.export.geopackage import write_geopackage_layer
from contested.export.geoparquet import write_geoparquet
from contested.export.hxl import write_hxl
from contested.export.kml import write_kml
from contested.export.linked_places import write_linked_places
from contested.export.sheet import Sheet, Writer
from contested.frame import CRS, Schema, check_places, conform, schema_of
from contested.gazetteer.theatre import Theatre, load_theatre, theatre_names
from contested.whole import whole_file

_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Format:
    """A writer, and whether its file can carry the credit itself; else that goes into a file beside it."""

    writer: Writer
    carries_credit: bool = True


_WRITERS: dict[str, Format] = {
    ".geojson": Format(write_geojson),
    ".gpkg": Format(write_geopackage_layer),
    ".csv": Format(write_csv, carries_credit=False),
    ".xlsx": Format(write_excel),
    ".parquet": Format(write_geoparquet),
    ".fgb": Format(write_flatgeobuf),
    ".kml": Format(write_kml),
    ".hxl.csv": Format(write_hxl, carries_credit=False),
    ".lpf.json": Format(write_linked_places),
}
SUFFIXES = tuple(_WRITERS)


def write(
    frame: pd.DataFrame | geopandas.GeoDataFrame,
    path: str | Path,
    *,
    layer: str | None = None,
    credit: Credit | None = None,
    theatre: Theatre | None = None,
) -> Path:
    """Write `frame` to `path` in the format of its suffix, one of `SUFFIXES`. Answer the path written.

    Any frame in EPSG:4326, longitude first; a table without geometries counts as one whose places are not known.
    Frames of claims, statuses and mentions must follow their schemas. Rows keep their order; a row without a geometry
    is written without one, never at (0, 0). `layer` names the layer, otherwise the schema does. `theatre` gives the
    colours of styles and the p-codes of HXL; without it the shipped theatres that the frame names do. Without a
    `credit`, attributions of these theatres and sources of places are named: in the file, or in
    `FILE.attribution.txt` beside it for CSV.

    The frame is written as it is: `contested.frame.edition` makes the public edition of one.

    Raises `OutputError` when the suffix is unknown or the file cannot be written, `MissingExtraError` when the format
    needs an extra, and `FrameError` or `CRSError` when the frame breaks its schema.
    """
    target = _target(path)
    chosen = _format(target)
    sheet = _sheet(frame, layer, credit, theatre)
    with ExitStack() as stack:
        if not chosen.carries_credit:
            beside = stack.enter_context(whole_file(target.with_name(f"{target.name}.attribution.txt")))
            beside.write_text("".join(f"{line}\n" for line in sheet.credit.lines()), encoding="utf-8", newline="\n")
        temporary = stack.enter_context(whole_file(target))
        chosen.writer(sheet, temporary)
    return target


def write_geopackage(
    frames: Mapping[str, geopandas.GeoDataFrame],
    path: str | Path,
    *,
    credit: Credit | None = None,
    theatre: Theatre | None = None,
) -> Path:
    """Write several frames as layers of one GeoPackage, by layer name, with a style each. Answer the path written.

    Raises `OutputError` when the name does not end in .gpkg, there is no frame, or the file cannot be written;
    `FrameError` or `CRSError` when a frame breaks its schema.
    """
    target = _target(path)
    if target.suffix.lower() != ".gpkg":
        raise OutputError(f"several layers need a GeoPackage; end the name {target.name!r} with .gpkg")
    if not frames:
        raise OutputError(f"there is no frame to write to {target}; pass at least one")
    sheets = [_sheet(frame, name, credit, theatre) for name, frame in frames.items()]
    with whole_file(target) as temporary:
        for sheet in sheets:
            write_geopackage_layer(sheet, temporary)
    return target


# ------------------------------------------------------------------------------------------- files


def _target(path: str | Path) -> Path:
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise OutputError(f"{target} is a folder; give the name of a file in it")
    if not target.parent.is_dir():
        raise OutputError(f"there is no folder {target.parent}; make it first")
    return target


def _format(target: Path) -> Format:
    """Answer the format of the longest suffix that fits. Raises `OutputError`."""
    name = target.name.lower()
    fitting = [suffix for suffix in _WRITERS if name.endswith(suffix)]
    if not fitting:
        raise OutputError(f"cannot tell a format from {target.name!r}; end the name with one of {', '.join(_WRITERS)}")
    return _WRITERS[max(fitting, key=len)]


# ------------------------------------------------------------------------------------------- frames


def _sheet(frame: pd.DataFrame, layer: str | None, credit: Credit | None, theatre: Theatre | None) -> Sheet:
    if not isinstance(frame, geopandas.GeoDataFrame) and "geometry" not in frame.columns:
        frame = geopandas.GeoDataFrame(
            frame, geometry=geopandas.GeoSeries([None] * len(frame), index=frame.index), crs=CRS
        )
    checked, schema = _checked(frame)
    theatres = _theatres(checked, theatre)
    return Sheet(
        frame=checked,
        schema=schema,
        name=layer or (schema.name if schema else "features"),
        credit=credit or credit_of(checked, theatres=theatres),
        theatres=theatres,
    )


def _checked(frame: geopandas.GeoDataFrame) -> tuple[geopandas.GeoDataFrame, Schema | None]:
    schema = schema_of(frame)
    if schema is not None:
        return _writable(conform(frame, schema, keep_extra=True)), schema
    return _writable(check_places(frame)), None


def _theatres(frame: geopandas.GeoDataFrame, given: Theatre | None) -> tuple[Theatre, ...]:
    """Answer the theatre given, or else the shipped ones that the rows name."""
    if given is not None:
        return (given,)
    if "theatre" not in frame.columns:
        return ()
    return tuple(load_theatre(name) for name in theatre_names() if name in set(frame["theatre"].dropna()))


def _writable(frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Answer `frame` with characters that no format can hold replaced."""
    changed = {}
    for name in frame.columns.drop("geometry"):
        column = frame[name]
        if not (pd.api.types.is_object_dtype(column.dtype) or pd.api.types.is_string_dtype(column.dtype)):
            continue
        hits = [isinstance(value, str) and _UNWRITABLE.search(value) is not None for value in column]
        if any(hits):
            changed[name] = pd.Series(
                [_UNWRITABLE.sub("\ufffd", value) if hit else value for value, hit in zip(column, hits, strict=True)],
                index=column.index,
                dtype=object,
            )
    return frame.assign(**changed) if changed else frame
