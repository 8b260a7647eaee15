"""What can be typed: verbs and options, with a hint where something was mistyped."""

import argparse
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from contested.cli import atlas_options, charting, export_options, query_options

_EXITS = """exit codes:
  0    done
  1    done, but some of the articles (or imported rows) could not be read; each was named
  2    the command was not understood: a mistyped verb, option, theatre, place or date
  3    nothing could be done: nothing could be read, or the output could not be written
  130  interrupted; nothing was written"""

_ARTICLES = """ARTICLES are files (.txt .md .html .pdf .docx .eml .json .jsonl .csv .parquet .warc .rss), folders, - for
standard input, or the http(s) address of a page or feed, which is the only case in which anything is fetched.
JSONL has one {"id", "text", "title"?, "outlet"?, "published"?, "url"?, "language"?} a line.
In place of articles, map, claims and status take an atlas (.gpkg, or postgresql://…)."""


class UsageError(Exception):
    """The command line was not understood. The message says what and how to put it right."""


class _Form(argparse.RawDescriptionHelpFormatter):
    """Leaves room for the names of the verbs, which argparse forgets to indent when it measures them."""

    def add_argument(self, action: argparse.Action) -> None:
        super().add_argument(action)
        if action.nargs == argparse.PARSER:
            self._action_max_length += self._indent_increment


class _Parser(argparse.ArgumentParser):
    """Raises instead of leaving, so that every complaint has one form."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see {self.prog} --help")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Answer the verb and its options; raise `UsageError` with a hint when they make no sense."""
    parser, verbs = build()
    verb = next((word for word in argv if not word.startswith("-")), None)
    if verb is not None and argv[0] != verb and argv[0] not in {"-h", "--help", "--version"}:
        raise UsageError(f"options follow the verb: contested {verb} {argv[0]} …; see contested --help")
    if verb is None and not {"-h", "--help", "--version"} & set(argv):
        raise UsageError(f"say what to do: {', '.join(verbs)}; see contested --help")
    if verb is not None and verb not in verbs:
        raise UsageError(f"there is no verb {verb!r}; {_meant(verb, verbs)}see contested --help")
    _check_action(verb, argv)
    options, unknown = parser.parse_known_args(argv)
    if unknown and "articles" in options and not unknown[0].startswith("-"):  # articles after an option
        options.articles += unknown
    elif unknown:
        chosen: _Parser = options.parser
        known = [name for action in chosen._actions for name in action.option_strings]  # noqa: SLF001 - argparse has no other way
        if not unknown[0].startswith("-"):
            raise UsageError(f"{chosen.prog} takes no {unknown[0]!r}; see {chosen.prog} --help")
        hint = _meant(unknown[0].partition("=")[0], known)
        raise UsageError(f"{chosen.prog} has no option {unknown[0]!r}; {hint}see {chosen.prog} --help")
    return options


def _check_action(verb: str | None, argv: Sequence[str]) -> None:
    """Raise `UsageError` with a hint when what follows `contested gazetteer` is none of its actions."""
    if verb != "gazetteer" or {"-h", "--help"} & set(argv):
        return
    words = [word for word in argv if not word.startswith("-")]
    if len(words) == 1:
        raise UsageError(f"say what to do: {', '.join(_ACTIONS)}; see contested gazetteer --help")
    if words[1] not in _ACTIONS:
        hint = _meant(words[1], _ACTIONS)
        raise UsageError(f"contested gazetteer cannot {words[1]!r}; {hint}see contested gazetteer --help")


def _meant(word: str, known: Iterable[str]) -> str:
    close = get_close_matches(word.lower(), list(known), n=1)
    if close:
        return f"did you mean {close[0]!r}? "
    if Path(word).exists():
        return f"to map an article: contested map {word} -o map.html; "
    return ""


