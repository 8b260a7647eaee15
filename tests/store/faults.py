"""Break stores on purpose, and count: `python tests/store/faults.py kills 100`.

kills N [URL]     N times: add 1,000 articles one by one, be killed with SIGKILL somewhere in between, look what is there
crowd URL         two writers and eight readers at once
creation URL      eight processes make the same atlas at once, and each adds an article

Answers one line of JSON. Processes are forked from one that has everything loaded.
"""

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from synthetic import many  # noqa: E402

from contested.store import Reading, open_store  # noqa: E402
from contested.store.geopackage import GeoPackageStore  # noqa: E402
from factories import day  # noqa: E402

ADDS = 1000


def in_child(work: Callable[[int], None]) -> tuple[int, int]:
    """Fork; run `work` with a pipe to write to. Answer the child's id and the end of the pipe to read from."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        code = 1
        try:
            work(into)
            code = 0
        finally:
            sys.stderr.flush()
            os._exit(code)
    os.close(into)
    return child, out


def add_all(address: str, readings: list[Reading], into: int) -> None:
    """Add one by one; acknowledge each by a byte."""
    with open_store(address, create=True) as store:
        for each in readings:
            store.write(each, recorded_at=day(1))
            os.write(into, b".")


def kills(rounds: int, address: str | None) -> dict[str, int]:
    """Kill and look, `rounds` times; with an address each round uses a schema of its own."""
    pick, readings = random.Random(7), many(ADDS)
    whole = {each.article.id: len(each.claims) for each in readings}
    seen = {"kills": 0, "acknowledged": 0, "lost": 0, "in_flight": 0, "damaged": 0, "torn": 0}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            there = f"{address}&schema=kill_{number}" if address else f"{folder}/{number}.gpkg"
            child, out = in_child(lambda into, there=there: add_all(there, readings, into))
            wanted, acknowledged = pick.randrange(1, 200), 0
            while acknowledged < wanted and (got := os.read(out, 64)):
                acknowledged += len(got)
            time.sleep(pick.random() / 500)
            os.kill(child, signal.SIGKILL)
            while got := os.read(out, 4096):
                acknowledged += len(got)
            os.close(out)
            _, code = os.waitpid(child, 0)
            seen["kills"] += os.WIFSIGNALED(code)
            with open_store(there) as store:
                if isinstance(store, GeoPackageStore):
                    seen["damaged"] += bool(store.check())
                held = store.articles()["article_id"]
                counts = store.claims()["article_id"].value_counts()
            order = [each.article.id for each in readings[: len(held)]]
            seen["acknowledged"] += acknowledged
            seen["lost"] += max(0, acknowledged - len(held)) + len(set(order) - set(held))
            seen["in_flight"] += max(0, len(held) - acknowledged)  # recorded, and killed before it could say so
            seen["torn"] += sum(int(counts.get(each, 0)) != whole[each] for each in held)
    return seen


def crowd(address: str) -> dict[str, int]:
    """Two writers, who share a third of their articles, and eight readers."""
    readings = many(45)
    open_store(address, create=True).close()

    def write(mine: list[Reading], into: int) -> None:
        add_all(address, mine, into)

    def look(into: int) -> None:
        with open_store(address, read_only=True) as store:
            before, looks = 0, 0
            while before < 2 * len(readings):
                found = store.claims()["article_id"].value_counts()
                assert len(found) * 2 >= before, "an article was lost"
                assert (found == 2).all(), "an article was seen by halves"
                before, looks = len(found) * 2, looks + 1
                time.sleep(0.02)
            os.write(into, b"r" * looks)

    children = [in_child(lambda into, mine=mine: write(mine, into)) for mine in (readings[:30], readings[:14:-1])]
    children += [in_child(look) for _ in range(8)]
    failed = sum(os.waitpid(child, 0)[1] != 0 for child, _ in children)
    looks = sum(len(os.read(out, 65536)) for _, out in children[2:])
    with open_store(address) as store:
        return {"failed": failed, "articles": len(store.articles()), "claims": len(store.claims()), "looks": looks}


def creation(address: str) -> dict[str, int]:
    """Eight processes at one door."""
    readings = many(8)
    children = [in_child(lambda into, each=each: add_all(address, [each], into)) for each in readings]
    failed = sum(os.waitpid(child, 0)[1] != 0 for child, _ in children)
    with open_store(address) as store:
        return {"failed": failed, "articles": len(store.articles())}


if __name__ == "__main__":
    what, *rest = sys.argv[1:] or ["help"]
    if what == "kills":
        report = kills(int(rest[0]), rest[1] if len(rest) > 1 else None)
    elif what in {"crowd", "creation"}:
        report = {"crowd": crowd, "creation": creation}[what](rest[0])
    else:
        sys.exit(__doc__)
    sys.stdout.write(json.dumps(report) + "\n")
