"""Questions answered slowly: row by row, pair by pair, in plain Python, to hold the fast answers against."""

import math
from collections import Counter
from functools import cache

import numpy as np
import pyproj
import shapely

GEOD = pyproj.Geod(ellps="WGS84")
_EARTH = pyproj.Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)
TOLERANCE_M = 40.0  # borders are taken as points some 60 m apart
_NONE = {"control": None, "holder": None, "dispute": None, "aid_status": None}


# ------------------------------------------------------------------------------------------- distances


@cache
def _corners(wkb):
    """Answer many points of a shape, in degrees and as places in space; a border has one each 0.0006 degrees."""
    shape = shapely.from_wkb(wkb)
    edge = shape.boundary if shape.geom_type in {"Polygon", "MultiPolygon"} else shape
    xy = shapely.get_coordinates(edge if shape.geom_type == "Point" else shapely.segmentize(edge, 0.0006))
    return xy, np.column_stack(_EARTH.transform(xy[:, 0], xy[:, 1], np.zeros(len(xy))))


@cache
def _far(one, other):
    if shapely.intersects(shapely.from_wkb(one), shapely.from_wkb(other)):
        return 0.0
    (here, in_space), (there, in_space_too) = _corners(one), _corners(other)
    best = np.inf
    for block in np.array_split(np.arange(len(here)), max(1, len(here) * len(there) // 200_000)):
        gaps = np.linalg.norm(in_space[block, None, :] - in_space_too[None, :, :], axis=2)
        i, j = np.unravel_index(gaps.argmin(), gaps.shape)
        best = min(best, GEOD.inv(*here[block[i]], *there[j])[2])
    return float(best)


def far(one, other):
    """Answer the least of the geodesics between points of two shapes, 0 where they touch."""
    return _far(*sorted((one.wkb, other.wkb)))


def _nearness(gaps, limit):
    """Answer how near something is, of (metres, radii together) of each pair."""
    if any(metres + blur <= limit for metres, blur in gaps):
        return "certain"
    return "possible" if any(metres - blur <= limit for metres, blur in gaps) else None


def _clear(answer):
    """Answer what holds within the tolerance: `answer` takes how much is added to each distance."""
    told = {answer(shift) for shift in (-TOLERANCE_M, 0.0, TOLERANCE_M)}
    return told.pop() if len(told) == 1 else "unclear"


def radius(row):
    metres = row.get("radius_m")
    return 0.0 if metres is None or math.isnan(metres) else metres


def slow_near(rows, others, km):
    """Answer the nearness of each row, "unclear" within the tolerance, and its distance to the nearest other."""
    found = []
    for row in rows:
        pairs = [
            (far(row["geometry"], other["geometry"]), radius(row) + radius(other))
            for other in others
            if row["geometry"] is not None and other["geometry"] is not None
        ]
        told = _clear(
            lambda shift, pairs=pairs: _nearness(
                [(metres and max(0.0, metres + shift), blur) for metres, blur in pairs], km * 1000
            )
        )
        found.append((told, min((metres for metres, _ in pairs), default=np.inf)))
    return found


def slow_within(rows, areas):
    """Answer for each row whether it lies in one of the areas: "certain", "possible", `None`, or "unclear"."""
    union = shapely.union_all(areas)
    found = []
    for row in rows:
        shape, reach = row["geometry"], radius(row)
        if shape is None:
            found.append(None)
            continue
        border = far(shape, union.boundary)
        covered, touched = bool(union.covers(shape)), bool(union.intersects(shape))

        def told(shift, *, border=border, covered=covered, touched=touched, reach=reach):
            if covered and (reach == 0 or border + shift >= reach):
                return "certain"
            return "possible" if touched or (reach > 0 and border + shift <= reach) else None

        found.append(_clear(told))
    return found


def slow_between(rows, start, end, km):
    """Answer the nearness of each row to the geodesic between two points."""
    way = [(start.x, start.y), *GEOD.npts(start.x, start.y, end.x, end.y, 1500), (end.x, end.y)]
    return slow_near(rows, [{"geometry": shapely.MultiPoint(way), "radius_m": None}], km)


def slow_counts(areas, features):
    """Answer for each pair of an area and a feature whether it lies in it: "certain", "possible", None, "unclear"."""
    table = []
    for area in areas:
        line = []
        for feature in features:
            shape, what = area["geometry"], feature["geometry"]
            if shape is None:
                line.append(None)
                continue
            blur = radius(area) + radius(feature)
            gap = far(shape, what)
            covered = shape.geom_type == "Polygon" and bool(shape.covers(what))
            border = far(shape.boundary, what) if covered else 0.0

            def told(shift, *, blur=blur, gap=gap, covered=covered, border=border):
                if covered and (blur == 0 or border + shift >= blur):
                    return "certain"
                return "possible" if gap == 0 or (blur > 0 and gap + shift <= blur) else None

            line.append(_clear(told))
        table.append(line)
    return table


# ------------------------------------------------------------------------------------------- rows


def slow_held_by(rows, actor):
    return [
        row["status_id"]
        for row in rows
        if row["holder"] is not None and actor.casefold() in [one.casefold() for one in row["holder"].split("; ")]
    ]


def slow_changed(before, after):
    was = {row["status_id"]: row for row in before}
    found = []
    for row in after:
        old = was.get(row["status_id"], _NONE)
        if row["status_id"] not in was or any(row[name] != old[name] for name in _NONE):
            found.append(
                (
                    row["status_id"],
                    "changed" if row["status_id"] in was else "new",
                    *(old[name] for name in ("control", "holder", "dispute", "aid_status")),
                )
            )
    return found


def slow_rivals(rows):
    parties = {}
    for row in rows:
        if not row["changes_state"] or row["place_id"] is None or row["control"] is None:
            continue
        told = parties.setdefault((row["place_id"], row["part_kind"], row["part_direction"]), (set(), []))
        told[1].append(row["claim_id"])
        denies = row["predicate"] == "denies_capture" or row["control"] == "contested"
        party = row["holder"] or ((row["actor"] or "(denied)") if denies else None)
        if party is not None:
            told[0].add(party)
    return {claim for named, claims in parties.values() if len(named) > 1 for claim in claims}


def slow_timeline(rows, place_id):
    told = []
    for row in rows:
        if row["place_id"] == place_id:
            event, article = (None if row[name] != row[name] else row[name] for name in ("valid_from", "published"))
            when = event if event is not None else article
            word = "event" if event is not None else "article" if article is not None else "undated"
            told.append((when is None, 0.0 if when is None else when.timestamp(), row["claim_id"], word))
    return [(claim, word) for _, _, claim, word in sorted(told)]


def slow_by_source(rows):
    counts, articles, places, newest = Counter(), {}, {}, {}
    for row in rows:
        origin = row["origin"] or row["publisher"] or "(not named)"
        counts[origin] += 1
        articles.setdefault(origin, set()).add(row["article_id"])
        places.setdefault(origin, set()).update({row["place_id"]} - {None})
        newest.setdefault(origin, [])
        if row["published"] == row["published"]:
            newest[origin].append(row["published"])
    return [
        (origin, number, len(articles[origin]), len(places[origin]), max(newest[origin], default=None))
        for origin, number in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    ]


def slow_by_admin(rows, level):
    units = {}
    for row in rows:
        names = row["parent"].split("; ") if row["parent"] is not None else []
        unit = names[-1 - level] if level < len(names) else "(none)"
        told = units.setdefault(unit, [set(), 0, 0, 0, 0])
        told[0].update({row["place_id"]} - {None})
        for at, holds in enumerate(
            (row["contested"], row["contested_strict"], row["aid_point"], row["aid_status"] == "closed"), start=1
        ):
            told[at] += bool(holds)
    return {unit: (len(told[0]), *told[1:]) for unit, told in units.items()}


def slow_summary(rows):
    counts, unlocated = Counter(), Counter()
    for row in rows:
        for what in ("control", "dispute", *(["aid_status"] if row["aid_point"] else [])):
            if row[what] is not None:
                counts[what, row[what]] += 1
                unlocated[what, row[what]] += row["geometry"] is None
    return {key: (number, unlocated[key]) for key, number in counts.items()}
