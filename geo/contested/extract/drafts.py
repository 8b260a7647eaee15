"""What the rules share: places of an event, modality, time, and the draft of a claim."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from contested.extract.actors import ActorRef, Cast, Casting
from contested.extract.chunks import Chunk, ChunkKind, Reading, words_of
from contested.extract.clauses import Clause, ClauseKind
from contested.extract.document import ParagraphRole, Sentence
from contested.extract.events import Event
from contested.extract.times import TimeExpression, find_times
from contested.model import (
    AidKind,
    AidUpdate,
    ControlUpdate,
    MapRole,
    Mention,
    MentionKind,
    Modality,
    PartKind,
    Place,
    PlaceKind,
    Polarity,
    Predicate,
    Resolution,
    TimeRelation,
)

LOCATIONS = frozenset({MentionKind.PLACE_THEATRE, MentionKind.PLACE_OUTSIDE_THEATRE})
WIDE_KINDS = frozenset({PlaceKind.TERRITORY, PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.CONTINENT})
AID_PLACES = {
    PlaceKind.CROSSING: AidKind.CROSSING,
    PlaceKind.HOSPITAL: AidKind.HOSPITAL,
    PlaceKind.PORT: AidKind.PORT,
    PlaceKind.AIRPORT: AidKind.AIRPORT,
}
ROUTE_PLACES = frozenset({PlaceKind.ROAD, PlaceKind.CORRIDOR})
STATE_MODALITIES = frozenset(
    {Modality.ASSERTED, Modality.REFUSED, Modality.PRESUPPOSED, Modality.DENIED, Modality.NEGATED}
)
STATE_TIMES = frozenset({TimeRelation.CURRENT, TimeRelation.RECENT_EVENT})
HISTORIC = timedelta(days=120)
PAST = timedelta(days=31)


@dataclass(slots=True)
class AidPoint:
    """An aid point that a noun phrase names: its kind, its own words, and the mention of it as a noun."""

    kind: AidKind
    chunk: Chunk
    text: str
    places: list[Resolution] = field(default_factory=list)
    operator: ActorRef | None = None


@dataclass(slots=True)
class Draft:
    """A claim before its source chain, epistemic state and id."""

    event: Event
    predicate: Predicate
    rule: str
    actor: ActorRef | None = None
    places: list[Resolution] = field(default_factory=list)
    modality: Modality = Modality.ASSERTED
    polarity: Polarity = Polarity.POSITIVE
    relation: TimeRelation = TimeRelation.CURRENT
    control: ControlUpdate | None = None
    aid: AidUpdate | None = None
    unlocated: AidPoint | None = None
    disputes: str | None = None  # what it says of an earlier claim: "denies"


@dataclass(slots=True)
class Scene:
    """What a rule may look at: the article so far."""

    reading: Reading
    cast: Cast
    casting: Casting
    sentence: Sentence
    clauses: list[Clause]
    focus: list[Resolution] = field(default_factory=list)  # places of the last claim
    seen: list[Resolution] = field(default_factory=list)  # places named so far, in order
    aid_points: list[AidPoint] = field(default_factory=list)
    last_points: list[AidPoint] = field(default_factory=list)  # those of the last claim on aid points
    history: list[Draft] = field(default_factory=list)  # the claims so far
    anaphors: dict[tuple[int, int], Resolution] = field(default_factory=dict)
    inside_parts: frozenset[int] = frozenset()  # resolutions that only say where another one is

    @property
    def published(self) -> datetime | None:
        """Answer the publication date, if it is known."""
        return self.reading.document.article.published

    def surface(self, chunk: Chunk) -> str:
        """Answer the words of a chunk."""
        tokens = self.reading.document.tokens
        return self.reading.document.text[tokens[chunk.start].start : tokens[chunk.end - 1].end]

    def words(self, chunk: Chunk) -> list[str]:
        """Answer the lower-case words of a chunk."""
        return words_of(self.reading.document, chunk)


# ---------------------------------------------------------------------------------------------- places


def located(scene: Scene, chunk: Chunk, *, wide: bool = True) -> list[Resolution]:
    """Answer the places that a noun phrase names as locations."""
    out = []
    for number in chunk.mentions:
        resolution = scene.reading.resolutions[number]
        if number in scene.inside_parts:
            continue
        kind = resolution.mention.kind
        if kind in LOCATIONS or (
            kind is MentionKind.POLITY
            and wide
            and chunk.prep in {"in", "into", "from", "to", "across", "within", "inside"}
        ):
            if chunk.has("aid_point") and resolution.place is not None and resolution.place.kind is PlaceKind.COUNTRY:
                continue
            out.append(resolution)
    return out


def places_of(scene: Scene, chunks: Iterable[Chunk], *, without: frozenset[str] = frozenset()) -> list[Resolution]:
    """Answer the places named or meant by noun phrases, in order; those after a preposition of `without` are left out."""
    out: list[Resolution] = []
    listed = list(chunks)
    for i, chunk in enumerate(listed):
        if chunk.prep in without and not _prep_is_part(scene, chunk):
            continue
        found = located(scene, chunk)
        whole = listed[i + 1] if i + 1 < len(listed) else None
        divided = whole is not None and whole.prep == "of" and whole.start - chunk.end <= 1
        if not found and not chunk.mentions and not divided:
            found = anaphor(scene, chunk)
        out.extend(r for r in found if r not in out)
    return out


def _prep_is_part(scene: Scene, chunk: Chunk) -> bool:
    """ "4 km from X": the preposition belongs to the part of the mention."""
    if chunk.prep_start is None:
        return False
    start = scene.reading.document.tokens[chunk.prep_start].start
    parts = [scene.reading.resolutions[number].mention.part for number in chunk.mentions]
    return any(part is not None and part.start <= start < part.end for part in parts)


def anaphor(scene: Scene, chunk: Chunk) -> list[Resolution]:
    """Read "the town", "the crossing", "there", "both towns" as places named before; "it" only after a preposition."""
    words = scene.words(chunk)
    pool = scene.focus or scene.seen[-1:]
    if words == ["there"] and chunk.prep is None:
        return _meant(scene, chunk, pool)
    if words[0] in {"it", "them"} and chunk.prep in {"of", "in", "from", "through", "to", "into", "over"}:
        return _meant(scene, chunk, pool if words[0] == "them" else pool[-1:])
    if not chunk.has("anaphor") or words[0] not in {
        "the",
        "both",
        "either",
        "these",
        "those",
        "this",
        "that",
        "neither",
    }:
        return []
    head = next(h for h in reversed(chunk.hits) if h.entry.category == "anaphor")
    noun = scene.reading.document.tokens[head.end - 1].lower.split()[-1].removesuffix("'s")
    if (noun.endswith("s") and not noun.endswith("ss")) or words[0] in {"both", "either", "neither"}:
        plural = scene.focus if len(scene.focus) > 1 else _last_settlements(scene)
        return _meant(scene, chunk, plural)
    match = _by_noun(scene, noun)
    return [_again(scene, chunk, match)] if match is not None else []


def _meant(scene: Scene, chunk: Chunk, places: Sequence[Resolution]) -> list[Resolution]:
    """One place is meant again under the anaphor's words; several keep their own mentions."""
    return [_again(scene, chunk, places[0])] if len(places) == 1 else list(places)


