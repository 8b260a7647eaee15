"""Every question, of random rows: the frame, the GeoPackage and PostGIS answer what a plain loop finds."""

from contextlib import closing
from dataclasses import replace
from typing import TypeAlias

import geopandas
import numpy as np
import pytest
from geopandas.testing import assert_geodataframe_equal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, box

from contested import query
from contested.frame import claims_frame
from contested.model import AidStatus, Direction, Part, PartKind, PlaceKind, Predicate
from contested.status import status
from contested.store import Selection, open_store, readings
from factories import NORTH, SIDES, SOUTH, Say, area, day, extraction, place
from query_helpers import (
    TOLERANCE_M,
    slow_between,
    slow_by_admin,
    slow_by_source,
    slow_changed,
    slow_counts,
    slow_held_by,
    slow_near,
    slow_rivals,
    slow_summary,
    slow_timeline,
    slow_within,
)

CENTRES = ((20.0, 5.0), (-60.0, 50.0), (100.0, -75.0), (179.95, 10.0))  # the last one across the antimeridian
ACROSS = len(CENTRES) - 1
EACH = 120  # articles around a centre
UNITS = (("Invented District", "Invented Land"), ("Other District", "Invented Land"), ())
RADII = (None, 200.0, 3_000.0, 9_000.0)
OPENED, CLOSED = Predicate.AID_POINT_OPENED, Predicate.AID_POINT_CLOSED
BACKENDS = ("frame", "memory", "gpkg", "postgis")
AT = day(30)
FEW = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(max_examples=10_000, suppress_health_check=list(HealthCheck))
Frame: TypeAlias = geopandas.GeoDataFrame


def around(centre: tuple[float, float], east: float, north: float) -> tuple[float, float]:
    """Answer a point that many degrees of latitude to the east and north."""
    lon = centre[0] + east / np.cos(np.radians(centre[1]))
    return round((lon + 180) % 360 - 180, 6), round(centre[1] + north, 6)


def sayings(number: int) -> list[Say]:
    """Make the articles around a centre: a few places, of which much is said."""
    chance = np.random.default_rng(number)
    places = []
    for one in range(30):
        lon, lat = around(CENTRES[number], *chance.uniform(-0.3, 0.3, 2))
        kind = (PlaceKind.TOWN, PlaceKind.CROSSING)[one % 2]
        if one % 10 == 9:
            made = place(f"P{one}", None, None)
        elif one % 4 == 3 and number != ACROSS:
            made = area(f"P{one}", lon, lat, size=round(float(chance.uniform(0.01, 0.2)), 6))
        else:
            made = place(f"P{one}", lon, lat, kind=kind)
            made = replace(made, radius_m=RADII[chance.integers(len(RADII))])
        places.append(replace(made, admin=UNITS[chance.integers(len(UNITS))]))
    words = [Predicate.HOLDS, Predicate.CAPTURES, Predicate.DENIES_CAPTURE, Predicate.CLASHES, Predicate.WITHDRAWS]
    part = Part(kind=PartKind.PART, start=0, end=4, text="eastern", direction=Direction.E)
    made = []
    for one in range(EACH):
        aid = one % 3 == 0
        where = places[chance.integers(len(places))]
        state = (AidStatus.OPEN, AidStatus.CLOSED)[chance.integers(2)]
        predicate = (OPENED if state is AidStatus.OPEN else CLOSED) if aid else words[chance.integers(len(words))]
        made.append(
            Say(
                predicate=predicate,
                at=None if aid and one % 21 == 0 else where,
                aid=state if aid else None,
                aid_name="a gate" if aid else None,
                actor=(NORTH, SOUTH, None)[chance.integers(3)],
                origin=(NORTH, SOUTH, "residents", None)[chance.integers(4)],
                outlet=f"Outlet {one}",
                day=None if one % 13 == 0 else int(chance.integers(1, 20)),
                valid_from=day(int(chance.integers(1, 20))) if one % 7 == 0 else None,
                part=part if not aid and one % 11 == 0 else None,
            )
        )
    return made


MADE = [[extraction(say) for say in sayings(number)] for number in range(len(CENTRES))]


