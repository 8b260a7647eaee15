"""Articles read again with newer rules or another theatre: what older readings held is kept."""

from collections.abc import Hashable, Mapping
from datetime import datetime
from typing import Any

import pandas as pd

from contested.atlas.adding import Adding, Progress, Tally, read_together
from contested.atlas.update import Failure
from contested.model import Article, TimePrecision


def reread(adding: Adding, tally: Tally, *, force: bool, progress: Progress | None) -> None:
    """Read every article of the store that another version read, or all with `force`, and record what is new."""
    rows = adding.store.articles()
    if not force:
        rows = rows[rows["reader"] != adding.version]
    for row in rows.to_dict("records"):
        article = article_of(row, adding.store.text(row["article_id"], sha256=row["sha256"]))
        for made in read_together([article], adding.reader, adding.version):
            if isinstance(made, Failure):
                tally.failed.append(made)
            else:
                tally.count(adding.store.write(made, recorded_at=adding.clock()))
        if progress is not None:
            progress()


def article_of(row: Mapping[Hashable, Any], text: str) -> Article:
    """Answer the article that a row of a store's articles stands for."""
    precision = row["published_precision"]
    return Article(
        text=text,
        name=row["name"],
        title=row["title"],
        outlet=row["outlet"],
        published=_moment(row["published"]),
        published_precision=TimePrecision(precision) if precision is not None else None,
        url=row["url"],
        language=row["language"],
        retrieved=_moment(row["retrieved"]),
        path=row["path"],
    )


def _moment(stamp: Any) -> datetime | None:
    moment: datetime | None = None if pd.isna(stamp) else stamp.to_pydatetime()
    return moment
