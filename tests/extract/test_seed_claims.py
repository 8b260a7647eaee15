"""What an honest reading of the real seed article says."""

import pytest
from claims_helpers import only, reader

from contested.articles import read_articles
from contested.model import AidStatus, ControlStatus, Dispute, Extraction, MapRole, Modality, Predicate, TimeRelation


@pytest.fixture(scope="module")
def seed(seeds) -> Extraction:
    return reader().read(read_articles(seeds)[0])


def features(seed: Extraction) -> set[str]:
    return {r.place.name for r in seed.resolutions if r.mention.map is MapRole.FEATURE and r.place is not None}


def refusals(seed: Extraction):
    return [claim for claim in seed.claims if claim.predicate is Predicate.REFUSES_WITHDRAWAL]


def test_five_places_may_be_drawn(seed):
    assert features(seed) == {"Rafah", "Khan Younis", "Gaza City", "Tal al-Zaatar", "Nuseirat"}


def test_the_theatre_is_gaza(seed):
    assert seed.theatre == "gaza"


def test_the_military_refuses_to_leave_four_places(seed):
    assert [c.resolution.place.name for c in refusals(seed)] == ["Rafah", "Khan Younis", "Gaza City", "Tal al-Zaatar"]
    assert {c.actor for c in refusals(seed)} == {"Israeli military"}
    assert {c.modality for c in refusals(seed)} == {Modality.REFUSED}


def test_two_of_them_are_only_the_eastern_part(seed):
    directions = [c.resolution.mention.part.direction if c.resolution.mention.part else None for c in refusals(seed)]
    assert [d.value if d else None for d in directions[:3]] == [None, "E", "E"]


def test_a_refusal_presupposes_that_the_place_is_held(seed):
    for claim in refusals(seed):
        assert claim.changes_state
        assert claim.control_update.status is ControlStatus.HELD
        assert claim.control_update.holder == "Israeli military"
        assert claim.control_update.dispute is Dispute.WITHDRAWAL_DEMANDED


def test_the_chain_runs_from_the_official_over_al_mayadeen_to_the_publisher(seed):
    for claim in refusals(seed):
        names = [source.name for source in claim.source_chain]
        assert names[:2] == ["senior Palestinian official", "Al Mayadeen"]
        assert len(names) == 3


def test_the_entry_points_are_one_unlocated_group(seed):
    assert [mention.toponym for mention in seed.unlocated] == ["aid entry points"]
    claim = only(seed, "insists_control")
    assert claim.resolution is None
    assert claim.actor == "Israeli military"
    assert claim.aid_update.status is AidStatus.UNKNOWN


def test_the_mechanism_is_rejected_by_the_factions(seed):
    assert only(seed, "rejects_mechanism").actor == "Palestinian factions"


def test_the_caption_has_its_own_date_and_says_nothing_on_control(seed):
    claim = only(seed, "captive_handover")
    assert claim.resolution.place.name == "Nuseirat"
    assert claim.valid_from.date().isoformat() == "2025-02-22"
    assert claim.time_relation is TimeRelation.PAST_EVENT
    assert not claim.changes_state
    assert claim.control_update is None


def test_no_claim_is_dated_by_the_caption_but_its_own(seed):
    dated = [c.predicate for c in seed.claims if c.valid_from is not None and c.valid_from.year == 2025]
    assert dated == [Predicate.CAPTIVE_HANDOVER]


def test_loaded_words_never_reach_a_label(seed):
    labels = {c.actor or "" for c in seed.claims} | {s.name for c in seed.claims for s in c.source_chain}
    assert not any("occupation" in label.lower() or "regime" in label.lower() for label in labels)


def test_doha_and_the_white_house_are_not_drawn(seed):
    drawn = {r.mention.toponym for r in seed.resolutions if r.mention.map is MapRole.FEATURE}
    assert not drawn & {"Doha", "White House", "Al Mayadeen", "Red Cross", "Gaza", "Strip"}


def test_every_quote_stands_in_the_text(seed):
    text = seed.article.text
    for claim in seed.claims:
        assert text[claim.start : claim.end] == claim.quote
        for span in claim.spans:
            assert 0 <= span.start < span.end <= len(text)


def test_reading_it_again_gives_the_same_claims(seed, seeds):
    again = reader().read(read_articles(seeds)[0])
    assert [c.id for c in again.claims] == [c.id for c in seed.claims]
