"""Read a theatre's `places.csv` and `areas.geojson`, and join them into places with footprints."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely import Point
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from contested.errors import TheatreError
from contested.gazetteer.theatre_files import Entry, read_rows, read_text, refuse_twice, unique
from contested.gazetteer.theatre_records import AREA_KINDS, CERTAINTIES, Area
from contested.model import Place, PlaceKind

_REQUIRED = ("id", "name", "kind", "lon", "lat", "radius_m", "parent", "source", "certainty")
_OPTIONAL = ("country", "pcode", "importance", "owns", "needs_cue", "note")
_FOOTPRINTS = frozenset({"Polygon", "MultiPolygon", "LineString", "MultiLineString"})
_AREA_KEYS = ("place", "name", "kind", "source", "licence", "tolerance_m")
_BACKGROUND = frozenset({"coast", "border", "context"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """What the readers of all files need to know of the theatre."""

    id: str
    country: str
    bbox: tuple[float, float, float, float]
    languages: tuple[str, ...]
    sources: Mapping[str, str]  # id -> "name (licence)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Places:
    """The places of a theatre, and what its table says beside them (see `Theatre`)."""

    places: tuple[Place, ...]
    owners: Mapping[str, str]
    needs_cue: Mapping[str, frozenset[str]]
    points: Mapping[str, Point]
    notes: Mapping[str, str]


def read_places(path: Path, frame: Frame, areas: Sequence[Area]) -> Places:
    """Read `places.csv`. A footprint is the place's area in `areas`, else its point, else None.

    Raises:
        TheatreError: naming file, line and remedy.

    """
    columns = tuple(f"names_{language}" for language in frame.languages)
    rows = tuple(read_rows(path, required=_REQUIRED, known=(*_REQUIRED, *_OPTIONAL, *columns)))
    refuse_twice(((row, row.id()) for row in rows), "id")
    by_id = {row.id(): row for row in rows}
    for area in areas:
        if area.place_id and (key := area.place_id.partition(":")[2]) not in by_id:
            raise TheatreError(
                f"{path.with_name('areas.geojson')}: {area.name!r}: no place {key!r} in {path.name};"
                " add the row, or correct 'place'",
            )
    footprints = {area.place_id: area.geometry for area in areas if area.place_id and area.kind not in _BACKGROUND}
    points = {row.id(): Point(point) for row in rows if (point := row.point(frame.bbox))}
    places = tuple(_place(row, frame, by_id, footprints.get(f"{frame.id}:{row.id()}"), points) for row in rows)
    return Places(
        places=places,
        owners=_owners(rows, places),
        needs_cue={
            place.id: _among(row, "needs_cue", place)
            for row, place in zip(rows, places, strict=True)
            if row.names("needs_cue")
        },
        points={f"{frame.id}:{key}": point for key, point in points.items()},
        notes={f"{frame.id}:{row.id()}": note for row in rows if (note := row.optional("note"))},
    )


def _place(
    row: Entry,
    frame: Frame,
    by_id: Mapping[str, Entry],
    area: BaseGeometry | None,
    points: Mapping[str, Point],
) -> Place:
    key, name, kind = row.id(), row.text("name"), PlaceKind(row.choice("kind", PlaceKind))
    point = points.get(key)
    radius, importance = row.number("radius_m"), row.number("importance")
    certainty = row.choice("certainty", CERTAINTIES)
    if radius is not None and radius <= 0:
        raise row.fail(f"radius_m {radius:g} is not a distance; write metres above 0, or leave it blank")
    if point is not None and radius is None:
        raise row.fail("radius_m is missing; say within how many metres of its point the place is meant")
    if importance is not None and importance < 0:
        raise row.fail(f"importance {importance:g} is negative; write inhabitants, or a rank of that size")
    if (certainty == "unlocated") != (point is None and area is None):
        state = "has no point and no area" if point is None and area is None else "has a point or an area"
        raise row.fail(f"certainty is {certainty!r} but the place {state}; 'unlocated' is for places without either")
    by_language = [(language, row.names(f"names_{language}")) for language in frame.languages]
    display = {language: names[0] for language, names in by_language if names}
    display[frame.languages[0]] = name
    parents = _parents(row, by_id)
    return Place(
        id=f"{frame.id}:{key}",
        name=name,
        kind=kind,
        footprint=area if area is not None else point,
        radius_m=radius,
        country=row.country() or frame.country,
        admin=tuple(parent.text("name") for parent in parents),
        aliases=unique([name, *(alias for _, names in by_language for alias in names)]),
        parent_id=f"{frame.id}:{parents[0].id()}" if parents else None,
        source=_source(row, frame.sources),
        pcode=row.optional("pcode"),
        certainty=certainty,
        importance=importance or 0.0,
        names=tuple((language, display[language]) for language in frame.languages if language in display),
    )


def _parents(row: Entry, by_id: Mapping[str, Entry]) -> list[Entry]:
    chain: list[Entry] = []
    child = row
    while (parent := child.optional("parent")) is not None:
        if parent not in by_id:
            raise child.fail(f"unknown parent {parent!r}; add a row with that id, or correct it")
        child = by_id[parent]
        if child is row or child in chain:
            raise row.fail(f"parent {row.optional('parent')!r} leads back to itself; break the circle")
        chain.append(child)
    return chain


def _source(row: Entry, sources: Mapping[str, str]) -> str:
    """Spell out "osm: label node; geonames: 281102" with the names and licences of theatre.toml."""
    cited = []
    for part in row.text("source").split(";"):
        key, _, detail = (text.strip() for text in part.partition(":"))
        if key not in sources:
            raise row.fail(f"unknown source {key!r}; add [sources.{key or 'name'}] to theatre.toml, or correct it")
        cited.append(f"{sources[key]}: {detail}" if detail else sources[key])
    return "; ".join(cited)


def _among(row: Entry, key: str, place: Place) -> frozenset[str]:
    names = row.names(key)
    known = {alias.casefold() for alias in place.aliases}
    for name in names:
        if name.casefold() not in known:
            raise row.fail(f"{key} lists {name!r}, which is not a name of this place; add it to a names column")
    return frozenset(name.casefold() for name in names)


def _owners(rows: Iterable[Entry], places: Iterable[Place]) -> dict[str, str]:
    pairs = [
        (row, name, place)
        for row, place in zip(rows, places, strict=True)
        for name in sorted(_among(row, "owns", place))
    ]
    refuse_twice(((row, name) for row, name, _ in pairs), "owned name")
    return {name: place.id for _, name, place in pairs}


# ---------------------------------------------------------------------------------------------- areas


def read_areas(path: Path, frame: Frame) -> tuple[Area, ...]:
    """Read `areas.geojson` (RFC 7946: longitude first, WGS 84); no file means no areas.

    Raises:
        TheatreError: naming file, feature and remedy.

    """
    if not path.exists():
        return ()
    try:
        data = json.loads(read_text(path))
    except (json.JSONDecodeError, RecursionError) as error:
        raise TheatreError(f"{path}: not valid GeoJSON: {error}; export it again") from error
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise TheatreError(f"{path}: not a GeoJSON FeatureCollection; export it as one")
    if "crs" in data and "CRS84" not in json.dumps(data["crs"]) and "4326" not in json.dumps(data["crs"]):
        raise TheatreError(f"{path}: the coordinates are not WGS 84; reproject them to EPSG:4326")
    entries = [_feature(path, number, feature) for number, feature in enumerate(features, start=1)]
    areas = tuple(_area(entry, geometry, frame) for entry, geometry in entries)
    footprints = ((entry, key) for entry, _ in entries if (key := entry.optional("place")))
    refuse_twice(footprints, "place")
    return areas


def _feature(path: Path, number: int, feature: Any) -> tuple[Entry, Any]:
    entry = Entry(f"{path}: feature {number}", {})
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise entry.fail("not a GeoJSON Feature; export the file again")
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        raise entry.fail(f"has no properties; give it {', '.join(_AREA_KEYS)}")
    label = properties.get("place") or properties.get("name")
    entry = Entry(f"{entry.where}" + (f" ({label!r})" if label else ""), properties)
    entry.check_keys(_AREA_KEYS)
    return entry, feature.get("geometry")


def _area(entry: Entry, raw: Any, frame: Frame) -> Area:
    if not isinstance(raw, dict) or raw.get("type") not in _FOOTPRINTS:
        kind = raw.get("type") if isinstance(raw, dict) else raw
        raise entry.fail(f"geometry is {kind!r}; give a Polygon, MultiPolygon, LineString or MultiLineString")
    try:
        geometry = shapely.force_2d(shape(raw))
    except (ShapelyError, ValueError, TypeError, LookupError, AttributeError) as error:
        raise entry.fail(f"geometry cannot be read: {error}; export it again") from error
    if geometry.is_empty:
        raise entry.fail("geometry is empty; draw it, or remove the feature")
    if not geometry.is_valid:
        reason = shapely.is_valid_reason(geometry)
        raise entry.fail(f"geometry is not valid: {reason}; repair it, for instance with shapely.make_valid")
    _check_extent(entry, geometry, frame.bbox)
    kind = entry.choice("kind", AREA_KINDS)
    place = entry.optional("place")
    if place is not None and kind in _BACKGROUND:
        raise entry.fail(f"kind {kind!r} is background only; remove 'place', or choose another kind")
    tolerance = entry.number("tolerance_m")
    if tolerance is not None and tolerance < 0:
        raise entry.fail(f"tolerance_m {tolerance:g} is negative; write metres")
    return Area(
        place_id=f"{frame.id}:{place}" if place else None,
        name=entry.text("name"),
        kind=kind,
        geometry=geometry,
        source=entry.text("source"),
        licence=entry.text("licence"),
        tolerance_m=tolerance,
    )


def _check_extent(entry: Entry, geometry: BaseGeometry, bbox: tuple[float, float, float, float]) -> None:
    west, south, east, north = geometry.bounds
    if bbox[0] <= west and bbox[1] <= south and east <= bbox[2] and north <= bbox[3]:
        return
    swapped = bbox[0] <= south and bbox[1] <= west and north <= bbox[2] and east <= bbox[3]
    hint = "; its coordinates look swapped, GeoJSON has longitude first" if swapped else "; correct it, or the bbox"
    raise entry.fail(f"geometry {west:g}, {south:g}, {east:g}, {north:g} reaches outside the bbox {bbox}{hint}")
