"""Frozen records and closed vocabularies: what is known about an article, a place and a claim.

Nothing here does any work beyond checking itself. Offsets are Unicode code points into `Article.text`, half-open.
Geometries are shapely, EPSG:4326, x = longitude. Times are UTC. Unknown is `None`.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shapely.geometry.base import BaseGeometry

from contested.errors import RecordError

# ---------------------------------------------------------------------------------------------- vocabularies


class MentionKind(StrEnum):
    """How a span of text uses the name of a place."""

    PLACE_THEATRE = "place_theatre"
    PLACE_OUTSIDE_THEATRE = "place_outside_theatre"
    PLACE_NOMINAL = "place_nominal"
    ANAPHOR = "anaphor"
    METONYM = "metonym"
    POLITY = "polity"
    DEMONYM = "demonym"
    ORG_NAME = "org_name"
    PERSON_NAME = "person_name"
    EVENT_LABEL = "event_label"
    ROLE_MODIFIER = "role_modifier"
    NAME_VARIANT_NOTE = "name_variant_note"


class MapRole(StrEnum):
    """Whether a mention may be drawn, guides reading only, or never belongs on a map."""

    FEATURE = "feature"
    CONTEXT = "context"
    NO = "no"


class PartKind(StrEnum):
    """How a modifier relates a mention to the footprint of its place."""

    PART = "part"
    DIRECTION_FROM = "direction_from"
    DISTANCE_DIRECTION = "distance_direction"
    DISTANCE_WITHIN = "distance_within"
    BETWEEN = "between"
    NEAR = "near"
    ALONG = "along"
    TOWARDS = "towards"
    ACROSS = "across"
    PARENT = "parent"


class Direction(StrEnum):
    """One of eight compass directions, or the centre."""

    N = "N"
    NE = "NE"
    E = "E"
    SE = "SE"
    S = "S"
    SW = "SW"
    W = "W"
    NW = "NW"
    CENTRAL = "central"


class PlaceKind(StrEnum):
    """What sort of place a gazetteer entry is."""

    TERRITORY = "territory"
    COUNTRY = "country"
    REGION = "region"
    GOVERNORATE = "governorate"
    DISTRICT = "district"
    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    NEIGHBOURHOOD = "neighbourhood"
    CAMP = "camp"
    SETTLEMENT = "settlement"
    CROSSING = "crossing"
    CORRIDOR = "corridor"
    LINE = "line"
    ROAD = "road"
    ZONE = "zone"
    SITE = "site"
    HOSPITAL = "hospital"
    PORT = "port"
    AIRPORT = "airport"
    WATER = "water"
    CONTINENT = "continent"


class ClaimFamily(StrEnum):
    """The three families of predicates."""

    CONTROL = "control"
    AID = "aid"
    OTHER = "other"


class Predicate(StrEnum):
    """What a claim says is done or held. `family` tells control, aid and other apart."""

    CAPTURES = "captures"
    HOLDS = "holds"
    INSISTS_CONTROL = "insists_control"
    WITHDRAWS = "withdraws"
    REFUSES_WITHDRAWAL = "refuses_withdrawal"
    CALLS_FOR_WITHDRAWAL = "calls_for_withdrawal"
    HANDS_OVER_CONTROL = "hands_over_control"
    ADVANCES = "advances"
    ENTERS = "enters"
    PRESENCE_ONLY = "presence_only"
    REPELS = "repels"
    BESIEGES = "besieges"
    CLASHES = "clashes"
    SHELLING_OR_STRIKE = "shelling_or_strike"
    FORTIFIES_LINE = "fortifies_line"
    DENIES_CAPTURE = "denies_capture"
    DENIES_PRESENCE = "denies_presence"
    MOVES_FORCES = "moves_forces"
    FRONT_STATIC = "front_static"

    AID_POINT_OPENED = "aid_point_opened"
    AID_POINT_CLOSED = "aid_point_closed"
    AID_POINT_OPERATING = "aid_point_operating"
    AID_POINT_ATTACKED = "aid_point_attacked"
    AID_DELIVERED = "aid_delivered"
    AID_BLOCKED = "aid_blocked"
    AID_NEEDS = "aid_needs"
    CALLS_FOR_AID_ACCESS = "calls_for_aid_access"
    ACCESS_ROUTE_CUT = "access_route_cut"
    SERVICE_STOPPED = "service_stopped"
    REJECTS_MECHANISM = "rejects_mechanism"

    NEGOTIATION = "negotiation"
    TALKS_STALLED = "talks_stalled"
    CALLS_FOR_CEASEFIRE = "calls_for_ceasefire"
    CEASEFIRE_SIGNED = "ceasefire_signed"
    OFFERS_RELEASE = "offers_release"
    SUBMITS_RESPONSE = "submits_response"
    MEETING = "meeting"
    STATEMENT = "statement"
    AGREEMENT_SCOPE = "agreement_scope"
    CAPTIVE_HANDOVER = "captive_handover"
    EVACUATION_ORDER = "evacuation_order"
    DISPLACEMENT = "displacement"
    LOOTING = "looting"
    BACKGROUND_EVENT = "background_event"
    HAZARD = "hazard"

    @property
    def family(self) -> ClaimFamily:
        """Answer the family of this predicate.

        >>> Predicate.AID_BLOCKED.family
        <ClaimFamily.AID: 'aid'>
        """
        if self in _CONTROL:
            return ClaimFamily.CONTROL
        return ClaimFamily.AID if self in _AID else ClaimFamily.OTHER


_MEMBERS = tuple(Predicate)
_CONTROL = frozenset(_MEMBERS[: _MEMBERS.index(Predicate.AID_POINT_OPENED)])
_AID = frozenset(_MEMBERS[_MEMBERS.index(Predicate.AID_POINT_OPENED) : _MEMBERS.index(Predicate.NEGOTIATION)])


class Polarity(StrEnum):
    """Whether the claim says that it is so, or that it is not so."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Modality(StrEnum):
    """In which way the claim is put."""

    ASSERTED = "asserted"
    DENIED = "denied"
    DEMANDED = "demanded"
    REFUSED = "refused"
    PROMISED = "promised"
    HYPOTHETICAL = "hypothetical"
    COUNTERFACTUAL = "counterfactual"
    NEGATED = "negated"
    QUESTIONED = "questioned"
    RETRACTED = "retracted"
    PRESUPPOSED = "presupposed"


