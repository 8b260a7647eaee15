"""Ask a million claims against 600 areas and 1,000 aid points: contested, plain GeoPandas and PostGIS, in one run.

usage: query.py [--claims N] [--postgres DSN] [--repeat N]

CPU seconds, the best of the repeats: of this process, and for PostGIS those of its backend. Each engine answers how
many rows it found, so that one sees what is the same question: within areas all three are to agree; within 5 km the
truth is geodesic, GeoPandas can only measure on a plane (here UTM), PostGIS measures on the ellipsoid by `geography`.
The loading of data and the building of PostGIS' indexes are not counted; GeoPandas' and our trees are. GeoPandas and
PostGIS are asked in two ways each, since neither way is always the faster.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pandas as pd
import shapely

from contested.frame import CLAIMS, conform
from contested.query import near, within
from contested.where import read_filter
from contested.where.evaluate import evaluate

WEST, SOUTH, SIZE = 30.0, 45.0, 6.0  # invented ground, about as large as southern Ukraine
KM = 5.0
SEED = 20250710


def ground(count: int) -> tuple[geopandas.GeoDataFrame, geopandas.GeoDataFrame, geopandas.GeoDataFrame]:
    """Make claims, areas and aid points: claims crowd around places, areas are cells with ragged borders."""
    chance = np.random.default_rng(SEED)
    centres = chance.uniform(0, SIZE, (400, 2))
    spots = centres[chance.integers(0, len(centres), count)] + chance.normal(0, 0.12, (count, 2))
    points = shapely.points(spots + np.array([WEST, SOUTH]))
    frame = geopandas.GeoDataFrame(_cells(chance, count), geometry=points, crs="EPSG:4326")
    aid = shapely.points(chance.uniform(0, SIZE, (1_000, 2)) + np.array([WEST, SOUTH]))
    return (
        frame,
        geopandas.GeoDataFrame({"n": range(600)}, geometry=_areas(chance), crs="EPSG:4326"),
        geopandas.GeoDataFrame({"n": range(1_000)}, geometry=aid, crs="EPSG:4326"),
    )


def _cells(chance: np.random.Generator, count: int) -> dict[str, Any]:
    """Make the columns of a claims frame."""
    cells: dict[str, Any] = {}
    for column in CLAIMS.columns:
        if column.name == "geometry":
            continue
        kind = column.dtype.value
        if column.vocabulary:
            cells[column.name] = np.array(column.vocabulary, dtype=object)[
                chance.integers(0, len(column.vocabulary), count)
            ]
        elif kind == "object":
            cells[column.name] = np.array([f"{column.name} {n}" for n in range(50)], dtype=object)[
                chance.integers(0, 50, count)
            ]
        elif kind.startswith("datetime"):
            days = chance.integers(0, 300, count).astype("timedelta64[D]")
            cells[column.name] = pd.Series(np.datetime64("2025-01-01", "us") + days).dt.tz_localize("UTC")
        elif kind == "bool":
            cells[column.name] = chance.integers(0, 2, count).astype(bool)
        elif kind == "Int64":
            cells[column.name] = pd.array(chance.integers(0, 7, count), dtype="Int64")
        else:
            cells[column.name] = chance.integers(0, 1000, count).astype(kind)
    cells["claim_id"] = np.array([f"c{n}" for n in range(count)], dtype=object)
    cells["radius_m"] = np.full(count, np.nan)
    for column in CLAIMS.columns:
        if column.unit == "JSON":
            cells[column.name] = np.full(count, None, dtype=object)
    return cells


def _areas(chance: np.random.Generator) -> Any:
    """Make 600 areas of some 200 corners, a little apart."""
    made = []
    step = SIZE / 25
    turns = np.linspace(0, 2 * np.pi, 200, endpoint=False)
    for n in range(600):
        x, y = WEST + (n % 25 + 0.5) * step, SOUTH + (n // 25 + 0.5) * step
        far = step * 0.45 * (1 + 0.1 * np.cumsum(chance.normal(0, 0.1, len(turns))).clip(-1, 1))
        made.append(shapely.Polygon(np.column_stack([x + far * np.cos(turns), y + far * np.sin(turns)])))
    return np.array(made)


# ------------------------------------------------------------------------------------------- the three engines


def plain_within(frame: geopandas.GeoDataFrame, areas: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Answer the rows in any area, by the tree of the rows."""
    frame = geopandas.GeoDataFrame(frame)  # without the tree of an earlier question
    return frame.iloc[np.unique(frame.sindex.query(areas.geometry, predicate="contains")[1])]


