"""Read the claims of one article: sentences to events, events to drafts by the rules, drafts to claims."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from contested.extract.actors import ActorRef
from contested.extract.answers import accusation
from contested.extract.arabic_clauses import clauses_of_arabic
from contested.extract.arabic_words import read_arabic
from contested.extract.assemble import Kept, assemble
from contested.extract.attribution import Attribution
from contested.extract.cast import Cast, find_actors
from contested.extract.casting import Casting
from contested.extract.chunks import Chunk, ChunkKind, Reading, reading_of
from contested.extract.clauses import Clause, clauses_of
from contested.extract.denials import echo, short_denial
from contested.extract.discourse import distribute, own_reports, retract
from contested.extract.document import Document, ParagraphRole, Sentence, Token
from contested.extract.events import Event
from contested.extract.events_found import events_of
from contested.extract.lexicon import Entry, Hit, keys_of, load_lexicon
from contested.extract.manner_modality import unproven
from contested.extract.manner_times import date_of
from contested.extract.parser import parse
from contested.extract.qualified import besieged_names
from contested.extract.retelling import told_already
from contested.extract.rules import apply_rules
from contested.extract.rules.ground import only_part
from contested.extract.rules.rivals import one_of_both
from contested.extract.scene import (
    LOCATIONS,
    Draft,
    Scene,
    feature_place,
)
from contested.extract.topics import everyday, on_topic
from contested.extract.voices import Chain, SentenceVoices
from contested.extract.whereabouts import located, parts_inside
from contested.model import (
    ClaimFamily,
    ControlStatus,
    ControlUpdate,
    Dispute,
    Extraction,
    MapRole,
    Modality,
    Polarity,
    Predicate,
    Resolution,
    TimeRelation,
)

_HELD_NAME = re.compile(r"^(.+?)[-‑](held|controlled|occupied|run)$", re.IGNORECASE)
_HELD = frozenset({"held", "controlled", "occupied", "run"})
_SCENES = frozenset(
    {
        Predicate.AID_BLOCKED,
        Predicate.AID_DELIVERED,
        Predicate.AID_POINT_OPERATING,
        Predicate.PRESENCE_ONLY,
        Predicate.AID_NEEDS,
    }
)


def read_claims(
    document: Document,
    resolutions: Sequence[Resolution],
    cast: Cast,
    *,
    recorded_at: datetime | None = None,
    chosen: bool = False,
) -> Extraction:
    """Read the claims of `document`, given the places named in it and the actors of its theatre.

    `chosen` tells that the theatre was asked for: then no place outside it is a feature.

    Mentions that nothing is claimed about are demoted to context; those of aid points and of places already named
    ("the crossing", "there") are added.
    """
    if document.language == "ar":
        reading = read_arabic(document, resolutions, cast)
    else:
        lexicon = load_lexicon(document.language)
        keys = keys_of(document.tokens, lexicon.language)
        reading = reading_of(document, lexicon, keys, resolutions, find_actors(cast, document.tokens, keys))
    reader = _Reader(reading, cast)
    if on_topic(reading, cast):
        reader.run()
    return assemble(reading, cast, reader.kept, recorded_at=recorded_at, chosen=chosen)


_RANKS = frozenset(
    {"commander", "officer", "general", "colonel", "brigadier", "major", "captain", "lieutenant", "soldier", "fighter"}
    | {
        "brigade",
        "battalion",
        "division",
        "regiment",
        "army",
        "military",
        "militia",
        "minister",
        "president",
        "premier",
    }
    | {"spokesman", "spokesperson", "spokeswoman", "leader", "governor", "chief"}
)
_UNIT = re.compile(
    r"\b(?:Division|Brigade|Battalion|Regiment|Corps) \d+\b|^\d+(?:st|nd|rd|th) \w+|\b[Gg]roup(?:ing)? of forces\b"
)
_TROOPS = {  # bare words by which a side speaks of its own
    "state_forces": frozenset({"troops", "soldiers", "forces", "units", "force", "paratroopers"}),
    "armed_group": frozenset({"fighters", "forces", "men", "force", "units"}),
}


def _may_hold(speaker: ActorRef | None) -> bool:
    """Tell whether "we" in this speaker's mouth can be forces."""
    return speaker is not None and (
        speaker.armed or speaker.id is not None or any(w in _RANKS for w in speaker.label.lower().split())
    )


