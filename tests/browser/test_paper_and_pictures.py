"""The PDF and the PNG of a page, made by a Chromium that the package drives itself."""

import re
import struct
import zlib

import pytest

import factories
from contested import cli
from contested.errors import OutputError
from contested.render import to_folium, to_pdf, to_png
from contested.render.chromium import Browser, find_browser

A4 = (595, 842)  # points
REQUEST = "fetch('https://example.org/').then(() => 'reached', () => 'nowhere')"


@pytest.fixture(scope="module")
def browser():
    return find_browser()


@pytest.fixture(scope="module")
def html():
    return to_folium(factories.series_claims()).get_root().render()


def boxes(pdf):
    """The sizes of the pages of a PDF, in points; they may stand in compressed streams of objects."""
    body = pdf
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            body += zlib.decompress(stream)
        except zlib.error:
            continue
    found = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)", body)
    return [(round(float(wide)), round(float(high))) for wide, high in found]


def test_a_pdf_is_a4_and_has_several_pages(html, tmp_path, browser):
    path = to_pdf(html, tmp_path / "map.pdf", browser=browser)
    sizes = boxes(path.read_bytes())
    assert len(sizes) >= 2
    assert all(abs(wide - A4[0]) <= 1 and abs(high - A4[1]) <= 1 for wide, high in sizes)


def size_of(path):
    body = path.read_bytes()
    assert body.startswith(b"\x89PNG")
    return struct.unpack(">II", body[16:24])


def test_a_picture_has_the_size_that_was_asked_for_and_is_the_same_again(html, tmp_path, browser):
    one, other = (to_png(html, tmp_path / f"{name}.png", size=(400, 300), scale=2, browser=browser) for name in "ab")
    assert size_of(one) == (800, 600)
    assert one.read_bytes() == other.read_bytes()
    assert size_of(to_png(html, tmp_path / "map.png", size=(1200, 630), browser=browser)) == (1200, 630)


def test_the_browser_leaves_nothing_behind_and_reaches_nothing(tmp_path, monkeypatch, browser):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with Browser(browser) as view:
        view.ask("Runtime.enable")
        assert view.run(REQUEST) == "nowhere"
        process = view._process
    assert process.poll() is not None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.long
def test_the_command_writes_all_three_beside_each_other(tmp_path, browser):
    article = tmp_path / "a.txt"
    article.write_text("The army said on Tuesday that its forces had captured Rafah.\n")
    page = tmp_path / "map.html"
    words = ["map", str(article), "-o", str(page), "--theatre", "gaza", "--pdf", "--png", "--size", "900x600", "-q"]
    assert cli.main(words) == 0
    assert page.exists()
    assert (tmp_path / "map.pdf").read_bytes().startswith(b"%PDF")
    assert size_of(tmp_path / "map.png") == (900, 600)


def test_a_program_that_is_no_browser_is_told(html, tmp_path):
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\necho cannot open display >&2\nexit 3\n")
    program.chmod(0o755)
    with pytest.raises(OutputError, match=r"has ended \(cannot open display\); try another with CONTESTED_BROWSER"):
        to_pdf(html, tmp_path / "map.pdf", browser=program)
    assert not (tmp_path / "map.pdf").exists()


@pytest.fixture
def shown(visit, html, tmp_path):
    source = tmp_path / "map.html"
    source.write_text(html, encoding="utf-8")
    return visit(source)


def test_on_paper_the_map_is_large_and_nothing_that_floats_takes_its_room(shown):
    shown.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert shown.locator(".stage").bounding_box()["height"] == 700
    assert shown.locator(".timebar").is_hidden()
    scale = shown.locator(".leaflet-control-scale").bounding_box()
    stage = shown.locator(".stage").bounding_box()
    assert stage["y"] + stage["height"] - scale["y"] - scale["height"] < 40


def test_the_strength_of_a_fill_is_in_its_pattern_since_a_pdf_leaves_it_out_elsewhere(shown):
    shown.wait_for_selector("path.mark")
    opacities = shown.evaluate(
        "[...document.querySelectorAll('path.mark[fill^=\"url\"]')].map((path) => path.getAttribute('fill-opacity'))"
    )
    assert opacities
    assert set(opacities) == {"1"}
