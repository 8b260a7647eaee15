"""Layers of other people, and what lies in our areas: read with care, told with their source, never merged."""

import json
import zipfile

import geopandas
import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon, box

from contested.errors import AmbiguousPlaceError, CRSError, FrameError, UnknownPlaceError
from contested.model import PlaceKind
from contested.query import (
    Origin,
    areas_from,
    control_layer_from,
    count_by_area,
    count_in,
    disputed,
    near,
    overlaps,
    read_layer,
    timeline,
    within,
)
from contested.status import status
from factories import NORTH, SIDES, SOUTH, Say, area, claims, place, series_claims

GEOD = pyproj.Geod(ellps="WGS84")
ORIGIN = Origin(source="Invented Office of Maps", date="2031-02", licence="CC BY 4.0")


def layer(*shapes, **columns):
    return geopandas.GeoDataFrame(columns, geometry=list(shapes), crs="EPSG:4326")


@pytest.fixture
def districts(tmp_path):
    path = tmp_path / "districts.geojson"
    frame = layer(box(20, 5, 20.1, 5.1), box(20.1, 5, 20.3, 5.1), ADM1_EN=["L", "L"], ADM2_EN=["A", "B"], ADM2_PCODE=["X1", "X2"])  # fmt: skip
    frame.to_file(path, driver="GeoJSON")
    return path


# ------------------------------------------------------------------------------------------- reading


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".shp", ".fgb", ".zip"])
def test_boundaries_of_an_office_are_read_with_names_codes_and_source(tmp_path, districts, suffix):
    path = tmp_path / f"made{'.shp' if suffix == '.zip' else suffix}"
    geopandas.read_file(districts).to_file(path)
    if suffix == ".zip":
        with zipfile.ZipFile(tmp_path / "made.zip", "w") as archive:
            for part in tmp_path.glob("made.*"):
                if part.suffix != ".zip":
                    archive.write(part, f"deep/{part.name}")
        path = tmp_path / "made.zip"
    areas = areas_from(path, origin=ORIGIN)
    assert dict(zip(areas.name, areas.pcode, strict=True)) == {"A": "X1", "B": "X2"}
    assert set(areas.source) == {"Invented Office of Maps"}
    assert set(areas.date) == {"2031-02"}
    assert areas.crs == "EPSG:4326"


def test_a_layer_in_another_crs_is_projected_by_what_it_says(tmp_path, districts):
    path = tmp_path / "utm.gpkg"
    geopandas.read_file(districts).to_crs(32634).to_file(path)
    assert areas_from(path).geometry.iloc[0].hausdorff_distance(box(20, 5, 20.1, 5.1)) < 1e-6


def test_names_stand_in_the_column_that_is_said(districts):
    assert set(areas_from(districts, name="ADM1_EN").name) == {"L"}
    with pytest.raises(FrameError, match="did you mean 'ADM1_EN'"):
        areas_from(districts, name="ADM1_EM")


def test_a_file_stands_for_an_area(districts):
    assert set(within(series_claims(), districts).place) >= {"Alder"}
    assert set(near(series_claims(), districts, km=0).place) == set(overlaps(series_claims(), districts).place)


