"""The GeoPackage opens in QGIS looking like the map: its styles are well formed and fit every row."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas
import pyogrio
import pytest
from shapely.geometry import LineString

from contested.colours import actor_colours
from contested.export import layers, qml, sld, write_geopackage
from contested.export.rules import Paint, Rule, Shape
from contested.frame import Profile, conform
from contested.frame.columns import STATUS
from contested.look import Look, Texture
from contested.status import status
from factories import NORTH, SIDES, SOUTH, Say, area, claims, place, series_claims

SLD = "{http://www.opengis.net/sld}"


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    said = series_claims()
    return write_geopackage(
        {"claims": said, "status": status(said, sides=SIDES)}, tmp_path_factory.mktemp("q") / "a.gpkg"
    )


def style(path: Path, layer: str) -> dict[str, object]:
    """A row of layer_styles, as GDAL reads it."""
    found = pyogrio.read_dataframe(path, layer="layer_styles", read_geometry=False)
    return found[found.f_table_name == layer].iloc[0].to_dict()


def rules_of(path: Path, layer: str = "status") -> dict[str, str]:
    root = ET.fromstring(style(path, layer)["styleQML"].split("\n", 1)[1])
    return {rule.get("label"): rule.get("filter") for rule in root.iter("rule")}


@pytest.mark.parametrize("layer", ["claims", "status"])
def test_each_layer_has_a_default_style_in_both_languages(package, layer):
    found = style(package, layer)
    assert found["useAsDefault"]
    assert found["f_geometry_column"] == "geom"
    root = ET.fromstring(found["styleQML"].split("\n", 1)[1])
    assert root.tag == "qgis"
    assert root.findtext("layerGeometryType") == "3"
    symbols = {symbol.get("name") for symbol in root.find("renderer-v2/symbols")}
    assert {rule.get("symbol") for rule in root.iter("rule")} == symbols
    assert ET.fromstring(found["styleSLD"].encode("utf-8")).tag == f"{SLD}StyledLayerDescriptor"
    assert len(list(ET.fromstring(found["styleSLD"].encode("utf-8")).iter(f"{SLD}Rule"))) == len(symbols)


def test_the_filters_of_the_style_choose_the_rows_that_they_are_for(package):
    frame = pyogrio.read_dataframe(package, layer="status")
    drawn = frame[frame.geometry.notna() & ((frame.control != "unknown") | frame.contested | frame.aid_point)]
    chosen = set()
    with closing(sqlite3.connect(package)) as connection:
        for expression in rules_of(package).values():
            geometry, where = expression.split(" AND ", 1)
            kind = geometry.split("'")[1]
            for (number,) in connection.execute(f"SELECT status_id FROM status WHERE {where}"):
                shape = frame[frame.status_id == number].geometry.iloc[0]
                if shape is not None and shape.geom_type.endswith(kind):
                    chosen.add(number)
    assert chosen == set(drawn.status_id)


def test_colours_are_those_of_the_map(package):
    told = ET.fromstring(style(package, "status")["styleQML"].split("\n", 1)[1])
    colours = actor_colours(sorted({NORTH, SOUTH}))
    for label, entry in colours.items():
        rule = next(rule for rule in told.iter("rule") if rule.get("label") == f"Held by {label}")
        symbol = next(one for one in told.find("renderer-v2/symbols") if one.get("name") == rule.get("symbol"))
        red, green, blue = (int(entry["colour"][at : at + 2], 16) for at in (1, 3, 5))
        assert f"{red},{green},{blue},255" in ET.tostring(symbol, encoding="unicode")


def test_an_inferred_extent_is_dashed_and_rival_claims_have_both_colours(tmp_path: Path):
    said = claims(Say(at=area("Kapok", 20, 4), actor=NORTH), Say(at=area("Larch", 22, 4), actor=SOUTH, day=2))
    found = status(said)
    found["inferred_extent"] = [True, False]
    found.loc[1, ["control", "dispute", "disputed_by"]] = ["contested", "rival_claims", NORTH]
    path = write_geopackage({"status": conform(found, STATUS)}, tmp_path / "a.gpkg")
    root = ET.fromstring(style(path, "status")["styleQML"].split("\n", 1)[1])
    by_label = {rule.get("label"): rule.get("symbol") for rule in root.iter("rule")}
    symbols = {one.get("name"): ET.tostring(one, encoding="unicode") for one in root.find("renderer-v2/symbols")}
    inferred = symbols[by_label["Held by Northern Force, extent inferred"]]
    rivals = symbols[next(number for label, number in by_label.items() if "rival" in label)]
    assert 'value="dash"' in inferred
    assert rivals.count("LinePatternFill") == 2


def test_names_with_quotes_and_tags_stay_names(tmp_path: Path):
    evil = 'O\'Neil "x" <b>&amp;\\{{7*7}}\nnew line'
    said = claims(Say(actor=evil, at=place("Alder")))
    path = write_geopackage({"status": status(said), "claims": said}, tmp_path / "a.gpkg")
    label, expression = next(iter(rules_of(path).items()))
    assert evil in label
    assert "O''Neil" in expression
    assert "\\\\" in expression
    ET.fromstring(style(path, "claims")["styleSLD"].encode("utf-8"))


def test_lines_are_drawn_too(tmp_path: Path):
    said = claims(Say(at=place("Alder")))
    found = status(said).set_geometry(geopandas.GeoSeries([LineString([(20, 4), (21, 5)])], crs="EPSG:4326"))
    path = write_geopackage({"status": found}, tmp_path / "a.gpkg")
    assert "geometry_type($geometry) = 'Line'" in next(iter(rules_of(path).values()))


@pytest.mark.parametrize("texture", list(Texture))
def test_every_texture_is_drawn_and_all_differ(texture):
    def drawn(one: Texture) -> str:
        paint = Paint(look=Look(colours=("#0072B2", "#E69F00"), texture=one), shape=Shape.RING)
        return qml.document([Rule(label="x", where=(), geometry="Polygon", paint=paint)], label="place")

    assert [other for other in Texture if drawn(other) == drawn(texture)] == [texture]


# What may stand in what, and in which order: OGC 02-070, Styled Layer Descriptor 1.0.0, and OGC 02-059, Filter 1.0.0.
GRAMMAR = {
    "StyledLayerDescriptor": r"NamedLayer ",
    "NamedLayer": r"Name UserStyle ",
    "UserStyle": r"FeatureTypeStyle ",
    "FeatureTypeStyle": r"(Rule )+",
    "Rule": r"Name (Title )?(Filter )?((Point|Line|Polygon)Symbolizer )+",
    "Filter": r"(And|PropertyIsEqualTo|PropertyIsNull) ",
    "And": r"((PropertyIsEqualTo|PropertyIsNull|Or|Not) ){2,}",
    "PropertyIsEqualTo": r"(PropertyName|Function) Literal ",
    "PropertyIsNull": r"PropertyName ",
    "Function": r"PropertyName ",
    "PointSymbolizer": r"Graphic ",
    "LineSymbolizer": r"Stroke ",
    "PolygonSymbolizer": r"(Fill )?(Stroke )?",
    "Graphic": r"Mark (Opacity )?(Size )?(Rotation )?",
    "Mark": r"WellKnownName (Fill )?(Stroke )?",
    "Fill": r"(GraphicFill )?(CssParameter )*",
    "Stroke": r"(CssParameter )+",
    "GraphicFill": r"Graphic ",
}
SYMBOLS = {
    "marker": {"SimpleMarker"},
    "line": {"SimpleLine"},
    "fill": {"SimpleFill", "LinePatternFill", "PointPatternFill"},
}


@pytest.mark.parametrize("texture", list(Texture))
@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("geometry", ["Point", "Line", "Polygon"])
def test_styles_are_valid_by_the_grammars_of_their_languages(texture, shape, geometry):
    paint = Paint(look=Look(colours=("#0072B2", "#E69F00"), texture=texture), shape=shape, radius="radius_m")
    rule = Rule(label="x", where=(("holder", "A"), ("dispute", None)), geometry=geometry, paint=paint)
    root = ET.fromstring(sld.document([rule], name="status").encode("utf-8"))
    for element in root.iter():
        held = "".join(f"{child.tag.split('}')[1]} " for child in element)
        assert re.fullmatch(GRAMMAR.get(element.tag.split("}")[1], ""), held), (element.tag, held)
    for symbol in ET.fromstring(qml.document([rule], label="place").split("\n", 1)[1]).iter("symbol"):
        layers_of = [layer.get("class") for layer in symbol.findall("layer")]
        assert layers_of
        assert set(layers_of) <= SYMBOLS[symbol.get("type")]
        names = [option.get("name") for layer in symbol.findall("layer") for option in layer.findall("./Option/Option")]
        assert all(names)


def test_a_layer_in_the_public_edition_knows_nothing_of_what_is_withheld():
    said = series_claims()
    public = layers.layer_of(said, layers.Layer.STATUS)
    internal = layers.layer_of(said, layers.Layer.STATUS, profile=Profile.INTERNAL)
    planned = internal[internal.aid_status == "planned"]
    assert len(planned) == 1
    assert len(layers.layer_of(said, layers.Layer.AID_POINTS, profile=Profile.INTERNAL)) == internal.aid_point.sum()
    assert "hospital director" in "".join(internal.why)
    assert len(public) <= len(internal)


def test_a_shelter_is_coarsened_in_statuses_too():
    from contested.model import AidKind, AidStatus, Predicate

    said = claims(
        Say(
            predicate=Predicate.AID_POINT_OPENED,
            actor=None,
            aid=AidStatus.OPEN,
            aid_kind=AidKind.SHELTER,
            at=place("Alder", 20.12345, 5.54321),
        )
    )
    for layer in layers.Layer:
        shown = layers.layer_of(said, layer)
        assert (shown.geometry[0].x, shown.geometry[0].y, shown.radius_m[0]) == (20.12, 5.54, 2000)
        exact = layers.layer_of(said, layer, profile=Profile.INTERNAL)
        assert exact.geometry[0].x == 20.12345
