"""What nobody hopes for and somebody sends: each still makes a page that says what it shows."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

import factories
from contested.errors import FrameError
from contested.frame import CLAIMS, empty
from contested.gazetteer.theatre import Theatre
from contested.model import Predicate
from contested.render import MapOptions, page_model, to_folium
from factories import Say, area, claims, place


def page(frame, **options):
    return to_folium(frame, **options).get_root().render()


def land(west, south, east, north):
    """An invented theatre with one area that fills its box."""
    return Theatre(
        id="invented",
        title="Invented Land",
        country="XX",
        bbox=(west, south, east, north),
        worldview="none",
        disclaimer="Nothing here exists.",
        languages=("en",),
        attribution="Invented for tests",
        places=(),
    )


def test_nothing_at_all_is_a_page_that_says_so():
    text = page(empty(CLAIMS))
    assert "Nothing in these articles could be placed on a map." in text


def test_claims_without_any_geometry_are_all_listed():
    model = page_model(claims(Say(at=place("Alder", None, None)), Say(at=None, day=2)))
    assert sorted(model["by_name"] + model["placeless"]) == [0, 1]
    assert "could be placed" in model["summary"]


def test_claims_without_any_date_are_one_view():
    model = page_model(claims(Say(day=None), Say(at=place("Birch"), day=None)))
    assert (model["days"], model["newest"]) == ([], None)


def test_one_day_is_one_day():
    model = page_model(claims(Say(), Say(at=place("Birch"))))
    assert model["days"] == ["2031-03-01"]


def test_dates_to_come_are_dates_like_any_other():
    frame = claims(Say(day=300_000), Say(at=place("Birch"), day=300_001))
    model = page_model(frame)
    assert len(model["days"]) == 2
    assert all(day > "2800" for day in model["days"])
    assert page(frame) == page(frame)


def test_three_years_of_days_are_all_there_and_in_order():
    sayings = [
        Say(
            at=place(f"Place {number % 40}", 20 + number % 40 / 100, 5.0),
            actor=(factories.NORTH, factories.SOUTH)[number % 2],
            day=number,
        )
        for number in range(1, 1096, 3)
    ]
    model = page_model(claims(*sayings))
    assert len(model["days"]) == len(sayings)
    assert all(one < other for one, other in pairwise(model["days"]))


def test_a_quote_of_five_megabytes_does_not_swell_the_page():
    small = len(page(claims(Say(words="x"))))
    huge = page(claims(Say(words="word " * 1_000_000)))
    assert len(huge) < small + 30_000


@pytest.mark.parametrize(
    "shape",
    [
        Polygon([(20, 5), (21, 6), (21, 5), (20, 6)]),
        Polygon([(20, 5), (20, 5), (20, 5), (20, 5)]),
        Polygon(),
        GeometryCollection(),
        GeometryCollection([Point(20, 5), LineString([(20, 5), (21, 6)])]),
        MultiPolygon([box(20, 5, 21, 6), box(20.5, 5.5, 21.5, 6.5)]),
        LineString([(20, 5), (20, 5)]),
        Point(20, 5, 700),
        box(-180, -90, 180, 90),
    ],
    ids=lambda shape: shape.wkt[:40],
)
def test_a_broken_geometry_is_drawn_as_far_as_it_can_be_or_listed(shape):
    model = page_model(claims(Say(at=area("Alder", 20, 5), shape=shape), Say(at=place("Birch"), day=2)))
    drawn = {model["claims"].index(claim) for claim in model["claims"] if _shown(model, claim)}
    assert drawn | set(model["by_name"]) | set(model["whole"]) | set(model["outside"]) == {0, 1}
    assert json.dumps(model, allow_nan=False)


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_a_coordinate_that_is_no_number_is_refused_with_its_row(bad):
    with pytest.raises(FrameError, match="row 0 has a coordinate that is not a number"):
        page_model(claims(Say(at=area("Alder", 20, 5), shape=Point(bad, 5))))


def _shown(model, claim):
    return claim["site"] is not None and model["sites"][claim["site"]]["geometry"] is not None


@pytest.mark.parametrize(
    ("box_", "lon", "lat"),
    [((-180, -90, 180, -60), 0, -89.9), ((-180, 80, 180, 90), 170, 89.99), ((170, 50, 180, 60), 179.99, 55)],
)
def test_theatres_at_the_poles_and_at_the_antimeridian_make_a_page(box_, lon, lat):
    there = replace(place("Alder", lon, lat), id="invented:alder")
    model = page_model(claims(Say(at=there)), theatre=land(*box_))
    assert model["sites"][0]["at"] == [lon, lat]
    assert model["outside"] == []
    assert page(claims(Say(at=there)), theatre=land(*box_))


def test_an_area_across_the_antimeridian_stays_in_one_piece():
    across = MultiPolygon([box(179, 5, 180, 6), box(-180, 5, -179, 6)])
    model = page_model(claims(Say(at=area("Alder", 179, 5), shape=across)))
    assert model["shifted"]
    longitudes = [point[0] for piece in model["sites"][0]["geometry"]["coordinates"] for point in piece[0]]
    assert (min(longitudes), max(longitudes)) == (179, 181)


def test_a_thousand_claims_on_one_place_are_one_site():
    frame = claims(
        *(Say(predicate=Predicate.HOLDS, origin=f"source {number}", day=1 + number % 20) for number in range(300))
    )
    model = page_model(frame, options=MapOptions())
    assert len(model["sites"]) == 1
    assert len(model["claims"]) == 300
