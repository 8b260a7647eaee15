"""Figures as files and as text for a page: the same figure gives the same bytes, without a date in them."""

import io
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from contested.charts.paper import settings
from contested.errors import OutputError
from contested.whole import whole_file

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SUFFIXES = (".png", ".svg")
_DPI = 160
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_HEAD = re.compile(r"\A.*?(?=<svg\b)", re.DOTALL)
_DRAWN = re.compile(r'(?<= d=")[^"]*(?=")')
_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_METADATA = re.compile(r"<metadata>.*?</metadata>\s*", re.DOTALL)


def save_chart(figure: "Figure", path: str | Path) -> Path:
    """Write `figure` to `path`, .png or .svg, whole or not at all. Answer the path.

    Raises `OutputError` for another ending or a file that cannot be written.
    """
    target = Path(path)
    if target.suffix.lower() not in SUFFIXES:
        raise OutputError(
            f"{target}: cannot be drawn as {target.suffix or 'a file without ending'}; end it in .png or .svg"
        )
    with whole_file(target) as temporary, settings():
        if target.suffix.lower() == ".svg":
            temporary.write_text(svg_text(figure), encoding="utf-8", newline="\n")
        else:
            figure.savefig(temporary, format="png", dpi=_DPI, metadata={"Software": None})
    return target


def svg_text(figure: "Figure") -> str:
    """Answer `figure` as one `<svg>` element. All letters are outlines: no text of an article is in it as text.

    It has a style element; a page whose Content-Security-Policy allows none can show it as an image, in a data URI.
    Its title, for those who cannot see it, is the title of the figure.
    """
    held = io.StringIO()
    with settings():
        figure.savefig(held, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    body = _METADATA.sub("", _COMMENT.sub("", _HEAD.sub("", held.getvalue())))
    body = _DRAWN.sub(lambda found: _shorter(found.group()), body)
    title = escape(figure.get_suptitle() or "Chart")
    opening, rest = body.split(">", 1)
    return f'{opening} role="img" aria-label="{title}">\n<title>{title}</title>{rest}'


def alt_text(figure: "Figure") -> str:
    """Answer what a figure of ours shows, for those who cannot see it: its title, then what stands below it."""
    below = figure.subfigs[-1].texts if figure.subfigs else []
    return "\n".join([figure.get_suptitle() or "Chart", *(told.get_text() for told in below)])


def _shorter(path: str) -> str:
    """Answer the path of a shape with two decimals, a hundredth of a point.

    >>> _shorter("M 0.123456 -12.000001")
    'M 0.12 -12'
    """
    return _NUMBER.sub(lambda found: f"{float(found.group()):.2f}".rstrip("0").rstrip("."), path)
