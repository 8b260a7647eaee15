"""Talks planned and put off, calls that stop short, captives exchanged, people who came from elsewhere."""

import pytest
from claims_helpers import read

# text | predicate | place ("-": none) | modality
READ = """
Talks planned for this week in Istanbul have been postponed.|talks_stalled|-|asserted
Talks promised for May in Geneva were cancelled.|talks_stalled|-|asserted
Washington stopped short of calling for a ceasefire in Gaza.|calls_for_ceasefire|Gaza|refused
The UN appealed for a halt to fighting in Tripoli.|calls_for_ceasefire|Tripoli|demanded
Aid agencies called for a humanitarian pause.|calls_for_ceasefire|-|demanded
The prisoners were exchanged at the border.|captive_handover|-|asserted
Kutum's residents have fled.|displacement|Kutum|asserted
Some 3,000 people arrived in Tawila from El Fasher.|displacement|El Fasher|asserted
"""
ROWS = [line.split("|") for line in READ.strip().splitlines()]


@pytest.mark.parametrize(("text", "predicate", "place", "modality"), ROWS, ids=[row[0][:50] for row in ROWS])
def test_it_is_read(text: str, predicate: str, place: str, modality: str) -> None:
    got = [
        (c.resolution.mention.toponym if c.resolution else "-", c.modality.value)
        for c in read(text).claims
        if c.predicate.value == predicate
    ]
    assert got == [(place, modality)]


def test_what_is_promised_is_still_promised() -> None:
    for text in (
        "The army promised on Monday to withdraw from Nyala.",
        "The army plans in the coming weeks to withdraw from Nyala.",
    ):
        assert [c.modality.value for c in read(text).claims] == ["promised"]


def test_who_stops_short_is_no_odd_speaker() -> None:
    claims = read("Washington stopped short of calling for a ceasefire in Gaza.").claims
    assert {c.source_chain[0].name for c in claims} == {"Washington"}
    claims = read("An official briefed on the talks told Reuters the army had left Kutum.").claims
    assert [s.name for s in claims[0].source_chain[:2]] == ["official briefed on the talks", "Reuters"]


def test_people_who_arrive_from_nowhere_named_are_not_displaced() -> None:
    claims = read("Some 3,000 people arrived in Tawila for the wedding.").claims
    assert "displacement" not in {c.predicate.value for c in claims}
