import io
import json
import logging
import zipfile
from datetime import UTC, datetime

import pypdf
import pytest
from article_files import ARABIC, SENTENCE, docx, page, pdf, properties, word_notes

from contested.articles import FieldSource, Received, iter_received
from contested.articles.documents import MOST_TAGS, Document, draft_of
from contested.articles.kinds import Kind
from contested.articles.parse import receive
from contested.errors import ArticleError
from contested.model import TimePrecision

NOTHING = b""


@pytest.fixture
def read(child):
    """Read bytes as a file of a kind; answer what was received."""

    def reading(raw: bytes | str, kind: Kind, **known) -> Received:
        raw = raw if isinstance(raw, bytes) else raw.encode()
        return receive(draft_of(Document(raw=raw, kind=kind, name="a", where="a", **known), child))

    return reading


@pytest.fixture
def complaint(read):
    def complaining(raw: bytes | str, kind: Kind, **known) -> str:
        with pytest.raises(ArticleError) as caught:
            read(raw, kind, **known)
        return str(caught.value)

    return complaining


# ------------------------------------------------------------------------------------------------ web pages


def test_a_page_is_its_headline_and_text_without_menu_notice_comments_and_foot(read):
    received = read(page(), Kind.PAGE)
    assert received.article.text == f"Troops leave Rafah\n{(SENTENCE * 8).strip()}"
    assert received.article.title == "Troops leave Rafah"
    assert "menus, notices and comments are left out" in received.notes[0]
    assert (received.media_type, received.raw) == ("text/html", page().encode())


LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": "NewsArticle",
            "headline": "Troops leave Rafah",
            "datePublished": "2031-03-03T10:00:00+02:00",
            "author": {"@type": "Person", "name": "Ann Writer"},
            "publisher": {"@type": "Organization", "name": "The Wire"},
        }
    ],
}


def linked(data: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


def test_a_page_says_outlet_author_time_language_and_address(read):
    head = (
        linked(LINKED)
        + "<meta property='og:site_name' content='The Wire'><link rel='canonical' href='https://wire.example/1'>"
    )
    received = read(page(head=head, lang="en-GB"), Kind.PAGE)
    article = received.article
    assert (article.outlet, article.url, article.language) == ("The Wire", "https://wire.example/1", "en")
    assert (article.published, article.published_precision) == (
        datetime(2031, 3, 3, 8, tzinfo=UTC),
        TimePrecision.MINUTE,
    )
    assert received.author == "Ann Writer"
    assert dict(received.told_by) == dict.fromkeys(
        ("title", "outlet", "published", "url", "language"), FieldSource.FILE
    )


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (
            "<meta property='article:published_time' content='2031-03-03T08:00:00Z'>",
            datetime(2031, 3, 3, 8, tzinfo=UTC),
        ),
        ("<meta name='Date' content='2031-03-03'>", datetime(2031, 3, 3, tzinfo=UTC)),
        ("<meta itemprop='datePublished' content='2031-03-03 08:00'>", datetime(2031, 3, 3, tzinfo=UTC)),
        ("<meta property='article:modified_time' content='2031-03-05T08:00:00Z'>", None),
        ("<meta name='date' content='last Monday'>", None),
        ("", None),
    ],
)
def test_a_page_s_time_is_taken_only_from_where_it_states_it(read, head, published):
    body = f"<p>On 2 January 1999 and on 2029-05-06, {SENTENCE * 6}</p><img src='/2030/04/05/a.jpg'>"
    assert read(page(body, head=head), Kind.PAGE).article.published == published


def test_a_live_blog_is_told(read):
    posts = "".join(
        f"<section><h2>{hour}:00</h2><p>{SENTENCE * 2} Update {hour}.</p></section>" for hour in range(10, 20)
    )
    received = read(page(posts, head=linked({"@type": "LiveBlogPosting"})), Kind.PAGE)
    assert all(f"Update {hour}." in received.article.text for hour in range(10, 20))
    assert any("is a live blog" in note for note in received.notes)


