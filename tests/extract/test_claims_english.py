"""One sentence each: which predicate is read, by whom, about which place."""

import pytest
from claims_helpers import only, read, said

from contested.model import AidStatus, ControlStatus, Epistemic, Modality, TimeRelation

RSF, SAF, IDF, RUSSIA, UKRAINE = (
    "Rapid Support Forces",
    "Sudanese Armed Forces",
    "Israeli military",
    "Russian military",
    "Ukrainian military",
)

SENTENCES = [
    ("Sudan's army recaptured the city of Wad Madani on Saturday, residents said.", "captures", SAF, "Wad Madani"),
    (
        "The Rapid Support Forces announced the capture of Babanusa after weeks of fighting.",
        "captures",
        RSF,
        "Babanusa",
    ),
    ("El Fasher fell to the RSF in October.", "captures", RSF, "El Fasher"),
    ("The army holds Omdurman, a resident said.", "holds", SAF, "Omdurman"),
    ("Nyala remains under RSF control.", "holds", RSF, "Nyala"),
    ("Nyala, held by the RSF since 2023, was quiet.", "holds", RSF, "Nyala"),
    ("Israeli forces pulled out of Jabalia camp overnight.", "withdraws", IDF, "Jabalia Camp"),
    ("The withdrawal of Israeli troops from Beit Hanoun was completed on Tuesday.", "withdraws", IDF, "Beit Hanoun"),
    ("The RSF began withdrawing from Khartoum.", "withdraws", RSF, "Khartoum"),
    ("The army denied losing Babanusa.", "denies_capture", SAF, "Babanusa"),
    ("Israel is refusing to leave Rafah.", "refuses_withdrawal", "Israel", "Rafah"),
    ("Israel insists on keeping control of the Morag Corridor.", "insists_control", "Israel", "Morag Corridor"),
    ("Egypt called on Israel to withdraw from Rafah.", "calls_for_withdrawal", "Egypt", "Rafah"),
    ("Hamas demands a full Israeli withdrawal from Khan Younis.", "calls_for_withdrawal", "Hamas", "Khan Younis"),
    ("The army is advancing on El Obeid from the north.", "advances", SAF, "El Obeid"),
    ("Israeli tanks rolled into Deir al-Balah for the first time.", "enters", IDF, "Deir al-Balah"),
    ("The army said it had repelled an RSF assault on El Obeid.", "repels", SAF, "El Obeid"),
    ("RSF fighters have besieged El Fasher for more than a year.", "besieges", RSF, "El Fasher"),
    ("El Fasher, under siege by the RSF since May 2024, is running out of food.", "besieges", RSF, "El Fasher"),
    ("Heavy fighting was reported in Zeitoun on Thursday.", "clashes", None, "Zeitoun"),
    ("RSF artillery shelled Omdurman on Friday, killing six people.", "shelling_or_strike", RSF, "Omdurman"),
    ("The army sent reinforcements to El Obeid.", "moves_forces", SAF, "El Obeid"),
    ("The situation in Kadugli remained calm on Monday.", "front_static", None, "Kadugli"),
    ("A new field hospital opened in Deir al-Balah.", "aid_point_opened", None, "Deir al-Balah"),
    ("All bakeries in Khan Younis have shut down because of a lack of fuel.", "aid_point_closed", None, "Khan Younis"),
    ("Only one hospital in El Fasher is still functioning.", "aid_point_operating", None, "El Fasher"),
    ("Israeli tanks shelled Kamal Adwan Hospital.", "aid_point_attacked", IDF, "Kamal Adwan Hospital"),
    ("A UN convoy carrying food reached Kadugli.", "aid_delivered", "United Nations", "Kadugli"),
    ("The RSF blocked food supplies to El Fasher.", "aid_blocked", RSF, "El Fasher"),
    ("Residents of El Fasher are surviving on animal feed.", "aid_needs", None, "El Fasher"),
    ("Hamas demanded the entry of aid into Gaza City.", "calls_for_aid_access", "Hamas", "Gaza City"),
    ("The road between El Obeid and Kadugli has been cut since April.", "access_route_cut", None, "Kadugli"),
    ("Al-Shifa Hospital is out of service, the health ministry said.", "service_stopped", None, "Al-Shifa Hospital"),
    ("Israel ordered residents of Deir al-Balah to evacuate.", "evacuation_order", "Israel", "Deir al-Balah"),
    ("A WFP warehouse in El Obeid was looted.", "looting", None, "El Obeid"),
    ("The gate run by the army at Hamad City stayed shut.", "aid_point_closed", IDF, "Hamad City"),
    ("A clinic 3 km north of El Obeid took in the wounded.", "aid_point_operating", None, "El Obeid"),
    ("No aid lorry has got through from Al-Dabbah.", "aid_delivered", None, "Al-Dabbah"),
    (
        "He may return, the army said, but the road between Lyman and Siversk is shut.",
        "access_route_cut",
        None,
        "Lyman",
    ),
    ("No lorry has moved between Kadugli and the town since June.", "access_route_cut", None, "Kadugli"),
    ("Officials said the clinic in Kadugli and two bakeries in Nyala were shut.", "service_stopped", None, "Kadugli"),
    ("An officer said four assaults near Lyman and two near Siversk were repelled.", "repels", None, "Siversk"),
    ("The RSF admitted that its fighters no longer hold Babanusa.", "withdraws", RSF, "Babanusa"),
    ("Mediators asked that Nyala and the western side of Kadugli be handed to the army.", "hands_over_control",
     "Mediators", "Kadugli"),
    ("A UNHCR mission was turned back by soldiers at a checkpoint south of Kadugli.", "aid_blocked", "soldiers",
     "Kadugli"),
    ("UNICEF distributed hygiene kits in Kadugli.", "aid_delivered", "UNICEF", "Kadugli"),
    ("Bakers in Kadugli received flour on Monday.", "aid_delivered", "Bakers", "Kadugli"),
    ("Residents of Nyala, El Obeid and Kadugli were told to leave at once.", "evacuation_order", None, "Nyala"),
    ("Fighters of the Rapid Support Forces took Babanusa.", "captures", RSF, "Babanusa"),
    ("Troops are deployed in places such as Nyala, Kadugli and El Obeid.", "presence_only", "Troops", "Kadugli"),
    ("Both sides exchanged fire along the road from El Obeid to Kadugli.", "clashes", None, "El Obeid"),
    ("A second clinic is planned for Kadugli.", "aid_point_opened", None, "Kadugli"),
    ("Soldiers who escaped hold El Obeid.", "holds", "Soldiers", "El Obeid"),
    ("Relief flights to Nyala remain suspended.", "aid_blocked", None, "Nyala"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The army has surrounded Babanusa, a teacher who fled on 17 November 2025 said.", "teacher"),
        ("Fighters raided Babanusa, Sudan's state news agency reported.", "Sudan's state news agency"),
        ("Kitchens in Nyala cooked nothing today, two volunteers say.", "two volunteers"),
        ("The General Staff answered that defenders continue to hold Lyman.", "Ukrainian General Staff"),
    ],
)
def test_who_says_it_is_found_behind_other_words(text: str, source: str) -> None:
    assert {c.source_chain[0].name for c in read(text).claims} == {source}