@pytest.mark.parametrize(
    "text",
    [
        "/vsicurl/http://127.0.0.1:9/x.geojson",
        "http://127.0.0.1:9/x.geojson",
        "<OGRVRTDataSource><OGRVRTLayer name='a'/></OGRVRTDataSource>",
        '{"type":"FeatureCollection","features":[]}',
        "WFS:http://127.0.0.1:9/",
        "PG:dbname=x",
        "-",
        "",
    ],
)
def test_what_is_no_file_never_reaches_gdal(text, monkeypatch, tmp_path):
    monkeypatch.setattr(geopandas, "read_file", lambda *_, **__: pytest.fail("GDAL saw it"))
    with pytest.raises((FileNotFoundError, FrameError), match="file"):
        read_layer(tmp_path.__class__(text))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.geojson", b"<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>/vsicurl/http://x/</SrcDataSource>"),
        ("a.vrt", b"<OGRVRTDataSource/>"),
        ("a.geojson", b'{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read /etc/passwd"}'),
        ("a.geojson", b'{"a": "' + b" " * (1 << 20) + b'", "type": "gdal_streamed_alg"}'),
        ("a.json", b'{"url": "/vsicurl/http://127.0.0.1:9/"}'),
        ("a.gpkg", b"PK\x03\x04"),
        ("a.shp", b"<VRTDataset/>"),
        ("a.zip", b"PK\x03\x04 broken"),
        ("a.txt", b"place,lon,lat"),
        ("a.geojson", b"{ not json"),
        ("a.geojson", b""),
    ],
)
def test_a_file_that_is_not_plainly_a_layer_is_refused(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FrameError, match=name):
        read_layer(path)


def test_a_zip_with_something_else_under_the_name_of_a_shapefile_is_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.shp", "<OGRVRTDataSource/>")
    with pytest.raises(FrameError, match=r"not a shapefile|instead of holding data"):
        read_layer(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    with pytest.raises(FrameError, match="holds 0 shapefiles"):
        read_layer(path)


def test_a_layer_without_a_crs_is_refused_with_the_remedy(tmp_path):
    path = tmp_path / "bare.shp"
    with pytest.warns(UserWarning, match="crs"):
        geopandas.GeoDataFrame({"name": ["a"]}, geometry=[box(20, 5, 21, 6)]).to_file(path)
    with pytest.raises(CRSError, match="set_crs"):
        read_layer(path)


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        (box(5, 120, 6, 121), "swapped"),
        (box(500_000, 3_400_000, 500_100, 3_400_100), "metres"),
        (Polygon([(20, 5), (21, 6), (21, 5), (20, 6)]), "make_valid"),
        (Point(20, 5), "must be polygons"),
    ],
)
def test_areas_that_are_none_are_refused_with_the_file_and_the_remedy(tmp_path, shape, told):
    path = tmp_path / "areas.geojson"
    feature = {"type": "Feature", "properties": {"name": "a"}, "geometry": json.loads(shapely.to_geojson(shape))}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    with pytest.raises(FrameError, match=f"areas.geojson.*{told}"):
        areas_from(path)


def test_an_invalid_area_is_refused_wherever_it_is_used():
    bow_tie = Polygon([(20, 5), (21, 6), (21, 5), (20, 6)])
    for ask in (lambda: within(series_claims(), bow_tie), lambda: near(series_claims(), bow_tie, km=1)):
        with pytest.raises(FrameError, match="make_valid"):
            ask()


def test_axes_that_are_swapped_within_range_are_hinted_at(caplog):
    frame = claims(Say(at=place("Alder", 34.3, 31.3)))
    assert len(within(frame, box(31, 34, 32, 35))) == 0
    assert "swapped" in caplog.text
    caplog.clear()
    within(frame, box(10, 10, 11, 11))
    assert caplog.text == ""


# ------------------------------------------------------------------------------------------- another side's layer


def test_another_sides_control_layer_keeps_its_words_source_and_date(tmp_path):
    path = tmp_path / "front.geojson"
    layer(box(20, 5, 21, 6), box(21, 5, 22, 6), who=["ours!", None]).to_file(path, driver="GeoJSON")
    control = control_layer_from(path, origin=ORIGIN, label="who")
    assert control.label.tolist() == ["ours!", None]
    assert set(control.claimed_by) == {"Invented Office of Maps"}
    assert list(control.columns) == ["label", "claimed_by", "source", "date", "licence", "geometry"]
    with pytest.raises(FrameError, match="as of which day"):
        control_layer_from(path, origin=Origin(source="Invented Office of Maps"), label="who")


