"""Files, folders, standard input and addresses into articles, one at a time; a broken one is one error."""

import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from contested.articles.child import Child
from contested.articles.decode import decode, known_encoding
from contested.articles.documents import Document, charset_in, document_of, draft_of
from contested.articles.feeds import feed_drafts
from contested.articles.files import STDIN, cannot_read, find_files, is_address, read_bytes
from contested.articles.json_files import in_memory, json_drafts, line_drafts, opens_an_object
from contested.articles.kinds import LARGEST_OTHER, Kind, kind_in, kind_of
from contested.articles.metadata import checked_language
from contested.articles.parse import Defaults, Draft, receive
from contested.articles.published import parse_published
from contested.articles.received import FieldSource, Received
from contested.articles.sidecar import sidecar_layer
from contested.articles.tables import csv_drafts, parquet_drafts
from contested.articles.warc import warc_drafts
from contested.articles.web import Fetch, Limits, fetch
from contested.errors import ArticleError, MissingExtraError, NoArticlesError, RecordError
from contested.model import Article

logger = logging.getLogger(__name__)

Drafts = Iterator[Draft | ArticleError]

_FETCH: Fetch = partial(fetch, limits=Limits(megabytes=LARGEST_OTHER / 1e6))


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadOptions:
    """What is said of articles that do not say it themselves, and how they are fetched.

    `published` is an ISO date, or a date-time with its zone; `url` is for one article only; `language` a code such as
    "ar"; `encoding` is needed only where it cannot be told. `fetch` asks for the addresses among the paths; None is
    `web.fetch`.
    """

    outlet: str | None = None
    published: str | date | datetime | None = None
    url: str | None = None
    language: str | None = None
    encoding: str | None = None
    fetch: Fetch | None = None


def iter_received(
    paths: Iterable[str | os.PathLike[str]], *, options: ReadOptions = ReadOptions()
) -> Iterator[Received | ArticleError]:
    """Yield each article that `paths` stand for with the bytes it came as, or its `ArticleError` in its place.

    A path is a file of one of the kinds of `SUFFIXES`, a folder of them (sorted, with subfolders), "-" for standard
    input, or the address of a page or feed (http or https: the only case in which anything is fetched). A text is kept
    as it was read, line ends included; only a byte order mark and front matter are taken off. Documents are read by
    libraries in a process of their own; where one is not installed, those articles fail and the error names what to
    install. A text that was read before is yielded again and noted in the log. Of two files of one name in different
    folders the second is named with its folder. Raises `RecordError` when an option is not what it should be.
    """
    given = list(paths)
    defaults = _defaults(options)
    if options.url is not None and (len(given) != 1 or Path(given[0]).is_dir()):
        raise RecordError("url is the address of one article; give one file with it, or a sidecar beside each")
    return _noting_repeats(_received(given, defaults, options.fetch or _FETCH))


def iter_articles(
    paths: Iterable[str | os.PathLike[str]],
    *,
    outlet: str | None = None,
    published: str | date | datetime | None = None,
    url: str | None = None,
    language: str | None = None,
    encoding: str | None = None,
) -> Iterator[Article | ArticleError]:
    """Yield each article that `paths` stand for, and in place of each that cannot be read its `ArticleError`.

    As `iter_received`, without the bytes; the options are those of `ReadOptions`.

    >>> [str(error) for error in iter_articles(["nowhere.txt"])]
    ['nowhere.txt: there is no such file or folder; check the name']
    """
    options = ReadOptions(outlet=outlet, published=published, url=url, language=language, encoding=encoding)
    received = iter_received(paths, options=options)
    return (one.article if isinstance(one, Received) else one for one in received)


def read_articles(
    *paths: str | os.PathLike[str],
    outlet: str | None = None,
    published: str | date | datetime | None = None,
    url: str | None = None,
    language: str | None = None,
    encoding: str | None = None,
) -> list[Article]:
    """Answer the articles that `paths` stand for, as `iter_articles` reads them; stop at the first that cannot be read.

    Raises `ArticleError` for that one, `NoArticlesError` when no path is given or there is nothing at any of them,
    and `RecordError` when an option is not what it should be.
    """
    articles: list[Article] = []
    found = iter_articles(paths, outlet=outlet, published=published, url=url, language=language, encoding=encoding)
    for article in found:
        if isinstance(article, ArticleError):
            if not articles and all(_is_nowhere(path) for path in paths):
                raise NoArticlesError(str(article)) from article
            raise article
        articles.append(article)
    if not articles:
        raise NoArticlesError("there was no article to read; give files, folders, or - for standard input")
    return articles


def _is_nowhere(path: str | os.PathLike[str]) -> bool:
    return path != STDIN and not is_address(os.fspath(path)) and not Path(path).exists()


def _defaults(options: ReadOptions) -> Defaults:
    """Answer the options as they are used; raise `RecordError` for one that cannot be."""
    if options.encoding is not None:
        known_encoding(options.encoding)
    outlet = " ".join(options.outlet.split()) or None if options.outlet is not None else None
    published = options.published
    try:
        if published is not None:
            parse_published(published)
    except ValueError as error:
        raise RecordError(f"published {error}") from error
    if options.url is not None and not options.url.lower().startswith(("http://", "https://")):
        raise RecordError(f"url {options.url[:200]!r} is no web address; give one that begins with http:// or https://")
    language = None
    if options.language is not None:
        language = checked_language(options.language)
        if language is None:
            raise RecordError(f"language {options.language[:40]!r} is no code of a language; give one such as en or ar")
    said = published.isoformat() if isinstance(published, date | datetime) else published
    return Defaults(outlet=outlet, published=said, url=options.url, language=language, encoding=options.encoding)


