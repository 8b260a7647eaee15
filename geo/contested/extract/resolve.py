"""Decide which place each name means, from the whole article at once.

All readings of all names are put side by side. A reading has a prior (how important the place is, and whether the name
is its own) and gains support from the readings of the other names that lie in the same country or division, contain
it, or are near. Names are settled together in a few rounds, so that one clear name ("Rapides Parish") pulls the unclear
ones ("Alexandria") to itself.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from contested.extract.recognise import Found
from contested.gazetteer.gazetteer import TheatrePlace
from contested.gazetteer.tables import Level
from contested.gazetteer.world import Entry
from contested.model import Place

_MOST = 20  # readings weighed of one name
_NEAR_KM = 150.0
_AT_KM = 30.0
_ROUNDS = 3
_SUPPORTED, _NO_SUPPORT = 0.2, 0.05
_ALONE, _STRANGE = 0.8, 0.28
_SMALL = 50_000  # inhabitants of a town whose name alone tells little
_LARGE, _FAR_FROM_ALL = 300_000, 3.0  # in an article that is all about other countries
_EARTH_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much each kind of evidence counts; zero takes one out, for the ablation."""

    importance: float = 0.9
    country: float = 0.3
    division: float = 0.7
    distance: float = 1.4
    container: float = 0.9
    support: float = 1.7
    theatre: float = 1.0


class Reading(NamedTuple):
    """One place that a name may mean."""

    lon: float
    lat: float
    country: str
    admin: str
    level: Level
    prior: float
    entry: Entry | None
    theatre: TheatrePlace | None
    place: Place | None = None  # a confusable


@dataclass(slots=True)
class Name:
    """A name of the article with its readings. `mass` grows with its occurrences; `scores` are probabilities."""

    key: str
    found: list[Found] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    mass: float = 1.0
    scores: list[float] = field(default_factory=list)
    support: list[float] = field(default_factory=list)  # of each reading, by the other names
    silent: bool = False  # gives context, is not itself in question: demonyms, outlets
    trust: float = 1.0  # how much of the best reading's score is left when nothing else in the article speaks for it

    def best(self) -> int:
        """Answer the number of the most likely reading."""
        return max(range(len(self.scores)), key=self.scores.__getitem__)


def prior(entry: Entry, evidence: Evidence) -> float:
    """Answer what speaks for a place before the article is looked at."""
    if entry.level is Level.COUNTRY:
        return 4.6
    if entry.level is Level.REGION:
        return 4.1
    if entry.level is Level.FIRST:
        size = math.log10(entry.inhabitants + 10_000)
        return 1.6 + 0.35 * size - (1.0 if entry.alternate else 0.0)
    if entry.level is Level.SECOND:
        return 1.5 - (0.5 if entry.alternate else 0.0)
    size = 0.58 * math.log10(entry.inhabitants + 30) * evidence.importance
    return size - (0.9 if entry.alternate else 0.0)


def settle(names: Sequence[Name], evidence: Evidence) -> None:
    """Set the scores of all readings of all names."""
    live = [name for name in names if name.readings]
    if not live:
        return
    flat = [reading for name in live for reading in name.readings]
    starts = np.cumsum([0, *[len(name.readings) for name in live[:-1]]])
    group = np.repeat(np.arange(len(live)), [len(name.readings) for name in live])
    priors = np.array([reading.prior for reading in flat])
    mass = np.array([name.mass for name in live])
    related = _related(flat, evidence)
    scores = priors
    total = np.zeros(len(flat))
    keys = np.array([hash(name.key.partition(",")[0].partition(" (")[0]) for name in live])
    own = keys[group][:, None] == keys[None, :]
    for _ in range(_ROUNDS if len(live) > 1 else 0):
        weight = _softmax(scores, starts, group)
        support = np.maximum.reduceat(related * weight[None, :], starts, axis=1)
        support[own] = 0.0
        total = support @ mass
        scores = priors + evidence.support * total / (1.0 + 0.2 * total)
    final = _softmax(scores, starts, group)
    for name, start in zip(live, starts.tolist(), strict=True):
        name.scores = final[start : start + len(name.readings)].tolist()
        name.support = total[start : start + len(name.readings)].tolist()


def doubt(names: Sequence[Name]) -> None:
    """Set how far the best readings are to be trusted, so that scores come near the share of right answers.

    The bare name of a town, with nothing near it in the article, is wrong more often than importance alone says; one
    small town alone, when the article is about other countries, is most often the namesake of a place that no
    gazetteer has. The two factors were set by hand; `benchmarks/calibration.py` measures what comes out.
    """
    live = [name for name in names if name.scores]
    where = [(name.readings[name.best()].country, name.mass) for name in live]
    for name in live:
        reading = name.readings[name.best()]
        support = name.support[name.best()] if name.support else 0.0
        contained = any(found.container is not None for found in name.found)
        if reading.entry is None or support > _SUPPORTED or contained or reading.level >= Level.FIRST:
            continue
        name.trust = _ALONE
        elsewhere = sum(mass for country, mass in where if country and country != reading.country)
        small = _SMALL if elsewhere < _FAR_FROM_ALL else _LARGE
        if support <= _NO_SUPPORT and reading.entry.inhabitants < small and elsewhere >= 1.0:
            name.trust = _STRANGE


def _softmax(scores: np.ndarray, starts: np.ndarray, group: np.ndarray) -> np.ndarray:
    top = np.maximum.reduceat(scores, starts)
    powers = np.exp(1.6 * (scores - top[group]))
    result: np.ndarray = powers / np.add.reduceat(powers, starts)[group]
    return result


