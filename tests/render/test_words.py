import pytest

from contested.model import (
    AidKind,
    AidStatus,
    ControlStatus,
    Direction,
    Dispute,
    Epistemic,
    Modality,
    PartKind,
    PlaceKind,
    Predicate,
    TimeRelation,
)
from contested.render.options import PageLanguage
from contested.render.words import filled, load_words
from contested.status.table import STAGES

VOCABULARIES = {
    "control": ControlStatus,
    "dispute": Dispute,
    "place_kind": PlaceKind,
    "aid_kind": AidKind,
    "aid_status": AidStatus,
    "predicate": Predicate,
    "modality": Modality,
    "epistemic": Epistemic,
    "relation": TimeRelation,
    "part": PartKind,
    "part.inside": Direction,
    "part.outside": Direction,
}


@pytest.mark.parametrize("language", PageLanguage)
def test_every_word_of_every_vocabulary_can_be_said(language):
    words = load_words(language)
    for table, vocabulary in VOCABULARIES.items():
        assert [f"{table}.{word}" for word in vocabulary if f"{table}.{word}" not in words] == []


@pytest.mark.parametrize("language", PageLanguage)
def test_every_language_has_the_same_words_with_the_same_gaps(language):
    english, other = load_words(PageLanguage.EN), load_words(language)
    assert set(other) == set(english)
    gaps = {key: set(_gaps(english[key])) ^ set(_gaps(other[key])) for key in english}
    assert {key: gap for key, gap in gaps.items() if gap} == {}


def test_every_rule_can_be_said_and_in_english_as_the_rule_says_itself():
    english = load_words(PageLanguage.EN)
    rules = {rule.__name__: rule.__doc__.splitlines()[0] for _, listed in STAGES[2:] for rule in listed}
    assert {name: english[f"rule.{name}"] for name in rules} == rules


def _gaps(phrase):
    return [piece.split("}")[0] for piece in phrase.split("{")[1:]]


def test_a_filled_value_is_not_filled_again():
    assert filled("{a} {b}", a="{b}", b="x") == "{b} x"
