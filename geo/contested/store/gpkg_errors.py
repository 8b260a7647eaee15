"""What SQLite says, in our words: what is wrong with which file, and what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from contested.errors import AtlasBusyError, AtlasError, AtlasFormatError, AtlasFullError

_PRIMARY = 0xFF  # the lower byte of an extended code
_NO_SPACE = {sqlite3.SQLITE_FULL}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_RESTORE = "put a backup in its place; what can be saved of it, `sqlite3 FILE .recover` saves"


@contextmanager
def in_our_words(name: str) -> Iterator[None]:
    """Turn the errors of SQLite into those of this package. `name` is the atlas as the user calls it."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translated(error, name) from error


def _translated(error: sqlite3.Error, name: str) -> AtlasError:
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if code in _BROKEN:
        return AtlasFormatError(f"{name}: is damaged, or no atlas ({error}); {_RESTORE}")
    if code in _BUSY:
        return AtlasBusyError(
            f"{name}: another program keeps it locked ({error}); wait until it has finished, or close it, and try again"
        )
    if code in _NO_SPACE:
        return AtlasFullError(f"{name}: there is no room left ({error}); nothing of this was recorded; make room")
    if code == sqlite3.SQLITE_READONLY:
        return AtlasError(
            f"{name}: may not be written ({error}); get the right to write to it and to its folder, or open it with "
            "read_only"
        )
    if code == sqlite3.SQLITE_CANTOPEN:
        return AtlasError(f"{name}: cannot be opened ({error}); check that you may read it and write to its folder")
    if code == sqlite3.SQLITE_IOERR:
        return AtlasError(f"{name}: the disk failed ({error}); nothing of this was recorded; check disk and room on it")
    return AtlasError(f"{name}: {error}; if the file was changed by another program, put a backup in its place")
