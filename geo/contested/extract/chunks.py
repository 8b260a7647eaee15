"""What the shallow parse is made of: chunks of a sentence, and all that is known of a document before it."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from operator import attrgetter

from contested.extract.document import Document, Sentence, Token
from contested.extract.lexicon import Entry, Hit, Lexicon
from contested.extract.times import TimeExpression
from contested.model import MentionKind, PlaceKind, Resolution

_OPERATORS = frozenset({"deny", "refuse", "demand", "promise", "threaten", "insist"})


VERBAL = frozenset({"event", "report", "admit", "verb"}) | _OPERATORS


_LANDS = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.TERRITORY, PlaceKind.CONTINENT})
_LOCATED = frozenset({MentionKind.PLACE_THEATRE, MentionKind.PLACE_OUTSIDE_THEATRE})


class ChunkKind(StrEnum):
    """What a chunk is."""

    NP = "np"
    VERB = "verb"
    DATE = "date"
    PUNCT = "punct"
    LINK = "link"  # and, but, if, which, that …


@dataclass(slots=True, eq=False)
class Chunk:
    """Tokens `[start, end)` of the document read as one unit."""

    kind: ChunkKind
    start: int
    end: int
    word: str  # the lower-case text of a mark or link
    prep: str | None  # the preposition before a noun phrase
    prep_start: int | None
    mentions: list[int]  # indexes of resolutions inside a noun phrase
    hits: list[Hit]  # lexicon entries: verbs, event nouns, kinds of noun
    auxiliaries: list[Token]
    quoted: bool
    time: TimeExpression | None  # of a date
    subjects: "list[Chunk] | None"  # of a verb, where the grammar has set them

    def __init__(  # noqa: PLR0913  # mypyc compiles this one, and leaves what a dataclass makes to Python
        self,
        kind: ChunkKind,
        start: int,
        end: int,
        *,
        word: str = "",
        prep: str | None = None,
        prep_start: int | None = None,
        mentions: list[int] | None = None,
        hits: list[Hit] | None = None,
        quoted: bool = False,
        time: TimeExpression | None = None,
    ) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.word = word
        self.prep = prep
        self.prep_start = prep_start
        self.mentions = [] if mentions is None else mentions
        self.hits = [] if hits is None else hits
        self.auxiliaries = []
        self.quoted = quoted
        self.time = time
        self.subjects = None

    def has(self, category: str, identity: str | None = None) -> bool:
        """Tell whether one of the chunk's hits is of `category` (and `identity`)."""
        for hit in self.hits:  # not any(…): this is asked some two thousand times an article
            entry = hit.entry
            if entry.category == category and (identity is None or entry.id == identity):
                return True
        return False

    def has_any(self, categories: frozenset[str]) -> bool:
        """Tell whether one of the chunk's hits is of one of `categories`."""
        for hit in self.hits:  # noqa: SIM110  as in `has`
            if hit.entry.category in categories:
                return True
        return False

    def ids(self, category: str) -> list[str]:
        """Answer the ids of the chunk's hits of `category`, in text order."""
        return [h.entry.id for h in self.hits if h.entry.category == category]

    def forms(self) -> set[str]:
        """Answer the grammatical forms that the chunk's verb may be in."""
        return {h.entry.form for h in self.hits if h.entry.category in VERBAL}


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence and its chunks."""

    sentence: Sentence
    chunks: list[Chunk]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the parser of a document needs: the text, its lexicon keys, the places found, and where they stand."""

    document: Document
    lexicon: Lexicon
    keys: list[tuple[str, ...]]
    resolutions: Sequence[Resolution]
    mention_at: dict[int, int]  # token index -> index of the resolution that covers it
    actors: Mapping[int, tuple[int, Entry]]  # first token of a known actor -> its end and entry
    begins: list[bool] = field(default_factory=list)  # whether some phrase of the lexicon begins with the token's word
    found: dict[int, list[Hit]] = field(default_factory=dict)  # what `phrases_at` has looked up
    newest: list[datetime | None] = field(default_factory=list)  # what `scene_newest` has answered

    def phrases_at(self, at: int, stop: int) -> Sequence[Hit]:
        """Answer the lexicon's phrases that begin at token `at`; `stop` is the end of its sentence."""
        if not self.begins[at]:
            return ()
        hits = self.found.get(at)
        if hits is None:
            hits = self.found[at] = self.lexicon.trie.find(self.keys, at, stop)
        return hits


def reading_of(
    document: Document,
    lexicon: Lexicon,
    keys: list[tuple[str, ...]],
    resolutions: Sequence[Resolution],
    actors: Mapping[int, tuple[int, Entry]] | None = None,
) -> Reading:
    """Join a document with its places; tokens covered by a mention are marked."""
    mention_at: dict[int, int] = {}
    named = {
        i
        for start, (end, entry) in (actors or {}).items()
        if entry.form in {"name", "acronym"}
        for i in range(start, end)
    }
    tokens = document.tokens
    for number, resolution in enumerate(resolutions):
        start, end = resolution.mention.start, resolution.mention.end
        index = bisect_right(tokens, start, key=_END)
        while index < len(tokens) and tokens[index].start < end:
            mention_at.setdefault(index, number)
            index += 1
    for index, at in tuple(mention_at.items()):
        if index not in mention_at:
            continue
        # "Red Cross" is a body, whatever hamlet bears the name: a known actor is no location
        place = resolutions[at].place
        land = place is not None and place.kind in _LANDS  # "in Russia" is a place, though Russia acts as well
        if index in named and not land and resolutions[at].mention.kind in _LOCATED:
            span = _span_of(mention_at, index)
            if all(i in named for i in span):
                for i in span:
                    del mention_at[i]
    begins = lexicon.trie.starting(keys)
    return Reading(document, lexicon, keys, resolutions, mention_at, actors or {}, begins)


_END = attrgetter("end")


def _span_of(mention_at: Mapping[int, int], index: int) -> range:
    """Answer the tokens of the mention that covers token `index`."""
    number, first, last = mention_at[index], index, index
    while mention_at.get(first - 1) == number:
        first -= 1
    while mention_at.get(last + 1) == number:
        last += 1
    return range(first, last + 1)


def surface(document: Document, chunk: Chunk) -> str:
    """Answer the words of a noun phrase as they stand."""
    return document.text[document.tokens[chunk.start].start : document.tokens[chunk.end - 1].end]


def words_of(document: Document, chunk: Chunk) -> list[str]:
    """Answer the lower-case words of a chunk: glossed ones, and for an unwritten subject what it stands for."""
    if chunk.kind is ChunkKind.NP and chunk.word:
        return [chunk.word]
    tokens = document.tokens[chunk.start : chunk.end]
    words = " ".join([token.lower for token in tokens]).split()
    if len(words) > 1 and words[-1] == "it" and tokens[-1].text.lower() != "it":
        return ["its", *words[:-1]]  # an owner joined to the end of its noun
    return words


def verb_is_passive(chunk: Chunk, lexicon: Lexicon) -> bool:
    """Tell "was captured" from "captured" and "was capturing"."""
    if "participle" not in chunk.forms():
        return False
    return any(token.lower in lexicon.words["be"] for token in chunk.auxiliaries)
