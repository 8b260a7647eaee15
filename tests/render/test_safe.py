import json
import re

import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Template

from contested.render.safe import island, one_line, source_hash, text, web_link

anything = st.recursive(
    st.text(st.characters(), max_size=12) | st.integers() | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(anything)
def test_an_island_reads_back_as_what_was_put_in(data):
    assert json.loads(island(data)) == data


@given(anything)
def test_an_island_passes_through_a_template_unchanged(data):
    written = island(data)
    assert Template(written).render() == written


@pytest.mark.parametrize("hostile_text", hostile.TEXTS)
def test_an_island_holds_no_character_that_ends_a_script_or_starts_a_template(hostile_text):
    written = island({"a": [hostile_text, {"b": {"c": {"d": hostile_text}}}], hostile_text: 1})
    assert not re.search(r"[<>&\u2028\u2029]|\{\{|\{%|\{#|\}\}|%\}|#\}", written)
    written.encode("utf-8")
    assert json.loads(written)["a"][0] == hostile_text


@pytest.mark.parametrize("hostile_text", hostile.TEXTS)
def test_escaped_text_holds_no_markup_and_can_be_written_as_utf8(hostile_text):
    written = text(hostile_text)
    assert not re.search(r"[<>\"'`{}]|&(?!(?:amp|lt|gt|quot|#\d+);)", written)
    written.encode("utf-8")


def test_an_island_refuses_a_number_that_json_cannot_hold():
    with pytest.raises(ValueError):
        island({"a": float("nan")})


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org",
        "https://",
        "http://exa mple.org",
        'https://example.org/"onclick="x',
        "https://[::1",
        "vbscript:x",
        "",
        None,
    ],
)
def test_an_address_that_is_not_plainly_on_the_web_is_no_link(url):
    assert web_link(url) is None


def test_a_web_address_is_kept_as_it_is():
    assert web_link("https://example.org/a%20b?x=1&y=2#z") == "https://example.org/a%20b?x=1&y=2#z"


def test_one_line_drops_direction_marks_and_line_breaks():
    assert one_line("a\u202eb\u2066\nc\t d") == "ab c d"


def test_the_hash_of_a_script_is_its_sha256_in_base64():
    assert source_hash("alert(1)") == "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"
