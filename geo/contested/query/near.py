"""Where rows lie: near something, within an area, between two places. Metres are geodesic, uncertainty counts.

A row's place is meant within `radius_m` of its geometry, so a row can be *certain* (it holds wherever in that radius
the place is) or *possible* (it may hold). Functions answer the rows that are either, with the columns `distance_m`
(geodesic, from geometry to geometry) and `nearness` ("certain" or "possible"). Rows without a geometry are never near.
"""

import json
from difflib import get_close_matches
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

import geopandas
import numpy as np
import pandas as pd
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from contested.errors import FrameError, UnknownPlaceError
from contested.frame import CRS, NAMES_JOINED, check_places
from contested.query.distance import Floats, Shapes, beside, candidates, distances, pieces, touching

Where: TypeAlias = "str | BaseGeometry | geopandas.GeoDataFrame"


class Nearness(StrEnum):
    """Whether something holds wherever in its radius a place lies, or only may hold."""

    CERTAIN = "certain"
    POSSIBLE = "possible"


def near(frame: geopandas.GeoDataFrame, other: Where, *, km: float) -> geopandas.GeoDataFrame:
    """Answer the rows of `frame` within `km` of `other`, nearest first, with `distance_m` and `nearness`.

    `other` is a geometry or GeoDataFrame in EPSG:4326 of points, lines or areas, or the name of a place in `frame`.
    Its own `radius_m` counts too. Raises `FrameError` for a negative distance or a broken frame, `CRSError` for
    another CRS, `UnknownPlaceError` for a name that is not in `frame`.
    """
    if not km >= 0:
        raise FrameError(f"a distance of {km} km has no meaning; give 0 or more")
    frame = check_places(frame)
    shapes, radii = _shapes(frame), _radii(frame)
    others, their_radii = _other(other, frame)
    limit = km * 1000.0
    reach = limit + radii + (their_radii.max() if len(their_radii) else 0.0)
    parts, owner = pieces(others)
    rows, hits = candidates(shapes, parts, reach)
    over, under = touching(shapes, others)
    apart = ~np.isin(rows * len(others) + owner[hits], over * len(others) + under)
    rows, hits = rows[apart], hits[apart]
    metres = np.concatenate([distances(shapes[rows], parts[hits]), np.zeros(len(over))])
    rows, hits = np.concatenate([rows, over]), np.concatenate([owner[hits], under])
    blur = radii[rows] + their_radii[hits]
    nearest = np.full(len(frame), np.inf)
    surest = np.full(len(frame), np.inf)
    loosest = np.full(len(frame), np.inf)
    np.minimum.at(nearest, rows, metres)
    np.minimum.at(surest, rows, metres + blur)
    np.minimum.at(loosest, rows, metres - blur)
    return _answer(frame, loosest <= limit, nearest, surest <= limit)


def overlaps(frame: geopandas.GeoDataFrame, other: Where) -> geopandas.GeoDataFrame:
    """Answer the rows of `frame` that touch or overlap `other`, with `distance_m` and `nearness`.

    A row with a radius is only ever possible here; ask `within` whether it surely lies in an area. Raises as `near`.
    """
    return near(frame, other, km=0)


def within(frame: geopandas.GeoDataFrame, area: Where) -> geopandas.GeoDataFrame:
    """Answer the rows of `frame` that lie in `area`, with `distance_m` to it and `nearness`.

    `area` is a polygon, a GeoDataFrame of polygons in EPSG:4326, or a name: then rows are taken whose place or a unit
    that contains it has that name, and they are certain. A row is certain when its geometry is covered by the area and
    its radius does not reach the border. Raises as `near`, and `FrameError` when `area` holds no polygon.
    """
    frame = check_places(frame)
    if isinstance(area, str):
        named = _in_unit(frame, area)
        return _answer(frame, named, np.where(named, 0.0, np.inf), named)
    polygons, _ = _other(area, frame)
    polygons = polygons[~shapely.is_missing(polygons)]
    if not len(polygons) or not (shapely.get_dimensions(polygons) == 2).all():
        raise FrameError("an area must be one or more polygons; use near(…, km=…) for points and lines")
    union = shapely.union_all(polygons)
    shapely.prepare(union)
    shapes, radii = _shapes(frame), _radii(frame)
    inside = shapely.covers(union, shapes)
    borders, _ = pieces(np.array([union], dtype=object))
    rows, hits = candidates(shapes, borders, radii)
    border = np.full(len(frame), np.inf)
    np.minimum.at(border, rows, distances(shapes[rows], borders[hits]))
    border[(radii == 0) & inside] = np.inf  # on the border is inside
    metres = np.where(inside | shapely.intersects(union, shapes), 0.0, border)
    return _answer(frame, metres <= radii, metres, inside & (border >= radii))


