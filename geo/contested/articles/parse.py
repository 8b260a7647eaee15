"""One article from what a file holds: plain text with or without front matter, or a JSON object."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from contested.articles.published import parse_published
from contested.errors import ArticleError
from contested.model import Article, TimePrecision

logger = logging.getLogger(__name__)

_FIELDS = ("title", "outlet", "published", "url", "language")
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?P<head>(?:(?!---)[^\r\n]*\r?\n){1,60}?)---[ \t]*(?:\r?\n|\Z)")
_ENTRY = re.compile(r"(?P<key>[A-Za-z][\w-]{0,40})[ \t]*:(?P<value>.*)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ALREADY_BROKEN = re.compile(  # UTF-8 that was once read as Windows-1252: curly quotes, é, Arabic
    r"\u00e2\u20ac[\u0153\u2122\u02dc\u201d]|\u00c3[\u00a9\u00a8\u00bc\u00b6]|(?:[\u00d8\u00d9][\u0080-\u00bf\u0192-\u2122]){3}"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Defaults:
    """What the user says of the articles that do not say it themselves."""

    outlet: str | None = None
    published: datetime | None = None
    published_precision: TimePrecision | None = None
    encoding: str | None = None


def from_text(text: str, *, name: str, where: str, defaults: Defaults) -> Article:
    """Answer the article of a plain text, whose front matter, if any, says what is known of it.

    Front matter is a first block between two lines `---` of lines `key: value`, of which at least one key is
    title, outlet, published, url or language; anything else between such lines is text.
    """
    head: dict[str, object] = {}
    match = _FRONT_MATTER.match(text)
    if match:
        head = _front_matter(match["head"], where)
        if head:
            text = text[match.end() :]
    return _article(text, head, name=name, where=where, defaults=defaults)


def from_object(row: object, *, name: str, where: str, defaults: Defaults) -> Article:
    """Answer the article of a JSON object `{"id","text","title"?,"outlet"?,"published"?,"url"?,"language"?}`."""
    if not isinstance(row, Mapping):
        raise ArticleError(f'{where}: is not a JSON object; write {{"id": …, "text": …}}')
    text = row.get("text")
    if not isinstance(text, str):
        said = "has no text" if text is None else f"has a text that is not a string ({type(text).__name__})"
        raise ArticleError(f'{where}: {said}; put the article\'s text under "text"')
    identifier = row.get("id")
    if isinstance(identifier, bool) or not (identifier is None or isinstance(identifier, str | int)):
        raise ArticleError(f"{where}: has an id that is neither a string nor a whole number; give it one, or none")
    head = {key: row[key] for key in _FIELDS if row.get(key) is not None}
    if identifier not in (None, ""):
        name = _clean(str(identifier), "id", where)
    return _article(text, head, name=name, where=where, defaults=defaults)


def _front_matter(block: str, where: str) -> dict[str, object]:
    head: dict[str, object] = {}
    for line in block.splitlines():
        entry = _ENTRY.fullmatch(line)
        if entry is None:
            if line.strip() and not line.startswith((" ", "\t", "-", "#")):
                return {}  # prose between two rules, not front matter
            continue
        key, value = entry["key"].lower(), entry["value"].strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        if key in _FIELDS and value:
            if key in head:
                raise ArticleError(f"{where}: says {key} twice in its front matter; keep the right one")
            head[key] = value
    return head


def _article(text: str, head: Mapping[str, object], *, name: str, where: str, defaults: Defaults) -> Article:
    _check_letters(text, "the text", where)
    if not any(letter.isalnum() for letter in text):
        raise ArticleError(f"{where}: is empty; put the article's text in it, or leave it out")
    if _ALREADY_BROKEN.search(text):
        logger.warning("%s: looks like text that was saved in a wrong encoding before; read as it stands", where)
    elif "\ufffd" in text:
        logger.warning("%s: holds the mark of lost letters (U+FFFD); names with it cannot be found", where)
    said = {key: _clean(value, key, where) for key, value in head.items()}
    published, precision = defaults.published, defaults.published_precision
    if said.get("published"):
        try:
            published, precision = parse_published(said["published"])
        except ValueError as error:
            raise ArticleError(f"{where}: published {error}") from error
    return Article(
        text=text,
        name=name,
        title=said.get("title") or None,
        outlet=said.get("outlet") or defaults.outlet,
        published=published,
        published_precision=precision,
        url=said.get("url") or None,
        language=said.get("language") or None,
        path=where,
    )


def _clean(value: object, key: str, where: str) -> str:
    """Answer a short field as one line of text; raise `ArticleError` when it is not a string."""
    if not isinstance(value, str):
        raise ArticleError(f"{where}: has a {key} that is not a string ({type(value).__name__}); put it in quotes")
    _check_letters(value, f"the {key}", where)
    return " ".join(value.split())


def _check_letters(value: str, what: str, where: str) -> None:
    if "\0" in value:
        raise ArticleError(f"{where}: {what} holds a zero character (NUL); take it out")
    half = _SURROGATE.search(value)
    if half:
        raise ArticleError(
            f"{where}: {what} holds half a character (\\u{ord(half[0]):04x} at {half.start()}); "
            "write the whole character, or take it out"
        )
