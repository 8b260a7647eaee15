"""Syndicated copies of one text: which articles say the same in the same words, so that ten copies are one origin.

A copy is found in two steps. MinHash sketches of the texts' phrases of three words pick out what may be one: of the
whole text (an edited copy) and of its beginning (a copy cut short). Then the phrases themselves are compared: a copy is
a text of which more than half of the phrases stand in the other. Words in another headline, an agency's line put before
it or a tenth of the words changed leave more than that; two reporters at one event share less than a tenth.

Copies are linked, never merged or dropped. Whether two texts are copies depends on these two only, so that a family
(all that is linked, also through others) is the same in whatever order articles come. Its head is the article published
first, of those at the same time the one of the smallest id; one without a time stands behind those with one.
"""

import hashlib
import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt
from rensa import RMinHash, RMinHashLSH

COPIED = 0.55
"""The share of the shorter text's phrases that must stand in the longer: 0.73 with every tenth word changed, 0.1 in
reports on one event by two reporters, 0.3 where both quote one statement at length."""

GATE = 0.3
"""The similarity (Jaccard) of sketches from which texts are compared: copies have 0.4 and more, sketches err by 0.1."""

FEWEST_WORDS = 20
"""A shorter text is a copy only of one with the same words: its few phrases stand in many texts by chance."""

_PHRASE = 3  # words
_LEAD = 120  # words: the first three paragraphs, which is what a brief keeps
_PERMUTATIONS, _BANDS, _SEED = 128, 64, 42  # 64 bands of 2 find 99.9 % of pairs with a similarity of 0.3
_LONG_DIGEST = 2 * 4 * _PERMUTATIONS  # bytes

_WORD = re.compile(r"\w+")
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c-\u200f\u00ad]")  # vowels, tatweel, joiners
_LAST = datetime.max.replace(tzinfo=UTC)

Phrases = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class _Text:
    article_id: str
    published: datetime
    words: str | None  # of a short text
    phrases: Phrases
    sketches: tuple[RMinHash, ...]


class CopyIndex:
    """Finds copies among the articles added to it; about 3 kB each, in memory. Not for several threads at once.

    >>> index = CopyIndex()
    >>> words = "Forces left the town of Rafah on Tuesday after a week of clashes in which forty houses were damaged, "
    >>> words += "the governor said, and families went home on foot along the coast road in the evening."
    >>> index.add("a1", words)
    >>> index.find_origin("(The Wire) - " + words), index.find_origin("Nothing of the kind happened. " * 9)
    ('a1', None)
    """

    def __init__(self) -> None:
        self._texts: list[_Text] = []
        self._places: dict[str, int] = {}
        self._family_of: list[list[int]] = []  # of each text, one list for all of a family
        self._short: dict[str, int] = {}
        self._near = tuple(RMinHashLSH(GATE, _PERMUTATIONS, _BANDS) for _ in range(2))

    def __len__(self) -> int:
        return len(self._texts)

    def __contains__(self, article_id: object) -> bool:
        return article_id in self._places

    def add(self, article_id: str, text: str, *, published: datetime | None = None) -> None:
        """Enter an article, which joins the families of all that it is a copy of; one that is there is left as it is.

        `published` has a zone, as `Article.published` has.
        """
        if article_id in self._places:
            return
        entered = _text(article_id, text, published)
        place = len(self._texts)
        copies = list(self._copies(entered))
        self._texts.append(entered)
        self._places[article_id] = place
        self._family_of.append([place])
        if entered.words is not None:
            self._short.setdefault(entered.words, place)
        for near, sketch in zip(self._near, entered.sketches, strict=False):
            near.insert(place, sketch)
        for other in copies:
            self._join(self._family_of[other], self._family_of[place])

    def find_origin(self, text: str) -> str | None:
        """Answer the id of the head of the family that `text` is a copy from, or None; nothing is entered."""
        copies = list(self._copies(_text("", text, None)))
        if not copies:
            return None
        return self._head([place for copy in copies for place in self._family_of[copy]])

    def origin(self, article_id: str) -> str:
        """Answer the id of the head of an article's family: its own when it stands alone or first.

        Raises `KeyError` for an article that was not added.
        """
        return self._head(self._family_of[self._places[article_id]])

    def families(self) -> dict[str, tuple[str, ...]]:
        """Answer the families of two and more: the head's id, and the ids of all its copies, sorted."""
        found = {}
        for place, family in enumerate(self._family_of):
            if len(family) > 1 and family[0] == place:
                found[self._head(family)] = tuple(sorted(self._texts[one].article_id for one in family))
        return dict(sorted(found.items()))

    def _copies(self, text: _Text) -> Iterator[int]:
        if text.words is not None:
            if text.words in self._short:
                yield self._short[text.words]
            return
        near = {place for index, sketch in zip(self._near, text.sketches, strict=True) for place in index.query(sketch)}
        for place in sorted(near):
            other = self._texts[place]
            pairs = zip(text.sketches, other.sketches, strict=True)
            if any(one.jaccard(another) >= GATE for one, another in pairs) and shared(text.phrases, other.phrases):
                yield place

    def _join(self, one: list[int], other: list[int]) -> None:
        if one is other:
            return
        larger, smaller = (one, other) if len(one) >= len(other) else (other, one)
        larger += smaller
        for place in smaller:
            self._family_of[place] = larger

    def _head(self, places: list[int]) -> str:
        return min((self._texts[place].published, self._texts[place].article_id) for place in places)[1]


