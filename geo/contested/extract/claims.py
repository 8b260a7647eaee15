"""Read the claims of one article: sentences to events, events to drafts by the rules, drafts to claims."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from contested.extract.actors import Cast, Casting, find_actors
from contested.extract.arabic_clauses import clauses_of_arabic
from contested.extract.arabic_words import read_arabic
from contested.extract.attribution import Attribution, SentenceVoices
from contested.extract.chunks import Chunk, ChunkKind, Reading, parse, reading_of
from contested.extract.clauses import Clause, clauses_of
from contested.extract.discourse import demands, dispute, distribute, retract, short_denial, successions
from contested.extract.document import Document, ParagraphRole, Sentence
from contested.extract.drafts import (
    AID_PLACES,
    LOCATIONS,
    STATE_MODALITIES,
    STATE_TIMES,
    AidPoint,
    Draft,
    Scene,
    date_of,
    feature_place,
    located,
    parts_inside,
    span_of,
)
from contested.extract.events import Event, events_of
from contested.extract.lexicon import Entry, Hit, keys_of, load_lexicon
from contested.extract.rules import apply_rules
from contested.model import (
    Claim,
    ClaimFamily,
    ControlStatus,
    ControlUpdate,
    Epistemic,
    Extraction,
    MapRole,
    Mention,
    MentionKind,
    Modality,
    Polarity,
    Predicate,
    Resolution,
    Source,
    Span,
    TimeRelation,
)

_HELD_NAME = re.compile(r"^(.+?)[-‑](held|controlled|occupied|run)$", re.IGNORECASE)
_SCENES = frozenset(
    {
        Predicate.AID_BLOCKED,
        Predicate.AID_DELIVERED,
        Predicate.AID_POINT_OPERATING,
        Predicate.PRESENCE_ONLY,
        Predicate.AID_NEEDS,
    }
)
_CONTROL_KEEPS = frozenset(
    {Modality.ASSERTED, Modality.REFUSED, Modality.PRESUPPOSED, Modality.DENIED, Modality.NEGATED}
)


def read_claims(
    document: Document, resolutions: Sequence[Resolution], cast: Cast, *, recorded_at: datetime | None = None
) -> Extraction:
    """Read the claims of `document`, given the places named in it and the actors of its theatre.

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
    reader.run()
    return reader.extraction(recorded_at)


