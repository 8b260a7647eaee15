"""Write an extraction as one line of JSON: mentions, claims and unlocated aid points, with offsets."""

import json
from typing import Any

from contested.model import Claim, Extraction, Resolution


def to_jsonl(extraction: Extraction) -> str:
    """Answer one JSON document without line breaks: `doc_id`, `mentions`, `claims`, `unlocated`.

    A claim's `places` are indexes into `mentions`. Radii and distances are kilometres, coordinates degrees.
    """
    index = {(r.mention.start, r.mention.end): i for i, r in enumerate(extraction.resolutions)}
    return json.dumps(
        {
            "doc_id": extraction.article.name or extraction.article.id,
            "theatre": extraction.theatre,
            "mentions": [_mention(r) for r in extraction.resolutions],
            "claims": [_claim(c, index) for c in extraction.claims],
            "unlocated": [
                {"start": m.start, "end": m.end, "text": m.toponym, "kind": _unlocated_kind(extraction, m.start, m.end)}
                for m in extraction.unlocated
            ],
        },
        ensure_ascii=False,
    )


def _unlocated_kind(extraction: Extraction, start: int, end: int) -> str | None:
    for claim in extraction.claims:
        if claim.aid_update is not None and claim.start <= start and end <= claim.end:
            return claim.aid_update.kind.value
    return None


def _mention(resolution: Resolution) -> dict[str, Any]:
    mention, place = resolution.mention, resolution.place
    point = place.footprint.representative_point() if place is not None and place.footprint is not None else None
    radius = resolution.radius_m if resolution.radius_m is not None else (place.radius_m if place else None)
    part = mention.part
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.toponym,
        "kind": mention.kind.value,
        "map": mention.map.value,
        "place": None
        if place is None
        else {
            "id": place.id,
            "name": place.name,
            "country": place.country,
            "lat": round(point.y, 6) if point is not None else None,
            "lon": round(point.x, 6) if point is not None else None,
            "radius_km": round(radius / 1000, 3) if radius is not None else None,
            "geonameid": _geonameid(place.id),
        },
        "modifier": None
        if part is None
        else {
            "kind": part.kind.value,
            "direction": part.direction.value if part.direction is not None else None,
            "distance_km": part.distance_km,
            "text": part.text,
        },
        "score": resolution.score,
        "reasons": list(resolution.reasons),
    }


def _geonameid(place_id: str) -> int | None:
    gazetteer, _, key = place_id.partition(":")
    return (
        int(key) if gazetteer == "world" and key.isdigit() else None
    )  # the world's keys are GeoNames' where they are numbers


def _claim(claim: Claim, index: dict[tuple[int, int], int]) -> dict[str, Any]:
    places = []
    if claim.resolution is not None:
        key = (claim.resolution.mention.start, claim.resolution.mention.end)
        places = [index[key]] if key in index else []
    control, aid = claim.control_update, claim.aid_update
    return {
        "id": claim.id,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "predicate": claim.predicate.value,
        "actor": claim.actor,
        "places": places,
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "epistemic": claim.epistemic.value,
        "time": {
            "relation": claim.time_relation.value,
            "date": claim.valid_from.date().isoformat() if claim.valid_from is not None else None,
            "precision": claim.time_precision.value if claim.time_precision is not None else None,
        },
        "source_chain": [source.name for source in claim.source_chain],
        "changes_state": claim.changes_state,
        "control": None
        if control is None
        else {"status": control.status.value, "holder": control.holder, "dispute": control.dispute.value},
        "aid": None if aid is None else {"kind": aid.kind.value, "status": aid.status.value},
        "rule": claim.rule,
    }
