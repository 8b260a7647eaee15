"""Pieces of HTML into text: a feed's entries, a message's body. For whole pages see `page`.

All words are kept, in their order; what is no text to a reader (scripts, styles, pictures) is left out, and each block
begins a line of its own.
"""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

_UNSEEN = frozenset({"script", "style", "head", "template", "noscript", "svg", "math", "object", "iframe", "select"})
_BLOCKS = frozenset(
    (  # noqa: SIM905  forty quotes less
        "address article aside blockquote body br dd details dialog div dl dt fieldset figcaption figure footer form "
        "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul"
    ).split()
)
_CELLS = frozenset({"td", "th"})
_BLANKS = re.compile(r"[ \t\r\f\v\u00a0]+")
_MOST_CHARACTERS = 5_000_000


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag in _BLOCKS:
            self.pieces.append("\n")
        elif tag in _CELLS:
            self.pieces.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]
        elif tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(data.replace("\n", " "))


def text_of(markup: str) -> str:
    r"""Answer the words of a piece of HTML, a line a block; a text without markup is answered as it is.

    >>> text_of("<p>Forces left <b>Ra</b>fah.</p><script>x()</script><p>More &amp; more</p>")
    'Forces left Rafah.\nMore & more'
    """
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    words = _Words()
    words.feed(markup[:_MOST_CHARACTERS])
    words.close()
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(words.pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def read_fragment(raw: bytes, _task: Mapping[str, Any]) -> dict[str, Any]:
    """Answer the text of a piece of HTML in UTF-8."""
    return {"text": text_of(raw.decode("utf-8", "replace"))}
