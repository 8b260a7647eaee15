"""Make the geometry that a modifier means, in metres, from the footprint of its place.

All work is done in an azimuthal equidistant projection around the footprint, or geodesically on WGS 84 (pyproj `Geod`).

- part with a direction: a polygon is cut by the half-plane beyond its centroid in that direction; "central" is the
  middle third along its longer side. A point is moved by half its radius and keeps the whole radius: no outline is
  invented.
- part without a direction ("the outskirts of"): the footprint itself, a point with one and a half times its radius.
- direction_from: a point 1.5 km beyond the footprint's edge in that direction, with the distance from the edge of the
  place's far side to it as radius, at most 5 km and at least 1.5 km.
- distance_direction: the point at that distance and azimuth from the centre; radius a fifth of the distance, at least
  half a kilometre.
- distance_within: the centre with that distance as radius.
- between: the line between the two centres, with a tenth of its length as radius, at least half a kilometre.
- near: the centre with the place's own radius and 2 km.
- along, across, towards, parent: the footprint itself.
"""

from functools import lru_cache

import numpy as np
import shapely
from pyproj import CRS, Geod, Transformer
from shapely import LineString, Point, Polygon
from shapely.affinity import rotate, translate
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from contested.model import Direction, Part, PartKind, Place

_GEOD = Geod(ellps="WGS84")
_AZIMUTH = {
    Direction.N: 0.0,
    Direction.NE: 45.0,
    Direction.E: 90.0,
    Direction.SE: 135.0,
    Direction.S: 180.0,
    Direction.SW: 225.0,
    Direction.W: 270.0,
    Direction.NW: 315.0,
}
_BEYOND_M = 1_500.0
_NEAR_M = 2_000.0
_WIDE_M = 5_000.0
_HUGE_M = 5_000_000.0
_POINT_RADIUS_M = 1_000.0  # for a point whose radius nobody gives
Shape = tuple[BaseGeometry | None, float | None, bool]


def locate(place: Place | None, part: Part | None, other: Place | None) -> Shape:
    """Answer the geometry (EPSG:4326), the radius in metres, and whether the extent was inferred from words.

    `other` is the second place of "between". Without a footprint the answer has no geometry.
    """
    if place is None:
        return None, None, False
    shape = place.footprint
    if shape is None or shape.is_empty or part is None:
        return shape, place.radius_m, False
    if part.kind is PartKind.PART and shape.area > 0:
        return _part(shape, 0.0, part.direction, place)
    radius = place.radius_m or _size(shape)
    if part.kind is PartKind.PART:
        return _part(shape, radius, part.direction, place)
    centre = centre_of(shape)
    if part.kind is PartKind.DIRECTION_FROM and part.direction in _AZIMUTH:
        azimuth = _AZIMUTH[part.direction]
        edge = _edge(shape, radius, azimuth)
        return _moved(centre, azimuth, edge + _BEYOND_M), min(_WIDE_M, max(_BEYOND_M, edge)), True
    if part.kind is PartKind.DISTANCE_DIRECTION and part.direction in _AZIMUTH and part.distance_km is not None:
        metres = part.distance_km * 1000
        return _moved(centre, _AZIMUTH[part.direction], metres), max(500.0, metres / 5), False
    if part.kind is PartKind.DISTANCE_WITHIN and part.distance_km is not None:
        return centre, max(500.0, part.distance_km * 1000), False
    if part.kind is PartKind.BETWEEN and other is not None and other.footprint is not None:
        end = centre_of(other.footprint)
        length = _GEOD.inv(centre.x, centre.y, end.x, end.y)[2]
        if length > 0:
            return LineString((centre, end)), max(500.0, length / 10), True
    if part.kind is PartKind.NEAR:
        return centre, round(radius + _NEAR_M, 1), True
    return shape, place.radius_m, False


def centre_of(shape: BaseGeometry) -> Point:
    """Answer the centroid if it lies within the shape, otherwise a point that does (EPSG:4326)."""
    middle = shape.centroid
    return middle if shape.geom_type == "Point" or shape.covers(middle) else shape.representative_point()


