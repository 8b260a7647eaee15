import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.articles.decode import decode
from contested.errors import ArticleError, RecordError

ARABIC = "قالت مصادر محلية إن القوات لا تزال في شرق خان يونس، وفق ما نقلته وكالة الأنباء.\n"
FRENCH = "L’armée est entrée dans la ville où le maire a déclaré l’état d’urgence, selon l’agence.\n"
RUSSIAN = "Министерство сообщило об отходе войск из населённого пункта вчера вечером.\n"
HEBREW = "הדובר מסר כי הכוחות נשארו במזרח העיר אתמול בערב, כך לפי ההודעה.\n"
ENGLISH = "The army said “forces” entered Rafah — again.\n"


def refusal(raw: bytes, **options) -> str:
    with pytest.raises(ArticleError) as caught:
        decode(raw, where="a.txt", **options)
    return str(caught.value)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_comes_back_as_it_was(text):
    assert decode(text.encode(), where="a.txt")[0] == text.removeprefix("\ufeff")


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [ARABIC, FRENCH])
def test_a_byte_order_mark_is_believed_and_taken_off(text, codec):
    assert decode(text.encode(codec), where="a.txt")[0] == text


@pytest.mark.parametrize("raw", [b"The army captured \0 Rafah.", b"The army captured Rafah.\0\0"])
def test_a_stray_zero_does_not_make_utf16_of_a_text(raw):
    assert "binary file" in refusal(raw)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [ARABIC, ENGLISH, "Rafah today\n"])
def test_utf16_without_a_mark_is_told_by_its_zero_bytes(text, codec):
    assert decode(text.encode(codec), where="a.txt") == (text, codec)


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (ARABIC, "cp1256", "Windows-1256"),
        (FRENCH, "cp1252", "Windows-1252"),
        (ENGLISH, "cp1252", "Windows-1252"),
        (RUSSIAN, "cp1251", "Windows-1251"),
        (HEBREW, "cp1255", "Windows-1255"),
    ],
)
def test_a_code_page_is_read_where_only_one_makes_words(text, codec, name):
    assert decode(text.encode(codec), where="a.txt") == (text, name)


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("رفح", "cp1256"),  # three letters that are words in two code pages
        ("Wojsko wkroczyło do miasta, powiedział rzecznik; żołnierze zajęli część.", "cp1250"),
        ("A hadsereg bevonult a városba, közölte a szóvivő; erős harcok folynak.", "cp1250"),
        ("Ordu güneydeki şehre girdi, açıklama bugün yapıldı; çatışmalar sürüyor.", "cp1254"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN.lower(), "koi8-r"),
        ("以色列军队周二进入拉法。" * 4, "gbk"),
        (ENGLISH, "mac_roman"),
    ],
)
def test_what_could_be_read_wrongly_is_refused_with_the_remedy(text, codec):
    message = refusal(text.encode(codec))
    assert message.startswith("a.txt: its encoding cannot be told for sure")
    assert "save it as UTF-8, or name its encoding" in message


def test_the_users_word_on_the_encoding_decides():
    assert decode("رفح".encode("cp1256"), where="a.txt", encoding="windows-1256")[0] == "رفح"


def test_a_wrong_word_on_the_encoding_is_refused():
    assert "is not ascii throughout (byte 0 breaks it)" in refusal("رفح".encode(), encoding="ascii")


def test_an_encoding_nobody_knows_is_refused_as_an_option():
    with pytest.raises(RecordError, match="encoding 'klingon' is not known"):
        decode(b"x", where="a.txt", encoding="klingon")


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"%PDF-1.7 ...", "is a PDF, not text"),
        (b"PK\x03\x04....", "is a zip archive or an office document"),
        (b"\x89PNG\r\n\x1a\n", "is a picture"),
        (b"\x7fELF\x01\x02\x00\xff\xfe" * 20, "is a binary file"),
        (bytes(range(256)) * 4, "is a binary file"),
        (b"word " * 500 + b"\0", "holds a zero byte (NUL) at character 2500"),
        (ARABIC.encode()[:-4] + b"\xd8", "is UTF-8 with broken bytes"),
        (codecs.BOM_UTF16_LE + b"a\0b", "is not utf-16-le throughout"),
    ],
)
def test_what_is_no_text_is_refused_by_name(raw, what):
    assert refusal(raw).startswith(f"a.txt: {what}")


@given(st.binary(max_size=300))
def test_any_bytes_give_text_without_zeros_or_one_article_error(raw):
    with contextlib.suppress(ArticleError):
        assert "\0" not in decode(raw, where="a.txt")[0]
