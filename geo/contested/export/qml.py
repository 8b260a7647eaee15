"""QGIS styles (QML): rules over a layer of any geometries. Text is escaped, and quoted in expressions."""

import re
from collections.abc import Iterable
from html import escape

from contested.export.rules import Paint, Rule, Shape, Sign
from contested.look import AID_COLOURS, INK, Texture
from contested.model import AidStatus

_ANY_GEOMETRY = 3  # Qgis::GeometryType::Unknown: the style fits points, lines and areas alike
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SIGN_MARKS = {
    Sign.CROSS: ("cross2", 2.4, "#ffffff", 0),
    Sign.BAR: ("line", 2.4, INK, 90),
    Sign.SLASH: ("line", 3.0, INK, 45),
    Sign.BURST: ("star", 2.6, AID_COLOURS[AidStatus.ATTACKED], 0),
    Sign.RING: ("circle", 1.8, "#ffffff", 0),
    Sign.DIAMOND: ("diamond", 1.4, INK, 0),
}


def document(rules: Iterable[Rule], *, label: str) -> str:
    """Answer a QML document for `rules`, the features labelled with the column `label`."""
    listed, symbols = [], []
    for number, rule in enumerate(rules):
        words = f"label={_quoted(rule.label)} filter={_quoted(expression(rule))}"
        listed.append(f'<rule key="{{r{number}}}" symbol="{number}" {words}/>')
        symbols.append(_symbol(rule, number))
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        '<qgis version="3.22.0" styleCategories="Symbology|Labeling" labelsEnabled="1">\n'
        '<renderer-v2 type="RuleRenderer" symbollevels="0" forceraster="0" enableorderby="0">\n'
        f'<rules key="{{root}}">{"".join(listed)}</rules>\n<symbols>{"".join(symbols)}</symbols>\n</renderer-v2>\n'
        f"{_labels(label)}\n<layerGeometryType>{_ANY_GEOMETRY}</layerGeometryType>\n</qgis>\n"
    )


def expression(rule: Rule) -> str:
    """Answer the QGIS expression that is true for the rows of a rule."""
    tests = [f"geometry_type($geometry) = '{rule.geometry}'"]
    for name, value in rule.where:
        column = '"' + name.replace('"', '""') + '"'
        if value is None:
            tests.append(f"{column} IS NULL")
        elif isinstance(value, bool):
            tests.append(column if value else f"NOT {column}")
        else:
            tests.append(f"{column} = {_string(str(value))}")
    return " AND ".join(tests)


def _string(value: str) -> str:
    r"""Answer a string of QGIS' expressions, in which a backslash escapes."""
    return "'" + value.replace("\\", "\\\\").replace("'", "''").replace("\n", "\\n").replace("\t", "\\t") + "'"


def _quoted(value: str) -> str:
    clean = _HIDDEN.sub("\ufffd", value)
    return '"' + escape(clean).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;") + '"'


# ------------------------------------------------------------------------------------------- symbols


def _symbol(rule: Rule, number: int) -> str:
    if rule.geometry == "Polygon":
        kind, layers = "fill", _area(rule.paint, str(number))
    elif rule.geometry == "Line":
        kind, layers = "line", [_line(rule.paint, 1.4)]
    else:
        kind, layers = "marker", _marks(rule.paint)
    return _wrapped(kind, str(number), layers)


def _wrapped(kind: str, name: str, layers: Iterable[str]) -> str:
    return f'<symbol type="{kind}" name="{name}" alpha="1" clip_to_extent="1" force_rhr="0">{"".join(layers)}</symbol>'


def _layer(kind: str, options: dict[str, str], inside: str = "") -> str:
    listed = "".join(
        f'<Option type="QString" name="{name}" value={_quoted(value)}/>' for name, value in options.items()
    )
    return f'<layer class="{kind}" enabled="1" locked="0" pass="0"><Option type="Map">{listed}</Option>{inside}</layer>'


def _rgba(colour: str, opacity: float = 1.0) -> str:
    """Answer a colour as QGIS writes it.

    >>> _rgba("#0072B2", 0.5)
    '0,114,178,128'
    """
    return ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)) + f",{round(255 * opacity)}"


def _outline(paint: Paint) -> dict[str, str]:
    return {
        "outline_color": _rgba(paint.look.colours[0]),
        "outline_style": "dash" if paint.dashed else "solid",
        "outline_width": "1.1" if paint.bold else "0.5",
        "outline_width_unit": "MM",
    }


