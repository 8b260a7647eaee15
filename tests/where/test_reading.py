"""CQL2 in its two forms, read into trees; and what is said when it cannot be read."""

import contextlib
import json
from datetime import date, datetime

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from contested.errors import FilterError
from contested.frame import CLAIMS, STATUS
from contested.where import (
    And,
    Before,
    Between,
    Compare,
    Disjoint,
    During,
    DWithin,
    Equals,
    In,
    Intersects,
    IsNull,
    Like,
    Not,
    Op,
    Or,
    Within,
    read_filter,
)
from contested.where.core import core
from contested.where.cql2_json import tree_of
from contested.where.cql2_text import parse_text
from where_helpers import filters

# ------------------------------------------------------------------------------------------- written by the tests


def text_of(part):
    if isinstance(part, And | Or):
        return "(" + f" {type(part).__name__.upper()} ".join(map(text_of, part.parts)) + ")"
    if isinstance(part, Not):
        return f"NOT {text_of(part.part)}"
    name = part.property
    if isinstance(part, IsNull):
        return f"{name} IS NULL"
    if isinstance(part, Intersects | Within | Disjoint | DWithin):
        wkt = shapely.to_wkt(part.geometry, rounding_precision=-1)
        more = f", {part.km!r}, km" if isinstance(part, DWithin) else ""
        return f"S_{type(part).__name__.upper()}({name}, {wkt}{more})"
    if isinstance(part, During):
        end = "'..'" if part.end is None else value_of(part.end)
        return f"T_DURING({name}, INTERVAL({value_of(part.start)}, {end}))"
    if hasattr(part, "moment"):
        return f"T_{type(part).__name__.upper()}({name}, {value_of(part.moment)})"
    if isinstance(part, Between):
        return f"{name} BETWEEN {value_of(part.low)} AND {value_of(part.high)}"
    if part.ignore_case:
        name = f"CASEI({name})"
    if isinstance(part, Like):
        return f"{name} LIKE {value_of(part.pattern)}"
    if isinstance(part, In):
        return f"{name} IN ({', '.join(map(value_of, part.among))})"
    return f"{name} {part.op} {value_of(part.value)}"


def value_of(value):
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, datetime):
        return f"TIMESTAMP('{value.isoformat()}')"
    if isinstance(value, date):
        return f"DATE('{value.isoformat()}')"
    return repr(value).upper() if isinstance(value, bool) else repr(value)


def as_json(node):
    if isinstance(node, dict):
        return {key: as_json(value) for key, value in node.items()}
    if isinstance(node, list):
        return [as_json(value) for value in node]
    return json.loads(shapely.to_geojson(node)) if isinstance(node, shapely.Geometry) else node


@settings(max_examples=200)
@given(filters)
def test_what_is_written_is_read_as_it_was_meant(filter_):
    assert core(tree_of(parse_text(text_of(filter_))), CLAIMS) == core(filter_, CLAIMS)


