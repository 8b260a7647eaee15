"""The store without a file: the simplest that keeps the promises. What it answers, the other backends must answer."""

import copy
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Any, Self

import geopandas
import pandas as pd

from contested.errors import AtlasError, UnknownArticleError
from contested.frame import STATUS, Column, conform
from contested.store.codec import frame_of, to_millisecond
from contested.store.log import (
    LinkEvent,
    Read,
    ReadingEvent,
    RowEvent,
    Table,
    append_links,
    append_reading,
)
from contested.store.memory_standing import MemoryStanding, as_they_are
from contested.store.narrow import narrow
from contested.store.records import (
    EVERYTHING,
    Archived,
    Decision,
    Derived,
    Link,
    LinkKind,
    Reading,
    Row,
    Selection,
    UpdateRecord,
    Written,
)
from contested.store.settle import Op
from contested.store.tables import ARTICLES, DECISIONS, UPDATES, table_of


@dataclass(kw_only=True)
class Log:
    """Everything recorded, in order."""

    readings: list[ReadingEvent] = field(default_factory=list)
    rows: dict[Table, dict[str, tuple[Row, datetime]]] = field(default_factory=lambda: {table: {} for table in Table})
    events: list[RowEvent] = field(default_factory=list)
    links: list[LinkEvent] = field(default_factory=list)
    archived: dict[tuple[str, bytes], Archived] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    updates: list[UpdateRecord] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    revision: int = 0