def test_claims_called_false_are_denied() -> None:
    (claim,) = read("Claims that soldiers fired on people in Nyala are false, the army said.").claims
    assert (claim.modality, claim.changes_state) == (Modality.DENIED, False)


def test_who_raids_a_place_and_goes_does_not_contest_it() -> None:
    (entry, leaving) = read("The army raided El Obeid, then left.").claims
    assert (entry.predicate, leaving.predicate) == ("enters", "withdraws")
    assert not entry.changes_state


def test_an_attack_beaten_back_near_a_place_leaves_it_as_it_was() -> None:
    assert not any(c.changes_state for c in read("An assault near Lyman was repelled on Monday.").claims)


def test_lorries_that_block_something_are_not_held_up() -> None:
    assert not [c for c in read("Lorries blocked the gate of Nyala.").claims if c.predicate == "aid_blocked"]


@pytest.mark.parametrize(
    ("sentence", "predicate", "actor", "place"), SENTENCES, ids=[s[1] + ": " + s[0][:30] for s in SENTENCES]
)
def test_a_sentence_is_read(sentence: str, predicate: str, actor: str | None, place: str):
    assert (predicate, actor, place) in said(read(sentence))


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("The army will enter Rafah next week, the minister said.", Modality.PROMISED),
        ("If talks fail, the army would enter Rafah.", Modality.HYPOTHETICAL),
        ("The army could enter Rafah, the minister warned.", Modality.HYPOTHETICAL),
        ("Had the talks succeeded, the army would have left Rafah.", Modality.COUNTERFACTUAL),
        ("Egypt demanded that Israel leave Rafah.", Modality.DEMANDED),
        ("Has the army left Rafah?", Modality.QUESTIONED),
        ("The army has not entered Rafah, residents said.", Modality.NEGATED),
        ("The army denied entering Rafah.", Modality.DENIED),
    ],
)
def test_what_is_not_asserted_changes_nothing(sentence: str, modality: Modality):
    claims = read(sentence).claims
    assert [claim.modality for claim in claims] == [modality]
    assert not any(claim.changes_state for claim in claims if modality is not Modality.DENIED)


