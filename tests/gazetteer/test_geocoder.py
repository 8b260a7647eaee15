import geopandas
import pytest
from geopy.exc import GeocoderQueryError
from geopy.extra.rate_limiter import RateLimiter

from contested.gazetteer.gazetteer import open_gazetteer
from contested.gazetteer.geocoder import LocalGeocoder
from contested.gazetteer.theatre import load_theatre


@pytest.fixture(scope="module")
def gaza():
    return LocalGeocoder(gazetteer=open_gazetteer(theatres=[load_theatre("gaza")]))


@pytest.fixture(scope="module")
def world():
    return LocalGeocoder(gazetteer=open_gazetteer())


def test_a_theatres_place_wins_inside_its_theatre(gaza):
    assert gaza.geocode("Rafah").raw["place_id"] == "gaza:rafah"


def test_what_follows_a_comma_narrows_the_search(gaza, world):
    assert gaza.geocode("Rafah, Egypt").raw["country_code"] == "EG"
    assert world.geocode("Paris, Texas").raw["country_code"] == "US"
    assert world.geocode("Paris, France").raw["country_code"] == "FR"


def test_several_results_are_limited(world):
    assert len(world.geocode("Springfield", exactly_one=False, limit=3)) == 3


def test_a_country_bias_orders_and_country_codes_exclude(world):
    assert LocalGeocoder(gazetteer=world.gazetteer, country_bias="US").geocode("Paris").raw["country_code"] == "US"
    found = world.geocode("Paris", exactly_one=False, country_codes=["CA", "US"])
    assert {location.raw["country_code"] for location in found} <= {"CA", "US"}


def test_the_language_chooses_the_name_shown(gaza):
    assert gaza.geocode("Rafah", language="ar").address.startswith("رفح")


def test_another_spelling_is_found(gaza):
    assert gaza.geocode("Nusseirat").raw["place_id"] == "gaza:nuseirat"


def test_found_none_is_none(gaza):
    assert gaza.geocode("Qwertyabad") is None
    assert gaza.geocode("Qwertyabad", exactly_one=False) is None


def test_reverse_answers_the_place_at_a_point(gaza, world):
    assert gaza.reverse((31.297, 34.257)).raw["country_code"] == "PS"
    assert world.reverse("48.8534, 2.3488").raw["name"] == "Paris"
    assert world.reverse((-50.0, -130.0)) is None


@pytest.mark.parametrize("query", ["", "   "])
def test_an_empty_query_is_refused(gaza, query):
    with pytest.raises(GeocoderQueryError, match="empty"):
        gaza.geocode(query)


def test_what_is_no_point_is_refused(gaza):
    with pytest.raises(GeocoderQueryError, match="not a point"):
        gaza.reverse("somewhere")


def test_it_works_in_geopandas_and_behind_a_rate_limiter(gaza):
    frame = geopandas.tools.geocode(["Rafah", "Jabalia"], provider=LocalGeocoder, gazetteer=gaza.gazetteer)
    assert frame.crs == "EPSG:4326"
    assert 34.0 < frame.geometry[0].x < 34.6
    limited = RateLimiter(gaza.geocode, min_delay_seconds=0, swallow_exceptions=False)
    assert limited("Rafah").raw["place_id"] == "gaza:rafah"
