import io
import json
import logging
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.articles import MAX_ARTICLE_BYTES, iter_articles, read_articles
from contested.articles.parse import from_text
from contested.errors import ArticleError, NoArticlesError, RecordError, SkipError, StopError
from contested.model import Article, TimePrecision


def put(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def only_error(*paths, **options) -> str:
    (error,) = iter_articles(paths, **options)
    assert isinstance(error, ArticleError)
    return str(error)


# ------------------------------------------------------------------------------------------------ text files


def test_a_text_file_is_an_article_named_after_it(tmp_path):
    path = put(tmp_path / "tuesday.txt", "Forces left Rafah.\r\nMore soon.\n")
    (article,) = read_articles(path)
    assert article.text == "Forces left Rafah.\r\nMore soon.\n"
    assert (article.name, article.path, article.title) == ("tuesday", str(path), None)
    assert (article.outlet, article.published, article.published_precision) == (None, None, None)


def test_the_seed_is_read_whole_and_without_a_date(seeds):
    (article,) = read_articles(seeds)
    assert article.text.encode() == next(seeds.iterdir()).read_bytes()
    assert article.published is None


def test_front_matter_says_what_is_known_and_is_no_text(tmp_path):
    path = put(
        tmp_path / "a.md",
        "---\ntitle: 'Troops leave'\nOutlet: The Levant Wire\npublished: 2025-02-22T18:30+02:00\n"
        "url: https://example.org/a:b\nlanguage: en\ntags:\n  - war\n---\nForces left Rafah.\n",
    )
    (article,) = read_articles(path)
    assert article.text == "Forces left Rafah.\n"
    assert (article.title, article.outlet, article.url) == (
        "Troops leave",
        "The Levant Wire",
        "https://example.org/a:b",
    )
    assert article.published == datetime(2025, 2, 22, 16, 30, tzinfo=UTC)
    assert article.published_precision is TimePrecision.MINUTE


@pytest.mark.parametrize(
    "text",
    [
        "---\nForces left Rafah.\n---\nMore.\n",
        "---\nThe minister said: leave.\nForces left.\n---\nMore.",
        "---\noutlet: never closed\n\nForces left Rafah.\n",
        "-\noutlet: x\n-\n",
    ],
)
def test_rules_around_prose_are_text(tmp_path, text):
    (article,) = read_articles(put(tmp_path / "a.txt", text))
    assert article.text == text
    assert article.outlet is None


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_text_without_front_matter_is_kept_as_it_is(text):
    if not text.startswith("---") and any(letter.isalnum() for letter in text):
        assert from_text(text, name="a", where="a", raw=b"").text == text


def test_options_hold_where_the_file_is_silent(tmp_path):
    silent = put(tmp_path / "silent.txt", "Forces left Rafah.")
    dated = put(tmp_path / "dated.txt", "---\npublished: 2025-01-01\noutlet: Own\n---\nForces entered Rafah.")
    first, second = read_articles(silent, dated, outlet=" The  Wire ", published="2025-02-22")
    assert (first.outlet, first.published) == ("The Wire", datetime(2025, 2, 22, tzinfo=UTC))
    assert (second.outlet, second.published) == ("Own", datetime(2025, 1, 1, tzinfo=UTC))


def test_a_date_option_that_is_no_date_stops_before_reading(tmp_path):
    with pytest.raises(RecordError, match="'tomorrow' is not an ISO date"):
        iter_articles([tmp_path], published="tomorrow")


# ------------------------------------------------------------------------------------------------ folders


def test_a_folder_is_read_sorted_with_its_subfolders(tmp_path):
    put(tmp_path / "b.txt", "Forces left Rafah.")
    put(tmp_path / "a" / "z.md", "Forces entered Jabalia.")
    put(tmp_path / "c.JSONL", '{"id": "j", "text": "Clashes in Nuseirat."}')
    put(tmp_path / "map.png", b"\x89PNG")
    put(tmp_path / ".hidden.txt", "Not read.")
    put(tmp_path / ".git" / "x.txt", "Not read.")
    assert [article.name for article in read_articles(tmp_path)] == ["b", "j", "z"]


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path, caplog):
    paths = [put(tmp_path / folder / "day.txt", f"Forces left Rafah, said {folder}.") for folder in ("a", "b", "c/b")]
    with caplog.at_level(logging.INFO):
        names = [article.name for article in read_articles(*paths)]
    assert names == ["day", "b/day", (tmp_path / "c/b/day").as_posix()]
    assert f"{paths[1]}: is named 'b/day', since {paths[0]} is 'day'" in caplog.messages


def test_an_id_given_twice_is_kept_and_told(tmp_path, caplog):
    path = put(tmp_path / "a.jsonl", '{"id": "x", "text": "Forces left."}\n{"id": "x", "text": "Forces came."}\n')
    assert [article.name for article in read_articles(path)] == ["x", "x"]
    assert f"{path}:2: has the id 'x' of {path}:1 too; give it another" in caplog.messages