def _area(paint: Paint, name: str) -> list[str]:
    """Answer the layers of an area: a wash, the texture over it, the outline on top."""
    look = paint.look
    first = look.colours[0]
    wash = {
        Texture.SOLID: 0.42, Texture.STRIPES: 0.16, Texture.CROSSES: 0.2, Texture.DOTS: 0.16, Texture.DASHES: 0.08,
        Texture.PALE: 0.06, Texture.BANDS: 0.16,
    }[look.texture]  # fmt: skip
    layers = [_layer("SimpleFill", {"color": _rgba(first, wash), "style": "solid", "outline_style": "no"})]
    if look.texture is Texture.BANDS:
        width = 1.9
        turns = max(2, len(look.colours))
        layers += [
            _hatch(colour, f"@{name}@{place + 1}", width=width, distance=width * turns, offset=width * place)
            for place, colour in enumerate(look.colours)
        ]
    elif look.texture is Texture.STRIPES:
        layers.append(_hatch(first, f"@{name}@1", width=1.0, distance=2.4))
    elif look.texture is Texture.CROSSES:
        layers += [
            _hatch(first, f"@{name}@{place}", width=0.4, distance=2.6, angle=45 + 90 * place) for place in (1, 2)
        ]
    elif look.texture is Texture.DASHES:
        layers.append(_hatch(first, f"@{name}@1", width=0.5, distance=2.1, angle=0))
    elif look.texture is Texture.DOTS:
        dot = _layer(
            "SimpleMarker",
            {"name": "circle", "color": _rgba(first, 0.8), "outline_style": "no", "size": "1", "size_unit": "MM"},
        )
        spacing = {"distance_x": "2.4", "distance_y": "2.4", "distance_x_unit": "MM", "distance_y_unit": "MM"}
        layers.append(_layer("PointPatternFill", spacing, _wrapped("marker", f"@{name}@1", [dot])))
    return [*layers, _layer("SimpleFill", {"style": "no", **_outline(paint)})]


def _hatch(colour: str, name: str, *, width: float, distance: float, offset: float = 0, angle: int = 45) -> str:
    """Answer parallel lines across an area, dashed where they lie level; lengths in millimetres on paper."""
    options = {
        "angle": str(angle), "distance": f"{distance:g}", "distance_unit": "MM", "offset": f"{offset:g}",
        "offset_unit": "MM", "line_width": f"{width:g}", "line_width_unit": "MM", "color": _rgba(colour, 0.8),
    }  # fmt: skip
    line = {
        "line_color": _rgba(colour, 0.8), "line_width": f"{width:g}", "line_width_unit": "MM", "capstyle": "flat",
        "line_style": "solid" if angle else "dash",
    }  # fmt: skip
    return _layer("LinePatternFill", options, _wrapped("line", name, [_layer("SimpleLine", line)]))


def _line(paint: Paint, width: float) -> str:
    return _layer(
        "SimpleLine",
        {
            "line_color": _rgba(paint.look.colours[0]), "line_width": f"{width:g}", "line_width_unit": "MM",
            "line_style": "dash" if paint.dashed else "solid",
        },
    )  # fmt: skip


def _marks(paint: Paint) -> list[str]:
    """Answer the layers of a point: the circle it is somewhere within, its mark, the sign on that."""
    layers = [_circle(paint)] if paint.radius else []
    colours = paint.look.colours
    if paint.shape is Shape.RING:
        layers.append(_mark("circle", 4.2, colours[0], INK))
        layers += [
            _mark(part, 4.2, colour, None)
            for part, colour in zip(("semi_circle", "quarter_circle"), colours[1:], strict=False)
        ]
        layers.append(_mark("circle", 2.2, "#ffffff", INK))
    elif paint.shape is Shape.SQUARE:
        layers.append(_mark("square", 4.0, paint.plate if paint.sign or paint.plate else colours[0], colours[0]))
    else:
        layers.append(_mark("triangle", 3.6, colours[0], INK))
    if paint.sign in _SIGN_MARKS:
        name, size, colour, angle = _SIGN_MARKS[paint.sign]
        if paint.shape is Shape.RING:  # on the white core, and no larger than that
            colour, size = INK, min(size, 1.5)
        layers.append(_mark(name, size, colour, colour if name in {"line", "cross2"} else INK, angle=angle))
    return layers


def _mark(name: str, size: float, fill: str, outline: str | None, *, angle: int = 0) -> str:
    return _layer(
        "SimpleMarker",
        {
            "name": name, "size": f"{size:g}", "size_unit": "MM", "color": _rgba(fill), "angle": str(angle),
            "outline_color": _rgba(outline or fill), "outline_style": "solid" if outline else "no",
            "outline_width": "0.3", "outline_width_unit": "MM",
        },
    )  # fmt: skip


def _circle(paint: Paint) -> str:
    """Answer a dashed circle on the ground with the radius that the row tells, in metres."""
    size = (
        '<data_defined_properties><Option type="Map"><Option type="QString" name="name" value=""/>'
        '<Option type="Map" name="properties"><Option type="Map" name="size">'
        '<Option type="bool" name="active" value="true"/>'
        f'<Option type="QString" name="expression" value="2 * coalesce(&quot;{paint.radius}&quot;, 0)"/>'
        '<Option type="int" name="type" value="3"/></Option></Option>'
        '<Option type="QString" name="type" value="collection"/></Option></data_defined_properties>'
    )
    options = {
        "name": "circle", "size": "0", "size_unit": "RenderMetersInMapUnits",
        "color": _rgba(paint.look.colours[0], 0.14), "outline_color": _rgba(paint.look.colours[0], 0.8),
        "outline_style": "dash", "outline_width": "0.35", "outline_width_unit": "MM",
    }  # fmt: skip
    return _layer("SimpleMarker", options, size)


def _labels(column: str) -> str:
    return (
        '<labeling type="simple"><settings calloutType="simple"><text-style '
        f"fieldName={_quoted(column)} "
        'isExpression="0" fontSize="9" fontSizeUnit="Point" fontWeight="63" textColor="28,27,25,255" textOpacity="1">'
        '<text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,235"/></text-style>'
        '<placement placement="0" dist="2.4" distUnits="MM"/></settings></labeling>'
    )
