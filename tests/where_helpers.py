"""A filter answered slowly: row by row, in plain Python, so that the fast answer can be held against it."""

import math
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pandas as pd
import pyproj
import shapely
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box

from contested.where import (
    After,
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
)

GEOD = pyproj.Geod(ellps="WGS84")
_OPS = {
    Op.EQ: lambda a, b: a == b,
    Op.NE: lambda a, b: a != b,
    Op.LT: lambda a, b: a < b,
    Op.LE: lambda a, b: a <= b,
    Op.GT: lambda a, b: a > b,
    Op.GE: lambda a, b: a >= b,
}


def slowly(part, row):
    """Answer True, False or None (unknown) for one row, a dict."""
    if isinstance(part, And | Or):
        answers = [slowly(inner, row) for inner in part.parts]
        deciding = isinstance(part, Or)
        return deciding if deciding in answers else None if None in answers else not deciding
    if isinstance(part, Not):
        answer = slowly(part.part, row)
        return None if answer is None else not answer
    cell = row[part.property]
    missing = cell is None or cell is pd.NaT or cell is pd.NA or (isinstance(cell, float) and math.isnan(cell))
    if isinstance(part, IsNull):
        return missing
    if missing:
        return None
    if isinstance(part, Intersects | Disjoint):
        return bool(shapely.intersects(cell, part.geometry)) == isinstance(part, Intersects)
    if isinstance(part, Within):
        return bool(shapely.covered_by(cell, part.geometry))
    if isinstance(part, DWithin):
        return GEOD.inv(cell.x, cell.y, part.geometry.x, part.geometry.y)[2] <= part.km * 1000
    if isinstance(cell, pd.Timestamp):
        return _when(part, cell.to_pydatetime())
    return _what(part, cell)


def _span(moment):
    if isinstance(moment, datetime):
        return moment, moment
    return datetime.combine(moment, time(), UTC), datetime.combine(moment, time.max, UTC)


def _when(part, cell):
    if isinstance(part, Before | After | Equals):
        op = {Before: Op.LT, After: Op.GT, Equals: Op.EQ}[type(part)]
        part = Compare(property=part.property, op=op, value=part.moment)
    if isinstance(part, During):
        return (part.start is None or cell >= _span(part.start)[0]) and (part.end is None or cell <= _span(part.end)[1])
    if isinstance(part, Between):
        return _span(part.low)[0] <= cell <= _span(part.high)[1]
    if isinstance(part, In):
        return any(_span(value)[0] <= cell <= _span(value)[1] for value in part.among)
    start, end = _span(part.value)
    if part.op in {Op.EQ, Op.NE}:
        return (start <= cell <= end) == (part.op is Op.EQ)
    return _OPS[part.op](cell, start if part.op in {Op.LT, Op.GE} else end)


def _what(part, cell):
    def fold(text):
        return text.casefold() if isinstance(text, str) and getattr(part, "ignore_case", False) else text

    cell = fold(cell)
    if isinstance(part, Compare):
        return bool(_OPS[part.op](cell, fold(part.value)))
    if isinstance(part, In):
        return cell in [fold(value) for value in part.among]
    if isinstance(part, Between):
        return bool(part.low <= cell <= part.high)
    return _like(fold(part.pattern), cell)


def _like(pattern, text):
    """Match by the table of all beginnings of text and pattern."""
    letters, plain = [], False
    for letter in pattern:
        if not plain and letter == "\\":
            plain = True
            continue
        letters.append((letter, not plain and letter in "%_"))
        plain = False
    if plain:
        letters.append(("\\", False))
    reach = {0}
    for letter, wild in letters:
        if wild and letter == "%":
            reach = set(range(min(reach), len(text) + 1)) if reach else set()
        else:
            reach = {at + 1 for at in reach if at < len(text) and (wild or text[at] == letter)}
    return len(text) in reach


# ------------------------------------------------------------------------------------------- random filters

