"""The words that recognition goes by, read once from `data/lexicons/en`."""

import csv
import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from contested import reference
from contested.gazetteer import names


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Sets of lower-case words; see `data/lexicons/en/places.toml` for what each is."""

    location: frozenset[str]
    strong: frozenset[str]
    modifiers: frozenset[str]
    titles: frozenset[str]
    place_of: frozenset[str]
    organisation: frozenset[str]
    local: frozenset[str]
    heads: frozenset[str]
    generic: frozenset[str]
    metonym_verbs: frozenset[str]
    metonym_sure: frozenset[str]
    metonym_before: frozenset[str]
    event: frozenset[str]
    event_sure: frozenset[str]
    role: frozenset[str]
    role_sure: frozenset[str]
    never: frozenset[str]
    function: frozenset[str]
    acronyms: frozenset[str]
    unknown_generic: frozenset[str]
    unknown_cue: frozenset[str]
    common: frozenset[str]
    given: dict[str, int]  # given names and their rank
    surnames: dict[str, int]
    abbreviations: frozenset[str]  # keys of "Ala.", "Ont."; they need their full stop
    postal: dict[str, tuple[str, str]]  # "TX" and the country and key of the division


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Answer the English lexicon. Raises DataError when its files are missing."""
    data: dict[str, dict[str, Any]] = reference.read_toml("lexicons", "en", "places.toml")
    sets = {name: frozenset(found) for group in data.values() for name, found in group.items()}
    people = list(csv.DictReader(io.StringIO(reference.read_text("lexicons", "en", "person_names.csv"))))
    common = csv.DictReader(io.StringIO(reference.read_text("lexicons", "en", "common_words.csv")))
    short = list(csv.DictReader(io.StringIO(reference.read_text("gazetteer", "state_abbreviations.csv"))))
    return Lexicon(
        abbreviations=frozenset(
            names.key(form) for row in short for form in row["abbreviations"].split(";") if form.endswith(".")
        ),
        postal={row["postal"]: (row["country"], names.key(row["abbreviations"].split(";")[0])) for row in short},
        common=frozenset(row["word"] for row in common),
        given={row["name"]: int(row["given"]) for row in people if row["given"]},
        surnames={row["name"]: int(row["surname"]) for row in people if row["surname"]},
        **sets,
    )
