"""The files that a user's paths stand for, and their bytes up to a limit."""

import logging
import os
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO

from contested.articles.kinds import LARGEST, LARGEST_OTHER, SUFFIXES, Kind
from contested.articles.sidecar import SIDECAR_SUFFIXES, is_sidecar
from contested.errors import ArticleError

logger = logging.getLogger(__name__)

MAX_ARTICLE_BYTES = LARGEST[Kind.TEXT]
"""The most that is read as one article's text: about 800,000 words. News is a thousandth of it; more is an archive."""

STDIN = "-"


def find_files(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Path | str | ArticleError]:
    """Yield the files that `paths` name, each once: a folder stands for its articles, sorted, with its subfolders.

    "-" and the addresses of pages are yielded as they are. Files and folders whose names begin with a dot are left
    alone inside folders. What is missing, cannot be looked into, or holds no article is yielded as an `ArticleError`.
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
    if given == STDIN or is_address(given):
        yield given
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


def is_address(given: str) -> bool:
    """Tell whether what a user gave is the address of something on the web, of whatever scheme, and no path."""
    scheme, sign, _ = given.partition("://")
    return bool(sign) and len(scheme) > 1 and scheme.isascii() and scheme.isalnum()


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
    left_out: Counter[str] = Counter()
    none_yet = True
    for top, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if Path(top, name).is_symlink():
                logger.info("%s: is a link to a folder, which is not followed; give that folder too", Path(top, name))
        for name in sorted(name for name in names if not name.startswith(".")):
            if is_sidecar(name):
                if not _has_article(name, names):
                    yield ArticleError(f"{Path(top, name)}: describes no file beside it; give it the article's name")
            elif not name.lower().endswith(SUFFIXES):
                left_out[Path(name).suffix.lower() or "no ending"] += 1
            else:
                none_yet = False
                yield _regular(Path(top, name))
    if left_out:
        kinds = ", ".join(f"{number} with {suffix}" for suffix, number in sorted(left_out.items()))
        logger.info("%s: files that are no articles are left out: %s", folder, kinds)
    for error in closed:
        yield ArticleError(f"{error.filename}: cannot be looked into ({error.strerror}); ask for the right to read it")
    if none_yet and not closed:
        yield ArticleError(f"{folder}: holds no article; put files ending in {', '.join(SUFFIXES)} there")


def _has_article(sidecar: str, names: Iterable[str]) -> bool:
    stem = next(sidecar[: -len(suffix)] for suffix in SIDECAR_SUFFIXES if sidecar.lower().endswith(suffix))
    return any(name in (stem, Path(name).stem) or Path(name).stem == stem for name in names if not is_sidecar(name))


def _regular(path: Path) -> Path | ArticleError:
    """Answer `path` unless it is a pipe or a device, which in a folder would be waited for without end."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return path  # told when it is opened
    return path if stat.S_ISREG(mode) else ArticleError(f"{path}: is a pipe or a device, not a file; take it out")


def read_bytes(path: Path | str, kind: Kind | None = None) -> bytes:
    """Answer all bytes of a file or of standard input; raise `ArticleError` when they cannot be one article.

    `kind` is that of the file, which says how large it may be; None stands for any.
    """
    most = LARGEST_OTHER if kind is None else LARGEST.get(kind, LARGEST_OTHER)
    try:
        if isinstance(path, str):
            if sys.stdin is None:
                raise ArticleError("standard input: is closed; pipe the article's text into it, or give a file")
            return _up_to(most, sys.stdin.buffer, "standard input")
        with path.open("rb") as stream:
            return _up_to(most, stream, str(path))
    except OSError as error:
        raise cannot_read(path, error) from error


def _up_to(most: int, stream: BinaryIO, where: str) -> bytes:
    raw = stream.read(most + 1)
    if len(raw) > most:
        raise ArticleError(
            f"{where}: is larger than an article can be ({most // 1_000_000} MB); "
            "put one article in a file, or many in a .jsonl file, one a line"
        )
    return raw


def cannot_read(path: Path | str, error: OSError) -> ArticleError:
    """Answer the error that says why the system would not let `path` be read."""
    reason = error.strerror or str(error)
    return ArticleError(f"{path}: cannot be read ({reason}); check the file and the right to read it")
