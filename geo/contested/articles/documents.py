"""Documents into drafts of articles: pages, PDFs, Word files, messages and plain text, each by its own reader."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contested.articles.charset import decode_page
from contested.articles.child import Child, Job
from contested.articles.decode import decode
from contested.articles.kinds import LARGEST, LARGEST_OTHER, Kind, kind_in
from contested.articles.metadata import FIELDS, Layer
from contested.articles.parse import Draft, from_text
from contested.articles.received import FieldSource
from contested.articles.web import Answer
from contested.errors import ArticleError

MOST_TAGS = 40_000
"""In one page. Live blogs have up to 15,000; the time to read a page grows with the square: 30,000 took 5 s here."""

_TAG = re.compile(r"</?[A-Za-z]")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{1,40})", re.IGNORECASE)
_JOBS = {Kind.PAGE: Job.PAGE, Kind.PDF: Job.PDF, Kind.DOCX: Job.DOCX, Kind.MESSAGE: Job.MESSAGE}
_SIGNS = {Kind.PDF: (b"%PDF", "a PDF"), Kind.DOCX: (b"PK", "a Word document (.docx)")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """Bytes that hold one article, and what is known of them. `where` is for messages; `url` where they came from."""

    raw: bytes
    kind: Kind
    name: str
    where: str
    url: str | None = None
    charset: str | None = None
    encoding: str | None = None
    retrieved: datetime | None = None
    layers: tuple[Layer, ...] = ()


def draft_of(document: Document, child: Child) -> Draft:
    """Answer the draft of an article in a document.

    Raises `ArticleError` when there is none in it, and `MissingExtraError` without the library for its kind.
    """
    most = LARGEST.get(document.kind, LARGEST_OTHER)
    if len(document.raw) > most:
        raise ArticleError(f"{document.where}: is larger than an article can be ({most // 1_000_000} MB)")
    if not document.raw.strip():
        raise ArticleError(f"{document.where}: is empty; put the article's text in it, or leave it out")
    if document.kind in (Kind.TEXT, Kind.MARKDOWN):
        return _plain(document)
    if document.kind not in _JOBS:
        raise ArticleError(f"{document.where}: is {document.kind.value}, not one article; give it as a file")
    raw = document.raw
    notes: list[str] = []
    if document.kind is Kind.PAGE:
        markup, notes = decode_page(raw, where=document.where, charset=document.charset, encoding=document.encoding)
        tags = len(_TAG.findall(markup))
        if tags > MOST_TAGS:
            raise ArticleError(f"{document.where}: has {tags:,} tags, too many to read; save its text as .txt")
        if not tags:
            raise ArticleError(f"{document.where}: holds no markup; name it .txt if it is plain text")
        raw = markup.encode("utf-8", "surrogatepass")
    sign, what = _SIGNS.get(document.kind, (b"", ""))
    if sign not in raw[:1_024]:
        raise ArticleError(f"{document.where}: is not {what} by its content; check the file, or save its text as .txt")
    found = child.run(_JOBS[document.kind], raw, where=document.where)
    return _draft(document, found, notes)


def charset_in(answer: Answer) -> str | None:
    """Answer what a server calls the encoding of its answer, None when it does not say."""
    match = _CHARSET.search(answer.headers.get("content-type") or "")
    return match[1] if match else None


def document_of(answer: Answer, *, name: str, retrieved: datetime | None) -> Document:
    """Answer what a server answered, as a document. Raises `ArticleError` for a kind that is not read."""
    media_type = answer.headers.get("content-type")
    kind = kind_in(answer.body, media_type)
    if kind is None:
        raise ArticleError(f"{answer.url}: is {media_type!r}, which is not read; save the article's text as .txt")
    return Document(
        raw=answer.body,
        kind=kind,
        name=name,
        where=answer.url,
        url=answer.url,
        charset=charset_in(answer),
        retrieved=retrieved,
        layers=((FieldSource.ADDRESS, {"url": answer.url}),),
    )


def _plain(document: Document) -> Draft:
    text, encoding = decode(document.raw, where=document.where, encoding=document.encoding or document.charset)
    draft = from_text(text, name=document.name, where=document.where, raw=document.raw, layers=document.layers)
    notes = (f"read as {encoding}",) if encoding != "utf-8" else ()
    return _with(draft, document, notes)


def _with(draft: Draft, document: Document, notes: tuple[str, ...]) -> Draft:
    return Draft(
        text=draft.text,
        name=draft.name,
        where=draft.where,
        raw=draft.raw,
        media_type=document.kind.value,
        layers=draft.layers,
        notes=notes,
        retrieved=document.retrieved,
    )


def _draft(document: Document, found: dict[str, Any], notes: list[str]) -> Draft:
    return Draft(
        text=found["text"],
        name=document.name,
        where=document.where,
        raw=document.raw,
        media_type=document.kind.value,
        layers=((FieldSource.FILE, {key: found.get(key) for key in FIELDS}), *document.layers),
        author=found.get("author"),
        notes=(*notes, *found["notes"]),
        retrieved=document.retrieved,
    )
