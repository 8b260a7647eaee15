"""Files into articles, one at a time: a broken file is one error, and the rest go on."""

import io
import json
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import chain
from pathlib import Path

from contested.articles.decode import decode, known_encoding
from contested.articles.files import MAX_ARTICLE_BYTES, STDIN, cannot_read, find_files, read_bytes
from contested.articles.parse import Defaults, from_object, from_text
from contested.articles.published import parse_published
from contested.errors import ArticleError, NoArticlesError, RecordError
from contested.model import Article

logger = logging.getLogger(__name__)

_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def iter_articles(
    paths: Iterable[str | os.PathLike[str]],
    *,
    outlet: str | None = None,
    published: str | date | datetime | None = None,
    encoding: str | None = None,
) -> Iterator[Article | ArticleError]:
    """Yield each article that `paths` stand for, and in place of each that cannot be read its `ArticleError`.

    A path is a text file, a folder (its .txt, .md, .jsonl and .json files, sorted, with subfolders), a JSONL file of
    `{"id","text","title"?,"outlet"?,"published"?,"url"?,"language"?}`, or "-" for standard input. The text is kept as
    it was read, line ends included; only a byte order mark and front matter are taken off. `outlet` and `published`
    (an ISO date, or a date-time with its zone) hold where a file says nothing of its own; without either, they are
    `None`. `encoding` is needed only where it cannot be told. A text that was read before is yielded again and noted
    in the log. Of two files of one name in different folders the second is named with its folder. Raises
    `RecordError` when an option is not what it should be.

    >>> [str(error) for error in iter_articles(["nowhere.txt"])]
    ['nowhere.txt: there is no such file or folder; check the name']
    """
    defaults = _defaults(outlet, published, encoding)
    return _noting_repeats(chain.from_iterable(_from_file(found, defaults) for found in find_files(paths)))


def read_articles(
    *paths: str | os.PathLike[str],
    outlet: str | None = None,
    published: str | date | datetime | None = None,
    encoding: str | None = None,
) -> list[Article]:
    """Answer the articles that `paths` stand for, as `iter_articles` reads them; stop at the first that cannot be read.

    Raises `ArticleError` for that one, `NoArticlesError` when no path is given or there is nothing at any of them,
    and `RecordError` when an option is not what it should be.
    """
    articles: list[Article] = []
    for article in iter_articles(paths, outlet=outlet, published=published, encoding=encoding):
        if isinstance(article, ArticleError):
            if not articles and all(not Path(path).exists() for path in paths if path != STDIN) and STDIN not in paths:
                raise NoArticlesError(str(article)) from article
            raise article
        articles.append(article)
    if not articles:
        raise NoArticlesError("there was no article to read; give files, folders, or - for standard input")
    return articles


def _defaults(outlet: str | None, published: str | date | datetime | None, encoding: str | None) -> Defaults:
    if encoding is not None:
        known_encoding(encoding)
    outlet = " ".join(outlet.split()) or None if outlet is not None else None
    if published is None:
        return Defaults(outlet=outlet, encoding=encoding)
    try:
        moment, precision = parse_published(published)
    except ValueError as error:
        raise RecordError(f"published {error}") from error
    return Defaults(outlet=outlet, published=moment, published_precision=precision, encoding=encoding)


def _noting_repeats(articles: Iterable[Article | ArticleError]) -> Iterator[Article | ArticleError]:
    """Yield `articles`; a name from a file that another article has already gets the file's folder before it."""
    first: dict[str, str | None] = {}
    names: dict[str, str | None] = {}
    for article in articles:
        if isinstance(article, ArticleError):
            yield article
            continue
        before = first.setdefault(article.id, article.path)
        if before != article.path:
            logger.warning("%s: is the same text as %s", article.path, before)
        yield _with_a_name_of_its_own(article, names)


def _with_a_name_of_its_own(article: Article, names: dict[str, str | None]) -> Article:
    """Answer `article`, and enter its name and path in `names`. An id that its author gave is never changed."""
    if article.name is None:
        return article
    if article.name not in names:
        names[article.name] = article.path
        return article
    path = Path(article.path or "")
    if article.name != path.stem:
        logger.warning("%s: has the id %r of %s too; give it another", article.path, article.name, names[article.name])
        return article
    longer = (f"{path.parent.name}/{path.stem}", path.with_suffix("").as_posix(), path.as_posix())
    name = next((name for name in longer if name not in names), longer[-1])
    logger.info("%s: is named %r, since %s is %r", article.path, name, names[article.name], article.name)
    names[name] = article.path
    return replace(article, name=name)


