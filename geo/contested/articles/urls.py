"""Web addresses: one spelling for one page, so that a changed article is known as a new version of the old one."""

import re
import unicodedata
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"utm_\w+|at_(?:medium|campaign|custom\d|format|link_\w+|bbc_team|ptr_name)|(?:fb|g|dc|gb|wb|ms|y|tw|igsh)clid"
    r"|igshid|mc_[ce]id|_ga|_gl|cmpid|ns_\w+|ocid|smid|sr_share|s_cid|share(?:_?id)?|spm|ref_(?:src|url)|xtor|amp|outputType",
    re.IGNORECASE,
)
_TWIN_HOST = re.compile(r"(?:(?:www|amp|m|mobile)\.)+(?=[^.]+\.[^.]+)")
_PATH_END = re.compile(r"(?:/amp|\.amp(?:\.html)?|/index\.(?:html?|php)|/)+$", re.IGNORECASE)
_DEFAULT_PORT = {"http": 80, "https": 443}
_KEPT = "!$&'()*+,;=:@/~-._"  # may stand in a path as they are


def page_key(url: str) -> str:
    """Answer the spelling under which all addresses of one page are the same; it is for comparing, not for asking.

    Gone are the fragment, the marks of campaigns (utm_… and others), the query's order, http against https, "www.",
    the telephone's and AMP twins of a page, a default port, "index.html" and a last slash. What else the query says
    stays, since many sites name the article there. Nothing is fetched. Raises `ValueError` for what is no http(s)
    address.

    >>> page_key("http://www.Example.org:80/a/?utm_source=x&id=7#top")
    'https://example.org/a?id=7'
    >>> page_key("https://amp.example.org/story/amp/") == page_key("https://example.org/story")
    True
    """
    parts = urlsplit(ascii_url(url))
    if parts.scheme not in _DEFAULT_PORT or not parts.hostname:
        raise ValueError(f"{url[:200]!r} is no web address; give one that begins with http:// or https://")
    twin = _TWIN_HOST.match(parts.hostname)
    host = parts.hostname[twin.end() :] if twin else parts.hostname
    host = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port not in (None, _DEFAULT_PORT[parts.scheme]) else ""
    path = _PATH_END.sub("", parts.path)
    named = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
    return urlunsplit(("https", host + port, path, urlencode(sorted(named)), ""))


def ascii_url(url: str) -> str:
    """Answer `url` as it goes over the wire: host in ASCII and lower case, the rest percent-encoded, no fragment.

    Raises `ValueError` for an address that cannot be told apart: a control character or blank in it, a wrong port, a
    host that cannot be.

    >>> ascii_url("HTTPS://Bücher.example/رفح?q=é#x")
    'https://xn--bcher-kva.example/%D8%B1%D9%81%D8%AD?q=%C3%A9'
    """
    cleaned = unicodedata.normalize("NFC", url.strip())
    if any(letter.isspace() or not letter.isprintable() for letter in cleaned):
        raise ValueError("it holds a blank or a control character")
    parts = urlsplit(cleaned)
    path = quote(unquote(parts.path, errors="surrogateescape"), safe=_KEPT, errors="surrogateescape")
    query = quote(parts.query, safe=_KEPT + "?%[]")
    return urlunsplit((parts.scheme.lower(), _netloc(parts), _keeping_escapes(parts.path, path), query, ""))


def _keeping_escapes(given: str, path: str) -> str:
    """Answer `path`, or where a slash was escaped (it then parts nothing) the path as it was given."""
    return quote(given, safe=_KEPT + "%") if "%2f" in given.lower() else path


def _netloc(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if ":" in host:
        host = f"[{host}]"
    elif not host.isascii():
        host = host.encode("idna").decode("ascii")
    user = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
    return user + host.rstrip(".") + (f":{parts.port}" if parts.port is not None else "")
