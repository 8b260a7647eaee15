"""Clauses of Arabic: where each begins, who its subject is, and what a verbal noun under a verb stands for.

Arabic puts the verb first ("انسحبت القوات من رفح") but also a topic before it ("القوات انسحبت"); subjects are dropped, and
much is said with a light verb and a verbal noun ("تم إغلاق المعبر", "نفى الجيش انسحابه"). Each verb leaves here with its
subjects set, so that the rules need not know the order of words.
"""

from collections.abc import Sequence
from dataclasses import replace

from contested.extract.arabic import chunks_of, make_passive
from contested.extract.chunks import Chunk, ChunkKind, Reading, words_of
from contested.extract.clauses import Clause, ClauseKind, govern, kind_of, without_parentheses
from contested.extract.document import Sentence
from contested.extract.lexicon import Entry, Hit
from contested.extract.lexicon_arabic import ArabicLexicon, load_arabic, spelling_of
from contested.model import MentionKind

_ENDS = frozenset({".", "!", "?", "…", "؟", ";", "؛", ":", "—", "–", "|", "•"})
_LOCATIONS = frozenset({MentionKind.PLACE_THEATRE, MentionKind.PLACE_OUTSIDE_THEATRE})
_SPEECH = ("report", "deny", "admit")
_CONTROL = ("deny", "refuse", "promise", "threaten", "insist", "report", "admit")
_NOT_OBJECTS = frozenset(
    {"after", "before", "since", "during", "until", "despite", "amid", "against", "of", "under", "for"}
)
_ARMED = frozenset({"force", "group", "government"})
_LOCATING = frozenset({None, "in", "inside", "near", "amid"})
_RESUMED = frozenset({"it", "they"})
_OFFICES = frozenset(
    ["official", "officials", "source", "sources", "leader", "leaders", "member", "commander", "officer", "spokesman"]
)
_REPORT = Entry("report", "report", "past")


def clauses_of_arabic(reading: Reading, sentence: Sentence) -> list[Clause]:
    """Cut a sentence of an Arabic reading into clauses; every verb in them has its subjects set."""
    arabic = load_arabic()
    chunks = _headline(_launched(without_parentheses(chunks_of(reading, sentence))))
    clauses = _cut(chunks, reading)
    govern(clauses)
    _complements(clauses)
    grammar = _Grammar(reading, arabic)
    for clause in clauses:
        grammar.place_inside(clause)
        grammar.read(clause)
    return clauses


def _headline(chunks: list[Chunk]) -> list[Chunk]:
    """ "حماس: لن …": a name and a colon are a report."""
    if len(chunks) > 2 and chunks[0].kind is ChunkKind.NP and chunks[1].word == ":" and _names(chunks[0]):
        from_colon = Chunk(ChunkKind.VERB, chunks[1].start, chunks[1].end, word="said")
        from_colon.hits = [Hit(chunks[1].start, chunks[1].end, _REPORT)]
        from_colon.subjects = [chunks[0]]
        return [chunks[0], from_colon, chunks[1], *chunks[2:]]
    return chunks


def _launched(chunks: list[Chunk]) -> list[Chunk]:
    """ "هجوم شنته قوات X على Y": a verbal noun with the verb that carries it out is one thing, done by X."""
    out: list[Chunk] = []
    at = 0
    while at < len(chunks):
        chunk = chunks[at]
        doer = chunks[at + 2] if at + 2 < len(chunks) else None
        carried = out and out[-1].has("event") and chunk.has("verb", "verbs") and chunk.kind is ChunkKind.VERB
        if carried and doer is not None and chunks[at + 1].start == chunk.end and doer.kind is ChunkKind.NP:
            if chunks[at + 1].prep == "of" and doer.prep is None:
                doer.prep = "by"
                out.append(doer)
                at += 3
                continue
        out.append(chunk)
        at += 1
    return out


def _names(chunk: Chunk) -> bool:
    return chunk.has("actor") or chunk.has("outlet") or any(chunk.has("noun", kind) for kind in (*_ARMED, "media"))


