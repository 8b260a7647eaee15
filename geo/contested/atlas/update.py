"""What one `add` or `reread` changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import geopandas

from contested.atlas.changes import Change
from contested.store import UpdateRecord


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """An article that could not be added: which, and why with the remedy."""

    where: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Update:
    """What one `add` or `reread` changed. Frames are EPSG:4326 and follow the schemas of the same names.

    `articles` maps what became of each article to their ids: `new`, `repeated` (just so in the atlas before),
    `reread` (the same text with other particulars, or read by other rules), `superseded` (an older version of one
    that came), `copies` (linked to others as copies of one text).

    `new` are the claims recorded for the first time, `revised` those that the atlas had with other particulars (another
    date, another footprint of their place), `repeated` those that it had just so, `withdrawn` those that are no longer
    current: kept, and still there for earlier times. `contradicted` and `ended` are the statuses that became
    disputed, or ended, by these claims, with what they were; `changes` are these and all other changes.
    `unresolved` are the names that may be places and could not be resolved, and the aid points without a place.
    `failed` are the articles that could not be added. `recorded_at` is `None` when nothing was recorded.
    """

    recorded_at: datetime | None
    articles: Mapping[str, tuple[str, ...]]
    new: geopandas.GeoDataFrame
    revised: geopandas.GeoDataFrame
    repeated: geopandas.GeoDataFrame
    withdrawn: geopandas.GeoDataFrame
    changes: geopandas.GeoDataFrame
    unresolved: geopandas.GeoDataFrame
    failed: tuple[Failure, ...] = ()

    @property
    def contradicted(self) -> geopandas.GeoDataFrame:
        """The statuses that were not disputed and are."""
        return self._of(Change.CONTRADICTED)

    @property
    def ended(self) -> geopandas.GeoDataFrame:
        """The statuses that ended: a place was left, an aid point closed, or no claim stands any more."""
        return self._of(Change.ENDED, Change.GONE)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each: articles, claims, statuses, names, failures."""
        return {
            **{f"articles_{word}": len(ids) for word, ids in self.articles.items()},
            "new": len(self.new),
            "revised": len(self.revised),
            "repeated": len(self.repeated),
            "withdrawn": len(self.withdrawn),
            "contradicted": len(self.contradicted),
            "ended": len(self.ended),
            "unresolved": len(self.unresolved),
            "failed": len(self.failed),
        }

    def _of(self, *changes: Change) -> geopandas.GeoDataFrame:
        return self.changes[self.changes["change"].isin(changes)].reset_index(drop=True)


def record_of(update: Update, *, note: str | None = None) -> UpdateRecord | None:
    """Answer what a store keeps of an update; `None` when nothing was recorded and nothing failed."""
    if update.recorded_at is None:
        return None
    rows = {
        "new": tuple(update.new["claim_id"]),
        "revised": tuple(update.revised["claim_id"]),
        "withdrawn": tuple(update.withdrawn["claim_id"]),
        "contradicted": tuple(update.contradicted["status_id"]),
        "ended": tuple(update.ended["status_id"]),
        "unresolved": tuple(update.unresolved["mention_id"]),
        "failed": tuple(f"{failure.where}: {failure.why}" for failure in update.failed),
        **{f"articles_{word}": ids for word, ids in update.articles.items()},
    }
    return UpdateRecord(recorded_at=update.recorded_at, counts=update.counts, rows=rows, note=note)
