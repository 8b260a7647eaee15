"""Turn extractions into frames: one row a claim, one row a mention."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import geopandas
import numpy as np
import pandas as pd
from shapely.geometry.base import BaseGeometry

from contested.extract.document import read_document
from contested.frame.columns import CHAIN_JOINED, CLAIMS, MENTIONS, NAMES_JOINED, PARTS_JOINED
from contested.frame.conform import CRS, UTC, conform, empty
from contested.frame.precision import geo_precision, where_prec
from contested.frame.schema import Dtype, Schema
from contested.model import (
    Article,
    Claim,
    ClaimFamily,
    Extraction,
    Part,
    PartKind,
    Place,
    PlaceKind,
    Predicate,
    Resolution,
    Source,
    SourceRole,
    stable_id,
)

_AID_POINT_PREDICATES = frozenset(
    {
        Predicate.AID_POINT_OPENED,
        Predicate.AID_POINT_CLOSED,
        Predicate.AID_POINT_OPERATING,
        Predicate.AID_POINT_ATTACKED,
    }
)
_AID_PLACES = frozenset({PlaceKind.CROSSING, PlaceKind.HOSPITAL, PlaceKind.PORT, PlaceKind.AIRPORT})


def claims_frame(extractions: Iterable[Extraction]) -> geopandas.GeoDataFrame:
    """Build the claims frame of `extractions`, in the order of the articles; a claim met twice is one row.

    Geometries are those of the resolved places and parts, EPSG:4326. A claim without a place, or whose place has no
    geometry, is a row with `None` geometry. Raises `FrameError` when a record breaks the schema.
    """
    rows: dict[str, dict[str, object]] = {}
    for extraction in extractions:
        sentences = _Sentences(extraction.article)
        for claim in extraction.claims:
            if claim.id not in rows:
                rows[claim.id] = _claim_row(claim, extraction, sentences)
    return _frame(list(rows.values()), CLAIMS)


def mentions_frame(extractions: Iterable[Extraction]) -> geopandas.GeoDataFrame:
    """Build the mentions frame of `extractions`: every mention, resolved or not, place or not.

    Geometries are EPSG:4326 or `None`. `reasons` and `alternatives` are JSON.
    Unlocated aid points are rows of their own.
    """
    rows: dict[str, dict[str, object]] = {}
    for extraction in extractions:
        sentences = _Sentences(extraction.article)
        unlocated = {(mention.start, mention.end) for mention in extraction.unlocated}
        resolved = {(resolution.mention.start, resolution.mention.end) for resolution in extraction.resolutions}
        bare = [
            Resolution(mention=mention, place=None, score=0.0, reasons=("an aid point without a place of its own",))
            for mention in extraction.unlocated
            if (mention.start, mention.end) not in resolved
        ]
        for resolution in (*extraction.resolutions, *bare):
            mention = resolution.mention
            row = _mention_row(resolution, extraction, sentences)
            row["unlocated"] = (mention.start, mention.end) in unlocated
            rows.setdefault(str(row["mention_id"]), row)
    return _frame(list(rows.values()), MENTIONS)


def place_cells(resolution: Resolution) -> dict[str, object]:
    """Answer the cells of a claims row that tell its place: who it is, where, how precisely, from which source."""
    place = resolution.place
    return {
        **_place_cells(place),
        **_where_cells(resolution),
        "place_source": place.source if place else None,
        "certainty": place.certainty if place else None,
    }


def _frame(rows: Sequence[Mapping[str, object]], schema: Schema) -> geopandas.GeoDataFrame:
    if not rows:
        return empty(schema)
    data: dict[str, object] = {}
    for column in schema.columns:
        values = [row.get(column.name) for row in rows]
        if column.dtype is Dtype.GEOMETRY:
            continue
        if column.dtype is Dtype.TIME:
            data[column.name] = pd.to_datetime(pd.Series(values, dtype=object), utc=True).astype(UTC)
        else:
            data[column.name] = pd.Series(values, dtype=object)
    shapes = np.empty(len(rows), dtype=object)
    shapes[:] = [row.get("geometry") for row in rows]
    return conform(geopandas.GeoDataFrame(data, geometry=geopandas.GeoSeries(shapes, crs=CRS), crs=CRS), schema)


class _Sentences:
    """The sentences of one article, found by offset."""

    __slots__ = ("_ends", "_starts", "language", "text")

    def __init__(self, article: Article) -> None:
        document = read_document(article)
        self.text = article.text
        self.language = document.language
        self._starts = [sentence.start for sentence in document.sentences]
        self._ends = [sentence.end for sentence in document.sentences]

    def around(self, start: int, end: int) -> str:
        """Answer the whole sentences that `[start, end)` touches, or the span itself where there are none."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = max(first, bisect_right(self._starts, max(start, end - 1)) - 1)
        if not self._starts:
            return self.text[start:end]
        low = min(start, self._starts[first])
        high = max(end, self._ends[last])
        if self._ends[first] <= start:  # the span begins in the gap after a sentence
            low = start
        return self.text[low:high].strip()


