"""Join several theatres into one, as the ground of a map that shows articles of all of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from contested.gazetteer.theatre_records import Theatre
from contested.model import Actor

Value = TypeVar("Value")


def join_theatres(theatres: Sequence[Theatre]) -> Theatre:
    """Answer one theatre with the places, areas, actors and outlets of all; its box (EPSG:4326) holds all of theirs.

    Where two theatres know the same actor, outlet or name, the first one's word counts. An actor keeps its colour only
    where no actor of another side has it already. A single theatre is answered as it is.

    Raises:
        ValueError: there is no theatre to join.

    """
    if not theatres:
        raise ValueError("there is no theatre to join; give at least one")
    if len(theatres) == 1:
        return theatres[0]
    west, south, east, north = zip(*(theatre.bbox for theatre in theatres), strict=True)
    return Theatre(
        id="+".join(theatre.id for theatre in theatres),
        title=", ".join(theatre.title for theatre in theatres),
        country=theatres[0].country,
        bbox=(min(west), min(south), max(east), max(north)),
        worldview=_each("worldview", theatres),
        disclaimer=_each("disclaimer", theatres),
        languages=tuple(dict.fromkeys(language for theatre in theatres for language in theatre.languages)),
        attribution=_each("attribution", theatres),
        places=tuple(place for theatre in theatres for place in theatre.places),
        areas=tuple(area for theatre in theatres for area in theatre.areas),
        actors=_actors(theatres),
        outlets=tuple(_first({outlet.id: outlet for outlet in theatre.outlets} for theatre in theatres).values()),
        confusables=tuple(confusable for theatre in theatres for confusable in theatre.confusables),
        short_forms=_first(theatre.short_forms for theatre in theatres),
        metonyms=_first(theatre.metonyms for theatre in theatres),
        owners=_first(theatre.owners for theatre in theatres),
        needs_cue=_first(theatre.needs_cue for theatre in theatres),
        points=_first(theatre.points for theatre in theatres),
        notes=_first(theatre.notes for theatre in theatres),
        parts=tuple(theatres),
    )


def _actors(theatres: Sequence[Theatre]) -> tuple[Actor, ...]:
    """Answer all actors once; of two sides with one colour the first keeps it."""
    joined = _first({actor.id: actor for actor in theatre.actors} for theatre in theatres)
    owners: dict[str | None, str] = {}
    kept = []
    for actor in joined.values():
        owner = owners.setdefault(actor.color, actor.side or actor.id)
        kept.append(actor if owner == (actor.side or actor.id) else replace(actor, color=None))
    return tuple(kept)


def _each(name: str, theatres: Sequence[Theatre]) -> str:
    """Answer what the theatres say, each under its title, as of which of them it holds."""
    return " ".join(f"{theatre.title}: {getattr(theatre, name)}" for theatre in theatres)


def _first(mappings: Iterable[Mapping[str, Value]]) -> Mapping[str, Value]:
    """Answer all mappings as one, the first that knows a key having its word."""
    joined: dict[str, Value] = {}
    for mapping in mappings:
        for key, value in mapping.items():
            joined.setdefault(key, value)
    return MappingProxyType(joined)
