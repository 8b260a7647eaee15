"""What a column is and what a schema is, and how a schema is rendered for the documentation."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Dtype(StrEnum):
    """The six kinds of column. The value is the pandas dtype after `conform`."""

    TEXT = "object"  # str or None, never NaN: unknown is None
    BOOL = "bool"
    INT = "int64"
    NULLABLE_INT = "Int64"
    FLOAT = "float64"
    TIME = "datetime64[us, UTC]"
    GEOMETRY = "geometry"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column: its name, dtype, whether it may be empty, its unit, its closed vocabulary and its meaning."""

    name: str
    dtype: Dtype
    meaning: str
    nullable: bool = True
    unit: str | None = None
    vocabulary: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Schema:
    """The columns of a frame, in order. `key` is the column whose values are all given and all different."""

    name: str
    key: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Answer the names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def by_name(self) -> Mapping[str, Column]:
        """Answer the columns by name."""
        return {column.name: column for column in self.columns}


def words(vocabulary: type[StrEnum]) -> tuple[str, ...]:
    """Answer the members of an enum as plain strings.

    >>> from contested.model import Polarity
    >>> words(Polarity)
    ('positive', 'negative')
    """
    return tuple(member.value for member in vocabulary)


def schema_table(schema: Schema) -> str:
    """Render `schema` as a Markdown table: column, dtype, empty allowed, unit, meaning with its vocabulary."""
    lines = ["| column | dtype | may be empty | unit | meaning |", "|---|---|---|---|---|"]
    for column in schema.columns:
        dtype = "str" if column.dtype is Dtype.TEXT else column.dtype.value
        meaning = column.meaning
        if column.vocabulary:
            meaning += ": " + ", ".join(f"`{word}`" for word in column.vocabulary)
        empty = "yes" if column.nullable else "no"
        lines.append(f"| `{column.name}` | {dtype} | {empty} | {column.unit or ''} | {meaning.replace('|', '/')} |")
    return "\n".join(lines) + "\n"
