"""Layers of other people: read from a file, checked, and kept beside ours with their own source, date and licence.

Nothing of them is ever merged into claims or statuses.
"""

import logging
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

import geopandas
import pandas as pd
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from contested.errors import CRSError, FrameError
from contested.frame import CRS, check_places
from contested.layer_file import MAX_BYTES, refuse_indirect
from contested.where.nearest import meant

# what the files of each kind begin with
_BEGINS = {
    ".geojson": re.compile(rb"(\xef\xbb\xbf)?\s*\{"),
    ".json": re.compile(rb"(\xef\xbb\xbf)?\s*\{"),
    ".gpkg": re.compile(rb"SQLite format 3\x00"),
    ".shp": re.compile(rb"\x00\x00\x27\x0a"),
    ".fgb": re.compile(rb"fgb"),
    ".zip": re.compile(rb"PK\x03\x04"),
}
_NAMES = re.compile(r"adm(\d)_(?:en|name|name1)|admin(\d)name_en|shapename|name_en|name", re.IGNORECASE)
_PCODES = re.compile(r"adm(\d)_pcode|admin(\d)pcode|shapeid|pcode", re.IGNORECASE)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Who made a layer, as of which day (as they write it), and under which terms. Unknown is `None`."""

    source: str
    date: str | None = None
    licence: str | None = None


def read_layer(path: Path, *, origin: Origin | None = None, layer: str | None = None) -> geopandas.GeoDataFrame:
    """Read a layer of somebody else's from a file: .geojson, .json, .gpkg, .shp, .fgb, or a .zip with one of these.

    Answers all columns of the file, then `source`, `date` and `licence`, in EPSG:4326; a layer that says it is in
    another CRS is projected. The source is the file's name where no `origin` is given. Nothing is fetched: what names
    other files or addresses is refused before GDAL sees it.

    Raises `FileNotFoundError` when there is no such file, `FrameError` when it is no layer, has no CRS (`CRSError`),
    invalid or swapped coordinates; the message says what to do.
    """
    source = _checked(path)
    try:
        frame = geopandas.read_file(source, layer=layer) if layer else geopandas.read_file(source)
    except (DataSourceError, DataLayerError, OSError, ValueError) as error:
        raise FrameError(f"{path}: cannot be read as a map layer ({error}); export it again as GeoJSON") from error
    if not isinstance(frame, geopandas.GeoDataFrame):
        raise FrameError(f"{path}: has no geometries; give a layer with points, lines or areas")
    if frame.crs is None:
        raise CRSError(
            f"{path}: does not say its coordinate reference system; read it with geopandas, use frame.set_crs(…), and "
            "pass the frame"
        )
    if not frame.crs.equals(CRS, ignore_axis_order=True):
        _log.info("%s: projected from %s to EPSG:4326", path, frame.crs.to_string()[:80])
        frame = frame.to_crs(CRS)
    told = origin or Origin(source=path.name)
    frame = frame.assign(source=told.source, date=told.date, licence=told.licence)
    return _sound(frame, str(path))


def areas_from(
    path: Path,
    *,
    name: str | None = None,
    pcode: str | None = None,
    origin: Origin | None = None,
    layer: str | None = None,
) -> geopandas.GeoDataFrame:
    """Read boundaries from a file, such as COD-AB or geoBoundaries: `name`, `pcode`, `source`, `date`, `licence`.

    `name` and `pcode` are the file's columns; without them those of COD-AB and geoBoundaries are looked for, the
    smallest units first. Geometries are polygons in EPSG:4326. Raises as `read_layer`, and `FrameError` when a column
    is missing or a row is no polygon.
    """
    frame = read_layer(path, origin=origin, layer=layer)
    if not (shapely.get_dimensions(frame.geometry.to_numpy()) == 2).all():
        raise FrameError(f"{path}: holds points or lines; areas must be polygons")
    called = _column(path, frame, name, _NAMES)
    if called is None:
        raise FrameError(
            f"{path}: which column holds the names? say name=…; it has {', '.join(map(str, frame.columns))}"
        )
    code = _column(path, frame, pcode, _PCODES)
    unknown = pd.Series([None] * len(frame), index=frame.index, dtype=object)
    areas = frame[["source", "date", "licence", "geometry"]].copy()
    areas.insert(0, "name", frame[called])
    areas.insert(1, "pcode", frame[code] if code else unknown)
    return areas.reset_index(drop=True)


def control_layer_from(path: Path, *, origin: Origin, label: str, layer: str | None = None) -> geopandas.GeoDataFrame:
    """Read who holds what according to somebody else, to be shown beside our statuses and never merged with them.

    `label` is the file's column with their own words; they stand in `label`, unchanged, and `claimed_by` says whose
    they are. `origin` must have a date: a control map without one says nothing. Raises as `read_layer`, and
    `FrameError` without a date or such a column.
    """
    if not origin.date:
        raise FrameError(f"{path}: as of which day? give Origin(source=…, date=…); control without a date says nothing")
    frame = read_layer(path, origin=origin, layer=layer)
    column = _column(path, frame, label, None)
    kept = frame[["source", "date", "licence", "geometry"]].copy()
    kept.insert(0, "label", frame[str(column)].astype(object).where(frame[str(column)].notna(), None))
    kept.insert(1, "claimed_by", origin.source)
    return kept.reset_index(drop=True)


# ------------------------------------------------------------------------------------------- files


def _checked(path: Path) -> str:
    """Answer what GDAL may open: a file of a known kind whose content is of that kind and names no other file."""
    real = refuse_indirect(path)
    begins = _BEGINS.get(real.suffix.lower())
    if begins is None:
        raise FrameError(f"{path}: cannot be read as a map layer; give {', '.join(_BEGINS)}")
    with real.open("rb") as file:
        if not begins.match(file.read(1_024)):
            raise FrameError(f"{path}: is not what its ending {real.suffix} says; rename it, or export it again")
    return _in_zip(path, real) if real.suffix.lower() == ".zip" else str(real)


def _in_zip(path: Path, real: Path) -> str:
    try:
        with zipfile.ZipFile(real) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise FrameError(f"{path}: is a broken .zip; download it again") from error
    if sum(member.file_size for member in members) > MAX_BYTES:
        raise FrameError(f"{path}: unpacks to more than {MAX_BYTES} bytes; unpack it, and cut it to what you need")
    wanted = [member.filename for member in members if Path(member.filename).suffix.lower() == ".shp"]
    others = [Path(member.filename).name for member in members]
    if len(wanted) != 1:
        raise FrameError(
            f"{path}: holds {len(wanted)} shapefiles among {', '.join(others[:8])}; unpack it and give one file"
        )
    with zipfile.ZipFile(real) as archive, archive.open(wanted[0]) as member:
        if not _BEGINS[".shp"].match(member.read(16)):
            raise FrameError(f"{path}: {wanted[0]} in it is not a shapefile; download it again")
    return f"/vsizip/{real}/{wanted[0]}"


def _sound(frame: geopandas.GeoDataFrame, name: str) -> geopandas.GeoDataFrame:
    try:
        frame = check_places(frame, name=name)
    except CRSError:
        raise
    except FrameError as error:
        raise FrameError(f"{name}: {error}") from error
    check_valid(frame, name)
    return frame


def check_valid(frame: geopandas.GeoDataFrame, name: str) -> None:
    """Raise `FrameError` when a geometry crosses itself: what it covers would be a guess."""
    shapes = frame.geometry.to_numpy()
    broken = ~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)
    if broken.any():
        at = int(broken.argmax())
        raise FrameError(
            f"{name}: row {at} is not a valid geometry ({shapely.is_valid_reason(shapes[at])}); repair the layer with "
            "frame.geometry.make_valid() and look at it"
        )


def _column(
    path: Path, frame: geopandas.GeoDataFrame, given: str | None, known: "re.Pattern[str] | None"
) -> str | None:
    columns = [str(column) for column in frame.columns if column not in {"geometry", "source", "date", "licence"}]
    if given is not None:
        if given not in columns:
            raise FrameError(f"{path}: has no column {given!r}; {meant(given, columns)}")
        return given
    fitting = [column for column in columns if known and known.fullmatch(column)]
    return max(fitting, key=lambda column: re.sub(r"\D", "", column) or "0", default=None)
