"""What goes into a store, what comes out of a write, and the question put to it.

Times are UTC. A store keeps `recorded_at` to the millisecond, as a GeoPackage does, and never lets it run backwards.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from contested.errors import RecordError
from contested.model import Article, stable_id
from contested.where import Filter

Cell: TypeAlias = str | bool | int | float | bytes | datetime | None
Row: TypeAlias = Mapping[str, Cell]  # one row of a frame: plain values, times as UTC datetimes, geometry as WKB
Box: TypeAlias = tuple[float, float, float, float]  # west, south, east, north


_LONGEST_ID = 200
_NO_ID = re.compile("[\x00\ud800-\udfff]")


def check_id(*ids: Cell) -> None:
    """Check ids that a database looks up. Raises `RecordError` for empty, very long or unprintable ones."""
    for one in ids:
        if one is not None and (not isinstance(one, str) or not 0 < len(one) <= _LONGEST_ID or _NO_ID.search(one)):
            raise RecordError(f"{str(one)[:40]!r} is no id: give 1 to {_LONGEST_ID} characters of ordinary text")


@dataclass(frozen=True, kw_only=True, slots=True)
class Archived:
    """The bytes that an article was read from, as they came, and their media type (`text/html`)."""

    content: bytes
    media_type: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One article as one version of the reader read it. `store.reading(…)` and `store.readings(…)` make it.

    `claims` and `mentions` are rows of the frames of those names. `reader` names the engine and the reference data it
    used; it tells a repeated reading from a newer one. `origin_id` is the id of the article that heads a family of
    syndicated copies, `supersedes` that of the article which this one corrects; `store.link` can say both later.
    `signature` is kept as it is, for finding near-duplicates. `failures` are messages about what could not be read.
    """

    article: Article
    claims: tuple[Row, ...]
    mentions: tuple[Row, ...]
    reader: str
    theatre: str | None = None
    origin_id: str | None = None
    supersedes: str | None = None
    archived: Archived | None = None
    signature: bytes | None = None
    failures: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.supersedes == self.article.id:
            raise RecordError(f"article {self.article.id} cannot supersede itself; its text is the same")
        check_id(self.reader, self.supersedes, self.origin_id)
        for row in (*self.claims, *self.mentions):
            check_id(row.get("claim_id"), row.get("mention_id"), row["article_id"])
            if row["article_id"] != self.article.id:
                raise RecordError(
                    f"a row of article {row['article_id']!r} stands in the reading of {self.article.id}; "
                    "give each article its own rows, for instance with store.readings(…)"
                )


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """What one write changed. The tuples hold claim ids.

    `new` tells whether anything was recorded; `article_new` whether the article was unknown before. A claim is *new*
    when no reading held it before, *changed* when it was there with other cells (another footprint, another score),
    *repeated* when it was there just so. *Withdrawn* claims were current and are not any more: a newer reading no
    longer has them, or their article was superseded. They stay in the store, for `known_at` and for listing.

    `recorded_at` is the time the store gave the write. It is later than the one asked for (`clock_held`) when the
    clock stood before the newest time in the store.
    """

    article_id: str
    new: bool
    article_new: bool
    recorded_at: datetime
    claims_new: tuple[str, ...] = ()
    claims_changed: tuple[str, ...] = ()
    claims_repeated: tuple[str, ...] = ()
    claims_withdrawn: tuple[str, ...] = ()
    clock_held: bool = False


class LinkKind(StrEnum):
    """How one article is tied to another."""

    COPY_OF = "copy_of"  # other: the head of the family of copies; the latest link counts
    SUPERSEDED_BY = "superseded_by"  # other: the article that corrects it


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """`article_id` is a copy of `other`, or is superseded by it. Either article may still be unknown to the store."""

    article_id: str
    kind: LinkKind
    other: str

    def __post_init__(self) -> None:
        check_id(self.article_id, self.other)
        if self.kind is LinkKind.SUPERSEDED_BY and self.article_id == self.other:
            raise RecordError(f"article {self.article_id} cannot supersede itself; its text is the same")


