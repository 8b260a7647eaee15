"""Sites: the places and parts of places that claims are about, each drawn and listed once."""

from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from contested.frame import NAMES_JOINED, PARTS_JOINED
from contested.gazetteer.theatre import Theatre
from contested.render.context import local_names
from contested.render.rows import Row, names_of, split_list
from contested.render.shapes import anchor, geojson, shape_class, shifted, size_km, unmapped_edges, usable
from contested.render.words import Words, filled

SiteKey = tuple[object, ...]

_WHOLE = {"territory", "country", "continent"}
_DIRECTED = ("part", "direction_from", "distance_direction")


class SiteBook:
    """The sites met so far, each once, in the order in which they are met."""

    def __init__(self, *, words: Words, language: str, theatre: Theatre | None, shift: bool) -> None:
        self.listed: list[dict[str, Any]] = []
        self._words, self._language, self._theatre, self._shift = words, language, theatre, shift
        self._local = local_names(theatre, language=language)
        self._at: dict[SiteKey, int] = {}
        self._lines: BaseGeometry | None = None

    def place(self, row: Row, geometry: BaseGeometry | None) -> int | None:
        """Answer the position of the row's site, or `None` when it has no place."""
        key = site_key(row, geometry)
        if key is None:
            return None
        if key not in self._at:
            self._at[key] = len(self.listed)
            moved = shifted(geometry) if self._shift and geometry is not None else geometry
            site = site_dict(row, moved, words=self._words, language=self._language, local=self._local)
            if site["inferred"] and site["shape"] == "area" and geometry is not None:
                cut = unmapped_edges(geometry, self._mapped_lines())
                site["cut"] = cut and geojson(shifted(cut) if self._shift else cut)
            bbox, prefix = (self._theatre.bbox, self._theatre.id) if self._theatre else (None, None)
            self.listed.append(site | {"left_out": left_out(site, bbox, prefix)})
        return self._at[key]

    def _mapped_lines(self) -> BaseGeometry:
        """Answer the outlines of everything that the theatre has a map of."""
        if self._lines is None:
            areas = self._theatre.areas if self._theatre else ()
            known = [shape for area in areas if (shape := usable(area.geometry)) is not None]
            self._lines = shapely.union_all([shape.boundary if shape.area else shape for shape in known])
        return self._lines


def site_key(row: Row, geometry: BaseGeometry | None) -> SiteKey | None:
    """Answer what tells one place or part from another; `None` for a row without a place."""
    drawable = usable(geometry)
    if row["place_id"] is None and row["place"] is None and drawable is None:
        return None
    kind = row["part_kind"] if row["part_kind"] != "parent" else None
    shape = "" if drawable is None else shapely.to_wkb(drawable, hex=True)
    narrowing = (kind, row["part_direction"], row["part_distance_km"]) if kind else ()
    if kind == "between" and drawable is not None:  # one stretch, whichever of its ends it is told of
        return (narrowing, shapely.to_wkb(shapely.normalize(drawable), hex=True))
    return (row["place_id"] or row["place"], narrowing, shape)


def site_dict(
    row: Row, geometry: BaseGeometry | None, *, words: Words, language: str, local: dict[str, str]
) -> dict[str, Any]:
    """Answer one site: label, names, kind, parent, geometry, label point, precision.

    `local` holds the names of other places in the page's language, for the parents.
    """
    names = names_of(row["place_names"])
    drawable = usable(geometry)
    radius = row["radius_m"]
    shown = names.get(language) or local.get(row["place"] or "")
    label = part_label(row, shown or row["place"] or "", words)
    site = {
        "place_id": row["place_id"],
        "label": label,
        "original": part_label(row, row["place"] or "", words) if shown else label,
        "place": row["place"],
        "names": names,
        "kind": row["place_kind"],
        "parent": words["page.comma"].join(local.get(name, name) for name in split_list(row["parent"], NAMES_JOINED))
        or None,
        "part": row["part_text"] if row["part_kind"] not in {None, "parent"} else None,
        "pcode": row["pcode"],
        "inferred": bool(row["inferred_extent"]),
        "radius_m": None if radius is None else round(float(radius)),
        "left_out": None,
        "shape": None,
        "geometry": None,
        "cut": None,
        "at": None,
        "size_km": 0.0,
    }
    if drawable is not None:
        site |= {
            "shape": shape_class(drawable),
            "geometry": geojson(drawable),
            "at": anchor(drawable),
            "size_km": size_km(drawable, radius),
        }
    return site


def left_out(site: dict[str, Any], bbox: tuple[float, float, float, float] | None, prefix: str | None) -> str | None:
    """Answer why a site is listed and not drawn: "whole", "outside", or `None` for one that is drawn.

    A claim about a whole country or territory is no area on a map of it. A place of another gazetteer is outside when
    it is farther from the box of the theatre than the box is wide or high. `prefix` starts the theatre's place ids.
    """
    if site["kind"] in _WHOLE and site["part"] is None:
        return "whole"
    if bbox is None or site["at"] is None or (site["place_id"] or "").startswith(f"{prefix}:"):
        return None
    west, south, east, north = bbox
    wide, high = east - west, north - south
    lon, lat = site["at"]
    near = west - wide <= lon <= east + wide and south - high <= lat <= north + high
    return None if near else "outside"


def part_label(row: Row, place: str, words: Words) -> str:
    """Answer "eastern Khan Younis", "3 km north of X", "between X and Y" in the page's language."""
    kind, direction, distance = row["part_kind"], row["part_direction"], row["part_distance_km"]
    if kind is None or kind == "parent":
        return place
    others = words["page.comma"].join(split_list(row.get("part_references"), PARTS_JOINED))
    if kind == "part" and direction is None:
        return filled(words["part.part_plain"], place=place)
    if kind in _DIRECTED and direction is None:
        return f"{row['part_text'] or ''} {place}".strip()
    if kind == "between" and not others:  # the statuses do not tell what else it lies between; the words may
        words_said = row["part_text"] or ""
        return words_said if place in words_said else f"{words_said} {place}".strip()
    side = "inside" if kind == "part" else "outside"
    return filled(
        words[f"part.{kind}"],
        place=place,
        others=others,
        direction=words[f"part.{side}.{direction}"] if direction else "",
        km="" if distance is None else distance_words(float(distance) * 1000, words),
    )


def distance_words(metres: float, words: Words) -> str:
    """Answer a distance as people say it.

    >>> distance_words(2500, {"part.km": "{n} km", "part.m": "{n} m"})
    '2.5 km'
    """
    if metres < 1000:
        return filled(words["part.m"], n=f"{round(metres, -1 if metres >= 20 else 0):g}")
    return filled(words["part.km"], n=f"{round(metres / 1000, 1 if metres < 10000 else 0):g}")
