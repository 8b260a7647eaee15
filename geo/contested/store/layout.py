"""Which tables and views a store in SQL has. Columns follow the frames' schemas; each dialect spells them its own way.

Tables of the log only ever grow. `claim_row` and `mention_row` hold each wording of a row once; `claim_event` and
`mention_event` say from when it was current and from when not; the views say what is current now.
"""

from collections.abc import Callable
from dataclasses import dataclass

from contested.frame import STATUS, Column, Dtype
from contested.store.log import Table
from contested.store.tables import ARTICLES, DECISIONS, UPDATES

SCHEMA_VERSION = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class SqlTable:
    """A table: a number of its own for each row (`serial`), columns, and what must be unique or quickly found.

    `exact` says that texts which the database cannot hold as they are stand in a further column of that name.
    """

    name: str
    serial: str | None
    columns: tuple[Column, ...]
    unique: tuple[tuple[str, ...], ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    append_only: bool = True
    exact: bool = False


def text(name: str, *, nullable: bool = True) -> Column:
    """Answer a column of text."""
    return Column(name=name, dtype=Dtype.TEXT, meaning="", nullable=nullable)


def _int(name: str) -> Column:
    return Column(name=name, dtype=Dtype.INT, meaning="", nullable=False)


def _float(name: str) -> Column:
    return Column(name=name, dtype=Dtype.FLOAT, meaning="")


def _time(name: str, *, nullable: bool = False) -> Column:
    return Column(name=name, dtype=Dtype.TIME, meaning="", nullable=nullable)


BINARY = "binary"  # the unit of columns that hold bytes


def _bytes(name: str) -> Column:
    return Column(name=name, dtype=Dtype.TEXT, meaning="", unit=BINARY)


RECORDED = _time("recorded_at")
_LINKED = ("origin_id", "superseded_by")  # columns of `articles` that stand in links
_OF_READING = tuple(column for column in ARTICLES if column.name not in _LINKED)


def row_columns(table: Table) -> tuple[Column, ...]:
    """Answer the columns of a table of rows: those of its frame, and when each was recorded."""
    columns = tuple(column for column in table.schema.columns if column.name != "recorded_at")
    return (text("row_hash", nullable=False), *columns, RECORDED)


def rows_table(table: Table) -> SqlTable:
    """Answer the table of a frame's rows."""
    indexes: tuple[tuple[str, ...], ...] = ((table.schema.key,), ("article_id",), ("place_id",))
    return SqlTable(
        name=f"{table}_row",
        serial="fid",
        columns=row_columns(table),
        unique=(("row_hash",),),
        indexes=indexes,
        exact=True,
    )


def events_table(table: Table) -> SqlTable:
    """Answer the table of what became of a frame's rows."""
    return SqlTable(
        name=f"{table}_event",
        serial="seq",
        columns=(
            text("event_id", nullable=False),
            text("row_key", nullable=False),
            text("article_id", nullable=False),
            text("op", nullable=False),
            _int("row_fid"),
            text("cause", nullable=False),
            RECORDED,
        ),
        unique=(("event_id",),),
        indexes=(("row_key", "seq"), ("row_fid",), ("article_id",)),
    )


READING = SqlTable(
    name="reading",
    serial="seq",
    columns=(
        *_OF_READING,
        text("content", nullable=False),
        text("claim_rows", nullable=False),
        text("mention_rows", nullable=False),
        _bytes("signature"),
    ),
    unique=(("reading_id",),),
    indexes=(("copy_id", "seq"), ("article_id",), ("url",), ("path",)),
    exact=True,
)
TEXT = SqlTable(
    name="article_text",
    serial=None,
    columns=(text("article_id", nullable=False), text("sha256", nullable=False), text("text", nullable=False)),
    unique=(("article_id", "sha256"),),
    exact=True,
)
ARCHIVE = SqlTable(
    name="archive",
    serial="seq",
    columns=(
        text("article_id", nullable=False),
        text("content_hash", nullable=False),
        text("media_type", nullable=False),
        _bytes("content"),
        RECORDED,
    ),
    unique=(("article_id", "content_hash"),),
)
LINK = SqlTable(
    name="link_event",
    serial="seq",
    columns=(
        text("event_id", nullable=False),
        text("article_id", nullable=False),
        text("kind", nullable=False),
        text("other", nullable=False),
        Column(name="reinstates", dtype=Dtype.BOOL, meaning="", nullable=False),
        RECORDED,
    ),
    unique=(("event_id",),),
    indexes=(("article_id", "seq"), ("other", "seq")),
)
DECISION = SqlTable(
    name="decision",
    serial="seq",
    columns=DECISIONS,
    unique=(("decision_id",),),
    indexes=(("target",),),
    exact=True,
)
UPDATE = SqlTable(
    name="update_record",
    serial="update_id",
    columns=tuple(column for column in UPDATES if column.name != "update_id"),
    exact=True,
)
SETTING = SqlTable(
    name="setting",
    serial=None,
    columns=(text("name", nullable=False), text("value", nullable=False)),
    unique=(("name",),),
    append_only=False,
)
META = SqlTable(
    name="contested_meta",
    serial=None,
    columns=(text("name", nullable=False), text("value", nullable=False)),
    unique=(("name",),),
    append_only=False,
)
AGED = ("valid_at", "age_days", "confidence")  # columns of a status that change while nothing happens to its place
STATUS_ROW = SqlTable(
    name="status_row",
    serial="fid",
    columns=(*(column for column in STATUS.columns if column.name not in AGED), text("group_id"), text("place_order")),
    indexes=(("group_id",),),
    append_only=False,
    exact=True,
)
AGE = SqlTable(
    name="status_age",
    serial=None,
    columns=(
        text("status_id", nullable=False),
        *(STATUS.by_name[name] for name in AGED),
        _float("weight"),
        _float("half_life_days"),
        _float("newest"),
    ),
    unique=(("status_id",),),
    append_only=False,
)
ENTRY = SqlTable(
    name="derived_entry",
    serial=None,
    columns=(
        text("kind", nullable=False),
        text("name", nullable=False),
        text("group_id", nullable=False),
        text("value"),
        Column(name="at", dtype=Dtype.NULLABLE_INT, meaning=""),
    ),
    indexes=(("kind", "name", "value"), ("group_id", "kind"), ("kind", "at")),
    append_only=False,
)

ROWS = {table: rows_table(table) for table in Table}
EVENTS = {table: events_table(table) for table in Table}
TABLES = (
    META,
    SETTING,
    TEXT,
    ARCHIVE,
    READING,
    LINK,
    DECISION,
    UPDATE,
    *(each for table in Table for each in (ROWS[table], EVENTS[table])),
    STATUS_ROW,
    AGE,
    ENTRY,
)
LAYERS = {Table.CLAIM: "claims", Table.MENTION: "mentions"}
FEATURES = {  # layers with geometries: the table that holds their rows, and which of its rows
    **{layer: (ROWS[table].name, "") for table, layer in LAYERS.items()},
    "status_now": (STATUS_ROW.name, ""),
    "aid_points": (STATUS_ROW.name, "aid_point"),
}

# ------------------------------------------------------------------------------------------- views

Known = Callable[[str], str]  # alias of a table → the condition that its row was recorded by the time asked for


def always(alias: str) -> str:
    """Answer the condition that holds for every row: what is known now."""
    del alias
    return ""


def is_current(table: Table, *, known: Known = always) -> str:
    """Answer the condition that event `e` is the newest of its key and asserts its row."""
    return (
        "e.op = 'assert' AND NOT EXISTS (SELECT 1 FROM "
        f"{EVENTS[table].name} n WHERE n.row_key = e.row_key AND n.seq > e.seq{known('n')}){known('e')}"
    )


def current_view(table: Table) -> str:
    """Answer the query of the layer of what is current: the frame's columns, as GIS programs want to see them."""
    columns = ", ".join(f'r."{layer_column(column)}"' for column in table.schema.columns)
    return (
        f"SELECT r.fid AS fid, {columns} FROM {EVENTS[table].name} e "
        f"JOIN {ROWS[table].name} r ON r.fid = e.row_fid WHERE {is_current(table)}"
    )


def layer_column(column: Column) -> str:
    """Answer the name of a column in SQL; the geometry is called `geom`, as GeoPackages have it."""
    return "geom" if column.dtype is Dtype.GEOMETRY else column.name


def articles_query(columns: str, *, known: Known = always) -> str:
    """Answer the query of the newest reading of each copy, with what links say of its article."""
    return (
        f"SELECT {columns}, "
        "(SELECT l.other FROM link_event l WHERE l.kind = 'copy_of' AND l.article_id = r.article_id"
        f"{known('l')} ORDER BY l.seq DESC LIMIT 1) AS origin_id, "
        "(SELECT CASE WHEN l.article_id = r.article_id THEN l.other END FROM link_event l "
        "WHERE l.kind = 'superseded_by' AND (l.article_id = r.article_id OR (l.reinstates AND l.other = r.article_id))"
        f"{known('l')} ORDER BY l.seq DESC LIMIT 1) AS superseded_by "
        "FROM reading r WHERE NOT EXISTS "
        f"(SELECT 1 FROM reading n WHERE n.copy_id = r.copy_id AND n.seq > r.seq{known('n')}){known('r')}"
    )


def status_columns() -> list[tuple[str, Column]]:
    """Answer the columns of a status, each with the alias of the table it stands in: `s`, or `a` for what ages."""
    return [("a" if column.name in AGED else "s", column) for column in STATUS.columns]


def views() -> dict[str, str]:
    """Answer the queries of the views that analysts may rely on, by name."""
    of_reading = ", ".join(f'r."{column.name}"' for column in _OF_READING)
    of_status = ", ".join(f'{alias}."{layer_column(column)}"' for alias, column in status_columns())
    statuses = (
        f"SELECT s.fid AS fid, {of_status} FROM {STATUS_ROW.name} s JOIN {AGE.name} a ON a.status_id = s.status_id"
    )
    return {
        **{LAYERS[table]: current_view(table) for table in Table},
        "status_now": statuses,
        "aid_points": f"{statuses} WHERE s.aid_point",
        "articles": articles_query(f"r.seq AS fid, {of_reading}"),
        "decisions": f"SELECT seq AS fid, {_named(DECISIONS)} FROM {DECISION.name}",
        "updates": f"SELECT update_id AS fid, {_named(UPDATES)} FROM {UPDATE.name}",
    }


def _named(columns: tuple[Column, ...]) -> str:
    return ", ".join(f'"{column.name}"' for column in columns)
