"""What each verb does. A verb answers how many inputs failed; what stops it raises."""

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from contested.articles import SUFFIXES, iter_articles
from contested.articles.published import parse_published
from contested.cli.output import check_output
from contested.cli.parser import UsageError
from contested.cli.say import Voice
from contested.errors import NoArticlesError
from contested.model import Article, Extraction

if TYPE_CHECKING:
    from datetime import datetime

    from geopandas import GeoDataFrame

    from contested.gazetteer.theatre import Theatre

_SHOWN = 20  # complaints and articles that get a line of their own


def _map(options: Namespace, voice: Voice) -> int:
    path = check_output(options.output, suffixes=(".html", ".htm"), inputs=options.articles)
    as_of = _moment(options.as_of, "--as-of")
    articles, failures = _read(options, voice)
    extractions = _extract(articles, options, voice)
    from contested.frame import claims_frame, mentions_frame
    from contested.render import MapOptions, PageLanguage, save

    claims = claims_frame(extractions)
    page = MapOptions(
        title=options.title,
        language=PageLanguage(options.language),
        as_of=as_of,
        mentions=mentions_frame(extractions),
    )
    save(claims, path, theatre=_page_theatre(extractions, options, voice), options=page)
    _made(voice, path, [_places(claims), _unlocated(claims), _count(len(articles), "article"), _theatres(extractions)])
    return failures


def _extract_verb(options: Namespace, voice: Voice) -> int:
    path = check_output(options.output, suffixes=(), inputs=options.articles) if options.output else None
    articles, failures = _read(options, voice)
    from contested.export import write_text
    from contested.extract.jsonl import to_jsonl, to_toponyms

    write_line = to_jsonl if options.format == "jsonl" else to_toponyms
    extractions = _extract(articles, options, voice)
    lines = "".join(f"{write_line(extraction)}\n" for extraction in extractions)
    if path is None:
        sys.stdout.buffer.write(lines.encode())
        sys.stdout.buffer.flush()
        return failures
    write_text(lines, path)
    claims = sum(len(extraction.claims) for extraction in extractions)
    _made(voice, path, [_count(claims, "claim"), _count(len(articles), "article"), _theatres(extractions)])
    return failures


def _claims(options: Namespace, voice: Voice) -> int:
    path = check_output(options.output, suffixes=(".geojson", ".gpkg", ".csv"), inputs=options.articles)
    articles, failures = _read(options, voice)
    extractions = _extract(articles, options, voice)
    from contested.export import write
    from contested.frame import claims_frame
    from contested.status import status

    claims = claims_frame(extractions)
    if path.suffix.lower() == ".gpkg":
        write({"claims": claims, "status": status(claims)}, path)
    else:
        write(claims, path)
    _made(voice, path, [_count(len(claims), "claim"), _places(claims), _count(len(articles), "article")])
    return failures


def _status(options: Namespace, voice: Voice) -> int:
    path = check_output(options.output, suffixes=(".geojson", ".gpkg", ".csv"), inputs=options.articles)
    times = {name: _moment(getattr(options, name), name) for name in ("valid_at", "known_at", "as_of")}
    articles, failures = _read(options, voice)
    extractions = _extract(articles, options, voice)
    from contested.export import write
    from contested.frame import claims_frame
    from contested.status import status

    statuses = status(claims_frame(extractions), **times)
    write(statuses, path)
    contested = int(statuses["contested"].sum())
    _made(
        voice,
        path,
        [_count(len(statuses), "status", "statuses"), f"{contested} contested", _count(len(articles), "article")],
    )
    return failures


def _list_theatres(_options: Namespace, _voice: Voice) -> int:
    from contested.gazetteer.theatre import load_theatre, theatre_names

    theatres = [load_theatre(name) for name in theatre_names()]
    width = max((len(theatre.id) for theatre in theatres), default=0)
    for theatre in theatres:
        print(f"{theatre.id:<{width}}  {theatre.title}: {_count(len(theatre.places), 'place')}, {theatre.country}")
    return 0


RUN: Mapping[str, Callable[[Namespace, Voice], int]] = MappingProxyType(
    {
        "map": _map,
        "extract": _extract_verb,
        "claims": _claims,
        "status": _status,
        "theatres": _list_theatres,
    }
)


