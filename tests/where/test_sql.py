"""Filters as SQL: SQLite answers what the frame answers, and nothing but parameters carries a value."""

import sqlite3

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, box

from contested.errors import FilterError
from contested.frame import CLAIMS, Dtype, conform
from contested.where import (
    Compare,
    Dialect,
    DWithin,
    In,
    Intersects,
    IsNull,
    Like,
    Op,
    Or,
    Table,
    Within,
    evaluate,
    properties,
    to_sql,
)
from contested.where.shapes import boxes
from factories import Say, claims
from where_helpers import GEOD, filters, frame_of, rows

BASE = claims(Say())
_BOX = "rowid IN (SELECT id FROM boxes WHERE east >= {} AND west <= {} AND north >= {} AND south <= {})"
SQLITE = Table(dialect=Dialect.SQLITE, schema=CLAIMS, box=lambda w, s, e, n: _BOX.format(w, e, s, n))
POSTGRES = Table(
    dialect=Dialect.POSTGRESQL,
    schema=CLAIMS,
    box=lambda *edges: f"geometry && ST_MakeEnvelope({', '.join(edges)}, 4326)",
)


def stored(frame):
    """Put the frame in a database as a store does; rowids count from 0."""
    db = sqlite3.connect(":memory:")
    names = list(properties(CLAIMS))
    quoted = ", ".join(f'"{name}"' for name in names)
    marks = ", ?" * len(names)
    db.execute(f"CREATE TABLE claims ({quoted})")
    db.execute("CREATE VIRTUAL TABLE boxes USING rtree(id, west, east, south, north)")
    for number, row in enumerate(frame.to_dict("records")):
        cells = []
        for name in names:
            cell, dtype = row[name], CLAIMS.by_name[name].dtype
            if dtype is Dtype.GEOMETRY:
                cells.append(None if cell is None else cell.wkb)
            elif pd.isna(cell):
                cells.append(None)
            elif dtype is Dtype.TIME:
                cells.append(SQLITE.moment(cell.to_pydatetime()))
            else:
                cells.append(cell)
        db.execute(f"INSERT INTO claims (rowid, {quoted}) VALUES (?{marks})", [number, *cells])
        if row["geometry"] is not None:
            west, south, east, north = row["geometry"].bounds
            db.execute("INSERT INTO boxes VALUES (?, ?, ?, ?, ?)", (number, west, east, south, north))
    return db


def ask(db, sql):
    return {row for (row,) in db.execute(f"SELECT rowid FROM claims WHERE {sql.text}", dict(sql.params))}


def check_sqlite(filter_, chosen):
    frame = conform(frame_of(BASE, chosen), CLAIMS)
    expected = set(evaluate(filter_, frame).nonzero()[0].tolist())
    sql = to_sql(filter_, SQLITE)
    answer = ask(stored(frame), sql)
    assert expected <= answer
    assert answer == expected or not sql.exact


@settings(max_examples=200)
@given(filters, st.lists(rows, max_size=5))
def test_sqlite_lets_no_row_of_the_answer_out_and_is_exact_where_it_says_so(filter_, chosen):
    check_sqlite(filter_, chosen)


@pytest.mark.long
@settings(max_examples=10_000, suppress_health_check=list(HealthCheck))
@given(filters, st.lists(rows, max_size=5))
def test_sqlite_lets_no_row_of_the_answer_out_in_many_cases(filter_, chosen):
    check_sqlite(filter_, chosen)


def test_plain_filters_are_exact_and_shapes_and_folded_letters_are_not():
    plain = Compare(property="control", op=Op.EQ, value="held") & ~Like(property="place", pattern="A%")
    assert to_sql(plain, SQLITE).exact
    assert not to_sql(plain & Within(geometry=box(1, 1, 2, 2)), SQLITE).exact
    assert not to_sql(Compare(property="holder", op=Op.EQ, value="x", ignore_case=True), SQLITE).exact


# ------------------------------------------------------------------------------------------- injection

