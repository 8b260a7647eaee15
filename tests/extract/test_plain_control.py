"""What is said every day of ground taken, held, left and fought over, in plain words; and what only sounds like it."""

import pytest
from claims_helpers import read, said

from contested.model import ClaimFamily, Modality, Polarity

READ = {
    "captures": """
        The junta lost Lashio to the MNDAA.
        Goma is back in the hands of the army.
        Late on Tuesday, after three days of fighting, the army took over Bara.
        Early on Monday Russian forces captured Lyman.
        Bara returned to the control of the army.
        On 10 May, NSAG members took control of Goma.
    """,
    "holds": """
        Russian forces control about half of Lyman.
        Control of Lyman rests with Ukrainian forces.
        Nyala is firmly in the hands of the RSF.
        Goma has been run by M23 since February.
        Russian forces hold about a third of Kupiansk.
    """,
    "insists_control": """
        The army insists it still controls Nyala.
        Kyiv insisted that Lyman remained under Ukrainian control.
        Russia will retain control of the nuclear plant in Enerhodar, the Kremlin said.
        Nyala is held by the army, the governor insisted.
    """,
    "withdraws": """
        MINUSMA left its base in Kidal.
        French forces completed their withdrawal from Gao.
        The withdrawal of the army from Zalingei was confirmed by residents.
    """,
    "refuses_withdrawal": """
        Israel rejected a withdrawal from Rafah.
        Puntland said it would not give up control of Bosaso.
        Hamas fighters have no intention of leaving Jabalia.
    """,
    "calls_for_withdrawal": """
        The army gave the RSF 48 hours to leave El Fasher.
        Azerbaijan ordered Armenian troops out of Lachin.
        China has been pressing the MNDAA to pull out of Lashio.
        The mayor called for Israeli soldiers to get out of Khiam.
    """,
    "hands_over_control": """
        Armenia handed over Lachin under the truce.
        Armenia ceded control of Lachin to Azerbaijan.
        The base in Kidal was handed over to the Malian army.
        Burundi passed control of its positions at Uvira to the Congolese army.
        Positions near Khiam were handed over by Amal to the Lebanese army.
    """,
    "advances": """
        The rebels drew nearer to Herat.
        Ukrainian forces pressed on towards Lyman.
        M23 rebels are nearing Uvira.
        The army launched an offensive to retake Bara.
        The army has moved to within 20 km of Bara.
    """,
    "enters": """
        Small groups of Russian soldiers have infiltrated Lyman.
        Fighters loyal to Haftar entered Sirte.
        Dozens of fighters allied with the army entered Nyala.
    """,
    "presence_only": """
        Kenyan police are on the ground in Kenscoff.
        North Korean soldiers were present near Lyman.
        UNIFIL peacekeepers patrolled in Naqoura.
        There are Rwandan troops in Goma.
        Witnesses saw Rwandan soldiers in Goma.
    """,
    "repels": """
        The police fought off gang members trying to enter Goma.
        M23 tried to push towards Lubero but was repelled by the Congolese army.
        An RSF attempt to enter Babanusa was thwarted by the army.
        Rebels said they had repelled an army attack on Goma.
    """,
    "besieges": """
        The besieged city of El Fasher was shelled.
        In besieged El Fasher, food has run out.
        RSF-besieged El Fasher has no food.
        Armed groups have kept Nyala under siege for six months.
        Gangs have encircled the police station in Gressier.
        JNIM maintained its blockade of Sévaré.
    """,
    "clashes": """
        Rival groups traded fire in Zawiya.
        The fighting has spread to Walikale.
        Residents heard heavy gunfire between police and gangs in Kenscoff.
        There were clashes in Nyala.
        Nyala is the scene of heavy fighting between the army and the RSF.
        Confrontations between the ELN and dissidents displaced 3,000 people from Tibú.
        There was fighting on the outskirts of Uvira.
    """,
    "shelling_or_strike": """
        A guided bomb hit a five-storey building in Zaporizhzhia.
        The army denied bombing Nyala.
        Israeli warplanes carried out raids on Khiam.
        Israeli jets are carrying out raids on Khiam.
        Al-Shabaab fired mortars towards a base in Baidoa.
        Saudi jets bombed STC positions near Mukalla.
    """,
    "fortifies_line": """
        Ukrainian engineers are building new defensive lines east of Zaporizhzhia.
        The army has dug a trench running south of Nyala.
        Ukraine has strengthened its fortifications around Lyman.
        The army is building fortifications around El Obeid.
    """,
    "denies_capture": """
        Ukraine rejected Russia's claim to have captured Kupiansk.
        Ukraine denied Russian claims of having seized Kupiansk.
        There is no truth in reports that the army has captured Nyala, the RSF said.
        Reports of the RSF seizing Nyala were untrue, the army said.
        Reports of the fall of Babanusa are untrue, the army said.
        The RSF's claim that it had captured Babanusa is false, the army said.
        Hamas denied that the Israeli army had full control of Beit Hanoun.
        A spokesman for the RSF dismissed reports that Nyala had fallen.
    """,
    "denies_presence": """
        Burundi said none of its soldiers were in Uvira.
        The Arakan Army denied that it had people inside Sittwe.
        Hezbollah said it had no fighters in Khiam.
        There are no Rwandan troops in Goma, Kigali said.
    """,
    "moves_forces": """
        Burundi has dispatched two more battalions to Uvira.
        Israel moved tanks and armoured vehicles towards Khiam.
        North Korean troops were transferred to Rylsk by train.
        Rwanda has strengthened its contingent in Goma with 300 soldiers.
        Rwanda denied sending reinforcements to Goma.
        Footage showed Azerbaijan moving armour towards Lachin.
        A convoy of the Libyan National Army set off for Sirte.
    """,
    "front_static": """
        The front lines around Lyman remain frozen.
        Relative calm prevails in Goma.
        No shift in front lines was reported in Lyman.
        The front line near Lyman has barely moved in months.
        Positions around Lyman have not changed since Monday.
        The situation in Goma remains relatively calm.
    """,
}
SENTENCES = [(predicate, line.strip()) for predicate, block in READ.items() for line in block.strip().splitlines()]