# ------------------------------------------------------------------------------------------- rows


def _claim_row(claim: Claim, extraction: Extraction, sentences: _Sentences) -> dict[str, object]:
    article, resolution = extraction.article, claim.resolution
    mention = resolution.mention if resolution else None
    place = resolution.place if resolution else None
    part = mention.part if mention else None
    control, aid = claim.control_update, claim.aid_update
    family = claim.predicate.family
    return {
        "claim_id": claim.id,
        **_article_cells(article),
        "language": sentences.language,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "sentence": sentences.around(claim.start, claim.end),
        **(place_cells(resolution) if resolution else {"inferred_extent": False}),
        "toponym": mention.toponym if mention else None,
        "toponym_start": mention.start if mention else None,
        "toponym_end": mention.end if mention else None,
        **_part_cells(part),
        "part_references": PARTS_JOINED.join(part.references) if part and part.references else None,
        "actor": claim.actor,
        "actor_id": claim.actor_id,
        "predicate": claim.predicate.value,
        "family": family.value,
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "epistemic": claim.epistemic.value,
        "changes_state": claim.changes_state,
        "control": control.status.value if control else None,
        "holder": control.holder if control else None,
        "dispute": control.dispute.value if control else None,
        "disputed_by": NAMES_JOINED.join(control.disputed_by) if control and control.disputed_by else None,
        "aid_point": _is_aid_point(claim, place, family),
        "aid_kind": aid.kind.value if aid else None,
        "aid_status": aid.status.value if aid else None,
        "aid_scope": aid.scope if aid else None,
        "aid_operator": aid.operator if aid else None,
        "aid_since": aid.since if aid else None,
        "aid_until": aid.until if aid else None,
        "aid_name": aid.name if aid else None,
        **_source_cells(claim.source_chain, article),
        "time_relation": claim.time_relation.value,
        "valid_from": claim.valid_from,
        "valid_to": claim.valid_to,
        "time_precision": claim.time_precision.value if claim.time_precision else None,
        "time_text": claim.time_text,
        "recorded_at": claim.recorded_at,
        "rule": claim.rule or None,
        "spans": _json([{"start": s.start, "end": s.end, "role": s.role} for s in claim.spans])
        if claim.spans
        else None,
        "reader": claim.reader,
        "resolution_score": resolution.score if resolution else None,
        "extraction_score": claim.extraction_score,
        "theatre": extraction.theatre,
        "rejected": False,
    }


