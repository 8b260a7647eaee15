"""The claims frame as the rules see it: light tuples, sides instead of actors, times as integers."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

import geopandas
import numpy as np

from contested.frame import NAMES_JOINED
from contested.model import ControlStatus, Modality, Predicate, TimeRelation

DAY = 86_400_000_000  # microseconds; times below are microseconds since 1970, or None

# a claim put in one of these ways may change the state, if the reader found that it does
STATE_MODALITIES = frozenset(
    {Modality.ASSERTED, Modality.REFUSED, Modality.PRESUPPOSED, Modality.DENIED, Modality.NEGATED}
)
STATE_TIMES = frozenset({TimeRelation.CURRENT, TimeRelation.RECENT_EVENT})
# forces that fight, fire, are seen, move or order people out: none of it says who holds the place
NO_CHANGE_OF_HOLDER = frozenset(
    {
        Predicate.CLASHES,
        Predicate.SHELLING_OR_STRIKE,
        Predicate.PRESENCE_ONLY,
        Predicate.EVACUATION_ORDER,
        Predicate.MOVES_FORCES,
    }
)
_TAKES = frozenset(
    {
        Predicate.CAPTURES,
        Predicate.HOLDS,
        Predicate.INSISTS_CONTROL,
        Predicate.ENTERS,
        Predicate.REFUSES_WITHDRAWAL,
    }
)


class Stance(StrEnum):
    """What one claim says about who is in a place."""

    HOLDS = "holds"
    LEFT = "left"
    DENIES = "denies"
    MIXED = "mixed"
    GREY = "grey"
    OPEN = "open"  # contested, in the claim's own words
    SIEGE = "siege"
    CLASH = "clash"
    NONE = "none"


class ClaimRow(NamedTuple):
    """One row of the claims frame. `side` is the actor's, `subject` the one its stance is about."""

    row: int
    claim_id: str
    article_id: str
    start: int
    quote: str
    predicate: str
    polarity: str
    modality: str
    epistemic: str
    time_relation: str
    changes_state: bool
    control: str | None
    dispute: str | None
    disputed_by: tuple[str, ...]
    actor: str | None
    side: str | None
    holder: str | None
    holder_side: str | None
    origin: str
    origin_key: str
    origin_side: str | None
    publisher_key: str
    relay: str | None
    published: int | None
    valid_from: int | None
    valid_to: int | None
    score: float
    geometry_missing: bool
    aid_point: bool
    aid_kind: str | None
    aid_status: str | None
    aid_scope: str | None
    aid_operator: str | None
    aid_since: str | None
    aid_until: str | None
    aid_name: str | None
    rejected: bool
    review: str | None

    @property
    def order(self) -> int | None:
        """Answer the time this claim is put in order by: the event's own, or the telling for what is said to be so."""
        if self.time_relation == TimeRelation.CURRENT:
            return self.published if self.published is not None else self.valid_from
        return self.valid_from if self.valid_from is not None else self.published

    @property
    def seen(self) -> int | None:
        """Answer when it was last said: publication, or else the event's own date."""
        return self.published if self.published is not None else self.valid_from

    @property
    def since(self) -> int | None:
        """Answer the earliest time at which it is said to hold."""
        return self.valid_from if self.valid_from is not None else self.published

    @property
    def may_change_state(self) -> bool:
        """Tell whether the reader's flag, the modality and the time all let this claim change the present state."""
        return self.changes_state and self.modality in STATE_MODALITIES and self.time_relation in STATE_TIMES

    @property
    def takes(self) -> str:
        """Answer the predicate, with all ways of taking and keeping a place as one."""
        return "takes" if self.predicate in _TAKES else self.predicate

    @property
    def stance(self) -> Stance:
        """Answer what the claim says about who is in the place."""
        return _stance(self.predicate, self.control, self.modality)

    @property
    def subject(self) -> str | None:
        """Answer the side its stance is about: who holds, who left, who denies, who besieges."""
        stance = self.stance
        if stance in {Stance.HOLDS, Stance.MIXED, Stance.OPEN}:
            return self.holder_side
        if stance is Stance.DENIES and self.predicate not in _DENIALS:
            return self.origin_side or self.origin_key
        return self.side

    @property
    def subject_label(self) -> str | None:
        """Answer the label of `subject`."""
        stance = self.stance
        if stance in {Stance.HOLDS, Stance.MIXED, Stance.OPEN}:
            return self.holder
        if stance is Stance.DENIES and self.predicate not in _DENIALS:
            return self.origin
        return self.actor


