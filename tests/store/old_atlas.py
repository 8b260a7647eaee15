"""Turn an atlas into one of layout 0: what the first trials wrote."""

import sqlite3
from pathlib import Path

from contested.store.layout import views


def make_layout_0(path: Path) -> None:
    """Take away from a closed atlas what layout 0 did not have: two tables, and a column of the claims."""
    connection = sqlite3.connect(path)
    for name in views():
        connection.execute(f"DROP VIEW {name}")
    connection.execute("DROP TABLE archive")
    connection.execute("DROP TABLE setting")
    connection.execute("ALTER TABLE claim_row DROP COLUMN certainty")
    connection.execute("UPDATE contested_meta SET value = '0' WHERE name = 'schema_version'")
    connection.commit()
    connection.close()
