import json
from dataclasses import replace
from datetime import UTC, datetime, time
from itertools import pairwise

import geopandas as gpd
import hostile
import pytest
from shapely.geometry import LineString, Point, Polygon

import factories
from contested.errors import CRSError, FrameError, RecordError
from contested.frame import CLAIMS, empty
from contested.model import AidKind, AidStatus, Direction, Modality, Part, PartKind, PlaceKind, Predicate, TimeRelation
from contested.render import MapOptions, PageLanguage, Profile, Theme, UserLayer, page_model
from contested.render.colours import MORE, NOBODY, PALETTE, actor_colours
from contested.status import status
from factories import Say, area, claims, place


@pytest.fixture(scope="module")
def series():
    return page_model(factories.series_claims())


def test_the_model_is_plain_json(series):
    assert json.loads(json.dumps(series)) == series


def test_the_order_of_the_rows_does_not_matter(series):
    shuffled = factories.series_claims().sample(frac=1, random_state=3)
    assert page_model(shuffled) == series


def test_every_claim_of_the_frame_stands_in_the_model(series):
    assert {claim["id"] for claim in series["claims"]} == set(factories.series_claims()["claim_id"])


def test_every_claim_is_on_the_map_or_in_a_list(series):
    drawn = {number for number, claim in enumerate(series["claims"]) if _geometry(series, claim)}
    listed = set(series["by_name"]) | set(series["placeless"])
    listed |= set(series["whole"]) | set(series["outside"])
    unlocated = {number for run in series["unlocated"] for number in series["statuses"][run]["claims"]}
    assert drawn | listed | unlocated == set(range(len(series["claims"])))


def _geometry(model, claim):
    return claim["site"] is not None and model["sites"][claim["site"]]["geometry"]


def test_days_are_the_days_of_articles_in_order(series):
    assert series["days"][0] == "2031-03-01"
    assert series["days"][-1] == series["newest"] == "2031-03-21"
    assert series["days"] == sorted(set(series["days"]))


def test_an_undated_claim_belongs_to_no_day():
    model = page_model(claims(Say(day=None), Say(at=place("Birch"), day=2)))
    assert [claim["day"] for claim in model["claims"]] == [0, None]


def test_without_dates_there_is_one_view_and_no_day():
    model = page_model(claims(Say(day=None)))
    assert (model["days"], model["newest"]) == ([], None)
    assert model["runs"] == {"known": [[0, 0, 0]], "valid": [[0, 0, 0]]}


def test_an_empty_frame_is_a_page_that_says_so():
    model = page_model(empty(CLAIMS))
    assert model["sites"] == model["claims"] == model["statuses"] == []
    assert model["summary"] == "Nothing in these articles could be placed on a map."


def test_a_status_that_does_not_change_is_one_run(series):
    last = len(series["days"]) - 1
    spells = _spells(series, "Damson")
    assert spells[-1][1] == last
    assert len({status["why"] for status in series["statuses"] if _label(series, status) == "Damson"}) == len(spells)


def test_a_status_that_changes_is_a_run_for_each_spell(series):
    spells = _spells(series, "Birch")
    assert len(spells) > 1
    for (_, until), (start, _) in pairwise(spells):
        assert start == until + 1


def _spells(model, label):
    return [
        (first, last)
        for number, first, last in model["runs"]["known"]
        if _label(model, model["statuses"][number]) == label
    ]


def _label(model, run):
    return None if run["site"] is None else model["sites"][run["site"]]["label"]


@pytest.mark.parametrize("basis", ["known", "valid"])
def test_runs_say_on_each_day_what_the_status_of_that_day_says(series, basis):
    frame = factories.series_claims()
    for position, day in list(enumerate(series["days"]))[::4]:
        end = datetime.combine(datetime.fromisoformat(day), time.max, tzinfo=UTC)
        expected = status(frame, as_of=end, **{f"{basis}_at": end})
        told = {
            series["statuses"][number]["line"]: tuple(
                series["statuses"][number][key] for key in ("control", "dispute", "why")
            )
            for number, first, last in series["runs"][basis]
            if first <= position <= last
        }
        columns = expected[["status_id", "control", "dispute", "why"]].itertuples(index=False, name=None)
        assert told == {line: tuple(rest) for line, *rest in columns}


def test_what_was_told_late_was_so_earlier_only_by_what_is_known_now():
    event = Say(predicate=Predicate.CAPTURES, time=TimeRelation.RECENT_EVENT, valid_from=factories.day(2), day=9)
    model = page_model(claims(Say(at=place("Birch")), Say(at=place("Birch"), day=4), event))
    assert model["days"] == ["2031-03-01", "2031-03-04", "2031-03-09"]
    assert _firsts(model, "known", "Alder") == [2]
    assert _firsts(model, "valid", "Alder") == [1]


def _firsts(model, basis, label):
    return [first for number, first, _ in model["runs"][basis] if _label(model, model["statuses"][number]) == label]