@settings(max_examples=100)
@given(filters)
def test_json_says_the_same_as_text(filter_):
    node = as_json(parse_text(text_of(filter_)))
    assert core(tree_of(json.loads(json.dumps(node))), CLAIMS) == core(filter_, CLAIMS)


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            [
                "place",
                "=",
                "'a'",
                "AND",
                "(",
                ")",
                "NOT",
                "IN",
                ",",
                "S_WITHIN",
                "POINT",
                "1",
                "-",
                "T_AFTER",
                "DATE",
                "'",
                '"',
                "LIKE",
                "BETWEEN",
                "CASEI",
                "IS",
                "NULL",
                "BBOX",
                "5e9",
                "geometry",
                "INTERVAL",
                "{",
                "\\",
                "S_DWITHIN",
                "km",
                "POLYGON",
                "TIMESTAMP",
            ]
        ),
        max_size=14,
    ).map(" ".join)
)
def test_any_other_text_gives_a_filter_or_one_error_of_ours(text):
    with contextlib.suppress(FilterError):
        read_filter(text, CLAIMS)


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=3) | st.just({"property": "place"}),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["op", "args", "property", "date", "interval", "type", "coordinates"]), inner)
        | st.builds(
            lambda op, args: {"op": op, "args": args},
            st.sampled_from(
                ["and", "=", "in", "casei", "s_within", "t_after", "between", "not", "s_dwithin", "like", "x"]
            ),
            st.lists(inner, max_size=4),
        )
        | st.builds(
            lambda kind, coordinates: {"type": kind, "coordinates": coordinates},
            st.sampled_from(["Point", "Polygon", "MultiPolygon", "GeometryCollection"]),
            inner,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(_JSON)
def test_any_other_json_gives_a_filter_or_one_error_of_ours(node):
    with contextlib.suppress(FilterError):
        core(tree_of(node), CLAIMS)


# ------------------------------------------------------------------------------------------- by hand


@pytest.mark.parametrize(
    ("text", "filter_"),
    [
        ("control = 'held'", Compare(property="control", op=Op.EQ, value="held")),
        ("'held' = control", Compare(property="control", op=Op.EQ, value="held")),
        ("2 < n_claims", Compare(property="n_claims", op=Op.GT, value=2)),
        ("n_claims != -2.5e1", Compare(property="n_claims", op=Op.NE, value=-25)),
        ("contested", Compare(property="contested", op=Op.EQ, value=True)),
        ('not "contested" = FALSE', Not(part=Compare(property="contested", op=Op.EQ, value=False))),
        ("place = 'it''s'", Compare(property="place", op=Op.EQ, value="it's")),
        ("CASEI(holder) = CASEI('x')", Compare(property="holder", op=Op.EQ, value="x", ignore_case=True)),
        ("place NOT LIKE 'Al%'", Not(part=Like(property="place", pattern="Al%"))),
        ("holder IS NOT NULL", Not(part=IsNull(property="holder"))),
        ("newest > '2031-03-02'", Compare(property="newest", op=Op.GT, value="2031-03-02")),
        ("T_BEFORE(newest, DATE('2031-03-02'))", Before(property="newest", moment=date(2031, 3, 2))),
        ("T_EQUALS(newest, DATE('2031-03-02'))", Equals(property="newest", moment=date(2031, 3, 2))),
        (
            "T_AFTER(newest, INTERVAL('2031-03-01', '2031-03-02'))",
            Compare(property="newest", op=Op.GT, value="2031-03-02"),
        ),
        ("S_DWITHIN(geometry, POINT(20 5), 500, meters)", DWithin(geometry=shapely.Point(20, 5), km=0.5)),
        ("S_WITHIN(geometry, BBOX(20, 5, 21, 6))", Within(geometry=box(20, 5, 21, 6))),
        (
            "contested AND control = 'held' OR n_claims = 1 AND n_origins = 1",
            (Compare(property="contested", op=Op.EQ, value=True) & Compare(property="control", op=Op.EQ, value="held"))
            | (Compare(property="n_claims", op=Op.EQ, value=1) & Compare(property="n_origins", op=Op.EQ, value=1)),
        ),
    ],
)
def test_a_filter_means(text, filter_):
    assert core(read_filter(text, STATUS), STATUS) == core(filter_, STATUS)


def test_a_box_across_the_antimeridian_is_two_boxes():
    filter_ = read_filter("S_INTERSECTS(geometry, BBOX(170, -10, -170, 10))", STATUS)
    assert shapely.equals(filter_.geometry, box(170, -10, 180, 10) | box(-180, -10, -170, 10))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("control = ", "at character 11: it ends where a text in single quotes"),
        ("control = 'contested", "at character 11.*never ends"),
        ("control = contested", "put texts in single quotes: 'contested'"),
        ('control = "contested"', "put texts in single quotes: 'contested'"),
        ("control == 'held'", "at character 10.*one = is enough"),
        ("AND contested", "at character 1: 'AND contested' stands where a test"),
        ("(contested", r"at character 11: it ends where .*\) should be"),
        ("contested)", "at character 10"),
        ("contested contested", "at character 11"),
        ("", "at character 1: it ends where a test"),
        ("newest > 2031-03-02", r"DATE\('2031-03-02'\)"),
        ("S_CONTAINS(geometry, POINT(1 2))", "the functions are S_INTERSECTS"),
        ("lower(place) = 'x'", "the functions are"),
        ("n_claims = 1 + 2", "at character 14"),
        ("contested; DROP TABLE claims", "at character 10"),
        ("control IN (SELECT 1)", "put texts in single quotes"),
        ("contestd", "did you mean 'contested'"),
        ("contrl = 'held'", "did you mean 'control'"),
        ("control = 'contestd'", "did you mean 'contested'"),
        ("control = 'Held'", "did you mean 'held'"),
        ("place = holder", "single quotes"),
        ("S_DWITHIN(geometry, POINT(1 2), 5)", "a comma should be"),
        ("S_DWITHIN(geometry, POINT(1 2), 5, miles)", "write km or m"),
        ("S_DWITHIN(geometry, POINT(1 2), -5, km)", "no meaning"),
        ("S_DWITHIN(geometry, POINT(1 2), 50000, km)", "are these metres"),
        ("S_WITHIN(geometry, POLYGON((1 2, 3)))", "at character"),
        ("S_WITHIN(geometry, POLYGON((1 2, 3 4)))", "the POLYGON at character 20 cannot be read"),
        ("S_WITHIN(geometry, POLYGON((1 1, 2 2, 2 1, 1 2, 1 1)))", "make_valid"),
        ("S_INTERSECTS(geometry, POINT(31 134))", "swapped"),
        ("S_INTERSECTS(geometry, BBOX(1, 6, 2, 5))", "south before north"),
        ("T_AFTER(newest, DATE('2031-13-02'))", "no day or time"),
        ("T_AFTER(newest, DATE('2031-03-02T10:00:00Z'))", "write TIMESTAMP"),
        ("T_AFTER(newest, TIMESTAMP('2031-03-02'))", "write DATE"),
        ("T_AFTER(newest, INTERVAL('2031-03-02', '..'))", "give both ends"),
        ("n_claims = 1e999", "ordinary size"),
        ("n_claims = " + "9" * 5000, "ordinary size"),
        ("place = '" + "a" * 9000 + "'", "longer than 8192 bytes"),
        ("NOT " * 2000 + "contested", "levels"),
        ("(" * 4000, "at character 4001"),
        (" AND ".join(["contested"] * 580), None),
        ("(" * 4000 + "contested" + ")" * 4000, None),
        ("{", "as JSON at character 2"),
        ('{"op": "="}', "is not a test"),
        ('{"op": "eq", "args": []}', "no test 'eq'"),
        ('{"op": "=", "args": [{"property": "control"}]}', "takes 2 arguments and has 1"),
        ('{"op": "=", "args": ["held", {"property": "control"}]}', "property stands first"),
        ('{"op": "=", "args": [{"property": "control"}, {"property": "dispute"}]}', "two properties"),
        ('{"op": "=", "args": [{"property": "n_claims"}, NaN]}', "NaN is not a number"),
        ("[" * 5000, "is JSON|levels|not a test|cannot be read"),
        ('{"op":"not","args":[' * 400, "levels|as JSON"),
        ('{"op": "s_within", "args": [{"property": "geometry"}, {"type": "Point", "coordinates": [1]}]}', "cannot"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_place_and_the_remedy(text, told):
    if told is None:
        assert read_filter(text, STATUS)
        return
    with pytest.raises(FilterError, match=told):
        read_filter(text, STATUS)
