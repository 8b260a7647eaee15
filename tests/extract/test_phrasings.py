"""Some two thousand plain sentences on many wars, by hand: each gives its claim, or where it should give none, none.

`phrasings/not_read.tsv` keeps those that are not read yet; `benchmarks/phrasings.py` counts both.
"""

from pathlib import Path

import pytest
from claims_helpers import read

FOLDER = Path(__file__).parent / "phrasings"
NAMES = ("control", "aid", "other", "none")


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if not line.startswith("#")]


ROWS = [row for name in NAMES for row in rows(name)]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}: {row[4][:60]}" for row in ROWS])
def test_a_plain_sentence_gives_its_claim_and_a_trap_none(row: tuple[str, ...]) -> None:
    predicate, actor, places, modality, text = row
    named = set(places.split(";")) - {"-"}
    claims = read(text, published="2026-05-20").claims
    there = [c for c in claims if c.resolution is not None and c.resolution.mention.toponym in named]
    if predicate == "NONE":
        assert not there
        assert named or not claims
        return
    told = there if named else [c for c in claims if c.resolution is None]
    found = [c for c in told if c.predicate.value in predicate.split("|") and c.modality.value == modality]
    assert actor in {c.actor or "-" for c in found}
    assert {c.resolution.mention.toponym for c in found if c.resolution is not None} >= named


def test_no_sentence_is_kept_twice() -> None:
    texts = [row[4] for name in (*NAMES, "not_read") for row in rows(name)]
    assert len(texts) == len(set(texts))
