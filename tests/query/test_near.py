"""Nearness against the plain geodesic truth, and what uncertainty does to it."""

import geopandas
import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon, box

from contested.errors import CRSError, FrameError, UnknownPlaceError
from contested.query import between, near, overlaps, within
from contested.status import status
from contested.where.distance import candidates, distances
from factories import NORTH, SIDES, SOUTH, Say, area, claims, place, series_claims

GEOD = pyproj.Geod(ellps="WGS84")


def layer(*shapes: object, radii: list[float] | None = None) -> geopandas.GeoDataFrame:
    data = {"n": range(len(shapes))}
    frame = geopandas.GeoDataFrame(data, geometry=list(shapes), crs="EPSG:4326")
    return frame if radii is None else frame.assign(radius_m=radii)


# ---------------------------------------------------------------------------------------------- brute force

_LON = st.floats(-180, 180).filter(lambda x: abs(x) > 1e-6)
_LAT = st.floats(-88, 88)


@st.composite
def _scene(draw):
    lon, lat = draw(_LON), draw(_LAT)
    spread = draw(st.sampled_from([0.05, 0.5, 3.0]))
    offsets = st.tuples(st.floats(-1, 1), st.floats(-1, 1))

    def move(offset):
        x, y = lon + spread * offset[0] / max(0.05, np.cos(np.radians(lat))), lat + spread * offset[1]
        return (x + 180) % 360 - 180, float(np.clip(y, -89.9, 89.9))

    left = [move(o) for o in draw(st.lists(offsets, min_size=1, max_size=6))]
    right = [move(o) for o in draw(st.lists(offsets, min_size=1, max_size=6))]
    return left, right, draw(st.floats(0, 300))


def _check_points_against_brute_force(scene):
    left, right, km = scene
    left = [point for point in left if point != (0, 0)]
    right = [point for point in right if point != (0, 0)]
    if not left or not right:
        return
    truth = np.array([[GEOD.inv(*a, *b)[2] for b in right] for a in left])
    answer = near(layer(*map(Point, left)), layer(*map(Point, right)), km=km)
    expected = {n for n in range(len(left)) if truth[n].min() <= km * 1000}
    assert set(answer.n) == expected
    np.testing.assert_allclose(answer.distance_m, [truth[n].min() for n in answer.n], atol=1e-6)


@settings(max_examples=50)
@given(_scene())
def test_points_near_points_are_those_of_a_plain_geodesic_loop(scene):
    _check_points_against_brute_force(scene)


@pytest.mark.long
@settings(max_examples=10_000, suppress_health_check=list(HealthCheck))
@given(_scene())
def test_points_near_points_are_those_of_a_plain_geodesic_loop_in_many_cases(scene):
    _check_points_against_brute_force(scene)


@st.composite
def _areas(draw):
    lon, lat = draw(st.floats(-170, 170)), draw(st.floats(-75, 75))
    size = draw(st.sampled_from([0.01, 0.1, 1.0]))
    shift = draw(st.tuples(st.floats(-3, 3), st.floats(-3, 3)))
    shape = Polygon([(lon, lat), (lon + size, lat + size / 3), (lon + size / 2, lat + size)])
    return Point(lon + size * shift[0], lat + size * shift[1]), shape


def _plain_distance(point: Point, shape: Polygon) -> float:
    """The shortest of many geodesics to the border: points 55 m apart, then 5 cm apart around the nearest ones."""
    if shape.covers(point):
        return 0.0
    edge = shapely.get_coordinates(shapely.segmentize(shape.exterior, 0.0005))

    def far(x, y):
        return GEOD.inv(np.full(len(x), point.x), np.full(len(x), point.y), x, y)[2]

    coarse = far(edge[:, 0], edge[:, 1])
    best = coarse.min()
    for n in np.flatnonzero(coarse <= best + 30):
        for m in (n - 1, n + 1):
            (x1, y1), (x2, y2) = edge[n], edge[m % len(edge)]
            best = min(best, far(np.linspace(x1, x2, 1101), np.linspace(y1, y2, 1101)).min())
    return float(best)


