"""The exact test of a selection on a frame. Backends narrow down in their own language; this decides."""

import geopandas
import numpy as np
import pandas as pd
import shapely

from contested.frame import Schema
from contested.store.records import Box, Selection
from contested.where import evaluate

ORDER = ("published", "article_id", "start", "end")  # then the key; the same whatever the order of arrival


def narrow(frame: geopandas.GeoDataFrame, selection: Selection, schema: Schema) -> geopandas.GeoDataFrame:
    """Answer the rows of a claims or mentions frame that fit `selection`, in the order that all stores answer in.

    `known_at` and `include_superseded` are not a matter of the rows, and have been settled before. Raises `FilterError`
    when `where` asks what cannot be asked of the frame.
    """
    kept = np.ones(len(frame), dtype=bool)
    for name, wanted in (
        ("claim_id", selection.claim_ids),
        ("article_id", selection.article_ids),
        ("place_id", selection.place_ids),
    ):
        if wanted is not None:
            kept &= frame[name].isin(wanted).to_numpy() if name in frame.columns else False
    if selection.valid_at is not None and "valid_from" in frame.columns:
        moment = pd.Timestamp(selection.valid_at).tz_convert("UTC")
        since = frame["valid_from"].fillna(frame["published"])
        kept &= ~(since > moment).to_numpy() & ~(frame["valid_to"] < moment).to_numpy()
    if selection.known_since is not None and "recorded_at" in frame.columns:
        kept &= (frame["recorded_at"] > pd.Timestamp(selection.known_since).tz_convert("UTC")).to_numpy()
    if selection.bbox is not None:
        kept &= _touches(frame, selection.bbox)
    if not kept.all():
        frame = frame[kept]
    if selection.where is not None:
        frame = frame[evaluate(selection.where, frame, schema=schema)]
    names = [*(name for name in ORDER if name in frame.columns), frame.columns[0]]
    return frame.sort_values(names, na_position="last", kind="stable", ignore_index=True)


def boxes(box: Box) -> tuple[Box, ...]:
    """Answer `box` as one box, or as two where it crosses the antimeridian.

    >>> boxes((170, -10, -170, 10))
    ((170, -10, 180.0, 10), (-180.0, -10, -170, 10))
    """
    west, south, east, north = box
    if west <= east:
        return (box,)
    return (west, south, 180.0, north), (-180.0, south, east, north)


def _touches(frame: geopandas.GeoDataFrame, box: Box) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    shapes = frame.geometry.to_numpy()
    hit = np.zeros(len(frame), dtype=bool)
    for part in boxes(box):
        hit |= shapely.intersects(shapes, shapely.box(*part))
    return hit