def _kinds(model):
    return {
        (change["kind"], _label(model, model["statuses"][change["status"]])) for change in model["changes"]["known"]
    }


def test_a_contradiction_is_a_change(series):
    assert ("contradicted", "Birch") in _kinds(series)
    assert ("ended", "Ivy Gate") in _kinds(series)


def test_what_the_other_side_admits_is_a_change_of_its_own(series):
    assert ("acknowledged", "Alder") in _kinds(series)
    assert ("settled", "Birch") in _kinds(series)


def test_what_is_newly_reported_but_older_is_said_to_be_so():
    event = Say(predicate=Predicate.CAPTURES, time=TimeRelation.RECENT_EVENT, valid_from=factories.day(2), day=9)
    kinds = _kinds(page_model(claims(Say(at=place("Birch")), event)))
    assert kinds == {("new", "Birch"), ("older", "Alder")}


def test_why_claims_were_set_aside_stands_once_for_all(series):
    assert len(set(series["reasons"])) == len(series["reasons"])
    used = {reason for status in series["statuses"] for _, reason in status["aside"]}
    assert used == set(range(len(series["reasons"])))


def test_an_unlocated_aid_point_is_listed_and_has_no_site(series):
    assert [series["statuses"][number]["aid"]["kind"] for number in series["unlocated"]] == ["entry_point"]
    assert [series["statuses"][number]["site"] for number in series["unlocated"]] == [None]


def test_a_named_place_without_a_geometry_is_listed_by_name(series):
    assert [series["claims"][number]["toponym"] for number in series["by_name"]] == ["Larch"]


def test_a_claim_about_a_whole_country_is_listed_and_not_drawn():
    country = area("Invented Land", 20.0, 5.0)
    model = page_model(claims(Say(at=replace(country, kind=PlaceKind.COUNTRY)), Say(at=place("Alder"), day=2)))
    assert [model["claims"][number]["toponym"] for number in model["whole"]] == ["Invented Land"]
    assert [site["left_out"] for site in model["sites"]] == ["whole", None]
    assert model["summary"].startswith("1 place with")


def test_a_place_far_outside_the_theatre_is_listed_and_not_drawn():
    far = replace(place("Faraway", -77.0, 38.9), id="world:faraway")
    model = page_model(claims(Say(at=far), Say(at=place("Alder"), day=2)), theatre=hostile.theatre("Invented"))
    assert [model["claims"][number]["toponym"] for number in model["outside"]] == ["Faraway"]


def test_a_place_just_outside_the_theatre_is_drawn():
    near = replace(place("Alder", 20.8, 5.2), id="world:alder")
    model = page_model(claims(Say(at=near)), theatre=hostile.theatre("Invented"))
    assert model["outside"] == []


def test_shelters_are_coarse_for_the_public_and_precise_inside():
    frame = claims(Say(at=place("Alder", 20.1234, 5.1234), aid=AidStatus.OPEN, aid_kind=AidKind.SHELTER))
    public = page_model(frame)
    assert (public["sites"][0]["at"], public["sites"][0]["radius_m"]) == ([20.12, 5.12], 2000)
    assert public["notice"]
    internal = page_model(frame, options=MapOptions(profile=Profile.INTERNAL))
    assert (internal["sites"][0]["at"], internal["notice"]) == ([20.1234, 5.1234], None)


def test_the_place_name_is_marked_in_the_quote(series):
    assert all(claim["quote"][1] == claim["toponym"] for claim in series["claims"] if claim["toponym"])


def test_a_part_is_a_site_of_its_own_with_a_label_in_the_language_of_the_page():
    part = Part(kind=PartKind.PART, start=0, end=7, text="eastern", direction=Direction.E)
    town = area("Alder", 20.0, 5.0)
    frame = claims(Say(at=town), Say(at=town, part=part, shape=Point(20.1, 5.0).buffer(0.01), day=2))
    labels = [site["label"] for site in page_model(frame)["sites"]]
    assert sorted(labels) == ["Alder", "eastern Alder"]
    arabic = page_model(frame, options=MapOptions(language=PageLanguage.AR))
    assert "شرق Alder" in [site["label"] for site in arabic["sites"]]


def test_a_stretch_between_two_places_is_one_site_whichever_end_it_is_told_of():
    part = Part(kind=PartKind.BETWEEN, start=0, end=7, text="between Alder and Birch")
    stretch = LineString([(20.0, 5.0), (20.2, 5.1)])
    frame = claims(
        Say(at=place("Alder"), part=part, shape=stretch, predicate=Predicate.CLASHES, actor=None),
        Say(
            at=place("Birch", 20.2, 5.1),
            part=part,
            shape=stretch.reverse(),
            predicate=Predicate.CLASHES,
            actor=None,
            day=2,
        ),
    )
    assert [site["label"] for site in page_model(frame)["sites"]] == ["between Alder and Birch"]


