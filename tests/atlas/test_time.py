"""What was known when, what held when, what changed between, what a place went through."""

from datetime import UTC, datetime, timedelta

import pytest

from conftest import CAPTURED, CLOSED, DENIED, OPEN, article, day
from contested.errors import FrameError, RecordError, UnknownPlaceError
from contested.store import Selection


def test_a_past_view_can_be_had_again(atlas, clock):
    atlas.add([article(CAPTURED, published=3)])
    told = atlas.status()
    then = clock()
    atlas.add([article(DENIED, outlet="Fictional Radio", published=4)])
    again = atlas.status(known_at=then)
    assert again["control"].tolist() == told["control"].tolist() == ["held"]
    assert again["why"].tolist() == told["why"].tolist()
    assert again["known_at"].tolist() == [then]
    assert atlas.status()["control"].tolist() == ["contested"]


def test_known_at_is_when_it_was_recorded_and_valid_at_when_it_holds(atlas, clock):
    before = clock()
    atlas.add([article(CAPTURED, published=3), article(DENIED, outlet="Fictional Radio", published=10)])
    assert len(atlas.claims(Selection(known_at=before))) == 0
    assert atlas.status(valid_at=day(5))["control"].tolist() == ["held"]
    assert atlas.status(valid_at=day(12))["control"].tolist() == ["contested"]


def test_changes_are_between_what_was_known_then_and_now(atlas, clock):
    atlas.add([article(CAPTURED, published=3), article(OPEN, published=3)])
    since = clock()
    atlas.add([article(DENIED, outlet="Fictional Radio", published=4)])
    middle = clock()
    atlas.add([article(CLOSED, published=5)])
    told = atlas.changes(since=since)[["place", "change"]].to_numpy().tolist()
    assert sorted(told) == [["Kerem Shalom Crossing", "ended"], ["Rafah", "contradicted"]]
    assert atlas.changes(since=since, until=middle)["place"].tolist() == ["Rafah"]
    assert len(atlas.changes(since=clock())) == 0


def test_a_place_whose_only_claim_was_superseded_is_gone(atlas, clock):
    url = "https://wire.example/1"
    atlas.add([article(CAPTURED, published=3, url=url)])
    since = clock()
    atlas.add([article("Nothing happened anywhere.", published=4, url=url)])
    row = atlas.changes(since=since).iloc[0]
    assert (row["place"], row["change"], row["was_control"]) == ("Rafah", "gone", "held")


def test_the_history_of_a_place_lists_what_was_said_and_how_its_status_changed(atlas):
    atlas.add([article(CAPTURED, published=3), article(DENIED, outlet="Fictional Radio", published=6)])
    told = atlas.history("rafah")
    assert told.place == "Rafah"
    assert told.statuses[["since", "control"]].to_numpy().tolist() == [
        [datetime(2031, 3, 3, tzinfo=UTC), "held"],
        [datetime(2031, 3, 6, tzinfo=UTC), "contested"],
    ]
    assert told.claims["published"].tolist() == [day(3), day(6)]
    assert atlas.history(told.place_id).statuses["control"].tolist() == ["held", "contested"]


def test_a_history_has_what_was_superseded_and_says_so(atlas):
    url = "https://wire.example/1"
    atlas.add([article(CAPTURED, published=3, url=url)])
    atlas.add([article(DENIED, published=4, url=url)])
    told = atlas.history("Rafah").claims
    assert dict(zip(told["published"], told["current"], strict=True)) == {day(3): False, day(4): True}


def test_the_history_of_undated_articles_is_one_status(atlas):
    atlas.add([article(CAPTURED)])
    assert atlas.history("Rafah").statuses["control"].tolist() == ["held"]


def test_an_unknown_place_is_told_with_the_nearest_names(atlas):
    atlas.add([article(CAPTURED, published=3)])
    with pytest.raises(UnknownPlaceError, match=r"(?i)did you mean .?rafah"):
        atlas.history("Raffah")


@pytest.mark.parametrize("name", ["valid_at", "known_at"])
def test_a_time_without_a_zone_is_refused(atlas, name):
    with pytest.raises((FrameError, RecordError), match="has no zone"):
        atlas.status(**{name: datetime(2031, 3, 3)})  # noqa: DTZ001


def test_a_clock_that_runs_backwards_does_not_change_what_was_known(atlas, clock):
    atlas.add([article(CAPTURED, published=3)])
    then = clock.at
    clock.at -= timedelta(days=30)
    atlas.add([article(DENIED, outlet="Fictional Radio", published=4)])
    assert len(atlas.claims(Selection(known_at=then - timedelta(days=1)))) == 0
    assert atlas.claims()["recorded_at"].is_monotonic_increasing