# ------------------------------------------------------------------------------------------- names


def test_a_name_is_found_in_the_theatre_that_the_frame_names():
    frame = claims(
        Say(at=place("Alder", 34.30, 31.34)), Say(at=place("Birch", 34.45, 31.52), day=2), Say(at=place("Out", 36, 33))
    ).assign(theatre="gaza")
    assert within(frame, "Khan Younis Governorate").place.tolist() == ["Alder"]
    assert within(frame, "محافظة خان يونس").place.tolist() == ["Alder"]
    assert within(frame, "gaza:khan-younis-governorate").nearness.tolist() == ["certain"]
    assert near(frame, "Khan Younis", km=5).place.tolist() == ["Alder"]


def test_what_the_gazetteer_puts_in_a_unit_is_certain():
    frame = claims(Say(at=place("Alder", 34.30, 31.34))).assign(theatre="gaza", parent="Rafah Governorate; Gaza Strip")
    assert within(frame, "Rafah Governorate").nearness.tolist() == ["certain"]


def test_an_unknown_name_suggests_the_nearest_of_the_theatre():
    with pytest.raises(UnknownPlaceError, match="did you mean 'Khan Younis Governorate'"):
        within(series_claims().assign(theatre="gaza"), "Khan Younis Governorat")


def test_a_name_of_several_places_is_refused_with_their_ids():
    one, other = place("Alder", 20, 5), place("Alder", 30, 5, kind=PlaceKind.CAMP)
    frame = claims(Say(at=one), Say(at=other, day=2))
    frame["place_id"] = ["invented:alder", "invented:alder_camp"]
    for ask in (lambda: timeline(frame, "alder"), lambda: near(frame, "Alder", km=1), lambda: within(frame, "Alder")):
        with pytest.raises(AmbiguousPlaceError, match=r"invented:alder .*; invented:alder_camp"):
            ask()
    assert len(timeline(frame, "invented:alder_camp")) == 1


def test_a_place_without_a_location_is_told_and_not_found_nowhere():
    frame = series_claims().assign(theatre="gaza")
    with pytest.raises(FrameError, match="no known location"):
        near(frame, "Khan Younis training college", km=5)


@pytest.mark.parametrize("name", ["'; DROP TABLE claims; --", "%", "*", "\x00", "../../etc/passwd", "Alder' OR '1'='1"])
def test_a_hostile_name_is_only_an_unknown_name(name):
    for ask in (lambda: within(series_claims(), name), lambda: near(series_claims(), name, km=1)):
        with pytest.raises(UnknownPlaceError, match="no place of the name"):
            ask()


# ------------------------------------------------------------------------------------------- counting


def test_what_lies_in_disputed_areas_is_counted_with_the_date_and_source_of_the_layer():
    frame = status(
        claims(
            Say(at=area("Kapok", 20, 5), actor=NORTH, origin=NORTH),
            Say(at=area("Kapok", 20, 5), actor=SOUTH, origin=SOUTH, day=2),
            Say(at=area("Larch", 21, 5), day=3),
        ),
        sides=SIDES,
    )
    people = layer(
        Point(20.05, 5.05), Point(20.0001, 5.05), box(20.05, 5.05, 20.2, 5.2), Point(21.05, 5.05), box(20.01, 5.01, 20.02, 5.02),
        people=[100, 20, 3000, 7, 5], radius_m=[50.0, 50.0, 0.0, 0.0, 0.0],
    ).assign(source="Invented Census", date="2030", licence=None)  # fmt: skip
    answer = count_in(disputed(frame), people, value="people")
    assert len(answer) == 1
    row = answer.iloc[0]
    assert (row.source, row.date, row.n_certain, row.n_possible) == ("Invented Census", "2030", 2, 4)
    assert (row.value_certain, row.value_possible) == (105, 3125)
    each = count_by_area(frame, people, value="people").set_index("place")
    assert each.n_certain.to_dict() == {"Kapok": 2, "Larch": 1}
    assert set(each.layer_source) == {"Invented Census"}


