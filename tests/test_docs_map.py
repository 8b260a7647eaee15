"""docs/map.md says what the map does."""

import re
import tomllib

import pytest

from contested.cli.parser import build
from contested.render import load_theme


@pytest.fixture(scope="module")
def page(repository) -> str:
    return (repository / "docs" / "map.md").read_text(encoding="utf-8")


def block(page: str, language: str) -> str:
    return re.search(rf"^```{language}\n(.*?)^```", page, re.MULTILINE | re.DOTALL)[1]


def test_its_theme_is_a_theme_with_every_key(page, tmp_path):
    path = tmp_path / "theme.toml"
    path.write_text(block(page, "toml"), encoding="utf-8")
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    theme = load_theme(path)
    assert (theme.banner, theme.layers["depots"]["name"]) == ("Exercise", "Depots")
    shown = tomllib.loads(block(page, "toml"))
    assert set(shown) == {"title", "credit", "banner", "logo", "scheme", "colours", "layers"}


def test_its_python_runs(page, repository, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code = block(page, "python").replace('"seeds"', repr(str(repository / "seeds")))
    exec(compile(code, "docs/map.md", "exec"), {})
    assert "Depots" in (tmp_path / "map.html").read_text(encoding="utf-8")


def test_its_options_exist(page):
    known = {name for action in build()[1]["map"]._actions for name in action.option_strings}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page)) <= known


def test_its_sandbox_is_the_one_that_is_tested(page, repository):
    sandbox = re.search(r'sandbox="([^"]+)"', page)[1]
    assert f'"{sandbox}"' in (repository / "tests" / "browser" / "test_embedding.py").read_text(encoding="utf-8")
