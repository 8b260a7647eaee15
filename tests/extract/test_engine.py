"""A reader reads many articles, and leaves the process as it was."""

import gc

import pytest

from contested.articles import read_articles
from contested.extract.engine import open_reader


@pytest.fixture
def collector():
    yield
    gc.enable()


@pytest.mark.parametrize("folder", ["seeds", "tests/fixtures/series/articles"])
def test_reading_leaves_nothing_to_the_garbage_collector(repository, folder):
    articles = read_articles(repository / folder)
    reader = open_reader()
    for article in articles:
        reader.read(article)
    gc.collect()
    for article in articles:
        reader.read(article)
    assert gc.collect() == 0


@pytest.mark.parametrize("collecting", [True, False])
def test_the_garbage_collector_is_on_after_reading_if_it_was_before(collector, seeds, collecting):
    (gc.enable if collecting else gc.disable)()
    open_reader("none").read(read_articles(seeds)[0])
    assert gc.isenabled() is collecting
