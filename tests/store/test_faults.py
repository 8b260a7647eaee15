"""Stores that are killed, crowded, interrupted, filled up and locked."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from backends import Backend, Server
from synthetic import many

from contested.errors import AtlasBusyError, AtlasFullError
from contested.store import geopackage, open_store
from contested.store.memory import _Ledger
from contested.store.sql_ledger import SqlLedger
from factories import day


def break_it(*arguments: str) -> dict[str, int]:
    script = Path(__file__).with_name("faults.py")
    done = subprocess.run(
        [sys.executable, str(script), *arguments], capture_output=True, text=True, check=False, timeout=900
    )
    assert done.returncode == 0, done.stderr
    report: dict[str, int] = json.loads(done.stdout)
    return report


def check_kills(report: dict[str, int], rounds: int) -> None:
    assert report["kills"] == rounds
    assert report["acknowledged"] >= rounds
    assert (report["lost"], report["damaged"], report["torn"]) == (0, 0, 0)
    assert report["in_flight"] <= rounds  # at most the one that was being written each time


def test_a_file_survives_being_killed_in_the_middle_of_writing() -> None:
    check_kills(break_it("kills", "3"), 3)


def test_a_server_survives_that_its_client_is_killed(server: Server) -> None:
    check_kills(break_it("kills", "2", server.database), 2)


@pytest.mark.long
def test_a_file_survives_a_hundred_kills() -> None:
    check_kills(break_it("kills", "100"), 100)


def test_two_writers_and_eight_readers_do_not_disturb_each_other(lasting: Backend) -> None:
    report = break_it("crowd", lasting.next_address())
    assert (report["failed"], report["articles"], report["claims"]) == (0, 45, 90)
    assert report["looks"] >= 8


def test_eight_processes_may_make_the_same_atlas_at_once(lasting: Backend) -> None:
    assert break_it("creation", lasting.next_address()) == {"failed": 0, "articles": 8}


def test_an_interrupted_write_leaves_nothing_behind(backend: Backend, monkeypatch: pytest.MonkeyPatch) -> None:
    store, (first, second) = backend.new(), many(2)
    store.write(first, recorded_at=day(1))
    before = store.revision()

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(_Ledger if backend.name == "memory" else SqlLedger, "append_events", interrupt)
        with pytest.raises(KeyboardInterrupt):
            store.write(second, recorded_at=day(2))
    assert (len(store.articles()), len(store.claims()), store.revision()) == (1, 2, before)
    assert store.write(second, recorded_at=day(2)).claims_new


def test_a_full_disk_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    store = open_store(tmp_path / "full.gpkg", create=True)
    assert isinstance(store, geopackage.GeoPackageStore)
    readings = many(50, claims=5)
    store.write_many(readings[:10], recorded_at=day(1))
    connection = store._file._open()
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 20}")
    with pytest.raises(AtlasFullError, match=r"full\.gpkg: there is no room left .*make room"):
        store.write_many(readings[10:], recorded_at=day(2))
    assert len(store.articles()) == 10
    connection.execute("PRAGMA max_page_count = 1000000")
    assert len(store.write_many(readings, recorded_at=day(3))) == 50
    assert (len(store.articles()), store.check()) == (50, ())
    store.close()


def test_a_locked_file_says_so_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geopackage, "WAIT_S", 0.05)
    path = tmp_path / "locked.gpkg"
    with open_store(path, create=True) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(AtlasBusyError, match=r"locked\.gpkg: another program keeps it locked"):
            store.write(many(1)[0], recorded_at=day(1))
        assert len(store.claims()) == 0  # readers go on
        other.close()
        assert store.write(many(1)[0], recorded_at=day(1)).new
