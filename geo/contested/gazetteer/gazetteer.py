"""The gazetteer that everything looks places up in: theatres laid over the index of the world."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from contested.errors import UnknownPlaceError
from contested.gazetteer import names
from contested.gazetteer.theatre_records import Confusable, Theatre
from contested.gazetteer.world import Progress, WorldIndex, open_world
from contested.model import Place

_OWNED = re.compile(r"['’]s?(?=\s|$)")
_KINDS_FIRST = ("kibbutz", "moshav")  # nouns before a name that need no capital
_NO_ARTICLE = frozenset(["al", "el", "ad", "ar", "as", "at", "az", "an", "ash", "adh"])


@dataclass(frozen=True, slots=True)
class TheatrePlace:
    """A place of a theatre under one of its names. `needs_cue`: the name counts only beside a cue word."""

    theatre: str
    place: Place
    name: str
    needs_cue: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Zero or more theatres over the world. `by_key` leads from a folded name to the theatres' places.

    `prefixes` holds every beginning, in whole words, of a theatre name's key, so that a scan knows when to stop.
    `by_skeleton` proposes places for spellings that no table lists.
    """

    theatres: tuple[Theatre, ...]
    world: WorldIndex | None
    by_id: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    by_key: Mapping[str, tuple[TheatrePlace, ...]] = field(default_factory=lambda: MappingProxyType({}))
    by_skeleton: Mapping[str, tuple[TheatrePlace, ...]] = field(default_factory=lambda: MappingProxyType({}))
    prefixes: frozenset[str] = frozenset()
    lower_first: frozenset[str] = frozenset()  # first words of theatre names that are written without capitals
    lower_keys: frozenset[str] = frozenset()  # folded theatre names that are written without capitals
    confusables: Mapping[str, tuple[Confusable, ...]] = field(default_factory=lambda: MappingProxyType({}))
    owners: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    metonyms: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    outlets: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()  # folded names of the theatres' actors
    theatre_of: Mapping[str, Theatre] = field(default_factory=lambda: MappingProxyType({}))

    def lookup(self, name: str) -> tuple[Place, ...]:
        """Answer the places of that name in any spelling: those of the theatres first, then the world's by importance.

        Found none is empty.
        """
        key = names.key(name)
        found = {entry.place.id: entry.place for entry in self.theatre_places(key)}
        if self.world is not None:
            for entry in self.world.find(key):
                if not entry.demonym:
                    place = self.world.place(entry.row)
                    found.setdefault(place.id, place)
        return tuple(found.values())

    def theatre_places(self, key: str) -> tuple[TheatrePlace, ...]:
        """Answer the theatres' places of a folded name, with or without the article; the owner of the name first."""
        found = self.by_key.get(key) or self.by_key.get(_without_articles(key)) or ()
        owner = self.owners.get(_without_articles(key))
        if owner is not None and len(found) > 1:
            return tuple(sorted(found, key=lambda entry: entry.place.id != owner))
        return found

    def spelt_like(self, name: str) -> tuple[TheatrePlace, ...]:
        """Answer the theatres' places whose spelling is like that of `name`, the most alike first."""
        bare = names.bare(name)
        if len(bare) < 4:
            return ()
        proposed = self.by_skeleton.get(names.skeleton(name), ())
        ranked = sorted(((names.alike(name, entry.name), entry) for entry in proposed), key=lambda pair: -pair[0])
        return tuple(entry for score, entry in ranked if score >= (0.72 if len(bare) > 6 else 0.78))

    def place(self, place_id: str) -> Place:
        """Answer the place of that id. Raises UnknownPlaceError when no theatre has it."""
        place = self.by_id.get(place_id)
        if place is None:
            raise UnknownPlaceError(f"no place has the id {place_id!r}; look it up by name with lookup()")
        return place