def _last_settlements(scene: Scene) -> list[Resolution]:
    """The last two different places that people live in."""
    out: dict[str, Resolution] = {}
    for resolution in reversed(scene.seen):
        place = resolution.place
        if (
            place is not None
            and place.kind not in WIDE_KINDS
            and place.kind not in AID_PLACES
            and place.kind not in ROUTE_PLACES
        ):
            out.setdefault(place.id, resolution)
        if len(out) == 2:
            break
    return list(out.values())[::-1]


_NOUN_KINDS: dict[str, frozenset[PlaceKind]] = {
    "crossing": frozenset({PlaceKind.CROSSING}),
    "gate": frozenset({PlaceKind.CROSSING}),
    "corridor": frozenset({PlaceKind.CORRIDOR}),
    "axis": frozenset({PlaceKind.CORRIDOR, PlaceKind.ROAD, PlaceKind.LINE}),
    "route": frozenset({PlaceKind.CORRIDOR, PlaceKind.ROAD}),
    "line": frozenset({PlaceKind.LINE, PlaceKind.CORRIDOR}),
    "hospital": frozenset({PlaceKind.HOSPITAL}),
    "port": frozenset({PlaceKind.PORT, PlaceKind.CITY, PlaceKind.TOWN}),
    "airport": frozenset({PlaceKind.AIRPORT}),
    "camp": frozenset({PlaceKind.CAMP}),
    "strip": frozenset({PlaceKind.TERRITORY}),
    "enclave": frozenset({PlaceKind.TERRITORY}),
    "territory": frozenset({PlaceKind.TERRITORY, PlaceKind.REGION}),
}


