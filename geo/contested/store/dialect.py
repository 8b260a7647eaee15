"""What SQLite and PostgreSQL spell differently, and what a backend lends to the store in SQL."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

from contested.frame import Column
from contested.store.records import Box

Params = Mapping[str, Any]


class Dialect(Protocol):
    """How one database spells columns, values and conditions. Parameters are named, as `:name`."""

    language: str  # "sqlite" or "postgresql"
    columns_query: str  # asks for the names of the columns of `:table`

    def __hash__(self) -> int: ...

    def declare(self, column: Column) -> str:
        """Answer the declaration of a column in CREATE TABLE."""
        ...

    def serial(self, name: str) -> str:
        """Answer the declaration of a column that numbers the rows."""
        ...

    def index_method(self, columns: tuple[str, ...]) -> str:
        """Answer USING … of an index of these columns, with a blank before it; nothing for the usual kind."""
        ...

    def refuse_changes(self, table: str) -> list[str]:
        """Answer the statements that keep a table append-only."""
        ...

    def names(self, column: Column) -> tuple[str, ...]:
        """Answer the columns in the database that hold this one."""
        ...

    def value(self, column: Column, name: str) -> str:
        """Answer what stands for a parameter of this name in INSERT."""
        ...

    def encode(self, column: Column, value: Any) -> Params:
        """Answer the parameters of a time or a geometry, by the names of `names`; other values go as they are."""
        ...

    def read(self, alias: str, column: Column) -> str:
        """Answer the SQL that reads a column so that `decode` understands it."""
        ...

    def decode(self, column: Column, values: Sequence[Any]) -> Any:
        """Answer the values read, as `codec.frame_of_columns` wants them."""
        ...

    def moment(self, value: datetime) -> Any:
        """Answer what a time is compared with; columns of time are compared as `read` gives them."""
        ...

    def one_of(self, expression: str, parameter: str) -> str:
        """Answer the condition that an expression is one of the values of a parameter."""
        ...

    def listed(self, values: Iterable[str]) -> Any:
        """Answer the parameter of `one_of`."""
        ...

    def each(self, parameter: str) -> str:
        """Answer what stands in FROM for the values of such a parameter: rows `n` with a column `value`."""
        ...

    def faded(self, *, known: bool) -> str:
        """Answer a row's confidence from its `weight`, `newest` and `half_life_days`, at `:now` where that is known."""
        ...

    def order(self, expression: str) -> str:
        """Answer an expression of text to order by, code point by code point."""
        ...

    def meets(self, layer: str, edges: tuple[str, str, str, str]) -> str:
        """Answer the condition that the box of row `r` meets one, by the index in space. It may let others through.

        `edges` are the SQL of west, south, east and north.
        """
        ...

    def from_box(self, layer: str, rows: str, box: Box) -> tuple[str, str, Params]:
        """Answer FROM and a condition that find the rows `r` whose boxes meet `box`, by the index in space."""
        ...


class Session(Protocol):
    """An open transaction."""

    def execute(self, sql: str, params: Params = ...) -> None:
        """Run a statement."""
        ...

    def many(self, sql: str, rows: Sequence[Params]) -> None:
        """Run a statement for each of `rows`."""
        ...

    def fetch(self, sql: str, params: Params = ...) -> list[tuple[Any, ...]]:
        """Run a query and answer its rows."""
        ...


class Database(Protocol):
    """A place that holds one atlas in SQL."""

    dialect: Dialect
    name: str  # for messages

    def writing(self) -> AbstractContextManager[Session]:
        """Lend a transaction that no other writer disturbs; what was done in it stands, or nothing of it.

        Within another of the same thread, both this and `reading` lend that one.
        """
        ...

    def reading(self) -> AbstractContextManager[Session]:
        """Lend a transaction that sees one state throughout."""
        ...

    def derived(self, session: Session, *, anew: bool) -> None:
        """Do what is due after the derived layers were made anew, or changed in part, in the same transaction."""
        ...

    def close(self) -> None:
        """Let go of the file or connection."""
        ...
