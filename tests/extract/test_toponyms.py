import json

from places_helpers import read, world

from contested.extract.toponyms import to_toponyms, toponyms
from contested.model import Article


def test_drawn_and_undrawn_names_are_written_with_offsets_and_points():
    text = "Kyiv said that Syrian troops left Aleppo."
    rows = toponyms(read(text, world()))
    assert [row["text"] for row in rows] == ["Kyiv", "Syrian", "Aleppo"]
    assert all(text[row["start"] : row["end"]] == row["text"] for row in rows)
    assert [row["kind"] for row in rows] == ["metonym", "demonym", "place_outside_theatre"]
    assert rows[2]["geonameid"] == 170063


def test_an_unresolved_name_has_no_point():
    rows = toponyms(read("They met in the village of Qwertyabad.", world()))
    assert [(row["lat"], row["lon"]) for row in rows] == [(None, None)]


def test_a_line_carries_the_users_own_name_for_the_article():
    article = Article(text="Rain fell on Aleppo.", name="n1")
    line = json.loads(to_toponyms(article, read(article.text, world())))
    assert line["id"] == "n1"
    assert len(line["toponyms"]) == 1
