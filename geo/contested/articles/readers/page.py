"""Web pages, by trafilatura: the article's own text without menus, notices and readers' comments, and what was cut.

The time of publication is taken only from where a page states it (JSON-LD, its meta tags, a marked <time>): what looks
like a date elsewhere on a page is as often that of something else.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from contested.articles.readers import Unreadable
from contested.articles.readers.markup import text_of

_TIMES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@property='og:article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//time[@itemprop='datePublished']/@datetime",
    "//time[@pubdate]/@datetime",
    "//meta[translate(@name,'DPUBISHEMA','dpubishema')='date']/@content",
    "//meta[@name='pubdate' or @name='publish-date' or @name='publishdate' or @name='parsely-pub-date']/@content",
    "//meta[@name='DC.date.issued' or @name='dcterms.date' or @name='DC.date']/@content",
    "//meta[@name='sailthru.date' or @name='cXenseParse:recs:publishtime']/@content",
)
_ARTICLE_TYPES = re.compile(r"Article|Posting|Report|WebPage|VideoObject|LiveBlog")
_CONSENT = re.compile(r"\bcookies?\b|\bconsent\b|ملفات تعريف الارتباط|ملفات الارتباط|עוגיות", re.IGNORECASE)
_SUBSCRIBE = re.compile(
    r"subscribe (?:now |today )?to (?:continue|keep|read)|(?:sign|log) in to (?:continue|read)|already a subscriber"
    r"|to continue reading|this (?:article|content) is for subscribers"
    r"|اشترك (?:الآن )?(?:للمتابعة|لقراءة)|للمشتركين فقط",
    re.IGNORECASE,
)
_SHORT = 600  # characters: the briefest agency report has about that
_MAIN = "//article | //main | //*[@role='main'] | //*[@itemprop='articleBody']"


def read_page(raw: bytes, _task: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a page's text and what it says of itself; `raw` is UTF-8. Where it came from is not its own word."""
    import trafilatura  # noqa: PLC0415  an extra
    from lxml import html  # noqa: PLC0415  comes with it
    from lxml.etree import LxmlError  # noqa: PLC0415

    markup = raw.decode("utf-8")
    try:
        parser = html.HTMLParser(encoding="utf-8")
        tree = html.document_fromstring(markup.encode(), parser=parser)
    except (LxmlError, ValueError) as error:
        raise Unreadable(f"is no web page ({error}); name it .txt if it is plain text") from error
    if any("Excessive depth" in entry.message for entry in parser.error_log):  # what is deeper is silently left out
        raise Unreadable("is nested more than 256 tags deep, so that not all of it can be read; save its text as .txt")
    found: Any = trafilatura.bare_extraction(
        markup,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    stated = list(_linked_data(tree))
    text = (found.text or "").strip() if found is not None else ""
    if not any(letter.isalnum() for letter in text):
        raise Unreadable("holds no article that can be told from the rest of the page; save its text as .txt")
    title = " ".join(text_of(found.title).split()) if found.title else None
    notes = _notes(tree, text, stated)
    if title and title.casefold() not in {" ".join(line.split()).casefold() for line in text.split("\n")[:3]}:
        text = f"{title}\n{text}"
    host = found.hostname or ""
    return {
        "text": text,
        "title": title,
        "outlet": found.sitename if found.sitename and found.sitename.lower() not in (host, f"www.{host}") else None,
        "published": _published(tree, stated),
        "url": found.url,
        "language": _language(tree),
        "author": found.author,
        "notes": notes,
    }


# ------------------------------------------------------------------------------------------------ what it says


def _linked_data(tree: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a page's JSON-LD, outer ones first; what is broken is passed over."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            waiting: list[Any] = [json.loads(script, strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(1_000):
            if not waiting:
                break
            one = waiting.pop(0)
            if isinstance(one, list):
                waiting += one
            elif isinstance(one, dict):
                yield one
                waiting += [one[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in one]


def _types(stated: Mapping[str, Any]) -> str:
    return json.dumps(stated.get("@type", ""))


def _published(tree: Any, stated: list[Mapping[str, Any]]) -> str | None:
    said = [one.get("datePublished") for one in stated if _ARTICLE_TYPES.search(_types(one))]
    for path in _TIMES:
        said += tree.xpath(path)
    for value in said:
        if isinstance(value, str):
            try:
                return datetime.fromisoformat(value.strip()).isoformat() if len(value.strip()) > 10 else value.strip()
            except ValueError:
                continue
    return None


def _language(tree: Any) -> str | None:
    for path in ("/html/@lang", "/html/@xml:lang", "//meta[@http-equiv='content-language']/@content"):
        for value in tree.xpath(path):
            if value.strip():
                return str(value).strip()
    return None


# ------------------------------------------------------------------------------------------------ what was cut


def _notes(tree: Any, text: str, stated: list[Mapping[str, Any]]) -> list[str]:
    kept, seen = _letters(text), _letters(_visible(tree, "//body"))
    notes = [
        f"{kept:,} of the page's {max(seen, kept):,} letters are its article; menus, notices and comments are left out"
    ]
    main = max((_letters(_visible(element)) for element in tree.xpath(_MAIN)[:20]), default=0)
    if main > 2 * kept and main - kept > _SHORT:
        notes.append(f"the page's main part has {main:,} letters, twice what was kept; compare it with the page")
    if any("LiveBlog" in _types(one) for one in stated):
        notes.append("is a live blog: entries of several times under one date; later ones may be missing")
    if any(str(one.get("isAccessibleForFree")).lower() == "false" for one in stated):
        notes.append("says that not all of it is free to read; the text may be its beginning only")
    elif _SUBSCRIBE.search(_visible(tree, "//body")) and len(text) < 3 * _SHORT:
        notes.append("asks readers to subscribe; the text may be its beginning only")
    if len(text) < _SHORT:
        notes.append(f"is short ({len(text)} characters); the page may show more to others")
        if _CONSENT.search(text):
            notes.append("reads like a notice on cookies, not an article")
    return notes


def _visible(tree: Any, path: str = ".") -> str:
    pieces = []
    for root in tree.xpath(path):
        pieces += root.xpath(
            ".//text()[not(ancestor::script or ancestor::style or ancestor::noscript or ancestor::template)]"
        )
    return " ".join(pieces)


def _letters(text: str) -> int:
    return sum(letter.isalnum() for letter in text)
