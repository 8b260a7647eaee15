"""Turn the drafts of an article into claims, and its mentions into features and context."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from contested.extract.cast import Cast
from contested.extract.chunks import Reading
from contested.extract.contradictions import Told, confirmed, dispute
from contested.extract.denials import adopt_places
from contested.extract.document import ParagraphRole
from contested.extract.outcomes import come_and_gone, demands, settle, successions
from contested.extract.scene import (
    AID_PLACES,
    LOCATIONS,
    STATE_MODALITIES,
    STATE_TIMES,
    AidPoint,
    Draft,
    Scene,
    feature_place,
    span_of,
)
from contested.extract.times import TimeExpression
from contested.extract.whereabouts import parts_inside
from contested.model import (
    Claim,
    ClaimFamily,
    Epistemic,
    Extraction,
    MapRole,
    Mention,
    MentionKind,
    Modality,
    Predicate,
    Resolution,
    Source,
    SourceRole,
    Span,
    TimeRelation,
)

_CONTROL_KEEPS = frozenset(
    {Modality.ASSERTED, Modality.REFUSED, Modality.PRESUPPOSED, Modality.DENIED, Modality.NEGATED}
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft with what its sentence says of it: the scene, the source chain, whether somebody is cited, the date."""

    draft: Draft
    scene: Scene
    chain: tuple[Source, ...]
    cited: bool
    when: TimeExpression | None
    manner: str = ""  # how it is told: "admits", "assesses", "jointly"


def assemble(
    reading: Reading, cast: Cast, kept: Sequence[Kept], *, recorded_at: datetime | None, chosen: bool = False
) -> Extraction:
    """Answer the extraction of an article from its drafts, in text order. `chosen`: its theatre was asked for."""
    return _Assembly(reading, cast, kept, chosen=chosen).extraction(recorded_at)


class _Assembly:
    """The drafts of one article, and what they say together."""

    def __init__(self, reading: Reading, cast: Cast, kept: Sequence[Kept], *, chosen: bool) -> None:
        self.chosen = chosen
        self.reading = reading
        self.cast = cast
        adopt_places([k.draft for k in kept], cast)
        self.kept = [_headline(_saying(k), kept) for k in kept]
        self.kept = [one for k in self.kept for one in _apart(k)]
        self.drafts = [k.draft for k in self.kept]
        self.inside = parts_inside(reading.resolutions, reading.document.text)
        self.seconded: set[int] = set()  # claims that a second source confirms
        self.seen_mentions = frozenset(reading.mention_at.values())

    def extraction(self, recorded_at: datetime | None) -> Extraction:
        """Turn the drafts into claims, and the mentions into features and context."""
        told = [Told(k.draft, k.chain[0].name, k.when.date if k.when is not None else None) for k in self.kept]
        come_and_gone(self.drafts)
        disputed = dispute(told, self.cast, self.reading)
        self.seconded = confirmed(told, self.cast)
        demands(self.drafts)
        successions(self.drafts)
        settle(self.drafts)
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
        role = roles.get(id(resolution), mention.map)
        return resolution if role is mention.map else replace(resolution, mention=replace(mention, map=role))

    def _overlaps(self, key: tuple[int, int]) -> bool:
        resolutions = self.reading.resolutions  # in text order, apart
        at = bisect_left(resolutions, key[1], key=_start) - 1
        return at >= 0 and resolutions[at].mention.end > key[0]

    def _roles(self) -> dict[int, MapRole]:
        """A mention is a feature when something is claimed about its place, and it is small and inside the theatre."""
        claimed: set[str] = set()
        aided: set[str] = set()
        outside = self._outside()
        at_war = self._countries() if outside and not self.chosen else frozenset()
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
            if r.mention.kind is MentionKind.PLACE_OUTSIDE_THEATRE and feature and outside and r.place is not None:
                feature = r.place.id in aided or r.place.country in at_war
            roles[id(r)] = MapRole.FEATURE if feature else MapRole.CONTEXT
        return roles

    def _outside(self) -> bool:
        """Tell whether the article has a theatre, so that "outside" means something.

        One that was not asked for is that of the article only where at least as much is claimed about places in it as
        about others: news from Beirut that names Gaza in passing is not news from Gaza.
        """
        if not any(r.mention.kind is MentionKind.PLACE_THEATRE for r in self.reading.resolutions):
            return False
        claimed = {
            r.place.id: r.mention.kind for d in self.drafts for r in d.places if feature_place(r.place) and r.place
        }
        inside = sum(kind is MentionKind.PLACE_THEATRE for kind in claimed.values())
        elsewhere = sum(kind is MentionKind.PLACE_OUTSIDE_THEATRE for kind in claimed.values())
        return self.chosen or inside >= elsewhere

    def _countries(self) -> frozenset[str]:
        """The countries of the theatre's places that something is claimed about: a village there is not outside."""
        places = [r for d in self.drafts for r in d.places if r.mention.kind is MentionKind.PLACE_THEATRE]
        return frozenset(r.place.country for r in places if r.place is not None and r.place.country)

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
        kept = self.kept[i]
        start, end = span_of(kept.scene, draft.event)
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
            source_chain=kept.chain,
            time_relation=relation,
            valid_from=kept.when.date if kept.when is not None else None,
            time_precision=kept.when.precision if kept.when is not None else None,
            time_text=kept.when.text if kept.when is not None else None,
            recorded_at=recorded_at,
            rule=draft.rule,
            spans=self._spans(draft, resolution),
            extraction_score=_score(draft),
        )

    def _epistemic(self, i: int, draft: Draft, *, disputed: bool) -> Epistemic:
        cited = self.kept[i].cited
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
            and self._of_itself(i, draft)
        ):
            admitting = admitting or confirms
        if (admitting is not None or self.kept[i].manner == "admits") and cited:
            return Epistemic.ACKNOWLEDGED
        if self.kept[i].manner == "assesses":
            return Epistemic.ASSESSED
        if disputed:
            return Epistemic.DISPUTED
        if i in self.seconded or self.kept[i].manner == "jointly":
            return Epistemic.CORROBORATED
        return Epistemic.CLAIMED if cited else Epistemic.REPORTED

    def _of_itself(self, i: int, draft: Draft) -> bool:
        """Tell whether who speaks may be who did it: "the UN confirmed that the army had left X" admits nothing."""
        origin = self.kept[i].chain[0]
        if draft.actor is None or origin.actor_id is None:
            return True
        return self.cast.side(origin.actor_id) == self.cast.side(draft.actor.id) or origin.name == draft.actor.label

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