class Epistemic(StrEnum):
    """How well the claim stands. `assessed` and `confirmed` are only ever the words of a named body."""

    CLAIMED = "claimed"
    REPORTED = "reported"
    DENIED = "denied"
    DISPUTED = "disputed"
    ACKNOWLEDGED = "acknowledged"
    CORROBORATED = "corroborated"
    RETRACTED = "retracted"
    ASSESSED = "assessed"
    CONFIRMED = "confirmed"
    NOT_APPLICABLE = "not_applicable"


class TimeRelation(StrEnum):
    """When the content of a claim holds, relative to its telling."""

    CURRENT = "current"
    RECENT_EVENT = "recent_event"
    PAST_EVENT = "past_event"
    HISTORIC_BACKGROUND = "historic_background"
    FUTURE = "future"
    TIMELESS = "timeless"


class TimePrecision(StrEnum):
    """The unit to which a date is known."""

    MINUTE = "minute"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class ControlStatus(StrEnum):
    """What claims on control add up to."""

    HELD = "held"
    CONTESTED = "contested"
    MIXED = "mixed"
    BESIEGED = "besieged"
    GREY_ZONE = "grey_zone"
    VACATED = "vacated"
    UNKNOWN = "unknown"


class Dispute(StrEnum):
    """Why a status is disputed, if it is."""

    NONE = "none"
    RIVAL_CLAIMS = "rival_claims"
    WITHDRAWAL_DEMANDED = "withdrawal_demanded"
    CLASHES = "clashes"
    STATUS_UNDER_NEGOTIATION = "status_under_negotiation"
    UNVERIFIED_CHANGE = "unverified_change"


