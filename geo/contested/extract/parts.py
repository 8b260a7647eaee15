"""Parts of places and relations to them: "eastern X", "3 km north of X", "between X and Y", and their geometries."""

from collections.abc import Sequence
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from contested.extract.normalise import Words
from contested.model import Part, Place


@dataclass(frozen=True, slots=True)
class Located:
    """An occurrence of a name, words `first` to `last`, with the place that it was read as."""

    first: int
    last: int
    place: Place | None


def part_of(words: Words, located: Sequence[Located], number: int) -> Part | None:
    """Answer the modifier on mention `number`, None when it has none."""
    del words, located, number
    return None


def locate(
    place: Place | None, part: Part | None, located: Sequence[Located], number: int
) -> tuple[BaseGeometry | None, float | None, bool]:
    """Answer the geometry (EPSG:4326), the radius in metres and whether the extent was inferred."""
    del part, located, number
    if place is None:
        return None, None, False
    return place.footprint, place.radius_m, False
