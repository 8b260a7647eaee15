"""KML 2.2 for Google Earth and phones, with typed fields, times and the map's colours.

Written by hand and not by GDAL, which takes our columns `start` and `end` for the times of a placemark and keeps no
styles. Balloons show HTML, so what stands in them is escaped twice.
"""

import re
from collections.abc import Iterable
from html import escape
from itertools import repeat
from pathlib import Path
from typing import Any

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from contested.colours import NOBODY
from contested.export.cells import DECIMALS, plain_values
from contested.export.sheet import Sheet
from contested.export.styles import colours_of
from contested.frame import NAMES_JOINED
from contested.look import AID_COLOURS, control_look, control_words

_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_kml(sheet: Sheet, path: Path) -> None:
    """Write one placemark a row, those without a geometry too; each field with its type."""
    frame = sheet.frame
    names = [str(name) for name in frame.columns if name != "geometry"]
    types = {name: _type(frame[name]) for name in names}
    columns = [plain_values(frame[name]) for name in names]
    rows = zip(*columns, strict=True) if columns else repeat((), len(frame))
    colours = colours_of(sheet)
    with path.open("x", encoding="utf-8", newline="\n") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2" ')
        out.write(f'xmlns:atom="http://www.w3.org/2005/Atom"><Document id="d"><name>{_text(sheet.name)}</name>')
        out.write(f"<atom:author><atom:name>{_text('; '.join(sheet.credit.attribution) or 'contested')}</atom:name>")
        out.write(f"</atom:author><description>{_html(sheet.credit.lines())}</description>\n")
        fields = "".join(f'<SimpleField name="{_text(name)}" type="{kind}"/>' for name, kind in types.items())
        out.write(f'<Schema id="s" name="{_text(sheet.name)}">{fields}</Schema>\n')
        for shape, values in zip(frame.geometry.to_numpy(), rows, strict=False):
            out.write(_placemark(dict(zip(names, values, strict=True)), shape, colours))
        out.write("</Document></kml>\n")


def _type(column: "pd.Series[Any]") -> str:
    if pd.api.types.is_bool_dtype(column.dtype):
        return "bool"
    if pd.api.types.is_integer_dtype(column.dtype):
        return "int"
    return "double" if pd.api.types.is_float_dtype(column.dtype) else "string"


def _placemark(row: dict[str, Any], shape: BaseGeometry | None, colours: dict[str, str]) -> str:
    title = row.get("place") or row.get("aid_name") or row.get("toponym") or "(place not known)"
    when = row.get("valid_at") or row.get("newest") or row.get("published")
    stamp = f"<TimeStamp><when>{when[:19]}Z</when></TimeStamp>" if isinstance(when, str) else ""
    fields = "".join(
        f'<SimpleData name="{_text(name)}">{_text(str(value).lower() if isinstance(value, bool) else str(value))}'
        "</SimpleData>"
        for name, value in row.items()
        if value is not None
    )
    return (
        f"<Placemark><name>{_text(str(title))}</name><description>{_html(_words(row))}</description>{stamp}"
        f'{_style(row, colours)}<ExtendedData><SchemaData schemaUrl="#s">{fields}</SchemaData></ExtendedData>'
        f"{_geometry(shape)}</Placemark>\n"
    )


def _words(row: dict[str, Any]) -> list[str]:
    """Answer what a balloon says: the status and its why, or who said what in which words."""
    if "why" in row:
        said = control_words(row["control"], row["dispute"], holders=_split(row["holder"]))
        aid = f"Aid point: {row['aid_kind'] or 'other'}, {row['aid_status'] or 'unknown'}" if row["aid_point"] else None
        lines = [said, aid, row["why"]]
    elif "quote" in row:
        stance = ", ".join(row[name] for name in ("predicate", "modality", "epistemic") if row[name])
        who = f"{row['actor'] or 'actor not named'}: {stance}".replace("_", " ")
        lines = [who, f"“{row['quote']}”", row["source_chain"], row["published"], row["url"]]
    else:
        lines = []
    return [str(line) for line in lines if line]


def _style(row: dict[str, Any], colours: dict[str, str]) -> str:
    first, wash = NOBODY, 0.3
    if "why" in row and row["control"] is not None:
        look = control_look(
            row["control"], row["dispute"], holders=_split(row["holder"]), disputed_by=_split(row["disputed_by"]),
            colours=colours,
        )  # fmt: skip
        first, wash = look.colours[0], 0.15 if row["contested"] else 0.4
        if row["aid_point"]:
            first = AID_COLOURS.get(row["aid_status"] or "", NOBODY)
    elif row.get("actor") is not None:
        first = colours.get(row["actor"], NOBODY)
    return (
        f"<Style><IconStyle><color>{_abgr(first)}</color></IconStyle><LineStyle><color>{_abgr(first)}</color>"
        f"<width>2</width></LineStyle><PolyStyle><color>{_abgr(first, wash)}</color></PolyStyle>"
        "<BalloonStyle><text>$[name]&lt;br/&gt;$[description]</text></BalloonStyle></Style>"
    )


def _abgr(colour: str, opacity: float = 1.0) -> str:
    """Answer a colour as KML writes it: opacity, blue, green, red.

    >>> _abgr("#0072B2", 0.5)
    '80b27200'
    """
    return f"{round(255 * opacity):02x}{colour[5:7]}{colour[3:5]}{colour[1:3]}".lower()


def _geometry(shape: Any) -> str:
    """Answer a geometry as KML: longitude, latitude; nothing where there is none."""
    if shape is None:
        return ""
    kind = shape.geom_type
    if kind == "Point":
        return f"<Point><coordinates>{_coordinates(shape)}</coordinates></Point>"
    if kind in {"LineString", "LinearRing"}:
        return f"<LineString><coordinates>{_coordinates(shape)}</coordinates></LineString>"
    if kind == "Polygon":
        turned = shapely.orient_polygons(shape)
        inner = "".join(f"<innerBoundaryIs>{_ring(ring)}</innerBoundaryIs>" for ring in turned.interiors)
        return f"<Polygon><outerBoundaryIs>{_ring(turned.exterior)}</outerBoundaryIs>{inner}</Polygon>"
    return f"<MultiGeometry>{''.join(_geometry(part) for part in shapely.get_parts(shape))}</MultiGeometry>"


def _ring(ring: Any) -> str:
    return f"<LinearRing><coordinates>{_coordinates(ring)}</coordinates></LinearRing>"


def _coordinates(shape: Any) -> str:
    return " ".join(f"{x:.{DECIMALS}f},{y:.{DECIMALS}f}" for x, y in shapely.get_coordinates(shape))


def _split(cell: str | None) -> tuple[str, ...]:
    return tuple(cell.split(NAMES_JOINED)) if cell else ()


def _text(value: str) -> str:
    return escape(_HIDDEN.sub("\ufffd", value))


def _html(lines: Iterable[str]) -> str:
    """Answer lines as HTML in which nothing is a tag but the breaks between them, inside XML."""
    return escape("<br/>".join(escape(_HIDDEN.sub("\ufffd", line)) for line in lines))
