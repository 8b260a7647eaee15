"""What a verb stands on: articles that are read now, or an atlas."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import geopandas
import pandas as pd

from contested.atlas import Atlas
from contested.atlas.drawing import drawn
from contested.frame import CLAIMS
from contested.status import status
from contested.store import Selection
from contested.store.narrow import narrow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contested.gazetteer.theatre import Theatre
    from contested.model import Article


@dataclass(frozen=True, kw_only=True)
class Taken:
    """Claims and mentions as they were known at `known_at`, and what tells of their theatres.

    `claims` are not cut at `valid_at`, since a status depends on those that ended before. `read` are the articles that
    were read now, as far as they were known.
    """

    claims: geopandas.GeoDataFrame
    mentions: geopandas.GeoDataFrame
    sides: "Mapping[str, str]"
    theatre: "Theatre | None"
    theatres: tuple[str, ...]
    articles: int
    failures: int
    valid_at: datetime | None = None
    known_at: datetime | None = None
    read: "tuple[Article, ...]" = ()

    def valid_claims(self) -> geopandas.GeoDataFrame:
        """Answer the claims that hold at `valid_at`."""
        return self.claims if self.valid_at is None else narrow(self.claims, Selection(valid_at=self.valid_at), CLAIMS)

    def drawn_claims(self) -> geopandas.GeoDataFrame:
        """Answer the claims that belong on a map."""
        return drawn(self.valid_claims())

    def statuses(self, *, as_of: datetime | None = None) -> geopandas.GeoDataFrame:
        """Answer what the claims add up to."""
        found = status(self.claims, valid_at=self.valid_at, as_of=as_of, sides=self.sides)
        if self.known_at is not None:
            moment = pd.Timestamp(self.known_at).tz_convert("UTC")
            found["known_at"] = pd.Series([moment] * len(found), dtype=found["known_at"].dtype)
        return found


def take_atlas(url: str, *, valid_at: datetime | None, known_at: datetime | None) -> Taken:
    """Answer what an atlas knew at `known_at`, or knows now."""
    with Atlas.open(url, read_only=True) as atlas:
        selection = Selection(known_at=known_at)
        articles = atlas.articles(known_at=known_at)
        return Taken(
            claims=atlas.claims(selection),
            mentions=atlas.mentions(selection),
            sides=atlas.sides(),
            theatre=atlas.theatre(),
            theatres=tuple(sorted({name for name in articles["theatre"] if name is not None})),
            articles=articles["article_id"].nunique(),
            failures=0,
            valid_at=valid_at,
            known_at=known_at,
        )


def known_by(claims: geopandas.GeoDataFrame, known_at: datetime | None) -> geopandas.GeoDataFrame:
    """Answer the claims of articles that were published by then; those without a date are in every view."""
    return claims if known_at is None else claims[~(claims["published"] > known_at)].reset_index(drop=True)