def joined_within(frame: geopandas.GeoDataFrame, areas: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Answer the rows in any area, by a join."""
    joined = geopandas.sjoin(geopandas.GeoDataFrame(frame), areas[["geometry"]], predicate="within")
    return joined[~joined.index.duplicated()]


def plain_near(frame: geopandas.GeoDataFrame, aid: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Answer the rows within 5 km with their distance on a UTM plane, nearest first."""
    utm = frame.estimate_utm_crs()
    joined = geopandas.sjoin_nearest(
        frame.to_crs(utm), aid[["geometry"]].to_crs(utm), max_distance=KM * 1000, distance_col="distance_m"
    )
    return joined[~joined.index.duplicated()].sort_values("distance_m")


def tree_near(frame: geopandas.GeoDataFrame, aid: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Answer the same by a tree of the aid points."""
    utm = frame.estimate_utm_crs()
    rows, others = frame.to_crs(utm).geometry, aid[["geometry"]].to_crs(utm)
    left, right = others.sindex.query(rows, predicate="dwithin", distance=KM * 1000)
    metres = np.full(len(frame), np.inf)
    np.minimum.at(metres, left, shapely.distance(rows.to_numpy()[left], others.geometry.to_numpy()[right]))
    near_ones = np.flatnonzero(np.isfinite(metres))
    near_ones = near_ones[np.argsort(metres[near_ones])]
    return frame.iloc[near_ones].assign(distance_m=metres[near_ones])


class PostGIS:
    """The same questions to a PostGIS, over psycopg."""

    def __init__(self, dsn: str) -> None:
        import psycopg

        self.db = psycopg.connect(dsn, autocommit=True)
        self.db.execute("CREATE EXTENSION IF NOT EXISTS postgis")
        self.db.execute("DROP TABLE IF EXISTS bench_claims, bench_areas, bench_aid")

    def load(self, name: str, frame: geopandas.GeoDataFrame) -> None:
        """Copy id and geometry into a table, with the indexes both questions need."""
        self.db.execute(f"CREATE TABLE bench_{name} (id int, geom geometry(Geometry, 4326))")
        with self.db.cursor().copy(f"COPY bench_{name} FROM STDIN") as copy:
            for number, wkb in enumerate(shapely.to_wkb(frame.geometry.to_numpy(), hex=True, include_srid=True)):
                copy.write_row((number, wkb))
        self.db.execute(f"UPDATE bench_{name} SET geom = ST_SetSRID(geom, 4326)")
        self.db.execute(f"CREATE INDEX ON bench_{name} USING gist (geom)")
        self.db.execute(f"CREATE INDEX ON bench_{name} USING gist ((geom::geography))")
        self.db.execute(f"VACUUM ANALYZE bench_{name}")

    def cpu(self) -> float:
        """Answer the CPU seconds of the backend so far."""
        pid = self.db.execute("SELECT pg_backend_pid()").fetchone()[0]
        ticks = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(ticks[11]) + int(ticks[12])) / 100

    def ask(self, sql: str) -> list[Any]:
        """Answer the rows, without parallel workers, whose time is not the backend's."""
        self.db.execute("SET max_parallel_workers_per_gather = 0; SET jit = off")
        return self.db.execute(sql).fetchall()


PG_WITHIN = "SELECT c.id FROM bench_claims c WHERE EXISTS (SELECT FROM bench_areas a WHERE ST_Within(c.geom, a.geom))"
PG_WITHIN_BY_AREA = """SELECT DISTINCT c.id FROM bench_areas a, LATERAL (SELECT c.id FROM bench_claims c
WHERE ST_Within(c.geom, a.geom) OFFSET 0) c"""
PG_NEAR = f"""SELECT c.id, min(ST_Distance(c.geom::geography, a.geom::geography)) FROM bench_aid a JOIN bench_claims c
ON ST_DWithin(c.geom::geography, a.geom::geography, {KM * 1000}) GROUP BY c.id"""
PG_NEAR_BY_POINT = f"""SELECT c.id, min(c.metres) FROM bench_aid a, LATERAL (SELECT c.id,
ST_Distance(c.geom::geography, a.geom::geography) AS metres FROM bench_claims c
WHERE ST_DWithin(c.geom::geography, a.geom::geography, {KM * 1000})) c GROUP BY c.id"""


def best(repeat: int, ask: Callable[[], Any], clock: Callable[[], float] = time.process_time) -> tuple[float, int]:
    """Answer the least CPU seconds and the number of rows."""
    seconds, rows = [], 0
    for _ in range(repeat):
        start = clock()
        rows = len(ask())
        seconds.append(clock() - start)
    return min(seconds), rows


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--postgres", metavar="DSN", help="without it PostGIS is left out")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    frame, areas, aid = ground(options.claims)
    frame = conform(frame, CLAIMS)
    bare = frame[["claim_id", "geometry"]]  # PostGIS is asked for no more either
    print(f"{len(frame):,} claims, {len(areas)} areas, {len(aid):,} aid points; CPU seconds, best of {options.repeat}")
    results: dict[str, dict[str, tuple[float, int]]] = {
        "within 600 areas": {
            "contested": best(options.repeat, lambda: within(bare, areas)),
            "geopandas, by tree": best(options.repeat, lambda: plain_within(bare, areas)),
            "geopandas, by join": best(options.repeat, lambda: joined_within(bare, areas)),
        },
        f"within {KM:g} km of an aid point": {
            "contested": best(options.repeat, lambda: near(bare, aid, km=KM)),
            "geopandas on a plane, join": best(options.repeat, lambda: plain_near(bare, aid)),
            "geopandas on a plane, tree": best(options.repeat, lambda: tree_near(bare, aid)),
        },
    }
    if options.postgres:
        engine = PostGIS(options.postgres)
        for name, layer in (("claims", frame), ("areas", areas), ("aid", aid)):
            engine.load(name, layer)
        ways = ((PG_WITHIN, PG_WITHIN_BY_AREA), (PG_NEAR, PG_NEAR_BY_POINT))
        for answers, sqls in zip(results.values(), ways, strict=True):
            for word, sql in zip(("by row", "by area"), sqls, strict=True):
                answers[f"PostGIS, {word}"] = best(options.repeat, lambda sql=sql: engine.ask(sql), engine.cpu)
    text = "control = 'contested' AND published >= DATE('2025-07-01') AND place LIKE 'place 1%'"
    filter_ = read_filter(text, CLAIMS)
    results[text] = {
        "contested": best(options.repeat, lambda: frame[evaluate(filter_, frame)]),
        "pandas": best(options.repeat, lambda: plain_filter(frame)),
    }
    for question, answers in results.items():
        print(f"\n{question}")
        ours = answers["contested"][0]
        for engine_name, (seconds, rows) in answers.items():
            print(f"  {engine_name:26} {seconds:7.2f} s  {rows:9,} rows  {seconds / ours:5.2f} × ours")


def plain_filter(frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Answer the same filter as a pandas user writes it."""
    since = frame["published"] >= pd.Timestamp("2025-07-01", tz="UTC")
    return frame[(frame["control"] == "contested") & since & frame["place"].str.startswith("place 1")]


if __name__ == "__main__":
    main()
