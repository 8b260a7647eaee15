"""Talks, truces, answers, meetings, stances and agreements, as they are told every day; and what is none of them."""

import pytest
from claims_helpers import only, read

READ = {
    "negotiation": """
        Sudan's warring parties are holding indirect talks in Geneva this week.
        Ukraine and Russia held a third round of talks in Istanbul.
        Peace talks between the Ethiopian government and Tigrayan leaders opened in Pretoria.
        Indirect talks between Israel and Lebanon are continuing, a US official said.
        Talks between the Taliban and Pakistan entered their third day.
        Negotiations on a prisoner swap are under way, a Yemeni official said.
        The Houthis and the government started negotiations on a prisoner exchange.
        Qatar is mediating between M23 and the Congolese government.
        M23 has agreed to take part in direct talks with Kinshasa.
        A Hamas delegation is in Cairo for ceasefire talks.
        Delegations from Israel and Hamas arrived in Sharm el-Sheikh for talks on Monday.
        Mediators are working on a new proposal to bridge the gaps.
        Hamas is continuing its efforts to ensure the success of the negotiations.
        The issue of the prisoners is still unresolved, a mediator said.
        Bamako ruled out any talks with the jihadists.
        Israel refuses to negotiate with Hamas.
        Germany called for talks between the two sides.
        Egyptian mediators are trying to narrow the gaps between the two sides.
    """,
    "talks_stalled": """
        Peace talks between Kinshasa and M23 have broken down.
        The negotiations ended on Friday without an agreement.
        Talks in Geneva broke up without a deal.
        Ceasefire negotiations remain deadlocked over the release of prisoners.
        Israel withdrew its delegation from Doha.
        The Houthis suspended their participation in the peace talks.
        The Sudanese army boycotted the talks in Geneva.
        There has been no breakthrough in the talks, mediators said.
        No progress was made in the talks.
        The latest round of talks failed to produce an agreement.
        The talks were called off at the last minute.
        The talks were put on hold.
        The collapse of the talks was blamed on both delegations.
        M23 pulled out of the peace talks in Luanda.
        Russian demands are stalling the talks.
        The talks hit a snag over the release of prisoners.
        Talks on a truce are going nowhere, an official said.
        Negotiations were cut short after the explosion.
        The two sides failed to reach an agreement in Geneva.
        The delegations left Geneva without a deal.
        Iran pulled its negotiators out of the talks.
        Peace efforts are deadlocked.
    """,
    "calls_for_ceasefire": """
        Guterres called for an immediate humanitarian ceasefire.
        The UN urged both sides to stop fighting in El Fasher.
        Egypt urged the two sides to agree to a truce.
        The Security Council demanded that the RSF halt its siege of El Fasher.
        Emmanuel Macron demanded an immediate end to the strikes on Lebanon.
        Residents demanded an end to the fighting in Tripoli.
        A ceasefire must come first, Kinshasa said in a statement.
        There must be a ceasefire before any talks, Egypt's foreign minister said.
        The fighting must stop now, the UN said.
        The bombardment of Rafah must end immediately, the UN said.
        Turkey has called on both sides to end the fighting.
        The Arab League demanded an immediate halt to the offensive.
        Zelensky again proposed a full ceasefire.
        Hamas insists on a permanent ceasefire.
        Iran said Israel must stop its attacks on Lebanon.
        Aid agencies called for an end to the violence in Goma.
    """,
    "ceasefire_signed": """
        Israel and Hezbollah agreed to a ceasefire on Tuesday.
        Thailand and Cambodia have reached a truce.
        A ceasefire between Israel and Iran took effect early on Tuesday.
        A 60-day truce has come into force in Lebanon.
        The MNDAA signed a ceasefire agreement with the junta.
        M23 declared a unilateral ceasefire from Tuesday.
        A ceasefire was announced in Suwayda after four days of fighting.
        No ceasefire has been agreed, the Kremlin said.
        Armenia and Azerbaijan signed a peace deal in Washington.
    """,
    "submits_response": """
        Hamas submitted its response to the mediators on Friday.
        Hezbollah has handed its reply to the US proposal to the speaker.
        Lebanon handed over its response to the American paper.
        Moscow responded to the plan with a list of demands.
        Hamas responded positively to the proposal.
        The SDF presented a written response to the draft agreement.
        Mediators received Hamas's response to the plan.
        The response of M23 to the draft was delivered to Qatari mediators.
    """,
    "meeting": """
        Netanyahu met Trump at the White House on Monday.
        Iranian foreign minister Abbas Araghchi held talks with his Saudi counterpart in Jeddah.
        Leaders of the two factions met for three hours.
        Commanders from both sides met at the border.
        Sergei Lavrov and Marco Rubio held a meeting in Riyadh.
        The UN Security Council held an emergency session on Sudan.
        Ahmed al-Sharaa received a US delegation in Damascus on Tuesday.
        Burhan and Hemedti could meet in Geneva if the conditions are right.
        Lebanese president Joseph Aoun received the US envoy.
        The Turkish intelligence chief was received by the president in Damascus.
        Lavrov is to meet his Chinese counterpart on Friday.
    """,
    "statement": """
        Volker Türk condemned the attacks on civilians.
        Saudi Arabia welcomed the agreement.
        UNICEF expressed concern over the deaths of children.
        Hezbollah blamed Israel for the failure of the talks.
        All factions welcomed the reply.
        The mayor of Kherson thanked the rescue workers.
        The BBC has not been able to verify the footage.
        Reuters was unable to verify the video.
        The UN said it was alarmed by the reports.
        Araghchi called the strikes a crime.
        The army denied any involvement.
    """,
    "agreement_scope": """
        The agreement provides for the release of 33 hostages in six weeks.
        The text of the accord calls for the deployment of local police in Suwayda.
        The ceasefire covers land, sea and air operations.
        The first phase of the plan includes a prisoner exchange.
        The ceasefire does not cover Lebanon, Israel says.
        The accord requires both sides to withdraw heavy weapons.
        The text says nothing about disarmament.
    """,
    "offers_release": """
        The Houthis have offered to release 100 prisoners.
        Hamas said it was ready to release all hostages in one batch.
        JNIM has made no offer to release the foreigners.
        Hamas agreed to free Edan Alexander.
        The ELN has pledged to release a kidnapped policeman.
    """,
    "captive_handover": """
        Three hostages were released on Saturday.
        Russia and Ukraine exchanged 300 prisoners of war.
        Kidnapped pupils have been freed in Kaduna.
        The handover of four bodies to the Red Cross took place in Rafah.
        Families demanded the immediate release of the hostages.
        Israel handed over the remains of 15 Palestinians.
        Hezbollah delivered the body of a soldier to the Red Cross.
        M23 handed 130 captured soldiers over to the Red Cross in Goma.
        HTS freed prisoners from a jail in Aleppo.
        JNIM has not released the three hostages.
        The release of 90 prisoners began on Sunday night.
    """,
    "background_event": """
        The war in Sudan broke out in April 2023.
        Hamas wants an end to the war that began on 7 October 2023.
        Since 2012, Mali has been hit by a rebellion.
        Sudan plunged into civil war in April 2023.
        A chemical attack in Khan Sheikhoun killed more than 80 people in April 2017.
    """,
}
CASES = [(predicate, line.strip()) for predicate, text in READ.items() for line in text.strip().splitlines()]