@pytest.mark.parametrize("said", [False, "False", "false"])
def test_a_page_that_is_not_free_to_read_is_told(read, said):
    head = linked({"@type": "NewsArticle", "isAccessibleForFree": said})
    received = read(page(f"<p>{SENTENCE * 2}</p>", head=head), Kind.PAGE)
    assert any("not all of it is free to read" in note for note in received.notes)
    assert any("is short" in note for note in received.notes)


def test_a_page_that_asks_to_subscribe_is_told(read):
    body = f"<p>{SENTENCE * 3}</p><div>Subscribe now to continue reading. Already a subscriber?</div>"
    assert any("asks readers to subscribe" in note for note in read(page(body), Kind.PAGE).notes)


def test_a_notice_on_cookies_is_told(read):
    words = (
        "We and our 823 partners use cookies and ask for your consent to measure content. You can accept all cookies."
    )
    received = read(f"<html><body><div><h1>Before you go on</h1><p>{words}</p></div></body></html>", Kind.PAGE)
    assert any("reads like a notice on cookies" in note for note in received.notes)


def test_a_page_without_an_article_is_refused(complaint):
    assert "holds no article that can be told" in complaint(
        "<html><body><nav><a href='/'></a></nav></body></html>", Kind.PAGE
    )
    assert "holds no markup" in complaint("Forces left Rafah.", Kind.PAGE)


def test_the_address_a_page_came_from_stands_where_it_names_none(read):
    layers = ((FieldSource.ADDRESS, {"url": "https://wire.example/x"}),)
    received = read(page(), Kind.PAGE, layers=layers)
    assert (received.article.url, received.told_by["url"]) == ("https://wire.example/x", FieldSource.ADDRESS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1256", "iso-8859-6"])
def test_an_arabic_page_is_read_in_whatever_it_says_it_is_in(read, encoding):
    said = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    text = page(f"<p>{ARABIC * 6}</p>", head=f"<meta charset='{said}'>", lang="ar").replace("©", "")
    assert read(text.encode(encoding), Kind.PAGE).article.text.endswith((ARABIC * 6).strip())


def test_what_a_server_calls_a_page_s_encoding_counts_before_its_own_word(read):
    text = page(f"<p>{ARABIC * 6}</p>", head="<meta charset='utf-8'>", lang="ar").replace("©", "")
    assert ARABIC.strip() in read(text.encode("windows-1256"), Kind.PAGE, charset="windows-1256").article.text


def test_a_page_that_names_a_wrong_encoding_is_read_rightly_and_told(read):
    text = page(f"<p>{ARABIC * 6}</p>", head="<meta charset='iso-8859-1'>", lang="ar")
    received = read(text, Kind.PAGE)
    assert ARABIC.strip() in received.article.text
    assert received.notes[0] == "says that it is in iso-8859-1, but is in utf-8, and is read so".replace(
        "utf-8", "UTF-8"
    )
    received = read(
        page(f"<p>{ARABIC * 6}</p>", head="<meta charset='utf-8'>").replace("©", "").encode("cp1256"), Kind.PAGE
    )
    assert ARABIC.strip() in received.article.text
    assert "but is in Windows-1256" in received.notes[0]


def test_a_wrong_mark_of_language_is_left_out_and_told(read):
    received = read(page(f"<p>{ARABIC * 6}</p>", lang="en"), Kind.PAGE)
    assert received.article.language is None
    assert any("is written in another script" in note for note in received.notes)


def test_a_page_in_no_encoding_that_can_be_told_is_refused(complaint):
    text = (
        "<html><body><p>" + "Ľudia z mesta Košice utiekli pred útokom vojsk na ľavý breh. " * 8 + "</p></body></html>"
    )
    assert "encoding cannot be told" in complaint(text.encode("cp1250"), Kind.PAGE)
    assert "is a picture, not text" in complaint(b"\x89PNG\r\n<p>\xff\xfe", Kind.PAGE)


def test_a_page_with_200_000_tags_is_refused_at_once(complaint):
    assert "has 200,0" in complaint(page("<p>x</p>" * 100_000), Kind.PAGE)


def test_a_page_with_as_many_tags_as_are_read_is_read(read):
    body = f"<p>{SENTENCE * 8}</p>" + "<b></b>" * (MOST_TAGS // 2 - 40)
    assert SENTENCE.strip() in read(page(body), Kind.PAGE).article.text


@pytest.mark.parametrize("body", ["<div>" * 15_000, "<table><tr><td>" * 5_000, "<b>" * 15_000, "<ul><li>" * 7_000])
def test_a_page_nested_without_end_is_refused_since_its_parser_would_cut_it_in_silence(complaint, body):
    assert "is nested more than 256 tags deep" in complaint(page(body + SENTENCE * 8), Kind.PAGE)


@pytest.mark.parametrize(
    "body", ["<p>" + "&" * 200_000, "<!--" * 50_000, "<![CDATA[" * 50_000, "<a b=" * 30_000, "&#x" * 99_000]
)
def test_broken_markup_ends(child, body):
    document = Document(raw=page(f"<p>{SENTENCE * 8}</p>{body}").encode(), kind=Kind.PAGE, name="a", where="a")
    assert "Forces left Rafah" in draft_of(document, child).text


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.PAGE, Kind.PDF, Kind.DOCX, Kind.MESSAGE])
@pytest.mark.parametrize("raw", [b"", b" \n", b"\x00" * 5_000, b"\x00\xff\x9f" * 5_000])
def test_empty_and_binary_files_of_every_kind_are_refused(complaint, kind, raw):
    assert complaint(raw, kind).startswith("a: ")


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.PAGE, Kind.PDF, Kind.DOCX, Kind.MESSAGE])
def test_a_file_of_50_mb_is_refused_at_once(complaint, kind):
    assert "is larger than an article can be" in complaint(b"<p>Rafah " * 5_600_000, kind)


