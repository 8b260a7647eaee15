"""GeoPackage by GDAL, with styles by which QGIS opens it looking like the map."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pyogrio

from contested.export.gdal import gdal_says
from contested.export.sheet import Sheet
from contested.export.styles import Style, style_of

STYLES = "layer_styles"  # where QGIS looks
_MADE = """CREATE TABLE IF NOT EXISTS layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
    f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
    useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
    update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))"""
_LISTED = (
    "INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier) "
    "VALUES ('layer_styles', 'attributes', 'layer_styles')"
)


def write_geopackage_layer(sheet: Sheet, path: Path) -> None:
    """Add a layer to the GeoPackage at `path`, made if it is not there: any geometries and none, and its style."""
    with gdal_says():
        pyogrio.write_dataframe(
            sheet.frame,
            path,
            layer=sheet.name,
            driver="GPKG",
            geometry_type="Unknown",
            append=False,
            VERSION="1.3",  # as the store; programs of 2021 read it without a warning
            layer_metadata={
                "attribution": "; ".join(sheet.credit.attribution) or "none",
                "licence": sheet.credit.licence,
                **{f"note_{number}": note for number, note in enumerate(sheet.credit.notes, start=1)},
            },
        )
    style = style_of(sheet)
    if style is not None:
        _add_style(path, sheet.name, style)


def _add_style(path: Path, layer: str, style: Style) -> None:
    """Store the style where QGIS looks for it. Raises `OSError` when there is no room."""
    try:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(_MADE)
            connection.execute(_LISTED)
            found = connection.execute(
                "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?", (layer,)
            ).fetchone()
            connection.execute(
                "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,"
                " styleQML, styleSLD, useAsDefault, description, owner) VALUES ('', '', ?, ?, ?, ?, ?, 1, ?, '')",
                (layer, found[0] if found else "geom", style.name, style.qml, style.sld, style.description),
            )
    except sqlite3.Error as error:
        raise OSError(f"SQLite: {error}") from error
