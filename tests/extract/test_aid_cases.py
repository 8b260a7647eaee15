"""Plain sentences on aid, by topic (`cases_*.py`): what each says, what it does not, and what says nothing."""

import cases_asked_and_refused
import cases_by_whom_and_how_much
import cases_in_plain_words
import cases_points_made_and_held_up
import cases_traffic_and_services
import pytest
from claims_helpers import read

TOPICS = (
    cases_asked_and_refused,
    cases_by_whom_and_how_much,
    cases_in_plain_words,
    cases_points_made_and_held_up,
    cases_traffic_and_services,
)


def cases(name):
    told = [item for topic in TOPICS for item in getattr(topic, name).items()]
    return [(predicate, line.strip()) for predicate, lines in told for line in lines.strip().splitlines()]


@pytest.mark.parametrize(("predicate", "text"), cases("READ"))
def test_it_is_read_so(predicate, text):
    found = {claim.predicate.value for claim in read(text).claims}
    assert predicate in found, found


@pytest.mark.parametrize(("predicate", "text"), cases("NOT_SO"))
def test_it_is_not_read_so(predicate, text):
    assert predicate not in {claim.predicate.value for claim in read(text).claims}


NOTHING = [line for topic in TOPICS for line in getattr(topic, "NOTHING", "").strip().splitlines()]


@pytest.mark.parametrize("text", [line.strip() for line in NOTHING])
def test_nothing_is_claimed(text):
    assert not read(text).claims


def test_a_hospital_without_a_name_is_not_the_one_that_is_known_by_such_a_name():
    """ "A Red Cross field hospital in Tyre" is not that in Rafah."""
    claim = read("A Red Cross field hospital is working in Tyre.").claims[0]
    assert claim.resolution.mention.toponym == "Tyre"


def test_a_village_in_the_country_of_a_theatre_is_drawn():
    """A place that no theatre lists is not outside where the news is from that country."""
    text = "Russian forces seized Lyman on Monday. Volunteers delivered 300 food parcels to Stanislav, a driver said."
    drawn = {r.mention.toponym for r in read(text).resolutions if r.mention.map.value == "feature"}
    assert {"Lyman", "Stanislav"} <= drawn