def _from_file(path: Path | str | ArticleError, defaults: Defaults) -> Iterator[Article | ArticleError]:
    if isinstance(path, ArticleError):
        yield path
        return
    suffix = path.suffix.lower() if isinstance(path, Path) else ""
    try:
        if isinstance(path, Path) and suffix == ".jsonl":
            yield from _from_lines(path.open("rb"), path, defaults)
            return
        yield from _from_whole(path, suffix, defaults)
    except OSError as error:
        yield cannot_read(path, error)
    except ArticleError as error:
        yield error


def _from_whole(path: Path | str, suffix: str, defaults: Defaults) -> Iterator[Article | ArticleError]:
    where = str(path) if isinstance(path, Path) else "standard input"
    raw = read_bytes(path)
    if isinstance(path, str) and _opens_an_object(raw):
        yield from _from_lines(_stream(raw), where, defaults)
        return
    text, encoding = decode(raw, where=where, encoding=defaults.encoding)
    if encoding != "utf-8":
        logger.info("%s: read as %s", where, encoding)
    if suffix == ".json":
        yield from _from_json(text, raw, where, defaults)
    else:
        name = path.stem.encode("utf-8", "backslashreplace").decode() if isinstance(path, Path) else "stdin"
        yield from_text(text, name=name, where=where, defaults=defaults)


def _opens_an_object(raw: bytes) -> bool:
    """Tell whether the first line of `raw` is a JSON object with a text: standard input may be JSONL."""
    row = _object(raw.lstrip().partition(b"\n")[0].decode("utf-8", "replace"))
    return isinstance(row, dict) and "text" in row


def _object(line: str) -> object:
    """Answer the JSON value of `line`, or the error that it makes."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        return error


def _from_json(text: str, raw: bytes, where: str, defaults: Defaults) -> Iterator[Article | ArticleError]:
    """Yield the articles of a .json file: one object, a list of them, or in truth one object a line."""
    value = _object(text)
    if isinstance(value, Exception):
        if not _opens_an_object(raw):
            raise ArticleError(f"{where}: is not JSON ({_why(value)}); mend it, or name it .txt if it is plain text")
        yield from _from_lines(_stream(raw), where, defaults)
        return
    if not isinstance(value, list):
        yield from_object(value, name=Path(where).stem, where=where, defaults=defaults)
        return
    if not value:
        raise ArticleError(f"{where}: is an empty list; put articles in it, or leave it out")
    for number, row in enumerate(value, start=1):
        try:
            yield from_object(row, name=f"{Path(where).stem}-{number}", where=f"{where}:{number}", defaults=defaults)
        except ArticleError as error:
            yield error


def _stream(raw: bytes) -> io.BufferedReader:
    return io.BufferedReader(io.BytesIO(raw))


def _from_lines(stream: io.BufferedReader, path: Path | str, defaults: Defaults) -> Iterator[Article | ArticleError]:
    """Yield the article of each line of JSONL; lines are read one at a time, so that the file may be of any size."""
    head = stream.peek(4)
    codec = next((codec for mark, codec in _MARKS if head.startswith(mark)), defaults.encoding or "utf-8-sig")
    number = 0
    empty = True
    with io.TextIOWrapper(stream, encoding=codec, errors="surrogateescape", newline="\n") as lines:
        while line := lines.readline(MAX_ARTICLE_BYTES + 1):
            number += 1
            if line.strip():
                empty = False
                try:
                    yield _from_line(line, f"{path}:{number}", f"{Path(path).stem}-{number}", defaults)
                except ArticleError as error:
                    yield error
            while len(line) > MAX_ARTICLE_BYTES and not line.endswith("\n"):
                line = lines.readline(MAX_ARTICLE_BYTES + 1)
    if empty:
        raise ArticleError(f"{path}: is empty; put one JSON object a line in it, or leave it out")


def _from_line(line: str, where: str, name: str, defaults: Defaults) -> Article:
    if len(line) > MAX_ARTICLE_BYTES:
        raise ArticleError(
            f"{where}: is longer than an article can be ({MAX_ARTICLE_BYTES // 1_000_000} MB); put one article a line"
        )
    if any("\udc80" <= letter <= "\udcff" for letter in line):
        raise ArticleError(f"{where}: is not UTF-8; save it as UTF-8, or name its encoding (--encoding windows-1256)")
    row = _object(line)
    if isinstance(row, Exception):
        raise ArticleError(f"{where}: is not JSON ({_why(row)}); write one object a line")
    return from_object(row, name=name, where=where, defaults=defaults)


def _why(error: Exception) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else str(error)