_SETTLEMENTS = frozenset(
    {"town", "city", "village", "area", "district", "neighbourhood", "neighborhood", "suburb", "settlement", "quarter"}
    | {"hamlet", "locality", "municipality", "capital"}
)


def _by_noun(scene: Scene, noun: str) -> Resolution | None:
    kinds = _NOUN_KINDS.get(noun)
    if kinds is None and noun not in _SETTLEMENTS:
        return next((r for r in reversed(scene.seen) if r.mention.toponym.lower().endswith(noun)), None)
    pool = [r for r in reversed(scene.seen) if r.place is None or r.place.kind not in WIDE_KINDS or kinds is not None]
    for resolution in pool:
        text = resolution.mention.toponym.lower()
        if text.endswith(noun) or (
            kinds is not None and resolution.place is not None and resolution.place.kind in kinds
        ):
            return resolution
    if kinds is not None:
        # a kind of place that was never named: the aid point spoken of last may be meant ("the crossing", "the site")
        points = [p for p in reversed(scene.aid_points) if p.places]
        return points[0].places[-1] if points else None
    if scene.focus:
        return scene.focus[-1]
    return pool[0] if pool else None


def _again(scene: Scene, chunk: Chunk, resolution: Resolution) -> Resolution:
    """A second way of speaking of a place: the same reading under an anaphor's mention."""
    tokens = scene.reading.document.tokens
    start, end = tokens[chunk.start].start, tokens[chunk.end - 1].end
    known = scene.anaphors.get((start, end))
    if known is not None and known.place == resolution.place:
        return known
    made = Resolution(
        mention=Mention(
            article_id=scene.reading.document.article.id,
            start=start,
            end=end,
            toponym=scene.reading.document.text[start:end],
            kind=MentionKind.ANAPHOR,
            map=MapRole.CONTEXT,
            part=None,
        ),
        place=resolution.place,
        score=round(resolution.score * 0.8, 4),
        reasons=(f"stands for {resolution.mention.toponym!r} named before",),
        geometry=resolution.geometry,
        radius_m=resolution.radius_m,
        inferred_extent=resolution.inferred_extent,
    )
    scene.anaphors[(start, end)] = made
    return made


def parts_inside(resolutions: Sequence[Resolution]) -> frozenset[int]:
    """Answer the mentions that only say where another place is: the parent in "X, central Gaza Strip"."""
    spans = [
        (r.mention.part.start, r.mention.part.end, i, r.mention.part.kind)
        for i, r in enumerate(resolutions)
        if r.mention.part is not None
    ]
    inside = set()
    for start, end, owner, kind in spans:
        for i, r in enumerate(resolutions):
            if (i != owner and start <= r.mention.start < end and kind is not PartKind.BETWEEN) or (
                i != owner and start <= r.mention.start < end and resolutions[owner].mention.start < start
            ):
                inside.add(i)
    return frozenset(inside)


