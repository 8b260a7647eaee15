"""Statuses over time: what the claims published up to each article day add up to, as runs of days."""

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
from contested.status import status


@dataclass(frozen=True, kw_only=True)
class View:
    """How statuses are asked for: ages run to `as_of` on the last day; `sides` maps an actor's id to its side's."""

    as_of: datetime | None = None
    sides: Mapping[str, str] = field(default_factory=dict)


Placer = Callable[[Row, BaseGeometry | None], int | None]
_ENDED = {"vacated"}
_SHUT = {"closed", "not_present"}


def runs(
    claims: gpd.GeoDataFrame,
    days: list[str],
    *,
    view: View,
    place: Placer,
    numbers: dict[str, int],
) -> list[dict[str, Any]]:
    """Answer statuses, each with the first and last position in `days` where it holds (`until` is None: to the end).

    `place` answers the position of a row's site, `numbers` that of a claim. Without days there is one view, day 0.
    Claims without a date count on every day. Every day is worked out afresh, since a status may change
    by its age alone.
    """
    found: list[dict[str, Any]] = []
    running: dict[str, dict[str, Any]] = {}
    for position, end in enumerate(_ends(days)):
        seen = set()
        known = claims if end is None else claims[~(claims["published"] > end)]
        moment = view.as_of if view.as_of is not None and position >= len(days) - 1 else end
        for row, geometry in rows(status(known, as_of=moment, sides=view.sides)):
            entry = _status_dict(row, place(row, geometry), numbers)
            line = entry["line"]
            seen.add(line)
            if line in running and _same(running[line], entry):
                continue
            if line in running:
                running[line]["until"] = position - 1
            running[line] = entry | {"from": position, "until": None}
            found.append(running[line])
        for line in sorted(set(running) - seen):
            running.pop(line)["until"] = position - 1
    return sorted(found, key=lambda run: (run["line"], run["from"]))


def _ends(days: list[str]) -> list[datetime | None]:
    """Answer the last moment of each day; without days, one view without an end."""
    return [datetime.combine(datetime.fromisoformat(day), time.max, tzinfo=UTC) for day in days] or [None]


def _status_dict(row: Row, site: int | None, numbers: dict[str, int]) -> dict[str, Any]:
    return {
        "line": row["status_id"],
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
            {"claim": numbers[entry["claim_id"]], "why": entry["why"]}
            for entry in json.loads(row["set_aside"])
            if entry["claim_id"] in numbers
        ],
    }


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one[key] == value for key, value in other.items())


def changes(runs_found: list[dict[str, Any]], claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Answer what changed on which day: `{day, kind, run, before}`, positions into the lists, in order of days.

    Kinds: new, contradicted, acknowledged, ended, older (newly reported, but of an earlier time), changed.
    """
    found = []
    before: dict[str, int] = {}
    for position, run in enumerate(runs_found):
        previous = before.get(run["line"])
        kind = _kind(run, None if previous is None else runs_found[previous], claims)
        if kind is not None:
            found.append({"day": run["from"], "kind": kind, "run": position, "before": previous})
        before[run["line"]] = position
    return sorted(found, key=lambda change: (change["day"], change["run"]))


def _kind(run: dict[str, Any], before: dict[str, Any] | None, claims: list[dict[str, Any]]) -> str | None:
    aid, was = run["aid"] or {}, (before or {}).get("aid") or {}
    if before is None:
        return "older" if _is_older(run, claims) else "new"
    if before["dispute"] == "none" and run["dispute"] != "none":
        return "contradicted"
    if before["dispute"] != "none" and run["dispute"] == "none":
        return "acknowledged"
    if run["control"] in _ENDED and before["control"] not in _ENDED:
        return "ended"
    if aid.get("status") in _SHUT and was.get("status") not in _SHUT:
        return "ended"
    compared = ("control", "holder", "dispute")
    if any(run[key] != before[key] for key in compared) or aid != was:
        return "changed"
    return None


def _is_older(run: dict[str, Any], claims: list[dict[str, Any]]) -> bool:
    used = [claims[number] for number in run["claims"]]
    return bool(used) and all(claim["relation"] in {"past_event", "historic_background"} for claim in used)
