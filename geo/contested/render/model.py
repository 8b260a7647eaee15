"""The page model: everything a page shows, as plain JSON, from frames. No clock, no chance, no time of recording.

`page_model` answers one dict, whose records `page_types` describes and docs/page-model.md lists.
"""

import json
from collections import Counter
from typing import Any

import geopandas as gpd

from contested.frame import CLAIMS, MENTIONS, conform, edition
from contested.gazetteer.theatre import Theatre
from contested.model import MapRole
from contested.render.claims_of import articles_of, claim_dict, silent_articles
from contested.render.colours import actor_colours
from contested.render.context import context_layers, map_credits, named_places, theatre_dict
from contested.render.layers import layer_dict
from contested.render.options import MapOptions, PageLanguage
from contested.render.rows import Row, day_of, rows, shortened
from contested.render.shapes import crosses_antimeridian
from contested.render.sites import SiteBook
from contested.render.statuses import StatusBook, View, changes
from contested.render.told import actor_labels, reason, script_words
from contested.render.words import Words, counted, filled, load_words
from contested.status import Basis

SCHEMA = "contested-page/2"
_DATED_BY_DAY = {None, "day", "minute"}


def page_model(
    claims: gpd.GeoDataFrame, *, theatre: Theatre | None = None, options: MapOptions | None = None
) -> dict[str, Any]:
    """Answer the page model of a claims frame (EPSG:4326), as `page_types.PageModel` describes it.

    The same frame, theatre and options give an equal dict, whatever the order of the rows.
    Raises `FrameError` or `CRSError` for a frame that does not follow the claims schema.
    """
    options = options or MapOptions()
    words = load_words(options.language)
    frame, withheld = edition(conform(claims, CLAIMS, keep_extra=True), options.profile)
    frame = frame.sort_values(
        ["published", "article_id", "start", "end", "claim_id"], na_position="last", ignore_index=True
    )
    wrap = crosses_antimeridian(frame.geometry[frame.geometry.notna()].bounds.to_numpy())
    listed = list(rows(frame))
    articles = articles_of([row for row, _ in listed])
    days = sorted({article["day"] for article in articles if article["day"] is not None})
    article_at = {article["id"]: position for position, article in enumerate(articles)}
    numbers = {row["claim_id"]: position for position, (row, _) in enumerate(listed)}
    book = SiteBook(words=words, language=options.language.value, theatre=theatre, shift=wrap)
    claim_list = []
    for row, _ in listed:
        claim_list.append(claim_dict(row, article_at[row["article_id"]], days))
    sides = {actor.id: actor.side for actor in theatre.actors if actor.side} if theatre else {}
    told = StatusBook(place=book.place, numbers=numbers)
    statuses = told.listed
    view = View(as_of=options.as_of, sides=sides)
    known = told.runs(frame, days, view=view, basis=Basis.KNOWN)
    alike = all(claim["since"] == claim["day"] for claim in claim_list)  # nothing was told later than it was so
    runs = {"known": known, "valid": known if alike else told.runs(frame, days, view=view, basis=Basis.VALID)}
    _assign_sites(claim_list, listed, statuses, book)
    labels = actor_labels(theatre, language=options.language.value)
    sides_of = actor_colours(
        _parties(statuses, claim_list), actors=theatre.actors if theatre else (), chosen=options.theme.colours
    )
    model = {
        "schema": SCHEMA,
        "language": options.language.value,
        "direction": options.language.direction,
        "newest": days[-1] if days else None,
        "as_of": day_of(options.as_of) if options.as_of else None,
        "days": days,
        "theatre": theatre_dict(theatre, language=options.language.value),
        "credits": map_credits(theatre, words),
        "credit": options.theme.credit,
        "notice": words["page.public_notice"] if withheld else None,
        "articles": articles,
        "silent": silent_articles(options.articles, set(article_at), options.profile),
        "actors": sides_of,
        "labels": {name: labels[name] for name in _named(statuses, claim_list, sides_of) if name in labels},
        "sites": book.listed,
        "claims": claim_list,
        "statuses": statuses,
        "runs": runs,
        "reasons": [reason(why, words, labels) for why in told.reasons],
        "changes": {basis: changes(found, statuses, claim_list) for basis, found in runs.items()},
        "unlocated": [number for number, run in enumerate(statuses) if _unlocated(run, book)],
        **_lists(claim_list, book.listed),
        "unresolved": _unresolved(options, claims),
        "context": context_layers(theatre, language=options.language.value),
        "places": named_places(theatre, language=options.language.value),
        "layers": [layer_dict(layer, shift=wrap) for layer in options.layers],
        "shifted": wrap,
        "words": script_words(
            words, statuses, (site["kind"] for site in book.listed), english=options.language is PageLanguage.EN
        ),
    }
    title = options.title or options.theme.title
    return model | {"title": title or _title(model, words), "own_title": not title, "summary": summary(model, words)}


