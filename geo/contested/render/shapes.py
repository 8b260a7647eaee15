"""Geometry as a page needs it: rounded GeoJSON, a point for the label, a size to sort by. EPSG:4326, x = longitude."""

import math
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

DECIMALS = 5  # about a metre
_EARTH_KM = 6371.0088
_ALONG = 5e-5  # degrees, about five metres: what is nearer runs along the line
_AREAS = ("Polygon", "MultiPolygon")
_LINES = ("LineString", "MultiLineString", "LinearRing")


def usable(geometry: BaseGeometry | None) -> BaseGeometry | None:
    """Answer `geometry`, or `None` when there is nothing in it that could be drawn."""
    if geometry is None or geometry.is_empty:
        return None
    return geometry if np.isfinite(shapely.get_coordinates(geometry)).all() else None


def geojson(geometry: BaseGeometry, decimals: int = DECIMALS) -> dict[str, Any]:
    """Answer `geometry` as a GeoJSON object with `decimals` places and without Z.

    >>> geojson(shapely.Point(34.2500001, 31.3))
    {'type': 'Point', 'coordinates': [34.25, 31.3]}
    """
    flat = shapely.force_2d(geometry)
    if flat.geom_type == "LinearRing":  # GeoJSON has no rings of their own
        flat = shapely.LineString(flat.coords)
    rounded = shapely.transform(flat, lambda xy: np.round(xy, decimals))
    found: dict[str, Any] = _lists(shapely.geometry.mapping(rounded))
    return found


def shape_class(geometry: BaseGeometry) -> str:
    """Answer "area", "line" or "point".

    >>> shape_class(shapely.box(0, 0, 1, 1))
    'area'
    """
    if geometry.geom_type in _AREAS:
        return "area"
    if geometry.geom_type in _LINES:
        return "line"
    if geometry.geom_type == "GeometryCollection":
        kinds = {shape_class(piece) for piece in shapely.get_parts(geometry) if not piece.is_empty}
        return next((kind for kind in ("area", "line") if kind in kinds), "point")
    return "point"


def anchor(geometry: BaseGeometry, decimals: int = DECIMALS) -> list[float]:
    """Answer [lon, lat] of a point inside an area, on a line, or the point itself: where label and icon stand."""
    kind = shape_class(geometry)
    if kind == "point":
        inside = geometry
    elif kind == "line":
        lines = [piece for piece in shapely.get_parts(geometry) if piece.geom_type in _LINES]
        inside = max(lines, key=lambda piece: piece.length).interpolate(0.5, normalized=True)
    else:
        inside = _deep_inside(geometry)
    x, y = shapely.get_coordinates(inside)[0]
    return [round(float(x), decimals), round(float(y), decimals)]


def _deep_inside(geometry: BaseGeometry) -> BaseGeometry:
    valid = geometry if geometry.is_valid else shapely.make_valid(geometry)
    pieces = [piece for piece in shapely.get_parts(valid) if piece.geom_type == "Polygon" and piece.area > 0]
    if not pieces:
        inside: BaseGeometry = valid.representative_point()
        return inside
    widest = max(pieces, key=lambda piece: piece.area)
    west, south, east, north = widest.bounds
    squeeze = math.cos(math.radians((south + north) / 2)) or 1.0
    tolerance = max(east - west, north - south) / 50
    scaled = shapely.transform(widest, lambda xy: xy * [squeeze, 1.0])
    try:
        core = shapely.maximum_inscribed_circle(scaled, tolerance=tolerance)
    except shapely.errors.GEOSException:
        core = widest.representative_point()
    x, y = shapely.get_coordinates(core)[0]
    return shapely.Point(x / squeeze, y)


def unmapped_edges(area: BaseGeometry, lines: BaseGeometry) -> BaseGeometry | None:
    """Answer the edges of `area` along which none of `lines` runs, `None` when all of it is mapped. EPSG:4326.

    Of "eastern X", the outline of X is mapped, and the edge where the east ends is not.

    >>> half, whole = shapely.box(1, 0, 2, 1), shapely.box(0, 0, 2, 1)
    >>> unmapped_edges(half, whole.boundary).wkt
    'LINESTRING (1 0.99995, 1 5e-5)'
    """
    edges = shapely.difference(area.boundary, shapely.buffer(lines, _ALONG, cap_style="square"))
    pieces = [piece for piece in shapely.get_parts(shapely.line_merge(edges)) if piece.length > 20 * _ALONG]
    if not pieces:
        return None
    return pieces[0] if len(pieces) == 1 else shapely.MultiLineString(pieces)


def size_km(geometry: BaseGeometry, radius_m: float | None) -> float:
    """Answer the diagonal of the bounding box in kilometres, or the diameter of the circle: big marks go underneath."""
    west, south, east, north = geometry.bounds
    middle = math.radians((south + north) / 2)
    diagonal = math.hypot((east - west) * math.cos(middle), north - south) * math.pi / 180 * _EARTH_KM
    return round(max(diagonal, 2 * (radius_m or 0.0) / 1000), 2)


def crosses_antimeridian(bounds: NDArray[np.float64]) -> bool:
    """Answer whether shifting the western hemisphere east by 360° brings geometries with `bounds` closer together."""
    if len(bounds) == 0:
        return False
    plain = bounds[:, 2].max() - bounds[:, 0].min()
    if plain <= 180:
        return False
    west, east = (np.where(bounds[:, column] < 0, bounds[:, column] + 360, bounds[:, column]) for column in (0, 2))
    return bool((west <= east).all() and east.max() - west.min() < plain)


def shifted(geometry: BaseGeometry) -> BaseGeometry:
    """Answer `geometry` with its western longitudes moved east by 360°."""

    def east(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack([np.where(xy[:, 0] < 0, xy[:, 0] + 360, xy[:, 0]), xy[:, 1]])

    return shapely.transform(geometry, east)


def _lists(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_lists(item) for item in value]
    if isinstance(value, dict):
        return {key: _lists(item) for key, item in value.items()}
    return value