def digest(text: str) -> bytes:
    """Answer what to keep of a text to find its copies by: its sketches, or the hash of the words of a short one.

    `Digests` compares them; half a kilobyte is one sketch.
    """
    told = _text("", text, None)
    if told.words is not None:
        return hashlib.sha256(told.words.encode("utf-8", "surrogatepass")).digest()
    return b"".join(np.asarray(sketch.digest(), dtype="<u4").tobytes() for sketch in told.sketches)


class Digests:
    """Digests of many texts, about a kilobyte each, in memory.

    >>> held = Digests()
    >>> held.add("a1", digest("Rafah is calm."))
    >>> held.near(digest("RAFAH is calm")), held.near(digest("Jabalia is calm."))
    ({'a1'}, set())
    """

    def __init__(self) -> None:
        self._short: dict[bytes, set[str]] = {}
        self._long: list[str] = []
        self._sketches = np.empty((64, 2, _PERMUTATIONS), dtype="<u4")

    def add(self, name: str, kept: bytes) -> None:
        """Enter a digest under a name."""
        if len(kept) != _LONG_DIGEST:
            self._short.setdefault(kept, set()).add(name)
            return
        if len(self._long) == len(self._sketches):
            self._sketches = np.concatenate([self._sketches, np.empty_like(self._sketches)])
        self._sketches[len(self._long)] = _sketches_of(kept)
        self._long.append(name)

    def near(self, kept: bytes) -> set[str]:
        """Answer the names of those texts that may be copies of the one of which `kept` is the digest."""
        if len(kept) != _LONG_DIGEST:
            return set(self._short.get(kept, ()))
        same = self._sketches[: len(self._long)] == _sketches_of(kept)
        likeness = same.sum(axis=2, dtype=np.uint8).max(axis=1, initial=0)
        return {self._long[at] for at in np.flatnonzero(likeness >= GATE * _PERMUTATIONS)}


def _sketches_of(kept: bytes) -> npt.NDArray[np.uint32]:
    return np.frombuffer(kept, dtype="<u4").reshape(2, _PERMUTATIONS)


def are_copies(one: str, other: str) -> bool:
    """Tell whether one of two texts is a copy of the other.

    >>> are_copies("Rafah is calm.", "RAFAH is calm"), are_copies("Rafah is calm.", "Jabalia is calm.")
    (True, False)
    """
    first, second = _text("", one, None), _text("", other, None)
    if first.words is not None or second.words is not None:
        return first.words == second.words
    return shared(first.phrases, second.phrases)


def shared(one: Phrases, other: Phrases) -> bool:
    """Tell whether more than `COPIED` of the phrases of the shorter text stand in the other."""
    fewer = min(len(one), len(other))
    return len(np.intersect1d(one, other, assume_unique=True)) >= COPIED * fewer


def _text(article_id: str, text: str, published: datetime | None) -> _Text:
    words = _WORD.findall(_MARKS.sub("", unicodedata.normalize("NFKC", text)).casefold())
    if len(words) < FEWEST_WORDS:
        return _Text(article_id, published or _LAST, " ".join(words), np.empty(0, np.uint32), ())
    phrases = _phrases(words)
    sketches = tuple(_sketch(some) for some in (phrases, _phrases(words[:_LEAD])))
    return _Text(article_id, published or _LAST, None, phrases, sketches)


def _phrases(words: list[str]) -> Phrases:
    hashes = (zlib.crc32(" ".join(words[at : at + _PHRASE]).encode()) for at in range(len(words) - _PHRASE + 1))
    return np.unique(np.fromiter(hashes, np.uint32))


def _sketch(phrases: Phrases) -> RMinHash:
    sketch = RMinHash(_PERMUTATIONS, _SEED)
    sketch.update([phrase.tobytes() for phrase in phrases])
    return sketch
