"""What the statuses say in English, said in the page's language: names of actors, and why claims were set aside."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from contested.gazetteer.theatre import Theatre
from contested.render.options import PageLanguage
from contested.render.words import Words, filled, load_words

_UNSAID = ("aside.", "aside_time.", "rule.", "part.", "place_kind.")  # words that a page's script needs none of, or few


def actor_labels(theatre: Theatre | None, *, language: str) -> dict[str, str]:
    """Answer what actors are called in `language`, by their label; those without such a name are left out."""
    if theatre is None:
        return {}
    listed = ((actor.label, dict(actor.labels).get(language)) for actor in theatre.actors)
    return {label: told for label, told in listed if told is not None and told != label}


def reason(why: str, words: Words, labels: Mapping[str, str]) -> str:
    """Answer why a claim was set aside in the language of `words`; a reviewer's own words stay as they are.

    >>> reason("its source took it back", {"aside.source_took_back": "retiré"}, {})
    'retiré'
    """
    for key, pattern in _patterns():
        found = pattern.fullmatch(why)
        if found is not None and key in words:
            told = {gap: _told(gap, value, words, labels) for gap, value in found.groupdict().items()}
            return filled(words[key], **told)
    return why


def script_words(
    words: Words, statuses: Iterable[Mapping[str, Any]], kinds: Iterable[str | None], *, english: bool
) -> Words:
    """Answer the words that the page's script needs: those of rules only where a status was decided by them.

    In English the reason of a status stands in the status itself. `kinds` are those of the places on the page.
    """
    rules = set() if english else {f"rule.{name}" for status in statuses for name in status["rule"].split("; ")}
    kept = rules | {"part.km", "part.m", "place_kind.other"} | {f"place_kind.{kind}" for kind in kinds}
    return {key: word for key, word in words.items() if key in kept or not key.startswith(_UNSAID)}


def _told(gap: str, value: str, words: Words, labels: Mapping[str, str]) -> str:
    if gap == "modality":
        return words.get(f"modality.{value}", value)
    if gap == "time":
        english = load_words(PageLanguage.EN)
        keys = (key for key, word in english.items() if key.startswith("aside_time.") and word == value)
        return words.get(next(keys, ""), value)
    return labels.get(value, value)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    english = load_words(PageLanguage.EN)
    return tuple((key, _pattern(phrase)) for key, phrase in english.items() if key.startswith("aside."))


def _pattern(phrase: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)\}", phrase)
    return re.compile(
        "".join(f"(?P<{piece}>.+)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces))
    )