def test_a_point_with_a_radius_holds_nothing_for_certain():
    answer = count_in(layer(Point(20, 5), radius_m=[2_000.0]), layer(Point(20.01, 5), Point(20.03, 5)))
    assert (answer.n_certain[0], answer.n_possible[0]) == (0, 1)


def test_in_a_place_without_a_geometry_nothing_is_counted():
    frame = claims(Say(at=place("Larch", None, None)))
    assert count_in(frame, layer(Point(20, 5))).n_areas_unlocated.tolist() == [1]
    assert count_by_area(frame, layer(Point(20, 5))).n_possible.isna().all()


@pytest.mark.parametrize(
    ("value", "told"), [("peple", "did you mean 'people'"), ("name", "no numbers"), ("lost", "negative")]
)
def test_values_that_cannot_be_counted_are_refused(value, told):
    people = layer(Point(20, 5), people=[1], name=["a"], lost=[-1])
    with pytest.raises(FrameError, match=told):
        count_in(layer(box(19, 4, 21, 6)), people, value=value)


def test_empty_layers_and_areas_are_counted_as_nothing():
    assert len(count_in(layer(box(19, 4, 21, 6)), layer())) == 0
    assert count_in(layer(), layer(Point(20, 5))).n_possible.tolist() == [0]
    assert count_by_area(layer(box(19, 4, 21, 6)), layer()).n_possible.tolist() == [0]


@st.composite
def _counted(draw):
    near_20 = st.floats(-0.3, 0.3)
    lat = draw(st.sampled_from([5, 50, -75]))
    lon = draw(st.sampled_from([20, 179.9]))
    areas = [
        box(lon + x, lat + y, lon + x + w, lat + y + w)
        for x, y, w in draw(st.lists(st.tuples(near_20, near_20, st.floats(0.01, 0.3)), min_size=1, max_size=3))
    ]
    points = [Point(lon + x, lat + y) for x, y in draw(st.lists(st.tuples(near_20, near_20), min_size=1, max_size=5))]
    wrap = lambda shape: shape if shape.bounds[2] <= 180 else shapely.transform(shape, lambda xy: xy - [360, 0])  # noqa: E731
    areas = [wrap(one) for one in areas if one.bounds[2] <= 180 or one.bounds[0] > 180]
    return (
        areas,
        [wrap(one) for one in points],
        draw(st.lists(st.sampled_from([0, 100, 5_000]), min_size=5, max_size=5)),
    )


def check_counts(scene):
    areas, points, radii = scene
    if not areas:
        return
    answer = count_in(layer(*areas), layer(*points, radius_m=[float(r) for r in radii[: len(points)]]))
    certain = possible = unsure = 0
    for point, radius in zip(points, radii, strict=False):
        sure = may = False
        for one in areas:
            edge = shapely.get_coordinates(shapely.segmentize(one.exterior, 0.0005))
            border = GEOD.inv(np.full(len(edge), point.x), np.full(len(edge), point.y), edge[:, 0], edge[:, 1])[2].min()
            inside = one.covers(point)
            unsure += abs(border - radius) < 50 or border < 50  # too near to tell by points 55 m apart
            sure |= inside and border >= radius
            may |= inside or border <= radius
        certain, possible = certain + sure, possible + may
    if not unsure:
        assert (answer.n_certain.sum(), answer.n_possible.sum()) == (certain, possible)


@settings(max_examples=25)
@given(_counted())
def test_counts_are_those_of_a_plain_geodesic_loop(scene):
    check_counts(scene)


@pytest.mark.long
@settings(max_examples=10_000, suppress_health_check=list(HealthCheck))
@given(_counted())
def test_counts_are_those_of_a_plain_geodesic_loop_in_many_cases(scene):
    check_counts(scene)
