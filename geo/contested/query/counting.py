"""Count what other people's layers hold inside our areas: people, hospitals, schools in disputed places.

Nothing is spread evenly over an area or shared out: a feature lies in an area surely, perhaps, or not.
"""

import geopandas
import numpy as np
import pandas as pd
import shapely

from contested.errors import FrameError
from contested.frame import check_places
from contested.query.layers import check_valid
from contested.query.near import Spots, spots_of
from contested.where.distance import Floats, Ints, candidates, distances, pieces, touching
from contested.where.nearest import meant

_TOLD = ("source", "date", "licence")


def count_in(areas: geopandas.GeoDataFrame, layer: geopandas.GeoDataFrame, *, value: str | None = None) -> pd.DataFrame:
    """Count the features of `layer` that lie in any of `areas`: one row for each source and date of the layer.

    `areas` is any frame, such as `disputed(status)`; `layer` one of `read_layer`, of points, lines or areas, EPSG:4326;
    radii of both count. `n_certain` lie in an area wherever in its radius each is; `n_possible` may lie in one, the
    certain ones included. With `value`, a column of numbers of the layer, `value_certain` and `value_possible` are its
    sums. A feature in several areas counts once; one that lies across a border is possible. `n_areas` tells how many
    areas were asked, `n_areas_unlocated` how many of them have no geometry, so that nothing can be said to lie in them.

    A point with a radius, as most places are, has no known extent: what lies in its radius is possible, never certain.
    Raises `FrameError` for a column that is missing or holds no numbers or negative ones, or a broken layer, `CRSError`
    for another CRS.
    """
    areas, layer, numbers = _checked(areas, layer, value)
    rows, hits, sure = _pairs(spots_of(areas), spots_of(layer))
    del rows
    possible, certain = np.zeros(len(layer), dtype=bool), np.zeros(len(layer), dtype=bool)
    possible[hits] = True
    certain[hits[sure]] = True
    told = {name: layer[name] if name in layer.columns else None for name in _TOLD}
    table = pd.DataFrame({**told, "n_certain": certain, "n_possible": possible}, index=layer.index)
    if numbers is not None:
        table = table.assign(value_certain=numbers * certain, value_possible=numbers * possible)
    sums: pd.DataFrame = table.groupby(list(_TOLD), dropna=False, as_index=False).sum()
    return sums.assign(n_areas=len(areas), n_areas_unlocated=int(areas.geometry.isna().sum()))


def count_by_area(
    areas: geopandas.GeoDataFrame, layer: geopandas.GeoDataFrame, *, value: str | None = None
) -> geopandas.GeoDataFrame:
    """Answer `areas` with what of `layer` lies in each: `n_certain`, `n_possible`, and sums of `value`, as `count_in`.

    A feature in several areas counts in each, so the rows do not add up. `layer_source` and `layer_date` say whose
    layer it is and of when. Areas without a geometry have no count. Raises as `count_in`.
    """
    areas, layer, numbers = _checked(areas, layer, value)
    rows, hits, sure = _pairs(spots_of(areas), spots_of(layer))
    there = areas.geometry.notna().to_numpy()
    answer = areas.reset_index(drop=True)
    for word, kept in (("certain", sure), ("possible", np.ones(len(rows), dtype=bool))):
        counts = np.bincount(rows[kept], minlength=len(areas)).astype("float64")
        answer[f"n_{word}"] = pd.array(np.where(there, counts, np.nan), dtype="Int64")
        if numbers is not None:
            sums = np.bincount(rows[kept], weights=numbers[hits[kept]], minlength=len(areas))
            answer[f"value_{word}"] = np.where(there, sums, np.nan)
    for name in ("source", "date"):
        told = sorted(layer[name].dropna().astype(str).unique()) if name in layer.columns else []
        answer[f"layer_{name}"] = pd.Series(["; ".join(told) or None] * len(answer), dtype=object)
    return answer


def _checked(
    areas: geopandas.GeoDataFrame, layer: geopandas.GeoDataFrame, value: str | None
) -> tuple[geopandas.GeoDataFrame, geopandas.GeoDataFrame, Floats | None]:
    areas, layer = check_places(areas, name="areas"), check_places(layer, name="layer")
    check_valid(areas, "the areas")
    check_valid(layer, "the layer")
    if value is None:
        return areas, layer, None
    if value not in layer.columns:
        raise FrameError(f"the layer has no column {value!r}; {meant(value, map(str, layer.columns))}")
    if not pd.api.types.is_numeric_dtype(layer[value].dtype) or pd.api.types.is_bool_dtype(layer[value].dtype):
        raise FrameError(f"column {value!r} of the layer holds no numbers; use pandas.to_numeric(…)")
    numbers = layer[value].fillna(0).to_numpy(dtype="float64")
    if (numbers < 0).any():
        raise FrameError(f"column {value!r} of the layer holds {numbers.min():g}; a count cannot be negative")
    return areas, layer, numbers


def _pairs(areas: Spots, features: Spots) -> tuple[Ints, Ints, "np.ndarray[tuple[int], np.dtype[np.bool_]]"]:
    """Answer the pairs of an area and a feature that may lie in it, and which of them surely do."""
    size = len(features.shapes)
    rows, hits = touching(areas.shapes, features.shapes)
    together = areas.radii.max(initial=0.0) + features.radii.max(initial=0.0)
    if together > 0:  # what does not touch may lie within reach of the radii
        parts, owner = pieces(features.shapes)
        most = features.radii.max(initial=0.0)
        more, near = candidates(areas.shapes, parts, areas.radii + most)
        close = distances(areas.shapes[more], parts[near]) <= areas.radii[more] + features.radii[owner[near]]
        pairs = np.unique(np.concatenate([rows * size + hits, (more * size + owner[near])[close]]))
        rows, hits = pairs // size, pairs % size
    sure = (shapely.get_dimensions(areas.shapes[rows]) == 2) & shapely.covers(areas.shapes[rows], features.shapes[hits])
    blur = areas.radii[rows] + features.radii[hits]
    unsure = np.flatnonzero(sure & (blur > 0))
    if len(unsure):
        borders = shapely.boundary(areas.shapes[rows[unsure]])
        sure[unsure] = distances(borders, features.shapes[hits[unsure]]) >= blur[unsure]
    return rows, hits, sure