def _check_area_against_brute_force(pair):
    point, shape = pair
    found = distances(np.array([point]), np.array([shape]))[0]
    assert found == pytest.approx(_plain_distance(point, shape), abs=1.0, rel=1e-6)


@settings(max_examples=10)
@given(_areas())
def test_distances_to_an_area_are_those_of_a_plain_geodesic_loop(pair):
    _check_area_against_brute_force(pair)


@pytest.mark.long
@settings(max_examples=10_000, suppress_health_check=list(HealthCheck))
@given(_areas())
def test_distances_to_an_area_are_those_of_a_plain_geodesic_loop_in_many_cases(pair):
    _check_area_against_brute_force(pair)


@given(_areas(), st.floats(0, 200))
def test_no_candidate_within_reach_is_missed(pair, km):
    point, shape = pair
    truth = distances(np.array([point]), np.array([shape]))[0]
    rows, _ = candidates(np.array([point]), np.array([shape]), np.array([km * 1000]))
    assert len(rows) == 1 or truth > km * 1000


def test_two_areas_are_as_far_apart_as_their_nearest_points():
    left, right = box(20, 50, 21, 51), box(22, 50.4, 23, 50.6)
    found = distances(np.array([left]), np.array([right]))[0]
    truth = min(GEOD.inv(21, y, 22, y)[2] for y in np.linspace(50.4, 50.6, 201))
    assert found == pytest.approx(truth, rel=1e-4)


# ---------------------------------------------------------------------------------------------- edges of the map


def test_two_points_across_the_antimeridian_are_near():
    answer = near(layer(Point(179.99, 10)), layer(Point(-179.99, 10)), km=3)
    assert answer.distance_m[0] == pytest.approx(GEOD.inv(179.99, 10, -179.99, 10)[2])


def test_an_area_across_the_antimeridian_is_near():
    assert len(near(layer(Point(179.99, 10)), box(-179.9, 9, -179, 11), km=15)) == 1


def test_two_points_on_either_side_of_the_pole_are_near():
    assert len(near(layer(Point(10, 89.99)), layer(Point(-170, 89.99)), km=3)) == 1


# ---------------------------------------------------------------------------------------------- uncertainty


def test_a_place_with_a_radius_may_or_may_not_be_near():
    four_km = GEOD.fwd(20, 5, 90, 4_000)[:2]
    frame = layer(Point(20, 5), Point(20, 5), Point(20, 5), radii=[500.0, 3_000.0, 30_000.0])
    answer = near(frame, Point(four_km), km=5).set_index("n")
    assert answer.nearness.to_dict() == {0: "certain", 1: "possible", 2: "possible"}
    assert set(near(frame, Point(four_km), km=3).n) == {1, 2}


def test_the_radius_of_the_other_counts_too():
    other = layer(Point(20.04, 5), radii=[3_000.0])
    assert near(layer(Point(20, 5)), other, km=2).nearness.tolist() == ["possible"]


def test_rows_without_a_geometry_are_never_near():
    frame = claims(Say(), Say(at=place("Larch", None, None)))
    assert near(frame, Point(20, 5), km=100).place.tolist() == ["Alder"]


def test_a_point_near_the_border_of_an_area_is_only_possibly_in_it():
    frame = layer(Point(20.5, 5.5), Point(20.999, 5.5), Point(21.001, 5.5), Point(22, 5.5), radii=[1_000.0] * 4)
    answer = within(frame, box(20, 5, 21, 6)).set_index("n")
    assert answer.nearness.to_dict() == {0: "certain", 1: "possible", 2: "possible"}


def test_an_area_is_certainly_within_another_only_when_covered():
    frame = layer(box(20.1, 5.1, 20.2, 5.2), box(20.9, 5.1, 21.2, 5.2))
    assert within(frame, box(20, 5, 21, 6)).set_index("n").nearness.to_dict() == {0: "certain", 1: "possible"}


