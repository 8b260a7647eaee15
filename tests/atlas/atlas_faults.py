"""Break atlases on purpose, and count: `python tests/atlas/atlas_faults.py kills 100`.

kills N [URL]     N times: add 1,000 articles, be killed with SIGKILL somewhere in between, look what is there
crowd [URL]       two writers and eight readers at once
twins N [URL]     N times: two processes add copies of one text at the same moment; count the links that are missing

URL is the address of a database, to which a schema is added; without it, a GeoPackage in a temporary folder. Answers
one line of JSON. Processes are forked from one that has everything loaded. Articles are read by a reader that finds the
same claim in each, since what is tested is how they are recorded.
"""

import json
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "store")]

from faults import in_child  # noqa: E402

from contested.atlas import Atlas, theatres  # noqa: E402
from contested.extract.engine import Reader  # noqa: E402
from contested.gazetteer.gazetteer import open_gazetteer  # noqa: E402
from contested.model import Article, Extraction  # noqa: E402
from contested.store.geopackage import GeoPackageStore  # noqa: E402
from factories import Say, extraction, place  # noqa: E402

ADDS, READERS, SHARED = 1000, 8, 30


class OneClaim(Reader):
    """Reads the same claim in each article, on one of twenty places by the number in its name."""

    def read(self, article: Article, **_options: object) -> Extraction:
        """Answer an extraction of `article`."""
        made = extraction(_say(int(str(article.name).rpartition("-")[2])))
        (resolution,), (claim,) = made.resolutions, made.claims
        read = replace(resolution, mention=replace(resolution.mention, article_id=article.id))
        told = replace(claim, article_id=article.id, resolution=read)
        return replace(made, article=article, resolutions=(read,), claims=(told,), theatre=None)


def _say(number: int) -> Say:
    return Say(at=place(f"Place {number % 20}", 20.0 + number % 20 * 0.1), day=1 + number % 28)


def invented(number: int, *, before: str = "", after: str = "") -> Article:
    """Answer one of many articles: a text of its own that begins as that of an extraction does."""
    made = extraction(_say(number)).article
    return replace(
        made,
        text=f"{made.text} Number {number}. {after}",
        name=f"invented-{number}",
        url=f"https://news.invalid/{before}{number}",
        outlet=before or made.outlet,
    )


def open_one(address: str, *, create: bool = False, read_only: bool = False) -> Atlas:
    """Open an atlas that reads one claim in each article."""
    theatres.open_atlas_reader = lambda _choice: OneClaim(_GAZETTEER, [])
    return Atlas.open(address, create=create, read_only=read_only)


_GAZETTEER = open_gazetteer(theatres=(), world=False)


def add_all(address: str, articles: list[Article], into: int) -> None:
    """Add one by one; acknowledge each by a byte."""
    with open_one(address, create=True) as atlas:
        for one in articles:
            update = atlas.add([one])
            assert not update.failed, update.failed
            os.write(into, b".")


def address_of(folder: str, url: str | None, name: str) -> str:
    """Answer where an atlas of this name is to be."""
    return f"{url}&schema={name}" if url else f"{folder}/{name}.gpkg"


def kills(rounds: int, url: str | None) -> dict[str, int]:
    """Kill and look, `rounds` times."""
    pick, articles = random.Random(7), [invented(number) for number in range(ADDS)]
    seen = dict.fromkeys(("kills", "acknowledged", "lost", "in_flight", "damaged", "torn", "underived"), 0)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            there = address_of(folder, url, f"killed_{number}")
            child, out = in_child(lambda into, there=there: add_all(there, articles, into))
            wanted, acknowledged = pick.randrange(1, 30), 0
            while acknowledged < wanted and (got := os.read(out, 64)):
                acknowledged += len(got)
            time.sleep(pick.random() / 5)
            os.kill(child, signal.SIGKILL)
            while got := os.read(out, 4096):
                acknowledged += len(got)
            os.close(out)
            _, code = os.waitpid(child, 0)
            seen["kills"] += os.WIFSIGNALED(code)
            seen["acknowledged"] += acknowledged
            for what, count in look(there, articles, acknowledged).items():
                seen[what] += count
            if not url:
                Path(there).unlink()
    return seen


