import hashlib
import json
import logging
import os
import sys
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from article_files import SENTENCE, docx, page

from contested.articles import FieldSource, ReadOptions, Received, iter_articles, iter_received, read_articles
from contested.articles.metadata import checked_language, merge, misnamed_language
from contested.articles.web import Answer
from contested.errors import ArticleError, FetchError, RecordError


def put(path, content: str | bytes):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(*paths, **options):
    return list(iter_received(paths, options=ReadOptions(**options)))


# ------------------------------------------------------------------------------------------------ who says what


def test_of_several_sources_the_first_that_says_a_field_is_believed_and_is_named(tmp_path):
    path = put(tmp_path / "a.html", page(head="<meta property='og:site_name' content='The Wire'>"))
    put(tmp_path / "a.html.meta.toml", 'outlet = "Other"\npublished = 2031-03-03\n')
    (received,) = read(path, outlet="Third", published="2030-01-01", url="https://wire.example/1", language="ar")
    article = received.article
    assert (article.outlet, article.published, article.url, article.language) == (
        "The Wire",
        datetime(2031, 3, 3, tzinfo=UTC),
        "https://wire.example/1",
        "en",
    )
    assert dict(received.told_by) == {
        "title": FieldSource.FILE,
        "outlet": FieldSource.FILE,
        "published": FieldSource.SIDECAR,
        "url": FieldSource.OPTION,
        "language": FieldSource.FILE,
    }
    assert "outlet: the file says 'The Wire', the sidecar 'Other'; the file is followed" in received.notes


def test_front_matter_comes_before_a_sidecar(tmp_path):
    path = put(tmp_path / "a.txt", "---\noutlet: Own\n---\nForces left Rafah.")
    put(tmp_path / "a.meta.json", '{"Outlet": "Beside", "title": "T"}')
    (received,) = read(path)
    assert (received.article.outlet, received.article.title) == ("Own", "T")
    assert dict(received.told_by) == {"outlet": FieldSource.FRONT_MATTER, "title": FieldSource.SIDECAR}


def test_a_column_comes_before_an_option(tmp_path):
    path = put(tmp_path / "a.jsonl", '{"text": "Forces left.", "outlet": "Own"}\n{"text": "Forces came."}\n')
    first, second = read(path, outlet="Option")
    assert (first.article.outlet, second.article.outlet) == ("Own", "Option")
    assert (first.told_by["outlet"], second.told_by["outlet"]) == (FieldSource.COLUMN, FieldSource.OPTION)
    assert first.notes == ()


def test_times_that_agree_are_no_disagreement():
    layers = (
        (FieldSource.FILE, {"published": "2031-03-03T10:00+02:00"}),
        (FieldSource.SIDECAR, {"published": "2031-03-03"}),
    )
    known = merge(layers, where="a")
    assert (known.published, known.notes) == (datetime(2031, 3, 3, 8, tzinfo=UTC), ())


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("published", "tomorrow", "is not an ISO date"), ("language", "Arabic", "is no code of a language")],
)
def test_what_is_wrong_is_an_error_where_a_person_wrote_it_and_a_note_where_a_machine_did(field, value, said):
    with pytest.raises(ArticleError, match=said):
        merge(((FieldSource.FRONT_MATTER, {field: value}),), where="a")
    known = merge(
        (
            (FieldSource.FILE, {field: value}),
            (FieldSource.OPTION, {field: "2031-03-03" if field == "published" else "ar"}),
        ),
        where="a",
    )
    assert said in known.notes[0]
    assert known.told_by[field] is FieldSource.OPTION


@pytest.mark.parametrize(
    ("said", "language"), [("ar-EG", "ar"), ("EN", "en"), ("zh_Hant", "zh"), ("English", None), ("", None)]
)
def test_a_language_is_its_first_code(said, language):
    assert checked_language(said) == language


@pytest.mark.parametrize(
    ("language", "text", "wrong"),
    [
        ("en", "انسحبت القوات من مدينة رفح صباح الاثنين", True),
        ("ar", "انسحبت القوات من مدينة رفح صباح الاثنين", False),
        ("fa", "انسحبت القوات من مدينة رفح صباح الاثنين", False),
        ("ar", "Forces left the town of Rafah on Monday", True),
        ("fr", "Forces left the town of Rafah on Monday", False),
        ("sr", "Снаге су напустиле град у понедељак", False),
        ("en", "Rafah", False),
    ],
)
def test_a_language_in_another_script_is_misnamed(language, text, wrong):
    assert misnamed_language(language, text) is wrong


# ------------------------------------------------------------------------------------------------ sidecars