@pytest.mark.parametrize(
    "sentence",
    [
        "We hold the army responsible for the patients in Rafah.",
        "The army held talks in Rafah.",
        "The group held a press conference in Khan Younis.",
        "The army took journalists to Rafah.",
    ],
)
def test_holding_something_else_is_not_holding_ground(sentence: str):
    assert not {"holds", "captures"} & {claim.predicate.value for claim in read(sentence).claims}


def test_one_verb_governs_a_whole_list():
    found = said(read("The army left Rafah, Khan Younis and Jabalia, as well as Beit Lahia, witnesses said."))
    assert {place for _, _, place in found} == {"Rafah", "Khan Younis", "Jabalia", "Beit Lahia"}


def test_respectively_deals_the_verbs_out():
    claims = read(
        "Nasser Hospital and Al-Awda Hospital were shut and half-working respectively, the ministry said."
    ).claims
    assert [(c.resolution.place.name.split(" Hospital")[0], c.aid_update.status) for c in claims] == [
        ("Nasser", AidStatus.CLOSED),
        ("Al-Awda", AidStatus.RESTRICTED),
    ]


def test_a_relay_stands_between_origin_and_publisher():
    claim = only(read("The army left Rafah, a senior official told Al Jazeera.", outlet="The Paper"), "withdraws")
    assert [s.name for s in claim.source_chain] == ["senior official", "Al Jazeera", "The Paper"]


def test_furthermore_continues_the_attribution():
    extraction = read("A medic said the army had left Rafah. Furthermore, the army holds Khan Younis.")
    assert {c.source_chain[0].name for c in extraction.claims} == {"medic"}


def test_a_sentence_nobody_is_cited_for_is_reported_by_the_publisher():
    claim = only(read("The army left Rafah on Monday.", outlet="The Paper"), "withdraws")
    assert (claim.epistemic, [s.name for s in claim.source_chain]) == (Epistemic.REPORTED, ["The Paper"])


def test_without_an_outlet_the_publisher_is_not_named():
    claim = only(read("The army left Rafah on Monday."), "withdraws")
    assert claim.source_chain[-1].name == "the article"


def test_rival_claims_stand_side_by_side():
    extraction = read("The army said it had captured Babanusa. The RSF denied it.")
    assert {c.epistemic for c in extraction.claims} == {Epistemic.DISPUTED, Epistemic.DENIED}
    assert only(extraction, "denies_capture").control_update.status is ControlStatus.CONTESTED


def test_what_is_taken_back_is_retracted():
    extraction = read("The army left Rafah on Monday. That was wrong.")
    claim = only(extraction, "withdraws")
    assert (claim.modality, claim.changes_state) == (Modality.RETRACTED, False)


