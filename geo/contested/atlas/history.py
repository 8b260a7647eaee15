"""What a place went through, from all claims that were ever recorded of it."""

from collections.abc import Mapping
from datetime import UTC, datetime, time

import geopandas
import pandas as pd

from contested.atlas.changes import History
from contested.query import timeline
from contested.status import Moment, spells

_STATE = ("control", "holder", "dispute", "disputed_by", "aid_status", "aid_scope")  # another one is another status


def history_of(
    everything: geopandas.GeoDataFrame,
    current: geopandas.GeoDataFrame,
    place: str,
    *,
    sides: Mapping[str, str],
) -> History:
    """Answer the history of `place`, an id or a name; `current` are those of the claims that count.

    Raises `UnknownPlaceError` with the nearest names.
    """
    said = timeline(everything, place)
    said = said.assign(current=said["claim_id"].isin(current["claim_id"]))
    place_ids = list(dict.fromkeys(said["place_id"]))
    counting = current[current["place_id"].isin(place_ids)].reset_index(drop=True)
    days = sorted({moment.date() for moment in counting["published"].dropna()})
    ends = [datetime.combine(day, time.max, tzinfo=UTC) for day in days]
    undated = [Moment(until=datetime(1, 1, 2, tzinfo=UTC), now=ends[0])] if ends else [Moment(until=None)]
    found = spells(counting, [*undated, *(Moment(until=end) for end in ends)], sides=sides)
    starts = [pd.NaT, *(pd.Timestamp(datetime.combine(day, time.min, tzinfo=UTC)) for day in days)]
    found = found.assign(since=pd.to_datetime(pd.Series([starts[at] for at in found["first"]], dtype=object), utc=True))
    found = found.sort_values(["line", "first"], kind="stable", ignore_index=True)
    told = found[[*_STATE]].fillna("")
    same = (told == told.shift()).all(axis=1) & (found["line"] == found["line"].shift())
    return History(
        place_id=place_ids[0],
        place=said["place"].iloc[0],
        claims=said,
        statuses=found[~same].reset_index(drop=True),
    )
