"""Files that appear whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from contested.errors import OutputError

_COMPANIONS = ("-wal", "-shm", "-journal")  # that SQLite leaves beside an unfinished GeoPackage


@contextmanager
def whole_file(path: str | Path) -> Iterator[Path]:
    """Lend a name beside `path`, with its suffix; put the file there in place of `path` when all went well.

    Otherwise it is taken away, and what stood at `path` is as it was. A symbolic link keeps pointing where it did.
    Raises `OutputError` for every `OSError` on the way, and when something that is no file stands at `path`.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        raise OutputError(f"{path}: is a folder, a device or a pipe; name a file")
    unfinished = target.with_name(f".{target.stem[:80]}.{secrets.token_hex(4)}{target.suffix}")
    try:
        yield unfinished
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.replace(target)
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror or error}), and nothing was changed; choose another file, in "
            "a folder with room that you may write to"
        ) from error
    finally:
        for leftover in (unfinished, *(unfinished.with_name(unfinished.name + end) for end in _COMPANIONS)):
            leftover.unlink(missing_ok=True)


def write_text(path: str | Path, text: str) -> None:
    """Write `text` to `path` as UTF-8 with its own line ends, whole or not at all. Raises `OutputError`."""
    with whole_file(path) as unfinished:
        unfinished.write_text(text, encoding="utf-8", newline="")