def test_a_link_that_leads_nowhere_is_called_that(tmp_path):
    (tmp_path / "link.txt").symlink_to(tmp_path / "link.txt")
    assert (
        only_error(tmp_path / "link.txt")
        == f"{tmp_path / 'link.txt'}: is a link that leads nowhere; mend it, or give the file itself"
    )


def test_a_closed_standard_input_is_an_error(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    assert only_error("-").startswith("standard input: is closed")


def test_a_file_given_twice_is_read_once(tmp_path):
    path = put(tmp_path / "a.txt", "Forces left Rafah.")
    assert len(read_articles(path, tmp_path, str(path))) == 1


def test_the_same_text_in_two_files_is_kept_and_noted(tmp_path, caplog):
    put(tmp_path / "a.txt", "Forces left Rafah.")
    put(tmp_path / "b.txt", "Forces left  Rafah.\n")
    assert len(read_articles(tmp_path)) == 2
    assert f"{tmp_path / 'b.txt'}: is the same text as {tmp_path / 'a.txt'}" in caplog.messages


def test_a_folder_without_an_article_says_what_would_be_one(tmp_path):
    put(tmp_path / "map.png", b"\x89PNG")
    assert only_error(tmp_path).startswith(f"{tmp_path}: holds no article; put files ending in .txt, .md, .json, ")


def test_a_missing_path_is_named_with_a_near_one(tmp_path):
    put(tmp_path / "tuesday.txt", "Forces left Rafah.")
    missing = tmp_path / "teusday.txt"
    assert only_error(missing) == (
        f"{missing}: there is no such file or folder; check the name, perhaps {tmp_path / 'tuesday.txt'}"
    )


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_a_name_that_no_file_can_have_is_an_error_too(name):
    assert "check the name" in only_error(name)


# ------------------------------------------------------------------------------------------------ bad files


@pytest.mark.parametrize("content", ["", " \n\t", "---\n", "\ufeff", "\u200b \u200b", "---\noutlet: x\n---\n"])
def test_an_empty_file_is_an_error(tmp_path, content):
    path = put(tmp_path / "a.txt", content)
    assert only_error(path) == f"{path}: is empty; put the article's text in it, or leave it out"


def test_a_text_over_the_limit_is_refused_with_the_remedy(tmp_path):
    path = put(tmp_path / "big.txt", b"Rafah. " * (MAX_ARTICLE_BYTES // 7 + 1))
    message = only_error(path)
    assert message.startswith(f"{path}: is larger than an article can be (5 MB)")
    assert "put one article in a file" in message


def test_a_file_that_may_not_be_read_is_an_error(tmp_path, monkeypatch):
    path = put(tmp_path / "a.txt", "Forces left Rafah.")
    lines = put(tmp_path / "b.jsonl", "{}")

    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    errors = [str(error) for error in iter_articles([path, lines])]
    assert errors == [
        f"{name}: cannot be read (Permission denied); check the file and the right to read it" for name in (path, lines)
    ]


def test_one_bad_file_among_good_ones_is_one_error(tmp_path):
    put(tmp_path / "a.txt", "Forces left Rafah.")
    put(tmp_path / "b.txt", b"\x00\x01\x02" * 50)
    put(tmp_path / "c.txt", "Forces entered Jabalia.")
    kinds = [type(found) for found in iter_articles([tmp_path, tmp_path / "gone.txt"])]
    assert kinds == [Article, ArticleError, Article, ArticleError]


def test_read_articles_stops_at_a_bad_file(tmp_path):
    put(tmp_path / "a.txt", "Forces left Rafah.")
    put(tmp_path / "b.txt", "")
    with pytest.raises(ArticleError, match=r"b\.txt: is empty"):
        read_articles(tmp_path)


@pytest.mark.parametrize("paths", [[], ["nowhere/at/all"]])
def test_read_articles_stops_when_there_is_nothing(paths):
    with pytest.raises(NoArticlesError) as caught:
        read_articles(*paths)
    assert isinstance(caught.value, StopError)
    assert isinstance(caught.value, FileNotFoundError)


def test_a_bad_article_is_an_error_to_skip_and_a_value_error():
    assert issubclass(ArticleError, SkipError)
    assert issubclass(ArticleError, ValueError)


@pytest.mark.parametrize("damaged", ["He said â€œleaveâ€\u009d Rafah.", "The cafÃ© in Rafah.", "Rafah \ufffd\ufffd"])
def test_text_that_was_damaged_before_is_read_and_noted(tmp_path, caplog, damaged):
    caplog.set_level(logging.WARNING)
    (article,) = read_articles(put(tmp_path / "a.txt", damaged))
    assert article.text == damaged
    assert len(caplog.messages) == 1


def test_an_encoding_that_had_to_be_told_is_noted(tmp_path, caplog):
    caplog.set_level(logging.INFO)
    read_articles(put(tmp_path / "a.txt", "قالت مصادر محلية إن القوات لا تزال في شرق خان يونس.".encode("cp1256")))
    assert caplog.messages == [f"{tmp_path / 'a.txt'}: read as Windows-1256"]


# ------------------------------------------------------------------------------------------------ JSON


def test_each_line_of_jsonl_is_an_article(tmp_path):
    row = {"id": "x1", "text": "Forces left Rafah.", "title": "T", "outlet": "O", "published": "2025-02-22"}
    path = put(tmp_path / "a.jsonl", json.dumps(row) + "\n\n" + '{"text": "Clashes.", "url": null, "more": 1}\n')
    first, second = read_articles(path)
    assert (first.name, first.title, first.outlet, first.path) == ("x1", "T", "O", f"{path}:1")
    assert first.published == datetime(2025, 2, 22, tzinfo=UTC)
    assert (second.name, second.url) == ("a-3", None)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "is not JSON ("),
        ("[" * 100_000, "is not JSON (nested too deep)"),
        ("7", "is not a JSON object"),
        ("{}", "has no text"),
        ('{"text": 5}', "has a text that is not a string (int)"),
        ('{"text": " "}', "is empty"),
        ('{"text": "a", "id": {}}', "has an id that is neither a string nor a whole number"),
        ('{"text": "a", "outlet": ["b"]}', "has a outlet that is not a string (list)"),
        ('{"text": "a", "published": 1740182400}', "has a published that is not a string (int)"),
        ('{"text": "a", "published": "22 February"}', "published '22 February' is not an ISO date"),
        ('{"text": "Rafah \\ud83d"}', "the text holds half a character (\\ud83d at 6)"),
        ('{"text": "Rafah \\u0000"}', "the text holds a zero character (NUL)"),
        ('{"text": "a", "title": "\\udc00"}', "the title holds half a character"),
    ],
)
def test_a_broken_line_is_named_and_the_others_go_on(tmp_path, line, complaint):
    path = put(tmp_path / "a.jsonl", '{"text": "One."}\n' + line + '\n{"text": "Three."}\n')
    first, error, third = iter_articles([path])
    assert (first.text, third.text) == ("One.", "Three.")
    assert str(error).startswith(f"{path}:2: {complaint}")