def _mention_row(resolution: Resolution, extraction: Extraction, sentences: _Sentences) -> dict[str, object]:
    mention = resolution.mention
    return {
        "mention_id": stable_id("mention", mention.article_id, mention.start, mention.end, mention.kind),
        "article_id": mention.article_id,
        "article_name": extraction.article.name,
        "start": mention.start,
        "end": mention.end,
        "toponym": mention.toponym,
        "sentence": sentences.around(mention.start, mention.end),
        "kind": mention.kind.value,
        "map": mention.map.value,
        **_place_cells(resolution.place),
        **_part_cells(mention.part),
        "score": resolution.score,
        "reasons": _json(list(resolution.reasons)),
        "alternatives": _json(
            [
                {
                    "place_id": candidate.place.id,
                    "name": candidate.place.name,
                    "kind": candidate.place.kind.value,
                    "country": candidate.place.country,
                    "score": candidate.score,
                    "reasons": list(candidate.reasons),
                }
                for candidate in resolution.alternatives
            ]
        ),
        **_where_cells(resolution),
        "theatre": extraction.theatre,
    }


def _article_cells(article: Article) -> dict[str, object]:
    return {
        "article_id": article.id,
        "article_name": article.name,
        "title": article.title,
        "outlet": article.outlet,
        "published": _utc(article.published),
        "published_precision": article.published_precision.value if article.published_precision else None,
        "url": article.url,
    }


def _place_cells(place: Place | None) -> dict[str, object]:
    if place is None:
        return {}
    return {
        "place_id": place.id,
        "place": place.name,
        "place_names": _json(dict(place.names)) if place.names else None,
        "place_kind": place.kind.value,
        "parent": NAMES_JOINED.join(place.admin) or None,
        "country": place.country,
        "pcode": place.pcode,
    }


def _part_cells(part: Part | None) -> dict[str, object]:
    if part is None:
        return {}
    return {
        "part_kind": part.kind.value,
        "part_direction": part.direction.value if part.direction else None,
        "part_distance_km": part.distance_km,
        "part_text": part.text,
    }


def _where_cells(resolution: Resolution | None) -> dict[str, object]:
    geometry, radius = _where(resolution)
    if resolution is None or geometry is None:
        return {"inferred_extent": bool(resolution and resolution.inferred_extent)}
    place, part = resolution.place, resolution.mention.part
    code = where_prec(place.kind if place else None, part.kind if part else None, radius)
    return {
        "radius_m": radius,
        "inferred_extent": resolution.inferred_extent,
        "where_prec": code,
        "geo_precision": geo_precision(code),
        "geometry": geometry,
    }


def _where(resolution: Resolution | None) -> tuple[BaseGeometry | None, float | None]:
    """Answer geometry and radius; the footprint of the whole never stands in for a part without a geometry."""
    if resolution is None:
        return None, None
    part = resolution.mention.part
    if resolution.geometry is not None:
        return resolution.geometry, resolution.radius_m
    if resolution.place is None or (part is not None and part.kind is not PartKind.PARENT):
        return None, None
    return resolution.place.footprint, resolution.place.radius_m


def _source_cells(chain: Sequence[Source], article: Article) -> dict[str, object]:
    origin = chain[0] if chain else None
    publisher = chain[-1].name if chain and chain[-1].role is SourceRole.PUBLISHER else article.outlet
    relays = [source.name for source in chain[1:] if source.role is SourceRole.RELAY]
    return {
        "source_chain": CHAIN_JOINED.join(source.name for source in chain) or None,
        "origin": origin.name if origin else None,
        "origin_actor_id": origin.actor_id if origin else None,
        "relay": CHAIN_JOINED.join(relays) or None,
        "publisher": publisher,
    }


def _is_aid_point(claim: Claim, place: Place | None, family: ClaimFamily) -> bool:
    if claim.aid_update is not None or claim.predicate in _AID_POINT_PREDICATES:
        return True
    return family is ClaimFamily.AID and place is not None and place.kind in _AID_PLACES


def _utc(moment: datetime | None) -> pd.Timestamp | None:
    return None if moment is None else pd.Timestamp(moment).tz_convert("UTC")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
