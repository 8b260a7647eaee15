"""A shallow parse: the tokens of a sentence become noun phrases, verb groups and marks between them.

No tagger and no model: closed word classes, the claim lexicon's verbs, and the place mentions already found. A noun
phrase is what stands between those. One pass, each token looked at a bounded number of times.
"""

import re
from collections.abc import Sequence

from contested.extract.chunks import VERBAL, Chunk, ChunkKind, Parsed, Reading
from contested.extract.document import Sentence, Token
from contested.extract.lexicon import Entry, Hit
from contested.extract.measures import approximates, counts_out_of, is_duration, opens_date
from contested.extract.times import find_times, may_tell_time, tokens_of_times
from contested.model import MentionKind

_FINITE = frozenset({"s", "past", "be"})
_NOMINAL, _NAMED = frozenset({"noun", "adjective"}), frozenset({"actor", "retract"})


_QUANTIFIERS = frozenset(
    {"hundreds", "dozens", "thousands", "tens", "scores", "most", "some", "all", "half", "part", "parts", "one", "two"}
    | {"four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "percent", "cent", "%"}
    | {"three", "many", "majority", "number", "rest", "several", "both", "millions", "none", "each", "any", "few"}
)


_DIRECTIONS = frozenset({"north", "south", "east", "west", "afield", "inland"})
_DOERS = frozenset({"they", "he", "she", "it", "we"})
_HOURS = frozenset(
    {"noon", "midday", "dawn", "dusk", "night", "morning", "afternoon", "evening", "nightfall", "sunset"}
)
_THEN = frozenset({"then", "now", "later", "still", "soon", "since", "already", "also", "finally", "again"})
_ORDINALS = frozenset({"last", "first", "next", "past", "other", "only", "remaining", "final", "previous"})
_ALONE = frozenset({"another", "others", "some", "most", "many", "several"})  # they may stand without a noun


_NOT_ADVERBS = frozenset(
    {"family", "italy", "supply", "assembly", "ally", "rally", "reply", "july", "elderly", "daily", "weekly", "anomaly"}
)


_ADJECTIVES_IN_ING = frozenset(
    {"during", "including", "following", "according", "regarding", "concerning", "nothing", "something", "anything"}
    | {"everything", "evening", "morning", "ongoing", "outstanding", "missing", "pending", "lacking", "willing"}
    | {"unwilling", "building", "worrying", "alarming", "remaining", "king", "string", "spring", "thing"}
)


_JOINS = frozenset({"as", "along", "together", "and", "such"})


_APPROXIMATE = frozenset({"about", "around", "over", "nearly", "almost", "under", "roughly", "approximately"})


_STAMP = re.compile(r"[012]?\d[:.h][0-5]\d")


_LOCATED = frozenset(
    {"of", "in", "at", "from", "near", "to", "for", "on", "between", "with", "around", "along", "outside", "inside"}
    | {"across", "over", "towards", "toward", "against", "behind", "within", "into", "through"}
)
LOYAL = frozenset(  # "fighters | loyal to Haftar": what follows troops and says whose they are
    {"loyal", "allied", "aligned", "affiliated", "linked", "belonging", "answering", "backed", "supported", "led"}
    | {"commanded", "suspected", "believed", "thought", "armed", "trained", "dressed", "wearing", "riding"}
)
_DEMANDS = frozenset({"demand", "demands", "call", "calls", "order", "orders", "insistence", "request", "requests"})
_FALSE = frozenset({"false", "untrue", "baseless", "propaganda", "fabricated", "fake", "unfounded", "lies", "nonsense"})
_SIEGES = frozenset({"besieged", "encircled", "blockaded"})
_DESCRIBING = frozenset({"repeated", "reported", "alleged", "continued", "renewed", "suspected", "failed", "planned"})
_SHARES = frozenset({"half", "two-thirds", "one-third", "three-quarters", "a", "two", "three", "one", "all"})
_TAKES_CLAUSE = frozenset({"report", "deny", "admit", "demand", "refuse", "promise", "threaten", "insist"})
LASTING = frozenset({"stay", "stays", "stayed", "remain", "remains", "remained", "remaining", "staying"})
_TRYING = frozenset({"trying", "attempting"})
_MARKS = frozenset({":", ";", "—", "–", ".", "!", "?", "that", "which", "who"})  # what no "…" runs over
_REACH_OF_VERB = 6  # words from a subject's head to its verb: "soldiers from the north looted"
_COUNTED = 2  # words of a phrase that may stand between a number and its noun
_NUMBERS = frozenset(
    {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen"}
    | {"fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "dozen"}
)


_SERVING = frozenset(
    {"used", "serving", "serves", "served", "acting", "acts", "acted", "doubling", "functioning", "converted"}
)
_LINKING = frozenset({"linking", "connecting", "joining"})
_OWING = frozenset({"contrary", "due", "owing", "thanks"})
_GO_ON = frozenset({"the", "its", "their", "not", "even"})
_LEADING = frozenset({"leading", "going", "running", "heading", "winding", "in", "out"})
_MEASURING = (  # words with which a phrase of `measures` or a way between places may begin
    _LINKING
    | _LEADING
    | _OWING
    | {"at", "more", "less", "fewer", "up", "as", "no", "close", "well", "late", "early", "of"}
)
_WAYS = frozenset({"to", "into", "towards", "toward", "from", "through", "out", "of"})


_LISTED = (
    _JOINS
    | _APPROXIMATE
    | _LINKING
    | _LEADING
    | _OWING
    | {"that", "there", "of", "to", "only", "just", "even", "can", "further", "farther"}
    | {"at", "up", "more", "less", "fewer", "close", "well", "late", "early", "out", "trying", "attempting"}
)
# what a word is to the parser where no phrase of the lexicon begins with it
_PLAIN, _DETERMINER, _PREPOSITION, _MARK, _OTHER = range(5)


def _gap_start(hit: Hit) -> int:
    return hit.gap[0] if hit.gap is not None else 0


def parse(reading: Reading, sentence: Sentence) -> Parsed:
    """Cut one sentence into chunks."""
    return Parsed(sentence, _Parser(reading, sentence).run())


class _Parser:
    """One pass over a sentence's tokens. Kept as a class for its position only."""

    def __init__(self, reading: Reading, sentence: Sentence) -> None:
        self.reading = reading
        self.tokens = reading.document.tokens
        self.words = reading.lexicon.words
        self.first, self.stop = sentence.first_token, sentence.last_token
        self.chunks: list[Chunk] = []
        self.np: Chunk | None = None
        self.prep: tuple[str, int] | None = None
        self.auxiliaries: list[Token] = []
        self.quoted = False
        self.kept: dict[int, list[Hit]] = {}  # what `_hits` has answered
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

    def run(self) -> list[Chunk]:
        reading, tokens, stop, begins = self.reading, self.tokens, self.stop, self.reading.begins
        actors, mention_at, time_at, classes = reading.actors, reading.mention_at, self.time_at, reading.lexicon.classes
        at = self._step(self._past_answer())
        while at < stop:
            if begins[at] or self.auxiliaries or at in actors or at in mention_at or at in time_at:
                at = self._step(at)
                continue
            word = tokens[at].lower
            kind = classes.get(word)
            if kind is None:
                kind = classes[word] = self._class_of(word)
            if kind == _PLAIN:  # most words: no list knows them
                if self.np is None:
                    self._take(at, at + 1)
                else:
                    self.np.end = at + 1
                at += 1
            elif kind == _DETERMINER:
                at = self._plain(at)
            elif kind == _PREPOSITION:
                self._close()
                self.prep = (word, at)
                at += 1
            else:
                at = self._punctuation(at) if kind == _MARK else self._step(at)
        self._close()
        self._flush_auxiliaries()
        return self.chunks

    def _past_answer(self) -> int:
        """ "No, troops have not taken X": answer the token after a first "no," or "yes,"."""
        first = self.tokens[self.first].lower
        answers = first in {"no", "yes"} and self.first + 2 < self.stop and self.tokens[self.first + 1].text == ","
        return self.first + 2 if answers else self.first

    def _class_of(self, word: str) -> int:
        """Sort a lower-case word: one that a single closed class knows is read sooner than by trying them all."""
        if not word[0].isalnum():
            return _MARK
        within = {name for name, members in self.words.items() if word in members}
        if word in _LISTED or word.endswith(("ly", "ed")) or word in {"provided", "providing", "following", "prior"}:
            return _OTHER
        if within == {"determiners"}:
            return _DETERMINER
        if within == {"prepositions"}:
            return _PREPOSITION
        return _OTHER if within or word in self.reading.lexicon.auxiliaries else _PLAIN

    # -- helpers

    def _close(self) -> None:
        if self.np is not None:
            self.chunks.append(self.np)
            self.np = None

    def _flush_auxiliaries(self) -> None:
        """An auxiliary that no lexicon verb follows is a verb of its own: "X is …"."""
        if self.auxiliaries and any(token.lower in self.is_be_have_do for token in self.auxiliaries):
            first, last = self.auxiliaries[0], self.auxiliaries[-1]
            chunk = Chunk(ChunkKind.VERB, first.index, last.index + 1, word="be", quoted=self.quoted)
            chunk.auxiliaries = self.auxiliaries
            self.chunks.append(chunk)
        self.auxiliaries = []

    def _close_duration(self) -> None:
        """ "For two years | the RSF has …": a name after a length of time begins a phrase of its own."""
        np = self.np
        if np is not None and np.prep is not None and is_duration(self.tokens, np.start, np.end, np.prep):
            self._close()

    def _take(self, at: int, end: int) -> Chunk:
        """Extend the open noun phrase with tokens `[at, end)`, or open one."""
        if self.np is None:
            self._flush_auxiliaries()
            prep, start = self.prep or (None, None)
            self.np = Chunk(ChunkKind.NP, at, end, prep=prep, prep_start=start, quoted=self.quoted)
            self.prep = None
        self.np.end = end
        return self.np

    def _mark(self, kind: ChunkKind, token: Token) -> None:
        self._close()
        self._flush_auxiliaries()
        self.prep = None
        self.chunks.append(Chunk(kind, token.index, token.index + 1, word=token.lower, quoted=self.quoted))

    # -- the pass

    def _step(self, at: int) -> int:
        """Read what begins at token `at`; answer the token after it."""
        named = self.reading.actors.get(at)
        if named is not None and named[0] <= self.stop:
            return self._actor(at, *named)
        if at in self.reading.mention_at:
            return self._mention(at)
        if at in self.time_at:
            return self._date(at)
        token, lower = self.tokens[at], self.tokens[at].lower
        if not token.text[0].isalnum():
            return self._punctuation(at)
        if at == self.first and (_STAMP.fullmatch(token.text) or self._is_label(at)):
            self._mark(ChunkKind.PUNCT, token)
            return at + 1  # the hour of a live report, "PRESENTER:" in a transcript
        if lower in self.words["pronouns"] or lower == "there" or (lower == "that" and at == self.first):
            self._close()
            self._take(at, at + 1)
            self._close()
            alone = at + 1 < self.stop and self.tokens[at + 1].lower in {"alone", "themselves", "itself", "himself"}
            return at + 2 if alone else at + 1  # "they alone are in charge"
        if lower in {"provided", "providing"} and at + 1 < self.stop and self.tokens[at + 1].lower == "that":
            self._mark(ChunkKind.LINK, token)
            self.chunks[-1].word, self.chunks[-1].end = "provided", at + 2
            return at + 2
        if len(self.auxiliaries) > 1 and (over := self._be_over(at)):
            return over
        hits = self._hits(at)
        if not (
            hits
            or self.auxiliaries
            or lower in self.reading.lexicon.listed
            or lower in _LISTED
            or lower.endswith(("ly", "ed"))
        ):
            return self._plain(at)  # most words: no list knows them
        verb = self._verb(at, hits)
        if verb and at == self.first and (self._names_more(hits, verb) or self._opens_as_noun(hits, verb)):
            verb = []  # "Warning shots were fired"
        if verb:
            return self._verb_chunk(at, verb)
        return self._adverbial(at) or self._nominal(at, hits) or self._function_word(at) or self._plain(at)

    def _is_dash(self, at: int) -> bool:
        """ "KYIV (Agency) - Troops …": a hyphen between spaces, or two of them, is a dash."""
        token = self.tokens[at]
        before = self.tokens[at - 1] if at > self.first else None
        after = self.tokens[at + 1] if at + 1 < self.stop else None
        apart = before is None or before.end < token.start or before.text == "-"
        return apart and (after is None or after.start > token.end or after.text == "-")

    @staticmethod
    def _names_more(hits: Sequence[Hit], verbs: Sequence[Hit]) -> bool:
        longest = max(h.end for h in verbs)
        return any(h.entry.form == "noun" and h.end > longest for h in hits)

    @staticmethod
    def _opens_as_noun(hits: Sequence[Hit], verbs: Sequence[Hit]) -> bool:
        """ "Trucks carrying food …": nobody has been named yet who "trucks"."""
        return {h.entry.form for h in verbs} <= {"s", "base"} and any(h.entry.form == "noun" for h in hits)

    @staticmethod
    def _names_point(hits: Sequence[Hit], verbs: Sequence[Hit]) -> bool:
        longest = max(h.end for h in verbs)
        return any(h.entry.category == "aid_point" and h.end > longest for h in hits)

    def _is_label(self, at: int) -> bool:
        following = self.tokens[at + 1].text if at + 1 < self.stop else ""
        text = self.tokens[at].text
        return following == ":" and text.isupper() and text.isalpha() and len(text) > 1

    def _be_over(self, at: int) -> int:
        """ "is still | in service", "are not | available": a phrase with "be" over the adverbs in it."""
        words, auxiliaries = self.words, self.auxiliaries
        k = next((i for i, t in enumerate(auxiliaries[:-1]) if t.lower in words["be"]), -1)
        be = auxiliaries[k]
        if k < 0 or auxiliaries[-1].index != at - 1 or be.index != at - len(auxiliaries) + k:
            return 0
        reading = self.reading
        found = reading.lexicon.trie.find_after(be.lower, reading.keys, be.index, at, self.stop)
        hits = self._longest([h for h in found if h.entry.form == "be" and h.entry.category == "event"])
        if not hits or any(h.end > max(b.end for b in hits) for h in self._hits(at)):
            return 0
        longest = max(h.end for h in hits)
        chunk = Chunk(ChunkKind.VERB, be.index, longest, word=be.lower, quoted=self.quoted)
        chunk.hits = [h for h in hits if h.end == longest]
        chunk.auxiliaries = [t for t in auxiliaries if t is not be]
        self._close()
        last = self.tokens[longest - 1].lower
        self.prep = (last, longest - 1) if longest - at > 1 and last in words["prepositions"] else None
        self.auxiliaries = []
        self.chunks.append(chunk)
        return longest

    def _mention(self, at: int) -> int:
        number = self.reading.mention_at[at]
        end = at + 1
        while end < self.stop and self.reading.mention_at.get(end) == number:
            end += 1
        self._close_duration()
        self._take(at, end).mentions.append(number)
        return end

    def _adverbial(self, at: int) -> int | None:
        """Read auxiliaries, negation and adverbs, which wait for their verb; answer `None` for anything else."""
        token, lower, words = self.tokens[at], self.tokens[at].lower, self.words
        if lower == "no" and at + 1 < self.stop and self.tokens[at + 1].lower == "longer":
            self._close()
            self.auxiliaries += self.tokens[at : at + 2]
            return at + 2
        if lower == "once" and self.np is not None and at + 1 < self.stop and self._verb_follows(at + 1):
            self._close()
            self.auxiliaries.append(token)  # "the army once held X"
            return at + 1
        begins = self.np is None and bool(self.chunks) and self.chunks[-1].word in {",", "and", "but"}
        if (lower == "then" and begins) or (
            begins and lower in _THEN and at + 1 < self.stop and self._verb_follows(at + 1)
        ):
            self.auxiliaries.append(token)  # "raided the camp, then left", "and now holds X"
            return at + 1
        if lower in _HOURS and self.np is None and self.chunks and self.chunks[-1].kind is ChunkKind.DATE:
            return at + 1  # "by Monday noon"
        if lower == "not" and self._counts_nothing(at):
            self._take(at, at + 1)  # "Not a single lorry has entered"
            return at + 1
        if lower in {"late", "early"} and self.np is None and self.prep is None and self._dated(at + 1):
            return at + 1  # "Late on Tuesday, the militia took X"
        if lower == "out" and self._goes_with_verb(at):
            self.chunks[-1].end = at + 1  # "carried out | raids"
            return at + 1
        negates = lower in words["negation"]
        if negates or (self._is_auxiliary(lower) and not self._noun_follows_determiner(at)):
            self._close()
            self.auxiliaries.append(token)
            return at + 1
        if lower.endswith("ly") and self.np is None and at + 1 < self.stop and self._is_state(at):
            following = self._hits(at + 1)
            if any(h.entry.id == "static" and h.entry.form == "adjective" for h in following):
                return at + 1  # "remains relatively calm"
        if self.auxiliaries and (lower in words["auxiliary_adverbs"] or lower.endswith("ly")):
            self.auxiliaries.append(token)
            return at + 1
        after_phrase = bool(self.chunks) and self.chunks[-1].kind is ChunkKind.NP
        if lower in words["connectives"] and self.np is None and not after_phrase:
            return at + 1
        ends_in_ly = lower.endswith("ly") and lower not in _NOT_ADVERBS and self.np is not None
        before_verb = ends_in_ly and at + 1 < self.stop and self._verb_follows(at + 1)
        if before_verb or (
            lower in words["sentence_adverbs"] and (self.np is not None or not self.chunks or after_phrase)
        ):
            self._close()
            self.auxiliaries.append(token)
            return at + 1
        return None

    def _counts_nothing(self, at: int) -> bool:
        """Tell the "not" of "not a single lorry", "not one lorry" from that of a verb."""
        if self.np is not None or self.auxiliaries:
            return False
        words = [t.lower for t in self.tokens[at + 1 : min(at + 3, self.stop)]]
        return words[:1] == ["one"] or words in (["a", "single"], ["even", "one"], ["even", "a"])

    def _dated(self, at: int) -> bool:
        """Tell whether a date begins at token `at`, or after one preposition: "on Tuesday"."""
        return at in self.time_at or (
            at + 1 in self.time_at and at < self.stop and self.tokens[at].lower in {"on", "in", "this", "last"}
        )

    def _goes_with_verb(self, at: int) -> bool:
        """Tell whether a particle belongs to the plain verb just before it: "carried out", but "pulled out of X"."""
        last = self.chunks[-1] if self.chunks and self.np is None and self.prep is None else None
        if last is None or last.kind is not ChunkKind.VERB or last.end != at or last.has("event"):
            return False
        return at + 1 < self.stop and self.tokens[at + 1].lower != "of" and self.tokens[at + 1].text[0].isalnum()

    def _nominal(self, at: int, hits: Sequence[Hit]) -> int | None:
        """Read joined lists, numbers, verbs that no list knows, and known nouns."""
        token, lower = self.tokens[at], self.tokens[at].lower
        if lower in _MEASURING:
            over = approximates(self.tokens, at, self.stop)
            if over:
                if self.np is not None and self._has_head(self.np):
                    self._close()
                return at + over  # "more than | 140 lorries"
            if opens_date(self.tokens, at, self.time_at):
                self._close()
                return at + 1  # "late | on Monday"
            if counts_out_of(self.tokens, at, self.stop) and self.np is not None:
                self._take(at, at + 2)
                return at + 2  # "one in three children"
            if lower in _OWING and self.np is None and at + 1 < self.stop and self.tokens[at + 1].lower == "to":
                return at + 1  # "due | to fighting"
            way = self._way(at)
            if way:
                return way
        joined = self._joined(at)
        if joined:
            self._mark(ChunkKind.LINK, token)
            self.chunks[-1].word, self.chunks[-1].end = "and", at + joined
            return at + joined
        if lower in _APPROXIMATE and at + 1 < self.stop and self._is_share(at + 1):
            self._take(at, at + 1)
            return at + 1
        if self._is_bare_verb(at):
            return self._verb_chunk(at, [])
        nouns = [h for h in hits if h.entry.form in _NOMINAL or h.entry.category in _NAMED] if hits else []
        if nouns and (lower not in self.words["determiners"] or max(h.end for h in nouns) > at + 1):
            return self._noun(at, nouns)
        return None

    def _way(self, at: int) -> int | None:
        """ "the road linking X with Y", "all roads leading to X", "roads in and out of X": between which places."""
        np, lower = self.np, self.tokens[at].lower
        if np is None or (lower not in _LINKING and lower not in _LEADING) or not np.has("aid_point", "route"):
            return None
        if lower in _LINKING:
            self._close()
            self.prep = ("between", at)
            return at + 1
        following = self.tokens[at + 1].lower if at + 1 < self.stop else ""
        if lower in {"in", "out"}:
            words = tuple(t.lower for t in self.tokens[at : at + 4])
            if words == ("in", "and", "out", "of"):
                self._close()
                self.prep = ("into", at)
                return at + 4
            if words[:2] == ("out", "of"):
                self._close()
                self.prep = ("from", at)
                return at + 2
            return None
        if following not in _WAYS:
            return None
        self._close()
        return at + 1

    def _is_share(self, at: int) -> bool:
        """ "around | 40 villages", "about | half of X", "nearly | a third of X"."""
        if self.tokens[at].text[0].isdigit():
            return True
        word, after = self.tokens[at].lower, self.tokens[at + 1].lower if at + 1 < self.stop else ""
        if word in {"half", "two-thirds", "three-quarters", "one-third"}:
            return True
        return word in _SHARES and after in {"third", "thirds", "quarter", "quarters", "half", "dozen", "hundred"}

    def _function_word(self, at: int) -> int | None:
        """Read links and prepositions."""
        token, lower, words = self.tokens[at], self.tokens[at].lower, self.words
        following = self.tokens[at + 1].lower if at + 1 < self.stop else "."
        if lower == "that" and (following in words["coordinators"] or following in {",", ".", ";", "!", "?"}):
            self._close()
            self._take(at, at + 1)  # "rejected that and said …"
            self._close()
            return at + 1
        dated = lower in {"since", "until", "before", "after"} and at + 1 in self.time_at  # "held since 2023"
        if lower == "as" and self._serves_as(at):
            self.prep = (lower, at)  # "a school used as a shelter"
            return at + 1
        if lower == "as" and following in _FALSE and self.np is None and self.chunks and self.chunks[-1].has("deny"):
            self.chunks[-1].end = at + 2  # "dismissed as false | claims that …"
            return at + 2
        links = lower in words["relatives"] and not (lower == "that" and self._that_is_determiner(at))
        if (
            links
            or lower in words["coordinators"]
            or (lower in words["subordinators"] and not dated and self._clause_follows(at))
        ):
            self._mark(ChunkKind.LINK, token)
            return at + 1
        last = self.tokens[self.np.end - 1].lower if self.np is not None else ""
        if lower == "of" and (last in _QUANTIFIERS or last.isdigit()):
            self._take(at, at + 1)  # "hundreds of trucks" is one phrase
            return at + 1
        if lower in {"only", "just", "even"} and at + 1 < self.stop and self._counts(at + 1):
            return at + 1
        if lower == "even" and following in {"though", "if", "as", "when", "after", "before"}:
            return at + 1  # the word after it links
        if lower in {"further", "farther"} and self.np is None and following in _DIRECTIONS:
            return at + 2  # "Further east, troops …"
        if (
            lower in {"to", "despite"}
            or lower in words["prepositions"]
            or (lower in {"following", "prior"} and self.np is None)
        ):
            self._close()
            if lower != "to" and self.auxiliaries:
                self._flush_auxiliaries()
            self.prep = (lower, at)
            return at + 1
        return None

    def _plain(self, at: int) -> int:
        """Any other word belongs to the noun phrase that is open, or opens one."""
        before = self.tokens[at - 1].lower if at > self.first else ""
        determines = self.tokens[at].lower in self.words["determiners"] and before != "of"
        determines = determines and before not in _GO_ON  # "three of the | five clinics", "not a | single lorry"
        if determines and self.np is not None and self._has_head(self.np):
            self._close()
        self._take(at, at + 1)
        return at + 1

    def _actor(self, at: int, end: int, entry: Entry) -> int:
        """A known actor is glued, whatever words its name has; mentions inside it are noted."""
        self._close_duration()
        chunk = self._take(at, end)
        chunk.hits.append(Hit(at, end, entry))
        for i in range(at, end):
            number = self.reading.mention_at.get(i)
            if number is not None and number not in chunk.mentions:
                chunk.mentions.append(number)
        last = self.reading.mention_at.get(end - 1)
        while last is not None and end < self.stop and self.reading.mention_at.get(end) == last:
            end += 1
            chunk.end = end
        return end

    def _date(self, at: int) -> int:
        number, end = self.time_at[at], at + 1
        while end < self.stop and self.time_at.get(end) == number:
            end += 1
        self._close()
        self._flush_auxiliaries()
        prep, start = self.prep or (None, None)
        self.prep = None
        chunk = Chunk(ChunkKind.DATE, at, end, prep=prep, prep_start=start, quoted=self.quoted, time=self.times[number])
        self.chunks.append(chunk)
        return end

    def _counts(self, at: int) -> bool:
        token = self.tokens[at]
        return token.lower in self.words["determiners"] or token.text[0].isdigit()

    def _has_head(self, chunk: Chunk) -> bool:
        """Tell whether a noun phrase has more than determiners so far: "50 patients | a day", but "the four …"."""
        light = self.words["determiners"] | _APPROXIMATE | _ORDINALS  # "about | a third"
        return any(t.lower not in light for t in self.tokens[chunk.start : chunk.end])

    def _punctuation(self, at: int) -> int:
        token = self.tokens[at]
        if token.text == "-" and self._is_dash(at):
            self._mark(ChunkKind.PUNCT, token)
            self.chunks[-1].word = "—"
            return at + 1
        if self.np is not None and (token.text in "-‑/&%$£€'’" or self._glued(at)):
            self.np.end = at + 1
            return at + 1
        if token.text in '“”"«»':
            # quote marks do not break a phrase: “still sit on the hill”
            self.quoted = token.text in "“«" or (token.text == '"' and not self.quoted)
            return at + 1
        self._mark(ChunkKind.PUNCT, token)
        return at + 1

    def _glued(self, at: int) -> bool:
        """ "the Dilling–Kadugli road": a dash without spaces before a capital joins two names."""
        if self.tokens[at].text != "–" or at == self.first or at + 1 >= self.stop:
            return False
        before, token, after = self.tokens[at - 1 : at + 2]
        return before.end == token.start and token.end == after.start and after.text[0].isupper()

    def _hits(self, at: int) -> Sequence[Hit]:
        """The longest phrases of each category that begin here and do not run over a mention (a gap may)."""
        if not self.reading.begins[at]:
            return ()
        kept = self.kept.get(at)
        if kept is None:
            kept = self.kept[at] = self._longest(self.reading.phrases_at(at, self.stop))
        return kept

    def _longest(self, found: Sequence[Hit]) -> list[Hit]:
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

    def _is_auxiliary(self, lower: str) -> bool:
        return lower in self.reading.lexicon.auxiliaries

    def _noun_follows_determiner(self, at: int) -> bool:
        previous = self.tokens[at - 1].lower if at > self.first else ""
        return previous in {"the", "a", "an"}

    def _serves_as(self, at: int) -> bool:
        last = self.chunks[-1] if self.chunks and self.np is None else None
        return last is not None and last.kind is ChunkKind.VERB and last.end == at and last.word in _SERVING

    def _that_is_determiner(self, at: int) -> bool:
        """ "that year", "that town": a determiner before a noun, not a link before a clause."""
        following = self.tokens[at + 1].lower if at + 1 < self.stop else ""
        previous = self.tokens[at - 1].lower if at > self.first else ""
        return previous in self.words["prepositions"] or (following in {
            "year", "month", "day", "week", "time", "night", "town", "city", "village", "date", "was", "is"
        } and previous not in {",", ""} and not following.startswith(("is", "was")))  # fmt: skip

    def _clause_follows(self, at: int) -> bool:
        """Tell "since troops left" (a link) from "since 14 April" (a preposition)."""
        lower = self.tokens[at].lower
        if lower not in self.words["prepositions"] and lower != "despite":
            return True
        for i in range(at + 1, min(at + 9, self.stop)):
            if not self.tokens[i].text[0].isalnum():
                return False
            if self._is_auxiliary(self.tokens[i].lower):
                return True
            if any(h.entry.category in VERBAL and h.entry.form in _FINITE for h in self._hits(i)) and i > at + 1:
                return True
        return False

    def _verb_follows(self, at: int) -> bool:
        return self._is_auxiliary(self.tokens[at].lower) or any(h.entry.category in VERBAL for h in self._hits(at))

    def _joined(self, at: int) -> int:
        """The length of a phrase that joins list items as "and" does."""
        if self.tokens[at].lower not in _JOINS:
            return 0
        words = tuple(t.lower for t in self.tokens[at : min(at + 3, self.stop)])
        if words == ("as", "well", "as"):
            return 3
        return 2 if words[:2] in {("along", "with"), ("together", "with"), ("and", "also"), ("such", "as")} else 0

    def _is_bare_verb(self, at: int) -> bool:
        """A word that no list knows is a verb after "will", "could", "did not": what follows hangs on it.

        So is one in -ed after "was", or after a pronoun: "it was collected at X", "they directed traffic".
        """
        past = self.tokens[at].text.endswith("ed") and self.tokens[at].text.islower()
        if past and self.tokens[at].lower in LOYAL and self._are_troops(at):
            return False  # "fighters allied with the army entered X"
        if self.np is None and past and not self.auxiliaries:
            last = self.chunks[-1] if self.chunks and self.prep is None else None
            return last is not None and last.end == at and (last.word == "who" or self.tokens[at - 1].lower in _DOERS)
        if self.np is not None and past and not self.auxiliaries:
            return self._goes_on(at)
        if self.tokens[at].lower in _TRYING and at + 1 < self.stop and self.tokens[at + 1].lower == "to":
            return True  # "fought off gunmen trying to enter X"
        if not self.auxiliaries or self.np is not None or self.auxiliaries[-1].lower == "no":
            return False  # "there has been no breakthrough": a noun
        perfect = self.auxiliaries[-1].lower in self.words["have"]
        if perfect and any(h.entry.category == "noun" or h.entry.form == "s" for h in self._hits(at)):
            return False  # "it had people in X"
        being = self._last_auxiliary() in self.words["be"] | self.words["negation"]
        if being and (past or self._is_doing(at)):
            return True
        modal = any(
            t.lower in self.words[name]
            for t in self.auxiliaries
            for name in ("future", "would", "may", "must", "do", "have")
        )
        return (
            modal
            and self.tokens[at].text[0].islower()
            and self.tokens[at].lower not in self.words["determiners"] | self.words["prepositions"]
        )

    def _last_auxiliary(self) -> str:
        """The auxiliary before the adverbs: "is | acutely malnourished"."""
        words = (t.lower for t in reversed(self.auxiliaries) if not t.lower.endswith("ly"))
        return next(words, "")

    def _is_doing(self, at: int) -> bool:
        """ "is continuing its efforts": a lower-case word in -ing after a form of "be" that no list knows."""
        text = self.tokens[at].text
        doing = text.endswith("ing") and text.islower() and text not in _ADJECTIVES_IN_ING and not self._hits(at)
        return doing and any(t.lower in self.words["be"] for t in self.auxiliaries)

    def _are_troops(self, at: int) -> bool:
        """Tell whether troops end just before `at` in a phrase of their own: "fighters | backed by"."""
        if self.auxiliaries or self.np is None or at + 1 >= self.stop:
            return False
        last = self.np.hits[-1] if self.np.hits else None
        troops = last is not None and last.end == at and (last.entry.category == "actor" or last.entry.id == "force")
        return troops and self.tokens[at + 1].lower in {"to", "with", "by", "of"}

    def _goes_on(self, at: int) -> bool:
        """ "A tense calm prevailed in X": a word in -ed after a whole phrase, with another to come."""
        assert self.np is not None
        if self.np.prep is not None or not self._has_head(self.np) or at + 1 >= self.stop:
            return False
        after = self.tokens[at + 1]
        words = self.words
        return (
            after.lower in words["prepositions"] | words["determiners"] | {"to"}
            or after.index in self.reading.mention_at
            or after.index in self.time_at
        )

    def _verb(self, at: int, hits: Sequence[Hit]) -> list[Hit]:
        """The hits that are verbs here, going by what stands before."""
        verbs = [h for h in hits if h.entry.category in VERBAL and h.entry.form != "noun"] if hits else None
        if verbs and self.np is not None and self.tokens[at].lower == "forces" and self._determined():
            return []  # "the southern forces"
        if not verbs or (self.tokens[at].lower == "left" and self._there_is()):
            return []
        previous = self.tokens[at - 1].lower if at > self.first else ""
        if self.np is not None and self.np.prep == "under" and any(h.entry.form == "base" for h in verbs):
            return []  # "under Hamas control"
        if self.np is None and not self.auxiliaries and self._describes_people(at, verbs):
            return []
        if previous.endswith("-") or self._opens_subject(at, verbs):
            return []  # "M23-controlled Goma", where the name ends in its hyphen
        verbs = [h for h in verbs if h.entry.id != "static" or h.entry.form != "adjective" or self._is_state(at)]
        if not verbs:
            return []
        if self.tokens[at].lower == "could" and self._participle_at(max(h.end for h in verbs)):
            return []  # "could be | looted": what may happen to it, not a verb of its own
        if any(h.entry.form == "adjective" for h in verbs):
            adjectives = [h for h in verbs if h.entry.form == "adjective"]
            longest = max(h.end for h in verbs)
            return (
                adjectives
                if longest == max(h.end for h in adjectives)
                else [h for h in verbs if h.entry.form != "adjective"]
            )
        if self._names_what(hits, verbs):
            return []
        infinitive = [h for h in verbs if h.entry.form not in {"s", "past", "participle"}]
        if previous == "to" and not infinitive and not self.auxiliaries:
            return []  # "to camps in X"
        if self.auxiliaries or previous == "to" or (self.prep and self.prep[0] == "to" and self.prep[1] == at - 1):
            return verbs
        if self._names_point(hits, verbs):
            return []  # "the UNHCR transit centre"
        forms = {h.entry.form for h in verbs}
        if forms == {"s"} and self._is_object(at):
            return []
        if forms <= {"s", "base", "noun"} and (self._follows_verb(at) or self._counted()):
            return []  # "deny reports that …": what follows a verb at once is its object
        nominal = any(h.entry.form == "noun" for h in hits)
        if nominal and forms <= {"s"} and at + 1 < self.stop and self._verb_follows(at + 1):
            return []  # "WFP trucks | reach X"
        if previous.endswith(("'s", "’s")) and "base" in forms:
            return []  # "the country's state news agency"
        after_determiner = previous in self.words["determiners"] and previous not in {"that", "all", "both", "each"}
        if "participle" in forms and (self._counted() or self._follows_verb(at)) and self._people_at(at + 1):
            return []  # "130 captured soldiers", "handed captured soldiers to …"
        after_determiner = after_determiner and not (previous == "one" and self._nobody(at))
        if previous in _ALONE and "past" in forms and any(h.end > at + 1 for h in verbs):
            after_determiner = False  # "Another set up a checkpoint"
        after_preposition = self.prep is not None and self.prep[1] == at - 1
        following = self.tokens[at + 1].lower if at + 1 < self.stop else ""
        if following == "of" and forms <= {"s", "base"}:
            return []  # "reports of", "claims of"
        if forms & {"past", "s", "be"} and not after_determiner and not after_preposition:
            if previous == "," and any(h.entry.category == "demand" for h in verbs):
                return verbs
            loose = (
                "past" not in forms
                and "be" not in forms
                and (nominal or (self.np is not None and self.np.prep is not None))
            )
            sure = any(h.entry.category in {"report", "verb"} or h.end > at + 1 for h in verbs)
            sure = sure or (not nominal and "s" in forms and self._after_place(at))
            if loose and not self._verb_like(at) and not sure:
                return []
            return verbs
        if "ing" in forms and self._after_denial(at):
            return verbs  # "denied looting stores"
        if "ing" in forms:
            nominal = nominal and not self._takes_object(at)
            noun = previous in {"the", "a", "an"} or nominal or self._is_thing(at) or self._describes(at)
            return [] if noun else verbs
        if "participle" in forms and not after_determiner and not after_preposition:
            return verbs  # but "in occupied X"
        plural = (
            (self._plural(self._last_word()) and not self._one_or_collective(at, nominal=nominal))
            or self._subjunctive()
            or previous in {"who", "which"}
        )
        plural = plural or self._coordinated() or self._after_who(at) or (self._acting(at) and not nominal)
        plural = plural or self._asked()
        if "base" in forms and not after_determiner and not after_preposition and plural:
            return verbs if not nominal or self._verb_like(at) else []
        return []

    def _determined(self) -> bool:
        """Tell whether a determiner opens the noun phrase that is open."""
        return self.np is not None and self.tokens[self.np.start].lower in self.words["determiners"]

    def _after_place(self, at: int) -> bool:
        """ "The hospital in X | lacks oxygen": a verb after a subject and the place that it is in."""
        np, head = self.np, self.chunks[-1] if self.chunks else None
        if (
            np is None
            or head is None
            or np.prep not in {"in", "at", "of", "near"}
            or at - 1 not in self.reading.mention_at
        ):
            return False
        return head.kind is ChunkKind.NP and head.prep is None and head.end == np.start - 1

    def _there_is(self) -> bool:
        """ "There is no food, water or power left": what is left leaves nowhere."""
        opens = self.chunks[:2]
        there = len(opens) > 1 and opens[1].word == "be" and self.tokens[opens[0].start].lower == "there"
        return there and sum(c.kind is ChunkKind.VERB for c in self.chunks) == 1

    def _asked(self) -> bool:
        """ "Did any food reach X?": the verb of a question that an auxiliary opens."""
        verbs = [c for c in self.chunks if c.kind is ChunkKind.VERB]
        opens = len(verbs) == 1 and verbs[0].start == self.first and not verbs[0].hits
        return opens and self.np is not None and self.np.prep is None

    def _participle_at(self, at: int) -> bool:
        return at < self.stop and any(
            h.entry.category == "event" and h.entry.form == "participle" for h in self._hits(at)
        )

    def _after_denial(self, at: int) -> bool:
        """Tell whether a word in -ing follows a verb of denying at once, with an object of its own to come."""
        last = self.chunks[-1] if self.chunks and self.np is None and self.prep is None else None
        if (
            last is None
            or last.kind is not ChunkKind.VERB
            or last.end != at
            or not (last.has("deny") or last.has("admit"))
        ):
            return False
        after = self.tokens[at + 1] if at + 1 < self.stop else None
        return after is not None and after.text[0].isalnum() and after.lower not in self.words["prepositions"] | {"and"}

    def _people_at(self, at: int) -> bool:
        return at < self.stop and any(h.entry.id in {"people", "force"} for h in self._hits(at))

    def _describes_people(self, at: int, verbs: Sequence[Hit]) -> bool:
        """ "Fleeing soldiers looted shops", "Displaced families are returning": a participle that opens a subject."""
        opens = {"ing", "participle"} if at == self.first else {"ing"}
        if at != self.first and self.tokens[at - 1].lower not in {",", "and", "that"}:
            return False
        if self.prep is not None or not {h.entry.form for h in verbs} & opens:
            return False
        if any(h.entry.category in {"report", "admit", "deny", "demand"} for h in verbs):
            return False  # "…, said troops had left X"
        after = at + 1
        people = [h for h in self._hits(after) if h.entry.id in {"people", "force"}] if after < self.stop else []
        if not people or max(h.end for h in verbs) > after:
            return False
        for i in range(max(h.end for h in people), min(after + _REACH_OF_VERB, self.stop)):
            if not self.tokens[i].text[0].isalnum():
                return False
            if self._is_auxiliary(self.tokens[i].lower):
                return True
            if any(h.entry.category in VERBAL and h.entry.form in {"past", "s", "base"} for h in self._hits(i)):
                return True
        return False

    def _opens_subject(self, at: int, verbs: Sequence[Hit]) -> bool:
        """ "Positions around X have not changed", "Besieged X has no food": a subject that looks like a verb."""
        if at != self.first:
            return False
        besieged = at + 1 in self.reading.mention_at and self.tokens[at].lower in _SIEGES
        described = self.tokens[at].lower in _DESCRIBING  # "Repeated attempts to take X have failed"
        return besieged or described or {h.entry.form for h in verbs} == {"s"}

    def _names_what(self, hits: Sequence[Hit], verbs: Sequence[Hit]) -> bool:
        """ "there were clashes in X", "French forces completed their withdrawal", "Israeli plans to leave": nouns."""
        if {h.entry.form for h in verbs} == {"s"} and any(self._is_auxiliary(t.lower) for t in self.auxiliaries):
            return True
        return self._of_a_people() and any(h.entry.id == "force" or h.entry.form == "noun" for h in hits)

    def _of_a_people(self) -> bool:
        """Tell whether the open phrase ends in the name of a people: "French | forces"."""
        if self.np is None or not self.np.mentions:
            return False
        mention = self.reading.resolutions[self.np.mentions[-1]].mention
        return mention.kind is MentionKind.DEMONYM and mention.end == self.tokens[self.np.end - 1].end

    def _is_state(self, at: int) -> bool:
        """ "is | stable", "remain relatively | calm": an adjective that a verb says of its subject."""
        if self.auxiliaries:
            return True
        last = self.chunks[-1] if self.chunks and self.np is None and self.prep is None else None
        lasts = last is not None and last.kind is ChunkKind.VERB and last.word in LASTING
        return lasts and last is not None and at - last.end <= (1 if self.tokens[at - 1].lower.endswith("ly") else 0)

    def _describes(self, at: int) -> bool:
        """ "the last working bakery": between a determiner and the noun that it describes."""
        if self.np is None or self.tokens[self.np.start].lower not in self.words["determiners"] or at + 1 >= self.stop:
            return False
        return any(h.entry.category == "aid_point" for h in self._hits(at + 1))

    def _takes_object(self, at: int) -> bool:
        """ "denied bombing X", "accused it of shelling the camp": a noun would want "of" or "in"."""
        if self.np is not None or at + 1 >= self.stop:
            return False
        after = self.tokens[at + 1]
        return after.index in self.reading.mention_at or after.lower in {"the", "its", "their", "a", "an", "it", "them"}

    def _is_thing(self, at: int) -> bool:
        """ "the municipal building.": what ends a phrase that a determiner began is no verb."""
        if self.np is not None and self.tokens[at].lower == "building":
            word = self.tokens[at + 1].lower if at + 1 < self.stop else "."
            if word in self.words["prepositions"] or not word[0].isalnum() or self._is_auxiliary(word):
                return True  # "hit a five-storey building in X"
        if self.np is None or self.tokens[self.np.start].lower not in self.words["determiners"]:
            return False
        after = self.tokens[at + 1] if at + 1 < self.stop else None
        return after is None or not after.text[0].isalnum() or after.lower in self.words["coordinators"]

    def _subjunctive(self) -> bool:
        """ "demanded that the army leave": a bare verb after "that" under a demand."""
        recent = self.chunks[-6:]
        for i in range(len(recent) - 1, 0, -1):
            if recent[i].word == "that":
                asks = self.tokens[recent[i - 1].end - 1].lower in _DEMANDS  # "rejected demands that it withdraw"
                return asks or (recent[i - 1].kind is ChunkKind.VERB and recent[i - 1].has("demand"))
        return False

    def _last_word(self) -> str:
        """The last word of the noun phrase that stands just before, over an adverb."""
        chunk = self.np or (self.chunks[-1] if self.chunks and self.chunks[-1].kind is ChunkKind.NP else None)
        if chunk is not None and chunk.prep in _LOCATED:
            earlier = [c for c in self.chunks[-3:] if c is not chunk]
            if earlier and earlier[-1].kind is ChunkKind.NP and earlier[-1].prep is None:
                chunk = earlier[-1]  # "residents of X say"
        return self.tokens[chunk.end - 1].lower if chunk is not None else ""

    def _plural(self, word: str) -> bool:
        if word.endswith(("'s", "’s")):
            return False
        plural = word.endswith(("s", "men", "women", "people", "children")) or word.replace(",", "").isdigit()
        return plural or word in {"they", "we", "police", "military", "army", "displaced", "wounded", "sick"}

    def _one_or_collective(self, at: int, *, nominal: bool) -> bool:
        """ "an army | attack on X", "the army | attack on X killed ten": no plural that a bare verb follows."""
        if self.np is None:
            return False
        if self.tokens[self.np.start].lower in {"a", "an"}:
            return True
        collective = self.tokens[self.np.end - 1].lower in {"army", "military", "police"}
        following = self.tokens[at + 1].lower if at + 1 < self.stop else ""
        return nominal and collective and following in {"on", "in", "near", "against", "at"}

    def _is_object(self, at: int) -> bool:
        """ "bombed STC | positions": a name right after a verb that takes an object begins that object."""
        if self.np is None or not self.chunks or self.np.prep is not None or self.np.end != at:
            return False
        last = self.chunks[-1]
        takes = last.kind is ChunkKind.VERB and last.end == self.np.start and last.has("event")
        return takes and not last.has_any(_TAKES_CLAUSE) and self._acting(at)

    def _after_who(self, at: int) -> bool:
        """ "Soldiers who escaped | hold X": a bare verb right after the verb of a relative clause."""
        last = self.chunks[-3:]
        if len(last) < 3 or self.np is not None or last[2].kind is not ChunkKind.VERB or last[1].word != "who":
            return False
        return last[2].end == at and last[0].kind is ChunkKind.NP and self._plural(self.tokens[last[0].end - 1].lower)

    def _coordinated(self) -> bool:
        """ "X and Y remain closed": two places that a bare verb follows."""
        joined = bool(self.chunks) and self.chunks[-1].word == "and" and self.np is not None
        return joined and self.np is not None and bool(self.np.mentions) and self.np.prep is None

    def _verb_like(self, at: int) -> bool:
        """A word that may be noun or verb is a verb after a plural or a name, before a determiner, place or "to"."""
        following = self.tokens[at + 1] if at + 1 < self.stop else None
        if following is None or self.np is None:
            return False
        named = following.text[0].isalpha() and following.lower not in self.words["prepositions"]
        if named and self._acting(at):
            return True  # "Somali army recaptures river towns"
        return (
            following.index in self.reading.mention_at
            or following.text[0].isdigit()
            or following.lower in self.words["determiners"]
            or following.lower in {"to", "into", "towards", "on", "it", "them"}
        )

    def _nobody(self, at: int) -> bool:
        """ "No one entered X": here "one" is no determiner."""
        return at - 2 >= self.first and self.tokens[at - 2].lower in {"no", "every", "any"}

    def _counted(self) -> bool:
        """ "nineteen Pakistani posts", "12 strikes": a number wants a noun."""
        if self.np is None or self.np.end - self.np.start > _COUNTED:
            return False
        if self.np.end - self.np.start > 1 and self._plural(self.tokens[self.np.end - 1].lower):
            return False  # "two volunteers | say"
        first = self.tokens[self.np.start]
        return first.text.isdigit() or first.lower in _NUMBERS

    def _follows_verb(self, at: int) -> bool:
        last = self.chunks[-1] if self.chunks and self.np is None and self.prep is None else None
        return last is not None and last.kind is ChunkKind.VERB and bool(last.hits) and last.end == at

    def _acting(self, at: int) -> bool:
        """Tell whether the open noun phrase ends, just before `at`, in a known actor or in troops."""
        last = self.np.hits[-1] if self.np is not None and self.np.hits else None
        if self.np is not None and self.tokens[self.np.start].lower in {"a", "an"}:
            return False  # "a UN | plan"
        return last is not None and last.end == at and (last.entry.category == "actor" or last.entry.id == "force")

    def _verb_chunk(self, at: int, hits: list[Hit]) -> int:
        longest = max((h.end for h in hits), default=at + 1)
        kept = [h for h in hits if h.end == longest]
        ungapped = [h for h in kept if h.gap is None]
        gapped = [h for h in kept if h.gap is not None]
        prep = self.prep
        self._close()
        if gapped and not ungapped:
            hit = max(gapped, key=_gap_start)
            assert hit.gap is not None
            plain = [h for h in hits if h.gap is None and h.end <= hit.gap[0] and h.entry.id == "deliver"]
            gapped += plain  # "delivered food to X" hands over no place
            chunk = Chunk(ChunkKind.VERB, at, hit.gap[0], word=self.tokens[at].lower, hits=gapped, quoted=self.quoted)
            following = hit.gap[0]
        else:
            chunk = Chunk(ChunkKind.VERB, at, longest, word=self.tokens[at].lower, hits=ungapped, quoted=self.quoted)
            following = longest
            last = self.tokens[longest - 1].lower
            if longest - at > 1 and last in self.words["prepositions"]:
                self.prep = (last, longest - 1)
        chunk.auxiliaries = self.auxiliaries
        if prep is not None:
            chunk.prep, chunk.prep_start = prep
        self.prep = self.prep if self.prep is not prep else None
        self.auxiliaries = []
        self.chunks.append(chunk)
        return following

    def _noun(self, at: int, hits: list[Hit]) -> int:
        longest = max(h.end for h in hits)
        chunk = self._take(at, longest)
        chunk.hits.extend(h for h in hits if h.end == longest)
        last = self.tokens[longest - 1].lower
        if longest - at > 1 and last in self.words["prepositions"]:
            self._close()
            self.prep = (last, longest - 1)
        return longest
