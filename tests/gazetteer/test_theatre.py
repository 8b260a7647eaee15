"""The loader: what it reads, and what it says of broken files."""

import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon

from contested.errors import TheatreError, UnknownTheatreError
from contested.gazetteer.theatre import Theatre, load_theatre, theatre_names
from contested.gazetteer.theatre_files import clean, unique
from contested.model import PlaceKind

THEATRE = """
id = "isle"
title = "The Isle"
country = "XX"
bbox = [10.0, 50.0, 12.0, 51.0]
languages = ["en", "ru"]
worldview = "none"
disclaimer = "invented"
attribution = "invented"

[sources.survey]
name = "Isle Survey"
licence = "CC0"
"""
HEADER = "id,name,names_en,names_ru,kind,lon,lat,radius_m,parent,source,certainty,note,owns,needs_cue"
ROWS = (
    "isle,Isle,the Isle,Остров,territory,,,,,survey,high,,,",
    "north-port,North Port,Northport;N. Port,Северный Порт,city,11.0,50.5,1000,isle,survey: 17,high,old harbour,,",
    "mill,Mill,The Mill,,neighbourhood,11.01,50.51,500,north-port,survey,low,,Mill,Mill",
    "lost,Lost Farm,,,village,,,,isle,survey,unlocated,,,",
)
SQUARE = [[10.5, 50.1], [11.5, 50.1], [11.5, 50.9], [10.5, 50.9], [10.5, 50.1]]
ISLE = {
    "type": "Feature",
    "properties": {"place": "isle", "name": "Isle", "kind": "territory", "source": "survey", "licence": "CC0"},
    "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
}


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": features})


def feature(geometry=None, **properties):
    return {
        "type": "Feature",
        "properties": ISLE["properties"] | properties,
        "geometry": geometry or ISLE["geometry"],
    }


@pytest.fixture
def isle(tmp_path):
    """Write a small theatre; answer a function that changes one of its files and loads it."""
    (tmp_path / "theatre.toml").write_text(THEATRE, encoding="utf-8")
    (tmp_path / "places.csv").write_text("\n".join((HEADER, *ROWS)), encoding="utf-8")
    (tmp_path / "areas.geojson").write_text(collection(ISLE), encoding="utf-8")

    def load(name: str | None = None, content: str | bytes = "") -> Theatre:
        if name is not None:
            data = content if isinstance(content, bytes) else content.encode()
            (tmp_path / name).write_bytes(data)
        return load_theatre(tmp_path)

    return load


def places(*rows, header=HEADER):
    return "\n".join((header, *rows))


def by_id(theatre):
    return {place.id: place for place in theatre.places}


# ---------------------------------------------------------------------------------------------- what is read


def test_a_theatre_loads_from_any_folder(isle):
    theatre = isle()
    assert (theatre.id, theatre.country, theatre.bbox) == ("isle", "XX", (10.0, 50.0, 12.0, 51.0))


def test_a_path_may_be_given_as_text(isle, tmp_path):
    isle()
    assert load_theatre(str(tmp_path)).id == "isle"


def test_a_place_has_its_area_else_its_point_else_nothing_as_footprint(isle):
    place = by_id(isle())
    assert place["isle:isle"].footprint == Polygon(SQUARE)
    assert place["isle:north-port"].footprint == Point(11.0, 50.5)
    assert place["isle:lost"].footprint is None


def test_a_place_knows_all_its_names_once(isle):
    port = by_id(isle())["isle:north-port"]
    assert port.aliases == ("North Port", "Northport", "N. Port", "Северный Порт")


def test_the_name_shown_in_each_language_comes_first_in_its_column(isle):
    assert by_id(isle())["isle:north-port"].names == (("en", "North Port"), ("ru", "Северный Порт"))
    assert by_id(isle())["isle:mill"].names == (("en", "Mill"),)