@pytest.fixture(scope="module")
def frames(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Frame]]:
    """The claims around each centre: as they were read, and as each kind of store gives them back."""
    made = {"frame": [claims_frame(each).assign(recorded_at=AT) for each in MADE]}
    addresses = {"memory": "memory:", "gpkg": str(tmp_path_factory.mktemp("questions") / "atlas.gpkg")}
    addresses["postgis"] = request.getfixturevalue("server").address()
    for name, address in addresses.items():
        with closing(open_store(address, create=True)) as store:
            store.write_many(readings([one for each in MADE for one in each], reader="1"), recorded_at=AT)
            ids = [tuple(one.article.id for one in each) for each in MADE]
            made[name] = [store.claims(Selection(article_ids=of_centre)) for of_centre in ids]
    columns = list(made["frame"][0].columns)
    ordered = {
        name: [frame[columns].sort_values("claim_id", ignore_index=True) for frame in each]
        for name, each in made.items()
    }
    for name in addresses:
        for frame, expected in zip(ordered[name], ordered["frame"], strict=True):
            assert_geodataframe_equal(frame, expected.astype(frame.dtypes.to_dict()))
    return ordered


_offsets = st.tuples(st.floats(-0.4, 0.4), st.floats(-0.4, 0.4))


@st.composite
def scenes(draw):
    """Answer who gives the claims, a centre, the claims chosen, and somebody's layer around it."""
    backend = draw(st.sampled_from(BACKENDS))
    number = draw(st.integers(0, ACROSS))
    chosen = draw(st.lists(st.integers(0, EACH - 1), min_size=1, max_size=14, unique=True))
    points = [Point(around(CENTRES[number], *offset)) for offset in draw(st.lists(_offsets, min_size=2, max_size=5))]
    areas = (
        [] if number == ACROSS else draw(st.lists(st.tuples(_offsets, st.floats(0.02, 0.4)), min_size=1, max_size=3))
    )
    boxes = [box(x, y, x + size, y + size) for offset, size in areas for x, y in [around(CENTRES[number], *offset)]]
    radii = draw(st.lists(st.sampled_from([0.0, 300.0, 4_000.0]), min_size=8, max_size=8))
    return backend, number, chosen, points, boxes, radii, draw(st.floats(0.5, 40)), draw(st.booleans())


def layer(shapes, radii):
    data = {"n": range(len(shapes)), "people": [10 * n for n in range(len(shapes))], "radius_m": radii[: len(shapes)]}
    return geopandas.GeoDataFrame(data, geometry=shapes, crs="EPSG:4326")


def told(frame, name):
    return dict(zip(frame[name], frame["nearness"], strict=True))


def same_nearness(answer, key, rows, expected, *, measured=True):
    """Hold the answer of a question on nearness against what the plain loop found for each row."""
    words, metres = told(answer, key), dict(zip(answer[key], answer["distance_m"], strict=True))
    assert list(answer["distance_m"]) == sorted(answer["distance_m"])
    for row, (word, gap) in zip(rows, expected, strict=True):
        if word == "unclear":
            continue
        assert words.get(row[key]) == word, (row[key], gap)
        if word is not None and measured:
            assert metres[row[key]] == pytest.approx(gap, abs=TOLERANCE_M)


def check_where(frame, key, scene):
    _, _, _, points, boxes, radii, km, _ = scene
    rows = frame.to_dict("records")
    other = layer([*points, *boxes], radii)
    others = other.to_dict("records")
    same_nearness(query.near(frame, other, km=km), key, rows, slow_near(rows, others, km))
    same_nearness(query.overlaps(frame, other), key, rows, slow_near(rows, others, 0))
    between = query.between(frame, points[0], points[1], km=km)
    same_nearness(between, key, rows, slow_between(rows, points[0], points[1], km))
    if boxes:
        inside = [(word, 0.0) for word in slow_within(rows, boxes)]
        same_nearness(query.within(frame, layer(boxes, radii)), key, rows, inside, measured=False)


def check_aid(after, km, strict):
    now = after.to_dict("records")
    points = [row for row in now if row["aid_point"]]
    expected = slow_near(points, [row for row in now if row["contested_strict" if strict else "contested"]], km)
    answer = query.aid_reachability(after, km=km, strict=strict).set_index("status_id")
    assert set(answer.index) == {row["status_id"] for row in points}
    for row, (word, gap) in zip(points, expected, strict=True):
        mine = answer.loc[row["status_id"]]
        assert mine["located"] == (row["geometry"] is not None)
        if word == "unclear":
            continue
        assert mine["nearness"] == word
        assert np.isnan(mine["distance_m"]) if word is None else abs(mine["distance_m"] - gap) < TOLERANCE_M


