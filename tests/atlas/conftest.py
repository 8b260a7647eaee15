"""Atlases in memory and in a file, read by the theatre alone: without the world's places, which take long to open."""

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from contested.atlas import Atlas, theatres
from contested.extract.engine import Reader
from contested.gazetteer.gazetteer import open_gazetteer
from contested.gazetteer.theatre import Theatre, load_theatre
from contested.model import Article, TimePrecision

START = datetime(2031, 4, 1, 12, tzinfo=UTC)


class Clock:
    """A clock that stands until it is moved, and moves on by a second at each look."""

    def __init__(self):
        self.at = START

    def __call__(self):
        self.at += timedelta(seconds=1)
        return self.at


@cache
def _reader(names: tuple[str, ...]) -> Reader:
    loaded = [load_theatre(name) for name in names]
    return Reader(open_gazetteer(theatres=loaded, world=False), loaded)


@pytest.fixture(autouse=True)
def small_reader(monkeypatch):
    def opened(choice):
        listed = [choice] if isinstance(choice, (str, Theatre)) else list(choice)
        if any(isinstance(one, Theatre) for one in listed):
            return Reader(open_gazetteer(theatres=listed, world=False), listed)
        return _reader(tuple("gaza" if one == "auto" else str(one) for one in listed))

    monkeypatch.setattr(theatres, "open_atlas_reader", opened)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(params=["memory", "geopackage"])
def atlas(request, tmp_path, clock):
    url = "memory:" if request.param == "memory" else tmp_path / "atlas.gpkg"
    with Atlas.open(url, create=True, theatre="gaza", clock=clock) as opened:
        yield opened


def day(number, hour=12):
    return datetime(2031, 3, number, hour, tzinfo=UTC)


def article(text, *, outlet="Invented Wire", published=None, url=None, **known):
    """Answer an invented article; `published` is a day of March 2031."""
    return Article(
        text=text + "\n\nThis text was made up to test software; none of it happened.",
        outlet=outlet,
        published=day(published) if isinstance(published, int) else published,
        published_precision=TimePrecision.MINUTE if published is not None else None,
        url=url,
        **known,
    )


CAPTURED = "The Israeli military said on Monday that its troops had captured Rafah."
DENIED = "Hamas denied that Israeli forces had captured Rafah."
HELD = "Hamas fighters hold Khan Younis, residents said."
CLOSED = "The Kerem Shalom crossing was closed on Monday, COGAT said."
OPEN = "The Kerem Shalom crossing is open, COGAT said."
