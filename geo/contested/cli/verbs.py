"""What each verb does. A verb answers how many inputs failed; what stops it raises."""

from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from contested.articles import SUFFIXES, iter_articles
from contested.cli import asking, atlas, charting, exporting, gazetteer, live, query
from contested.cli.moments import moment
from contested.cli.output import check_output
from contested.cli.parser import UsageError
from contested.cli.say import Voice, answer, count
from contested.errors import NoArticlesError
from contested.model import Article, Extraction
from contested.whole import write_text

if TYPE_CHECKING:
    from contested.cli.taken import Taken
    from contested.gazetteer.theatre import Theatre
    from contested.render import MapOptions

_SHOWN = 20  # complaints that get a line of their own
_EACH = 10  # articles that do


def _map(options: Namespace, voice: Voice) -> int:
    path = check_output(options.output, suffixes=(".html", ".htm"), inputs=[*options.articles, *options.layer])
    browser = _browser(options)
    page = _page_options(options)
    taken = take(options, voice)
    from contested.render import to_folium

    charts = charting.pictures(taken, options) if options.charts else ()
    page = replace(page, mentions=taken.mentions, articles=taken.read, charts=charts)
    figure: Any = to_folium(taken.drawn_claims(), theatre=taken.theatre, options=page).get_root()
    html = figure.render()
    write_text(path, html)
    drawn = [site for site in figure.model["sites"] if site["geometry"] and site["left_out"] is None]
    unlocated = count(len(figure.model["unlocated"]), "unlocated aid point")
    _made(
        voice,
        path,
        [count(len(drawn), "place"), unlocated, count(taken.articles, "article"), _theatres(taken.theatres)],
    )
    if browser is not None:
        _print(html, path, options, browser, voice)
    return taken.failures


def _browser(options: Namespace) -> Path | None:
    """Answer the browser that prints, when something is to be printed; raise `MissingExtraError` before any work."""
    if not (options.pdf or options.png):
        return None
    from contested.render.chromium import find_browser

    return find_browser()


def _page_options(options: Namespace) -> "MapOptions":
    """Answer what was asked of the page, but for what its articles say.

    Raises `RecordError`, which names the file, and `MissingExtraError`, before any article is read.
    """
    as_of = moment(options.as_of, "--as-of")
    if options.charts:
        from contested.charts.paper import check_matplotlib

        check_matplotlib()
    from contested.frame import Profile
    from contested.render import MapOptions, PageLanguage, Theme, load_theme, read_layer

    theme = load_theme(options.theme) if options.theme else Theme()
    return MapOptions(
        title=options.title or None,
        language=PageLanguage(options.language),
        as_of=as_of,
        layers=tuple(read_layer(path, theme=theme) for path in options.layer),
        theme=theme,
        profile=Profile(options.profile),
        preview=options.preview,
    )


def _print(html: str, path: Path, options: Namespace, browser: Path, voice: Voice) -> None:
    from contested.render import to_pdf, to_png

    if options.pdf:
        _made(voice, to_pdf(html, path.with_suffix(".pdf"), browser=browser), ["A4"])
    if options.png:
        wide, high = options.size
        _made(voice, to_png(html, path.with_suffix(".png"), size=options.size, browser=browser), [f"{wide} x {high}"])


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
    _made(voice, path, [count(claims, "claim"), count(len(articles), "article"), _theatres(_chosen(extractions))])
    return failures


def _document(extraction: Extraction, form: str) -> str:
    from contested.extract.jsonl import to_jsonl
    from contested.extract.toponyms import to_toponyms

    return to_jsonl(extraction) if form == "jsonl" else to_toponyms(extraction.article, extraction.resolutions)


def _claims(options: Namespace, voice: Voice) -> int:
    path = exporting.checked_path(options, options.articles)
    taken = exporting.edition_of(take(options, voice), options)
    claims = taken.valid_claims()
    tables = {"claims": claims}
    if path.suffix.lower() == ".gpkg":
        tables["status"] = taken.statuses()
    exporting.write_layers(tables, path, options, taken)
    located = int(claims.geometry.notna().sum())
    _made(voice, path, [count(len(claims), "claim"), f"{located} with a place", count(taken.articles, "article")])
    return taken.failures


def _status(options: Namespace, voice: Voice) -> int:
    path = exporting.checked_path(options, options.articles)
    as_of = moment(options.as_of, "--as-of")
    taken = exporting.edition_of(take(options, voice), options)
    statuses = taken.statuses(as_of=as_of)
    exporting.write_layers({"status": statuses}, path, options, taken)
    contested = int(statuses["contested"].sum())
    _made(
        voice,
        path,
        [count(len(statuses), "status", "statuses"), f"{contested} contested", count(taken.articles, "article")],
    )
    return taken.failures


def _chart(options: Namespace, voice: Voice) -> int:
    check_output(options.output, suffixes=(".png", ".svg"), inputs=options.articles)
    taken = take(options, voice)
    charting.draw(options, voice, taken)
    return taken.failures


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
        "query": query.run,
        "chart": _chart,
        "theatres": _list_theatres,
        "gazetteer": gazetteer.run,
        **atlas.RUN,
        **live.RUN,
    }
)


# ------------------------------------------------------------------------------------------------ steps


def take(options: Namespace, voice: Voice) -> "Taken":
    """Answer what the verb stands on, articles or an atlas, as it was known at the time asked for."""
    valid_at = moment(options.valid_at, "--valid-at", whole_day=True)
    known_at = moment(options.known_at, "--known-at", whole_day=True)
    url = atlas.the_atlas(options.articles)
    if url is not None:
        from contested.cli.taken import take_atlas

        return take_atlas(url, valid_at=valid_at, known_at=known_at)
    articles, failures = _read(options, voice)
    extractions = _extract(articles, options, voice)
    from contested.cli.taken import Taken, known_by
    from contested.frame import claims_frame, mentions_frame

    return Taken(
        claims=known_by(claims_frame(extractions), known_at),
        mentions=mentions_frame(extractions),
        sides=_sides(extractions, options),
        theatre=_page_theatre(extractions, options),
        theatres=tuple(_chosen(extractions)),
        articles=len(articles),
        failures=failures,
        valid_at=valid_at,
        known_at=known_at,
        read=tuple(one for one in articles if known_at is None or one.published is None or one.published <= known_at),
    )


def _read(options: Namespace, voice: Voice) -> tuple[list[Article], int]:
    """Answer the articles, and how many could not be read; raise `NoArticlesError` when none could."""
    _wanted_theatre(options)  # a mistyped theatre is told before anything is read
    articles: list[Article] = []
    failures = 0
    found = iter_articles(
        options.articles,
        outlet=options.outlet,
        published=options.published,
        url=options.url,
        language=options.article_language,
        encoding=options.encoding,
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
    naming = asking.naming(options)
    with voice.bar(100, "%", "indexing the world") as bar:
        open_world(progress=lambda _word, share: bar.reach(round(100 * share)))
    with voice.bar(len(articles), "article", "reading") as bar:
        extractions = extract(articles, theatre=wanted, progress=bar.step, naming=naming)
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


# ------------------------------------------------------------------------------------------------ words


def _made(voice: Voice, path: Path, parts: Sequence[str]) -> None:
    voice.say(f"{path}: {', '.join(part for part in parts if part)}")


def _theatres(chosen: Sequence[str]) -> str:
    return f"theatre{'s' if len(chosen) > 1 else ''} {', '.join(chosen) or 'none'}"


def _chosen(extractions: Sequence[Extraction]) -> list[str]:
    return sorted({extraction.theatre for extraction in extractions if extraction.theatre is not None})
