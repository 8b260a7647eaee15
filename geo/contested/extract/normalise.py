"""A document's words, folded for look-up, with their offsets kept.

A token such as "al-Zaatar's" becomes the words "al" and "Zaatar", the second with a possessive; "N'Djamena" is one
word. Everything is held in parallel lists, one value a word, because they are read millions of times.
"""

import re
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from typing import Any

from contested.extract.document import Document
from contested.gazetteer import names
from contested.gazetteer.names import word_set


class Shape(IntEnum):
    """How a word is written."""

    MARK = 0
    LOWER = 1
    TITLE = 2
    CAPITALS = 3
    NUMBER = 4
    CASELESS = 5  # Arabic, Hebrew
    INITIAL = 6  # a single capital letter


_PIECE = re.compile(r"[^\-‑–]+")
_POSSESSIVE = re.compile(r"(?<=\w)(?<!^[Rr]a)['’ʼ][sS]?$")  # but "Ra's al-Ayn": a headland
_ABBREVIATED = frozenset(["st", "ste", "ft", "mt", "pt"])
CONNECTORS = word_set(
    "of the and de du la le les del della der den di da do dos das e y am an sur en upon on el al as ad ar at "
    "az ash a es by bin in au aux sous lez les d sul na nad pod pri ob des dem den im zum cu ao el"
)
_RowOfWords = tuple[int, int, str, str, Shape, bool, bool, int, bool]
_SIGN = re.compile("[‘ʿʻʾ`]")
_SIGNS = frozenset("‘ʿʻʾ`")
Piece = tuple[int, int, str, str, Shape, bool]


@dataclass(slots=True)
class Words:
    """The words of a document, in parallel lists. `stretch[i]` is the number of the stretch without marks it is in."""

    text: str
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    norm: list[str] = field(default_factory=list)  # as in the keys of the gazetteer
    lower: list[str] = field(default_factory=list)
    shape: list[Shape] = field(default_factory=list)
    possessive: list[bool] = field(default_factory=list)
    glued: list[bool] = field(default_factory=list)  # joined to the word before by a hyphen
    sentence: list[int] = field(default_factory=list)
    first: list[bool] = field(default_factory=list)  # the first word of its sentence
    run_text: list[str] = field(default_factory=list)  # the folded text of the stretch
    run_of: list[int] = field(default_factory=list)
    run_start: list[int] = field(default_factory=list)  # where the word begins in `run_text`
    run_ends: list[dict[int, int]] = field(default_factory=list)  # where words end in it, and which
    capitals: set[int] = field(default_factory=set)  # sentences written in capitals
    headline: set[int] = field(default_factory=set)  # sentences in which nearly every word has a capital

    def __len__(self) -> int:
        return len(self.start)

    def surface(self, first: int, last: int) -> str:
        """Answer the text from word `first` to word `last`, both included."""
        return self.text[self.start[first] : self.end[last]]


@lru_cache(maxsize=100_000)
def pieces(token: str) -> tuple[Piece, ...]:
    """Cut a token into words: (start, end, key word, lower case, shape, possessive).

    >>> [(p[2], p[4].name, p[5]) for p in pieces("al-Zaatar's")]
    [('al', 'LOWER', False), ('zaatar', 'TITLE', True)]
    """
    if token.isascii() and token.isalpha():  # most words
        low = token.lower()
        if token[0] == low[0]:
            shape = Shape.LOWER
        else:
            shape = Shape.INITIAL if len(token) == 1 else Shape.CAPITALS if token.isupper() else Shape.TITLE
        return ((0, len(token), names.word(low), low, shape, False),)
    head = token[0]
    if not (head.isalnum() or head == "_"):
        return ((0, len(token), token, token, Shape.MARK, False),)
    if head.isalpha() and token[-1] == "." and len(token) > 1:  # "U.S.": the last point is a mark of its own
        return (*pieces(token[:-1]), (len(token) - 1, len(token), ".", ".", Shape.MARK, False))
    out: list[Piece] = []
    for match in _PIECE.finditer(token):
        text, start = match.group(), match.start()
        owned = _POSSESSIVE.search(text)
        if owned:
            text = text[: owned.start()]
        folded = names.words(text)
        shape = _shape(text)
        out.append((start, start + len(text), " ".join(folded), text.lower(), shape, owned is not None))
    return tuple(out)


def _shape(text: str) -> Shape:
    head = text[0]
    if head.isdigit():
        return Shape.NUMBER
    if head.isupper():
        letters = [c for c in text if c.isalpha()]
        if len(letters) == 1:
            return Shape.INITIAL
        return Shape.CAPITALS if all(c.isupper() for c in letters) else Shape.TITLE
    return Shape.LOWER if head.islower() else Shape.CASELESS


