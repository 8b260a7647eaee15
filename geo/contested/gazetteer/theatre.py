"""Load a theatre: a folder of reference data on one conflict. docs/theatre.md says how to write one.

`theatre.toml` and `places.csv` must be there; `areas.geojson`, `actors.toml`, `outlets.toml` and `confusables.toml`
may be. Everything is checked; an error names the file, the entry and the remedy.
"""

import difflib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from contested import reference
from contested.errors import TheatreError, UnknownTheatreError
from contested.gazetteer.theatre_files import ID, Entry, read_toml
from contested.gazetteer.theatre_lists import read_actors, read_confusables, read_outlets
from contested.gazetteer.theatre_places import Frame, read_areas, read_places
from contested.gazetteer.theatre_records import (
    ACTOR_KINDS,
    AREA_KINDS,
    CERTAINTIES,
    CONFUSABLE_KINDS,
    Area,
    Confusable,
    Outlet,
    Theatre,
)

__all__ = [
    "ACTOR_KINDS",
    "AREA_KINDS",
    "CERTAINTIES",
    "CONFUSABLE_KINDS",
    "Area",
    "Confusable",
    "Outlet",
    "Theatre",
    "load_theatre",
    "theatre_names",
]

_KEYS = (
    "id",
    "title",
    "country",
    "bbox",
    "worldview",
    "disclaimer",
    "languages",
    "attribution",
    "sources",
)


def theatre_names() -> tuple[str, ...]:
    """Answer the names of the shipped theatres, sorted.

    Raises:
        DataError: the shipped data is missing.

    >>> "gaza" in theatre_names()
    True
    """
    return tuple(folder.name for folder in reference.theatre_dirs())


def load_theatre(name_or_path: str | Path) -> Theatre:
    """Load a shipped theatre by name, or any theatre by the path of its folder.

    Geometries are shapely, EPSG:4326, longitude first.

    Raises:
        UnknownTheatreError: there is neither a shipped theatre of that name nor such a folder.
        TheatreError: the data is broken; the message names file, entry and remedy.

    >>> load_theatre("gaza").country
    'PS'
    """
    folder = _folder(name_or_path)
    path = folder / "theatre.toml"
    if not path.is_file():
        raise TheatreError(f"{path}: is missing; a theatre's folder needs theatre.toml and places.csv")
    return _load(folder, Entry(str(path), read_toml(path)))


def _folder(name_or_path: str | Path) -> Path:
    shipped = {folder.name: folder for folder in reference.theatre_dirs()}
    if isinstance(name_or_path, str) and name_or_path in shipped:
        return shipped[name_or_path]
    if str(name_or_path) and "\0" not in str(name_or_path) and Path(name_or_path).is_dir():
        return Path(name_or_path)
    near = difflib.get_close_matches(str(name_or_path).lower(), shipped, n=1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    raise UnknownTheatreError(
        f"no theatre {str(name_or_path)!r}; {hint}give the path of a theatre's folder, or one of {', '.join(shipped)}",
    )


def _load(folder: Path, entry: Entry) -> Theatre:
    entry.check_keys(_KEYS)
    country = entry.country()
    if country is None:
        raise entry.fail("country is missing; write its ISO 3166-1 alpha-2 code, for instance 'SD'")
    frame = Frame(
        id=entry.id(),
        country=country,
        bbox=_bbox(entry),
        languages=entry.languages(),
        sources=_sources(entry),
    )
    common = reference.root() / "theatres" / "common"
    areas = read_areas(folder / "areas.geojson", frame)
    table = read_places(folder / "places.csv", frame, areas)
    actors = read_actors(folder / "actors.toml", frame.languages, common / "actors.toml")
    ids = frozenset(place.id for place in table.places)
    return Theatre(
        id=frame.id,
        title=entry.text("title"),
        country=frame.country,
        bbox=frame.bbox,
        worldview=entry.text("worldview"),
        disclaimer=entry.text("disclaimer"),
        languages=frame.languages,
        attribution=entry.text("attribution"),
        places=table.places,
        areas=areas,
        actors=actors.actors,
        outlets=read_outlets(folder / "outlets.toml", frame.languages, common / "outlets.toml"),
        confusables=read_confusables(folder / "confusables.toml", frame.id, ids),
        short_forms=MappingProxyType(dict(actors.short_forms)),
        metonyms=MappingProxyType(dict(actors.metonyms)),
        owners=MappingProxyType(dict(table.owners)),
        needs_cue=MappingProxyType(dict(table.needs_cue)),
        points=MappingProxyType(dict(table.points)),
        notes=MappingProxyType(dict(table.notes)),
    )


def _bbox(entry: Entry) -> tuple[float, float, float, float]:
    raw = entry.values.get("bbox")
    if not isinstance(raw, list) or len(raw) != 4 or not all(type(value) in (int, float) for value in raw):
        raise entry.fail(f"bbox is {raw!r}; write [west, south, east, north] in degrees")
    west, south, east, north = (float(value) for value in raw)
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise entry.fail(f"bbox {raw} is not west, south, east, north in degrees; put the lesser value first")
    return west, south, east, north


def _sources(entry: Entry) -> dict[str, str]:
    raw: Any = entry.values.get("sources", {})
    if not isinstance(raw, Mapping) or not all(isinstance(value, Mapping) for value in raw.values()):
        raise entry.fail("sources is not a table of tables; write [sources.geonames] with name and licence")
    sources = {}
    for key, values in raw.items():
        source = Entry(f"{entry.where}: [sources.{key}]", values)
        source.check_keys(("name", "licence", "url", "date"))
        if not ID.fullmatch(key):
            raise source.fail(f"{key!r} is not an id; use a-z, 0-9, - and _")
        sources[key] = f"{source.text('name')} ({source.text('licence')})"
    return sources
