"""What differs between two sets of statuses, and what a place went through."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import geopandas
import numpy as np
import pandas as pd

from contested.frame import STATUS, conform
from contested.model import AidStatus, ControlStatus, Dispute
from contested.query import changed

_WAS = ("control", "holder", "dispute", "aid_status")
_SHUT = (AidStatus.CLOSED.value, AidStatus.NOT_PRESENT.value)


class Change(StrEnum):
    """How a status differs from what it was."""

    NEW = "new"
    CONTRADICTED = "contradicted"  # it was not disputed, and is
    ACKNOWLEDGED = "acknowledged"  # it was disputed, and is not any more
    ENDED = "ended"  # a place was left, an aid point closed
    CHANGED = "changed"  # in another way
    GONE = "gone"  # no claim about it is current any more


def status_changes(before: geopandas.GeoDataFrame, after: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Answer the statuses that differ: rows of `after`, then rows of `before` that have no successor.

    A status frame in EPSG:4326 with `change`, a `Change`, and `was_control`, `was_holder`, `was_dispute` and
    `was_aid_status`, which are empty for what is new. Raises `FrameError` or `CRSError` when one is no status frame.
    """
    found = changed(before, after)
    words = found["change"].to_numpy(dtype=object)
    there = words != Change.NEW.value
    none = Dispute.NONE.value
    kinds = np.select(
        [
            ~there,
            (found["was_dispute"] == none) & (found["dispute"] != none),
            (found["was_dispute"] != none) & (found["dispute"] == none),
            _ends(found["was_control"], found["control"], (ControlStatus.VACATED.value,)),
            _ends(found["was_aid_status"], found["aid_status"], _SHUT),
        ],
        [change.value for change in (Change.NEW, Change.CONTRADICTED, Change.ACKNOWLEDGED, Change.ENDED, Change.ENDED)],
        Change.CHANGED.value,
    )
    found = found.assign(change=pd.Series(kinds, dtype=object))
    before = conform(before, STATUS, keep_extra=True)
    gone = before[~before["status_id"].isin(after["status_id"])].reset_index(drop=True)
    gone = gone.assign(
        **{f"was_{name}": gone[name] for name in _WAS}, change=pd.Series([Change.GONE.value] * len(gone), dtype=object)
    )
    parts = [part for part in (found, gone[found.columns]) if len(part)]
    if not parts:
        return found
    answer: geopandas.GeoDataFrame = pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]
    return answer


def _ends(was: "pd.Series[str]", now: "pd.Series[str]", ends: tuple[str, ...]) -> "pd.Series[bool]":
    return now.isin(ends) & ~was.isin(ends)


def touched_by(statuses: geopandas.GeoDataFrame, claim_ids: Iterable[str]) -> "pd.Series[bool]":
    """Tell of each status whether one of these claims counts for it or was set aside."""
    wanted = frozenset(claim_ids)
    used = statuses["claim_ids"].map(lambda text: not wanted.isdisjoint(json.loads(text)))
    aside = statuses["set_aside"].map(lambda text: any(one["claim_id"] in wanted for one in json.loads(text)))
    answer: pd.Series[bool] = used.astype(bool) | aside.astype(bool)
    return answer


@dataclass(frozen=True, kw_only=True)
class History:
    """What a place went through.

    `claims` is a claims frame: all that was ever said of the place, also what was superseded or rejected (`current`
    tells), oldest first, undated last; the column `dated` tells by what. `statuses` is a status frame: one row for
    each time the status became another, with `since`, the article day from which on it was so (empty: before any).
    """

    place_id: str
    place: str
    claims: geopandas.GeoDataFrame
    statuses: geopandas.GeoDataFrame