@pytest.mark.parametrize("name", ["a.txt.meta.toml", "a.meta.toml", "a.txt.meta.json", "a.meta.json"])
def test_a_sidecar_is_found_by_its_name_and_is_no_article(tmp_path, name):
    put(tmp_path / "a.txt", "Forces left Rafah.")
    put(tmp_path / name, 'outlet = "Wire"' if name.endswith("toml") else '\ufeff{"outlet": "Wire", "other": 3}')
    (received,) = read(tmp_path)
    assert received.article.outlet == "Wire"


def test_toml_s_own_times_are_taken(tmp_path):
    path = put(tmp_path / "a.txt", "Forces left Rafah.")
    put(tmp_path / "a.meta.toml", "published = 2031-03-03T10:00:00+02:00")
    assert read(path)[0].article.published == datetime(2031, 3, 3, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.meta.toml", "outlet = ", "is not TOML in UTF-8"),
        ("a.meta.json", "{", "is not JSON in UTF-8"),
        ("a.meta.json", "[" * 100_000, "is not JSON in UTF-8"),
        ("a.meta.json", b'{"outlet": "\xff"}', "is not JSON in UTF-8"),
        ("a.meta.json", "[]", "is not a JSON object"),
        ("a.meta.json", '{"outlett": "x"}', "says none of title, outlet"),
        ("a.meta.json", '{"outlet": 3}', "has a outlet that is not a string"),
        ("a.meta.json", " " * 200_000, "is larger than a sidecar can be"),
    ],
)
def test_a_broken_sidecar_is_told_and_its_article_is_not_read_without_it(tmp_path, name, content, said):
    path = put(tmp_path / "a.txt", "Forces left Rafah.")
    put(tmp_path / name, content)
    (error,) = read(path)
    assert isinstance(error, ArticleError)
    assert said in str(error)


def test_two_sidecars_are_one_too_many(tmp_path):
    path = put(tmp_path / "a.txt", "Forces left Rafah.")
    put(tmp_path / "a.meta.json", '{"outlet": "x"}')
    put(tmp_path / "a.txt.meta.toml", 'outlet = "x"')
    assert "has two sidecars" in str(read(path)[0])


def test_a_sidecar_without_a_file_is_told(tmp_path):
    put(tmp_path / "a.txt", "Forces left Rafah.")
    put(tmp_path / "b.meta.json", '{"outlet": "x"}')
    received, error = read(tmp_path)
    assert received.article.outlet is None
    assert str(error) == f"{tmp_path / 'b.meta.json'}: describes no file beside it; give it the article's name"


# ------------------------------------------------------------------------------------------------ bytes


def test_the_bytes_of_a_text_are_kept_beside_it(tmp_path):
    raw = b"\xff\xfe" + "---\noutlet: Own\n---\nForces left Rafah.\r\n".encode("utf-16-le")
    (received,) = read(put(tmp_path / "a.md", raw))
    assert (received.raw, received.media_type) == (raw, "text/markdown")
    assert received.raw_sha256 == hashlib.sha256(raw).hexdigest()
    assert received.article.text == "Forces left Rafah.\r\n"
    assert received.notes == ("read as utf-16-le",)


def test_the_bytes_of_a_line_are_the_line(tmp_path):
    lines = ['{"text": "Forces left رفح."}', '{"id": 2, "text": "More."}']
    found = read(put(tmp_path / "a.jsonl", "\n".join(lines)))
    assert [one.raw.decode() for one in found] == lines


def test_a_member_of_a_list_is_kept_as_json(tmp_path):
    (received,) = read(put(tmp_path / "a.json", '[ {"text": "Forces left رفح."} ]'))
    assert json.loads(received.raw) == {"text": "Forces left رفح."}


# ------------------------------------------------------------------------------------------------ options


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"published": "tomorrow"}, "is not an ISO date"),
        ({"url": "wire.example/1"}, "is no web address"),
        ({"language": "Arabic"}, "is no code of a language"),
        ({"encoding": "utf-99"}, "is not known"),
    ],
)
def test_an_option_that_cannot_be_is_told_before_anything_is_read(tmp_path, options, said):
    with pytest.raises(RecordError, match=said):
        iter_articles([tmp_path / "a.txt"], **options)


def test_an_address_is_of_one_article_only(tmp_path):
    one, two = (put(tmp_path / f"{name}.txt", f"Forces left {name}.") for name in "ab")
    for paths in ([one, two], [tmp_path]):
        with pytest.raises(RecordError, match="url is the address of one article"):
            iter_articles(paths, url="https://wire.example/1")
    lines = put(tmp_path / "c.jsonl", '{"text": "Forces left."}\n{"text": "Forces came."}')
    first, second = read_articles(lines, url="https://wire.example/1")
    assert (first.url, second.url) == ("https://wire.example/1", None)


