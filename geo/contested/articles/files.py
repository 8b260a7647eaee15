"""The files that a user's paths stand for, and their bytes up to a limit."""

import logging
import os
import sys
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO

from contested.errors import ArticleError

logger = logging.getLogger(__name__)

MAX_ARTICLE_BYTES = 5_000_000
"""The most that is read as one article: about 800,000 words. News is a thousandth of it; more is an archive."""

SUFFIXES = (".txt", ".md", ".jsonl", ".json")
"""The endings of the files that are taken from a folder."""

STDIN = "-"
_MARKUP = (".html", ".htm", ".xhtml", ".xml")


def find_files(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Path | str | ArticleError]:
    """Yield the files that `paths` name, each once: a folder stands for its articles, sorted, with its subfolders.

    "-" is yielded as it is. Files and folders whose names begin with a dot are left alone inside folders. What is
    missing, cannot be looked into, or holds no article is yielded as an `ArticleError`.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _expand(os.fspath(path)):
            if isinstance(found, ArticleError):
                yield found
                continue
            key = found if isinstance(found, str) else os.path.realpath(found)
            if key in seen:
                logger.info("%s: was given twice; read once", found)
                continue
            seen.add(key)
            yield found


def _expand(given: str) -> Iterator[Path | str | ArticleError]:
    if given == STDIN:
        yield STDIN
        return
    path = Path(given)
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except (OSError, ValueError) as error:  # a name too long, or with a zero character in it
        yield ArticleError(f"{given[:200]!r}: is not the name of a file ({error}); check the name")
        return
    if is_folder:
        yield from _walk(path)
    elif exists:
        yield path
    elif path.is_symlink():
        yield ArticleError(f"{given}: is a link that leads nowhere; mend it, or give the file itself")
    else:
        yield ArticleError(f"{given}: there is no such file or folder; check the name{_nearby(path)}")


def _nearby(path: Path) -> str:
    """Answer a hint at a file beside `path` with a similar name, or nothing."""
    try:
        names = sorted(entry.name for entry in path.parent.iterdir())
    except OSError:
        return ""
    close = get_close_matches(path.name, names, n=1, cutoff=0.75)
    return f", perhaps {path.parent / close[0]}" if close else ""


def _walk(folder: Path) -> Iterator[Path | ArticleError]:
    closed: list[OSError] = []
    none_yet = True
    for top, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name.lower().endswith(SUFFIXES):
                none_yet = False
                yield Path(top, name)
    for error in closed:
        yield ArticleError(f"{error.filename}: cannot be looked into ({error.strerror}); ask for the right to read it")
    if none_yet and not closed:
        yield ArticleError(f"{folder}: holds no article; put files ending in {', '.join(SUFFIXES)} there")


def read_bytes(path: Path | str) -> bytes:
    """Answer all bytes of a file or of standard input; raise `ArticleError` when they cannot be one article."""
    try:
        if isinstance(path, str):
            if sys.stdin is None:
                raise ArticleError("standard input: is closed; pipe the article's text into it, or give a file")
            return _up_to_limit(sys.stdin.buffer, "standard input")
        if path.suffix.lower() in _MARKUP:
            raise ArticleError(f"{path}: is a web page, which is not read yet; save the article's text as .txt")
        with path.open("rb") as stream:
            return _up_to_limit(stream, str(path))
    except OSError as error:
        raise cannot_read(path, error) from error


def _up_to_limit(stream: BinaryIO, where: str) -> bytes:
    raw = stream.read(MAX_ARTICLE_BYTES + 1)
    if len(raw) > MAX_ARTICLE_BYTES:
        raise ArticleError(
            f"{where}: is larger than an article can be ({MAX_ARTICLE_BYTES // 1_000_000} MB); "
            "put one article in a file, or many in a .jsonl file, one a line"
        )
    return raw


def cannot_read(path: Path | str, error: OSError) -> ArticleError:
    """Answer the error that says why the system would not let `path` be read."""
    reason = error.strerror or str(error)
    return ArticleError(f"{path}: cannot be read ({reason}); check the file and the right to read it")
