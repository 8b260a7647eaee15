"""Aid points under another word, those that stand nowhere in particular, and who runs them."""

import pytest
from claims_helpers import read


def told(text):
    """(predicate, actor, words for the place) of every claim."""
    return {
        (c.predicate.value, c.actor, c.resolution.mention.toponym if c.resolution is not None else None)
        for c in read(text).claims
    }


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "The bakery in Khan Younis reopened on Monday. None has reopened in Rafah.",
            ("aid_point_opened", None, "Rafah"),
        ),
        (
            "The clinic in Lyman was bombed on Monday. The facility is treating emergencies only.",
            ("aid_point_operating", None, "The facility"),
        ),
        (
            "MSF reopened a clinic in Nyala; its unit in Zalingei is accepting children only.",
            ("aid_point_operating", None, "Zalingei"),
        ),
        ("Bakeries supported by WFP in Khan Younis resumed work.", ("aid_point_opened", None, "Khan Younis")),
        (
            "A clinic run by MSF in Kutum is treating 90 patients a day.",
            ("aid_point_operating", "Médecins Sans Frontières", "Kutum"),
        ),
    ],
)
def test_it_is_told_of_the_point_that_is_meant(text, claim):
    assert claim in told(text)


def test_the_points_of_a_clause_put_in_are_all_meant():
    """ "The bakeries it supports in X and Y are at work": the list ends before the verb of the whole."""
    found = told("WFP said the bakeries it supports in Goma and Bunia are producing bread again.")
    assert {(predicate, place) for predicate, _, place in found} == {
        ("aid_point_operating", "Goma"),
        ("aid_point_operating", "Bunia"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Three communal kitchens in North Darfur have stopped cooking.",
        "Two field clinics further south have suspended work because of air raids.",
        "Three clinics upriver have shut for want of staff.",
        "A second landing site further south is to open in May.",
    ],
)
def test_points_that_stand_nowhere_in_particular_have_no_place(text):
    extraction = read(text)
    assert extraction.unlocated
    assert all(claim.resolution is None for claim in extraction.claims)


@pytest.mark.parametrize(
    "text",
    [
        "The flat in Khan Younis was sold on Monday. None has reopened in Rafah.",
        "The mayor of Lyman spoke on Monday. The facility is treating everyone alike.",
    ],
)
def test_no_point_is_meant_where_none_was_spoken_of(text):
    assert not told(text)
