import pytest
from hypothesis import given
from hypothesis import strategies as st
from places_helpers import gaza, kind_of, of, place_of, read, world

from contested.gazetteer import names
from contested.gazetteer.gazetteer import open_gazetteer
from contested.gazetteer.tables import Level
from contested.gazetteer.theatre import load_theatre
from contested.model import MapRole, MentionKind


def test_bare_rafah_is_the_town_in_the_strip():
    assert place_of("Troops withdrew from Rafah and Khan Younis.", "Rafah") == "gaza:rafah"


@pytest.mark.parametrize(
    "sentence",
    [
        "In Gaza all was quiet. Traders came home to Egyptian Rafah.",
        "In Gaza all was quiet. Lorries waited in Rafah, Egypt.",
        "In Gaza all was quiet. Lorries waited in Rafah in Egypt.",
        "In Khan Younis all was quiet. Lorries drove through Sinai to the Egyptian town of Rafah.",
    ],
)
def test_the_egyptian_rafah_is_told_apart_by_its_country(sentence):
    found = of(sentence, "Rafah")
    assert found is not None
    assert found.place is not None
    assert found.place.country == "EG"


def test_both_rafahs_can_stand_in_one_sentence():
    text = "Shelling in Rafah, in southern Gaza, was heard in Egyptian Rafah."
    assert [r.place.country for r in read(text) if "Rafah" in r.mention.toponym] == ["PS", "EG"]


def test_tal_al_zaatar_in_north_gaza_is_not_the_camp_in_beirut():
    assert place_of("Rain flooded Tal al-Zaatar in northern Gaza, and Jabalia.", "Zaatar") == "gaza:tal-al-zaatar"
    beirut = of("The siege of Tal al-Zaatar in Beirut in 1976 ended in August.", "Zaatar")
    assert beirut is None or beirut.place is None or beirut.place.country == "LB"


def test_bare_gaza_is_the_strip_and_gaza_city_the_city():
    text = "Aid entered Gaza on Monday. Tanks stood in Gaza City and in Gaza Governorate."
    assert place_of(text, "Gaza") == "gaza:gaza-strip"
    assert place_of(text, "Gaza City") == "gaza:gaza-city"
    assert place_of(text, "Gaza Governorate") == "gaza:gaza-governorate"


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("Nusseirat", "gaza:nuseirat"),
        ("Al-Nuseyrat", "gaza:nuseirat"),
        ("Khan Yunus", "gaza:khan-younis"),
        ("Jabaliyah", "gaza:jabalia"),
        ("Tel az-Zaatar", "gaza:tal-al-zaatar"),
        ("Tal al-Za‘tar", "gaza:tal-al-zaatar"),
        ("Beit Lahiyah", "gaza:beit-lahia"),
        ("Deir Al Balah", "gaza:deir-al-balah"),
        ("RAFAH", "gaza:rafah"),
        ("Deir al‑Balah", "gaza:deir-al-balah"),
    ],
)
def test_a_spelling_that_no_table_lists_is_the_same_place(written, place):
    assert place_of(f"In the Gaza Strip, troops withdrew from {written} on Tuesday.", written.split("-")[0]) == place


@pytest.mark.parametrize("prefix", ["و", "ف", "ب", "ل", "من ", "في ", "وفي "])
def test_arabic_joined_prepositions_are_taken_off(prefix):
    found = [r.place.id for r in read(f"انسحبت القوات {prefix}رفح يوم الثلاثاء.") if r.place is not None]
    assert "gaza:rafah" in found


def test_arabic_vowels_tatweel_and_letter_forms_change_nothing():
    for form in ("جباليا", "جَبَالِيا", "جبـاليا", "جباليـــا"):
        assert [r.place.id for r in read(f"قصفت الطائرات {form} فجرا.") if r.place] == ["gaza:jabalia"]


def test_hebrew_prefixes_are_taken_off():
    assert "gaza:rafah" in [r.place.id for r in read("כוחות צהל נסוגו מרפיח ברצועת עזה.") if r.place]


def test_every_name_of_the_theatre_finds_its_place_or_one_that_shares_the_name():
    gazetteer = gaza()
    owners: dict[str, set[str]] = {}
    for place in gazetteer.theatres[0].places:
        for name in (place.name, *place.aliases):
            owners.setdefault(names.key(name), set()).add(place.id)
    for place in gazetteer.theatres[0].places:
        for name in place.aliases:
            assert {p.id for p in gazetteer.lookup(name)} & owners[names.key(name)], name


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Paris Hilton arrived on Monday.", "Paris"),
        ("Mr Houston said that he was innocent.", "Houston"),
        ("Prof Omar Jabalia gave a lecture.", "Jabalia"),
        ("Nasser Jabalia spoke to reporters.", "Jabalia"),
        ("A fisherman, Nasser Jabalia, 45, came home.", "Nasser"),
        ("He read Reuters in March.", "March"),
        ("Reading is fun. Nice people came.", "Reading"),
    ],
)
def test_persons_and_words_are_no_places(sentence, name):
    found = of(sentence, name)
    assert found is None or found.mention.kind.value == "person_name"