class AidKind(StrEnum):
    """What sort of aid point."""

    CROSSING = "crossing"
    DISTRIBUTION_SITE = "distribution_site"
    WAREHOUSE = "warehouse"
    HOSPITAL = "hospital"
    CLINIC = "clinic"
    BAKERY = "bakery"
    KITCHEN = "kitchen"
    SHELTER = "shelter"
    WATER_POINT = "water_point"
    PORT = "port"
    AIRPORT = "airport"
    ROUTE = "route"
    CHECKPOINT = "checkpoint"
    ENTRY_POINT = "entry_point"
    OTHER = "other"


class AidStatus(StrEnum):
    """The state of an aid point."""

    OPEN = "open"
    CLOSED = "closed"
    RESTRICTED = "restricted"
    PLANNED = "planned"
    ATTACKED = "attacked"
    NOT_PRESENT = "not_present"
    UNKNOWN = "unknown"


class SourceRole(StrEnum):
    """A link's place in the source chain."""

    ORIGIN = "origin"
    RELAY = "relay"
    PUBLISHER = "publisher"


# ---------------------------------------------------------------------------------------------- ids


def stable_id(*parts: object) -> str:
    """Answer a 16-digit hexadecimal id that depends on `parts` alone (SHA-256 of their JSON).

    >>> stable_id("a", 1) == stable_id("a", 1)
    True
    >>> stable_id("a", 1) == stable_id("a", "1")
    False
    """
    return hashlib.sha256(_JSON.encode(parts).encode("ascii")).hexdigest()[:16]


_JSON = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), sort_keys=True)


def article_id(text: str) -> str:
    r"""Answer the id of a text: the hash of its letters, whatever its line ends, spacing and Unicode form.

    >>> article_id("Rafah\r\n today ") == article_id("Rafah today")
    True
    """
    return stable_id("article", " ".join(unicodedata.normalize("NFC", text).split()))