# ---------------------------------------------------------------------------------------------- aid points


def aid_point(scene: Scene, chunk: Chunk, after: Sequence[Chunk] = ()) -> AidPoint | None:
    """Read a noun phrase as an aid point, with the place it stands in or is; `None` when it is none."""
    named = [r for r in located(scene, chunk, wide=False) if r.place is not None and r.place.kind in AID_PLACES]
    hits = [h for h in chunk.hits if h.entry.category == "aid_point"]
    if named and not hits:
        place = named[-1].place
        assert place is not None
        return AidPoint(AID_PLACES[place.kind], chunk, scene.surface(chunk), [named[-1]])
    text_kind = _kind_in_name(scene, chunk)
    if text_kind is not None and not hits:
        return AidPoint(text_kind, chunk, scene.surface(chunk), located(scene, chunk))
    if not hits or _other_head(scene, chunk, hits[-1].end):
        return None
    point = AidPoint(AidKind(hits[-1].entry.id), chunk, scene.surface(chunk), located(scene, chunk))
    if not point.places:
        point.places = beside(scene, after)
    if not point.places and scene.words(chunk)[0] in {"the", "that", "this"} and len(scene.words(chunk)) <= 3:
        same = [
            p for p in reversed(scene.aid_points) if p.kind is point.kind or hits[-1].entry.id == "distribution_site"
        ]
        if same:
            point.kind = same[0].kind
            point.places = [_again(scene, chunk, r) for r in same[0].places]
        elif chunk.has("anaphor"):
            point.places = anaphor(scene, chunk)
    return point


def _other_head(scene: Scene, chunk: Chunk, after: int) -> bool:
    """ "the port town", "hospital staff": another noun heads the phrase."""
    last = scene.reading.document.tokens[chunk.end - 1]
    if after >= chunk.end or scene.reading.mention_at.get(chunk.end - 1) is not None:
        return False
    if any(h.end == chunk.end and h.start >= after for h in chunk.hits):
        return True
    words = scene.reading.lexicon.words
    known = (
        words["auxiliary_adverbs"]
        | words["sentence_adverbs"]
        | frozenset({"elsewhere", "there", "itself", "nearby", "platform"})
    )
    return last.text[:1].islower() and last.lower not in known and not last.lower.endswith("ly")


_NAME_ENDINGS = {
    "crossing": AidKind.CROSSING,
    "gate": AidKind.CROSSING,
    "bridge": AidKind.CROSSING,
    "hospital": AidKind.HOSPITAL,
    "port": AidKind.PORT,
    "airport": AidKind.AIRPORT,
    "road": AidKind.ROUTE,
    "highway": AidKind.ROUTE,
    "bakery": AidKind.BAKERY,
    "clinic": AidKind.CLINIC,
    "warehouse": AidKind.WAREHOUSE,
}


def _kind_in_name(scene: Scene, chunk: Chunk) -> AidKind | None:
    for number in chunk.mentions:
        resolution = scene.reading.resolutions[number]
        if resolution.mention.kind not in LOCATIONS:
            continue
        last = resolution.mention.toponym.lower().split()[-1]
        if last in _NAME_ENDINGS:
            return _NAME_ENDINGS[last]
        if resolution.place is not None and resolution.place.kind is PlaceKind.ROAD:
            return AidKind.ROUTE
    return None


_BESIDE = frozenset(
    {
        "in",
        "at",
        "near",
        "of",
        "outside",
        "inside",
        "around",
        "between",
        "along",
        "from",
        "to",
        "into",
        "north",
        "beside",
        "on",
        "with",
    }
)


