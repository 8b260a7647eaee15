"""Charts: the same bytes each time, the map's colours, gaps that are gaps, text that stays text."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from contested.charts import aid_chart, claims_chart, paper, save_chart, strip_chart, svg_text
from contested.colours import actor_colours
from contested.errors import FrameError, MissingExtraError, OutputError
from contested.frame import CLAIMS, STATUS, empty
from contested.gazetteer.theatre import load_theatre
from contested.model import Predicate
from contested.status import status
from factories import NORTH, SIDES, SOUTH, Say, claims, place, series_claims

HOSTILE = ["$\\frac{1}{$", "--><script>alert(1)</script>", "_private", "a\nb\x07", "{{7*7}}", "x" * 500, "<b>&amp;"]


def texts(figure) -> list[str]:
    """All words in a figure, its parts included."""
    from matplotlib.text import Text

    return [one.get_text() for one in figure.findobj(Text) if one.get_text()]


def bars(axes) -> dict[str, list[tuple[float, float]]]:
    """First and last day of each bar, counted from the left edge, by the label of its row."""
    labels = [tick.get_text() for tick in axes.get_yticklabels()]
    first = axes.get_xlim()[0]
    found: dict[str, list[tuple[float, float]]] = {}
    for bar in axes.patches:
        row = round(bar.get_y() + bar.get_height() / 2)
        found.setdefault(labels[row], []).append((bar.get_x() - first, bar.get_x() - first + bar.get_width()))
    return {name: sorted(runs) for name, runs in found.items()}


def body(figure):
    return figure.subfigs[0].axes[0]


def test_a_strip_begins_when_something_is_known_and_a_gap_is_empty():
    frame = claims(
        Say(at=place("Alder"), day=1),
        Say(at=place("Birch"), day=3),
        Say(at=place("Cedar"), predicate=Predicate.CLASHES, actor=None, day=2),
        Say(at=place("Damson"), day=20),
    )
    runs = bars(body(strip_chart(frame)))
    assert runs["Alder"] == [(0, 20)]
    assert runs["Birch"] == [(2, 20)]
    assert runs["Cedar"] == [(1, 15)]  # fighting does not go on unsaid
    assert runs["Damson"] == [(19, 20)]


def test_a_strip_has_the_colours_of_the_map_and_one_run_a_status():
    axes = body(strip_chart(series_claims(), sides=SIDES))
    colours = {entry["colour"].lower() for entry in actor_colours(sorted({NORTH, SOUTH})).values()}
    assert colours <= {to_hex(patch.get_edgecolor()) for patch in axes.patches if isinstance(patch, Rectangle)}
    assert len(bars(axes)["Fir"]) == 4  # held, reported left, left, held by the other


def test_every_status_of_a_strip_is_in_the_key():
    figure = strip_chart(series_claims(), sides=SIDES)
    key = [text.get_text() for text in figure.subfigs[1].legends[0].get_texts()]
    assert "Held by Northern Force" in key
    assert "Held by Southern Force: clashes" in key
    assert len(key) == len(set(key))


def test_places_that_do_not_fit_are_counted():
    figure = strip_chart(series_claims(), sides=SIDES, most=3)
    assert len(body(figure).get_yticklabels()) == 3
    assert any("7 more places are not shown" in text for text in texts(figure))


def test_counts_leave_out_copies_and_rejected_claims_and_say_so():
    frame = claims(Say(day=1), Say(day=2), Say(day=3))
    frame["rejected"] = [False, True, False]
    frame["copy_of"] = [None, None, "other"]
    figure = claims_chart(frame)
    words = " ".join(texts(figure))
    assert "1 claims" in words
    assert "2 claims in copies of one text, or rejected by a reviewer, are not counted" in words


def test_what_does_not_fit_into_a_panel_is_one_bar_that_says_how_many():
    figure = claims_chart(series_claims(), most=2)
    labels = [tick.get_text() for tick in figure.subfigs[0].axes[1].get_yticklabels()]
    assert labels[2].startswith("(")
    assert "others" in labels[2]


def test_aid_points_without_a_place_are_counted_and_unknown_is_a_state():
    figure = aid_chart(status(series_claims(), sides=SIDES), sources=("Invented Daily",))
    words = " ".join(texts(figure))
    assert "4 aid points, 1 of them without a place on the map" in words
    assert "state unknown" in words
    assert "Sources: Invented Daily." in words


@pytest.mark.parametrize(
    "draw", [lambda: strip_chart(empty(CLAIMS)), lambda: claims_chart(empty(CLAIMS)), lambda: aid_chart(empty(STATUS))]
)
def test_a_chart_of_nothing_says_so(draw, tmp_path: Path):
    figure = draw()
    assert any(text.startswith("No ") for text in texts(figure))
    assert save_chart(figure, tmp_path / "none.png").stat().st_size > 0


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_the_same_frame_gives_the_same_bytes(tmp_path: Path, suffix):
    first, second = (
        save_chart(strip_chart(series_claims(), sides=SIDES), tmp_path / f"{name}{suffix}") for name in "ab"
    )
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_drawn_as_text(text):
    frame = claims(Say(at=place("Alder"), outlet="Daily")).assign(place=text, actor=text, holder=text, outlet=text)
    for figure in (strip_chart(frame), claims_chart(frame)):
        drawn = svg_text(figure)
        root = ET.fromstring(drawn)
        assert "script" not in drawn
        assert not [node for node in root.iter() if node.tag.endswith("}text")]
        assert "<!--" not in drawn


def test_an_svg_has_a_name_and_nothing_that_changes_or_is_fetched():
    drawn = svg_text(strip_chart(series_claims(), sides=SIDES, title="Who & what"))
    assert drawn.startswith("<svg")
    assert "<title>Who &amp; what</title>" in drawn
    assert 'role="img"' in drawn
    assert "metadata" not in drawn
    assert re.findall(r'(?:href|src)="(?!#)', drawn) == []
    assert ET.fromstring(drawn).get("aria-label") == "Who & what"


def test_arabic_letters_are_joined_and_run_from_right_to_left():
    """A word drawn whole differs from its letters drawn one by one; both have glyphs in the font that comes along."""
    from matplotlib.textpath import TextPath

    with paper.settings():
        whole = TextPath((0, 0), "رفح").get_extents().width
        letters = sum(TextPath((0, 0), letter).get_extents().width for letter in "رفح")
    assert whole < 0.95 * letters
    frame = claims(Say(at=place("رفح"), outlet="صحيفة"))
    assert "رفح" in texts(strip_chart(frame))


def test_colours_of_a_theatre_are_taken():
    gaza = load_theatre("gaza")
    side = next(actor for actor in gaza.actors if actor.color)
    frame = claims(Say(actor=side.label))
    edges = {to_hex(patch.get_edgecolor()) for patch in body(strip_chart(frame, theatre=gaza)).patches}
    assert edges == {side.color.lower()}


def test_centuries_are_refused_by_days():
    frame = claims(Say(day=1), Say(day=2))
    frame["published"] = [frame.published[0], frame.published[0] - pd.Timedelta(days=5000)]
    with pytest.raises(FrameError, match="ten years"):
        strip_chart(frame)


def test_another_ending_is_refused(tmp_path: Path):
    with pytest.raises(OutputError, match=r"\.png or \.svg"):
        save_chart(strip_chart(empty(CLAIMS)), tmp_path / "chart.gif")


def test_without_matplotlib_the_extra_is_named(monkeypatch):
    monkeypatch.setattr(paper, "find_spec", lambda _name: None)
    with pytest.raises(MissingExtraError, match=r"contested\[charts\]"):
        strip_chart(empty(CLAIMS))
