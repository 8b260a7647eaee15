"""Score the reading of claims against gold, and time it.

    python benchmarks/claims.py EVAL_DIR

EVAL_DIR holds `score_claims.py`, `dev_gold.jsonl` and `seed_gold.json`; without it only the timing is run, and that is
said. The claim rules were written looking at one part of the gold (WRITTEN_ON). Those for claims never saw the texts of
`UNSEEN`; the places of all documents were looked at, so its figures on pins and modifiers are not blind.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from contested.articles import read_articles
from contested.extract.engine import Reader, open_reader
from contested.extract.jsonl import to_jsonl
from contested.model import Article, TimePrecision

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
WRITTEN_ON = frozenset(f"dg{n:02d}" for n in (*range(1, 25), *range(27, 37), *range(42, 48)))
UNSEEN = frozenset(f"dg{n:02d}" for n in (25, 26, *range(37, 42), 48))


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


def score(reader: Reader, folder: Path, ids: frozenset[str]) -> str:
    """Answer the scorer's report over the gold documents with `ids`."""
    lines = (folder / "dev_gold.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [document for line in lines if (document := json.loads(line))["doc_id"] in ids]
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
    once = seconds(reader, seed, 40)
    print(f"whole extraction: {1 / once:.0f} articles of the seed's size a CPU second")
    before = once
    for times in (2, 4, 8, 16, 32):
        cost = seconds(reader, Article(text=(seed.text + "\n") * times), 2)
        print(f"  {times:>2} × the length: {cost * 1000:7.1f} ms, {cost / before:.2f} × the half of it")
        before = cost


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    options = parser.parse_args()
    reader = open_reader()
    timing(reader)
    if options.folder is None or not (options.folder / "score_claims.py").is_file():
        print("no gold: give the folder that holds score_claims.py, dev_gold.jsonl and seed_gold.json")
        return
    for name, ids in (("written on", WRITTEN_ON), ("claim rules never saw", UNSEEN)):
        print(f"\n== {name} ({len(ids)} documents)\n{score(reader, options.folder, ids)}")
    print(f"\n== the seed\n{score_seed(reader, options.folder)}")


if __name__ == "__main__":
    main()
