"""The compiled build reads every article as plain Python does."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from contested.extract import is_compiled

pytestmark = pytest.mark.long
ARTICLES = ("seeds", *(f"tests/fixtures/{name}/articles" for name in ("series", "sudan", "ukraine")))


def checked(*words: object, cwd: Path, **settings: str) -> str:
    done = subprocess.run(
        list(map(str, words)), capture_output=True, text=True, check=False, cwd=cwd, env=os.environ | settings
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(repository, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    words = (sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, repository)
    checked(*words, cwd=folder, HATCH_BUILD_HOOKS_ENABLE="1")
    (made,) = folder.glob("contested-*.whl")
    return made


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory) -> Path:
    """The python of an environment of its own that holds the wheel; what it needs is borrowed from this one."""
    folder = tmp_path_factory.mktemp("compiled")
    checked(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    python = folder / "venv" / "bin" / "python"
    checked(python, "-m", "pip", "install", "-q", "--no-deps", wheel, cwd=folder)
    (site,) = folder.glob("venv/lib/python*/site-packages")
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def test_the_tree_is_as_it_was_after_the_build(wheel, repository):
    assert not list((repository / "geo").rglob("*.so")) or is_compiled()
    assert not list((repository / "geo").rglob("*.c"))


def test_the_wheel_is_for_this_python_and_holds_the_sources_as_well(wheel):
    assert not wheel.name.endswith("-none-any.whl")
    names = zipfile.ZipFile(wheel).namelist()
    libraries = {name.partition(".")[0] for name in names if name.endswith(".so")}
    assert "contested/extract/parser" in libraries
    assert {f"{name}.py" for name in libraries if "__mypyc" not in name} < set(names)


def test_the_command_says_that_it_is_compiled(python, tmp_path):
    assert checked(python, "-m", "contested", "--version", cwd=tmp_path, PYTHONPATH="").endswith(" (compiled)\n")


def test_the_compiled_modules_pass_the_tests_of_extraction(python, repository, tmp_path):
    words = ("-m", "pytest", "-q", "-o", f"cache_dir={tmp_path}", "tests/extract", "tests/test_seed.py")
    assert " passed" in checked(python, *words, cwd=repository, PYTHONPATH="")


@pytest.mark.parametrize("articles", ARTICLES)
def test_both_builds_write_the_same_bytes(python, repository, tmp_path, articles):
    assert not is_compiled(), "nothing to compare with: the tests themselves run compiled; git clean -fX geo"
    words = ("-m", "contested", "extract", repository / articles, "-q", "-o")
    checked(sys.executable, *words, tmp_path / "pure.jsonl", cwd=tmp_path)
    checked(python, *words, tmp_path / "compiled.jsonl", cwd=tmp_path, PYTHONPATH="")
    assert (tmp_path / "compiled.jsonl").stat().st_size > 0
    assert (tmp_path / "compiled.jsonl").read_bytes() == (tmp_path / "pure.jsonl").read_bytes()
