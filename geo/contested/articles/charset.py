"""The letters of pages, feeds and messages: encoded as they say themselves, as their server says, or as can be told."""

import codecs
import re

from contested.articles.decode import decode
from contested.errors import ArticleError

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_TAG = re.compile(rb"<[^<>]*>")
_UNSEEN = re.compile(rb"<(?:script|style)\b", re.IGNORECASE)
_UNSEEN_END = re.compile(rb"</(?:script|style)", re.IGNORECASE)
_HEAD_BYTES = 4_096  # browsers look no further than 1,024 for it; pages put it further down
_BROKEN_SHARE = 0.001  # of the bytes that are no ASCII: more than this is another encoding
_WRITTEN_IN = re.compile(
    r"utf-8|utf-16(?:-[lb]e)?|cp125\d|cp866|cp874|cp949|cp932|iso8859-\d+|koi8-[ru]|mac-\w+|tis-620"
    r"|gb18030|big5(?:hkscs)?|shift_jis|euc_(?:jp|kr)|iso2022_jp"
)
_NUL_SHARE = 0.01  # a few zero characters are rubbish in a page; more are UTF-16, or no text
_AS_BROWSERS_READ = {  # by the WHATWG: what pages that say this are really in
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "windows-874": "cp874",
    "utf-16": "utf-8",  # what says so in ASCII is none
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
}


def decode_page(
    raw: bytes, *, where: str, charset: str | None = None, encoding: str | None = None
) -> tuple[str, list[str]]:
    """Answer a page's markup, and notes on its encoding.

    `charset` is what its server calls it; `encoding` what the user says, which counts before all. Valid UTF-8 is
    UTF-8, whatever a page says: no other text looks like it. Raises `ArticleError` when the encoding cannot be told.
    """
    marked = raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    if encoding is not None or marked or raw.count(b"\0") > _NUL_SHARE * len(raw):  # the last may be UTF-16
        return decode(raw, where=where, encoding=encoding)[0], []
    found = _DECLARED.search(raw[:_HEAD_BYTES]) or _XML.match(raw)
    said = (charset or (found[1].decode("ascii") if found else "")).strip("\"' ").lower()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return decode_by_word(raw, said, where=where)
    lied = said not in ("", "utf-8", "utf8") and not raw.isascii()
    return _without_nuls(text, [f"says that it is in {said}, but is in UTF-8, and is read so"] if lied else [], where)


def codec_of(said: str) -> str | None:
    """Answer Python's name for an encoding that a document may say it is in, None for others.

    Python knows more codecs than texts are written in; some of them take a time that grows with the square.

    >>> codec_of("Latin1"), codec_of("windows-1256"), codec_of("punycode")
    ('cp1252', 'cp1256', None)
    """
    try:
        name = codecs.lookup(_AS_BROWSERS_READ.get(said.lower(), said)).name
    except (LookupError, ValueError):
        return None
    return name if _WRITTEN_IN.fullmatch(name) else None


def decode_by_word(raw: bytes, said: str, *, where: str) -> tuple[str, list[str]]:
    """Answer the text of `raw`, which says that it is in `said`, and notes on its encoding.

    Its word is taken but for a broken character here and there, which is noted. Raises `ArticleError` when it is not
    true, and the encoding cannot be told either.
    """
    codec = codec_of(said)
    if codec is not None:
        text = raw.decode(codec, "replace")
        lost = text.count("\ufffd")
        if lost <= _BROKEN_SHARE * sum(byte > 127 for byte in raw):
            return _without_nuls(text, [f"{lost} of its characters are broken"] if lost else [], where)
    # by its words alone: tags are English, whatever the page is in
    name = decode(raw if b"\0" in raw else _words(raw), where=where)[1]
    return raw.decode(name.lower()), [f"says that it is in {said}, but is in {name}, and is read so"] if said else []


def _words(raw: bytes) -> bytes:
    """Answer a page without tags, scripts and styles. In one pass, unlike a parser's: any page must end."""
    first, *others = _UNSEEN.split(raw)
    pieces = [first]
    for other in others:
        end = _UNSEEN_END.search(other)
        pieces.append(other[end.end() :] if end else b"")
    return _TAG.sub(b" ", b" ".join(pieces))


def _without_nuls(text: str, notes: list[str], where: str) -> tuple[str, list[str]]:
    """Answer markup without zero characters, as browsers read it; heaps of them are no page."""
    number = text.count("\0")
    if not number:
        return text, notes
    if number > _NUL_SHARE * len(text):
        raise ArticleError(
            f"{where}: is a binary file, not a web page; save the article's text as a plain .txt file in UTF-8"
        )
    return text.replace("\0", ""), [*notes, f"{number} zero characters (NUL) are left out"]
