"""JSON: one article, a list of them, or one a line, read line by line so that the file may be of any size."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

from contested.articles.files import MAX_ARTICLE_BYTES
from contested.articles.metadata import Layer
from contested.articles.parse import Draft, from_object
from contested.errors import ArticleError

_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def opens_an_object(raw: bytes) -> bool:
    """Tell whether the first line of `raw` is a JSON object with a text: standard input may be JSONL."""
    row = _object(raw.lstrip().partition(b"\n")[0].decode("utf-8", "replace"))
    return isinstance(row, dict) and "text" in row


def json_drafts(
    text: str, raw: bytes, *, where: str, encoding: str | None = None, layers: tuple[Layer, ...] = ()
) -> Iterator[Draft | ArticleError]:
    """Yield the drafts of a .json file: one object, a list of them, or in truth one object a line.

    Raises `ArticleError` when it is none of these.
    """
    value = _object(text)
    if isinstance(value, Exception):
        if not opens_an_object(raw):
            raise ArticleError(f"{where}: is not JSON ({_why(value)}); mend it, or name it .txt if it is plain text")
        yield from line_drafts(in_memory(raw), where, encoding=encoding, layers=layers)
        return
    if not isinstance(value, list):
        yield from_object(value, name=Path(where).stem, where=where, raw=raw, layers=layers)
        return
    if not value:
        raise ArticleError(f"{where}: is an empty list; put articles in it, or leave it out")
    for number, row in enumerate(value, start=1):
        try:
            yield from_object(row, name=f"{Path(where).stem}-{number}", where=f"{where}:{number}", layers=layers)
        except ArticleError as error:
            yield error


def in_memory(raw: bytes) -> io.BufferedReader:
    """Answer a stream of `raw` for `line_drafts`."""
    return io.BufferedReader(io.BytesIO(raw))


def line_drafts(
    stream: io.BufferedReader, path: Path | str, *, encoding: str | None = None, layers: tuple[Layer, ...] = ()
) -> Iterator[Draft | ArticleError]:
    """Yield the draft of each line of JSONL, or what is wrong with it. Raises `ArticleError` when there is no line."""
    head = stream.peek(4)
    codec = next((codec for mark, codec in _MARKS if head.startswith(mark)), encoding or "utf-8-sig")
    number = 0
    empty = True
    with io.TextIOWrapper(stream, encoding=codec, errors="surrogateescape", newline="\n") as lines:
        while line := lines.readline(MAX_ARTICLE_BYTES + 1):
            number += 1
            if line.strip():
                empty = False
                try:
                    yield _of_line(line, f"{path}:{number}", f"{Path(path).stem}-{number}", layers)
                except ArticleError as error:
                    yield error
            while len(line) > MAX_ARTICLE_BYTES and not line.endswith("\n"):
                line = lines.readline(MAX_ARTICLE_BYTES + 1)
    if empty:
        raise ArticleError(f"{path}: is empty; put one JSON object a line in it, or leave it out")


def _of_line(line: str, where: str, name: str, layers: tuple[Layer, ...]) -> Draft:
    if len(line) > MAX_ARTICLE_BYTES:
        raise ArticleError(
            f"{where}: is longer than an article can be ({MAX_ARTICLE_BYTES // 1_000_000} MB); put one article a line"
        )
    if any("\udc80" <= letter <= "\udcff" for letter in line):
        raise ArticleError(f"{where}: is not UTF-8; save it as UTF-8, or name its encoding (--encoding windows-1256)")
    row = _object(line)
    if isinstance(row, Exception):
        raise ArticleError(f"{where}: is not JSON ({_why(row)}); write one object a line")
    return from_object(row, name=name, where=where, raw=line.strip().encode(), layers=layers)


def _object(line: str) -> object:
    """Answer the JSON value of `line`, or the error that it makes."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        return error


def _why(error: Exception) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else str(error)
