"""Ask a filter of a frame: which rows it is true for. Whole columns at a time, no loop over rows."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, TypeAlias

import geopandas
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from contested.errors import FilterError
from contested.frame import Schema, check_places, conform_column, schema_of
from contested.where.core import core
from contested.where.like import matcher
from contested.where.properties import GEOMETRY, Kind, kind_of
from contested.where.shapes import intersect, lie_near, lie_within
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
    Plain,
    Scalar,
    Within,
)

Mask: TypeAlias = npt.NDArray[np.bool_]
Values: TypeAlias = npt.NDArray[Any]
Words: TypeAlias = Compare | In | Between | Like
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Truth(NamedTuple):
    """For which rows a filter is true, and for which it is false; it is unknown for the others."""

    true: Mask
    false: Mask


def evaluate(filter_: Filter, frame: geopandas.GeoDataFrame, *, schema: Schema | None = None) -> Mask:
    """Tell for which rows of `frame` the filter is true; unknown counts as not true.

    `frame` is a claims, status or mentions frame in EPSG:4326, told by its key unless `schema` is given; only the
    columns that the filter names are looked at. Answers a mask in the order of the rows.

    Raises `FilterError` when the filter asks what cannot be asked, `FrameError` or `CRSError` when a column that it
    names is missing or broken.
    """
    return truth(filter_, frame, schema=schema).true


def truth(filter_: Filter, frame: geopandas.GeoDataFrame, *, schema: Schema | None = None) -> Truth:
    """Tell for which rows of `frame` the filter is true and for which it is false. Raises as `evaluate`."""
    schema = schema or schema_of(frame)
    if schema is None:
        raise FilterError("the frame is neither claims, status nor mentions; pass its schema, or ask it with pandas")
    return _Rows(frame, schema).ask(core(filter_, schema))


class _Rows:
    """A frame that is asked; each column is checked once, when it is first named."""

    def __init__(self, frame: geopandas.GeoDataFrame, schema: Schema) -> None:
        self._frame = frame
        self._schema = schema
        self._columns: dict[str, pd.Series[Any]] = {}
        self._texts: dict[str, tuple[npt.NDArray[np.int64], Values]] = {}

    def ask(self, part: Filter) -> Truth:
        """Answer the truth of `part`, by SQL's rules for what is unknown."""
        if isinstance(part, Not):
            inner = self.ask(part.part)
            return Truth(inner.false, inner.true)
        if isinstance(part, And):
            parts = [self.ask(inner) for inner in part.parts]
            return Truth(_all([inner.true for inner in parts]), _any([inner.false for inner in parts]))
        if isinstance(part, Or):
            parts = [self.ask(inner) for inner in part.parts]
            return Truth(_any([inner.true for inner in parts]), _all([inner.false for inner in parts]))
        if isinstance(part, Before | After | During | Equals | Disjoint):
            raise TypeError(f"{part} should have been written as plainer tests")
        return self._leaf(part)

    def _leaf(self, part: Plain) -> Truth:
        if isinstance(part, Intersects | Within | DWithin) or part.property == GEOMETRY:
            return self._spatial(part)
        if kind_of(self._schema.by_name[part.property]) is Kind.TEXT:
            return self._text(part)
        column = self._column(part.property)
        there = column.notna().to_numpy()
        if isinstance(part, IsNull):
            return Truth(~there, there)
        holds = _plain(part, _numbers(column))
        return Truth(holds & there, ~holds & there)

    def _text(self, part: IsNull | Words) -> Truth:
        """Ask each different text once."""
        codes, words = self._words(part.property)
        there = codes >= 0
        if isinstance(part, IsNull):
            return Truth(~there, there)
        test = _test(part)
        right = np.fromiter((test(word) for word in words), dtype=bool, count=len(words))
        holds = np.append(right, False)[codes]  # the code of a missing text is -1
        return Truth(holds, ~holds & there)

    def _spatial(self, part: IsNull | Intersects | Within | DWithin | Words) -> Truth:
        shapes = np.asarray(check_places(self._frame).geometry.to_numpy(), dtype=object)
        there = ~shapely.is_missing(shapes)
        if isinstance(part, IsNull):
            return Truth(~there, there)
        if isinstance(part, Intersects):
            holds = intersect(shapes, part.geometry)
        elif isinstance(part, Within):
            holds = lie_within(shapes, part.geometry)
        elif isinstance(part, DWithin):
            holds = lie_near(shapes, part.geometry, part.km * 1000.0)
        else:
            raise TypeError(f"{part} cannot be asked of a geometry")
        return Truth(holds & there, ~holds & there)

    def _column(self, name: str) -> "pd.Series[Any]":
        if name not in self._columns:
            self._columns[name] = conform_column(self._frame, self._schema, name)
        return self._columns[name]

    def _words(self, name: str) -> tuple[npt.NDArray[np.int64], Values]:
        """Answer the different texts of a column, checked, and for each row the number of its own, or -1."""
        if name not in self._texts:
            column = self._frame[name] if name in self._frame.columns else self._column(name)
            try:
                codes, words = pd.factorize(column)
            except TypeError:  # a list or the like; told as what it is
                codes, words = pd.factorize(self._column(name))
            checked = conform_column(pd.DataFrame({name: words}), self._schema, name)
            self._texts[name] = (np.asarray(codes), checked.to_numpy())
        return self._texts[name]


def _test(part: Words) -> Callable[[str], bool]:
    """Answer the test of one text."""
    if isinstance(part, Like):
        return matcher(part.pattern, ignore_case=part.ignore_case)
    if isinstance(part, Between):
        low, high = str(part.low), str(part.high)
        return lambda word: low <= word <= high
    fold: Callable[[str], str] = str.casefold if part.ignore_case else str
    if isinstance(part, In):
        among = frozenset(fold(str(value)) for value in part.among)
        return lambda word: fold(word) in among
    compare, value = _COMPARE[part.op], fold(str(part.value))
    return lambda word: bool(compare(fold(word), value))


def _plain(part: Words, values: Values) -> Mask:
    """Tell for which numbers, flags or times a leaf holds; what it says of missing ones is not used."""
    if isinstance(part, Compare):
        return np.asarray(_COMPARE[part.op](values, _number(part.value)), dtype=bool)
    if isinstance(part, In):
        return np.asarray(np.isin(values, [_number(value) for value in part.among]))
    if isinstance(part, Between):
        return np.asarray((values >= _number(part.low)) & (values <= _number(part.high)), dtype=bool)
    raise TypeError(f"{part} cannot be asked of numbers")


def _numbers(column: "pd.Series[Any]") -> Values:
    """Answer numbers and flags as floats, times as microseconds since 1970; whole numbers are exact up to 2**53."""
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return column.astype("int64").to_numpy()
    return column.to_numpy(dtype="float64", na_value=np.nan)


def _number(value: Scalar) -> float:
    if isinstance(value, datetime):
        return (value - _EPOCH) // timedelta(microseconds=1)
    return float(value)  # type: ignore[arg-type] # the filter was checked against the schema


_COMPARE: dict[Op, Callable[[Any, Any], Any]] = {
    Op.EQ: lambda a, b: a == b,
    Op.NE: lambda a, b: a != b,
    Op.LT: lambda a, b: a < b,
    Op.LE: lambda a, b: a <= b,
    Op.GT: lambda a, b: a > b,
    Op.GE: lambda a, b: a >= b,
}


def _all(masks: list[Mask]) -> Mask:
    return np.asarray(np.logical_and.reduce(masks))


def _any(masks: list[Mask]) -> Mask:
    return np.asarray(np.logical_or.reduce(masks))
