"""Geodesic distances between geometries, for many pairs at once.

Each pair is laid out around a centre by the azimuthal equidistant projection of the WGS84 ellipsoid, which keeps every
distance from its centre: distances from a point are exact there. Two lines or areas are laid out around the middle of
their shortest line; at 100 km the error is below 0.01 %. Edges are straight in longitude and latitude, as GeoJSON has
them, and are cut to pieces of at most 0.02 degrees, which keeps them within a metre of that. (C. F. F. Karney,
"Algorithms for geodesics", Journal of Geodesy 87, 2013, by way of PROJ.)
"""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

Shapes: TypeAlias = npt.NDArray[Any]  # of shapely geometries or None
Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]

STEP = 0.02  # degrees
RUN = 16  # segments of a border that are measured together
CHUNK = 2_000_000  # vertices laid out at a time
_METRES_A_DEGREE = 110_574.0  # of latitude at the equator, the shortest
_SLACK = 1.02


def distances(left: Shapes, right: Shapes) -> Floats:
    """Answer the geodesic distance in metres of each pair; 0 where they touch or overlap.

    `left` and `right` are arrays of the same length of geometries in EPSG:4326, none of them `None` or empty.
    """
    result = np.full(len(left), np.nan)
    points = (shapely.get_type_id(left) == 0) & (shapely.get_type_id(right) == 0)
    if points.any():
        x1, y1, x2, y2 = (get(side[points]) for side in (left, right) for get in (shapely.get_x, shapely.get_y))
        result[points] = pyproj.Geod(ellps="WGS84").inv(x1, y1, x2, y2)[2]
    rest = np.flatnonzero(~points)
    if not len(rest):
        return result
    sizes = sum(shapely.get_num_coordinates(side[rest]) + shapely.length(side[rest]) / STEP for side in (left, right))
    for run in np.split(rest, np.flatnonzero(np.diff(np.cumsum(sizes) // CHUNK)) + 1):
        result[run] = _laid_out(shapely.segmentize(left[run], STEP), shapely.segmentize(right[run], STEP))
    return result


def pieces(shapes: Shapes) -> tuple[Shapes, Ints]:
    """Answer the points and short runs of the lines and borders of `shapes`, each with the index of its shape.

    Whatever lies outside an area is as far from it as from the nearest of these.
    """
    there = np.flatnonzero(~shapely.is_missing(shapes))
    edges = np.where(shapely.get_dimensions(shapes[there]) == 2, shapely.boundary(shapes[there]), shapes[there])
    parts, owner = shapely.get_parts(edges, return_index=True)
    point = shapely.get_type_id(parts) == 0
    xy, line = shapely.get_coordinates(parts[~point], return_index=True)
    counts = np.bincount(line, minlength=int((~point).sum()))
    runs = -(-(counts - 1) // RUN)  # of each line; two runs that follow each other share a vertex
    of = np.repeat(np.arange(len(counts)), runs)
    number = np.arange(len(of)) - np.repeat(np.cumsum(runs) - runs, runs)
    first = (np.cumsum(counts) - counts)[of] + number * RUN
    sizes = np.minimum(RUN, counts[of] - 1 - number * RUN) + 1
    which = np.repeat(np.arange(len(of)), sizes)
    vertex = np.repeat(first, sizes) + np.arange(len(which)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    lines = shapely.linestrings(xy[vertex], indices=which) if len(which) else np.array([], dtype=object)
    return np.concatenate([parts[point], lines]), there[np.concatenate([owner[point], owner[~point][of]])]


def touching(left: Shapes, right: Shapes) -> tuple[Ints, Ints]:
    """Answer the index pairs that touch or overlap, by one tree; missing geometries are in no pair."""
    kept = np.flatnonzero(~shapely.is_missing(right))
    rows, hits = shapely.STRtree(right[kept]).query(left, predicate="intersects")
    return rows, kept[hits]


def _laid_out(left: Shapes, right: Shapes) -> Floats:
    lon, lat = _centres(left, right)
    return np.asarray(shapely.distance(_around(left, lon, lat), _around(right, lon, lat)), dtype="float64")


def _centres(left: Shapes, right: Shapes) -> tuple[Floats, Floats]:
    """Answer the centre of each pair: the one that is a point, or else the middle of their shortest line."""
    moved = beside(right, left)
    middle = shapely.line_interpolate_point(shapely.shortest_line(left, moved), 0.5, normalized=True)
    left_point, right_point = shapely.get_type_id(left) == 0, shapely.get_type_id(right) == 0
    centre = np.where(left_point, left, np.where(right_point, right, middle))
    return shapely.get_x(centre), shapely.get_y(centre)


def beside(shapes: Shapes, others: Shapes) -> Shapes:
    """Answer `shapes` moved by 360 degrees where that brings them nearer to `others`, across the antimeridian."""
    here, there = shapely.bounds(shapes), shapely.bounds(others)
    turns = np.round(((there[:, 0] + there[:, 2]) - (here[:, 0] + here[:, 2])) / 720)
    if not turns.any():
        return shapes
    counts = shapely.get_num_coordinates(shapes)
    shift = np.repeat(turns * 360, counts)
    return np.asarray(shapely.transform(shapes, lambda xy: xy + np.column_stack([shift, np.zeros(len(shift))])))


def _around(shapes: Shapes, lon: Floats, lat: Floats) -> Shapes:
    """Lay each geometry out in metres around its centre."""
    counts = shapely.get_num_coordinates(shapes)
    lon, lat = np.repeat(lon, counts), np.repeat(lat, counts)

    def project(xy: Floats) -> Floats:
        azimuth, _, metres = pyproj.Geod(ellps="WGS84").inv(lon, lat, xy[:, 0], xy[:, 1])
        angle = np.radians(azimuth)
        return np.column_stack([metres * np.sin(angle), metres * np.cos(angle)])

    return np.asarray(shapely.transform(shapes, project))


def candidates(left: Shapes, right: Shapes, reach: Floats) -> tuple[Ints, Ints]:
    """Answer the index pairs that may lie within `reach[i]` metres of each other: one tree, boxes widened to be safe.

    Boxes are widened over the antimeridian and the poles. Missing geometries are in no pair.
    """
    kept_left, kept_right = np.flatnonzero(~shapely.is_missing(left)), np.flatnonzero(~shapely.is_missing(right))
    nothing = np.array([], dtype="int64")
    if not len(kept_left) or not len(kept_right):
        return nothing, nothing
    west, south, east, north = shapely.bounds(left[kept_left]).T
    tall = reach[kept_left] * _SLACK / _METRES_A_DEGREE + 1e-9  # a tenth of a millimetre, for rounding
    south, north = np.maximum(south - tall, -90), np.minimum(north + tall, 90)
    shrink = np.cos(np.radians(np.maximum(np.abs(south), np.abs(north))))
    wide = np.where(shrink > 1e-6, tall / np.maximum(shrink, 1e-6), 360.0)
    wide = np.where(shrink < 0.02, 360.0, wide)  # near the poles every longitude is near
    tree = shapely.STRtree(right[kept_right])
    pairs = []
    for turn in (0.0, 360.0, -360.0):
        boxes = shapely.box(west - wide + turn, south, east + wide + turn, north)
        pairs.append(tree.query(boxes))
    first, second = np.unique(np.concatenate(pairs, axis=1), axis=1)
    return kept_left[first], kept_right[second]
