"""Places worked out some at a time: what each hangs on, so that one more claim is followed no further than it reaches.

What a place or part adds up to depends on its own claims; on which ids claims anywhere tell of the labels in them; on
who speaks in the articles that they come from, when these have copies; and on the time that ages run to.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

import geopandas
import pandas as pd

from contested.model import stable_id
from contested.status.compute import Key, Line, group_keys, lines_frame, lines_of
from contested.status.record import Copy, Reader, Told, Voices, plain_label
from contested.status.sift import View, turning_points

_LOW = "\x01"  # parts of what is compared as text: below every letter


class Standing:
    """Claims in groups: those of one place or part, or of one unlocated aid point; those of nothing, by article.

    `claims` is a claims frame as `conform` answers it. `sides` is as for `status`, `told` what claims anywhere tell of
    labels, by folded label, `voices` who speaks in families of articles, by family.
    """

    def __init__(
        self,
        claims: geopandas.GeoDataFrame,
        sides: Mapping[str, str],
        *,
        told: Mapping[str, Told] | None = None,
        voices: Mapping[str, str] | None = None,
    ) -> None:
        self.claims = claims.reset_index(drop=True)
        self._reader = Reader(self.claims, sides, told=told, voices=voices or {})
        self._keys: dict[str, Key | None] = {}
        self.groups: dict[str, list[int]] = {}
        article_ids = self.claims["article_id"].to_numpy()
        for row, key in enumerate(group_keys(self.claims)):
            group = stable_id("status", *key) if key is not None else stable_id("nowhere", article_ids[row])
            self._keys[group] = key
            self.groups.setdefault(group, []).append(row)

    def labels(self, groups: Iterable[str]) -> set[str]:
        """Answer the folded labels that groups are worked out by."""
        return {label for group in groups for row in self.groups.get(group, ()) for label in self._reader.labels(row)}

    def told(self, group: str) -> set[tuple[str, Told]]:
        """Answer what the claims of a group tell of labels: the folded label, and what they tell."""
        return {(plain_label(pair[1]), pair) for row in self.groups[group] for pair in self._reader.pairs(row)}

    def points(self, group: str) -> set[int]:
        """Answer the times at which a group may add up to something else, in microseconds."""
        if self._keys[group] is None:
            return set()
        return {point for row in self.groups[group] for point in turning_points(self._reader.row(row))}

    def families(self) -> list[str]:
        """Answer of each claim which family its article belongs to: the head of it, or the article itself."""
        return [self._reader.family(row) for row in range(len(self.claims))]

    def appearances(self) -> list[Copy]:
        """Answer of each claim which appearance of a text it comes from."""
        return [self._reader.appearance(row) for row in range(len(self.claims))]

    @cached_property
    def _kinds(self) -> list[str | None]:
        return list(self.claims["place_kind"])

    def lines(self, groups: Collection[str], reference: int | None) -> list[tuple[str, str, Line]]:
        """Work groups out, with ages that run to `reference`: of each row its group and what it is put in order by."""
        view = View(reference=reference, valid_at=None)
        found = []
        for group in sorted(groups):
            key = self._keys.get(group)
            if key is None:
                continue
            rows = [self._reader.row(row) for row in self.groups[group]]
            for number, line in enumerate(lines_of(key, rows, view, self._kinds)):
                found.append((group, f"{_LOW.join(key)}{_LOW}{_LOW}{number:06d}", line))
        return sorted(found, key=lambda one: one[1])

    def frame(self, lines: Iterable[Line], valid_at: pd.Timestamp | None) -> geopandas.GeoDataFrame:
        """Answer lines as a status frame, EPSG:4326."""
        some = list(lines)
        return lines_frame(self.claims, some, [(valid_at, None)] * len(some))


def voices_of(appearances: Iterable[Copy]) -> dict[str, str]:
    """Answer who speaks in each family of articles that has copies or several publishers."""
    voices = Voices()
    every = list(appearances)
    voices.learn(every)
    found = {one.family: voices(one.family) for one in every}
    return {family: voice for family, voice in found.items() if voice is not None}


def told_as_text(told: Told) -> str:
    """Answer what is told of a label as text that sorts in the same order.

    >>> told_from_text(told_as_text((0, "The Wire", "wire")))
    (0, 'The Wire', 'wire')
    """
    rank, label, actor_id = told
    return _LOW.join((str(rank), label[:200], actor_id))


def told_from_text(text: str) -> Told:
    """Answer what `told_as_text` wrote."""
    rank, _, rest = text.partition(_LOW)
    label, _, actor_id = rest.rpartition(_LOW)
    return int(rank), label, actor_id
