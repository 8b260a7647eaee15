"""Statements that the stores in SQL share: making the tables, putting rows in, asking for rows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from contested.frame import Column, Dtype
from contested.store.dialect import Dialect, Params, Session
from contested.store.exact import EXACT, put_back, split
from contested.store.layout import (
    EVENTS,
    LAYERS,
    RECORDED,
    ROWS,
    Known,
    SqlTable,
    always,
    is_current,
    layer_column,
    text,
)
from contested.store.log import Table
from contested.store.records import Selection
from contested.where import Dialect as Language
from contested.where import Filter, Sql, to_sql
from contested.where import Table as Asked

_EXACT_COLUMN = text(EXACT)


def create_table(dialect: Dialect, table: SqlTable) -> list[str]:
    """Answer the statements that make a table with its indexes."""
    parts = [dialect.serial(table.serial)] if table.serial else []
    parts += [dialect.declare(column) for column in table.columns]
    if table.exact:
        parts.append(dialect.declare(_EXACT_COLUMN))
    if table.serial and dialect.language == "postgresql":
        parts.append(f'PRIMARY KEY ("{table.serial}")')
    for columns in table.unique:
        names = ", ".join(f'"{name}"' for name in columns)
        parts.append(f"UNIQUE ({names})" if table.serial else f"PRIMARY KEY ({names})")
    statements = [f"CREATE TABLE {table.name} ({', '.join(parts)})", *create_indexes(dialect, table)]
    if table.exact and table.serial:
        statements.append(f"CREATE INDEX {table.name}_exact ON {table.name} ({table.serial}) WHERE {EXACT} IS NOT NULL")
    return statements


def create_indexes(dialect: Dialect, table: SqlTable) -> list[str]:
    """Answer the statements that make those indexes of a table which are not there yet."""
    statements = []
    for columns in table.indexes:
        names = ", ".join(f'"{name}"' for name in columns)
        method = dialect.index_method(columns)
        named = f"{table.name}_{'_'.join(columns)}"
        statements.append(f"CREATE INDEX IF NOT EXISTS {named} ON {table.name}{method} ({names})")
    return statements


def get_value(session: Session, table: str, name: str) -> str | None:
    """Answer the value of a name, `None` when there is none."""
    rows = session.fetch(f"SELECT value FROM {table} WHERE name = :name", {"name": name})
    return rows[0][0] if rows else None


def put_value(session: Session, table: str, name: str, value: str) -> None:
    """Keep a value under a name."""
    session.execute(
        f"INSERT INTO {table} (name, value) VALUES (:name, :value) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        {"name": name, "value": value},
    )


def missing_columns(table: SqlTable, there: Iterable[str]) -> list[Column]:
    """Answer the columns that a table of an older version lacks."""
    known = set(there)
    return [column for column in table.columns if layer_column(column) not in known]


def insert(session: Session, dialect: Dialect, table: SqlTable, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put rows into a table; those whose unique columns are there already are left out."""
    if rows:
        plan = _plan(dialect, table)
        session.many(plan.sql, [_params(plan, dialect, table, row) for row in rows])


class _Plan(NamedTuple):
    """How rows are put into a table: the statement, columns that go as they are, and those that are encoded."""

    sql: str
    plain: tuple[str, ...]
    encoded: tuple[Column, ...]


@cache
def _plan(dialect: Dialect, table: SqlTable) -> _Plan:
    names, values = [], []
    for column in (*table.columns, *[_EXACT_COLUMN] * table.exact):
        for name in dialect.names(column):
            names.append(f'"{name}"')
            values.append(dialect.value(column, name))
    ignore = " ON CONFLICT DO NOTHING" if table.unique else ""
    encoded = tuple(column for column in table.columns if column.dtype in {Dtype.TIME, Dtype.GEOMETRY})
    return _Plan(
        sql=f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join(values)}){ignore}",
        plain=tuple(column.name for column in table.columns if column not in encoded),
        encoded=encoded,
    )


def _params(plan: _Plan, dialect: Dialect, table: SqlTable, row: Mapping[str, Any]) -> dict[str, Any]:
    note = None
    if table.exact:
        row, note = split(row)
    params = {name: row.get(name) for name in plan.plain}
    for column in plan.encoded:
        params.update(dialect.encode(column, row.get(column.name)))
    if table.exact:
        params[EXACT] = note
    return params


