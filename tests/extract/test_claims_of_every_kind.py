"""Every predicate has a sentence that carries it, and what a sentence leaves out is not claimed."""

import pytest

from contested.extract.engine import open_reader
from contested.model import Article, Extraction, Modality, Predicate

SENTENCES = [
    ("The MNDAA handed Lashio back to the military.", Predicate.HANDS_OVER_CONTROL, "Lashio"),
    ("The RSF is digging trenches around El Obeid.", Predicate.FORTIFIES_LINE, "El Obeid"),
    ("The army denied that its troops were in Bara.", Predicate.DENIES_PRESENCE, "Bara"),
    ("Hezbollah denied having any fighters in Tyre.", Predicate.DENIES_PRESENCE, "Tyre"),
    ("Talks in Jeddah have stalled, mediators said.", Predicate.TALKS_STALLED, None),  # a seat of talks abroad
    ("The African Union called for a ceasefire in El Fasher.", Predicate.CALLS_FOR_CEASEFIRE, "El Fasher"),
    ("Azerbaijan and Armenia signed a ceasefire on Monday.", Predicate.CEASEFIRE_SIGNED, None),
    ("Hamas offered to release ten captives.", Predicate.OFFERS_RELEASE, None),
    ("Hamas submitted its response to mediators.", Predicate.SUBMITS_RESPONSE, None),
    ("The Sudanese army chief met the Egyptian president in Cairo.", Predicate.MEETING, None),
    ("Neither account could be independently verified.", Predicate.STATEMENT, None),
    ("The deal covers Rafah.", Predicate.AGREEMENT_SCOPE, "Rafah"),
    ("There is no agreement on Rafah.", Predicate.AGREEMENT_SCOPE, "Rafah"),
    ("A raid killed 40 people in Gao last year.", Predicate.BACKGROUND_EVENT, "Gao"),
    ("Rafah is littered with unexploded ordnance.", Predicate.HAZARD, "Rafah"),
    ("The Red Cross received two captives from Hamas in Nuseirat.", Predicate.CAPTIVE_HANDOVER, "Nuseirat"),
    ("An estimated 6,400 people left Ed Daein in March.", Predicate.DISPLACEMENT, "Ed Daein"),
    ("There was no diesel in Kayes on Tuesday night.", Predicate.AID_NEEDS, "Kayes"),
    ("Nobody is getting through to Nioro.", Predicate.ACCESS_ROUTE_CUT, "Nioro"),
    ("Attacks on Orikhiv were repelled on Monday.", Predicate.REPELS, "Orikhiv"),
    ("Dilling stays cut off.", Predicate.BESIEGES, "Dilling"),
]


@pytest.fixture(scope="module")
def read():
    reader = open_reader()

    def one(text: str, **known: str) -> Extraction:
        return reader.read(Article(text=text, **known))

    return one


def said(extraction: Extraction) -> set[tuple[Predicate, str | None]]:
    return {
        (claim.predicate, claim.resolution.mention.toponym if claim.resolution else None) for claim in extraction.claims
    }


@pytest.mark.parametrize(("text", "predicate", "place"), SENTENCES, ids=[s[0][:40] for s in SENTENCES])
def test_a_sentence_carries_its_predicate(read, text, predicate, place):
    assert (predicate, place) in said(read(text))


@pytest.mark.parametrize(
    ("text", "named", "left_out"),
    [
        ("The army captured Rafah but not Khan Younis.", "Rafah", "Khan Younis"),
        ("The army withdrew from Rafah, not from Jabalia.", "Rafah", "Jabalia"),
        ("Troops left all of Gaza City except Zeitoun.", "Gaza City", "Zeitoun"),
        ("The army entered Rafah rather than Khan Younis.", "Rafah", "Khan Younis"),
        ("Troops captured Jabalia, apart from Beit Hanoun.", "Jabalia", "Beit Hanoun"),
        ("The army captured Bara, about 60 km north of El Obeid.", "Bara", "El Obeid"),
    ],
)
def test_what_a_sentence_leaves_out_is_not_claimed(read, text, named, left_out):
    places = {place for _, place in said(read(text))}
    assert named in places
    assert left_out not in places


def test_who_came_and_left_in_one_breath_is_not_there(read):
    claims = read("M23 walked into Goma in the spring and left again two weeks later.").claims
    assert {claim.predicate for claim in claims} == {Predicate.ENTERS, Predicate.WITHDRAWS}
    assert not any(claim.changes_state for claim in claims)


def test_a_sentence_that_only_says_no_denies_the_one_before(read):
    claims = read("Reports said that Israeli soldiers had left Rafah. They have not.").claims
    assert [(c.predicate, c.modality) for c in claims][-1] == (Predicate.WITHDRAWS, Modality.NEGATED)


def test_in_a_correction_the_outlets_own_report_is_taken_back(read):
    text = "Correction: bakery open\nOn Friday the Tyre Monitor reported that the bakery in Rafah had closed."
    (claim,) = [c for c in read(text, outlet="Tyre Monitor").claims if c.predicate is Predicate.AID_POINT_CLOSED]
    assert claim.modality is Modality.RETRACTED
    assert not claim.changes_state


def test_troops_in_a_sides_own_words_are_its_own(read):
    (claim,) = read("The Sudanese army said troops entered Bara.").claims
    assert claim.actor == "Sudanese Armed Forces"


def test_the_army_is_that_of_the_country_the_news_is_from(read):
    claims = read("Gao is quiet. The army captured Ansongo, near Gao.").claims
    assert "Malian army" in {claim.actor for claim in claims}


def test_an_armed_group_that_is_called_an_army_is_not_the_army(read):
    claims = read("The Arakan Army left Lashio. The army captured Sittwe.").claims
    assert {c.actor for c in claims if c.predicate is Predicate.CAPTURES} == {"Myanmar military"}


@pytest.mark.parametrize("place", ["Crête-à-Pierrot", "Pont-l'Évêque"])
def test_a_hyphenated_name_is_never_cut_short(read, place):
    mentions = [r for r in read(f"Gangs hold {place}.").resolutions if r.place is not None]
    assert mentions == []


def test_a_long_hyphenated_name_is_known_as_a_whole(read):
    assert "Port-au-Prince" in {r.mention.toponym for r in read("Gangs attacked Port-au-Prince.").resolutions}


def test_a_depot_of_fighters_is_no_aid_point(read):
    assert all(claim.aid_update is None for claim in read("Israel hit a Hezbollah depot outside Nabatieh.").claims)


def test_the_hours_of_a_live_report_are_no_part_of_a_name(read):
    (claim,) = read("06:10 Israeli troops entered Rafah.").claims
    assert claim.actor == "Israeli military"


def test_who_is_not_the_world_health_organization(read):
    text = "Who controls Rafah? WHO called for Al-Quds Hospital to be reopened."
    assert [c.actor for c in read(text).claims if c.modality is Modality.DEMANDED] == ["World Health Organization"]
    assert "World Health Organization" not in {c.actor for c in read("Who left Rafah on Monday?").claims}
