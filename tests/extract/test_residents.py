"""Residents told to leave, made to leave or gone; sirens and mines; and troops, who are no residents."""

import pytest
from claims_helpers import only, read

READ = [
    ("The military administration urged residents to leave Kostiantynivka.", "evacuation_order", "Kostiantynivka"),
    ("The army warned people in Tyre to flee north.", "evacuation_order", "Tyre"),
    ("The mayor called on civilians to leave Pokrovsk.", "evacuation_order", "Pokrovsk"),
    ("M23 fighters told residents to leave Walikale.", "evacuation_order", "Walikale"),
    ("The governor signed an order to evacuate Bilopillia.", "evacuation_order", "Bilopillia"),
    ("Local authorities announced the forced evacuation of 13 villages near Sumy.", "evacuation_order", "Sumy"),
    ("Most of the population of Loikaw has left, aid workers said.", "displacement", "Loikaw"),
    ("Almost all Armenians have left Stepanakert.", "displacement", "Stepanakert"),
    ("Fewer than 1,500 of the 60,000 residents remain in Pokrovsk.", "displacement", "Pokrovsk"),
    ("An assault could force a million people out of Rafah.", "displacement", "Rafah"),
    ("Israel plans to move the whole population of Gaza City to the south.", "displacement", "Gaza City"),
    ("The town of Sake is deserted.", "displacement", "Sake"),
    ("Air raid sirens sounded in Kyiv early on Friday.", "hazard", "Kyiv"),
    ("Sderot had no sirens.", "hazard", "Sderot"),
    ("The fields around Izium are heavily mined.", "hazard", "Izium"),
    ("The forests near Lyman are full of mines.", "hazard", "Lyman"),
    ("The streets of Kupiansk are littered with unexploded ordnance.", "hazard", "Kupiansk"),
    ("A landmine exploded in Homs and killed two children.", "hazard", "Homs"),
    ("A mine blast near Kobani killed a shepherd.", "hazard", "Kobani"),
    ("Sappers cleared 300 shells from beaches in Odesa.", "hazard", "Odesa"),
    ("Unexploded bombs lie under the rubble in Gaza City.", "hazard", "Gaza City"),
    ("The village of Sake was attacked and emptied of residents.", "displacement", "Sake"),
    ("Russian soldiers took paintings and ambulances from Kherson.", "looting", "Kherson"),
    ("Jenin camp is now empty of its inhabitants.", "displacement", "Jenin camp"),
    ("Tens of thousands crossed into Burundi from Uvira.", "displacement", "Uvira"),
    ("The RSF denied looting aid stores in Nyala.", "looting", "Nyala"),
    ("Shops and warehouses were looted in Goma.", "looting", "Goma"),
    ("Authorities warned people not to touch mines washed up near Nova Kakhovka.", "hazard", "Nova Kakhovka"),
]

NOT_READ = [
    ("Residents of Kyiv left for the weekend.", "displacement"),
    ("The army captured a gold mine near Kaya.", "hazard"),
    ("Bakhmut was known for its salt mines.", "hazard"),
    ("Russian soldiers took positions from the army near Kherson.", "looting"),
    ("Police cleared the road in Odesa.", "hazard"),
    ("The beach in Odesa is deserted.", "displacement"),
    ("The army drove the rebels out of Goma.", "displacement"),
    ("Soldiers were told to leave Goma.", "evacuation_order"),
    ("Doctors urged people to move more in Kyiv.", "evacuation_order"),
    ("Families urged the rebels to leave Goma.", "evacuation_order"),
    ("The army urged residents not to leave Goma.", "evacuation_order"),
]


@pytest.mark.parametrize(("text", "predicate", "place"), READ)
def test_it_is_read_at_its_place(text, predicate, place):
    assert only(read(text), predicate).resolution.mention.toponym == place


@pytest.mark.parametrize(("text", "predicate"), NOT_READ)
def test_it_is_not_read(text, predicate):
    assert predicate not in {c.predicate.value for c in read(text).claims}


def test_an_order_that_was_given_is_no_mere_demand():
    claim = only(
        read("The regional authorities ordered a curfew and the evacuation of Druzhkivka."), "evacuation_order"
    )
    assert claim.modality.value == "asserted"


def test_levels_within_the_limits_are_no_hazard():
    claim = only(read("Radiation levels in Enerhodar are within normal limits."), "hazard")
    assert claim.modality.value == "negated"


def test_soldiers_set_off_by_a_participle_are_the_subject():
    claim = only(read("Fleeing soldiers looted shops in Uvira."), "looting")
    assert claim.actor == "Fleeing soldiers"
