"""Write a filter as SQL for the stores, so that their indexes do the work. Every value is a bound parameter.

SQL cannot decide everything as the frames do: distances along the ellipsoid, what overlaps what, and the case of
letters outside ASCII. There the condition is wider than the filter: it lets through every row for which the filter is
true, and some others. So a store asks `evaluate` of the rows that come back, and all stores give one answer.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from contested.errors import FilterError
from contested.frame import Schema
from contested.where.core import core
from contested.where.like import glob
from contested.where.properties import GEOMETRY, Kind, kind_of, properties
from contested.where.shapes import Box, boxes
from contested.where.tree import (
    After,
    And,
    Before,
    Between,
    Compare,
    Disjoint,
    During,
    DWithin,
    Equals,
    Filter,
    In,
    Intersects,
    IsNull,
    Like,
    Not,
    Op,
    Or,
    Within,
)

_NEGATED = {Op.EQ: Op.NE, Op.NE: Op.EQ, Op.LT: Op.GE, Op.LE: Op.GT, Op.GT: Op.LE, Op.GE: Op.LT}


class Dialect(StrEnum):
    """Whose SQL is written."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


class Sql(NamedTuple):
    """A condition for WHERE and its named parameters, as `:w0`. Unless `exact`, the rows must still be asked."""

    text: str
    params: Mapping[str, object]
    exact: bool


def _quoted(name: str) -> str:
    return f'"{name}"'


def _iso(moment: datetime) -> object:
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """How a store keeps a frame, so that a filter can be asked of it.

    `column` answers the SQL of a property, `moment` the value to bind for a time in UTC, `box` the condition that the
    row's box meets one: it is given the SQL of west, south, east and north. `geometry` is the SQL of the geometry,
    NULL where there is none. SQLite's texts must be compared byte by byte (its default), its flags be 0 and 1, its
    times texts that are in order; PostgreSQL's times must be `timestamptz`.
    """

    dialect: Dialect
    schema: Schema
    box: Callable[[str, str, str, str], str]
    geometry: str = _quoted(GEOMETRY)
    column: Callable[[str], str] = _quoted
    moment: Callable[[datetime], object] = _iso


def to_sql(filter_: Filter, table: Table) -> Sql:
    """Write `filter_` as a condition on `table`.

    Raises `FilterError` when the filter asks what cannot be asked of frames of the table's schema.
    """
    writer = _Writer(table)
    text = writer.write(core(filter_, table.schema), wanted=True)
    return Sql(text, writer.params, writer.exact)


@dataclass(kw_only=True)
class _Parameters:
    values: dict[str, object] = field(default_factory=dict)

    def bind(self, value: object) -> str:
        name = f"w{len(self.values)}"
        self.values[name] = value
        return f":{name}"


class _Writer:
    """Writes conditions that hold for every row for which a filter has the wanted truth."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._bound = _Parameters()
        self._known = properties(table.schema)
        self._sqlite = table.dialect is Dialect.SQLITE
        self.exact = True

    @property
    def params(self) -> Mapping[str, object]:
        return self._bound.values

    def write(self, part: Filter, *, wanted: bool) -> str:
        """Answer the condition; with `wanted` false, for the rows for which `part` is false."""
        if isinstance(part, Not):
            return self.write(part.part, wanted=not wanted)
        if isinstance(part, And | Or):
            word = " AND " if isinstance(part, And) == wanted else " OR "
            return _balanced([self.write(inner, wanted=wanted) for inner in part.parts], word)
        if isinstance(part, IsNull):
            what = self._table.geometry if part.property == GEOMETRY else self._column(part.property)
            return f"({what} IS {'' if wanted else 'NOT '}NULL)"
        if isinstance(part, Intersects | Within | DWithin):
            return self._spatial(part, wanted=wanted)
        if isinstance(part, Compare | In | Like) and part.ignore_case:
            self.exact = False  # the databases fold letters in other ways
            return f"({self._column(part.property)} IS NOT NULL)"
        if isinstance(part, Before | After | During | Equals | Disjoint):
            raise TypeError(f"{part} should have been written as plainer tests")
        return self._leaf(part, wanted=wanted)

    def _leaf(self, part: Compare | In | Between | Like, *, wanted: bool) -> str:
        if isinstance(part, Compare):
            op = part.op if wanted else _NEGATED[part.op]
            return f"({self._text_column(part.property)} {op} {self._value(part.value)})"
        no = "" if wanted else "NOT "
        if isinstance(part, Between):
            low, high = self._value(part.low), self._value(part.high)
            return f"({self._text_column(part.property)} {no}BETWEEN {low} AND {high})"
        if isinstance(part, In):
            return self._among(part, no)
        if self._sqlite:
            return f"({self._column(part.property)} {no}GLOB {self._bound.bind(glob(part.pattern))})"
        pattern = part.pattern + "\\" if _ends_in_escape(part.pattern) else part.pattern
        return f"({self._text_column(part.property)} {no}LIKE {self._bound.bind(pattern)} ESCAPE '\\')"

    def _among(self, part: In, no: str) -> str:
        """Write IN with one parameter for all values; there may be more of them than a database takes parameters."""
        column = self._column(part.property)
        if self._sqlite:
            listed = json.dumps([int(value) if isinstance(value, bool) else value for value in part.among])
            return f"({column} {no}IN (SELECT value FROM json_each({self._bound.bind(listed)})))"  # noqa: S608 (bound)
        values: list[Any] = list(part.among)
        if kind_of(self._known[part.property]) is Kind.NUMBER:
            values = [float(value) for value in values]
        return f"({no}{column} = ANY({self._bound.bind(values)}))"

    def _spatial(self, part: Intersects | Within | DWithin, *, wanted: bool) -> str:
        self.exact = False
        if not wanted:
            return f"({self._table.geometry} IS NOT NULL)"
        metres = part.km * 1000.0 if isinstance(part, DWithin) else 0.0
        return _balanced([self._box(box) for box in boxes(part.geometry, metres)], " OR ")

    def _box(self, box: Box) -> str:
        west, south, east, north = (self._bound.bind(edge) for edge in box)
        return f"({self._table.box(west, south, east, north)})"

    def _value(self, value: object) -> str:
        if isinstance(value, datetime):
            return self._bound.bind(self._table.moment(value))
        if isinstance(value, bool) and self._sqlite:
            return self._bound.bind(int(value))
        return self._bound.bind(value)

    def _column(self, name: str) -> str:
        if name not in self._known:  # the filter was checked before; nothing else may reach the SQL
            raise FilterError(f"{name!r} is not a property of {self._table.schema.name}")
        return self._table.column(name)

    def _text_column(self, name: str) -> str:
        """Answer a column that is compared: texts in the order of their code points, whatever the database's own."""
        collate = not self._sqlite and kind_of(self._known[name]) is Kind.TEXT
        return f'{self._column(name)} COLLATE "C"' if collate else self._column(name)


def _balanced(conditions: list[str], word: str) -> str:
    """Join conditions as a tree of little depth; databases limit it."""
    if len(conditions) == 1:
        return conditions[0]
    half = len(conditions) // 2
    return f"({_balanced(conditions[:half], word)}{word}{_balanced(conditions[half:], word)})"


def _ends_in_escape(pattern: str) -> bool:
    return (len(pattern) - len(pattern.rstrip("\\"))) % 2 == 1
