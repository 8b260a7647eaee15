"""The page's style and script have the colours of `contested.look`, which QGIS, Google Earth and charts are drawn by."""

import re
from importlib.resources import files

import pytest

from contested.colours import NOBODY
from contested.look import AID_COLOURS, AID_PLATES, INK
from contested.model import AidStatus

ASSETS = files("contested.render") / "assets"
SHORT = {"#fff": "#ffffff"}


def read(*parts: str) -> str:
    return ASSETS.joinpath(*parts).read_text(encoding="utf-8")


def fill(css: str, selector: str) -> str | None:
    """Answer the colour that a selector fills with; None where there is no such rule."""
    found = re.search(rf"^{re.escape(selector)} {{[^}}]*\bfill: (#[0-9a-f]+)", css, re.MULTILINE)
    return SHORT.get(found.group(1), found.group(1)) if found else None


@pytest.mark.parametrize("status", AidStatus)
def test_aid_points_have_the_same_plates_on_the_page_and_in_exports(status):
    css = read("map.css")
    plain = fill(css, ".badge-aid .plate")
    assert plain == "#ffffff"
    assert (fill(css, f".badge-aid.is-{status.value} .plate") or plain) == AID_PLATES[status]


def test_aid_points_have_the_same_colours_on_the_page_and_in_exports():
    script, css = read("layers", "aid.js"), read("map.css")
    told = dict(re.findall(r'(\w+): "(#[0-9a-f]{6})"', re.search(r"AID_COLOURS = {(.*?)}", script).group(1)))
    other = re.search(r'AID_COLOURS\[[^]]*\]\s*\|\| "(#[0-9a-f]{6})"', script).group(1)
    assert {status: told.get(status.value, other) for status in AidStatus} == dict(AID_COLOURS)
    corners = {status.value: fill(css, f".badge-aid.is-{status.value} .corner") for status in AidStatus}
    for name, colour in corners.items():
        assert colour in {None, INK, AID_COLOURS[name]}


def test_ink_and_the_grey_of_nobody_are_the_same_everywhere():
    assert re.search(r"--ink: (#[0-9a-f]{6})", read("page.css")).group(1) == INK
    assert re.search(r"^\.badge {[^}]*\bcolor: (#[0-9a-f]{6})", read("map.css"), re.MULTILINE).group(1) == INK
    assert re.search(r'NOBODY = "(#[0-9a-f]{6})"', read("layers", "control.js")).group(1) == NOBODY


def test_no_other_file_of_the_exports_and_charts_writes_these_colours_again():
    known = {*AID_COLOURS.values(), *AID_PLATES.values(), INK, NOBODY} - {"#ffffff"}
    for folder in ("contested.export", "contested.charts"):
        for file in files(folder).iterdir():
            if file.name.endswith(".py"):
                assert known & set(re.findall(r"#[0-9a-f]{6}", file.read_text(encoding="utf-8"))) == set(), file.name
