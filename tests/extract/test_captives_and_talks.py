"""Captives brought home, returned or promised; talks that are held, demanded or broken off, and by whom."""

import pytest
from claims_helpers import read

READ = (
    ("captive_handover", "Ukraine", "Ukraine brought home 160 prisoners of war on Friday."),
    ("captive_handover", "Russia", "Russia returned 12 prisoners on Friday."),
    ("offers_release", "Qatar", "Qatar proposed an exchange of hostages for prisoners."),
    ("offers_release", "Hamas", "Hamas is willing to hand over two captives."),
    ("negotiation", "Russian and Ukrainian negotiators", "Russian and Ukrainian negotiators are holding talks."),
    ("negotiation", "Hamas", "Hamas demanded direct talks with Washington."),
    ("talks_stalled", "Hamas", "Talks between Hamas and Israel broke down on Sunday."),
)
ELSE = (
    ("captive_handover", "The officer brought the prisoners before a court in Kinshasa."),
    ("captive_handover", "He returned to prison in Kyiv."),
    ("offers_release", "The company offered the release of a new album."),
    ("offers_release", "Hamas proposed a swap of land."),
    ("negotiation", "Army officials are holding a festival in Goma."),
)


@pytest.mark.parametrize(("predicate", "actor", "sentence"), READ)
def test_it_is_read_with_its_side(predicate: str, actor: str, sentence: str) -> None:
    claims = read(sentence).claims
    assert any(c.predicate == predicate and c.actor == actor for c in claims), claims


@pytest.mark.parametrize(("predicate", "sentence"), ELSE)
def test_what_only_sounds_like_it_is_left(predicate: str, sentence: str) -> None:
    assert not [c for c in read(sentence).claims if c.predicate == predicate]


def test_a_truce_is_where_those_who_agree_to_it_are() -> None:
    (claim,) = read("Rival militias in Goma have agreed to stop fighting.").claims
    assert claim.resolution is not None
    assert claim.resolution.mention.toponym == "Goma"
