"""Every name of every place of the Gaza theatre, in three scripts, in a running sentence."""

import pytest
from places_helpers import gaza, read

from contested.gazetteer import names
from contested.gazetteer.theatre import load_theatre

SENTENCES = {
    "latin": "Residents of Khan Younis said on Monday that shells had fallen near {name} again.",
    "arabic": "قال سكان خان يونس إن القصف وقع قرب {name} مجددا.",
    "hebrew": "תושבי ח'אן יונס אמרו כי הופגזו שטחים ליד {name} שוב.",
}
LISTED_ONLY = {
    "Al-Azhar University - Gaza",
    "Rafah (Egypt)",
    "Al-Mawasi (Rafah)",
}  # as in an index, never in a sentence


def script(name):
    if any("\u0600" <= letter <= "\u06ff" for letter in name):
        return "arabic"
    return "hebrew" if any("\u0590" <= letter <= "\u05ff" for letter in name) else "latin"


def named():
    theatre = load_theatre("gaza")
    for place in theatre.places:
        cued = {names.key(name) for name in theatre.needs_cue.get(place.id, ())}
        for name in dict.fromkeys((place.name, *(name for _, name in place.names), *place.aliases)):
            if names.key(name) not in cued and name not in LISTED_ONLY:
                yield place, name


def read_in(name):
    before, _, after = SENTENCES[script(name)].partition("{name}")
    found = read(f"{before}{name}{after}")
    return {
        r.place.id for r in found if r.place and r.mention.start < len(before + name) and r.mention.end > len(before)
    }


@pytest.mark.parametrize("wanted", ["latin", "arabic", "hebrew"])
def test_every_name_of_one_place_alone_is_read_as_that_place(wanted):
    missed = []
    for place, name in named():
        bearers = {entry.place.id for entry in gaza().theatre_places(names.key(name))}
        if script(name) == wanted and len(bearers) == 1 and place.id not in read_in(name):
            missed.append((place.id, name))
    assert missed == []


def test_a_name_of_several_places_is_read_as_one_of_them():
    missed = []
    for _, name in named():
        bearers = {entry.place.id for entry in gaza().theatre_places(names.key(name))}
        if len(bearers) > 1 and not read_in(name) & bearers:
            missed.append((name, read_in(name)))
    assert missed == []


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Rockets fell on Kibbutz Zikim near Gaza.", "gaza:zikim-kibbutz"),
        ("Trucks with aid crossed at Zikim crossing into Gaza.", "gaza:zikim-crossing"),
        ("In Gaza, troops held the Netzarim corridor.", "gaza:netzarim-corridor"),
        ("The settlers of Netzarim settlement left Gaza in 2005.", "gaza:netzarim-settlement"),
        ("Doctors at Al-Awda Hospital in Nuseirat, Gaza, worked on.", "gaza:al-awda-hospital-nuseirat"),
        ("Men of the kibbutz of Erez heard shells from Gaza.", "gaza:erez-kibbutz"),
    ],
)
def test_places_of_one_name_are_told_apart_by_the_words_beside_it(sentence, place):
    assert place in {r.place.id for r in read(sentence) if r.place is not None}