def _part(shape: BaseGeometry, radius: float, direction: Direction | None, place: Place) -> Shape:
    if shape.area > 0:
        if direction is None:
            return shape, place.radius_m, True
        return _cut(shapely.to_wkb(shape), direction), None, True
    if shape.geom_type != "Point":
        return (shape, place.radius_m, True) if direction is None else (_halved(shape, direction), place.radius_m, True)
    if direction is None:
        return shape, round(1.5 * radius, 1), True
    if direction is Direction.CENTRAL:
        return shape, round(0.5 * radius, 1), True
    return _moved(centre_of(shape), _AZIMUTH[direction], radius / 2), radius, True


@lru_cache(maxsize=512)
def _cut(wkb: bytes, direction: Direction) -> BaseGeometry:
    """Cut a polygon (WKB, EPSG:4326) by direction."""
    return _halved(shapely.from_wkb(wkb), direction)


def _halved(shape: BaseGeometry, direction: Direction) -> BaseGeometry:
    there, back = _projections(centre_of(shape))
    flat = _projected(shape, there)
    middle = flat.centroid
    if direction is Direction.CENTRAL:
        tool = _middle_third(flat)
    else:
        half = box(-_HUGE_M, 0.0, _HUGE_M, _HUGE_M)  # the half-plane north of the origin
        turned = rotate(half, -_AZIMUTH[direction], origin=(0.0, 0.0))
        tool = translate(turned, middle.x, middle.y)
    cut = shapely.make_valid(flat).intersection(tool)
    if cut.is_empty:
        return shape
    return shapely.set_precision(_projected(cut, back), 1e-6)


def _middle_third(flat: BaseGeometry) -> BaseGeometry:
    """Answer the band across the longer side of the smallest rectangle around a shape, a third of it wide."""
    rectangle = flat.minimum_rotated_rectangle
    if not isinstance(rectangle, Polygon):
        return flat.envelope
    corners = list(rectangle.exterior.coords)
    sides = [(corners[k], corners[k + 1]) for k in range(2)]
    (x0, y0), (x1, y1) = max(sides, key=lambda side: Point(side[0]).distance(Point(side[1])))
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    step = (x1 - x0) / length, (y1 - y0) / length
    centre = rectangle.centroid
    ends = [(centre.x + k * length / 6 * step[0], centre.y + k * length / 6 * step[1]) for k in (-1, 1)]
    band: BaseGeometry = LineString(ends).buffer(length * 2, cap_style="flat")
    return band


@lru_cache(maxsize=256)
def _plane(lon: float, lat: float) -> tuple[Transformer, Transformer]:
    local = CRS.from_proj4(f"+proj=aeqd +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m +no_defs")
    return (
        Transformer.from_crs("EPSG:4326", local, always_xy=True),
        Transformer.from_crs(local, "EPSG:4326", always_xy=True),
    )


def _projected(shape: BaseGeometry, by: Transformer) -> BaseGeometry:
    def move(points: np.ndarray) -> np.ndarray:
        return np.column_stack(by.transform(points[:, 0], points[:, 1]))

    moved: BaseGeometry = shapely.transform(shape, move)
    return moved


def _projections(centre: Point) -> tuple[Transformer, Transformer]:
    return _plane(round(centre.x, 3), round(centre.y, 3))


def _moved(point: Point, azimuth: float, metres: float) -> Point:
    lon, lat, _ = _GEOD.fwd(point.x, point.y, azimuth, metres)
    return Point(round(lon, 6), round(lat, 6))


def _size(shape: BaseGeometry) -> float:
    """Answer the radius of the circle of a polygon's area, in metres; a plain guess for points and lines."""
    if shape.area <= 0:
        return _POINT_RADIUS_M
    area, _ = _GEOD.geometry_area_perimeter(shape)
    return float((abs(area) / 3.141592653589793) ** 0.5)


def _edge(shape: BaseGeometry, radius: float, azimuth: float) -> float:
    """Answer how far a footprint reaches from its centre at an azimuth, in metres."""
    centre = centre_of(shape)
    if shape.area <= 0:
        return min(radius, _WIDE_M)
    far = _moved(centre, azimuth, 200_000.0)
    ray = LineString((centre, far)).intersection(shape.boundary)
    if ray.is_empty:
        return radius
    last = shapely.get_coordinates(ray)
    return float(max(_GEOD.inv(centre.x, centre.y, x, y)[2] for x, y in last))
