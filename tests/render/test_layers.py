import json

import geopandas as gpd
import hostile
import pytest
from shapely.geometry import GeometryCollection, LineString, Point, Polygon

import factories
from contested.errors import CRSError, RecordError
from contested.frame import CLAIMS, empty
from contested.render import MapOptions, Theme, UserLayer, page_model, read_layer
from contested.render.layers import layer_dict


def written(folder, features, name="depots.geojson", **members):
    path = folder / name
    collection = {"type": "FeatureCollection", "features": features} | members
    path.write_text(json.dumps(collection), encoding="utf-8")
    return path


def feature(lon=20.0, lat=5.0, **properties):
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": properties or {"name": "Depot"},
    }


def test_a_geojson_is_a_layer_with_its_own_attribution_and_date(tmp_path):
    path = written(
        tmp_path,
        [feature(name="Depot", kind="store")],
        attribution=["Desk", "Survey"],
        licence="CC0",
        date="2031-03-01",
    )
    drawn = layer_dict(read_layer(path))
    assert (drawn["name"], drawn["source"]) == ("depots", "Desk, Survey, CC0, 2031-03-01")
    assert drawn["features"][0]["label"] == "Depot"
    assert drawn["features"][0]["values"] == [["kind", "store"]]


def test_the_theme_says_how_a_layer_looks(tmp_path):
    look = {"name": "Stores", "colour": "#123456", "dashed": True, "fill": 0.5, "label": "kind", "columns": ("name",)}
    drawn = layer_dict(
        read_layer(written(tmp_path, [feature(name="A", kind="b")]), theme=Theme(layers={"depots": look}))
    )
    assert (drawn["name"], drawn["colour"], drawn["dashed"], drawn["fill"]) == ("Stores", "#123456", True, 0.5)
    assert (drawn["features"][0]["label"], drawn["features"][0]["values"]) == ("b", [["name", "A"]])


def test_a_layer_in_another_crs_is_turned_into_degrees(tmp_path):
    path = tmp_path / "metres.gpkg"
    gpd.GeoDataFrame({"name": ["x"]}, geometry=[Point(20, 5)], crs="EPSG:4326").to_crs("EPSG:32634").to_file(path)
    assert layer_dict(read_layer(path))["features"][0]["geometry"]["coordinates"] == [20.0, 5.0]


def test_a_layer_without_a_crs_is_refused(tmp_path):
    path = tmp_path / "no.gpkg"
    with pytest.warns(UserWarning, match="crs"):
        gpd.GeoDataFrame({"name": ["x"]}, geometry=[Point(20, 5)]).to_file(path)
    with pytest.raises(CRSError, match=r"no\.gpkg"):
        read_layer(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [("missing.geojson", None), ("broken.geojson", "{"), ("words.geojson", "hello"), ("table.csv", "a,b\n1,2\n")],
)
def test_what_is_no_layer_is_refused_by_name(tmp_path, name, content):
    path = tmp_path / name
    if content is not None:
        path.write_text(content)
    with pytest.raises(RecordError, match=name):
        read_layer(path)


def test_a_folder_is_no_layer(tmp_path):
    with pytest.raises(RecordError, match="layer"):
        read_layer(tmp_path)


def test_an_address_on_the_network_is_no_layer():
    with pytest.raises(RecordError, match="no such layer"):
        read_layer("https://example.org/x.geojson")


def test_a_look_that_does_not_fit_names_the_file_and_the_columns(tmp_path):
    path = written(tmp_path, [feature()])
    with pytest.raises(RecordError, match=r"depots\.geojson: layer 'depots' has no column 'no'; its columns are name"):
        read_layer(path, theme=Theme(layers={"depots": {"label": "no"}}))


@pytest.mark.parametrize("bad", [{"width": -1}, {"fill": 2}, {"fill": float("nan")}, {"colour": "red"}])
def test_a_look_out_of_range_is_refused(bad):
    frame = gpd.GeoDataFrame({"a": ["x"]}, geometry=[Point(1, 1)], crs="EPSG:4326")
    with pytest.raises(RecordError, match="layer 'L'"):
        UserLayer(name="L", frame=frame, **bad)


def layer(*shapes):
    return UserLayer(
        name="L", frame=gpd.GeoDataFrame({"n": range(len(shapes))}, geometry=list(shapes), crs="EPSG:4326")
    )


def test_broken_and_empty_geometries_are_counted_and_not_drawn():
    drawn = layer_dict(layer(None, Point(), GeometryCollection(), Point(float("nan"), 1), LineString([(1, 1), (2, 2)])))
    assert (len(drawn["features"]), drawn["without_geometry"]) == (1, 4)


def test_a_crossed_outline_is_drawn_as_it_is():
    assert layer_dict(layer(Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])))["features"]


def test_a_users_layer_moves_across_the_antimeridian_with_the_claims():
    frame = factories.claims(
        factories.Say(at=factories.place("Alder", 179.9, 5.0)), factories.Say(at=factories.place("Birch", -179.9, 5.0))
    )
    model = page_model(frame, options=MapOptions(layers=(layer(Point(-179.5, 5)),)))
    assert model["layers"][0]["features"][0]["geometry"]["coordinates"] == [180.5, 5.0]


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_hostile_properties_are_text_like_any_other(tmp_path, text):
    clean = text.encode("utf-8", "replace").decode()
    path = written(tmp_path, [feature(name=clean, **{"<b>": clean})], attribution=clean, date=clean)
    model = page_model(empty(CLAIMS), options=MapOptions(layers=(read_layer(path),)))
    assert model["layers"][0]["source"] == f"{clean}, {clean}"
    assert ["<b>", clean.replace("\x00", "")] in model["layers"][0]["features"][0]["values"] or "\x00" in clean