def _own_side(draft: Draft, speaker: ActorRef | None) -> tuple[ActorRef | None, ControlUpdate | None]:
    """ "The army said troops entered X": bare troops in a side's own words are its own."""
    actor, control = draft.actor, draft.control
    if actor is None or speaker is None or actor.id is not None or speaker.id is None:
        return actor, control
    own_unit = speaker.kind == "state_forces" and _UNIT.search(actor.label) is not None  # "Division 162"
    if actor.label.lower() not in _TROOPS.get(speaker.kind, ()) and not own_unit:
        return actor, control
    if control is not None and control.holder == actor.label:
        control = replace(control, holder=speaker.label)
    return replace(speaker, start=actor.start, end=actor.end), control


def _held_on(draft: Draft, speaker: ActorRef | None) -> None:
    """ "X has not fallen, the army said": whoever holds it denies its capture."""
    if speaker is None or not speaker.armed:
        return
    draft.predicate, draft.rule, draft.actor = Predicate.DENIES_CAPTURE, "control.denies_capture", speaker
    draft.modality = Modality.DENIED
    draft.control = ControlUpdate(
        status=ControlStatus.CONTESTED, dispute=Dispute.RIVAL_CLAIMS, disputed_by=(speaker.label,)
    )


class _Reader:
    """The state of reading one article, sentence by sentence."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self.reading = reading
        self.cast = cast
        self.casting = Casting(reading, cast)
        self.attribution = Attribution(reading, cast, self.casting)
        self.drafts: list[Draft] = []
        self.kept: list[Kept] = []
        self.scene: Scene | None = None
        self.inside = parts_inside(reading.resolutions, reading.document.text)
        self.starts = [r.mention.start for r in reading.resolutions]
        self.seen: set[int] = set()  # the places already noted, by their index

    def run(self) -> None:
        document = self.reading.document
        parsed = [(s, self._clauses(s)) for s in document.sentences]
        voices = [self._voices(s, c) for s, c in parsed]
        self._join_quotes(voices)
        for (sentence, clauses), voice in zip(parsed, voices, strict=True):
            self._sentence(sentence, clauses, voice)

    def _clauses(self, sentence: Sentence) -> list[Clause]:
        if self.reading.lexicon.language == "ar":
            return clauses_of_arabic(self.reading, sentence)
        return clauses_of(parse(self.reading, sentence).chunks, self.reading.lexicon.words["hypothetical"])

    def _voices(self, sentence: Sentence, clauses: list[Clause]) -> SentenceVoices:
        # subjects are remembered as they are read, so that "it said" finds its speaker
        for clause in clauses:
            if not clause.verbs():
                continue
            chunk = next((c for c in clause.chunks if c.kind is ChunkKind.NP and c.prep is None), None)
            found = clause.verbs()[0].subjects  # set where the verb stands first
            chunk = chunk if found is None else next((c for c in found if not c.word), None)
            if chunk is not None and (found is not None or chunk.end <= clause.verbs()[-1].start):
                actor = self._spoken_of(clause, chunk)
                if actor is not None and actor.kind not in {"other", "people", "speaker", "person"}:
                    self.casting.remember(actor)
        return self.attribution.sentence(sentence, clauses)

    def _spoken_of(self, clause: Clause, subject: Chunk) -> ActorRef | None:
        """Whom "they" will be: in "fighters from the RSF say they hold X" the RSF."""
        after = next((c for c in clause.chunks if c.start >= subject.end), None)
        pronoun = self.reading.document.tokens[subject.start].lower
        if pronoun in {"it", "they"} and clause.verbs()[0].has("report"):
            before = self.attribution.spoke_before(subject, pronoun)
            if before is not None:
                return before
        if subject.has("noun", "force") and after is not None and after.prep in {"of", "from"} and after.has("actor"):
            body = self.casting.refer(after)
            if body is not None and body.armed:
                return body
        return self.casting.refer(subject)

    @staticmethod
    def _join_quotes(voices: Sequence[SentenceVoices]) -> None:
        """A quote over several sentences is attributed where it ends: the sentences before take that voice."""
        following: SentenceVoices | None = None
        for voice in reversed(voices):
            if voice.quoted and voice.continued and following is not None and following.outer is not None:
                voice.outer, voice.continued = following.outer, False
            following = voice

    # -- one sentence

    def _sentence(self, sentence: Sentence, clauses: list[Clause], voices: SentenceVoices) -> None:
        previous = self.scene
        scene = Scene(
            reading=self.reading,
            cast=self.cast,
            casting=self.casting,
            sentence=sentence,
            clauses=clauses,
            focus=previous.focus if previous else [],
            seen=previous.seen if previous else [],
            aid_points=previous.aid_points if previous else [],
            last_points=previous.last_points if previous else [],
            history=self.drafts,
            anaphors=previous.anaphors if previous else {},
            inside_parts=self.inside,
        )
        self.scene = scene
        events = events_of(self.reading, clauses)
        distribute(scene, events)
        found: list[Draft] = []
        before = len(self.drafts)
        position = sentence.start
        for event in events:
            self._see(scene, position, self._token_start(event.chunk))
            position = self._token_start(event.chunk)
            drafts = apply_rules(scene, event)
            for draft in drafts:
                self._keep(scene, draft, voices, found)
            if event.subjects and not event.noun:
                self.casting.remember(
                    self._spoken_of(event.clause, event.subjects[0])
                    if event.subjects[0].end <= event.chunk.start or event.chunk.subjects
                    else None
                )
        self._see(scene, sentence.start, sentence.end)
        denial = short_denial(scene, clauses, self.drafts)
        if denial is not None and not found:
            self._keep(scene, denial, voices, found)
        elif denial is not None and not any(d.event.clause is denial.event.clause for d in found):
            found.insert(0, denial)
            self._keep(scene, denial, voices, [])
        if not found and (echoed := echo(scene, clauses, self.drafts)) is not None:
            self._keep(scene, echoed, voices, found)
        accused = accusation(scene, clauses, self.drafts)
        if accused is not None:
            self._keep(scene, accused, voices, found)
        for draft in (*self._held_names(scene), *besieged_names(scene)):
            self._keep(scene, draft, voices, found)
        if self.reading.document.role_of(sentence) is ParagraphRole.CAPTION:
            self._caption(scene, voices, found)
        retract(scene, found, self.drafts[:before])
        own_reports(scene, found)

    def _token_start(self, chunk: Chunk) -> int:
        return self.reading.document.tokens[chunk.start].start

    def _see(self, scene: Scene, start: int, end: int) -> None:
        """Note the places named in `[start, end)`, for anaphors after them; each once."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        said_at = {  # "…, the minister told a channel in Tel Aviv": what is said is not about Tel Aviv
            number
            for clause in scene.clauses
            if clause.attribution and first < last
            for chunk in clause.chunks
            if chunk.prep in {"in", "at", "from"}
            for number in chunk.mentions
        }
        for number in range(first, last):
            resolution = self.reading.resolutions[number]
            mention = resolution.mention
            named = mention.kind in LOCATIONS and mention.map is MapRole.FEATURE
            if named and number not in self.inside and number not in self.seen and number not in said_at:
                self.seen.add(number)
                scene.seen.append(resolution)

    def _keep(self, scene: Scene, draft: Draft, voices: SentenceVoices, found: list[Draft]) -> None:
        chain = self.attribution.chain(draft.event, draft.predicate, voices, self.reading.document.article)
        if draft.rule == "control.held_name" and not voices.quoted:
            chain = Chain(chain.sources[-1:], None)  # "rebel-held X" is the writer's word, whoever is cited
        if (told_by := one_of_both(draft, chain.speaker)) is not None:
            chain = chain.told_by(told_by)
        speaker = chain.speaker
        caption = self.reading.document.role_of(scene.sentence) is ParagraphRole.CAPTION
        if draft.actor is not None and draft.actor.kind == "speaker":
            speaking = speaker or self.attribution.publisher
            draft.actor = self.casting.side_of_officer(speaking) if speaking is not None else None
            if draft.control is not None and draft.control.holder == "":
                draft.control = replace(draft.control, holder=draft.actor.label if draft.actor is not None else None)
            if not _may_hold(speaking) and draft.predicate.family is ClaimFamily.CONTROL:
                return  # "we can be in Dilling on Tuesday", says an aid worker
        if everyday(draft):
            return
        draft.actor, draft.control = _own_side(draft, speaker)
        open_yet = draft.modality is Modality.NEGATED and unproven(scene, draft.event)
        if draft.predicate is Predicate.CAPTURES and draft.modality is Modality.NEGATED and draft.actor is None:
            _held_on(draft, speaker if not open_yet else None)
        own = not open_yet and speaker is not None and draft.actor is not None and speaker.label == draft.actor.label
        if own and draft.modality is Modality.NEGATED and draft.predicate.family is not ClaimFamily.OTHER:
            draft.modality = Modality.DENIED  # "the army said it did not target any bakery"
            if draft.predicate is Predicate.PRESENCE_ONLY:
                draft.predicate, draft.rule = Predicate.DENIES_PRESENCE, "control.denies_presence"
        if caption and draft.predicate in _SCENES:
            draft.predicate, draft.rule = Predicate.BACKGROUND_EVENT, "other.caption"
            first = draft.event.subjects[0] if draft.event.subjects else None
            named = [h for h in first.hits if h.entry.category == "actor"] if first is not None else []
            if first is not None and named and draft.actor is None:
                draft.actor = self.casting.refer(Chunk(ChunkKind.NP, first.start, named[-1].end, hits=named))
        if caption and draft.predicate.family is not ClaimFamily.OTHER:
            draft.control = draft.aid = None
        if any(feature_place(r.place) for r in draft.places):
            draft.places = [r for r in draft.places if r.place is None or feature_place(r.place)]
        if draft.control is not None and only_part(scene, draft):
            draft.control = None
        if told_already(draft, found):
            return
        self.drafts.append(draft)
        found.append(draft)
        cited = speaker is not None and not caption
        when = date_of(draft.event, scene.clauses)
        self.kept.append(Kept(draft, scene, chain.sources, cited, when, chain.manner if not caption else ""))
        if draft.places and draft.predicate is not Predicate.BACKGROUND_EVENT:
            small = [r for r in draft.places if r.place is None or feature_place(r.place)]
            scene.focus = small or scene.focus

    def _held_names(self, scene: Scene) -> list[Draft]:
        """ "the Israeli-held half of X": the adjective presupposes who holds X."""
        out = []
        tokens = self.reading.document.tokens
        for clause in scene.clauses:
            chunks = clause.chunks
            for i, chunk in enumerate(chunks):
                if chunk.kind is not ChunkKind.NP:
                    continue
                for token in tokens[chunk.start : chunk.end]:
                    name = None if token.text.isalnum() else self._holder_before(token)
                    if name is None:
                        continue
                    after = [c for c in chunks[i : i + 2] if c is chunk or c.prep == "of"]
                    places = [r for c in after for r in located(scene, c) if r.mention.start >= token.end]
                    actor = self.casting.refer(self._prefix(token.index, name))
                    if places and actor is not None:
                        event = Event(ids=("hold",), clause=Clause(list(after)), chunk=chunk)
                        label = actor.label if actor.armed or actor.kind == "name" else f"{name} forces"
                        draft = Draft(
                            event=event,
                            predicate=Predicate.HOLDS,
                            rule="control.held_name",
                            actor=replace(actor, label=label),
                            places=places,
                        )
                        draft.modality = Modality.PRESUPPOSED
                        draft.control = ControlUpdate(status=ControlStatus.HELD, holder=label)
                        out.append(draft)
        return out

    def _holder_before(self, token: Token) -> str | None:
        """ "Israeli" of "Israeli-held"; "M23" of "M23-held", which is two tokens."""
        match = _HELD_NAME.match(token.text)
        if match is not None:
            return match.group(1)
        tokens = self.reading.document.tokens
        after = tokens[token.index + 1].lower if token.index + 1 < len(tokens) else ""
        if not token.text.endswith("-") or after not in _HELD:
            return None
        glued = token.text == "-" and token.index > 0 and tokens[token.index - 1].end == token.start
        return tokens[token.index - 1].text if glued else token.text[:-1]  # "M23-held" is three tokens

    def _prefix(self, index: int, name: str) -> Chunk:
        """ "Israeli" of "Israeli-held", read as the forces of that name where they are known."""
        chunk = Chunk(ChunkKind.NP, index, index + 1)
        for phrase in (
            (name.lower(), "military"),
            (name.lower(), "forces"),
            (name.lower(), "army"),
            tuple(name.lower().split()),
        ):
            node: dict[str, object] | None = self.cast.trie.root
            for word in phrase:
                following = node.get(word) if node else None
                node = following if isinstance(following, dict) else None
            entries = node.get("") if node else None
            if isinstance(entries, list):
                chunk.hits = [
                    Hit(index, index + 1, entry)
                    for entry in entries
                    if isinstance(entry, Entry) and entry.category == "actor"
                ][:1]
            if chunk.hits:
                break
        return chunk

    def _caption(self, scene: Scene, voices: SentenceVoices, found: list[Draft]) -> None:
        """A caption shows something at a place on its own date: an event, and no more than that."""
        if found:
            for draft in found:
                if draft.predicate.family is not ClaimFamily.OTHER and draft.polarity is Polarity.POSITIVE:
                    draft.relation = TimeRelation.PAST_EVENT
            return
        chunks = [c for clause in scene.clauses for c in clause.chunks if c.kind is ChunkKind.NP]
        places = [r for c in chunks for r in located(scene, c) if feature_place(r.place)][:1]
        if not places or not chunks:
            return
        clause = Clause([c for clause in scene.clauses for c in clause.chunks])
        event = Event(ids=(), clause=clause, chunk=chunks[0], noun=True)
        draft = Draft(event=event, predicate=Predicate.BACKGROUND_EVENT, rule="other.caption", places=places)
        actor = (
            self.casting.refer(chunks[0])
            if any(h.entry.category == "actor" for h in chunks[0].hits) or chunks[0].has("noun", "force")
            else None
        )
        draft.actor, draft.relation = actor, TimeRelation.PAST_EVENT
        self._keep(scene, draft, voices, found)
