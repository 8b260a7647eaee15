"""Subjects of Arabic verbs: before the verb, after it, taken over from the clause before, or not written at all."""

from collections.abc import Sequence

from contested.extract.arabic_looking import make_passive
from contested.extract.chunks import Chunk, ChunkKind, Reading, words_of
from contested.extract.clauses import Clause, ClauseKind
from contested.extract.lexicon_arabic import ArabicLexicon, spelling_of
from contested.model import MentionKind

_LOCATIONS = frozenset({MentionKind.PLACE_THEATRE, MentionKind.PLACE_OUTSIDE_THEATRE})
_SPEECH = ("report", "deny", "admit")
_CONTROL = ("deny", "refuse", "promise", "threaten", "insist", "report", "admit")
_ARMED = frozenset({"force", "group", "government"})
_LOCATING = frozenset({None, "in", "inside", "near", "amid"})
_RESUMED = frozenset({"it", "they"})
_PARTS = frozenset(
    {"الأجزاء", "أجزاء", "الجزء", "جزء", "القسم", "قسم", "الأحياء", "أحياء", "الأطراف", "أطراف", "المناطق", "مناطق"}
)
_DIVISIONS = frozenset({"محافظة", "ولاية", "إقليم", "قضاء", "مديرية", "منطقة", "ريف", "مقاطعة"})
_OFFICES = frozenset(
    ["official", "officials", "source", "sources", "leader", "leaders", "member", "commander", "officer", "spokesman"]
)


class Subjects:
    """Finds who does what in a clause; holds the reading only."""

    def __init__(self, reading: Reading, arabic: ArabicLexicon) -> None:
        self.reading = reading
        self.arabic = arabic

    def place_inside(self, clause: Clause) -> None:
        """ "حي التفاح شرق مدينة غزة": a place right after another says where that one is, and is not claimed about."""
        before: Chunk | None = None
        unknown: Chunk | None = None  # a phrase that names something no list has
        for chunk in clause.chunks:
            if chunk.kind is not ChunkKind.NP:
                before = unknown = None
                continue
            if before is not None and chunk.prep in _LOCATING and self._located(chunk):
                chunk.mentions = []
            elif unknown is not None and unknown.end + 1 == chunk.start and self._is_division(chunk):
                chunk.mentions = []  # "شمال قعطبة في محافظة الضالع": the governorate of a place that is not known
            elif self._located(chunk) and not chunk.has("event"):
                before = chunk
            elif before is not None and not (chunk.prep in {"to", "of"} and chunk.has("noun", "people")):
                before = None  # "مخيم زمزم للنازحين قرب الفاشر"
            unknown = chunk if not (chunk.hits or chunk.mentions) else None

    def _is_division(self, chunk: Chunk) -> bool:
        """Tell whether a phrase is "in the governorate of X"."""
        return chunk.prep == "in" and bool(chunk.mentions) and self._first(chunk) in _DIVISIONS

    def _first(self, chunk: Chunk) -> str:
        return self.reading.document.tokens[chunk.start].text

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
        if self._disagrees(chunk, verb):
            return True
        if any(h.gap is not None for h in verb.hits):
            return False
        if spelling not in self.arabic.transitive or self._doer(chunk):
            return False
        place = self._located(chunk) or chunk.has("aid_point") or chunk.has("anaphor")
        if place and spelling in self.arabic.intransitive:
            return not chunk.has("aid_point") and verb.has("event", "enter")
        return place or (chunk.has("noun", "cargo") and spelling not in self.arabic.intransitive)

    def _disagrees(self, chunk: Chunk, verb: Chunk) -> bool:
        """ "وطالب قوات الأمن بالانسحاب": a masculine verb has no feminine subject after it, so that is who is asked."""
        feminine = self.reading.document.tokens[chunk.start].text.endswith(("ات", "ة"))
        form = self._form(verb.start)
        return verb.has("demand") and feminine and not form.endswith("ت") and not form.startswith(("ت", "ن"))

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
            if before.kind is not ChunkKind.NP or chunk.kind is not ChunkKind.NP or before.has("event"):
                continue
            held = any(word in _OFFICES for word in words_of(self.reading.document, before))
            if held and chunk.prep in {"in", "from"} and self._doer(chunk):
                chunk.prep = "of"
            part = before.end == chunk.prep_start and self._first(before) in _PARTS
            if part and chunk.prep == "from" and chunk.mentions:
                chunk.prep = "of"  # "الأجزاء الشرقية من خان يونس"

    def _subjects(self, clause: Clause, verb: Chunk) -> list[Chunk]:
        position = clause.chunks.index(verb)
        before = _with_joined(clause.chunks, 0, position)
        after = self._without_genitives(_after(clause.chunks, position))
        first = next((c for c in after if c.prep is None), None)
        if before and before[0].end - before[0].start == 1 and self._is_pronoun(before[0]):
            if first is not None and self._expletive(first, verb):
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

    def _expletive(self, first: Chunk, verb: Chunk) -> bool:
        if self._doer(first):
            return True
        if self._verbal(first):  # "أنه تم إغلاق …", but "أنه استعاد السيطرة على …"
            return self._spelling(verb) not in self.arabic.transitive or verb.has("verb")
        goes = self._spelling(verb) in self.arabic.intransitive and not self._patient(first, verb)
        return goes and first.start <= verb.end + 1 and not self._located(first)

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
                return coordinated(after, first)
            if doer is not None:
                return [doer]
            inherited = self._inherited(clause)
            if inherited:
                return inherited
            if verb.forms() <= {"past", "s"} and all(t.lower != "will" for t in verb.auxiliaries):
                make_passive(verb, self.reading.document.tokens[verb.start])
                return coordinated(after, first)
            return self._dropped(clause, verb)
        return coordinated(after, first)

    def _relative(self, clause: Clause, verb: Chunk, first: Chunk | None) -> list[Chunk] | None:
        """ "التي تسيطر عليها قوات …": the pronoun takes up the antecedent, which is the subject otherwise."""
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
    return coordinated(before[before.index(first) :], first) if first is not None else []


def coordinated(chunks: Sequence[Chunk], first: Chunk) -> list[Chunk]:
    """ "الجيش والشرطة": the noun phrases that "and" joins to the first."""
    out = [first]
    at = next((i for i, c in enumerate(chunks) if c is first), 0) + 1
    while at + 1 < len(chunks) and chunks[at].word == "and" and chunks[at + 1].kind is ChunkKind.NP:
        if chunks[at + 1].prep is not None:
            break
        out.append(chunks[at + 1])
        at += 2
    return out
