"""What the derived layers rest on, kept beside them so that one more article costs the same however many there are.

The derived layers are worked out from claims. Which place hangs on which claims, labels and times is kept as *entries*;
how far in the log they have been worked out, as a *position*. What came in since is then followed to the places that
it reaches, and no further. All of this can be thrown away and made again from the log.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import geopandas

Position = Mapping[str, int]  # for each table of the log the number of its last row


class Entry(NamedTuple):
    """`group` hangs on `name`; what `value` and `at` mean depends on `kind`. Times are microseconds since 1970."""

    kind: str
    name: str
    group: str
    value: str | None = None
    at: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """What came into the log: the articles that it concerns, and the position after it."""

    articles: frozenset[str]
    position: Position


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Rows of a status frame for the derived layers: of each its group, and the text that it is put in order by.

    `weights` and `half_lives` (days) are what its confidence is worked out from as time goes on.
    """

    frame: geopandas.GeoDataFrame
    groups: Sequence[str]
    orders: Sequence[str]
    weights: Sequence[float]
    half_lives: Sequence[float]


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """How far the derived layers are: the position, the time that ages run to, and a mark of the rules that were used.

    >>> State.from_json(State(position={"reading": 3}, reference=None, mark="a").to_json()).position
    {'reading': 3}
    """

    position: Position
    reference: int | None
    mark: str

    def to_json(self) -> str:
        """Answer the state as text."""
        return json.dumps({"position": dict(self.position), "reference": self.reference, "mark": self.mark})

    @classmethod
    def from_json(cls, text: str) -> "State":
        """Answer the state that `to_json` wrote."""
        return cls(**json.loads(text))


class Standing(Protocol):
    """What a store keeps beside its derived layers. Changes are made in one transaction, within `Store.together`."""

    def state(self) -> State | None:
        """Answer how far the derived layers are; `None` when they are to be made anew."""
        ...

    def news(self, since: Position | None) -> News:
        """Answer what came into the log after a position; all of it for `None`."""
        ...

    def linked(self, ids: Collection[str]) -> frozenset[str]:
        """Answer these articles and all that links between copies join them with, in any direction."""
        ...

    def entries(
        self,
        kind: str,
        *,
        names: Collection[str] | None = None,
        groups: Collection[str] | None = None,
        between: tuple[int, int] | None = None,
    ) -> list[Entry]:
        """Answer the entries of these names, of these groups, or `at` after the first time and up to the second."""
        ...

    def least(self, kind: str, names: Collection[str]) -> dict[str, str]:
        """Answer the least value for each name that has one, code point by code point."""
        ...

    def latest(self, kind: str) -> int | None:
        """Answer the latest time among the entries of a kind."""
        ...

    def replace(self, groups: Collection[str] | None, entries: Iterable[Entry]) -> None:
        """Put `entries` in place of all those of `groups`; of everything, when `None`."""
        ...

    def rows_of(self, groups: Collection[str]) -> geopandas.GeoDataFrame:
        """Answer the rows of the derived layer `status_now` that belong to groups, as a status frame."""
        ...

    def amend(self, rows: Rows, *, groups: Collection[str] | None, state: State) -> None:
        """Put rows in place of those of `groups` (`None`: of all), let all others age, and keep the state."""
        ...
