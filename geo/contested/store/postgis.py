"""An atlas in PostgreSQL with PostGIS, for teams: a schema of its own, one writer and many readers at a time.

The address is `postgresql://user@host/database?schema=gaza`; without a schema it is `contested`. A user who only reads
needs USAGE on the schema and SELECT on its tables; open with `read_only`.
"""

import re
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from contested.errors import (
    AtlasBusyError,
    AtlasError,
    AtlasFormatError,
    AtlasFullError,
    MissingExtraError,
    NoAtlasError,
)
from contested.store.dialect import Dialect, Params, Session
from contested.store.layout import FEATURES
from contested.store.postgis_dialect import PostgisDialect
from contested.store.sql_store import SqlStore
from contested.store.versions import create_tables, is_up_to_date, migrate, too_old_to_read, version_of

try:
    import sqlalchemy
    import sqlalchemy.exc
    from sqlalchemy.engine import make_url
except ImportError as error:  # pragma: no cover (the tests have it)
    raise MissingExtraError("an atlas at postgresql:// needs `pip install 'contested[postgis]'`") from error

if TYPE_CHECKING:
    from sqlalchemy.engine import URL, Connection, Engine

_DIALECT = PostgisDialect()
_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,50}")
_WAIT = "30s"  # how long another writer is waited for
_REFUSE = (
    "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN RAISE EXCEPTION ''the log only grows: nothing in % is changed or removed'', TG_TABLE_NAME; END'"
)


def open_postgis(address: str, *, create: bool, read_only: bool) -> SqlStore:
    """Open the atlas at `address`, as `open_store` says."""
    return SqlStore(Postgis(address, create=create and not read_only, read_only=read_only))


class Postgis:
    """A schema of a database, and the connections to it."""

    def __init__(self, address: str, *, create: bool, read_only: bool) -> None:
        url, self._schema = _address(address)
        self.dialect: Dialect = _DIALECT
        self.name = f"{url.render_as_string(hide_password=True)} (schema {self._schema})"
        self._read_only = read_only
        self._engine = _engine(url, self._schema)
        self._closed = False
        self._open = threading.local()
        try:
            self._prepare(create=create)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def writing(self) -> Iterator["_Session"]:
        """Lend a transaction; the next writer waits until it is over."""
        if self._read_only:
            raise AtlasError(f"{self.name}: was opened for reading only; open it without read_only to record something")
        if self._mine() is not None:
            yield self._open.session
            return
        with self._transaction(isolation_level="READ COMMITTED") as session:
            session.execute("SELECT pg_advisory_xact_lock(:key)", {"key": _lock_key(self._schema)})
            self._open.session = session
            try:
                yield session
            finally:
                self._open.session = None

    @contextmanager
    def reading(self) -> Iterator["_Session"]:
        """Lend a transaction that sees one state throughout."""
        if self._mine() is not None:
            yield self._open.session
            return
        with self._transaction(isolation_level="REPEATABLE READ", postgresql_readonly=True) as session:
            yield session

    def _mine(self) -> "_Session | None":
        """Answer the transaction of a writer that this thread has open."""
        return getattr(self._open, "session", None)

    @contextmanager
    def _transaction(self, **options: Any) -> Iterator["_Session"]:
        if self._closed:
            raise AtlasError(f"{self.name}: this store is closed; open it again")
        with _in_our_words(self.name), self._engine.connect() as plain:
            connection = plain.execution_options(**options)
            with connection.begin():
                yield _Session(connection)

    def derived(self, session: Session, *, anew: bool) -> None:
        """Let the planner know the new rows, where there are many."""
        for table in ("status_row", "status_age", "derived_entry") if anew else ():
            session.execute(f"ANALYZE {table}")

    def close(self) -> None:
        """Close the connections."""
        self._closed = True
        self._engine.dispose()

    def _prepare(self, *, create: bool) -> None:
        """Find the atlas, make it or bring it up to date."""
        with self.reading() as session:
            there = _is_there(session, self._schema)
        if not there and not create:
            raise NoAtlasError(f"{self.name}: there is no atlas; make it with create=True, or give ?schema=…")
        if not there:
            with self.writing() as session:
                if not _is_there(session, self._schema):  # another process may have been first
                    self._create(session)
        with self.reading() as session:
            current = is_up_to_date(session, self.dialect, version_of(session, self.name))
        if not current:
            if self._read_only:
                raise too_old_to_read(self.name)
            with self.writing() as session:
                migrate(session, self.dialect, version_of(session, self.name))

    def _create(self, session: "_Session") -> None:
        session.execute(f'CREATE SCHEMA IF NOT EXISTS "{self._schema}"')
        if not session.fetch("SELECT 1 FROM pg_extension WHERE extname = 'postgis'"):
            try:
                session.execute("CREATE EXTENSION postgis SCHEMA public")
            except sqlalchemy.exc.DBAPIError as error:
                raise AtlasError(
                    f"{self.name}: the database has no PostGIS, and it could not be added; ask its administrator for "
                    "CREATE EXTENSION postgis"
                ) from error
        session.execute(_REFUSE)
        create_tables(session, self.dialect)
        for table in sorted({table for table, _ in FEATURES.values()}):
            session.execute(f"CREATE INDEX {table}_geom ON {table} USING gist (geom)")


