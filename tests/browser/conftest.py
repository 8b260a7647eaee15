"""Chromium with no network, pages opened from files, every request and every console message kept."""

import os
import shutil
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from shapely.geometry import LineString, box

import factories
from contested.gazetteer.theatre import Area, Theatre
from contested.model import Place, PlaceKind
from contested.render import MapOptions, save

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "render"))  # for the hostile texts

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and item.get_closest_marker("long") is None:
            item.add_marker(pytest.mark.browser)


def _missing(what):
    message = f"{what} is missing, so pages cannot be opened; install Chromium and pip install contested[test]"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def chromium():
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        _missing("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe():
    try:
        return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    except ModuleNotFoundError:
        return _missing("axe-playwright-python")


PLAIN = {"media": "screen", "color_scheme": "light", "reduced_motion": "no-preference"}


class Watched:
    """A page with what it asked for and what it complained about. It is used again: starting a page takes longest."""

    def __init__(self, page):
        self.page, self.asked, self.said, self.opened = page, [], [], []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def open(self, address, inside):
        """Load `address` as a reader would who has never been here; the file `inside` may stand in a frame of it."""
        self.page.goto("about:blank")
        self.opened = [address.split("#")[0], *([inside.as_uri()] if inside else [])]
        self.asked.clear()
        self.said.clear()
        self.page.goto(address)

    def clean(self):
        """Answer what went wrong: requests for anything but the file itself, and messages."""
        asked = [url.split("#")[0] for url in self.asked if not url.startswith(("data:", "blob:"))]
        for url in self.opened:
            asked.remove(url)
        return asked + self.said


@pytest.fixture(scope="session")
def pages(chromium):
    """Pages by the options of their context. A context is a window of its own, which takes a second of processor."""
    found = {}
    yield found
    for watched in found.values():
        watched.page.context.close()


@pytest.fixture
def visit(chromium, pages):
    """Open a file and answer its page; afterwards it must have asked for nothing and said nothing.

    `media` is what the device asks for, as `emulate_media` takes it; `inside` is a file that the page shows in a frame;
    `options` are those of the context.
    """
    used = []

    def opened(path, *, width=1280, height=800, fragment="", media=None, inside=None, **options):
        key = tuple(sorted(options.items()))
        if key not in pages or pages[key] in used:
            context = chromium.new_context(viewport={"width": width, "height": height}, **options)
            context.set_default_timeout(10000)
            context.set_offline(True)
            pages[key] = Watched(context.new_page())
        watched = pages[key]
        used.append(watched)
        if watched.page.viewport_size != {"width": width, "height": height}:
            watched.page.set_viewport_size({"width": width, "height": height})
        watched.page.emulate_media(**PLAIN | (media or {}))
        watched.open(path.as_uri() + fragment, inside)
        return watched.page

    opened.forgive = lambda: [one.said.clear() for one in used]
    yield opened
    complaints = [complaint for one in used for complaint in one.clean()]
    assert complaints == []


def invented_theatre():
    """Answer a theatre for the invented series: land, two districts, a coast, names in three languages."""
    land = box(19.9, 4.75, 20.65, 5.2)
    kinds = (
        ("territory", land, "Invented Land"),
        ("admin", box(19.9, 4.75, 20.25, 5.2), "West"),
        ("admin", box(20.25, 4.75, 20.65, 5.2), "East"),
        ("coast", LineString([(19.9, 4.75), (19.9, 5.2)]), "Coast"),
    )
    alder = factories.place("Alder", 20.0, 5.0)
    names = (("en", "Alder"), ("ar", "ألدر"), ("he", "אלדר"))
    rowan = Place(
        id="invented:rowan",
        name="Rowan",
        kind=PlaceKind.TOWN,
        footprint=factories.place("Rowan", 20.3, 5.1).footprint,
        radius_m=900.0,
        aliases=("al-Rowan",),
    )
    return Theatre(
        id="invented",
        title="Invented Land",
        country="XX",
        bbox=land.bounds,
        worldview="none",
        disclaimer="Nothing here exists.",
        languages=("en",),
        attribution="Invented for tests",
        places=(
            Place(
                id=alder.id, name="Alder", kind=PlaceKind.TOWN, footprint=alder.footprint, radius_m=1500.0, names=names
            ),
            rowan,
        ),
        areas=tuple(
            Area(place_id=None, name=name, kind=kind, geometry=shape, source="invented", licence="CC0-1.0")
            for kind, shape, name in kinds
        ),
    )


@pytest.fixture(scope="session")
def saved(tmp_path_factory):
    """Save a frame as a page and answer its path; under one name, one and the same frame is saved once."""
    folder = tmp_path_factory.mktemp("pages")
    made = {}

    def written(name, frame, theatre=None, **options):
        if made.get(name) is not frame:
            save(frame, folder / f"{name}.html", theatre=theatre, options=MapOptions(**options))
            made[name] = frame
        return folder / f"{name}.html"

    return written


SERIES = factories.series_claims()


@pytest.fixture(scope="session")
def series(saved):
    return saved("series", SERIES, invented_theatre())
