"""Both ends of a way or a front: "the road between X and Y", "the highway from X to Y"."""

import pytest
from claims_helpers import read, said

from contested.model import MentionKind


@pytest.mark.parametrize(
    ("text", "predicate", "places"),
    [
        ("The front between Lyman and Siversk has been quiet for a month.", "front_static", {"Lyman", "Siversk"}),
        ("The road between Garbahaarrey and Luuq is mined.", "hazard", {"Garbahaarrey", "Luuq"}),
        ("The highway from Goma to Sake is cut.", "access_route_cut", {"Goma", "Sake"}),
        ("The road between Aden and Marib reopened last week.", "aid_point_opened", {"Aden", "Ma'rib"}),
        ("Clashes continued between Lyman and Siversk.", "clashes", {"Lyman", "Siversk"}),
        ("Lorries are no longer allowed on the road between Dori and Sebba.", "access_route_cut", {"Dori", "Sebba"}),
    ],
)
def test_both_ends_are_read(text, predicate, places):
    found = said(read(text))
    assert {place for what, _, place in found if what == predicate} == places
    assert {what for what, _, _ in found} == {predicate}


def test_the_second_end_is_no_subject():
    assert ("front_static", None, "Siversk") in said(read("The front between Lyman and Siversk is unchanged."))


def test_the_second_party_of_a_clash_does_nothing_else():
    found = said(read("Fighting between the army and the RSF forced 300 families out of Nyala."))
    assert not any(actor == "Rapid Support Forces" and what == "withdraws" for what, actor, _ in found)


def test_capitals_that_talk_are_no_ends_of_a_way():
    mentions = read("Talks between Moscow and Washington broke down.").resolutions
    assert {r.mention.kind for r in mentions} == {MentionKind.METONYM}


def test_words_with_a_capital_are_no_places_for_standing_after_between():
    assert read("The line between Hope and Fear is thin.").resolutions == ()
