"""What one pass over a sentence has read so far, and how it opens and closes chunks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contested.extract.chunks import Chunk, ChunkKind, Reading
from contested.extract.document import Sentence, Token
from contested.extract.lexicon import Hit
from contested.extract.measures import is_duration
from contested.extract.times import TimeExpression, find_times, may_tell_time, tokens_of_times

_MARKS = frozenset({":", ";", "—", "–", ".", "!", "?", "that", "which", "who"})  # what no "…" runs over


@dataclass(slots=True, eq=False)
class State:
    """A sentence's tokens, its chunks so far, and what stands open: a noun phrase, a preposition, auxiliaries."""

    reading: Reading
    tokens: Sequence[Token]
    words: Mapping[str, frozenset[str]]
    first: int
    stop: int
    chunks: list[Chunk]
    np: Chunk | None  # the noun phrase that is open
    prep: tuple[str, int] | None  # a preposition that waits for its noun phrase, and its token
    auxiliaries: list[Token]  # they wait for their verb
    quoted: bool
    kept: dict[int, list[Hit]]  # what `hits_at` has answered
    is_be_have_do: frozenset[str]
    times: list[TimeExpression]
    time_at: dict[int, int]

    def __init__(self, reading: Reading, sentence: Sentence) -> None:  # as in `Chunk`: mypyc compiles this one
        self.reading = reading
        self.tokens = reading.document.tokens
        self.words = reading.lexicon.words
        self.first, self.stop = sentence.first_token, sentence.last_token
        self.chunks = []
        self.np = None
        self.prep = None
        self.auxiliaries = []
        self.quoted = False
        self.kept = {}
        self.is_be_have_do = reading.lexicon.be_have_do
        document = reading.document
        inside = self.tokens[self.first : self.stop]
        dated = may_tell_time([token.lower for token in inside])
        span = (sentence.start, sentence.end)
        self.times = find_times(document.text, span, document.article.published) if dated else []
        self.time_at = (
            tokens_of_times(self.times, [t.start for t in inside], [t.end for t in inside], self.first)
            if self.times
            else {}
        )

    def close(self) -> None:
        """End the noun phrase that is open, if any."""
        if self.np is not None:
            self.chunks.append(self.np)
            self.np = None

    def flush_auxiliaries(self) -> None:
        """Make a verb of the auxiliaries that wait, as no verb of the lexicon followed them: "X is …"."""
        if self.auxiliaries and any(token.lower in self.is_be_have_do for token in self.auxiliaries):
            first, last = self.auxiliaries[0], self.auxiliaries[-1]
            chunk = Chunk(ChunkKind.VERB, first.index, last.index + 1, word="be", quoted=self.quoted)
            chunk.auxiliaries = self.auxiliaries
            self.chunks.append(chunk)
        self.auxiliaries = []

    def close_duration(self) -> None:
        """ "For two years | the RSF has …": a name after a length of time begins a phrase of its own."""
        np = self.np
        if np is not None and np.prep is not None and is_duration(self.tokens, np.start, np.end, np.prep):
            self.close()

    def take(self, at: int, end: int) -> Chunk:
        """Extend the open noun phrase with tokens `[at, end)`, or open one."""
        if self.np is None:
            self.flush_auxiliaries()
            prep, start = self.prep or (None, None)
            self.np = Chunk(ChunkKind.NP, at, end, prep=prep, prep_start=start, quoted=self.quoted)
            self.prep = None
        self.np.end = end
        return self.np

    def mark(self, kind: ChunkKind, token: Token) -> None:
        """Add a mark or link; what stood open before it ends."""
        self.close()
        self.flush_auxiliaries()
        self.prep = None
        self.chunks.append(Chunk(kind, token.index, token.index + 1, word=token.lower, quoted=self.quoted))

    def hits_at(self, at: int) -> Sequence[Hit]:
        """The longest phrases of each category that begin here and do not run over a mention (a gap may)."""
        if not self.reading.begins[at]:
            return ()
        kept = self.kept.get(at)
        if kept is None:
            kept = self.kept[at] = self.longest(self.reading.phrases_at(at, self.stop))
        return kept

    def longest(self, found: Sequence[Hit]) -> list[Hit]:
        """Keep the longest of each category of what was found, and no phrase that runs over a mention."""
        best: dict[tuple[str, bool], int] = {}
        kept = []
        mention_at = self.reading.mention_at
        for hit in found:
            start, end, entry, gap = hit
            if gap is None:
                if start in mention_at if end - start == 1 else any(i in mention_at for i in range(start, end)):
                    continue
            elif any(self._ends_gap(i) for i in range(*gap)) or any(
                i in mention_at and not gap[0] <= i < gap[1] for i in range(start, end)
            ):
                continue
            kept.append(hit)
            kind = (entry.category, entry.form == "noun")  # "plans" is a verb beside the noun "plans to"
            if best.get(kind, 0) < end:
                best[kind] = end
        if len(kept) < 2:
            return kept
        return [
            h for h in kept if h.entry.category == "event" or h.end == best[h.entry.category, h.entry.form == "noun"]
        ]

    def _ends_gap(self, at: int) -> bool:
        """Tell whether no "…" of a phrase runs over token `at`: a mark, or "took X, cutting the road to Y"."""
        text = self.tokens[at].text
        return text in _MARKS or (text == "," and self.tokens[at + 1].lower.endswith("ing"))

    def is_auxiliary(self, lower: str) -> bool:
        """Tell whether a lower-case word is a form of be, have or do, or a modal verb."""
        return lower in self.reading.lexicon.auxiliaries