class MemoryStore:
    """A store that lives as long as the object."""

    def __init__(self) -> None:
        self._log = Log()
        self._standing = MemoryStanding(self._open)
        self._derived: Derived | None = None
        self._closed = False

    # --------------------------------------------------------------------------------------- Store

    def together(self) -> AbstractContextManager[None]:
        """Let all within be one; there is nobody else."""
        return nullcontext()

    @property
    def standing(self) -> MemoryStanding:
        """What the derived layers rest on."""
        return self._standing

    def write(self, reading: Reading, *, recorded_at: datetime) -> Written:
        """Record one reading, whole or not at all."""
        with self._transaction() as ledger:
            return append_reading(ledger, reading, recorded_at=recorded_at)

    def write_many(self, readings: Iterable[Reading], *, recorded_at: datetime) -> tuple[Written, ...]:
        """Record many readings, each whole or not at all."""
        return tuple(self.write(reading, recorded_at=recorded_at) for reading in readings)

    def link(self, links: Iterable[Link], *, recorded_at: datetime) -> int:
        """Record ties between articles, all or none; answer how many were new."""
        with self._transaction() as ledger:
            return append_links(ledger, tuple(links), recorded_at=recorded_at)

    def decide(self, decisions: Iterable[Decision]) -> int:
        """Record decisions, all or none; answer how many were new."""
        with self._transaction() as ledger:
            new = {one.id: one for one in decisions if one.id not in ledger.log.decisions}
            ledger.log.decisions.update(new)
            return len(new)

    def record(self, update: UpdateRecord) -> None:
        """Record what an `add` changed."""
        with self._transaction() as ledger:
            ledger.log.updates.append(update)

    def claims(self, selection: Selection = EVERYTHING) -> geopandas.GeoDataFrame:
        """Answer the claims asked for."""
        return self._rows(Table.CLAIM, selection)

    def mentions(self, selection: Selection = EVERYTHING) -> geopandas.GeoDataFrame:
        """Answer the mentions asked for."""
        return self._rows(Table.MENTION, selection)

    def articles(
        self,
        *,
        known_at: datetime | None = None,
        ids: Iterable[str] | None = None,
        urls: Iterable[str] | None = None,
        paths: Iterable[str] | None = None,
    ) -> pd.DataFrame:
        """Answer one row for each copy of each article, in its newest reading."""
        log = self._open()
        newest = {event.copy_id: event for event in log.readings if _known(event.recorded_at, known_at)}
        wanted, addresses, files = _set(ids), _set(urls), _set(paths)
        ledger = _Ledger(log, known_at=known_at)
        rows = [
            _article_row(event, ledger)
            for event in newest.values()
            if (wanted is None or event.reading.article.id in wanted)
            and (addresses is None or event.reading.article.url in addresses)
            and (files is None or event.reading.article.path in files)
        ]
        rows.sort(key=lambda row: (row["article_id"], row["copy_id"]))
        return _table(rows, ARTICLES)

    def text(self, article_id: str, *, sha256: str | None = None) -> str:
        """Answer the text of an article. Raises `UnknownArticleError`."""
        for event in reversed(self._open().readings):
            article = event.reading.article
            if article.id == article_id and sha256 in {None, article.sha256}:
                return article.text
        raise unknown_article(article_id)

    def archived(self, article_id: str) -> tuple[Archived, ...]:
        """Answer the bytes archived with an article, oldest first."""
        return tuple(kept for (of, _), kept in self._open().archived.items() if of == article_id)

    def signatures(self, *, after: int = 0) -> tuple[int, list[tuple[str, bytes]]]:
        """Answer articles with signatures, oldest first, and the number of the last reading."""
        events = self._open().readings
        kept = [(event.reading.article.id, event.reading.signature) for event in events[after:]]
        return len(events), [(article_id, signature) for article_id, signature in kept if signature is not None]

    def settings(self) -> dict[str, str]:
        """Answer the settings."""
        return dict(self._open().settings)

    def set_setting(self, key: str, value: str) -> None:
        """Keep a setting."""
        with self._transaction() as ledger:
            ledger.log.settings[key] = value

    def decisions(self, *, known_at: datetime | None = None) -> pd.DataFrame:
        """Answer all decisions, oldest first."""
        taken = [one for one in self._open().decisions.values() if _known(one.at, known_at)]
        rows = [
            {**{c.name: getattr(one, c.name) for c in DECISIONS[1:]}, "kind": one.kind.value, "decision_id": one.id}
            for one in sorted(taken, key=lambda one: (one.at, one.id))
        ]
        return _table(rows, DECISIONS)

    def updates(self) -> pd.DataFrame:
        """Answer all updates."""
        rows = [
            {
                "update_id": number,
                "recorded_at": to_millisecond(update.recorded_at),
                "counts": json.dumps(dict(update.counts)),
                "rows": json.dumps({word: list(ids) for word, ids in update.rows.items()}),
                "note": update.note,
            }
            for number, update in enumerate(self._open().updates, start=1)
        ]
        return _table(rows, UPDATES)

    def derive(self, status: geopandas.GeoDataFrame) -> None:
        """Replace the derived layers."""
        checked = conform(status, STATUS)
        self._derived = stamp(checked, self._open().revision)
        self._standing.rows, self._standing.kept = as_they_are(checked), None

    def stamp(self, valid_at: datetime | None) -> None:
        """Stamp the derived layers, after they were changed in part."""
        rows = len(self._standing.statuses())
        self._derived = Derived(valid_at=valid_at, known_at=None, revision=self._open().revision, rows=rows)

    def derived(self) -> Derived | None:
        """Answer the stamp of the derived layers."""
        self._open()
        return self._derived

    def status_now(self) -> geopandas.GeoDataFrame:
        """Answer the derived statuses."""
        self._open()
        return self._standing.statuses()

    def revision(self) -> int:
        """Answer a number that grows with every change."""
        return self._open().revision

    def close(self) -> None:
        """Let go of everything."""
        self._closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --------------------------------------------------------------------------------------- inside

    def _open(self) -> Log:
        if self._closed:
            raise AtlasError("memory: this store is closed; open it again")
        return self._log

    @contextmanager
    def _transaction(self) -> Iterator["_Ledger"]:
        """Lend a copy of the log, and put it in place when all went well."""
        draft = copy.copy(self._open())
        for name, value in vars(draft).items():
            setattr(draft, name, copy.copy(value))
        draft.rows = {table: dict(rows) for table, rows in draft.rows.items()}
        yield _Ledger(draft)
        if draft != self._log:
            draft.revision += 1
            self._log = draft

    def _rows(self, table: Table, selection: Selection) -> geopandas.GeoDataFrame:
        log = self._open()
        rows = log.rows[table]
        if selection.include_superseded:
            known = {digest: row for digest, (row, at) in rows.items() if _known(at, selection.known_at)}
            hashes = {str(row[table.schema.key]): digest for digest, row in known.items()}
        else:
            hashes = _Ledger(log, known_at=selection.known_at).current_rows(table)
        data = [_with_time(table, *rows[digest]) for digest in hashes.values()]
        return narrow(frame_of(data, table.schema), selection, table.schema)


