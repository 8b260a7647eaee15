"""A small town's name is believed where an article on fighting or relief does something to it."""

import pytest
from claims_helpers import read

from contested.extract.engine import Reader, open_reader
from contested.model import Article


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def names(reader: Reader, text: str) -> list[str]:
    """Answer the names that are taken for places and found in a gazetteer."""
    return [
        r.mention.toponym
        for r in reader.read(Article(text=text)).resolutions
        if r.place is not None and r.mention.kind.value.startswith("place")
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Marjayoun is under the control of the Lebanese army, a peacekeeper said.", "Marjayoun"),
        ("Sirte came under the control of the eastern forces on Monday, officials on both sides said.", "Sirte"),
        ("Ansongo, a market town south of the river, has been shelled for a week.", "Ansongo"),
        ("Rebel troops and soldiers fought for hours before M23 took Sake.", "Sake"),
        ("Four schools reopened in Houthi-controlled Hajjah this week.", "Hajjah"),
        ("The army and its militias repelled an attack by the rebels on Ansongo.", "Ansongo"),
        ("The fall of Monguno would open the road, a soldier said.", "Monguno"),
        ("Arbinda has been blockaded for two years.", "Arbinda"),
    ],
)
def test_a_town_to_which_something_is_done_is_found(reader: Reader, text: str, name: str) -> None:
    assert name in names(reader, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kate Hays won the first set and took the title for the troops at home.", "Hays"),
        ("For the sake of peace, the rebels left.", "sake"),
        ("The singer entered Marie Gao in the contest.", "Gao"),
        ("Sake is brewed from rice.", "Sake"),
    ],
)
def test_a_word_to_which_nothing_is_done_is_left_alone(reader: Reader, text: str, name: str) -> None:
    assert name not in names(reader, text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Croix-des-Bouquets is still controlled by gangs, the parish priest said.", "Croix-des-Bouquets"),
        ("Jilib, a farming town on a river, has been ruled by al-Shabab for a decade, elders say.", "Jilib"),
        ("The rebels pulled out of Briceño on Friday.", "Briceño"),
        ("Gunmen claim control of gold town Kamituga.", "Kamituga"),
        ("Families fled Ra's al-Ayn, which is held by Turkish-backed factions.", "Ra's al-Ayn"),
        ("Luvungi has been under the full control of the rebels since Monday.", "Luvungi"),
    ],
)
def test_a_town_is_believed_by_what_is_done_to_it(text, place):
    assert place in {r.mention.toponym for r in read(text).resolutions}
