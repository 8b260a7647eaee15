"""A shallow parse of Arabic: the cut tokens of a sentence become noun phrases, verbs, dates and marks between them.

Prepositions and links carry their English word, because the rules read those. A verbal noun ("انسحاب") is a noun
phrase of its own; what it does there is settled when the clauses are known (`arabic_clauses`). One pass, each token
looked at a bounded number of times.
"""

from collections.abc import Sequence
from dataclasses import replace

from contested.extract.arabic_looking import PREDICATES, QUOTES, Looking, make_passive
from contested.extract.chunks import Chunk, ChunkKind, Reading
from contested.extract.document import Sentence
from contested.extract.lexicon import Hit

_FUTURE = frozenset({"future", "will suffer"})
_TENSES = {"future": "s", "jussive": "s", "will suffer": "suffers"}
_HEADS = frozenset({"noun", "aid_point", "anaphor", "event"})
_PRONOUNS = frozenset({"it", "they"})
_DAMMA = "\u064f"


def chunks_of(reading: Reading, sentence: Sentence) -> list[Chunk]:
    """Cut one sentence of an Arabic reading into chunks."""
    return _Parser(reading, sentence).run()


class _Parser(Looking):
    """One pass over a sentence's tokens."""

    def run(self) -> list[Chunk]:
        at = self.first
        while at < self.stop:
            at = self._step(at)
        self._close()
        self._flush()
        return self.chunks

    def _close(self) -> None:
        if self.np is not None:
            self.chunks.append(self.np)
            self.np = None
        self.definite = False

    def _flush(self) -> None:
        """An auxiliary without a verb is one itself: "كان", "ليس"."""
        if self.auxiliaries and any(t.lower in {"had", "not", "still"} for t in self.auxiliaries):
            first, last = self.auxiliaries[0], self.auxiliaries[-1]
            chunk = Chunk(ChunkKind.VERB, first.index, last.index + 1, word="be", quoted=self.quoted)
            chunk.auxiliaries = self.auxiliaries
            self.chunks.append(chunk)
        self.auxiliaries = []

    def _take(self, at: int, end: int) -> Chunk:
        if self.np is None:
            prep, start = self.prep or (None, None)
            self.np = Chunk(ChunkKind.NP, at, end, prep=prep, prep_start=start, quoted=self.quoted)
            self.prep = None
        self.np.end = end
        return self.np

    def _mark(self, kind: ChunkKind, at: int, end: int, word: str) -> int:
        self._close()
        self._flush()
        self.prep = None
        self.chunks.append(Chunk(kind, at, end, word=word, quoted=self.quoted))
        if kind is ChunkKind.LINK and word != "and":
            self.verb_seen = False
        return end

    def _step(self, at: int) -> int:
        token = self.tokens[at]
        named = self.reading.actors.get(at)
        if named is not None and named[0] <= self.stop and not self._starts_longer_mention(at, named[0]):
            return self._actor(at, named[0], Hit(at, *named))
        if self._place(at):
            return self._mention(at)
        if at in self.time_at:
            return self._date(at)
        if not (token.text[0].isalnum() or token.text[0] == "_"):
            return self._punctuation(at)
        if self._form(at) in self.arabic.days and at + 1 < self.stop and at + 1 in self.time_at:
            return at + 1  # "يوم الثلاثاء": the date carries it
        if token.lower in _PRONOUNS:
            return self._pronoun(at)
        if self._form(at) in self.words["question"] or self._form(at) in self.arabic.adverbs:
            return at + 1
        particle = self._particle(at)
        hits = self._hits(at)
        longest = max((h.end for h in hits if h.gap is None), default=at)
        state = not self.verb_seen and any(h.entry.form in PREDICATES and h.end >= longest for h in hits)
        if particle is not None and particle.end >= longest and not (state or self._report_noun(hits, particle)):
            return self._function_word(at, particle)
        verb = self._verb(at, hits)
        if verb:
            return self._verb_chunk(at, verb)
        return self._word(at, hits)

    def _actor(self, at: int, end: int, hit: Hit) -> int:
        if self.np is not None and (self.definite or self.np.has("event")):
            self._close()
        chunk = self._take(at, end)
        chunk.hits.append(hit)
        chunk.hits += [h for h in self._hits(at) if h.entry.category == "noun" and h.end <= end]
        for i in range(at, end):
            number = self.reading.mention_at.get(i)
            if number is not None and number not in chunk.mentions:
                chunk.mentions.append(number)
        self.definite = True
        self._attach_flush()
        return end

    def _attach_flush(self) -> None:
        if self.auxiliaries and not self.verb_seen and self.np is not None:
            np, self.np = self.np, None
            self._flush()
            self.np = np

    def _mention(self, at: int) -> int:
        number, end = self.reading.mention_at[at], at + 1
        while end < self.stop and self.reading.mention_at.get(end) == number:
            end += 1
        if self.np is not None:
            people = self.np.has("noun", "people")
            carrier = self.np.has("noun", "force") or self.np.has("noun", "cargo")
            apart = self.np.has("event") or self.definite or ((people or carrier) and not self._head(self.np.end - 1))
            own_part = self.np.end - self.np.start == 1 and self._part_word(self.np.start, number)
            if apart and not own_part:
                self._close()
                if people and not self.definite:
                    self.prep = ("of", at)
        self._take(at, end).mentions.append(number)
        self.definite = True
        return end

    def _date(self, at: int) -> int:
        number, end = self.time_at[at], at + 1
        while end < self.stop and self.time_at.get(end) == number:
            end += 1
        self._close()
        prep, start = self.prep or (None, None)
        self.prep = None
        chunk = Chunk(ChunkKind.DATE, at, end, prep=prep, prep_start=start, quoted=self.quoted, time=self.times[number])
        self.chunks.append(chunk)
        return end

    def _punctuation(self, at: int) -> int:
        token = self.tokens[at]
        glued = at + 1 < self.stop and self.tokens[at + 1].start == token.end and self.tokens[at - 1].end == token.start
        if token.text in "-‑/&%$£€'’" and self.np is not None and (glued or token.text == "%"):
            self.np.end = at + 1
            return at + 1
        if token.text in QUOTES:
            self.quoted = token.text in "“«" or (token.text == '"' and not self.quoted)
            return at + 1
        if token.text not in {"،", ","}:
            self.verb_seen = False
        return self._mark(ChunkKind.PUNCT, at, at + 1, "," if token.text == "،" else token.lower)

    def _pronoun(self, at: int) -> int:
        """A pronoun: after a preposition or a verb an object, after a noun its owner, alone a subject."""
        token = self.tokens[at]
        joined = at > self.first and self.tokens[at - 1].end == token.start
        last = self._last()
        if joined and self.prep is not None and self.prep[1] == at - 1:
            return self._joined_to_preposition(at)
        if joined and self.np is not None and not self.np.has("event"):
            self.np.end = at + 1
            self.definite = True
            return at + 1
        prep: tuple[str, int] | None = None
        if joined and last is not None and last.end == at:
            if last.kind is ChunkKind.VERB:
                prep = ("of", at)
            elif last.has("event"):
                prep = ("by" if self._keeps_doer(last) else "of", at)
        self._close()
        self.prep = prep
        self._take(at, at + 1)
        self._close()
        return at + 1

    def _joined_to_preposition(self, at: int) -> int:
        assert self.prep is not None
        following = at + 1
        if self.prep[0] == "from" and (self._place(following) or following in self.reading.actors):
            self.prep = ("including", at - 1)  # "مناطق منها رفح"
            return following
        self._close()
        self._take(at, following)
        self._close()
        return following

    def _function_word(self, at: int, hit: Hit) -> int:
        category, word = hit.entry.category, hit.entry.id
        if category == "link":
            return self._link(at, hit.end, word)
        if category == "prep":
            purpose = word == "to" and self._form(at) == "ل" and self._purely_verb(hit.end)
            if purpose:
                end = self._mark(ChunkKind.LINK, at, hit.end, "so")
                self.auxiliaries.append(replace(self.tokens[at], lower="may"))
                return end
            self._close()
            if not (self.verb_seen and self.auxiliaries):
                self._flush()
            self.prep = (word, at)
            return hit.end
        self._close()
        gloss = "not" if word == "no longer" else word
        self.auxiliaries.append(replace(self.tokens[at], lower=gloss))
        return hit.end

    def _link(self, at: int, end: int, word: str) -> int:
        if word == "that" and any(t.lower in {"may", "must"} for t in self.auxiliaries):
            return end  # "يجب أن ينسحب": one verb with its modal
        return self._mark(ChunkKind.LINK, at, end, word)

    def _verb_chunk(self, at: int, hits: list[Hit]) -> int:
        gapped = [h for h in hits if h.gap is not None]
        plain = [h for h in hits if h.gap is None]
        longest = max((h.end for h in plain), default=at + 1)
        kept = [h for h in plain if h.end == longest]
        end = longest
        farthest = max((h.end for h in gapped), default=0)
        if farthest > longest:
            kept = [h for h in gapped if h.end == farthest]
            assert kept[0].gap is not None
            end = kept[0].gap[0]
            self.tail = range(kept[0].gap[1], kept[0].end)
        self._close()
        future = any(h.entry.form in _FUTURE for h in kept)
        hits = [h._replace(entry=h.entry._replace(form=_TENSES.get(h.entry.form, h.entry.form))) for h in kept]
        chunk = Chunk(ChunkKind.VERB, at, end, word=self.tokens[at].lower, hits=hits, quoted=self.quoted)
        past = {"past"} == chunk.forms()
        chunk.auxiliaries = [t for t in self.auxiliaries if not (past and t.lower == "may" and t.text.startswith("قد"))]
        if future:
            chunk.auxiliaries.append(replace(self.tokens[at], lower="will"))
        passive = chunk.forms() & {"participle", "suffers", "predicate"}
        if passive or (past and self.tokens[at].text[1:2] == _DAMMA):
            make_passive(chunk, self.tokens[at])
        if self.prep is not None:
            chunk.prep_start = self.prep[1]
            self.prep = None
        self.auxiliaries = []
        self.chunks.append(chunk)
        self.verb_seen = True
        return end

    def _word(self, at: int, hits: list[Hit]) -> int:
        """A noun, adjective or number: it goes on with the open noun phrase or begins one."""
        token = self.tokens[at]
        if token.lower in self.words["negation"] or token.lower in {"may", "must", "will"}:
            self._close()
            self.auxiliaries.append(token)
            return at + 1
        nouns = [h for h in hits if h.entry.form == "noun" and h.gap is None]
        if at in self.tail:
            if at == self.tail.start:
                self._close()
            nouns = [h for h in nouns if h.entry.category != "event"]
        if self._article(at) and any(h.entry.category == "noun" and h.entry.id == "force" for h in nouns):
            nouns = [h for h in nouns if h.entry.category != "event"]  # "الاحتلال" is somebody, not something done
        longest = max((h.end for h in nouns), default=at + 1)
        nouns = [h for h in nouns if h.end == longest or h.entry.category == "noun"]
        event = any(h.entry.category in {"event", "report"} for h in nouns)
        if self.np is not None and self._apart(at, nouns, event=event):
            self._close()
        if event or self.np is None:
            self._attach_auxiliaries()
        chunk = self._take(at, longest)
        chunk.hits.extend(nouns)
        if event:
            chunk.hits.extend(h for h in hits if h.gap is not None and h.entry.form == "noun")
            inner = [
                h for i in range(at + 1, longest) for h in self._hits(i) if h.entry.category in {"noun", "aid_point"}
            ]
            chunk.hits.extend(h for h in inner if h.end <= longest)
        self.definite = self._article(longest - 1) or self._article(at)
        if any(h.entry.category == "report" for h in nouns):
            self._close()
        return longest

    def _attach_auxiliaries(self) -> None:
        """ "لا مساعدات", "لم … أي": a negation before a noun stays with the verb to come, or is one itself."""
        if self.auxiliaries and self.verb_seen and not any(t.lower == "still" for t in self.auxiliaries):
            self.auxiliaries = []

    def _apart(self, at: int, nouns: Sequence[Hit], *, event: bool) -> bool:
        assert self.np is not None
        if event:
            return True
        head = any(h.entry.category in _HEADS for h in nouns) or self.tokens[at].lower != self.tokens[at].text.lower()
        if self.np.has("event"):
            # an adjective agrees with the verbal noun; a noun after it is its doer or object
            return head or (self._article(at) and not self.definite)
        if self._article(at):
            return head and self.definite
        posted = self.np.has("noun", "force") and any(h.entry.category == "aid_point" for h in nouns)
        return self.definite or posted  # "أقامت قوة أخرى حاجزا"
