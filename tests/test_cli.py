"""The command as a stranger meets it: mistyped, given the wrong thing, interrupted."""

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from contested import cli
from contested.articles import MAX_ARTICLE_BYTES
from contested.cli import verbs
from contested.cli.parser import build
from contested.cli.say import plain
from contested.errors import OutputError
from contested.export import SUFFIXES
from contested.extract import is_compiled
from contested.whole import write_text

TEXT = "The army said on Tuesday that its forces had captured Rafah. Residents said clashes went on in Jabalia.\n"
VERBS = tuple(build()[1])
COMPILED = " (compiled)" if is_compiled() else ""


@pytest.fixture
def run(capfd, monkeypatch):
    """Run the command in this process; answer its exit code, standard output and standard error."""

    def run(*words: object) -> tuple[int, str, str]:
        capfd.readouterr()
        try:
            code = cli.main([str(word) for word in words])
        except SystemExit as leaving:
            code = leaving.code or 0
        out, err = capfd.readouterr()
        return code, out, err

    return run


@pytest.fixture
def article(tmp_path) -> Path:
    path = tmp_path / "articles" / "tuesday.txt"
    path.parent.mkdir()
    path.write_text(TEXT)
    return path


def lines(err: str) -> list[str]:
    return err.splitlines()


# ------------------------------------------------------------------------------------------------ help


@pytest.mark.parametrize("words", [(), *((verb,) for verb in VERBS)])
def test_help_explains_the_verb_and_the_exit_codes(run, words):
    code, out, err = run(*words, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"usage: contested {' '.join(words)}".rstrip())
    assert "exit codes:" in out
    assert "interrupted" in out


def test_help_names_every_verb(run):
    _, out, _ = run("--help")
    assert all(f"\n    {verb} " in out for verb in VERBS)
    assert set(verbs.RUN) == set(VERBS)


def test_version_is_the_packages(run):
    assert run("--version") == (0, f"contested 0.1.0{COMPILED}\n", "")


@pytest.mark.parametrize("words", [["--help"], ["map", "--help"], ["--version"], ["mpa"], ["map"]])
def test_nothing_heavy_is_imported_before_it_is_needed(words):
    script = (
        "import sys\nfrom contested.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "heavy = {'shapely', 'numpy', 'pandas', 'geopandas', 'folium', 'pyproj', 'tqdm', 'charset_normalizer'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "HEAVY []"


def test_importing_the_package_imports_nothing_heavy():
    script = "import sys, contested; print(sorted({'shapely', 'numpy', 'pandas', 'argparse'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_python_dash_m_is_the_same_command():
    done = subprocess.run([sys.executable, "-m", "contested", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"contested 0.1.0{COMPILED}\n"


# ------------------------------------------------------------------------------------------------ mistyped


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], f"say what to do: {', '.join(VERBS)}; see contested --help"),
        (["mpa", "a.txt"], "there is no verb 'mpa'; did you mean 'map'? see contested --help"),
        (["-q", "map", "a.txt"], "options follow the verb: contested map -q …; see contested --help"),
        (
            ["map", "a.txt", "-o", "m.html", "--theatre", ""],
            "--theatre is given nothing; give auto, none, or the names",
        ),
        (["frobnicate"], "there is no verb 'frobnicate'; see contested --help"),
        (["map", "a.txt"], "the following arguments are required: -o/--output; see contested map --help"),
        (["map", "-o", "m.html"], "the following arguments are required: ARTICLES; see contested map --help"),
        (
            ["map", "a.txt", "-o", "m.html", "--theater", "gaza"],
            "contested map has no option '--theater'; did you mean '--theatre'? see contested map --help",
        ),
        (["map", "a.txt", "-o", "m.pdf"], "m.pdf: cannot be written as .pdf; end it in .html or .htm"),
        (
            ["claims", "a.txt", "-o", "m"],
            "m: cannot be written as a file without ending; end it in .geojson or .gpkg or .csv",
        ),
        (["extract", "a.txt", "--format", "xml"], "argument --format: invalid choice: 'xml'"),
        (["extract", "a.txt", "--published", "soon"], "published 'soon' is not an ISO date; write it as 2025-02-22"),
        (["status", "a.txt", "-o", "s.csv", "--as-of", "soon"], "--as-of 'soon' is not an ISO date"),
        (["extract", "a.txt", "--encoding", "klingon"], "encoding 'klingon' is not known"),
        (["extract", "a.txt", "--theatre", "auto,gaza"], "--theatre takes auto, none, or names; not a mixture"),
    ],
)
def test_what_is_not_understood_is_said_in_one_line(run, words, message):
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert len(lines(err)) == 1
    assert err.startswith(f"contested: {message}")


