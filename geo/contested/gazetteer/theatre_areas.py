"""Put official or own boundaries into a theatre, as the footprints of its places."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import geopandas
import shapely
from shapely.geometry.base import BaseGeometry

from contested.errors import TheatreError
from contested.gazetteer import names
from contested.gazetteer.theatre_records import Area, Theatre
from contested.model import Place

_NEEDED = ("name", "pcode", "source", "licence")


def with_areas(theatre: Theatre, areas: geopandas.GeoDataFrame) -> Theatre:
    """Answer `theatre` with `areas` as outlines, and as footprints of the places that they are.

    `areas` is a frame with `name`, `pcode`, `source`, `licence` and polygons in EPSG:4326, such as
    `contested.query.areas_from` reads. A row is a place of the theatre when its p-code is that of one place, or else
    its name is that of one governorate, district, territory or the like. Other rows become outlines without a place.
    The place's old outline goes; the theatre's box grows to hold the new ones.

    Raises `TheatreError` when a column is missing, or two rows are the same place.
    """
    missing = [column for column in _NEEDED if column not in areas.columns]
    if missing:
        raise TheatreError(f"the areas lack {', '.join(missing)}; read them with contested.query.areas_from(…)")
    made: list[Area] = []
    for row in areas.to_dict("records"):
        place = _place_of(theatre.places, row["name"], row["pcode"])
        made.append(
            Area(
                place_id=place.id if place else None,
                name=str(row["name"]),
                kind="admin",
                geometry=row["geometry"],
                source=str(row["source"]),
                licence=str(row["licence"] or "licence not stated"),
            )
        )
    twice = [place_id for place_id, count in Counter(area.place_id for area in made).items() if place_id and count > 1]
    if twice:
        both = ", ".join(area.name for area in made if area.place_id == twice[0])
        raise TheatreError(f"{both} are all {twice[0]}; join them with areas.dissolve('name'), or drop one")
    footprints = {area.place_id: area for area in made if area.place_id}
    kept = [area for area in theatre.areas if area.place_id not in footprints]
    return replace(
        theatre,
        bbox=_box((*theatre.bbox,), [area.geometry for area in made]),
        places=tuple(_drawn(place, footprints.get(place.id)) for place in theatre.places),
        areas=(*kept, *made),
    )


def _place_of(places: Iterable[Place], name: object, pcode: object) -> Place | None:
    coded = [place for place in places if pcode and place.pcode == pcode]
    if len(coded) == 1:
        return coded[0]
    key = names.key(str(name))
    called = [place for place in places if key in {names.key(one) for one in (place.name, *place.aliases)}]
    units = [
        place for place in called if place.kind.value in {"governorate", "district", "region", "territory", "country"}
    ]
    found = units or called
    return found[0] if len(found) == 1 else None


def _drawn(place: Place, area: Area | None) -> Place:
    if area is None:
        return place
    return replace(place, footprint=area.geometry, radius_m=None, source=f"{area.source} ({area.licence})")


def _box(old: tuple[float, float, float, float], shapes: list[BaseGeometry]) -> tuple[float, float, float, float]:
    west, south, east, north = shapely.total_bounds([shapely.box(*old), *shapes])
    return float(west), float(south), float(east), float(north)
