"""Turn an atlas into one of layout 0: what the first trials wrote."""

import sqlite3
from pathlib import Path

from contested.store.layout import views

LAYOUT_0 = (
    "DROP TABLE archive",
    "DROP TABLE setting",
    "DROP TABLE status_age",
    "DROP TABLE derived_entry",
    "DROP INDEX status_row_group_id",
    "DROP INDEX reading_path",
    "ALTER TABLE status_row DROP COLUMN group_id",
    "ALTER TABLE status_row DROP COLUMN place_order",
    "ALTER TABLE claim_row DROP COLUMN certainty",
    "DELETE FROM contested_meta WHERE name IN ('derived', 'standing', 'measured')",
)


def make_layout_0(path: Path) -> None:
    """Take away from a closed atlas what layout 0 did not have: four tables, and columns of claims and statuses."""
    connection = sqlite3.connect(path)
    for name in views():
        connection.execute(f"DROP VIEW {name}")
    for statement in LAYOUT_0:
        connection.execute(statement)
    connection.execute("UPDATE contested_meta SET value = '0' WHERE name = 'schema_version'")
    connection.commit()
    connection.close()