def test_overlapping_is_being_at_no_distance():
    frame = layer(box(20, 5, 21, 6), box(22, 5, 23, 6), LineString([(20.5, 5.5), (22.5, 5.5)]))
    assert set(overlaps(frame, Point(20.7, 5.7)).n) == {0}
    assert set(overlaps(frame, box(20.9, 5.4, 21.1, 5.6)).n) == {0, 2}


def test_between_two_places_is_along_the_shortest_way():
    frame = claims(
        Say(at=place("West", 20.0, 5.0)),
        Say(at=place("Middle", 20.2, 5.01), day=2),
        Say(at=place("Aside", 20.2, 5.3), day=3),
        Say(at=place("East", 20.4, 5.0), day=4),
    )
    assert set(between(frame, "West", "East", km=3).place) == {"West", "Middle", "East"}


def test_between_across_the_antimeridian_does_not_go_around_the_world():
    frame = layer(Point(180, 10), Point(1, 10))
    assert between(frame, Point(179, 10), Point(-179, 10), km=50).n.tolist() == [0]


def test_between_two_places_that_touch_is_near_where_they_meet():
    frame = layer(Point(20.01, 5), Point(20.5, 5))
    assert between(frame, Point(20, 5), Point(20, 5), km=3).n.tolist() == [0]
    assert between(frame, box(19, 4, 20, 6), box(20, 4, 20.01, 6), km=800).n.tolist() == [0, 1]


# ---------------------------------------------------------------------------------------------- names and bad input


def test_a_name_of_a_place_or_of_a_unit_can_stand_for_a_geometry():
    frame = series_claims()
    assert set(near(frame, "ALDER", km=1).place) == {"Alder"}
    assert set(within(frame, "invented district").place) >= {"Alder", "Birch"}


def test_an_unknown_name_is_refused_with_the_nearest_ones():
    with pytest.raises(UnknownPlaceError, match="did you mean 'Alder'"):
        near(series_claims(), "Aldr", km=1)
    with pytest.raises(UnknownPlaceError, match="did you mean 'Invented District'"):
        within(series_claims(), "Invented Distrct")


@pytest.mark.parametrize("km", [-1.0, float("nan")])
def test_a_distance_that_is_none_is_refused(km):
    with pytest.raises(FrameError, match="no meaning"):
        near(series_claims(), "Alder", km=km)


def test_an_area_without_extent_is_refused():
    with pytest.raises(FrameError, match="polygons"):
        within(series_claims(), Point(20, 5))


def test_a_layer_in_another_crs_is_refused_instead_of_giving_no_rows():
    with pytest.raises(CRSError, match="to_crs"):
        near(series_claims(), layer(Point(20, 5)).to_crs(3857), km=1)


def test_swapped_axes_are_refused():
    with pytest.raises(FrameError, match="swapped"):
        near(series_claims(), Point(5, 120), km=1)


def test_axes_that_may_be_swapped_are_hinted_at_even_when_one_row_lies_far_away(caplog):
    frame = layer(Point(34.3, 31.3), Point(-77, 39))
    assert len(within(frame, box(31.2, 34.2, 31.4, 34.4))) == 0
    assert "swapped" in caplog.text
    caplog.clear()
    assert len(within(frame, box(34.2, 31.2, 34.4, 31.4))) == 1
    assert len(within(frame, shapely.union(box(170, -10, 180, 10), box(-180, -10, -170, 10)))) == 0
    assert len(near(frame, layer()[:0], km=5)) == 0
    assert caplog.text == ""


def test_an_empty_frame_gives_an_empty_answer_with_the_same_columns():
    frame = series_claims()
    answer = near(frame[:0], Point(20, 5), km=5)
    assert len(answer) == 0
    assert list(answer.columns) == [*frame.columns, "distance_m", "nearness"]
    assert len(near(frame, layer()[:0], km=5)) == 0