# of these nothing follows about who holds, takes, leaves or fights over the place
NOTHING = """
    The singer was besieged by fans at the airport in Cali.
    Ugandan doctors are on strike in Kampala.
    A strike by teachers closed schools in Goma.
    Bus drivers in Mogadishu went on strike over a new tax.
    Shopkeepers in Addis Ababa called for the withdrawal of a new tax.
    France withdrew its ambassador from Niamey.
    MSF withdrew its staff from Nyala.
    Soldiers handed out leaflets in Goma.
    Russia is building a school in Mariupol.
    The government built a hospital in Nyala.
    China strengthened its ties with Mali in Bamako.
    Columns of smoke rose over Goma.
    Prices are stable in Nyala.
    Internet prices in Sanaa have not changed since January.
    The residents were calm in Kyiv.
    Smugglers moved cigarettes to Goma.
    Farmers clashed over land in Goma.
    Police drove the families from Goma.
""".strip().splitlines()


@pytest.mark.parametrize(("predicate", "sentence"), SENTENCES, ids=[f"{p}: {s[:40]}" for p, s in SENTENCES])
def test_ground_in_plain_words_is_read(predicate: str, sentence: str) -> None:
    assert predicate in {claim.predicate.value for claim in read(sentence).claims}


@pytest.mark.parametrize("sentence", [line.strip() for line in NOTHING])
def test_what_only_sounds_like_war_is_no_claim(sentence: str) -> None:
    claims = [c for c in read(sentence).claims if c.predicate.family is ClaimFamily.CONTROL]
    assert not claims, [(c.predicate.value, c.quote) for c in claims]


def test_a_vow_to_take_a_place_takes_nothing() -> None:
    (claim,) = read("Putin vowed to capture Kramatorsk.").claims
    assert (claim.predicate.value, claim.modality, claim.changes_state) == ("captures", Modality.PROMISED, False)


def test_being_ready_to_hand_over_hands_nothing_over() -> None:
    (claim,) = read("The SDF says it is ready to hand over control of Raqqa to the army.").claims
    assert claim.modality in {Modality.PROMISED, Modality.HYPOTHETICAL}
    assert not claim.changes_state


