"""What the rules share: the scene that is read, and the draft of a claim."""

from dataclasses import dataclass, field
from datetime import datetime

from contested.extract.actors import ActorRef
from contested.extract.cast import Cast
from contested.extract.casting import Casting
from contested.extract.chunks import Chunk, ChunkKind, Reading, words_of
from contested.extract.clauses import Clause
from contested.extract.document import Sentence
from contested.extract.events import Event
from contested.extract.measures import rate
from contested.model import (
    AidKind,
    AidUpdate,
    ControlUpdate,
    MentionKind,
    Modality,
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
    taken: set[int] = field(default_factory=set)  # first tokens of phrases that a claim of this sentence has read

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


def following(scene: Scene, chunk: Chunk) -> list[Chunk]:
    """Answer the chunks after `chunk` in its own clause."""
    for clause in scene.clauses:
        if chunk in clause.chunks:
            return clause.chunks[clause.chunks.index(chunk) + 1 :]
    return []


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
    last += rate(tokens, last, min(last + 3, len(tokens))) if last < len(tokens) else 0  # "450 tonnes | a day"
    start, end = tokens[first].start, tokens[last - 1].end
    text = scene.reading.document.text
    while start > 0 and text[start - 1].isalpha() and text[start].isalpha():
        start -= 1  # an Arabic ending that stands for somebody is no word of its own: "أنها", not "ها"
    return start, end


def feature_place(place: Place | None) -> bool:
    """Tell whether a place is small enough to be a mark: not a country, region or the whole theatre."""
    return place is not None and place.kind not in WIDE_KINDS
