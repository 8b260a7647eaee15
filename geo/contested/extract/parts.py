"""Read the modifier on a mention: "eastern X", "the east of X", "3 km north of X", "between X and Y", "X, central Y".

"eastern X", "the east of X" and "the eastern outskirts of X" are inside X (part); "east of X" and "to the east of X"
are outside it (direction_from); "3 km north of X" is measured (distance_direction), "within 5 km of X" is bounded
(distance_within). The geometries are made in `extract.parts_geometry`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from contested.extract.normalise import Shape, Words
from contested.extract.parts_caseless import JOINED, caseless_part
from contested.gazetteer.names import word_set
from contested.model import Direction, Part, PartKind, Place, PlaceKind


@dataclass(frozen=True, slots=True)
class Located:
    """An occurrence of a name, words `first` to `last`, with the place that it was read as."""

    first: int
    last: int
    place: Place | None


_SIDES = {
    "north": Direction.N,
    "south": Direction.S,
    "east": Direction.E,
    "west": Direction.W,
    "northeast": Direction.NE,
    "northwest": Direction.NW,
    "southeast": Direction.SE,
    "southwest": Direction.SW,
}
_ADJECTIVES = {
    **{f"{side}ern": direction for side, direction in _SIDES.items()},
    **{f"{side}ernmost": direction for side, direction in _SIDES.items()},
    "central": Direction.CENTRAL,
    "downtown": Direction.CENTRAL,
    "inner": Direction.CENTRAL,
}
_MIDDLES = frozenset({"centre", "center", "heart", "middle", "core"})
_PARTS = word_set(
    "part parts half halves side sides edge edges outskirts outskirt suburb suburbs district districts area "
    "areas sector sectors neighbourhood neighbourhoods neighborhood neighborhoods quarter quarters end ends "
    "flank flanks third section sections fringe fringes entrance entrances approaches tip corner corners "
    "portion portions zone zones swath swathes swaths reaches limits periphery countryside suburbia streets "
    "bulk most much"
)
_NEAR = word_set("near outside around beside by opposite above below off adjacent close next nearby overlooking")
_TOWARDS = frozenset(["towards", "toward"])
_ACROSS = frozenset(["across", "throughout"])
_UNITS = {
    "km": 1.0,
    "kms": 1.0,
    "kilometer": 1.0,
    "kilometers": 1.0,
    "kilometre": 1.0,
    "kilometres": 1.0,
    "mile": 1.609344,
    "miles": 1.609344,
    "mi": 1.609344,
    "m": 0.001,
    "metre": 0.001,
    "metres": 0.001,
    "meter": 0.001,
    "meters": 0.001,
}
_NUMBERS = {
    word: float(number)
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
} | {"a": 1.0, "dozen": 12.0, "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0}
_CONTAINERS = frozenset(
    {PlaceKind.TERRITORY, PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.GOVERNORATE, PlaceKind.DISTRICT}
)
_SMALL = frozenset(
    {PlaceKind.NEIGHBOURHOOD, PlaceKind.CAMP, PlaceKind.HOSPITAL, PlaceKind.SITE, PlaceKind.ROAD, PlaceKind.CROSSING}
)


@dataclass(slots=True)
class _Found:
    """A modifier while it is read: from word `first` up to the name."""

    kind: PartKind
    first: int
    direction: Direction | None = None
    km: float | None = None


def part_of(words: Words, located: Sequence[Located], number: int) -> Part | None:
    """Answer the modifier on mention `number`, None when it has none."""
    here = located[number]
    if words.shape[here.first] is Shape.CASELESS:
        return caseless_part(words, here.first)
    between = _between(words, located, number)
    if between is not None:
        return between
    found = _before(words, here.first)
    if found is not None:
        return _part(words, found, words.start[found.first], words.end[here.first - 1])
    return _shared(words, located, number) or _parent(words, located, number)


def _shared(words: Words, located: Sequence[Located], number: int) -> Part | None:
    """ "near X, Y and Z", "east of X and Y": what stands before a list holds for each name in it."""
    for earlier in range(number - 1, max(-1, number - _LONGEST_LIST), -1):
        one, two = located[earlier], located[earlier + 1]
        gap = words.lower[one.last + 1 : two.first]
        if words.sentence[one.first] != words.sentence[two.first] or not gap or not _LISTING.issuperset(gap):
            return None
        found = _before(words, one.first)
        if found is not None:
            near = found.kind in _HELD_FOR_ALL
            return _part(words, found, words.start[found.first], words.end[one.first - 1]) if near else None
    return None


_LONGEST_LIST = 8  # names
_LISTING = frozenset({",", "and", "or", "the"})
_HELD_FOR_ALL = frozenset({PartKind.NEAR, PartKind.DIRECTION_FROM})


def _part(words: Words, found: _Found, start: int, end: int, references: tuple[str, ...] = ()) -> Part:
    return Part(
        kind=found.kind,
        start=start,
        end=end,
        text=words.text[start:end],
        direction=found.direction,
        distance_km=found.km,
        references=references,
    )


def _side(words: Words, i: int) -> tuple[Direction | None, int]:
    """Read a direction that ends at word `i`, also "north-east", "north and east"; answer it and its first word."""
    word = words.lower[i].replace("-", "")
    direction = _ADJECTIVES.get(word) or _SIDES.get(word)
    if direction is None:
        return None, i
    if i and words.glued[i]:
        outer = _SIDES.get(words.lower[i - 1])
        if outer is not None:
            return JOINED.get((outer, direction), direction), i - 1
    if i >= 2 and words.lower[i - 1] in ("and", "or"):
        other = _ADJECTIVES.get(words.lower[i - 2]) or _SIDES.get(words.lower[i - 2])
        if other is not None:
            joined = JOINED.get((other, direction)) or JOINED.get((direction, other)) or direction
            return joined, i - 2
    return direction, i


def _before(words: Words, first: int) -> _Found | None:
    """Read the words before a name, from right to left."""
    sentence = words.sentence[first]
    i = first - 1
    if i < 0 or words.sentence[i] != sentence:
        return None
    if words.lower[i] == "the":
        i -= 1
        if i < 0 or words.sentence[i] != sentence:
            return None
    word = words.lower[i]
    direction, start = _side(words, i)
    if direction is not None and not (
        words.lower[i] in _SIDES and words.lower[i - 1] in ("heading", "the") and i != first - 1
    ):
        return _Found(PartKind.PART, start, direction)
    if word == "of" and i:
        return _before_of(words, i - 1, sentence)
    if word == "from" and i:
        distance = _distance(words, i - 1)
        if distance is not None:
            return _Found(PartKind.DISTANCE_WITHIN, distance[1], km=distance[0])
        if i and words.lower[i - 1] == "away":
            distance = _distance(words, i - 2)
            return _Found(PartKind.DISTANCE_WITHIN, distance[1], km=distance[0]) if distance else None
        return None
    if word == "to" and i:
        if words.lower[i - 1] in ("close", "next", "adjacent"):
            return _Found(PartKind.NEAR, i - 1)
        if words.lower[i - 1] in ("road", "highway", "route", "way", "en-route"):
            return _Found(PartKind.TOWARDS, i - 1)
        return None
    if word == "along":
        return _Found(PartKind.ALONG, i)
    if word in _TOWARDS:
        return _Found(PartKind.TOWARDS, i)
    if word in _ACROSS:
        return _Found(PartKind.ACROSS, i)
    if word in _NEAR:
        return _near(words, i, first)
    return None


def _near(words: Words, i: int, first: int) -> _Found | None:
    word = words.lower[i]
    if word in ("by", "close", "next", "adjacent", "above", "below", "off", "nearby", "opposite") and (
        word in ("by", "close", "next") or (i != first - 1 and words.lower[first - 1] != "the")
    ):
        return None
    if word == "outside" and i:
        distance = _distance(words, i - 1)
        if distance is not None:
            return _Found(PartKind.DISTANCE_WITHIN, distance[1], km=distance[0])
    return _Found(PartKind.NEAR, i)


def _before_of(words: Words, i: int, sentence: int) -> _Found | None:
    """Read what stands before "of": "the east", "east", "3 km east", "the eastern outskirts", "within 5 km"."""
    if words.sentence[i] != sentence:
        return None
    word = words.lower[i]
    if word in _MIDDLES:
        return _Found(PartKind.PART, _article(words, i), Direction.CENTRAL)
    if word in _PARTS:
        j = i - 1
        if j >= 0 and words.sentence[j] == sentence:
            direction, start = _side(words, j)
            if direction is not None:
                return _Found(PartKind.PART, start, direction)
        return _Found(PartKind.PART, i) if word not in ("most", "much", "bulk", "streets", "zone", "zones") else None
    distance = _distance(words, i)
    if distance is not None:
        return _Found(PartKind.DISTANCE_WITHIN, distance[1], km=distance[0])
    if word == "direction":
        return _Found(PartKind.TOWARDS, i)
    if word == "vicinity":
        return _Found(PartKind.NEAR, i)
    direction, start = _side(words, i)
    if direction is None or direction is Direction.CENTRAL:
        return None
    j = start - 1
    if j >= 0 and words.sentence[j] == sentence:
        before = words.lower[j]
        if before in ("to", "due", "just", "immediately", "further", "farther"):
            distance = _distance(words, j - 1)
        else:
            distance = _distance(words, j)
        if distance is not None:
            return _Found(PartKind.DISTANCE_DIRECTION, distance[1], direction, distance[0])
        if before == "the":
            if j and words.lower[j - 1] == "to":
                distance = _distance(words, j - 2) if j > 1 else None
                if distance is not None:
                    return _Found(PartKind.DISTANCE_DIRECTION, distance[1], direction, distance[0])
                return _Found(PartKind.DIRECTION_FROM, j - 1, direction)
            return _Found(PartKind.PART, j, direction)
    return _Found(PartKind.DIRECTION_FROM, start, direction)


def _article(words: Words, i: int) -> int:
    return i - 1 if i and words.lower[i - 1] == "the" and words.sentence[i - 1] == words.sentence[i] else i


def _distance(words: Words, i: int) -> tuple[float, int] | None:
    """Read "3 km", "3km" or "two miles" that ends at word `i`; answer kilometres and the first word."""
    if i < 0:
        return None
    word = words.lower[i]
    factor = _UNITS.get(word)
    if factor is None:
        number = word.rstrip("kmis")
        unit = word[len(number) :]
        if unit in ("km", "m", "mi") and number.replace(".", "").isdigit():
            return float(number) * _UNITS[unit], _within(words, i)
        return None
    j = i - 1
    if j < 0:
        return None
    figure = words.lower[j].replace(",", "")
    try:
        value = float(figure)
    except ValueError:
        if figure not in _NUMBERS:
            return None
        value = _NUMBERS[figure]
    return round(value * factor, 3), _within(words, j)


def _within(words: Words, i: int) -> int:
    return i - 1 if i and words.lower[i - 1] in ("within", "about", "some", "around", "roughly") else i


def _between(words: Words, located: Sequence[Located], number: int) -> Part | None:
    """Read "between X and Y" for X and for Y."""
    here = located[number]
    for offset in (0, -1):
        first, second = number + offset, number + offset + 1
        if first < 0 or second >= len(located):
            continue
        one, two = located[first], located[second]
        if words.sentence[one.first] != words.sentence[two.first] or one.first == 0:
            continue
        gap = [words.lower[k] for k in range(one.last + 1, two.first)]
        if "and" not in gap or len(gap) > 6 or any(g in (",", ";", ".") for g in gap):
            continue
        start = one.first - 1
        while start > 0 and words.lower[start] in ("the", "eastern", "western", "northern", "southern"):
            start -= 1
        if words.lower[start] != "between" or words.sentence[start] != words.sentence[one.first]:
            continue
        other = two if here is one else one
        begin, end = words.start[start], words.end[two.last]
        return Part(
            kind=PartKind.BETWEEN,
            start=begin,
            end=end,
            text=words.text[begin:end],
            references=(words.surface(other.first, other.last),),
        )
    return None


def _parent(words: Words, located: Sequence[Located], number: int) -> Part | None:
    """Read "X, central Y", "X in northern Y" and "X in Y", where Y holds X."""
    if number + 1 >= len(located):
        return None
    here, outer = located[number], located[number + 1]
    if words.sentence[here.first] != words.sentence[outer.first] or outer.first - here.last > 9:
        return None
    gap = [words.lower[k] for k in range(here.last + 1, outer.first)]
    if not gap or not _holds(here.place, outer.place):
        return None
    if gap[0] == "," and all(_ADJECTIVES.get(g) or _SIDES.get(g) or g in ("the", "in", "-") for g in gap[1:]):
        begin = here.last + 2
    elif gap[0] in ("in", "on", "of") or gap[:2] == [",", "in"] or gap[:2] == [",", "on"]:
        rest = gap[1:] if gap[0] != "," else gap[2:]
        if not all(g in ("the", "of") or g in _PARTS or _ADJECTIVES.get(g) or _SIDES.get(g) for g in rest):
            return None
        begin = here.last + (1 if gap[0] != "," else 2)
    else:
        return None
    sides = (_ADJECTIVES.get(g) or _SIDES.get(g) for g in gap)
    direction = next((side for side in sides if side is not None and side is not Direction.CENTRAL), None)
    return Part(
        kind=PartKind.PARENT,
        start=words.start[begin],
        end=words.end[outer.last],
        text=words.text[words.start[begin] : words.end[outer.last]],
        direction=direction,
        references=(words.surface(outer.first, outer.last),),
    )


def _holds(inner: Place | None, outer: Place | None) -> bool:
    """Tell whether one place may lie in the other, by the chain of parents, the kinds and the country."""
    if outer is None or inner is None or inner.id == outer.id:
        return False
    if inner.parent_id == outer.id or outer.name in inner.admin:
        return True
    same = inner.country == outer.country or outer.country is None
    if outer.kind in _CONTAINERS and inner.kind not in (PlaceKind.COUNTRY, PlaceKind.TERRITORY):
        return same
    return same and inner.kind in _SMALL and outer.kind in (PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE)
