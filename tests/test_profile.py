"""The public edition of a frame: what could put people in danger is withheld, the rest is as it was."""

import geopandas as gpd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import contested
import factories
from contested.frame import CLAIMS, MENTIONS, conform, empty
from contested.frame.private import names_in, private_source
from contested.frame.profile import Profile, edition
from contested.model import AidKind, AidStatus, Modality, PlaceKind, Predicate, TimeRelation
from contested.status import status
from factories import Say, claims, place


def public(*said):
    return edition(claims(*said), Profile.PUBLIC)


@pytest.fixture(scope="module")
def series(repository):
    articles = contested.read_articles(repository / "tests" / "fixtures" / "series" / "articles")
    return contested.claims(contested.extract(articles))


def test_the_internal_edition_is_the_frame_itself(series):
    found, withheld = edition(series, Profile.INTERNAL)
    assert found is series
    assert not withheld


def test_an_edition_leaves_the_frame_and_its_schema_alone(series):
    before = series.copy()
    found, _ = edition(series, Profile.PUBLIC)
    assert series.equals(before)
    assert list(found["claim_id"]) == list(series["claim_id"])
    assert conform(found, CLAIMS).dtypes.equals(conform(series, CLAIMS).dtypes)


def test_the_series_has_something_of_each_kind_to_withhold(series):
    _, withheld = edition(series, Profile.PUBLIC)
    assert withheld.shelters >= 3
    assert withheld.names >= 2


def test_no_name_of_the_series_invented_persons_is_left(series):
    found, _ = edition(series, Profile.PUBLIC)
    assert not [name for name in ("Placeholder", "Specimen", "Rana") if found.to_csv().count(name)]
    assert "Placeholder" in series.to_csv()


def test_a_shelter_is_shown_to_two_kilometres():
    found, withheld = public(Say(at=place("Alder", 20.1234, 5.1234), aid=AidStatus.OPEN, aid_kind=AidKind.SHELTER))
    assert (found.geometry[0].coords[0], found["radius_m"][0], withheld.shelters) == ((20.12, 5.12), 2000.0, 1)


def test_what_else_is_said_of_the_same_premises_gives_them_no_more_away():
    school = place("Alder School", 20.1234, 5.1234, kind=PlaceKind.SITE)
    found, _ = public(
        Say(at=school, aid=AidStatus.OPEN, aid_kind=AidKind.SHELTER),
        Say(at=school, predicate=Predicate.SHELLING_OR_STRIKE, changes=False, day=2),
    )
    assert {point.coords[0] for point in found.geometry} == {(20.12, 5.12)}


def test_a_town_with_a_shelter_in_it_stays_where_it_is():
    town = place("Alder", 20.1234, 5.1234)
    found, _ = public(Say(at=town, aid=AidStatus.OPEN, aid_kind=AidKind.SHELTER), Say(at=town, day=2))
    assert (20.1234, 5.1234) in {point.coords[0] for point in found.geometry}


PLAN = {"predicate": Predicate.AID_DELIVERED, "actor": None, "changes": False, "aid": AidStatus.PLANNED}


@pytest.mark.parametrize(
    "words",
    [
        "A convoy will go to Alder on Monday.",
        "ستصل قافلة مساعدات إلى Alder يوم الاثنين.",
        "שיירה תצא אל Alder ביום שני.",
        "Конвой прибуде до Alder у понеділок.",
    ],
)
def test_neither_place_nor_time_nor_words_of_a_planned_convoy_are_shown(words):
    found, withheld = public(
        Say(**PLAN, words=words, modality=Modality.PROMISED, time=TimeRelation.FUTURE, valid_from=factories.day(9))
    )
    assert withheld.convoys == 1
    assert found.geometry[0] is None
    assert found[["place", "place_id", "toponym", "time_text"]].isna().all(axis=None)
    assert found["valid_from"].isna().all()
    assert "Alder" not in found.to_csv()
    assert found["predicate"][0] == Predicate.AID_DELIVERED
    assert found["origin"][0] is not None


def test_a_convoy_that_arrived_is_shown():
    found, withheld = public(Say(**PLAN, words="A convoy reached Alder.", time=TimeRelation.RECENT_EVENT))
    assert (withheld.convoys, found["place"][0]) == (0, "Alder")


@pytest.mark.parametrize(
    "words",
    [
        "A convoy is on its way to Alder",
        "Aid trucks that set off on Sunday have not yet reached Alder",
        "قافلة مساعدات في طريقها إلى Alder",
        "שיירה יצאה אל Alder",
        "Конвой прямує до Alder",
        "Конвой направляется в Alder",
    ],
)
def test_a_convoy_under_way_is_withheld_though_it_is_told_as_a_fact_of_now(words):
    found, withheld = public(Say(**PLAN, words=words))
    assert withheld.convoys == 1
    assert "Alder" not in found.to_csv()


@pytest.mark.parametrize(
    "words",
    ["A convoy that set off on Sunday arrived in Alder", "وصلت قافلة إلى Alder", "A convoy did not leave Alder"],
)
def test_a_convoy_that_is_there_or_never_left_is_shown(words):
    found, withheld = public(Say(**PLAN, words=words, time=TimeRelation.RECENT_EVENT))
    assert (withheld.convoys, found["place"][0]) == (0, "Alder")


def test_a_convoy_that_was_under_way_long_ago_is_shown():
    found, _ = public(Say(**PLAN, words="A convoy left for Alder", time=TimeRelation.PAST_EVENT))
    assert found["place"][0] == "Alder"


