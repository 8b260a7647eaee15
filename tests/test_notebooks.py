"""The notebooks run from the first cell to the last, are stored without outputs, and say what is invented."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
RUN = """
import sys
from pathlib import Path
import nbformat
from nbclient import NotebookClient
for name in sys.argv[1:]:
    book = nbformat.read(name, as_version=4)
    NotebookClient(book, timeout=300, resources={"metadata": {"path": str(Path(name).parent)}}).execute()
    print("ran", Path(name).name)
"""


def cells(path: Path, kind: str) -> list[str]:
    book = json.loads(path.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == kind]


def test_there_are_five():
    assert [path.name[0] for path in NOTEBOOKS] == list("12345")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_outputs(path):
    book = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    assert [cell["outputs"] for cell in code] == [[]] * len(code)
    assert {cell["execution_count"] for cell in code} == {None}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_short_and_its_code_is_python(path):
    for number, source in enumerate(cells(path, "code")):
        compile(source, f"{path.name}, cell {number}", "exec")
    assert len(cells(path, "code")) <= 7


@pytest.mark.parametrize("path", NOTEBOOKS[1:], ids=lambda path: path.stem)
def test_what_is_invented_is_called_so(path):
    assert "nvented" in " ".join(cells(path, "markdown"))


@pytest.mark.long
def test_the_notebooks_run():
    done = subprocess.run(
        [sys.executable, "-c", RUN, *map(str, NOTEBOOKS)], capture_output=True, text=True, check=False, timeout=900
    )
    assert done.returncode == 0, done.stderr[-4000:]
    assert done.stdout.split() == [word for path in NOTEBOOKS for word in ("ran", path.name)]
