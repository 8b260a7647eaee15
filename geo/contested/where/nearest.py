"""Suggest the word that was probably meant."""

from collections.abc import Iterable

from rapidfuzz import process, utils
from rapidfuzz.distance import DamerauLevenshtein

_ALIKE = 0.6  # of the longer word's letters; below that a suggestion is more often wrong than right
_LISTED = 12


def meant(word: str, known: Iterable[str]) -> str:
    """Answer "did you mean …?" with the nearest of `known`, or else what there is.

    >>> meant("contestd", ["held", "contested"])
    "did you mean 'contested'?"
    """
    choices = sorted(known)
    close = process.extractOne(
        word, choices, scorer=DamerauLevenshtein.normalized_similarity, processor=utils.default_process
    )
    if close is not None and close[1] >= _ALIKE:
        return f"did you mean {close[0]!r}?"
    listed = ", ".join(choices[:_LISTED]) + (", …" if len(choices) > _LISTED else "")
    return f"there are {listed}" if listed else "there is none"
