"""Copies of one text speak with one voice, and what a reviewer rejected decides nothing but stays listed."""

import json

import factories
from contested.model import Predicate
from contested.status import status


def held(*sayings):
    return factories.claims(*sayings)


def test_two_outlets_of_their_own_are_two_origins():
    claims = held(factories.Say(outlet="Wire"), factories.Say(outlet="Daily"))
    assert status(claims)["n_origins"].tolist() == [2]


def test_a_copy_and_its_original_are_one_origin():
    claims = held(factories.Say(outlet="Wire"), factories.Say(outlet="Daily"))
    claims["copy_of"] = [None, claims["article_id"][0]]
    assert status(claims)["n_origins"].tolist() == [1]


def test_two_copies_are_one_origin_also_where_the_original_is_out_of_sight():
    claims = held(factories.Say(outlet="Wire"), factories.Say(outlet="Daily"), factories.Say(outlet="Post"))
    claims["copy_of"] = [None, claims["article_id"][0], claims["article_id"][0]]
    assert status(claims.iloc[1:])["n_origins"].tolist() == [1]


def test_a_copy_and_another_article_of_the_originals_outlet_are_one_origin():
    claims = held(factories.Say(outlet="Wire"), factories.Say(outlet="Daily"), factories.Say(outlet="Wire", day=2))
    claims["copy_of"] = [None, claims["article_id"][0], None]
    assert status(claims)["n_origins"].tolist() == [1]


def test_the_very_same_text_from_two_outlets_is_one_origin():
    claims = held(factories.Say(outlet="Wire"), factories.Say(outlet="Daily"))
    claims["article_id"] = claims["article_id"][0]
    assert status(claims)["n_origins"].tolist() == [1]


def test_a_copy_that_names_its_source_keeps_that_source():
    claims = held(factories.Say(outlet="Wire", origin="a mayor"), factories.Say(outlet="Daily", origin="a nurse"))
    claims["copy_of"] = [None, claims["article_id"][0]]
    assert status(claims)["n_origins"].tolist() == [2]


def test_a_rejected_claim_decides_nothing_and_is_listed_with_the_reason():
    claims = held(
        factories.Say(),
        factories.Say(predicate=Predicate.CAPTURES, actor=factories.SOUTH, origin=factories.SOUTH),
    )
    assert status(claims)["contested"].tolist() == [True]
    claims["rejected"] = [False, True]
    claims["review"] = [None, "rejected by Ada on 2031-03-04: a misprint"]
    row = status(claims).iloc[0]
    assert (row["contested"], row["holder"]) == (False, factories.NORTH)
    assert json.loads(row["set_aside"]) == [
        {"claim_id": claims["claim_id"][1], "why": "rejected by Ada on 2031-03-04: a misprint"}
    ]
    assert "rejected by Ada" in row["why"]


def test_a_rejected_denial_corrects_nothing():
    north = {"actor": factories.NORTH, "origin": factories.NORTH}
    claims = held(
        factories.Say(**north),
        factories.Say(predicate=Predicate.DENIES_CAPTURE, day=2, **north),
    )
    claims["rejected"] = [False, True]
    assert status(claims).iloc[0]["holder"] == factories.NORTH


def test_a_place_whose_every_claim_was_rejected_is_unknown_and_says_why():
    claims = held(factories.Say())
    claims["rejected"] = True
    row = status(claims).iloc[0]
    assert (row["control"], row["n_claims"]) == ("unknown", 0)
    assert "a reviewer rejected it" in row["why"]


def test_a_rejected_aid_point_is_no_longer_one_but_is_listed():
    claims = held(factories.Say(predicate=Predicate.AID_POINT_CLOSED, actor=None, aid=factories.AidStatus.CLOSED))
    claims["rejected"] = True
    row = status(claims).iloc[0]
    assert (bool(row["aid_point"]), row["aid_status"]) == (False, None)
    assert len(json.loads(row["set_aside"])) == 1
