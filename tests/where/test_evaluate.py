"""Filters asked of frames, against the same question asked row by row in plain Python."""

from datetime import UTC, date, datetime

import geopandas
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon, box

from contested.errors import FilterError, FrameError
from contested.frame import CLAIMS, STATUS, conform, empty
from contested.where import (
    After,
    And,
    Before,
    Between,
    Compare,
    Disjoint,
    During,
    DWithin,
    Equals,
    In,
    Intersects,
    IsNull,
    Like,
    Not,
    Op,
    Or,
    Within,
    evaluate,
    truth,
)
from factories import Say, claims, day, place, series_claims
from where_helpers import filters, frame_of, rows, slowly

BASE = claims(Say())
many = settings(max_examples=10_000, suppress_health_check=list(HealthCheck))


def check_against_row_by_row(filter_, chosen):
    frame = conform(frame_of(BASE, chosen), CLAIMS)
    answer = truth(filter_, frame)
    expected = [slowly(filter_, row) for row in frame.to_dict("records")]
    assert answer.true.tolist() == [one is True for one in expected]
    assert answer.false.tolist() == [one is False for one in expected]


@settings(max_examples=200)
@given(filters, st.lists(rows, max_size=5))
def test_a_filter_answers_what_plain_python_answers_row_by_row(filter_, chosen):
    check_against_row_by_row(filter_, chosen)


@pytest.mark.long
@many
@given(filters, st.lists(rows, max_size=5))
def test_a_filter_answers_what_plain_python_answers_row_by_row_in_many_cases(filter_, chosen):
    check_against_row_by_row(filter_, chosen)


# ------------------------------------------------------------------------------------------- what is unknown


def test_what_is_asked_of_an_empty_cell_is_neither_true_nor_false():
    frame = claims(Say(day=None), Say(day=2))
    answer = truth(Compare(property="published", op=Op.GT, value=day(1)), frame)
    assert answer.true.tolist() == [False, True]
    assert answer.false.tolist() == [False, False]


def test_not_of_unknown_is_unknown_and_or_of_unknown_and_true_is_true():
    frame = claims(Say(day=None))
    unknown = Compare(property="published", op=Op.GT, value=day(1))
    true = IsNull(property="published")
    assert not evaluate(~unknown, frame).any()
    assert evaluate(unknown | true, frame).all()
    assert not evaluate(unknown & true, frame).any()
    assert truth(unknown & ~true, frame).false.all()


def test_a_row_without_a_geometry_is_not_disjoint_either():
    frame = claims(Say(at=place("Larch", None, None)))
    assert not evaluate(Disjoint(geometry=Point(1, 1)), frame).any()


# ------------------------------------------------------------------------------------------- times


@pytest.mark.parametrize(
    ("filter_", "days"),
    [
        (Before(property="published", moment=date(2031, 3, 2)), {1}),
        (After(property="published", moment=date(2031, 3, 2)), {3}),
        (Equals(property="published", moment=date(2031, 3, 2)), {2}),
        (Compare(property="published", op=Op.LE, value=date(2031, 3, 2)), {1, 2}),
        (Compare(property="published", op=Op.GE, value="2031-03-02"), {2, 3}),
        (Compare(property="published", op=Op.NE, value=date(2031, 3, 2)), {1, 3}),
        (During(property="published", start=date(2031, 3, 2), end=None), {2, 3}),
        (During(property="published", start=None, end=date(2031, 3, 2)), {1, 2}),
        (Between(property="published", low=date(2031, 3, 1), high=date(2031, 3, 2)), {1, 2}),
        (In(property="published", among=(date(2031, 3, 1), date(2031, 3, 3))), {1, 3}),
        (After(property="published", moment=datetime(2031, 3, 2, tzinfo=UTC)), {3}),
    ],
)
def test_a_day_is_the_whole_day(filter_, days):
    frame = claims(Say(day=1), Say(day=2), Say(day=3))
    assert {moment.day for moment in frame[evaluate(filter_, frame)].published} == days


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(FilterError, match="no zone"):
        evaluate(Before(property="published", moment=datetime(2031, 3, 2)), series_claims())  # noqa: DTZ001


# ------------------------------------------------------------------------------------------- shapes


def layer(*shapes):
    frame = claims(*(Say(day=number + 1) for number in range(len(shapes))))
    return frame.set_geometry(list(shapes), crs="EPSG:4326")


def test_the_border_belongs_to_an_area():
    frame = layer(Point(20, 5), Point(20.5, 5.5), Point(19.99, 5))
    assert evaluate(Within(geometry=box(20, 5, 21, 6)), frame).tolist() == [True, True, False]


def test_both_sides_of_the_antimeridian_are_one_line():
    frame = layer(Point(180, 10), Point(-180, 10), Point(179.99, 10), box(179, 9, 180, 11))
    west = box(-180, 9, -179, 11)
    assert evaluate(Intersects(geometry=west), frame).tolist() == [True, True, False, True]
    assert evaluate(Within(geometry=west), frame).tolist() == [True, True, False, False]
    assert evaluate(DWithin(geometry=west, km=2), frame).tolist() == [True, True, True, True]


def test_an_area_cut_at_the_antimeridian_holds_what_lies_on_either_side():
    area = MultiPolygon([box(179, -1, 180, 1), box(-180, -1, -179, 1)])
    frame = layer(Point(179.5, 0.5), Point(-179.5, 0.5), Point(178.5, 0.5), Point(20, 0.5))
    assert evaluate(Within(geometry=area), frame).tolist() == [True, True, False, False]
    assert evaluate(DWithin(geometry=area, km=60), frame).tolist() == [True, True, True, False]


