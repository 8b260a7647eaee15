"""What a first phrase tells stands, whatever the main verb after its comma denies."""

import pytest
from claims_helpers import read


def told(text, predicate):
    return {
        (c.modality.value, c.resolution.mention.toponym) for c in read(text).claims if c.predicate.value == predicate
    }


@pytest.mark.parametrize(
    ("predicate", "text", "expected"),
    [
        ("captures", "Since the capture of Goma by M23, banks have not opened.", ("asserted", "Goma")),
        ("captures", "After the fall of Nyala to the RSF, no aid has come.", ("asserted", "Nyala")),
        (
            "aid_point_opened",
            "With the opening of a reception centre in Zaranj, families no longer sleep outside.",
            ("asserted", "Zaranj"),
        ),
        (
            "aid_point_closed",
            "After the closure of the crossing at Adré, aid has not reached Darfur.",
            ("asserted", "Adré"),
        ),
        ("withdraws", "Despite the withdrawal of troops from Lyman, shelling has not stopped.", ("asserted", "Lyman")),
    ],
)
def test_it_is_told_as_a_fact(predicate, text, expected):
    assert expected in told(text, predicate)


@pytest.mark.parametrize(
    ("predicate", "text"),
    [
        ("aid_point_closed", "Without the closure of the crossing at Adré, aid would have come."),
        ("captures", "The capture of Goma has not been confirmed."),
        ("captures", "With the capture of Goma, M23 would control the lake."),
    ],
)
def test_it_is_not_told_as_a_fact(predicate, text):
    assert all(modality != "asserted" for modality, _ in told(text, predicate))


def test_a_plain_word_that_opens_a_sentence_is_no_neighbourhood():
    """ "Main roads" are not those of Ma'in."""
    names = {r.mention.toponym for r in read("Main roads into Khan Younis are impassable.").resolutions}
    assert names == {"Khan Younis"}


def test_the_reason_is_told_of_the_places_before_it():
    """ "… because there are no beds": in both towns."""
    text = "Cholera patients in Tawila and Zalingei are lying on the ground because there are no beds."
    assert {place for _, place in told(text, "aid_needs")} == {"Tawila", "Zalingei"}
