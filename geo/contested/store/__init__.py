"""The store: an append-only log of what was read, and the state it adds up to. Three backends behind one Protocol."""

from contested.store.making import reading, readings
from contested.store.memory import MemoryStore
from contested.store.opening import open_store
from contested.store.protocol import Store
from contested.store.records import (
    EVERYTHING,
    Archived,
    Decision,
    DecisionKind,
    Derived,
    Link,
    LinkKind,
    Reading,
    Selection,
    UpdateRecord,
    Written,
    mention_target,
)
from contested.store.standing import Entry, News, Position, Rows, Standing, State
from contested.store.tables import ARTICLES, DECISIONS, UPDATES

__all__ = [
    "ARTICLES",
    "DECISIONS",
    "EVERYTHING",
    "UPDATES",
    "Archived",
    "Decision",
    "DecisionKind",
    "Derived",
    "Entry",
    "Link",
    "LinkKind",
    "MemoryStore",
    "News",
    "Position",
    "Reading",
    "Rows",
    "Selection",
    "Standing",
    "State",
    "Store",
    "UpdateRecord",
    "Written",
    "mention_target",
    "open_store",
    "reading",
    "readings",
]
