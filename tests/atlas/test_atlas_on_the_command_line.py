"""The verbs of an atlas as a stranger meets them."""

import json

import pytest

from conftest import CAPTURED, DENIED
from contested import cli
from contested.atlas import Atlas
from contested.cli.remedies import in_shell


@pytest.fixture
def run(capfd, monkeypatch, tmp_path):
    """Run the command in the test's folder; answer its exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)

    def run(*words):
        capfd.readouterr()
        code = cli.main([str(word) for word in words])
        out, err = capfd.readouterr()
        return code, out, err

    return run


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(f"---\noutlet: Invented Wire\npublished: 2031-03-03\n---\n{CAPTURED}\n")
    (folder / "two.txt").write_text(f"---\noutlet: Fictional Radio\npublished: 2031-03-06\n---\n{DENIED}\n")
    return folder


@pytest.fixture
def made(run, articles):
    code, _, err = run("add", "a.gpkg", articles, "--theatre", "gaza")
    assert (code, "a new atlas" in err) == (0, True)
    return err


def test_adding_says_what_is_new_and_what_it_changed(made):
    assert "a.gpkg: 2 new articles, 2 new claims" in made
    assert "new: Rafah: contested" in made


def test_adding_again_says_that_it_was_known(run, made, articles):
    code, _, err = run("add", "a.gpkg", articles)
    assert (code, "0 new articles, 2 known before, 0 new claims" in err) == (0, True)


def test_a_bad_article_is_named_and_the_exit_code_says_so(run, made, articles):
    (articles / "bad.txt").write_bytes(b"")
    code, _, err = run("add", "a.gpkg", articles)
    assert (code, "bad.txt: " in err) == (1, True)
    code, _, err = run("add", "a.gpkg", "nowhere.txt")
    assert (code, "nothing was added to a.gpkg" in err) == (3, True)


def test_changes_are_one_a_line_or_json(run, made):
    assert run("changes", "a.gpkg", "--since", "2001-01-01")[1] == "new: Rafah: contested, rival claims\n"
    told = json.loads(run("changes", "a.gpkg", "--since", "2001-01-01", "--json")[1])
    assert (told["place"], told["change"], told["geometry"]["type"]) == ("Rafah", "new", told["geometry"]["type"])


def test_history_and_review_are_cells_parted_by_tabs(run, made):
    lines = run("history", "a.gpkg", "Rafah")[1].splitlines()
    assert [line.split("\t")[:3] for line in lines] == [
        ["2031-03-03", "Rafah", "held by Israeli military"],
        ["2031-03-06", "Rafah", "contested, rival claims"],
    ]
    code, out, err = run("review", "a.gpkg")
    assert (code, out.split("\t")[0]) == (0, "conflict")
    assert "1 thing to look at" in err


def test_a_decision_needs_a_name_and_changes_the_status(run, made, tmp_path):
    with Atlas.open(tmp_path / "a.gpkg", read_only=True) as atlas:
        denial = atlas.claims()["claim_id"].tolist()[-1]
    code, _, err = run("review", "a.gpkg", "--reject", denial)
    assert (code, "add --by NAME" in err) == (2, True)
    code, _, err = run("review", "a.gpkg", "--reject", denial, "--by", "Ada", "--note", "no")
    assert (code, "1 decision by Ada" in err) == (0, True)
    assert "held by Israeli military" in run("changes", "a.gpkg", "--since", "2001-01-01")[1]


def test_an_atlas_stands_in_place_of_articles(run, made, tmp_path):
    assert run("status", "a.gpkg", "-o", "s.csv")[0] == 0
    assert "contested" in (tmp_path / "s.csv").read_text(encoding="utf-8-sig")
    assert run("status", "a.gpkg", "-o", "then.csv", "--known-at", "2001-01-01")[0] == 0
    assert len((tmp_path / "then.csv").read_text(encoding="utf-8-sig").splitlines()) == 1
    assert run("claims", "a.gpkg", "-o", "c.geojson", "--valid-at", "2031-03-04")[0] == 0
    assert len(json.loads((tmp_path / "c.geojson").read_text())["features"]) == 1
    assert run("map", "a.gpkg", "-o", "m.html")[0] == 0
    assert "Rafah" in (tmp_path / "m.html").read_text(encoding="utf-8")


def test_exports_say_how_much_they_hold(run, made, tmp_path):
    code, _, err = run("export", "a.gpkg", "-o", "e.gpkg")
    assert (code, "2 claims, 1 status" in err) == (0, True)
    assert run("export", "a.gpkg", "-o", "e.csv", "--layer", "status")[0] == 0
    assert (tmp_path / "e.csv").stat().st_size > 0


def test_reading_again_says_that_nothing_differs(run, made):
    code, _, err = run("reread", "a.gpkg")
    assert (code, "0 new articles, 0 new claims" in err) == (0, True)


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["add", "a.txt", "b.txt"], 2, "a.txt: is no atlas; name a .gpkg file or a postgresql:// address"),
        (["changes", "none.gpkg", "--since", "2031-01-01"], 3, "none.gpkg: there is no such atlas"),
        (["changes", "a.gpkg", "--since", "soon"], 2, "--since 'soon' is not an ISO date"),
        (["changes", "a.gpkg"], 2, "the following arguments are required: --since"),
        (["history", "a.gpkg", "Raffah"], 2, "did you mean"),
        (["status", "a.gpkg", "one.txt", "-o", "s.csv"], 2, "a.gpkg is an atlas and stands alone"),
        (["review", "a.gpkg", "--by", "Ada"], 2, "--by and --note go with a decision"),
        (["export", "a.gpkg", "-o", "a.gpkg"], 2, "would be overwritten"),
        (["export", "a.gpkg", "-o", "e.xyz"], 2, "e.xyz"),
        (["add", "b.gpkg", "articles", "--theatre", "gazza"], 2, "gazza"),
        (["watch", "nowhere", "--atlas", "a.gpkg"], 3, "is no folder that could be watched"),
        (["serve", "none.gpkg"], 3, "none.gpkg: there is no such atlas"),
        (["serve", "a.gpkg", "--port", "99999"], 2, "is not a port"),
        (["serve", "a.gpkg", "--token-file", "none"], 3, "none: cannot be read"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_an_exit_code(run, made, words, code, message):
    found, out, err = run(*words)
    assert (found, out) == (code, "")
    assert message in err
    assert "Traceback" not in err


def test_a_file_that_is_no_atlas_is_told_and_left_as_it_is(run, tmp_path, articles):
    (tmp_path / "text.gpkg").write_text("not an atlas")
    code, _, err = run("add", "text.gpkg", articles)
    assert (code, "text.gpkg" in err) == (3, True)
    assert (tmp_path / "text.gpkg").read_text() == "not an atlas"


def test_an_interruption_says_that_what_was_recorded_is_kept(run, made, articles, monkeypatch, tmp_path):
    add = Atlas.add

    def interrupted(self, found, **options):
        def some():
            yield next(iter(found))
            raise KeyboardInterrupt

        return add(self, some(), **options)

    monkeypatch.setattr(Atlas, "add", interrupted)
    code, _, err = run("add", "b.gpkg", articles, "--theatre", "gaza")
    assert code == 130
    assert "what was recorded until then is in it" in err
    with Atlas.open(tmp_path / "b.gpkg", read_only=True) as atlas:
        assert len(atlas.claims()) == 1


def test_a_short_token_is_refused(run, made, tmp_path):
    (tmp_path / "token").write_text("short")
    code, _, err = run("serve", "a.gpkg", "--token-file", "token")
    assert (code, "shorter than 16 characters" in err) == (2, True)


def test_what_is_wrong_with_an_atlas_is_told_with_the_shell_s_own_remedy(run, made, tmp_path):
    for words in (("history", "none.gpkg", "Rafah"), ("map", "none.gpkg", "-o", "m.html")):
        code, _, err = run(*words)
        assert (code, "make it: contested add none.gpkg ARTICLES…" in err, "create=True" in err) == (3, True, False)
    (tmp_path / "empty.gpkg").touch()
    assert "contested add empty.gpkg ARTICLES…" in run("review", "empty.gpkg")[2]


def test_a_password_is_in_no_remedy():
    told = in_shell(
        "maps (schema gaza): there is no atlas; make it with create=True, or give ?schema=…",
        "postgresql://a:secret@h/m",
    )
    assert told.endswith("make it: contested add ATLAS ARTICLES…, or give ?schema=…")
