"""Read a name that the index does not have under that spelling as a place of the article's own countries.

Only names that the text itself presents as places are tried, only in countries that the article is about, and only
places whose consonants agree; the spelling must then be alike (rapidfuzz). What is found is marked as such.
"""

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from contested.gazetteer import names
from contested.gazetteer.world import Entry, WorldIndex

_LEAST = 0.78
_ENGLISH = frozenset({"US", "GB", "CA", "AU", "NZ", "IE"})  # their names are spelt in one way


class Alike(NamedTuple):
    """A place of the index under a like spelling."""

    entry: Entry
    name: str
    score: float


@lru_cache(maxsize=20_000)
def spelt_like(world: WorldIndex, name: str, countries: frozenset[str]) -> Alike | None:
    """Answer the place of `countries` (ISO 3166-1 alpha-2) whose name is most like `name`; None when none is."""
    bare = names.bare(name)
    if len(bare) < 6:
        return None
    wanted, skeleton = names.plain_vowels(bare), names.skeleton(name)
    least = (_LEAST if len(bare) > 7 else _LEAST + 0.06) * 100
    best: Alike | None = None
    for country in sorted(countries - _ENGLISH):
        spelt, rows = _names_of(world, country)
        for _, score, position in process.extract(
            wanted, spelt, scorer=ratio, processor=None, limit=8, score_cutoff=least
        ):
            other = world.name(rows[position])
            if (best is None or score > best.score * 100) and names.skeleton(other) == skeleton:
                best = Alike(world.entry(rows[position]), other, score / 100)
    return best


@lru_cache(maxsize=256)
def _names_of(world: WorldIndex, country: str) -> tuple[list[str], list[int]]:
    """Answer the names of a country's places, folded for comparison, and their rows."""
    rows = world.rows_of(country).tolist()
    return names.plain_vowels("\n".join(names.bares(world.names_of(rows)))).split("\n"), rows