def look(address: str, articles: list[Article], acknowledged: int) -> dict[str, int]:
    """Look at what a killed process left, and what the next one makes of it."""
    with open_one(address) as atlas:
        damaged = bool(atlas.store.check()) if isinstance(atlas.store, GeoPackageStore) else False
        held = atlas.articles()["article_id"].tolist()
        claims = atlas.claims()["article_id"].value_counts()
        order = [one.id for one in articles[: len(held)]]
        atlas.add([])
        derived, anew = atlas.store.status_now(), atlas.status()
        same = derived[["status_id", "why", "n_claims"]].equals(anew[["status_id", "why", "n_claims"]])
        again = atlas.add([articles[0]]).counts["articles_new"]
    return {
        "lost": max(0, acknowledged - len(held)) + len(set(order) - set(held)) + again,
        "in_flight": max(0, len(held) - acknowledged),  # recorded, and killed before it could say so
        "damaged": int(damaged),
        "torn": sum(int(claims.get(one, 0)) != 1 for one in held),
        "underived": int(not same),
    }


def crowd(url: str | None) -> dict[str, int]:
    """Two writers, who share a third of their articles, and eight readers."""
    articles = [invented(number) for number in range(45)]
    with tempfile.TemporaryDirectory() as folder:
        there = address_of(folder, url, "crowd")
        open_one(there, create=True).close()

        def write(mine: list[Article], into: int) -> None:
            add_all(there, mine, into)

        def read(into: int) -> None:
            with open_one(there, read_only=True) as atlas:
                before, looks = 0, 0
                while before < len(articles):
                    found = len(atlas.claims())
                    assert found >= before, "a claim was lost"
                    assert atlas.status()["n_claims"].sum() >= before, "a status lost a claim"
                    before, looks = found, looks + 1
                    time.sleep(0.02)
                os.write(into, b"r" * looks)

        children = [
            in_child(lambda into, mine=mine: write(mine, into)) for mine in (articles[:SHARED], articles[:14:-1])
        ]
        children += [in_child(read) for _ in range(READERS)]
        failed = sum(os.waitpid(child, 0)[1] != 0 for child, _ in children)
        looks = sum(len(os.read(out, 65536)) for _, out in children[2:])
        for _, out in children:
            os.close(out)
        found = look(there, articles, len(articles))
    return {"failed": failed, "looks": looks, **{word: found[word] for word in ("lost", "torn", "underived")}}


def twins(rounds: int, url: str | None) -> dict[str, int]:
    """Let two processes add copies of one text at once, each with a headline of its own."""
    words = " ".join(f"word{number}" for number in range(60))
    seen = {"rounds": 0, "failed": 0, "missing": 0}
    with tempfile.TemporaryDirectory() as folder:
        there = address_of(folder, url, "twins")
        open_one(there, create=True).close()
        for number in range(rounds):
            pair = [
                invented(
                    number, before=outlet, after=f"Of round {number}: {words.replace('word', f'w{number}of')}{end}"
                )
                for outlet, end in (("Wire", ""), ("Radio", " and one more"))
            ]
            gate = os.pipe()

            def add(into: int, one: Article, gate: tuple[int, int] = gate) -> None:
                with open_one(there) as atlas:
                    atlas._adding()
                    os.write(into, b".")
                    os.close(gate[1])
                    os.read(gate[0], 1)  # until both are ready
                    atlas.add([one])

            children = [in_child(lambda into, one=one, add=add: add(into, one)) for one in pair]
            for _, out in children:
                os.read(out, 1)
            os.close(gate[0])
            os.close(gate[1])
            seen["failed"] += sum(os.waitpid(child, 0)[1] != 0 for child, _ in children)
            for _, out in children:
                os.close(out)
            seen["rounds"] += 1
        with open_one(there) as atlas:
            seen["missing"] = rounds - int(atlas.articles()["copy_of"].notna().sum())
    return seen


if __name__ == "__main__":
    what, *rest = sys.argv[1:] or ["help"]
    if what in {"kills", "twins"}:
        report = {"kills": kills, "twins": twins}[what](int(rest[0]), rest[1] if len(rest) > 1 else None)
    elif what == "crowd":
        report = crowd(rest[0] if rest else None)
    else:
        sys.exit(__doc__)
    sys.stdout.write(json.dumps(report) + "\n")
