"""The records: what they check of themselves, and what their ids depend on."""

import dataclasses
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.errors import ContestedError, RecordError
from contested.model import (
    Article,
    Claim,
    ClaimFamily,
    MapRole,
    Mention,
    MentionKind,
    Modality,
    Polarity,
    Predicate,
    Source,
    SourceRole,
    Span,
    article_id,
    origins,
    stable_id,
)
from factories import NORTH, SOUTH, Say, extraction, place

_JSON = st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=("Cs",)))


@given(st.lists(_JSON))
def test_a_stable_id_is_sixteen_hexadecimal_digits_and_repeats(parts):
    first = stable_id(*parts)
    assert first == stable_id(*parts)
    assert len(first) == 16
    assert int(first, 16) >= 0


def test_a_stable_id_is_the_same_in_every_run_and_on_every_machine():
    assert stable_id("claim", 1, None, "رفح") == "9d54c0be3435a3d0"
    assert stable_id("a", ["b", "c"]) != stable_id("a", "b", "c")


@given(st.lists(_JSON, min_size=1), _JSON)
def test_another_part_gives_another_id(parts, other):
    if repr(parts[-1]) != repr(other):
        assert stable_id(*parts) != stable_id(*parts[:-1], other)


@given(st.text(), st.sampled_from(["\n", "\r\n", "\r", "  ", "\t", "\u2028", "\u00a0"]))
def test_an_article_id_does_not_depend_on_spacing_and_line_ends(text, gap):
    assert article_id(gap.join(text.split(" "))) == article_id(text)


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_an_article_id_does_not_depend_on_the_unicode_form(text):
    assert article_id(unicodedata.normalize("NFD", text)) == article_id(unicodedata.normalize("NFC", text))


@given(st.text())
def test_any_text_makes_an_article_even_with_lone_surrogates(text):
    article = Article(text=text)
    assert article.id == article_id(text)
    assert len(article.sha256) == 64


def test_a_published_time_needs_a_zone():
    with pytest.raises(RecordError, match="no zone"):
        Article(text="x", published=datetime(2031, 3, 1))  # noqa: DTZ001


def test_what_is_known_beside_the_text_does_not_change_the_id():
    bare = Article(text="Alder is quiet.")
    full = Article(
        text="Alder is quiet.",
        title="t",
        outlet="o",
        published=datetime(2031, 3, 1, tzinfo=UTC),
        retrieved=datetime(2031, 3, 2, tzinfo=UTC),
    )
    assert bare.id == full.id


@given(st.integers(-5, 5), st.integers(-5, 5))
def test_a_span_is_a_stretch_of_text_or_an_error(start, end):
    if 0 <= start <= end:
        assert Span(start=start, end=end, role="verb").end == end
    else:
        with pytest.raises(RecordError, match="not a stretch of text"):
            Span(start=start, end=end, role="verb")


@given(st.text(max_size=5), st.integers(-3, 5), st.integers(-3, 9))
def test_a_mention_fits_its_span_or_is_an_error(toponym, start, end):
    def make() -> Mention:
        return Mention(
            article_id="a",
            start=start,
            end=end,
            toponym=toponym,
            kind=MentionKind.PLACE_THEATRE,
            map=MapRole.FEATURE,
        )

    if start >= 0 and end - start == len(toponym):
        assert make().toponym == toponym
    else:
        with pytest.raises(RecordError, match="does not fit"):
            make()


@given(st.text(max_size=5), st.integers(-3, 5), st.integers(-3, 9))
def test_a_claim_fits_its_span_or_is_an_error(quote, start, end):
    def make() -> Claim:
        return Claim(article_id="a", start=start, end=end, quote=quote, predicate=Predicate.HOLDS)

    if start >= 0 and end - start == len(quote):
        assert make().quote == quote
    else:
        with pytest.raises(RecordError, match="does not fit"):
            make()


def _claim(**changes: object) -> Claim:
    claim = extraction(Say(origin="an official")).claims[0]
    return dataclasses.replace(claim, **changes) if changes else claim  # type: ignore[arg-type]


def test_reading_an_article_twice_gives_the_same_ids():
    say = Say(origin="an official")
    assert extraction(say).claims[0].id == extraction(say).claims[0].id


@pytest.mark.parametrize(
    "changes",
    [
        {"recorded_at": datetime(2031, 3, 1, tzinfo=UTC)},
        {"extraction_score": 0.1},
        {"rule": "another rule"},
        {"valid_from": datetime(2031, 3, 1, tzinfo=UTC)},
    ],
)
def test_when_and_how_a_claim_was_read_is_not_in_its_id(changes):
    assert _claim(**changes).id == _claim().id


@pytest.mark.parametrize(
    "changes",
    [
        {"article_id": "another"},
        {"actor": SOUTH},
        {"predicate": Predicate.CAPTURES},
        {"modality": Modality.DENIED},
        {"polarity": Polarity.NEGATIVE},
        {"source_chain": (Source(name="somebody else", role=SourceRole.ORIGIN),)},
        {"resolution": None},
        {"reader": "another reader"},
    ],
)
def test_what_a_claim_says_is_in_its_id(changes):
    assert _claim(**changes).id != _claim().id


def test_the_place_is_in_the_id():
    birch = extraction(Say(at=place("Alder"), origin=NORTH)).claims[0]
    resolution = birch.resolution
    assert resolution is not None
    moved = dataclasses.replace(resolution, place=place("Birch"))
    assert dataclasses.replace(birch, resolution=moved).id != birch.id


def test_records_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        _claim().quote = "x"  # type: ignore[misc]


def test_every_predicate_is_of_one_family():
    families = [predicate.family for predicate in Predicate]
    assert {families.count(family) > 5 for family in ClaimFamily} == {True}
    assert Predicate.FRONT_STATIC.family is ClaimFamily.CONTROL
    assert Predicate.REJECTS_MECHANISM.family is ClaimFamily.AID
    assert Predicate.HAZARD.family is ClaimFamily.OTHER


def test_ten_relays_of_one_official_are_one_origin():
    official = Source(name="an official", role=SourceRole.ORIGIN)
    chains = [(official, Source(name=f"paper {n}", role=SourceRole.PUBLISHER)) for n in range(10)]
    assert origins([*chains, ()]) == {"an official"}


def test_a_record_error_is_a_value_error_of_the_packages_own_tree():
    assert issubclass(RecordError, ValueError)
    assert issubclass(RecordError, ContestedError)
