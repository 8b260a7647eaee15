"""News of courts, sports and shops has no claims, whatever its words mean in news of war."""

import pytest
from claims_helpers import read

LOCAL = (
    "The council of Leavenworth met on Monday to talk about the new library. The road runs between King Street and "
    "Hampton Park in Charleston and will be closed for repairs in June. The Latin School in Alexandria has its own set "
    "of hurdles to clear before it can open. Firefighters launched an attack on the flames through the kitchen of a "
    "house in Benson. The team held its lead and won the cup in Frankston, and the singer left Fort Worth for a tour. "
    "Two candidates lost in Mobile. The renovated store in Gardendale was opened in May, and the hospital in Oxford is "
    "looking for helpers. Residents of Kansas City can bring their waste on the first Saturday of the month."
)


def test_long_news_without_a_word_of_war_or_relief_has_no_claims() -> None:
    extraction = read(LOCAL)
    assert not extraction.claims
    assert len(extraction.resolutions) > 5


def test_a_word_of_war_opens_it_again() -> None:
    text = f"{LOCAL} Rebel fighters seized Goma on Tuesday after clashes with the army."
    assert [c.predicate.value for c in read(text).claims if c.actor == "Rebel fighters"] == ["captures"]


@pytest.mark.parametrize(
    "text",
    [
        "Billy Graham left Fort Worth, and soldiers waved.",
        "Main Street runs through Goma, where rebels fought the army.",
        "Mitt Romney kept Ohio while troops came home.",
    ],
)
def test_somebody_unknown_does_not_hold_or_leave_ground_in_everyday_words(text: str) -> None:
    assert not [c for c in read(text).claims if c.predicate.value in {"holds", "withdraws", "captures"}]


def test_troops_do() -> None:
    assert [c.predicate.value for c in read("Soldiers left Goma on Monday.").claims] == ["withdraws"]


@pytest.mark.parametrize(
    "text",
    [
        "Russian forces have occupied about 19% of Ukraine since 2014.",
        "Ukrainian forces captured the railway station in Pokrovsk.",
        "Israel captured the Gaza Strip in the 1967 war.",
        "About 300 Russian soldiers are inside Pokrovsk.",
        "With El Fasher, the RSF would control all of Nyala.",
    ],
)
def test_a_share_a_building_or_the_past_says_nothing_of_who_holds_the_place(text: str) -> None:
    assert not [c for c in read(text).claims if c.changes_state and c.control_update is not None]


def test_a_place_within_another_is_claimed_alone() -> None:
    (claim,) = read("Israeli troops entered Nur Shams camp in Tulkarm on Monday.").claims
    assert claim.resolution.mention.toponym == "Nur Shams camp"


def test_one_generic_name_makes_no_theatre() -> None:
    text = (
        "Government troops entered Deir Hafer and Maskanah on Monday and shelled Manbij and Raqqa, the army said. "
        "Israeli planes were seen over the buffer zone in the Golan Heights and over Damascus."
    )
    assert "Israeli military" not in {c.actor for c in read(text).claims if c.predicate.value == "enters"}


def test_the_city_is_the_one_named_in_the_sentence() -> None:
    claims = read("Strikes hit Gaza City. In Rafah, where Israel has held the city since May, nobody is left.").claims
    held = [c for c in claims if c.predicate.value == "holds"]
    assert {c.resolution.place.name for c in held} == {"Rafah"}
