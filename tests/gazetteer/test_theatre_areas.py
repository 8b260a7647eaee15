"""Boundaries of an office in place of a theatre's own."""

import geopandas
import pytest
from shapely.geometry import box

from contested.errors import TheatreError
from contested.gazetteer.theatre import load_theatre
from contested.gazetteer.theatre_areas import with_areas


def areas(*rows):
    made = geopandas.GeoDataFrame(
        [{"name": name, "pcode": pcode} for name, pcode, _ in rows],
        geometry=[shape for *_, shape in rows],
        crs="EPSG:4326",
    )
    return made.assign(source="Invented Office", licence="CC BY")


def test_an_area_takes_the_place_of_the_outline_with_its_p_code_or_name():
    gaza = load_theatre("gaza")
    made = with_areas(
        gaza,
        areas(
            ("Some other spelling", "PS0270", box(34.2, 31.2, 34.4, 31.4)),
            ("rafah governorate", None, box(34.2, 31.2, 34.3, 31.3)),
            ("Nowhere", None, box(35, 31, 36, 32)),
        ),
    )
    places = {place.id: place for place in made.places}
    assert places["gaza:khan-younis-governorate"].footprint.equals(box(34.2, 31.2, 34.4, 31.4))
    assert places["gaza:rafah-governorate"].source == "Invented Office (CC BY)"
    assert places["gaza:khan-younis"].footprint.equals(
        next(place for place in gaza.places if place.id == "gaza:khan-younis").footprint
    )
    assert [area.place_id for area in made.areas].count("gaza:rafah-governorate") == 1
    assert next(area for area in made.areas if area.name == "Nowhere").place_id is None
    assert made.bbox[2] == 36
    assert gaza.bbox[2] < 36


def test_two_areas_that_are_one_place_are_refused():
    with pytest.raises(TheatreError, match="are all gaza:rafah-governorate"):
        with_areas(load_theatre("gaza"), areas(*[("Rafah Governorate", None, box(34, 31, 35, 32))] * 2))


def test_a_layer_without_names_and_source_is_refused():
    with pytest.raises(TheatreError, match="areas_from"):
        with_areas(load_theatre("gaza"), areas(("a", None, box(1, 1, 2, 2))).drop(columns="source"))