def test_a_promise_without_a_convoy_is_shown():
    found, _ = public(Say(**PLAN, words="A gate in Alder will open.", modality=Modality.PROMISED))
    assert found["place"][0] == "Alder"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nurse Rana Example said so.", ["Rana Example"]),
        ("aid worker Omar al-Specimen was there", ["Omar al-Specimen"]),
        ("Dr. Omar Specimen said", ["Omar Specimen"]),
        ("residents Sami Placeholder said", ["Sami Placeholder"]),
        ("Rana Example, a 40-year-old nurse, said", ["Rana Example"]),
        ("Omar Specimen, 42, a displaced father of three", ["Omar Specimen"]),
        ("قالت الممرضة رنا مثال إن", ["رنا مثال"]),
        ("وقال المواطن سامي مثال", ["سامي مثال"]),
        ("אמרה האחות רנה דוגמה כי", ["רנה דוגמה"]),
        ("сказала медсестра Рана Прикладна.", ["Рана Прикладна"]),
        ("But Rana Example, 34, said", ["Rana Example"]),
        ("Omar Specimen (42) fled", ["Omar Specimen"]),
        ("said Sami Placeholder, who fled Alder in May", ["Sami Placeholder"]),
        ("Sami Placeholder, whose house was hit", ["Sami Placeholder"]),
        ("قالت رنا مثال (34 عامًا)", ["رنا مثال"]),
        ("Олена Приклад, 45 років, сказала", ["Олена Приклад"]),
        ("Minister Omar Specimen, 61, said", []),
        ("defence minister Omar Specimen, 61, said", []),
        ("Omar Specimen, 61, the mayor of Alder, said", []),
        ("In Tall Alder, 12 people died; March 15, 2031", []),
        ("the Security Council, whose members met", []),
        ("a nurse at Nasser Hospital said", []),
        ("Resident Coordinator Omar Specimen said", []),
        ("The doctors said that Alder was quiet.", []),
        ("قال الطبيب إن المستشفى", []),
        ("وقال المواطن في رفح", []),
        ("a resident told The Post on Monday", []),
        ("the Volunteer Battalion took Alder", []),
    ],
)
def test_names_stand_beside_a_word_for_what_a_private_person_is(text, names):
    assert list(names_in(text)) == names


def test_a_place_is_no_person():
    assert list(names_in("In Deir Place, a resident said so.", places={"Deir Place"})) == []


@pytest.mark.parametrize(
    ("source", "text", "name"),
    [
        ("Omar Specimen", "Omar Specimen told us.", "Omar Specimen"),
        ("resident Sami Placeholder", "", "Sami Placeholder"),
        ("Governor Omar Specimen", "Governor Omar Specimen said", None),
        ("Omar Specimen", "Omar Specimen, a spokesman for the army, said", None),
        ("Sudan Doctors Network", "the Sudan Doctors Network said", None),
        ("Al Jazeera", "Al Jazeera reported", None),
        ("residents", "residents said", None),
        ("Fictional Radio", "", None),
    ],
)
def test_a_source_is_a_private_person_when_nothing_says_otherwise(source, text, name):
    assert private_source(source, text=text) == name


def test_a_name_is_withheld_from_words_and_sources_alike_and_nothing_else_is_changed():
    found, withheld = public(
        Say(words="Nurse Rana Example said that Alder is calm. Example saw it.", origin="Nurse Rana Example")
    )
    assert withheld.names == 1
    assert found["quote"][0] == "Nurse [name withheld] said that Alder is calm. [name withheld] saw it. Alder"
    assert found["origin"][0] == "Nurse [name withheld]"
    assert "Rana" not in found["source_chain"][0]


def test_statuses_of_the_public_edition_know_no_names_either():
    found, _ = public(Say(origin="Nurse Rana Example", words="Nurse Rana Example said the North holds Alder."))
    assert "Rana" not in status(found).to_csv()


def test_mentions_have_a_public_edition_too(repository):
    articles = contested.read_articles(repository / "tests" / "fixtures" / "series" / "articles")
    found, withheld = edition(contested.mentions(contested.extract(articles)), Profile.PUBLIC)
    assert withheld.names >= 2
    assert "Placeholder" not in found.to_csv()


@pytest.mark.parametrize("schema", [CLAIMS, MENTIONS])
def test_an_empty_frame_has_an_empty_edition(schema):
    found, withheld = edition(empty(schema), Profile.PUBLIC)
    assert (len(found), bool(withheld)) == (0, False)


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_any_words_make_an_edition_and_the_same_words_the_same(texts):
    frame = claims(
        *(Say(words=f"{text} Alder", origin=text or None, day=number) for number, text in enumerate(texts, 1))
    )
    first, second = (edition(frame, Profile.PUBLIC)[0] for _ in range(2))
    assert isinstance(first, gpd.GeoDataFrame)
    assert first.equals(second)


def test_who_is_named_in_the_claims_is_withheld_from_the_mentions_of_the_same_article(repository, tmp_path):
    (tmp_path / "a.txt").write_text(
        "Omar Specimen told us that the army left Rafah. In Jabalia Omar Specimen saw tanks.\n"
    )
    extractions = contested.extract(contested.read_articles(tmp_path))
    claims_of, mentions_of = contested.claims(extractions), contested.mentions(extractions)
    assert "Specimen" in "".join(mentions_of["sentence"])
    found, _ = edition(mentions_of, Profile.PUBLIC, beside=claims_of)
    assert "Specimen" not in "".join(found["sentence"])