class _Ledger:
    """The log as `contested.store.log` wants to see it, as it was at `known_at`."""

    def __init__(self, log: Log, *, known_at: datetime | None = None) -> None:
        self.log = log
        self.known_at = known_at

    def newest_time(self) -> datetime | None:
        readings = [event.recorded_at for event in self.log.readings[-1:]]
        return max(readings + [event.recorded_at for event in self.log.links[-1:]], default=None)

    def copies(self, article_id: str) -> Sequence[Read]:
        newest = {event.copy_id: event for event in self.log.readings if event.reading.article.id == article_id}
        return [
            Read(
                copy_id=event.copy_id,
                outlet=event.reading.article.outlet,
                url=event.reading.article.url,
                reading_id=event.reading_id,
                content=event.content,
                rows=event.rows,
            )
            for event in newest.values()
        ]

    def current(self, table: Table, article_id: str) -> Mapping[str, str]:
        return self.current_rows(table, article_id)

    def current_rows(self, table: Table, article_id: str | None = None) -> dict[str, str]:
        rows: dict[str, str] = {}
        for event in self.log.events:
            if event.table is not table or not _known(event.recorded_at, self.known_at):
                continue
            if article_id is not None and event.article_id != article_id:
                continue
            if event.change.op is Op.ASSERT:
                rows[event.change.key] = event.change.row
            else:
                rows.pop(event.change.key, None)
        return rows

    def known_keys(self, table: Table, article_id: str) -> frozenset[str]:
        key = table.schema.key
        return frozenset(str(row[key]) for row, _ in self.log.rows[table].values() if row["article_id"] == article_id)

    def successor(self, article_id: str) -> str | None:
        found: str | None = None
        for event in self._links(LinkKind.SUPERSEDED_BY):
            if event.link.article_id == article_id:
                found = event.link.other
            elif event.reinstates and event.link.other == article_id:
                found = None
        return found

    def head(self, article_id: str) -> tuple[str, str] | None:
        found = [event for event in self._links(LinkKind.COPY_OF) if event.link.article_id == article_id]
        return (found[-1].link.other, found[-1].event_id) if found else None

    def has_link(self, event_id: str) -> bool:
        return any(event.event_id == event_id for event in self.log.links)

    def append_rows(self, table: Table, rows: Mapping[str, Row], recorded_at: datetime) -> None:
        for digest, row in rows.items():
            self.log.rows[table].setdefault(digest, (row, recorded_at))

    def append_reading(self, event: ReadingEvent) -> None:
        self.log.readings.append(event)
        kept = event.reading.archived
        if kept is not None:
            self.log.archived.setdefault((event.reading.article.id, kept.content), kept)

    def append_events(self, events: Sequence[RowEvent]) -> None:
        self.log.events.extend(events)

    def append_link(self, event: LinkEvent) -> None:
        self.log.links.append(event)

    def _links(self, kind: LinkKind) -> Iterator[LinkEvent]:
        return (e for e in self.log.links if e.link.kind is kind and _known(e.recorded_at, self.known_at))


def unknown_article(article_id: str) -> UnknownArticleError:
    """Answer the error for an id without a text."""
    return UnknownArticleError(f"no article {article_id[:40]!r} in this atlas; articles() lists those that it has")


def stamp(status: geopandas.GeoDataFrame, revision: int) -> Derived:
    """Answer the stamp of a status frame derived at `revision`."""
    times = {name: status[name].dropna().max() for name in ("valid_at", "known_at")}
    return Derived(
        valid_at=None if pd.isna(times["valid_at"]) else times["valid_at"].to_pydatetime(),
        known_at=None if pd.isna(times["known_at"]) else times["known_at"].to_pydatetime(),
        revision=revision,
        rows=len(status),
    )


def _table(rows: Sequence[Mapping[str, Any]], columns: tuple[Column, ...]) -> pd.DataFrame:
    return table_of({column.name: [row[column.name] for row in rows] for column in columns}, columns)


def _known(at: datetime, known_at: datetime | None) -> bool:
    return known_at is None or at <= known_at


def _set(values: Iterable[str] | None) -> frozenset[str] | None:
    return None if values is None else frozenset(values)


def _with_time(table: Table, row: Row, at: datetime) -> Row:
    return {**row, "recorded_at": at} if "recorded_at" in table.schema.names else row


def _article_row(event: ReadingEvent, ledger: _Ledger) -> dict[str, Any]:
    reading, article = event.reading, event.reading.article
    head = ledger.head(article.id)
    return {
        "reading_id": event.reading_id,
        "article_id": article.id,
        "copy_id": event.copy_id,
        "sha256": article.sha256,
        "name": article.name,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published,
        "published_precision": article.published_precision.value if article.published_precision else None,
        "url": article.url,
        "language": article.language,
        "retrieved": article.retrieved,
        "path": article.path,
        "theatre": reading.theatre,
        "reader": reading.reader,
        "failures": json.dumps(list(reading.failures)),
        "claims": len(event.rows[Table.CLAIM]),
        "mentions": len(event.rows[Table.MENTION]),
        "recorded_at": event.recorded_at,
        "asked_at": event.asked_at,
        "origin_id": head[0] if head else None,
        "superseded_by": ledger.successor(article.id),
    }
