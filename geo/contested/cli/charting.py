"""What `contested chart` does: draw what articles or an atlas say, as a picture."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from contested.cli.say import Voice, count

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from contested.cli.taken import Taken
    from contested.render import Picture

KINDS = ("strip", "claims", "aid")


def add_options(parser: ArgumentParser) -> None:
    """Give `chart` its options."""
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help="the picture to write: .png or .svg")
    group = parser.add_argument_group("about the chart")
    group.add_argument(
        "--kind",
        choices=KINDS,
        default="strip",
        help="strip (the default): control of each place, day by day; claims: by actor and by source; aid: aid points "
        "by kind and state",
    )
    group.add_argument("--title", metavar="TEXT", help="instead of the chart's own")
    group.add_argument(
        "--profile",
        choices=("public", "internal"),
        default="public",
        help="public, the default, withholds what the public map withholds; internal draws all",
    )


def draw(options: Namespace, voice: Voice, taken: "Taken") -> None:
    """Draw the chart asked for and write it. Raises `MissingExtraError` without matplotlib, `OutputError`."""
    from pathlib import Path

    from contested.charts import save_chart
    from contested.cli.exporting import edition_of

    shown = edition_of(taken, options)
    path = save_chart(_figure(shown, options.kind, options.title), Path(options.output))
    voice.say(f"{path}: {count(len(shown.claims), 'claim')}, {count(shown.articles, 'article')}")


def pictures(taken: "Taken", options: Namespace) -> "tuple[Picture, ...]":
    """Answer a chart of each kind for a page, in the edition of its profile. Raises `MissingExtraError`."""
    from contested.charts import alt_text, svg_text
    from contested.cli.exporting import edition_of
    from contested.render import Picture

    shown = edition_of(taken, options)
    figures = [_figure(shown, kind, None) for kind in KINDS]
    return tuple(Picture(svg=svg_text(figure), alt=alt_text(figure)) for figure in figures)


def _figure(taken: "Taken", kind: str, title: str | None) -> "Figure":
    from contested.charts import aid_chart, claims_chart, strip_chart
    from contested.charts.paper import named_sources

    own: dict[str, Any] = {"title": title} if title else {}
    claims = taken.valid_claims()
    if kind == "aid":
        return aid_chart(taken.statuses(), sources=named_sources(taken.claims), **own)
    if kind == "claims":
        return claims_chart(claims, theatre=taken.theatre, **own)
    return strip_chart(taken.claims, theatre=taken.theatre, sides=taken.sides, **own)