def test_an_area_over_the_pole_holds_every_longitude_there():
    cap = box(-180, 80, 180, 90)
    frame = layer(Point(10, 85), Point(-170, 89.999), Point(10, 79.99), Point(10, 5))
    assert evaluate(Within(geometry=cap), frame).tolist() == [True, True, False, False]
    assert evaluate(DWithin(geometry=cap, km=2), frame).tolist() == [True, True, True, False]


def test_near_the_pole_the_other_side_is_near():
    frame = layer(Point(10, 89.99), Point(-170, 89.99), Point(100, 89.9))
    assert evaluate(DWithin(geometry=Point(10, 89.99), km=3), frame).tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("geometry", "told"),
    [
        (Point(31, 134), "swapped"),
        (Point(500_000, 3_500_000), "metres"),
        (Point(float("nan"), 1), "empty|not a number"),
        (Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]), "make_valid"),
        (Polygon(), "empty"),
        ("POINT(1 2)", "not a geometry"),
    ],
)
def test_a_geometry_that_is_none_is_refused_with_the_remedy(geometry, told):
    with pytest.raises(FilterError, match=told):
        evaluate(Intersects(geometry=geometry), series_claims())


@pytest.mark.parametrize(
    ("km", "told"), [(-1, "no meaning"), (float("nan"), "no meaning"), (5_000_000, "metres"), ("5", "no meaning")]
)
def test_a_distance_that_is_none_is_refused(km, told):
    with pytest.raises(FilterError, match=told):
        evaluate(DWithin(geometry=Point(20, 5), km=km), series_claims())


# ------------------------------------------------------------------------------------------- bad questions


@pytest.mark.parametrize(
    ("filter_", "told"),
    [
        (Compare(property="contrl", op=Op.EQ, value="held"), "did you mean 'control'"),
        (Compare(property="control", op=Op.EQ, value="contestd"), "did you mean 'contested'"),
        (In(property="control", among=("held", "hld")), "did you mean 'held'"),
        (Compare(property="n_claims", op=Op.EQ, value=1), "property of status"),
        (Compare(property="place_names", op=Op.EQ, value="x"), "JSON"),
        (Compare(property="start", op=Op.EQ, value="1"), "a number without quotes"),
        (Compare(property="start", op=Op.EQ, value=True), "a number without quotes"),
        (Compare(property="start", op=Op.EQ, value=float("inf")), "ordinary size"),
        (Compare(property="place", op=Op.EQ, value=1), "text in single quotes"),
        (Compare(property="place", op=Op.EQ, value="a\x00b"), "no text can hold"),
        (Compare(property="place", op=Op.EQ, value="\ud800"), "no text can hold"),
        (Compare(property="aid_point", op=Op.EQ, value="true"), "TRUE or FALSE"),
        (Compare(property="aid_point", op=Op.LT, value=True), "true or false"),
        (Compare(property="published", op=Op.EQ, value="yesterday"), "no day or time"),
        (Compare(property="published", op=Op.EQ, value=5), r"DATE\('"),
        (Compare(property="start", op=Op.EQ, value=1, ignore_case=True), "CASEI"),
        (Compare(property="geometry", op=Op.EQ, value="x"), "S_INTERSECTS"),
        (Like(property="start", pattern="1%"), "LIKE"),
        (Before(property="place", moment=date(2031, 3, 1)), "not a time"),
        (During(property="published", start=None, end=None), "both ends"),
        (Intersects(geometry=Point(1, 1), property="place"), "not a geometry"),
        (In(property="place", among=()), "give 1 to"),
        (And(parts=()), "joins nothing"),
        (Not(part="control = 'held'"), "is not a filter"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_with_what_was_meant(filter_, told):
    with pytest.raises(FilterError, match=told):
        evaluate(filter_, series_claims())


def test_a_filter_of_too_many_levels_or_parts_is_refused_before_it_can_exhaust_anything():
    deep = wide = IsNull(property="place")
    for _ in range(100_000):
        deep = Not(part=deep)
    with pytest.raises(FilterError, match="levels"):
        evaluate(deep, series_claims())
    while isinstance(deep, Not):  # let go of it from the outside inwards
        deep = deep.part
    with pytest.raises(FilterError, match="parts"):
        evaluate(Or(parts=(wide,) * 100_000), series_claims())


def test_a_layer_of_somebody_else_is_refused():
    with pytest.raises(FilterError, match="neither claims"):
        evaluate(IsNull(property="place"), geopandas.GeoDataFrame(geometry=[Point(1, 1)], crs="EPSG:4326"))


def test_a_column_that_is_missing_is_named():
    with pytest.raises(FrameError, match="lacks title"):
        evaluate(IsNull(property="title"), series_claims().drop(columns="title"))


def test_an_empty_frame_has_an_empty_answer():
    assert evaluate(Compare(property="control", op=Op.EQ, value="held"), empty(STATUS)).tolist() == []
    assert evaluate(Within(geometry=box(1, 1, 2, 2)), empty(CLAIMS)).tolist() == []


def test_the_frame_is_left_unchanged_and_its_index_does_not_matter():
    frame = series_claims()
    before = frame.copy()
    shuffled = frame.iloc[::-1]
    filter_ = Like(property="place", pattern="%l%") & ~IsNull(property="holder")
    np.testing.assert_array_equal(evaluate(filter_, shuffled)[::-1], evaluate(filter_, frame))
    assert frame.equals(before)
