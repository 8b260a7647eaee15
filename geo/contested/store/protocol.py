"""What every store can do. Three backends implement it, one test suite holds them to it."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self, runtime_checkable

import geopandas
import pandas as pd

from contested.store.records import (
    EVERYTHING,
    Archived,
    Decision,
    Derived,
    Link,
    Reading,
    Selection,
    UpdateRecord,
    Written,
)
from contested.store.standing import Standing


@runtime_checkable
class Store(Protocol):
    """An append-only log of articles, readings, claims, mentions, decisions and updates, and the state it adds up to.

    Nothing is changed or removed once it is recorded. Writing something again adds nothing. Articles may come in any
    order and in any batches: the state is the same. Of several readings of one article, the one recorded last counts.

    Every method raises `AtlasError` or one of its kinds when the store cannot be read or written.
    """

    def together(self) -> AbstractContextManager[None]:
        """Let all that this thread asks and writes within be one transaction: it stands whole or not at all.

        What is asked sees what was written within; other writers wait until it is over.
        """
        ...

    @property
    def standing(self) -> Standing:
        """What the derived layers rest on, and how they are changed in part."""
        ...

    def write(self, reading: Reading, *, recorded_at: datetime) -> Written:
        """Record one reading, whole or not at all. When this has answered, it is on disk."""
        ...

    def write_many(self, readings: Iterable[Reading], *, recorded_at: datetime) -> tuple[Written, ...]:
        """Record many readings, each whole or not at all, in the order given; faster than one by one."""
        ...

    def link(self, links: Iterable[Link], *, recorded_at: datetime) -> int:
        """Record that articles are copies of others or superseded by them, all or none; answer how many were new."""
        ...

    def decide(self, decisions: Iterable[Decision]) -> int:
        """Record decisions, all or none; answer how many were new."""
        ...

    def record(self, update: UpdateRecord) -> None:
        """Record what an `add` changed."""
        ...

    def claims(self, selection: Selection = EVERYTHING) -> geopandas.GeoDataFrame:
        """Answer the claims asked for as a claims frame, EPSG:4326: by publication, article and place in the text."""
        ...

    def mentions(self, selection: Selection = EVERYTHING) -> geopandas.GeoDataFrame:
        """Answer the mentions asked for as a mentions frame. Mentions have no valid time: `valid_at` excludes none."""
        ...

    def articles(
        self,
        *,
        known_at: datetime | None = None,
        ids: Iterable[str] | None = None,
        urls: Iterable[str] | None = None,
        paths: Iterable[str] | None = None,
    ) -> pd.DataFrame:
        """Answer one row for each copy of each article, in its current reading; columns as in `ARTICLES`.

        `ids`, `urls` and `paths` narrow it down to articles of these ids, or read from these addresses or files.
        Without text.
        """
        ...

    def text(self, article_id: str, *, sha256: str | None = None) -> str:
        """Answer the text of an article as it was read; that of the newest reading, or the one with this hash.

        Raises `UnknownArticleError` when the store has none.
        """
        ...

    def archived(self, article_id: str) -> tuple[Archived, ...]:
        """Answer the bytes that were archived with an article, oldest first."""
        ...

    def signatures(self, *, after: int = 0) -> tuple[int, list[tuple[str, bytes]]]:
        """Answer the last reading's number, and article ids with the signature of each of their readings, oldest first.

        With `after`, such a number, only of readings that were recorded since.
        """
        ...

    def settings(self) -> dict[str, str]:
        """Answer what `set_setting` keeps, by key."""
        ...

    def set_setting(self, key: str, value: str) -> None:
        """Keep a setting of the atlas, such as its theatre. The last value wins."""
        ...

    def decisions(self, *, known_at: datetime | None = None) -> pd.DataFrame:
        """Answer all decisions taken until `known_at`, oldest first; columns as in `DECISIONS`."""
        ...

    def updates(self) -> pd.DataFrame:
        """Answer all updates in the order they were recorded; columns as in `UPDATES`."""
        ...

    def derive(self, status: geopandas.GeoDataFrame) -> None:
        """Replace the layers `status_now` and `aid_points` by this status frame, in one transaction."""
        ...

    def stamp(self, valid_at: datetime | None) -> None:
        """Stamp the derived layers with a time and the present revision, after they were changed in part."""
        ...

    def derived(self) -> Derived | None:
        """Answer the stamp of the derived layers; `None` when there are none yet."""
        ...

    def status_now(self) -> geopandas.GeoDataFrame:
        """Answer the derived layer `status_now` as a status frame; empty when nothing was derived yet."""
        ...

    def revision(self) -> int:
        """Answer a number that grows with every change of the log, by whichever process."""
        ...

    def close(self) -> None:
        """Let go of the file or the connection. Closing again does nothing."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