# ------------------------------------------------------------------------------------------------ PDF


LINES = (
    "Forces left the town of Rafah on Monday, officials of the\ntown said, and many of the families went home along the co-\n"
    "astal road in the evening.\nMore is not known."
)


def test_a_pdf_is_its_text_with_broken_lines_joined(read):
    received = read(
        pdf(LINES, "The second page has a few words.", info="/Title (Microsoft Word - Report.docx) /Author (OCHA)"),
        Kind.PDF,
    )
    assert received.article.text == (
        "Forces left the town of Rafah on Monday, officials of the town said, and many of the families went home along "
        "the coastal road in the evening.\nMore is not known.\n\nThe second page has a few words."
    )
    assert (received.article.title, received.author, received.article.published) == ("Report", "OCHA", None)
    assert "headers and footers of pages are still in the text" in received.notes[0]


def test_a_scanned_pdf_is_refused_with_the_remedy(complaint):
    assert complaint(pdf("", ""), Kind.PDF) == (
        "a: holds no text on its 2 pages, only pictures of it (a scan); recognise it first, for instance with ocrmypdf"
    )


def test_pages_without_text_are_told(read):
    assert "page 2 of 3: no text, only pictures; not read" in read(pdf(LINES, "", LINES), Kind.PDF).notes


def test_a_locked_pdf_is_refused_with_the_remedy(complaint):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(LINES)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert "is locked with a password; open it, and save it without" in complaint(out.getvalue(), Kind.PDF)


@pytest.mark.parametrize("handler", ["Standard", "Adobe.PubSec"])
def test_a_pdf_encrypted_in_another_way_is_refused_with_the_remedy(complaint, handler):
    long, short = "00" * 48, "00" * 32
    aes = (
        f"/ID [<00> <00>] /Encrypt << /Filter /{handler} /V 5 /R 6 /Length 256 /P -4 /O <{long}> /U <{long}> /OE <{short}> "
        f"/UE <{short}> /Perms <{'00' * 16}> /CF << /StdCF << /CFM /AESV3 /Length 32 >> >> /StmF /StdCF /StrF /StdCF >>"
    )
    assert "save it without" in complaint(pdf(LINES, trailer=aes), Kind.PDF)


