"""Whatever a frame can hold, a store gives back."""

from datetime import UTC, datetime

import pytest
import shapely
from backends import Backend
from geopandas.testing import assert_geodataframe_equal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contested.frame import CLAIMS, Column, Dtype
from contested.model import Article
from contested.store import Reading, Selection, UpdateRecord
from contested.store.codec import frame_of, rows_of
from factories import day

HOSTILE = (
    "'; DROP TABLE claim_row; --",
    '"',
    "\\",
    "%s %(x)s :name {x} ?",
    "\x00",
    "\ud800",
    "a\x00b\udfff\U0001f600",
    "NULL",
    "ﷺ\u202e رفح",
    "\ufffd",
    '{"exact": "\\u0000"}',
)
TEXT = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(), max_size=12))
TIMES = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
NUMBERS = st.floats(min_value=-89, max_value=89).filter(lambda value: value != 0)
POINTS = st.builds(shapely.Point, NUMBERS, NUMBERS)
BOXES = st.builds(lambda x, y: shapely.box(x, y, x + 0.5, y + 0.5), NUMBERS, NUMBERS)
SHAPES = st.one_of(
    POINTS,
    BOXES,
    st.lists(POINTS, min_size=2, max_size=3).map(shapely.LineString),
    st.lists(BOXES, min_size=1, max_size=3).map(shapely.MultiPolygon),
    st.lists(POINTS, min_size=1, max_size=3).map(shapely.GeometryCollection),
)
PLAIN = {
    Dtype.TEXT: TEXT,
    Dtype.BOOL: st.booleans(),
    Dtype.INT: st.integers(-(2**63), 2**63 - 1),
    Dtype.NULLABLE_INT: st.integers(-(2**63), 2**63 - 1),
    Dtype.FLOAT: st.floats(allow_nan=False),
    Dtype.TIME: TIMES,
    Dtype.GEOMETRY: SHAPES.map(shapely.to_wkb),
}
NEVER_EMPTY = {Dtype.BOOL, Dtype.INT}


def cell(column: Column) -> st.SearchStrategy[object]:
    plain = st.sampled_from(column.vocabulary) if column.vocabulary else PLAIN[column.dtype]
    if not column.nullable or column.dtype in NEVER_EMPTY:
        return plain
    return st.one_of(st.none(), plain)


ROWS = st.lists(st.fixed_dictionaries({column.name: cell(column) for column in CLAIMS.columns}), min_size=1, max_size=3)


def as_reading(rows: list[dict[str, object]], number: int) -> tuple[Reading, object]:
    article = Article(text=f"Number {number}, invented.")
    rows = [{**row, "article_id": article.id, "claim_id": f"c{number}-{n}"} for n, row in enumerate(rows)]
    frame = frame_of(rows, CLAIMS)
    return Reading(article=article, claims=tuple(rows_of(frame, CLAIMS)), mentions=(), reader="1"), frame


def test_any_claims_come_back_as_they_were(backend: Backend) -> None:
    store, seen = backend.new(), [0]

    @settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
    @given(rows=ROWS)
    def comes_back(rows: list[dict[str, object]]) -> None:
        seen[0] += 1
        one, frame = as_reading(rows, seen[0])
        store.write(one, recorded_at=day(1))
        assert not store.write(one, recorded_at=day(1)).new
        got = store.claims(Selection(article_ids=(one.article.id,))).drop(columns="recorded_at")
        expected = frame.set_index("claim_id", drop=False).loc[list(got["claim_id"])].reset_index(drop=True)
        assert_geodataframe_equal(got, expected.drop(columns="recorded_at"))

    comes_back()
    assert len(store.articles()) == seen[0]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_back_as_it_was(backend: Backend, text: str) -> None:
    store = backend.new()
    article = Article(text=text, name=text, title=text, outlet=text, url=text, language=text, path=text)
    frame = frame_of([{**blank(), "article_id": article.id, "quote": text, "place_id": text}], CLAIMS)
    one = Reading(
        article=article, claims=tuple(rows_of(frame, CLAIMS)), mentions=(), reader="1", theatre=text, failures=(text,)
    )
    store.write(one, recorded_at=day(1))
    store.record(UpdateRecord(recorded_at=day(1), counts={text: 1}, rows={text: (text,)}, note=text))
    assert not store.write(one, recorded_at=day(2)).new
    assert store.text(article.id) == text
    assert store.claims()["quote"].tolist() == store.claims()["place_id"].tolist() == [text]
    row = store.articles().iloc[0]
    assert {row[name] for name in ("name", "title", "outlet", "url", "language", "path", "theatre")} == {text}
    assert store.updates()["note"].tolist() == [text]
    assert len(store.claims()) == len(store.articles()) == 1


def test_a_quote_of_ten_megabytes_comes_back(backend: Backend) -> None:
    store, quote = backend.new(), "x" * 10_000_000 + "\x00"
    article = Article(text=quote)
    frame = frame_of([{**blank(), "article_id": article.id, "quote": quote}], CLAIMS)
    one = Reading(article=article, claims=tuple(rows_of(frame, CLAIMS)), mentions=(), reader="1")
    store.write(one, recorded_at=day(1))
    assert store.claims()["quote"].tolist() == [quote]
    assert store.text(article.id) == quote


def blank() -> dict[str, object]:
    """Answer a claim that says next to nothing."""
    filled = {
        column.name: column.vocabulary[0] if column.vocabulary else "x"
        for column in CLAIMS.columns
        if not column.nullable
    }
    numbers = {column.name: 0 for column in CLAIMS.columns if column.dtype in NEVER_EMPTY}
    return {**filled, **numbers}