def test_a_later_surname_alone_is_still_the_person():
    assert of("James Jackson was elected. Jackson said he would resign.", "Jackson", world()) is None


def test_a_body_is_not_where_its_name_says():
    found = of("The Bank of Palestine reopened in Ramallah.", "Palestine")
    assert found is None or (found.place is None and found.mention.map is MapRole.NO)


def test_the_police_of_a_town_are_an_organisation_in_that_town():
    found = of(
        "He was arrested in Alexandria, Louisiana, on Monday. Alexandria Police said so.", "Alexandria", world(), nth=1
    )
    assert found is not None
    assert found.mention.kind.value == "org_name"
    assert found.mention.map is MapRole.NO
    assert found.place is not None
    assert found.place.country == "US"


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("Kyiv said on Monday that the town was held.", "Kyiv", "metonym"),
        ("Washington announced new sanctions.", "Washington", "metonym"),
        ("They resumed talks with Tehran.", "Tehran", "metonym"),
        ("The rebels blamed Khartoum for the delay.", "Khartoum", "metonym"),
        ("Jordan, for its part, offered to help.", "Jordan", "metonym"),
        ("The war on Gaza went on.", "Gaza", "polity"),
        ("A Gaza ceasefire is near.", "Gaza", "polity"),
        ("The Doha negotiations stalled.", "Doha", "event_label"),
        ("US Middle East envoy Steve Witkoff left.", "Middle East", "role_modifier"),
        ("The governor of Jenin spoke.", "Jenin", "role_modifier"),
        ("Israeli troops left.", "Israeli", "demonym"),
        ("Older maps spell it Jebaliya.", "Jebaliya", "name_variant_note"),
    ],
)
def test_the_use_of_a_name_is_told(sentence, name, kind):
    found = of(sentence, name)
    assert kind_of(sentence, name) == kind
    assert found is not None
    assert found.mention.map is not MapRole.FEATURE


def test_a_container_decides_between_namesakes():
    assert of("He lives in Paris, Texas.", "Paris", world()).place.country == "US"
    assert of("He lives in Paris.", "Paris", world()).place.country == "FR"
    assert of("A crew trained at Tripoli in Libya met one trained at Beirut.", "Tripoli", world()).place.country == "LY"


def test_the_rest_of_the_article_decides_between_namesakes():
    text = "Fire crews from Beirut and Sidon were sent to Tripoli in the north of Lebanon. Lebanese troops closed roads to Zahle."
    assert of(text, "Tripoli", world()).place.country == "LB"


def test_an_unknown_name_with_a_cue_is_kept_for_review_without_a_place():
    found = of("Clashes went on near the village of Qwertyabad on Monday.", "Qwertyabad", world())
    assert found is not None
    assert found.place is None
    assert found.geometry is None
    assert "in no gazetteer" in found.reasons


def test_a_like_spelling_is_read_inside_the_articles_country_only():
    text = "The Houthis in Sanaa, Yemen, said cranes were moved to the port of Hodeidah. Yemen blamed others. Aden was quiet."
    found = of(text, "Hodeidah", world())
    assert found is not None
    assert found.place is not None
    assert found.place.country == "YE"


def test_the_kibbutz_and_the_crossing_of_one_name_are_two_places():
    assert place_of("In Gaza, lorries entered through Kerem Shalom.", "Kerem Shalom") == "gaza:kerem-shalom-crossing"
    assert (
        place_of("Near Gaza, residents of kibbutz Kerem Shalom returned.", "Kerem Shalom")
        == "gaza:kerem-shalom-kibbutz"
    )


def test_al_awda_hospital_in_nuseirat_is_the_one_there():
    assert place_of("Al-Awda Hospital in Nuseirat took in the wounded.", "Al-Awda") == "gaza:al-awda-hospital-nuseirat"
    assert place_of("Doctors from Al-Awda Hospital, Tal al-Zaatar, met.", "Al-Awda") == "gaza:al-awda-hospital"


def test_without_theatres_the_world_alone_answers():
    found = of("Troops withdrew from Rafah in the Gaza Strip.", "Rafah", world())
    assert found is not None
    assert found.place is not None
    assert found.place.id.startswith("world:")


