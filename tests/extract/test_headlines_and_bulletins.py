"""Headlines, bulletins and shares of a town; towns that no gazetteer has where something is done to them."""

import pytest
from claims_helpers import read

# sentence | predicate | actor | place as it stands
TOLD = """
Russia controls 95% of Toretsk, DeepState says.|holds|Russia|Toretsk
The southern forces will not pull out of Seiyun under any pressure.|refuses_withdrawal|southern forces|Seiyun
No, Russian troops have not taken Velykyi Burluk.|captures|Russian military|Velykyi Burluk
Wazalendo commanders said they would not give up Uvira, even though the governor asked.|refuses_withdrawal|Wazalendo|Uvira
Our forces cleared Umm Rawaba of rebels, the armed forces' spokesperson said.|captures|Sudanese Armed Forces|Umm Rawaba
Our troops entered El Obeid, the army's Telegram channel said.|enters|Sudanese Armed Forces|El Obeid
Minembwe is surrounded by the army and its allies, an elder said.|besieges|Congolese army|Minembwe
Moqokori was liberated by army units and local forces.|captures|army units|Moqokori
"""


@pytest.mark.parametrize("line", TOLD.strip().splitlines())
def test_short_news_is_read(line: str) -> None:
    text, predicate, actor, place = line.split("|")
    claim = next(c for c in read(text).claims if c.predicate.value == predicate)
    assert claim.actor == actor
    assert claim.resolution is not None
    assert claim.resolution.mention.toponym == place


@pytest.mark.parametrize(
    "text",
    [
        "Hezbollah was targeted by Israeli strikes on Monday, the army said.",
        "Wagner was attacked by rebels, fighters of the army said.",
        "Rebels have taken heavy losses in the fighting.",
    ],
)
def test_what_is_done_to_a_body_makes_it_no_place(text: str) -> None:
    assert not [r for r in read(text).resolutions if r.mention.kind.value == "place_outside_theatre"]


def test_one_official_is_not_his_movement() -> None:
    assert not [
        c for c in read("A Hamas official left Gaza City on Monday.").claims if c.predicate.value == "withdraws"
    ]


# headline | predicate | place | who is cited
HEADLINES = """
Water plant in Aleppo bombed, taps run dry|aid_point_attacked|Aleppo|the article
Hospital in Nyala looted - medics|looting|Nyala|medics
Bakhmut captured, Russia says|captures|Bakhmut|Russia
Drones struck Kyiv - mayor|shelling_or_strike|Kyiv|mayor
"""


@pytest.mark.parametrize("line", HEADLINES.strip().splitlines())
def test_a_headline_without_its_auxiliary_is_read(line: str) -> None:
    text, predicate, place, source = line.split("|")
    (claim,) = [c for c in read(text).claims if c.predicate.value == predicate]
    assert claim.resolution is not None
    assert claim.resolution.mention.toponym == place
    assert claim.source_chain[0].name == source


def test_troops_that_captured_are_not_captured() -> None:
    assert not read("Russian troops captured, army says").claims
