"""An atlas in one GeoPackage: an SQLite file with write-ahead log, one writer and many readers at a time.

Keep it on a local disk: several machines cannot share a write-ahead log over a network drive. While an atlas is in use,
part of it stands in the file that ends in `-wal` beside it; copy it with `backup`, never by hand.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from contested.errors import AtlasError
from contested.store.dialect import Dialect, Session
from contested.store.gpkg_errors import in_our_words
from contested.store.gpkg_geometry import add_functions
from contested.store.gpkg_schema import DIALECT, GpkgSession, prepare, update_extents
from contested.store.sql_store import SqlStore
from contested.whole import whole_file

WAIT_S = 30.0  # how long another writer is waited for
_CACHE_KB = 64_000


class GeoPackageStore(SqlStore):
    """A store in a GeoPackage."""

    def __init__(self, database: "GeoPackage") -> None:
        super().__init__(database)
        self._file = database

    def backup(self, path: str | Path) -> Path:
        """Write a copy of the whole atlas to `path`, as it is now, while others read and write. Answer the path.

        Raises `OutputError` when it cannot be written; what stood there before is then as it was.
        """
        with whole_file(path) as unfinished:
            self._file.copy_to(unfinished)
        return Path(path)

    def check(self) -> tuple[str, ...]:
        """Answer what SQLite finds wrong with the file; nothing when it is sound."""
        with self._file.reading() as session:
            found = [str(row[0]) for row in session.fetch("PRAGMA integrity_check")]
        return () if found == ["ok"] else tuple(found)


def open_geopackage(path: Path, *, create: bool, read_only: bool) -> GeoPackageStore:
    """Open the atlas at `path`, as `open_store` says."""
    return GeoPackageStore(GeoPackage(path, create=create, read_only=read_only))


class GeoPackage:
    """The file, one connection to it, and one lock for the threads of this process."""

    def __init__(self, path: Path, *, create: bool, read_only: bool) -> None:
        self.dialect: Dialect = DIALECT
        self.name = str(path)
        self._lock = threading.RLock()
        self._read_only = read_only
        self._connection: sqlite3.Connection | None = None
        self._writing: GpkgSession | None = None  # the transaction of a writer that is open
        with in_our_words(self.name):
            connection = _connect(path, create=create, read_only=read_only)
            try:
                prepare(connection, self.name, create=create and not read_only, read_only=read_only)
            except BaseException:
                connection.close()
                raise
        self._connection = connection

    @contextmanager
    def writing(self) -> Iterator[GpkgSession]:
        """Lend a transaction that holds the write lock from its beginning."""
        if self._read_only:
            raise AtlasError(f"{self.name}: was opened for reading only; open it without read_only to record something")
        with self._lock:
            if self._writing is not None:
                yield self._writing
                return
            with self._transaction("BEGIN IMMEDIATE") as session:
                self._writing = session
                try:
                    yield session
                finally:
                    self._writing = None

    @contextmanager
    def reading(self) -> Iterator[GpkgSession]:
        """Lend a transaction that sees one state throughout."""
        with self._lock:
            if self._writing is not None:
                yield self._writing
                return
            with self._transaction("BEGIN") as session:
                yield session

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[GpkgSession]:
        with in_our_words(self.name):
            connection = self._open()
            connection.execute(begin)
            try:
                yield GpkgSession(connection)
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # it may be over already: a full disk ends it
                    connection.execute("ROLLBACK")
                raise

    def derived(self, session: Session, *, anew: bool) -> None:
        """Note the extents of the layers, which GIS programs show."""
        del anew
        update_extents(session)

    def copy_to(self, path: Path) -> None:
        """Write a compact copy to a path where nothing stands."""
        with self._lock, in_our_words(self.name):
            self._open().execute("VACUUM INTO ?", (str(path),))

    def close(self) -> None:
        """Close the connection; the last one to close folds the write-ahead log into the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise AtlasError(f"{self.name}: this store is closed; open it again")
        return self._connection


def _connect(path: Path, *, create: bool, read_only: bool) -> sqlite3.Connection:
    mode = "ro" if read_only else "rwc" if create else "rw"
    connection = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}",
        uri=True,
        timeout=WAIT_S,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        add_functions(connection)
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        connection.execute("PRAGMA synchronous = FULL")  # what is acknowledged outlives a power cut
        connection.execute("PRAGMA recursive_triggers = ON")  # so that REPLACE cannot go round the log's triggers
    except BaseException:
        connection.close()
        raise
    return connection
