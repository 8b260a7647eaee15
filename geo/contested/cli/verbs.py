"""What each verb does. A verb answers how many inputs failed; what stops it raises."""

from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from contested.articles import SUFFIXES, iter_articles
from contested.articles.published import parse_published
from contested.cli import gazetteer
from contested.cli.output import check_output
from contested.cli.parser import UsageError
from contested.cli.say import Voice, answer, count
from contested.errors import NoArticlesError
from contested.model import Article, Extraction, TimePrecision
from contested.whole import write_text

if TYPE_CHECKING:
    from contested.gazetteer.theatre import Theatre

_SHOWN = 20  # complaints that get a line of their own
_EACH = 10  # articles that do


def _map(options: Namespace, voice: Voice) -> int:
    path = check_output(options.output, suffixes=(".html", ".htm"), inputs=options.articles)
    as_of = _moment(options.as_of, "--as-of")
    articles, failures = _read(options, voice)
    extractions = _extract(articles, options, voice)
    from contested.frame import claims_frame, mentions_frame
    from contested.render import MapOptions, PageLanguage, to_folium

    page = MapOptions(
        title=_page_title(extractions, options),
        language=PageLanguage(options.language),
        as_of=as_of,
        mentions=mentions_frame(extractions),
    )
    theatre = _page_theatre(extractions, options)
    figure: Any = to_folium(claims_frame(extractions), theatre=theatre, options=page).get_root()
    write_text(path, figure.render())
    drawn = [site for site in figure.model["sites"] if site["geometry"] and site["left_out"] is None]
    unlocated = count(len(figure.model["unlocated"]), "unlocated aid point")
    _made(
        voice,
        path,
        [count(len(drawn), "place"), unlocated, count(len(articles), "article"), _theatres(extractions)],
    )
    return failures


def _extract_verb(options: Namespace, voice: Voice) -> int:
    to_file = options.output not in (None, "-")
    path = check_output(options.output, suffixes=(), inputs=options.articles) if to_file else None
    articles, failures = _read(options, voice)
    extractions = _extract(articles, options, voice)
    lines = "".join(f"{_document(extraction, options.format)}\n" for extraction in extractions)
    if path is None:
        answer(lines)
        return failures
    write_text(path, lines)
    claims = sum(len(extraction.claims) for extraction in extractions)
    _made(voice, path, [count(claims, "claim"), count(len(articles), "article"), _theatres(extractions)])
    return failures


def _document(extraction: Extraction, form: str) -> str:
    from contested.extract.jsonl import to_jsonl
    from contested.extract.toponyms import to_toponyms

    return to_jsonl(extraction) if form == "jsonl" else to_toponyms(extraction.article, extraction.resolutions)


def _claims(options: Namespace, voice: Voice) -> int:
    path = check_output(options.output, suffixes=(".geojson", ".gpkg", ".csv"), inputs=options.articles)
    articles, failures = _read(options, voice)
    extractions = _extract(articles, options, voice)
    from contested.export import write, write_geopackage
    from contested.frame import claims_frame
    from contested.status import status

    claims = claims_frame(extractions)
    if path.suffix.lower() == ".gpkg":
        write_geopackage({"claims": claims, "status": status(claims, sides=_sides(extractions, options))}, path)
    else:
        write(claims, path)
    located = int(claims.geometry.notna().sum())
    _made(voice, path, [count(len(claims), "claim"), f"{located} with a place", count(len(articles), "article")])
    return failures


def _status(options: Namespace, voice: Voice) -> int:
    path = check_output(options.output, suffixes=(".geojson", ".gpkg", ".csv"), inputs=options.articles)
    valid_at = _moment(options.valid_at, "--valid-at", whole_day=True)
    known_at = _moment(options.known_at, "--known-at", whole_day=True)
    as_of = _moment(options.as_of, "--as-of")
    articles, failures = _read(options, voice)
    extractions = _extract(articles, options, voice)
    from contested.export import write
    from contested.frame import claims_frame
    from contested.status import status

    statuses = status(
        claims_frame(extractions), valid_at=valid_at, known_at=known_at, as_of=as_of, sides=_sides(extractions, options)
    )
    write(statuses, path)
    contested = int(statuses["contested"].sum())
    _made(
        voice,
        path,
        [count(len(statuses), "status", "statuses"), f"{contested} contested", count(len(articles), "article")],
    )
    return failures


def _list_theatres(_options: Namespace, _voice: Voice) -> int:
    from contested.gazetteer.theatre import load_theatre, theatre_names

    theatres = [load_theatre(name) for name in theatre_names()]
    width = max((len(theatre.id) for theatre in theatres), default=0)
    for theatre in theatres:
        answer(f"{theatre.id:<{width}}  {theatre.title}: {count(len(theatre.places), 'place')}, {theatre.country}\n")
    return 0


RUN: Mapping[str, Callable[[Namespace, Voice], int]] = MappingProxyType(
    {
        "map": _map,
        "extract": _extract_verb,
        "claims": _claims,
        "status": _status,
        "theatres": _list_theatres,
        "gazetteer": gazetteer.run,
    }
)


# ------------------------------------------------------------------------------------------------ steps


def _read(options: Namespace, voice: Voice) -> tuple[list[Article], int]:
    """Answer the articles, and how many could not be read; raise `NoArticlesError` when none could."""
    _wanted_theatre(options)  # a mistyped theatre is told before anything is read
    articles: list[Article] = []
    failures = 0
    found = iter_articles(
        options.articles, outlet=options.outlet, published=options.published, encoding=options.encoding
    )
    for one in found:
        if isinstance(one, Article):
            articles.append(one)
            continue
        failures += 1
        if failures <= _SHOWN:
            voice.complain(str(one))
    if failures > _SHOWN:
        voice.complain(f"{failures - _SHOWN} more like these")
    if not articles:
        raise NoArticlesError(
            f"no article could be read, so nothing was made; give files ending in {', '.join(SUFFIXES)}"
        )
    voice.say(f"read {count(len(articles), 'article')}" + (f"; {failures} could not be read" if failures else ""))
    return articles, failures


