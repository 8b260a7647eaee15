import pytest

from contested.errors import MissingExtraError, OutputError
from contested.render import chromium, to_png
from contested.render.chromium import find_browser


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A machine without any browser."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv(chromium.VARIABLE, raising=False)
    monkeypatch.setattr(chromium, "_APPLICATIONS", ())
    return tmp_path


def test_without_a_browser_the_error_says_how_to_get_one(bare):
    with pytest.raises(MissingExtraError, match="apt-get install chromium"):
        find_browser()


def test_a_named_browser_that_is_not_there_is_told(bare, monkeypatch):
    monkeypatch.setenv(chromium.VARIABLE, "/nowhere/chromium")
    with pytest.raises(MissingExtraError, match="/nowhere/chromium"):
        find_browser()


def program(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_a_browser_on_the_path_is_found_and_a_named_one_comes_first(bare, monkeypatch):
    found = program(bare / "google-chrome")
    assert find_browser() == found
    other = program(bare / "else" / "mine")
    monkeypatch.setenv(chromium.VARIABLE, str(other))
    assert find_browser() == other


def test_the_browser_that_playwright_installed_is_found(bare):
    found = program(bare / ".cache" / "ms-playwright" / "chromium-1200" / "chrome-linux" / "chrome")
    assert find_browser() == found


@pytest.mark.parametrize("size", [(10, 600), (600, 20000)])
def test_a_picture_that_cannot_be_drawn_is_refused_before_a_browser_starts(size, tmp_path):
    with pytest.raises(OutputError, match="200 to 8192"):
        to_png("<p>", tmp_path / "x.png", size=size)