def test_a_line_in_another_encoding_is_named(tmp_path):
    path = put(tmp_path / "a.jsonl", b'{"text": "One."}\n' + '{"text": "رفح"}\n'.encode("cp1256"))
    _, error = iter_articles([path])
    assert str(error).startswith(f"{path}:2: is not UTF-8")
    assert [article.text for article in read_articles(path, encoding="windows-1256")] == ["One.", "رفح"]


def test_jsonl_in_utf16_is_read(tmp_path):
    path = put(tmp_path / "a.jsonl", '{"text": "رفح"}\n{"text": "Rafah"}\n'.encode("utf-16"))
    assert [article.text for article in read_articles(path)] == ["رفح", "Rafah"]


def test_a_line_over_the_limit_is_refused_and_the_next_is_read(tmp_path):
    path = put(tmp_path / "a.jsonl", '{"text": "' + "a" * (2 * MAX_ARTICLE_BYTES) + '"}\n{"text": "Two."}')
    error, second = iter_articles([path])
    assert str(error).startswith(f"{path}:1: is longer than an article can be")
    assert (second.text, second.path) == ("Two.", f"{path}:2")


def test_an_empty_jsonl_is_an_error(tmp_path):
    assert "is empty; put one JSON object a line in it" in only_error(put(tmp_path / "a.jsonl", "\n \n"))


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ('{"text": "One."}', ["a"]),
        ('[{"text": "One."},\n {"id": 7, "text": "Two."}]', ["a-1", "7"]),
        ('{"text": "One."}\n{"text": "Two."}\n', ["a-1", "a-2"]),
    ],
)
def test_json_is_one_object_a_list_or_a_line_each(tmp_path, content, names):
    assert [article.name for article in read_articles(put(tmp_path / "a.json", content))] == names


@pytest.mark.parametrize(("content", "complaint"), [("Forces left.", "is not JSON"), ("[]", "is an empty list")])
def test_a_json_file_that_holds_none_is_an_error(tmp_path, content, complaint):
    path = put(tmp_path / "a.json", content)
    assert only_error(path).startswith(f"{path}: {complaint}")


# ------------------------------------------------------------------------------------------------ standard input


@pytest.mark.parametrize(
    ("given", "names"),
    [("Forces left Rafah.", ["stdin"]), ('{"id": "a", "text": "One."}\n{"text": "Two."}', ["a", "standard input-2"])],
)
def test_a_dash_reads_text_or_jsonl_from_standard_input(monkeypatch, given, names):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(given.encode())))
    assert [article.name for article in read_articles("-")] == names
