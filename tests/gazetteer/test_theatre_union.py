import pytest
from shapely import box

from contested.gazetteer.theatre import load_theatre
from contested.gazetteer.theatre_union import join_theatres


@pytest.fixture(scope="module")
def theatres():
    return [load_theatre("sudan"), load_theatre("gaza")]


def test_one_theatre_is_itself(theatres):
    assert join_theatres(theatres[:1]) is theatres[0]


def test_no_theatre_cannot_be_joined():
    with pytest.raises(ValueError, match="no theatre"):
        join_theatres([])


def test_a_joined_theatre_holds_all_places_areas_and_actors(theatres):
    joined = join_theatres(theatres)
    assert {place.id for place in joined.places} == {place.id for theatre in theatres for place in theatre.places}
    assert {area.name for area in joined.areas} == {area.name for theatre in theatres for area in theatre.areas}
    assert {actor.id for actor in joined.actors} == {actor.id for theatre in theatres for actor in theatre.actors}


def test_what_theatres_share_stands_once(theatres):
    actors = [actor.id for actor in join_theatres(theatres).actors]
    assert len(actors) == len(set(actors))


def test_its_box_holds_the_boxes_of_all(theatres):
    assert all(box(*join_theatres(theatres).bbox).contains(box(*theatre.bbox)) for theatre in theatres)


def test_each_theatre_is_credited_under_its_name(theatres):
    joined = join_theatres(theatres)
    for theatre in theatres:
        assert f"{theatre.title}: {theatre.attribution}" in joined.attribution
        assert f"{theatre.title}: {theatre.disclaimer}" in joined.disclaimer


def test_the_first_theatre_decides_what_a_shared_word_means(theatres):
    first, second = theatres
    shared = set(first.short_forms) & set(second.short_forms)
    assert shared
    assert all(join_theatres(theatres).short_forms[word] == first.short_forms[word] for word in shared)


def test_no_colour_stands_for_two_sides(theatres):
    sides = {}
    for actor in join_theatres(theatres).actors:
        sides.setdefault(actor.color, set()).add(actor.side or actor.id)
    sides.pop(None)
    assert sides
    assert all(len(of_colour) == 1 for of_colour in sides.values())


def test_a_joined_theatre_knows_what_it_was_joined_from(theatres):
    assert [part.id for part in join_theatres(theatres).parts] == [theatre.id for theatre in theatres]
    assert theatres[0].parts == ()
