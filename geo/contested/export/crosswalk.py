"""Columns that help to join claims with ACLED and UCDP GED. Approximate: their coders read whole reports.

ACLED counts events, and UCDP GED events with at least one death; a claim is one statement, and several may tell of one
event. So a code stands only beside a claim that states an event as a fact, and nothing is counted here.

Code lists: ACLED Codebook (2024), "Event Types and Sub-Event Types", "Time precision codes", "Spatial precision
codes", acleddata.com; UCDP Georeferenced Event Dataset Codebook, `date_prec` and `where_prec`, ucdp.uu.se. UCDP's
`type_of_violence` depends on who fights whom and on the dead, which claims do not tell, and is not derived. Nor is
whether a government or another takes a place.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas
import pandas as pd

from contested.frame import CLAIMS, conform
from contested.model import Epistemic, Modality, Polarity, Predicate, TimePrecision, TimeRelation

_VIOLENCE, _STRATEGIC = "Political violence", "Strategic developments"


@dataclass(frozen=True, slots=True)
class Event:
    """An event in ACLED's words; `None` where the predicate leaves it open."""

    disorder: str
    kind: str | None
    sub: str | None


EVENTS: Mapping[Predicate, Event] = {
    Predicate.CAPTURES: Event(_VIOLENCE, "Battles", None),
    Predicate.CLASHES: Event(_VIOLENCE, "Battles", "Armed clash"),
    Predicate.REPELS: Event(_VIOLENCE, "Battles", "Armed clash"),
    Predicate.SHELLING_OR_STRIKE: Event(_VIOLENCE, "Explosions/Remote violence", None),
    Predicate.AID_POINT_ATTACKED: Event(_VIOLENCE, None, None),
    Predicate.WITHDRAWS: Event(_STRATEGIC, _STRATEGIC, "Non-violent transfer of territory"),
    Predicate.HANDS_OVER_CONTROL: Event(_STRATEGIC, _STRATEGIC, "Non-violent transfer of territory"),
    Predicate.FORTIFIES_LINE: Event(_STRATEGIC, _STRATEGIC, "Headquarters or base established"),
    Predicate.MOVES_FORCES: Event(_STRATEGIC, _STRATEGIC, "Other"),
    Predicate.CEASEFIRE_SIGNED: Event(_STRATEGIC, _STRATEGIC, "Agreement"),
    Predicate.CAPTIVE_HANDOVER: Event(_STRATEGIC, _STRATEGIC, "Other"),
    Predicate.LOOTING: Event(_STRATEGIC, _STRATEGIC, "Looting/property destruction"),
}
_HAPPENED = frozenset({TimeRelation.CURRENT.value, TimeRelation.RECENT_EVENT.value, TimeRelation.PAST_EVENT.value})
_NOT_SO = frozenset({Epistemic.DENIED.value, Epistemic.RETRACTED.value})
_UCDP_DATE = {
    TimePrecision.MINUTE: 1,
    TimePrecision.DAY: 1,
    TimePrecision.WEEK: 3,
    TimePrecision.MONTH: 4,
    TimePrecision.YEAR: 5,
}
_ACLED_TIME = {TimePrecision.MINUTE: 1, TimePrecision.DAY: 1, TimePrecision.WEEK: 2, TimePrecision.MONTH: 3}
COLUMNS = (
    "acled_disorder_type", "acled_event_type", "acled_sub_event_type", "acled_time_precision", "ucdp_date_prec",
)  # fmt: skip


def with_crosswalk(claims: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Answer `claims` (a claims frame) with the columns of `COLUMNS`, empty where nothing corresponds.

    `geo_precision` and `where_prec` are in the frame already. The precision of time is that of `valid_from`, in the
    words of the text; ACLED has no code for a year. Raises `FrameError` or `CRSError` when it is no claims frame.
    """
    claims = conform(claims, CLAIMS, keep_extra=True)
    stated = (
        claims["polarity"].eq(Polarity.POSITIVE.value)
        & claims["modality"].eq(Modality.ASSERTED.value)
        & ~claims["epistemic"].isin(_NOT_SO)
        & claims["time_relation"].isin(_HAPPENED)
    )
    events = [EVENTS.get(Predicate(word)) if so else None for word, so in zip(claims["predicate"], stated, strict=True)]
    words = {
        "acled_disorder_type": [event.disorder if event else None for event in events],
        "acled_event_type": [event.kind if event else None for event in events],
        "acled_sub_event_type": [event.sub if event else None for event in events],
    }
    dated = claims["time_precision"].where(claims["valid_from"].notna())
    codes = {"acled_time_precision": _ACLED_TIME, "ucdp_date_prec": _UCDP_DATE}
    return claims.assign(
        **{name: pd.Series(values, index=claims.index, dtype=object) for name, values in words.items()},
        **{
            name: dated.map({key.value: code for key, code in table.items()}).astype("Int64")
            for name, table in codes.items()
        },
    )
