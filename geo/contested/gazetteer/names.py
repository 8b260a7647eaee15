"""Fold the spellings of a name to one key: case, diacritics, apostrophes, hyphens, Arabic and Hebrew letter forms.

Two keys are made. `key` keeps every word, and is what the index is searched by. `skeleton` drops articles and vowels,
so that "Tal al-Zaatar", "Tel az-Za'tar" and "Tall Zaatar" fall together; it only ever proposes, see `alike`.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.fuzz import ratio


def word_set(text: str) -> frozenset[str]:
    """Answer the words of a text as a set.

    >>> sorted(word_set("in at"))
    ['at', 'in']
    """
    return frozenset(text.split())


_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "ə": "a",
        # Arabic: one alif, one ya, one ha; no tatweel
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",
        "ء": "",
        "ـ": "",
        # apostrophes and the signs that stand for hamza, ayn or a soft sign
        **dict.fromkeys("'’‘ʼʻʿʾ`´ʹ′״׳", ""),
        "\u200c": "",
        "\u200e": "",
        "\u200f": "",
    }
)
_MARKS = re.compile(r"[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")
_WORDS = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"(?<=\b\w)\.(?=\w\b|$|\s|\W)")
_GAPS = re.compile(r"[^\w\n]+|_+")
_SAINTS = re.compile(r"\b(?:(sainte?|ste)|(mount)|(fort))\b")
_ARTICLE = re.compile(r"(?<!\w)ال(?=\w{3})")
_SAME = {"saint": "st", "sainte": "st", "ste": "st", "mount": "mt", "fort": "ft"}
_ARTICLES = word_set("al el ad ar as at az an ash adh ath az zal ez es er et en ed esh il ul the")
_CONSONANTS = str.maketrans({"q": "k", "c": "k", "z": "s", "v": "b", "p": "b", "g": "j", "w": "", "y": ""})
_MIXED = str.maketrans({"o": "u", "e": "i", "y": "i", "q": "k", "w": "u"})
_VOWEL = re.compile(r"[aeiou]+")
_DOUBLE = re.compile(r"(.)\1+")
_SPELT = ((re.compile("tz|ts"), "s"), (re.compile("kh|ch"), "h"), (re.compile("gh"), "j"), (re.compile("dh"), "d"))
_TH = re.compile("th")
_SH = re.compile("sh")


def fold(text: str) -> str:
    """Answer `text` in lower case without diacritics, apostrophes, vowel points and letter variants.

    >>> fold("Al-Nuṣayrāt"), fold("Ta’if"), fold("أُمّ النَّصر")
    ('al-nusayrat', 'taif', 'ام النصر')
    """
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    return _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS))


@lru_cache(maxsize=50_000)
def words(name: str) -> tuple[str, ...]:
    """Answer the folded words of a name.

    >>> words("St. Louis"), words("U.S."), words("Deir el-Balah"), words("قطاع غزّة")
    (('st', 'louis'), ('us',), ('deir', 'el', 'balah'), ('قطاع', 'غزه'))
    """
    return tuple(map(word, _WORDS.findall(_DOTTED.sub("", fold(name)))))


def word(folded: str) -> str:
    """Answer one folded word as it stands in keys: "saint" as "st", Arabic without its article."""
    if folded[:2] == "ال" and len(folded) > 4:
        return folded[2:]
    return _SAME.get(folded, folded)


def key(name: str) -> str:
    """Answer the key under which a name is indexed.

    >>> key("Saint-Étienne") == key("St. Etienne")
    True
    """
    return " ".join(words(name))


def keys(names: Sequence[str]) -> list[str]:
    """Answer `key(name)` for many names at once, by passing over them as one text.

    >>> keys(["St. Louis", "قطاع غزّة"]) == [key("St. Louis"), key("قطاع غزّة")]
    True
    """
    text = "\n".join(names)
    if text.count("\n") >= max(len(names), 1):
        text = "\n".join([name.replace("\n", " ") for name in names])
    text = _GAPS.sub(" ", _DOTTED.sub("", fold(text)))
    text = _ARTICLE.sub("", _SAINTS.sub(lambda match: "st" if match[1] else "mt" if match[2] else "ft", text))
    while " \n" in text or "\n " in text:
        text = text.replace(" \n", "\n").replace("\n ", "\n")
    return text.strip(" ").split("\n")


@lru_cache(maxsize=50_000)
def bare(name: str) -> str:
    """Answer the words of a name without articles, joined, Latin script only.

    >>> bare("Tal al-Zaatar"), bare("Ash-Shuja'iyya")
    ('talzaatar', 'shujaiyya')
    """
    kept = [w for w in words(name) if w not in _ARTICLES]
    return "".join(kept or words(name))


def bares(found: Sequence[str]) -> list[str]:
    """Answer `bare(name)` for many names at once."""
    return [
        ("".join([w for w in key.split(" ") if w not in _ARTICLES]) or key) if " " in key else key
        for key in keys(found)
    ]


@lru_cache(maxsize=50_000)
def skeleton(name: str) -> str:
    """Answer the consonants of a name, with those merged that transcriptions mix up.

    >>> len({skeleton(n) for n in ("Khan Younis", "Khan Yunis", "Khan Yunus", "Han Younes")})
    1
    """
    text = bare(name)
    for pattern, by in _SPELT:
        text = pattern.sub(by, text)
    text = _SH.sub("x", text)
    text = _TH.sub("t", text)
    if text.endswith(("ah", "eh", "iyeh")):
        text = text[:-1]
    text = _VOWEL.sub("", text.translate(_CONSONANTS))
    return _DOUBLE.sub(r"\1", text)


def alike(one: str, other: str) -> float:
    """Answer how alike two spellings are, 0 to 1, articles aside.

    >>> alike("Nusseirat", "al-Nuseirat") > 0.9, alike("Roof", "Rafah") > 0.7
    (True, False)
    """
    return ratio(plain_vowels(bare(one)), plain_vowels(bare(other))) / 100.0


def plain_vowels(text: str) -> str:
    """Merge the vowels that transcriptions mix up, and double letters.

    >>> plain_vowels("hodeidah"), plain_vowels("hudaydah")
    ('hudidah', 'hudaidah')
    """
    return _DOUBLE.sub(r"\1", text.translate(_MIXED))