def test_options_may_be_python_s_own_dates(tmp_path):
    path = put(tmp_path / "a.txt", "Forces left Rafah.")
    assert read_articles(path, published=date(2031, 3, 3), language="AR-eg")[0].language == "ar"


# ------------------------------------------------------------------------------------------------ folders


def test_a_folder_s_other_files_are_counted(tmp_path, caplog):
    for name in ("a.txt", "map.png", "b.png", "Makefile"):
        put(tmp_path / name, "Forces left Rafah.")
    with caplog.at_level(logging.INFO):
        assert len(read(tmp_path)) == 1
    assert caplog.messages == [f"{tmp_path}: files that are no articles are left out: 2 with .png, 1 with no ending"]


def test_a_ring_of_links_is_walked_once(tmp_path, caplog):
    put(tmp_path / "in" / "a.txt", "Forces left Rafah.")
    (tmp_path / "in" / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "in" / "b.txt").symlink_to("b.txt")
    with caplog.at_level(logging.INFO):
        received, error = read(tmp_path)
    assert received.article.name == "a"
    assert str(error).startswith(f"{tmp_path / 'in' / 'b.txt'}: cannot be read (")
    assert (
        f"{tmp_path / 'in' / 'again'}: is a link to a folder, which is not followed; give that folder too"
        in caplog.messages
    )
    assert "is a link that leads nowhere" in str(read(tmp_path / "in" / "b.txt")[0])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    (error,) = read(tmp_path)
    assert "is a pipe or a device, not a file" in str(error)


@pytest.mark.parametrize("suffix", [".txt", ".html", ".docx", ".eml", ".csv", ".jsonl"])
def test_names_with_line_ends_and_no_letters_are_names(tmp_path, suffix):
    content = {
        ".html": page(),
        ".docx": docx(SENTENCE),
        ".eml": f"Subject: x\n\n{SENTENCE}",
        ".csv": f'text\n"{SENTENCE}"',
        ".jsonl": json.dumps({"text": SENTENCE}),
    }.get(suffix, SENTENCE)
    path = put(tmp_path / f"a\n\x1b[2J'; drop{suffix}", content)
    (received,) = read(path)
    assert isinstance(received, Received)
    assert SENTENCE.strip() in received.article.text


# ------------------------------------------------------------------------------------------------ standard input, addresses


def stdin(monkeypatch, content: bytes) -> None:
    import io

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))


@pytest.mark.parametrize(
    "content",
    [
        page().encode(),
        docx(SENTENCE),
        SENTENCE.encode(),
        json.dumps({"text": SENTENCE}).encode(),
        f"<rss version='2.0'><channel><item><description>{SENTENCE}</description></item></channel></rss>".encode(),
    ],
    ids=["page", "docx", "text", "jsonl", "feed"],
)
def test_standard_input_is_told_by_its_content(monkeypatch, content):
    stdin(monkeypatch, content)
    (received,) = read("-")
    assert SENTENCE.strip() in received.article.text


def web(**pages):
    def fetch(url, *, headers=None):
        if url not in pages:
            raise FetchError(f"{url}: the server answers 404", status=404)
        kind, body = pages[url]
        return Answer(url=url, status=200, body=body, headers={"content-type": kind})

    return fetch


def test_an_address_is_fetched_and_read_as_what_it_is():
    fetch = web(
        **{
            "https://wire.example/news/rafah.html": ("text/html; charset=utf-8", page().encode()),
            "https://wire.example/feed": (
                "application/rss+xml",
                b"<rss version='2.0'><channel><item><title>Forces left</title></item></channel></rss>",
            ),
            "https://wire.example/p": ("image/png", b"\x89PNG"),
        }
    )
    addresses = [
        "https://wire.example/news/rafah.html",
        "https://wire.example/feed",
        "https://wire.example/p",
        "https://wire.example/gone",
    ]
    one, two, picture, gone = read(*addresses, fetch=fetch)
    assert (one.article.name, one.article.url) == ("rafah", addresses[0])
    assert one.told_by["url"] is FieldSource.ADDRESS
    assert one.article.retrieved is not None
    assert two.article.text == "Forces left"
    assert str(picture) == "https://wire.example/p: is 'image/png', which is not read; save the article's text as .txt"
    assert isinstance(gone, FetchError)


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://wire.example/a", "http://127.0.0.1/a", "http://[::1]/a"]
)
def test_other_addresses_are_refused_without_a_request(address):
    (error,) = read(address)
    assert isinstance(error, FetchError)


@pytest.mark.parametrize("content", ["[" * 100_000, '{"a":' * 100_000])
@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
def test_json_nested_without_end_is_told(tmp_path, content, suffix):
    (error,) = read(put(tmp_path / f"a{suffix}", content))
    assert "nested too deep" in str(error)