_HOSTILE = ["'; DROP TABLE claims; --", "' OR '1'='1", "%s %(w0)s :w0 ? $1 {}", '"', "\\'", "*", "x') UNION SELECT 1"]


@pytest.mark.parametrize("table", [SQLITE, POSTGRES], ids=["sqlite", "postgresql"])
@pytest.mark.parametrize("text", _HOSTILE)
def test_no_value_reaches_the_sql_itself(table, text):
    filter_ = Or(
        parts=(
            Compare(property="place", op=Op.EQ, value=text),
            In(property="place", among=(text, "b")),
            Like(property="place", pattern=text),
        )
    )
    harmless = Or(
        parts=(
            Compare(property="place", op=Op.EQ, value="a"),
            In(property="place", among=("a", "b")),
            Like(property="place", pattern="a"),
        )
    )
    assert to_sql(filter_, table).text == to_sql(harmless, table).text


@pytest.mark.parametrize("text", _HOSTILE)
def test_a_hostile_name_is_only_a_name_that_is_not_there(text):
    frame = claims(Say())
    db = stored(frame)
    filter_ = Compare(property="place", op=Op.EQ, value=text) | In(property="place", among=(text,))
    assert ask(db, to_sql(filter_, SQLITE)) == set()
    assert db.execute("SELECT count(*) FROM claims").fetchone() == (1,)


@pytest.mark.parametrize("table", [SQLITE, POSTGRES], ids=["sqlite", "postgresql"])
@pytest.mark.parametrize("name", ['place" OR 1=1 --', "rowid", "place; DROP TABLE claims", "1"])
def test_a_property_that_is_no_property_never_reaches_the_sql(table, name):
    with pytest.raises(FilterError, match="has no property"):
        to_sql(IsNull(property=name), table)


# ------------------------------------------------------------------------------------------- limits


def test_filters_as_large_as_are_allowed_are_answered_by_sqlite():
    db = stored(claims(Say()))
    wide = Or(parts=tuple(Compare(property="place", op=Op.EQ, value=f"p{n}") for n in range(1_998)))
    assert ask(db, to_sql(wide, SQLITE)) == set()
    deep = Compare(property="place", op=Op.EQ, value="Alder")
    for _ in range(24):
        deep = ~(deep & ~IsNull(property="place"))
    assert ask(db, to_sql(deep, SQLITE)) == {0}
    many = In(property="place", among=(*(f"p{n}" for n in range(9_999)), "Alder"))
    assert ask(db, to_sql(many, SQLITE)) == {0}


# ------------------------------------------------------------------------------------------- boxes


@settings(max_examples=200)
@given(
    st.floats(-180, 180), st.floats(-90, 90), st.floats(0, 25_000), st.floats(0, 360), st.floats(0, 1)
)  # fmt: skip
def test_what_is_within_reach_lies_in_a_box(lon, lat, km, azimuth, share):
    x, y, _ = GEOD.fwd(lon, lat, azimuth, km * 1000 * share)
    x = (x + 180) % 360 - 180
    if max(abs(lon), abs(lat), abs(x), abs(y)) < 1e-9 or not -90 <= y <= 90:
        return
    inside = [
        west <= x <= east and south <= y <= north for west, south, east, north in boxes(Point(lon, lat), km * 1e3)
    ]
    assert any(inside)


def test_an_area_of_many_parts_has_few_boxes_that_hold_it():
    area = MultiPolygon([box(n, 0, n + 0.5, 1) for n in range(-90, 90)])
    assert len(boxes(area)) <= 24
    assert to_sql(Intersects(geometry=area), SQLITE).params
    assert len(boxes(box(179, 0, 180, 1), 1000.0)) == 2


def test_a_distance_over_the_antimeridian_is_asked_on_both_sides():
    frame = claims(Say()).set_geometry([Point(-179.99, 5)], crs="EPSG:4326")
    filter_ = DWithin(geometry=Point(179.99, 5), km=5)
    assert ask(stored(frame), to_sql(filter_, SQLITE)) == {0}
    assert evaluate(filter_, frame).all()
