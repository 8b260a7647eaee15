"""The page on reading articles says what the code does."""

import doctest
import re

import pytest

from contested.articles.child import SECONDS
from contested.articles.documents import MOST_TAGS
from contested.articles.kinds import LARGEST, LARGEST_OTHER, SUFFIXES, Kind
from contested.articles.readers.docx import MOST_INFLATED
from contested.articles.readers.feed import MOST_ENTRIES
from contested.articles.readers.pdf import MOST_PAGES
from contested.articles.web import Limits
from contested.articles.worker import MEMORY_BYTES


@pytest.fixture(scope="module")
def articles_page(repository) -> str:
    return (repository / "docs" / "articles.md").read_text(encoding="utf-8")


def test_its_examples_run(articles_page, repository, monkeypatch):
    monkeypatch.chdir(repository)
    globs: dict[str, object] = {}
    blocks = re.findall(r"```python\n(.*?)```", articles_page, re.DOTALL)
    for block in blocks:
        test = doctest.DocTestParser().get_doctest(block, globs, "articles.md", None, 0)
        assert doctest.DocTestRunner().run(test).failed == 0
    assert len(blocks) == 2


def test_it_names_all_kinds_of_files_and_no_others(articles_page):
    table = articles_page.split("|---|---|---|---|\n", 1)[1].split("\n\n", 1)[0]
    files = "".join(row.split("|")[2] for row in table.splitlines())
    assert set(re.findall(r"`(\.[\w.]+)`", files)) == set(SUFFIXES)


def test_its_limits_are_those_of_the_code(articles_page):
    table = articles_page.split("## What is refused", 1)[1]
    for limit in (
        f"{LARGEST[Kind.TEXT] // 1_000_000} MB |",
        f"{LARGEST[Kind.PAGE] // 1_000_000} MB, {MOST_TAGS:,} tags",
        f"{LARGEST_OTHER // 1_000_000} MB; {MOST_PAGES} pages; {MOST_INFLATED // 1_000_000} MB unpacked",
        f"{SECONDS:.0f} s, {MEMORY_BYTES // 1_000_000_000} GB",
        f"{Limits().seconds:.0f} s in all, {LARGEST_OTHER // 1_000_000} MB packed and unpacked, {Limits().hops} redirects",
        f"{MOST_ENTRIES:,} entries",
    ):
        assert limit in table
