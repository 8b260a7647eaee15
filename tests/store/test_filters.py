"""Filters asked of a store: the same rows as asked of the frame, whatever the backend."""

import pytest
from geopandas.testing import assert_geodataframe_equal
from shapely.geometry import Point, box

from contested.errors import FilterError
from contested.frame import CLAIMS
from contested.model import Predicate
from contested.store import Selection, Store, readings
from contested.where import Compare, DWithin, Filter, Intersects, Not, Op, evaluate, read_filter
from factories import NORTH, SOUTH, Say, area, day, extraction, place

FILTERS = [
    read_filter(text, CLAIMS)
    for text in (
        "actor = 'Northern Force'",
        "NOT actor = 'Northern Force'",
        "actor <> 'odd\ufffd name'",
        "actor < 'odd\ufffe'",
        "actor LIKE 'N%' OR holder IS NULL",
        "predicate IN ('withdraws', 'clashes')",
        "published > TIMESTAMP('2031-03-02T00:00:00.000122Z')",
        "published <= TIMESTAMP('2031-03-02T00:00:00.000123Z')",
        "valid_from IS NULL AND start >= 0",
        "extraction_score > 0.5",
        "changes_state = true",
    )
]
FILTERS += [
    Intersects(geometry=box(19, 4, 21.5, 6.5)),
    Not(part=Intersects(geometry=box(19, 4, 21.5, 6.5))),
    DWithin(geometry=Point(20, 5), km=5.0),
    Intersects(geometry=box(22.05, 7.05, 22.06, 7.06)),
]


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with claims of all sorts."""
    said = [
        Say(at=place("Alder", 20.0, 5.0), actor=NORTH, day=1),
        Say(at=place("Birch", 21.0, 6.0), actor=SOUTH, day=2, predicate=Predicate.WITHDRAWS),
        Say(at=area("Cedar", 22.0, 7.0), actor=None, day=None, predicate=Predicate.CLASHES),
        Say(at=None, actor=NORTH, day=3, valid_from=day(2).replace(microsecond=123)),
        Say(at=place("Elm", 179.99, 1.0), actor=SOUTH, day=4),
    ]
    made = readings([extraction(each) for each in said], reader="1")
    odd = {
        **made[0].claims[0],
        "claim_id": "odd",
        "actor": "odd\x00 name",
        "published": day(2).replace(microsecond=123),
    }
    object.__setattr__(made[0], "claims", (*made[0].claims, odd))
    store.write_many(made, recorded_at=day(9))
    return store


def test_a_store_answers_a_filter_as_the_frame_does(filled: Store) -> None:
    everything = filled.claims()
    assert len(everything) == 6
    for where in FILTERS:
        expected = everything[evaluate(where, everything, schema=CLAIMS)].reset_index(drop=True)
        assert_geodataframe_equal(filled.claims(Selection(where=where)), expected)


def test_a_filter_joins_the_other_conditions(filled: Store) -> None:
    where: Filter = read_filter("actor = 'Southern Force'", CLAIMS)
    found = filled.claims(Selection(where=where, bbox=(20, 5, 22, 7), known_at=day(9), valid_at=day(3)))
    assert list(found["place"]) == ["Birch"]


def test_a_filter_for_a_column_that_is_not_there_is_refused(filled: Store) -> None:
    with pytest.raises(FilterError, match="actr"):
        filled.claims(Selection(where=Compare(property="actr", op=Op.EQ, value="x")))