def _cut(chunks: Sequence[Chunk], reading: Reading) -> list[Clause]:
    clauses: list[Clause] = []
    current = Clause()
    for i, chunk in enumerate(chunks):
        if _begins(chunks, i, current):
            if current.chunks:
                clauses.append(current)
            elif current.link and chunk.kind is ChunkKind.LINK:
                current.link = ""
            link = current.link if not current.chunks else ""
            current = Clause(link=link, after_comma=chunk.word == ",")
        if chunk.kind is ChunkKind.LINK and not current.chunks:
            if not current.link or current.link in {"and", "but"}:
                current.link = chunk.word
        elif chunk.kind is ChunkKind.PUNCT and not current.chunks:
            current.after_comma = current.after_comma or chunk.word == ","
            current.link = current.link or (chunk.word if chunk.word in _ENDS else "")
        else:
            current.chunks.append(chunk)
    if current.chunks:
        clauses.append(current)
    for clause in clauses:
        clause.kind = kind_of(clause, reading.lexicon.words["hypothetical"])
    return clauses


def _begins(chunks: Sequence[Chunk], i: int, current: Clause) -> bool:
    chunk = chunks[i]
    verb_seen = any(c.kind is ChunkKind.VERB for c in current.chunks)
    if chunk.kind is ChunkKind.PUNCT:
        if chunk.word == ",":
            return verb_seen and _verb_next(chunks, i + 1)
        return chunk.word in _ENDS
    if chunk.kind is ChunkKind.LINK:
        if chunk.word == "and":
            after = chunks[i + 1] if i + 1 < len(chunks) else None
            if after is not None and after.kind is ChunkKind.LINK:
                return bool(current.chunks)
            return verb_seen and _verb_next(chunks, i + 1)
        return bool(current.chunks)
    return chunk.kind is ChunkKind.VERB and verb_seen and not _copula(current, chunk)


def _copula(clause: Clause, chunk: Chunk) -> bool:
    """ "بات المعبر مغلقا": the predicate of a verb without a claim."""
    last = clause.verbs()[-1]
    return chunk.forms() == {"adjective"} and not any(last.has(name) for name in ("event", *_SPEECH))


def _verb_next(chunks: Sequence[Chunk], start: int) -> bool:
    """Tell whether a clause follows: a verb, or one noun phrase and its verb."""
    nouns = 0
    for chunk in chunks[start : start + 5]:
        if chunk.kind is ChunkKind.VERB:
            return not (chunk.forms() == {"adjective"} and nouns == 0)
        if chunk.kind is ChunkKind.LINK and nouns == 0:
            if chunk.word != "and":
                return True
            continue
        if chunk.kind is ChunkKind.NP and nouns == 0 and chunk.prep is None:
            nouns += 1
        elif chunk.kind is ChunkKind.DATE or (chunk.kind is ChunkKind.NP and chunk.prep is not None and nouns == 1):
            continue
        elif chunk.kind is not ChunkKind.PUNCT or nouns or chunk.word != ",":
            return False
    return False


def _complements(clauses: Sequence[Clause]) -> None:
    """A second verb without a link, and words after a colon, hang on the verb before."""
    for before, clause in zip(clauses, clauses[1:], strict=False):
        if clause.governor is not None or clause.kind is not ClauseKind.MAIN or not before.verbs():
            continue
        verb = before.verbs()[-1]
        speaks = any(verb.has(name) for name in _SPEECH)
        asyndetic = clause.link == "" and not clause.after_comma
        if (clause.link == ":" and speaks) or (asyndetic and not clause.attribution and verb.hits):
            clause.kind, clause.governor = ClauseKind.COMPLEMENT, (before, verb)


