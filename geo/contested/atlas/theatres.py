"""What an atlas remembers of its theatres: which they are, whose side their actors are on, how articles are read."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

from contested import reference
from contested.errors import TheatreError, UnknownTheatreError
from contested.extract.engine import AUTO, NO_THEATRE, Reader, open_reader
from contested.gazetteer.theatre import Theatre, load_theatre, theatre_names
from contested.model import stable_id
from contested.store import Store

TheatreChoice: TypeAlias = str | Path | Theatre | Sequence[str | Path | Theatre]
_THEATRE, _SIDES = "theatre", "sides"


def remembered(store: Store) -> TheatreChoice:
    """Answer the theatre that the atlas reads articles with: "auto" unless it was told another."""
    chosen: list[str] = json.loads(remembered_as(store))
    return chosen or AUTO


def remembered_as(store: Store) -> str:
    """Answer that choice as it is kept."""
    return store.settings().get(_THEATRE, "[]")


def remember(store: Store, choice: TheatreChoice) -> None:
    """Keep the theatre for the next time; folders are kept by their whole path.

    Raises `UnknownTheatreError` when there is no such theatre, or it was made in memory: there is nothing to find it by
    again. Raises `TheatreError` when its data is broken.
    """
    value = json.dumps([_name(one) for one in _listed(choice)])
    if store.settings().get(_THEATRE) != value:
        store.set_setting(_THEATRE, value)


def _listed(choice: TheatreChoice) -> list[str | Path | Theatre]:
    return [choice] if isinstance(choice, (str, Path, Theatre)) else list(choice)


def _name(one: str | Path | Theatre) -> str:
    if isinstance(one, Theatre):
        if one.id in theatre_names():
            return one.id
        raise UnknownTheatreError(
            f"theatre {one.id!r} is in no folder that an atlas could find again; give the path of its folder"
        )
    if str(one) in {AUTO, NO_THEATRE}:
        return str(one)
    load_theatre(one)  # a mistyped one is told before anything is kept
    return str(one) if str(one) in theatre_names() else str(Path(one).resolve())


def open_atlas_reader(choice: TheatreChoice) -> Reader:
    """Open what reads articles with the theatres of `choice`. Raises `UnknownTheatreError` and `TheatreError`."""
    chosen = _listed(choice)
    return open_reader(chosen[0] if len(chosen) == 1 else chosen)


def reader_version(reader: Reader) -> str:
    """Answer a name for the rules and the data that `reader` reads with: another one of either, another name."""
    package = files("contested")
    rules = [
        hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("extract", "gazetteer")
        for path in sorted(Path(str(package / folder)).rglob("*.py"))
    ]
    data = reference.read_bytes("MANIFEST.toml")
    theatres = [[theatre.id, _content(theatre)] for _, theatre in sorted(reader.theatres.items())]
    return f"contested {version('contested')} {stable_id(rules, hashlib.sha256(data).hexdigest(), theatres)}"


def _content(theatre: Theatre) -> str:
    """Answer the hash of what a theatre says, in whichever order its tables are."""
    said = [
        repr((place.id, place.name, place.aliases, str(place.footprint), place.radius_m)) for place in theatre.places
    ]
    said += [repr((actor.id, actor.label, actor.aliases, actor.side)) for actor in theatre.actors]
    said += [repr(one) for one in (*theatre.outlets, *theatre.confusables)]
    return hashlib.sha256("\n".join(sorted(said)).encode("utf-8", "surrogatepass")).hexdigest()


def keep_sides(store: Store, reader: Reader) -> None:
    """Keep on whose side the actors of the reader's theatres are, so that a status needs no theatre."""
    known = store.settings()
    told = {actor.id: actor.side for theatre in reader.theatres.values() for actor in theatre.actors if actor.side}
    kept = sides(store)
    if {**kept, **told} != kept or _SIDES not in known:
        store.set_setting(_SIDES, json.dumps({**kept, **told}, sort_keys=True))


def sides(store: Store) -> Mapping[str, str]:
    """Answer on whose side the actors of the atlas are, by id."""
    kept: dict[str, str] = json.loads(store.settings().get(_SIDES, "{}"))
    return kept


def theatres_of(store: Store, ids: Sequence[str]) -> list[Theatre]:
    """Answer the theatres of these ids that can be found: shipped ones, and those the atlas was told the folder of.

    One that is not there any more, or is broken, is left out: a map without outlines is still a map.
    """
    chosen = remembered(store)
    folders = [str(one) for one in _listed(chosen) if str(one) not in {AUTO, NO_THEATRE}]
    found: dict[str, Theatre] = {}
    for name in (*folders, *ids):
        if name in found:
            continue
        try:
            theatre = load_theatre(name)
        except (UnknownTheatreError, TheatreError):
            continue
        found.setdefault(theatre.id, theatre)
    return [found[name] for name in ids if name in found]
