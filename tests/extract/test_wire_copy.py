"""What agencies' copy is full of: datelines with a hyphen, places within places, "its director", "the agency"."""

import pytest
from claims_helpers import read

# sentences | predicate | actor | places
TOLD = """
KYIV, Nov 24 (Delta Press) - Ukrainian forces have recaptured Lyman.|captures|Ukrainian military|Lyman
GOMA (Delta Press) -- M23 rebels took Rutshuru on Monday.|captures|M23|Rutshuru
BEIRUT - Israeli troops entered Khiam at dawn.|enters|Israeli military|Khiam
The army took the village of Bara in Sudan's North Kordofan state.|captures|Sudanese Armed Forces|Bara
Ukrainian forces recaptured Drobysheve, a village north-west of Lyman, on Monday.|captures|Ukrainian military|Drobysheve
Rebels captured Bukavu, the capital of South Kivu, on Monday.|captures|Rebels|Bukavu
The RSF seized Kutum, a town in North Darfur, and Mellit.|captures|Rapid Support Forces|Kutum;Mellit
The RSF captured Bara, near El Obeid, on Monday.|captures|Rapid Support Forces|Bara
Congo's M23 rebels left Uvira on Monday.|withdraws|M23|Uvira
The 3rd Assault Brigade entered Kupiansk.|enters|Ukrainian military|Kupiansk
Ukraine's General Staff said its troops held Pokrovsk.|holds|Ukrainian military|Pokrovsk
Fighters from the Rapid Support Forces hold Nyala.|holds|Rapid Support Forces|Nyala
Gunmen loyal to Hamas hold Jabalia.|holds|Hamas|Jabalia
Soldiers from Ukraine entered Sudzha.|enters|Ukrainian military|Sudzha
The Russian Ministry of Defence claimed that its forces advanced towards Lyman.|advances|Russian military|Lyman
The SDF media centre said its fighters had left Manbij.|withdraws|Syrian Democratic Forces|Manbij
The army said in a press release that it had overrun Bara and now administers Kadugli.|holds|Sudanese Armed Forces|Kadugli
Somali army commandos, backed by local fighters known as Ma'awisley, have regained Jowhar.|captures|Somali National Army|Jowhar
JNIM claimed the capture of the gendarmerie post in Djibo and an ambush near Arbinda.|captures|JNIM|Djibo
In Kidal, the Malian army struck a camp of the Azawad Liberation Front.|shelling_or_strike|Malian army|Kidal
U.S. forces struck Raqqa, the U.S. military said.|shelling_or_strike|US military|Raqqa
Lyman has been in Russian hands since the start of the month.|holds|Russian military|Lyman
The RSF will withdraw from Nyala and Bara under a truce it signed last week.|withdraws|Rapid Support Forces|Nyala;Bara
"""


@pytest.mark.parametrize("line", TOLD.strip().splitlines())
def test_agency_copy_is_read(line: str) -> None:
    text, predicate, actor, places = line.split("|")
    found = [c for c in read(text).claims if c.predicate.value == predicate]
    assert {c.resolution.mention.toponym for c in found if c.resolution is not None} == set(places.split(";"))
    assert {c.actor for c in found} == {actor}


# sentences | who is cited last
CITED = """
The World Food Programme opened a bakery in Khan Younis. The bakery bakes all day, the agency said.|World Food Programme
The hospital in Khan Younis is open, its director said.|director
The Red Cross brought flour to Nyala, its mayor said.|mayor
The Arakan Army holds Mrauk-U. Jets bombed Sittwe, the AA said.|Arakan Army
Islamic Jihad freed a captive. Its men held Jabalia, the group said.|Palestinian Islamic Jihad
"""


@pytest.mark.parametrize("line", CITED.strip().splitlines())
def test_the_body_that_is_meant_is_cited(line: str) -> None:
    text, source = line.split("|")
    assert read(text).claims[-1].source_chain[0].name == source


def test_a_reason_is_no_source() -> None:
    claims = read("Médecins Sans Frontières has closed its clinic in Nyala, citing a lack of supplies.").claims
    assert [[s.name for s in c.source_chain] for c in claims] == [["the article"]]


def test_who_speaks_denies_and_not_what_was_told_before() -> None:
    text = "The army said its forces were in Tubas after shots were fired, and denied that they were besieging Tammun."
    denied = next(c for c in read(text).claims if c.predicate.value == "besieges")
    assert denied.modality.value == "denied"
    assert denied.source_chain[0].name != "shots"


def test_what_is_told_in_passing_is_not_what_is_denied() -> None:
    text = "The RSF, which holds Nyala, accused the army of bombing Kutum; an army spokesman denied it."
    assert not [c for c in read(text).claims if c.predicate.value == "holds" and c.modality.value == "denied"]


# sentences | predicate | modality | time
PUT = """
Russian forces are unlikely to seize Lyman before the end of the month.|captures|hypothetical|future
Russian forces are highly unlikely to abandon Melitopol this year.|withdraws|hypothetical|future
Rebels are poised to take Goma.|captures|hypothetical|future
Myanmar rebel group to give up ruby town of Mogok|withdraws|promised|future
JNIM vows to seal off Kayes next.|besieges|promised|future
The army vowed not to leave Rafah.|refuses_withdrawal|refused|current
Seven months after the M23 took Goma, the airport is shut.|captures|asserted|past_event
The agency has withdrawn an alert saying that Siversk had been encircled.|besieges|retracted|current
"""


