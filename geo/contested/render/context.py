"""The ground under the claims: outlines, coast, borders and roads of the theatre, at one scale with the places."""

from typing import Any

from contested.gazetteer.theatre import Theatre
from contested.model import PlaceKind
from contested.render.options import PageLanguage
from contested.render.shapes import anchor, geojson, shape_class, size_km, usable
from contested.render.words import Words, load_words

_FOOTPRINTS = {"built_up"}  # drawn only where something is claimed about them
_TOWNS = {PlaceKind.CITY: 2, PlaceKind.TOWN: 1}
_LABELLED = {"admin", "context", "territory"}
_DECIMALS = 4  # about ten metres: the outlines are simplified by more than that


def context_layers(theatre: Theatre | None, *, language: str) -> list[dict[str, Any]]:
    """Answer the theatre's areas and lines, widest first: kind, name, geometry, label point, source, licence."""
    if theatre is None:
        return []
    places = {place.id: place for place in theatre.places}
    layers = []
    for area in theatre.areas:
        if area.kind in _FOOTPRINTS or (geometry := usable(area.geometry)) is None:
            continue
        place = places.get(area.place_id or "")
        layers.append(
            {
                "kind": area.kind,
                "name": _name(area.name, dict(place.names) if place else {}, language),
                "geometry": geojson(geometry, _DECIMALS),
                "at": anchor(geometry) if area.kind in _LABELLED else None,
                "shape": shape_class(geometry),
                "size_km": size_km(geometry, None),
                "source": area.source,
                "licence": area.licence,
            }
        )
    return sorted(layers, key=lambda layer: (-layer["size_km"], layer["kind"], layer["name"]))


def theatre_dict(theatre: Theatre | None, *, language: str) -> dict[str, Any] | None:
    """Answer what the page says of the theatre itself."""
    if theatre is None:
        return None
    comma = load_words(PageLanguage(language))["page.comma"]
    return {
        "id": theatre.id,
        "title": comma.join(_title(part, language) for part in theatre.parts or (theatre,)),
        "bbox": [round(value, 4) for value in theatre.bbox],
        "worldview": theatre.worldview,
        "disclaimer": theatre.disclaimer,
        "attribution": theatre.attribution,
    }


def _title(theatre: Theatre, language: str) -> str:
    """Answer what a reader calls the theatre: the name of its one territory, else its title."""
    territories = [area.name for area in theatre.areas if area.kind == "territory"]
    title = territories[0] if len(territories) == 1 else theatre.title
    return local_names(theatre, language=language).get(title, title)


def named_places(theatre: Theatre | None, *, language: str) -> list[list[Any]]:
    """Answer the places a reader may search for: [id, name, other names, lon, lat, rank].

    Longitude and latitude are None without a point. The rank orders towns that may be named for orientation; 0: none.
    The rows are short, because a theatre has hundreds: spellings that differ in case, hyphens or apostrophes alone
    stand once.
    """
    if theatre is None:
        return []
    skipped = {PlaceKind.COUNTRY, PlaceKind.CONTINENT}
    found = []
    for place in theatre.places:
        if place.kind in skipped:
            continue
        geometry = usable(place.footprint)
        name = _name(place.name, dict(place.names), language)
        spelt = {
            _folded(other): other
            for other in sorted({place.name, *place.aliases, *(other for _, other in place.names)})
        }
        spelt.pop(_folded(name), None)
        lon, lat = (None, None) if geometry is None else anchor(geometry, _DECIMALS)
        rank = max(_TOWNS[place.kind], round(place.importance)) if place.kind in _TOWNS else 0
        found.append([place.id, name, sorted(spelt.values()), lon, lat, rank])
    return sorted(found, key=lambda entry: (entry[1], entry[0]))


def _folded(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def map_credits(theatre: Theatre | None, words: Words) -> list[str]:
    """Answer the sources of the ground, each once, with their licences."""
    if theatre is None:
        return []
    listed = {theatre.attribution} if theatre.attribution else set()
    for area in theatre.areas:
        listed.add(words["page.comma"].join(part for part in (area.source, area.licence) if part))
    return sorted(listed)


def local_names(theatre: Theatre | None, *, language: str) -> dict[str, str]:
    """Answer the names of the theatre's places in `language`, by the names they are known by in the frame."""
    if theatre is None:
        return {}
    found: dict[str, str] = {}
    for place in theatre.places:
        local = dict(place.names).get(language)
        if local:
            found.setdefault(place.name, local)
    return found


def _name(name: str, names: dict[str, str], language: str) -> str:
    return names.get(language) or name
