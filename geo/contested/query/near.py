"""Where rows lie: near something, within an area, between two places. Metres are geodesic, uncertainty counts.

A row's place is meant within `radius_m` of its geometry, so a row can be *certain* (it holds wherever in that radius
the place is) or *possible* (it may hold). Functions answer the rows that are either, with the columns `distance_m`
(geodesic, from geometry to geometry) and `nearness` ("certain" or "possible"). Rows without a geometry are never near.

Everywhere a place or area is asked for, it can be a shapely geometry, a GeoDataFrame (both EPSG:4326), the `Path` of a
file with a layer (see `read_layer`), or a name: of a place in the frame, or in `places`, by default the gazetteers of
the shipped theatres that the frame names.
"""

import logging
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypeAlias

import geopandas
import numpy as np
import pandas as pd
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from contested.errors import FilterError, FrameError, UnknownPlaceError
from contested.frame import CRS, check_places
from contested.gazetteer.gazetteer import Gazetteer
from contested.query.layers import check_valid, read_layer
from contested.query.places import Mask, gazetteer_of, names_in, place_called, rows_called, rows_in_unit, unknown_place
from contested.where.distance import (
    Floats,
    Shapes,
    beside,
    beside_antimeridian,
    candidates,
    distances,
    pieces,
    touching,
)
from contested.where.shapes import check_km

_log = logging.getLogger(__name__)
Where: TypeAlias = str | Path | BaseGeometry | geopandas.GeoDataFrame


class Nearness(StrEnum):
    """Whether something holds wherever in its radius a place lies, or only may hold."""

    CERTAIN = "certain"
    POSSIBLE = "possible"


class Spots(NamedTuple):
    """Geometries in EPSG:4326 or `None`, each meant within its radius in metres."""

    shapes: Shapes
    radii: Floats


def near(
    frame: geopandas.GeoDataFrame, other: Where, *, km: float, places: Gazetteer | None = None
) -> geopandas.GeoDataFrame:
    """Answer the rows of `frame` within `km` of `other`, nearest first, with `distance_m` and `nearness`.

    `other` is of points, lines or areas; its own `radius_m` counts too. Raises `FrameError` for a distance that is
    none, a broken frame or layer, `CRSError` for another CRS, `UnknownPlaceError` for a name that is not known and
    `AmbiguousPlaceError` for one that is not clear.
    """
    limit = _metres(km)
    frame = check_places(frame)
    spots, others = spots_of(frame), _other(other, frame, places)
    nearest, surest, loosest = (np.full(len(frame), np.inf) for _ in range(3))
    for rows, metres, blur in _pairs(spots, others, limit):
        np.minimum.at(nearest, rows, metres)
        np.minimum.at(surest, rows, metres + blur)
        np.minimum.at(loosest, rows, metres - blur)
    if not (loosest <= limit).any():
        _hint_at_swapped(spots, others)
    return _answer(frame, loosest <= limit, nearest, surest <= limit)


def overlaps(frame: geopandas.GeoDataFrame, other: Where, *, places: Gazetteer | None = None) -> geopandas.GeoDataFrame:
    """Answer the rows of `frame` that touch or overlap `other`, with `distance_m` and `nearness`.

    A row with a radius is only ever possible here; ask `within` whether it surely lies in an area. Raises as `near`.
    """
    return near(frame, other, km=0, places=places)


def within(frame: geopandas.GeoDataFrame, area: Where, *, places: Gazetteer | None = None) -> geopandas.GeoDataFrame:
    """Answer the rows of `frame` that lie in `area`, with `distance_m` to it and `nearness`.

    `area` is of polygons, or a name. A row is certain when its geometry is covered by the area and its radius does not
    reach the border, or, for a name, when the gazetteer says that its place is that one or lies in a unit of that name.
    Raises as `near`, and `FrameError` when `area` holds no polygon.
    """
    frame = check_places(frame)
    if not isinstance(area, str):
        spots, others = spots_of(frame), _other(area, frame, places)
        kept, metres, certain = _inside(spots, _polygons(others.shapes))
        if not kept.any():
            _hint_at_swapped(spots, others)
        return _answer(frame, kept, metres, certain)
    said = rows_in_unit(frame, area)
    gazetteer = gazetteer_of(frame) if places is None else places
    place = place_called(gazetteer, area)
    if place is None and not said.any():
        raise unknown_place(area, names_in(frame) | {one.name for one in gazetteer.by_id.values()})
    kept, metres, certain = said, np.where(said, 0.0, np.inf), said
    if place is not None and place.footprint is not None and shapely.get_dimensions(place.footprint) == 2:
        inside, far, sure = _inside(spots_of(frame), np.array([place.footprint], dtype=object))
        kept, metres, certain = kept | inside, np.where(said, 0.0, far), certain | sure
    return _answer(frame, kept, metres, certain)