def test_titles_in_capitals_and_datelines_are_read():
    text = "FIGHTING FLARES IN KHAN YOUNIS\nRAFAH, Gaza Strip (Agency) — Shells fell."
    assert place_of(text, "KHAN YOUNIS") == "gaza:khan-younis"
    assert place_of(text, "RAFAH") == "gaza:rafah"


def test_every_resolution_gives_its_reasons_and_a_score():
    for resolution in read("Shells fell on Rafah and eastern Khan Younis, and in Nuseirat, central Gaza Strip."):
        assert 0.0 <= resolution.score <= 1.0
        assert resolution.place is None or resolution.reasons or resolution.alternatives


@given(st.text(alphabet=st.sampled_from(list("abGRafahKhan YounisرفحغזAl-'’.,;()\n0123")), max_size=120))
def test_mentions_lie_in_the_text_in_order_and_never_overlap(text):
    last = 0
    for resolution in read(text):
        mention = resolution.mention
        assert text[mention.start : mention.end] == mention.toponym
        assert mention.start >= last
        last = mention.end
        if mention.part is not None:
            assert text[mention.part.start : mention.part.end] == mention.part.text


def test_a_dateline_and_a_parent_guide_reading_and_are_not_drawn():
    text = "RAFAH, Gaza Strip (Agency) — Shells fell on Nuseirat, central Gaza Strip, and on Jabalia."
    roles = [(r.mention.toponym, r.mention.map) for r in read(text)]
    assert roles == [
        ("RAFAH", MapRole.CONTEXT),
        ("Gaza Strip", MapRole.CONTEXT),
        ("Nuseirat", MapRole.FEATURE),
        ("Gaza Strip", MapRole.CONTEXT),
        ("Jabalia", MapRole.FEATURE),
    ]


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("Ships sailed to the Netherlands on Monday.", "Netherlands", "world:country-NL"),
        ("Lorries came from the U. S. and left.", "U. S", "world:country-US"),
        ("Snow will fall on Toronto Saturday night.", "Toronto", "world:6167865"),
        ("Nobody was seen in Paris as Real Estate Weekly had feared.", "Paris", "world:2988507"),
        ("A fair in L.A. drew crowds.", "L.A", "world:5368361"),
    ],
)
def test_a_place_is_told_by_how_newspapers_write_it(text, name, place):
    assert place_of(text, name, world()) == place


def test_a_sum_of_money_names_no_country():
    assert of("The bridge cost US $4 million.", "US", world()) is None


@pytest.mark.parametrize("name", ["Big Apple", "Peace", "Misty", "Hills", "Interior"])
def test_a_nickname_or_a_translation_of_a_division_is_no_name_of_it(name):
    entries = world().world.find(names.key(name))
    assert not [entry for entry in entries if entry.level in (Level.FIRST, Level.SECOND) and not entry.alternate]


def test_a_local_body_locates_what_the_article_is_about():
    text = "Shops shut in Columbus, Ohio. The Dublin Historical Society meets in Dublin, Ohio, near Columbus."
    found = of(text, "Dublin", world())
    assert found.mention.kind is MentionKind.ORG_NAME
    assert found.mention.map is MapRole.NO
    assert found.place is not None


def test_a_body_named_after_a_far_place_has_no_point():
    assert place_of("The Bank of Palestine opened a branch in Oslo.", "Palestine", world()) is None


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("قال مسؤولون في واشنطن إن الوفد غادر", "واشنطن", "world:region-Washington"),
        ("قصف الطيران إدلب وحمص ودرعا", "إدلب", "world:169389"),
        ("وصل الوفد إلى رام الله مساء", "رام الله", "world:282239"),
        ("اندلعت اشتباكات في جنين مساء", "جنين", "world:283506"),
        ("דיווחים על ירי בשדרות הערב", "שדרות", "world:293619"),
        ("בכיר בוושינגטון אמר היום", "וושינגטון", "world:region-Washington"),
    ],
)
def test_places_outside_theatres_are_read_in_arabic_and_hebrew(text, name, place):
    assert place_of(text, name, world()) == place


def test_an_arabic_word_that_is_also_a_small_town_is_no_place_without_a_cue():
    assert of("أعلن الطبيب أن كل جنين بخير", "جنين", world()) is None


@pytest.mark.parametrize(
    "text",
    [
        "Clashes in Quellmara left three dead.",
        "The town of Ostrevin fell on Sunday.",
        "Rebels entered Dravissa after dark.",
        "Troops reached Tamborel on Sunday.",
    ],
)
def test_a_small_place_of_a_war_that_no_gazetteer_has_is_kept_for_review(text):
    (found,) = read(text, world())
    assert found.place is None
    assert found.mention.map is MapRole.FEATURE
    assert "in no gazetteer" in found.reasons


