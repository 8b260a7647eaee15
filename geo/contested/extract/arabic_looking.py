"""What stands at a place of an Arabic sentence: phrases of the lexicon; a verb, a noun or a predicate.

Without vowels "قصف" is both "bombed" and "bombing"; what stands before and after decides.
"""

from collections.abc import Sequence
from dataclasses import replace

from contested.extract.chunks import Chunk, ChunkKind, Reading
from contested.extract.document import Sentence, Token
from contested.extract.lexicon import Hit
from contested.extract.lexicon_arabic import load_arabic, spelling_of
from contested.extract.times import find_times, tokens_of_times
from contested.model import MentionKind

_VERB_FORMS = frozenset({"past", "s", "future", "jussive", "participle", "suffers", "will suffer"})
PREDICATES = frozenset({"adjective", "predicate"})
_PLACES = frozenset({MentionKind.PLACE_THEATRE, MentionKind.PLACE_OUTSIDE_THEATRE, MentionKind.POLITY})
_NISBA = ("ي", "يه")
QUOTES = '“”"«»'


class Looking:
    """A sentence's tokens and the state of the parse, looked at but not moved."""

    def __init__(self, reading: Reading, sentence: Sentence) -> None:
        self.reading = reading
        self.arabic = load_arabic()
        self.tokens = reading.document.tokens
        self.words = reading.lexicon.words
        self.first, self.stop = sentence.first_token, sentence.last_token
        self.chunks: list[Chunk] = []
        self.np: Chunk | None = None
        self.definite = False  # the open noun phrase has ended with a name or a word with the article
        self.prep: tuple[str, int] | None = None
        self.auxiliaries: list[Token] = []
        self.quoted = False
        self.verb_seen = False  # in the clause so far
        self.tail = range(0)  # the last words of a verb phrase, which stand after its subject
        document = reading.document
        self.times = find_times(document.text, (sentence.start, sentence.end), document.article.published)
        inside = self.tokens[self.first : self.stop] if self.times else ()
        self.time_at = tokens_of_times(self.times, [t.start for t in inside], [t.end for t in inside], self.first)

    def _form(self, at: int) -> str:
        return self.reading.keys[at][0] if at < self.stop else ""

    def _article(self, at: int) -> bool:
        return at < self.stop and len(self.reading.keys[at]) > 1

    def _place(self, at: int) -> bool:
        number = self.reading.mention_at.get(at)
        return number is not None and self.reading.resolutions[number].mention.kind in _PLACES

    def _last(self) -> Chunk | None:
        return self.np or (self.chunks[-1] if self.chunks else None)

    def _starts_longer_mention(self, at: int, end: int) -> bool:
        return (
            self._place(at)
            and self._place(end - 1)
            and self.reading.mention_at.get(at) == self.reading.mention_at.get(end)
        )

    @staticmethod
    def _report_noun(hits: Sequence[Hit], particle: Hit) -> bool:
        return any(h.entry.category == "report" and h.entry.form == "noun" and h.end >= particle.end for h in hits)

    def _particle(self, at: int) -> Hit | None:
        found = [h for h in self.arabic.particles.find(self.reading.keys, at, self.stop) if not self._covered(h)]
        return max(found, key=lambda h: h.end, default=None)

    def _covered(self, hit: Hit) -> bool:
        """Tell whether a phrase runs over a place's name (what stands for "…" may)."""
        return any(
            self._place(i) and not (hit.gap and hit.gap[0] <= i < hit.gap[1]) for i in range(hit.start + 1, hit.end)
        )

    def _hits(self, at: int) -> list[Hit]:
        """The longest phrases of each category; a gap may not run over a mark, a link or another clause."""
        found = [h for h in self.reading.lexicon.trie.find(self.reading.keys, at, self.stop) if not self._covered(h)]
        if self._article(at):
            only = [self._form(at)]
            root = self.reading.lexicon.trie.root
            found = [h for h in found if h.entry.form not in _VERB_FORMS or only[0] in root]
        kept = [h for h in found if h.gap is None or self._clear(h.gap)]
        best: dict[str, int] = {}
        for hit in kept:
            best[hit.entry.category] = max(best.get(hit.entry.category, 0), hit.end)
        return [h for h in kept if h.end == best[h.entry.category] or (h.entry.category == "event" and h.gap is None)]

    def _clear(self, gap: tuple[int, int]) -> bool:
        for i in range(*gap):
            text = self.tokens[i].text
            if not text[0].isalnum() and text not in QUOTES:
                return False
            if self._form(i) in {"ان", "الذي", "التي", "الذين"}:
                return False
        return True

    def _head(self, at: int) -> bool:
        """Tell whether a word such as "مدينة" stands before the name that it heads."""
        return not self._article(at) and any(h.entry.category == "anaphor" for h in self._hits(at))

    def _part_word(self, at: int, number: int) -> bool:
        part = self.reading.resolutions[number].mention.part
        return part is not None and part.start <= self.tokens[at].start < part.end

    def _keeps_doer(self, noun: Chunk) -> bool:
        hit = next(h for h in noun.hits if h.entry.category == "event")
        return spelling_of([self._form(i) for i in range(hit.start, hit.end)]) in self.arabic.intransitive

    def _purely_verb(self, at: int) -> bool:
        hits = self._hits(at) if at < self.stop else []
        return any(h.entry.form == "s" for h in hits) and not any(h.entry.form == "noun" for h in hits)

    def _verb(self, at: int, hits: list[Hit]) -> list[Hit]:
        """The hits that are verbs or predicates here, going by what stands around."""
        adjectives = [h for h in hits if h.entry.form in PREDICATES]
        verbs = [h for h in hits if h.entry.form in _VERB_FORMS]
        if not any(t.lower == "not" for t in self.auxiliaries):
            verbs = [h for h in verbs if h.entry.form != "jussive"]
        nouns = [
            h
            for h in hits
            if h.entry.form == "noun" and h.entry.category in {"event", "deny", "refuse", "demand", "promise"}
        ]
        if adjectives and self._predicative(at, adjectives):
            return adjectives
        if not verbs or (self.prep is not None and self.prep[1] == at - 1):
            return []
        if self._article(at) and self._form(at) not in self.reading.lexicon.trie.root:
            return []
        longest = max(h.end for h in verbs)
        if not nouns or longest > max(h.end for h in nouns):
            return verbs
        if self.auxiliaries:
            return verbs
        last = self._last()
        if last is None or last.kind in {ChunkKind.PUNCT, ChunkKind.DATE}:
            return [] if self._noun_phrase_follows(at) else verbs
        if last.kind is ChunkKind.LINK:
            return [] if last.word == "that" or (last.word == "and" and self._and_joins_nouns(at)) else verbs
        if last.kind is ChunkKind.VERB:
            return []
        return verbs if not self.verb_seen and last.prep is None and last.kind is ChunkKind.NP else []

    def _and_joins_nouns(self, at: int) -> bool:
        """ "قصف وحصار": after a verbal noun the next one is a noun too."""
        before = [c for c in self.chunks[-3:-1] if c.kind is ChunkKind.NP]
        return bool(before) and before[-1].has("event") and self._noun_phrase_follows(at)

    def _noun_phrase_follows(self, at: int) -> bool:
        """ "قصف إسرائيلي …", "هجوم على …": an indefinite adjective or a preposition shows that a noun stands before."""
        following = self._form(at + 1)
        if not following:
            return True
        if self._article(at + 1) or self._place(at + 1) or at + 1 in self.reading.actors:
            return False
        return following.endswith(_NISBA) or following in {"علي", "في", "ب"}

    def _predicative(self, at: int, hits: Sequence[Hit]) -> bool:
        if self._article(at):
            return False
        if any(h.end - h.start > 1 for h in hits) or self.auxiliaries:
            return True
        last = self._last()
        if last is None:
            return False
        if self.np is not None:
            return self.definite
        return last.kind in {ChunkKind.NP, ChunkKind.DATE, ChunkKind.VERB, ChunkKind.LINK}


def make_passive(chunk: Chunk, token: Token) -> None:
    """Read a verb as passive: the rules know a passive by its participle and a form of "be"."""
    past = "past" in chunk.forms() or "participle" in chunk.forms()
    chunk.hits = [h._replace(entry=h.entry._replace(form="participle")) for h in chunk.hits]
    if not any(t.lower in {"was", "is"} for t in chunk.auxiliaries):
        chunk.auxiliaries = [*chunk.auxiliaries, replace(token, lower="was" if past else "is")]
