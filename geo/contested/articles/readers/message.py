"""Saved messages (.eml), with the standard library: a press office's mail, a newsletter, a forwarded article."""

import email.policy
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from contested.articles.charset import codec_of, decode_by_word
from contested.articles.readers import Unreadable
from contested.articles.readers.lines import joined_lines
from contested.articles.readers.markup import text_of
from contested.errors import ArticleError

_MOST_PARTS = 500
_LONGEST_HEADER = 2_000
_QUOTED = re.compile(r"^>", re.MULTILINE)


def read_message(raw: bytes, _task: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a message's text, its subject, sender and date; what is attached is named in the notes.

    Of two forms of one text the plain one is taken. A message that was forwarded as a whole is text too, after the
    outer one's.
    """
    try:
        message = BytesParser(policy=email.policy.compat32).parsebytes(raw)
        parts = list(_parts(message))
    except RecursionError as error:
        raise Unreadable("is nested deeper than a message can be; save its text as .txt") from error
    if not message.keys():
        raise Unreadable("is no message: it has no headers; name it .txt if it is plain text")
    notes: list[str] = []
    attached = [part for part in parts if _is_attached(part)]
    text = "\n\n".join(words for part in parts if part not in attached and (words := _words(part, notes)))
    if not any(letter.isalnum() for letter in text):
        raise Unreadable(f"holds no text of its own{_named(attached)}; save the attached article and give it")
    if attached:
        notes.append(f"left out what is attached{_named(attached)}")
    if _QUOTED.search(text):
        notes.append("quotes another message (lines that begin with >), which is text of this one too")
    name, address = parseaddr(_header(message, "From"))
    return {
        "text": text,
        "title": _header(message, "Subject") or None,
        "outlet": name or address or None,
        "author": name or address or None,
        "published": _date(message, notes),
        "language": _header(message, "Content-Language") or None,
        "notes": notes,
    }


def _parts(message: Message) -> Iterator[Message]:
    """Yield the leaves of a message in their order, one of each set of alternatives."""
    waiting = [message]
    seen = 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > _MOST_PARTS:
            raise Unreadable(f"has more than {_MOST_PARTS} parts; save its text as .txt")
        if not part.is_multipart():
            yield part
            continue
        children = [child for child in part.get_payload() if isinstance(child, Message)]
        if part.get_content_type() == "multipart/alternative":
            kinds = [child.get_content_type() for child in children]
            best = next((kind for kind in ("text/plain", "multipart/related", "text/html") if kind in kinds), None)
            children = [children[kinds.index(best)]] if best else children
        waiting += reversed(children)


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text"


def _named(attached: list[Message]) -> str:
    names = [" ".join(str(part.get_filename() or part.get_content_type()).split())[:80] for part in attached]
    return f" ({', '.join(names[:5])}{' …' if len(names) > 5 else ''})" if names else ""


def _words(part: Message, notes: list[str]) -> str:
    text = _decoded(part, notes)
    return text_of(text).strip() if part.get_content_type() == "text/html" else joined_lines(text)


def _decoded(part: Message, notes: list[str]) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    charset = str(part.get_content_charset() or "utf-8")
    for codec in (codec_of(charset) or "utf-8", "utf-8"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    try:
        text, said = decode_by_word(raw, charset.lower(), where="")
    except ArticleError as error:
        raise Unreadable("is in an encoding that cannot be told for sure; save its text as .txt in UTF-8") from error
    notes += said
    return text


def _header(message: Message, name: str) -> str:
    value = str(message.get(name, ""))[:_LONGEST_HEADER]
    with suppress(HeaderParseError, LookupError, ValueError):  # as it stands, then
        value = str(make_header(decode_header(value)))
    return " ".join(value.split())


def _date(message: Message, notes: list[str]) -> str | None:
    said = _header(message, "Date")
    if not said:
        return None
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        notes.append(f"its date {said[:60]!r} is not understood; left out")
        return None
    if moment.tzinfo is None and said.endswith("-0000"):
        moment = moment.replace(tzinfo=UTC)
    return datetime.isoformat(moment)
