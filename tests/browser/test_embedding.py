"""Pages in other people's pages: an iframe with a sandbox, a notebook, the banner, the user's own layers."""

import geopandas as gpd
import hostile
import pytest
from shapely.geometry import LineString, Point, box

from conftest import SERIES
from contested.render import Theme, UserLayer

SANDBOX = "allow-scripts allow-popups allow-downloads"  # docs/map.md says the same


def framed(folder, page, *, width="100%", height="640"):
    outer = folder / "outer.html"
    outer.write_text(
        "<!DOCTYPE html><meta charset=utf-8><title>A desk</title><body style='margin:0'>"
        f'<iframe src="{page.as_uri()}" width="{width}" height="{height}" sandbox="{SANDBOX}" '
        'title="Who says what about which place" loading="lazy" style="border:0"></iframe>',
        encoding="utf-8",
    )
    return outer


@pytest.fixture
def embedded(visit, tmp_path):
    """Open a page in a sandboxed iframe and answer the frame; `visit` holds it to asking and saying nothing."""

    def opened(path, *, width=1000, height=700):
        page = visit(framed(tmp_path, path), width=width, height=height, inside=path)
        page.frames[1].wait_for_selector(".leaflet-container")
        return page.frames[1]

    return opened


def test_in_a_sandboxed_iframe_slider_card_and_search_work(embedded, series):
    frame = embedded(series)
    frame.locator(".timebar input[type=range]").fill("3")
    assert frame.evaluate("location.hash").startswith("#d=")
    frame.locator(".find input").fill("Birch")
    frame.locator(".find li").first.click()
    assert frame.locator(".card").is_visible()


def test_a_small_iframe_is_a_phone(embedded, series):
    frame = embedded(series, width=360, height=660)
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert frame.locator(".stage").bounding_box()["height"] > 250


def test_what_is_shown_can_be_taken_out_of_the_sandbox(embedded, series):
    frame = embedded(series)
    with frame.page.expect_download() as taken:
        frame.get_by_role("button", name="CSV").first.click()
    assert taken.value.suggested_filename.endswith(".csv")


def test_a_banner_is_read_on_page_map_and_paper(visit, saved):
    page = visit(saved("banner", SERIES, theme=Theme(banner="Exercise only")))
    for place in (".masthead > .banner", ".stage > .banner"):
        assert page.locator(place).is_visible()
    page.emulate_media(media="print")
    assert page.locator(".masthead > .banner").is_visible()
    assert page.locator(".stage > .banner").is_visible()


def test_under_a_banner_what_is_told_of_marks_outside_the_view_stands_below_the_search(visit, saved):
    page = visit(saved("banner", SERIES, theme=Theme(banner="Exercise only")))
    page.get_by_role("button", name="Zoom in").click(click_count=3)
    page.locator(".beyond").wait_for()
    find, beyond = (page.locator(place).bounding_box() for place in (".find", ".beyond"))
    assert beyond["y"] >= find["y"] + find["height"]


@pytest.mark.parametrize("width", [1280, 360])
def test_a_banner_covers_neither_search_nor_tools(visit, saved, width):
    page = visit(saved("banner", SERIES, theme=Theme(banner="Exercise only")), width=width)
    banner = page.locator(".stage > .banner").bounding_box()
    for place in (".find", ".tools"):
        assert page.locator(place).bounding_box()["y"] >= banner["y"] + banner["height"] - 1


def test_layers_of_ones_own_keep_their_look_and_their_text(visit, saved):
    shapes = [Point(20.1, 5.0), LineString([(20.0, 5.0), (20.2, 5.1)]), box(20.2, 4.9, 20.3, 5.0)]
    texts = ["<img src=x onerror='window.pwned=1'>", "{{7*7}}", hostile.TEXTS[7]]
    frame = gpd.GeoDataFrame({"name": texts, "more": texts}, geometry=shapes, crs="EPSG:4326")
    layer = UserLayer(
        name="Mine", frame=frame, colour="#882255", width=5, dashed=True, label="name", columns=("more",),
        source="A desk", date="2031-03-01",
    )  # fmt: skip
    page = visit(saved("own", SERIES, layers=(layer,)))
    drawn = page.locator("path[stroke='#882255'][stroke-width='5']")
    assert drawn.count() == 2
    assert drawn.first.get_attribute("stroke-dasharray")
    drawn.last.dispatch_event("click")
    card = page.locator(".card").inner_text()
    assert hostile.TEXTS[7] in card
    assert "A desk, 2031-03-01" in card
    assert page.evaluate("window.pwned") is None
