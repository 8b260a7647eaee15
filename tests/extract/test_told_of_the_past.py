"""What is told as past, as not yet come, or of somebody in passing changes no state; and of whom "they" and "which" speak."""

import pytest
from claims_helpers import only, read, said

from contested.model import Modality, TimeRelation


@pytest.mark.parametrize(
    "text",
    [
        "The group was founded in Gaza City in 1987. Hamas seized the city two years later after a brief civil war.",
        "The army left Nyala in 2004 and the RSF captured it three months later.",
    ],
)
def test_years_later_is_no_news(text):
    claim = only(read(text), "captures")
    assert claim.time_relation is not TimeRelation.RECENT_EVENT
    assert claim.control_update is None


def test_what_is_waited_for_has_not_happened():
    text = "The army said it would reopen the Adre crossing once the RSF left Nyala."
    assert only(read(text), "withdraws").modality is Modality.HYPOTHETICAL
    assert only(read("The army left Nyala before the RSF entered it."), "enters").modality is Modality.ASSERTED


@pytest.mark.parametrize(
    "text",
    [
        "A deputy commander fighting in Lyman, who goes by the callsign Fox, said so.",
        "Hezbollah left weapons south of Tyre.",
        "The army captured the headquarters of a division in Nyala.",
        "Israel has installed 28 iron gates at the entrances to towns near Nablus.",
    ],
)
def test_it_changes_no_state(text):
    claims = read(text).claims
    assert not [c for c in claims if c.control_update is not None or c.aid_update is not None]


def test_a_relative_clause_after_the_seat_of_a_province_speaks_of_the_town():
    text = "In Nyala, capital of South Darfur, which the RSF has held since October 2023, shops are shut."
    assert ("holds", "Rapid Support Forces", "Nyala") in said(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Fighters from the Rapid Support Forces (RSF) say they have captured Nyala.",
        "Fighters of the RSF say they have captured Nyala.",
    ],
)
def test_they_are_the_body_of_the_fighters(text):
    assert ("captures", "Rapid Support Forces", "Nyala") in said(read(text))


def test_what_came_hours_later_dates_the_deed_and_is_no_news():
    claim = only(read("A man was shot hours before the site opened in Rafah."), "aid_point_opened")
    assert claim.time_relation is TimeRelation.PAST_EVENT
    assert claim.aid_update is None


def test_remaining_in_something_that_is_nowhere_holds_no_town():
    assert not read("In Port Said, Tersana fought to remain in the first division by beating its rival.").claims