def test_a_pdf_that_only_forbids_printing_is_read(read):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(LINES)))
    writer.encrypt("", "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert "Forces left" in read(out.getvalue(), Kind.PDF).article.text


@pytest.mark.parametrize("raw", [b"%PDF-1.4\nnonsense", pdf(LINES)[:200], b"%PDF-1.4\n" + b"1 0 obj\n<<" * 10_000])
def test_a_broken_pdf_is_refused(complaint, raw):
    assert complaint(raw, Kind.PDF).startswith("a: ")


def test_what_is_named_pdf_and_is_none_is_told(complaint):
    assert "is not a PDF by its content" in complaint(page(), Kind.PDF)


# ------------------------------------------------------------------------------------------------ Word


def test_a_word_file_is_what_its_reader_sees(read):
    changed = (
        "<w:r><w:t>Forces left </w:t></w:r><w:del><w:r><w:delText>Khan Younis</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>Rafah</w:t></w:r></w:ins><w:r><w:tab/><w:t>today.</w:t><w:br/><w:t>More.</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    )
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice><w:t>Box</w:t></mc:Choice><mc:Fallback><w:t>Box</w:t></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    more = {
        "docProps/core.xml": properties(title="Sit rep", creator="OCHA", language="en-US"),
        "word/footnotes.xml": word_notes("A footnote."),
        "word/comments.xml": "<x/>",
    }
    received = read(docx(changed, drawing, table, ARABIC, more=more), Kind.DOCX)
    assert received.article.text == f"Forces left Rafah\ttoday.\nMore.\nBox\nCell\n{ARABIC.strip()}\nA footnote."
    assert (received.article.title, received.author, received.article.published) == ("Sit rep", "OCHA", None)
    assert "comments on the text are left out" in received.notes


def test_a_zip_bomb_in_a_word_file_is_stopped(complaint):
    bomb = docx("a" * 80_000_000)
    assert len(bomb) < 100_000
    assert "inflates to more than 50 MB, as zip bombs do" in complaint(bomb, Kind.DOCX)


def test_a_zip_bomb_that_lies_about_its_size_is_stopped(complaint):
    bomb = docx("a" * 60_000_000)
    size = len(zipfile.ZipFile(io.BytesIO(bomb)).read("word/document.xml")).to_bytes(4, "little")
    assert bomb.count(size) == 2
    said = complaint(bomb.replace(size, (1_000).to_bytes(4, "little")), Kind.DOCX)
    assert "is a broken Word document" in said or "as zip bombs do" in said


def test_an_xml_bomb_in_a_word_file_is_refused(complaint):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    assert "declares a document type" in complaint(docx(document=bomb), Kind.DOCX)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (docx("x").replace(b"word/document.xml", b"xl/worksheet1.xml"), "is a zip archive, but no Word document"),
        (docx("x")[:-40], "is a broken Word document"),
        (docx(document="<w:document"), "is a broken Word document (its XML"),
        (b"PK\x03\x04" + b"\0" * 100, "is a broken Word document"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "is not a Word document (.docx) by its content"),
        (docx(""), "is empty"),
    ],
)
def test_a_broken_word_file_is_refused(complaint, raw, said):
    assert said in complaint(raw, Kind.DOCX)


# ------------------------------------------------------------------------------------------------ messages


def message(body: str, *, kind: str = "text/plain; charset=utf-8", **headers: str) -> str:
    told = {"From": "Press Office <press@wire.example>", "Subject": "Troops leave", "Content-Type": kind, **headers}
    return "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in told.items()) + f"\n{body}"


def parts(*bodies: str, subtype: str = "mixed") -> str:
    joined = "".join(f"--B{subtype}\n{body}\n" for body in bodies)
    return message(f"{joined}--B{subtype}--\n", kind=f'multipart/{subtype}; boundary="B{subtype}"')


