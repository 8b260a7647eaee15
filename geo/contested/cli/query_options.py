"""What can be typed after `contested query`."""

from argparse import ArgumentParser
from collections.abc import Callable

from contested.cli import export_options

DEFAULT_KM = 5.0


def add_options(parser: ArgumentParser, count_of: Callable[[str], int]) -> None:
    """Add what can be asked to the verb's parser; `count_of` reads a number above 0."""
    group = parser.add_argument_group("what to ask (every condition given must hold)")
    group.add_argument("--of", choices=("status", "claims"), default="status", help="rows to answer (default: status)")
    group.add_argument("--where", metavar="FILTER", help="CQL2, such as \"control = 'contested'\"; see docs/query.md")
    group.add_argument(
        "--at", dest="valid_at", metavar="DATE", help="what held at this time; a day is meant to its end"
    )
    group.add_argument("--known-at", metavar="DATE", help="from what was known by this time")
    group.add_argument("--disputed", choices=("wide", "strict"), help="in dispute, or only those contested in control")
    group.add_argument("--held-by", metavar="ACTOR", help="said to be held by this actor")
    group.add_argument("--within", metavar="AREA", help="a place's name or id, or a file with polygons")
    group.add_argument("--near", metavar="PLACE", help="a place's name or id, a file, or: aid_points, disputed")
    group.add_argument("--between", nargs=2, metavar=("A", "B"), help="near the shortest way between two places")
    group.add_argument(
        "--km", type=float, metavar="KM", help=f"how near, along the ellipsoid (default: {DEFAULT_KM:g})"
    )
    group = parser.add_argument_group("what to answer")
    group.add_argument("-o", "--output", metavar="FILE", help=f"also write the rows: {export_options.FORMATS}")
    group.add_argument("--count", action="store_true", help="only how many rows there are")
    group.add_argument("--limit", type=count_of, default=50, metavar="N", help="show at most N rows (default: 50)")
    export_options.add_options(parser, crosswalk=True)