def _apart(kept: Kept) -> list[Kept]:
    """Split a claim about several places: what is disputed of one of them need not be of the others."""
    places = kept.draft.places
    if len(places) < 2:
        return [kept]
    return [replace(kept, draft=replace(kept.draft, places=[place])) for place in places]


def _headline(kept: Kept, body: Sequence[Kept]) -> Kept:
    """A headline says shortly what the text has from somebody: "Troops leave X", "…, the governor said"."""
    document = kept.scene.reading.document
    if kept.cited or document.role_of(kept.scene.sentence) is not ParagraphRole.TITLE:
        return kept
    draft, places = kept.draft, {r.place.id for r in kept.draft.places if r.place is not None}
    for other in body:
        same = other.cited and other.draft.predicate is draft.predicate and other.draft.modality is draft.modality
        about = {r.place.id for r in other.draft.places if r.place is not None}
        if same and places <= about and (about or not draft.places) and other.scene is not kept.scene:
            return replace(kept, chain=other.chain, cited=True)
    return kept


def _saying(kept: Kept) -> Kept:
    """Who calls for something has said so: "Moscow wants Ukrainian forces out of X"."""
    actor, chain = kept.draft.actor, kept.chain
    if kept.cited or kept.draft.predicate not in _CALLS or actor is None or actor.id is None:
        return kept
    if kept.draft.modality is not Modality.DEMANDED or actor.label == chain[-1].name:
        return kept
    origin = Source(name=actor.label, role=SourceRole.ORIGIN, actor_id=actor.id)
    return replace(kept, chain=(origin, chain[-1]), cited=True)


_CALLS = frozenset({Predicate.CALLS_FOR_WITHDRAWAL, Predicate.CALLS_FOR_CEASEFIRE, Predicate.CALLS_FOR_AID_ACCESS})


def _start(resolution: Resolution) -> int:
    return resolution.mention.start


def _is_one(point: AidPoint, reading: Reading) -> bool:
    """Tell a real aid point from "any bakery", "no hospital"."""
    return reading.document.tokens[point.chunk.start].lower not in {"any", "no", "every", "each", "it", "they", "none"}


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