def _wanted_theatre(options: Namespace) -> "str | tuple[Theatre, ...]":
    """Answer "auto", "none", or loaded theatres; raise `UsageError`, `UnknownTheatreError` or `TheatreError`."""
    names = [name for given in options.theatre or ["auto"] for name in given.split(",") if name]
    if names in (["auto"], ["none"]):
        return str(names[0])
    if not names:
        raise UsageError("--theatre is given nothing; give auto, none, or the names of theatres")
    if {"auto", "none"} & set(names):
        raise UsageError("--theatre takes auto, none, or names; not a mixture")
    from contested.gazetteer.theatre import load_theatre

    return tuple(load_theatre(name) for name in names)


def _extract(articles: Sequence[Article], options: Namespace, voice: Voice) -> list[Extraction]:
    from contested.extract.engine import extract
    from contested.gazetteer.world import open_world

    wanted = _wanted_theatre(options)
    with voice.bar(100, "%", "indexing the world") as bar:
        open_world(progress=lambda _word, share: bar.reach(round(100 * share)))
    with voice.bar(len(articles), "article", "reading") as bar:
        extractions = extract(articles, theatre=wanted, progress=bar.step)
    if wanted == "auto":
        _tell_theatres(extractions, voice)
    return extractions


def _tell_theatres(extractions: Sequence[Extraction], voice: Voice) -> None:
    """Say which theatre was chosen for each article, or for how many of them, and why."""
    if len(extractions) <= _EACH:
        for extraction in extractions:
            where = extraction.article.path or extraction.article.name
            voice.say(f"{where}: theatre {extraction.theatre or 'none'}, since it names {_why([extraction])}")
        return
    for theatre, number in Counter(extraction.theatre for extraction in extractions).most_common():
        of_it = [extraction for extraction in extractions if extraction.theatre == theatre]
        name = "which names" if number == 1 else "which name"
        voice.say(f"theatre {theatre or 'none'} for {count(number, 'article')}, {name} {_why(of_it)}")


def _why(extractions: Sequence[Extraction]) -> str:
    """Answer what speaks for the theatre of `extractions`: the places of it that they name most."""
    named = Counter(
        resolution.place.name
        for extraction in extractions
        for resolution in extraction.resolutions
        if resolution.place and extraction.theatre and resolution.place.id.startswith(f"{extraction.theatre}:")
    )
    return ", ".join(name for name, _ in named.most_common(3)) or "no place of any theatre"


def _page_theatre(extractions: Sequence[Extraction], options: Namespace) -> "Theatre | None":
    """Answer the theatre whose outlines lie under the map: the one asked for, those of the articles joined, or none."""
    from contested.gazetteer.theatre_union import join_theatres

    theatres = _theatres_of(extractions, options)
    return join_theatres(theatres) if theatres else None


def _page_title(extractions: Sequence[Extraction], options: Namespace) -> str | None:
    """Answer the title that was given, or one that names all theatres where there are several."""
    theatres = _theatres_of(extractions, options)
    if options.title or len(theatres) < 2:
        return options.title or None
    from contested.render import PageLanguage
    from contested.render.context import theatre_dict
    from contested.render.words import filled, load_words

    words = load_words(PageLanguage(options.language))
    told = [theatre_dict(theatre, language=options.language) or {} for theatre in theatres]
    return filled(words["page.title"], theatre=words["page.comma"].join(one["title"] for one in told))


def _theatres_of(extractions: Sequence[Extraction], options: Namespace) -> "list[Theatre]":
    """Answer the one theatre that was asked for, or else those that articles belong to."""
    from contested.gazetteer.theatre import load_theatre

    wanted = _wanted_theatre(options)
    given = wanted if isinstance(wanted, tuple) else ()
    if len(given) == 1:
        return list(given)
    known = {theatre.id: theatre for theatre in given}
    return [known.get(name) or load_theatre(name) for name in _chosen(extractions)]


def _sides(extractions: Sequence[Extraction], options: Namespace) -> dict[str, str]:
    """Answer on whose side the actors of the articles' theatres are, by id."""
    theatres = _theatres_of(extractions, options)
    return {actor.id: actor.side for theatre in theatres for actor in theatre.actors if actor.side}


def _moment(given: str | None, option: str, *, whole_day: bool = False) -> datetime | None:
    """Answer an option's time in UTC; with `whole_day`, a day without a time is its last microsecond."""
    if given is None:
        return None
    try:
        moment, precision = parse_published(given)
    except ValueError as error:
        raise UsageError(f"{option} {error}") from error
    if whole_day and precision is TimePrecision.DAY:
        return moment + timedelta(days=1, microseconds=-1)
    return moment


# ------------------------------------------------------------------------------------------------ words


def _made(voice: Voice, path: Path, parts: Sequence[str]) -> None:
    voice.say(f"{path}: {', '.join(part for part in parts if part)}")


def _theatres(extractions: Sequence[Extraction]) -> str:
    chosen = _chosen(extractions)
    return f"theatre{'s' if len(chosen) > 1 else ''} {', '.join(chosen) or 'none'}"


def _chosen(extractions: Sequence[Extraction]) -> list[str]:
    return sorted({extraction.theatre for extraction in extractions if extraction.theatre is not None})
