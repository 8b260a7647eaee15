"""PDF documents, by pypdf. The day a file was made is not the day an article was published, and is not taken for it."""

import io
import re
from collections.abc import Mapping
from typing import Any

from contested.articles.readers import Unreadable
from contested.articles.readers.lines import joined_lines

MOST_PAGES = 300
"""A long report; more is a book, of which the rest is told, and left."""

_MOST_CHARACTERS = 5_000_000
_MADE_BY = re.compile(r"^(?:Microsoft (?:Word|PowerPoint) - )|\.(?:docx?|odt|indd|pdf|rtf|pages)$", re.IGNORECASE)
_PRESENTATION_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_MARKS_ALONE = re.compile("[\u02c6-\u02dd\u00a8\u00b4\u00b8]")  # ˙ ˝ ¨: what other letters' codes are in a Latin font


def read_pdf(raw: bytes, _task: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a PDF's text, a paragraph a line, its title and author; raises `Unreadable` when it holds none."""
    import pypdf  # noqa: PLC0415  an extra
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415

    try:
        reader = pypdf.PdfReader(io.BytesIO(raw), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("is locked with a password; open it, and save it without, or its text as .txt")
        number = len(reader.pages)
        pages = []
        for page in reader.pages[:MOST_PAGES]:
            pages.append(page.extract_text())
            if sum(map(len, pages)) > _MOST_CHARACTERS:
                raise Unreadable("holds more text than an article can (5 MB); save the part that matters as .txt")
        told: Mapping[str, Any] = reader.metadata or {}
        title, author = told.get("/Title"), told.get("/Author")
        language = reader.root_object.get("/Lang")
    except (DependencyError, NotImplementedError) as error:
        raise Unreadable("is encrypted in a way that is not read here; save it without, or its text as .txt") from error
    except PyPdfError as error:
        raise Unreadable(f"is a broken PDF ({error}); save it again, or its text as .txt") from error
    blank = [at for at, text in enumerate(pages, start=1) if not any(letter.isalnum() for letter in text)]
    if len(blank) == len(pages):
        raise Unreadable(
            f"holds no text on its {number} page{'s' if number != 1 else ''}, only pictures of it (a scan); recognise "
            "it first, for instance with ocrmypdf"
        )
    text = "\n\n".join(joined_lines(page) for page in pages if page.strip())
    if len(_MARKS_ALONE.findall(text)) > 0.05 * len(text):
        raise Unreadable(
            "does not say which letters its signs stand for, so that what is read in it is no text; recognise it from "
            "its picture, for instance with ocrmypdf --force-ocr, or save its text as .txt"
        )
    return {
        "text": text,
        "title": _MADE_BY.sub("", str(title)).strip() or None if title else None,
        "author": str(author).strip() or None if author else None,
        "language": str(language) if language else None,
        "notes": _notes(text, number, blank),
    }


def _notes(text: str, number: int, blank: list[int]) -> list[str]:
    notes = ["lines that its pages' width had broken were joined; headers and footers of pages are still in the text"]
    if number > MOST_PAGES:
        notes.append(f"has {number} pages; the first {MOST_PAGES} are read")
    if blank:
        shown = ", ".join(map(str, blank[:10])) + (" …" if len(blank) > 10 else "")
        notes.append(f"page{'s' if len(blank) > 1 else ''} {shown} of {number}: no text, only pictures; not read")
    if len(_PRESENTATION_FORMS.findall(text)) > 0.02 * len(text):
        notes.append("its Arabic is set in forms of print, often in the wrong order; names in it may not be found")
    return notes
