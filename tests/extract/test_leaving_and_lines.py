"""Who is gone from where, what is admitted lost, and where a line runs."""

import pytest
from claims_helpers import read, said

from contested.model import ControlStatus

READ = [
    ("withdraws", "Ukrainian military", "Ukrainian troops are no longer in Tetkino, a General Staff officer conceded."),
    ("withdraws", "Sudanese Armed Forces", "The army is no longer present in Bara."),
    ("withdraws", "Malian army", "Government forces no longer have any troops in Kidal."),
    ("withdraws", "Rapid Support Forces", "The RSF is not in Bara any more."),
    ("withdraws", "Sudanese Armed Forces", "The army does not control Bara any more."),
    ("withdraws", "Ukrainian military", "Kyiv admits loss of foothold at Tetkino"),
    ("withdraws", "Myanmar military", "The junta conceded the loss of Lashio."),
    ("withdraws", "Myanmar military", "The junta conceded the loss of the town of Lashio."),
    ("withdraws", "Congolese army", "Government forces withdrew from Goma towards Sake."),
    ("denies_capture", "Ukrainian military", "General Staff denies loss of Pokrovsk. Ukrainian units hold its centre."),
    ("denies_capture", "Ukrainian General Staff", "Ukraine's General Staff denied the loss of Pokrovsk."),
    ("enters", "Ukrainian military", "No Ukrainian marines have landed at Oleshky, the governor said."),
    ("enters", "Israeli military", "Israeli commandos came ashore at Naqoura."),
    ("enters", "Russian military", "Small Russian groups entered Kupiansk."),
    ("holds", "Sudanese Armed Forces", "The army is in charge of Bara."),
    ("advances", "rebels", "The rebels reached the western entrance to Goma."),
    ("advances", "rebels", "The rebels are about 15 km from Bukavu."),
    ("presence_only", "Rapid Support Forces", "The RSF was spotted on the southern approaches to El Obeid."),
    ("presence_only", "Rapid Support Forces", "The RSF is not in Bara."),
    ("repels", "Congolese army", "The army pushed the rebels out of Rutshuru."),
    ("withdraws", "units", "To spare lives, units left Lyman."),
    ("front_static", None, "The front between Bara and El Obeid has been quiet for a month."),
    ("clashes", None, "Clashes erupt in Tripoli after commander is killed"),
]


@pytest.mark.parametrize(("predicate", "actor", "sentence"), READ, ids=[s[:50] for _, _, s in READ])
def test_it_is_read_with_its_doer(predicate: str, actor: str | None, sentence: str) -> None:
    assert (predicate, actor) in {(p, a) for p, a, _ in said(read(sentence))}


@pytest.mark.parametrize(
    "sentence",
    [
        "Residents are no longer in Bara.",
        "The convoy is not in Rafah.",
        "Kyiv admitted the loss of an aircraft in Kursk.",
        "The RSF denied the loss of 200 fighters in Bara.",
        "The company admitted the loss of ten workers in Goma.",
        "The army said it is no longer safe in Bara.",
        "Talks between Kyiv and Moscow have been quiet.",
    ],
)
def test_what_leaves_no_ground_is_no_claim(sentence: str) -> None:
    assert not read(sentence).claims


def test_who_is_no_longer_there_has_left() -> None:
    (claim,) = read("The army is no longer in Bara.").claims
    assert claim.changes_state
    assert claim.control_update is not None
    assert claim.control_update.status is ControlStatus.VACATED


def test_a_front_between_two_places_is_about_both() -> None:
    places = {place for predicate, _, place in said(read("Lines between Bara and El Obeid have not moved."))}
    assert places == {"Bara", "El Obeid"}


def test_where_troops_went_to_is_not_what_they_left() -> None:
    assert {place for _, _, place in said(read("The army withdrew from Bara towards El Obeid."))} == {"Bara"}
