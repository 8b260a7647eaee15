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
_STEP_OF_REACH = 1.4


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
    """Answer the index pairs that touch or overlap; missing geometries are in no pair.

    180 degrees east and 180 degrees west are one line. Otherwise edges are straight in longitude and latitude.
    """
    kept = np.flatnonzero(~shapely.is_missing(right))
    tree = shapely.STRtree(right[kept])
    shapely.prepare(right[kept])
    pairs = [_touching(left, right[kept], tree)]
    for rows, turned in beside_antimeridian(left):
        again, hits = _touching(turned, right[kept], tree)
        pairs.append((rows[again], hits))
    if len(pairs) == 1:
        rows, hits = pairs[0]
    else:
        rows, hits = np.unique(np.concatenate(pairs, axis=1), axis=1)
    return rows, kept[hits]


def _touching(left: Shapes, right: Shapes, tree: shapely.STRtree) -> tuple[Ints, Ints]:
    rows, hits = tree.query(left)
    meet = shapely.intersects(right[hits], left[rows])
    return rows[meet], hits[meet]


def beside_antimeridian(shapes: Shapes) -> list[tuple[Ints, Shapes]]:
    """Answer those of `shapes` that reach the antimeridian, as they stand on its other side, with their indices."""
    bounds = shapely.bounds(shapes)
    found = []
    for edge, turn in ((0, 360.0), (2, -360.0)):
        rows = np.flatnonzero(np.abs(bounds[:, edge] + turn / 2) < 1e-12)
        if len(rows):
            found.append((rows, _turned(shapes[rows], np.full(len(rows), turn))))
    return found


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
    return _turned(shapes, turns * 360)


def _turned(shapes: Shapes, degrees: Floats) -> Shapes:
    shift = np.repeat(degrees, shapely.get_num_coordinates(shapes))
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
    """Answer the index pairs that may lie within `reach[i]` metres of each other, by a tree of boxes.

    The boxes of the side with fewer geometries are widened, safely, over the antimeridian and the poles. Missing
    geometries are in no pair; a pair stands once.
    """
    kept_left, kept_right = np.flatnonzero(~shapely.is_missing(left)), np.flatnonzero(~shapely.is_missing(right))
    if not len(kept_left) or not len(kept_right):
        return np.array([], dtype="int64"), np.array([], dtype="int64")
    left, right, reach = left[kept_left], right[kept_right], reach[kept_left]
    if len(left) <= len(right):
        second, first = _in_boxes(right, left, reach)
        return kept_left[first], kept_right[second]
    pairs = []
    for rows in _alike(reach):
        first, second = _in_boxes(left[rows], right, np.full(len(right), reach[rows].max()))
        pairs.append((rows[first], second))
    first, second = np.concatenate(pairs, axis=1)
    return kept_left[first], kept_right[second]


def _in_boxes(shapes: Shapes, boxed: Shapes, reach: Floats) -> tuple[Ints, Ints]:
    """Answer the pairs in which the box of `shapes[i]` meets that of `boxed[j]` widened by `reach[j]` metres."""
    wide = widened(shapely.bounds(boxed), reach)
    owners, copies = [np.arange(len(boxed))], [wide]
    for turn in (360.0, -360.0):
        over = np.flatnonzero((wide[:, 0] + turn <= 180.0) & (wide[:, 2] + turn >= -180.0))
        owners.append(over)
        copies.append(wide[over] + np.array([turn, 0.0, turn, 0.0]))
    owner = np.concatenate(owners)
    west, south, east, north = np.concatenate(copies).T
    first, copy = shapely.STRtree(np.asarray(shapely.box(west, south, east, north))).query(shapes)
    second = owner[copy]
    twice = np.isin(second, owner[len(boxed) :])
    if not twice.any():
        return first, second
    again = np.unique(np.stack([first[twice], second[twice]]), axis=1)
    return np.concatenate([first[~twice], again[0]]), np.concatenate([second[~twice], again[1]])


def _alike(reach: Floats) -> list[Ints]:
    """Sort rows by how far they reach, so that a few that reach far do not make the others look as far."""
    step = np.ceil(np.log(np.maximum(reach, 1.0)) / np.log(_STEP_OF_REACH))
    order = np.argsort(step, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(step[order])) + 1)


def widened(bounds: Floats, metres: Floats) -> Floats:
    """Answer boxes that hold everything within `metres[i]` of the box `bounds[i]`: west, south, east, north in degrees.

    They may reach beyond 180 degrees. Near the poles they go all the way around.
    """
    west, south, east, north = bounds.T
    tall = metres * _SLACK / _METRES_A_DEGREE + 1e-9  # a tenth of a millimetre, for rounding
    south, north = np.maximum(south - tall, -90.0), np.minimum(north + tall, 90.0)
    shrink = np.cos(np.radians(np.maximum(np.abs(south), np.abs(north))))
    wide = np.where(shrink < 0.02, 360.0, tall / np.maximum(shrink, 0.02))  # near the poles every longitude is near
    return np.column_stack([west - wide, south, east + wide, north])
