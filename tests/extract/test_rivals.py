"""Two sides that both say a place is theirs contest it; two that hold it together do not."""

import pytest
from claims_helpers import only, read, said

from contested.model import ControlStatus


@pytest.mark.parametrize(
    ("text", "sides", "place"),
    [
        ("Both the army and the RSF claim control of Bara.", {"Sudanese Armed Forces", "Rapid Support Forces"}, "Bara"),
        ("Both M23 and the Congolese army claim to hold Walikale.", {"M23", "Congolese army"}, "Walikale"),
        (
            "The army and the RSF each claimed to have captured Bara.",
            {"Sudanese Armed Forces", "Rapid Support Forces"},
            "Bara",
        ),
    ],
)
def test_both_claims_are_read_and_the_place_is_contested(text, sides, place):
    claims = read(text).claims
    assert {(actor, where) for _, actor, where in said(read(text))} == {(side, place) for side in sides}
    assert {c.control_update.status for c in claims} == {ControlStatus.CONTESTED}
    assert {frozenset(c.control_update.disputed_by) for c in claims} == {frozenset(sides)}


def test_allies_contest_nothing():
    claims = read("Both the army and allied fighters hold Bara.").claims
    assert [(c.actor, c.control_update.status) for c in claims] == [("Sudanese Armed Forces", ControlStatus.HELD)]


def test_each_of_them_is_the_source_of_its_own_claim():
    for claim in read("Both M23 and the Congolese army claim control of Walikale.").claims:
        assert claim.source_chain[0].name == claim.actor


def test_who_claims_a_place_is_who_says_so():
    claim = only(read("Rebels claim control of Kamituga, a resident said."), "holds")
    assert [source.name for source in claim.source_chain][:2] == ["Rebels", "resident"]
