"""Atlases that are killed, crowded and filled up, and whose clock is turned back. The full counts: atlas_faults.py."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import CAPTURED, DENIED, HELD, article
from contested.atlas import Atlas
from contested.errors import AtlasFullError


def break_it(*arguments):
    script = Path(__file__).with_name("atlas_faults.py")
    done = subprocess.run(
        [sys.executable, str(script), *arguments], capture_output=True, text=True, check=False, timeout=3000
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def check_kills(report, rounds):
    assert (report["kills"], report["acknowledged"] >= rounds) == (rounds, True)
    assert report["in_flight"] <= rounds  # at most the one that was being written each time
    wrong = ("lost", "damaged", "torn", "underived")
    assert {word: report[word] for word in wrong} == dict.fromkeys(wrong, 0)


def test_an_atlas_survives_being_killed_in_the_middle_of_adding():
    check_kills(break_it("kills", "2"), 2)


@pytest.mark.long
def test_an_atlas_survives_a_hundred_kills():
    check_kills(break_it("kills", "100"), 100)


def test_two_processes_that_add_copies_at_once_link_them():
    assert break_it("twins", "3") == {"rounds": 3, "failed": 0, "missing": 0}


def test_two_writers_and_eight_readers_of_an_atlas_do_not_disturb_each_other():
    report = break_it("crowd")
    assert report["looks"] >= 8
    assert {word: report[word] for word in ("failed", "lost", "torn", "underived")} == dict.fromkeys(
        ("failed", "lost", "torn", "underived"), 0
    )


def test_a_full_disk_stops_an_add_with_one_error_and_keeps_what_was_recorded(tmp_path, clock):
    with Atlas.open(tmp_path / "full.gpkg", create=True, theatre="gaza", clock=clock) as atlas:
        atlas.add([article(CAPTURED, published=3)])
        connection = atlas.store._file._open()
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        filling = [article(f"{HELD} {'Words without end. ' * 900} {number}", published=4) for number in range(20)]
        with pytest.raises(AtlasFullError, match=r"full\.gpkg: there is no room left .*make room"):
            atlas.add(filling)
        held = atlas.articles()["article_id"].tolist()
        connection.execute("PRAGMA max_page_count = 1000000")
        update = atlas.add([article(CAPTURED, published=3), *filling])
        assert update.counts["articles_repeated"] == len(held) >= 1
        assert (len(atlas.articles()), atlas.store.check()) == (21, ())
        derived = atlas.store.status_now()
        assert derived["why"].tolist() == atlas.status()["why"].tolist()


def test_a_clock_that_jumps_ahead_and_back_loses_nothing(atlas, clock):
    first = atlas.add([article(CAPTURED, published=3)])
    clock.at += timedelta(days=400)
    ahead = atlas.add([article(DENIED, outlet="Fictional Radio", published=4)])
    clock.at -= timedelta(days=800)
    back = atlas.add([article(HELD, published=5)])
    assert first.recorded_at < ahead.recorded_at <= back.recorded_at
    assert len(atlas.claims()) == 3
    assert atlas.articles()["asked_at"].notna().sum() == 1
    assert len(atlas.changes(since=first.recorded_at)) == 2
