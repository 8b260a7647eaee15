from hypothesis import given
from hypothesis import strategies as st

from contested.articles.charset import decode_page
from contested.articles.readers.lines import joined_lines
from contested.articles.readers.markup import text_of
from contested.errors import ArticleError

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n \t-"))


@given(TEXT)
def test_joining_lines_loses_nothing_but_blanks_and_hyphens(text):
    def letters(words: str) -> str:
        return "".join(letter for letter in words if not letter.isspace() and letter not in "-\u00ad\u2010")

    assert letters(joined_lines(text)) == letters(text)


def test_lists_short_lines_and_blank_lines_stay_apart():
    text = "- one item of a list that is long enough to be full\n- another item\n\nA line that is full up to the width of it all\nended.\nShort.\nA new one."
    assert joined_lines(text).split("\n") == [
        "- one item of a list that is long enough to be full",
        "- another item",
        "",
        "A line that is full up to the width of it all ended.",
        "Short.",
        "A new one.",
    ]


@given(st.text(st.sampled_from("<>&;/!-a \n'\"=p[")))
def test_any_markup_is_turned_into_text(markup):
    assert "\n\n" not in text_of(f"<p>{markup}")


@given(
    st.binary(max_size=300),
    st.sampled_from(
        [None, "utf-8", "windows-1256", "utf-16", "nonsense", "utf-7", "rot13", "hex", "idna", "punycode", "undefined"]
    ),
)
def test_any_bytes_are_a_page_or_an_error(raw, charset):
    try:
        text, notes = decode_page(raw, where="a", charset=charset)
    except ArticleError as error:
        assert str(error).startswith("a: ")  # noqa: PT017  one or the other
    else:
        assert isinstance(text, str)
        assert "\0" not in text
        assert all(isinstance(note, str) for note in notes)
