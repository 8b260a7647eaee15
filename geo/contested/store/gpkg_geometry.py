"""The geometry of a GeoPackage: WKB behind a header, and the functions that its triggers call.

OGC 12-128r18, GeoPackage Encoding Standard 1.3, clause 2.1.3 (the header) and annex F.3 (the index in space).
"""

import sqlite3
import struct
from collections.abc import Callable

import shapely

SRS_ID = 4326
_HEAD = struct.Struct("<2sBBi")
_DAY = 86_400e6  # microseconds
_BOX = struct.Struct("<4d")
_EMPTY = 0b10000
_POINT, _POINT_BYTES = b"\x01\x01\x00\x00\x00", 21  # WKB of a point, little-endian
_SIZES = (0, 32, 48, 48, 64)  # bytes of the box, by its kind


def pack(wkb: bytes) -> bytes:
    """Answer a WKB geometry, in two dimensions, with the header of a GeoPackage; points need no box.

    >>> pack(shapely.to_wkb(shapely.Point(20, 5)))[:8].hex()
    '47500001e6100000'
    """
    if len(wkb) == _POINT_BYTES and wkb.startswith(_POINT):
        return _HEAD.pack(b"GP", 0, 1, SRS_ID) + wkb
    shape = shapely.from_wkb(wkb)
    empty = _EMPTY if shape.is_empty else 0
    if shape.is_empty or shape.geom_type == "Point":
        return _HEAD.pack(b"GP", 0, 1 | empty, SRS_ID) + wkb
    west, south, east, north = shape.bounds
    return _HEAD.pack(b"GP", 0, 1 | 1 << 1, SRS_ID) + _BOX.pack(west, east, south, north) + wkb


def unpack(blob: bytes) -> bytes:
    """Answer the WKB behind the header. Raises `ValueError` when there is no header."""
    if blob[:2] != b"GP":
        raise ValueError(f"a geometry begins with {blob[:2]!r}, not with GP")
    return blob[8 + _SIZES[blob[3] >> 1 & 7] :]


def box_of(blob: bytes | None) -> tuple[float, float, float, float] | None:
    """Answer west, east, south, north of a geometry; `None` when it is empty or missing."""
    if blob is None or blob[3] & _EMPTY:
        return None
    order = "<" if blob[3] & 1 else ">"
    if blob[3] >> 1 & 7:
        west, east, south, north = struct.unpack_from(order + "4d", blob, 8)
        return west, east, south, north
    if len(blob) == 8 + _POINT_BYTES and blob.startswith(_POINT, 8):
        x, y = struct.unpack_from("<2d", blob, 13)
        return x, x, y, y
    shape = shapely.from_wkb(unpack(blob))
    west, south, east, north = shape.bounds
    return west, east, south, north


def fade(weight: float, newest: float | None, now: float | None, half_life_days: float) -> float:
    """Answer a confidence: a weight halved by each half-life, or once where a time is unknown; in microseconds.

    >>> fade(0.4, 0.0, 7 * 86_400e6, 7.0)
    0.2
    """
    if newest is None or now is None:
        return round(weight / 2, 4)
    return float(round(weight * 0.5 ** (max(0.0, now - newest) / _DAY / half_life_days), 4))


def add_functions(connection: sqlite3.Connection) -> None:
    """Lend SQLite the functions that the triggers of the index in space call, and the one that lets statuses age."""
    connection.create_function("contested_faded", 4, fade, deterministic=True)
    connection.create_function("ST_IsEmpty", 1, lambda blob: int(box_of(blob) is None), deterministic=True)
    for name, edge in (("ST_MinX", 0), ("ST_MaxX", 1), ("ST_MinY", 2), ("ST_MaxY", 3)):
        connection.create_function(name, 1, _edge(edge), deterministic=True)


def _edge(number: int) -> Callable[[bytes | None], float | None]:
    def edge(blob: bytes | None) -> float | None:
        box = box_of(blob)
        return None if box is None else box[number]

    return edge