def read_columns(dialect: Dialect, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Answer what a query of `columns`, followed by the column `exact`, gave: values by column."""
    cells: list[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * (len(columns) + 1)
    decoded = {column.name: dialect.decode(column, cells[n]) for n, column in enumerate(columns)}
    put_back(decoded, list(cells[len(columns)]))
    return decoded


def selected(dialect: Dialect, alias: str, columns: Sequence[Column], *, exact: bool = True) -> str:
    """Answer the list of columns of a query, the column `exact` last."""
    listed = [f'{dialect.read(alias, column)} AS "{column.name}"' for column in columns]
    listed.append(f"{alias}.{EXACT}" if exact else f"NULL AS {EXACT}")
    return ", ".join(listed)


def known_until(dialect: Dialect, moment: datetime | None) -> tuple[Known, Params]:
    """Answer the condition that rows were recorded until a time, and its parameter."""
    if moment is None:
        return always, {}
    return lambda alias: f" AND {dialect.read(alias, RECORDED)} <= :known_at", {"known_at": dialect.moment(moment)}


def has_loose_texts(session: Session, table: Table) -> bool:
    """Tell whether some texts of a table are not shown as they are."""
    return bool(session.fetch(f"SELECT 1 FROM {ROWS[table].name} WHERE {EXACT} IS NOT NULL LIMIT 1"))


def rows_query(dialect: Dialect, table: Table, selection: Selection, *, loose: bool) -> tuple[str, dict[str, Any]]:
    """Answer the query for the rows of a selection, at least, and its parameters.

    `loose` says that some texts of the table are not shown as they are, so that `where` must let these rows through.
    """
    rows, events = ROWS[table].name, EVENTS[table].name
    known, params = known_until(dialect, selection.known_at)
    params = dict(params)
    source, conditions = f"{rows} r", []
    if selection.bbox is not None:
        source, boxed, more = dialect.from_box(LAYERS[table], rows, selection.bbox)
        params.update(more)
        conditions += [boxed] * bool(boxed)
    if selection.include_superseded:
        key = f'"{table.schema.key}"'
        newer = f"SELECT 1 FROM {rows} n WHERE n.{key} = r.{key} AND n.fid > r.fid{known('n')}"
        conditions.append(f"NOT EXISTS ({newer}){known('r')}")
    else:
        source = f"{source} JOIN {events} e ON e.row_fid = r.fid"
        conditions.append(is_current(table, known=known))
    more_conditions, more = _plain_conditions(dialect, table, selection)
    conditions += more_conditions
    params.update(more)
    if selection.where is not None:
        asked = _asked(dialect, table, selection.where)
        conditions.append(f"({asked.text} OR r.{EXACT} IS NOT NULL)" if loose else f"({asked.text})")
        params.update(asked.params)
    columns = selected(dialect, "r", table.schema.columns)
    return f"SELECT {columns} FROM {source} WHERE {' AND '.join(conditions)}", params


def _plain_conditions(dialect: Dialect, table: Table, selection: Selection) -> tuple[list[str], dict[str, Any]]:
    schema, conditions, params = table.schema, [], {}
    for name, wanted in (
        ("claim_id", selection.claim_ids),
        ("article_id", selection.article_ids),
        ("place_id", selection.place_ids),
    ):
        if wanted is None:
            continue
        if name not in schema.by_name:
            conditions.append("1 = 0")
            continue
        conditions.append(dialect.one_of(f'r."{name}"', name))
        params[name] = dialect.listed(wanted)
    if selection.valid_at is not None and "valid_from" in schema.by_name:
        begin, end, published = (
            dialect.read("r", schema.by_name[name]) for name in ("valid_from", "valid_to", "published")
        )
        since = f"COALESCE({begin}, {published})"
        conditions += [f"({since} IS NULL OR {since} <= :valid_at)", f"({end} IS NULL OR {end} >= :valid_at)"]
        params["valid_at"] = dialect.moment(selection.valid_at)
    if selection.known_since is not None and "recorded_at" in schema.by_name:
        conditions.append(f"{dialect.read('r', RECORDED)} > :known_since")
        params["known_since"] = dialect.moment(selection.known_since)
    return conditions, params


def _asked(dialect: Dialect, table: Table, where: Filter) -> Sql:
    """Answer a filter as a condition on row `r`."""
    schema, layer = table.schema, LAYERS[table]
    asked = Asked(
        dialect=Language(dialect.language),
        schema=schema,
        box=lambda *edges: dialect.meets(layer, edges),
        geometry="r.geom",
        column=lambda name: dialect.read("r", schema.by_name[name]),
        moment=dialect.moment,
    )
    return to_sql(where, asked)