# ---------------------------------------------------------------------------------------------- records


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A stretch of the article's text, and what it is: `role` is a word such as "actor", "verb" or "place"."""

    start: int
    end: int
    role: str

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise RecordError(
                f"span {self.start}:{self.end} is not a stretch of text; start must be 0 or more, end no less"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """A text with what is known of its publication. `published` is UTC; its precision is a day or finer, or unknown."""

    text: str
    name: str | None = None  # the user's own id for it, or the file's stem
    title: str | None = None
    outlet: str | None = None
    published: datetime | None = None
    published_precision: TimePrecision | None = None
    url: str | None = None
    language: str | None = None
    retrieved: datetime | None = None
    path: str | None = None  # where it was read from, for messages only
    id: str = field(init=False)
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        if self.published is not None and self.published.utcoffset() is None:
            raise RecordError(f"published {self.published} has no zone; give one, for instance with tzinfo=UTC")
        object.__setattr__(self, "id", article_id(self.text))
        object.__setattr__(self, "sha256", hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest())


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """The modifier on a mention: "eastern", "3 km north of", "between X and Y".

    `start`/`end` are the modifier's own span. `references` are the toponyms of the other places it names
    (the Y of "between X and Y", the parent in "X, central Gaza Strip").
    """

    kind: PartKind
    start: int
    end: int
    text: str
    direction: Direction | None = None
    distance_km: float | None = None
    references: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A span of an article that names or refers to a place: `text[start:end] == toponym`."""

    article_id: str
    start: int
    end: int
    toponym: str
    kind: MentionKind
    map: MapRole
    part: Part | None = None

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.toponym) or self.start < 0:
            raise RecordError(f"mention {self.toponym!r} does not fit its span {self.start}:{self.end}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """One place of a gazetteer. `footprint` is EPSG:4326; a point has a `radius_m` within which it is meant."""

    id: str  # "gazetteer:key"
    name: str
    kind: PlaceKind
    footprint: BaseGeometry | None
    radius_m: float | None
    country: str | None = None  # ISO 3166-1 alpha-2
    admin: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    parent_id: str | None = None
    source: str | None = None
    pcode: str | None = None
    certainty: str | None = None
    importance: float = 0.0  # inhabitants, or a comparable rank; 0 where unknown
    names: tuple[tuple[str, str], ...] = ()  # (language, name) for display: ("ar", "رفح")


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A possible reading of a mention, scored 0 to 1, with its reasons."""

    place: Place
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolution:
    """A mention read as one place, or as none (`place is None`), with the score and why."""

    mention: Mention
    place: Place | None
    score: float
    reasons: tuple[str, ...] = ()
    alternatives: tuple[Candidate, ...] = ()
    geometry: BaseGeometry | None = None  # the part's own geometry, or the footprint
    radius_m: float | None = None
    inferred_extent: bool = False  # the geometry was inferred from words such as "eastern"


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One link of a source chain."""

    name: str
    role: SourceRole
    actor_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """A side, body or person. `label` is neutral; `aliases` are what texts call it; `labels` are (language, label)."""

    id: str
    label: str
    kind: str
    aliases: tuple[str, ...] = ()
    color: str | None = None
    side: str | None = None  # id of the actor whose side it is on
    labels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ControlUpdate:
    """What a claim, taken alone, would make of the control of its place. Actors are labels."""

    status: ControlStatus
    holder: str | None = None
    dispute: Dispute = Dispute.NONE
    disputed_by: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class AidUpdate:
    """What a claim, taken alone, would make of an aid point."""

    kind: AidKind
    status: AidStatus
    scope: str | None = None
    operator: str | None = None
    since: str | None = None  # ISO date, as precise as the text
    until: str | None = None
    name: str | None = None  # the point's own words in the text, "the aid entry points"


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """One statement by one source that one actor does or holds something at one place. Immutable.

    `actor` is a neutral label, `actor_id` its key in the theatre when it is known there. `resolution` is the reading
    of the place; `None` means that the claim has no place, or only one that could not be named (see `aid_update`).
    `spans` point at the words that carry the claim. `id` hashes what is said, never when it was recorded.
    """

    article_id: str
    start: int
    end: int
    quote: str
    predicate: Predicate
    actor: str | None = None
    actor_id: str | None = None
    resolution: Resolution | None = None
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ASSERTED
    epistemic: Epistemic = Epistemic.REPORTED
    changes_state: bool = False
    control_update: ControlUpdate | None = None
    aid_update: AidUpdate | None = None
    source_chain: tuple[Source, ...] = ()
    time_relation: TimeRelation = TimeRelation.CURRENT
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    time_precision: TimePrecision | None = None
    time_text: str | None = None  # the words: "on Tuesday", kept when no date can be known
    recorded_at: datetime | None = None
    rule: str = ""
    spans: tuple[Span, ...] = ()
    extraction_score: float | None = None
    reader: str = "contested"
    id: str = field(init=False)

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.quote) or self.start < 0:
            raise RecordError(f"claim quote {self.quote!r} does not fit its span {self.start}:{self.end}")
        place, mention = (self.resolution.place, self.resolution.mention) if self.resolution else (None, None)
        part = mention.part if mention else None
        object.__setattr__(
            self,
            "id",
            stable_id(
                "claim",
                self.article_id,
                [self.start, self.end],
                place.id if place else None,
                [mention.start, mention.end] if mention else None,
                [part.kind, part.direction, part.distance_km, part.references] if part else None,
                self.actor,
                self.predicate,
                self.modality,
                self.polarity,
                [source.name for source in self.source_chain],
                self.reader,
            ),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Extraction:
    """Everything read from one article: all mentions with their resolution, the claims, the unlocated aid points."""

    article: Article
    resolutions: tuple[Resolution, ...]
    claims: tuple[Claim, ...]
    unlocated: tuple[Mention, ...] = ()  # nominal mentions of aid points that have no place
    theatre: str | None = None


def origins(chains: Iterable[tuple[Source, ...]]) -> frozenset[str]:
    """Answer the names of the first sources of `chains`: ten relays of one official are one origin."""
    return frozenset(chain[0].name for chain in chains if chain)
