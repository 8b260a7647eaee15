"""What the derived layers rest on, in SQL."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import geopandas

from contested.frame import STATUS
from contested.store.codec import rows_of
from contested.store.dialect import Database, Dialect, Session
from contested.store.layout import AGE, AGED, ENTRY, STATUS_ROW, status_columns
from contested.store.sql import get_value, insert, put_value, read_columns
from contested.store.standing import Entry, News, Position, Rows, State

STATE = "standing"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LOG = ("reading", "link_event", "claim_event", "decision")
_VALID = next(column for column in AGE.columns if column.name == "valid_at")


class SqlStanding:
    """What a store in SQL keeps beside its derived layers."""

    def __init__(self, database: Database, frame: Callable[[Mapping[str, Any]], geopandas.GeoDataFrame]) -> None:
        self._database = database
        self._dialect = database.dialect
        self._frame = frame

    def state(self) -> State | None:
        """Answer how far the derived layers are."""
        with self._database.reading() as session:
            text = get_value(session, "contested_meta", STATE)
        return State.from_json(text) if text else None

    def news(self, since: Position | None) -> News:
        """Answer what came into the log after a position."""
        seen = since or {}
        with self._database.reading() as session:
            ends = {name: int(session.fetch(f"SELECT max(seq) FROM {name}")[0][0] or 0) for name in _LOG}
            found: set[str] = set()
            for query in (
                "SELECT article_id FROM reading WHERE seq > :reading",
                "SELECT article_id FROM claim_event WHERE seq > :claim_event",
                "SELECT article_id FROM link_event WHERE seq > :link_event",
                "SELECT other FROM link_event WHERE seq > :link_event",
                "SELECT c.article_id FROM decision d JOIN claim_row c ON c.claim_id = d.target WHERE d.seq > :decision",
                "SELECT target FROM decision WHERE seq > :decision",
            ):
                name = query.rsplit(":", 1)[1]
                if ends[name] > seen.get(name, 0):
                    found |= {row[0].partition(":")[0] for row in session.fetch(query, {name: seen.get(name, 0)})}
        return News(articles=frozenset(found), position=ends)

    def linked(self, ids: Collection[str]) -> frozenset[str]:
        """Answer these articles and all that links join them with."""
        found, ahead = set(ids), set(ids)
        one_of, pairs = self._dialect.one_of, "SELECT article_id, other FROM link_event WHERE kind = 'copy_of'"
        with self._database.reading() as session:
            while ahead:
                rows = session.fetch(
                    f"{pairs} AND {one_of('article_id', 'ids')} UNION {pairs} AND {one_of('other', 'ids')}",
                    {"ids": self._dialect.listed(sorted(ahead))},
                )
                ahead = {one for row in rows for one in row} - found
                found |= ahead
        return frozenset(found)

    def entries(
        self,
        kind: str,
        *,
        names: Collection[str] | None = None,
        groups: Collection[str] | None = None,
        between: tuple[int, int] | None = None,
    ) -> list[Entry]:
        """Answer the entries of these names, of these groups or of these times."""
        params: dict[str, Any] = {"kind": kind}
        condition = "kind = :kind"
        for column, wanted in (("name", names), ("group_id", groups)):
            if wanted is not None:
                condition += f" AND {self._dialect.one_of(column, column)}"
                params[column] = self._dialect.listed(sorted(wanted))
        if between is not None:
            condition += " AND at > :after AND at <= :until"
            params |= {"after": between[0], "until": between[1]}
        with self._database.reading() as session:
            rows = session.fetch(f"SELECT kind, name, group_id, value, at FROM {ENTRY.name} WHERE {condition}", params)
        return [Entry(*row) for row in rows]

    def least(self, kind: str, names: Collection[str]) -> dict[str, str]:
        """Answer the least value for each name that has one."""
        query = (
            f"SELECT n.value, (SELECT e.value FROM {ENTRY.name} e WHERE e.kind = :kind AND e.name = n.value "
            f"ORDER BY {self._dialect.order('e.value')} LIMIT 1) FROM {self._dialect.each('names')}"
        )
        with self._database.reading() as session:
            rows = session.fetch(query, {"kind": kind, "names": self._dialect.listed(sorted(names))})
        return {name: value for name, value in rows if value is not None}

    def latest(self, kind: str) -> int | None:
        """Answer the latest time among the entries of a kind."""
        query = f"SELECT at FROM {ENTRY.name} WHERE kind = :kind AND at IS NOT NULL ORDER BY at DESC LIMIT 1"
        with self._database.reading() as session:
            rows = session.fetch(query, {"kind": kind})
        return int(rows[0][0]) if rows else None

    def replace(self, groups: Collection[str] | None, entries: Iterable[Entry]) -> None:
        """Put `entries` in place of those of `groups`."""
        rows = [
            {"kind": one.kind, "name": one.name, "group_id": one.group, "value": one.value, "at": one.at}
            for one in entries
        ]
        with self._database.writing() as session:
            self._delete(session, ENTRY.name, groups)
            insert(session, self._dialect, ENTRY, rows)

    def rows_of(self, groups: Collection[str]) -> geopandas.GeoDataFrame:
        """Answer the rows of groups."""
        condition = self._dialect.one_of("s.group_id", "groups")
        with self._database.reading() as session:
            return self._frame(
                status_cells(self._dialect, session, f"WHERE {condition}", {"groups": self._dialect.listed(groups)})
            )

    def amend(self, rows: Rows, *, groups: Collection[str] | None, state: State) -> None:
        """Put rows in place of those of `groups`, let all others age, and keep the state."""
        with self._database.writing() as session:
            before = get_value(session, "contested_meta", STATE)
            if groups is not None and (before is None or State.from_json(before).reference != state.reference):
                self._age(session, state.reference)
            if groups is None:
                delete_statuses(session)
            else:
                condition = self._dialect.one_of("group_id", "groups")
                params = {"groups": self._dialect.listed(sorted(groups))}
                session.execute(
                    f"DELETE FROM {AGE.name} WHERE status_id IN "
                    f"(SELECT status_id FROM {STATUS_ROW.name} WHERE {condition})",
                    params,
                )
                session.execute(f"DELETE FROM {STATUS_ROW.name} WHERE {condition}", params)
            put_statuses(session, self._dialect, rows)
            put_value(session, "contested_meta", STATE, state.to_json())
            self._database.derived(session, anew=groups is None)

    def _delete(self, session: Session, table: str, groups: Collection[str] | None) -> None:
        if groups is None:
            session.execute(f"DELETE FROM {table}")
        elif groups:
            condition = self._dialect.one_of("group_id", "groups")
            session.execute(f"DELETE FROM {table} WHERE {condition}", {"groups": self._dialect.listed(sorted(groups))})

    def _age(self, session: Session, reference: int | None) -> None:
        """Let all rows run to another time."""
        moment = None if reference is None else _EPOCH + timedelta(microseconds=reference)
        stamp = self._dialect.encode(_VALID, moment)
        given = ", ".join(f'"{name}" = {self._dialect.value(_VALID, name)}' for name in self._dialect.names(_VALID))
        passed = (
            "NULL" if reference is None else "CASE WHEN newest < :now THEN (:now - newest) / 86400000000.0 ELSE 0 END"
        )
        session.execute(
            f"UPDATE {AGE.name} SET {given}, age_days = CASE WHEN newest IS NULL THEN NULL ELSE {passed} END, "
            f"confidence = {self._dialect.faded(known=reference is not None)} WHERE weight IS NOT NULL",
            {**stamp, **({} if reference is None else {"now": float(reference)})},
        )


def delete_statuses(session: Session) -> None:
    """Take away all rows of the derived layers."""
    session.execute(f"DELETE FROM {AGE.name}")
    session.execute(f"DELETE FROM {STATUS_ROW.name}")


def put_statuses(session: Session, dialect: Dialect, rows: Rows) -> None:
    """Put rows into the derived layers."""
    cells = rows_of(rows.frame, STATUS)
    own = zip(rows.groups, rows.orders, strict=True)
    insert(
        session,
        dialect,
        STATUS_ROW,
        [{**row, "group_id": group, "place_order": order} for row, (group, order) in zip(cells, own, strict=True)],
    )
    ages = zip(rows.weights, rows.half_lives, strict=True)
    insert(
        session,
        dialect,
        AGE,
        [
            {
                **{name: row[name] for name in ("status_id", *AGED)},
                "weight": weight if weight >= 0 else None,
                "half_life_days": days,
                "newest": _micros(row["newest"]),
            }
            for row, (weight, days) in zip(cells, ages, strict=True)
        ],
    )


def status_cells(dialect: Dialect, session: Session, condition: str, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """Answer the rows of the derived layer, in order, as columns of plain values."""
    columns = [f'{dialect.read(alias, column)} AS "{column.name}"' for alias, column in status_columns()]
    rows: Sequence[Sequence[Any]] = session.fetch(
        f"SELECT {', '.join(columns)}, s.exact FROM {STATUS_ROW.name} s JOIN {AGE.name} a "
        f"ON a.status_id = s.status_id {condition} ORDER BY {dialect.order('s.place_order')}, s.fid",
        params,
    )
    return read_columns(dialect, STATUS.columns, rows)


def _micros(moment: Any) -> float | None:
    return None if moment is None else float((moment - _EPOCH) // timedelta(microseconds=1))