def _assign_sites(
    claim_list: list[dict[str, Any]], listed: list[tuple[Row, Any]], statuses: list[dict[str, Any]], book: SiteBook
) -> None:
    """Give each claim the site of the status it belongs to, otherwise one of its own."""
    owner: dict[int, int] = {}
    for run in statuses:
        if run["site"] is not None:
            for number in (*run["claims"], *(claim for claim, _ in run["aside"])):
                owner.setdefault(number, run["site"])
    for number, (claim, (row, geometry)) in enumerate(zip(claim_list, listed, strict=True)):
        claim["site"] = owner[number] if number in owner else book.place(row, geometry)


def _lists(claim_list: list[dict[str, Any]], sites: list[dict[str, Any]]) -> dict[str, list[int]]:
    """Answer the claims that are not drawn, by why: placeless, by_name (no geometry), whole, outside."""
    found: dict[str, list[int]] = {"by_name": [], "whole": [], "outside": [], "placeless": []}
    for number, claim in enumerate(claim_list):
        site = None if claim["site"] is None else sites[claim["site"]]
        if site is not None and site["left_out"]:
            found[site["left_out"]].append(number)
        elif claim["aid"] is None and (site is None or site["geometry"] is None):
            found["placeless" if site is None else "by_name"].append(number)
    return found


def _unlocated(run: dict[str, Any], book: SiteBook) -> bool:
    if run["aid"] is None or (run["site"] is not None and book.listed[run["site"]]["left_out"]):
        return False
    return run["site"] is None or book.listed[run["site"]]["geometry"] is None


def _parties(statuses: list[dict[str, Any]], claim_list: list[dict[str, Any]]) -> list[str]:
    """Answer holders and disputants, then other actors of claims on control, each by how often they are named."""
    first = Counter(name for run in statuses for name in (*run["holder"], *run["disputed_by"]))
    second = Counter(claim["actor"] for claim in claim_list if claim["family"] == "control" and claim["actor"])
    return [
        name for count in (first, second) for name, _ in sorted(count.items(), key=lambda item: (-item[1], item[0]))
    ]


def _named(
    statuses: list[dict[str, Any]], claim_list: list[dict[str, Any]], actors: dict[str, dict[str, str]]
) -> list[str]:
    """Answer whom statuses and claims name, and their sides, in alphabetical order."""
    found: set[str | None] = {*actors, *(entry["side"] for entry in actors.values())}
    for run in statuses:
        found.update((*run["holder"], *run["disputed_by"], (run["aid"] or {}).get("operator")))
    for claim in claim_list:
        found.update((claim["actor"], *claim["chain"], (claim["aid"] or {}).get("operator")))
    return sorted(name for name in found if name is not None)


def _unresolved(options: MapOptions, claims: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Answer the names that may be places and were read as none, with their sentence."""
    if options.mentions is None:
        return []
    mentions, _ = edition(conform(options.mentions, MENTIONS, keep_extra=True), options.profile, beside=claims)
    found = []
    for row, _ in rows(mentions):
        if row["place_id"] is not None or row["map"] != MapRole.FEATURE or row["unlocated"]:
            continue
        at = row["sentence"].find(row["toponym"])
        around, short = (
            shortened(row["sentence"], at, at + len(row["toponym"])) if at >= 0 else shortened(row["sentence"])
        )
        found.append(
            {
                "toponym": row["toponym"],
                "sentence": around,
                "short": short,
                "article_name": row["article_name"],
                "reasons": json.loads(row["reasons"]),
                "order": [row["article_id"], row["start"]],
            }
        )
    return sorted(found, key=lambda entry: entry.pop("order"))


def _title(model: dict[str, Any], words: Words) -> str:
    theatre = model["theatre"]
    return filled(words["page.title"], theatre=theatre["title"]) if theatre else words["page.title_plain"]


def summary(model: dict[str, Any], words: Words) -> str:
    """Answer one sentence: how much of what the page shows on its last day, from how many articles."""
    end = max(0, len(model["days"]) - 1)
    showing = {status for status, _, last in model["runs"]["known"] if last == end}
    last = [model["statuses"][number] for number in sorted(showing)]
    on_map = {number for number, site in enumerate(model["sites"]) if site["geometry"] and not site["left_out"]}
    drawn = [run for run in last if run["site"] in on_map]
    control = {run["site"]: run for run in drawn if run["control"] != "unknown" or run["contested"]}
    events = {
        claim["site"]
        for claim in model["claims"]
        if claim["site"] in on_map
        and claim["aid"] is None
        and (claim["family"] == "other" or claim["site"] not in control)
    }
    counts = (
        ("page.contested", sum(run["contested"] for run in control.values())),
        ("page.held", sum(not run["contested"] for run in control.values())),
        ("page.aid", len({run["line"] for run in drawn if run["aid"]})),
        ("page.events", len(events)),
        ("page.unplaced", len([number for number in model["unlocated"] if number in showing])),
    )
    phrases = [counted(words, key, count) for key, count in counts if count]
    if not phrases:
        return f"{words['page.nothing']}."
    joined = words["page.comma"].join(phrases[:-1])
    joined = f"{joined}{words['page.and']}{phrases[-1]}" if joined else phrases[-1]
    return f"{joined}{words['page.comma']}{counted(words, 'page.from_articles', len(model['articles']))}."