class _Session:
    """An open transaction."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection

    def execute(self, sql: str, params: Params = {}) -> None:  # noqa: B006 (never changed)
        """Run a statement."""
        self._connection.execute(sqlalchemy.text(sql), dict(params))

    def many(self, sql: str, rows: Sequence[Params]) -> None:
        """Run a statement for each of `rows`."""
        self._connection.execute(sqlalchemy.text(sql), [dict(row) for row in rows])

    def fetch(self, sql: str, params: Params = {}) -> list[tuple[Any, ...]]:  # noqa: B006
        """Run a query and answer its rows."""
        return [tuple(row) for row in self._connection.execute(sqlalchemy.text(sql), dict(params))]


def _address(address: str) -> tuple["URL", str]:
    try:
        url = make_url(address)
    except (sqlalchemy.exc.ArgumentError, ValueError) as error:
        raise AtlasError("this is no address of a database; write postgresql://user@host/database?schema=…") from error
    schema = url.query.get("schema", "contested")
    if not isinstance(schema, str) or not _SCHEMA.fullmatch(schema):
        raise AtlasError(f"{str(schema)[:60]!r} is no name of a schema; use a–z, 0–9 and _, beginning with a letter")
    return url.set(drivername="postgresql+psycopg").difference_update_query(["schema"]), schema


def _engine(url: "URL", schema: str) -> "Engine":
    options = f"-csearch_path={schema},public,postgis,extensions -clock_timeout={_WAIT} -cjit=off -ctimezone=UTC"
    return sqlalchemy.create_engine(url, connect_args={"options": options, "connect_timeout": 10})


def _lock_key(schema: str) -> int:
    return zlib.crc32(f"contested:{schema}".encode())


def _is_there(session: Session, schema: str) -> bool:
    tables = {
        row[0]
        for row in session.fetch(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = :schema", {"schema": schema}
        )
    }
    if tables and "contested_meta" not in tables:
        raise AtlasFormatError(f"schema {schema} holds other tables, and no atlas; choose another with ?schema=…")
    return bool(tables)


@contextmanager
def _in_our_words(name: str) -> Iterator[None]:
    """Turn the errors of the driver into those of this package."""
    try:
        yield
    except sqlalchemy.exc.DBAPIError as error:
        raise _translated(error, name) from error
    except sqlalchemy.exc.SQLAlchemyError as error:
        raise AtlasError(f"{name}: {_first_line(error)}") from error


def _translated(error: "sqlalchemy.exc.DBAPIError", name: str) -> AtlasError:
    state, said = getattr(error.orig, "sqlstate", None), _first_line(error.orig or error)
    if state in {"55P03", "57014", "40P01", "40001"}:
        return AtlasBusyError(f"{name}: another program keeps it locked ({said}); wait until it has finished")
    if state in {"53100", "53200"}:
        return AtlasFullError(f"{name}: the server has no room left ({said}); nothing of this was recorded")
    if state == "42501":
        return AtlasError(f"{name}: you may not do that ({said}); ask for the right, or open it with read_only")
    if state is None or state.startswith("08") or error.connection_invalidated:
        return AtlasError(f"{name}: the server cannot be reached ({said}); check address, password and network")
    return AtlasError(f"{name}: {said}")


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
