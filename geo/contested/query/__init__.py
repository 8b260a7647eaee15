"""Questions to the frames: frame in, frame out, no loop over rows, metres on the ellipsoid."""

from contested.query.near import Nearness, between, near, overlaps, within
from contested.query.select import changed, disputed, held_by, rival_claims, timeline
from contested.query.tables import aid_reachability, by_admin, by_source, summary

__all__ = [
    "Nearness",
    "aid_reachability",
    "between",
    "by_admin",
    "by_source",
    "changed",
    "disputed",
    "held_by",
    "near",
    "overlaps",
    "rival_claims",
    "summary",
    "timeline",
    "within",
]
