"""What can be typed after the verbs of an atlas."""

from argparse import ArgumentParser, ArgumentTypeError, _ArgumentGroup
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeVar

from contested.cli.export_options import FORMATS, add_options

Given = TypeVar("Given", bound=ArgumentParser)
_ATLAS = "an atlas: the path of a .gpkg file, or postgresql://user@host/database"


def _atlas(parser: ArgumentParser) -> None:
    parser.add_argument("atlas", metavar="ATLAS", help=_ATLAS)


def _add(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("about the atlas")
    group.add_argument("--note", metavar="TEXT", help="kept with the update")
    group.add_argument("--archive", action="store_true", help="keep the bytes the articles came as, too")


def _reread(parser: ArgumentParser) -> None:
    _atlas(parser)
    parser.add_argument("--theatre", action="append", metavar="NAME", help="remembered from now on; as of `add`")
    parser.add_argument("--force", action="store_true", help="also what these very rules and data have read")
    parser.add_argument("--note", metavar="TEXT", help="kept with the update")


def _changes(parser: ArgumentParser) -> None:
    _atlas(parser)
    parser.add_argument("--since", required=True, metavar="DATE", help="what the atlas knew then: 2025-02-22, its end")
    parser.add_argument("--until", metavar="DATE", help="and what it knew then (default: what it knows now)")
    _json(parser)


def _history(parser: ArgumentParser) -> None:
    _atlas(parser)
    parser.add_argument("place", nargs="+", metavar="PLACE", help="a place's name or id; quotes are not needed")
    _json(parser)


def _export(parser: ArgumentParser) -> None:
    _atlas(parser)
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help=f"the file to write: {FORMATS}")
    parser.add_argument(
        "--layer",
        choices=("claims", "status", "aid_points", "mentions", "articles"),
        help="which table (default: claims, or all of them in a .gpkg)",
    )
    add_options(parser, crosswalk=True)
    times(parser)


def _review(parser: ArgumentParser) -> None:
    _atlas(parser)
    _json(parser)
    group = parser.add_argument_group("decisions (recorded with your name and the time; the latest counts)")
    group.add_argument("--accept", action="append", default=[], metavar="ID", help="a claim, or all of an article")
    group.add_argument("--reject", action="append", default=[], metavar="ID", help="a claim, or all of an article")
    group.add_argument(
        "--resolve",
        action="append",
        nargs=2,
        default=[],
        metavar=("MENTION", "PLACE"),
        help="the id of a mention, and the id or name of the place it means, or none",
    )
    group.add_argument(
        "--actor",
        action="append",
        nargs=2,
        default=[],
        metavar=("CLAIM", "ACTOR"),
        help="the id of a claim, and the id or name of who does it",
    )
    group.add_argument("--by", metavar="NAME", help="who decides; needed with every decision")
    group.add_argument("--note", metavar="TEXT", help="why")


def _watch(parser: ArgumentParser) -> None:
    parser.add_argument("sources", nargs="+", metavar="FOLDER|FEED", help="folders of articles, addresses of feeds")
    parser.add_argument("--atlas", required=True, metavar="ATLAS", help=f"{_ATLAS}; made if it is not there")
    parser.add_argument("--map", metavar="FILE", help="the page that is written anew after each update (.html)")
    group = parser.add_argument_group("about the articles")
    group.add_argument("--theatre", action="append", metavar="NAME", help="whose places to know; remembered")
    group.add_argument("--outlet", metavar="NAME", help="who published the articles that do not say it")
    group.add_argument("--follow", action="store_true", help="read the page of each feed entry, not only the feed")
    group.add_argument(
        "--every", type=_seconds, metavar="SECONDS", help="how long a feed is left alone between two looks"
    )
    group.add_argument("--archive", action="store_true", help="keep the bytes the articles came as, too")


def _seconds(given: str) -> float:
    if not (given.isdecimal() and int(given) >= 1):
        raise ArgumentTypeError(f"{given!r} is not a number of seconds above 0")
    return float(given)


def _serve(parser: ArgumentParser) -> None:
    _atlas(parser)
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="NAME", help="where to listen (default: 127.0.0.1, this machine alone)"
    )
    parser.add_argument("--port", type=_port, default=8765, metavar="N", help="default: 8765; 0 for any that is free")
    parser.add_argument(
        "--token-file",
        metavar="FILE",
        help="lets those post articles who have the token in it; or set CONTESTED_TOKEN. Without one nobody can",
    )


def _port(given: str) -> int:
    if not (given.isdecimal() and int(given) < 65536):
        raise ArgumentTypeError(f"{given!r} is not a port from 0 to 65535")
    return int(given)


def times(parser: ArgumentParser) -> _ArgumentGroup:
    """Let a verb ask for a time; answer the group of these options."""
    group = parser.add_argument_group("times (ISO dates; a day is meant to its end)")
    group.add_argument("--valid-at", metavar="DATE", help="what held at this time")
    group.add_argument("--known-at", metavar="DATE", help="from what was published by then, or what an atlas knew")
    return group


def _json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object a line, with every column")


VERBS: Mapping[str, tuple[str, str, Callable[[ArgumentParser], None]]] = MappingProxyType(
    {
        "reread": (
            "read an atlas's articles again",
            """Read all articles of an atlas again, with today's rules and the theatre as it is now, and say
what differs. What older readings held is kept.""",
            _reread,
        ),
        "changes": (
            "what an atlas learnt since a day",
            "List the places whose status is another than it was, by what the atlas knew: one a line.",
            _changes,
        ),
        "history": (
            "what a place went through",
            "List what was ever said of a place, and each time its status became another.",
            _history,
        ),
        "export": (
            "an atlas to a file",
            "Write what an atlas knows, or knew at a time, as a file for others.",
            _export,
        ),
        "review": (
            "what a person should look at; decide on it",
            """List names that were not resolved, aid points without a place, claims read with a low score, and
conflicts; or decide on them. Articles and claims are never edited.""",
            _review,
        ),
        "watch": (
            "folders and feeds into an atlas and onto a map, as they come",
            """Add what is in folders and feeds, then whatever comes, and write the map anew after each update. A file
is read once it is whole. Feeds are asked politely. Ctrl-C ends it.""",
            _watch,
        ),
        "serve": (
            "an atlas as a live page",
            """Serve the map of an atlas, its claims and statuses as GeoJSON, and news of each update: open pages move
without reloading. Read-only, unless there is a token.""",
            _serve,
        ),
    }
)

ADD = (
    "articles into an atlas",
    """Read articles and record what they say in an atlas, which is made if it is not there. What was added before
adds nothing; a changed article supersedes the older one at its address; copies of one text are linked.""",
)


def fill_add(parser: Given, reading: Callable[[Given], None]) -> None:
    """Give `add` its options: the atlas, then those of every verb that reads articles."""
    _atlas(parser)
    reading(parser)
    _add(parser)
