"""The gazetteer as a geopy geocoder: `geocode` and `reverse`, with no network.

>>> from contested.gazetteer.gazetteer import open_gazetteer
>>> LocalGeocoder(gazetteer=open_gazetteer()).geocode("Paris").address  # doctest: +SKIP
'Paris, France'

It works wherever geopy's geocoders do: in `geopandas.tools.geocode(names, provider=LocalGeocoder, gazetteer=…)` and
behind `geopy.extra.rate_limiter.RateLimiter`. The lookups are those that the pipeline makes.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point as GeopyPoint
from pyproj import Geod

from contested.gazetteer import names
from contested.gazetteer.gazetteer import Gazetteer
from contested.gazetteer.tables import Level
from contested.model import Place

_GEOD = Geod(ellps="WGS84")
_FAR_KM = 50.0  # further from any known place a point has no address


class LocalGeocoder(Geocoder):  # type: ignore[misc]  # geopy has no types
    """Geocode by the local gazetteer. `gazetteer` is what `open_gazetteer` answers.

    `country_bias` is an ISO 3166-1 alpha-2 code whose places come first; it excludes none.
    """

    def __init__(
        self,
        *,
        gazetteer: Gazetteer,
        country_bias: str | None = None,
        timeout: Any = DEFAULT_SENTINEL,
        user_agent: str | None = None,
    ) -> None:
        super().__init__(timeout=timeout, user_agent=user_agent or "contested")
        self.gazetteer = gazetteer
        self.country_bias = country_bias

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        language: str | None = None,
        country_codes: str | Sequence[str] | None = None,
        timeout: Any = DEFAULT_SENTINEL,
    ) -> Location | list[Location] | None:
        """Answer the place of that name as a geopy Location, or with `exactly_one=False` a list of at most `limit`.

        What stands after a comma narrows the search: "Paris, Texas". `language` ("en", "ar", "he") chooses the name
        shown; `country_codes` (ISO 3166-1 alpha-2) leaves only places there. None when nothing is found.

        Raises:
            GeocoderQueryError: the query is empty.

        """
        del timeout
        if not query.strip():
            raise GeocoderQueryError("the query is empty; give the name of a place")
        wanted = {country_codes} if isinstance(country_codes, str) else set(country_codes or ())
        wanted = {code.upper() for code in wanted}
        places = [place for place in self._search(query) if not wanted or place.country in wanted]
        bias = self.country_bias
        if bias is not None:
            places.sort(key=lambda place: place.country != bias)
        found = [location for location in (_location(place, language) for place in places) if location is not None]
        if exactly_one:
            return found[0] if found else None
        return found[:limit] if limit is not None else found or None

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        language: str | None = None,
        timeout: Any = DEFAULT_SENTINEL,
    ) -> Location | list[Location] | None:
        """Answer the nearest place to a point (geopy's order: latitude, longitude), the smallest holding area first.

        None when no place is within 50 km.

        Raises:
            GeocoderQueryError: the query is not a point.

        """
        del timeout
        try:
            point = GeopyPoint(query)
        except (ValueError, TypeError) as error:
            raise GeocoderQueryError(f"{query!r} is not a point; give (latitude, longitude) in degrees") from error
        nearest = self._nearest(point.longitude, point.latitude, limit or 5)
        found = [location for location in (_location(place, language) for place in nearest) if location is not None]
        if exactly_one:
            return found[0] if found else None
        return found[:limit] if limit is not None else found or None

    def _search(self, query: str) -> list[Place]:
        """Answer the places of a name, narrowed by what follows its commas."""
        found = list(self.gazetteer.lookup(query))
        head, *rest = [part.strip() for part in query.split(",") if part.strip()]
        if found and not rest:
            return found
        found = found or list(self.gazetteer.lookup(head))
        for part in rest:
            holders = self.gazetteer.lookup(part)
            found = [place for place in found if any(_within(place, holder) for holder in holders)]
        if not found and not rest:
            found = list({entry.place.id: entry.place for entry in self.gazetteer.spelt_like(head)}.values())
        return found

    def _nearest(self, lon: float, lat: float, count: int) -> list[Place]:
        scored: list[tuple[float, Place]] = []
        for theatre in self.gazetteer.theatres:
            scored += list(_distances(theatre.places, lon, lat))
        if not scored and self.gazetteer.world is not None:
            scored += list(self._nearest_in_world(lon, lat, count))
        scored.sort(key=lambda pair: pair[0])
        return [place for km, place in scored[:count] if km <= _FAR_KM]

    def _nearest_in_world(self, lon: float, lat: float, count: int) -> Iterable[tuple[float, Place]]:
        world = self.gazetteer.world
        if world is None:
            return
        lons, lats = world.points()
        turn = np.abs((np.asarray(lons) - lon + 180.0) % 360.0 - 180.0) * np.cos(np.radians(lat))
        rough = np.hypot(turn, np.asarray(lats) - lat)
        for row in np.argsort(rough)[: 4 * count].tolist():
            if world.level(row) is Level.CITY:
                place = world.place(row)
                yield next(iter(_distances([place], lon, lat)))


def _distances(places: Iterable[Place], lon: float, lat: float) -> Iterable[tuple[float, Place]]:
    """Yield kilometres and place; 0 and less for areas that hold the point, the smaller the area the less."""
    from shapely import Point  # noqa: PLC0415  geopy's Point is the one this module speaks of

    here = Point(lon, lat)
    for place in places:
        shape = place.footprint
        if shape is None or shape.is_empty:
            continue
        if shape.area > 0 and shape.covers(here):
            yield -1.0 / (1.0 + shape.area), place
            continue
        spot = shape.centroid
        yield _GEOD.inv(lon, lat, spot.x, spot.y)[2] / 1000.0, place


def _within(place: Place, holder: Place) -> bool:
    """Tell whether a place may lie in another: the same country, and the same division where the world knows it."""
    if place.id == holder.id:
        return False
    if holder.name in place.admin or place.parent_id == holder.id:
        return True
    if holder.country is not None and place.country != holder.country:
        return False
    if holder.footprint is None or place.footprint is None:
        return False
    near, far = holder.footprint.centroid, place.footprint.centroid
    km = _GEOD.inv(near.x, near.y, far.x, far.y)[2] / 1000.0
    return bool(km * 1000.0 <= 4.0 * (holder.radius_m or 25_000.0))


def _location(place: Place, language: str | None) -> Location | None:
    """Answer a place as geopy's Location, None when it has no geometry."""
    shape = place.footprint
    if shape is None or shape.is_empty:
        return None
    spot = shape.representative_point()
    shown = dict(place.names).get(language or "", place.name)
    address = ", ".join(dict.fromkeys(part for part in (shown, *place.admin, place.country or "") if part))
    raw = {
        "place_id": place.id,
        "name": place.name,
        "kind": place.kind.value,
        "country_code": place.country,
        "source": place.source,
        "radius_m": place.radius_m,
        "key": names.key(place.name),
    }
    return Location(address, (spot.y, spot.x), raw)