def between(frame: geopandas.GeoDataFrame, a: Where, b: Where, *, km: float) -> geopandas.GeoDataFrame:
    """Answer the rows of `frame` within `km` of the shortest way over ground from `a` to `b`.

    `a` and `b` are single geometries in EPSG:4326 or names of places in `frame`. The way is the geodesic between their
    nearest points. Raises as `near`.
    """
    frame = check_places(frame)
    start, end = (shapely.union_all(_other(place, frame)[0]) for place in (a, b))
    if shapely.is_empty(start) or shapely.is_empty(end):
        raise FrameError("one of the two places has no geometry; there is nothing between them that can be measured")
    end = beside(np.array([end]), np.array([start]))[0]
    (x1, y1), (x2, y2) = shapely.get_coordinates(shapely.shortest_line(start, end))
    geod = pyproj.Geod(ellps="WGS84")
    steps = max(1, int(geod.inv(x1, y1, x2, y2)[2] // 1000))
    way = [(x1, y1), *geod.npts(x1, y1, x2, y2, steps), (x2, y2)]
    return near(frame, _cut_at_antimeridian([((x + 180) % 360 - 180, y) for x, y in way]), km=km)


# ------------------------------------------------------------------------------------------- parts


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


def _answer(frame: geopandas.GeoDataFrame, kept: Shapes, metres: Floats, certain: Shapes) -> geopandas.GeoDataFrame:
    words = np.where(certain[kept], Nearness.CERTAIN.value, Nearness.POSSIBLE.value)
    answer = frame[kept].assign(distance_m=metres[kept], nearness=pd.Series(words, dtype=object).to_numpy())
    return answer.sort_values("distance_m", kind="stable").reset_index(drop=True)


def _shapes(frame: geopandas.GeoDataFrame) -> Shapes:
    return np.asarray(frame.geometry.to_numpy(), dtype=object)


def _radii(frame: geopandas.GeoDataFrame) -> Floats:
    """Answer the radius of each row in metres; none where the frame has none: then the geometry is the place."""
    if "radius_m" not in frame.columns:
        return np.zeros(len(frame))
    return np.asarray(frame["radius_m"].fillna(0.0).to_numpy(dtype="float64"))


def _other(other: Where, frame: geopandas.GeoDataFrame) -> tuple[Shapes, Floats]:
    if isinstance(other, str):
        other = find_place(frame, other)
    elif isinstance(other, BaseGeometry):
        other = geopandas.GeoDataFrame(geometry=[other], crs=CRS)
    other = check_places(other, name="other")
    return _shapes(other), _radii(other)


def find_place(frame: geopandas.GeoDataFrame, name: str) -> geopandas.GeoDataFrame:
    """Answer the rows of `frame` whose place has this name or id, whatever the case of its letters.

    Names in any language of `place_names` count. Raises `UnknownPlaceError` with the nearest names otherwise.
    """
    known = _names(frame)
    hit = (known == name.casefold()).groupby(level=0).any().reindex(range(len(frame)), fill_value=False).to_numpy()
    if not hit.any():
        raise UnknownPlaceError(_unknown(name, set(known)))
    return frame[hit]


def _names(frame: geopandas.GeoDataFrame) -> "pd.Series[str]":
    """Answer all names of all rows in small letters; the index is the row's number."""
    frame = frame.reset_index(drop=True)
    columns = [frame[name].dropna() for name in ("place", "place_id") if name in frame.columns]
    if "place_names" in frame.columns:
        texts = frame["place_names"].dropna()
        spoken = {text: list(json.loads(text).values()) for text in texts.unique()}
        columns.append(texts.map(spoken).explode().dropna())
    if not columns:
        return pd.Series([], dtype="str")
    folded: pd.Series[str] = pd.concat(columns).astype("str").str.casefold()
    return folded


def _in_unit(frame: geopandas.GeoDataFrame, name: str) -> Shapes:
    folded = name.casefold()
    units = frame["parent"].fillna("").str.casefold().str.split(NAMES_JOINED)
    inside = units.explode() == folded
    kept = inside.groupby(level=0).any().reindex(frame.index, fill_value=False).to_numpy()
    known = _names(frame)
    own = (known == folded).groupby(level=0).any().reindex(range(len(frame)), fill_value=False).to_numpy()
    if not (kept | own).any():
        raise UnknownPlaceError(_unknown(name, {*units.explode(), *known} - {""}))
    return np.asarray(kept | own)


def _unknown(name: str, known: set[str]) -> str:
    close = get_close_matches(name.casefold(), sorted(known), n=3)
    hint = f"did you mean {', '.join(close)}?" if close else "use a name or id that stands in the frame, or a geometry"
    return f"no place of the name {name[:80]!r} is in the frame; {hint}"