NO_DEALING = """
    Israeli troops met fierce resistance in Jabalia.
    The convoy met the deadline on Friday.
    Officials did not respond to a request for comment.
    WFP delivered its emergency response to Goma.
    Police answered 300 calls in Odesa.
    The company signed a deal to supply drones.
    The deal includes flights to Vienna.
    The group agreed to a plan to plant trees in Goma.
    The shop owner welcomed customers in Lyman.
    The war of words began in 2022.
    Sanctions take effect on Monday.
    Analysts said the talks would be difficult.
    The talks venue in Doha was sealed off by police.
    Hamas is making efforts to feed families.
    The army stormed a house to free the hostages.
"""
DEALINGS = frozenset(READ)


@pytest.mark.parametrize(("predicate", "text"), CASES)
def test_it_is_read(predicate, text):
    found = {claim.predicate.value for claim in read(text).claims}
    assert predicate in found, found


@pytest.mark.parametrize("text", [line.strip() for line in NO_DEALING.strip().splitlines()])
def test_it_is_no_dealing(text):
    found = {claim.predicate.value for claim in read(text).claims}
    assert not found & DEALINGS, found


@pytest.mark.parametrize("text", [text for _, text in CASES])
def test_a_dealing_changes_no_state(text):
    changed = [c.predicate.value for c in read(text).claims if c.changes_state and c.predicate.value in DEALINGS]
    assert changed == []


