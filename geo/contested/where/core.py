"""Check a filter against the schema of the frame it is asked of, and write it in the few forms that are answered.

What comes out has only these parts: `And`, `Or`, `Not`, `Compare`, `In`, `Between`, `Like`, `IsNull`, `Intersects`,
`Within` and `DWithin`; times are datetimes in UTC, days have become the times they begin and end.
"""

import math
from datetime import UTC, date, datetime, time

from contested.errors import FilterError
from contested.frame import Column, Schema
from contested.where.nearest import meant
from contested.where.properties import Kind, kind_of, property_of
from contested.where.shapes import check_km, check_shape
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
    Moment,
    Not,
    Op,
    Or,
    Within,
    walk,
)

MAX_DEPTH = 50
MAX_PARTS = 2_000
MAX_VALUES = 10_000


def core(filter_: Filter, schema: Schema) -> Filter:
    """Answer `filter_` checked and in its few forms, for frames of `schema`.

    Raises `FilterError` for a property that `schema` does not have, a value of another kind or out of the vocabulary,
    a time without a zone, a geometry that is none, and for a filter of too many parts.
    """
    for number, (part, depth) in enumerate(walk(filter_), start=1):
        if depth > MAX_DEPTH or number > MAX_PARTS:
            limit = f"{MAX_DEPTH} levels" if depth > MAX_DEPTH else f"{MAX_PARTS} parts"
            raise FilterError(f"the filter has more than {limit}; ask a simpler question, or several")
        if not isinstance(part, Filter):
            raise FilterError(f"{part!r:.80} is not a filter; make one with contested.where.read_filter(…)")
    return _core(filter_, schema)


def _core(part: Filter, schema: Schema) -> Filter:
    if isinstance(part, And | Or):
        if not part.parts:
            raise FilterError(f"{type(part).__name__} joins nothing; give it at least one part")
        parts = tuple(_core(inner, schema) for inner in part.parts)
        return type(part)(parts=parts) if len(parts) > 1 else parts[0]
    if isinstance(part, Not):
        return Not(part=_core(part.part, schema))
    column = property_of(schema, part.property)
    if isinstance(part, Intersects | Within | Disjoint | DWithin):
        return _spatial(part, column, schema)
    if isinstance(part, IsNull):
        return part
    if kind_of(column) is Kind.GEOMETRY:
        raise FilterError(
            f"{column.name} can only be asked with S_INTERSECTS, S_WITHIN, S_DISJOINT, S_DWITHIN or IS NULL"
        )
    if isinstance(part, Before | After | Equals | During):
        return _temporal(part, column)
    return _plain(part, column)


def _plain(part: Compare | In | Between | Like, column: Column) -> Filter:
    if isinstance(part, Like):
        if kind_of(column) is not Kind.TEXT:
            raise FilterError(f"{column.name} is a {kind_of(column)}, which LIKE cannot ask; use = or <")
        _text(column, part.pattern, ignore_case=True)
        return part
    if isinstance(part, Between):
        if kind_of(column) is Kind.TIME:
            return _between(column, _moment(column, part.low), _moment(column, part.high))
        return Between(property=column.name, low=_value(column, part.low), high=_value(column, part.high))
    if part.ignore_case and kind_of(column) is not Kind.TEXT:
        raise FilterError(f"{column.name} is a {kind_of(column)} and has no case of letters; leave CASEI out")
    if isinstance(part, In):
        return _among(part, column)
    if kind_of(column) is Kind.TIME:
        return _compared(column, part.op, _moment(column, part.value))
    if kind_of(column) is Kind.BOOL and part.op not in {Op.EQ, Op.NE}:
        raise FilterError(f"{column.name} is true or false, which {part.op} cannot ask; use =")
    value = _value(column, part.value, ignore_case=part.ignore_case, whole_word=part.op in {Op.EQ, Op.NE})
    return Compare(property=column.name, op=part.op, value=value, ignore_case=part.ignore_case)


def _among(part: In, column: Column) -> Filter:
    if not 0 < len(part.among) <= MAX_VALUES:
        raise FilterError(f"IN lists {len(part.among)} values of {column.name}; give 1 to {MAX_VALUES}")
    if kind_of(column) is Kind.TIME:
        return Or(parts=tuple(_compared(column, Op.EQ, _moment(column, value)) for value in part.among))
    values = tuple(_value(column, value, ignore_case=part.ignore_case, whole_word=True) for value in part.among)
    return In(property=column.name, among=values, ignore_case=part.ignore_case)


# ------------------------------------------------------------------------------------------- values


