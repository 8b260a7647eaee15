"""The log in SQL, as `contested.store.log` wants to see it: one open transaction of a writer."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from contested.store.dialect import Dialect, Session
from contested.store.layout import ARCHIVE, EVENTS, LINK, READING, RECORDED, ROWS, TEXT, is_current
from contested.store.log import LinkEvent, Read, ReadingEvent, RowEvent, Table, rows_as_json
from contested.store.records import Row
from contested.store.sql import insert, read_columns, selected
from contested.store.tables import ARTICLES

_COPY = ("copy_id", "outlet", "url", "reading_id", "content", "claim_rows", "mention_rows")


class SqlLedger:
    """What the log knows and how it grows, within one transaction."""

    def __init__(self, session: Session, dialect: Dialect) -> None:
        self._session = session
        self._dialect = dialect
        self._newest: datetime | None = None

    def newest_time(self) -> datetime | None:
        """Answer the latest recorded time."""
        if self._newest is None:
            times = []
            for table in (READING, LINK):
                read = self._dialect.read("t", RECORDED)
                rows = self._session.fetch(f"SELECT {read} FROM {table.name} t ORDER BY t.seq DESC LIMIT 1")
                times += [_moment(self._dialect.decode(RECORDED, [row[0]])[0]) for row in rows]
            self._newest = max(times, default=None)
        return self._newest

    def copies(self, article_id: str) -> Sequence[Read]:
        """Answer the newest reading of each copy of an article."""
        columns = [column for name in _COPY for column in READING.columns if column.name == name]
        rows = self._session.fetch(
            f"SELECT {selected(self._dialect, 'r', columns)} FROM reading r WHERE r.article_id = :article_id "
            "AND NOT EXISTS (SELECT 1 FROM reading n WHERE n.copy_id = r.copy_id AND n.seq > r.seq) ORDER BY r.seq",
            {"article_id": article_id},
        )
        cells = read_columns(self._dialect, columns, rows)
        return [
            Read(
                copy_id=cells["copy_id"][n],
                outlet=cells["outlet"][n],
                url=cells["url"][n],
                reading_id=cells["reading_id"][n],
                content=cells["content"][n],
                rows={
                    Table.CLAIM: json.loads(cells["claim_rows"][n]),
                    Table.MENTION: json.loads(cells["mention_rows"][n]),
                },
            )
            for n in range(len(rows))
        ]

    def current(self, table: Table, article_id: str) -> Mapping[str, str]:
        """Answer the rows of an article that are current: hash by key."""
        return dict(
            self._session.fetch(
                f"SELECT e.row_key, r.row_hash FROM {EVENTS[table].name} e JOIN {ROWS[table].name} r "
                f"ON r.fid = e.row_fid WHERE e.article_id = :article_id AND {is_current(table)} ORDER BY e.seq",
                {"article_id": article_id},
            )
        )

    def known_keys(self, table: Table, article_id: str) -> frozenset[str]:
        """Answer the keys of all rows of an article that were ever recorded."""
        query = f'SELECT "{table.schema.key}" FROM {ROWS[table].name} WHERE article_id = :article_id'
        return frozenset(row[0] for row in self._session.fetch(query, {"article_id": article_id}))

    def successor(self, article_id: str) -> str | None:
        """Answer the article that supersedes this one now, if any."""
        rows = self._session.fetch(
            "SELECT article_id, other FROM link_event WHERE kind = 'superseded_by' AND "
            "(article_id = :article_id OR (reinstates AND other = :article_id)) ORDER BY seq DESC LIMIT 1",
            {"article_id": article_id},
        )
        return rows[0][1] if rows and rows[0][0] == article_id else None

    def head(self, article_id: str) -> tuple[str, str] | None:
        """Answer the head of the article's family of copies and the event that says so, if any."""
        rows = self._session.fetch(
            "SELECT other, event_id FROM link_event WHERE kind = 'copy_of' AND article_id = :article_id "
            "ORDER BY seq DESC LIMIT 1",
            {"article_id": article_id},
        )
        return (rows[0][0], rows[0][1]) if rows else None

    def has_link(self, event_id: str) -> bool:
        """Tell whether this event of a link was recorded before."""
        return bool(self._session.fetch("SELECT 1 FROM link_event WHERE event_id = :id", {"id": event_id}))

    def append_rows(self, table: Table, rows: Mapping[str, Row], recorded_at: datetime) -> None:
        """Append rows by hash; those that are there already stay as they are."""
        self._insert(ROWS[table], [{**row, "row_hash": key, "recorded_at": recorded_at} for key, row in rows.items()])

    def append_reading(self, event: ReadingEvent) -> None:
        """Append a reading with its article, text, archived bytes and signature."""
        article, archived = event.reading.article, event.reading.archived
        self._newest = event.recorded_at
        self._insert(TEXT, [{"article_id": article.id, "sha256": article.sha256, "text": article.text}])
        if archived is not None:
            kept = {
                "article_id": article.id,
                "content_hash": hashlib.sha256(archived.content).hexdigest(),
                "media_type": archived.media_type,
                "content": archived.content,
                "recorded_at": event.recorded_at,
            }
            self._insert(ARCHIVE, [kept])
        self._insert(READING, [_reading_row(event)])

    def append_events(self, events: Sequence[RowEvent]) -> None:
        """Append changes of rows, in order."""
        for table in Table:
            rows = [
                {
                    "event_id": event.event_id,
                    "row_key": event.change.key,
                    "article_id": event.article_id,
                    "op": event.change.op.value,
                    "row_hash": event.change.row,
                    "cause": event.cause.value,
                    **self._dialect.encode(RECORDED, event.recorded_at),
                }
                for event in events
                if event.table is table
            ]
            if rows:
                self._session.many(self._event_sql(table), rows)

    def append_link(self, event: LinkEvent) -> None:
        """Append a tie between articles."""
        self._newest = event.recorded_at
        link = event.link
        row = {
            "event_id": event.event_id,
            "article_id": link.article_id,
            "kind": link.kind.value,
            "other": link.other,
            "reinstates": event.reinstates,
            "recorded_at": event.recorded_at,
        }
        self._insert(LINK, [row])

    def _insert(self, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
        insert(self._session, self._dialect, table, rows)

    def _event_sql(self, table: Table) -> str:
        times = self._dialect.names(RECORDED)
        plain = ("event_id", "row_key", "article_id", "op", "cause")
        values = ", ".join(f":{name}" for name in (*plain, *times))
        names = ", ".join([*plain, *times])
        return (
            f"INSERT INTO {EVENTS[table].name} ({names}, row_fid) SELECT {values}, fid "
            f"FROM {ROWS[table].name} WHERE row_hash = :row_hash"
        )


def _reading_row(event: ReadingEvent) -> dict[str, Any]:
    reading, article = event.reading, event.reading.article
    rows: dict[str, Any] = {column.name: getattr(article, column.name, None) for column in ARTICLES}
    return {
        **rows,
        "reading_id": event.reading_id,
        "article_id": article.id,
        "copy_id": event.copy_id,
        "published_precision": article.published_precision.value if article.published_precision else None,
        "theatre": reading.theatre,
        "reader": reading.reader,
        "failures": json.dumps(list(reading.failures)),
        "claims": len(event.rows[Table.CLAIM]),
        "mentions": len(event.rows[Table.MENTION]),
        "recorded_at": event.recorded_at,
        "asked_at": event.asked_at,
        "content": event.content,
        "claim_rows": rows_as_json(event.rows[Table.CLAIM]),
        "mention_rows": rows_as_json(event.rows[Table.MENTION]),
        "signature": reading.signature,
    }


def _moment(value: Any) -> datetime:
    """Answer a time that a dialect decoded, as a datetime in UTC."""
    moment: datetime = value if isinstance(value, datetime) else value.astype("datetime64[us]").item()
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
