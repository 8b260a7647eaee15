"""What is said to happen in a sentence, with who does it, where, and under which operators it stands.

An event is a verb or noun of the lexicon. Its operators are the verbs that govern it ("refuses to", "denied that",
"demanded that", "plans to") and its auxiliaries ("will not", "would have", "must").
"""

from dataclasses import dataclass, field

from contested.extract.chunks import Chunk
from contested.extract.clauses import Clause

OPERATORS = ("deny", "refuse", "demand", "promise", "threaten", "insist", "report", "admit")


@dataclass(slots=True)
class Operator:
    """A verb that governs an event, in its clause."""

    id: str
    clause: Clause
    chunk: Chunk


@dataclass(slots=True)
class Event:
    """One event: its possible `ids`, its clause, its noun phrases, its operators (nearest first)."""

    ids: tuple[str, ...]
    clause: Clause
    chunk: Chunk
    noun: bool = False
    adjective: bool = False
    passive: bool = False
    subjects: list[Chunk] = field(default_factory=list)
    objects: list[Chunk] = field(default_factory=list)
    agent: Chunk | None = None
    operators: list[Operator] = field(default_factory=list)
    auxiliaries: frozenset[str] = frozenset()
    negated: bool = False
    relative: bool = False

    def under(self, *names: str) -> Operator | None:
        """Answer the nearest operator of one of `names`."""
        return next((o for o in self.operators if o.id in names), None)