# ------------------------------------------------------------------------------------------------ steps


def _read(options: Namespace, voice: Voice) -> tuple[list[Article], int]:
    """Answer the articles, and how many could not be read; raise `NoArticlesError` when none could."""
    voice.listen()
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
    voice.say(f"read {_count(len(articles), 'article')}" + (f"; {failures} could not be read" if failures else ""))
    return articles, failures


def _wanted_theatre(options: Namespace) -> "str | tuple[str, ...] | None":
    """Answer "auto", None, or the names of theatres that exist; raise `UsageError` or `UnknownTheatreError`."""
    names = [name for given in options.theatre or ["auto"] for name in given.split(",") if name]
    if names in (["auto"], ["none"]):
        return "auto" if names == ["auto"] else None
    if not names or {"auto", "none"} & set(names):
        raise UsageError("--theatre takes auto, none, or names; not a mixture")
    from contested.gazetteer.theatre import load_theatre

    for name in names:
        load_theatre(name)
    return tuple(names)


def _extract(articles: Sequence[Article], options: Namespace, voice: Voice) -> list[Extraction]:
    from contested.extract.engine import extract

    wanted = _wanted_theatre(options)
    with voice.bar(len(articles), "article") as bar:
        extractions = extract(articles, theatre=wanted, progress=bar.step)
    if wanted == "auto":
        _tell_theatres(extractions, voice)
    return extractions


def _tell_theatres(extractions: Sequence[Extraction], voice: Voice) -> None:
    for extraction in extractions[:_SHOWN]:
        article = extraction.article
        if extraction.theatre is None:
            why = "names no place of a theatre often enough"
        else:
            named = Counter(
                resolution.place.name
                for resolution in extraction.resolutions
                if resolution.place and resolution.place.id.startswith(f"{extraction.theatre}:")
            )
            why = f"names {', '.join(name for name, _ in named.most_common(3))}"
        voice.say(f"{article.path or article.name}: theatre {extraction.theatre or 'none'}, since it {why}")
    if len(extractions) > _SHOWN:
        chosen = Counter(extraction.theatre or "none" for extraction in extractions[_SHOWN:])
        voice.say(
            "and of the others: " + ", ".join(f"theatre {name} for {number}" for name, number in chosen.most_common())
        )


def _page_theatre(extractions: Sequence[Extraction], options: Namespace, voice: Voice) -> "Theatre | None":
    """Answer the theatre whose outlines lie under the map: the one of all articles, or none."""
    chosen = sorted({extraction.theatre for extraction in extractions if extraction.theatre is not None})
    if len(chosen) != 1:
        if chosen:
            voice.say(f"articles of several theatres ({', '.join(chosen)}) on one map: drawn without their outlines")
        return None
    from contested.gazetteer.theatre import load_theatre

    wanted = _wanted_theatre(options)
    for name in wanted if isinstance(wanted, tuple) else ():
        if (theatre := load_theatre(name)).id == chosen[0]:
            return theatre
    return load_theatre(chosen[0])


def _moment(given: str | None, option: str) -> "datetime | None":
    if given is None:
        return None
    try:
        return parse_published(given)[0]
    except ValueError as error:
        raise UsageError(str(error).replace("published", option, 1)) from error


# ------------------------------------------------------------------------------------------------ words


def _made(voice: Voice, path: Path, parts: Sequence[str]) -> None:
    voice.say(f"{path}: {', '.join(part for part in parts if part)}")


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _places(claims: "GeoDataFrame") -> str:
    drawn = claims[claims.geometry.notna()]
    return _count(len(drawn[["place_id", "part_text"]].drop_duplicates()), "place")


def _unlocated(claims: "GeoDataFrame") -> str:
    from contested.status import status

    statuses = status(claims)
    return _count(int((statuses["aid_point"] & statuses.geometry.isna()).sum()), "unlocated aid point")


def _theatres(extractions: Sequence[Extraction]) -> str:
    chosen = sorted({extraction.theatre for extraction in extractions if extraction.theatre is not None})
    return f"theatre{'s' if len(chosen) > 1 else ''} {', '.join(chosen) or 'none'}"