def test_a_file_in_place_of_a_verb_is_told_the_verb(run, article):
    code, _, err = run(article)
    assert code == 2
    assert f"to map an article: contested map {article} -o map.html" in err


def test_a_mistyped_theatre_is_told_before_anything_is_read(run, article, tmp_path):
    code, _, err = run("map", article, "nowhere.txt", "-o", tmp_path / "m.html", "--theatre", "gazza")
    assert code == 2
    assert len(lines(err)) == 1
    assert "no theatre 'gazza'; did you mean 'gaza'?" in err


def test_articles_may_stand_after_options(run, article, tmp_path):
    out = tmp_path / "out.jsonl"
    assert run("extract", article, "-o", out, article.parent)[0] == 0
    assert len(out.read_text().splitlines()) == 1


# ------------------------------------------------------------------------------------------------ outputs


@pytest.mark.parametrize(
    ("verb", "name"), [("map", "m.html"), ("extract", "m.jsonl"), ("claims", "m.csv"), ("status", "m.gpkg")]
)
def test_an_output_that_cannot_be_written_is_found_before_the_work(run, article, tmp_path, monkeypatch, verb, name):
    monkeypatch.setattr(verbs, "_read", None)  # the work
    missing = tmp_path / "no" / "such" / name
    code, _, err = run(verb, article, "-o", missing)
    assert code == 3
    assert f"{missing}: the folder {missing.parent} does not exist; make it first: mkdir -p {missing.parent}" in err
    code, _, err = run(verb, article, "-o", article / name)
    assert code == 3
    assert f"the folder {article} is a file; choose another" in err


def test_a_folder_is_no_output(run, article, tmp_path):
    folder = tmp_path / "m.html"
    folder.mkdir()
    code, _, err = run("map", article, "-o", folder)
    assert code == 3
    assert f"{folder}: is a folder; name a file in it" in err


def test_a_folder_without_an_ending_is_called_a_folder(run, article):
    code, _, err = run("map", article, "-o", article.parent)
    assert code == 3
    assert f"{article.parent}: is a folder; name a file in it, such as {article.parent / 'result.html'}" in err


def test_what_is_no_file_is_never_replaced(run, article, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    code, _, err = run("extract", article, "-o", pipe)
    assert code == 3
    assert f"{pipe}: is a device or a pipe, not a file" in err
    with pytest.raises(OutputError, match="a device or a pipe"):
        write_text(pipe, "text")
    assert pipe.is_fifo()


def test_a_folder_that_is_closed_is_named(run, article, tmp_path, monkeypatch):
    def refuse(**_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    code, _, err = run("extract", article, "-o", tmp_path / "a.jsonl")
    assert code == 3
    assert f"the folder {tmp_path} cannot be written to (Permission denied); choose another" in err


def test_an_article_is_never_overwritten(run, article):
    code, _, err = run("extract", article, "-o", article)
    assert code == 2
    assert "is one of the articles and would be overwritten" in err
    assert article.read_text() == TEXT


def test_what_fails_while_writing_leaves_the_good_file(run, article, tmp_path, monkeypatch):
    good = tmp_path / "m.html"
    good.write_text("the map of yesterday")

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    monkeypatch.setattr(Path, "replace", full)
    code, _, err = run("map", article, "-o", good, "-q")
    assert code == 3
    assert "No space left on device" in err
    assert good.read_text() == "the map of yesterday"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles", "m.html"]


# ------------------------------------------------------------------------------------------------ articles


def test_a_map_is_made_and_said_in_words(run, article, tmp_path):
    path = tmp_path / "m.html"
    code, out, err = run("map", article, "-o", path)
    assert (code, out) == (0, "")
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert lines(err)[0] == "contested: read 1 article"
    assert f"contested: {article}: theatre gaza, since it names " in err
    assert lines(err)[-1].startswith(f"contested: {path}: 2 places, 0 unlocated aid points, 1 article, theatre gaza")


def test_articles_of_several_theatres_share_a_map_with_the_outlines_of_all(run, article, tmp_path):
    (article.parent / "sudan.txt").write_text("The army said its forces had captured El Fasher in Darfur.")
    path = tmp_path / "m.html"
    code, _, err = run("map", article.parent, "-o", path)
    page = path.read_text(encoding="utf-8")
    assert code == 0
    assert "2 articles, theatres gaza, sudan" in err
    assert "Gaza Strip, Sudan" in page
    assert "Mediterranean coast" in page
    assert "Place points after GeoNames" in page


def test_theatres_of_many_articles_are_told_by_the_number(run, tmp_path):
    source = tmp_path / "a.jsonl"
    texts = [f"Forces entered Rafah on day {number}." for number in range(11)] + ["Nothing happened anywhere."]
    source.write_text("\n".join(json.dumps({"text": text}) for text in texts))
    code, _, err = run("extract", source, "-o", tmp_path / "out.jsonl")
    assert code == 0
    assert "contested: theatre gaza for 11 articles, which name Rafah" in lines(err)
    assert "contested: theatre none for 1 article, which names no place of any theatre" in lines(err)


def test_quiet_says_nothing_when_nothing_is_wrong(run, article, tmp_path):
    assert run("map", article, "-o", tmp_path / "m.html", "-q") == (0, "", "")


def test_one_bad_file_among_good_ones_is_named_and_the_map_is_made(run, article, tmp_path):
    (article.parent / "empty.txt").touch()
    (article.parent / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    path = tmp_path / "m.html"
    code, _, err = run("map", article.parent, "gone.txt", "-o", path)
    assert code == 1
    assert path.exists()
    assert f"contested: {article.parent / 'empty.txt'}: is empty" in err
    assert f"contested: {article.parent / 'picture.txt'}: is a picture, not text" in err
    assert "contested: gone.txt: there is no such file or folder" in err
    assert "contested: read 1 article; 3 could not be read" in err


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "is empty"),
        (bytes(range(256)), "is a binary file"),
        (b"%PDF-1.4", "is a PDF"),
        ("رفح".encode("cp1256"), "its encoding cannot be told for sure"),
    ],
)
def test_a_bad_file_alone_makes_nothing(run, tmp_path, content, complaint):
    source, path = tmp_path / "a.txt", tmp_path / "m.html"
    source.write_bytes(content)
    code, _, err = run("map", source, "-o", path)
    assert code == 3
    assert lines(err)[0].startswith(f"contested: {source}: {complaint}")
    assert "so nothing was made" in lines(err)[1]
    assert not path.exists()


