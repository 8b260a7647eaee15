"""Questions as an address asks them, and their answers as GeoJSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import geopandas

from contested.articles.published import parse_published
from contested.atlas.atlas import Atlas
from contested.atlas.plain import plain_rows
from contested.errors import RecordError
from contested.frame import CLAIMS, STATUS, Schema
from contested.model import TimePrecision
from contested.query.near import find_place
from contested.store import Selection
from contested.store.narrow import narrow
from contested.where import Compare, Filter, Op, Or, read_filter

_KNOWN = ("valid_at", "known_at", "bbox", "place", "actor", "filter", "limit")
_MOST = 10_000


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was asked, checked."""

    valid_at: datetime | None = None
    known_at: datetime | None = None
    bbox: tuple[float, float, float, float] | None = None
    place: str | None = None
    actor: str | None = None
    filter: str | None = None
    limit: int = _MOST


def asked_of(pairs: Sequence[tuple[str, str]]) -> Asked:
    """Answer what the parameters of an address ask. Raises `RecordError` that names the parameter.

    >>> asked_of([("bbox", "34,31,35,32"), ("place", "Rafah")]).bbox
    (34.0, 31.0, 35.0, 32.0)
    """
    given: dict[str, str] = {}
    for name, value in pairs:
        if name not in _KNOWN:
            raise RecordError(f"there is no parameter {name[:40]!r}; there are {', '.join(_KNOWN)}")
        if name in given:
            raise RecordError(f"{name} is given twice; give it once")
        given[name] = value
    return Asked(
        valid_at=_moment(given.get("valid_at"), "valid_at"),
        known_at=_moment(given.get("known_at"), "known_at"),
        bbox=_box(given.get("bbox")),
        place=given.get("place") or None,
        actor=given.get("actor") or None,
        filter=given.get("filter") or None,
        limit=_limit(given.get("limit")),
    )


def answer_claims(atlas: Atlas, asked: Asked) -> dict[str, Any]:
    """Answer the claims asked for. Raises `FilterError`, `RecordError` and `UnknownPlaceError`."""
    found = atlas.claims(Selection(valid_at=asked.valid_at, known_at=asked.known_at))
    return _collection(_narrowed(found, asked, CLAIMS), asked)


def answer_status(atlas: Atlas, asked: Asked) -> dict[str, Any]:
    """Answer the statuses asked for. Raises `FilterError`, `RecordError` and `UnknownPlaceError`."""
    found = atlas.status(valid_at=asked.valid_at, known_at=asked.known_at)
    return _collection(_narrowed(found, asked, STATUS), asked)


def _narrowed(frame: geopandas.GeoDataFrame, asked: Asked, schema: Schema) -> geopandas.GeoDataFrame:
    if asked.place is not None and len(frame):
        frame = find_place(frame, asked.place)
    if asked.bbox is not None:
        frame = narrow(frame, Selection(bbox=asked.bbox), schema)
    if asked.actor is not None:
        frame = narrow(frame, Selection(where=_by(asked.actor, schema)), schema)
    if asked.filter is not None:
        frame = narrow(frame, Selection(where=read_filter(asked.filter, schema)), schema)
    return frame


def _by(actor: str, schema: Schema) -> Filter:
    """Answer the filter for rows of an actor: who does it, who holds it."""
    names = [name for name in ("actor", "actor_id", "holder") if name in schema.names]
    parts = tuple(Compare(property=name, op=Op.EQ, value=actor, ignore_case=True) for name in names)
    return parts[0] if len(parts) == 1 else Or(parts=parts)


def _collection(frame: geopandas.GeoDataFrame, asked: Asked) -> dict[str, Any]:
    features = []
    for row in plain_rows(frame.head(asked.limit)):
        shape = row.pop("geometry")
        features.append({"type": "Feature", "geometry": shape, "properties": row})
    return {
        "type": "FeatureCollection",
        "numberMatched": len(frame),
        "numberReturned": len(features),
        "features": features,
    }


def _moment(given: str | None, name: str) -> datetime | None:
    if not given:
        return None
    try:
        found, precision = parse_published(given.replace(" ", "+"))  # a plus that was not encoded
    except ValueError as error:
        raise RecordError(f"{name} {error}") from error
    return found + timedelta(days=1, microseconds=-1) if precision is TimePrecision.DAY else found


def _box(given: str | None) -> tuple[float, float, float, float] | None:
    if not given:
        return None
    try:
        west, south, east, north = (float(part) for part in given.split(","))
    except ValueError as error:
        raise RecordError(f"bbox {given[:60]!r} is not west,south,east,north in degrees") from error
    return west, south, east, north


def _limit(given: str | None) -> int:
    if not given:
        return _MOST
    if not (given.isdecimal() and len(given) < 9 and 0 < int(given) <= _MOST):
        raise RecordError(f"limit {given[:20]!r} is not a number from 1 to {_MOST}")
    return int(given)
