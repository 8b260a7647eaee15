import csv
import importlib.util
import io
from datetime import UTC, datetime

import pytest

from contested.articles import FieldSource, Received, iter_received
from contested.errors import ArticleError, MissingExtraError


def read(path):
    return list(iter_received([path]))


def texts(found):
    return [one.article.text if isinstance(one, Received) else str(one) for one in found]


def put(path, content: str | bytes):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# ------------------------------------------------------------------------------------------------ CSV


def test_each_row_is_an_article_with_what_its_columns_say(tmp_path):
    path = put(
        tmp_path / "a.csv",
        'id,text,headline,Publisher,date,link,lang\nx1,"Forces left ""Rafah"", he said.\nMore.",T,Wire,2031-03-03,https://wire.example/1,en\n'
        ",Clashes in Jabalia.,,,,,\n",
    )
    first, second = read(path)
    article = first.article
    assert article.text == 'Forces left "Rafah", he said.\nMore.'
    assert (article.name, article.title, article.outlet, article.url, article.language) == (
        "x1",
        "T",
        "Wire",
        "https://wire.example/1",
        "en",
    )
    assert article.published.day == 3
    assert set(first.told_by.values()) == {FieldSource.COLUMN}
    assert first.media_type == "application/json"
    assert (second.article.name, second.article.path, second.article.outlet) == ("a-4", f"{path}:4", None)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
def test_separators_and_encodings_are_told(tmp_path, separator, encoding):
    rows = [["outlet", "text"], ["الأنباء", "انسحبت القوات من رفح صباح الاثنين، وقال مسؤولون إن العائلات عادت"]]
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    (received,) = read(put(tmp_path / "a.csv", out.getvalue().encode(encoding)))
    assert [received.article.outlet, received.article.text] == rows[1]


def test_ragged_and_broken_rows_are_told_and_the_others_read(tmp_path):
    path = put(
        tmp_path / "a.csv",
        "text,outlet\nForces left Rafah.,Wire\nForces left, they said,Wire\nshort\n\n,Wire\nA zero \x00 byte.,Wire\nMore came.,Wire\n",
    )
    assert texts(read(path)) == [
        "Forces left Rafah.",
        f"{path}:3: has 3 cells where the header has 2; quote cells that hold the separator",
        f"{path}:4: has 1 cells where the header has 2; quote cells that hold the separator",
        f'{path}:6: has no text; put the article\'s text under "text"',
        f"{path}:7: the text holds a zero character (NUL); take it out",
        "More came.",
    ]


def test_a_quote_that_is_never_closed_is_told(tmp_path):
    path = put(tmp_path / "a.csv", 'text,outlet\nForces left Rafah.,Wire\n"Never closed,Wire\nMore.,Wire\n')
    assert texts(read(path))[1].startswith(f"{path}:3: is no row of a table (unexpected end of data)")


def test_a_row_in_another_encoding_is_told(tmp_path):
    rows = (b"Forces left Rafah. " * 60 + b"\n") * 300 + b"Caf\xe9 closed.\n"
    *_, last = texts(read(put(tmp_path / "a.csv", b"text\n" + rows)))
    assert "is not UTF-8" in last


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("text,outlet\n", "holds a header and no rows"),
        ("a,b\n1,2\n", "has no column of text among 'a', 'b'"),
        ("text\n" + "x" * 6_000_000, "has a line longer than an article can be"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\0\xff\xfe" * 50, "is a picture, not text"),
        (b"text\n\x00\x00\x00\x00" * 100, "has no text"),
    ],
)
def test_what_is_no_table_of_articles_is_refused(tmp_path, content, said):
    found = read(put(tmp_path / "a.csv", content))
    assert isinstance(found[-1], ArticleError)
    assert said in str(found[-1]) or "NUL" in str(found[-1])


def test_a_table_is_read_as_far_as_it_is_asked_for(tmp_path):
    path = put(tmp_path / "a.csv", "text\n" + "Forces left Rafah.\n" * 100_000)
    assert next(iter_received([path])).article.text == "Forces left Rafah."


# ------------------------------------------------------------------------------------------------ Parquet


def test_without_pyarrow_a_parquet_file_fails_and_the_rest_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr("contested.articles.child.find_spec", lambda _module: None)
    bad, good = put(tmp_path / "a.parquet", b"PAR1"), put(tmp_path / "b.txt", "Forces left Rafah.")
    failed, received = list(iter_received([bad, good]))
    assert str(failed) == (
        f"{bad}: cannot be read here; to read Parquet files, pyarrow must be there; run pip install 'contested[parquet]'"
    )
    assert isinstance(failed.__cause__, MissingExtraError)
    assert received.article.text == "Forces left Rafah."


needs_pyarrow = pytest.mark.skipif(importlib.util.find_spec("pyarrow") is None, reason="pyarrow is not installed")


@needs_pyarrow
def test_each_row_of_parquet_is_an_article(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "a.parquet"
    when = datetime(2031, 3, 3, 8, tzinfo=UTC)
    rows = {
        "id": [1, 2, 3],
        "body": ["Forces left Rafah.", None, "More."],
        "date": [when, when, None],
        "n": [0.5, 1.0, 2.0],
    }
    pq.write_table(pa.table(rows), path)
    first, second, third = read(path)
    assert (first.article.name, first.article.text, first.article.published) == ("1", "Forces left Rafah.", when)
    assert str(second) == f'{path}:2: has no text; put the article\'s text under "text"'
    assert (third.article.name, third.article.published) == ("3", None)


@needs_pyarrow
@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + b"\0" * 99 + b"PAR1", b"text\nForces left"])
def test_what_is_no_parquet_is_refused(tmp_path, content):
    (error,) = read(put(tmp_path / "a.parquet", content))
    assert "no whole Parquet file" in str(error) or "is empty" in str(error)


@needs_pyarrow
def test_parquet_that_is_cut_short_or_without_text_is_refused(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    whole, cut, other, none = (tmp_path / f"{name}.parquet" for name in ("whole", "cut", "other", "none"))
    pq.write_table(pa.table({"text": ["Forces left Rafah."] * 99}), whole)
    put(cut, whole.read_bytes()[:-30])
    pq.write_table(pa.table({"a": [1]}), other)
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), none)
    assert [
        "no whole" in text or "no column of text" in text or "holds no rows" in text
        for text in texts(read(cut) + read(other) + read(none))
    ]
