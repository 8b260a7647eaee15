"""What a claim on ground must not add: a region for its town, a city for a building, an end to what is under way."""

import pytest
from claims_helpers import read, said

NO_GROUND = """
    The aid group left Goma because of insecurity.
    Drones are being built in a factory in Lviv.
    Russia advanced to the final in Doha.
    Soldiers returned to their families in Kharkiv.
    Firefighters are battling a blaze near Kupiansk.
    Chelsea captured the title in Kyiv.
    The army chief entered politics in Conakry.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", [line.strip() for line in NO_GROUND])
def test_what_only_sounds_like_war_is_no_claim(sentence: str) -> None:
    claims = [c for c in read(sentence).claims if c.predicate.family.value == "control"]
    assert not claims, [(c.predicate.value, c.quote) for c in claims]


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Ukrainian forces retain control of the Kharkiv region town of Vovchansk.", "Vovchansk"),
        ("The RSF took the North Kordofan city of Bara.", "Bara"),
        ("Ethiopian troops have entered the Tigray town of Alamata.", "Alamata"),
    ],
)
def test_the_region_of_a_town_is_not_taken_with_it(sentence: str, place: str) -> None:
    (claim,) = read(sentence).claims
    assert claim.resolution is not None
    assert claim.resolution.mention.toponym == place


@pytest.mark.parametrize(
    "sentence",
    [
        "Haitian police regained control of a hospital in Port-au-Prince.",
        "The army regained several positions in Lyman.",
        "Moscow says its troops are clearing the last pockets of resistance in Pokrovsk.",
        "The siege of Sarajevo lasted nearly four years.",
        "Analysts expect Russia to take Pokrovsk by January.",
        "The army's promise to retake Goma has not been kept.",
    ],
)
def test_it_is_told_but_changes_nobody_s_hold(sentence: str) -> None:
    claims = read(sentence).claims
    assert claims
    assert not any(c.changes_state for c in claims)


def test_who_approaches_is_who_is_fired_at() -> None:
    text = "Israeli troops opened fire at Palestinians approaching the yellow line in Khan Younis."
    assert "advances" not in {predicate for predicate, _, _ in said(read(text))}


def test_what_is_expected_of_an_ally_is_asked_of_it() -> None:
    (claim,) = read("Washington expects Israel to withdraw from Rafah.").claims
    assert claim.modality.value == "demanded"