def test_the_units_around_a_place_go_from_small_to_large(isle):
    assert by_id(isle())["isle:mill"].admin == ("North Port", "Isle")
    assert by_id(isle())["isle:mill"].parent_id == "isle:north-port"


def test_a_source_is_spelled_out_with_its_licence(isle):
    assert by_id(isle())["isle:north-port"].source == "Isle Survey (CC0): 17"


def test_notes_points_owners_and_cues_are_kept_beside_the_places(isle):
    theatre = isle()
    assert theatre.notes == {"isle:north-port": "old harbour"}
    assert theatre.points["isle:mill"] == Point(11.01, 50.51)
    assert theatre.owners == {"mill": "isle:mill"}
    assert theatre.needs_cue == {"isle:mill": frozenset({"mill"})}


def test_a_file_with_a_byte_order_mark_and_crlf_is_read_alike(isle):
    plain = isle().places
    assert isle("places.csv", b"\xef\xbb\xbf" + places(*ROWS).replace("\n", "\r\n").encode()).places == plain


def test_blank_lines_are_passed_over(isle):
    assert len(isle("places.csv", places(*ROWS, "", " ")).places) == 4


def test_a_line_may_be_a_footprint(isle):
    line = {"type": "LineString", "coordinates": [[10.5, 50.5], [11.5, 50.5]]}
    theatre = isle("areas.geojson", collection(ISLE, feature(line, place="mill", name="Mill", kind="road")))
    assert by_id(theatre)["isle:mill"].footprint == LineString(line["coordinates"])


def test_background_areas_give_no_footprint(isle):
    theatre = isle("areas.geojson", collection(ISLE, feature(place=None, kind="coast")))
    assert theatre.areas[1].place_id is None


def test_the_lists_may_be_left_out(isle):
    theatre = isle()
    assert theatre.confusables == ()
    assert theatre.short_forms == {}


def test_the_common_actors_and_outlets_are_in_every_theatre(isle):
    theatre = isle()
    assert "ocha" in {actor.id for actor in theatre.actors}
    assert "reuters" in {outlet.id for outlet in theatre.outlets}
    assert theatre.metonyms["the Kremlin"] == "russia"


ARMY = '[[actor]]\nid = "army"\nlabel = "Isle army"\nkind = "state_forces"\nside = "crown"\naliases = ["Islanders", "Red Cross"]\n'
CROWN = (
    '[[actor]]\nid = "crown"\nlabel = "Crown"\nkind = "government"\nwords = ["the tyrant"]\naliases_ru = ["Корона"]\n'
)


def test_an_actors_words_and_names_in_all_languages_are_aliases_and_the_label_is_first(isle):
    crown = next(actor for actor in isle("actors.toml", CROWN).actors if actor.id == "crown")
    assert crown.aliases == ("Crown", "the tyrant", "Корона")
    assert crown.label == "Crown"


def test_an_actor_has_labels_in_other_languages_and_those_of_its_common_entry(isle):
    actors = {actor.id: actor for actor in isle("actors.toml", CROWN + 'label_ru = "Корона"\n').actors}
    assert actors["crown"].labels == (("ru", "Корона"),)
    own = '[[actor]]\nid = "un"\nlabel = "The UN"\nkind = "un_agency"\nlabel_ru = "ООН"\n'
    theirs = {actor.id: dict(actor.labels) for actor in isle("actors.toml", own).actors}["un"]
    assert (theirs["ru"], theirs["ar"]) == ("ООН", "الأمم المتحدة")


def test_a_theatres_own_alias_is_taken_from_the_common_actor(isle):
    actors = {actor.id: actor for actor in isle("actors.toml", ARMY + CROWN).actors}
    assert "Red Cross" in actors["army"].aliases
    assert "icrc" not in actors  # its very label is taken


def test_short_forms_stand_for_an_actor(isle):
    theatre = isle("actors.toml", ARMY + CROWN + '[short_forms]\n"the  army" = "army"\n"the UN" = "un"\n')
    assert theatre.short_forms == {"the army": "army", "the UN": "un"}


