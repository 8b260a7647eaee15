"""The README says what is true: its commands, its examples, its links."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from contested.cli.parser import build


@pytest.fixture(scope="module")
def readme(repository) -> str:
    return (repository / "README.md").read_text(encoding="utf-8")


def blocks(readme: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)


def test_it_opens_with_the_two_commands(readme):
    title, first, *_ = readme.split("\n\n")
    assert title == "# contested"
    make, test = first.removeprefix("```bash\n").removesuffix("\n```").split("\n")
    assert make.endswith(".venv/bin/contested map seeds -o maps/gaza.html")
    assert test.endswith(".venv/bin/pytest")


def test_its_python_examples_run(readme, repository, tmp_path, monkeypatch, capsys):
    shutil.copytree(repository / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for number, block in enumerate(blocks(readme, "python"), start=1):
        exec(compile(block, f"README.md, example {number}", "exec"), names)
    out = capsys.readouterr().out
    assert "Rafah" in out
    assert "left out: missing.txt: there is no such file or folder" in out
    assert (tmp_path / "gaza.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (tmp_path / "mine.html").exists()
    assert (tmp_path / "claims.gpkg").exists()


def test_its_table_names_every_verb_and_only_verbs_that_exist(readme):
    assert set(re.findall(r"^\| `contested (\w+)", readme, re.MULTILINE)) == set(build()[1])


def test_its_options_exist(readme):
    _, verbs = build()
    known = {name for verb in verbs.values() for action in verb._actions for name in action.option_strings} | {"--help"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", readme)) <= known


def test_its_links_lead_to_files(readme, repository):
    targets = [target for target in re.findall(r"\]\(([^)]+)\)", readme) if "://" not in target]
    assert targets
    assert [target for target in targets if not (repository / target).is_file()] == []


def test_ci_runs_the_commands_as_they_stand_in_it(readme, repository):
    script = (repository / ".ci" / "run").read_text()
    pattern = re.search(r"grep -E '(.+)' README\.md", script)[1]
    assert len(re.findall(pattern, readme, re.MULTILINE)) == 2


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_no_document_names_a_path_of_some_machine(repository, name):
    assert re.findall(r"(?<!\w)/(?:home|root|work|Users)/\w+", (repository / name).read_text()) == []


def test_commands_of_contributing_are_words_a_shell_can_read(repository):
    for block in blocks((repository / "CONTRIBUTING.md").read_text(), "bash"):
        assert all(shlex.split(line) for line in block.splitlines())
        assert Path(repository / "constraints.txt").exists()