class _Grammar:
    """Finds subjects and reads verbal nouns; holds the reading only."""

    def __init__(self, reading: Reading, arabic: ArabicLexicon) -> None:
        self.reading = reading
        self.arabic = arabic

    def read(self, clause: Clause) -> None:
        """Set the subjects of a clause's verbs, then let its verbal nouns take part as verbs."""
        self._resume(clause)
        self._excepted(clause)
        self._offices(clause)
        for verb in clause.verbs():
            if verb.subjects is None:
                verb.subjects = self._subjects(clause, verb)
        for verb in clause.verbs():
            self._witness(clause, verb)
        noun = next((c for c in clause.chunks if c.kind is ChunkKind.NP and self._verbal(c)), None)
        if noun is not None:
            self._raise(clause, noun)
        for chunk in clause.chunks:
            if chunk.kind is ChunkKind.NP and self._verbal(chunk):
                self._genitive(clause, chunk)
                self._past(clause, chunk)

    def place_inside(self, clause: Clause) -> None:
        """ "حي التفاح شرق مدينة غزة": a place right after another says where that one is, and is not claimed about."""
        before: Chunk | None = None
        for chunk in clause.chunks:
            if chunk.kind is not ChunkKind.NP:
                before = None
                continue
            if before is not None and chunk.prep in _LOCATING and self._located(chunk):
                chunk.mentions = []
            elif self._located(chunk) and not chunk.has("event"):
                before = chunk
            elif before is not None and not (chunk.prep in {"to", "of"} and chunk.has("noun", "people")):
                before = None  # "مخيم زمزم للنازحين قرب الفاشر"

    # -- what a noun phrase is

    def _form(self, at: int) -> str:
        return self.reading.keys[at][0]

    def _spelling(self, chunk: Chunk) -> str:
        """The key of the phrase that a verb or verbal noun is known by."""
        hit = next((h for h in chunk.hits if h.entry.category in {"event", *_CONTROL, "demand"}), None)
        first, last = (chunk.start, chunk.start + 1) if hit is None else (hit.start, hit.end)
        return spelling_of([self._form(at) for at in range(first, last)])

    @staticmethod
    def _verbal(chunk: Chunk) -> bool:
        return any(h.entry.category == "event" and h.entry.form == "noun" for h in chunk.hits)

    def _located(self, chunk: Chunk) -> bool:
        return any(self.reading.resolutions[m].mention.kind in _LOCATIONS for m in chunk.mentions)

    def _doer(self, chunk: Chunk) -> bool:
        """Tell whether a noun phrase names somebody who acts."""
        if chunk.has("actor") or any(chunk.has("noun", kind) for kind in _ARMED):
            return True
        kinds = {self.reading.resolutions[m].mention.kind for m in chunk.mentions}
        return bool(kinds & {MentionKind.METONYM, MentionKind.ORG_NAME, MentionKind.PERSON_NAME})

    def _patient(self, chunk: Chunk, verb: Chunk) -> bool:
        """Tell whether a noun phrase right after a verb that takes objects is its object, not its subject."""
        spelling = self._spelling(verb)
        if any(h.gap is not None for h in verb.hits):
            return False
        if spelling not in self.arabic.transitive or self._doer(chunk):
            return False
        place = self._located(chunk) or chunk.has("aid_point") or chunk.has("anaphor")
        if place and spelling in self.arabic.intransitive:
            return not chunk.has("aid_point") and verb.has("event", "enter")
        return place or (chunk.has("noun", "cargo") and spelling not in self.arabic.intransitive)

    def _excepted(self, clause: Clause) -> None:
        """ "لم تدخل سوى 12 شاحنة": not but twelve, which is twelve only."""
        for chunk in clause.chunks:
            if chunk.kind is not ChunkKind.NP or chunk.prep != "except" or chunk.prep_start is None:
                continue
            negated = [
                v for v in clause.verbs() if v.start < chunk.start and any(t.lower == "not" for t in v.auxiliaries)
            ]
            if negated:
                negated[-1].auxiliaries = [t for t in negated[-1].auxiliaries if t.lower != "not"]
                negated[-1].hits = [
                    h._replace(entry=h.entry._replace(form="past")) if h.entry.form == "s" else h
                    for h in negated[-1].hits
                ]
                chunk.start, chunk.prep, chunk.prep_start = chunk.prep_start, None, None

    def _offices(self, clause: Clause) -> None:
        """ "مسؤول في حماس" is one of Hamas, not one inside it."""
        for before, chunk in zip(clause.chunks, clause.chunks[1:], strict=False):
            both = before.kind is ChunkKind.NP and chunk.kind is ChunkKind.NP
            if both and chunk.prep in {"in", "from"} and self._doer(chunk) and not before.has("event"):
                if any(word in _OFFICES for word in words_of(self.reading.document, before)):
                    chunk.prep = "of"

    # -- subjects

    def _subjects(self, clause: Clause, verb: Chunk) -> list[Chunk]:
        position = clause.chunks.index(verb)
        before = _with_joined(clause.chunks, 0, position)
        after = self._without_genitives(_after(clause.chunks, position))
        first = next((c for c in after if c.prep is None), None)
        if before and before[0].end - before[0].start == 1 and self._is_pronoun(before[0]):
            if first is not None and (self._doer(first) or self._verbal(first)):
                return [first]  # "أنه تم إغلاق …": the pronoun stands for nothing
            return before
        if before:
            return before
        if clause.kind is ClauseKind.RELATIVE and clause.link == "which" and clause.before is not None:
            relative = self._relative(clause, verb, first)
            if relative is not None:
                return relative
        if verb.forms() == {"adjective"} and all(h.gap is None for h in verb.hits):
            return self._inherited(clause) or []
        return self._postverbal(clause, verb, after)

    def _without_genitives(self, chunks: list[Chunk]) -> list[Chunk]:
        """Leave out what belongs to a verbal noun before it: "بعد انسحاب القوات"."""
        return [
            c for before, c in zip([None, *chunks], chunks, strict=False)
            if before is None or before.kind is not ChunkKind.NP or c.prep is not None or not self._verbal(before)
        ]  # fmt: skip

    def _postverbal(self, clause: Clause, verb: Chunk, after: list[Chunk]) -> list[Chunk]:
        bare = [c for c in after if c.prep is None and not (c is not after[0] and self._verbal(c))]
        struck = bare and verb.has("event", "strike") and bare[0].has("event", "strike")  # "استهدف قصف …"
        if not bare or (self._verbal(bare[0]) and self._spelling(verb) in self.arabic.transitive and not struck):
            return self._dropped(clause, verb)
        first = bare[0]
        if self._patient(first, verb):
            doer = next((c for c in bare[1:] if self._doer(c)), None)
            if verb.forms() == {"participle"}:
                return _coordinated(after, first)
            if doer is not None:
                return [doer]
            inherited = self._inherited(clause)
            if inherited:
                return inherited
            if verb.forms() <= {"past", "s"} and all(t.lower != "will" for t in verb.auxiliaries):
                make_passive(verb, self.reading.document.tokens[verb.start])
                return _coordinated(after, first)
            return self._dropped(clause, verb)
        return _coordinated(after, first)

    def _relative(self, clause: Clause, verb: Chunk, first: Chunk | None) -> list[Chunk] | None:
        """ "التي تسيطر عليها قوات …": the pronoun takes up the antecedent; without one the antecedent is the subject."""
        assert clause.before is not None
        resumed = any(
            c.kind is ChunkKind.NP and c.prep is not None and c.mentions and self._is_pronoun(c) for c in clause.chunks
        )
        if resumed:
            return [first] if first is not None else None
        if first is not None and self._doer(first) and not self._patient(first, verb):
            return [first]
        antecedent = self._antecedent(clause.before)
        return [antecedent] if antecedent is not None else None

    def _resume(self, clause: Clause) -> None:
        """Let the pronoun of a relative clause name what it takes up; "حيث" stands for "in it"."""
        if (clause.kind is not ClauseKind.RELATIVE and clause.link != "where") or clause.before is None:
            return
        antecedent = self._antecedent(clause.before)
        if antecedent is None:
            return
        if clause.link == "where":
            start = clause.chunks[0].start - 1
            chunk = Chunk(ChunkKind.NP, start, start + 1, prep="in", mentions=list(antecedent.mentions))
            clause.chunks.append(chunk)
            return
        for chunk in clause.chunks:
            if chunk.kind is ChunkKind.NP and chunk.prep is not None and self._is_pronoun(chunk):
                chunk.mentions = list(antecedent.mentions)
                chunk.hits = [h for h in antecedent.hits if h.entry.category != "event"]

    @staticmethod
    def _antecedent(clause: Clause) -> Chunk | None:
        return next((c for c in reversed(clause.chunks) if c.kind is ChunkKind.NP), None)

    def _is_pronoun(self, chunk: Chunk) -> bool:
        return chunk.end - chunk.start == 1 and self.reading.document.tokens[chunk.start].lower in _RESUMED

    def _inherited(self, clause: Clause) -> list[Chunk]:
        """The subject of the clause it is joined to, where that names somebody."""
        before = clause.before
        if before is None or clause.link not in {"", "and", "so", "but"}:
            return []
        for verb in before.verbs()[:1]:
            if verb.subjects and any(self._doer(c) or c.word for c in verb.subjects):
                return list(verb.subjects)
        return []

    def _dropped(self, clause: Clause, verb: Chunk) -> list[Chunk]:
        speaks = any(verb.has(name) for name in _SPEECH)
        inherited = self._inherited(clause)
        if inherited and clause.governor is None and not speaks:
            return inherited
        if clause.governor is not None and not speaks and clause.kind is not ClauseKind.RELATIVE:
            governing = clause.governor[1].subjects
            if governing and clause.before is not None and clause.before is clause.governor[0]:
                return list(governing) if not self._first_person(verb) else [_silent(verb, "we")]
        if inherited and not speaks:
            return inherited
        word = "we" if self._first_person(verb) else ("he" if speaks else "it")
        return [_silent(verb, word)]

    def _first_person(self, verb: Chunk) -> bool:
        form = self._form(verb.start).removeprefix("س")
        return form.startswith("ن") and "s" in verb.forms()

    # -- verbal nouns

    def _witness(self, clause: Clause, verb: Chunk) -> None:
        """ "شهدت رفح اشتباكات": what the place saw happened in it."""
        if not verb.has("verb", "witness") or not verb.subjects or not self._located(verb.subjects[0]):
            return
        place = verb.subjects[0]
        noun = next(
            (c for c in clause.chunks if c.kind is ChunkKind.NP and c.start > verb.start and self._verbal(c)), None
        )
        if noun is not None and place in clause.chunks:
            place.prep = "in"
            clause.chunks.remove(place)
            clause.chunks.insert(clause.chunks.index(noun) + 1, place)
            verb.subjects = []

    def _raise(self, clause: Clause, noun: Chunk) -> None:
        """Read a verbal noun under a light verb or a verb of saying, denying, wanting as what is done."""
        position = clause.chunks.index(noun)
        verbs = [c for c in clause.chunks[:position] if c.kind is ChunkKind.VERB]
        if not verbs or noun.prep in _NOT_OBJECTS:
            return
        verb = verbs[-1]
        light = next((h.entry.id for h in verb.hits if h.entry.category == "verb"), None)
        governs = any(verb.has(name) for name in (*_CONTROL, "demand")) and not verb.has("event")
        if not governs and light not in {"verbs", "passive", "negative"}:
            return
        if (
            verb.has("report")
            and not any(verb.has(n) for n in _CONTROL if n != "report")
            and noun.prep not in {None, "off", "with"}
        ):
            return
        subjects, objects = self._complements_of(clause, noun)
        own = [c for c in (verb.subjects or []) if c is not noun]
        control = light in {"verbs", "negative"} or any(verb.has(name) for name in _CONTROL)
        noun.subjects = subjects or (own if control else self._addressee(clause, verb, noun))
        form = self._tense(verb, light)
        noun.kind = ChunkKind.VERB
        noun.hits = [
            h._replace(entry=h.entry._replace(form=form)) if h.entry.category == "event" else h for h in noun.hits
        ]
        noun.hits = [h for h in noun.hits if h.entry.category == "event"]
        if light is not None:
            noun.auxiliaries = list(verb.auxiliaries)
            if light == "negative":
                noun.auxiliaries.append(replace(self.reading.document.tokens[verb.start], lower="not"))
        if light == "passive":
            if not subjects and objects:
                noun.subjects = objects
                make_passive(noun, self.reading.document.tokens[noun.start])
            if noun in (verb.subjects or []):
                verb.subjects = []

    @staticmethod
    def _tense(verb: Chunk, light: str | None) -> str:
        if light is not None:
            return "past" if verb.forms() & {"past", "participle"} else "s"
        return "past" if any(verb.has(name) for name in _SPEECH) else "base"

    def _addressee(self, clause: Clause, verb: Chunk, noun: Chunk) -> list[Chunk]:
        """ "دعت المنظمة الجيش إلى الانسحاب": the one asked is the one to do it."""
        subjects = verb.subjects or []
        between = [
            c for c in clause.chunks
            if c.kind is ChunkKind.NP and verb.end <= c.start < noun.start and c not in subjects and c.prep is None
        ]  # fmt: skip
        return [c for c in between if self._doer(c)][:1]

    def _complements_of(self, clause: Clause, noun: Chunk) -> tuple[list[Chunk], list[Chunk]]:
        """Answer the doer and the object that stand as a verbal noun's genitive."""
        position = clause.chunks.index(noun)
        following = clause.chunks[position + 1] if position + 1 < len(clause.chunks) else None
        if following is None or following.kind is not ChunkKind.NP or following.prep not in {None, "by", "of"}:
            return [], []
        later = [c for c in clause.chunks[position + 1 :] if c.kind is not ChunkKind.VERB]
        many = _coordinated(later, following)
        spelling = self._spelling(noun)
        takes = spelling in self.arabic.transitive and spelling not in self.arabic.intransitive
        doer = following.prep == "by" or self._doer(following) or not takes
        if following.prep == "of" and takes:
            doer = False
        if not doer or (self._located(following) and not self._doer(following) and takes):
            return [], many
        following.prep = None
        for chunk in later[1:3]:
            if chunk.kind is ChunkKind.NP and chunk.prep == "to" and takes:
                chunk.prep = None  # "قصف الجيش لرفح": the object of a verbal noun
                break
        return many, []

    def _genitive(self, clause: Clause, noun: Chunk) -> None:
        """Give a verbal noun that stays a noun its doer as "by …" and its object as "of …"."""
        subjects, objects = self._complements_of(clause, noun)
        for chunk in subjects[:1]:
            chunk.prep = "by"
        for chunk in objects[:1]:
            chunk.prep = "of"

    def _past(self, clause: Clause, noun: Chunk) -> None:
        """ "بعد حصار استمر عاما": what is over, and names no place, is not told of the place named last."""
        if noun.prep not in {"after", "before", "until", "despite"}:
            return
        following = clause.chunks[clause.chunks.index(noun) + 1 :]
        if not any(c.kind is ChunkKind.NP and self._located(c) for c in (noun, *following)):
            noun.hits = [h for h in noun.hits if h.entry.category != "event"]


