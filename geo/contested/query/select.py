"""Choose rows of the status and claims frames: what is disputed, who holds, what changed, who contradicts whom."""

import geopandas
import numpy as np
import pandas as pd

from contested.frame import CLAIMS, NAMES_JOINED, STATUS, conform, conform_column
from contested.model import ControlStatus, Predicate
from contested.query.near import find_place

_COMPARED = ("control", "holder", "dispute", "aid_status")


def disputed(status: geopandas.GeoDataFrame, *, strict: bool = False) -> geopandas.GeoDataFrame:
    """Answer the rows in dispute: any dispute, or with `strict` only those whose control is contested.

    Raises `FrameError` or `CRSError` when `status` is not a status frame.
    """
    kept = conform_column(status, STATUS, "contested_strict" if strict else "contested")
    return conform(status[kept.to_numpy()], STATUS, keep_extra=True)


def held_by(status: geopandas.GeoDataFrame, actor: str) -> geopandas.GeoDataFrame:
    """Answer the rows said to be held, besieged or partly held by `actor`, a label in any case of letters.

    Raises `FrameError` or `CRSError` when `status` is not a status frame.
    """
    codes, holders = pd.factorize(conform_column(status, STATUS, "holder"))
    folded = actor.casefold()
    holds = [folded in holder.casefold().split(NAMES_JOINED) for holder in holders]
    return conform(status[np.append(np.array(holds, dtype=bool), False)[codes]], STATUS, keep_extra=True)


def changed(before: geopandas.GeoDataFrame, after: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Answer the rows of `after` that are new or differ from `before` in control, holder, dispute or aid status.

    Both are status frames, for instance of two days. The columns `was_control`, `was_holder`, `was_dispute` and
    `was_aid_status` tell what was, `change` is "new" or "changed". Raises `FrameError` or `CRSError`.
    """
    before, after = conform(before, STATUS, keep_extra=True), conform(after, STATUS, keep_extra=True)
    was = before.set_index("status_id")[list(_COMPARED)].astype(object)  # an empty frame's would become numbers
    was = was.reindex(after["status_id"]).reset_index(drop=True)
    new = ~after["status_id"].isin(before["status_id"])
    differs = np.zeros(len(after), dtype=bool)
    for name in _COMPARED:
        differs |= (after[name].fillna("") != was[name].fillna("")).to_numpy()
    answer = after.assign(
        **{f"was_{name}": was[name].where(was[name].notna(), None) for name in _COMPARED},
        change=pd.Series(np.where(new, "new", "changed"), dtype=object),
    )
    return answer[new.to_numpy() | differs].reset_index(drop=True)


def rival_claims(claims: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Answer the claims on places and parts for which more than one holder is claimed, or a capture is denied.

    Only claims that may change the state count. Raises `FrameError` or `CRSError` when `claims` is not a claims frame.
    """
    claims = conform(claims, CLAIMS, keep_extra=True)
    telling = claims[claims["changes_state"] & claims["place_id"].notna() & claims["control"].notna()]
    denies = (telling["predicate"] == Predicate.DENIES_CAPTURE) | (telling["control"] == ControlStatus.CONTESTED)
    party = telling["holder"].where(~denies | telling["holder"].notna(), telling["actor"].fillna("(denied)"))
    keys = [telling[name].fillna("") for name in ("place_id", "part_kind", "part_direction")]
    parties = party.groupby(keys).transform("nunique")
    return telling[(parties > 1).to_numpy()].reset_index(drop=True)


def timeline(claims: geopandas.GeoDataFrame, place: str) -> geopandas.GeoDataFrame:
    """Answer the claims on `place`, by name or id, oldest first, undated ones last; `dated` tells by what.

    Order is by `valid_from`, or else by publication. Raises `UnknownPlaceError` with the nearest names for an unknown
    place, `FrameError` or `CRSError` when `claims` is not a claims frame.
    """
    claims = find_place(conform(claims, CLAIMS, keep_extra=True), place)
    when = claims["valid_from"].fillna(claims["published"])
    words = np.select([claims["valid_from"].notna(), claims["published"].notna()], ["event", "article"], "undated")
    answer = claims.assign(dated=pd.Series(words, index=claims.index, dtype=object), _when=when)
    answer = answer.sort_values(["_when", "claim_id"], kind="stable", na_position="last")
    return answer.drop(columns="_when").reset_index(drop=True)
