"""What agencies' copy is full of: datelines with a hyphen, places within places, "its director", "the agency"."""

import pytest
from claims_helpers import read

# sentences | predicate | actor | places
TOLD = """
KYIV, Nov 24 (Delta Press) - Ukrainian forces have recaptured Lyman.|captures|Ukrainian military|Lyman
GOMA (Delta Press) -- M23 rebels took Rutshuru on Monday.|captures|M23|Rutshuru
BEIRUT - Israeli troops entered Khiam at dawn.|enters|Israeli military|Khiam
The army took the village of Bara in Sudan's North Kordofan state.|captures|Sudanese Armed Forces|Bara
Ukrainian forces recaptured Drobysheve, a village north-west of Lyman, on Monday.|captures|Ukrainian military|Drobysheve
Rebels captured Bukavu, the capital of South Kivu, on Monday.|captures|Rebels|Bukavu
The RSF seized Kutum, a town in North Darfur, and Mellit.|captures|Rapid Support Forces|Kutum;Mellit
The RSF captured Bara, near El Obeid, on Monday.|captures|Rapid Support Forces|Bara
Congo's M23 rebels left Uvira on Monday.|withdraws|M23|Uvira
The 3rd Assault Brigade entered Kupiansk.|enters|Ukrainian military|Kupiansk
Ukraine's General Staff said its troops held Pokrovsk.|holds|Ukrainian military|Pokrovsk
Fighters from the Rapid Support Forces hold Nyala.|holds|Rapid Support Forces|Nyala
Gunmen loyal to Hamas hold Jabalia.|holds|Hamas|Jabalia
"""


@pytest.mark.parametrize("line", TOLD.strip().splitlines())
def test_agency_copy_is_read(line: str) -> None:
    text, predicate, actor, places = line.split("|")
    found = [c for c in read(text).claims if c.predicate.value == predicate]
    assert {c.resolution.mention.toponym for c in found if c.resolution is not None} == set(places.split(";"))
    assert {c.actor for c in found} == {actor}


# sentences | who is cited last
CITED = """
The World Food Programme opened a bakery in Khan Younis. The bakery bakes all day, the agency said.|World Food Programme
The hospital in Khan Younis is open, its director said.|director
The Red Cross brought flour to Nyala, its mayor said.|mayor
The Arakan Army holds Mrauk-U. Jets bombed Sittwe, the AA said.|Arakan Army
Islamic Jihad freed a captive. Its men held Jabalia, the group said.|Palestinian Islamic Jihad
"""


@pytest.mark.parametrize("line", CITED.strip().splitlines())
def test_the_body_that_is_meant_is_cited(line: str) -> None:
    text, source = line.split("|")
    assert read(text).claims[-1].source_chain[0].name == source


def test_a_reason_is_no_source() -> None:
    claims = read("Médecins Sans Frontières has closed its clinic in Nyala, citing a lack of supplies.").claims
    assert [[s.name for s in c.source_chain] for c in claims] == [["the article"]]


def test_who_speaks_denies_and_not_what_was_told_before() -> None:
    text = "The army said its forces were in Tubas after shots were fired, and denied that they were besieging Tammun."
    denied = next(c for c in read(text).claims if c.predicate.value == "besieges")
    assert denied.modality.value == "denied"
    assert denied.source_chain[0].name != "shots"


def test_what_is_told_in_passing_is_not_what_is_denied() -> None:
    text = "The RSF, which holds Nyala, accused the army of bombing Kutum; an army spokesman denied it."
    assert not [c for c in read(text).claims if c.predicate.value == "holds" and c.modality.value == "denied"]
