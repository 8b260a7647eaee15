import gzip
import logging
from datetime import UTC, datetime

import pytest
from article_files import ARABIC, SENTENCE, packed, page, pdf, record

from contested.articles import FieldSource, Received, iter_received

ONE = page(f"<p>{SENTENCE * 8}</p>").encode()
TWO = page(f"<p>{ARABIC * 8}</p>", lang="ar").encode()


def put(path, content: bytes):
    path.write_bytes(content)
    return path


def read(path):
    return list(iter_received([path]))


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_each_page_of_an_archive_is_an_article_with_its_address_and_time(tmp_path, name, caplog):
    records = [
        record(b"", kind="request"),
        record(ONE, url="https://wire.example/1"),
        record(b"\x89PNG", url="https://wire.example/p.png", media="image/png"),
        record(TWO, url="https://wire.example/2", kind="resource"),
        record(pdf("Forces left Rafah."), url="https://wire.example/3", media="application/pdf"),
    ]
    path = put(tmp_path / name, packed(*records) if name.endswith("gz") else b"".join(records))
    with caplog.at_level(logging.INFO):
        found = read(path)
    first, second, third = found
    assert first.article.text == f"Troops leave Rafah\n{(SENTENCE * 8).strip()}"
    assert (first.article.url, first.told_by["url"]) == ("https://wire.example/1", FieldSource.ADDRESS)
    assert (first.article.retrieved, first.article.published) == (datetime(2031, 3, 4, 9, tzinfo=UTC), None)
    assert (first.article.name, first.article.path) == ("a-1", f"{path}:2 (https://wire.example/1)")
    assert first.raw == ONE
    assert second.article.language == "ar"
    assert third.article.text == "Forces left Rafah."
    assert f"{path}: 2 records that are no pages (pictures, scripts, requests) are left out" in caplog.messages


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
@pytest.mark.parametrize("kept", [0.003, 0.012, 0.03, 0.2, 0.5, 0.9])
def test_an_archive_that_breaks_off_gives_what_was_whole_and_says_so(tmp_path, name, kept):
    records = [record(ONE, url="https://wire.example/1"), record(TWO * 9, url="https://wire.example/2")]
    first, second = (packed(one) if name.endswith("gz") else one for one in records)
    first, *_, last = read(put(tmp_path / name, first + second[: int(len(second) * kept)]))
    assert first.article.url == "https://wire.example/1"
    assert not isinstance(last, Received)
    assert "is broken from here on" in str(last)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds no page"),
        (b"hello", "is no web archive"),
        (gzip.compress(b"hello"), "is no web archive"),
        (gzip.compress(b"hello" * 9_999)[:50], "is no web archive"),
        (b"WARC/1.0\r\n" + b"X" * 3_000_000, "is no web archive"),
        (b"WARC/1.0\r\n" + b"X: y\r\n" * 400_000, "is no web archive"),
        (gzip.compress(b"\0" * 100_000_000), "is no web archive"),
        (record(b"", kind="request"), "holds no page in its 1 records"),
    ],
)
def test_what_is_no_archive_of_pages_is_refused(tmp_path, content, said):
    (error,) = read(put(tmp_path / "a.warc", content))
    assert said in str(error)


def test_a_page_that_bursts_is_one_error_and_the_others_are_read(tmp_path):
    bomb = record(b"\0" * 26_000_000, url="https://wire.example/bomb")
    bad, good = read(put(tmp_path / "a.warc.gz", packed(bomb, record(ONE))))
    assert "is larger than an article can be" in str(bad)
    assert good.article.url == "https://wire.example/1"
