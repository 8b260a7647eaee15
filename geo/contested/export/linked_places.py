"""Linked Places format 1.2 (GeoJSON with JSON-LD) for gazetteers: one feature a row, its place, names and words."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from contested.export.cells import dump, geojson_shapes, plain_values
from contested.export.sheet import Sheet
from contested.frame import CLAIMS

_CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
_UNNAMED = "(place not known)"
Row = Mapping[str, Any]


def write_linked_places(sheet: Sheet, path: Path) -> None:
    """Write the rows as features of a Linked Places collection; a row whose place is not known has no geometry."""
    frame = sheet.frame
    names = [str(name) for name in frame.columns if name != "geometry"]
    rows = zip(*(plain_values(frame[name]) for name in names), strict=True) if names else iter([()] * len(frame))
    head = {
        "type": "FeatureCollection",
        "@context": _CONTEXT,
        "citation": "; ".join(sheet.credit.attribution),
        "licence": sheet.credit.licence,
        "notes": list(sheet.credit.notes),
    }
    with path.open("x", encoding="utf-8", newline="\n") as out:
        out.write(dump(head)[:-1] + ',"features":[')
        comma = "\n"
        for number, (shape, values) in enumerate(zip(geojson_shapes(frame), rows, strict=True)):
            out.write(comma + dump(_feature(sheet, dict(zip(names, values, strict=True)), shape, number)))
            comma = ",\n"
        out.write("\n]}\n")


def _feature(sheet: Sheet, row: Row, shape: dict[str, object] | None, number: int) -> dict[str, Any]:
    key = row[sheet.schema.key] if sheet.schema else number
    title = row.get("place") or row.get("aid_name") or row.get("toponym") or _UNNAMED
    feature: dict[str, Any] = {
        "@id": f"urn:contested:{sheet.name}:{key}",
        "type": "Feature",
        "properties": {"title": title, "ccodes": [row["country"]] if row.get("country") else []},
        "names": _names(row, title),
        "geometry": shape,
    }
    if row.get("place_kind"):
        feature["types"] = [{"identifier": "", "label": row["place_kind"], "sourceLabels": []}]
    when = _when(row)
    if when is not None:
        feature["when"] = when
    words = row.get("quote") or row.get("why")
    if words:
        feature["descriptions"] = [{"@id": row.get("url") or "", "value": words, "lang": row.get("language") or "en"}]
    links = _links(row)
    if links:
        feature["links"] = links
    if sheet.schema is CLAIMS:
        feature["properties"] |= {
            name: row[name] for name in ("actor", "predicate", "modality", "epistemic", "source_chain")
        }
    elif sheet.schema is not None and "control" in row:
        feature["properties"] |= {
            name: row[name] for name in ("control", "holder", "dispute", "disputed_by", "aid_status")
        }
    return feature


def _names(row: Row, title: str) -> list[dict[str, Any]]:
    told = row.get("place_names")
    known = json.loads(told) if isinstance(told, str) else {}
    names = [{"toponym": name, "lang": language} for language, name in known.items() if isinstance(name, str)]
    return names or ([] if title == _UNNAMED else [{"toponym": title}])


def _when(row: Row) -> dict[str, Any] | None:
    start = row.get("valid_from") or row.get("valid_at")
    end = row.get("valid_to") or row.get("valid_at")
    if start is None and end is None:
        return None
    span = {}
    if start is not None:
        span["start"] = {"in": start[:10]}
    if end is not None:
        span["end"] = {"in": end[:10]}
    return {"timespans": [span]}


def _links(row: Row) -> list[dict[str, str]]:
    """Answer the places of other gazetteers that a row's place is: GeoNames, by its id."""
    name = str(row.get("place_id") or "")
    number = name.removeprefix("world:")
    return [{"type": "closeMatch", "identifier": f"gn:{number}"}] if name != number and number.isdecimal() else []
