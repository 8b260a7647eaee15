"""The one door between text and HTML.

Text of articles, gazetteers, themes and users is hostile. It enters a page in two ways only: inside the JSON island
(`island`), which the page's script writes with `textContent`, or as escaped characters (`text`) in the part that is
readable without a script. Neither ever passes through a template: folium and branca compile strings again as Jinja.
"""

import base64
import hashlib
import json
import re
from urllib.parse import urlsplit

_ISLAND = re.compile("[<>&\u2028\u2029\ud800-\udfff]|\\{(?=[{%#])|(?<=[}%#])\\}")
_ADJOINING = re.compile(r'((?:[^"{}]++|"(?:[^"\\]++|\\.)*+"|[{}](?![{}]))*+)(?:([{}])(?=[{}])|\Z)')
_TEXT = {
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord('"'): "&quot;",
    ord("'"): "&#39;",
    ord("{"): "&#123;",
    ord("}"): "&#125;",
    ord("`"): "&#96;",
}
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NOT_IN_URL = re.compile("[\x00-\x20\x7f-\x9f\"'<>\\\\`{}\u2028\u2029\ud800-\udfff]")


def island(data: object) -> str:
    r"""Answer `data` as JSON that can stand inside a `<script type="application/json">` element of a template.

    `<`, `>`, `&`, U+2028, U+2029, lone surrogates and the openings and closings of Jinja are written as `\uXXXX`.
    Raises `ValueError` for NaN and infinite numbers.

    >>> island({"a": "</script>{{7*7}}"})
    '{"a":"\\u003c/script\\u003e\\u007b{7*7}\\u007d"}'
    """
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # Structural braces never follow one another as "{{" in JSON, but "}}" ends nested objects: a space keeps it legal.
    body = _outside_strings(body)
    return _ISLAND.sub(lambda found: f"\\u{ord(found.group()):04x}", body)


def text(value: str) -> str:
    """Answer `value` as HTML characters, for element content and quoted attributes alike.

    Control characters and lone surrogates, which HTML cannot hold, become U+FFFD.

    >>> text('<b>{{x}}')
    '&lt;b&gt;&#123;&#123;x&#125;&#125;'
    """
    return _UNSEEN.sub("\ufffd", value).translate(_TEXT)


def one_line(value: str) -> str:
    r"""Answer `value` on one line without direction marks, for places that cannot isolate it such as `<title>`.

    >>> one_line("a\u202eb\n c")
    'ab c'
    """
    return " ".join(_BIDI.sub("", value).split())


def web_link(url: str | None) -> str | None:
    """Answer `url` when it is a plain http or https address, otherwise `None`.

    >>> web_link("https://example.org/a?b=1")
    'https://example.org/a?b=1'
    >>> web_link("javascript:alert(1)") is None
    True
    """
    if not url or _NOT_IN_URL.search(url.strip()):
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme.lower() in {"http", "https"} and parts.hostname else None


def source_hash(code: str) -> str:
    """Answer the hash source of an inline script or style for a Content-Security-Policy.

    >>> source_hash("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    digest = hashlib.sha256(code.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _outside_strings(body: str) -> str:
    """Part adjoining structural braces by a space, so that no `{{` or `}}` is left outside strings.

    A page may hold millions of strings: one pattern takes all up to such a brace, never going back.
    """
    return _ADJOINING.sub(r"\1\2 ", body).rstrip(" ")
