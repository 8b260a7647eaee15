"""The page's own words, one TOML file a language."""

import tomllib
from importlib.resources import files
from typing import Any

from contested.render.options import PageLanguage

Words = dict[str, str]


def load_words(language: PageLanguage) -> Words:
    """Answer the words of `language`, keyed "table.word".

    >>> load_words(PageLanguage.EN)["control.held"]
    'Held'
    """
    source = files("contested.render").joinpath("assets", "words", f"{language.value}.toml")
    return _flat(tomllib.loads(source.read_text(encoding="utf-8")))


def counted(words: Words, key: str, count: int) -> str:
    """Answer the phrase `key` for `count` things: `key.one` or `key.other`, with `{n}` filled in.

    >>> counted({"x.one": "{n} place", "x.other": "{n} places"}, "x", 2)
    '2 places'
    """
    return words[f"{key}.one" if count == 1 else f"{key}.other"].replace("{n}", str(count))


def filled(phrase: str, **values: str) -> str:
    """Answer `phrase` with each `{name}` replaced by its value, as plain text and in one pass.

    >>> filled("{direction} {place}", direction="eastern", place="{direction}")
    'eastern {direction}'
    """
    pieces, rest = [], phrase
    while rest:
        head, brace, rest = rest.partition("{")
        pieces.append(head)
        name, close, tail = rest.partition("}")
        if brace and close and name in values:
            pieces.append(values[name])
            rest = tail
        elif brace:
            pieces.append(brace)
    return "".join(pieces)


def _flat(table: dict[str, Any], prefix: str = "") -> Words:
    words: Words = {}
    for key, value in table.items():
        if isinstance(value, dict):
            words |= _flat(value, f"{prefix}{key}.")
        else:
            words[f"{prefix}{key}"] = value
    return words
