"""The properties a filter may name: a whitelist made from the schemas of the frames."""

from collections.abc import Mapping
from enum import StrEnum

from contested.errors import FilterError
from contested.frame import CLAIMS, JSON, MENTIONS, STATUS, Column, Dtype, Schema
from contested.where.nearest import meant

SCHEMAS = (CLAIMS, STATUS, MENTIONS)
GEOMETRY = "geometry"


class Kind(StrEnum):
    """What a property holds, and so what it can be compared with."""

    TEXT = "text"
    BOOL = "true or false"
    NUMBER = "number"
    TIME = "time"
    GEOMETRY = "geometry"


_KINDS = {
    Dtype.TEXT: Kind.TEXT,
    Dtype.BOOL: Kind.BOOL,
    Dtype.INT: Kind.NUMBER,
    Dtype.NULLABLE_INT: Kind.NUMBER,
    Dtype.FLOAT: Kind.NUMBER,
    Dtype.TIME: Kind.TIME,
    Dtype.GEOMETRY: Kind.GEOMETRY,
}


def kind_of(column: Column) -> Kind:
    """Answer what a column holds."""
    return _KINDS[column.dtype]


def properties(schema: Schema) -> Mapping[str, Column]:
    """Answer the columns that a filter on frames of `schema` may name; those that hold JSON are left out.

    >>> sorted(set(properties(STATUS)) & {"control", "why", "claim_ids"})
    ['control', 'why']
    """
    return {column.name: column for column in schema.columns if column.unit != JSON}


def property_of(schema: Schema, name: str) -> Column:
    """Answer the column of that name; raise `FilterError` with the nearest name for one that is not there."""
    known = properties(schema)
    if name in known:
        return known[name]
    if name in schema.by_name:
        raise FilterError(f"{name!r} holds JSON and cannot be filtered by; choose another property of {schema.name}")
    others = [other.name for other in SCHEMAS if other is not schema and name in properties(other)]
    if others:
        raise FilterError(f"{name!r} is a property of {' and '.join(others)}, not of {schema.name}; ask that frame")
    raise FilterError(f"{schema.name} has no property {name[:80]!r}; {meant(name, known)}")


def properties_table(schema: Schema) -> str:
    """Render the properties of `schema` as a Markdown table: name, what it holds, meaning with its vocabulary."""
    lines = ["| property | holds | meaning |", "|---|---|---|"]
    for column in properties(schema).values():
        meaning = column.meaning.replace("|", "/")
        if column.vocabulary:
            meaning += ": " + ", ".join(f"`{word}`" for word in column.vocabulary)
        unit = f", {column.unit}" if column.unit and kind_of(column) is Kind.NUMBER else ""
        lines.append(f"| `{column.name}` | {kind_of(column)}{unit} | {meaning} |")
    return "\n".join(lines) + "\n"