def beside(scene: Scene, after: Sequence[Chunk]) -> list[Resolution]:
    """The place that a prepositional phrase right after a noun phrase names."""
    for i, chunk in enumerate(after[:4]):
        if chunk.kind is ChunkKind.VERB:
            if "participle" not in chunk.forms() or chunk.auxiliaries or i > 0:
                return []
            continue
        if chunk.kind is ChunkKind.PUNCT and chunk.word == ",":
            continue
        if chunk.kind is not ChunkKind.NP or chunk.prep not in _BESIDE:
            if chunk.kind is ChunkKind.NP and chunk.prep in {"by", "for", "about"}:
                continue
            return []
        found = [r for r in located(scene, chunk, wide=False) if r.place is None or feature_place(r.place)]
        if found:
            for mark, more in zip(after[i + 1 :: 2], after[i + 2 :: 2], strict=False):
                joined = mark.word in {"and", ",", "or"} and more.kind is ChunkKind.NP and more.prep is None
                if not joined or not located(scene, more, wide=False):
                    break
                found += located(scene, more, wide=False)
            return found
    return []


def before_event(scene: Scene, event: Event) -> list[Resolution]:
    """Answer the places of locative phrases that stand before an event: "In X, troops …", "the situation in X was …"."""
    chunks = [
        c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.start < event.chunk.start and c.prep in _LOCATIVE
    ]
    found = places_of(scene, chunks)
    if found:
        return found
    home = event.clause.before
    if home is not None and not home.verbs() and not home.attribution:
        return places_of(scene, [c for c in home.chunks if c.kind is ChunkKind.NP and c.prep in _LOCATIVE])
    return []


_LOCATIVE = frozenset(
    {"in", "at", "near", "around", "inside", "outside", "on", "of", "along", "across", "over", "between"}
)


def unknown_places(scene: Scene, chunks: Sequence[Chunk]) -> list[Resolution]:
    """Read a capitalised phrase that no gazetteer knows as a place without a point, for review: "sent troops to Luvungi"."""
    tokens = scene.reading.document.tokens
    for chunk in chunks[:3]:
        if (
            chunk.hits
            or chunk.mentions
            or chunk.prep not in {None, "in", "at", "near", "to", "into", "on", "outside", "around", "of"}
        ):
            continue
        words = tokens[chunk.start : chunk.end]
        named = len(words) <= 3 and all(t.text[:1].isupper() or t.lower.startswith(("al-", "el-")) for t in words)
        if not named or words[0].index == scene.sentence.first_token or words[0].text.isupper():
            continue
        start, end = words[0].start, words[-1].end
        known = scene.anaphors.get((start, end))
        if known is None:
            mention = Mention(
                article_id=scene.reading.document.article.id,
                start=start,
                end=end,
                toponym=scene.reading.document.text[start:end],
                kind=MentionKind.PLACE_OUTSIDE_THEATRE,
                map=MapRole.CONTEXT,
            )
            known = Resolution(
                mention=mention, place=None, score=0.0, reasons=("a name in no gazetteer, used as a place",)
            )
            scene.anaphors[(start, end)] = known
        return [known]
    return []


def following(scene: Scene, chunk: Chunk) -> list[Chunk]:
    """Answer the chunks after `chunk` in its own clause."""
    for clause in scene.clauses:
        if chunk in clause.chunks:
            return clause.chunks[clause.chunks.index(chunk) + 1 :]
    return []


def nearby(scene: Scene, event: Event) -> list[Resolution]:
    """Answer the place spoken of last before an event that names none: in its sentence, or in the claim before."""
    for clause in reversed(scene.clauses):
        for chunk in reversed(clause.chunks):
            if chunk.kind is ChunkKind.NP and chunk.end <= event.chunk.start:
                found = [r for r in places_of(scene, [chunk]) if feature_place(r.place)]
                if found:
                    return found
    return list(scene.focus[-1:] or scene.seen[-1:])


# ---------------------------------------------------------------------------------------------- modality and time