def _silent(verb: Chunk, word: str) -> Chunk:
    """A subject that is not written."""
    return Chunk(ChunkKind.NP, verb.start, verb.start + 1, word=word)


def _after(chunks: Sequence[Chunk], position: int) -> list[Chunk]:
    out: list[Chunk] = []
    for chunk in chunks[position + 1 :]:
        if chunk.kind is ChunkKind.VERB:
            break
        if chunk.kind is ChunkKind.NP or chunk.kind is ChunkKind.LINK or chunk.word == ",":
            out.append(chunk)
    while out and out[0].kind is not ChunkKind.NP:
        out.pop(0)
    return out


def _with_joined(chunks: Sequence[Chunk], start: int, stop: int) -> list[Chunk]:
    """The topic before a verb: its noun phrase and those joined to it; nothing when a verb stands between."""
    before = list(chunks[start:stop])
    if any(c.kind is ChunkKind.VERB for c in before):
        return []
    cited = [i for i, c in enumerate(before) if c.has("report") and c.kind is ChunkKind.NP]
    before = before[cited[-1] + 2 :] if cited else before  # "بحسب الأمم المتحدة، …"
    first = next((c for c in before if c.kind is ChunkKind.NP and c.prep is None), None)
    return _coordinated(before[before.index(first) :], first) if first is not None else []


def _coordinated(chunks: Sequence[Chunk], first: Chunk) -> list[Chunk]:
    """ "الجيش والشرطة": the noun phrases that "and" joins to the first."""
    out = [first]
    at = next((i for i, c in enumerate(chunks) if c is first), 0) + 1
    while at + 1 < len(chunks) and chunks[at].word == "and" and chunks[at + 1].kind is ChunkKind.NP:
        if chunks[at + 1].prep is not None:
            break
        out.append(chunks[at + 1])
        at += 2
    return out
