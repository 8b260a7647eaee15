"""One article from what a file holds: its text, with or without front matter, and what several sources say of it."""

import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from contested.articles.metadata import FIELDS, Layer, check_letters, clean, merge, misnamed_language
from contested.articles.received import FieldSource, Received
from contested.errors import ArticleError
from contested.model import Article

logger = logging.getLogger(__name__)

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?P<head>(?:(?!---)[^\r\n]*\r?\n){1,60}?)---[ \t]*(?:\r?\n|\Z)")
_ENTRY = re.compile(r"(?P<key>[A-Za-z][\w-]{0,40})[ \t]*:(?P<value>.*)")
_ALREADY_BROKEN = re.compile(  # UTF-8 that was once read as Windows-1252: curly quotes, é, Arabic
    r"\u00e2\u20ac[\u0153\u2122\u02dc\u201d]|\u00c3[\u00a9\u00a8\u00bc\u00b6]|(?:[\u00d8\u00d9][\u0080-\u00bf\u0192-\u2122]){3}"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Defaults:
    """What the user says of the articles that do not say it themselves; `published` is an ISO date or date-time."""

    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    encoding: str | None = None

    def layer(self) -> Layer:
        """Answer these as a source of fields."""
        said = {key: getattr(self, key) for key in FIELDS if key != "title" and getattr(self, key) is not None}
        return FieldSource.OPTION, said


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a reader took out of a file, before the sources of its fields are weighed. `raw` as in `Received`."""

    text: str
    name: str
    where: str  # for messages, and the article's path
    raw: bytes
    media_type: str = "text/plain"
    layers: tuple[Layer, ...] = ()
    author: str | None = None
    notes: tuple[str, ...] = ()
    retrieved: datetime | None = None


def receive(draft: Draft, defaults: Defaults = Defaults()) -> Received:
    """Answer the article that `draft` makes; its notes are also logged.

    Raises `ArticleError` when there is no text in it, or a field is wrong.
    """
    where = draft.where
    check_letters(draft.text, "the text", where)
    if not any(letter.isalnum() for letter in draft.text):
        raise ArticleError(f"{where}: is empty; put the article's text in it, or leave it out")
    if _ALREADY_BROKEN.search(draft.text):
        logger.warning("%s: looks like text that was saved in a wrong encoding before; read as it stands", where)
    elif "\ufffd" in draft.text:
        logger.warning("%s: holds the mark of lost letters (U+FFFD); names with it cannot be found", where)
    known = merge((*draft.layers, defaults.layer()), where=where)
    notes = (*draft.notes, *known.notes)
    language = known.fields.get("language")
    told_by = dict(known.told_by)
    if language and told_by["language"] is FieldSource.FILE and misnamed_language(language, draft.text):
        notes = (*notes, f"says that its language is {language!r}, but is written in another script; left out")
        language = defaults.language
        told_by.pop("language")
        if language:
            told_by["language"] = FieldSource.OPTION
    for note in notes:
        logger.info("%s: %s", where, note)
    article = Article(
        text=draft.text,
        name=draft.name,
        title=known.fields.get("title"),
        outlet=known.fields.get("outlet"),
        published=known.published,
        published_precision=known.precision,
        url=known.fields.get("url"),
        language=language,
        retrieved=draft.retrieved,
        path=where,
    )
    return Received(
        article=article,
        raw=draft.raw,
        media_type=draft.media_type,
        told_by=MappingProxyType(told_by),
        author=draft.author,
        notes=notes,
    )


def from_text(text: str, *, name: str, where: str, raw: bytes, layers: tuple[Layer, ...] = ()) -> Draft:
    """Answer the draft of a plain text, whose front matter, if any, says what is known of it.

    Front matter is a first block between two lines `---` of lines `key: value`, of which at least one key is
    title, outlet, published, url or language; anything else between such lines is text.
    """
    match = _FRONT_MATTER.match(text)
    head = _front_matter(match["head"], where) if match else {}
    if match and head:
        text = text[match.end() :]
    return Draft(text=text, name=name, where=where, raw=raw, layers=((FieldSource.FRONT_MATTER, head), *layers))


def from_object(
    row: object, *, name: str, where: str, raw: bytes | None = None, layers: tuple[Layer, ...] = ()
) -> Draft:
    """Answer the draft of a JSON object `{"id","text","title"?,"outlet"?,"published"?,"url"?,"language"?}`.

    `raw` is how it was written, if it had a line of its own.
    """
    if not isinstance(row, Mapping):
        raise ArticleError(f'{where}: is not a JSON object; write {{"id": …, "text": …}}')
    text = row.get("text")
    if not isinstance(text, str):
        said = "has no text" if text is None else f"has a text that is not a string ({type(text).__name__})"
        raise ArticleError(f'{where}: {said}; put the article\'s text under "text"')
    identifier = row.get("id")
    if isinstance(identifier, bool) or not (identifier is None or isinstance(identifier, str | int)):
        raise ArticleError(f"{where}: has an id that is neither a string nor a whole number; give it one, or none")
    head = {key: row[key] for key in FIELDS if row.get(key) is not None}
    if identifier not in (None, ""):
        name = clean(str(identifier), "id", where)
    if raw is None:
        raw = json.dumps(row, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")
    return Draft(
        text=text,
        name=name,
        where=where,
        raw=raw,
        media_type="application/json",
        layers=((FieldSource.COLUMN, head), *layers),
    )


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
        if key in FIELDS and value:
            if key in head:
                raise ArticleError(f"{where}: says {key} twice in its front matter; keep the right one")
            head[key] = value
    return head
