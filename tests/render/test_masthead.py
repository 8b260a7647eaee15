"""What stands around the map: a desk's banner, what social networks and servers are told."""

import re

import hostile
import pytest

import factories
from contested.errors import RecordError
from contested.render import MapOptions, Theme, to_folium


def page(**options):
    return to_folium(factories.series_claims(), options=MapOptions(**options)).get_root().render()


def meta(text, name):
    return re.findall(rf'<meta property="{name}" content="([^"]*)">', text)


def test_a_banner_stands_in_the_masthead_and_on_the_map():
    text = page(theme=Theme(banner="Exercise"))
    assert re.search(r'<header class="masthead"><p class="banner" dir="auto">Exercise</p>', text)
    assert '<p aria-hidden="true" class="banner" dir="auto">Exercise</p></main>' in text
    assert 'class="banner"' not in page()


@pytest.mark.parametrize("evil", hostile.TEXTS[::7])
def test_a_hostile_banner_is_only_text(evil):
    assert page(theme=Theme(banner=evil)).count("<p ") == page(theme=Theme(banner="tame")).count("<p ")


def test_a_link_to_the_page_has_a_title_and_a_description_and_no_picture():
    text = page()
    assert meta(text, "og:title") == ["Who says what about which place"]
    assert len(meta(text, "og:description")) == 1
    assert meta(text, "og:image") == []
    assert '<meta name="twitter:card" content="summary">' in text


def test_a_picture_for_networks_is_named_by_its_address_and_not_loaded():
    text = page(preview="https://example.org/map.png?a=1&b=2")
    assert meta(text, "og:image") == ["https://example.org/map.png?a=1&amp;b=2"]
    assert "img-src data: blob:;" in text


@pytest.mark.parametrize("bad", ["map.png", "javascript:alert(1)", 'https://e.org/"><script>', "//e.org/x.png"])
def test_a_picture_without_a_full_address_is_refused(bad):
    with pytest.raises(RecordError, match="full address"):
        MapOptions(preview=bad)


def test_only_a_served_page_may_ask_its_server_for_more():
    assert "connect-src" not in page()
    assert "connect-src 'self';" in page(served=True)