def test_a_confusable_is_tied_to_the_place_it_is_taken_for(isle):
    text = '[[confusable]]\nname = "Mill (Ohio)"\nkind = "place"\nwhy = "elsewhere"\nnot_place = "mill"\nlon = -80\nlat = 40.5\n'
    confusable = isle("confusables.toml", text).confusables[0]
    assert (confusable.not_place, confusable.lon, confusable.lat) == ("isle:mill", -80.0, 40.5)


def test_an_outlet_has_names_in_several_languages(isle):
    text = '[[outlet]]\nid = "gazette"\nname = "Isle Gazette"\naliases = ["Gazette"]\naliases_ru = ["Газета"]\ncountry = "XX"\n'
    assert isle("outlets.toml", text).outlets[0].aliases == ("Gazette", "Газета")


# ---------------------------------------------------------------------------------------------- which theatre


def test_the_shipped_theatres_are_named():
    assert "gaza" in theatre_names()


def test_an_unknown_theatre_gets_a_suggestion():
    with pytest.raises(UnknownTheatreError, match="did you mean 'gaza'"):
        load_theatre("Gazza")


@pytest.mark.parametrize("name", ["", "\0", "no/such/folder"])
def test_a_name_that_is_nothing_is_refused(name):
    with pytest.raises(UnknownTheatreError, match="give the path"):
        load_theatre(name)


def test_a_folder_that_is_no_theatre_is_refused(tmp_path):
    with pytest.raises(TheatreError, match=r"theatre\.toml: is missing"):
        load_theatre(tmp_path)


def test_a_theatre_without_places_is_refused(isle, tmp_path):
    (tmp_path / "places.csv").unlink()
    with pytest.raises(TheatreError, match=r"places\.csv: cannot be read"):
        isle()


# ---------------------------------------------------------------------------------------------- errors: places.csv


def row(**cells):
    base = dict(zip(HEADER.split(","), ROWS[1].split(","), strict=True)) | cells
    return ",".join(base.values())


BROKEN_ROWS = {
    "no id": (row(id=""), "id is missing"),
    "bad id": (row(id="North Port"), "'North Port' is not an id"),
    "no name": (row(name=" "), "name is missing"),
    "unknown kind": (row(kind="vilage"), "unknown kind 'vilage'; did you mean 'village'"),
    "not a number": (row(lon="11,0".replace(",", ".x")), "lon '11.x0' is not a number"),
    "not finite": (row(lat="nan"), "lat 'nan' is not a number"),
    "swapped": (row(lon="50.5", lat="11.0"), "look swapped"),
    "outside": (row(lon="20"), "outside the bbox"),
    "off the earth": (row(lon="200"), "not on the earth"),
    "null island": (row(lon="0", lat="0"), "leave both blank"),
    "half a point": (row(lat=""), "one of the two is missing"),
    "no radius": (row(radius_m=""), "radius_m is missing"),
    "negative radius": (row(radius_m="-5"), "not a distance"),
    "unknown parent": (row(parent="atlantis"), "unknown parent 'atlantis'"),
    "own parent": (row(parent="north-port"), "leads back to itself"),
    "unknown source": (row(source="hearsay"), r"unknown source 'hearsay'; add \[sources.hearsay\]"),
    "no source": (row(source=""), "source is missing"),
    "unknown certainty": (row(certainty="sure"), "unknown certainty 'sure'; use one of high, low, medium, unlocated"),
    "certain of nothing": (row(lon="", lat="", radius_m=""), "no point and no area"),
    "unlocated with a point": (row(certainty="unlocated"), "has a point or an area"),
    "strange owner": (row(owns="Southport"), "owns lists 'Southport', which is not a name"),
    "strange cue": (row(needs_cue="Southport"), "needs_cue lists 'Southport'"),
    "control character": (row(name="North\x07Port"), "holds a control character"),
    "direction mark": (row(names_ru="\u202eпорт"), "holds a control character"),
    "twice": (ROWS[0], "id 'isle' is already used at .*line 2"),
    "too many cells": (row() + ",x", "15 cells where the header has 14"),
    "too few cells": ("north-port,North Port", "2 cells where the header has 14"),
    "open quote": ('"north-port', "not valid CSV"),
}


