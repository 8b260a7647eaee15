"""Choosing and counting rows of the status and claims frames."""

import pandas as pd
import pytest

from contested.errors import FrameError, UnknownPlaceError
from contested.frame import CLAIMS, STATUS, empty
from contested.model import AidStatus, Modality, PlaceKind, Predicate
from contested.query import (
    aid_reachability,
    by_admin,
    by_source,
    changed,
    disputed,
    held_by,
    rival_claims,
    summary,
    timeline,
)
from contested.status import status
from factories import NORTH, SIDES, SOUTH, Say, claims, day, place, series_claims


def now(*sayings: Say, **options: object):
    frame = claims(*sayings) if sayings else series_claims()
    return status(frame, sides=SIDES, **options)


def test_disputed_places_are_those_with_any_dispute_or_strictly_contested():
    frame = now(known_at=day(4))
    assert set(disputed(frame).place) == {"Birch", "Cedar"}
    assert set(disputed(frame, strict=True).place) == {"Birch"}


def test_places_held_by_an_actor_are_found_in_any_case_of_letters():
    assert set(held_by(now(), NORTH.upper()).place) == {"Birch", "Elm", "Fir", "Gorse", "Larch"}
    assert len(held_by(now(), "nobody")) == 0


def test_changes_between_two_days_are_new_and_changed_rows():
    answer = changed(now(known_at=day(5)), now(known_at=day(6))).set_index("place")
    assert answer.change.to_dict() == {"Birch": "changed", "Fir": "new"}
    assert answer.was_dispute["Birch"] == "rival_claims"
    assert answer.was_control["Fir"] is None


def test_nothing_changes_between_a_day_and_itself():
    assert len(changed(now(), now())) == 0


def test_everything_is_new_since_nothing_was_known():
    answer = changed(now()[:0], now())
    assert set(answer.change) == {"new"}
    assert answer.was_control.isna().all()


def test_rival_claims_are_the_claims_of_both_parties():
    frame = claims(
        Say(origin=NORTH),
        Say(actor=SOUTH, origin=SOUTH, day=2),
        Say(at=place("Birch"), origin=NORTH, day=2),
    )
    answer = rival_claims(frame)
    assert set(answer.place) == {"Alder"}
    assert set(answer.holder) == {NORTH, SOUTH}


def test_a_capture_claimed_and_denied_is_a_rival_claim():
    frame = claims(
        Say(predicate=Predicate.CAPTURES, origin=NORTH),
        Say(predicate=Predicate.DENIES_CAPTURE, actor=SOUTH, origin=SOUTH, modality=Modality.DENIED, day=2),
    )
    assert len(rival_claims(frame)) == 2


def test_a_timeline_is_in_order_with_undated_claims_last():
    answer = timeline(series_claims(), "cedar")
    assert answer.dated.tolist() == ["article", "article", "undated"]
    assert answer.published.dropna().is_monotonic_increasing


def test_a_timeline_of_an_unknown_place_names_the_nearest():
    with pytest.raises(UnknownPlaceError, match="Cedar"):
        timeline(series_claims(), "Ceder")


def test_sources_are_counted_by_origin():
    answer = by_source(series_claims()).set_index("origin")
    assert answer.n_claims[NORTH] == int((series_claims().origin == NORTH).sum())
    assert answer.n_claims.sum() == len(series_claims())


def test_units_are_counted_by_level():
    largest, next_one = by_admin(now()).set_index("unit"), by_admin(now(), level=1).set_index("unit")
    assert "Invented Land" in largest.index
    assert "Invented District" in next_one.index
    assert largest.n_contested.sum() == now().contested.sum()
    with pytest.raises(FrameError, match="level"):
        by_admin(now(), level=-1)


def test_a_level_that_no_place_has_counts_all_under_none():
    answer = by_admin(now(), level=7)
    assert answer.unit.tolist() == ["(none)"]
    assert answer.n_places.tolist() == [now().place_id.nunique()]


def test_aid_points_are_listed_with_the_nearest_disputed_place():
    gate = place("Ivy Gate", 20.02, 5.0, kind=PlaceKind.CROSSING)
    far = place("Far Gate", 22.0, 5.0, kind=PlaceKind.CROSSING)
    frame = now(
        Say(origin=NORTH),
        Say(actor=SOUTH, origin=SOUTH, day=2),
        Say(predicate=Predicate.AID_POINT_OPENED, at=gate, aid=AidStatus.OPEN, day=2),
        Say(predicate=Predicate.AID_POINT_OPENED, at=far, aid=AidStatus.OPEN, day=3),
        Say(predicate=Predicate.AID_POINT_OPENED, at=None, aid=AidStatus.OPEN, aid_name="a gate", day=3),
    )
    answer = aid_reachability(frame, km=10)
    assert answer.place.tolist()[0] == "Ivy Gate"
    assert answer.distance_m[0] == pytest.approx(2219, abs=2)
    assert answer.nearness.tolist() == ["certain", None, None]
    assert sorted(answer.located) == [False, True, True]


def test_a_summary_counts_every_row_once_for_each_question():
    frame = now()
    answer = summary(frame)
    assert answer[answer.what == "control"].n_rows.sum() == len(frame)
    assert answer[answer.what == "dispute"].n_rows.sum() == len(frame)
    assert answer[answer.what == "aid_status"].n_rows.sum() == frame.aid_point.sum()


def test_questions_to_empty_frames_have_empty_answers():
    none, said = empty(STATUS), empty(CLAIMS)
    answers = [
        disputed(none),
        held_by(none, NORTH),
        changed(none, none),
        rival_claims(said),
        by_source(said),
        by_admin(none),
        aid_reachability(none),
        summary(none),
    ]
    assert [len(answer) for answer in answers] == [0] * len(answers)


def test_questions_leave_the_frames_unchanged():
    frame, said = now(), series_claims()
    before, said_before = frame.copy(), said.copy()
    for ask in (disputed, by_admin, aid_reachability, summary):
        ask(frame)
    for ask in (rival_claims, by_source):
        ask(said)
    timeline(said, "Cedar")
    pd.testing.assert_frame_equal(pd.DataFrame(frame), pd.DataFrame(before))
    pd.testing.assert_frame_equal(pd.DataFrame(said), pd.DataFrame(said_before))


def test_a_frame_that_is_no_status_frame_is_refused():
    with pytest.raises(FrameError, match="lacks"):
        disputed(series_claims())