def test_long_ago_is_background():
    claim = only(read("Israeli troops held Nuseirat for four months in 2014."), "holds")
    assert (claim.time_relation, claim.changes_state) == (TimeRelation.HISTORIC_BACKGROUND, False)


def test_who_enters_after_the_other_side_left_holds_the_place():
    extraction = read("RSF fighters left Babanusa on Monday. The army entered Babanusa hours later.")
    assert only(extraction, "enters").control_update.status is ControlStatus.HELD


def test_an_unnamed_aid_point_is_listed_without_a_place():
    extraction = read("A second crossing will open by the end of the month, COGAT said. The army left Rafah.")
    assert [m.toponym for m in extraction.unlocated] == ["second crossing"]


def test_any_bakery_is_no_aid_point():
    assert read("The army did not target any bakery in Rafah, it said.").unlocated == ()


def test_an_analyst_is_not_the_army_he_writes_about():
    claim = only(read("Russian troops advanced towards Pokrovsk, a Russian military analyst wrote."), "advances")
    assert claim.source_chain[0].name == "Russian military analyst"


def test_staying_on_is_a_refusal_to_leave():
    claim = only(read("Israel said its troops would remain in the Philadelphi Corridor."), "refuses_withdrawal")
    assert (claim.actor, claim.control_update.holder) == (IDF, IDF)


def test_a_road_that_is_closed_cuts_access_and_is_no_aid_point():
    extraction = read("The road between Rafah and Khan Younis stays closed, the municipality said.")
    assert {c.predicate.value for c in extraction.claims} == {"access_route_cut"}
    assert extraction.unlocated == ()


def test_a_release_speaks_for_the_body_that_issued_it() -> None:
    text = (
        "IDF Spokesperson's Unit, for immediate release:\n"
        "Forces of Division 162 completed the encirclement of Sheikh Radwan and took control of Tuffah.\n"
        "The civil defence said that Beit Lahia was shelled."
    )
    claims = read(text).claims
    first = {c.predicate.value: (c.actor, c.source_chain[0].name) for c in claims}
    assert first["besieges"] == (IDF, IDF)
    assert first["captures"] == (IDF, IDF)
    assert first["shelling_or_strike"][1] == "Gaza Civil Defence"


def test_whose_units_they_are_is_no_place_that_they_took() -> None:
    found = said(read("The capture of Huliaipole was completed on Monday by units of the Vostok group."))
    assert {place for _, _, place in found} == {"Huliaipole"}


@pytest.mark.parametrize(
    "text",
    ["Nyala was held by the RSF until last week.", "Nyala had been in RSF hands since April 2023."],
)
def test_who_held_a_place_until_lately_does_not_hold_it_now(text: str) -> None:
    assert [(c.predicate, c.changes_state) for c in read(text).claims] == [("holds", False)]


def test_a_district_that_had_not_fallen_as_its_army_replies_is_contested() -> None:
    (claim,) = [c for c in read("The RSF replied that Nyala had not fallen.").claims if c.predicate == "denies_capture"]
    assert claim.actor == RSF
    assert claim.control_update is not None
    assert claim.control_update.status is ControlStatus.CONTESTED


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine halted the advance on Lyman.",
        "Lyman, held by Ukraine for seven months, was given up on Monday by mistake, an archive says.",
    ],
)
def test_what_went_no_further_or_is_over_changes_nothing(text: str) -> None:
    assert not any(c.changes_state and c.predicate in {"repels", "holds"} for c in read(text).claims)


def test_who_asks_for_troops_is_not_where_they_go() -> None:
    found = said(read("RSF fighters drove into Nyala at the request of Khartoum."))
    assert {place for _, _, place in found} == {"Nyala"}


def test_whose_hands_a_place_is_in_is_said_of_the_place_just_named() -> None:
    found = said(read("Nyala was looted by soldiers fleeing El Obeid, in rebel hands since May."))
    assert {place for predicate, _, place in found if predicate == "holds"} == {"El Obeid"}