def test_a_text_of_fifty_megabytes_is_refused_at_once(run, tmp_path):
    source = tmp_path / "big.txt"
    with source.open("wb") as stream:
        stream.truncate(10 * MAX_ARTICLE_BYTES)
    code, _, err = run("extract", source)
    assert code == 3
    assert f"contested: {source}: is larger than an article can be (5 MB)" in err


@pytest.mark.parametrize("paths", [["nowhere.txt"], ["nowhere.txt", "neither.jsonl"]])
def test_missing_paths_are_each_named(run, paths):
    code, _, err = run("extract", *paths)
    assert code == 3
    assert len(lines(err)) == len(paths) + 1


def test_a_folder_without_an_article_is_an_error(run, tmp_path):
    code, _, err = run("extract", tmp_path)
    assert code == 3
    assert f"contested: {tmp_path}: holds no article" in err


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1256"])
def test_arabic_files_of_any_age_are_read(run, tmp_path, codec):
    source = tmp_path / "a.txt"
    source.write_bytes("قالت مصادر محلية إن القوات لا تزال في شرق خان يونس وفي رفح.".encode(codec))
    code, out, _ = run("extract", source, "--theatre", "gaza")
    assert code == 0
    assert {"خان يونس", "رفح"} <= {mention["text"] for mention in json.loads(out)["mentions"]}


def test_complaints_without_end_are_cut_short(run, tmp_path):
    source = tmp_path / "a.jsonl"
    source.write_text("{}\n" * 50 + json.dumps({"id": "good", "text": TEXT}))
    code, out, err = run("extract", source)
    assert code == 1
    assert json.loads(out)["doc_id"] == "good"
    assert sum("has no text" in line for line in lines(err)) == 20
    assert "contested: 30 more like these" in err


def test_options_reach_the_articles(run, article, tmp_path):
    path = tmp_path / "claims.csv"
    run("claims", article, "-o", path, "--outlet", "The Wire", "--published", "2025-02-25T10:00+02:00", "-q")
    text = path.read_text(encoding="utf-8")
    assert "The Wire" in text
    assert "2025-02-25" in text


# ------------------------------------------------------------------------------------------------ verbs


def test_extract_writes_one_document_an_article(run, article):
    code, out, _ = run("extract", article, "--format", "jsonl")
    document = json.loads(out)
    assert code == 0
    assert document["doc_id"] == "tuesday"
    assert {claim["predicate"] for claim in document["claims"]} >= {"captures"}
    assert all(TEXT[mention["start"] : mention["end"]] == mention["text"] for mention in document["mentions"])


