"""Bytes into text, or a clear refusal: never letters that somebody has to guess at.

UTF-8, and UTF-16 and UTF-32 with a byte order mark, say what they are. UTF-16 without one is told by where its zero
bytes stand. Of the one-byte code pages only four are read, and only when the words come out whole in exactly one of
them: Windows-1252 (western Europe), 1256 (Arabic), 1255 (Hebrew) and 1251 (Cyrillic). Everything else is refused with
the remedy, because a name read in the wrong code page is a wrong name.
"""

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from charset_normalizer import CharsetMatch, from_bytes

from contested.errors import ArticleError, RecordError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3", "a database"),
)
_SAVE_AS_TEXT = "save the article's text as a plain .txt file in UTF-8"
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_WORD = re.compile(r"[^\W\d_]+")
_BROKEN_WORD = re.compile(  # what other code pages turn into: signs in and capitals after a word, letters on figures
    r"[^\W\d_][¡¢£¤¥¦§¨©ª¬®¯°±²³´µ¶¹º¼½¾¿×÷€ƒ†‡ˆ‰˜™“][^\W\d_]|[^\W\d_][‚„]"
    r"|[a-zß-öø-ÿšžœ][À-ÖØ-ÞŠŽŒŸ]|\d[À-ÖØ-öø-ÿŠšŽžŒœŸ]|(?<!\w)[ÒÑÔÕ](?!\w)"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
_CONTROL_SHARE = 0.01  # a few stray controls come with copied text; more than this is no text

# Frequent words of languages that are written in Windows-1252, to tell it from 1250 and 1254, which share its letters.
_WESTERN_WORDS = (
    "the of and to in that for is on was said with by has "
    "le la les des et est dans du une que qui par sur pour au "
    "el los las del en por con una para se su "
    "der die und das den von mit ist im auf nicht ein eine dem "
    "il che di per non è gli della nel "
    "het een van dat voor zijn os um uma com não dos og och det som på til av för"
)
_WESTERN_SHARE = 0.1
_LEAD = 0.15  # by how much the letter frequencies must speak for one encoding before another


@dataclass(frozen=True, slots=True)
class _CodePage:
    """A one-byte code page, and the test of whether words read in it are words."""

    codec: str
    name: str
    sound: Callable[[str], bool]


def decode(raw: bytes, *, where: str, encoding: str | None = None) -> tuple[str, str]:
    """Answer the text of `raw` and the name of its encoding; nothing but a byte order mark is taken off.

    `where` names the file in messages. `encoding` is what the user says it is, and is then the only one tried.
    Raises `ArticleError` when the bytes are no text or their encoding cannot be told for sure, and `RecordError`
    when `encoding` is not an encoding.

    >>> decode("Rafah \N{EM DASH} رفح".encode(), where="a.txt")
    ('Rafah — رفح', 'utf-8')
    """
    for signature, what in _SIGNATURES:
        if raw.startswith(signature):
            raise ArticleError(f"{where}: is {what}, not text; {_SAVE_AS_TEXT}")
    for mark, codec in _BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return _checked(_strict(raw.removeprefix(mark), codec, where), where), codec
    if encoding is not None:
        return _checked(_strict(raw, known_encoding(encoding), where), where), encoding
    unmarked = _utf16_without_mark(raw)
    if unmarked is not None:
        return _checked(_strict(raw, unmarked, where), where), unmarked
    try:
        return _checked(raw.decode("utf-8"), where), "utf-8"
    except UnicodeDecodeError as error:
        return _other_than_utf8(raw, where, error)


def known_encoding(encoding: str) -> str:
    """Answer `encoding` if Python knows it as a text encoding; raise `RecordError` if it does not."""
    try:
        "".encode(encoding)
    except (LookupError, UnicodeError) as error:
        raise RecordError(
            f"encoding {encoding!r} is not known; give one such as utf-8, windows-1256 or windows-1252"
        ) from error
    return encoding


def _strict(raw: bytes, codec: str, where: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{where}: is not {codec} throughout (byte {error.start} breaks it); {_SAVE_AS_TEXT}"
        ) from error


def _checked(text: str, where: str) -> str:
    """Answer `text` if it is text; raise `ArticleError` for zero characters and for heaps of control characters."""
    controls = len(_CONTROL.findall(text))
    if controls > _CONTROL_SHARE * len(text):
        raise ArticleError(f"{where}: is a binary file, not text; {_SAVE_AS_TEXT}")
    if "\0" in text:
        raise ArticleError(f"{where}: holds a zero byte (NUL) at character {text.index(chr(0))}; take it out")
    return text


def _other_than_utf8(raw: bytes, where: str, broken: UnicodeDecodeError) -> tuple[str, str]:
    high = len(_HIGH.findall(raw))
    if sum(map(len, _UTF8_SEQUENCE.findall(raw))) >= 0.8 * high:
        raise ArticleError(
            f"{where}: is UTF-8 with broken bytes (the first at {broken.start}), as from a file cut short; "
            "fetch or save it again"
        ) from broken
    if b"\0" in raw or len(_CONTROL.findall(raw.decode("latin-1"))) > _CONTROL_SHARE * len(raw):
        raise ArticleError(f"{where}: is a binary file, not text; {_SAVE_AS_TEXT}") from broken
    return _by_code_page(raw, where)


def _utf16_without_mark(raw: bytes) -> str | None:
    """Answer the byte order of UTF-16 whose spaces and line ends show it, or None.

    The upper bytes of a text in one script or two are nearly all among three: a stray zero in other text is no sign.
    """
    even, odd = raw[::2].count(0), raw[1::2].count(0)
    units = len(raw) // 2
    if not units or len(raw) % 2 or max(even, odd) < 0.05 * units or min(even, odd) > 0.01 * units:
        return None
    upper = Counter(raw[1::2] if odd > even else raw[::2])
    if sum(number for _, number in upper.most_common(3)) < 0.8 * units:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _by_code_page(raw: bytes, where: str) -> tuple[str, str]:
    matches: dict[str, CharsetMatch] = {}
    pages = {page.codec: page for page in _CODE_PAGES}
    guesses = from_bytes(raw, enable_fallback=False)
    likeliest = max((match.coherence for match in guesses), default=0.0)
    for match in guesses:
        if match.coherence <= likeliest - _LEAD:
            continue  # another encoding, whether it is read here or not, has letters that speak for it
        for codec in match.could_be_from_charset:
            if codec in pages and pages[codec].sound(raw.decode(codec, "replace")):
                matches.setdefault(codec, match)
    readings = {raw.decode(codec): codec for codec in reversed(list(pages)) if codec in matches}
    if len(readings) > 1:  # several make words: only a clear lead in letter frequencies decides
        first, second, *_ = sorted(readings.values(), key=lambda codec: matches[codec].coherence, reverse=True)
        if matches[first].coherence >= matches[second].coherence + _LEAD:
            readings = {raw.decode(first): first}
    if len(readings) != 1:
        names = " or ".join(sorted(pages[codec].name for codec in readings.values()))
        guess = f"could be {names}" if names else "is in none that is read here"
        raise ArticleError(
            f"{where}: its encoding cannot be told for sure ({guess}); save it as UTF-8, or name its encoding, "
            "for instance --encoding windows-1256"
        )
    ((text, codec),) = readings.items()
    return _checked(text, where), pages[codec].name


# ------------------------------------------------------------------------------------ are these words?


def _western(text: str) -> bool:
    """Tell whether `text`, read as Windows-1252, is words of a language written in it."""
    if "\ufffd" in text or _BROKEN_WORD.search(text) or re.search("[þðÞÐ]", text):
        return False
    words = _WORD.findall(text)
    if any(len(word) > 2 and not any(letter.isascii() for letter in word) for word in words):
        return False
    if any(_only_here(letter) for letter in set(text)):
        common = frozenset(_WESTERN_WORDS.split())
        return sum(word.casefold() in common for word in words) >= _WESTERN_SHARE * len(words)
    return True


def _only_here(letter: str) -> bool:
    """Tell whether the byte of this letter of Windows-1252 is another letter in 1250 or 1254."""
    if letter.isascii() or not letter.isalpha():
        return False
    byte = letter.encode("cp1252", "replace")
    return any(byte.decode(codec, "replace") != letter for codec in ("cp1250", "cp1254"))


def _script(script: str, *, cased: bool) -> Callable[[str], bool]:
    """Answer the test of whether the words of a text are each in `script` or in ASCII, none in both."""

    def sound(text: str) -> bool:
        if "\ufffd" in text or _BROKEN_WORD.search(text):
            return False
        foreign = [word for word in _WORD.findall(text) if not word.isascii()]
        within = [word for word in foreign if all(unicodedata.name(letter, "").startswith(script) for letter in word)]
        if len(within) < 0.95 * len(foreign) or not within:
            return False
        if not cased:
            return True
        long = [word for word in within if len(word) > 3]
        odd = [word for word in long if word[1:] != word[1:].lower()]  # KOI8 swaps the cases, Arabic mixes them
        return len(odd) <= 0.2 * len(long)

    return sound


_CODE_PAGES = (
    _CodePage("cp1252", "Windows-1252", _western),
    _CodePage("cp1256", "Windows-1256", _script("ARABIC", cased=False)),
    _CodePage("cp1255", "Windows-1255", _script("HEBREW", cased=False)),
    _CodePage("cp1251", "Windows-1251", _script("CYRILLIC", cased=True)),
)
