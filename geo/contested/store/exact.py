"""Texts that a database cannot hold as they are: with NUL characters, or halves of surrogate pairs.

The column shows them with U+FFFD in place of these; the text itself stands beside it as JSON, which spells them out.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

EXACT = "exact"  # name of the column that holds the texts themselves
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def is_storable(value: str) -> bool:
    """Tell whether a database can hold a text as it is.

    >>> is_storable("Alder"), is_storable("Al" + chr(0) + "der")
    (True, False)
    """
    return _UNSTORABLE.search(value) is None


def shown(value: str) -> str:
    """Answer a text as it is shown."""
    return _UNSTORABLE.sub("\ufffd", value)


def split(row: Mapping[str, Any]) -> tuple[Mapping[str, Any], str | None]:
    """Answer the row as it can be stored, and what `put_back` needs to give the row back; `None` when it is the row."""
    texts = {name: value for name, value in row.items() if isinstance(value, str)}
    if is_storable("".join(texts.values())):  # one search for all, which is what nearly every row needs
        return row, None
    kept = {name: value for name, value in texts.items() if not is_storable(value)}
    return {**row, **{name: shown(value) for name, value in kept.items()}}, json.dumps(kept, ensure_ascii=True)


def put_back(columns: Mapping[str, list[Any]], notes: list[str | None]) -> None:
    """Put the texts themselves back into the columns of rows, in place; `notes` are the rows' second parts."""
    for row, note in enumerate(notes):
        if note is not None:
            for name, value in json.loads(note).items():
                if name in columns:
                    columns[name][row] = value