def _value(column: Column, value: object, *, ignore_case: bool = False, whole_word: bool = False) -> str | bool | float:
    """Answer a value that `column` can be compared with; with `whole_word`, one of its vocabulary if it has one."""
    kind = kind_of(column)
    if kind is Kind.TEXT and isinstance(value, str):
        _text(column, value, ignore_case=ignore_case or not whole_word)
        return value
    if kind is Kind.BOOL and isinstance(value, bool):
        return value
    if kind is Kind.NUMBER and isinstance(value, int | float) and not isinstance(value, bool):
        if not (math.isfinite(value) and abs(value) <= 2**53):
            raise FilterError(f"{column.name} cannot be compared with {value}; give a number of ordinary size")
        return int(value) if value == int(value) else float(value)
    wanted = {
        Kind.TEXT: "a text in single quotes, such as 'held'",
        Kind.BOOL: "TRUE or FALSE without quotes",
        Kind.NUMBER: "a number without quotes",
    }[kind]
    raise FilterError(f"{column.name} cannot be compared with {value!r:.80}; it wants {wanted}")


def _text(column: Column, value: str, *, ignore_case: bool) -> None:
    if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise FilterError(f"{column.name} is compared with a text that holds characters no text can hold; remove them")
    if column.vocabulary and not ignore_case and value not in column.vocabulary:
        raise FilterError(f"{column.name} is never {value[:80]!r}; {meant(value, column.vocabulary)}")


def _moment(column: Column, value: object) -> Moment:
    """Answer a time in UTC or a day; a text is read as ISO 8601."""
    if isinstance(value, str):
        value = read_moment(value)
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise FilterError(
                f"{column.name} is compared with {value}, which has no zone; write it with one, or with Z"
            )
        return value.astimezone(UTC)
    if isinstance(value, date):
        return value
    raise FilterError(f"{column.name} is a time and cannot be compared with {value!r:.80}; write DATE('2025-07-10')")


def read_moment(text: str) -> Moment:
    """Read a day or a time from ISO 8601; raise `FilterError` for anything else.

    >>> read_moment("2025-07-10"), read_moment("2025-07-10T18:00Z").hour
    (datetime.date(2025, 7, 10), 18)
    """
    try:
        if len(text) == len("2025-07-10"):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
        return moment if moment.utcoffset() is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise FilterError(
            f"{text[:80]!r} is no day or time; write it like 2025-07-10 or 2025-07-10T18:00:00Z"
        ) from error


# ------------------------------------------------------------------------------------------- times


def _temporal(part: Before | After | Equals | During, column: Column) -> Filter:
    if kind_of(column) is not Kind.TIME:
        raise FilterError(f"{column.name} is a {kind_of(column)}, not a time; ask it with =, < or >")
    if isinstance(part, During):
        if part.start is None and part.end is None:
            raise FilterError(f"{column.name} during an interval open at both ends asks nothing; use IS NOT NULL")
        if part.start is None:
            return _compared(column, Op.LE, _moment(column, part.end))
        if part.end is None:
            return _compared(column, Op.GE, _moment(column, part.start))
        return _between(column, _moment(column, part.start), _moment(column, part.end))
    op = Op.LT if isinstance(part, Before) else Op.GT if isinstance(part, After) else Op.EQ
    return _compared(column, op, _moment(column, part.moment))


def _compared(column: Column, op: Op, moment: Moment) -> Filter:
    start, end = _bounds(moment)
    if op in {Op.EQ, Op.NE}:
        same: Filter = (
            Compare(property=column.name, op=Op.EQ, value=start)
            if start == end
            else Between(property=column.name, low=start, high=end)
        )
        return same if op is Op.EQ else Not(part=same)
    return Compare(property=column.name, op=op, value=start if op in {Op.LT, Op.GE} else end)


def _between(column: Column, low: Moment, high: Moment) -> Filter:
    return Between(property=column.name, low=_bounds(low)[0], high=_bounds(high)[1])


def _bounds(moment: Moment) -> tuple[datetime, datetime]:
    """Answer the first and last microsecond of a day, or a time twice."""
    if isinstance(moment, datetime):
        return moment, moment
    start = datetime.combine(moment, time(), tzinfo=UTC)
    return start, datetime.combine(moment, time.max, tzinfo=UTC)


# ------------------------------------------------------------------------------------------- shapes


def _spatial(part: Intersects | Within | Disjoint | DWithin, column: Column, schema: Schema) -> Filter:
    if kind_of(column) is not Kind.GEOMETRY:
        raise FilterError(f"{column.name} is a {kind_of(column)} of {schema.name}, not a geometry; write geometry")
    shape = check_shape(part.geometry)
    if isinstance(part, Disjoint):
        return Not(part=Intersects(geometry=shape))
    if isinstance(part, DWithin):
        return DWithin(geometry=shape, km=check_km(part.km))
    return type(part)(geometry=shape)