def modality_of(scene: Scene, event: Event) -> tuple[Modality, Polarity]:
    """Answer in which way an event is put, from its operators and auxiliaries."""
    aux = event.auxiliaries
    positive = Polarity.POSITIVE
    if event.under("deny"):
        return Modality.DENIED, Polarity.NEGATIVE
    counterfactual = ("would" in aux and "have" in aux and not event.under("report")) or (
        "may" in aux and "have" in aux and event.passive
    )
    if counterfactual or ("would" in aux and "have" in aux and _had_inverted(scene)):
        return Modality.COUNTERFACTUAL, positive
    if event.clause.kind is ClauseKind.CONDITION:
        return Modality.HYPOTHETICAL, positive
    if event.clause.link in {"why", "how"}:
        return Modality.PRESUPPOSED, positive
    if _questioned(scene, event):
        return Modality.QUESTIONED, positive
    conditional = any(c.kind is ClauseKind.CONDITION for c in scene.clauses)
    if event.negated and (aux & {"future", "would"} or event.under("promise")) and not conditional:
        return Modality.REFUSED, positive
    if event.under("promise"):
        return Modality.PROMISED, positive
    permitted = "may" in aux and "again" in {t.lower for t in event.chunk.auxiliaries}
    if permitted:
        return Modality.ASSERTED, positive
    if event.under("threaten") or "may" in aux or (conditional and aux & {"future", "would"}):
        return Modality.HYPOTHETICAL, positive
    if event.under("demand") or "must" in aux:
        return Modality.DEMANDED, positive
    if event.under("refuse"):
        return Modality.REFUSED, positive
    if event.negated and aux & {"future", "would"}:
        return Modality.REFUSED, positive
    if event.negated:
        return Modality.NEGATED, Polarity.NEGATIVE
    if aux & {"future", "would"}:
        return Modality.PROMISED, positive
    return Modality.ASSERTED, positive


def _had_inverted(scene: Scene) -> bool:
    first = scene.reading.document.tokens[scene.sentence.first_token].lower
    return first in {"had", "if"}


def _questioned(scene: Scene, event: Event) -> bool:
    tokens = scene.reading.document.tokens
    if event.clause.link == "whether":
        return True
    return tokens[scene.sentence.last_token - 1].text in {"?", "؟"}


def date_of(event: Event, clauses: Sequence[Clause]) -> TimeExpression | None:
    """Answer the date that stands in the event's clause, or failing that in an attached when-clause or opening."""
    own = [
        c
        for c in event.clause.chunks
        if c.kind is ChunkKind.DATE and c.prep not in {"until", "by", "before", "against"}
    ]
    if own:
        dated = [c for c in own if c.time is not None and c.time.date is not None]
        return (dated or own)[0].time
    for clause in clauses:
        if clause is not event.clause and not clause.verbs():
            for chunk in clause.chunks:
                if chunk.kind is ChunkKind.DATE and chunk.prep in {"on", "in"}:
                    return chunk.time
    return None


def relation_of(scene: Scene, event: Event, modality: Modality, *, state: bool) -> TimeRelation:
    """Answer when the content of an event holds, relative to the telling. `state`: it lasts, as holding does."""
    if modality in {Modality.PROMISED, Modality.HYPOTHETICAL}:
        return TimeRelation.FUTURE
    if modality is Modality.COUNTERFACTUAL:
        return TimeRelation.PAST_EVENT
    if scene.reading.document.role_of(scene.sentence) is ParagraphRole.CAPTION:
        return TimeRelation.PAST_EVENT
    dates = [c for c in event.clause.chunks if c.kind is ChunkKind.DATE and c.time is not None]
    since = any(c.prep == "since" for c in dates)
    if _lasted(scene, event) and not since and "have" not in event.auxiliaries:
        return TimeRelation.PAST_EVENT if when_far(scene, dates) is None else TimeRelation.HISTORIC_BACKGROUND
    times = [c.time for c in dates if c.prep not in {"since", "until", "by", "before"} and c.time is not None]
    when = next((t for t in times if t.past), times[0] if times else None)
    if since and not event.noun:
        return TimeRelation.CURRENT
    ended = next((c.time for c in dates if c.prep == "until" and c.time is not None), None)
    over = _distance(scene, ended) if ended is not None else None
    if over in {TimeRelation.HISTORIC_BACKGROUND, TimeRelation.PAST_EVENT}:
        return over
    if when is not None:
        far = _distance(scene, when)
        if far is not None:
            return far
    aux = event.auxiliaries
    reported = event.under("report", "deny", "admit") is not None
    if "had" in aux and not reported and not any(c.attribution for c in scene.clauses):
        return TimeRelation.PAST_EVENT
    forms = event.chunk.forms()
    perfect = "have" in aux and "had" not in aux
    if state or event.adjective:
        return TimeRelation.CURRENT
    if modality in {Modality.DEMANDED, Modality.REFUSED, Modality.PRESUPPOSED}:
        return TimeRelation.CURRENT
    if perfect or "was" in aux or "past" in forms or "had" in aux or event.noun:
        return TimeRelation.RECENT_EVENT if not (perfect and modality is Modality.NEGATED) else TimeRelation.CURRENT
    return TimeRelation.CURRENT