@pytest.mark.parametrize(("line", "said"), BROKEN_ROWS.values(), ids=BROKEN_ROWS)
def test_a_broken_row_is_named_by_file_and_line_with_the_remedy(isle, line, said):
    with pytest.raises(TheatreError, match=rf"places\.csv: line 3: .*{said}"):
        isle("places.csv", places(ROWS[0], line))


def test_a_circle_of_parents_is_refused(isle):
    with pytest.raises(TheatreError, match="leads back to itself; break the circle"):
        isle("places.csv", places(ROWS[0], row(parent="mill"), ROWS[2]))


def test_a_name_owned_twice_is_refused(isle):
    twin = ROWS[2].replace("mill,Mill", "mill-2,Mill", 1)
    with pytest.raises(TheatreError, match=r"owned name 'mill' is already used at .*line 4"):
        isle("places.csv", places(*ROWS[:3], twin))


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (HEADER.replace("radius_m,", ""), "line 1: column 'radius_m' is missing; add it"),
        (HEADER + ",name", "line 1: column 'name' stands twice"),
        (HEADER.replace("names_ru", "names_rus"), "line 1: unknown key 'names_rus'; did you mean 'names_ru'"),
        (HEADER.replace(",", ";"), "part the cells by commas, not semicolons"),
    ],
)
def test_a_broken_header_is_refused(isle, header, said):
    with pytest.raises(TheatreError, match=said):
        isle("places.csv", places(*ROWS, header=header))


def test_an_empty_table_is_refused_with_the_header_to_write(isle):
    with pytest.raises(TheatreError, match="the file is empty; write the header line id,name,kind,lon"):
        isle("places.csv", "\n")


@pytest.mark.parametrize("name", ["places.csv", "theatre.toml", "areas.geojson", "actors.toml"])
def test_a_file_that_is_not_utf8_is_named_with_its_line(isle, name):
    with pytest.raises(TheatreError, match=rf"{name}: line 2: not UTF-8; save the file"):
        isle(name, b"# \n \xe9\n")


# ---------------------------------------------------------------------------------------------- errors: areas.geojson


BOWTIE = {"type": "Polygon", "coordinates": [[[10.5, 50.1], [11.5, 50.9], [11.5, 50.1], [10.5, 50.9], [10.5, 50.1]]]}
SWAPPED = {"type": "Polygon", "coordinates": [[at[::-1] for at in SQUARE]]}
FAR = {"type": "LineString", "coordinates": [[0, 50.5], [11, 50.5]]}
BROKEN_AREAS = {
    "not json": ("{", "not valid GeoJSON"),
    "deep": ("[" * 100_000, "not valid GeoJSON"),
    "a list": ("[]", "not a GeoJSON FeatureCollection"),
    "one feature": (json.dumps(ISLE), "not a GeoJSON FeatureCollection"),
    "other crs": ('{"type": "FeatureCollection", "features": [], "crs": {"name": "EPSG:32636"}}', "not WGS 84"),
    "no feature": (collection("x"), "feature 1: not a GeoJSON Feature"),
    "no properties": (collection({"type": "Feature"}), "feature 1: has no properties"),
    "no geometry": (collection(feature() | {"geometry": None}), "geometry is None; give a Polygon"),
    "a point": (collection(feature({"type": "Point", "coordinates": [11, 50.5]})), "geometry is 'Point'"),
    "bad ring": (collection(feature({"type": "Polygon", "coordinates": [[[10.5, 50.1]]]})), "cannot be read"),
    "bad numbers": (collection(feature({"type": "Polygon", "coordinates": "x"})), "cannot be read"),
    "no coordinates": (collection(feature({"type": "Polygon"})), "cannot be read"),
    "empty": (collection(feature({"type": "Polygon", "coordinates": []})), "geometry is empty"),
    "crossing itself": (collection(feature(BOWTIE)), "not valid: Self-intersection"),
    "swapped": (collection(feature(SWAPPED)), "look swapped, GeoJSON has longitude first"),
    "outside": (collection(feature(FAR)), "reaches outside the bbox"),
    "unknown kind": (collection(feature(kind="teritory")), "unknown kind 'teritory'; did you mean 'territory'"),
    "unknown place": (collection(feature(place="isl")), "'Isle': no place 'isl' in places.csv"),
    "unknown key": (collection(feature(colour="red")), "unknown key 'colour'"),
    "background with a place": (collection(feature(kind="coast")), "is background only"),
    "no licence": (collection(feature(licence="")), "licence is missing"),
    "negative tolerance": (collection(feature(tolerance_m=-1)), "tolerance_m -1 is negative"),
    "twice": (collection(ISLE, ISLE), r"feature 2 \('isle'\): place 'isle' is already used"),
}


