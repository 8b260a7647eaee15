"""The gallery in maps/: what is invented says so, and each map is small. `.ci/run` compares its bytes."""

import importlib.util
import re

import pytest


@pytest.fixture(scope="module")
def gallery(repository):
    spec = importlib.util.spec_from_file_location("make_gallery", repository / "benchmarks" / "make_gallery.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pages(repository):
    return {path.name: path.read_text(encoding="utf-8") for path in (repository / "maps").glob("*.html")}


def test_the_folder_holds_the_examples_and_the_index_and_nothing_else(gallery, repository):
    names = {example.file for example in gallery.EXAMPLES} | {"index.html"}
    assert {path.name for path in (repository / "maps").iterdir()} == names


def test_every_map_of_invented_articles_says_so_in_title_masthead_and_map(gallery, pages):
    for example in gallery.EXAMPLES:
        page = pages[example.file]
        title = re.search(r"<title>(.*?)</title>", page)[1]
        assert page.count('class="banner"') == 2 * example.invented, example.file
        assert bool(re.search("[Ii]nvented|مختلقة", title)) is example.invented, example.file


def test_every_map_is_small(gallery, pages):
    assert all(len(page.encode()) < gallery.LARGEST for page in pages.values())


def test_the_index_is_what_the_maps_give(gallery, repository, pages):
    assert gallery.index(repository / "maps") == pages["index.html"]


def test_the_index_leads_to_every_map_and_loads_nothing(gallery, pages):
    index = pages["index.html"]
    assert re.findall(r'href="([^"]+)"', index) == [example.file for example in gallery.EXAMPLES]
    assert "default-src 'none'" in index
    assert not re.search(r"<(?:script|img|link|iframe)\b", index)