# ------------------------------------------------------------------------------------------------ one after another


def _received(
    paths: Iterable[str | os.PathLike[str]], defaults: Defaults, fetch: Fetch
) -> Iterator[Received | ArticleError]:
    with Child() as child:
        for found in find_files(paths):
            for draft in _from_one(found, defaults, fetch, child):
                if isinstance(draft, ArticleError):
                    yield draft
                    continue
                try:
                    received = receive(draft, defaults)
                except ArticleError as error:
                    yield error
                    continue
                if received.told_by.get("url") is FieldSource.OPTION:
                    defaults = replace(defaults, url=None)  # of this one; another text there would be its new version
                yield received


def _from_one(path: Path | str | ArticleError, defaults: Defaults, fetch: Fetch, child: Child) -> Drafts:
    """Yield the drafts that one path stands for; what goes wrong is yielded too."""
    if isinstance(path, ArticleError):
        yield path
        return
    try:
        if isinstance(path, Path):
            yield from _from_file(path, defaults, child)
        elif path == STDIN:
            yield from _from_stdin(defaults, child)
        else:
            yield from _from_address(path, fetch, child)
    except ArticleError as error:
        yield error
    except MissingExtraError as error:
        failed = ArticleError(f"{path}: cannot be read here; {error}")
        failed.__cause__ = error
        yield failed
    except OSError as error:
        yield cannot_read(path, error)


def _from_file(path: Path, defaults: Defaults, child: Child) -> Drafts:
    kind = kind_of(path)
    layers = sidecar_layer(path)
    match kind:
        case Kind.LINES:
            yield from line_drafts(path.open("rb"), path, encoding=defaults.encoding, layers=layers)
        case Kind.TABLE:
            yield from csv_drafts(path, encoding=defaults.encoding, layers=layers)
        case Kind.PARQUET:
            yield from parquet_drafts(path, layers=layers)
        case Kind.ARCHIVE:
            yield from warc_drafts(path, child, layers=layers)
        case Kind.JSON:
            raw = read_bytes(path, kind)
            text = _decoded(raw, str(path), defaults.encoding)
            yield from json_drafts(text, raw, where=str(path), encoding=defaults.encoding, layers=layers)
        case Kind.FEED:
            yield from _of_feed(read_bytes(path, kind), str(path), None, child)
        case _:
            name = path.stem.encode("utf-8", "backslashreplace").decode()
            document = Document(
                raw=read_bytes(path, kind),
                kind=kind,
                name=name,
                where=str(path),
                encoding=defaults.encoding,
                layers=layers,
            )
            yield draft_of(document, child)


def _from_stdin(defaults: Defaults, child: Child) -> Drafts:
    where = "standard input"
    raw = read_bytes(STDIN)
    if opens_an_object(raw):
        yield from line_drafts(in_memory(raw), where, encoding=defaults.encoding)
        return
    kind = kind_in(raw) or Kind.TEXT
    if kind is Kind.FEED:
        yield from _of_feed(raw, where, None, child)
        return
    yield draft_of(Document(raw=raw, kind=kind, name="stdin", where=where, encoding=defaults.encoding), child)


def _from_address(url: str, fetch: Fetch, child: Child) -> Drafts:
    answer = fetch(url)
    now = datetime.now(UTC)
    if kind_in(answer.body, answer.headers.get("content-type")) is Kind.FEED:
        yield from _of_feed(answer.body, answer.url, now, child, charset_in(answer))
        return
    parts = urlsplit(answer.url)
    name = PurePosixPath(unquote(parts.path)).stem or parts.hostname or answer.url
    yield draft_of(document_of(answer, name=name, retrieved=now), child)


def _of_feed(raw: bytes, where: str, retrieved: datetime | None, child: Child, charset: str | None = None) -> Drafts:
    url = where if retrieved is not None else None
    drafts, problems = feed_drafts(raw, where=where, url=url, charset=charset, retrieved=retrieved, child=child)
    for problem in problems:
        logger.warning("%s", problem)
    if not drafts:
        raise ArticleError(f"{where}: is a feed without entries; look again later")
    yield from drafts


def _decoded(raw: bytes, where: str, encoding: str | None) -> str:
    text, found = decode(raw, where=where, encoding=encoding)
    if found != "utf-8":
        logger.info("%s: read as %s", where, found)
    return text


# ------------------------------------------------------------------------------------------------ names


def _noting_repeats(found: Iterable[Received | ArticleError]) -> Iterator[Received | ArticleError]:
    """Yield `found`; a name from a file that another article has already gets the file's folder before it."""
    first: dict[str, str | None] = {}
    names: dict[str, str | None] = {}
    for one in found:
        if isinstance(one, ArticleError):
            yield one
            continue
        article = one.article
        before = first.setdefault(article.id, article.path)
        if before != article.path:
            logger.warning("%s: is the same text as %s", article.path, before)
        yield replace(one, article=_with_a_name_of_its_own(article, names))


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
