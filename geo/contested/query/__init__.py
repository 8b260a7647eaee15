"""Questions to the frames: frame in, frame out, no loop over rows, metres on the ellipsoid."""

from contested.query.counting import count_by_area, count_in
from contested.query.layers import Origin, areas_from, control_layer_from, read_layer
from contested.query.near import Nearness, Where, between, near, overlaps, within
from contested.query.select import changed, disputed, held_by, rival_claims, timeline
from contested.query.tables import aid_reachability, by_admin, by_source, summary

__all__ = [
    "Nearness",
    "Origin",
    "Where",
    "aid_reachability",
    "areas_from",
    "between",
    "by_admin",
    "by_source",
    "changed",
    "control_layer_from",
    "count_by_area",
    "count_in",
    "disputed",
    "held_by",
    "near",
    "overlaps",
    "read_layer",
    "rival_claims",
    "summary",
    "timeline",
    "within",
]