def build() -> tuple[_Parser, dict[str, _Parser]]:
    """Answer the parser of the command and those of its verbs."""
    parser = _Parser(
        prog="contested",
        description="Turn news articles into maps of who says what about which place.",
        epilog=_EXITS,
        formatter_class=_Form,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, help="say the version and leave")
    listed = parser.add_subparsers(dest="verb", metavar="VERB", required=True, title="verbs", parser_class=_Parser)
    verbs: dict[str, _Parser] = {}

    def add(verb: str, summary: str, description: str, *, reads: bool = True) -> _Parser:
        verbs[verb] = listed.add_parser(
            verb,
            help=summary,
            description=f"{description}\n\n{_ARTICLES}" if reads else description,
            epilog=_EXITS,
            formatter_class=_Form,
            allow_abbrev=False,
        )
        if reads:
            _reading(verbs[verb])
            _asking(verbs[verb])
        _always(verbs[verb])
        return verbs[verb]

    _map(
        add(
            "map",
            "articles to a map, one HTML file",
            "Draw who says what about which place, as one self-contained HTML file.",
        )
    )
    _extract(add("extract", "articles to mentions and claims", "Write what was read, one JSON document an article."))
    claims = add("claims", "articles to a table of claims", "Write one row a claim: who says what about which place.")
    _output(claims, f"{export_options.FORMATS}; a .gpkg has the statuses as a second layer")
    export_options.add_options(claims, crosswalk=True)
    atlas_options.times(claims)
    status = add(
        "status", "articles to a table of statuses", "Write one row a place: what its claims add up to, and why."
    )
    _output(status, export_options.FORMATS)
    export_options.add_options(status, crosswalk=False)
    _times(status)
    chart = add("chart", "articles or an atlas to a picture", "Draw who is said to hold what, or counts of claims.")
    charting.add_options(chart)
    atlas_options.times(chart)
    summary, description = atlas_options.ADD
    atlas_options.fill_add(add("add", summary, f"{description}\n\n{_ARTICLES}", reads=False), _reading)
    _asking(verbs["add"])
    for verb, (summary, description, fill) in atlas_options.VERBS.items():
        fill(add(verb, summary, description, reads=False))
    query_options.add_options(
        add(
            "query",
            "ask an atlas, a table or articles",
            "Answer which places are disputed, held, in an area or near something. ARTICLES may also be an atlas\n"
            "(.gpkg, or postgresql://…) or a table that contested claims or contested status wrote.",
        ),
        _count,
    )
    add("theatres", "list the theatres", "List the conflicts for which reference data is shipped.", reads=False)
    _gazetteer(
        add(
            "gazetteer",
            "build, search and extend the index of places",
            "Build and search the index of the world's places, or make a theatre of places of your own.",
            reads=False,
        )
    )
    return parser, verbs


def _always(parser: _Parser) -> None:
    parser.add_argument("-q", "--quiet", action="store_true", help="say only what went wrong")
    parser.set_defaults(parser=parser)


_ACTIONS = {
    "build": "Build the index of the world's places anew. It is otherwise built when it is first needed.",
    "search": "List the places of a name, in any spelling, one a line: id, name, kind, where it lies, latitude and\n"
    "longitude, source; parted by tabs. Those of the theatres come first, then the world's by importance.",
    "info": "Say what the index and the theatres hold, from where, and under which licences.",
    "import": "Make a theatre of your own places: a GeoNames dump (.txt), a CSV with name, lon and lat, or any layer\n"
    "that GDAL reads. Each row is checked; those refused are named with the reason. The result is a folder, to be\n"
    "used as in contested map ARTICLES --theatre FOLDER -o map.html.",
}


def _gazetteer(parser: _Parser) -> None:
    listed = parser.add_subparsers(
        dest="action", metavar="ACTION", required=True, title="actions", parser_class=_Parser
    )
    actions = {
        name: listed.add_parser(
            name,
            help=f"{description.partition('. ')[0].partition(':')[0].lower().rstrip('.')}",
            description=description,
            epilog=_EXITS,
            formatter_class=_Form,
            allow_abbrev=False,
        )
        for name, description in _ACTIONS.items()
    }
    for action in actions.values():
        _always(action)
    actions["search"].add_argument("name", nargs="+", metavar="NAME", help="a place's name; quotes are not needed")
    actions["search"].add_argument("--limit", type=_count, default=10, metavar="N", help="list at most N (default: 10)")
    for name in ("search", "info"):
        actions[name].add_argument(
            "--theatre",
            action="append",
            metavar="NAME",
            help="whose places to lay over the world: names or folders (default: all that are shipped), or none",
        )
    _import(actions["import"])


def _import(parser: _Parser) -> None:
    parser.add_argument("file", metavar="FILE", help="the places")
    parser.add_argument("-o", "--output", required=True, metavar="FOLDER", help="the theatre's folder, not there yet")
    group = parser.add_argument_group("about the places")
    group.add_argument("--source", required=True, metavar="TEXT", help="who made them: shown with every place")
    group.add_argument("--licence", metavar="TEXT", default="licence not stated", help="the terms they are under")
    group.add_argument("--name", metavar="NAME", help="of the theatre: a-z, 0-9, hyphens (default: the folder's)")
    group.add_argument("--country", metavar="CC", help="of rows that do not say it: ISO 3166-1 alpha-2, such as SD")
    group.add_argument("--language", metavar="LL", default="en", help="of the names: ISO 639 (default: en)")
    group.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="OURS=THEIRS",
        help="which column holds what, such as name=TOPONYM; ours are id, name, aliases (parted by ;), kind, country, "
        "lon, lat, radius_m, inhabitants; may be given several times",
    )
    group.add_argument("--layer", metavar="NAME", help="which layer of a file that has several")
    group.add_argument("--crs", metavar="EPSG:N", help="of a layer that does not say it")


