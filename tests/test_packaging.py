"""The package as others install it: a wheel in a clean environment, or a checkout."""

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from contested import reference

OFFLINE = (
    "import socket, sys\n"
    "def refuse(*_): raise OSError('no network in this test')\n"
    "socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse\n"
    "from contested.cli import main\n"
    "sys.exit(main(sys.argv[1:]))"
)


def checked(*words: object, cwd: Path) -> str:
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True, check=False, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def tracked_data(repository: Path) -> set[str]:
    """The names of all files under data/, hidden ones and caches apart."""
    data = repository / "data"
    return {
        path.relative_to(data).as_posix()
        for path in data.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(data).parts)
    }


@pytest.fixture(scope="module")
def wheel(repository, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    checked(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, repository, cwd=folder)
    (made,) = folder.glob("contested-*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel, repository, tmp_path_factory) -> Path:
    """The python of a clean environment that holds the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("clean")
    checked(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    python = folder / "venv" / "bin" / "python"
    checked(python, "-m", "pip", "install", "-q", "-c", repository / "constraints.txt", wheel, cwd=folder)
    return python


def test_a_checkout_finds_its_own_data(repository):
    assert reference.root() == repository / "data"


def test_every_file_of_data_has_an_ending_that_the_wheel_takes(repository):
    patterns = tomllib.loads((repository / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    endings = tuple(pattern.removeprefix("/data/**/*") for pattern in patterns["include"] if "/data/" in pattern)
    assert {name for name in tracked_data(repository) if not name.endswith(endings)} == set()


def test_constraints_are_exact_and_name_no_index(repository):
    lines = [line for line in (repository / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    assert all(line.count("==") == 1 and "/" not in line and " " not in line for line in lines)


def test_every_dependency_is_in_the_constraints(repository):
    project = tomllib.loads((repository / "pyproject.toml").read_text())["project"]
    pinned = {
        line.partition("==")[0].lower().replace("_", "-")
        for line in (repository / "constraints.txt").read_text().splitlines()
    }
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    names = {name.partition(">=")[0].partition("[")[0].lower().replace("_", "-") for name in wanted}
    assert names - {"contested"} <= pinned


def test_nothing_is_compiled_unless_asked_for_and_the_compiler_is_the_mypy_that_checks_the_types(repository):
    pyproject = tomllib.loads((repository / "pyproject.toml").read_text())
    hook = pyproject["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]
    (compiler,) = (name for name in hook["dependencies"] if name.startswith("mypy"))
    assert compiler in (repository / "constraints.txt").read_text().splitlines()
    assert hook["enable-by-default"] is False


@pytest.mark.long
def test_a_wheel_holds_all_data_and_nothing_beside_the_package(wheel, repository):
    names = zipfile.ZipFile(wheel).namelist()
    top = {name.partition("/")[0] for name in names}
    assert {name for name in top if not name.endswith(".dist-info")} == {"contested"}
    held = {name.removeprefix("contested/data/") for name in names if name.startswith("contested/data/")}
    assert held == tracked_data(repository)
    assert "contested/py.typed" in names


@pytest.mark.long
def test_the_main_job_runs_from_a_wheel_without_a_network(installed, repository, tmp_path, monkeypatch):
    monkeypatch.setenv("CONTESTED_CACHE", str(tmp_path / "cache"))
    found = checked(installed, "-c", "from contested.reference import root; print(root())", cwd=tmp_path).strip()
    assert Path(found).parent.name == "contested"
    assert Path(found, "theatres", "gaza", "theatre.toml").is_file()
    checked(installed, "-c", OFFLINE, "map", repository / "seeds", "-o", tmp_path / "gaza.html", cwd=tmp_path)
    assert (tmp_path / "gaza.html").read_bytes() == (repository / "maps" / "gaza.html").read_bytes()


@pytest.mark.long
def test_the_command_of_a_wheel_is_on_the_path(installed, tmp_path):
    assert checked(installed.parent / "contested", "theatres", cwd=tmp_path).startswith("gaza ")