_DENIALS = frozenset({Predicate.DENIES_CAPTURE, Predicate.REPELS})
_STANCE: dict[str, Stance] = {
    ControlStatus.HELD: Stance.HOLDS,
    ControlStatus.VACATED: Stance.LEFT,
    ControlStatus.MIXED: Stance.MIXED,
    ControlStatus.GREY_ZONE: Stance.GREY,
    ControlStatus.BESIEGED: Stance.SIEGE,
}


@cache  # three closed vocabularies; asked for a million times on a long series
def _stance(predicate: str, control: str | None, modality: str) -> Stance:
    if predicate == Predicate.CLASHES:
        return Stance.CLASH
    if control is None or predicate in NO_CHANGE_OF_HOLDER:
        return Stance.NONE
    if control == ControlStatus.CONTESTED:
        denied = modality in {Modality.DENIED, Modality.NEGATED}
        return Stance.DENIES if denied or predicate in _DENIALS else Stance.OPEN
    return _STANCE.get(control, Stance.NONE)


def later(one: int | None, other: int | None) -> bool:
    """Tell whether `one` is known to be later than `other`; an unknown time is never later."""
    return one is not None and other is not None and one > other


def newest(claims: Iterable[ClaimRow]) -> int | None:
    """Answer the newest known order time of `claims`, `None` when none has a date."""
    return max((claim.order for claim in claims if claim.order is not None), default=None)


def origin_count(claims: Iterable[ClaimRow]) -> int:
    """Count the independent origins of `claims`: ten relays of one official are one, and so are one side's voices."""
    return len({claim.origin_key for claim in claims})


# ------------------------------------------------------------------------------------------- reading


def read_rows(claims: geopandas.GeoDataFrame, sides: Mapping[str, str] | None) -> list[ClaimRow]:
    """Read a conforming claims frame into light rows, in the frame's order."""
    reader = Reader(claims, sides or {})
    everything = range(len(claims))
    reader.learn(everything)
    return [reader.row(at) for at in everything]