@pytest.mark.parametrize(("text", "said"), BROKEN_AREAS.values(), ids=BROKEN_AREAS)
def test_a_broken_area_is_named_by_file_and_feature_with_the_remedy(isle, text, said):
    with pytest.raises(TheatreError, match=rf"areas\.geojson: .*{said}"):
        isle("areas.geojson", text)


# ---------------------------------------------------------------------------------------------- errors: TOML


def changed(old, new):
    return THEATRE.replace(old, new)


BROKEN_TOML = {
    "not toml": ("theatre.toml", "id = []]", "not valid TOML: .*line 1"),
    "no id": ("theatre.toml", changed('id = "isle"', ""), "id is missing"),
    "bad id": ("theatre.toml", changed('"isle"', '"The Isle"'), "'The Isle' is not an id"),
    "no title": ("theatre.toml", changed('title = "The Isle"', ""), "title is missing"),
    "no country": ("theatre.toml", changed('country = "XX"', ""), "country is missing"),
    "long country": ("theatre.toml", changed('"XX"', '"Isle"'), "'Isle' is not an ISO 3166-1"),
    "unknown key": ("theatre.toml", changed("worldview", "wordlview"), "unknown key 'wordlview'; did you mean"),
    "bbox of three": ("theatre.toml", changed(", 51.0]", "]"), "bbox is .*write .west, south, east, north"),
    "bbox of words": ("theatre.toml", changed("51.0]", "true]"), "bbox is "),
    "bbox turned round": ("theatre.toml", changed("[10.0, 50.0", "[13.0, 50.0"), "put the lesser value first"),
    "no languages": ("theatre.toml", changed('["en", "ru"]', "[]"), "is not an ISO 639 code"),
    "long language": ("theatre.toml", changed('"ru"', '"Russian"'), "'Russian' is not an ISO 639 code"),
    "source without licence": ("theatre.toml", changed('licence = "CC0"', ""), r"\[sources.survey\]: licence"),
    "sources as a list": ("theatre.toml", changed("[sources.survey]", "[[sources]]"), "sources is not a table"),
    "number as a title": ("theatre.toml", changed('"The Isle"', "3"), "title is 3; write it as text"),
    "actors as a table": ("actors.toml", "[actor]\n", r"write \[\[actor\]\]"),
    "unknown actor key": (
        "actors.toml",
        CROWN + 'colour = "x"\n',
        r"actor\]\] 1 \('crown'\): unknown key 'colour'; did",
    ),
    "actor twice": ("actors.toml", CROWN + CROWN, "id 'crown' is already used"),
    "alias twice": ("actors.toml", CROWN + CROWN.replace('"crown"', '"two"'), "name 'crown' is already used"),
    "actor kind": ("actors.toml", CROWN.replace("government", "goverment"), "did you mean 'government'"),
    "actor colour": ("actors.toml", CROWN + 'color = "red"\n', "'red' is not a colour; write #RRGGBB"),
    "unknown side": ("actors.toml", ARMY, "actor 'army': unknown side 'crown'"),
    "side of a side": ("actors.toml", ARMY + CROWN + 'side = "un"\n', "is itself on the side of 'un'"),
    "unknown short form": ("actors.toml", CROWN + '[short_forms]\n"the king" = "king"\n', "unknown actor 'king'"),
    "short forms as text": ("actors.toml", 'short_forms = "x"\n', r"\[short_forms\] is not a table"),
    "alias as a number": ("actors.toml", CROWN + "aliases = [1]\n", "put each in quotes"),
    "aliases as a number": ("actors.toml", CROWN + "aliases = 1\n", "write a list of texts"),
    "alias with a bell": ("actors.toml", CROWN + 'aliases = ["\\u0007"]\n', "control character"),
    "language not of the theatre": ("actors.toml", CROWN + 'aliases_ar = ["x"]\n', "unknown key 'aliases_ar'"),
    "outlet without a name": ("outlets.toml", '[[outlet]]\nid = "x"\n', "name is missing"),
    "confusable without why": ("confusables.toml", '[[confusable]]\nname = "x"\nkind = "place"\n', "why is missing"),
    "confusable of nothing": (
        "confusables.toml",
        '[[confusable]]\nname = "x"\nkind = "place"\nwhy = "y"\nnot_place = "z"\n',
        "unknown not_place 'z'",
    ),
    "confusable off the earth": (
        "confusables.toml",
        '[[confusable]]\nname = "x"\nkind = "place"\nwhy = "y"\nlon = 500\nlat = 1\n',
        "not on the earth",
    ),
}


