"""How the log grows: one reading or link becomes events. The same for every backend.

A backend lends a `Ledger`: what it knows about an article, and ways to append. Everything here runs inside one
transaction of the backend, so that it is recorded whole or not at all.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from contested.errors import RecordError
from contested.frame import CLAIMS, MENTIONS, Schema
from contested.store.codec import content_id, iso, row_hash, to_millisecond, with_ids
from contested.store.records import Link, LinkKind, Reading, Row, Written
from contested.store.settle import Cause, Change, Copy, Op, changes, closes_circle, copy_id, desired


class Table(StrEnum):
    """The two frames whose rows are tracked: each row becomes current, and may cease to be."""

    CLAIM = "claim"
    MENTION = "mention"

    @property
    def schema(self) -> Schema:
        """Answer the schema of the frame."""
        return CLAIMS if self is Table.CLAIM else MENTIONS


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """The newest reading of one copy, as the ledger knows it: the hash of what it holds, and its rows by table."""

    copy_id: str
    outlet: str | None
    url: str | None
    reading_id: str
    content: str
    rows: Mapping[Table, Mapping[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadingEvent:
    """A reading about to be appended."""

    reading_id: str
    content: str
    copy_id: str
    reading: Reading
    rows: Mapping[Table, Mapping[str, str]]
    recorded_at: datetime
    asked_at: datetime | None  # the time that was asked for, when the store held the clock


@dataclass(frozen=True, kw_only=True, slots=True)
class RowEvent:
    """A change of one row about to be appended."""

    event_id: str
    table: Table
    article_id: str
    change: Change
    cause: Cause
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkEvent:
    """A tie between articles about to be appended. `reinstates`: `link.other` had been superseded, and is current."""

    event_id: str
    link: Link
    reinstates: bool
    recorded_at: datetime


class Ledger(Protocol):
    """What a backend knows of the log, and how it appends to it."""

    def newest_time(self) -> datetime | None:
        """Answer the latest recorded time."""
        ...

    def copies(self, article_id: str) -> Sequence[Read]:
        """Answer the newest reading of each copy of an article."""
        ...

    def current(self, table: Table, article_id: str) -> Mapping[str, str]:
        """Answer the rows of an article that are current: hash by key."""
        ...

    def known_keys(self, table: Table, article_id: str) -> frozenset[str]:
        """Answer the keys of all rows of an article that were ever recorded."""
        ...

    def successor(self, article_id: str) -> str | None:
        """Answer the article that supersedes this one now, if any."""
        ...

    def head(self, article_id: str) -> tuple[str, str] | None:
        """Answer the head of the family of copies that this article belongs to, and the event that says so, if any."""
        ...

    def has_link(self, event_id: str) -> bool:
        """Tell whether this event of a link was recorded before."""
        ...

    def append_rows(self, table: Table, rows: Mapping[str, Row], recorded_at: datetime) -> None:
        """Append rows by hash; those that are there already stay as they are."""
        ...

    def append_reading(self, event: ReadingEvent) -> None:
        """Append a reading with its article, text, archived bytes and signature."""
        ...

    def append_events(self, events: Sequence[RowEvent]) -> None:
        """Append changes of rows, in order."""
        ...

    def append_link(self, event: LinkEvent) -> None:
        """Append a tie between articles."""
        ...


def held_time(ledger: Ledger, recorded_at: datetime) -> datetime:
    """Answer `recorded_at` to the millisecond, or the newest recorded time when that is later.

    Raises `RecordError` when the time has no zone.
    """
    if recorded_at.utcoffset() is None:
        raise RecordError(f"recorded_at {recorded_at} has no zone; give one, for instance with tzinfo=UTC")
    asked, newest = to_millisecond(recorded_at), ledger.newest_time()
    return asked if newest is None else max(asked, newest)


def append_reading(ledger: Ledger, reading: Reading, *, recorded_at: datetime) -> Written:
    """Append one reading, if it differs from the newest one of its copy, and what follows from it."""
    article = reading.article
    at = held_time(ledger, recorded_at)
    hashed = {
        Table.CLAIM: _hashed(reading.claims, CLAIMS),
        Table.MENTION: _hashed(reading.mentions, MENTIONS),
    }
    keys = {table: {key: digest for key, (digest, _) in rows.items()} for table, rows in hashed.items()}
    content, place = content_of(reading, keys), copy_id(article)
    copies = ledger.copies(article.id)
    last = next((copy for copy in copies if copy.copy_id == place), None)
    held = at > to_millisecond(recorded_at)
    if last is not None and last.content == content:
        return Written(
            article_id=article.id,
            new=False,
            article_new=False,
            recorded_at=at,
            claims_repeated=tuple(keys[Table.CLAIM]),
        )
    known = ledger.known_keys(Table.CLAIM, article.id)
    before = ledger.current(Table.CLAIM, article.id)
    reading_id = content_id(["reading", place, content, last.reading_id if last else None])
    for table, rows in hashed.items():
        ledger.append_rows(table, dict(rows.values()), at)
    ledger.append_reading(
        ReadingEvent(
            reading_id=reading_id,
            content=content,
            copy_id=place,
            reading=reading,
            rows=keys,
            recorded_at=at,
            asked_at=to_millisecond(recorded_at) if held else None,
        )
    )
    cause = Cause.READ if last is None else Cause.REREAD
    withdrawn = _settle(ledger, article.id, cause=cause, cause_id=reading_id, at=at)
    links = _links_of(reading)
    for link in links:
        withdrawn += _append_link(ledger, link, at)[1]
    mine = keys[Table.CLAIM]
    return Written(
        article_id=article.id,
        new=True,
        article_new=not copies,
        recorded_at=at,
        claims_new=tuple(key for key in mine if key not in known),
        claims_changed=tuple(key for key in mine if key in known and before.get(key) != mine[key]),
        claims_repeated=tuple(key for key in mine if key in known and before.get(key) == mine[key]),
        claims_withdrawn=tuple(withdrawn),
        clock_held=held,
    )


def append_links(ledger: Ledger, links: Sequence[Link], *, recorded_at: datetime) -> int:
    """Append links; answer how many were new."""
    at = held_time(ledger, recorded_at)
    return sum(_append_link(ledger, link, at)[0] for link in links)


def content_of(reading: Reading, rows: Mapping[Table, Mapping[str, str]]) -> str:
    """Answer the hash of what a reading says: not when or from which path it was read."""
    article = reading.article
    return content_id(
        [
            article.id,
            article.sha256,
            [article.name, article.title, article.outlet, article.url, article.language],
            iso(article.published) if article.published else None,
            article.published_precision,
            [reading.reader, reading.theatre, reading.origin_id, reading.supersedes, list(reading.failures)],
            [sorted(rows[table].items()) for table in Table],
        ]
    )


def rows_as_json(rows: Mapping[str, str]) -> str:
    """Answer the rows of a reading as JSON, as they are kept with it.

    >>> rows_as_json({"b": "2", "a": "1"})
    '{"b":"2","a":"1"}'
    """
    return json.dumps(rows, ensure_ascii=True, separators=(",", ":"))


def _hashed(rows: Sequence[Row], schema: Schema) -> dict[str, tuple[str, Row]]:
    """Answer (hash, row) by key."""
    return {key: (row_hash(row), row) for key, row in with_ids(rows, schema.key).items()}


def _links_of(reading: Reading) -> list[Link]:
    links = []
    if reading.origin_id is not None and reading.origin_id != reading.article.id:
        links.append(Link(article_id=reading.article.id, kind=LinkKind.COPY_OF, other=reading.origin_id))
    if reading.supersedes is not None:
        links.append(Link(article_id=reading.supersedes, kind=LinkKind.SUPERSEDED_BY, other=reading.article.id))
    return links


def _append_link(ledger: Ledger, link: Link, at: datetime) -> tuple[bool, list[str]]:
    """Append a link and what follows from it; answer whether it was new, and the claims it withdrew."""
    if link.kind is LinkKind.COPY_OF:
        head = ledger.head(link.article_id)
        if head is not None and head[0] == link.other:
            return False, []
        body = ["link", link.kind, link.article_id, link.other, head]
        ledger.append_link(LinkEvent(event_id=content_id(body), link=link, reinstates=False, recorded_at=at))
        return True, []
    event_id = content_id(["link", link.kind, link.article_id, link.other])
    if ledger.has_link(event_id):
        return False, []
    back = closes_circle(link.article_id, link.other, ledger.successor)
    ledger.append_link(LinkEvent(event_id=event_id, link=link, reinstates=back, recorded_at=at))
    withdrawn = _settle(ledger, link.article_id, cause=Cause.SUPERSEDED, cause_id=event_id, at=at)
    if back:
        _settle(ledger, link.other, cause=Cause.REINSTATED, cause_id=event_id, at=at)
    return True, withdrawn


def _settle(ledger: Ledger, article_id: str, *, cause: Cause, cause_id: str, at: datetime) -> list[str]:
    """Make current what ought to be, claims and mentions; answer the claims that ceased to be."""
    superseded = ledger.successor(article_id) is not None
    reads = ledger.copies(article_id)
    events = []
    for table in Table:
        copies = [Copy(copy_id=read.copy_id, outlet=read.outlet, url=read.url, rows=read.rows[table]) for read in reads]
        wanted = desired(copies, superseded=superseded)
        for change in changes(ledger.current(table, article_id), wanted):
            events.append(
                RowEvent(
                    event_id=content_id([table, change.key, change.op, change.row, cause_id]),
                    table=table,
                    article_id=article_id,
                    change=change,
                    cause=cause,
                    recorded_at=at,
                )
            )
    ledger.append_events(events)
    return [event.change.key for event in events if event.table is Table.CLAIM and event.change.op is Op.WITHDRAW]
