import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.articles.urls import ascii_url, page_key

SAME = "https://example.org/news/rafah?id=7"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/news/rafah?id=7",
        "https://www.example.org/news/rafah/?id=7",
        "HTTPS://Example.ORG:443/news/rafah?id=7#comments",
        "https://example.org/news/rafah?utm_source=feed&utm_medium=rss&id=7&fbclid=x",
        "https://amp.example.org/news/rafah?id=7",
        "https://m.example.org/news/rafah/amp?id=7",
        "https://example.org/news/rafah.amp.html?id=7",
        "https://example.org/news/rafah/index.html?id=7",
    ],
)
def test_addresses_of_one_page_are_one(url):
    assert page_key(url) == SAME


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/news/rafah?id=8",
        "https://example.org/news/rafah",
        "https://example.org/news/Rafah?id=7",
        "https://other.example.org/news/rafah?id=7",
        "https://example.org:8443/news/rafah?id=7",
        "https://example.net/news/rafah?id=7",
    ],
)
def test_addresses_of_other_pages_are_others(url):
    assert page_key(url) != SAME


def test_the_order_of_a_query_does_not_matter():
    assert page_key("https://example.org/?a=1&b=2") == page_key("https://example.org/?b=2&a=1")


def test_letters_and_their_escapes_are_one():
    assert page_key("https://example.org/رفح") == page_key("https://example.org/%D8%B1%D9%81%D8%AD")
    assert page_key("https://bücher.example/") == page_key("https://xn--bcher-kva.example")


def test_an_escaped_slash_parts_nothing():
    assert page_key("https://example.org/a%2Fb") != page_key("https://example.org/a/b")


@pytest.mark.parametrize("url", ["", "a.html", "file:///etc/passwd", "javascript:alert(1)", "https://", "http://a b/"])
def test_what_is_no_web_address_is_refused(url):
    with pytest.raises(ValueError):
        page_key(url)


@given(
    st.lists(
        st.sampled_from(
            ["www.", "m.", "amp.", "a.", "/", "/amp", ".amp", "/index.html", "?", "&utm_x=1", "q=1", "%20", "é"]
        )
    )
)
def test_a_key_is_its_own_key(pieces):
    try:
        key = page_key("https://example.org" + "".join(pieces))
    except ValueError:
        return
    assert page_key(key) == key
    assert ascii_url(key) == key or key.endswith("example.org")
