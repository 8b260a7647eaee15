"""`contested query`: a question in one line, a table, a count or a file for an answer."""

import json

import geopandas
import pytest
from shapely.geometry import box

from contested.cli import main
from contested.export import SUFFIXES, write, write_geopackage
from contested.status import status
from factories import SIDES, series_claims


@pytest.fixture
def table(tmp_path):
    """The statuses of the invented series, as `contested claims` writes them beside the claims."""
    path = tmp_path / "series.gpkg"
    claims = series_claims()
    write_geopackage({"claims": claims, "status": status(claims, sides=SIDES)}, path)
    return path


def ask(capsys, *arguments):
    code = main(["query", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_articles_themselves_can_be_asked(capsys, seeds):
    code, out, err = ask(capsys, seeds, "--where", "dispute = 'withdrawal_demanded'", "--within", "Rafah Governorate")
    assert code == 0
    assert "Rafah" in out
    assert "Gaza City" not in out
    assert "theatre gaza" in err


def test_a_table_of_claims_can_be_asked_what_held_at_a_time(capsys, table):
    assert ask(capsys, table, "--where", "control = 'contested'", "--known-at", "2031-03-04", "--count")[1] == "1\n"
    assert "Birch" in ask(capsys, table, "--disputed", "strict", "--known-at", "2031-03-04")[1]
    assert ask(capsys, table, "--where", "published < DATE('2031-03-04')", "--of", "claims", "--count")[1] == "6\n"


def test_a_table_of_statuses_can_be_asked_too(capsys, tmp_path):
    path = tmp_path / "status.geojson"
    write(status(series_claims(), sides=SIDES), path)
    code, out, _ = ask(capsys, path, "--held-by", "northern force")
    assert code == 0
    assert {line.split()[0] for line in out.splitlines()[1:]} == {"Birch", "Elm", "Fir", "Gorse", "Larch"}
    code, _, err = ask(capsys, path, "--at", "2031-03-04")
    assert code == 2
    assert "holds statuses of one time" in err


def test_the_answer_is_written_in_the_format_of_its_name(capsys, table, tmp_path):
    out = tmp_path / "answer.geojson"
    code, text, err = ask(capsys, table, "--near", "aid_points", "--km", "12", "-o", out)
    assert code == 0
    written = json.loads(out.read_text())["features"]
    assert f"{out}: {len(written)} rows" in err
    assert {feature["properties"]["nearness"] for feature in written} <= {"certain", "possible"}
    assert len(text.splitlines()) == len(written) + 1


def test_conditions_are_joined(capsys, table):
    near = ask(capsys, table, "--near", "Alder", "--km", "15", "--count")[1]
    both = ask(capsys, table, "--near", "Alder", "--km", "15", "--where", "place <> 'Alder'", "--count")[1]
    assert int(both) == int(near) - 1
    between = ask(capsys, table, "--between", "Alder", "Birch", "--km", "3", "--held-by", "Northern Force")[1]
    assert "Birch" in between
    assert "Elm" not in between


def test_a_file_stands_for_an_area(capsys, table, tmp_path):
    path = tmp_path / "box.geojson"
    geopandas.GeoDataFrame({"name": ["a"]}, geometry=[box(19.9, 4.9, 20.1, 5.1)], crs="EPSG:4326").to_file(path)
    code, out, _ = ask(capsys, table, "--within", path)
    assert code == 0
    assert "Alder" in out
    assert "Cedar" not in out


def test_long_answers_are_cut_and_say_so(capsys, table):
    _, out, err = ask(capsys, table, "--limit", "2")
    assert len(out.splitlines()) == 3
    assert "the first 2 shown" in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--where", "control = 'contestd'"], "did you mean 'contested'"),
        (["--where", "contrl = 'held'"], "did you mean 'control'"),
        (["--where", "control ="], "at character 10"),
        (["--where", ""], "at character 1"),
        (["--within", "Alder Distrct"], "no place of the name"),
        (["--within", "nowhere.geojson"], "there is no such file"),
        (["--near", "/vsicurl/http://127.0.0.1:9/x.geojson"], "there is no such file"),
        (["--near", "Alder", "--km", "-1"], "no meaning"),
        (["--near", "Alder", "--km", "5000000"], "are these metres"),
        (["--km", "5"], "--near or --between"),
        (["--of", "claims", "--disputed", "wide"], "--of claims"),
        (["--at", "soon"], "--at"),
        (["--disputed", "very"], "--disputed"),
    ],
)
def test_a_question_that_is_not_understood_is_refused_with_the_remedy(capsys, table, arguments, told):
    code, out, err = ask(capsys, table, *arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1


def test_a_file_that_is_none_of_ours_is_told(capsys, tmp_path):
    path = tmp_path / "other.geojson"
    geopandas.GeoDataFrame({"name": ["a"]}, geometry=[box(1, 1, 2, 2)], crs="EPSG:4326").to_file(path)
    code, _, err = ask(capsys, path)
    assert code == 3
    assert "holds neither claims nor statuses" in err
    code, _, err = ask(capsys, tmp_path / "missing.gpkg")
    assert code == 2
    assert "there is no such file" in err


def test_names_with_sequences_that_a_terminal_obeys_are_shown_written_out(capsys, tmp_path):
    frame = status(series_claims(), sides=SIDES)
    frame["place"] = "evil\x1b[2J"
    path = tmp_path / "status.geojson"
    write(frame, path)
    out = ask(capsys, path)[1]
    assert "\x1b" not in out
    assert "evil\\x1b[2J" in out


def test_a_holder_who_is_none_is_told_with_the_nearest(capsys, table):
    code, _, err = ask(capsys, table, "--held-by", "Northen Force")
    assert code == 0
    assert "did you mean 'Northern Force'" in err
    assert "did you mean" not in ask(capsys, table, "--held-by", "Northern Force", "--near", "Hazel", "--km", "0.1")[2]


def test_a_layer_with_latitude_first_is_told(capsys, table, tmp_path):
    path = tmp_path / "swapped.geojson"
    geopandas.GeoDataFrame({"name": ["a"]}, geometry=[box(4.9, 19.9, 5.1, 20.1)], crs="EPSG:4326").to_file(path)
    code, out, err = ask(capsys, table, "--within", path, "--count")
    assert (code, out) == (0, "0\n")
    assert "swapped" in err


# ------------------------------------------------------------------------------------------- editions

SHELTER = (
    "---\ntitle: Nurse Rana Example on Rafah\noutlet: Invented Daily\n---\n"
    "Invented for a test. A shelter in Rafah opened on Monday, nurse Rana Example said.\n"
)


@pytest.fixture
def article(tmp_path):
    """An article that names a private person and a shelter."""
    path = tmp_path / "monday.txt"
    path.write_text(SHELTER, encoding="utf-8")
    return path


@pytest.fixture
def atlas(article, tmp_path):
    """An atlas of it."""
    path = tmp_path / "atlas.gpkg"
    assert main(["add", str(path), str(article), "--theatre", "gaza", "-q"]) == 0
    return path


@pytest.mark.parametrize("of", ["status", "claims"])
@pytest.mark.parametrize("asked", ["atlas", "article"])
def test_the_answer_is_of_the_public_edition_unless_the_internal_is_asked_for(capsys, request, tmp_path, asked, of):
    source, out = request.getfixturevalue(asked), tmp_path / "answer.geojson"
    code, text, _ = ask(capsys, source, "--of", of, "-o", out)
    assert code == 0
    public = out.read_text(encoding="utf-8")
    assert "Rana Example" not in public + text
    assert any(note.startswith("Public edition") for note in json.loads(public)["notes"])
    assert ask(capsys, source, "--of", of, "-o", out, "--profile", "internal")[0] == 0
    internal = out.read_text(encoding="utf-8")
    assert "Rana Example" in internal
    assert any(note.startswith("Internal edition") for note in json.loads(internal)["notes"])


def test_no_condition_tells_what_the_public_edition_withholds(capsys, atlas):
    asked = [atlas, "--of", "claims", "--where", "sentence LIKE '%Rana Example%'", "--count"]
    assert ask(capsys, *asked)[1] == "0\n"
    assert ask(capsys, *asked, "--profile", "internal")[1] != "0\n"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_answer_is_written_in_every_format_of_an_export(capsys, table, tmp_path, suffix):
    out = tmp_path / f"answer{suffix}"
    for of in ("status", "claims"):
        code, _, err = ask(capsys, table, "--of", of, "--near", "Alder", "--km", "15", "-o", out)
        assert code == 0, err
        assert out.stat().st_size > 0


def test_a_format_that_is_none_is_refused_before_anything_is_read(capsys, tmp_path):
    code, _, err = ask(capsys, tmp_path / "missing.gpkg", "-o", tmp_path / "answer.docx")
    assert code == 2
    assert ".docx" in err


def test_codes_of_events_go_with_claims_only(capsys, table, tmp_path):
    out = tmp_path / "answer.csv"
    assert ask(capsys, table, "--of", "claims", "--crosswalk", "-o", out)[0] == 0
    assert "acled_event_type" in out.read_text(encoding="utf-8-sig").splitlines()[0]
    code, _, err = ask(capsys, table, "--crosswalk", "-o", out)
    assert code == 2
    assert "--of claims" in err


def test_statuses_without_their_claims_are_written_only_when_the_internal_edition_is_meant(capsys, tmp_path):
    path, out = tmp_path / "status.geojson", tmp_path / "answer.geojson"
    write(status(series_claims(), sides=SIDES), path)
    code, _, err = ask(capsys, path, "--disputed", "wide", "-o", out)
    assert code == 2
    assert "--profile internal" in err
    assert not out.exists()
    assert ask(capsys, path, "--disputed", "wide", "-o", out, "--profile", "internal")[0] == 0
    assert len(json.loads(out.read_text())["features"]) == int(ask(capsys, path, "--disputed", "wide", "--count")[1])
