import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.gazetteer import names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al-Nuṣayrāt", "al Nusayrat"),
        ("Ta’if", "Ta'if"),
        ("St. Louis", "Saint Louis"),
        ("U.S.", "US"),
        ("Zürich", "ZURICH"),
        ("خانيونس", "خَانيونس"),
        ("أم النصر", "ام النصر"),
        ("غزة", "غزه"),
        ("רָפִיחַ", "רפיח"),
        ("Deir‑al‑Balah", "Deir al Balah"),
    ],
)
def test_spellings_of_one_name_have_one_key(one, other):
    assert names.key(one) == names.key(other)


@pytest.mark.parametrize(("one", "other"), [("Rafah", "Rafa'a"), ("Gaza", "Giza"), ("Beit Hanoun", "Beit Lahia")])
def test_different_names_have_different_keys(one, other):
    assert names.key(one) != names.key(other)


@given(st.lists(st.text(max_size=20), max_size=5))
def test_many_keys_at_once_are_the_keys_one_by_one(found):
    assert names.keys(found) == [names.key(name.replace("\n", " ")) for name in found] or not found


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name):
    assert names.key(names.key(name)) == names.key(name)


def test_transcriptions_share_their_consonants():
    assert len({names.skeleton(n) for n in ("Nuseirat", "Nusayrat", "An-Nuseyrat", "Nusseirat")}) == 1


def test_alike_tells_transcriptions_from_other_words():
    assert names.alike("Hodeidah", "Al Hudaydah") > 0.85
    assert names.alike("Rafah", "Roof") < 0.72