_TEXTS = ["Alder", "alder", "ALDER", "Birch", "Bïrch", "Übung", "übung", "Straße", "STRASSE", "", "a%b", "a_b", "it's", "[x]*?", "\\", "حيفا", "😀", "z"]  # fmt: skip
texts = st.sampled_from(_TEXTS) | st.text(
    st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=("Cs",)), max_size=4
)
patterns = st.sampled_from(
    ["%", "Al%", "al%", "%er", "_lder", "%d%", "a\\%b", "a\\_b", "a_b", "Stra%", "[x]*?", "", "_", "%_", "\\"]
) | st.text("aAlder%_\\*?[]ß", max_size=5)
moments = st.integers(0, 7 * 86_400).map(
    lambda seconds: datetime(2031, 2, 27, tzinfo=UTC) + timedelta(seconds=seconds, microseconds=seconds)
) | st.dates(date(2031, 2, 27), date(2031, 3, 6))
numbers = st.sampled_from([0, 1, 1.5, 2, 3, -1, 1000, 2**40, 0.1]) | st.floats(-5, 5, allow_nan=False)
lons, lats = st.floats(-0.9, 0.9), st.floats(-0.9, 0.9)
points = st.builds(lambda x, y: Point(20 + x, 5 + y), lons, lats)
shapes = points | st.builds(
    lambda x, y, w, h: box(20 + x, 5 + y, 20 + x + w, 5 + y + h), lons, lats, st.floats(0.01, 1), st.floats(0.01, 1)
) | st.builds(lambda x, y: LineString([(20 + x, 5), (20, 5 + y), (21, 6)]), lons, lats)  # fmt: skip
_controls = ["held", "contested", "vacated", "unknown"]
_text_names = st.sampled_from(["place", "holder", "title"])
_time_names = st.sampled_from(["published", "valid_from"])
_number_names = st.sampled_from(["n", "part_distance_km", "toponym_start", "radius_m"]).map(
    lambda name: "start" if name == "n" else name
)

tests = st.one_of(
    st.builds(Compare, property=_text_names, op=st.sampled_from(Op), value=texts, ignore_case=st.booleans()),
    st.builds(Compare, property=st.just("control"), op=st.sampled_from(Op), value=st.sampled_from(_controls)),
    st.builds(Compare, property=_number_names, op=st.sampled_from(Op), value=numbers),
    st.builds(Compare, property=_time_names, op=st.sampled_from(Op), value=moments),
    st.builds(Compare, property=st.just("aid_point"), op=st.sampled_from([Op.EQ, Op.NE]), value=st.booleans()),
    st.builds(In, property=_text_names, among=st.lists(texts, min_size=1, max_size=3).map(tuple), ignore_case=st.booleans()),
    st.builds(In, property=_number_names, among=st.lists(numbers, min_size=1, max_size=3).map(tuple)),
    st.builds(In, property=_time_names, among=st.lists(moments, min_size=1, max_size=3).map(tuple)),
    st.builds(In, property=st.just("aid_point"), among=st.just((True,))),
    st.builds(Between, property=_text_names, low=texts, high=texts),
    st.builds(Between, property=_number_names, low=numbers, high=numbers),
    st.builds(Between, property=_time_names, low=moments, high=moments),
    st.builds(Like, property=_text_names, pattern=patterns, ignore_case=st.booleans()),
    st.builds(IsNull, property=st.one_of(_text_names, _number_names, _time_names, st.just("geometry"))),
    st.builds(Before, property=_time_names, moment=moments),
    st.builds(After, property=_time_names, moment=moments),
    st.builds(Equals, property=_time_names, moment=moments),
    st.builds(During, property=_time_names, start=moments, end=moments | st.none()),
    st.builds(Intersects, geometry=shapes),
    st.builds(Within, geometry=shapes),
    st.builds(Disjoint, geometry=shapes),
    st.builds(DWithin, geometry=points, km=st.floats(0, 150)),
)  # fmt: skip
filters = st.recursive(
    tests,
    lambda inner: st.one_of(
        st.builds(And, parts=st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Or, parts=st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, part=inner),
    ),
    max_leaves=6,
)


def maybe(strategy):
    return st.none() | strategy


rows = st.fixed_dictionaries(
    {
        "place": maybe(texts),
        "holder": maybe(texts),
        "title": maybe(texts),
        "control": maybe(st.sampled_from(_controls)),
        "published": maybe(moments),
        "valid_from": maybe(moments),
        "start": st.sampled_from([0, 1, 2, 3, 1000, 2**40]),
        "toponym_start": maybe(st.sampled_from([0, 1, 2, 3])),
        "part_distance_km": maybe(numbers),
        "radius_m": maybe(numbers),
        "aid_point": st.booleans(),
        "geometry": maybe(points),
    }
)


def frame_of(base, chosen):
    """Answer a claims frame of the rows chosen, the other cells as in the first row of `base`."""
    frame = base.iloc[np.zeros(len(chosen), dtype=int)].reset_index(drop=True)
    for name in chosen[0] if chosen else ():
        if name == "geometry":
            continue
        cells = [row[name] for row in chosen]
        if name in {"published", "valid_from"}:
            cells = pd.Series(
                pd.to_datetime([None if cell is None else _span(cell)[0] for cell in cells], utc=True)
            ).astype("datetime64[us, UTC]")
        frame[name] = pd.Series(cells, dtype=base[name].dtype) if name not in {"published", "valid_from"} else cells
    frame["claim_id"] = [f"claim{number}" for number in range(len(frame))]
    frame["end"] = 2**41
    if chosen:
        frame = frame.set_geometry([row["geometry"] for row in chosen], crs="EPSG:4326")
    return frame