class DecisionKind(StrEnum):
    """What a reviewer decides."""

    ACCEPT = "accept"
    REJECT = "reject"
    RESOLVE = "resolve"  # value: the place_id, or None for "no place"
    ACTOR = "actor"  # value: the actor_id


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """One decision by a named person at a time, about a claim or a mention. Of several on one target the latest counts.

    `target` is a claim_id, or `mention_target(…)`: decisions outlive re-extraction, so a mention is named by its
    article, span and words. `id` is the hash of the rest: the same decision twice is one.
    """

    kind: DecisionKind
    target: str
    by: str
    at: datetime
    value: str | None = None
    note: str | None = None
    id: str = field(init=False)

    def __post_init__(self) -> None:
        if self.at.utcoffset() is None:
            raise RecordError(f"the time of a decision, {self.at}, has no zone; give one, for instance with tzinfo=UTC")
        if not self.by.strip():
            raise RecordError("a decision needs the name of who took it; give by=…")
        moment = self.at.timestamp()
        object.__setattr__(
            self, "id", stable_id("decision", self.kind, self.target, self.value, self.by, moment, self.note)
        )


def mention_target(article_id: str, start: int, end: int, toponym: str) -> str:
    """Answer the target of decisions on a mention: the same span of the same article, whichever reader found it.

    >>> mention_target("a1", 3, 8, "Alder")
    'a1:3:8:Alder'
    """
    return f"{article_id}:{start}:{end}:{toponym}"


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdateRecord:
    """What one `add` changed, as it is kept: for each word (`new`, `contradicted`, …) its count and the ids of rows."""

    recorded_at: datetime
    counts: Mapping[str, int]
    rows: Mapping[str, tuple[str, ...]]
    note: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """The typed question put to a store. Every condition given must hold.

    `where` is a filter as `contested.where` reads or builds it. `bbox` is west, south, east, north in degrees,
    EPSG:4326; west greater than east crosses the antimeridian. Rows without a geometry lie in no box. `valid_at` keeps
    what had begun by then and had not ended; an unknown begin is that of the publication, and a claim without either
    is in every view. `known_at` asks what the store held at that time, `known_since` keeps rows recorded after that
    time. `claim_ids`, `article_ids` and `place_ids` keep rows of these; empty keeps none. With `include_superseded`,
    rows that are no longer current are there as well, a claim once, in its newest wording.
    """

    where: Filter | None = None
    bbox: Box | None = None
    valid_at: datetime | None = None
    known_at: datetime | None = None
    known_since: datetime | None = None
    claim_ids: tuple[str, ...] | None = None
    article_ids: tuple[str, ...] | None = None
    place_ids: tuple[str, ...] | None = None
    include_superseded: bool = False

    def __post_init__(self) -> None:
        for name in ("valid_at", "known_at", "known_since"):
            moment = getattr(self, name)
            if moment is not None and moment.utcoffset() is None:
                raise RecordError(f"{name} {moment} has no zone; give one, for instance with tzinfo=UTC")
        if self.bbox is not None:
            _check_box(self.bbox)


def _check_box(box: Box) -> None:
    west, south, east, north = box
    inside = all(-180 <= x <= 180 for x in (west, east)) and all(-90 <= y <= 90 for y in (south, north))
    if not inside or south > north:
        raise RecordError(
            f"bbox {box} is not west, south, east, north in degrees with south below north; "
            "longitudes end at ±180, latitudes at ±90"
        )


EVERYTHING = Selection()


@dataclass(frozen=True, kw_only=True, slots=True)
class Derived:
    """The stamp of the layers `status_now` and `aid_points`: the times asked for, the store's revision, the rows."""

    valid_at: datetime | None
    known_at: datetime | None
    revision: int
    rows: int
