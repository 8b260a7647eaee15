"""Chains of sources, who goes on speaking, denials set beside a claim, and what nearly happened."""

import pytest
from claims_helpers import read

# text | predicate | the chain before the publisher
CHAINS = """
Russian troops entered Kupiansk, per local officials.|enters|local officials
Russian troops entered Kupiansk, as reported by DeepState.|enters|DeepState
According to a statement by the General Staff, Russian troops entered Kupiansk.|enters|Ukrainian General Staff
TASS reported that Russian troops had entered Kupiansk, citing the defence ministry.|enters|defence ministry < TASS
TASS, citing the defence ministry, reported that Russian troops had entered Kupiansk.|enters|defence ministry < TASS
Citing an unnamed official, the BBC reported that Russian troops had entered Kupiansk.|enters|unnamed official < BBC
The RSF shelled Zamzam camp, AFP reported, quoting a medic.|shelling_or_strike|medic < AFP
A source who spoke on condition of anonymity said the RSF had shelled Zamzam camp.|shelling_or_strike|source
The governor said M23 had taken Walikale. According to him, soldiers have left Goma.|withdraws|governor
Aid trucks were turned back at Kutum, citing insecurity, a driver said.|aid_blocked|driver
Ukraine said it had repelled attacks near Toretsk, while Russia said it had captured the town.|captures|Russia
"""
ROWS = [line.split("|") for line in CHAINS.strip().splitlines()]


@pytest.mark.parametrize(("text", "predicate", "chain"), ROWS, ids=[row[0][:50] for row in ROWS])
def test_the_chain_begins_with_who_said_it_first(text: str, predicate: str, chain: str) -> None:
    got = [" < ".join(s.name for s in c.source_chain[:-1]) for c in read(text).claims if c.predicate.value == predicate]
    assert got == [chain]


# two sentences | who is told of in the second | who tells
GOES_ON = """
The army said M23 had taken Walikale. It said its troops had withdrawn from Goma.|Congolese army|Congolese army
The army said M23 had taken Walikale. Its spokesman said soldiers had withdrawn from Goma.|Congolese army|Congolese army
Residents said the RSF had taken Kutum. They said the army had withdrawn from Tawila.|Sudanese Armed Forces|Residents
The mayor said M23 had taken Walikale. It said it had withdrawn from Goma.|M23|M23
"""
ON = [line.split("|") for line in GOES_ON.strip().splitlines()]


@pytest.mark.parametrize(("text", "actor", "source"), ON, ids=[row[0][:60] for row in ON])
def test_who_spoke_goes_on_speaking(text: str, actor: str, source: str) -> None:
    claims = [c for c in read(text).claims if c.predicate.value == "withdraws"]
    assert [(c.actor, c.source_chain[0].name) for c in claims] == [(actor, source)]


DENIED = """
Russia said it had captured Toretsk, a claim Kyiv denied.|Ukraine
Russia said it had captured Toretsk, a claim denied by Kyiv.|Ukraine
Russia said it had captured Toretsk, which Kyiv denied.|Ukraine
Russia said it had captured Toretsk. The report was denied by Kyiv.|Ukraine
The RSF said it had taken Babanusa, an assertion the army rejected.|Sudanese Armed Forces
The army said it had retaken Bara, which the RSF denies.|Rapid Support Forces
"""
DENIALS = [line.split("|") for line in DENIED.strip().splitlines()]


@pytest.mark.parametrize(("text", "denier"), DENIALS, ids=[row[0][:60] for row in DENIALS])
def test_a_claim_and_its_denial_in_passing(text: str, denier: str) -> None:
    claims = {c.predicate.value: c for c in read(text).claims}
    assert claims["captures"].epistemic.value == "disputed"
    denial = claims["denies_capture"]
    assert (denial.actor, denial.source_chain[0].name, denial.epistemic.value) == (denier, denier, "denied")


def test_what_denies_something_else_denies_no_claim() -> None:
    for text in (
        "The RSF took Bara, which had denied aid workers access.",
        "The army took Bara, a town the RSF denied aid.",
        "The RSF took Bara. He denied the charges.",
    ):
        assert "denies_capture" not in {c.predicate.value for c in read(text).claims}


def test_what_nearly_happened_did_not() -> None:
    for text in (
        "The RSF nearly captured Babanusa last week.",
        "The RSF has almost taken Babanusa.",
        "The army had all but retaken Babanusa.",
    ):
        assert [(c.modality.value, c.changes_state) for c in read(text).claims] == [("negated", False)]
    held = read("The RSF controls almost all of Babanusa.").claims
    assert {(c.predicate.value, c.modality.value) for c in held} == {("holds", "asserted")}


def test_who_has_not_commented_denies_nothing() -> None:
    for text in (
        "The army pushed into Bara on Sunday. The RSF has not commented.",
        "The army pushed into Bara on Sunday. It did not elaborate.",
    ):
        assert [c.modality.value for c in read(text).claims] == ["asserted"]
