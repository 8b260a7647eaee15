"""Filters: a tree of small records, asked of frames and of stores with one answer, and read from CQL2.

>>> from contested.frame import STATUS
>>> read_filter("control = 'held' AND NOT holder IS NULL", STATUS).parts[0]
Compare(property='control', op=<Op.EQ: '='>, value='held', ignore_case=False)
"""

from contested.frame import Schema
from contested.where.core import core
from contested.where.cql2_json import parse_json, tree_of
from contested.where.cql2_text import parse_text
from contested.where.evaluate import Truth, evaluate, truth
from contested.where.properties import properties, properties_table
from contested.where.sql import Dialect, Sql, Table, to_sql
from contested.where.tree import (
    After,
    And,
    Before,
    Between,
    Compare,
    Disjoint,
    During,
    DWithin,
    Equals,
    Filter,
    In,
    Intersects,
    IsNull,
    Like,
    Not,
    Op,
    Or,
    Within,
)

__all__ = [
    "After",
    "And",
    "Before",
    "Between",
    "Compare",
    "DWithin",
    "Dialect",
    "Disjoint",
    "During",
    "Equals",
    "Filter",
    "In",
    "Intersects",
    "IsNull",
    "Like",
    "Not",
    "Op",
    "Or",
    "Sql",
    "Table",
    "Truth",
    "Within",
    "evaluate",
    "properties",
    "properties_table",
    "read_filter",
    "to_sql",
    "tree_of",
    "truth",
]


def read_filter(text: str, schema: Schema) -> Filter:
    """Read a filter in CQL2-Text, or in CQL2-JSON if it begins with a brace, and check it against `schema`.

    Raises `FilterError` that says where it cannot be read, or which property or value is not known and what was
    probably meant.
    """
    filter_ = tree_of(parse_json(text) if text.lstrip().startswith("{") else parse_text(text))
    core(filter_, schema)
    return filter_
