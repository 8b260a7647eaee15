"""Which places are outside: those of another region, in news that is on a theatre."""

from contested.extract.engine import open_reader
from contested.model import Article, MapRole

BEIRUT = "Israeli troops entered Khiam and shelled Tyre. Hezbollah says it fights for Gaza City."


def drawn(text: str, theatre: str) -> list[str]:
    extraction = open_reader(theatre).read(Article(text=text))
    return [r.mention.toponym for r in extraction.resolutions if r.mention.map is MapRole.FEATURE]


def test_news_from_elsewhere_that_names_a_theatre_in_passing_keeps_its_places() -> None:
    assert drawn(BEIRUT, "auto") == ["Khiam", "Tyre"]


def test_a_theatre_that_was_asked_for_leaves_other_places_out() -> None:
    assert drawn(f"{BEIRUT} Strikes on Rafah killed ten.", "gaza") == ["Rafah"]


def test_news_on_a_theatre_leaves_other_places_out() -> None:
    text = "Strikes on Rafah and Jabalia killed ten. Israeli troops also entered Khiam."
    assert drawn(text, "auto") == ["Rafah", "Jabalia"]