@pytest.mark.parametrize(
    "text",
    [
        "The rebels moved into Sakelmo on Sunday.",
        "Fighters withdrew from Kalembesso before dawn.",
        "The fall of Kalembesso was a blow to the army.",
    ],
)
def test_a_name_that_no_gazetteer_has_is_kept_where_forces_move_or_fight(text):
    (found,) = read(text, world())
    assert found.place is None
    assert "in no gazetteer" in found.reasons


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Israeli strikes hit Khiyelma and Kfar Dunessa on Monday, killing three.", {"Khiyelma", "Kfar Dunessa"}),
        ("Airstrikes targeted Tayr Quessa, Jwellaya and Tyre in southern Lebanon.", {"Tayr Quessa", "Jwellaya"}),
        ("The rebels moved into Sakelmo, Numbesso and Kirotelle.", {"Sakelmo", "Numbesso", "Kirotelle"}),
        ("Residents fled Kashebessa as shells fell.", {"Kashebessa"}),
    ],
)
def test_unknown_names_in_the_lists_of_a_report_on_fighting_are_kept_for_review(text, names):
    unresolved = {r.mention.toponym for r in read(text, world()) if r.place is None}
    assert unresolved == names


def test_a_name_that_was_a_place_once_is_found_wherever_it_stands():
    text = "Residents fled Kashebessa as shells fell. Kashebessa was quiet later, and Kashebessa burned."
    assert [r.mention.toponym for r in read(text, world())] == ["Kashebessa"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "The army attacked Johnson and Biden in a statement.",
        "Rebels hit Mohammed with a rifle.",
        "The strike hit Hezbollah positions, and the army attacked UNICEF.",
        "The shelling struck Christmas markets.",
        "Fighters moved towards Monday prayers.",
        "The company hit Apple and moved into Crypto.",
    ],
)
def test_persons_bodies_and_days_are_no_unknown_places(text):
    assert [r.mention.toponym for r in read(text, gaza()) if r.place is None] == []


def test_a_small_town_far_from_all_else_in_the_article_is_not_guessed():
    text = "Rebels entered Goma and Bukavu in eastern Congo. They shelled the village of Bicester."
    assert place_of(text, "Goma", world()) == "world:216281"
    assert place_of(text, "Bicester", world()) is None


def test_the_same_town_is_taken_where_nothing_speaks_against_it():
    assert place_of("A fair was held in the town of Bicester.", "Bicester", world()) is not None


@pytest.mark.parametrize("name", ["the Sahel", "the Mediterranean Sea", "the Danube", "Siberia"])
def test_a_sea_a_river_or_a_region_is_never_drawn_as_a_point(name):
    found = read(f"Storms passed over {name} on Monday.", world())
    assert [r.mention.map for r in found] == [MapRole.CONTEXT]


def test_a_landmark_may_be_drawn():
    assert of("Crowds met at the White House gates in Manhattan.", "Manhattan", world()).mention.map is MapRole.FEATURE


def test_the_beginning_of_a_longer_name_is_not_the_place_of_that_beginning():
    text = "Spurs fans in San Antonio, Texas, cheered. Rain fell on San Antonio de Nowhere in Texas."
    assert [r.mention.start for r in read(text, world()) if r.mention.toponym == "San Antonio"] == [14]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Fighting went on near New York and Toretsk in Donetsk region on Monday.", "UA"),
        ("Zelensky flew from Kyiv to New York for the UN General Assembly.", "US"),
    ],
)
def test_the_two_new_yorks_are_told_apart(text, country):
    found = of(text, "New York", open_gazetteer(theatres=[load_theatre("ukraine")]))
    assert found.place.country == country


def test_the_points_of_regions_are_what_the_script_computes(monkeypatch, repository):
    monkeypatch.syspath_prepend(str(repository / "benchmarks"))
    import make_world_tables

    computed = [{key: str(value) for key, value in row.items()} for row in make_world_tables.regions()]
    assert computed == make_world_tables.table("regions.csv")


@pytest.mark.parametrize(("text", "name"), [("Troops left Tulkarm camp on Monday.", "Tulkarm camp")])
def test_a_camp_written_with_a_small_letter_is_the_camp_and_not_the_town(text, name):
    (found,) = read(text, world())
    assert found.mention.toponym == name
    assert found.place is not None
    assert found.place.kind == "camp"


def test_a_word_for_a_kind_of_place_is_no_name_of_one():
    assert not [r for r in read("The bridge in Nyala was destroyed.", world()) if "bridge" in r.mention.toponym.lower()]
