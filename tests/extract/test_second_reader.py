"""Another extractor beside the grammar: what of it is taken, how it is marked, what is refused and why."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from contested import extract
from contested.extract.second_reader import Proposal
from contested.model import (
    Article,
    Claim,
    ControlStatus,
    ControlUpdate,
    Extraction,
    MapRole,
    Modality,
    Predicate,
    Resolution,
    TimeRelation,
)

TEXT = "Villagers near Rafah speak of the army's shadow. A colonel hinted at more."


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


PROPOSAL = Proposal(
    words=at("speak of the army's shadow"), predicate=Predicate.PRESENCE_ONLY, place=at("Rafah"), actor=at("the army")
)


@dataclass
class Oracle:
    """A second reader that proposes what it was given."""

    proposals: Sequence[Proposal]
    name: str = "oracle"
    saw: list[str] = field(default_factory=list)

    def propose(self, article: Article, resolutions: Sequence[Resolution]) -> Iterable[Proposal]:
        self.saw += [resolution.mention.toponym for resolution in resolutions]
        assert article.text == TEXT
        return self.proposals


def read(*proposals: Proposal, name: str = "oracle") -> Extraction:
    return extract([Article(text=TEXT)], theatre="gaza", second_reader=Oracle(proposals, name))[0]


def of_oracle(extraction: Extraction) -> list[Claim]:
    return [claim for claim in extraction.claims if claim.reader == "oracle"]


def test_a_proposal_becomes_a_claim_under_the_readers_name():
    (claim,) = of_oracle(read(PROPOSAL))
    assert (claim.predicate, claim.rule) == (Predicate.PRESENCE_ONLY, "reader.oracle")
    assert claim.quote == "speak of the army's shadow"
    assert claim.resolution is not None
    assert claim.resolution.place is not None
    assert claim.resolution.place.id == "gaza:rafah"


def test_a_known_actor_gets_its_neutral_label_and_an_unknown_one_keeps_the_texts_words():
    (known,) = of_oracle(read(replace(PROPOSAL, actor=at("Villagers"))))
    assert (known.actor, known.actor_id) == ("Villagers", None)


def test_a_place_that_a_second_reader_speaks_of_may_be_drawn():
    extraction = read(PROPOSAL)
    (rafah,) = [r for r in extraction.resolutions if r.mention.toponym == "Rafah"]
    assert rafah.mention.map is MapRole.FEATURE


def test_without_a_second_reader_nothing_is_added():
    assert not of_oracle(extract([Article(text=TEXT)], theatre="gaza")[0])


def test_it_sees_the_places_that_were_found():
    oracle = Oracle([])
    extract([Article(text=TEXT)], theatre="gaza", second_reader=oracle)
    assert "Rafah" in oracle.saw


def test_the_same_proposal_twice_is_one_claim():
    assert len(of_oracle(read(PROPOSAL, PROPOSAL))) == 1


def test_a_demand_changes_no_state_whatever_the_reader_says():
    held = ControlUpdate(status=ControlStatus.HELD, holder="the army")
    (claim,) = of_oracle(read(replace(PROPOSAL, control=held, modality=Modality.DEMANDED)))
    assert claim.control_update is None
    assert not claim.changes_state


def test_what_is_asserted_of_now_may_change_the_state():
    held = ControlUpdate(status=ControlStatus.HELD, holder="the army")
    (claim,) = of_oracle(read(replace(PROPOSAL, predicate=Predicate.HOLDS, control=held)))
    assert claim.changes_state
    assert claim.control_update is not None
    assert claim.control_update.holder == claim.actor


def test_its_sources_stand_before_the_publisher():
    (claim,) = of_oracle(read(replace(PROPOSAL, sources=(at("A colonel"),))))
    assert [source.name for source in claim.source_chain] == ["A colonel", "the article"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"words": (10, 4_000)}, "no stretch of a text"),
        ({"words": (5, 5)}, "no stretch of a text"),
        ({"actor": (-3, 4)}, "no stretch of a text"),
        ({"words": (9, 10)}, "holds no words"),
        ({"place": at("colonel")}, "not recognised as a place"),
        ({"predicate": "conquers"}, "not in the vocabulary Predicate"),
        ({"modality": "sworn"}, "not in the vocabulary Modality"),
        ({"score": 7.0}, "not between 0 and 1"),
        ({"control": ControlUpdate(status=ControlStatus.HELD, holder="Martians")}, "its holder must be"),
        ({"place": None, "control": ControlUpdate(status=ControlStatus.HELD)}, "control needs a place"),
    ],
)
def test_what_does_not_stand_in_the_text_is_refused_with_the_reason(
    change: dict[str, Any], reason: str, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.WARNING, logger="contested.extract.second_reader"):
        extraction = read(replace(PROPOSAL, **change), replace(PROPOSAL, time_relation=TimeRelation.PAST_EVENT))
    assert len(of_oracle(extraction)) == 1, "the rest goes on"
    assert reason in caplog.text


def test_what_the_grammar_has_read_as_well_is_not_told_twice():
    text = "Israeli troops withdrew from Rafah."

    class Same:
        name = "same"

        def propose(self, article: Article, resolutions: Sequence[Resolution]) -> Iterable[Proposal]:
            del article, resolutions
            start = text.index("Rafah")
            return [Proposal(words=(0, len(text) - 1), predicate=Predicate.WITHDRAWS, place=(start, start + 5))]

    (extraction,) = extract([Article(text=text)], theatre="gaza", second_reader=Same())
    assert [claim.reader for claim in extraction.claims] == ["contested"]


@pytest.mark.parametrize("name", ["", "contested"])
def test_a_reader_needs_a_name_of_its_own(name: str):
    with pytest.raises(ValueError, match="a name of its own"):
        read(name=name)
