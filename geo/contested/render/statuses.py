"""Statuses over time: what the claims add up to on each article day, as runs of days, known then and known now."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any

import geopandas as gpd
from shapely.geometry.base import BaseGeometry

from contested.frame import NAMES_JOINED
from contested.render.claims_of import aid_dict
from contested.render.rows import Row, day_of, rows, split_list
from contested.status import Basis, Moment, spells


@dataclass(frozen=True, kw_only=True)
class View:
    """How statuses are asked for: ages run to `as_of` on the last day; `sides` maps an actor's id to its side's."""

    as_of: datetime | None = None
    sides: Mapping[str, str] = field(default_factory=dict)


Placer = Callable[[Row, BaseGeometry | None], int | None]
Run = list[int]  # position of a status, first and last position of the days on which it holds
_ENDED = {"vacated"}
_SHUT = {"closed", "not_present"}
_PAST = {"past_event", "historic_background"}


class StatusBook:
    """The statuses met so far, each once, and the runs of days on which they hold."""

    def __init__(self, *, place: Placer, numbers: Mapping[str, int]) -> None:
        self.listed: list[dict[str, Any]] = []
        self.reasons: list[str] = []
        self._reason_at: dict[str, int] = {}
        self._place, self._numbers = place, numbers
        self._at: dict[str, int] = {}

    def runs(self, claims: gpd.GeoDataFrame, days: list[str], *, view: View, basis: Basis) -> list[Run]:
        """Answer the runs in `days`, in order of first days.

        With `Basis.KNOWN` a day's statuses are made of what was published by its end, with `Basis.VALID` of all
        claims that say that something was so by its end, whenever they were published. Without days there is one view,
        day 0. Claims without a date count on every day.
        """
        moments = [Moment(until=end, now=end) for end in _ends(days)]
        if view.as_of is not None:
            until = moments[-1].until if basis is Basis.KNOWN or moments[-1].until is None else view.as_of
            late = max((end for end in (until, *(moment.until for moment in moments)) if end is not None), default=None)
            moments[-1] = Moment(until=late, now=view.as_of)
        found: list[Run] = []
        running: dict[str, int] = {}
        for row, geometry in rows(spells(claims, moments, basis=basis, sides=view.sides)):
            number = self._number(self._status(row, self._place(row, geometry)))
            first, last = int(row["first"]), int(row["last"])
            before = running.get(row["line"])
            if before is not None and found[before][0] == number and found[before][2] == first - 1:
                found[before][2] = last
            else:
                running[row["line"]] = len(found)
                found.append([number, first, last])
        return found

    def _status(self, row: Row, site: int | None) -> dict[str, Any]:
        numbers = self._numbers
        aside = json.loads(row["set_aside"])
        return {
            "line": row["line"],
            "site": site,
            "control": row["control"],
            "holder": split_list(row["holder"], NAMES_JOINED),
            "contested": bool(row["contested"]),
            "strict": bool(row["contested_strict"]),
            "dispute": row["dispute"],
            "disputed_by": split_list(row["disputed_by"], NAMES_JOINED),
            "aid": aid_dict(row),
            "why": row["why"],
            "rule": row["rule"],
            "origins": int(row["n_origins"]),
            "newest": day_of(row["newest"]) if row["newest"] is not None else None,
            "undated": bool(row["undated"]),
            "claims": sorted(numbers[claim] for claim in json.loads(row["claim_ids"]) if claim in numbers),
            "aside": [
                [numbers[entry["claim_id"]], self._reason(entry["why"])]
                for entry in aside
                if entry["claim_id"] in numbers
            ],
        }

    def _reason(self, why: str) -> int:
        if why not in self._reason_at:
            self._reason_at[why] = len(self.reasons)
            self.reasons.append(why)
        return self._reason_at[why]

    def _number(self, entry: dict[str, Any]) -> int:
        key = json.dumps(entry, sort_keys=True)
        if key not in self._at:
            self._at[key] = len(self.listed)
            self.listed.append(entry)
        return self._at[key]


def _ends(days: list[str]) -> list[datetime | None]:
    """Answer the last moment of each day; without days, one view without an end."""
    return [datetime.combine(datetime.fromisoformat(day), time.max, tzinfo=UTC) for day in days] or [None]


def changes(found: list[Run], statuses: list[dict[str, Any]], claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Answer what changed on which day: `{day, kind, status, before}`, positions in `statuses`, in order of days.

    Kinds: new; older (newly reported, but of an earlier time); contradicted; acknowledged (by the other side); settled
    (no longer disputed, for another reason); ended; changed.
    """
    listed = []
    before: dict[str, int] = {}
    for number, first, _ in sorted(found, key=lambda run: run[1]):
        line = statuses[number]["line"]
        previous = before.get(line)
        kind = _kind(statuses[number], None if previous is None else statuses[previous], claims)
        if kind is not None:
            listed.append({"day": first, "kind": kind, "status": number, "before": previous})
        before[line] = number
    return listed


def _kind(status: dict[str, Any], before: dict[str, Any] | None, claims: list[dict[str, Any]]) -> str | None:
    aid, was = status["aid"] or {}, (before or {}).get("aid") or {}
    new = [claims[number] for number in status["claims"] if before is None or number not in before["claims"]]
    if before is None:
        return "older" if _is_older(new) else "new"
    if before["dispute"] == "none" and status["dispute"] != "none":
        return "contradicted"
    if before["dispute"] != "none" and status["dispute"] == "none":
        return "acknowledged" if any(claim["epistemic"] == "acknowledged" for claim in new) else "settled"
    if status["control"] in _ENDED and before["control"] not in _ENDED:
        return "ended"
    if aid.get("status") in _SHUT and was.get("status") not in _SHUT:
        return "ended"
    compared = ("control", "holder", "dispute")
    if any(status[key] != before[key] for key in compared) or aid != was:
        return "older" if _is_older(new) else "changed"
    return None


def _is_older(new: list[dict[str, Any]]) -> bool:
    """Tell whether all that is new had happened before the articles about it: another time than theirs is given."""
    return bool(new) and all(claim["late"] or claim["relation"] in _PAST for claim in new)