def open_gazetteer(
    *, theatres: Sequence[Theatre] = (), world: bool = True, progress: Progress | None = None
) -> Gazetteer:
    """Lay `theatres` over the index of the world (`world=False`: the theatres alone).

    Raises DataError when the world index can neither be read nor built.
    """
    by_key: dict[str, list[TheatrePlace]] = {}
    confusables: dict[str, list[Confusable]] = {}
    owners: dict[str, str] = {}
    metonyms: dict[str, str] = {}
    outlets: set[str] = set()
    for theatre in theatres:
        for place in theatre.places:
            _enter(by_key, theatre, place)
        for confusable in theatre.confusables:
            for name in (confusable.name, *confusable.aliases):
                confusables.setdefault(names.key(name), []).append(confusable)
        owners |= {_without_articles(names.key(name)): place_id for name, place_id in theatre.owners.items()}
        metonyms |= {names.key(name): actor for name, actor in theatre.metonyms.items()}
        outlets.update(names.key(name) for outlet in theatre.outlets for name in (outlet.name, *outlet.aliases))
    lower = frozenset(_lower_keys(theatres))
    starts = frozenset(key.partition(" ")[0] for key in by_key)
    return Gazetteer(
        theatres=tuple(theatres),
        world=open_world(progress=progress) if world else None,
        by_id={place.id: place for theatre in theatres for place in theatre.places},
        by_key={key: tuple(entries) for key, entries in by_key.items()},
        by_skeleton=_skeletons(entry for entries in by_key.values() for entry in entries),
        prefixes=frozenset(_beginnings(by_key)),
        lower_first=frozenset(key.partition(" ")[0] for key in lower) | {key for key in _KINDS_FIRST if key in starts},
        lower_keys=lower,
        confusables={key: tuple(found) for key, found in confusables.items()},
        owners=owners,
        metonyms=metonyms,
        outlets=frozenset(outlets),
        bodies=frozenset(
            names.key(name)
            for theatre in theatres
            for actor in theatre.actors
            for name in (actor.label, *actor.aliases)
        ),
        theatre_of={place.id: theatre for theatre in theatres for place in theatre.places},
    )


def _enter(by_key: dict[str, list[TheatrePlace]], theatre: Theatre, place: Place) -> None:
    cued = {names.key(name) for name in theatre.needs_cue.get(place.id, ())}
    seen: set[str] = set()
    for name in (place.name, *(name for _, name in place.names), *place.aliases):
        key = names.key(name)
        plain = names.key(_OWNED.sub("", name))
        forms = (key, plain, key.removeprefix("the "), _without_articles(key), _without_articles(plain), _led(key))
        for form in forms:
            if form and form not in seen:
                seen.add(form)
                entry = TheatrePlace(theatre.id, place, name, needs_cue=key in cued)
                by_key.setdefault(form, []).append(entry)


@lru_cache(maxsize=20_000)
def _without_articles(key: str) -> str:
    kept = [word for word in key.split(" ") if word not in _NO_ARTICLE]
    return " ".join(kept) or key


def _led(key: str) -> str:
    """Answer a key without the article it begins with: the text's own "al-" is lower case and no beginning."""
    head, _, rest = key.partition(" ")
    return rest if head in _NO_ARTICLE and rest else key


def _beginnings(keys: Iterable[str]) -> Iterable[str]:
    for key in keys:
        parts = key.split(" ")
        for count in range(1, len(parts) + 1):
            yield " ".join(parts[:count])


def _lower_keys(theatres: Iterable[Theatre]) -> Iterable[str]:
    """Yield the keys of names such as "humanitarian zone" and "96 Gate", two words or more, in Latin script."""
    for theatre in theatres:
        for place in theatre.places:
            for name in place.aliases:
                body = name.strip('"“”').removeprefix("the ")
                led = names.key(body).partition(" ")[0] in _NO_ARTICLE
                if " " in body and not led and body[0] < "\u0370" and (body[0].islower() or body[0].isdigit()):
                    yield names.key(body)
                    yield names.key(_OWNED.sub("", body))


def _skeletons(entries: Iterable[TheatrePlace]) -> dict[str, tuple[TheatrePlace, ...]]:
    out: dict[str, dict[str, TheatrePlace]] = {}
    for entry in entries:
        if not entry.needs_cue and len(names.bare(entry.name)) >= 4 and entry.name.isascii():
            skeleton = names.skeleton(entry.name)
            if len(skeleton) >= 3:
                out.setdefault(skeleton, {}).setdefault(entry.place.id + names.bare(entry.name), entry)
    return {skeleton: tuple(found.values()) for skeleton, found in out.items()}