class Reader:
    """Reads single rows of a conforming claims frame.

    A row depends on others in two things only: which side an actor is on, and who speaks in an article that has
    copies. Both are learnt from the rows that are given to `learn`, or are known before: `told` is what rows elsewhere
    tell of labels, by folded label, and `voices` who speaks in families of articles, by family.
    """

    __slots__ = (
        "_depending",
        "_missing",
        "_published",
        "_scores",
        "_sides",
        "_text",
        "_valid_from",
        "_valid_to",
        "_voice",
        "_voices",
    )

    def __init__(
        self,
        claims: geopandas.GeoDataFrame,
        sides: Mapping[str, str],
        *,
        told: Mapping[str, "Told"] | None = None,
        voices: Mapping[str, str] | None = None,
    ) -> None:
        self._text = {name: claims[name].to_numpy() for name in _TEXTS}
        self._published, self._valid_from, self._valid_to = (
            times(claims[name]) for name in ("published", "valid_from", "valid_to")
        )
        self._missing = claims.geometry.isna().tolist()
        self._scores = claims["resolution_score"].fillna(1.0).tolist()
        self._sides, self._voices = Sides(sides, told), Voices()
        self._voice: Callable[[str], str | None] = self._voices if voices is None else voices.get
        self._depending: dict[str, set[int]] = {}

    def learn(self, rows: Iterable[int]) -> set[int]:
        """Learn from `rows`; answer which rows that were learnt before are to be read again."""
        rows = list(rows)
        changed = self._sides.learn(pair for row in rows for pair in self.pairs(row))
        changed |= self._voices.learn(self.appearance(row) for row in rows)
        again = {row for name in changed for row in self._depending.get(name, ())}
        for row in rows:
            for name in {*self.labels(row), self.family(row)}:
                self._depending.setdefault(name, set()).add(row)
        return again

    def pairs(self, row: int) -> Iterator["Told"]:
        """Yield what a row tells of actors' ids: 0 for an actor or 1 for an origin, label, id."""
        for rank, (name, key) in enumerate((("actor", "actor_id"), ("origin", "origin_actor_id"))):
            label, actor_id = self._text[name][row], self._text[key][row]
            if label is not None and actor_id is not None:
                yield rank, label, actor_id

    def family(self, row: int) -> str:
        """Answer the article that heads the family of a row's article: itself, where it is no copy."""
        head: str = self._text["copy_of"][row] or self._text["article_id"][row]
        return head

    def appearance(self, row: int) -> "Copy":
        """Answer the appearance of a text that a row belongs to."""
        text = self._text
        family = self.family(row)
        publisher = text["publisher"][row] or text["outlet"][row]
        when = self._published[row]
        order = (text["copy_of"][row] is not None, when is None, when or 0, publisher is None, publisher or "")
        return Copy(family, (*order, text["article_id"][row]), publisher)

    def labels(self, row: int) -> set[str]:
        """Answer the folded labels that a row's sides are looked up by."""
        names = [self._text[name][row] for name in ("actor", "holder", "origin", "publisher", "outlet")]
        return {plain_label(name) for name in (*names, self._voice(self.family(row))) if name}

    def row(self, row: int) -> ClaimRow:
        """Answer one row."""
        cell = {name: values[row] for name, values in self._text.items()}
        side_of = self._sides
        actor, holder = cell["actor"], cell["holder"]
        voice = self._voice(self.family(row))
        publisher = voice or cell["publisher"] or cell["outlet"]
        own = voice is not None and cell["origin"] in {cell["publisher"], cell["outlet"]}
        origin = publisher if own else cell["origin"] or publisher
        origin_side = side_of(origin, cell["origin_actor_id"], known_only=True)
        return ClaimRow(
            row=row,
            claim_id=cell["claim_id"],
            article_id=cell["article_id"],
            start=int(cell["start"]),
            quote=cell["quote"],
            predicate=cell["predicate"],
            polarity=cell["polarity"],
            modality=cell["modality"],
            epistemic=cell["epistemic"],
            time_relation=cell["time_relation"],
            changes_state=bool(cell["changes_state"]),
            control=cell["control"],
            dispute=cell["dispute"],
            disputed_by=tuple(cell["disputed_by"].split(NAMES_JOINED)) if cell["disputed_by"] else (),
            actor=actor,
            side=side_of(actor, cell["actor_id"]),
            holder=holder,
            holder_side=side_of(holder, cell["actor_id"] if holder == actor else None),
            origin=origin or "an unnamed source",
            origin_key=origin_side or plain_label(origin or cell["article_id"]),
            origin_side=origin_side,
            publisher_key=side_of(publisher, None, known_only=True) or plain_label(publisher or cell["article_id"]),
            relay=cell["relay"],
            published=self._published[row],
            valid_from=self._valid_from[row],
            valid_to=self._valid_to[row],
            score=self._scores[row],
            geometry_missing=self._missing[row],
            aid_point=bool(cell["aid_point"]),
            aid_kind=cell["aid_kind"],
            aid_status=cell["aid_status"],
            aid_scope=cell["aid_scope"],
            aid_operator=cell["aid_operator"],
            aid_since=cell["aid_since"],
            aid_until=cell["aid_until"],
            aid_name=cell["aid_name"],
            rejected=bool(cell["rejected"]),
            review=cell["review"],
        )


_TEXTS = (
    "claim_id",
    "article_id",
    "start",
    "quote",
    "predicate",
    "polarity",
    "modality",
    "epistemic",
    "time_relation",
    "changes_state",
    "control",
    "dispute",
    "disputed_by",
    "actor",
    "actor_id",
    "holder",
    "origin",
    "origin_actor_id",
    "publisher",
    "outlet",
    "relay",
    "aid_point",
    "aid_kind",
    "aid_status",
    "aid_scope",
    "aid_operator",
    "aid_since",
    "aid_until",
    "aid_name",
    "copy_of",
    "rejected",
    "review",
)


Told = tuple[int, str, str]  # what a row tells of an actor's id: 0 for an actor or 1 for an origin, label, id