def _related(flat: list[Reading], evidence: Evidence) -> np.ndarray:
    """Answer how much each reading is supported by each other, if that other is what is meant."""
    lon = np.radians(np.array([r.lon for r in flat]))
    lat = np.radians(np.array([r.lat for r in flat]))
    unit = np.stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)), axis=1)
    km = _EARTH_KM * np.arccos(np.clip(unit @ unit.T, -1.0, 1.0))
    numbers: dict[object, int] = {}
    country = np.array(
        [numbers.setdefault(r.country, len(numbers)) if r.country else -1 - i for i, r in enumerate(flat)]
    )
    admin = np.array(
        [numbers.setdefault((r.country, r.admin), len(numbers)) if r.admin else -1 - i for i, r in enumerate(flat)]
    )
    level = np.array([r.level for r in flat])
    small = level <= Level.SECOND
    same_country = country[:, None] == country[None, :]
    same_admin = admin[:, None] == admin[None, :]
    near = 0.5 * np.exp(-km / _NEAR_KM) + 0.5 * np.exp(-km / _AT_KM)
    near[level >= Level.COUNTRY, :] = 0.0
    near[:, level >= Level.COUNTRY] = 0.0
    related = evidence.country * same_country + evidence.division * same_admin + evidence.distance * near
    related += evidence.container * (same_admin & (level == Level.FIRST)[None, :] & small[:, None])
    result: np.ndarray = related + 0.4 * evidence.container * (
        same_country & (level == Level.COUNTRY)[None, :] & (level < Level.COUNTRY)[:, None]
    )
    return result


def centre(named: TheatrePlace, boxes: Mapping[str, tuple[float, float, float, float]]) -> tuple[float, float]:
    """Answer the longitude and latitude at which a theatre's place counts as context; its own, or its theatre's."""
    shape = named.place.footprint
    if shape is None or shape.is_empty:
        west, south, east, north = boxes[named.theatre]
        return (west + east) / 2, (south + north) / 2
    west, south, east, north = shape.bounds
    return (west + east) / 2, (south + north) / 2


def readings(
    found: Found, evidence: Evidence, *, theatre_prior: float, boxes: Mapping[str, tuple[float, float, float, float]]
) -> list[Reading]:
    """Answer the readings of a name, at most as many as are weighed.

    `theatre_prior` says how much the article is about a theatre; a theatre's place stands for the world's places
    of the same name nearby.
    """
    out: list[Reading] = []
    for rank, named in enumerate(found.theatre):
        lon, lat = centre(named, boxes)
        out.append(
            Reading(
                lon,
                lat,
                named.place.country or "",
                f"theatre {named.theatre}",
                Level.CITY,
                (theatre_prior - (1.5 if rank else 0.0)) * evidence.theatre
                + 0.1 * math.log10(named.place.importance + 1),
                None,
                named,
            )
        )
    for entry in found.entries:
        if any(
            abs(r.lon - entry.lon) < 0.3 and abs(r.lat - entry.lat) < 0.3 for r in out if r.theatre is not None
        ) and (entry.country in {r.country for r in out}):
            continue
        before = prior(entry, evidence)
        if entry.level is Level.REGION and len(found.entries) > 1:
            before += 1.0 if found.river else -0.6
        elif found.river and entry.level is Level.CITY:
            before -= 1.0
        if found.division and entry.level in (Level.FIRST, Level.SECOND):
            before += 1.5
        out.append(Reading(entry.lon, entry.lat, entry.country, entry.admin, entry.level, before, entry, None))
    return out if found.division else _towns_first(out)


def _towns_first(out: list[Reading]) -> list[Reading]:
    """Let a town stand for the division of the same name around it ("Doha", "Idlib")."""
    towns: dict[str, list[Reading]] = {}
    for reading in out:
        if reading.level is Level.CITY and reading.entry is not None:
            towns.setdefault(reading.country, []).append(reading)
    kept = list(out)
    for division in out:
        if division.level not in (Level.FIRST, Level.SECOND):
            continue
        for town in towns.get(division.country, ()):
            if town.entry is not None and _inside(town, division) and _overshadows(town.entry.inhabitants, division):
                kept.remove(division)
                # "Jenin" is the town's own name as well as its governorate's, whatever its list calls it first
                if division.level is Level.FIRST and town.entry.alternate and division.country != "US":
                    kept = [r._replace(prior=max(r.prior, division.prior)) if r is town else r for r in kept]
                break
    return kept


def _inside(town: Reading, division: Reading) -> bool:
    """Tell whether a town lies in a division of its name: by their codes, or, where lists disagree, near its point."""
    if town.admin == division.admin:
        return True
    return abs(town.lat - division.lat) < _AROUND and abs(town.lon - division.lon) < _AROUND


_AROUND = 0.5  # degrees; small governorates, whose codes differ from list to list


def _overshadows(inhabitants: int, reading: Reading) -> bool:
    """Tell whether a town of that size stands for the division `reading` that bears its name."""
    if reading.level is Level.SECOND:
        return True
    return inhabitants > 300_000 or (inhabitants > 5_000 and reading.country != "US")


def thin(found: list[Reading], countries: set[str], divisions: set[tuple[str, str]]) -> list[Reading]:
    """Keep the most important readings, and those in the countries and divisions that the article names."""
    if len(found) <= _MOST:
        return found
    first = found[: _MOST // 2]
    rest = found[_MOST // 2 :]
    rest.sort(key=lambda r: ((r.country, r.admin) not in divisions, r.country not in countries))
    return first + rest[: _MOST - len(first)]
