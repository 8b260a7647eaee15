"""What can be typed: verbs and options, with a hint where something was mistyped."""

import argparse
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

_EXITS = """exit codes:
  0    done
  1    done, but some of the articles could not be read; each was named
  2    the command was not understood: a mistyped verb, option, theatre or date
  3    nothing could be done: no article could be read, or the output could not be written
  130  interrupted; nothing was written"""

_ARTICLES = """ARTICLES are text files, folders (their .txt, .md, .jsonl and .json files, with subfolders), or - for
standard input. JSONL has one {"id", "text", "title"?, "outlet"?, "published"?, "url"?, "language"?} a line."""


class UsageError(Exception):
    """The command line was not understood. The message says what and how to put it right."""


class _Parser(argparse.ArgumentParser):
    """Raises instead of leaving, so that every complaint has one form."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see {self.prog} --help")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Answer the verb and its options; raise `UsageError` with a hint when they make no sense."""
    parser, verbs = build()
    verb = next((word for word in argv if not word.startswith("-")), None)
    if verb is None and not {"-h", "--help", "--version"} & set(argv):
        raise UsageError(f"say what to do: {', '.join(verbs)}; see contested --help")
    if verb is not None and verb not in verbs:
        raise UsageError(f"there is no verb {verb!r}; {_meant(verb, verbs)}see contested --help")
    options, unknown = parser.parse_known_args(argv)
    if unknown and "articles" in options and not unknown[0].startswith("-"):  # articles after an option
        options.articles += unknown
    elif unknown:
        chosen = verbs[options.verb]
        known = [name for action in chosen._actions for name in action.option_strings]  # noqa: SLF001 - argparse has no other way
        hint = _meant(unknown[0].partition("=")[0], known)
        raise UsageError(f"contested {options.verb} has no option {unknown[0]!r}; {hint}see {chosen.prog} --help")
    return options


def _meant(word: str, known: Sequence[str] | dict[str, _Parser]) -> str:
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
        formatter_class=argparse.RawDescriptionHelpFormatter,
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
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        if reads:
            _reading(verbs[verb])
        verbs[verb].add_argument("-q", "--quiet", action="store_true", help="say only what went wrong")
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
    _output(claims, ".geojson, .gpkg (with the statuses as a second layer) or .csv")
    status = add(
        "status", "articles to a table of statuses", "Write one row a place: what its claims add up to, and why."
    )
    _output(status, ".geojson, .gpkg or .csv")
    _times(status)
    add("theatres", "list the theatres", "List the conflicts for which reference data is shipped.", reads=False)
    return parser, verbs


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:  # noqa: A002
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        print(f"contested {version('contested')}")
        parser.exit()


def _reading(parser: _Parser) -> None:
    parser.add_argument("articles", nargs="+", metavar="ARTICLES", help="files, folders, or - for standard input")
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
    group.add_argument(
        "--encoding", metavar="NAME", help="of files whose encoding cannot be told, such as windows-1256"
    )


def _output(parser: _Parser, what: str) -> None:
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help=f"the file to write: {what}")


def _times(parser: _Parser) -> None:
    group = parser.add_argument_group("times (ISO dates; a day is meant to its end)")
    group.add_argument("--valid-at", metavar="DATE", help="what held at this time")
    group.add_argument("--known-at", metavar="DATE", help="from what was published by this time")
    group.add_argument("--as-of", metavar="DATE", help="count ages to this day, not to the newest article")


def _map(parser: _Parser) -> None:
    _output(parser, ".html")
    group = parser.add_argument_group("about the page")
    group.add_argument("--title", metavar="TEXT", help="instead of the one made from the theatre or the places")
    group.add_argument("--language", choices=("en", "ar", "he"), default="en", help="of the page's own words")
    group.add_argument("--as-of", metavar="DATE", help="count ages to this day, not to the newest article")


def _extract(parser: _Parser) -> None:
    parser.add_argument("-o", "--output", metavar="FILE", help="the file to write; standard output if not given")
    parser.add_argument(
        "--format",
        choices=("jsonl", "toponyms"),
        default="jsonl",
        help="jsonl: mentions, claims and unlocated aid points; toponyms: place names with their points only",
    )
