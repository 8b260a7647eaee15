"""`contested gazetteer` as a stranger meets it."""

import shutil
from pathlib import Path

import pytest

from contested import cli
from contested.gazetteer import world

ACTIONS = ("build", "search", "info", "import")


@pytest.fixture
def run(capfd):
    """Run the command in this process; answer its exit code, standard output and standard error."""

    def run(*words: object) -> tuple[int, str, str]:
        capfd.readouterr()
        try:
            code = cli.main(["gazetteer", *(str(word) for word in words)])
        except SystemExit as leaving:
            code = leaving.code or 0
        out, err = capfd.readouterr()
        return code, out, err

    return run


@pytest.fixture
def places(tmp_path) -> Path:
    path = tmp_path / "places.csv"
    path.write_text("id,TOPONYM,lon,lat\n1,Minova,29.02,-1.71\n2,Zero,0,0\n")
    return path


# ------------------------------------------------------------------------------------------------ help


@pytest.mark.parametrize("words", [(), *((action,) for action in ACTIONS)])
def test_help_explains_the_action_and_the_exit_codes(run, words):
    code, out, err = run(*words, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"usage: contested gazetteer {' '.join(words)}".rstrip())
    assert "exit codes:" in out


def test_help_names_every_action(run):
    out = run("--help")[1]
    assert all(f"\n    {action} " in out for action in ACTIONS)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "say what to do: build, search, info, import; see contested gazetteer --help"),
        (["serach", "x"], "contested gazetteer cannot 'serach'; did you mean 'search'? see contested gazetteer --help"),
        (["search"], "the following arguments are required: NAME; see contested gazetteer search --help"),
        (["search", "x", "--limit", "0"], "argument --limit: '0' is not a number above 0"),
        (
            ["search", "x", "--limt", "3"],
            "contested gazetteer search has no option '--limt'; did you mean '--limit'?",
        ),
        (["info", "x"], "contested gazetteer info takes no 'x'; see contested gazetteer info --help"),
        (["import", "x.csv", "-o", "no-such"], "the following arguments are required: --source"),
        (["search", "x", "--theatre", "gazza"], "no theatre 'gazza'; did you mean 'gaza'?"),
    ],
)
def test_what_is_not_understood_is_said_in_one_line(run, words, message):
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert err.startswith(f"contested: {message}")


# ------------------------------------------------------------------------------------------------ search, info, build


def test_a_place_is_found_under_any_of_its_names(run):
    code, out, err = run("search", "خان", "يونس", "--theatre", "gaza")
    assert (code, err) == (0, "")
    assert out.splitlines()[0].split("\t")[:3] == ["gaza:khan-younis", "Khan Younis", "city"]


def test_places_of_all_theatres_and_of_the_world_are_found(run):
    assert run("search", "El Fasher")[1].startswith("sudan:")
    assert run("search", "Aleppo")[1].startswith("world:")


def test_no_more_places_than_asked_for_are_listed(run):
    code, out, err = run("search", "San", "Antonio", "--theatre", "none", "--limit", 2)
    assert code == 0
    assert len(out.splitlines()) == 2
    assert "more; raise --limit to see them" in err


def test_an_unknown_name_is_said(run):
    code, out, err = run("search", "Qwertyabad")
    assert (code, out) == (2, "")
    assert err == "contested: no place is called 'Qwertyabad'; try another spelling\n"


def test_info_names_theatres_sources_and_licences(run):
    code, out, _ = run("info")
    assert code == 0
    assert all(f"theatre {name}: " in out for name in ("gaza", "sudan", "ukraine"))
    assert "GeoNames (CC BY 4.0)" in out


def test_build_makes_the_index_anew(run, tmp_path, monkeypatch):
    whole = world.open_world().folder
    monkeypatch.setenv(world.CACHE_VARIABLE, str(tmp_path))
    monkeypatch.setattr(world, "build", lambda target, _progress: shutil.copytree(whole, target))
    (tmp_path / whole.name).mkdir()
    code, out, err = run("build")
    assert (code, out) == (0, "")
    assert err.endswith(f"names in {tmp_path / whole.name}\n")
    assert (tmp_path / whole.name / "meta.json").is_file()


# ------------------------------------------------------------------------------------------------ import


def test_imported_places_are_a_theatre_to_search_and_refused_rows_are_named(run, places, tmp_path):
    folder = tmp_path / "kivu"
    column = ("--column", "name=TOPONYM")
    code, out, err = run("import", places, "-o", folder, "--source", "our survey", "--country", "CD", *column)
    assert (code, out) == (1, "")
    assert err.splitlines()[0] == f"contested: {places}: row 2: Zero: its point is (0, 0), which stands for unknown"
    assert f"{folder}: 1 place, 1 row refused" in err
    code, out, _ = run("search", "Minova", "--theatre", folder)
    assert (code, out.splitlines()[0].split("\t")[0]) == (0, "kivu:1")
    assert "our survey (licence not stated)" in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--country", "CD"], "lacks the column name (name); it has id, TOPONYM, lon, lat. Map columns, as --column"),
        (["--column", "name=TOPONYM"], "the places do not say their country; give its ISO 3166-1 alpha-2 code with"),
        (["--column", "name=TOPONYM", "--country", "Congo"], "'Congo' is not an ISO 3166-1 alpha-2 code"),
        (["--name", "My Places"], "'My Places' cannot name a gazetteer; use a-z, 0-9 and single hyphens"),
    ],
)
def test_an_import_that_cannot_be_done_says_why_and_writes_nothing(run, places, tmp_path, words, message):
    code, _, err = run("import", places, "-o", tmp_path / "kivu", "--source", "our survey", *words)
    assert code == 3
    assert message in err
    assert list(tmp_path.iterdir()) == [places]


def test_a_column_without_an_equals_sign_is_not_understood(run, places, tmp_path):
    code, _, err = run("import", places, "-o", tmp_path / "kivu", "--source", "our survey", "--column", "TOPONYM")
    assert code == 2
    assert "'TOPONYM' is not OURS=THEIRS" in err


def test_a_folder_that_is_there_is_never_overwritten(run, places, tmp_path):
    code, _, err = run("import", places, "-o", tmp_path, "--source", "our survey")
    assert code == 3
    assert "is there already" in err