def _count(given: str) -> int:
    if not (given.isdecimal() and int(given) > 0):
        raise argparse.ArgumentTypeError(f"{given!r} is not a number above 0")
    return int(given)


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:  # noqa: A002
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        from contested.extract import is_compiled

        print(f"contested {version('contested')}{' (compiled)' if is_compiled() else ''}")
        parser.exit()


def _reading(parser: _Parser) -> None:
    parser.add_argument("articles", nargs="+", metavar="ARTICLES", help="files, folders, - for stdin, or addresses")
    group = parser.add_argument_group("about the articles")
    group.add_argument(
        "--theatre",
        action="append",
        metavar="NAME",
        help="whose places to know: auto (the default: chosen for each article), none, a name from `contested "
        "theatres`, or the path of a theatre's folder; may be given several times, or with commas",
    )
    group.add_argument("--outlet", metavar="NAME", help="who published the articles that do not say it")
    group.add_argument(
        "--published",
        metavar="DATE",
        help="when the articles that do not say it were published: 2025-02-22, or 2025-02-22T18:30+02:00",
    )
    group.add_argument("--url", metavar="ADDRESS", help="where the article, one that does not say it, was published")
    group.add_argument(
        "--article-language", metavar="CODE", help="of articles that do not say it, such as ar (else: by their letters)"
    )
    group.add_argument(
        "--encoding", metavar="NAME", help="of files whose encoding cannot be told, such as windows-1256"
    )


def _asking(parser: _Parser) -> None:
    group = parser.add_argument_group("a second opinion, asked online (off by default)")
    group.add_argument(
        "--geocoder",
        metavar="NAME",
        help="ask this geocoder of geopy's, such as nominatim or photon, about names that no gazetteer has; what it "
        "answers is bounded to the theatre, and marked",
    )
    group.add_argument("--domain", metavar="HOST", help="of a geocoder of your own, such as localhost:8080")
    group.add_argument("--scheme", choices=("https", "http"), help="of that geocoder (default: https)")
    group.add_argument("--user-agent", metavar="TEXT", help="who asks: a name and an address; public servers want it")
    parser.add_argument(
        "--nlp", action="store_true", help="let spaCy help to tell names from words (needs contested[nlp])"
    )


def _output(parser: _Parser, what: str) -> None:
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help=f"the file to write: {what}")


def _times(parser: _Parser) -> None:
    group = atlas_options.times(parser)
    group.add_argument("--as-of", metavar="DATE", help="count ages to this day, not to the newest article")


def _map(parser: _Parser) -> None:
    _output(parser, ".html")
    atlas_options.times(parser)
    group = parser.add_argument_group("about the page")
    group.add_argument("--title", metavar="TEXT", help="instead of the one made from the theatre or the places")
    group.add_argument("--language", choices=("en", "ar", "he"), default="en", help="of the page's own words")
    group.add_argument("--as-of", metavar="DATE", help="count ages to this day, not to the newest article")
    group.add_argument(
        "--profile",
        choices=("public", "internal"),
        default="public",
        help="public, the default, coarsens shelters and withholds planned convoys and names of private persons, and "
        "says so on the page; internal shows all",
    )
    group.add_argument("--theme", metavar="FILE", help="a desk's title, logo, credit line and colours (.toml)")
    group.add_argument(
        "--layer",
        action="append",
        default=[],
        metavar="FILE",
        help="a layer of your own, drawn beside the claims and never merged with them: GeoJSON or what GDAL reads; "
        "may be given several times; its look stands in the theme",
    )
    group.add_argument(
        "--preview", metavar="URL", help="where the picture for social networks will lie; the page never loads it"
    )
    group.add_argument(
        "--charts",
        action="store_true",
        help="with three charts below the table: control day by day, claims by actor and source, aid points by state",
    )
    group = parser.add_argument_group("beside the page (needs Chromium, no network)")
    group.add_argument("--pdf", action="store_true", help="also the page on A4, as .pdf beside FILE")
    group.add_argument("--png", action="store_true", help="also a picture of it, as .png beside FILE")
    group.add_argument(
        "--size", type=_size, default=(1600, 1000), metavar="WxH", help="of the picture, in pixels (default: 1600x1000)"
    )


def _size(given: str) -> tuple[int, int]:
    width, cross, height = given.lower().replace("×", "x").partition("x")
    if not (cross and all(side.isdecimal() and 200 <= int(side) <= 8192 for side in (width, height))):
        raise argparse.ArgumentTypeError(f"{given!r} is not a width and a height of 200 to 8192, such as 1600x1000")
    return int(width), int(height)


def _extract(parser: _Parser) -> None:
    parser.add_argument("-o", "--output", metavar="FILE", help="the file to write; standard output if not given, or -")
    parser.add_argument(
        "--format",
        choices=("jsonl", "toponyms"),
        default="jsonl",
        help="jsonl: mentions, claims and unlocated aid points; toponyms: place names with their points only",
    )