def test_the_input_is_left_unchanged():
    frame = status(claims(Say(origin=NORTH), Say(actor=SOUTH, at=area("Kapok", 20, 4))), sides=SIDES)
    before = frame.copy()
    within(near(frame, Point(20, 5), km=50), box(19, 3, 22, 6))
    assert list(frame.columns) == list(before.columns)
    assert frame.geometry.geom_equals(before.geometry).all()


@given(st.integers(3, 70), st.floats(0, 360), st.floats(2_000, 60_000))
def test_an_area_cut_to_pieces_is_as_far_as_the_whole(corners, azimuth, metres):
    turns = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    ring = Polygon(np.column_stack([20 + 0.1 * np.cos(turns), 50 + 0.1 * np.sin(turns)]), [])
    shape = shapely.union(ring, box(23, 50, 23.1, 50.1))
    point = Point(GEOD.fwd(20, 50, azimuth, metres)[:2])
    whole = distances(np.array([point]), np.array([shape]))[0]
    assert near(layer(point), shape, km=200).distance_m[0] == pytest.approx(whole, abs=1e-3)


# ---------------------------------------------------------------------------------------------- within and between


@st.composite
def _spots(draw):
    lon, lat = draw(st.sampled_from([(20.0, 5.0), (-60.0, 50.0), (100.0, -75.0)]))
    near_it = st.floats(-0.4, 0.4)
    boxes = draw(st.lists(st.tuples(near_it, near_it, st.floats(0.02, 0.4)), min_size=1, max_size=3))
    areas = [box(lon + x, lat + y, lon + x + w, lat + y + w) for x, y, w in boxes]
    points = [Point(lon + x, lat + y) for x, y in draw(st.lists(st.tuples(near_it, near_it), min_size=2, max_size=6))]
    return areas, points, draw(st.lists(st.sampled_from([0.0, 200.0, 8_000.0]), min_size=6, max_size=6))


def _far(point, xy):
    return GEOD.inv(np.full(len(xy), point.x), np.full(len(xy), point.y), xy[:, 0], xy[:, 1])[2].min()


def _check_within_against_brute_force(scene):
    areas, points, radii = scene
    union = shapely.union_all(areas)
    edge = shapely.get_coordinates(shapely.segmentize(shapely.boundary(union), 0.0005))
    answer = within(layer(*points, radii=radii[: len(points)]), layer(*areas)).set_index("n").nearness
    for n, (point, radius) in enumerate(zip(points, radii, strict=False)):
        border, inside = _far(point, edge), bool(union.covers(point))
        if border < 50 or abs(border - radius) < 50:  # too near to tell by points 55 m apart
            continue
        expected = (
            ("certain" if border >= radius else "possible") if inside else "possible" if border < radius else None
        )
        assert answer.get(n) == expected


def _check_between_against_brute_force(scene):
    _, points, radii = scene
    a, b, *others = points
    if not others or a == b:
        return
    way = np.array([(a.x, a.y), *GEOD.npts(a.x, a.y, b.x, b.y, 2000), (b.x, b.y)])
    answer = between(layer(*others, radii=radii[: len(others)]), a, b, km=20).set_index("n").nearness
    for n, (point, radius) in enumerate(zip(others, radii, strict=False)):
        far = _far(point, way)
        if min(abs(far + radius - 20_000), abs(far - radius - 20_000)) < 50:
            continue
        expected = "certain" if far + radius <= 20_000 else "possible" if far - radius <= 20_000 else None
        assert answer.get(n) == expected


@settings(max_examples=50)
@given(_spots())
def test_what_lies_within_and_between_is_what_a_plain_geodesic_loop_finds(scene):
    _check_within_against_brute_force(scene)
    _check_between_against_brute_force(scene)


@pytest.mark.long
@settings(max_examples=10_000, suppress_health_check=list(HealthCheck))
@given(_spots())
def test_what_lies_within_and_between_is_what_a_plain_geodesic_loop_finds_in_many_cases(scene):
    _check_within_against_brute_force(scene)
    _check_between_against_brute_force(scene)