def read_words(document: Document) -> Words:
    """Answer the words of `document`."""
    rows: list[_RowOfWords] = []
    append = rows.append
    tokens = document.tokens
    mark_kind, title, capitals, lower = Shape.MARK, Shape.TITLE, Shape.CAPITALS, Shape.LOWER
    capital_sentences: set[int] = set()
    headlines: set[int] = set()
    signs = _SIGN.search(document.text) is not None
    for number, sentence in enumerate(document.sentences):
        opening = True
        upper = lowers = caps = 0
        merge = False
        for token in tokens[sentence.first_token : sentence.last_token]:
            base, text = token.start, token.text
            if signs:
                if text in _SIGNS and rows and rows[-1][1] == base and rows[-1][4] is not mark_kind:
                    merge = True  # "Za‘tar": the sign stands for a letter
                    continue
                if merge:
                    merge = False
                    if _merged(rows, base, text):
                        continue
            joined = False
            for begin, stop, norm, low, kind, owned in pieces(text):
                if kind is mark_kind:
                    append((base + begin, base + stop, norm, low, kind, owned, joined, number, False))
                    joined = True
                    continue
                append((base + begin, base + stop, norm, low, kind, owned, joined, number, opening))
                joined, opening = True, False
                if kind is lower:
                    if len(norm) > 3:
                        lowers += 1
                elif kind is title:
                    upper += 1
                elif kind is capitals:
                    caps += 1
        if caps > 2 and caps > 3 * (upper + lowers):
            capital_sentences.add(number)
        if upper + caps > 3 and upper + caps > 4 * lowers:
            headlines.add(number)
    words = Words(document.text, capitals=capital_sentences, headline=headlines)
    if rows:
        columns: list[list[Any]] = [list(column) for column in zip(*rows, strict=True)]
        words.start, words.end, words.norm, words.lower, words.shape = columns[:5]
        words.possessive, words.glued, words.sentence, words.first = columns[5:]
    _stretches(words)
    return words


def _merged(rows: list[_RowOfWords], base: int, text: str) -> bool:
    """Join the one word of a token to the last row, over a sign between them; answer whether that was done."""
    found = pieces(text)
    last = rows[-1]
    if len(found) != 1 or found[0][4] is Shape.MARK or last[1] + 1 != base:
        return False
    _, stop, norm, low, _, owned = found[0]
    rows[-1] = (last[0], base + stop, last[2] + norm, last[3] + low, last[4], owned, *last[6:])
    return True


def _stretches(words: Words) -> None:
    """Join the words between marks into texts that the index can be asked about."""
    parts: list[str] = []
    ends: dict[int, int] = {}
    position = 0
    texts, all_ends = words.run_text, words.run_ends
    run_of: list[int] = [-1] * len(words)
    run_start: list[int] = [0] * len(words)
    last_sentence = -1
    text, mark_kind = words.text, Shape.MARK
    start, norms = words.start, words.norm
    for i, (word, kind, sentence) in enumerate(zip(norms, words.shape, words.sentence, strict=True)):
        if kind is mark_kind:
            sign = text[start[i]]
            if sign == "." and i and norms[i - 1] in _ABBREVIATED and start[i] == words.end[i - 1]:
                continue
            if sign in _OPENING and sentence == last_sentence and _before_letter(text, words.end[i]):
                continue
            if sign in _HYPHENS and sentence == last_sentence and text[words.end[i] : words.end[i] + 1] in _OPENING:
                continue  # "Al-'Adas"
        elif sentence == last_sentence:
            run_of[i] = len(texts)
            run_start[i] = position
            parts.append(word)
            position += len(word)
            ends[position] = i
            position += 1
            continue
        if parts:
            texts.append(" ".join(parts))
            all_ends.append(ends)
            parts, ends, position = [], {}, 0
        last_sentence = sentence
        if kind is not mark_kind:
            run_of[i] = len(texts)
            parts.append(word)
            position = len(word)
            ends[position] = i
            position += 1
    if parts:
        texts.append(" ".join(parts))
        all_ends.append(ends)
    words.run_of, words.run_start = run_of, run_start


_OPENING = frozenset("'‘’ʿ`")
_HYPHENS = frozenset("-‑")


def _before_letter(text: str, i: int) -> bool:
    return i < len(text) and text[i].isalpha() and i > 1 and (text[i - 2].isspace() or text[i - 2] in _HYPHENS)
