"""Crosswalks to ACLED and UCDP: codes only where a claim states an event as a fact."""

import pandas as pd
import pytest

from contested.export import with_crosswalk
from contested.export.crosswalk import COLUMNS, EVENTS
from contested.frame import CLAIMS, empty
from contested.model import Epistemic, Modality, Polarity, Predicate, TimeRelation
from factories import Say, claims, day

EVENT = TimeRelation.RECENT_EVENT


def test_clashes_are_an_armed_clash():
    row = with_crosswalk(claims(Say(predicate=Predicate.CLASHES, time=EVENT))).iloc[0]
    assert row.acled_disorder_type == "Political violence"
    assert row.acled_event_type == "Battles"
    assert row.acled_sub_event_type == "Armed clash"


def test_who_regains_a_place_is_not_guessed():
    row = with_crosswalk(claims(Say(predicate=Predicate.CAPTURES, time=EVENT))).iloc[0]
    assert row.acled_event_type == "Battles"
    assert row.acled_sub_event_type is None


@pytest.mark.parametrize(
    "say",
    [
        Say(predicate=Predicate.CAPTURES, modality=Modality.DENIED),
        Say(predicate=Predicate.CAPTURES, modality=Modality.PROMISED),
        Say(predicate=Predicate.CAPTURES, polarity=Polarity.NEGATIVE),
        Say(predicate=Predicate.CAPTURES, epistemic=Epistemic.RETRACTED),
        Say(predicate=Predicate.CAPTURES, time=TimeRelation.FUTURE),
        Say(predicate=Predicate.STATEMENT),
        Say(predicate=Predicate.HOLDS),
    ],
)
def test_what_is_no_event_or_not_stated_as_one_has_no_code(say):
    row = with_crosswalk(claims(say)).iloc[0]
    assert row.acled_disorder_type is None
    assert row.acled_event_type is None


def test_time_precision_is_that_of_the_text():
    frame = claims(*(Say(valid_from=day(3), day=number) for number in range(1, 6)), Say(day=6))
    frame["time_precision"] = ["minute", "day", "week", "month", "year", None]
    found = with_crosswalk(frame)
    assert found.acled_time_precision.tolist() == [1, 1, 2, 3, pd.NA, pd.NA]
    assert found.ucdp_date_prec.tolist() == [1, 1, 3, 4, 5, pd.NA]


def test_the_columns_are_there_without_rows():
    assert set(COLUMNS) < set(with_crosswalk(empty(CLAIMS)).columns)


def test_every_sub_event_has_its_event():
    assert all(event.kind for event in EVENTS.values() if event.sub)