@pytest.mark.parametrize("line", PUT.strip().splitlines())
def test_what_is_not_done_changes_nothing(line: str) -> None:
    text, predicate, modality, time = line.split("|")
    claim = next(c for c in read(text).claims if c.predicate.value == predicate)
    assert (claim.modality.value, claim.time_relation.value) == (modality, time)
    assert not claim.changes_state or modality == "refused"


def test_a_month_that_is_over_is_past() -> None:
    claim = read("Junta troops retook Kyaukme in October.", published="2025-11-18").claims[0]
    assert claim.time_relation.value == "past_event"


@pytest.mark.parametrize("name", ["Tubas", "Qalqilya", "Jenin"])
def test_a_town_is_meant_and_not_its_governorate(name: str) -> None:
    (claim,) = read(f"Israeli troops raided {name} in the West Bank on Monday.").claims
    assert claim.resolution is not None
    assert claim.resolution.place is not None
    assert claim.resolution.place.kind.value in {"city", "town"}


def test_what_stands_before_a_list_holds_for_each_of_its_names() -> None:
    text = "Ukrainian troops repelled 14 attacks near Lyman, Siversk and Kupiansk."
    claims = read(text).claims
    assert [c.resolution.mention.part.kind.value for c in claims] == ["near", "near", "near"]
    assert not any(c.changes_state for c in claims)


def test_who_is_blamed_is_told_and_changes_nothing() -> None:
    claims = read("A glide bomb hit Kherson on Monday; Kyiv blamed Russia, whose military declined to comment.").claims
    blamed = next(c for c in claims if c.rule == "discourse.accuses")
    assert (blamed.predicate.value, blamed.actor) == ("shelling_or_strike", "Russia")
    assert blamed.source_chain[0].name == "Ukraine"
    assert not blamed.changes_state


@pytest.mark.parametrize(
    "answer", ["The army called that a fairy tale.", "The army described the report as a fabrication."]
)
def test_what_is_called_a_lie_is_denied(answer: str) -> None:
    claims = read(f"The RSF said it had taken Bara on Monday. {answer}").claims
    assert [c.predicate.value for c in claims] == ["captures", "denies_capture"]


def test_blame_without_a_harm_before_it_says_nothing() -> None:
    assert not read("Prices rose in Kherson. Residents blamed the war. Kyiv blamed Russia.").claims


def test_the_army_of_the_country_that_the_sentence_names_is_meant() -> None:
    text = "JNIM blockades Bamako, Kidal and Gao. In Burkina Faso the army said it had recaptured Diapaga."
    assert read(text).claims[-1].actor == "Burkinabe army"


@pytest.mark.parametrize("subject", ["No army unit has", "An army platoon has", "Military vehicles have"])
def test_a_part_of_the_army_is_the_army(subject: str) -> None:
    (claim,) = read(f"{subject} entered El Obeid, an elder said.").claims
    assert claim.actor == "Sudanese Armed Forces"


@pytest.mark.parametrize("person", ["shopkeeper Dessie Alemu", "mayor Jean Delmas", "their spokesman Goma Ntwali"])
def test_a_calling_and_two_names_are_a_person(person: str) -> None:
    extraction = read(f"Shells landed in Lalibela all night, {person} said.")
    assert [r.mention.toponym for r in extraction.resolutions if r.mention.map.value == "feature"] == ["Lalibela"]


def test_his_soldiers_are_those_of_his_people() -> None:
    text = "A commander of the Ukrainian 102nd Brigade told reporters that his soldiers remained in Uspenivka."
    assert {c.actor for c in read(text).claims} == {"Ukrainian military"}


def test_a_partys_own_bulletin_says_we() -> None:
    text = "Our troops repelled seven attacks near Siversk on the Sloviansk axis."
    (claim,) = read(text, outlet="General Staff of the Armed Forces of Ukraine").claims
    assert claim.actor == "Ukrainian military"
    assert not read(text, outlet="Delta Press").claims


def test_a_clinic_in_the_town_lies_in_the_town_named_before() -> None:
    claims = read("Drones attacked Shebekino. A clinic in the town was damaged and is closed, the mayor said.").claims
    aid = [c for c in claims if c.predicate.family.value == "aid"]
    assert len(aid) == 2
    assert {c.resolution.place.name for c in aid} == {"Shebekino"}


@pytest.mark.parametrize("place", ["a fuel depot", "fuel stores", "an oil terminal"])
def test_fuel_stores_are_no_aid_points(place: str) -> None:
    assert {c.predicate.value for c in read(f"Drones hit {place} in Kosti on Monday.").claims} == {"shelling_or_strike"}


def test_what_a_statement_is_about_is_not_told() -> None:
    assert not read("Military statement on the fighting in Gaza City").claims


def test_a_sector_of_the_front_is_no_place_where_one_is_named() -> None:
    claims = read("Ukrainian troops repelled an attack near Siversk on the Sloviansk axis.").claims
    assert [c.resolution.mention.toponym for c in claims] == ["Siversk"]
