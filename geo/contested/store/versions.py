"""Make the tables of an atlas, and bring those of an older version up to date. The same for every database in SQL."""

from collections.abc import Callable

from contested.errors import AtlasFormatError
from contested.frame import Column
from contested.store.dialect import Dialect, Session
from contested.store.layout import SCHEMA_VERSION, TABLES, SqlTable, views
from contested.store.sql import create_indexes, create_table, missing_columns

_VERSION = "schema_version"
Migration = Callable[[Session, Dialect], None]


def create_tables(session: Session, dialect: Dialect) -> None:
    """Make all tables and views, and note the version."""
    for table in TABLES:
        _create(session, dialect, table)
    _create_views(session)
    session.execute(
        "INSERT INTO contested_meta (name, value) VALUES (:name, :value)",
        {"name": _VERSION, "value": str(SCHEMA_VERSION)},
    )


def version_of(session: Session, name: str) -> int:
    """Answer the version of an atlas. Raises `AtlasFormatError` when it does not say, or is newer than this package."""
    rows = session.fetch("SELECT value FROM contested_meta WHERE name = :name", {"name": _VERSION})
    if not rows or not rows[0][0].isdecimal():
        raise AtlasFormatError(f"{name}: does not say which version it is of; put a backup in its place")
    version = int(rows[0][0])
    if version > SCHEMA_VERSION:
        raise AtlasFormatError(
            f"{name}: was written by a newer version (layout {version}; this one knows {SCHEMA_VERSION}); "
            "upgrade with `pip install --upgrade contested`"
        )
    return version


def is_up_to_date(session: Session, dialect: Dialect, version: int) -> bool:
    """Tell whether the tables are those of this version, with every column that the frames have."""
    return version == SCHEMA_VERSION and not any(_missing(session, dialect, table) for table in TABLES)


def too_old_to_read(name: str) -> AtlasFormatError:
    """Answer the error for an older atlas that is opened for reading only."""
    return AtlasFormatError(
        f"{name}: is of an older version; open it once without read_only to bring it up to date, nothing is lost"
    )


def migrate(session: Session, dialect: Dialect, version: int) -> None:
    """Go from version to version, then add the columns that the frames have gained, then make the views anew."""
    for step in range(version, SCHEMA_VERSION):
        MIGRATIONS[step](session, dialect)
    for name in views():
        session.execute(f"DROP VIEW IF EXISTS {name}")
    for table in TABLES:
        for column in _missing(session, dialect, table):
            _add_column(session, dialect, table, column.name)
    _create_views(session)
    session.execute(
        "UPDATE contested_meta SET value = :value WHERE name = :name", {"name": _VERSION, "value": str(SCHEMA_VERSION)}
    )


def _create(session: Session, dialect: Dialect, table: SqlTable) -> None:
    statements = create_table(dialect, table)
    if table.append_only:
        statements += dialect.refuse_changes(table.name)
    for statement in statements:
        session.execute(statement)


def _create_views(session: Session) -> None:
    for name, query in views().items():
        session.execute(f"CREATE VIEW {name} AS {query}")


def _missing(session: Session, dialect: Dialect, table: SqlTable) -> list[Column]:
    there = [row[0] for row in session.fetch(dialect.columns_query, {"table": table.name})]
    return missing_columns(table, there)


def _add_column(session: Session, dialect: Dialect, table: SqlTable, name: str) -> None:
    column = next(each for each in table.columns if each.name == name)
    for declared in dialect.declare(column).split(", "):
        session.execute(f"ALTER TABLE {table.name} ADD COLUMN {declared}")


# ------------------------------------------------------------------------------------------- migrations


def _add_archive_and_settings(session: Session, dialect: Dialect) -> None:
    """Layout 0, of the first trials, kept no archive of what came in and no settings."""
    for table in TABLES:
        if table.name in {"archive", "setting"}:
            _create(session, dialect, table)


def _add_standing(session: Session, dialect: Dialect) -> None:
    """Layout 1 made all statuses anew with each article; they are made anew once more, with the next one."""
    session.execute("DELETE FROM status_row")
    session.execute("DELETE FROM contested_meta WHERE name = 'derived'")
    for table in TABLES:
        if table.name in {"status_age", "derived_entry"}:
            _create(session, dialect, table)
        for column in _missing(session, dialect, table):
            _add_column(session, dialect, table, column.name)
        if table.name in {"status_row", "reading"}:
            for statement in create_indexes(dialect, table):
                session.execute(statement)


# from which version → how to the next
MIGRATIONS: dict[int, Migration] = {0: _add_archive_and_settings, 1: _add_standing}
