"""What only says where a place lies takes no claim; who leaves one town for another is on the move."""

import pytest
from claims_helpers import read, said


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "In Sheikh Maqsoud, a mainly Kurdish quarter of Aleppo, the first bakery opened in ten days.",
            "Sheikh Maqsoud",
        ),
        ("The army shelled Bani Suheila, just east of Khan Younis, on Monday.", "Bani Suheila"),
        ("People in Bureij camp, near Deir al-Balah, received no rations in March.", "Bureij"),
        ("Shells fell on Zarichne, 9 km east of Lyman, overnight.", "Zarichne"),
        ("A drone hit a bakery in Tawila, a farming centre outside El Fasher.", "Tawila"),
    ],
)
def test_an_apposition_takes_no_claim(text, place):
    assert {where for _, _, where in said(read(text))} == {place}


def test_a_name_no_gazetteer_has_is_not_pinned_on_the_town_beside_it():
    places = {
        c.resolution.place for c in read("The army warned residents of Dourisia, south of Baalbek, to leave.").claims
    }
    assert places == {None}


def test_a_list_of_places_is_no_apposition():
    found = said(read("The army shelled Bani Suheila, Abasan and Rafah on Monday."))
    assert {where for _, _, where in found} == {"Bani Suheila", "Abasan al-Kabira", "Rafah"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RSF fighters left Nyala for El Fasher.", {("moves_forces", "Rapid Support Forces", "El Fasher")}),
        ("A convoy of reinforcements left Kosti for El Obeid.", {("moves_forces", None, "El Obeid")}),
        ("Aid trucks left Amman for Gaza City.", set()),
    ],
)
def test_who_leaves_for_another_town_is_on_the_move(text, expected):
    assert said(read(text)) == expected


def test_residents_told_to_evacuate_are_no_party_told_to_withdraw():
    assert {what for what, _, _ in said(read("The army warned residents of Tyre to evacuate."))} == {"evacuation_order"}


@pytest.mark.parametrize("text", ["Militia looted Tawila.", "Seeing no way out, the army left Tawila."])
def test_the_first_word_of_a_sentence_is_no_misspelt_place(text):
    assert [r.mention.toponym for r in read(text).resolutions] == ["Tawila"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Troops withdrew from Lyman to Siversk and Sloviansk.", {"Lyman"}),
        ("Troops withdrew to Lyman and Siversk.", set()),
        ("Most of the rebels fled by boat to Goma, Minova or Bukavu.", set()),
    ],
)
def test_where_troops_go_is_not_left_however_long_the_list(text, left):
    assert {where for what, _, where in said(read(text)) if what == "withdraws"} == left
