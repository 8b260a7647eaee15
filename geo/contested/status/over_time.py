"""Statuses at many moments at once: the same answers as asking for each, in about the time of one.

What a place adds up to can change between two moments for three reasons only: a claim about it has come in; a claim
anywhere has told which side one of its actors is on, or who speaks in one of its articles (`Reader.learn`); a claim
about it has run out (`turning_points`). Places for which none of these is true are not worked out again.
"""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

import geopandas
import numpy as np
import pandas as pd

from contested.errors import FrameError
from contested.frame import CLAIMS, conform
from contested.model import stable_id
from contested.status.compute import Key, Line, group_keys, lines_frame, lines_of, micro
from contested.status.record import ClaimRow, Reader, times
from contested.status.sift import View, turning_points


class Basis(StrEnum):
    """What counts at a moment: what was published until then, or, of all that is known, what is said to hold then."""

    KNOWN = "known"
    VALID = "valid"


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A moment: claims up to `until` count (`None`: all), ages run to `now`, or to the newest article without it."""

    until: datetime | None
    now: datetime | None = None


def spells(
    claims: geopandas.GeoDataFrame,
    moments: Sequence[Moment],
    *,
    basis: Basis = Basis.KNOWN,
    sides: Mapping[str, str] | None = None,
) -> geopandas.GeoDataFrame:
    """Answer the statuses at each of `moments`, each with the first and the last moment at which it is the same.

    At each moment, the rows are those of `status(claims, known_at=until, as_of=now, sides=sides)`, or with
    `Basis.VALID` those of `status(claims, valid_at=until, as_of=now, sides=sides)`; confidence and age are those of the
    first moment. `moments` must be in the order of `until`.

    A status frame in EPSG:4326 with three more columns: `line`, the id of the status at any moment (`status_id` is
    that of the spell), `first` and `last`, positions in `moments`. Rows are in the order of `first`, then of places.
    Raises what `status` raises, and `FrameError` when the moments are out of order or lack a zone.
    """
    claims = conform(claims, CLAIMS)
    steps = [_step(moment, claims, basis) for moment in moments]
    enters = _entries(claims, steps, basis)
    work = _Work(claims, sides or {})
    found: list[_Spell] = []
    running: dict[str, _Spell] = {}
    before: int | None = None
    for position, step in enumerate(steps):
        backwards = before is None or step.view.now is None or step.view.now < before
        before = step.view.now
        for key, lines in work.advance(enters.get(position, []), step.view, everything=backwards):
            here = {line.status_id: line for line in lines}
            for gone in work.ids.get(key, set()) - set(here):
                running.pop(gone).last = position - 1
            work.ids[key] = set(here)
            for number, (status_id, line) in enumerate(here.items()):
                now = running.get(status_id)
                if now is not None and _same(now.line, line):
                    continue
                if now is not None:
                    now.last = position - 1
                running[status_id] = _Spell(line, key, number, position, step)
                found.append(running[status_id])
    found.sort(key=lambda spell: (spell.first, spell.key, spell.number))
    return _frame(claims, found, len(moments))


@dataclass(frozen=True)
class _Step:
    until: int | None
    view: View
    stamps: tuple[pd.Timestamp | None, pd.Timestamp | None]


@dataclass
class _Spell:
    line: Line
    key: Key
    number: int
    first: int
    step: _Step
    last: int | None = None


def _step(moment: Moment, claims: geopandas.GeoDataFrame, basis: Basis) -> _Step:
    until, now = (_stamp(value) for value in (moment.until, moment.now))
    known = until if basis is Basis.KNOWN else None
    if now is None:
        published = claims["published"] if known is None else claims["published"][~(claims["published"] > known)]
        now = published.max() if published.notna().any() else None
    valid = until if basis is Basis.VALID else None
    return _Step(until=micro(until), view=View(reference=micro(now), valid_at=micro(valid)), stamps=(valid, known))


def _stamp(moment: datetime | None) -> pd.Timestamp | None:
    if moment is None:
        return None
    if moment.utcoffset() is None:
        raise FrameError(f"the moment {moment} has no zone; give one, for instance with tzinfo=UTC")
    return pd.Timestamp(moment).tz_convert("UTC")


def _entries(claims: geopandas.GeoDataFrame, steps: Sequence[_Step], basis: Basis) -> dict[int, list[int]]:
    """Answer the rows that come in at each step; those that never do are left out."""
    latest = np.iinfo("int64").max
    ends = np.array([latest if step.until is None else step.until for step in steps], dtype="int64")
    if (np.diff(ends) < 0).any():
        at = int(np.flatnonzero(np.diff(ends) < 0)[0]) + 1
        raise FrameError(f"moment {at} is before the one it follows; give the moments in order")
    since = claims["published"] if basis is Basis.KNOWN else claims["valid_from"].fillna(claims["published"])
    found: dict[int, list[int]] = {}
    for row, moment in enumerate(times(since)):
        position = 0 if moment is None else int(np.searchsorted(ends, moment))
        if position < len(steps):
            found.setdefault(position, []).append(row)
    return found


class _Work:
    """The claims that have come in, by place, and when each place has to be looked at again."""

    def __init__(self, claims: geopandas.GeoDataFrame, sides: Mapping[str, str]) -> None:
        self.ids: dict[Key, set[str]] = {}
        self._reader = Reader(claims, sides)
        self._keys = list(group_keys(claims))
        self._kinds = claims["place_kind"].to_numpy()
        self._groups: dict[Key, dict[int, ClaimRow]] = {}
        self._due: list[tuple[int, Key]] = []

    def advance(self, rows: list[int], view: View, *, everything: bool) -> Iterator[tuple[Key, list[Line]]]:
        """Let `rows` come in; yield each place whose status may have changed, in order, with its lines."""
        again = self._reader.learn(rows)
        touched = set()
        for row in sorted(again.union(rows)):
            key = self._keys[row]
            if key is not None:
                claim = self._reader.row(row)
                self._groups.setdefault(key, {})[row] = claim
                touched.add(key)
                for point in turning_points(claim):
                    heapq.heappush(self._due, (point, key))
        while self._due and view.now is not None and self._due[0][0] <= view.now:
            touched.add(heapq.heappop(self._due)[1])
        for key in sorted(self._groups if everything else touched):
            yield key, lines_of(key, list(self._groups[key].values()), view, self._kinds)


def _same(one: Line, other: Line) -> bool:
    """Tell whether two lines differ by nothing but their age, and what is worked out from it."""
    return one.shown.row == other.shown.row and replace(one.finding, confidence=0.0) == replace(
        other.finding, confidence=0.0
    )


def _frame(claims: geopandas.GeoDataFrame, found: Sequence[_Spell], count: int) -> geopandas.GeoDataFrame:
    lines = [
        spell.line._replace(status_id=stable_id("spell", spell.line.status_id, str(spell.first))) for spell in found
    ]
    frame = lines_frame(claims, lines, [spell.step.stamps for spell in found])
    frame["line"] = pd.Series([spell.line.status_id for spell in found], dtype=object)
    frame["first"] = pd.Series([spell.first for spell in found], dtype="int64")
    frame["last"] = pd.Series([count - 1 if spell.last is None else spell.last for spell in found], dtype="int64")
    return frame
