from contested.gazetteer.theatre import load_theatre
from contested.gazetteer.theatre_union import join_theatres
from contested.render.context import theatre_dict


def test_a_page_of_one_theatre_is_named_after_its_territory():
    assert theatre_dict(load_theatre("gaza"), language="en")["title"] == "Gaza Strip"
    assert theatre_dict(load_theatre("gaza"), language="ar")["title"] == "قطاع غزة"


def test_a_page_of_several_theatres_names_all_of_them():
    joined = join_theatres([load_theatre("gaza"), load_theatre("sudan")])
    assert theatre_dict(joined, language="en")["title"] == "Gaza Strip, Sudan"
    assert theatre_dict(joined, language="ar")["title"].startswith("قطاع غزة، ")


def test_without_a_theatre_there_is_nothing_to_say_of_it():
    assert theatre_dict(None, language="en") is None
