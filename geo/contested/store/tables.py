"""The plain tables that a store answers: articles, decisions and updates. The same columns whatever the backend."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from contested.frame import Column, Dtype
from contested.store.codec import times_of


def _text(name: str, meaning: str) -> Column:
    return Column(name=name, dtype=Dtype.TEXT, meaning=meaning)


def _time(name: str, meaning: str) -> Column:
    return Column(name=name, dtype=Dtype.TIME, meaning=meaning, unit="UTC")


def _int(name: str, meaning: str) -> Column:
    return Column(name=name, dtype=Dtype.INT, meaning=meaning, nullable=False)


ARTICLES = (
    _text("reading_id", "hash of the reading and of the one before it"),
    _text("article_id", "hash of the normalised text"),
    _text("copy_id", "hash of article, outlet, address and name: one appearance of the text"),
    _text("sha256", "hash of the text as it was read"),
    _text("name", "the user's id of the article, or the stem of its file"),
    _text("title", "title"),
    _text("outlet", "who published it"),
    _time("published", "when it was published; empty when not known"),
    _text("published_precision", "unit to which that is known"),
    _text("url", "address"),
    _text("language", "language"),
    _time("retrieved", "when it was fetched"),
    _text("path", "where it was read from"),
    _text("theatre", "the theatre that was used"),
    _text("reader", "version of the reader and its data"),
    _text("failures", "JSON list: what could not be read"),
    _int("claims", "number of claims in this reading"),
    _int("mentions", "number of mentions in this reading"),
    _time("recorded_at", "when this reading was recorded"),
    _time("asked_at", "the time asked for, where the clock stood before the newest recorded time; else empty"),
    _text("origin_id", "the head of its family of copies; empty: none known"),
    _text("superseded_by", "the article that corrects it; empty: it is current"),
)
DECISIONS = (
    _text("decision_id", "hash of the rest"),
    _text("kind", "accept, reject, resolve or actor"),
    _text("target", "claim_id, or article_id:start:end:toponym of a mention"),
    _text("value", "place_id or actor_id; empty: none"),
    _text("by", "who decided"),
    _time("at", "when"),
    _text("note", "why"),
)
UPDATES = (
    _int("update_id", "number of the update, in the order of recording"),
    _time("recorded_at", "when"),
    _text("counts", "JSON object: word → how many"),
    _text("rows", "JSON object: word → list of ids"),
    _text("note", "in words"),
)


def table_of(cells: Mapping[str, Any], columns: tuple[Column, ...]) -> pd.DataFrame:
    """Answer columns of plain values as a table with the dtypes of `columns`; the same columns for no rows."""
    data: dict[str, Any] = {}
    for column in columns:
        values = cells[column.name]
        if column.dtype is Dtype.TIME:
            data[column.name] = pd.Series(times_of(values))
        elif column.dtype is Dtype.INT:
            data[column.name] = np.array(values, dtype="int64")
        else:
            data[column.name] = pd.Series(list(values), dtype=object)
    return pd.DataFrame(data)
