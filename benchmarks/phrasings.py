#!/usr/bin/env python3
"""Count the plain sentences of `tests/extract/phrasings` that are read as they should be, and those that are not yet.

usage: phrasings.py

A sentence of `not_read.tsv` that is read by now is named, so that it can be moved to where a test keeps it.
"""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from contested.extract.engine import Reader, open_reader
from contested.model import Article, TimePrecision

FOLDER = Path(__file__).parents[1] / "tests" / "extract" / "phrasings"
TOLD = datetime(2026, 5, 20, tzinfo=UTC)


def rows(name: str) -> list[list[str]]:
    """Answer the rows of one file: predicate, actor, places, modality, sentence."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def read(reader: Reader, row: list[str]) -> bool:
    """Tell whether a sentence gives its claim: the predicate, at the places, in the modality."""
    predicate, _, places, modality, text = row
    named = {place for place in places.split(";") if place != "-"}
    article = Article(text=text, published=TOLD, published_precision=TimePrecision.DAY)
    claims = [
        (c.predicate.value, c.modality.value, c.resolution.mention.toponym if c.resolution else None)
        for c in reader.read(article).claims
    ]
    if predicate == "NONE":
        return not any(place in named or not named for _, _, place in claims)
    found = {place for told, put, place in claims if told in predicate.split("|") and put == modality}
    return found >= named if named else None in found


def main() -> None:
    """Print how many of each predicate are read."""
    reader = open_reader()
    kept: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for name in ("control", "aid", "other", "none"):
        kept.update(row[0].partition("|")[0] for row in rows(name))
    for row in rows("not_read"):
        left[row[0].partition("|")[0]] += 1
        if read(reader, row):
            print(f"read by now: {row[0]}: {row[4]}")
    for predicate in sorted(kept | left):
        total = kept[predicate] + left[predicate]
        print(f"{predicate:24} {kept[predicate]:4} of {total:4}")
    print(f"{'all':24} {kept.total():4} of {kept.total() + left.total():4}")


if __name__ == "__main__":
    main()
