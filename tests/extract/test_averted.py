"""What did not come about, what only sounds like ground taken or besieged, and whom a sentence makes do what."""

import pytest
from claims_helpers import only, read, said

NOTHING_OF = [
    ("captures", "Troops rushed to Sake to prevent the capture of Goma."),
    ("captures", "Mediators tried to avert the fall of Lyman."),
    ("captures", "Despite repeated Russian claims of the capture of Kupiansk, fighting goes on."),
    ("captures", "Despite reports of the fall of Babanusa, the garrison holds out."),
    ("captures", "Areas of Balakliia are cleared of unexploded ordnance."),
    ("captures", "Sappers cleared the centre of Izium of mines."),
    ("captures", "Roads into Nyala were cleared of rubble."),
    ("besieges", "Civilians fled Nyala to avoid encirclement."),
    ("besieges", "The deal averted a siege of Goma."),
    ("besieges", "The brigade escaped encirclement near Avdiivka."),
    ("besieges", "Two workers were trapped under debris in Kharkiv."),
    ("besieges", "People trapped under the rubble of a house in Nyala called for help."),
    ("besieges", "Hundreds of families were trapped in the hospital in Goma."),
    ("advances", "The peacekeepers sought to forestall an assault on Sake."),
    ("advances", "Clashes between the army and M23 broke out in Goma."),
    ("withdraws", "A stun grenade forced them to leave Jenin."),
    ("withdraws", "Soldiers fired at reporters and forced them to leave Nyala."),
]


@pytest.mark.parametrize(("predicate", "text"), NOTHING_OF)
def test_what_did_not_come_about_is_not_read(predicate, text):
    assert predicate not in {claim.predicate.value for claim in read(text).claims}


@pytest.mark.parametrize(
    ("predicate", "text"),
    [
        ("captures", "The army cleared Nyala of fighters."),
        ("captures", "The fall of Goma shocked the region."),
        ("besieges", "About 200,000 people are trapped in El Fasher."),
        ("besieges", "The RSF tightened its siege of El Fasher."),
        ("clashes", "Clashes between the army and M23 broke out in Goma."),
        ("repels", "Troops fought off an attack on Goma."),
    ],
)
def test_what_did_come_about_is_still_read(predicate, text):
    assert predicate in {claim.predicate.value for claim in read(text).claims}


def test_a_fall_that_dates_what_a_party_did_is_not_its_deed():
    text = "North Kivu's government, which relocated to Beni after the fall of Goma, said the talks had failed."
    assert only(read(text), "captures").actor is None


@pytest.mark.parametrize(
    "text",
    [
        "Police clashed with residents of Tubas.",
        "Clashes between police and protesters broke out in Goma.",
        "Protesters and police clashed in Goma.",
    ],
)
def test_riots_contest_no_ground(text):
    assert only(read(text), "clashes").control_update is None


def test_fighting_between_armed_sides_contests_the_place():
    assert only(read("The army and M23 clashed in Goma."), "clashes").control_update is not None


@pytest.mark.parametrize(
    "text",
    [
        "The RSF controls roughly 40 percent of El Fasher.",
        "The army has control of some 75 percent of Bara.",
        "M23 captured 10% of Goma.",
    ],
)
def test_a_share_of_a_place_changes_no_state(text):
    claims = [c for c in read(text).claims if c.predicate.value in {"holds", "captures"}]
    assert claims
    assert all(c.control_update is None for c in claims)


@pytest.mark.parametrize(
    ("text", "predicate", "actor"),
    [
        ("Army breaks siege of Nyala", "besieges", None),
        ("RSF claims control of Nyala", "holds", "Rapid Support Forces"),
    ],
)
def test_a_headline_verb_is_no_noun(text, predicate, actor):
    assert only(read(text), predicate).actor == actor


def test_who_must_leave_does_not_ask_for_it():
    assert only(read("The rebels must leave Goma."), "calls_for_withdrawal").actor is None
    assert only(read("The rebels must leave Goma, the army said."), "calls_for_withdrawal").actor == "Congolese army"


def test_the_keeper_of_an_aid_point_is_no_news_of_the_point_before():
    found = said(read("Rebels hold Sake and the hospital they run in Goma has closed."))
    assert ("holds", "Rebels", "Sake") in found
    assert ("aid_point_closed", None, "Goma") in found
    assert len(found) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Nyala fell into disrepair.",
        "The shelters in Bluefields are close to the sea.",
        "Clashes between Hindus and Muslims left three people hurt.",
    ],
)
def test_it_only_sounds_like_war_or_aid(text):
    assert not [c for c in read(text).claims if c.control_update is not None or c.aid_update is not None]
    assert not any(c.resolution is not None and c.resolution.mention.toponym == "Hindus" for c in read(text).claims)


def test_battles_of_centuries_ago_contest_nothing():
    claim = only(read("The day marks a Mexican victory at the battle of Puebla on May 5, 1862."), "clashes")
    assert claim.control_update is None


def test_communal_riots_and_a_war_in_a_country_contest_no_town():
    for text in ("Communal clashes broke out in Howrah.", "Russia is fighting in Ukraine."):
        assert only(read(text), "clashes").control_update is None


def test_a_town_that_falls_to_somebody_is_still_read():
    assert only(read("Nyala fell to the RSF."), "captures").control_update is not None


@pytest.mark.parametrize(
    "text",
    [
        "Well, she is back in Goma, supporting the strikers.",
        "On Monday Bill Gates, who works on polio, arrived in Goma.",
        "The floods affect mental and physical well-being in Goma and close schools.",
    ],
)
def test_words_that_are_spelt_like_an_aid_point_are_none(text):
    assert not [c for c in read(text).claims if c.aid_update is not None]


def test_a_well_is_still_one():
    assert only(read("A new well opened in Tawila."), "aid_point_opened").aid_update is not None


@pytest.mark.parametrize(
    ("predicate", "text"),
    [
        ("besieges", "The Golan population is equally isolated."),
        ("besieges", "People isolated in remote parts of Queensland were helped by neighbours."),
        ("holds", "Miaoli has long been dominated by the Chinese Nationalist Party."),
    ],
)
def test_lonely_people_and_parties_with_seats_are_no_war(predicate, text):
    assert predicate not in {c.predicate.value for c in read(text).claims}


def test_an_isolated_town_is_besieged():
    assert only(read("The garrison in Babanusa is isolated."), "besieges").control_update is not None


@pytest.mark.parametrize(
    "text",
    [
        "In Goma, WFP's warehouses, looted in late January, remain empty.",
        "The UNRWA clinic, looted in May, is shut in Nyala.",
    ],
)
def test_whose_stores_were_looted_is_not_who_looted_them(text):
    looters = [c.actor for c in read(text).claims if c.predicate.value == "looting"]
    assert set(looters) <= {None}


def test_who_looted_is_still_read():
    assert only(read("The RSF looted a warehouse in Nyala."), "looting").actor == "Rapid Support Forces"
