"""Statuses at many moments are those of each moment asked for by itself."""

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.errors import FrameError
from contested.frame import CLAIMS, STATUS, empty
from contested.model import AidStatus, Epistemic, Modality, Predicate, TimeRelation
from contested.status import Basis, Moment, spells, status
from factories import NORTH, SIDES, SOUTH, Say, claims, day, place, series_claims

P = Predicate
_AGES = {"status_id", "valid_at", "known_at", "confidence", "age_days", "geometry"}
_COMPARED = [column.name for column in STATUS.columns if column.name not in _AGES]
_SAYINGS = st.builds(
    Say,
    predicate=st.sampled_from([P.HOLDS, P.CAPTURES, P.WITHDRAWS, P.DENIES_CAPTURE, P.CLASHES, P.BESIEGES]),
    at=st.sampled_from([place("Alder"), place("Birch")]),
    # the last two are given an id by some claims and named without one by others
    actor=st.sampled_from([None, "monitors", NORTH, SOUTH]),
    origin=st.sampled_from([NORTH, SOUTH, "monitors", "northern force", None]),
    outlet=st.sampled_from(["Invented Daily", "Invented Wire", "Southern Force"]),
    day=st.sampled_from([None, 1, 2, 3, 9, 25]),
    modality=st.sampled_from([Modality.ASSERTED, Modality.ASSERTED, Modality.DENIED, Modality.RETRACTED]),
    time=st.sampled_from([TimeRelation.CURRENT, TimeRelation.RECENT_EVENT]),
    epistemic=st.sampled_from([Epistemic.CLAIMED, Epistemic.ACKNOWLEDGED]),
    aid=st.sampled_from([None, None, AidStatus.OPEN, AidStatus.CLOSED]),
    aid_until=st.sampled_from([None, "2031-03-04", "2031-03"]),
    valid_from=st.sampled_from([None, day(1), day(2) + timedelta(hours=5), day(40)]),
    valid_to=st.sampled_from([None, None, day(4), day(10)]),
)
_ENDS = [datetime(2031, 3, number, 23, 59, 59, 999999, tzinfo=UTC) for number in (1, 2, 3, 5, 9, 17)]
_ENDS.append(datetime(2031, 4, 20, tzinfo=UTC))


def told(frame, line):
    rows = frame.assign(line=frame[line]).sort_values("line")[["line", *_COMPARED]].reset_index(drop=True)
    return pd.DataFrame(rows).astype(object).where(rows.notna(), None)


def check(frame, moments, basis):
    found = spells(frame, moments, basis=basis, sides=SIDES)
    for position, moment in enumerate(moments):
        at = "known_at" if basis is Basis.KNOWN else "valid_at"
        expected = status(frame, as_of=moment.now, sides=SIDES, **{at: moment.until})
        here = found[(found["first"] <= position) & (position <= found["last"])]
        pd.testing.assert_frame_equal(told(here, "line"), told(expected, "status_id"))


@settings(max_examples=20, deadline=None)
@given(st.lists(_SAYINGS, min_size=1, max_size=8), st.sampled_from(Basis), st.sampled_from([None, day(3), day(200)]))
def test_each_moment_is_told_as_if_it_had_been_asked_for_alone(sayings, basis, last):
    frame = claims(*sayings).drop_duplicates("claim_id").reset_index(drop=True)
    moments = [Moment(until=end, now=end) for end in _ENDS[:-1]] + [Moment(until=_ENDS[-1], now=last or _ENDS[-1])]
    check(frame, moments, basis)


@pytest.mark.parametrize("basis", Basis)
def test_the_series_is_told_day_by_day(basis):
    ends = [day(number + 1) - timedelta(microseconds=1) for number in range(1, 22, 5)]
    check(series_claims(), [Moment(until=end, now=end) for end in ends], basis)


def test_copies_of_an_article_speak_with_one_voice_once_the_copy_is_known():
    frame = claims(Say(outlet="Invented Daily"), Say(outlet="Invented Wire", day=2), Say(outlet="Invented Echo", day=3))
    frame["copy_of"] = [None, None, frame["article_id"].iloc[0]]
    check(frame, [Moment(until=day(number), now=day(number)) for number in range(1, 4)], Basis.KNOWN)


def test_a_side_that_is_learnt_from_a_later_claim_elsewhere_counts_from_then():
    frame = claims(
        Say(actor="Northern Council", origin="Northern Council"),
        Say(actor=NORTH, origin=NORTH),
        Say(at=place("Birch"), actor="Northern Council", origin="Northern Council", day=3),
    )
    frame.loc[0, ["actor_id", "origin_actor_id"]] = None
    moments = [Moment(until=day(number), now=day(number)) for number in (1, 3)]
    check(frame, moments, Basis.KNOWN)
    found = spells(frame, moments, sides=SIDES)
    assert found["control"][found["place"] == "Alder"].tolist() == ["contested", "held"]


def test_a_status_that_stays_the_same_is_one_spell():
    found = spells(claims(Say(origin=NORTH)), [Moment(until=day(number), now=day(number)) for number in range(1, 30)])
    assert found[["first", "last"]].to_numpy().tolist() == [[0, 28]]


def test_fighting_runs_out_on_a_day_without_an_article():
    frame = claims(Say(predicate=P.CLASHES, actor=None, origin="residents", time=TimeRelation.RECENT_EVENT))
    moments = [Moment(until=day(number), now=day(number)) for number in (1, 15, 16, 17)]
    found = spells(frame, moments)
    assert found[["control", "first", "last"]].to_numpy().tolist() == [["contested", 0, 1], ["unknown", 2, 3]]


def test_what_was_learnt_later_counts_earlier_only_in_the_state_as_it_was():
    event = Say(predicate=P.CAPTURES, time=TimeRelation.RECENT_EVENT, valid_from=day(2), day=9)
    moments = [Moment(until=day(number), now=day(number)) for number in (1, 2, 9)]
    assert spells(claims(event), moments)["first"].tolist() == [2]
    assert spells(claims(event), moments, basis=Basis.VALID)["first"].tolist() == [1]


def test_a_moment_without_an_end_knows_everything():
    frame = claims(Say(day=None), Say(at=place("Birch"), day=5))
    found = spells(frame, [Moment(until=None)])
    assert found["line"].tolist() == status(frame)["status_id"].tolist()


def test_moments_out_of_order_are_refused():
    with pytest.raises(FrameError, match="moment 1 is before"):
        spells(claims(Say()), [Moment(until=day(3)), Moment(until=day(2))])


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(FrameError, match="no zone"):
        spells(claims(Say()), [Moment(until=datetime(2031, 3, 1))])  # noqa: DTZ001


def test_no_claims_make_no_spells():
    found = spells(empty(CLAIMS), [Moment(until=None)])
    assert len(found) == 0
    assert {"line", "first", "last"} <= set(found.columns)
