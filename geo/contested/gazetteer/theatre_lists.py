"""Read a theatre's `actors.toml`, `outlets.toml` and `confusables.toml`, joined with those common to all theatres."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from contested.errors import TheatreError
from contested.gazetteer.theatre_files import Entry, clean, read_toml, refuse_twice, table_entries, unique
from contested.gazetteer.theatre_records import ACTOR_KINDS, CONFUSABLE_KINDS, Confusable, Outlet
from contested.model import Actor

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_COMMON_LANGUAGES = ("ar", "he", "ru", "uk")  # the common lists have names in these


@dataclass(frozen=True, kw_only=True, slots=True)
class Actors:
    """The actors of a theatre, the short forms and the places that stand for one."""

    actors: tuple[Actor, ...]
    short_forms: Mapping[str, str]
    metonyms: Mapping[str, str]


def read_actors(path: Path, languages: Collection[str], common: Path) -> Actors:
    """Read `actors.toml` and add the actors of `common` whose ids and aliases are still free.

    An actor that stands in both has the labels of both; its own come first.

    Raises:
        TheatreError: naming file, entry and remedy.

    """
    own = _read_actors(path, languages)
    shared = _read_actors(common, _COMMON_LANGUAGES)
    taken = {alias.casefold() for actor in own.actors for alias in actor.aliases}
    ids = {actor.id for actor in own.actors}
    added = tuple(
        replace(actor, aliases=tuple(alias for alias in actor.aliases if alias.casefold() not in taken))
        for actor in shared.actors
        if actor.id not in ids and actor.label.casefold() not in taken
    )
    known = ids | {actor.id for actor in added}
    labels = {actor.id: dict(actor.labels) for actor in shared.actors}
    listed = tuple(
        replace(actor, labels=tuple(sorted((labels.get(actor.id, {}) | dict(actor.labels)).items())))
        for actor in own.actors
    )
    _check_sides(path, (*listed, *added))
    for what in (own.short_forms, own.metonyms):
        for name, key in what.items():
            if key not in known:
                raise TheatreError(f"{path}: {name!r} stands for unknown actor {key!r}; add [[actor]] with that id")
    shared_metonyms = {name: key for name, key in shared.metonyms.items() if key in known}
    return Actors(
        actors=listed + added,
        short_forms=own.short_forms,
        metonyms=shared_metonyms | dict(own.metonyms),
    )


def _read_actors(path: Path, languages: Collection[str]) -> Actors:
    if not path.exists():
        return Actors(actors=(), short_forms={}, metonyms={})
    data = read_toml(path)
    listed = tuple(f"{key}_{language}" for key in ("aliases", "words") for language in languages)
    told = sorted({*languages, *_COMMON_LANGUAGES})
    labels = tuple(f"label_{language}" for language in told)
    keys = ("id", "label", "kind", "side", "color", "aliases", "words", *labels, *listed)
    entries = table_entries(path, data, "actor", known=keys, extra=("short_forms", "metonyms"))
    refuse_twice(((entry, entry.id()) for entry in entries), "id")
    actors = tuple(_actor(entry, ("aliases", "words", *listed), told) for entry in entries)
    _refuse_shared_names(zip(entries, (actor.aliases for actor in actors), strict=True))
    return Actors(
        actors=actors,
        short_forms=_words(path, data, "short_forms"),
        metonyms=_words(path, data, "metonyms"),
    )


def _refuse_shared_names(named: Iterable[tuple[Entry, Iterable[str]]]) -> None:
    refuse_twice(
        ((entry, name) for entry, names in named for name in sorted({name.casefold() for name in names})),
        "name",
    )


def _actor(entry: Entry, lists: Iterable[str], languages: Iterable[str]) -> Actor:
    color, label = entry.optional("color"), entry.text("label")
    if color is not None and not _COLOR.fullmatch(color):
        raise entry.fail(f"color {color!r} is not a colour; write #RRGGBB, for instance '#0072B2'")
    return Actor(
        id=entry.id(),
        label=label,
        kind=entry.choice("kind", ACTOR_KINDS),
        aliases=unique([label, *(name for key in lists for name in entry.names(key))]),
        color=color,
        side=entry.id("side") if entry.values.get("side") is not None else None,
        labels=tuple((code, told) for code in languages if (told := entry.optional(f"label_{code}")) is not None),
    )


def _check_sides(path: Path, actors: Iterable[Actor]) -> None:
    actors = tuple(actors)
    sides = {actor.id: actor.side for actor in actors}
    for actor in actors:
        if actor.side is None:
            continue
        if actor.side not in sides or actor.side == actor.id:
            raise TheatreError(
                f"{path}: actor {actor.id!r}: unknown side {actor.side!r}; name another actor's id, or leave it out",
            )
        if sides[actor.side] is not None:
            raise TheatreError(
                f"{path}: actor {actor.id!r}: side {actor.side!r} is itself on the side of {sides[actor.side]!r};"
                " name that one",
            )


def _words(path: Path, data: Mapping[str, Any], key: str) -> dict[str, str]:
    table = data.get(key, {})
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise TheatreError(f'{path}: [{key}] is not a table of texts; write, for instance, "the army" = "actor-id"')
    return {clean(name): value for name, value in table.items()}


# ---------------------------------------------------------------------------------------------- outlets


def read_outlets(path: Path, languages: Iterable[str], common: Path) -> tuple[Outlet, ...]:
    """Read `outlets.toml` and add the outlets of `common` whose ids and aliases are still free.

    Raises:
        TheatreError: naming file, entry and remedy.

    """
    own = _read_outlets(path, languages)
    taken = {alias.casefold() for outlet in own for alias in (outlet.name, *outlet.aliases)}
    ids = {outlet.id for outlet in own}
    return own + tuple(
        replace(outlet, aliases=tuple(alias for alias in outlet.aliases if alias.casefold() not in taken))
        for outlet in _read_outlets(common, _COMMON_LANGUAGES)
        if outlet.id not in ids and outlet.name.casefold() not in taken
    )


def _read_outlets(path: Path, languages: Iterable[str]) -> tuple[Outlet, ...]:
    if not path.exists():
        return ()
    lists = ("aliases", *(f"aliases_{language}" for language in languages))
    entries = table_entries(path, read_toml(path), "outlet", known=("id", "name", "country", *lists))
    refuse_twice(((entry, entry.id()) for entry in entries), "id")
    outlets = tuple(
        Outlet(
            id=entry.id(),
            name=entry.text("name"),
            aliases=unique(name for key in lists for name in entry.names(key)),
            country=entry.country(),
        )
        for entry in entries
    )
    _refuse_shared_names(zip(entries, ((outlet.name, *outlet.aliases) for outlet in outlets), strict=True))
    return outlets


# ---------------------------------------------------------------------------------------------- confusables


def read_confusables(path: Path, theatre_id: str, places: Collection[str]) -> tuple[Confusable, ...]:
    """Read `confusables.toml`: names that must not be taken for a place of the theatre; `places` are its place ids.

    Raises:
        TheatreError: naming file, entry and remedy.

    """
    if not path.exists():
        return ()
    keys = ("name", "aliases", "lon", "lat", "country", "kind", "not_place", "cues", "why")
    entries = table_entries(path, read_toml(path), "confusable", known=keys)
    return tuple(_confusable(entry, theatre_id, places) for entry in entries)


def _confusable(entry: Entry, theatre_id: str, places: Collection[str]) -> Confusable:
    point = entry.point()
    key = entry.optional("not_place")
    if key is not None and f"{theatre_id}:{key}" not in places:
        raise entry.fail(f"unknown not_place {key!r}; name the id of a row of places.csv, or leave it out")
    return Confusable(
        name=entry.text("name"),
        kind=entry.choice("kind", CONFUSABLE_KINDS),
        why=entry.text("why"),
        aliases=entry.names("aliases"),
        lon=point[0] if point else None,
        lat=point[1] if point else None,
        country=entry.country(),
        not_place=f"{theatre_id}:{key}" if key else None,
        cues=entry.names("cues"),
    )
