"""Random filters of random rows: the frame, the GeoPackage and PostGIS answer the same claims."""

from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contested.frame import CLAIMS, conform
from contested.model import Article
from contested.store import Reading, Selection, Store, open_store
from contested.store.codec import rows_of
from contested.where import Filter, evaluate
from factories import Say, claims, day
from where_helpers import filters, frame_of, rows

BASE = claims(Say())
NUMBERS = count()


@pytest.fixture(scope="module")
def stores(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Store]]:
    """One store of each kind, to which each example adds an article of its own."""
    addresses = ["memory:", str(tmp_path_factory.mktemp("filters") / "atlas.gpkg")]
    addresses.append(request.getfixturevalue("server").address())
    opened = [open_store(address, create=True) for address in addresses]
    yield opened
    for store in opened:
        store.close()


def check(stores: list[Store], filter_: Filter, chosen: list[dict[str, object]]) -> None:
    article = Article(text=f"INVENTED text number {next(NUMBERS)}.")
    frame = frame_of(BASE, chosen).assign(article_id=article.id)
    frame["claim_id"] = [f"{article.id}-{number}" for number in range(len(frame))]
    frame = conform(frame, CLAIMS)
    expected = set(frame["claim_id"][evaluate(filter_, frame)])
    reading = Reading(article=article, claims=tuple(rows_of(frame, CLAIMS)), mentions=(), reader="1")
    selection = Selection(where=filter_, article_ids=(article.id,))
    for store in stores:
        store.write(reading, recorded_at=day(1))
        assert set(store.claims(selection)["claim_id"]) == expected, type(store).__name__


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(filters, st.lists(rows, max_size=5))
def test_every_backend_answers_a_random_filter_as_the_frame_does(stores, filter_, chosen):
    check(stores, filter_, chosen)


@pytest.mark.long
@settings(max_examples=10_000, suppress_health_check=list(HealthCheck))
@given(filters, st.lists(rows, max_size=5))
def test_every_backend_answers_a_random_filter_as_the_frame_does_in_many_cases(stores, filter_, chosen):
    check(stores, filter_, chosen)


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE claim; --", "%(w0)s :w0 $1 ?", "' OR '1'='1", "\\'; --", '"; --', "a%b_c*[d]"]
)
def test_a_hostile_value_is_only_a_value_on_every_backend(stores, text):
    from contested.where import Compare, In, Like, Op

    filter_ = Compare(property="place", op=Op.EQ, value=text) | In(property="place", among=(text,))
    row = {"place": text, "geometry": None}
    check(stores, filter_, [row, {"place": "Alder", "geometry": None}])
    check(stores, ~Like(property="place", pattern=text), [row, {"place": "Alder", "geometry": None}])
    for store in stores:
        assert len(store.claims())
