"""The same rules as OGC Styled Layer Descriptor 1.0.0, for programs that read no QML. Textures become hatches."""

from collections.abc import Iterable
from html import escape

from contested.export.rules import Paint, Rule, Shape
from contested.look import INK, Texture

_HATCHES = {
    Texture.BANDS: "shape://slash",
    Texture.STRIPES: "shape://slash",
    Texture.CROSSES: "shape://times",
    Texture.DOTS: "shape://dot",
    Texture.DASHES: "shape://horline",
}
_MARKS = {Shape.RING: "circle", Shape.SQUARE: "square", Shape.TRIANGLE: "triangle"}


def document(rules: Iterable[Rule], *, name: str) -> str:
    """Answer an SLD document for `rules` on the layer `name`."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<StyledLayerDescriptor version="1.0.0" xmlns="http://www.opengis.net/sld" '
        'xmlns:ogc="http://www.opengis.net/ogc">'
        f"<NamedLayer><Name>{_text(name)}</Name><UserStyle><FeatureTypeStyle>"
        f"{''.join(_rule(rule) for rule in rules)}</FeatureTypeStyle></UserStyle></NamedLayer>"
        "</StyledLayerDescriptor>\n"
    )


def _rule(rule: Rule) -> str:
    drawn = {"Polygon": _polygon, "Line": _line, "Point": _point}[rule.geometry](rule.paint)
    return f"<Rule><Name>{_text(rule.label)}</Name><ogc:Filter>{_filter(rule)}</ogc:Filter>{drawn}</Rule>"


def _filter(rule: Rule) -> str:
    dimension = ("Point", "Line", "Polygon").index(rule.geometry)
    shape = '<ogc:Function name="dimension"><ogc:PropertyName>geom</ogc:PropertyName></ogc:Function>'
    tests = [f"<ogc:PropertyIsEqualTo>{shape}<ogc:Literal>{dimension}</ogc:Literal></ogc:PropertyIsEqualTo>"]
    for name, value in rule.where:
        column = f"<ogc:PropertyName>{_text(name)}</ogc:PropertyName>"
        if value is None:
            tests.append(f"<ogc:PropertyIsNull>{column}</ogc:PropertyIsNull>")
        else:
            literal = str(value).lower() if isinstance(value, bool) else str(value)
            tests.append(
                f"<ogc:PropertyIsEqualTo>{column}<ogc:Literal>{_text(literal)}</ogc:Literal></ogc:PropertyIsEqualTo>"
            )
    return f"<ogc:And>{''.join(tests)}</ogc:And>"


def _parameter(name: str, value: str) -> str:
    return f'<CssParameter name="{name}">{value}</CssParameter>'


def _stroke(paint: Paint, width: float) -> str:
    dashes = _parameter("stroke-dasharray", "5 4") if paint.dashed else ""
    colour = _parameter("stroke", paint.look.colours[0])
    return f"<Stroke>{colour}{_parameter('stroke-width', f'{width:g}')}{dashes}</Stroke>"


def _polygon(paint: Paint) -> str:
    first = paint.look.colours[0]
    wash = {Texture.SOLID: 0.42, Texture.PALE: 0.06}.get(paint.look.texture, 0.16)
    plain = f"<Fill>{_parameter('fill', first)}{_parameter('fill-opacity', f'{wash:g}')}</Fill>"
    hatch = _HATCHES.get(paint.look.texture)
    over = "".join(
        f"<PolygonSymbolizer><Fill><GraphicFill><Graphic><Mark><WellKnownName>{hatch}</WellKnownName><Stroke>"
        f"{_parameter('stroke', colour)}{_parameter('stroke-width', '2')}</Stroke></Mark>"
        f"<Size>{12 + 6 * place}</Size></Graphic></GraphicFill></Fill></PolygonSymbolizer>"
        for place, colour in enumerate(paint.look.colours)
        if hatch
    )
    return f"<PolygonSymbolizer>{plain}{_stroke(paint, 3.0 if paint.bold else 1.6)}</PolygonSymbolizer>{over}"


def _line(paint: Paint) -> str:
    return f"<LineSymbolizer>{_stroke(paint, 4.0)}</LineSymbolizer>"


def _point(paint: Paint) -> str:
    fill = paint.plate if paint.shape is Shape.SQUARE else paint.look.colours[0]
    edge = paint.look.colours[0] if paint.shape is Shape.SQUARE else INK
    return (
        f"<PointSymbolizer><Graphic><Mark><WellKnownName>{_MARKS[paint.shape]}</WellKnownName>"
        f"<Fill>{_parameter('fill', fill)}</Fill><Stroke>{_parameter('stroke', edge)}</Stroke></Mark>"
        "<Size>12</Size></Graphic></PointSymbolizer>"
    )


def _text(value: str) -> str:
    return escape("".join(letter if letter >= " " or letter in "\t\n" else "\ufffd" for letter in value), quote=False)
