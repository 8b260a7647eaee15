"""What the claims of one article say of each other: who came after whom, who rivals whom, what settles nothing."""

import pytest
from claims_helpers import read

from contested.model import ControlStatus, Dispute, Predicate


def updates(text: str, predicate: Predicate) -> list[tuple[str | None, str | None, str | None]]:
    """The status, dispute and place of every claim of `predicate`; `None` where it changes nothing."""
    out = []
    for claim in read(text).claims:
        if claim.predicate is predicate:
            control, place = claim.control_update, claim.resolution
            name = place.place.name if place is not None and place.place is not None else None
            out.append((control and control.status.value, control and control.dispute.value, name))
    return out


@pytest.mark.parametrize(
    "text",
    [
        "The army entered Nyala on Monday.",
        "Israeli soldiers stormed Jenin before dawn, the governor said.",
        "Rebels entered Goma at noon, residents said.",
        "Russian troops broke into Lyman, a blogger wrote.",
    ],
)
def test_whoever_enters_a_place_changes_nothing_by_it(text: str) -> None:
    assert [u[0] for u in updates(text, Predicate.ENTERS)] == [None]


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("The RSF left Nyala on Monday. The army entered Nyala an hour later.", Predicate.ENTERS),
        ("Israeli troops left Houla. The Lebanese army has deployed in Houla.", Predicate.PRESENCE_ONLY),
    ],
)
def test_whoever_comes_after_the_others_have_left_holds_the_place(text: str, predicate: Predicate) -> None:
    assert [u[:2] for u in updates(text, predicate)] == [(ControlStatus.HELD, Dispute.NONE)]


def test_an_entry_where_another_side_is_contests_the_place() -> None:
    text = "The RSF entered El Obeid on Monday, a doctor said. The army holds El Obeid, its spokesman said."
    assert [u[:2] for u in updates(text, Predicate.ENTERS)] == [(ControlStatus.CONTESTED, Dispute.RIVAL_CLAIMS)]


@pytest.mark.parametrize(
    "text",
    [
        "The army repelled an attack on El Obeid.",
        "Ukrainian troops beat off three assaults on Lyman, the brigade said.",
        "Police pushed the gunmen out of Jenin.",
    ],
)
def test_an_attack_beaten_off_leaves_the_place_as_it_was(text: str) -> None:
    assert [u[0] for u in updates(text, Predicate.REPELS)] == [None]


def test_an_attack_beaten_off_contests_a_place_that_the_others_say_they_have_taken() -> None:
    text = "The RSF said it had captured El Obeid. The army said it had repelled an attack on El Obeid."
    assert [u[0] for u in updates(text, Predicate.REPELS)] == [ControlStatus.CONTESTED]


def test_a_claim_on_two_places_is_disputed_only_where_another_disputes_it() -> None:
    text = (
        "Ukrainian forces have retaken Lyman and Kupiansk, the brigade said. "
        "Russia's defence ministry said its troops control Kupiansk."
    )
    found = {name: dispute for _, dispute, name in updates(text, Predicate.CAPTURES)}
    assert found == {"Lyman": Dispute.NONE, "Kupiansk": Dispute.RIVAL_CLAIMS}


def test_a_place_taken_back_is_no_rival_claim() -> None:
    text = "The RSF seized Bara on Sunday, residents said. The army recaptured Bara on Monday, its spokesman said."
    assert {u[1] for u in updates(text, Predicate.CAPTURES)} == {Dispute.NONE}


def test_a_base_beside_a_town_is_other_ground_than_the_town() -> None:
    text = (
        "The Arakan Army seized a base 6 km north of Sittwe, a resident said. "
        "The junta controls Sittwe, its spokesman said."
    )
    assert {u[1] for u in updates(text, Predicate.HOLDS)} == {Dispute.NONE}


def test_the_army_of_a_headline_is_no_rival_of_the_army_in_the_text() -> None:
    text = "Army will stay in Jenin\n\nIsraeli troops will not leave Jenin this year, the defence minister said."
    assert Dispute.RIVAL_CLAIMS not in {u[1] for u in updates(text, Predicate.REFUSES_WITHDRAWAL)}


def test_those_said_to_have_left_and_to_be_still_there_are_two_accounts() -> None:
    text = (
        "RSF fighters withdrew from Bara, two army sources said. An RSF commander said that his men were still in Bara."
    )
    assert [u[1] for u in updates(text, Predicate.WITHDRAWS)] == [Dispute.RIVAL_CLAIMS]


def test_fighting_beside_a_place_contests_the_ground_it_is_fought_on() -> None:
    text = "Clashes broke out 8 km south of Goma, residents said."
    assert [u[:2] for u in updates(text, Predicate.CLASHES)] == [(ControlStatus.CONTESTED, Dispute.CLASHES)]
