"""The store in SQL: one class for every database that speaks it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from types import TracebackType
from typing import Any, Self

import geopandas
import pandas as pd
import shapely

from contested.errors import AtlasFormatError
from contested.frame import STATUS, Column, Schema, conform
from contested.store.codec import frame_of_columns, to_millisecond
from contested.store.dialect import Database, Session
from contested.store.layout import (
    AGE,
    ARCHIVE,
    DECISION,
    READING,
    TEXT,
    UPDATE,
    SqlTable,
    articles_query,
)
from contested.store.log import Table, append_links, append_reading
from contested.store.memory import stamp, unknown_article
from contested.store.memory_standing import as_they_are
from contested.store.narrow import narrow
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
from contested.store.sql import (
    get_value,
    has_loose_texts,
    insert,
    known_until,
    put_value,
    read_columns,
    rows_query,
    selected,
)
from contested.store.sql_ledger import SqlLedger
from contested.store.sql_standing import STATE, SqlStanding, delete_statuses, put_statuses, status_cells
from contested.store.tables import ARTICLES, DECISIONS, UPDATES, table_of

_BATCH = 100  # readings in one transaction of write_many
_REVISION, _DERIVED = "revision", "derived"


class SqlStore:
    """A store in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._dialect = database.dialect

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let all that is asked and written within be one transaction."""
        with self._database.writing():
            yield

    @property
    def standing(self) -> SqlStanding:
        """What the derived layers rest on."""
        return SqlStanding(self._database, self._status_frame)

    # --------------------------------------------------------------------------------------- writing

    def write(self, reading: Reading, *, recorded_at: datetime) -> Written:
        """Record one reading, whole or not at all."""
        return self._write([reading], recorded_at)[0]

    def write_many(self, readings: Iterable[Reading], *, recorded_at: datetime) -> tuple[Written, ...]:
        """Record many readings, some at a time in one transaction; each of them whole or not at all."""
        out: list[Written] = []
        rest = iter(readings)
        while batch := list(islice(rest, _BATCH)):
            out += self._write(batch, recorded_at)
        return tuple(out)

    def _write(self, readings: Sequence[Reading], recorded_at: datetime) -> list[Written]:
        with self._database.writing() as session:
            ledger = SqlLedger(session, self._dialect)
            written = [append_reading(ledger, reading, recorded_at=recorded_at) for reading in readings]
            if any(one.new for one in written):
                _count(session)
        return written

    def link(self, links: Iterable[Link], *, recorded_at: datetime) -> int:
        """Record ties between articles, all or none; answer how many were new."""
        with self._database.writing() as session:
            new = append_links(SqlLedger(session, self._dialect), tuple(links), recorded_at=recorded_at)
            if new:
                _count(session)
        return new

    def decide(self, decisions: Iterable[Decision]) -> int:
        """Record decisions, all or none; answer how many were new."""
        rows: dict[str, dict[str, Any]] = {}
        for one in decisions:
            cells = {column.name: getattr(one, column.name, None) for column in DECISIONS}
            rows[one.id] = {**cells, "decision_id": one.id, "kind": one.kind.value}
        with self._database.writing() as session:
            condition = self._dialect.one_of("decision_id", "ids")
            query = f"SELECT decision_id FROM {DECISION.name} WHERE {condition}"
            known = {row[0] for row in session.fetch(query, {"ids": self._dialect.listed(rows)})}
            new = [row for key, row in rows.items() if key not in known]
            insert(session, self._dialect, DECISION, new)
            if new:
                _count(session)
        return len(new)

    def record(self, update: UpdateRecord) -> None:
        """Record what an `add` changed."""
        row = {
            "recorded_at": to_millisecond(update.recorded_at),
            "counts": json.dumps(dict(update.counts)),
            "rows": json.dumps({word: list(ids) for word, ids in update.rows.items()}),
            "note": update.note,
        }
        with self._database.writing() as session:
            insert(session, self._dialect, UPDATE, [row])
            _count(session)

    def set_setting(self, key: str, value: str) -> None:
        """Keep a setting."""
        with self._database.writing() as session:
            put_value(session, "setting", json.dumps(key), json.dumps(value))
            _count(session)

    def derive(self, status: geopandas.GeoDataFrame) -> None:
        """Replace the derived layers, in one transaction."""
        checked = conform(status, STATUS)
        with self._database.writing() as session:
            delete_statuses(session)
            put_statuses(session, self._dialect, as_they_are(checked))
            session.execute("DELETE FROM contested_meta WHERE name = :name", {"name": STATE})
            self._stamp(session, stamp(checked, _number(session)))
            self._database.derived(session, anew=True)

    def stamp(self, valid_at: datetime | None) -> None:
        """Stamp the derived layers, after they were changed in part."""
        with self._database.writing() as session:
            rows = int(session.fetch(f"SELECT count(*) FROM {AGE.name}")[0][0])
            self._stamp(session, Derived(valid_at=valid_at, known_at=None, revision=_number(session), rows=rows))

    def _stamp(self, session: Session, mark: Derived) -> None:
        body = {
            "valid_at": mark.valid_at.isoformat() if mark.valid_at else None,
            "known_at": mark.known_at.isoformat() if mark.known_at else None,
            "revision": mark.revision,
            "rows": mark.rows,
        }
        put_value(session, "contested_meta", _DERIVED, json.dumps(body))

    # --------------------------------------------------------------------------------------- reading

    def claims(self, selection: Selection = EVERYTHING) -> geopandas.GeoDataFrame:
        """Answer the claims asked for."""
        return self._rows(Table.CLAIM, selection)

    def mentions(self, selection: Selection = EVERYTHING) -> geopandas.GeoDataFrame:
        """Answer the mentions asked for."""
        return self._rows(Table.MENTION, selection)

    def _rows(self, table: Table, selection: Selection) -> geopandas.GeoDataFrame:
        with self._database.reading() as session:
            loose = selection.where is not None and has_loose_texts(session, table)
            rows = session.fetch(*rows_query(self._dialect, table, selection, loose=loose))
        return narrow(self._frame(rows, table.schema), selection, table.schema)

    def _frame(self, rows: Sequence[tuple[Any, ...]], schema: Schema) -> geopandas.GeoDataFrame:
        """Answer the rows of a query as a frame. Raises `AtlasFormatError` when they are not what was written."""
        with self._damage_told(schema):
            return frame_of_columns(read_columns(self._dialect, schema.columns, rows), schema)

    @contextmanager
    def _damage_told(self, schema: Schema) -> Iterator[None]:
        try:
            yield
        except (ValueError, TypeError, IndexError, shapely.errors.ShapelyError) as error:
            raise AtlasFormatError(
                f"{self._database.name}: a row of {schema.name} is damaged ({error}); put a backup in its place"
            ) from error

    def articles(
        self,
        *,
        known_at: datetime | None = None,
        ids: Iterable[str] | None = None,
        urls: Iterable[str] | None = None,
        paths: Iterable[str] | None = None,
    ) -> pd.DataFrame:
        """Answer one row for each copy of each article, in its newest reading."""
        known, params = known_until(self._dialect, known_at)
        params = dict(params)
        of_reading = [column for column in ARTICLES if column in READING.columns]
        query = articles_query(selected(self._dialect, "r", of_reading, exact=True), known=known)
        for name, wanted in (("article_id", ids), ("url", urls), ("path", paths)):
            if wanted is not None:
                query += f" AND {self._dialect.one_of(f'r.{name}', name)}"
                params[name] = self._dialect.listed(wanted)
        with self._database.reading() as session:
            rows = session.fetch(f"{query} ORDER BY {self._dialect.order('r.article_id')}, r.copy_id", params)
        linked = [(row[-2], row[-1]) for row in rows]
        cells = read_columns(self._dialect, of_reading, [row[:-2] for row in rows])
        return table_of({**cells, **dict(zip(("origin_id", "superseded_by"), _columns(linked), strict=True))}, ARTICLES)

    def text(self, article_id: str, *, sha256: str | None = None) -> str:
        """Answer the text of an article. Raises `UnknownArticleError`."""
        with self._database.reading() as session:
            if sha256 is None:
                found = session.fetch(
                    "SELECT sha256 FROM reading WHERE article_id = :id ORDER BY seq DESC LIMIT 1", {"id": article_id}
                )
                sha256 = found[0][0] if found else ""
            rows = session.fetch(
                f"SELECT {selected(self._dialect, 't', TEXT.columns)} FROM {TEXT.name} t "
                "WHERE t.article_id = :id AND t.sha256 = :sha256",
                {"id": article_id, "sha256": sha256},
            )
        if not rows:
            raise unknown_article(article_id)
        return str(read_columns(self._dialect, TEXT.columns, rows)["text"][0])

    def archived(self, article_id: str) -> tuple[Archived, ...]:
        """Answer the bytes archived with an article, oldest first."""
        with self._database.reading() as session:
            rows = session.fetch(
                f"SELECT content, media_type FROM {ARCHIVE.name} WHERE article_id = :id ORDER BY seq",
                {"id": article_id},
            )
        return tuple(Archived(content=bytes(content), media_type=kind) for content, kind in rows)

    def signatures(self, *, after: int = 0) -> tuple[int, list[tuple[str, bytes]]]:
        """Answer articles with signatures, oldest first, and the number of the last reading."""
        with self._database.reading() as session:
            rows = session.fetch(
                "SELECT seq, article_id, signature FROM reading WHERE signature IS NOT NULL AND seq > :after "
                "ORDER BY seq",
                {"after": after},
            )
        return rows[-1][0] if rows else after, [(article_id, bytes(signature)) for _, article_id, signature in rows]

    def settings(self) -> dict[str, str]:
        """Answer the settings."""
        with self._database.reading() as session:
            rows = session.fetch("SELECT name, value FROM setting ORDER BY name")
        return {json.loads(name): json.loads(value) for name, value in rows}

    def decisions(self, *, known_at: datetime | None = None) -> pd.DataFrame:
        """Answer all decisions taken until `known_at`, oldest first."""
        at = next(column for column in DECISIONS if column.name == "at")
        moment = self._dialect.read("t", at)
        condition, params = "", {}
        if known_at is not None:
            condition, params = f" WHERE {moment} <= :known_at", {"known_at": self._dialect.moment(known_at)}
        return self._table(DECISION, DECISIONS, f"{condition} ORDER BY {moment}, t.decision_id", params)

    def updates(self) -> pd.DataFrame:
        """Answer all updates in the order they were recorded."""
        return self._table(UPDATE, UPDATES, " ORDER BY t.update_id", {})

    def _table(
        self, table: SqlTable, columns: tuple[Column, ...], rest: str, params: Mapping[str, Any]
    ) -> pd.DataFrame:
        query = f"SELECT {selected(self._dialect, 't', columns)} FROM {table.name} t{rest}"
        with self._database.reading() as session:
            rows = session.fetch(query, params)
        return table_of(read_columns(self._dialect, columns, rows), columns)

    def derived(self) -> Derived | None:
        """Answer the stamp of the derived layers."""
        with self._database.reading() as session:
            text = get_value(session, "contested_meta", _DERIVED)
        if text is None:
            return None
        body = json.loads(text)
        times = {
            name: None if body[name] is None else datetime.fromisoformat(body[name])
            for name in ("valid_at", "known_at")
        }
        return Derived(**times, revision=body["revision"], rows=body["rows"])

    def status_now(self) -> geopandas.GeoDataFrame:
        """Answer the derived statuses."""
        with self._database.reading() as session:
            return self._status_frame(status_cells(self._dialect, session, "", {}))

    def _status_frame(self, cells: Mapping[str, Any]) -> geopandas.GeoDataFrame:
        with self._damage_told(STATUS):
            return frame_of_columns(cells, STATUS)

    def revision(self) -> int:
        """Answer a number that grows with every change of the log, by whichever process."""
        with self._database.reading() as session:
            return _number(session)

    # --------------------------------------------------------------------------------------- ending

    def close(self) -> None:
        """Let go of the file or the connection."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _number(session: Session) -> int:
    return int(get_value(session, "contested_meta", _REVISION) or 0)


def _count(session: Session) -> None:
    put_value(session, "contested_meta", _REVISION, str(_number(session) + 1))


def _columns(pairs: Sequence[tuple[Any, Any]]) -> list[list[Any]]:
    return [[pair[0] for pair in pairs], [pair[1] for pair in pairs]]
