"""What kinds of files are read as articles, and how they are told apart."""

from enum import StrEnum
from pathlib import PurePath


class Kind(StrEnum):
    """A kind of file. Its value is its usual media type."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    JSON = "application/json"
    LINES = "application/jsonl"
    TABLE = "text/csv"
    PARQUET = "application/vnd.apache.parquet"
    PAGE = "text/html"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    MESSAGE = "message/rfc822"
    FEED = "application/xml"
    ARCHIVE = "application/warc"


_BY_SUFFIX = {
    ".txt": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".json": Kind.JSON,
    ".jsonl": Kind.LINES,
    ".csv": Kind.TABLE,
    ".parquet": Kind.PARQUET,
    ".html": Kind.PAGE,
    ".htm": Kind.PAGE,
    ".xhtml": Kind.PAGE,
    ".pdf": Kind.PDF,
    ".docx": Kind.DOCX,
    ".eml": Kind.MESSAGE,
    ".rss": Kind.FEED,
    ".atom": Kind.FEED,
    ".xml": Kind.FEED,
    ".warc": Kind.ARCHIVE,
    ".warc.gz": Kind.ARCHIVE,
}

SUFFIXES = tuple(suffix for suffix in _BY_SUFFIX if suffix not in (".xml", ".xhtml"))
"""The endings of the files that are taken from a folder; an .xml file may be anything, and is read when it is named."""

_BY_MEDIA_TYPE = {
    "text/html": Kind.PAGE,
    "application/xhtml+xml": Kind.PAGE,
    "text/plain": Kind.TEXT,
    "text/markdown": Kind.MARKDOWN,
    "application/pdf": Kind.PDF,
    Kind.DOCX.value: Kind.DOCX,
    "message/rfc822": Kind.MESSAGE,
    "application/rss+xml": Kind.FEED,
    "application/atom+xml": Kind.FEED,
    "application/xml": Kind.FEED,
    "text/xml": Kind.FEED,
}

LARGEST = {Kind.TEXT: 5_000_000, Kind.MARKDOWN: 5_000_000, Kind.JSON: 5_000_000, Kind.PAGE: 10_000_000}
"""Bytes that one file of a kind may have. Text: 800,000 words, a thousand news articles. Pages: twice the largest live
blog that is known to us."""

LARGEST_OTHER = 25_000_000
"""For documents and messages, which bring their pictures along: what most mail servers take."""

ANY_SIZE = frozenset({Kind.LINES, Kind.TABLE, Kind.PARQUET, Kind.ARCHIVE})
"""Read piece by piece, so that they may be of any size."""


def kind_of(path: PurePath) -> Kind:
    """Answer the kind of a file by the ending of its name; text where that says nothing.

    >>> kind_of(PurePath("a.WARC.gz")), kind_of(PurePath("notes"))
    (<Kind.ARCHIVE: 'application/warc'>, <Kind.TEXT: 'text/plain'>)
    """
    name = path.name.lower()
    if name.endswith(".warc.gz"):
        return Kind.ARCHIVE
    return _BY_SUFFIX.get(path.suffix.lower(), Kind.TEXT)


def kind_in(raw: bytes, media_type: str | None = None) -> Kind | None:
    """Answer the kind of bytes that came without a name, by their beginning, then by what the server calls them.

    None is a kind that is not read here: a picture, a film.

    >>> kind_in(b"%PDF-1.7", "text/html")
    <Kind.PDF: 'application/pdf'>
    """
    head = raw[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for sign, kind in (
        (b"%pdf", Kind.PDF),
        (b"pk\x03\x04", Kind.DOCX),
        (b"warc/", Kind.ARCHIVE),
        (b"<!doctype html", Kind.PAGE),
        (b"<html", Kind.PAGE),
        (b"<rss", Kind.FEED),
        (b"<feed", Kind.FEED),
        (b"<rdf:rdf", Kind.FEED),
    ):
        if head.startswith(sign):
            return kind
    if head.startswith(b"<?xml"):
        return Kind.PAGE if b"<html" in head else Kind.FEED
    if media_type is None:
        return Kind.TEXT
    called = media_type.partition(";")[0].strip().lower()
    return _BY_MEDIA_TYPE.get(called, Kind.TEXT if called.startswith("text/") else None)