def between(
    frame: geopandas.GeoDataFrame, a: Where, b: Where, *, km: float, places: Gazetteer | None = None
) -> geopandas.GeoDataFrame:
    """Answer the rows of `frame` within `km` of the shortest way over ground from `a` to `b`.

    The way is the geodesic between their nearest points. Raises as `near`.
    """
    frame = check_places(frame)
    start, end = (shapely.union_all(_other(place, frame, places).shapes) for place in (a, b))
    if shapely.is_empty(start) or shapely.is_empty(end):
        raise FrameError("one of the two places has no geometry; there is nothing between them that can be measured")
    end = beside(np.array([end]), np.array([start]))[0]
    (x1, y1), (x2, y2) = shapely.get_coordinates(shapely.shortest_line(start, end))
    if (x1, y1) == (x2, y2):  # the two touch: there is no way, only where they meet
        return near(frame, shapely.Point((x1 + 180) % 360 - 180, y1), km=km)
    geod = pyproj.Geod(ellps="WGS84")
    steps = max(1, int(geod.inv(x1, y1, x2, y2)[2] // 1000))
    way = [(x1, y1), *geod.npts(x1, y1, x2, y2, steps), (x2, y2)]
    return near(frame, _cut_at_antimeridian([((x + 180) % 360 - 180, y) for x, y in way]), km=km)


def find_place(frame: geopandas.GeoDataFrame, name: str) -> geopandas.GeoDataFrame:
    """Answer the rows of `frame` whose place has this name or id. Raises as `rows_called`."""
    return frame[rows_called(frame, name)]


def spots_of(frame: geopandas.GeoDataFrame) -> Spots:
    """Answer the geometries of a frame and the radius of each in metres; 0 where it has none: then it is the place."""
    shapes = np.asarray(frame.geometry.to_numpy(), dtype=object)
    if "radius_m" not in frame.columns:
        return Spots(shapes, np.zeros(len(frame)))
    return Spots(shapes, np.asarray(frame["radius_m"].fillna(0.0).to_numpy(dtype="float64")))


# ------------------------------------------------------------------------------------------- parts


def _metres(km: float) -> float:
    try:
        return check_km(km) * 1000.0
    except FilterError as error:
        raise FrameError(str(error)) from error


def _hint_at_swapped(spots: Spots, others: Spots) -> None:
    """Say so when a layer holds none of the rows, and would hold some if it had latitude first."""
    if not len(others.shapes):
        return
    west, south, east, north = shapely.total_bounds(others.shapes)
    rows = shapely.bounds(spots.shapes)
    if max(abs(west), abs(east)) > 90 or _any_meets(rows, west, south, east, north):  # no latitude ends there
        return
    if _any_meets(rows, south, west, north, east):
        _log.warning(
            "the two layers do not meet, but would if longitude and latitude of one were swapped; x is longitude: "
            "shapely.transform(geometry, lambda xy: xy[:, ::-1]) swaps them"
        )


def _any_meets(rows: Floats, west: float, south: float, east: float, north: float) -> bool:
    """Tell whether the box of any row meets the box given; what is not known meets nothing."""
    return bool(((rows[:, 0] <= east) & (rows[:, 2] >= west) & (rows[:, 1] <= north) & (rows[:, 3] >= south)).any())


def _pairs(spots: Spots, others: Spots, limit: float) -> list[tuple[Shapes, Floats, Floats]]:
    """Answer the pairs that may be within `limit` metres: the row, its metres, and the radii of both together."""
    reach = limit + spots.radii + (others.radii.max() if len(others.radii) else 0.0)
    found = []
    if (shapely.get_dimensions(spots.shapes) > 0).any() or (shapely.get_dimensions(others.shapes) > 0).any():
        over, under = touching(spots.shapes, others.shapes)
        found.append((over, np.zeros(len(over)), spots.radii[over] + others.radii[under]))
    parts, owner = pieces(others.shapes)
    rows, hits = candidates(spots.shapes, parts, reach)
    if found:  # what touches needs no measuring
        known = np.isin(rows * len(others.shapes) + owner[hits], over * len(others.shapes) + under)
        rows, hits = rows[~known], hits[~known]
    metres = distances(spots.shapes[rows], parts[hits])
    found.append((rows, metres, spots.radii[rows] + others.radii[owner[hits]]))
    return found


def _inside(spots: Spots, polygons: Shapes) -> tuple[Mask, Floats, Mask]:
    """Tell which spots may lie in the polygons, how far each is from them, and which surely lie in them."""
    shapes, radii = spots
    points = shapely.get_type_id(shapes) == 0
    inside = np.zeros(len(shapes), dtype=bool)
    inside[np.flatnonzero(points)[touching(shapes[points], polygons)[0]]] = True
    unsure = np.flatnonzero(radii > 0)
    wide = np.flatnonzero(~points & ~shapely.is_missing(shapes))
    if not len(unsure) and not len(wide):
        return inside, np.where(inside, 0.0, np.inf), inside
    union = shapely.union_all(polygons)  # several areas side by side are one: only its outer border counts
    shapely.prepare(union)
    inside[wide] = shapely.covers(union, shapes[wide])
    touches = inside.copy()
    touches[wide] |= shapely.intersects(union, shapes[wide])
    for rows, turned in beside_antimeridian(shapes):
        inside[rows] |= shapely.covers(union, turned)
        touches[rows] |= shapely.intersects(union, turned)
    border = np.full(len(shapes), np.inf)
    borders, _ = pieces(np.array([union], dtype=object))
    rows, hits = candidates(shapes[unsure], borders, radii[unsure])
    np.minimum.at(border, unsure[rows], distances(shapes[unsure[rows]], borders[hits]))
    metres = np.where(touches, 0.0, border)
    return metres <= radii, metres, inside & (border >= radii)


def _polygons(shapes: Shapes) -> Shapes:
    shapes = shapes[~shapely.is_missing(shapes)]
    if not len(shapes) or not (shapely.get_dimensions(shapes) == 2).all():
        raise FrameError("an area must be one or more polygons; use near(…, km=…) for points and lines")
    return shapes


def _cut_at_antimeridian(way: list[tuple[float, float]]) -> BaseGeometry:
    """Answer a way of two or more points as a line, in two parts where it crosses 180 degrees."""
    runs, run = [], [way[0]]
    for last, point in pairwise(way):
        if abs(point[0] - last[0]) > 180:
            side = 180.0 if last[0] > 0 else -180.0
            middle = (last[1] + point[1]) / 2  # the two are at most a kilometre apart
            runs.append([*run, (side, middle)])
            run = [(-side, middle)]
        run.append(point)
    lines = [shapely.LineString(run) for run in [*runs, run]]
    return lines[0] if len(lines) == 1 else shapely.MultiLineString(lines)


def _answer(frame: geopandas.GeoDataFrame, kept: Mask, metres: Floats, certain: Mask) -> geopandas.GeoDataFrame:
    """Answer the rows kept, nearest first."""
    at = np.flatnonzero(kept)
    at = at[np.argsort(metres[at], kind="stable")]
    words = np.where(certain[at], Nearness.CERTAIN.value, Nearness.POSSIBLE.value)
    answer = frame.iloc[at].reset_index(drop=True)
    return answer.assign(distance_m=metres[at], nearness=pd.Series(words, dtype=object).to_numpy())


def _other(other: Where, frame: geopandas.GeoDataFrame, places: Gazetteer | None) -> Spots:
    if isinstance(other, str):
        return _named(other, frame, places)
    if isinstance(other, Path):
        other = read_layer(other)
    elif isinstance(other, BaseGeometry):
        other = geopandas.GeoDataFrame(geometry=[other], crs=CRS)
    other = check_places(other, name="other")
    check_valid(other, "the other layer")
    return spots_of(other)


def _named(name: str, frame: geopandas.GeoDataFrame, places: Gazetteer | None) -> Spots:
    """Answer a place by name: the rows of the frame that are about it, or else its footprint in the gazetteer."""
    try:
        return spots_of(frame[rows_called(frame, name)])
    except UnknownPlaceError:
        gazetteer = gazetteer_of(frame) if places is None else places
        place = place_called(gazetteer, name)
        if place is None:
            raise
    if place.footprint is None:
        raise FrameError(f"{place.name} ({place.id}) has no known location, so nothing can be near it or in it")
    return Spots(np.array([place.footprint], dtype=object), np.array([place.radius_m or 0.0]))
