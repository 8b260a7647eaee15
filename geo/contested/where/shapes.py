"""Geometries in a filter: checked at the door, tested against many rows, and boxed for a spatial index."""

import math
from typing import Any

import geopandas
import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from contested.errors import FilterError, FrameError
from contested.frame import CRS, check_places
from contested.where.distance import Shapes, beside_antimeridian, candidates, distances, pieces, touching, widened

FARTHEST_KM = 20_004.0  # from a point to the one on the other side of the Earth (WGS84: half a meridian)
MAX_BOXES = 8
_TYPES = frozenset({"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"})
Mask = npt.NDArray[np.bool_]
Box = tuple[float, float, float, float]  # west, south, east, north


def check_km(km: float) -> float:
    """Answer a distance in kilometres; raise `FilterError` for one that is none.

    >>> check_km(5)
    5.0
    """
    if isinstance(km, bool) or not isinstance(km, int | float) or not km >= 0:
        raise FilterError(f"a distance of {km} km has no meaning; give 0 or more")
    if km > FARTHEST_KM:
        raise FilterError(f"{km:g} km reaches farther than the other side of the Earth; are these metres?")
    return float(km)


def check_shape(shape: Any) -> BaseGeometry:
    """Answer a geometry a filter can use: EPSG:4326, x = longitude, one of the six simple types, valid, flat.

    Raises `FilterError` that says what to do for swapped axes, metres, NaN, bow-ties and collections.
    """
    if not isinstance(shape, BaseGeometry):
        raise FilterError(f"{shape!r:.60} is not a geometry; give a shapely one, in longitude and latitude")
    if shape.geom_type not in _TYPES or shape.is_empty:
        kind = "an empty geometry" if shape.is_empty else f"a {shape.geom_type}"
        raise FilterError(f"a filter cannot use {kind}; give a point, line or polygon, or several of one kind")
    try:
        check_places(geopandas.GeoDataFrame(geometry=[shape], crs=CRS), name="filter's")
    except FrameError as error:
        raise FilterError(f"the filter's geometry cannot be used: {error}") from error
    if not shape.is_valid:
        reason = shapely.is_valid_reason(shape)
        raise FilterError(f"the filter's geometry is not valid ({reason}); repair it with shapely.make_valid")
    flat: BaseGeometry = shapely.force_2d(shape)
    return flat


# ------------------------------------------------------------------------------------------- tests


def intersect(shapes: Shapes, shape: BaseGeometry) -> Mask:
    """Tell which of `shapes` touch or overlap `shape`; 180° east and 180° west are one line. Missing ones do not."""
    rows, _ = touching(shapes, np.array([shape], dtype=object))
    mask = np.zeros(len(shapes), dtype=bool)
    mask[rows] = True
    return mask


def lie_within(shapes: Shapes, shape: BaseGeometry) -> Mask:
    """Tell which of `shapes` lie in `shape`, its border included; 180° east and 180° west are one line."""
    if shape.geom_type == "Point":
        return np.asarray(intersect(shapes, shape) & (shapely.get_num_coordinates(shapes) == 1))
    shapely.prepare(shape)
    mask = np.asarray(shapely.covers(shape, shapes), dtype=bool)
    for rows, turned in beside_antimeridian(shapes):
        mask[rows] |= shapely.covers(shape, turned)
    return mask


def lie_near(shapes: Shapes, shape: BaseGeometry, metres: float) -> Mask:
    """Tell which of `shapes` are at most `metres` from `shape` along the ellipsoid; missing ones are not."""
    mask = intersect(shapes, shape)
    rest = np.flatnonzero(~mask)
    parts, _ = pieces(np.array([shape], dtype=object))
    rows, hits = candidates(shapes[rest], parts, np.full(len(rest), metres))
    mask[rest[rows[distances(shapes[rest][rows], parts[hits]) <= metres]]] = True
    return mask


# ------------------------------------------------------------------------------------------- boxes


def boxes(shape: BaseGeometry, metres: float = 0.0) -> list[Box]:
    """Answer boxes that hold everything within `metres` of `shape`, cut at the antimeridian; at most 24.

    They are for a spatial index: what lies outside all of them is farther away, what lies inside may be near.
    """
    parts = shapely.get_parts(shape)
    if len(parts) > MAX_BOXES:
        parts = np.array([shapely.box(*shape.bounds)])
    found: list[Box] = []
    for west, south, east, north in widened(shapely.bounds(parts), np.full(len(parts), metres)):
        for turn in (0.0, 360.0, -360.0):
            left, right = max(west + turn, -180.0), min(east + turn, 180.0)
            if left <= right:
                found.append((float(left), float(south), float(right), float(north)))
    return [box for box in dict.fromkeys(found) if all(map(math.isfinite, box))]
