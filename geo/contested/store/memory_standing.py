"""What the derived layers rest on, in memory."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas
import pandas as pd

from contested.frame import STATUS, conform, empty
from contested.store.gpkg_geometry import fade
from contested.store.log import Table
from contested.store.records import LinkKind
from contested.store.standing import Entry, News, Position, Rows, State

if TYPE_CHECKING:
    from contested.store.memory import Log


class MemoryStanding:
    """What the derived layers rest on, in memory: every question looks at everything."""

    def __init__(self, log: "Callable[[], Log]") -> None:
        self.rows: Rows | None = None
        self.kept: State | None = None
        self._log = log
        self._entries: list[Entry] = []

    def statuses(self) -> geopandas.GeoDataFrame:
        """Answer the derived layer."""
        self._log()
        return empty(STATUS) if self.rows is None else self.rows.frame.copy()

    def state(self) -> State | None:
        """Answer how far the derived layers are."""
        return self.kept

    def news(self, since: Position | None) -> News:
        """Answer what came into the log after a position."""
        log, seen = self._log(), dict(since or {})
        position = {
            "reading": len(log.readings),
            "claim_event": len(log.events),
            "link_event": len(log.links),
            "decision": len(log.decisions),
        }
        found = {event.reading.article.id for event in log.readings[seen.get("reading", 0) :]}
        found |= {event.article_id for event in log.events[seen.get("claim_event", 0) :]}
        for link in log.links[seen.get("link_event", 0) :]:
            found |= {link.link.article_id, link.link.other}
        targets = [one.target for one in list(log.decisions.values())[seen.get("decision", 0) :]]
        if targets:
            owner = {str(row["claim_id"]): str(row["article_id"]) for row, _ in log.rows[Table.CLAIM].values()}
            found |= {owner.get(target, target.partition(":")[0]) for target in targets}
        return News(articles=frozenset(found), position=position)

    def linked(self, ids: Collection[str]) -> frozenset[str]:
        """Answer these articles and all that links join them with."""
        pairs = [(e.link.article_id, e.link.other) for e in self._log().links if e.link.kind is LinkKind.COPY_OF]
        found: set[str] = set(ids)
        while more := {one for pair in pairs if not found.isdisjoint(pair) for one in pair} - found:
            found |= more
        return frozenset(found)

    def entries(
        self,
        kind: str,
        *,
        names: Collection[str] | None = None,
        groups: Collection[str] | None = None,
        between: tuple[int, int] | None = None,
    ) -> list[Entry]:
        """Answer the entries of these names, of these groups or of these times."""
        return [
            one
            for one in self._entries
            if one.kind == kind
            and (names is None or one.name in names)
            and (groups is None or one.group in groups)
            and (between is None or (one.at is not None and between[0] < one.at <= between[1]))
        ]

    def least(self, kind: str, names: Collection[str]) -> dict[str, str]:
        """Answer the least value for each name that has one."""
        found: dict[str, str] = {}
        for one in self.entries(kind, names=frozenset(names)):
            if one.value is not None:
                found[one.name] = min(one.value, found.get(one.name, one.value))
        return found

    def latest(self, kind: str) -> int | None:
        """Answer the latest time among the entries of a kind."""
        return max((one.at for one in self._entries if one.kind == kind and one.at is not None), default=None)

    def replace(self, groups: Collection[str] | None, entries: Iterable[Entry]) -> None:
        """Put `entries` in place of those of `groups`."""
        left = [] if groups is None else [one for one in self._entries if one.group not in groups]
        self._entries = [*left, *entries]

    def rows_of(self, groups: Collection[str]) -> geopandas.GeoDataFrame:
        """Answer the rows of groups."""
        if self.rows is None:
            return empty(STATUS)
        return _picked(self.rows, [at for at, group in enumerate(self.rows.groups) if group in groups]).frame

    def amend(self, rows: Rows, *, groups: Collection[str] | None, state: State) -> None:
        """Put rows in place of those of `groups`, let all others age, and keep the state."""
        parts = [rows]
        if groups is not None and self.rows is not None:
            parts.insert(0, _aged(_without(self.rows, groups), state.reference))
        self.rows, self.kept = _joined([part for part in parts if len(part.frame)] or [rows]), state


def as_they_are(frame: geopandas.GeoDataFrame) -> Rows:
    """Answer the rows of a status frame that are not to age."""
    none = [""] * len(frame)
    return Rows(frame=frame, groups=none, orders=none, weights=[-1.0] * len(frame), half_lives=[1.0] * len(frame))


def _without(rows: Rows, groups: Collection[str]) -> Rows:
    return _picked(rows, [at for at, group in enumerate(rows.groups) if group not in groups])


def _picked(rows: Rows, places: Sequence[int]) -> Rows:
    return Rows(
        frame=rows.frame.iloc[list(places)].reset_index(drop=True),
        groups=[rows.groups[at] for at in places],
        orders=[rows.orders[at] for at in places],
        weights=[rows.weights[at] for at in places],
        half_lives=[rows.half_lives[at] for at in places],
    )


def _joined(parts: Sequence[Rows]) -> Rows:
    frames = [part.frame for part in parts]
    both = Rows(
        frame=pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0],
        groups=[one for part in parts for one in part.groups],
        orders=[one for part in parts for one in part.orders],
        weights=[one for part in parts for one in part.weights],
        half_lives=[one for part in parts for one in part.half_lives],
    )
    return _picked(both, sorted(range(len(both.orders)), key=lambda at: both.orders[at]))


def _aged(rows: Rows, reference: int | None) -> Rows:
    """Answer rows at another time."""
    newest = [None if pd.isna(moment) else float(moment.value // 1000) for moment in rows.frame["newest"]]
    now = None if reference is None else float(reference)
    moment = pd.NaT if reference is None else pd.Timestamp(reference, unit="us", tz="UTC")
    passed = [None if now is None or since is None else max(0.0, now - since) / 86_400e6 for since in newest]
    frame = rows.frame.assign(
        valid_at=pd.Series([moment] * len(newest), dtype=rows.frame["valid_at"].dtype),
        age_days=pd.Series(passed, dtype="float64"),
        confidence=[
            fade(weight, since, now, days)
            for weight, since, days in zip(rows.weights, newest, rows.half_lives, strict=True)
        ],
    )
    return replace(rows, frame=conform(frame, STATUS))
