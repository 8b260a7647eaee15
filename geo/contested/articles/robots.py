"""What a site's robots.txt allows us, by RFC 9309: the longest rule that matches, with `*` and `$`.

The standard library's parser knows neither the signs nor the longest match, so that it allows what a site forbids.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from contested.articles.urls import ascii_url

NAME = "contested"
"""What a robots.txt calls us in its `User-agent` lines."""

_MOST_BYTES = 512_000  # RFC 9309 asks that at least 500 KiB are read
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#\r\n]*)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Robots:
    """What is allowed: `(path pattern, allowed)` rules, and the seconds to leave between requests, if it says so."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay_s: float | None = None

    def allows(self, url: str) -> bool:
        r"""Tell whether a page may be asked for. Raises `ValueError` for what is no web address.

        >>> robots = parse_robots(b"User-agent: *\nDisallow: /*/print$\nAllow: /news/print")
        >>> robots.allows("https://example.org/a/print"), robots.allows("https://example.org/news/print")
        (False, True)
        """
        parts = urlsplit(ascii_url(url))
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if path == "/robots.txt":
            return True
        matching = [(len(pattern), allowed) for pattern, allowed in self.rules if _matches(pattern, path)]
        return max(matching, default=(0, True))[1]  # of two as long, the one that allows


def parse_robots(raw: bytes) -> Robots:
    """Answer what a robots.txt allows us: the rules for our name, or else those for everybody."""
    ours: list[tuple[str, bool]] = []
    everybody: list[tuple[str, bool]] = []
    delays: dict[str, float] = {}
    named = False
    agents: list[str] = []
    reading_names = False
    for line in raw[:_MOST_BYTES].decode("utf-8", "replace").splitlines():
        entry = _LINE.match(line)
        if entry is None:
            continue
        key, value = entry[1].lower(), entry[2].strip()
        if key == "user-agent":
            agents = [*agents, value.lower()] if reading_names else [value.lower()]
            reading_names = True
            named = named or value.lower() == NAME
            continue
        reading_names = False
        for agent in {NAME, "*"}.intersection(agents):
            if key in ("allow", "disallow") and value:
                (ours if agent == NAME else everybody).append((_pattern(value), key == "allow"))
            elif key == "crawl-delay" and re.fullmatch(r"\d{1,4}(?:\.\d{1,3})?", value):
                delays[agent] = float(value)
    name = NAME if named else "*"
    return Robots(rules=tuple(ours if named else everybody), delay_s=delays.get(name))


def _pattern(value: str) -> str:
    """Answer a rule's path as addresses are spelled over the wire."""
    try:
        parts = urlsplit(ascii_url(f"http://host/{value.lstrip('/')}" if value[0] in "/*" else f"http://host/{value}"))
    except ValueError:
        return value
    spelled = parts.path + (f"?{parts.query}" if "?" in value else "")
    return spelled.removeprefix("/") if value.startswith("*") else spelled


def _matches(pattern: str, path: str) -> bool:
    """Tell whether `path` begins as `pattern` says; in one pass, so that no pattern can take long."""
    ends = pattern.endswith("$")
    first, *rest = (pattern[:-1] if ends else pattern).split("*")
    if not path.startswith(first):
        return False
    if not rest:
        return not ends or path == first
    position = len(first)
    for piece in rest[:-1]:
        found = path.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    last = rest[-1]
    if ends:
        return path.endswith(last) and len(path) - len(last) >= position
    return path.find(last, position) >= 0
