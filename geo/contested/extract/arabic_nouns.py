"""Verbal nouns of Arabic: what they stand for under a verb ("تم إغلاق المعبر"), and their genitives."""

from dataclasses import replace

from contested.extract.arabic_looking import make_passive
from contested.extract.arabic_subjects import Subjects, coordinated
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.clauses import Clause

_SPEECH = ("report", "deny", "admit")
_CONTROL = ("deny", "refuse", "promise", "threaten", "insist", "report", "admit")
_NOT_OBJECTS = frozenset(
    {"after", "before", "since", "during", "until", "despite", "amid", "against", "of", "under", "for"}
)


class Grammar(Subjects):
    """Reads a clause: subjects first, then the verbal nouns that take part as verbs."""

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
        if noun is not None and not clause.verbs():
            self._told(clause, noun)
        elif noun is not None:
            self._raise(clause, noun)
        for chunk in clause.chunks:
            if chunk.kind is ChunkKind.NP and self._verbal(chunk):
                self._genitive(clause, chunk)
                self._past(clause, chunk)

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

    def _told(self, clause: Clause, noun: Chunk) -> None:
        """ "انسحاب القوات من رفح": the verbal noun that opens a clause without a verb tells what happened."""
        if noun.prep is not None or any(c.kind is ChunkKind.NP for c in clause.chunks[: clause.chunks.index(noun)]):
            return
        subjects, objects = self._complements_of(clause, noun)
        if not subjects and not objects:
            return
        noun.kind = ChunkKind.VERB
        noun.hits = [h._replace(entry=h.entry._replace(form="past")) for h in noun.hits if h.entry.category == "event"]
        noun.subjects = subjects or objects
        if not subjects:
            make_passive(noun, self.reading.document.tokens[noun.start])

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
        many = coordinated(later, following)
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
            chunk.prep = "by" if chunk.prep == "by" or self._doer(chunk) else "of"
        for chunk in objects[:1]:
            chunk.prep = "of"

    def _past(self, clause: Clause, noun: Chunk) -> None:
        """ "بعد حصار استمر عاما": what is over, and names no place, is not told of the place named last."""
        if noun.prep not in {"after", "before", "until", "despite", "amid"}:
            return
        if noun.has("event", "need"):
            stops = any(v.has("event", "stop_service") or v.has("event", "close") for v in clause.verbs())
            noun.hits = [h for h in noun.hits if h.entry.category != "event"] if stops else noun.hits
            return  # "توقفت العيادة بسبب نفاد الوقود": why it stopped is no call for fuel
        following = clause.chunks[clause.chunks.index(noun) + 1 :]
        if not any(c.kind is ChunkKind.NP and self._located(c) for c in (noun, *following)):
            noun.hits = [h for h in noun.hits if h.entry.category != "event"]