ATTACHED = 'Content-Type: application/pdf\nContent-Disposition: attachment; filename="report.pdf"\n\nxx'
PLAIN = "Content-Type: text/plain; charset=utf-8\n\nForces left Rafah.\n"
HTML = "Content-Type: text/html; charset=utf-8\n\n<style>p{}</style><p>Forces left <b>Rafah</b>.</p><p>More.</p>\n"


def test_a_message_is_its_text_with_subject_sender_and_date(read):
    raw = message("Forces left Rafah.\n", Date="Mon, 03 Mar 2031 10:00:00 +0200", Subject="=?utf-8?b?2LHZgditCg==?=")
    received = read(raw, Kind.MESSAGE)
    assert (received.article.text, received.article.title) == ("Forces left Rafah.", "رفح")
    assert (received.article.outlet, received.article.published) == (
        "Press Office",
        datetime(2031, 3, 3, 8, tzinfo=UTC),
    )


def test_of_two_forms_of_a_text_one_is_read(read):
    assert read(parts(PLAIN, HTML, subtype="alternative"), Kind.MESSAGE).article.text == "Forces left Rafah."


def test_a_message_of_html_only_is_its_words(read):
    assert read(parts(HTML), Kind.MESSAGE).article.text == "Forces left Rafah.\nMore."


def test_what_is_attached_is_left_out_and_named(read):
    received = read(parts(PLAIN, ATTACHED), Kind.MESSAGE)
    assert received.article.text == "Forces left Rafah."
    assert received.notes == ("left out what is attached (report.pdf)",)


def test_a_message_with_nothing_but_an_attachment_is_refused(complaint):
    said = complaint(parts(ATTACHED), Kind.MESSAGE)
    assert said == "a: holds no text of its own (report.pdf); save the attached article and give it"


def test_a_forwarded_message_is_text_too(read):
    inner = f"Content-Type: message/rfc822\n\n{parts(PLAIN, ATTACHED, subtype='related')}"
    received = read(parts("Content-Type: text/plain\n\nSee below.\n", inner), Kind.MESSAGE)
    assert received.article.text == "See below.\n\nForces left Rafah."
    assert received.notes == ("left out what is attached (report.pdf)",)


def test_a_message_in_a_wrong_encoding_is_read_rightly_or_refused_never_garbled(read, complaint):
    assert read(message("رفح", kind="text/plain; charset=ascii"), Kind.MESSAGE).article.text == "رفح"
    for said in ("utf-8", "nonsense"):
        raw = message("", kind=f"text/plain; charset={said}").encode()
        received = read(raw + (ARABIC * 3).encode("cp1256"), Kind.MESSAGE)
        assert received.article.text == (ARABIC * 3).strip()
        assert "but is in Windows-1256" in received.notes[0]
        assert "cannot be told for sure" in complaint(
            raw + "Ľudia utiekli na ľavý breh.".encode("cp1250"), Kind.MESSAGE
        )


def test_a_message_in_the_code_page_it_names_is_read(read):
    raw = message("", kind="text/plain; charset=windows-1256").encode() + ARABIC.encode("cp1256")
    assert read(raw, Kind.MESSAGE).article.text == ARABIC.strip()


@pytest.mark.parametrize("depth", [100, 3_000])
def test_a_message_nested_without_end_ends(child, depth):
    raw = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(depth))
    with pytest.raises(ArticleError, match="a: "):
        draft_of(Document(raw=f"Subject: x\n{raw}".encode(), kind=Kind.MESSAGE, name="a", where="a"), child)


def test_notes_are_logged(tmp_path, caplog):
    path = tmp_path / "a.eml"
    path.write_text(parts(PLAIN, ATTACHED))
    with caplog.at_level(logging.INFO):
        list(iter_received([path]))
    assert caplog.messages == [f"{path}: left out what is attached (report.pdf)"]
