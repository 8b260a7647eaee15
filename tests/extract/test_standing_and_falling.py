"""Who still stands where, what is disputed between sides, sieges lifted, and verbs that only keep phrases apart."""

import pytest
from claims_helpers import read, said

READ = [
    ("advances", "Kachin Independence Army", "The Kachin Independence Army launched an offensive against Bhamo."),
    ("besieges", None, "The army lifted the siege on Kadugli."),
    ("denies_capture", "Ukraine", "Russia's claim that it had captured Kupiansk was rejected by Kyiv."),
    ("captures", "rebels", "Russian mercenaries left Tessalit, and the rebels took the base."),
    ("holds", None, "No group controls Tessalit, a local official said."),
    ("holds", None, "Pokrovsk remains contested."),
    ("holds", None, "Kupiansk is hotly contested."),
    ("advances", "Ukrainian military", "Ukrainian forces counterattacked north of Pokrovsk and regained Rodynske."),
    ("captures", "Ukrainian military", "Ukrainian forces counterattacked north of Pokrovsk and regained Rodynske."),
    ("front_static", None, "Neither side has advanced around Kupiansk since October."),
    ("front_static", None, "Neither side has taken Kupiansk."),
    ("enters", "Rebels", "Rebels invaded Goma and looted shops."),
    ("presence_only", "Rebel fighters", "Rebel fighters paraded through Kidal."),
    ("enters", "Wazalendo", "Wazalendo militias re-entered Uvira after the departure of M23."),
    ("withdraws", "Congolese army", "Government troops panicked and abandoned Goma."),
    ("captures", "Russian military", "Moscow announced that Huliaipole was “fully liberated”."),
    ("captures", None, "Residents said Bara had been liberated."),
    ("enters", "Lebanese army", "A Lebanese army engineering company moved into Blida an hour later."),
    ("enters", "Lebanese army", "A Lebanese army unit entered Blida."),
    ("holds", "Syrian Democratic Forces", "SDF men still held the sugar mill in Manbij."),
]


@pytest.mark.parametrize(("predicate", "actor", "sentence"), READ, ids=[f"{p}: {s[:50]}" for p, _, s in READ])
def test_it_is_read_with_its_doer(predicate: str, actor: str | None, sentence: str) -> None:
    assert (predicate, actor) in {(p, a) for p, a, _ in said(read(sentence))}


@pytest.mark.parametrize(
    "sentence",
    [
        "The election in Kupiansk remains disputed.",
        "The garrison in Tessit resisted for three hours and the attackers withdrew towards the river.",
        "Fans invaded the pitch in Goma.",
        "A Russian military blogger entered Kupiansk.",
        "The Lebanese army company commander entered Blida.",
        "Neither company has moved to Kupiansk.",
        "The court lifted the blockade on imports in Aden.",
    ],
)
def test_what_only_sounds_like_it_is_no_claim_on_ground(sentence: str) -> None:
    claims = [c for c in read(sentence).claims if c.predicate.family.value == "control"]
    assert not claims, [(c.predicate.value, c.quote) for c in claims]


def test_a_contested_town_is_shown_so() -> None:
    (claim,) = read("Pokrovsk remains contested.").claims
    assert claim.control_update is not None
    assert claim.control_update.status.value == "contested"


def test_a_garrison_that_holds_out_is_where_the_other_side_claimed_to_be() -> None:
    text = "The RSF claimed full control of Babanusa on Monday, but the army said its garrison was still holding out."
    assert ("holds", "Sudanese Armed Forces") in {(p, a) for p, a, _ in said(read(text))}


def test_air_support_is_no_strike_on_what_was_taken() -> None:
    claims = read("The army, backed by air strikes, drove al-Shabaab from Baidoa.").claims
    assert "shelling_or_strike" not in {c.predicate.value for c in claims}
