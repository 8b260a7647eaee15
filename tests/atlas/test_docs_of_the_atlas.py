"""The page on the atlas says what is true."""

import dataclasses
import re
import shlex

import pytest

from conftest import CAPTURED
from contested.atlas import Update
from contested.cli.parser import parse


@pytest.fixture
def page(repository):
    return (repository / "docs" / "atlas.md").read_text(encoding="utf-8")


def blocks(page, language):
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


def test_its_python_runs(page, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text(CAPTURED)
    for block in blocks(page, "python"):
        exec(compile(block, "docs/atlas.md", "exec"), {})
    assert "'articles_new': 1" in capsys.readouterr().out


def test_its_commands_can_be_typed(page):
    lines = [line for block in blocks(page, "bash") for line in block.splitlines() if line]
    verbs = [parse(shlex.split(line, comments=True)[1:]).verb for line in lines]
    assert {"add", "changes", "history", "status", "map", "review", "watch", "serve"} <= set(verbs)


def test_its_table_names_what_an_update_has(page):
    rows = page.split("| `Update` |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    told = {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    known = {field.name for field in dataclasses.fields(Update)} | {"contradicted", "ended", "counts"}
    assert told == known - {"recorded_at"}
