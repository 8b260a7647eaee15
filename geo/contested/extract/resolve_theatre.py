"""Choose among a theatre's places of one name, and tell them from what merely bears the name.

A noun beside the name decides first ("Netzarim settlement", "Jabalia camp"), then a place named with it that holds it
("Al-Awda Hospital in Nuseirat"), then the theatre's owner of the bare name. A confusable is meant where one of its cues
stands in the sentence, or anywhere in an article that names nothing else of the theatre.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter

from shapely import Point

from contested.extract.recognise import Found, Scan
from contested.gazetteer.gazetteer import TheatrePlace
from contested.gazetteer.theatre_records import Confusable
from contested.model import Place, PlaceKind

_KINDS = {
    "camp": PlaceKind.CAMP,
    "refugee": PlaceKind.CAMP,
    "crossing": PlaceKind.CROSSING,
    "terminal": PlaceKind.CROSSING,
    "gate": PlaceKind.CROSSING,
    "corridor": PlaceKind.CORRIDOR,
    "axis": PlaceKind.CORRIDOR,
    "route": PlaceKind.CORRIDOR,
    "kibbutz": PlaceKind.SETTLEMENT,
    "moshav": PlaceKind.SETTLEMENT,
    "settlement": PlaceKind.SETTLEMENT,
    "neighbourhood": PlaceKind.NEIGHBOURHOOD,
    "neighborhood": PlaceKind.NEIGHBOURHOOD,
    "quarter": PlaceKind.NEIGHBOURHOOD,
    "village": PlaceKind.VILLAGE,
    "governorate": PlaceKind.GOVERNORATE,
    "province": PlaceKind.GOVERNORATE,
    "hospital": PlaceKind.HOSPITAL,
    "street": PlaceKind.ROAD,
    "road": PlaceKind.ROAD,
    "city": PlaceKind.CITY,
    "town": PlaceKind.TOWN,
}
_URBAN = frozenset({PlaceKind.CITY, PlaceKind.TOWN})
_BESIDE = 9  # words between a name and the place that holds it


def choose(scan: Scan, number: int, chosen: Sequence[TheatrePlace]) -> tuple[TheatrePlace, ...]:
    """Answer the theatre's places that occurrence `number` may mean, the meant one first."""
    found = scan.found[number]
    if len(chosen) < 2:
        return tuple(chosen)
    kind = _kind_beside(scan, found)
    if kind is not None:
        fitting = [p for p in chosen if p.place.kind is kind or (kind in _URBAN and p.place.kind in _URBAN)]
        if fitting:
            return (*fitting, *(p for p in chosen if p not in fitting))
    for neighbour in (number + 1, number - 1, number + 2):
        if not 0 <= neighbour < len(scan.found):
            continue
        other = scan.found[neighbour]
        words = scan.words
        gap = max(other.first - found.last, found.first - other.last)
        if words.sentence[other.first] != words.sentence[found.first] or gap > _BESIDE:
            continue
        holding = {named.place.id for named in other.theatre[:2]}
        names = tuple(named.place.name for named in other.theatre[:1])
        inside = [
            p
            for p in chosen
            if p.place.parent_id in holding or (names and any(unit.startswith(names) for unit in p.place.admin[:1]))
        ]
        if len(inside) == 1:
            return (inside[0], *(p for p in chosen if p is not inside[0]))
    return tuple(chosen)


def _kind_beside(scan: Scan, found: Found) -> PlaceKind | None:
    words = scan.words
    for i in (found.last + 1, found.first - 1):
        if 0 <= i < len(words) and words.sentence[i] == words.sentence[found.first] and words.lower[i] in _KINDS:
            return _KINDS[words.lower[i]]
    before = found.first - 2
    if before >= 0 and words.lower[before + 1] == "of" and words.sentence[before] == words.sentence[found.first]:
        return _KINDS.get(words.lower[before])
    return None


def confusable_of(scan: Scan, found: Found, *, alone: bool) -> Confusable | None:
    """Answer what bears the name and is meant here instead; `alone`: the article names nothing else of the theatre."""
    known = scan.gazetteer.confusables.get(found.key)
    if not known:
        return None
    words = scan.words
    sentence = words.sentence[found.first]
    first, last = found.first, found.last
    while first > 0 and words.sentence[first - 1] == sentence:
        first -= 1
    while last + 1 < len(words) and words.sentence[last + 1] == sentence:
        last += 1
    near = words.text[words.start[first] : words.end[last]]
    near = _without_names(scan, found, near, words.start[first])
    meant = {named.place.id for named in found.theatre} | {named.place.id.partition(":")[2] for named in found.theatre}
    for confusable in known:
        if confusable.not_place is not None and confusable.not_place not in meant:
            continue
        within = words.text if alone else near
        if not any(cue in within for cue in confusable.cues):
            continue  # much sooner told than by the pattern
        pattern = _pattern(confusable.cues)
        if pattern is not None and (scan.has(pattern) if alone else pattern.search(near)):
            return confusable
    return None


def _without_names(scan: Scan, found: Found, near: str, offset: int) -> str:
    """Blank out the theatre's other names in a sentence: "Egyptian Rafah" is no cue for the Rafah beside it."""
    words = scan.words
    for number in range(bisect_left(scan.found, bisect_left(words.start, offset), key=_FIRST), len(scan.found)):
        other = scan.found[number]
        start, end = words.start[other.first] - offset, words.end[other.last] - offset
        if start >= len(near):
            break
        if other.theatre and other is not found and end <= len(near):
            near = near[:start] + " " * (end - start) + near[end:]
    return near


_FIRST = attrgetter("first")


@lru_cache(maxsize=2_000)
def _pattern(cues: tuple[str, ...]) -> re.Pattern[str] | None:
    if not cues:
        return None
    return re.compile("|".join(rf"(?<!\w){re.escape(cue)}(?!\w)" for cue in cues))


def as_place(confusable: Confusable, theatre: str) -> Place | None:
    """Answer a confusable place as a place, None when it is no place or has no point (EPSG:4326)."""
    if confusable.kind != "place" or confusable.lon is None or confusable.lat is None:
        return None
    slug = re.sub(r"[^a-z0-9]+", "-", confusable.name.lower()).strip("-")
    return Place(
        id=f"{theatre}:not-{slug}",
        name=confusable.name,
        kind=PlaceKind.SITE,
        footprint=Point(confusable.lon, confusable.lat),
        radius_m=2_000.0,
        country=confusable.country,
        source=confusable.why,
    )