@pytest.mark.parametrize(
    ("text", "predicate", "actor"),
    [
        ("US envoy Jane Doe met Putin in Moscow.", "meeting", "US envoy Jane Doe"),
        ("The RSF walked out of the talks in Jeddah.", "talks_stalled", "Rapid Support Forces"),
        ("Hamas said its leadership is negotiating with mediators.", "negotiation", "Hamas"),
        ("The issue of Israeli withdrawal continues to stall progress in the talks.", "talks_stalled", "Israel"),
        ("Israel recalled its negotiators from Qatar.", "talks_stalled", "Israel"),
        ("The UN envoy Jane Doe said a ceasefire must come first.", "calls_for_ceasefire", "UN envoy Jane Doe"),
        ("Talks have not collapsed, a Qatari spokesman said.", "talks_stalled", None),
        ("Reuters could not independently verify the report.", "statement", "Reuters"),
        ("The newspaper could not check either account.", "statement", None),
    ],
)
def test_who_deals_is_named(text, predicate, actor):
    assert only(read(text), predicate).actor == actor


@pytest.mark.parametrize(
    ("text", "predicate", "modality"),
    [
        ("Bamako ruled out any talks with the jihadists.", "negotiation", "refused"),
        ("Kyiv is not holding any talks with Moscow.", "negotiation", "negated"),
        ("Germany called for talks between the two sides.", "negotiation", "demanded"),
        ("Russia rejected calls for a ceasefire.", "calls_for_ceasefire", "refused"),
        ("Hamas is willing to release five hostages.", "offers_release", "promised"),
        ("The agreement sets out a timetable for withdrawal.", "agreement_scope", "asserted"),
        ("Egypt denied that it had agreed to move the queue to Rafah.", "agreement_scope", "denied"),
        ("Egypt denied that the negotiations had broken down.", "talks_stalled", "denied"),
        ("The talks could collapse if the strikes continue.", "talks_stalled", "hypothetical"),
        ("The Sudanese army has not yet responded to the proposal.", "submits_response", "negated"),
        ("Hamas said it would submit its response by Friday.", "submits_response", "promised"),
        ("The army denied that a truce had been reached.", "ceasefire_signed", "denied"),
        ("Hamas refuses to release the hostages without a ceasefire.", "offers_release", "refused"),
    ],
)
def test_in_which_way_it_is_told(text, predicate, modality):
    assert only(read(text), predicate).modality.value == modality


@pytest.mark.parametrize(
    "text",
    [
        "Israel and Hamas resumed indirect talks in Doha on Sunday.",
        "M23 pulled out of peace talks in Luanda.",
        "US envoy Jane Doe met Putin in Moscow for four hours.",
        "Talks in Geneva broke up without a deal.",
    ],
)
def test_a_seat_of_talks_abroad_is_no_mark(text):
    extraction = read(text)
    assert [r.mention.toponym for r in extraction.resolutions if r.mention.map.value == "feature"] == []


def test_where_local_talks_are_held_is_their_place():
    claim = only(read("Tribal elders met in Kidal on Thursday."), "meeting")
    assert claim.resolution.mention.toponym == "Kidal"


def test_the_place_that_names_talks_is_kept_where_it_is_known_to_lie_outside():
    claim = only(read("Troops shelled Rafah, as the Doha negotiations stalled."), "talks_stalled")
    assert (claim.resolution.mention.toponym, claim.resolution.mention.map.value) == ("Doha", "no")


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("M23 pulled out of peace talks in Luanda.", "withdraws"),
        ("The army and the RSF reached a local truce in Babanusa.", "advances"),
        ("Talks between the Taliban and Pakistan entered their third day in Istanbul.", "enters"),
        ("The Houthis opened talks in Sanaa.", "aid_point_opened"),
    ],
)
def test_a_verb_beside_talks_takes_no_ground(text, predicate):
    assert predicate not in {c.predicate.value for c in read(text).claims}
