"""Make an atlas in a GeoPackage, recognise one, and bring an older one up to date."""

import json
import logging
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from contested.errors import AtlasFormatError, NoAtlasError
from contested.store.dialect import Params, Session
from contested.store.gpkg_core import (
    APPLICATION_ID,
    create_core,
    index_in_space,
    register_attributes,
    register_features,
)
from contested.store.gpkg_dialect import SqliteDialect
from contested.store.layout import FEATURES, LAYERS
from contested.store.sql import get_value, put_value
from contested.store.versions import create_tables, is_up_to_date, migrate, too_old_to_read, version_of

_log = logging.getLogger(__name__)
DIALECT = SqliteDialect()
_TRIES, _PAUSE_S = 100, 0.05
_MEASURED = "measured"

_DESCRIPTIONS = {
    "claims": "one row a claim: who says what about which place; what is current",
    "mentions": "one row a place name as the articles use it",
    "status_now": "one row a place or part: what its claims add up to; derived, see valid_at",
    "aid_points": "the aid points among status_now",
    "articles": "one row an appearance of an article, in its newest reading",
}


class GpkgSession:
    """An open transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def execute(self, sql: str, params: Params = {}) -> None:  # noqa: B006 (never changed)
        """Run a statement."""
        self._connection.execute(sql, dict(params))

    def many(self, sql: str, rows: Sequence[Params]) -> None:
        """Run a statement for each of `rows`."""
        self._connection.executemany(sql, rows)

    def fetch(self, sql: str, params: Params = {}) -> list[tuple[Any, ...]]:  # noqa: B006
        """Run a query and answer its rows."""
        return self._connection.execute(sql, dict(params)).fetchall()


def prepare(connection: sqlite3.Connection, name: str, *, create: bool, read_only: bool) -> None:
    """Check that an open file is an atlas of this version; make it, or bring it up to date, where that is wanted.

    Raises `AtlasFormatError` for other files and newer versions, `NoAtlasError` for an empty file.
    """
    session = GpkgSession(connection)
    if _is_empty(connection, name):
        if not create:
            raise NoAtlasError(f"{name}: is empty; make an atlas of it with create=True, or check the name")
        with _writing(connection):
            if _is_empty(connection, name):  # another process may have been first
                _create(connection)
    if not is_up_to_date(session, DIALECT, version_of(session, name)):
        if read_only:
            raise too_old_to_read(name)
        with _writing(connection):
            migrate(session, DIALECT, version_of(session, name))
    if not read_only:
        _use_write_ahead_log(connection, name)


def _is_empty(connection: sqlite3.Connection, name: str) -> bool:
    """Tell whether a file has no table yet. Raises `AtlasFormatError` when it has those of something else."""
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return True
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if "contested_meta" not in tables or application != APPLICATION_ID:
        kind = "a GeoPackage, but no atlas" if application == APPLICATION_ID else "a database, but no atlas"
        raise AtlasFormatError(f"{name}: is {kind}; name another file, and this one stays as it is")
    return False


@contextmanager
def _writing(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def _use_write_ahead_log(connection: sqlite3.Connection, name: str) -> None:
    """Turn the write-ahead log on, which GIS programs turn off; wait for others who are at it."""
    for _ in range(_TRIES):
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
                return
            mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(_PAUSE_S)
            continue
        if mode != "wal":
            _log.warning("%s: this drive allows no write-ahead log; readers and writers wait for each other", name)
        return


# ------------------------------------------------------------------------------------------- making


def _create(connection: sqlite3.Connection) -> None:
    create_core(connection)
    create_tables(GpkgSession(connection), DIALECT)
    for layer, (table, only) in FEATURES.items():
        for statement in index_in_space(layer, table, only=only):
            connection.execute(statement)
        register_features(connection, layer, _DESCRIPTIONS[layer])
    register_attributes(connection, "articles", _DESCRIPTIONS["articles"])


def update_extents(session: Session) -> None:
    """Note in the list of contents what each layer covers, and that it has changed.

    Of tables that only grow, no row is looked at twice.
    """
    measured: dict[str, int] = json.loads(get_value(session, "contested_meta", _MEASURED) or "{}")
    for layer, (rows, _) in FEATURES.items():
        box = f"SELECT min(minx), max(maxx), min(miny), max(maxy) FROM rtree_{layer}_geom"
        given = "(min_x, max_x, min_y, max_y) = (:w, :e, :s, :n)"
        after: dict[str, int] = {}
        if layer in LAYERS.values():
            last = int(session.fetch(f"SELECT max(fid) FROM {rows}")[0][0] or 0)
            if last == measured.get(layer):
                continue
            after, measured[layer] = {"after": measured.get(layer, 0)}, last
            box = (
                "SELECT min(ST_MinX(geom)), max(ST_MaxX(geom)), min(ST_MinY(geom)), max(ST_MaxY(geom)) "
                f"FROM {rows} WHERE fid > :after AND geom IS NOT NULL"
            )
            given = (
                "(min_x, max_x, min_y, max_y) = ("
                + ", ".join(
                    f"coalesce({which}(coalesce({edge}, :{letter}), :{letter}), {edge})"
                    for which, edge, letter in (
                        ("min", "min_x", "w"),
                        ("max", "max_x", "e"),
                        ("min", "min_y", "s"),
                        ("max", "max_y", "n"),
                    )
                )
                + ")"
            )
        edges = dict(zip("wesn", session.fetch(box, after)[0], strict=True))
        session.execute(
            f"UPDATE gpkg_contents SET {given}, last_change = strftime('%Y-%m-%dT%H:%M:%fZ','now') "
            "WHERE table_name = :layer",
            {**edges, "layer": layer},
        )
    put_value(session, "contested_meta", _MEASURED, json.dumps(measured))
