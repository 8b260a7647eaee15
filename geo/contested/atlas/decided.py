"""Frames as reviewers decided them: what they rejected is marked, places and actors are those they gave.

Neither a claim nor a mention is ever edited in the store; this is a view of it. A decision on a claim holds on for the
same statement as a newer reader words it: the same predicate at the same words of the same article.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas
import numpy as np
import pandas as pd
import shapely

from contested.frame import CLAIMS, CRS, MENTIONS, Schema, conform
from contested.store import DecisionKind, Selection, Store, mention_target

_VERDICTS = (DecisionKind.ACCEPT.value, DecisionKind.REJECT.value)
_STATEMENT = ("article_id", "start", "end", "predicate")
_NO_PLACE = (
    "place_id", "place", "place_names", "place_kind", "parent", "country", "pcode", "radius_m", "where_prec",
    "geo_precision", "place_source", "certainty", "resolution_score", "score",
)  # fmt: skip
Taken = Mapping[Any, Any]  # one row of the table of decisions


@dataclass(frozen=True, kw_only=True)
class Decided:
    """The decisions that count: verdicts and actors by claim, verdicts by article, places by mention.

    `statements` maps what the decided claims say, where, to their ids. `kept` are the settings that hold the cells of
    the places and the labels of the actors that were decided on.
    """

    verdicts: Mapping[str, Taken]
    actors: Mapping[str, Taken]
    places: Mapping[str, Taken]
    statements: Mapping[tuple[Any, ...], str]
    articles: frozenset[str]  # outside of which nothing was decided
    kept: Mapping[str, str]

    def __bool__(self) -> bool:
        return bool(self.verdicts or self.actors or self.places)

    def on(self, table: Mapping[str, Taken], row: Mapping[str, Any]) -> Taken | None:
        """Answer the decision on a claim: on itself, on the same statement in other words, or on its article."""
        taken = table.get(row["claim_id"])
        if taken is None:
            before = self.statements.get(tuple(row[name] for name in _STATEMENT))
            taken = table.get(before) if before is not None else None
        return taken if taken is not None else table.get(row["article_id"])


def settled(store: Store, decisions: pd.DataFrame) -> Decided:
    """Answer which of `decisions` (as a store lists them) count: of several on one target the latest."""
    tables: dict[str, dict[str, Taken]] = {"verdicts": {}, "actors": {}, "places": {}}
    for taken in decisions.to_dict("records"):
        kind = taken["kind"]
        name = "verdicts" if kind in _VERDICTS else "actors" if kind == DecisionKind.ACTOR else "places"
        tables[name][taken["target"]] = taken
    targets = {*tables["verdicts"], *tables["actors"]}
    statements: dict[tuple[Any, ...], str] = {}
    if targets:
        said = store.claims(Selection(claim_ids=tuple(sorted(targets)), include_superseded=True))
        for row in said[["claim_id", *_STATEMENT]].to_dict("records"):
            statements[tuple(row[name] for name in _STATEMENT)] = row["claim_id"]
    articles = {*targets, *(target.partition(":")[0] for target in tables["places"])}
    return Decided(
        **tables,
        statements=statements,
        articles=frozenset(articles | {statement[0] for statement in statements}),
        kept=store.settings() if any(tables.values()) else {},
    )


def kept_place(target: str, place_id: str) -> str:
    """Answer the key of the setting that keeps the cells of a place that a mention was resolved to."""
    return f"place {place_id} of {target}"


def kept_actor(actor_id: str) -> str:
    """Answer the key of the setting that keeps the label of an actor that a claim was given."""
    return f"actor {actor_id}"


def cells_as_text(cells: Mapping[str, object]) -> str:
    """Answer the cells of a place as JSON, the geometry as WKB in hexadecimal digits."""
    shape: Any = cells.get("geometry")
    return json.dumps({**cells, "geometry": shapely.to_wkb(shape, hex=True) if shape is not None else None})


def apply_to_claims(claims: geopandas.GeoDataFrame, decided: Decided) -> geopandas.GeoDataFrame:
    """Answer a claims frame as it was decided; the input is left unchanged."""
    return _applied(claims, CLAIMS, decided, _decide_claim)


def apply_to_mentions(mentions: geopandas.GeoDataFrame, decided: Decided) -> geopandas.GeoDataFrame:
    """Answer a mentions frame with the places that were decided; the input is left unchanged."""
    return _applied(mentions, MENTIONS, decided, _decide_mention)


def _applied(
    frame: geopandas.GeoDataFrame,
    schema: Schema,
    decided: Decided,
    decide: Callable[[dict[str, Any], Decided], None],
) -> geopandas.GeoDataFrame:
    """Answer `frame` with `decide` applied to the rows of the articles that something was decided about."""
    concerned = frame["article_id"].isin(decided.articles).to_numpy()
    if not concerned.any():
        return frame
    rows = frame[concerned].to_dict("records")
    for row in rows:
        decide(row, decided)
    done = _framed(rows, schema).set_index(np.flatnonzero(concerned))
    if concerned.all():
        return done
    answer: geopandas.GeoDataFrame = pd.concat([frame.reset_index(drop=True)[~concerned], done]).sort_index()
    return answer


def _decide_claim(row: dict[str, Any], decided: Decided) -> None:
    target = _target(row, "toponym_start", "toponym_end")
    place = decided.places.get(target) if target is not None else None
    notes = []
    if target is not None and place is not None:
        _give_place(row, place, target, decided.kept)
        notes.append(_note("place corrected" if place["value"] else "read as no place", place))
    actor = decided.on(decided.actors, row)
    if actor is not None:
        _give_actor(row, actor, decided.kept)
        notes.append(_note("actor corrected", actor))
    verdict = decided.on(decided.verdicts, row)
    if verdict is not None:
        row["rejected"] = verdict["kind"] == DecisionKind.REJECT
        notes.append(_note("rejected" if row["rejected"] else "accepted", verdict))
    row["review"] = "; ".join(notes) or None


def _decide_mention(row: dict[str, Any], decided: Decided) -> None:
    target = _target(row, "start", "end")
    place = decided.places.get(target) if target is not None else None
    if target is None or place is None:
        return
    _give_place(row, place, target, decided.kept)
    row["unlocated"] = False
    row["reasons"] = json.dumps([_note("resolved" if place["value"] else "no place", place)], ensure_ascii=False)


def _target(row: Mapping[str, Any], start: str, end: str) -> str | None:
    if row["toponym"] is None or pd.isna(row[start]):
        return None
    return mention_target(row["article_id"], int(row[start]), int(row[end]), row["toponym"])


def _give_place(row: dict[str, Any], taken: Taken, target: str, kept: Mapping[str, str]) -> None:
    row.update({name: None for name in _NO_PLACE if name in row}, geometry=None, inferred_extent=False)
    if taken["value"] is None:
        return
    cells = json.loads(kept.get(kept_place(target, taken["value"]), "{}"))
    shape = cells.pop("geometry", None)
    row.update({name: value for name, value in cells.items() if name in row}, place_id=taken["value"])
    row["geometry"] = shapely.from_wkb(shape) if shape is not None else None


def _give_actor(row: dict[str, Any], taken: Taken, kept: Mapping[str, str]) -> None:
    label = kept.get(kept_actor(taken["value"]), taken["value"]) if taken["value"] else None
    if row["holder"] is not None and row["holder"] == row["actor"]:
        row["holder"] = label
    row["actor"], row["actor_id"] = label, taken["value"]


def _note(what: str, taken: Taken) -> str:
    why = f": {taken['note']}" if taken["note"] else ""
    return f"{what} by {taken['by']} on {taken['at'].date().isoformat()}{why}"


def _framed(rows: list[dict[str, Any]], schema: Schema) -> geopandas.GeoDataFrame:
    """Answer rows as a frame of `schema`."""
    data: dict[str, Any] = {}
    for column in schema.columns:
        if column.name == "geometry":
            continue
        values = [row[column.name] for row in rows]
        data[column.name] = pd.Series([None if pd.isna(value) else value for value in values], dtype=object)
    shapes = np.empty(len(rows), dtype=object)
    shapes[:] = [row["geometry"] for row in rows]
    return conform(geopandas.GeoDataFrame(data, geometry=geopandas.GeoSeries(shapes, crs=CRS), crs=CRS), schema)
