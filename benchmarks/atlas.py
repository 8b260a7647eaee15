"""How fast an atlas is written and asked, and how large it grows.

    python benchmarks/atlas.py [--claims 1000 10000 100000 1000000] [--postgis URL] [--articles seeds]
    python benchmarks/atlas.py --one-more 100 1000 10000 [--postgis URL]

Claims are those read from the articles given, repeated with ids, places and days of their own, ten to an article.
Prints one row a size and backend: CPU seconds of this process for recording, and milliseconds an article; articles a
second (wall clock, one transaction for 100 articles); then, in milliseconds of CPU / wall clock, medians of 30: one
more article in a transaction of its own, the same again, a query by box, time and attribute, one article's claims;
megabytes on disk with the write-ahead log, and of memory at most. PostgreSQL's own CPU is not counted: look at the wall
clock.

`--one-more` prints one row for each number of articles: milliseconds of CPU / wall clock, medians of 30, of
`Atlas.add([article])` with all that belongs to it (read, copies and versions looked for, recorded, statuses derived,
the update recorded), then of its parts: read, recorded, derived; then of making all statuses anew, once.
"""

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import shapely

from contested import extract, read_articles
from contested.atlas import Atlas, adding
from contested.atlas import atlas as inside
from contested.frame import CLAIMS
from contested.model import Article, stable_id
from contested.store import Reading, Selection, Store, open_store, readings
from contested.where import read_filter

Figure = float | tuple[float, float]
PER_ARTICLE, ASKED, DAYS = 10, 30, 1000
BEGIN = datetime(2030, 1, 1, tzinfo=UTC)
WHERE = read_filter("family = 'control' AND changes_state = true", CLAIMS)


