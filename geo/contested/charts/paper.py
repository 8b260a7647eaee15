"""What every chart stands on: a figure of its own, a title, a footer that names the sources, no global settings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import geopandas
import pandas as pd

from contested.colours import actor_colours
from contested.errors import MissingExtraError
from contested.frame import NAMES_JOINED
from contested.gazetteer.theatre import Theatre
from contested.look import INK, Look, Texture

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SOFT = "#66625b"
LINE = "#dcd7cd"
WIDTH_IN = 9.0
_STANCE = "Records who says what; takes no side. Claimed is not confirmed."
_OUTLETS = 6
_SETTINGS: Mapping[str, Any] = {
    "font.family": ["DejaVu Sans"],  # comes with matplotlib: the same letters on every machine, Arabic among them
    "font.size": 9,
    "text.parse_math": False,  # text of articles is no formula
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": SOFT,
    "xtick.color": SOFT,
    "ytick.color": INK,
    "hatch.linewidth": 1.4,
    "svg.hashsalt": "contested",
    "svg.fonttype": "path",
    "figure.facecolor": "#ffffff",
    "savefig.facecolor": "#ffffff",
}
_HATCHES: Mapping[Texture, str] = {
    Texture.BANDS: "//",
    Texture.STRIPES: "////",
    Texture.CROSSES: "xxx",
    Texture.DOTS: "..",
    Texture.DASHES: "--",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Footer:
    """What stands below a chart: notes on what is not shown, and the sources."""

    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def check_matplotlib() -> None:
    """Raise `MissingExtraError` without matplotlib."""
    if find_spec("matplotlib") is None:
        raise MissingExtraError("to draw charts, matplotlib must be there; run pip install 'contested[charts]'")


@contextmanager
def settings() -> Iterator[None]:
    """Draw with our settings and leave the user's as they are. Raises `MissingExtraError` without matplotlib."""
    check_matplotlib()
    from matplotlib import rc_context  # noqa: PLC0415  an extra

    given: Any = dict(_SETTINGS)
    with rc_context(given):
        yield


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A figure and its parts: the chart itself, the key below it, the footer at the bottom."""

    figure: "Figure"
    body: Any
    key: Any
    foot: Any


def new_sheet(title: str, *, body_in: float, key: Sequence[str], footer: Footer) -> Sheet:
    """Answer a sheet with its title and footer, as high as its parts. Call it within `settings`.

    `body_in` is the height of the chart in inches, `key` are the words of the legend.
    """
    from matplotlib.figure import Figure  # noqa: PLC0415  an extra

    lines = [*footer.notes, f"Sources: {'; '.join(footer.sources) or 'not named'}.", _STANCE]
    wrapped = [piece for line in lines for piece in _wrapped(line)]
    key_in = 0.22 * -(-len(key) // _columns(key)) + 0.12 if key else 0.05
    foot_in = 0.155 * len(wrapped) + 0.15
    heights = [body_in, key_in, foot_in]
    figure = Figure(figsize=(WIDTH_IN, 0.45 + sum(heights)), layout="constrained")
    figure.suptitle(title, x=0.01, ha="left", fontsize=13, fontweight="bold")
    parts: Any = figure.subfigures(3, 1, height_ratios=heights)
    body, key_part, foot = parts
    foot.text(0.01, 0.95, "\n".join(wrapped), ha="left", va="top", fontsize=7.5, color=SOFT, linespacing=1.35)
    return Sheet(figure=figure, body=body, key=key_part, foot=foot)


def nothing(body: Any, words: str) -> None:
    """Say that there is nothing to show, in place of an empty chart."""
    axes = body.add_subplot()
    axes.set_axis_off()
    axes.text(0.0, 0.5, words, fontsize=10, color=SOFT, transform=axes.transAxes)


def clean(axes: Any) -> None:
    """Take away what tells nothing."""
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    axes.set_axisbelow(True)


def paint(look: Look) -> dict[str, Any]:
    """Answer how a patch is drawn: colour says who, hatching how sure, as on the map."""
    first = look.colours[0]
    if look.texture is Texture.SOLID:
        return {"facecolor": pale(first, 0.7), "edgecolor": first, "linewidth": 0.6}
    if look.texture is Texture.PALE:
        return {"facecolor": pale(first, 0.08), "edgecolor": first, "linewidth": 0.8}
    if look.texture is Texture.BANDS and len(look.colours) > 1:
        return {"facecolor": first, "edgecolor": look.colours[1], "hatch": "///", "linewidth": 0}
    return {"facecolor": pale(first, 0.16), "edgecolor": first, "hatch": _HATCHES[look.texture], "linewidth": 0.4}


def pale(colour: str, strength: float) -> str:
    """Answer `colour` mixed with white, so that no grid shows through.

    >>> pale("#000000", 0.2)
    '#cccccc'
    """
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - strength * (255 - part)):02x}" for part in parts)


def colours_for(frames: Iterable[pd.DataFrame], theatre: Theatre | None) -> dict[str, str]:
    """Answer the colour of each actor that the frames name, that of its side: the same in every chart."""
    named = {
        name
        for frame in frames
        for column in ("actor", "holder", "disputed_by")
        if column in frame.columns
        for cell in frame[column].dropna()
        for name in cell.split(NAMES_JOINED)
    }
    actors = theatre.actors if theatre is not None else ()
    return {name: entry["colour"] for name, entry in actor_colours(sorted(named), actors=actors).items()}


def named_sources(claims: geopandas.GeoDataFrame) -> tuple[str, ...]:
    """Answer the outlets of the articles, those with most articles first, and how many more there are."""
    counts = claims.groupby("outlet")["article_id"].nunique().reset_index()
    listed = counts.sort_values(["article_id", "outlet"], ascending=[False, True])["outlet"].tolist()
    unnamed = claims.loc[claims["outlet"].isna(), "article_id"].nunique()
    more = [f"and {len(listed) - _OUTLETS} more outlets"] if len(listed) > _OUTLETS else []
    bare = [f"{unnamed} {'article' if unnamed == 1 else 'articles'} without an outlet"] if unnamed else []
    return (*map(label, listed[:_OUTLETS]), *more, *bare)


def newest_of(claims: geopandas.GeoDataFrame) -> str:
    """Answer the day of the newest article, or that none is dated."""
    newest = claims["published"].max()
    return "no article is dated" if pd.isna(newest) else f"newest article {newest.date().isoformat()}"


def label(text: str, *, longest: int = 46) -> str:
    r"""Answer `text` as a label: one line, no control characters, not too long, never taken for a private one.

    >>> label("_a\nb")
    '\u200b_a b'
    """
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    short = plain if len(plain) <= longest else plain[: longest - 1] + "…"
    return f"\u200b{short}" if short.startswith("_") else short


def explain(sheet: Sheet, handles: Sequence[Any], words: Sequence[str]) -> None:
    """Put the key of the marks below the chart."""
    if handles:
        sheet.key.legend(
            handles, words, loc="upper left", ncols=_columns(words), frameon=False, fontsize=8, handlelength=2.6,
            handleheight=1.1,
        )  # fmt: skip


def _columns(words: Sequence[str]) -> int:
    widest = max(map(len, words))
    return 3 if widest < 34 else 2 if widest < 56 else 1


def _wrapped(line: str) -> list[str]:
    pieces = [""]
    for word in line.split():
        if len(pieces[-1]) + len(word) > 135:
            pieces.append("")
        pieces[-1] = f"{pieces[-1]} {word}".strip()
    return pieces
