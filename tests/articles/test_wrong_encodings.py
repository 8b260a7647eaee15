"""Files of every kind in an encoding that they do not say, or say wrongly: read rightly or refused, never garbled.

A good file beside each is read all the same.
"""

import io
import json
import zipfile

import pytest
from article_files import ARABIC, docx, packed, page, pdf, record

from contested.articles import iter_articles
from contested.errors import ArticleError

TEXT = ARABIC * 6
WRONG = {
    "another code page": TEXT.encode("windows-1256"),
    "broken": TEXT.encode()[:-3] + b"\xd8\x20" + TEXT.encode()[4:],
    "two at once": TEXT.encode() + TEXT.encode("windows-1256"),
}


def _word(raw):
    whole = docx("text")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            made.writestr(name, given.read(name).replace(b"text", raw))
    return out.getvalue()


def _parquet(raw):
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    out = io.BytesIO()
    parquet.write_table(arrow.table({"text": arrow.array([raw], type=arrow.binary())}), out)
    return out.getvalue()


def _page(raw):
    return page("<p>text</p>", head="<meta charset='utf-8'>", lang="ar").encode().replace(b"<p>text</p>", b"<p>" + raw)


MADE = {
    "txt": lambda raw: raw,
    "md": lambda raw: b"# A\n\n" + raw,
    "html": _page,
    "htm": _page,
    "json": lambda raw: b'{"text": "' + raw + b'"}',
    "jsonl": lambda raw: b'{"text": "' + raw + b'"}\n' + json.dumps({"text": TEXT}).encode() + b"\n",
    "csv": lambda raw: b"id,text\n1," + raw + b"\n",
    "parquet": _parquet,
    "pdf": lambda raw: pdf("text\n" * 20).replace(b"(text)", b"(" + raw[:40] + b")"),
    "docx": _word,
    "eml": lambda raw: (
        b"Subject: A\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + raw
    ),
    "rss": lambda raw: (
        b"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>W</title><item><title>A</title>"
        b"<link>https://wire.example/1</link><description>" + raw + b"</description></item></channel></rss>"
    ),
    "warc.gz": lambda raw: packed(record(_page(raw), media="text/html; charset=utf-8")),
}


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("kind", MADE)
def test_a_wrong_encoding_is_read_rightly_or_refused_never_garbled(tmp_path, caplog, kind, wrong):
    (tmp_path / f"bad.{kind}").write_bytes(MADE[kind](WRONG[wrong]))
    (tmp_path / "good.txt").write_text(ARABIC, encoding="utf-8")
    found = list(iter_articles([tmp_path]))
    bad = [one for one in found if isinstance(one, ArticleError)]
    good = [one for one in found if not isinstance(one, ArticleError)]
    assert any(one.path and one.path.endswith("good.txt") for one in good)
    assert len(found) >= 2
    for one in bad:
        assert f"bad.{kind}" in str(one)
        assert "\n" not in str(one)
    if kind == "pdf" and "looks like text that was saved in a wrong encoding before" in caplog.text:
        return  # which letters a PDF's signs stand for is what its font says; where that is wrong, it is told
    for one in good:
        letters = [letter for letter in one.text if letter.isalpha()]
        arabic = sum("\u0600" <= letter <= "\u06ff" for letter in letters)
        assert arabic > 0.9 * len(letters), one.text[:200]
