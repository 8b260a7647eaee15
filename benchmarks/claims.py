"""Score the reading of claims against gold, and time it.

    python benchmarks/claims.py EVAL_DIR [--gold FILE …] [--many N]

It says whether the extraction was compiled: for both figures, run it with the Python of either installation.

EVAL_DIR holds `score_claims.py`, `dev_gold.jsonl` and `seed_gold.json`; without it only the timing is run, and that is
said. The rules were written looking at all of that gold, so what it says is how well they fit, not how well they do on
unseen text: give files of that shape which nobody looked at with `--gold`. `--many` reads N different articles and
prints what each tenth of them cost, and the memory after it.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from contested.articles import read_articles
from contested.extract import is_compiled
from contested.extract.engine import Reader, open_reader
from contested.extract.jsonl import to_jsonl
from contested.model import Article, TimePrecision

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


def article_of(document: dict[str, Any]) -> Article:
    """Make an article from a gold document, with what a user would know of its publication."""
    publication = document["publication"]
    date = publication.get("date")
    return Article(
        text=document["text"],
        name=document["doc_id"],
        title=document.get("title"),
        outlet=publication.get("publisher"),
        published=datetime.fromisoformat(date).replace(tzinfo=UTC) if date else None,
        published_precision=TimePrecision.DAY if date else None,
        language=document["language"],
    )


def score(reader: Reader, folder: Path, path: Path) -> str:
    """Answer the scorer's report over the gold documents of a file."""
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as place:
        expected, found = Path(place) / "gold.jsonl", Path(place) / "found.jsonl"
        expected.write_text("".join(json.dumps(d) + "\n" for d in gold), encoding="utf-8")
        found.write_text("".join(to_jsonl(reader.read(article_of(d))) + "\n" for d in gold), encoding="utf-8")
        return run(folder, expected, found)


def run(folder: Path, expected: Path, found: Path) -> str:
    """Run the scorer."""
    command = [sys.executable, str(folder / "score_claims.py"), str(expected), str(found)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def score_seed(reader: Reader, folder: Path) -> str:
    """Answer the scorer's report over the seed."""
    with tempfile.TemporaryDirectory() as place:
        found = Path(place) / "found.jsonl"
        found.write_text("".join(to_jsonl(reader.read(a)) + "\n" for a in read_articles(SEEDS)), encoding="utf-8")
        return run(folder, folder / "seed_gold.json", found)


def seconds(reader: Reader, article: Article, times: int) -> float:
    """CPU seconds to read `article` once, of `times` runs."""
    begun = time.process_time()
    for _ in range(times):
        reader.read(article)
    return (time.process_time() - begun) / times


def timing(reader: Reader) -> None:
    """Print articles per CPU second, and what doubling the length costs."""
    seed = read_articles(SEEDS)[0]
    reader.read(seed)
    once = min(seconds(reader, seed, 10) for _ in range(8))  # others use the machine as well
    build = "compiled" if is_compiled() else "pure Python"
    print(f"whole extraction, {build}: {1 / once:.0f} articles of the seed's size a CPU second")
    before = once
    for times in (2, 4, 8, 16, 32):
        cost = seconds(reader, Article(text=(seed.text + "\n") * times), 2)
        print(f"  {times:>2} × the length: {cost * 1000:7.1f} ms, {cost / before:.2f} × the half of it")
        before = cost


def many(reader: Reader, number: int) -> None:
    """Read `number` different articles of the seed's size; print what each tenth cost, and the memory after it."""
    seed = read_articles(SEEDS)[0]
    tenth = max(1, number // 10)
    for block in range(10):
        begun = time.process_time()
        for i in range(tenth):
            reader.read(Article(text=f"{seed.text}\nReport {block * tenth + i}."))
        each = (time.process_time() - begun) / tenth * 1000
        resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"  {(block + 1) * tenth:>7} articles: {each:6.1f} ms CPU an article, {resident:5.0f} MB at most")


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--gold", type=Path, action="append", default=[], help="more gold, of the same shape")
    parser.add_argument("--many", type=int, default=0, help="read so many articles, to see that the cost stays flat")
    options = parser.parse_args()
    reader = open_reader()
    timing(reader)
    if options.many:
        many(reader, options.many)
    if options.folder is None or not (options.folder / "score_claims.py").is_file():
        print("no gold: give the folder that holds score_claims.py, dev_gold.jsonl and seed_gold.json")
        return
    for path in (options.folder / "dev_gold.jsonl", *options.gold):
        print(f"\n== {path.name}\n{score(reader, options.folder, path)}")
    print(f"\n== the seed\n{score_seed(reader, options.folder)}")


if __name__ == "__main__":
    main()