def test_a_parent_after_the_name_makes_no_other_site():
    part = Part(kind=PartKind.PARENT, start=0, end=6, text="in West", references=("West",))
    town = place("Alder")
    frame = claims(Say(at=town), Say(at=town, part=part, shape=town.footprint, day=2))
    assert [site["label"] for site in page_model(frame)["sites"]] == ["Alder"]


def test_a_huge_quote_is_shortened_around_the_place_name():
    model = page_model(claims(Say(words="x" * 300_000)))
    claim = model["claims"][0]
    assert claim["short"]
    assert claim["quote"][1] == "Alder"
    assert sum(map(len, claim["quote"])) < 3000
    assert len(json.dumps(model["claims"])) < 10_000


def test_ages_are_counted_from_as_of_on_the_last_day():
    model = page_model(claims(Say(day=1)), options=MapOptions(as_of=factories.day(9)))
    assert model["as_of"] == "2031-03-09"


def test_places_on_both_sides_of_the_antimeridian_stand_together():
    model = page_model(claims(Say(at=place("Alder", 179.9, 5.0)), Say(at=place("Birch", -179.9, 5.0))))
    assert model["shifted"]
    assert sorted(site["at"][0] for site in model["sites"]) == [179.9, 180.1]


def test_a_broken_outline_still_gets_a_label_point():
    bow = Polygon([(20, 5), (21, 6), (21, 5), (20, 6)])
    model = page_model(claims(Say(at=area("Alder", 20, 5), shape=bow)))
    lon, lat = model["sites"][0]["at"]
    assert 20 <= lon <= 21
    assert 5 <= lat <= 6


def test_a_frame_in_another_crs_is_refused():
    with pytest.raises(CRSError):
        page_model(claims(Say()).to_crs("EPSG:3857"))


def test_a_frame_that_lacks_columns_is_refused():
    with pytest.raises(FrameError):
        page_model(claims(Say()).drop(columns=["quote"]))


def test_a_layer_in_another_crs_is_refused_with_its_name():
    frame = gpd.GeoDataFrame(geometry=[Point(1, 1)], crs="EPSG:3857")
    with pytest.raises(CRSError, match="depots"):
        page_model(empty(CLAIMS), options=MapOptions(layers=(UserLayer(name="depots", frame=frame),)))


def test_a_layer_that_names_a_column_it_lacks_is_refused():
    frame = gpd.GeoDataFrame(geometry=[Point(1, 1)], crs="EPSG:4326")
    with pytest.raises(RecordError, match="'name'"):
        UserLayer(name="depots", frame=frame, label="name")


def test_a_layer_without_some_geometries_says_how_many():
    frame = gpd.GeoDataFrame(geometry=[Point(1, 1), None], crs="EPSG:4326")
    model = page_model(empty(CLAIMS), options=MapOptions(layers=(UserLayer(name="depots", frame=frame),)))
    assert (len(model["layers"][0]["features"]), model["layers"][0]["without_geometry"]) == (1, 1)


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", "url(x)", "#123456;x"])
def test_a_colour_in_another_form_is_refused(colour):
    with pytest.raises(RecordError, match="#rrggbb"):
        Theme(colours={"Northern Force": colour})


@pytest.mark.parametrize("logo", ["https://example.org/x.png", "javascript:1", "data:text/html;base64,AAAA"])
def test_a_logo_from_elsewhere_is_refused(logo):
    with pytest.raises(RecordError, match="data URI"):
        Theme(logo=logo)


def test_sides_beyond_the_palette_share_a_grey():
    palette = (*PALETTE, *MORE)
    found = actor_colours([f"party {number}" for number in range(len(palette) + 2)])
    assert [entry["colour"] for entry in found.values()] == [*palette, NOBODY, NOBODY]


def test_a_chosen_colour_is_not_given_to_another_side():
    found = actor_colours(["a", "b"], chosen={"b": PALETTE[0]})
    assert found["b"]["colour"] == PALETTE[0] != found["a"]["colour"]


def test_a_link_to_anything_but_the_web_is_dropped():
    frame = hostile.frame("javascript:alert(1)")
    assert [article["url"] for article in page_model(frame)["articles"]] == [None] * frame["article_id"].nunique()


def test_the_summary_counts_what_the_last_day_shows():
    frame = claims(
        Say(at=place("Alder")),
        Say(at=place("Birch", 20.2, 5.1), predicate=Predicate.CAPTIVE_HANDOVER, changes=False),
        Say(at=None, aid=AidStatus.UNKNOWN, aid_kind=AidKind.ENTRY_POINT, aid_name="points"),
    )
    assert page_model(frame)["summary"] == (
        "1 place with undisputed claims of control, 1 place with another event and "
        "1 item that has no place on the map, from 3 articles."
    )


def test_a_demand_is_kept_apart_from_what_changes_a_status():
    frame = claims(
        Say(predicate=Predicate.CALLS_FOR_WITHDRAWAL, modality=Modality.DEMANDED, changes=False, actor="Northern Force")
    )
    claim = page_model(frame)["claims"][0]
    assert (claim["modality"], claim["changes"]) == ("demanded", False)
