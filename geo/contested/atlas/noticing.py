"""New files in folders, noticed once they are whole: a file that is still being written is left alone."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from contested.articles import SUFFIXES
from contested.errors import MissingExtraError, NoArticlesError

QUIET_S = 0.4  # a file that has not changed for so long is whole
_STEP_MS = 100


@dataclass
class Settling:
    """Files that were noticed, until they rest. `clock` answers seconds."""

    clock: Callable[[], float] = time.monotonic
    quiet_s: float = QUIET_S
    _waiting: dict[Path, tuple[tuple[int, int] | None, float]] = field(default_factory=dict)
    _done: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def notice(self, paths: Iterable[Path]) -> None:
        """Enter files that may be new or changed."""
        for path in paths:
            if is_article_file(path):
                self._waiting[path] = (_stamp(path), self.clock())

    def rested(self) -> list[Path]:
        """Answer the files that have not changed for a while, each once for each content, sorted."""
        ready = []
        for path, (before, since) in list(self._waiting.items()):
            now = _stamp(path)
            if now != before:
                self._waiting[path] = (now, self.clock())
            elif self.clock() - since >= self.quiet_s:
                del self._waiting[path]
                if now is not None and now[0] and self._done.get(path) != now:
                    self._done[path] = now
                    ready.append(path)
        return sorted(ready)


def is_article_file(path: Path) -> bool:
    """Tell whether a file may be an article by its name: known ending, not hidden.

    >>> is_article_file(Path("a.txt")), is_article_file(Path(".a.txt")), is_article_file(Path("a.part"))
    (True, False, False)
    """
    name = path.name.lower()
    return not name.startswith(".") and any(name.endswith(suffix) for suffix in SUFFIXES)


def files_in(folder: Path) -> Iterator[Path]:
    """Yield the files that may be articles in a folder and its subfolders, but for hidden ones."""
    for path in sorted(folder.rglob("*")):
        if not any(part.startswith(".") for part in path.relative_to(folder).parts) and path.is_file():
            yield path


def noticed(folders: Iterable[Path], stop: Event) -> Iterator[list[Path]]:
    """Yield the files that change in `folders`, a list at a time, and an empty list ten times a second, until `stop`.

    Raises `NoArticlesError` when one is no folder, `MissingExtraError` without `watchfiles`.
    """
    watched = [folder.resolve() for folder in folders]
    for folder in watched:
        if not folder.is_dir():
            raise NoArticlesError(f"{folder}: is no folder that could be watched; make it first: mkdir -p {folder}")
    if not watched:
        while not stop.wait(_STEP_MS / 1000):
            yield []
        return
    try:
        import watchfiles  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise MissingExtraError("watching folders needs watchfiles; pip install 'contested[watch]'") from error
    for changes in watchfiles.watch(
        *watched,
        stop_event=stop,
        step=_STEP_MS // 2,
        debounce=_STEP_MS,
        rust_timeout=_STEP_MS,
        yield_on_timeout=True,
        raise_interrupt=True,
    ):
        yield [Path(path) for change, path in sorted(changes) if change is not watchfiles.Change.deleted]


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:  # gone again
        return None
    return found.st_size, found.st_mtime_ns
