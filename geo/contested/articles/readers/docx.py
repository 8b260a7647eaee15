"""Word documents (.docx): the text that a reader of the document sees, with the standard library alone.

A .docx is a zip archive of XML, both of which can burst: sizes are checked before and while anything is inflated, and a
document type (which no Word writes, and which XML bombs are made of) is refused. Insertions that were not yet accepted
are text, deletions are not; of two versions of one drawing the one for new programs counts.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any
from xml.parsers import expat

from contested.articles.readers import Unreadable

MOST_INFLATED = 50_000_000
"""Bytes that the parts which are read may inflate to: 5 MB of text in Word's XML takes about that."""

_MOST_FILES = 5_000
_BLOCK = 65_536
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main "
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_UNSEEN = frozenset({"del", "moveFrom", "instrText", "delText", "delInstrText"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_PARTS = ("word/footnotes.xml", "word/endnotes.xml")
_CORE = "docProps/core.xml"
_CORE_FIELDS = {
    "http://purl.org/dc/elements/1.1/ title": "title",
    "http://purl.org/dc/elements/1.1/ creator": "author",
    "http://purl.org/dc/elements/1.1/ language": "language",
}


def read_docx(raw: bytes, _task: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a Word document's text, a paragraph a line, notes last; its title, author and language."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = _checked_names(archive)
            left = [MOST_INFLATED]
            body = _words(_inflated(archive, "word/document.xml", left))
            for part in _PARTS:
                if part in names:
                    body += _words(_inflated(archive, part, left))
            fields = _properties(_inflated(archive, _CORE, left)) if _CORE in names else {}
            comments = "word/comments.xml" in names
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise Unreadable(f"is a broken Word document ({error}); save it again, or its text as .txt") from error
    except expat.ExpatError as error:
        raise Unreadable(f"is a broken Word document (its XML: {error}); save it again, or its text as .txt") from error
    text = "\n".join(line for line in (line.strip() for line in body) if line)
    notes = ["comments on the text are left out"] if comments else []
    return {"text": text, **fields, "notes": notes}


def _checked_names(archive: zipfile.ZipFile) -> frozenset[str]:
    entries = archive.infolist()
    if len(entries) > _MOST_FILES:
        raise Unreadable(f"holds {len(entries)} files, as no Word document does; save its text as .txt")
    names = frozenset(entry.filename for entry in entries)
    if "EncryptedPackage" in names or any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("is locked with a password; save it without, or its text as .txt")
    if "word/document.xml" not in names:
        raise Unreadable("is a zip archive, but no Word document; unpack it, or save the text as .txt")
    return names


def _inflated(archive: zipfile.ZipFile, name: str, left: list[int]) -> Iterator[bytes]:
    """Yield a part in pieces; what an archive says of its sizes is checked first, and not believed."""
    if archive.getinfo(name).file_size > left[0]:
        raise _bomb()
    with archive.open(name) as part:
        while block := part.read(_BLOCK):
            left[0] -= len(block)
            if left[0] < 0:
                raise _bomb()
            yield block


def _bomb() -> Unreadable:
    return Unreadable(f"inflates to more than {MOST_INFLATED // 1_000_000} MB, as zip bombs do; it is not read")


def _parse(blocks: Iterator[bytes], start: Any, end: Any, words: Any) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, words
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise Unreadable("declares a document type in its XML, as XML bombs do; it is not read")

    parser.StartDoctypeDeclHandler = refuse
    for block in blocks:
        parser.Parse(block, False)
    parser.Parse(b"", True)


def _words(blocks: Iterator[bytes]) -> list[str]:
    lines = [""]
    unseen = 0
    in_text = False

    def start(name: str, _attributes: Mapping[str, str]) -> None:
        nonlocal unseen, in_text
        local = _local(name)
        if unseen or local in _UNSEEN or name == _FALLBACK:
            unseen += 1
        elif local == "t":
            in_text = True
        elif local == "p" and lines[-1]:
            lines.append("")
        elif local in _SIGNS:
            lines[-1] += _SIGNS[local]

    def end(name: str) -> None:
        nonlocal unseen, in_text
        if unseen:
            unseen -= 1
        elif _local(name) == "t":
            in_text = False
        elif _local(name) == "p":
            lines.append("")

    def words(data: str) -> None:
        if in_text and not unseen:
            lines[-1] += data

    _parse(blocks, start, end, words)
    return "\n".join(lines).split("\n")


def _local(name: str) -> str | None:
    """Answer the name of one of Word's own elements, None for another's."""
    for space in (_W, _STRICT):
        if name.startswith(space):
            return name[len(space) :]
    return None


def _properties(blocks: Iterator[bytes]) -> dict[str, str]:
    found: dict[str, str] = {}
    inside: list[str] = []

    def words(data: str) -> None:
        key = _CORE_FIELDS.get(inside[-1]) if inside else None
        if key:
            found[key] = found.get(key, "") + data

    _parse(blocks, lambda name, _attributes: inside.append(name), lambda _name: inside.pop(), words)
    return {key: " ".join(value.split()) for key, value in found.items() if value.strip()}
