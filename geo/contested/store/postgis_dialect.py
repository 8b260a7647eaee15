"""How PostgreSQL with PostGIS spells the store. Geometries go in and out as WKB, times as `timestamptz`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from contested.frame import Column, Dtype
from contested.store.layout import BINARY, layer_column
from contested.store.narrow import boxes
from contested.store.records import Box

_TYPES = {
    Dtype.TEXT: "text",
    Dtype.BOOL: "boolean",
    Dtype.INT: "bigint",
    Dtype.NULLABLE_INT: "bigint",
    Dtype.FLOAT: "double precision",
    Dtype.TIME: "timestamptz",
    Dtype.GEOMETRY: "geometry(Geometry, 4326)",
}


class PostgisDialect:
    """PostgreSQL's spelling."""

    language: str = "postgresql"
    columns_query: str = (
        "SELECT column_name FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND table_name = :table"
    )

    def declare(self, column: Column) -> str:
        """Answer the declaration of a column."""
        sql_type = "bytea" if column.unit == BINARY else _TYPES[column.dtype]
        default = {Dtype.BOOL: " NOT NULL DEFAULT false", Dtype.INT: " NOT NULL DEFAULT 0"}.get(column.dtype, "")
        return f'"{layer_column(column)}" {sql_type}{default}'

    def serial(self, name: str) -> str:
        """Answer a key that is never given twice."""
        return f'"{name}" bigint GENERATED ALWAYS AS IDENTITY'

    def index_method(self, columns: tuple[str, ...]) -> str:
        """Answer a hash index for one column of text: its values may be of any length."""
        return " USING hash" if len(columns) == 1 and columns != ("row_fid",) else ""

    def refuse_changes(self, table: str) -> list[str]:
        """Answer the triggers that keep a table append-only."""
        run = "EXECUTE FUNCTION refuse_change()"
        return [
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {run}",
            f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {run}",
        ]

    def names(self, column: Column) -> tuple[str, ...]:
        """Answer the one column that holds this one."""
        return (layer_column(column),)

    def value(self, column: Column, name: str) -> str:
        """Answer the parameter; a geometry is read from WKB."""
        return f"ST_GeomFromWKB(:{name}, 4326)" if column.dtype is Dtype.GEOMETRY else f":{name}"

    def encode(self, column: Column, value: Any) -> Mapping[str, Any]:
        """Answer the value as it is."""
        return {layer_column(column): value}

    def read(self, alias: str, column: Column) -> str:
        """Answer the SQL that reads a column."""
        cell = f'{alias}."{layer_column(column)}"'
        return f"ST_AsBinary({cell})" if column.dtype is Dtype.GEOMETRY else cell

    def decode(self, column: Column, values: Sequence[Any]) -> Any:
        """Answer plain values."""
        if column.dtype is Dtype.GEOMETRY:
            return [None if value is None else bytes(value) for value in values]
        return list(values)

    def moment(self, value: datetime) -> datetime:
        """Answer the time as it is."""
        return value

    def one_of(self, expression: str, parameter: str) -> str:
        """Answer the condition; all values are one parameter."""
        return f"{expression} = ANY(CAST(:{parameter} AS text[]))"

    def listed(self, values: Iterable[str]) -> list[str]:
        """Answer the values as a list."""
        return list(values)

    def each(self, parameter: str) -> str:
        """Answer the values as rows."""
        return f"unnest(CAST(:{parameter} AS text[])) AS n(value)"

    def faded(self, *, known: bool) -> str:
        """Answer the confidence; halved once where there is no date."""
        once = "weight / 2"
        if known:
            days = "greatest(0, :now - newest) / 86400000000.0"
            once = f"CASE WHEN newest IS NULL THEN {once} ELSE weight * power(0.5, {days} / half_life_days) END"
        return f"CAST(round(CAST({once} AS numeric), 4) AS double precision)"

    def order(self, expression: str) -> str:
        """Answer the expression in the order of code points, whatever the server's own."""
        return f'{expression} COLLATE "C"'

    def meets(self, layer: str, edges: tuple[str, str, str, str]) -> str:
        """Answer the condition by the GiST index."""
        del layer
        west, south, east, north = (f"CAST({edge} AS double precision)" for edge in edges)
        return f"r.geom && ST_MakeEnvelope({west}, {south}, {east}, {north}, 4326)"

    def from_box(self, layer: str, rows: str, box: Box) -> tuple[str, str, Mapping[str, Any]]:
        """Answer FROM and the condition by the GiST index."""
        parts = boxes(box)
        params = {
            f"b{n}{edge}": value for n, part in enumerate(parts) for edge, value in zip("wsen", part, strict=True)
        }
        met = [self.meets(layer, (f":b{n}w", f":b{n}s", f":b{n}e", f":b{n}n")) for n in range(len(parts))]
        return f"{rows} r", f"({' OR '.join(met)})", params
