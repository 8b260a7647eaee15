"""A filter as a tree of small records: what is asked of each row, apart from how it is written or answered.

Every record is frozen. They are joined by `&`, `|` and `~`, as in `disputed & ~IsNull(property="holder")`. `property`
names a column of the frame that is asked (docs/filters.md lists them).

A filter is true, false or unknown for a row, as in SQL: what is asked of an empty cell is unknown, `Not` of unknown is
unknown, `And` is false if one part is, `Or` is true if one part is. The rows answered are those for which it is true.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias, cast

from shapely.geometry.base import BaseGeometry

Scalar: TypeAlias = str | bool | float | datetime | date
Moment: TypeAlias = datetime | date


class Op(StrEnum):
    """How a property is compared with a value."""

    EQ = "="
    NE = "<>"
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


class _Joined:
    """Lets filters be joined by `&`, `|` and `~`."""

    __slots__ = ()

    def __and__(self, other: "Filter") -> "And":
        return And(parts=(cast("Filter", self), other))

    def __or__(self, other: "Filter") -> "Or":
        return Or(parts=(cast("Filter", self), other))

    def __invert__(self) -> "Not":
        return Not(part=cast("Filter", self))


@dataclass(frozen=True, kw_only=True, slots=True)
class And(_Joined):
    """All of the parts."""

    parts: tuple["Filter", ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Or(_Joined):
    """At least one of the parts."""

    parts: tuple["Filter", ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Not(_Joined):
    """Not the part."""

    part: "Filter"


@dataclass(frozen=True, kw_only=True, slots=True)
class Compare(_Joined):
    """A property compared with a value. Texts are in the order of their code points.

    A `date` is the whole day in UTC: `=` is on that day, `<` before it begins, `>` after it has ended. `ignore_case`
    compares texts whatever the case of their letters.
    """

    property: str
    op: Op
    value: Scalar
    ignore_case: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class In(_Joined):
    """A property equal to one of the values."""

    property: str
    among: tuple[Scalar, ...]
    ignore_case: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Between(_Joined):
    """A property from `low` to `high`, both included."""

    property: str
    low: Scalar
    high: Scalar


@dataclass(frozen=True, kw_only=True, slots=True)
class Like(_Joined):
    """A text that the pattern covers from end to end: `%` stands for any letters or none, `_` for one letter.

    A backslash takes the special meaning from the letter after it.
    """

    property: str
    pattern: str
    ignore_case: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class IsNull(_Joined):
    """A property that is not known; never unknown itself."""

    property: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Before(_Joined):
    """A time before the moment, or before the day begins."""

    property: str
    moment: Moment


@dataclass(frozen=True, kw_only=True, slots=True)
class After(_Joined):
    """A time after the moment, or after the day has ended."""

    property: str
    moment: Moment


@dataclass(frozen=True, kw_only=True, slots=True)
class During(_Joined):
    """A time from `start` to `end`, both included, days whole; `None` leaves that end open."""

    property: str
    start: Moment | None
    end: Moment | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Equals(_Joined):
    """A time at the moment, or on the day."""

    property: str
    moment: Moment


@dataclass(frozen=True, kw_only=True, slots=True)
class Intersects(_Joined):
    """A row whose geometry touches or overlaps `geometry` (EPSG:4326, edges straight in longitude and latitude)."""

    geometry: BaseGeometry
    property: str = "geometry"


@dataclass(frozen=True, kw_only=True, slots=True)
class Within(_Joined):
    """A row whose geometry lies in `geometry` (EPSG:4326); its border belongs to it."""

    geometry: BaseGeometry
    property: str = "geometry"


@dataclass(frozen=True, kw_only=True, slots=True)
class Disjoint(_Joined):
    """A row whose geometry neither touches nor overlaps `geometry` (EPSG:4326)."""

    geometry: BaseGeometry
    property: str = "geometry"


@dataclass(frozen=True, kw_only=True, slots=True)
class DWithin(_Joined):
    """A row whose geometry is at most `km` from `geometry` (EPSG:4326), along the ellipsoid.

    The radius of a place does not count here; `contested.query.near` tells certain from possible.
    """

    geometry: BaseGeometry
    km: float
    property: str = "geometry"


Plain: TypeAlias = Compare | In | Between | Like | IsNull | Intersects | Within | DWithin
Test: TypeAlias = Plain | Before | After | During | Equals | Disjoint  # each the same as one or two plain ones
Filter: TypeAlias = And | Or | Not | Test


def walk(filter_: Filter) -> Iterator[tuple[Filter, int]]:
    """Yield every part of a filter with its depth (the whole has 1), without recursion."""
    left: list[tuple[Filter, int]] = [(filter_, 1)]
    while left:
        part, depth = left.pop()
        yield part, depth
        if isinstance(part, And | Or):
            left += [(inner, depth + 1) for inner in part.parts]
        elif isinstance(part, Not):
            left.append((part.part, depth + 1))
