"""Count and measure: by source, by administrative unit, aid points and the disputed areas near them."""

import geopandas
import numpy as np
import pandas as pd

from contested.errors import FrameError
from contested.frame import CLAIMS, NAMES_JOINED, STATUS, conform
from contested.model import AidStatus
from contested.query.near import near


def by_source(claims: geopandas.GeoDataFrame) -> pd.DataFrame:
    """Count claims by origin: `origin`, `n_claims`, `n_articles`, `n_places`, `newest`, most claims first.

    Raises `FrameError` or `CRSError` when `claims` is not a claims frame.
    """
    claims = conform(claims, CLAIMS, keep_extra=True)
    origin = claims["origin"].fillna(claims["publisher"]).fillna("(not named)")
    counts = claims.groupby(origin.rename("origin")).agg(
        n_claims=("claim_id", "size"),
        n_articles=("article_id", "nunique"),
        n_places=("place_id", "nunique"),
        newest=("published", "max"),
    )
    table: pd.DataFrame = counts.reset_index()
    return table.sort_values(["n_claims", "origin"], ascending=[False, True], ignore_index=True)


def by_admin(status: geopandas.GeoDataFrame, *, level: int = 0) -> pd.DataFrame:
    """Count places by the administrative unit that contains them; level 0 is the largest, 1 the next, and so on.

    Columns: `unit`, `n_places`, `n_contested`, `n_contested_strict`, `n_aid_points`, `n_aid_closed`. Rows whose place
    is in no unit of that level are counted under "(none)". Raises `FrameError` or `CRSError`.
    """
    if level < 0:
        raise FrameError(f"there is no administrative level {level}; 0 is the largest unit, 1 the next")
    status = conform(status, STATUS, keep_extra=True)
    units = status["parent"].str.split(NAMES_JOINED)
    unit = units.str[-1 - level].astype(object).fillna("(none)").rename("unit")
    flags = pd.DataFrame(
        {
            "n_places": status["place_id"],
            "n_contested": status["contested"],
            "n_contested_strict": status["contested_strict"],
            "n_aid_points": status["aid_point"],
            "n_aid_closed": status["aid_status"] == AidStatus.CLOSED,
        }
    )
    sums = {name: (name, "sum") for name in flags.columns if name != "n_places"}
    counts = flags.groupby(unit).agg(n_places=("n_places", "nunique"), **sums)
    return counts.reset_index()


def aid_reachability(
    status: geopandas.GeoDataFrame, *, km: float = 10.0, strict: bool = False
) -> geopandas.GeoDataFrame:
    """Answer all aid points with the distance to the nearest disputed place within `km`.

    `distance_m` is geodesic and empty when none is that near, `nearness` is "certain", "possible" or `None`, `located`
    tells whether the aid point has a geometry at all: without one nothing is known. An aid point at a place that is
    itself in dispute has distance 0. `strict` counts only places whose control is contested. Raises as `near`.
    """
    status = conform(status, STATUS, keep_extra=True)
    points = status[status["aid_point"]]
    areas = status[status["contested_strict" if strict else "contested"]]
    found = near(points, areas, km=km).set_index("status_id")
    answer = points.assign(
        located=points.geometry.notna(),
        distance_m=points["status_id"].map(found["distance_m"]).astype("float64"),
        nearness=points["status_id"].map(found["nearness"]).astype(object),
    )
    answer["nearness"] = answer["nearness"].where(answer["nearness"].notna(), None)
    return answer.sort_values(["distance_m", "status_id"], na_position="last").reset_index(drop=True)


def summary(status: geopandas.GeoDataFrame) -> pd.DataFrame:
    """Count rows by control, dispute and aid status: columns `what`, `value`, `n_rows`, `n_unlocated`, `newest`.

    Raises `FrameError` or `CRSError` when `status` is not a status frame.
    """
    status = conform(status, STATUS, keep_extra=True)
    parts = []
    for what in ("control", "dispute", "aid_status"):
        rows = status[status["aid_point"]] if what == "aid_status" else status
        counts = rows.assign(unlocated=rows.geometry.isna()).groupby(what)
        table = counts.agg(n_rows=("status_id", "size"), n_unlocated=("unlocated", "sum"), newest=("newest", "max"))
        parts.append(table.reset_index().rename(columns={what: "value"}).assign(what=what))
    answer = pd.concat(parts, ignore_index=True)
    ordered: pd.DataFrame = answer[["what", "value", "n_rows", "n_unlocated", "newest"]]
    return ordered.astype({"n_rows": np.int64})