@pytest.mark.parametrize(
    "sentence",
    [
        "If Ukrainian troops had left Sudzha earlier, fewer men would have been lost, the officer said.",
        "Without the air force, the RSF would be in control of Kosti today.",
    ],
)
def test_what_would_have_been_is_not_so(sentence: str) -> None:
    assert {c.modality for c in read(sentence).claims} == {Modality.COUNTERFACTUAL}


@pytest.mark.parametrize(
    "sentence", ["The army broke the siege of El Obeid.", "The siege of El Obeid has been lifted."]
)
def test_a_siege_that_is_broken_is_no_siege(sentence: str) -> None:
    (claim,) = read(sentence).claims
    assert (claim.predicate.value, claim.polarity, claim.actor) == ("besieges", Polarity.NEGATIVE, None)


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("The RSF condemned the bombing of Nyala.", ("shelling_or_strike", None, "Nyala")),
        ("Kyiv reported an attack on Kharkiv.", ("shelling_or_strike", None, "Kharkiv")),
        (
            "An Israeli airstrike on a house in Baalbek killed four.",
            ("shelling_or_strike", "Israeli military", "Baalbek"),
        ),
        ("The UN accused the RSF of shelling Nyala.", ("shelling_or_strike", "Rapid Support Forces", "Nyala")),
        ("Fighters from Hayat Tahrir al-Sham took Aleppo.", ("captures", "Hayat Tahrir al-Sham", "Aleppo")),
        ("The army plans to dig a second trench around Nyala.", ("fortifies_line", "Sudanese Armed Forces", "Nyala")),
        ("The military situation in Goma is stable.", ("front_static", None, "Goma")),
    ],
)
def test_the_doer_is_who_the_words_say(sentence: str, claim: tuple[str, str | None, str]) -> None:
    assert claim in said(read(sentence))


# the place is only where it happened: what is entered, left, fought or taken is no ground
BESIDE = """
    Israel entered negotiations in Cairo.
    The army entered the competition in Abuja.
    The army reached an agreement in Jeddah.
    The SDF reached a deal with Damascus in Hasakah.
    The junta advanced the date of elections in Naypyidaw.
    Turkey broke through in talks in Istanbul.
    Ethiopia drew closer to Moscow on Monday.
    France pulled out of the deal in Niamey.
    Burkina Faso withdrew from the court in The Hague.
    Russia lost a general in Kherson.
    The army lost 20 soldiers in Bara.
    The army abandoned plans for a parade in Goma.
    The army gave up its claim in Goma.
    The army handed over two suspects in Goma.
    Russia hit back at critics in Geneva.
    Russia attacked the resolution in New York.
    The army is battling floods in Derna.
    The police fought corruption in Nairobi.
    The battle against malaria in Goma continues.
    A clash of egos in Kyiv delayed the vote.
    The fall of the currency in Lagos continued.
    The capture of a drug lord in Cali made headlines.
    The blockade of the motion in Geneva failed.
    The rebels stayed in a hotel in Doha.
    The army chief was seen in Port Sudan.
    The army's reputation was hit in Goma.
    The military mined bitcoin in Caracas.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", [line.strip() for line in BESIDE])
def test_where_something_else_is_taken_or_left_no_ground_changes_hands(sentence: str) -> None:
    claims = [c for c in read(sentence).claims if c.predicate.family is ClaimFamily.CONTROL]
    assert not claims, [(c.predicate.value, c.quote) for c in claims]


def test_who_is_driven_out_by_somebody_has_not_left_it_to_himself() -> None:
    (claim,) = read("The rebels were driven out of Goma by the army.").claims
    assert (claim.predicate.value, claim.actor) == ("repels", "Congolese army")


@pytest.mark.parametrize(
    "sentence",
    [
        "A novel about the siege of Sarajevo won a prize.",
        "The museum marks the battle of Lyman.",
    ],
)
def test_what_is_told_again_changes_nothing(sentence: str) -> None:
    assert not any(c.changes_state for c in read(sentence).claims)


def test_troops_that_are_deployed_to_a_place_are_moved() -> None:
    assert ("moves_forces", "Rwanda", "Goma") in said(read("Rwanda deployed 4,000 troops to Goma."))
