"""GeoJSON after RFC 7946, the same bytes for the same frame."""

from itertools import repeat
from pathlib import Path

from contested.export.cells import dump, geojson_shapes, plain_values
from contested.export.sheet import Sheet


def write_geojson(sheet: Sheet, path: Path) -> None:
    """Write longitude first, six decimals, null geometries kept; `attribution` and `licence` are members on top."""
    frame, credit = sheet.frame, sheet.credit
    names = [name for name in frame.columns if name != "geometry"]
    columns = [plain_values(frame[name]) for name in names]
    rows = zip(*columns, strict=True) if columns else repeat((), len(frame))
    head = {
        "type": "FeatureCollection",
        "name": sheet.name,
        "attribution": list(credit.attribution),
        "licence": credit.licence,
        "notes": list(credit.notes),
    }
    with path.open("x", encoding="utf-8", newline="\n") as out:
        out.write(dump(head)[:-1] + ',"features":[')
        comma = "\n"
        for shape, values in zip(geojson_shapes(frame), rows, strict=False):
            properties = dict(zip(names, values, strict=True))
            out.write(comma + dump({"type": "Feature", "geometry": shape, "properties": properties}))
            comma = ",\n"
        out.write("\n]}\n")
