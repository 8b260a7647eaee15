"""From the claims frame to the status frame."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

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
    view = View(reference=micro(reference), valid_at=micro(valid))
    rows = read_rows(claims, sides)
    groups: dict[Key, list[ClaimRow]] = {}
    for claim, group_key in zip(rows, group_keys(claims), strict=True):
        if group_key is not None:
            groups.setdefault(group_key, []).append(claim)
    kinds = claims["place_kind"].to_numpy()
    lines = [line for key in sorted(groups) for line in lines_of(key, groups[key], view, kinds)]
    return lines_frame(claims, lines, [(valid, known)] * len(lines))


class Line(NamedTuple):
    """One row of a status frame: the claim that stands for its place, its id, what was found, what ages run to."""

    shown: ClaimRow
    status_id: str
    finding: Finding
    reference: int | None


def lines_of(key: Key, group: Sequence[ClaimRow], view: View, kinds: Sequence[str | None]) -> list[Line]:
    """Work out the claims on one place or part. `kinds` are the kinds of place of all rows of the frame."""
    shown = min(group, key=lambda claim: (claim.geometry_missing, -claim.score, claim.claim_id))
    lines = []
    for number, finding in enumerate(work_out(group, view, kinds[shown.row])):
        parts: tuple[object, ...] = key if number == 0 else (*key, *(finding.aid_key or ()))
        lines.append(Line(shown, stable_id("status", *parts), finding, view.reference))
    return lines


def _moment(moment: datetime | None, name: str) -> pd.Timestamp | None:
    if moment is None or pd.isna(moment):
        return None
    if moment.utcoffset() is None:
        raise FrameError(f"{name} {moment} has no zone; give one, for instance with tzinfo=UTC")
    return pd.Timestamp(moment).tz_convert("UTC")


def micro(moment: pd.Timestamp | None) -> int | None:
    """Answer a time as microseconds since 1970."""
    return None if moment is None else moment.as_unit("us").asm8.astype("int64").item()


def group_keys(claims: geopandas.GeoDataFrame) -> Iterator[Key | None]:
    """Yield for each claim what it is about: place and part, or an unlocated aid point by kind and name, or nothing."""
    names = ("place_id", *_PART, "part_references", "theatre", "aid_kind", "aid_name", "article_id")
    for row in zip(*(claims[name].to_numpy() for name in names), strict=True):
        place_id, kind, direction, distance, text, references, theatre, aid_kind, aid_name, article_id = row
        if place_id is not None:
            part: Key = ()
            if kind is not None and kind != PartKind.PARENT:
                far = "" if np.isnan(distance) else f"{distance:g}"
                words = " ".join(text.casefold().split()) if kind == PartKind.PART and text else ""
                part = (kind, direction or "", far, references or "", "" if direction else words)
            yield ("place", place_id, *part)
        elif aid_kind is not None:
            name = " ".join(aid_name.casefold().split()) if aid_name else "in " + article_id
            yield ("aid point", theatre or "", aid_kind, name)
        else:
            yield None


def lines_frame(
    claims: geopandas.GeoDataFrame,
    lines: Sequence[Line],
    times: Sequence[tuple[pd.Timestamp | None, pd.Timestamp | None]],
) -> geopandas.GeoDataFrame:
    """Answer `lines` as a status frame; `times` are the `valid_at` and `known_at` of each."""
    if not lines:
        return empty(STATUS)
    at = np.array([line.shown.row for line in lines])
    data: dict[str, Any] = {name: claims[name].to_numpy()[at] for name in (*_COPIED, *_PART, *_WHERE)}
    whole = data["part_kind"] == PartKind.PARENT.value
    for name in _PART:
        data[name] = np.where(whole, np.nan if name == "part_distance_km" else None, data[name])
    data["status_id"] = [line.status_id for line in lines]
    cells = [_cells(line.finding, line.reference) for line in lines]
    for name in cells[0]:
        data[name] = [cell[name] for cell in cells]
    data["valid_at"], data["known_at"] = [valid for valid, _ in times], [known for _, known in times]
    frame = pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in data.items()})
    for column in STATUS.columns:
        if column.dtype is Dtype.TIME:
            frame[column.name] = pd.to_datetime(frame[column.name], utc=True)
    geometry = geopandas.GeoSeries(claims.geometry.to_numpy()[at], crs=CRS)
    return conform(geopandas.GeoDataFrame(frame, geometry=geometry, crs=CRS), STATUS)


def _cells(finding: Finding, reference: int | None) -> dict[str, object]:
    aid = finding.aid
    age = None
    if finding.newest is not None and reference is not None:
        age = max(0, reference - finding.newest) / DAY
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