def when_far(scene: Scene, dates: Sequence[Chunk]) -> TimeRelation | None:
    """Answer "historic" when one of the dates is long past."""
    far = [_distance(scene, c.time) for c in dates if c.time is not None]
    return next((f for f in far if f is TimeRelation.HISTORIC_BACKGROUND), None)


def _lasted(scene: Scene, event: Event) -> bool:
    """ "closed for two days": over, where it is told in the past."""
    if not (event.chunk.forms() & {"past"} or "was" in event.auxiliaries):
        return False
    for chunk in event.clause.chunks:
        if chunk.kind is ChunkKind.NP and chunk.prep == "for":
            words = scene.words(chunk)
            if len(words) <= 4 and words[-1] in {
                "hours",
                "days",
                "weeks",
                "months",
                "years",
                "month",
                "year",
                "week",
                "day",
                "hour",
            }:
                return True
    return False


def _distance(scene: Scene, when: TimeExpression) -> TimeRelation | None:
    if when.date is None:
        if when.past:
            return TimeRelation.PAST_EVENT
        if scene.published is None and when.text[-4:].isdigit():
            return None
        return None
    reference = scene.published or scene_newest(scene)
    if reference is None:
        return None
    width = {"year": timedelta(days=365), "month": timedelta(days=31)}.get(
        when.precision.value if when.precision else "", timedelta(0)
    )
    age = reference - (when.date + width)
    if age > HISTORIC:
        return TimeRelation.HISTORIC_BACKGROUND
    if age > PAST or when.past:
        return TimeRelation.PAST_EVENT
    if age < -timedelta(days=400):
        return TimeRelation.FUTURE
    return None


def scene_newest(scene: Scene) -> datetime | None:
    """The newest full date in the text stands in for a missing publication date, to tell old from new only."""
    text = scene.reading.document.text
    dates = [t.date for t in find_times(text, (0, min(len(text), 20_000)), None) if t.date is not None]
    return max(dates, default=None)


def span_of(scene: Scene, event: Event) -> tuple[int, int]:
    """Answer the code points that carry the claim: the clause, with its subject where that stands before it."""
    tokens = scene.reading.document.tokens
    chunks = [c for c in event.clause.chunks if c.kind is not ChunkKind.PUNCT]
    first = min(chunks[0].start, event.chunk.start)
    if chunks[0].prep_start is not None and chunks[0].kind is not ChunkKind.VERB:
        first = chunks[0].prep_start
    if chunks[0].auxiliaries:
        first = min(first, chunks[0].auxiliaries[0].index)
    last = max(c.end for c in chunks)
    return tokens[first].start, tokens[last - 1].end


def feature_place(place: Place | None) -> bool:
    """Tell whether a place is small enough to be a mark: not a country, region or the whole theatre."""
    return place is not None and place.kind not in WIDE_KINDS