def synthetic(templates: list[Reading], count: int, *, first: int = 0) -> Iterator[Reading]:
    """Answer `count` readings of ten claims and as many mentions, made of the claims and mentions of `templates`."""
    pick = random.Random(first)
    claims = [row for each in templates for row in each.claims]
    mentions = [row for each in templates for row in each.mentions]
    for number in range(first, first + count):
        published = BEGIN + timedelta(days=number % DAYS, seconds=number)
        article = Article(text=f"Invented article {number}. " * 20, name=f"article-{number}", published=published)
        own = {"article_id": article.id, "article_name": article.name, "published": published}
        rows = []
        for each in range(PER_ARTICLE):
            place = pick.randrange(2000)
            where = shapely.Point(34.2 + place % 50 * 0.01, 31.2 + place // 50 * 0.01)
            rows.append(
                {
                    **pick.choice(claims),
                    **own,
                    "claim_id": stable_id("benchmark", number, each),
                    "place_id": f"benchmark:{place}",
                    "geometry": shapely.to_wkb(where),
                }
            )
        named = [
            {**pick.choice(mentions), "article_id": article.id, "mention_id": stable_id("mention", number, each)}
            for each in range(PER_ARTICLE)
        ]
        yield replace(templates[0], article=article, claims=tuple(rows), mentions=tuple(named))


def milliseconds(work: Callable[[int], object], times: int) -> tuple[float, float]:
    """Answer the medians of the CPU time and the wall-clock time of `work`."""
    taken = []
    for number in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        work(number)
        taken.append((time.process_time() - cpu, time.perf_counter() - wall))
    cpus, walls = zip(*taken, strict=True)
    return statistics.median(cpus) * 1000, statistics.median(walls) * 1000


def measure(store: Store, templates: list[Reading], claims: int, size: Callable[[], float]) -> list[Figure]:
    """Fill an empty store and ask it."""
    count = claims // PER_ARTICLE
    wall, cpu = time.perf_counter(), time.process_time()
    making = 0.0
    for first in range(0, count, 100):
        begin = time.process_time()
        batch = list(synthetic(templates, min(100, count - first), first=first))
        making += time.process_time() - begin
        store.write_many(batch, recorded_at=BEGIN)
    wall, cpu = time.perf_counter() - wall - making, time.process_time() - cpu - making
    more = list(synthetic(templates, ASKED, first=count))
    one_more = milliseconds(lambda n: store.write(more[n], recorded_at=BEGIN), ASKED)
    again = milliseconds(lambda n: store.write(more[n], recorded_at=BEGIN), ASKED)
    box = milliseconds(lambda n: store.claims(question(n)), ASKED)
    rows = statistics.median(len(store.claims(question(n))) for n in range(5))
    of_one = milliseconds(lambda n: store.claims(Selection(article_ids=(more[n].article.id,))), ASKED)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [cpu, cpu / count * 1000, count / wall, one_more, again, box, float(rows), of_one, size(), peak]


def question(number: int) -> Selection:
    """Answer a question by box (100 of 2,000 places), time and attribute."""
    west, south = 34.2 + number % 40 * 0.01, 31.2 + number % 30 * 0.01
    return Selection(bbox=(west, south, west + 0.095, south + 0.095), valid_at=BEGIN + timedelta(days=30), where=WHERE)


SAID = (
    "The Israeli military said on Monday that its troops had captured Rafah. Hamas denied it. The Kerem Shalom "
    "crossing was closed, COGAT said. {n} residents of Khan Younis fled along road {n} to Deir al-Balah with {m} "
    "others; a market of {n} stalls shut in the hour {m}. This text was made up to measure software; none of it "
    "happened."
)
STEPS = ("reading", "writing", "deriving")


def one_more(address: str, sizes: list[int], templates: list[Reading], backend: str) -> None:
    """Fill an atlas step by step, and add one article and another at each size."""
    there, told = 0, 0
    with Atlas.open(address, create=True, theatre="gaza") as atlas:
        for size in sizes:
            for first in range(there, size, 100):
                atlas.store.write_many(synthetic(templates, min(100, size - first), first=first), recorded_at=BEGIN)
            there = size
            cpu = time.process_time()
            atlas.add([])  # catches up with all of them
            anew = time.process_time() - cpu
            spent: dict[str, list[float]] = {step: [] for step in STEPS}
            with parted(spent):
                more = [invented(told + number) for number in range(ASKED)]
                taken = milliseconds(lambda n, more=more: atlas.add([more[n]]), ASKED)
            told += ASKED
            parts = [statistics.median(spent[step]) * 1000 for step in STEPS]
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            cells = [f"{size:,}", backend, " / ".join(f"{each:,.0f}" for each in taken), *(f"{p:,.0f}" for p in parts)]
            print(" | ".join([*cells, f"{anew * 1000:,.0f}", f"{peak:,.0f}"]), flush=True)


def invented(number: int) -> Article:
    """Answer one of many articles that tell nearly the same of five places, newer than all before."""
    return Article(
        text=SAID.format(n=number, m=number * 7),
        name=f"more-{number}",
        outlet="Invented Wire",
        published=BEGIN + timedelta(days=DAYS + 100, hours=number),
    )


@contextmanager
def parted(spent: dict[str, list[float]]) -> Iterator[None]:
    """Note the CPU seconds of the steps of each add."""
    places = {
        "reading": (adding, "read_together"),
        "writing": (adding.Adding, "_write"),
        "deriving": (inside, "derive"),
    }
    before = {step: getattr(*place) for step, place in places.items()}

    def noted(step: str, work: Callable[..., object]) -> Callable[..., object]:
        def run(*given: object, **options: object) -> object:
            cpu = time.process_time()
            try:
                return work(*given, **options)
            finally:
                spent[step].append(time.process_time() - cpu)

        return run

    for step, (owner, name) in places.items():
        setattr(owner, name, noted(step, before[step]))
    try:
        yield
    finally:
        for step, (owner, name) in places.items():
            setattr(owner, name, before[step])


HEADS_OF_ONE = ("articles", "backend", "one more", "read", "recorded", "derived", "all anew", "peak MB")
HEADS = (
    "claims", "backend", "CPU s", "CPU ms an article", "articles/s", "one more", "again", "box+time+attribute", "rows",
    "one article", "MB", "peak MB",
)  # fmt: skip


def main() -> None:
    """Measure, and print a table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--claims", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    options.add_argument("--postgis", help="address of an empty database with PostGIS; each size makes a schema in it")
    options.add_argument("--articles", default="seeds", help="articles whose claims are repeated")
    options.add_argument("--one-more", type=int, nargs="+", help="measure the cost of one more article at these sizes")
    chosen = options.parse_args()
    templates = readings(extract(read_articles(chosen.articles)), reader="benchmark")
    mark = "&" if "?" in (chosen.postgis or "") else "?"
    if chosen.one_more:
        print(" | ".join(HEADS_OF_ONE), flush=True)
        with tempfile.TemporaryDirectory() as folder:
            one_more(str(Path(folder) / "atlas.gpkg"), chosen.one_more, templates, "gpkg")
        if chosen.postgis:
            one_more(f"{chosen.postgis}{mark}schema=benchmark_one_more", chosen.one_more, templates, "postgis")
        return
    print(" | ".join(HEADS), flush=True)
    for claims in chosen.claims:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "atlas.gpkg"
            with open_store(path, create=True) as store:
                report("gpkg", claims, measure(store, templates, claims, lambda path=path: disk(path)))
        if chosen.postgis:
            with open_store(f"{chosen.postgis}{mark}schema=benchmark_{claims}", create=True) as store:
                report("postgis", claims, measure(store, templates, claims, lambda store=store: server_disk(store)))


def disk(path: Path) -> float:
    """Answer the megabytes of a file and what belongs to it."""
    return sum(each.stat().st_size for each in path.parent.glob(path.name + "*")) / 1e6


def server_disk(store: Store) -> float:
    """Answer the megabytes of the tables and indexes of an atlas."""
    query = (
        "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = current_schema() AND c.relkind = 'r'"
    )
    with store._database.reading() as session:  # noqa: SLF001
        return float(session.fetch(query)[0][0]) / 1e6


def report(backend: str, claims: int, figures: list[Figure]) -> None:
    """Print one row."""
    cells = [f"{f:,.1f}" if isinstance(f, float) else " / ".join(f"{each:,.1f}" for each in f) for f in figures]
    print(" | ".join([f"{claims:,}", backend, *cells]), flush=True)


if __name__ == "__main__":
    main()
