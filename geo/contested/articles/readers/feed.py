"""RSS and Atom: a feed's bytes into its entries, by feedparser.

feedparser is given a stream only: it takes a string, and bytes as well, for an address or the name of a file if they
look so, and opens it. A feed that defines entities of its own is refused before it is parsed: no feed needs them, and
an XML bomb is made of them.
"""

import io
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from contested.articles.readers import Unreadable
from contested.articles.readers.markup import text_of

MOST_ENTRIES = 1_000
"""Feeds hold 10 to 100 entries; the rest of a longer one is told, and left."""

_OWN_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_LONGEST = 1_000_000  # characters of one entry: a hundred times an article


def read_feed(raw: bytes, _task: Mapping[str, Any]) -> dict[str, Any]:
    """Answer `title`, `language` and `entries` of a feed, and `notes`; raises `Unreadable` when it is none."""
    import feedparser  # noqa: PLC0415  an extra

    if _OWN_ENTITY.search(raw.replace(b"\0", b"")):
        raise Unreadable("defines XML entities of its own, as XML bombs do; it is not read")
    if b"<" not in raw:
        raise Unreadable("is no RSS or Atom feed; check the address in a browser")
    parsed = feedparser.parse(io.BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.version and not parsed.entries:
        raise Unreadable("is no RSS or Atom feed; check the address in a browser")
    notes = []
    if parsed.bozo and not isinstance(parsed.bozo_exception, feedparser.CharacterEncodingOverride):
        notes.append(f"is malformed ({_short(str(parsed.bozo_exception))}); what could be read was read")
    if len(parsed.entries) > MOST_ENTRIES:
        notes.append(f"has {len(parsed.entries)} entries; the first {MOST_ENTRIES} are read")
    feed = parsed.feed
    return {
        "title": text_of(str(feed.get("title", "")))[:500] or None,
        "language": _short(str(feed.get("language", ""))) or None,
        "entries": [_entry(entry) for entry in parsed.entries[:MOST_ENTRIES]],
        "notes": notes,
    }


def _entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    contents = [str(one.get("value", "")) for one in entry.get("content", ()) if _is_text(one)]
    summary = str(entry.get("summary", ""))
    markup = max([*contents, summary], key=len)[:_LONGEST]
    said = entry.get("published") or entry.get("updated")
    return {
        "id": str(entry.get("id", ""))[:1_000] or None,
        "url": str(entry.get("link", ""))[:2_000] or None,
        "title": " ".join(text_of(str(entry.get("title", ""))).split())[:1_000] or None,
        "author": " ".join(text_of(str(entry.get("author", ""))).split())[:500] or None,
        "published": _iso(str(said)) if said else None,
        "published_as": _short(str(said)) if said else None,
        "text": text_of(markup),
        "markup": markup,
        "whole": bool(contents),
    }


def _is_text(content: Mapping[str, Any]) -> bool:
    return str(content.get("type", "text/html")).partition(";")[0].strip() in {
        "text/html",
        "text/plain",
        "application/xhtml+xml",
    }


def _iso(said: str) -> str | None:
    """Answer a feed's time as ISO 8601, its zone kept; None for a form that is neither RFC 2822 nor ISO."""
    try:
        return datetime.fromisoformat(said.strip()).isoformat()
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    if moment.tzinfo is None and said.rstrip().endswith("-0000"):  # UTC, by RFC 2822, from a place that is not told
        moment = moment.replace(tzinfo=UTC)
    return moment.isoformat()


def _short(text: str) -> str:
    return " ".join(text.split())[:200]