def test_extract_writes_place_names_alone(run, article):
    code, out, _ = run("extract", article, "--format", "toponyms")
    document = json.loads(out)
    assert code == 0
    assert document["id"] == "tuesday"
    assert [toponym["text"] for toponym in document["toponyms"]] == ["Rafah", "Jabalia"]


def test_a_hyphen_is_standard_output(run, article, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, _ = run("extract", article, "-o", "-")
    assert code == 0
    assert json.loads(out)["doc_id"] == "tuesday"
    assert [path.name for path in tmp_path.iterdir()] == ["articles"]


def test_extract_reads_standard_input(run, monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode())))
    code, out, _ = run("extract", "-")
    assert code == 0
    assert json.loads(out)["doc_id"] == "stdin"


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("verb", ["claims", "status"])
def test_tables_are_written_in_each_form(run, article, tmp_path, verb, suffix):
    path = tmp_path / f"out{suffix}"
    code, _, err = run(verb, article, "-o", path)
    assert code == 0
    assert path.stat().st_size > 0
    assert lines(err)[-1].startswith(f"contested: {path}: ")


def test_a_geopackage_of_claims_holds_the_statuses_too(run, article, tmp_path):
    import pyogrio

    path = tmp_path / "out.gpkg"
    run("claims", article, "-o", path, "-q")
    assert {name for name, _ in pyogrio.list_layers(path)} == {"claims", "status", "layer_styles"}


def test_theatres_are_listed_with_their_names(run):
    code, out, err = run("theatres")
    assert (code, err) == (0, "")
    assert any(line.startswith("gaza ") for line in out.splitlines())


def test_without_a_theatre_places_are_still_found(run, article):
    code, out, _ = run("extract", article, "--theatre", "none", "--format", "toponyms")
    assert code == 0
    assert json.loads(out)["toponyms"]


# ------------------------------------------------------------------------------------------------ the terminal


def test_what_a_terminal_would_obey_is_written_out(run, tmp_path):
    name = tmp_path / "a\x1b[2J\u202eb.txt"
    name.touch()
    _, _, err = run("extract", name)
    assert "\x1b" not in err
    assert "\u202e" not in err
    assert "a\\x1b[2J\\u202eb.txt: is empty" in err


def test_plain_text_stays_as_it_is():
    assert plain("خان يونس, “Khan Younis”") == "خان يونس, “Khan Younis”"


def test_an_interruption_is_one_line_and_leaves_the_good_file(run, article, tmp_path, monkeypatch):
    good = tmp_path / "m.html"
    good.write_text("the map of yesterday")

    def interrupt(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    monkeypatch.setattr(Path, "replace", interrupt)
    code, _, err = run("map", article, "-o", good, "-q")
    assert (code, err) == (130, "contested: interrupted; nothing was written\n")
    assert good.read_text() == "the map of yesterday"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles", "m.html"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_command_in_one_line(tmp_path, number):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = subprocess.Popen(
        [sys.executable, "-m", "contested", "extract", pipe],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - as in a terminal
    )
    with pipe.open("wb"):  # opens when the command does
        reading.send_signal(number)
        out, err = reading.communicate(timeout=60)
    assert (reading.returncode, out, err) == (130, "", "contested: interrupted; nothing was written\n")


def test_a_reader_that_leaves_early_is_no_error(article):
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{sys.executable} -m contested extract -q {article} | true"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_full_disk_behind_standard_output_is_said(article):
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m contested extract -q {article} > /dev/full"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stderr == "contested: standard output: No space left on device; nothing more was written\n"


@pytest.mark.parametrize(
    ("words", "code", "out", "err"),
    [
        (
            "extract - <&-",
            3,
            "",
            "contested: standard input: is closed; pipe the article's text into it, or give a file",
        ),
        ("theatres >&-", 3, "", "contested: standard output is closed; leave it open, or name a file with -o"),
        ("extract nowhere.txt 2>&-", 3, "", ""),
        ("theatres 2>&-", 0, "gaza ", ""),
    ],
)
def test_closed_streams_are_no_crash(words, code, out, err):
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m contested {words}"], capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert done.stdout.startswith(out)
    assert bool(done.stdout) == bool(out)
    assert done.stderr.startswith(err)
    assert bool(done.stderr) == bool(err)


def test_a_bar_shows_on_a_terminal_only(run, article, tmp_path, monkeypatch):
    steps = []
    monkeypatch.setattr("tqdm.tqdm.update", lambda _bar, number: steps.append(number))
    run("extract", article, "-o", tmp_path / "a.jsonl")
    assert steps == []
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    run("extract", article, "-o", tmp_path / "a.jsonl")
    assert steps == [1]
