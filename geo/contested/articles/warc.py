"""Web archives (.warc, .warc.gz), by warcio: the pages in them, record by record, each with its address and time."""

import logging
import zlib
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from contested.articles.child import Child, check_extra
from contested.articles.documents import Document, document_of, draft_of
from contested.articles.kinds import LARGEST_OTHER
from contested.articles.metadata import Layer
from contested.articles.parse import Draft
from contested.articles.web import Answer
from contested.errors import ArticleError

logger = logging.getLogger(__name__)

_PAGES = ("response", "resource", "conversion")
_READ = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
_BLOCK = 65_536
_HEADER_BYTES = 1_000_000  # of one record's headers: warcio itself would read an endless line into memory


class _Lines:
    """Stands before the lines that warcio reads headers from, and stops it at more than headers can be."""

    def __init__(self, reader: Any) -> None:
        self.left = _HEADER_BYTES
        self._readline = reader.readline
        reader.readline = self.readline

    def readline(self, length: int = 0) -> bytes:
        line: bytes = self._readline(min(length or self.left, self.left))
        self.left -= len(line)
        if self.left <= 0:
            raise ValueError(f"the headers of a record are larger than {_HEADER_BYTES:,} bytes")
        return line


def warc_drafts(path: Path, child: Child, *, layers: tuple[Layer, ...] = ()) -> Iterator[Draft | ArticleError]:
    """Yield the draft of each page of a web archive, or what is wrong with it; other records are counted in the log.

    An archive that breaks off yields what was whole, and last the error that says so. Raises `MissingExtraError`
    without `warcio`, and `ArticleError` when the file is no web archive.
    """
    check_extra("warc", ("warcio",), what="web archives")
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  an extra
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    pages = others = 0
    with path.open("rb") as file:
        stream = _Unpacked(file)
        records = ArchiveIterator(stream)
        lines = _Lines(records.reader)
        while True:
            lines.left = _HEADER_BYTES
            where = f"{path}:{pages + others + 1}"
            try:
                record = next(records, None)
                if record is None:
                    stream.check_end()
                    break
                if not _is_page(record):
                    others += 1
                    continue
                pages += 1
                yield _draft(record, where, f"{path.stem.removesuffix('.warc')}-{pages}", child, layers)
            except (ArchiveLoadFailed, EOFError, OSError, ValueError, zlib.error) as error:
                said = " ".join(str(error).split())[:200]
                if not pages + others:
                    raise ArticleError(f"{path}: is no web archive ({said}); check the file") from error
                yield ArticleError(f"{where}: the archive is broken from here on ({said}); fetch it again")
                return
    if not pages:
        raise ArticleError(f"{path}: holds no page in its {others} records; check that it is the right archive")
    if others:
        logger.info("%s: %d records that are no pages (pictures, scripts, requests) are left out", path, others)


class _Unpacked:
    """An archive's bytes, unpacked where they are packed, as far as they go; knows whether they end well.

    warcio takes the end of a file within a record's headers, or within what is packed, for the end of the archive.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._inflater = zlib.decompressobj(wbits=31) if stream.read(2) == b"\x1f\x8b" else None
        self._left = b""
        self._told = 0
        self._tail = b""
        self._begun = False  # with a packed record that has not ended
        stream.seek(0)

    def read(self, size: int) -> bytes:
        block = self._stream.read(size) if self._inflater is None else self._inflated(size)
        self._told += len(block)
        self._tail = (self._tail + block)[-2:]
        return block

    def tell(self) -> int:
        return self._told

    def check_end(self) -> None:
        """Raise `EOFError` unless the archive ended where a record did: with the end of a line."""
        if self._begun or (self._tail and not self._tail.endswith(b"\n")):
            raise EOFError("it ends within a record")

    def _inflated(self, size: int) -> bytes:
        while True:
            self._left = self._left or self._stream.read(_BLOCK)
            if not self._left or self._inflater is None:
                return b""
            block = self._inflater.decompress(self._left, size)
            self._left = self._inflater.unconsumed_tail
            self._begun = not self._inflater.eof
            if self._inflater.eof:  # each record is packed alone
                self._left = self._inflater.unused_data.lstrip(b"\0")
                self._inflater = zlib.decompressobj(wbits=31)
            if block:
                return block


def _is_page(record: Any) -> bool:
    if record.rec_type not in _PAGES:
        return False
    told = record.http_headers
    if told is not None and told.get_statuscode() != "200":
        return False
    return _media_type(record).partition(";")[0].strip().lower() in _READ


def _media_type(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return str(headers.get_header("Content-Type") or "")


def _draft(record: Any, where: str, name: str, child: Child, layers: tuple[Layer, ...]) -> Draft | ArticleError:
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    body = _body(record)
    if body is None:
        return ArticleError(f"{where}: is larger than an article can be ({LARGEST_OTHER // 1_000_000} MB)")
    try:
        answer = Answer(url=url or where, status=200, body=body, headers={"content-type": _media_type(record)})
        document = document_of(answer, name=name, retrieved=_date(record))
        kept = Document(
            raw=document.raw,
            kind=document.kind,
            name=name,
            where=f"{where} ({url[:200]})" if url else where,
            url=url or None,
            charset=document.charset,
            retrieved=document.retrieved,
            layers=(*(document.layers if url else ()), *layers),
        )
        return draft_of(kept, child)
    except ArticleError as error:
        return error


def _body(record: Any) -> bytes | None:
    """Answer a record's payload, unpacked; None when it is too large. Raises `EOFError` when the file ends in it."""
    told = record.rec_headers.get_header("Content-Length")
    out = BytesIO()
    stream = record.content_stream()
    while block := stream.read(_BLOCK):
        out.write(block)
        if out.tell() > LARGEST_OTHER:
            return None
    if told and told.isdecimal() and record.raw_stream.limit > 0:
        raise EOFError(f"it ends {record.raw_stream.limit} bytes before the record does")
    return out.getvalue()


def _date(record: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(record.rec_headers.get_header("WARC-Date") or ""))
    except ValueError:
        return None
    return moment if moment.utcoffset() is not None else None
