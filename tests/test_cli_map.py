"""`contested map` with a desk's theme, its own layers, a profile, and paper."""

import json

import pytest

from contested import cli

TEXT = "Omar Specimen told us that the army had captured Rafah. A shelter opened in Nuseirat, the Red Cross said.\n"


@pytest.fixture
def run(capfd, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    page = tmp_path / "map.html"

    def run(*words):
        capfd.readouterr()
        code = cli.main(["map", str(tmp_path / "a.txt"), "-o", str(page), "--theatre", "gaza", *map(str, words)])
        text = page.read_text(encoding="utf-8") if page.exists() else ""
        return code, capfd.readouterr().err, text

    return run


def test_a_theme_and_a_layer_reach_the_page(run, tmp_path):
    layer = tmp_path / "depots.geojson"
    point = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [34.3, 31.4]},
        "properties": {"name": "D1"},
    }
    layer.write_text(json.dumps({"type": "FeatureCollection", "features": [point], "attribution": "A desk"}))
    theme = tmp_path / "theme.toml"
    theme.write_text(
        'title = "A desk\'s map"\ncredit = "A desk"\n[layers.depots]\nname = "Depots"\ncolour = "#123456"\n'
    )
    code, _, page = run("--theme", theme, "--layer", layer)
    assert code == 0
    data = json.loads(page.split('id="contested-data">', 1)[1].split("</script>", 1)[0])
    assert (data["title"], data["credit"]) == ("A desk's map", "A desk")
    assert (data["layers"][0]["name"], data["layers"][0]["colour"]) == ("Depots", "#123456")
    assert "A desk" in data["layers"][0]["source"]


def test_the_page_is_the_public_edition_unless_the_internal_one_is_asked_for(run):
    _, _, page = run()
    assert "Specimen" not in page
    assert "Public edition" in page
    _, _, page = run("--profile", "internal")
    assert "Specimen" in page
    assert '<p class="notice">' not in page


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--theme", "none.toml"], 2, "none.toml: cannot be read as a theme"),
        (["--layer", "none.geojson"], 2, "none.geojson: there is no such layer"),
        (["--preview", "javascript:alert(1)"], 2, "give the full address of a picture"),
        (["--size", "10x10"], 2, "such as 1600x1000"),
        (["--size", "wide"], 2, "such as 1600x1000"),
        (["--profile", "secret"], 2, "invalid choice: 'secret'"),
    ],
)
def test_what_is_wrong_is_told_before_anything_is_read(run, words, code, told):
    found, err, page = run(*words)
    assert (found, page) == (code, "")
    assert told in err
    assert "read 1 article" not in err


def test_without_a_browser_nothing_is_begun_that_asks_for_one(run, monkeypatch):
    monkeypatch.setenv("CONTESTED_BROWSER", "/nowhere/chromium")
    code, err, page = run("--pdf")
    assert (code, page) == (3, "")
    assert "/nowhere/chromium" in err


def test_an_article_without_a_claim_is_listed_as_read(run, tmp_path):
    (tmp_path / "silent.txt").write_text("---\ntitle: Nurse Rana Example on the weather\n---\nIt rained.\n")
    code, _, page = run(tmp_path / "silent.txt")
    assert code == 0
    listed = page.split("Articles read in which no claim was found", 1)[1]
    assert "Nurse [name withheld] on the weather" in listed
    assert "Rana" not in page


def test_charts_stand_in_the_page_in_its_edition_when_asked_for(run, monkeypatch):
    _, _, plain = run()
    assert "data:image/svg+xml" not in plain
    code, _, page = run("--charts")
    assert code == 0
    assert page.count('<img src="data:image/svg+xml;base64,') == 3
    assert "Specimen" not in page
    monkeypatch.setattr("contested.charts.paper.find_spec", lambda _name: None)
    code, err, _ = run("--charts")
    assert code == 3
    assert "contested[charts]" in err