class Copy(NamedTuple):
    """One appearance of an article: the article it is a copy of or itself, its rank among them, its publisher."""

    family: str
    rank: tuple[object, ...]
    publisher: str | None


class Voices:
    """Answers who speaks in an article that has copies: the publisher of the first of them.

    Of one text in several places the article itself comes before its copies, then the earlier before the later.
    """

    __slots__ = ("_copies", "_first", "_publishers")

    def __init__(self) -> None:
        self._first: dict[str, Copy] = {}
        self._publishers: dict[str, set[str]] = {}
        self._copies: set[str] = set()

    def learn(self, copies: Iterable[Copy]) -> set[str]:
        """Learn of `copies`; answer the articles in which somebody else speaks now."""
        before: dict[str, str | None] = {}
        for copy in copies:
            before.setdefault(copy.family, self(copy.family))
            held = self._first.get(copy.family)
            if held is None or copy.rank < held.rank:
                self._first[copy.family] = copy
            self._publishers.setdefault(copy.family, set()).add(copy.publisher or "")
            if copy.rank[0]:
                self._copies.add(copy.family)
        return {family for family, voice in before.items() if self(family) != voice}

    def __call__(self, family: str) -> str | None:
        """Answer the voice of an article that has copies or several publishers, `None` for any other."""
        if family not in self._copies and len(self._publishers.get(family, ())) < 2:
            return None
        return self._first[family].publisher or f"article {family}"


def times(series: Any) -> list[int | None]:
    """Answer a column of times as microseconds since 1970, `None` where there is none."""
    numbers = series.to_numpy(dtype="datetime64[us]").astype("int64")
    missing = np.iinfo("int64").min
    return [None if number == missing else number for number in numbers.tolist()]


def plain_label(name: str) -> str:
    """Answer a label folded: the same for all ways of writing it.

    >>> plain_label("The  Wire")
    'name:the wire'
    """
    return "name:" + " ".join(name.casefold().split())


class Sides:
    """Answers the side of an actor: its theatre id followed through `sides`, or else its label.

    A label's id is learnt from any row that gives both: from actors first, then from origins; of several ids for one
    label the first in alphabetical order, so that the order of learning does not matter.
    """

    __slots__ = ("_cache", "_learnt", "_sides")

    def __init__(self, sides: Mapping[str, str], told: Mapping[str, Told] | None = None) -> None:
        self._sides = sides
        self._learnt: dict[str, Told] = dict(told or {})
        self._cache: dict[tuple[str | None, str | None, bool], str | None] = {}

    def learn(self, pairs: Iterable[Told]) -> set[str]:
        """Learn (rank, label, id) pairs; answer the folded labels whose id is now another one."""
        changed = set()
        for pair in pairs:
            label = plain_label(pair[1])
            held = self._learnt.get(label)
            if held is None or pair < held:
                self._learnt[label] = pair
                if held is None or held[2] != pair[2]:
                    changed.add(label)
        if changed:
            self._cache.clear()
        return changed

    def __call__(self, label: str | None, actor_id: str | None, *, known_only: bool = False) -> str | None:
        """Answer the side of `label`; with `known_only`, `None` for one without an id."""
        key = (label, actor_id, known_only)
        if key not in self._cache:
            self._cache[key] = self._find(label, actor_id, known_only=known_only)
        return self._cache[key]

    def _find(self, label: str | None, actor_id: str | None, *, known_only: bool) -> str | None:
        learnt = self._learnt.get(plain_label(label)) if label and not actor_id else None
        actor_id = actor_id or (learnt[2] if learnt else None)
        if actor_id is None:
            return None if label is None or known_only else plain_label(label)
        seen = {actor_id}
        while (up := self._sides.get(actor_id)) is not None:
            if up in seen:  # a circle of allies: one side, named by its first member
                return "side:" + min(seen)
            seen.add(up)
            actor_id = up
        return "side:" + actor_id


def grouped(rows: Iterable[ClaimRow], key: Callable[[ClaimRow], Any]) -> dict[Any, list[ClaimRow]]:
    """Answer `rows` by `key`, each group in their order."""
    groups: dict[Any, list[ClaimRow]] = {}
    for claim in rows:
        groups.setdefault(key(claim), []).append(claim)
    return groups
