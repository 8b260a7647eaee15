"""From the claims frame to the status frame."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import geopandas
import numpy as np
import pandas as pd

from contested.errors import FrameError
from contested.frame import CLAIMS, CRS, NAMES_JOINED, STATUS, Dtype, conform, empty
from contested.model import ControlStatus, Dispute, PartKind, stable_id
from contested.status.place import Finding, work_out
from contested.status.record import DAY, ClaimRow, read_rows
from contested.status.sift import View

Key = tuple[str, ...]
_COPIED = ("place_id", "place", "place_names", "place_kind", "parent", "country", "pcode", "theatre")
_PART = ("part_kind", "part_direction", "part_distance_km", "part_text")
_WHERE = ("radius_m", "inferred_extent", "where_prec", "geo_precision")


def status(
    claims: geopandas.GeoDataFrame,
    *,
    valid_at: datetime | None = None,
    known_at: datetime | None = None,
    as_of: datetime | None = None,
    sides: Mapping[str, str] | None = None,
) -> geopandas.GeoDataFrame:
    """Work out what the claims add up to: one row a place or part, and one for each further or unlocated aid point.

    `claims` is a claims frame. `valid_at` asks for the state at a time, `known_at` for what articles published until
    then say; claims without a date are in every view. Ages run to `as_of`, or else to the newest article among those
    known, never to the clock. `sides` maps an actor's id to the id of the actor whose side it is on: actors of one
    side make no dispute and are one origin.

    Answers a status frame, EPSG:4326, with the geometries of the claims. The order of the claims does not matter, and
    the claims are left unchanged. Raises `FrameError` when the frame breaks its schema or a time has no zone,
    `CRSError` when it is not EPSG:4326.
    """
    valid, known, reference = _moment(valid_at, "valid_at"), _moment(known_at, "known_at"), _moment(as_of, "as_of")
    claims = conform(claims, CLAIMS)
    if known is not None:
        claims = claims[~(claims["published"] > known)]
    if reference is None and claims["published"].notna().any():
        reference = claims["published"].max()
    if valid is not None:
        since = claims["valid_from"].fillna(claims["published"])
        claims = claims[~(since > valid)]
    claims = claims.reset_index(drop=True)
    view = View(reference=_micro(reference), valid_at=_micro(valid))
    groups = _groups(claims, read_rows(claims, sides))
    rows: list[tuple[ClaimRow, str, Finding]] = []
    kinds = claims["place_kind"].to_numpy()
    for key in sorted(groups):
        group = groups[key]
        shown = min(group, key=lambda claim: (claim.geometry_missing, -claim.score, claim.claim_id))
        for number, finding in enumerate(work_out(group, view, kinds[shown.row])):
            parts: tuple[object, ...] = key if number == 0 else (*key, *(finding.aid_key or ()))
            rows.append((shown, stable_id("status", *parts), finding))
    return _frame(claims, rows, view, {"valid_at": valid, "known_at": known})


def _moment(moment: datetime | None, name: str) -> pd.Timestamp | None:
    if moment is None or pd.isna(moment):
        return None
    if moment.utcoffset() is None:
        raise FrameError(f"{name} {moment} has no zone; give one, for instance with tzinfo=UTC")
    return pd.Timestamp(moment).tz_convert("UTC")


def _micro(moment: pd.Timestamp | None) -> int | None:
    return None if moment is None else moment.as_unit("us").asm8.astype("int64").item()


def _groups(claims: geopandas.GeoDataFrame, rows: list[ClaimRow]) -> dict[Key, list[ClaimRow]]:
    """Sort claims by place and part, unlocated aid points by kind and name; claims on neither are left out."""
    names = ("place_id", *_PART, "part_references", "theatre")
    place_id, kind, direction, distance, text, references, theatre = (claims[name].to_numpy() for name in names)
    groups: dict[Key, list[ClaimRow]] = {}
    for claim in rows:
        at = claim.row
        if place_id[at] is not None:
            part: Key = ()
            if kind[at] is not None and kind[at] != PartKind.PARENT:
                far = "" if np.isnan(distance[at]) else f"{distance[at]:g}"
                words = " ".join(text[at].casefold().split()) if kind[at] == PartKind.PART and text[at] else ""
                part = (kind[at], direction[at] or "", far, references[at] or "", "" if direction[at] else words)
            groups.setdefault(("place", place_id[at], *part), []).append(claim)
        elif claim.aid_kind is not None:
            name = " ".join(claim.aid_name.casefold().split()) if claim.aid_name else "in " + claim.article_id
            groups.setdefault(("aid point", theatre[at] or "", claim.aid_kind, name), []).append(claim)
    return groups


def _frame(
    claims: geopandas.GeoDataFrame,
    rows: list[tuple[ClaimRow, str, Finding]],
    view: View,
    times: Mapping[str, pd.Timestamp | None],
) -> geopandas.GeoDataFrame:
    if not rows:
        return empty(STATUS)
    at = np.array([claim.row for claim, _, _ in rows])
    data: dict[str, Any] = {name: claims[name].to_numpy()[at] for name in (*_COPIED, *_PART, *_WHERE)}
    whole = data["part_kind"] == PartKind.PARENT.value
    for name in _PART:
        data[name] = np.where(whole, np.nan if name == "part_distance_km" else None, data[name])
    data["status_id"] = [status_id for _, status_id, _ in rows]
    cells = [_cells(finding, view) for _, _, finding in rows]
    for name in cells[0]:
        data[name] = [cell[name] for cell in cells]
    for name, moment in times.items():
        data[name] = [moment] * len(rows)
    frame = pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in data.items()})
    for column in STATUS.columns:
        if column.dtype is Dtype.TIME:
            frame[column.name] = pd.to_datetime(frame[column.name], utc=True)
    geometry = geopandas.GeoSeries(claims.geometry.to_numpy()[at], crs=CRS)
    return conform(geopandas.GeoDataFrame(frame, geometry=geometry, crs=CRS), STATUS)


def _cells(finding: Finding, view: View) -> dict[str, object]:
    aid = finding.aid
    age = None
    if finding.newest is not None and view.reference is not None:
        age = max(0, view.reference - finding.newest) / DAY
    return {
        "control": finding.control.value,
        "holder": finding.holder,
        "contested": finding.dispute is not Dispute.NONE,
        "contested_strict": finding.control is ControlStatus.CONTESTED,
        "dispute": finding.dispute.value,
        "disputed_by": NAMES_JOINED.join(finding.disputed_by) or None,
        "aid_point": aid is not None,
        "aid_kind": finding.aid_kind,
        "aid_status": aid.status.value if aid else None,
        "aid_scope": aid.scope if aid else None,
        "aid_operator": aid.operator if aid else None,
        "aid_name": finding.aid_name,
        "aid_since": aid.since if aid else None,
        "aid_until": aid.until if aid else None,
        "why": finding.why,
        "rule": finding.rule,
        "confidence": finding.confidence,
        "n_claims": len(finding.claim_ids),
        "n_origins": finding.n_origins,
        "newest": _stamp(finding.newest),
        "oldest": _stamp(finding.oldest),
        "age_days": age,
        "undated": finding.undated,
        "claim_ids": json.dumps(list(finding.claim_ids)),
        "set_aside": json.dumps([{"claim_id": i, "why": w} for i, w in finding.set_aside], ensure_ascii=False),
    }


def _stamp(moment: int | None) -> pd.Timestamp | None:
    return None if moment is None else pd.Timestamp(moment, unit="us", tz="UTC")
