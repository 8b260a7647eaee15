"""What a person should look at: names not resolved, aid points without a place, doubtful claims, conflicts."""

import json
from enum import StrEnum
from typing import Any

import geopandas
import pandas as pd

from contested.atlas.decided import Decided
from contested.model import ControlStatus, Dispute, MapRole, MentionKind
from contested.store import mention_target

LEAST_RESOLUTION = 0.6  # below, the reading of the place is listed; chosen, not measured
LEAST_EXTRACTION = 0.5  # below, the reading of the claim is
_NAMES = (MentionKind.PLACE_THEATRE.value, MentionKind.PLACE_OUTSIDE_THEATRE.value)


class ReviewKind(StrEnum):
    """Why something is to be looked at."""

    UNRESOLVED = "unresolved"  # a name that may be a place, read as none
    UNLOCATED = "unlocated"  # an aid point without a place
    DOUBTFUL = "doubtful"  # a claim read with a low score
    CONFLICT = "conflict"  # a place that is claimed by several, or claimed and denied


COLUMNS = (
    "kind", "id", "article_id", "article_name", "toponym", "place", "sentence", "why", "score", "candidates",
    "claim_ids",
)  # fmt: skip


def listed(
    claims: geopandas.GeoDataFrame,
    mentions: geopandas.GeoDataFrame,
    statuses: geopandas.GeoDataFrame,
    decided: Decided,
) -> pd.DataFrame:
    """Answer one row a thing to look at; what was decided is not listed again.

    Columns: `kind` (a `ReviewKind`), `id` (of the mention, claim or status), `article_id`, `article_name`, `toponym`,
    `place`, `sentence`, `why`, `score` (0–1), `candidates` (JSON: other readings) and `claim_ids` (JSON: the claims
    that hang on it). Rows are in the order of the kinds, the least sure first.
    """
    rows = [*_names(mentions, claims, decided), *_doubtful(claims), *_conflicts(statuses, claims)]
    order = {kind.value: number for number, kind in enumerate(ReviewKind)}
    rows.sort(key=lambda row: (order[row["kind"]], row["score"] if row["score"] is not None else 0.0, row["id"]))
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=object) for name in COLUMNS})


def unresolved(mentions: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Answer the names of places that were read as none, and the aid points without a place."""
    named = mentions["kind"].isin(_NAMES) | (mentions["map"] == MapRole.FEATURE)
    open_names = mentions["place_id"].isna() & named
    answer: geopandas.GeoDataFrame = mentions[open_names | mentions["unlocated"]].reset_index(drop=True)
    return answer


def _names(mentions: geopandas.GeoDataFrame, claims: geopandas.GeoDataFrame, decided: Decided) -> list[dict[str, Any]]:
    hanging: dict[tuple[str, int], list[str]] = {}
    for claim in claims[claims["toponym_start"].notna()][["article_id", "toponym_start", "claim_id"]].to_numpy():
        hanging.setdefault((claim[0], int(claim[1])), []).append(claim[2])
    rows = []
    for row in unresolved(mentions).to_dict("records"):
        if mention_target(row["article_id"], row["start"], row["end"], row["toponym"]) in decided.places:
            continue
        reasons = json.loads(row["reasons"])
        rows.append(
            _row(
                ReviewKind.UNLOCATED if row["unlocated"] else ReviewKind.UNRESOLVED,
                row["mention_id"],
                row,
                why="; ".join(reasons) or "no place of that name is known",
                score=row["score"],
                candidates=row["alternatives"],
            )
        )
        rows[-1]["claim_ids"] = json.dumps(hanging.get((row["article_id"], row["start"]), []))
    return rows


def _doubtful(claims: geopandas.GeoDataFrame) -> list[dict[str, Any]]:
    """List claims with a low score that nobody decided on yet."""
    low_place = claims["resolution_score"] < LEAST_RESOLUTION
    low_claim = claims["extraction_score"] < LEAST_EXTRACTION
    rows = []
    for row in claims[(low_place | low_claim) & claims["review"].isna()].to_dict("records"):
        scores = {"the place": row["resolution_score"], "the claim": row["extraction_score"]}
        least = {"the place": LEAST_RESOLUTION, "the claim": LEAST_EXTRACTION}
        said = [f"{what} was read with {score:.2f}" for what, score in scores.items() if score < least[what]]
        row["sentence"] = row["sentence"] or row["quote"]
        low = min(score for score in scores.values() if not pd.isna(score))
        rows.append(_row(ReviewKind.DOUBTFUL, row["claim_id"], row, why="; ".join(said), score=low))
        rows[-1]["claim_ids"] = json.dumps([row["claim_id"]])
    return rows


def _conflicts(statuses: geopandas.GeoDataFrame, claims: geopandas.GeoDataFrame) -> list[dict[str, Any]]:
    """List contested places of which a claim was not looked at yet."""
    seen = set(claims.loc[claims["review"].notna(), "claim_id"])
    rival = (statuses["control"] == ControlStatus.CONTESTED) | (statuses["dispute"] == Dispute.RIVAL_CLAIMS)
    rows = []
    for row in statuses[rival].to_dict("records"):
        ids = json.loads(row["claim_ids"])
        if seen.issuperset(ids):
            continue
        given = {**row, "article_id": None, "article_name": None, "toponym": None, "sentence": None}
        rows.append(_row(ReviewKind.CONFLICT, row["status_id"], given, why=row["why"], score=row["confidence"]))
        rows[-1]["claim_ids"] = row["claim_ids"]
    return rows


def _row(
    kind: ReviewKind, of: str, row: dict[str, Any], *, why: str, score: float, candidates: str = "[]"
) -> dict[str, Any]:
    part = f"{row['part_text']} " if row.get("part_text") else ""
    return {
        "kind": kind.value,
        "id": of,
        "article_id": row["article_id"],
        "article_name": row["article_name"],
        "toponym": row["toponym"],
        "place": f"{part}{row['place']}" if row["place"] else None,
        "sentence": row["sentence"],
        "why": why,
        "score": None if pd.isna(score) else float(score),
        "candidates": candidates,
        "claim_ids": "[]",
    }
