"""Tables for others, from the command line: what is withheld, what goes with them."""

import json
import re
import shutil
from pathlib import Path

import geopandas
import pandas as pd
import pyogrio
import pytest

from contested import cli
from contested.export import SUFFIXES

INVENTED = (
    "Invented for a test. A shelter in Rafah opened on Monday, nurse Rana Example said. "
    "The army said on Tuesday that its forces had captured Khan Younis."
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "monday.txt"
    path.parent.mkdir()
    path.write_text(f"---\ntitle: Nurse Rana Example on Rafah\noutlet: Invented Daily\n---\n{INVENTED}\n")
    return path


@pytest.fixture
def atlas(article, tmp_path: Path) -> Path:
    path = tmp_path / "atlas.gpkg"
    assert cli.main(["add", str(path), str(article), "--theatre", "gaza", "-q"]) == 0
    return path


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_the_public_edition_names_no_private_person_and_says_what_it_withholds(article, tmp_path: Path):
    public, internal = tmp_path / "p.geojson", tmp_path / "i.geojson"
    assert cli.main(["claims", str(article), "-o", str(public), "-q"]) == 0
    assert cli.main(["claims", str(article), "-o", str(internal), "--profile", "internal", "-q"]) == 0
    assert "Rana Example" not in text_of(public)
    assert "Rana Example" in text_of(internal)
    assert any(note.startswith("Public edition") for note in json.loads(text_of(public))["notes"])
    assert any(note.startswith("Internal edition") for note in json.loads(text_of(internal))["notes"])


def test_statuses_in_the_public_edition_do_not_quote_what_is_withheld(article, tmp_path: Path):
    path = tmp_path / "s.csv"
    assert cli.main(["status", str(article), "-o", str(path), "-q"]) == 0
    assert "Rana Example" not in text_of(path)
    assert "Public edition" in text_of(tmp_path / "s.csv.attribution.txt")


def test_an_atlas_exports_all_its_tables_and_styles_as_one_geopackage(atlas, tmp_path: Path):
    path = tmp_path / "out.gpkg"
    assert cli.main(["export", str(atlas), "-o", str(path), "-q"]) == 0
    names = {name for name, _ in pyogrio.list_layers(path)}
    assert names == {"claims", "status", "aid_points", "mentions", "articles", "layer_styles"}
    articles = geopandas.read_file(path, layer="articles")
    assert "Rana Example" not in articles.title[0]
    assert articles.path.isna().all()
    assert b"Rana Example" not in path.read_bytes()


@pytest.mark.parametrize("layer", ["claims", "status", "aid_points", "mentions", "articles"])
def test_one_table_of_an_atlas_goes_into_any_format(atlas, tmp_path: Path, layer, capfd):
    path = tmp_path / "out.csv"
    assert cli.main(["export", str(atlas), "-o", str(path), "--layer", layer]) == 0
    assert f"{len(pd.read_csv(path))} {layer.replace('_', ' ')}" in capfd.readouterr().err


def test_the_crosswalk_adds_codes_to_claims(article, tmp_path: Path):
    path = tmp_path / "c.csv"
    assert cli.main(["claims", str(article), "-o", str(path), "--crosswalk", "-q"]) == 0
    table = pd.read_csv(path)
    assert table.acled_event_type[table.predicate == "captures"].tolist() == ["Battles"]


def test_a_format_without_room_for_the_crosswalk_says_so(article, tmp_path: Path, capfd):
    assert cli.main(["claims", str(article), "-o", str(tmp_path / "c.hxl.csv"), "--crosswalk"]) == 2
    assert "has no room for --crosswalk" in capfd.readouterr().err


def test_an_atlas_is_not_overwritten_by_its_own_export(atlas, capfd):
    before = atlas.read_bytes()
    assert cli.main(["export", str(atlas), "-o", str(atlas)]) == 2
    assert atlas.read_bytes() == before


@pytest.mark.parametrize(("kind", "suffix"), [("strip", ".png"), ("claims", ".svg"), ("aid", ".svg")])
def test_a_chart_is_drawn_of_an_atlas(atlas, tmp_path: Path, kind, suffix, capfd):
    path = tmp_path / f"chart{suffix}"
    assert cli.main(["chart", str(atlas), "-o", str(path), "--kind", kind]) == 0
    assert path.stat().st_size > 1000
    assert f"contested: {path}: " in capfd.readouterr().err


def test_a_chart_in_another_form_is_refused_before_anything_is_read(tmp_path: Path, capfd):
    assert cli.main(["chart", "nowhere.txt", "-o", str(tmp_path / "chart.gif")]) == 2
    assert "end it in .png or .svg" in capfd.readouterr().err


@pytest.mark.parametrize("page", ["exports.md", "charts.md"])
def test_the_examples_of_the_documentation_run(page, repository, tmp_path: Path, monkeypatch):
    shutil.copytree(repository / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    text = (repository / "docs" / page).read_text(encoding="utf-8")
    for block in re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        exec(compile(block, page, "exec"), names)
    made = {"exports.md": {"claims.gpkg", "status.hxl.csv"}, "charts.md": {"strip.svg", "with_chart.html"}}[page]
    assert made <= {path.name for path in tmp_path.iterdir()}


def test_the_page_on_exports_names_every_format(repository):
    text = (repository / "docs" / "exports.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\.[a-z.]+)` \|", text, re.MULTILINE)) == set(SUFFIXES)
