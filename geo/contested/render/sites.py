"""Sites: the places and parts of places that claims are about, each drawn and listed once."""

from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from contested.frame import NAMES_JOINED, PARTS_JOINED
from contested.render.rows import Row, names_of, split_list
from contested.render.shapes import anchor, geojson, shape_class, size_km, usable
from contested.render.words import Words, filled

SiteKey = tuple[object, ...]

_DIRECTED = ("part", "direction_from", "distance_direction")


def site_key(row: Row, geometry: BaseGeometry | None) -> SiteKey | None:
    """Answer what tells one place or part from another; `None` for a row without a place."""
    drawable = usable(geometry)
    if row["place_id"] is None and row["place"] is None and drawable is None:
        return None
    kind = row["part_kind"] if row["part_kind"] != "parent" else None
    shape = "" if drawable is None else shapely.to_wkb(drawable, hex=True)
    narrowing = (kind, row["part_direction"], row["part_distance_km"]) if kind else ()
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
    label = part_label(row, names.get(language) or row["place"] or "", words)
    site = {
        "place_id": row["place_id"],
        "label": label,
        "original": part_label(row, row["place"] or "", words) if names.get(language) else label,
        "place": row["place"],
        "names": names,
        "kind": row["place_kind"],
        "parent": words["page.comma"].join(local.get(name, name) for name in split_list(row["parent"], NAMES_JOINED))
        or None,
        "part": row["part_text"] if row["part_kind"] not in {None, "parent"} else None,
        "pcode": row["pcode"],
        "inferred": bool(row["inferred_extent"]),
        "radius_m": None if radius is None else round(float(radius)),
        "shape": None,
        "geometry": None,
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
    if kind == "between" and not others:
        return f"{row['part_text'] or ''} {place}".strip()
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