class _Reader:
    """The state of reading one article, sentence by sentence."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self.reading = reading
        self.cast = cast
        self.casting = Casting(reading, cast)
        self.attribution = Attribution(reading, cast, self.casting)
        self.drafts: list[Draft] = []
        self.chains: list[tuple[Source, ...]] = []
        self.spoken: list[bool] = []  # whether somebody else than the publisher is cited
        self.sentences: list[Sentence] = []
        self.dates: list[tuple[datetime | None, str | None, object]] = []
        self.scene: Scene | None = None
        self.inside = parts_inside(reading.resolutions)
        self.seen_mentions = frozenset(reading.mention_at.values())

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
                actor = self.casting.refer(chunk)
                if actor is not None and actor.kind not in {"other", "people", "speaker", "person"}:
                    self.casting.remember(actor)
        return self.attribution.sentence(sentence, clauses)

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
        position = sentence.start
        for event in events:
            self._see(scene, position, event)
            position = self._token_start(event.chunk)
            drafts = apply_rules(scene, event)
            for draft in drafts:
                self._keep(scene, draft, voices, found)
            if event.subjects and not event.noun:
                self.casting.remember(
                    self.casting.refer(event.subjects[0])
                    if event.subjects[0].end <= event.chunk.start or event.chunk.subjects
                    else None
                )
        self._see_all(scene, sentence)
        denial = short_denial(scene, clauses, self.drafts)
        if denial is not None and not found:
            self._keep(scene, denial, voices, found)
        elif denial is not None and not any(d.event.clause is denial.event.clause for d in found):
            found.insert(0, denial)
            self._keep(scene, denial, voices, [])
        for draft in self._held_names(scene):
            self._keep(scene, draft, voices, found)
        if self.reading.document.role_of(sentence) is ParagraphRole.CAPTION:
            self._caption(scene, voices, found)
        retract(scene, found, [d for d in self.drafts if d not in found])

    def _token_start(self, chunk: Chunk) -> int:
        return self.reading.document.tokens[chunk.start].start

    def _see(self, scene: Scene, start: int, event: Event) -> None:
        """Note the places named before an event, for anaphors after it."""
        end = self._token_start(event.chunk)
        for number, resolution in enumerate(self.reading.resolutions):
            mention = resolution.mention
            if (
                start <= mention.start < end
                and mention.kind in LOCATIONS
                and number not in self.inside
                and mention.map is MapRole.FEATURE
            ):
                scene.seen.append(resolution)

    def _see_all(self, scene: Scene, sentence: Sentence) -> None:
        for number, resolution in enumerate(self.reading.resolutions):
            mention = resolution.mention
            inside = sentence.start <= mention.start < sentence.end and mention.kind in LOCATIONS
            if inside and number not in self.inside and mention.map is MapRole.FEATURE and resolution not in scene.seen:
                scene.seen.append(resolution)

    def _keep(self, scene: Scene, draft: Draft, voices: SentenceVoices, found: list[Draft]) -> None:
        chain, speaker = self.attribution.chain(draft.event, voices, self.reading.document.article)
        caption = self.reading.document.role_of(scene.sentence) is ParagraphRole.CAPTION
        if draft.actor is not None and draft.actor.kind == "speaker":
            draft.actor = speaker
            if draft.control is not None and draft.control.holder == "":
                draft.control = replace(draft.control, holder=speaker.label if speaker is not None else None)
        own = speaker is not None and draft.actor is not None and speaker.label == draft.actor.label
        if own and draft.modality is Modality.NEGATED and draft.predicate.family is not ClaimFamily.OTHER:
            draft.modality = Modality.DENIED  # "the army said it did not target any bakery"
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
        self.drafts.append(draft)
        found.append(draft)
        self.chains.append(chain)
        self.spoken.append(speaker is not None and not caption)
        self.sentences.append(scene.sentence)
        when = date_of(draft.event, scene.clauses)
        self.dates.append((when.date, when.text, when.precision) if when is not None else (None, None, None))
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
                    match = _HELD_NAME.match(token.text)
                    if match is None:
                        continue
                    after = [c for c in chunks[i : i + 2] if c is chunk or c.prep == "of"]
                    places = [r for c in after for r in located(scene, c) if r.mention.start >= token.end]
                    actor = self.casting.refer(self._prefix(token.index, match.group(1)))
                    if places and actor is not None:
                        event = Event(ids=("hold",), clause=Clause(list(after)), chunk=chunk)
                        label = actor.label if actor.armed or actor.kind == "name" else f"{match.group(1)} forces"
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

    # -- the result

    def extraction(self, recorded_at: datetime | None) -> Extraction:
        """Turn the drafts into claims, and the mentions into features and context."""
        names = [json.dumps([s.name for s in chain]) for chain in self.chains]
        disputed = dispute(self.drafts, self.cast, names)
        demands(self.drafts)
        successions(self.drafts)
        roles = self._roles()
        renewed = {id(r): self._renewed(i, r, roles) for i, r in enumerate(self.reading.resolutions)}
        extra: dict[tuple[int, int], Resolution] = {}
        claims: list[Claim] = []
        unlocated: dict[tuple[int, int], Mention] = {}
        seen: set[str] = set()
        for i, draft in enumerate(self.drafts):
            if draft.unlocated is not None and _is_one(draft.unlocated, self.reading):
                mention = self._nominal(draft.unlocated)
                unlocated[(mention.start, mention.end)] = mention
            places: list[Resolution | None] = [*draft.places] or [None]
            for place in places:
                resolution = None if place is None else renewed.get(id(place), place)
                if place is not None and id(place) not in renewed:
                    extra[(place.mention.start, place.mention.end)] = place
                claim = self._claim(i, draft, resolution, disputed=i in disputed, recorded_at=recorded_at)
                if claim.id not in seen:
                    seen.add(claim.id)
                    claims.append(claim)
        everything = [*renewed.values(), *(r for key, r in extra.items() if not self._overlaps(key))]
        everything += [
            Resolution(mention=m, place=None, score=0.0, reasons=("an aid point without a place",))
            for key, m in unlocated.items()
            if not self._overlaps(key)
        ]
        everything.sort(key=lambda r: (r.mention.start, r.mention.end))
        return Extraction(
            article=self.reading.document.article,
            resolutions=tuple(everything),
            claims=tuple(claims),
            unlocated=tuple(sorted(unlocated.values(), key=lambda m: m.start)),
        )

    def _renewed(self, number: int, resolution: Resolution, roles: dict[int, MapRole]) -> Resolution:
        """Give a mention its final role; one that turned out to be an actor's name is no place."""
        mention = resolution.mention
        if mention.kind in LOCATIONS and number not in self.seen_mentions:
            renamed = replace(mention, kind=MentionKind.ORG_NAME, map=MapRole.NO, part=None)
            return Resolution(mention=renamed, place=None, score=0.0, reasons=("the name of a known actor",))
        return replace(resolution, mention=replace(mention, map=roles.get(id(resolution), mention.map)))

    def _overlaps(self, key: tuple[int, int]) -> bool:
        return any(r.mention.start < key[1] and r.mention.end > key[0] for r in self.reading.resolutions)

    def _roles(self) -> dict[int, MapRole]:
        """A mention is a feature when something is claimed about its place, and it is small and inside the theatre."""
        claimed: set[str] = set()
        aided: set[str] = set()
        direct: set[int] = set()
        for draft in self.drafts:
            if draft.relation is TimeRelation.HISTORIC_BACKGROUND:
                continue  # what was long ago guides reading; it is no mark on a map of now
            for r in draft.places:
                direct.add(id(r))
                if r.place is not None:
                    claimed.add(r.place.id)
                    if draft.aid is not None and r.place.kind in AID_PLACES:
                        aided.add(r.place.id)
        roles: dict[int, MapRole] = {}
        for number, r in enumerate(self.reading.resolutions):
            if r.mention.kind not in LOCATIONS and r.mention.map is not MapRole.FEATURE:
                continue
            feature = (
                r.mention.kind in LOCATIONS
                and r.mention.map is MapRole.FEATURE
                and number not in self.inside
                and (
                    r.place is not None
                    and r.place.footprint is not None
                    and feature_place(r.place)
                    and r.place.id in claimed
                )
            )
            if r.mention.kind is MentionKind.PLACE_OUTSIDE_THEATRE and feature and self.outside and r.place is not None:
                feature = r.place.id in aided
            roles[id(r)] = MapRole.FEATURE if feature else MapRole.CONTEXT
        return roles

    @property
    def outside(self) -> bool:
        """Tell whether the article has a theatre, so that "outside" means something."""
        return any(r.mention.kind is MentionKind.PLACE_THEATRE for r in self.reading.resolutions)

    def _nominal(self, point: AidPoint) -> Mention:
        document = self.reading.document
        tokens = document.tokens[point.chunk.start : point.chunk.end]
        first = 0
        while first < len(tokens) - 1 and tokens[first].lower in {"the", "a", "an", "its", "their"}:
            first += 1
        start, end = tokens[first].start, tokens[-1].end
        return Mention(
            article_id=document.article.id,
            start=start,
            end=end,
            toponym=document.text[start:end],
            kind=MentionKind.PLACE_NOMINAL,
            map=MapRole.NO,
        )

    def _claim(
        self, i: int, draft: Draft, resolution: Resolution | None, *, disputed: bool, recorded_at: datetime | None
    ) -> Claim:
        document = self.reading.document
        start, end = span_of_draft(self.scene_of(i), draft)
        date, words, precision = self.dates[i]
        located_claim = resolution is not None or draft.unlocated is not None or draft.aid is not None
        changes = (
            located_claim
            and (draft.control is not None or draft.aid is not None)
            and draft.modality in STATE_MODALITIES
            and draft.relation in STATE_TIMES
        )
        control = draft.control if resolution is not None and draft.modality in _CONTROL_KEEPS else None
        relation = draft.relation
        return Claim(
            article_id=document.article.id,
            start=start,
            end=end,
            quote=document.text[start:end],
            predicate=draft.predicate,
            actor=draft.actor.label if draft.actor is not None else None,
            actor_id=draft.actor.id if draft.actor is not None else None,
            resolution=resolution,
            polarity=draft.polarity,
            modality=draft.modality,
            epistemic=self._epistemic(i, draft, disputed=disputed),
            changes_state=changes and (control is not None or draft.aid is not None),
            control_update=control if relation in STATE_TIMES else None,
            aid_update=draft.aid,
            source_chain=self.chains[i],
            time_relation=relation,
            valid_from=date,
            time_precision=precision,  # type: ignore[arg-type]
            time_text=words,
            recorded_at=recorded_at,
            rule=draft.rule,
            spans=self._spans(draft, resolution),
            extraction_score=_score(draft),
        )

    def scene_of(self, i: int) -> Scene:
        """Answer a scene for the sentence of draft `i`."""
        assert self.scene is not None
        return replace(self.scene, sentence=self.sentences[i])

    def _epistemic(self, i: int, draft: Draft, *, disputed: bool) -> Epistemic:
        if draft.modality is Modality.RETRACTED:
            return Epistemic.RETRACTED
        if draft.modality is Modality.DENIED:
            return Epistemic.DENIED
        admitting = draft.event.under("admit")
        confirms = draft.event.under("report")
        if (
            draft.predicate is Predicate.WITHDRAWS
            and confirms is not None
            and confirms.chunk.word.startswith("confirm")
        ):
            admitting = admitting or confirms
        if admitting is not None and self.spoken[i]:
            return Epistemic.ACKNOWLEDGED
        report = draft.event.under("report")
        if report is not None and report.chunk.word.startswith("assess") and self.spoken[i]:
            return Epistemic.ASSESSED
        if disputed:
            return Epistemic.DISPUTED
        return Epistemic.CLAIMED if self.spoken[i] else Epistemic.REPORTED

    def _spans(self, draft: Draft, resolution: Resolution | None) -> tuple[Span, ...]:
        tokens = self.reading.document.tokens
        out = [
            Span(
                start=tokens[draft.event.chunk.start].start, end=tokens[draft.event.chunk.end - 1].end, role="predicate"
            )
        ]
        if draft.actor is not None and draft.actor.end > draft.actor.start:
            out.append(Span(start=tokens[draft.actor.start].start, end=tokens[draft.actor.end - 1].end, role="actor"))
        if resolution is not None:
            out.append(Span(start=resolution.mention.start, end=resolution.mention.end, role="place"))
        out.extend(
            Span(start=tokens[o.chunk.start].start, end=tokens[o.chunk.end - 1].end, role=o.id)
            for o in draft.event.operators
        )
        return tuple(out)


def _is_one(point: AidPoint, reading: Reading) -> bool:
    """Tell a real aid point from "any bakery", "no hospital"."""
    return reading.document.tokens[point.chunk.start].lower not in {"any", "no", "every", "each", "it", "they", "none"}


def span_of_draft(scene: Scene, draft: Draft) -> tuple[int, int]:
    """Answer the span of a draft's quote."""
    return span_of(scene, draft.event)


def _score(draft: Draft) -> float:
    """How directly the words carry the claim: a verb with its own actor and place 0.9, less for each step away."""
    score = 0.9
    if draft.event.noun:
        score -= 0.15
    if draft.modality is Modality.PRESUPPOSED:
        score -= 0.1
    if any(r.mention.kind is MentionKind.ANAPHOR for r in draft.places):
        score -= 0.15
    if draft.actor is None and draft.predicate.family is ClaimFamily.CONTROL:
        score -= 0.1
    return round(score, 2)
