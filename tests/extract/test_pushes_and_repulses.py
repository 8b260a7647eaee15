"""Advances told by distance and direction, attacks stopped before they came through, and who is killed by what."""

import pytest
from claims_helpers import read, said

READ = [
    ("holds", "M23", "Banks remain shut in M23-held Goma."),
    ("advances", "Sudanese Armed Forces", "The army is moving north towards Bara."),
    ("advances", "rebels", "The rebels are pushing south toward Goma."),
    ("advances", "Russian military", "Russian infantry have come closer to Pokrovsk this month."),
    ("advances", "Sudanese Armed Forces", "The army gained several kilometres on the road to Bara."),
    ("advances", "Russian military", "Russian forces made no confirmed advances near Huliaipole."),
    ("captures", "enemy", "The enemy occupied Novotroitske, DeepState reported."),
    ("captures", "5th Brigade", "The 5th Brigade has regained lost positions in the southern part of Lyman."),
    ("clashes", "M23", "M23, army clash near Masisi"),
    ("calls_for_withdrawal", "governor", "The governor called on the southern troops to go back from Mukalla to Aden."),
    ("shelling_or_strike", "Israeli military", "A motorcyclist was killed by an Israeli drone in Tyre."),
    ("shelling_or_strike", None, "Two farmers were killed by a drone near Kherson."),
    ("moves_forces", "Ethiopian army", "Trucks of the army have been heading towards Gondar."),
    ("moves_forces", "Russian military", "The enemy is accumulating forces near Siversk."),
    (
        "repels",
        "Ukrainian military",
        "Near Chasiv Yar, Ukrainian defenders stopped seven attempts by the enemy to advance.",
    ),
    ("repels", "Police", "Police stopped the gang from entering Kenscoff on Thursday."),
    ("repels", "gunmen", "Witnesses said gunmen had prevented the militia from reaching El Fasher."),
    (
        "hands_over_control",
        "ATMIS",
        "ATMIS handed over its forward operating base in Baidoa to the Somali National Army.",
    ),
    ("denies_capture", "Ukrainian General Staff", "The General Staff denied information about the loss of Lyman."),
]


@pytest.mark.parametrize(("predicate", "actor", "sentence"), READ, ids=[s[:50] for _, _, s in READ])
def test_it_is_read_with_its_doer(predicate: str, actor: str | None, sentence: str) -> None:
    assert (predicate, actor) in {(p, a) for p, a, _ in said(read(sentence))}


@pytest.mark.parametrize(
    "sentence",
    [
        "Moscow holds firm on demands, Lavrov says",
        "Engineers repelled accusations that the new bridge in Misrata was badly built.",
        "The minister repelled criticism in Goma.",
        "Two farmers were killed by a snake near Kherson.",
        "The family moved north towards Bara.",
        "The firm gained several customers in Kharkiv.",
        "Teachers stopped the pupils from entering Kenscoff.",
    ],
)
def test_what_only_sounds_like_it_is_no_claim_on_ground(sentence: str) -> None:
    claims = [c for c in read(sentence).claims if c.predicate.family.value == "control"]
    assert not claims, [(c.predicate.value, c.quote) for c in claims]


def test_no_confirmed_advance_is_none() -> None:
    (claim,) = read("Russian forces made no confirmed advances near Huliaipole.").claims
    assert claim.modality.value == "negated"


def test_what_a_mark_parts_is_no_phrase() -> None:
    claims = read("After the loss of Myrnohrad, Ukraine rushes to shore up its line.").claims
    assert "captures" not in {c.predicate.value for c in claims}


def test_the_clinic_that_closed_on_monday_is_no_advance() -> None:
    assert {c.predicate.value for c in read("The clinic in Bara closed on Monday.").claims} == {"aid_point_closed"}