def check_layers(after, scene):
    _, _, _, points, boxes, radii, _, _ = scene
    areas = after[after["contested"]]
    features = layer([*points, *boxes], radii).assign(source="somebody", date="2031", licence=None)
    pairs = slow_counts(areas.to_dict("records"), features.to_dict("records"))
    if any("unclear" in line for line in pairs):
        return
    words = [[line[n] for line in pairs] for n in range(len(features))]
    sure = [n for n, one in enumerate(words) if "certain" in one]
    maybe = [n for n, one in enumerate(words) if set(one) & {"certain", "possible"}]
    answer = query.count_in(areas, features, value="people").iloc[0]
    assert (answer["n_certain"], answer["n_possible"]) == (len(sure), len(maybe))
    assert (answer["value_certain"], answer["value_possible"]) == (10 * sum(sure), 10 * sum(maybe))
    assert (answer["source"], answer["date"]) == ("somebody", "2031")
    each = query.count_by_area(areas, features, value="people")
    for row, line in zip(each.to_dict("records"), pairs, strict=True):
        if row["geometry"] is None:
            assert np.isnan(row["value_possible"])
            continue
        assert row["n_certain"] == line.count("certain")
        assert row["n_possible"] == line.count("certain") + line.count("possible")


def check_rows(claims, before, after, strict):
    said, then, now = (frame.to_dict("records") for frame in (claims, before, after))
    expected = [row["status_id"] for row in now if row["contested_strict" if strict else "contested"]]
    assert list(query.disputed(after, strict=strict)["status_id"]) == expected
    actor = SOUTH.upper() if strict else NORTH
    assert list(query.held_by(after, actor)["status_id"]) == slow_held_by(now, actor)
    moved = query.changed(before, after)
    columns = ["status_id", "change", "was_control", "was_holder", "was_dispute", "was_aid_status"]
    assert list(moved[columns].itertuples(index=False, name=None)) == slow_changed(then, now)
    assert set(query.rival_claims(claims)["claim_id"]) == slow_rivals(said)
    place_id, name = next(((row["place_id"], row["place"]) for row in said if row["place"]), (None, None))
    if name is not None:
        line = query.timeline(claims, name)
        assert list(zip(line["claim_id"], line["dated"], strict=True)) == slow_timeline(said, place_id)


def check_counts(claims, after, level):
    said, now = claims.to_dict("records"), after.to_dict("records")
    table = query.by_source(claims)
    newest = table["newest"].astype(object).where(table["newest"].notna(), None)
    columns = [table[name] for name in ("origin", "n_claims", "n_articles", "n_places")]
    assert list(zip(*columns, newest, strict=True)) == slow_by_source(said)
    units = query.by_admin(after, level=level).set_index("unit")
    found = {unit: tuple(row) for unit, row in zip(units.index, units.to_numpy(), strict=True)}
    assert found == slow_by_admin(now, level)
    table = query.summary(after)
    columns = [table[name] for name in ("what", "value", "n_rows", "n_unlocated")]
    found = {(what, value): tuple(counts) for what, value, *counts in zip(*columns, strict=True)}
    assert found == slow_summary(now)


def chosen_claims(frames: dict[str, list[Frame]], scene) -> Frame:
    backend, number, chosen, *_ = scene
    return frames[backend][number].iloc[sorted(chosen)].reset_index(drop=True)


def check_on_the_ground(frames: dict[str, list[Frame]], scene) -> None:
    claims, km, either = chosen_claims(frames, scene), scene[-2], scene[-1]
    after = status(claims, sides=SIDES)
    check_where(*((claims, "claim_id") if either else (after, "status_id")), scene)
    check_aid(after, km, either)
    check_layers(after, scene)


def check_in_words(frames: dict[str, list[Frame]], scene) -> None:
    claims, either = chosen_claims(frames, scene), scene[-1]
    before, after = (status(claims, known_at=until, sides=SIDES) for until in (day(10), None))
    check_rows(claims, before, after, either)
    check_counts(claims, after, int(scene[-2]) % 3)


@FEW
@given(scenes())
def test_what_lies_where_is_what_a_plain_geodesic_loop_finds_on_every_backend(frames, scene):
    check_on_the_ground(frames, scene)


@FEW
@given(scenes())
def test_who_says_and_holds_what_is_what_a_plain_loop_finds_on_every_backend(frames, scene):
    check_in_words(frames, scene)


@pytest.mark.long
@MANY
@given(scenes())
def test_what_lies_where_is_what_a_plain_geodesic_loop_finds_on_every_backend_in_many_cases(frames, scene):
    check_on_the_ground(frames, scene)


@pytest.mark.long
@MANY
@given(scenes())
def test_who_says_and_holds_what_is_what_a_plain_loop_finds_on_every_backend_in_many_cases(frames, scene):
    check_in_words(frames, scene)
