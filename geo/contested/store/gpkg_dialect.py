"""How SQLite spells the store, so that what it holds is a GeoPackage.

A time stands twice: as text to the millisecond, for GIS programs, and as whole microseconds since 1970 in a column
that ends in `_us`, which is what it is compared by and read back from.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from contested.frame import Column, Dtype
from contested.store.gpkg_geometry import pack, unpack
from contested.store.layout import BINARY, layer_column
from contested.store.narrow import boxes
from contested.store.records import Box

_TYPES = {
    Dtype.TEXT: "TEXT",
    Dtype.BOOL: "BOOLEAN",
    Dtype.INT: "INTEGER",
    Dtype.NULLABLE_INT: "INTEGER",
    Dtype.FLOAT: "DOUBLE",
    Dtype.TIME: "DATETIME",
    Dtype.GEOMETRY: "GEOMETRY",
}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class SqliteDialect:
    """SQLite's spelling."""

    language: str = "sqlite"
    columns_query: str = "SELECT name FROM pragma_table_info(:table)"

    def declare(self, column: Column) -> str:
        """Answer the declaration of a column."""
        name, sql_type = layer_column(column), "BLOB" if column.unit == BINARY else _TYPES[column.dtype]
        if column.dtype is Dtype.BOOL:
            return f'"{name}" {sql_type} NOT NULL DEFAULT 0'
        if column.dtype is Dtype.INT:
            return f'"{name}" {sql_type} NOT NULL DEFAULT 0'
        if column.dtype is Dtype.TIME:
            return f'"{name}" {sql_type}, "{name}_us" INTEGER'
        return f'"{name}" {sql_type}'

    def serial(self, name: str) -> str:
        """Answer a key that is never given twice."""
        return f'"{name}" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL'

    def index_method(self, columns: tuple[str, ...]) -> str:
        """Answer nothing: SQLite has one kind."""
        del columns
        return ""

    def refuse_changes(self, table: str) -> list[str]:
        """Answer the triggers that keep a table append-only."""
        return [
            f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'the log only grows: nothing in {table} is changed or removed'); END"
            for what in ("UPDATE", "DELETE")
        ]

    def names(self, column: Column) -> tuple[str, ...]:
        """Answer the columns that hold this one."""
        name = layer_column(column)
        return (name, f"{name}_us") if column.dtype is Dtype.TIME else (name,)

    def value(self, column: Column, name: str) -> str:
        """Answer the parameter as it is."""
        del column
        return f":{name}"

    def encode(self, column: Column, value: Any) -> Mapping[str, Any]:
        """Answer the parameters of a value."""
        name = layer_column(column)
        if column.dtype is Dtype.TIME:
            moment = None if value is None else value.astimezone(UTC).replace(tzinfo=None)
            return {
                name: None if moment is None else moment.isoformat(timespec="milliseconds") + "Z",
                f"{name}_us": None if value is None else self.moment(value),
            }
        if column.dtype is Dtype.GEOMETRY:
            return {name: None if value is None else pack(value)}
        return {name: value}

    def read(self, alias: str, column: Column) -> str:
        """Answer the SQL that reads a column."""
        return f'{alias}."{self.names(column)[-1]}"'

    def decode(self, column: Column, values: Sequence[Any]) -> Any:
        """Answer plain values; times as an array of datetime64."""
        if column.dtype is Dtype.TIME:
            there = np.array([value is not None for value in values], dtype=bool)
            micros = np.array([0 if value is None else value for value in values], dtype="int64")
            times = micros.astype("datetime64[us]")
            times[~there] = np.datetime64("NaT")
            return times
        if column.dtype is Dtype.GEOMETRY:
            return [None if value is None else unpack(value) for value in values]
        return list(values)

    def moment(self, value: datetime) -> int:
        """Answer whole microseconds since 1970."""
        return (value - _EPOCH) // _MICROSECOND

    def one_of(self, expression: str, parameter: str) -> str:
        """Answer the condition; all values are one parameter."""
        return f"{expression} IN (SELECT value FROM json_each(:{parameter}))"

    def listed(self, values: Iterable[str]) -> str:
        """Answer the values as JSON."""
        return json.dumps(list(values))

    def each(self, parameter: str) -> str:
        """Answer the values as rows."""
        return f"json_each(:{parameter}) n"

    def faded(self, *, known: bool) -> str:
        """Answer the confidence, by a function of ours."""
        return f"contested_faded(weight, newest, {':now' if known else 'NULL'}, half_life_days)"

    def order(self, expression: str) -> str:
        """Answer the expression: SQLite compares byte by byte."""
        return expression

    def meets(self, layer: str, edges: tuple[str, str, str, str]) -> str:
        """Answer the condition by the R*Tree."""
        west, south, east, north = edges
        return (
            f"r.fid IN (SELECT id FROM rtree_{layer}_geom "
            f"WHERE minx <= {east} AND maxx >= {west} AND miny <= {north} AND maxy >= {south})"
        )

    def from_box(self, layer: str, rows: str, box: Box) -> tuple[str, str, Mapping[str, Any]]:
        """Answer FROM; CROSS JOIN keeps SQLite's planner from leaving the R*Tree for later."""
        parts = boxes(box)
        params = {
            f"b{n}{edge}": value for n, part in enumerate(parts) for edge, value in zip("wsen", part, strict=True)
        }
        trees = " UNION ".join(
            f"SELECT id FROM rtree_{layer}_geom "
            f"WHERE minx <= :b{n}e AND maxx >= :b{n}w AND miny <= :b{n}n AND maxy >= :b{n}s"
            for n in range(len(parts))
        )
        return f"({trees}) x CROSS JOIN {rows} r ON r.fid = x.id CROSS", "", params
