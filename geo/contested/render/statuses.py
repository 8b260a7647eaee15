"""Statuses over time: what the claims published up to each article day add up to, as runs of days."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

import geopandas as gpd
from shapely.geometry.base import BaseGeometry

from contested.frame import NAMES_JOINED
from contested.render.claims_of import aid_dict
from contested.render.rows import Row, day_of, rows, split_list
from contested.status import status

Placer = Callable[[Row, BaseGeometry | None], int | None]
_ENDED = {"vacated"}
_SHUT = {"closed", "not_present"}


def runs(
    claims: gpd.GeoDataFrame,
    days: list[str],
    *,
    as_of: datetime | None,
    place: Placer,
    numbers: dict[str, int],
) -> list[dict[str, Any]]:
    """Answer statuses, each with the first and last position in `days` where it holds (`until` is None: to the end).

    `place` answers the position of a row's site, `numbers` that of a claim. Without days there is one view, day 0.
    Claims without a date count on every day.
    """
    found: list[dict[str, Any]] = []
    open_runs: dict[str, dict[str, Any]] = {}
    for position, day in enumerate(days or [None]):
        seen = set()
        for row, geometry in rows(_view(claims, day, last=position >= len(days) - 1, as_of=as_of)):
            entry = _status_dict(row, place(row, geometry), numbers)
            seen.add(entry["line"])
            running = open_runs.get(entry["line"])
            if running is not None and _same(running, entry):
                continue
            if running is not None:
                running["until"] = position - 1
            entry |= {"from": position, "until": None}
            open_runs[entry["line"]] = entry
            found.append(entry)
        for line in sorted(set(open_runs) - seen):
            open_runs.pop(line)["until"] = position - 1
    return sorted(found, key=lambda run: (run["line"], run["from"]))


def _view(claims: gpd.GeoDataFrame, day: str | None, *, last: bool, as_of: datetime | None) -> gpd.GeoDataFrame:
    if day is None:
        return status(claims, as_of=as_of)
    end = datetime.combine(datetime.fromisoformat(day), time.max, tzinfo=UTC)
    known = claims[claims["published"].isna() | (claims["published"] <= end)]
    return status(known, as_of=as_of if last and as_of is not None else end)


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
