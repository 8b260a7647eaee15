import sys

import pytest
from places_helpers import world

from contested.errors import MissingExtraError
from contested.extract.document import read_document
from contested.extract.places import read_places
from contested.extract.recognise_nlp import open_tagger
from contested.model import Article

TEXT = "Vandals break into cars in Oxford. It was a quiet night."


def names(*spans):
    found = read_places(read_document(Article(text=TEXT)), gazetteer=world(), spans=spans)
    return [r.mention.toponym for r in found]


def span(name, label):
    return TEXT.index(name), TEXT.index(name) + len(name), label


def test_a_span_makes_a_name_of_a_word_that_was_none():
    assert names() == []
    assert names(span("Oxford", "GPE")) == ["Oxford"]


def test_a_span_alone_makes_no_place():
    assert names(span("Vandals", "GPE")) == []


def test_without_the_extra_the_remedy_is_named(monkeypatch):
    monkeypatch.setattr(sys.modules[open_tagger.__module__], "find_spec", lambda _name: None)
    with pytest.raises(MissingExtraError, match=r"contested\[nlp\]"):
        open_tagger()


def test_without_a_model_the_remedy_is_named(monkeypatch):
    monkeypatch.setattr(sys.modules[open_tagger.__module__], "find_spec", lambda name: sys if name == "spacy" else None)
    with pytest.raises(MissingExtraError, match=r"requirements-nlp\.txt"):
        open_tagger()
