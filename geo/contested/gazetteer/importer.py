"""Take a user's own places into a gazetteer: a GeoNames dump, any layer that GDAL reads, or a CSV.

Every row is checked by itself; what is refused is listed with its row and the reason, and nothing is repaired silently.
`folder.write_folder` makes a theatre of the places taken.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import geopandas
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj.exceptions import CRSError
from shapely import Point, get_coordinates
from shapely.geometry.base import BaseGeometry

from contested.errors import DataError
from contested.gazetteer import names
from contested.gazetteer.theatre_files import ID, INVISIBLE
from contested.layer_file import refuse_indirect
from contested.model import Place, PlaceKind

COLUMNS = ("id", "name", "aliases", "kind", "country", "lon", "lat", "radius_m", "inhabitants")
_GEONAMES_COLUMNS = 19
_MOST_ROWS = 2_000_000
_GEONAMES_KINDS = {"A": PlaceKind.GOVERNORATE, "P": PlaceKind.TOWN, "H": PlaceKind.WATER, "R": PlaceKind.ROAD}
_RADIUS_M = 2_000.0
_GEOMETRIES = frozenset({"Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon"})


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportOptions:
    """Which columns hold what. `gazetteer` names the result; `crs` is used only when the file has none (EPSG code).

    `source` and `licence` travel with every place; `language` (ISO 639) is that of the names, `country` (ISO 3166-1
    alpha-2) that of the rows that do not say it.
    """

    gazetteer: str
    source: str
    licence: str = "licence not stated"
    language: str = "en"
    columns: Mapping[str, str] = field(default_factory=dict)  # "name" -> the file's column
    layer: str | None = None
    crs: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken: its number in the file (the first is 1), what it said, and why."""

    row: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What was taken from a file and what was refused."""

    places: tuple[Place, ...]
    refused: tuple[Refused, ...]


@dataclass(slots=True)
class _Row:
    number: int
    fields: Mapping[str, str]
    shape: BaseGeometry | None


def import_places(path: Path, options: ImportOptions) -> Imported:
    """Read places from `path`: a GeoNames dump (`.txt`), a CSV, or anything GDAL reads; the result is EPSG:4326.

    Raises:
        DataError: the file cannot be read, has no CRS and none is given, or lacks the columns asked for.

    """
    if not path.is_file():
        raise DataError(f"{path}: there is no such file; give a GeoNames dump, a CSV or a layer that GDAL reads")
    _check(options)
    try:
        with path.open("rb") as handle:
            head = handle.read(4_096)
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}); give a file that you may read") from error
    if b"<OGRVRT" in head:
        raise DataError(f"{path} is a virtual layer, which can open other files; give the layer itself")
    suffix = path.suffix.lower()
    if suffix == ".txt":
        rows = _geonames(path)
    elif suffix in (".csv", ".tsv"):
        rows = _csv(path, options)
    else:
        rows = _layer(path, options)
    places: list[Place] = []
    refused: list[Refused] = []
    seen: dict[str, int] = {}
    for row in rows:
        made = _place(row, options, seen)
        if isinstance(made, Place):
            places.append(made)
        else:
            refused.append(made)
    return Imported(tuple(places), tuple(refused))


def _check(options: ImportOptions) -> None:
    if not ID.fullmatch(options.gazetteer):
        raise DataError(f"{options.gazetteer!r} cannot name a gazetteer; use a-z, 0-9 and single hyphens")
    if not re.fullmatch("[a-z]{2,3}", options.language):
        raise DataError(f"{options.language!r} is not an ISO 639 code of a language; write, for instance, en or ar")
    if options.country is not None and not re.fullmatch("[A-Z]{2}", options.country):
        raise DataError(f"{options.country!r} is not an ISO 3166-1 alpha-2 code; write two capitals, for instance SD")
    for text in (options.source, options.licence):
        if not text.strip() or INVISIBLE.search(text):
            raise DataError(f"{text!r} cannot name a source or licence; write one in plain letters")
    if unknown := sorted(set(options.columns) - {*COLUMNS, "inhabitants"}):
        raise DataError(
            f"places have no {unknown[0]!r}; columns can be mapped to {', '.join((*COLUMNS, 'inhabitants'))}"
        )


def _place(row: _Row, options: ImportOptions, seen: dict[str, int]) -> Place | Refused:
    fields = row.fields
    name = " ".join(fields.get("name", "").split())
    if not name or not names.key(name):
        return Refused(row.number, name, "it has no name")
    if INVISIBLE.search(name + fields.get("aliases", "")):
        return Refused(row.number, name, "its name holds a control character")
    if "\ufffd" in name:
        return Refused(row.number, name, "its name is not UTF-8")
    key = fields.get("id", "").strip() or str(row.number)
    if key in seen:
        return Refused(row.number, name, f"its id {key!r} is that of row {seen[key]}")
    shape = row.shape
    trouble = _trouble(shape, fields)
    if trouble is not None or shape is None:
        return Refused(row.number, name, trouble or "it has no geometry")
    kind = fields.get("kind", "").strip().lower()
    if kind and kind not in set(PlaceKind):
        return Refused(row.number, name, f"its kind {kind!r} is none of {', '.join(PlaceKind)}")
    country = (fields.get("country", "").strip() or options.country or "").upper() or None
    if country is not None and not (len(country) == 2 and country.isalpha()):
        return Refused(row.number, name, f"its country {country!r} is no ISO 3166-1 alpha-2 code")
    radius = _number(fields.get("radius_m", "")) or (_RADIUS_M if shape.geom_type == "Point" else None)
    seen[key] = row.number
    return Place(
        id=f"{options.gazetteer}:{key}",
        name=name,
        kind=PlaceKind(kind) if kind else PlaceKind.SITE,
        footprint=shape,
        radius_m=radius,
        country=country,
        aliases=tuple(dict.fromkeys(part.strip() for part in fields.get("aliases", "").split(";") if part.strip())),
        source=options.source,
        importance=_number(fields.get("inhabitants", "")) or 0.0,
    )


def _trouble(shape: BaseGeometry | None, fields: Mapping[str, str]) -> str | None:
    """Answer what is wrong with a geometry, None when nothing is."""
    if shape is None or shape.is_empty:
        return "it has no geometry"
    if shape.geom_type not in _GEOMETRIES:
        return f"its geometry is a {shape.geom_type}; give a point, a line or an area"
    if not shape.is_valid:
        return "its geometry crosses itself; mend it with ST_MakeValid or make_valid"
    points = get_coordinates(shape)
    if not ((abs(points[:, 0]) <= 180).all() and (abs(points[:, 1]) <= 90).all()):
        turned = (abs(points[:, 0]) <= 90).all() and (abs(points[:, 1]) <= 180).all()
        hint = "longitude and latitude look swapped" if turned else "is it in another CRS than EPSG:4326?"
        return f"its point {points[0][0]:g}, {points[0][1]:g} is not on the Earth; {hint}"
    if (points == 0).all():
        return "its point is (0, 0), which stands for unknown"
    west, east = _number(fields.get("west", "")), _number(fields.get("east", ""))
    if west is not None and east is not None and not west <= points[0][0] <= east:
        return "it lies outside its own bounds"
    return None


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if value == value and abs(value) != float("inf") else None  # noqa: PLR0124  NaN differs from itself


def _geonames(path: Path) -> Iterator[_Row]:
    """Yield the rows of a GeoNames dump: tab-separated, nineteen columns, no header."""
    with path.open(encoding="utf-8", errors="replace", newline="") as handle:
        for number, line in enumerate(handle, start=1):
            cells = line.rstrip("\r\n").split("\t")
            if number > _MOST_ROWS:
                raise DataError(f"{path} has more than {_MOST_ROWS} rows; cut it to the countries you need")
            if len(cells) != _GEONAMES_COLUMNS:
                if number == 1:
                    raise DataError(f"{path} is no GeoNames dump: {len(cells)} columns instead of 19; rename it .csv?")
                yield _Row(number, {"name": cells[1] if len(cells) > 1 else ""}, None)
                continue
            lat, lon = _number(cells[4]), _number(cells[5])
            kind = _GEONAMES_KINDS.get(cells[6], PlaceKind.SITE)
            fields = {"id": cells[0], "name": cells[1], "aliases": cells[3].replace(",", ";"), "kind": kind.value}
            fields |= {"country": cells[8], "inhabitants": cells[14]}
            yield _Row(number, fields, Point(lon, lat) if lon is not None and lat is not None else None)


def _csv(path: Path, options: ImportOptions) -> Iterator[_Row]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path} cannot be read ({error}); save it as UTF-8") from error
    reader = csv.DictReader(io.StringIO(text), delimiter=_delimiter(text.partition("\n")[0]))
    try:
        mapping = _mapping(path, reader.fieldnames or (), options, needed=("name", "lon", "lat"))
        for number, record in enumerate(reader, start=1):
            fields = {ours: (record.get(theirs) or "") for ours, theirs in mapping.items()}
            lon, lat = _number(fields.get("lon", "")), _number(fields.get("lat", ""))
            yield _Row(number, fields, Point(lon, lat) if lon is not None and lat is not None else None)
    except csv.Error as error:
        raise DataError(f"{path}: line {reader.line_num}: not valid CSV ({error}); mend the quotes") from error


def _delimiter(header: str) -> str:
    """Answer what parts the columns of a header: a comma, a semicolon or a tab, whichever is there most.

    >>> _delimiter("nom;x;y"), _delimiter("name,lon,lat")
    (';', ',')
    """
    return max(",;\t", key=header.count)


def _layer(path: Path, options: ImportOptions) -> Iterator[_Row]:
    try:
        real = refuse_indirect(path)
        frame = geopandas.read_file(real, layer=options.layer) if options.layer else geopandas.read_file(real)
    except (DataSourceError, DataLayerError, OSError, ValueError) as error:
        raise DataError(f"{path}: GDAL cannot read it ({error}); give a GeoPackage, GeoJSON or shapefile") from error
    if not isinstance(frame, geopandas.GeoDataFrame):
        raise DataError(f"{path} has no geometries; give a layer with points, lines or areas")
    if frame.crs is None:
        if options.crs is None:
            raise DataError(f"{path} does not say its CRS; name it, for instance with --crs EPSG:4326")
        frame = _with_crs(frame, options.crs)
    frame = frame.to_crs("EPSG:4326")
    mapping = _mapping(path, [str(column) for column in frame.columns], options, needed=("name",))
    for number, (record, shape) in enumerate(zip(frame.to_dict("records"), frame.geometry, strict=True), start=1):
        fields = {ours: _text(record.get(theirs)) for ours, theirs in mapping.items()}
        yield _Row(number, fields, shape)


def _with_crs(frame: geopandas.GeoDataFrame, crs: str) -> geopandas.GeoDataFrame:
    try:
        return frame.set_crs(crs)
    except CRSError as error:
        raise DataError(f"{crs!r} is no coordinate reference system; write, for instance, EPSG:32636") from error


def _text(value: object) -> str:
    return "" if value is None or value != value else str(value)  # noqa: PLR0124  NaN differs from itself


def _mapping(path: Path, found: Iterable[str], options: ImportOptions, *, needed: tuple[str, ...]) -> dict[str, str]:
    """Answer which of the file's columns holds what: as asked for, or by the same name."""
    columns = list(found)
    mapping = dict(options.columns)
    for ours in COLUMNS:
        if ours not in mapping and ours in columns:
            mapping[ours] = ours
    missing = [f"{ours} ({mapping.get(ours, ours)})" for ours in needed if mapping.get(ours, ours) not in columns]
    if missing:
        have = ", ".join(columns) or "none"
        raise DataError(
            f"{path} lacks the column {', '.join(missing)}; it has {have}. Map columns, as --column name=THEIR_COLUMN"
        )
    return mapping