@pytest.mark.parametrize(("name", "text", "said"), BROKEN_TOML.values(), ids=BROKEN_TOML)
def test_a_broken_entry_is_named_by_file_and_entry_with_the_remedy(isle, name, text, said):
    with pytest.raises(TheatreError, match=rf"{name}.*{said}"):
        isle(name, text)


def test_an_oversized_file_is_refused_before_it_is_parsed(isle, tmp_path, monkeypatch):
    monkeypatch.setattr("contested.gazetteer.theatre_files.MAX_BYTES", 100)
    with pytest.raises(TheatreError, match="simplify or split it"):
        isle()


# ---------------------------------------------------------------------------------------------- properties


@given(st.lists(st.text(max_size=12), max_size=8))
def test_names_are_cleaned_once_each_and_never_empty(names):
    result = unique(names)
    assert len(set(result)) == len(result)
    assert all(name and name == clean(name) for name in result)


@given(st.binary(max_size=200))
def test_any_bytes_as_a_table_load_or_say_why(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("isle")
    (folder / "theatre.toml").write_text(THEATRE, encoding="utf-8")
    (folder / "places.csv").write_bytes(HEADER.encode() + b"\n" + data)
    try:
        theatre = load_theatre(folder)
    except TheatreError as error:
        assert "places.csv: line" in str(error)  # noqa: PT017 - both ways are right
    else:
        assert all(place.name for place in theatre.places)


def test_every_kind_of_place_may_be_used(isle):
    rows = [row(id=kind.value, kind=kind.value, parent="isle") for kind in PlaceKind]
    assert {place.kind for place in isle("places.csv", places(ROWS[0], *rows)).places} == set(PlaceKind)


def test_loading_needs_little_memory(isle):
    isle()
    tracemalloc.start()
    load_theatre("gaza")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


def test_a_theatres_folder_may_be_anywhere(isle, tmp_path):
    isle()
    elsewhere = Path(tmp_path.parent / f"{tmp_path.name} and, more; ünïcode")
    tmp_path.rename(elsewhere)
    assert load_theatre(elsewhere).id == "isle"
