from dataclasses import replace

import pytest

import factories
from contested.gazetteer.theatre import load_theatre
from contested.model import Actor
from contested.render import MapOptions, PageLanguage, page_model
from contested.render.told import actor_labels, reason, script_words
from contested.render.words import load_words
from contested.status import status
from factories import Say, claims

ARABIC, HEBREW, ENGLISH = (load_words(language) for language in (PageLanguage.AR, PageLanguage.HE, PageLanguage.EN))


@pytest.mark.parametrize("words", [ARABIC, HEBREW])
def test_every_reason_why_a_claim_of_the_series_is_set_aside_can_be_said(words):
    model = page_model(factories.series_claims())
    assert model["reasons"]
    assert [why for why in model["reasons"] if reason(why, words, {}) == why] == []


def test_what_a_reason_names_is_said_in_the_page_s_language_too():
    assert ARABIC["modality.promised"] in reason("it is promised, not stated as a fact", ARABIC, {})
    assert ARABIC["aside_time.future"] in reason("it is about the future, not the present", ARABIC, {})
    assert "הצפון" in reason("South acknowledged that North holds it", HEBREW, {"North": "הצפון"})


def test_a_reason_in_english_and_a_reviewer_s_own_stay_as_they_are():
    assert reason("it was said to last until 2031-03-05", ENGLISH, {}) == "it was said to last until 2031-03-05"
    assert reason("Rana checked the map", ARABIC, {}) == "Rana checked the map"


def test_labels_are_those_that_the_theatre_has_in_the_language():
    labels = actor_labels(load_theatre("gaza"), language="he")
    assert labels["Israeli military"] == "הצבא הישראלי"
    assert actor_labels(load_theatre("gaza"), language="en") == {}
    assert actor_labels(None, language="he") == {}


def test_a_page_carries_the_labels_and_rules_it_uses_and_no_others():
    frame = claims(Say(), Say(actor=factories.SOUTH, day=2))
    rules = {name for joined in status(frame)["rule"] for name in joined.split("; ")}
    model = page_model(frame, options=MapOptions(language=PageLanguage.AR))
    told = {key.removeprefix("rule.") for key in model["words"] if key.startswith("rule.")}
    assert rules <= told < {key.removeprefix("rule.") for key in ARABIC if key.startswith("rule.")}
    assert not [key for key in script_words(ENGLISH, model["statuses"], (), english=True) if key.startswith("rule.")]
    assert [key for key in model["words"] if key.startswith("place_kind.")] == ["place_kind.town", "place_kind.other"]
    assert model["labels"] == {}


def test_an_actor_without_a_label_in_the_language_keeps_its_own():
    actor = Actor(id="x", label="X", kind="ngo", labels=(("he", "X"), ("ar", "س")))
    assert actor_labels(replace(load_theatre("gaza"), actors=(actor,)), language="he") == {}
