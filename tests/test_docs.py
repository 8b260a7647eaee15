"""The pages of docs/ say what the code does."""

import importlib.util
import json
import re
import sys

import pytest

import contested


@pytest.fixture(scope="module")
def pages(repository):
    spec = importlib.util.spec_from_file_location("write_docs", repository / "benchmarks" / "write_docs.py")
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(repository / "benchmarks"))
    spec.loader.exec_module(module)
    return module.PAGES


@pytest.fixture(scope="module")
def claims_page(repository) -> str:
    return (repository / "docs" / "claims.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["status.md", "frames.md", "filters.md", "page-model.md", "../geo/contested/render/assets/types.d.ts"]
)
def test_a_written_page_is_what_the_code_says(repository, pages, name):
    committed = (repository / "docs" / name).read_text(encoding="utf-8")
    assert committed == pages[name](), "run: python benchmarks/write_docs.py"


def test_every_page_is_linked_from_a_page_one_starts_at(repository):
    starts = "".join((repository / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md"))
    assert [page.name for page in (repository / "docs").glob("*.md") if f"docs/{page.name}" not in starts] == []


def keys_after(page: str, heading: str) -> set[str]:
    """The names in the first column of the table that follows `heading`."""
    table = page.split(heading, 1)[1].split("|---|---|\n", 1)[1].split("\n\n", 1)[0]
    return {name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row.split("|")[1])}


def test_the_keys_of_a_json_line_are_all_described_and_no_others(claims_page, seeds):
    line = json.loads(contested.to_jsonl(contested.extract(contested.read_articles(seeds))[0]))
    assert keys_after(claims_page, "## JSON lines") == set(line)
    assert keys_after(claims_page, "A mention:") == set(line["mentions"][0])
    assert keys_after(claims_page, "A claim:") == set(line["claims"][0])


def test_the_files_that_the_page_on_claims_names_exist(claims_page, repository):
    folder = repository / "geo" / "contested"
    for names in re.findall(r"\| (?=`extract/|`arabic)([^|]+) \|$", claims_page, re.MULTILINE):
        for name in re.findall(r"`([\w/]+(?:\.py|/))`", names):
            assert (folder / name).exists() or (folder / "extract" / name).exists(), name
