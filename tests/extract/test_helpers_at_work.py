"""What helpers give out, start and put on hold; aid that is turned away; points that are struck while in use."""

import pytest
from claims_helpers import read

READ = {
    "aid_delivered": """
        UNICEF vaccinated 12,000 children in Bunia last week.
        In Tawila, the Norwegian Refugee Council handed out cash and blankets.
        MSF teams fed 900 people in Zamzam.
        Oil and rice were distributed to displaced families in Goma.
    """,
    "aid_point_operating": """
        World Central Kitchen is cooking 9,000 meals a day at its kitchen in Rafah.
        UNHCR is registering refugees at a new reception centre in Adré.
    """,
    "aid_point_opened": """
        Islamic Relief has started a mobile clinic in Taiz.
        The launch by WFP of a food distribution point in Goma was welcomed.
        The hospital in Bunia is open again.
        The army said it would open a humanitarian corridor from Lyman on Friday.
    """,
    "service_stopped": """
        Save the Children has put its activities in Goma on hold.
        In Taiz, MSF suspended its mobile health teams.
        About 40 percent of hospitals in Khartoum are out of service.
    """,
    "aid_point_closed": "Most of the bakeries in Deir al-Balah have shut.",
    "aid_point_attacked": """
        A school used as a shelter in Lyman took a direct hit.
        A WFP helicopter was hit by gunfire while landing at Goma.
    """,
    "aid_blocked": """
        A relief flight to Goma was refused clearance.
        Nine food trucks bound for Kharkiv were stopped by soldiers at a bridge.
        Access to Goma has been denied to aid groups by the rebels.
    """,
    "access_route_cut": "The army has cut the supply road to Goma.",
    "aid_needs": """
        About 3,000 families are living in tents in Al-Mawasi without running water.
        Food stocks are almost exhausted in Goma.
    """,
}
ELSE = {
    "aid_point_opened": """
        The hospital in Mykolaiv launched an appeal for blood donors.
        The clinic in Goma started a vaccination campaign.
        Russia opened a trade corridor to Astrakhan.
    """,
    "aid_needs": """
        She left the hotel in Kyiv without food.
        A man walked from Lyman to Kharkiv without water.
    """,
    "service_stopped": """
        He stopped to buy bread at a bakery in Kyiv.
        The company suspended its sales teams in Odesa.
        The ministry put its plans for the port of Odesa on hold.
    """,
    "access_route_cut": "The airline cut its route to Odesa.",
    "aid_point_attacked": """
        The opposition attacked the budget for Kyiv's hospitals.
        Despite the shelling, the hospital in Izium keeps working.
    """,
    "evacuation_order": "A book about the evacuation of Mariupol won a prize.",
}


def _cases(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, line.strip()) for name, lines in table.items() for line in lines.strip().splitlines()]


@pytest.mark.parametrize(("predicate", "sentence"), _cases(READ))
def test_aid_at_work_is_read(predicate: str, sentence: str) -> None:
    claims = read(sentence).claims
    assert any(c.predicate == predicate and c.resolution is not None for c in claims), claims


@pytest.mark.parametrize(("predicate", "sentence"), _cases(ELSE))
def test_what_only_sounds_like_it_is_not(predicate: str, sentence: str) -> None:
    assert not [c for c in read(sentence).claims if c.predicate == predicate]


def test_not_a_single_lorry_is_none() -> None:
    (claim,) = read("Not one truck has reached Zamzam since May.").claims
    assert claim.modality == "negated"
