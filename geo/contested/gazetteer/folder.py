"""Write imported places as a theatre's folder, which `--theatre` takes and a text editor can go on with."""

import csv
import json
import re
import secrets
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from contested.errors import DataError, OutputError
from contested.gazetteer.importer import Imported, ImportOptions
from contested.gazetteer.theatre import load_theatre
from contested.gazetteer.theatre_files import ID
from contested.model import Place, PlaceKind

_HEADER = (
    "id",
    "name",
    "names_{}",
    "kind",
    "lon",
    "lat",
    "radius_m",
    "parent",
    "source",
    "certainty",
    "country",
    "importance",
)
_AREA_KINDS = {
    PlaceKind.TERRITORY: "territory",
    PlaceKind.REGION: "admin",
    PlaceKind.GOVERNORATE: "admin",
    PlaceKind.DISTRICT: "admin",
    PlaceKind.ZONE: "zone",
    PlaceKind.CORRIDOR: "corridor",
    PlaceKind.ROAD: "road",
    PlaceKind.LINE: "line",
}
_MARGIN = 0.1  # degrees left around the places


@dataclass(frozen=True, kw_only=True, slots=True)
class _Keyed:
    key: str
    place: Place


def check_folder(folder: Path) -> None:
    """Raise OutputError when a theatre cannot be written to `folder`: it is there already, or has no place to be."""
    if folder.exists():
        raise OutputError(f"{folder}: is there already; name a folder that is not, or remove it first")
    if not folder.parent.is_dir():
        raise OutputError(f"{folder}: there is no folder {folder.parent}; make it first: mkdir -p {folder.parent}")


def write_folder(imported: Imported, options: ImportOptions, folder: Path) -> Path:
    """Write the places taken to `folder` as a theatre, whole or not at all; answer the folder.

    The theatre is named `options.gazetteer`. Points go to `places.csv`, polygons and lines (EPSG:4326) to
    `areas.geojson`. The folder must not exist yet.

    Raises:
        DataError: nothing was taken, or the country is not known.
        OutputError: the folder is there already, or cannot be written.

    """
    check_folder(folder)
    if not imported.places:
        raise DataError("no place was taken, so nothing was written; the reasons stand above")
    country = options.country or _commonest_country(imported)
    keyed = tuple(_keyed(imported.places))
    unfinished = folder.with_name(f".{folder.name[:80]}.{secrets.token_hex(4)}")
    try:
        unfinished.mkdir()
        (unfinished / "theatre.toml").write_text(_toml(imported, options, country), encoding="utf-8", newline="")
        _write_places(unfinished / "places.csv", keyed, options)
        _write_areas(unfinished / "areas.geojson", keyed, options)
        load_theatre(unfinished)  # so that what is written can be read
        unfinished.rename(folder)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror or error}); choose another folder") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return folder


def _commonest_country(imported: Imported) -> str:
    named = Counter(place.country for place in imported.places if place.country)
    if not named:
        raise DataError("the places do not say their country; give its ISO 3166-1 alpha-2 code with --country, as SD")
    return named.most_common(1)[0][0]


def _keyed(places: tuple[Place, ...]) -> Iterator[_Keyed]:
    """Yield the places with ids of a theatre: the file's own where they can serve, else made from them."""
    taken: set[str] = set()
    for place in places:
        own = place.id.partition(":")[2]
        key = stem = own if ID.fullmatch(own) else "-".join(re.findall("[a-z0-9]+", own.lower())) or "place"
        number = 1
        while key in taken:
            number += 1
            key = f"{stem}-{number}"
        taken.add(key)
        yield _Keyed(key=key, place=place)


def _toml(imported: Imported, options: ImportOptions, country: str) -> str:
    shapes = [place.footprint for place in imported.places if place.footprint is not None]
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    bbox = [max(-180.0, west - _MARGIN), max(-90.0, south - _MARGIN)]
    bbox += [min(180.0, east + _MARGIN), min(90.0, north + _MARGIN)]
    values = {
        "id": options.gazetteer,
        "title": options.gazetteer,
        "country": country,
        "bbox": [round(degrees, 4) for degrees in bbox],
        "languages": [options.language],
        "worldview": f"as in {options.source}",
        "disclaimer": "Names and positions are as imported and imply no opinion on the status of a territory.",
        "attribution": f"Places after {options.source} ({options.licence}).",
    }
    source = {"name": options.source, "licence": options.licence}
    lines = [f"{key} = {_quoted(value)}" for key, value in values.items()]
    return "\n".join(
        [*lines, "", "[sources.import]", *(f"{key} = {_quoted(value)}" for key, value in source.items()), ""]
    )


def _quoted(value: object) -> str:
    """Answer a text, or a list of texts or numbers, as TOML, which here writes it as JSON does."""
    return json.dumps(value, ensure_ascii=False)


def _write_places(path: Path, keyed: tuple[_Keyed, ...], options: ImportOptions) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(column.format(options.language) for column in _HEADER)
        for one in keyed:
            place, shape = one.place, one.place.footprint
            point = (shape.x, shape.y) if isinstance(shape, shapely.Point) else ("", "")
            row = [one.key, place.name, ";".join((place.name, *place.aliases)), place.kind, *point]
            writer.writerow([*row, place.radius_m, "", f"import: {one.key}", "low", place.country, place.importance])


def _write_areas(path: Path, keyed: tuple[_Keyed, ...], options: ImportOptions) -> None:
    features = [
        _feature(one, one.place.footprint, options)
        for one in keyed
        if one.place.footprint is not None and not isinstance(one.place.footprint, shapely.Point)
    ]
    if features:
        body = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
        text = '{"type": "FeatureCollection", "features": [\n' + body + "\n]}\n"
        path.write_text(text, encoding="utf-8", newline="")


def _feature(one: _Keyed, shape: BaseGeometry, options: ImportOptions) -> dict[str, object]:
    line = "LineString" in shape.geom_type
    return {
        "type": "Feature",
        "properties": {
            "place": one.key,
            "name": one.place.name,
            "kind": _AREA_KINDS.get(one.place.kind, "line" if line else "built_up"),
            "source": options.source,
            "licence": options.licence,
        },
        "geometry": json.loads(shapely.to_geojson(shapely.force_2d(shape))),
    }
