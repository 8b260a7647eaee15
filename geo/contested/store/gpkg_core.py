"""The tables that make an SQLite file a GeoPackage, and the index in space with its triggers.

OGC 12-128r18, GeoPackage Encoding Standard 1.3: clauses 1.1.1 (file format), 1.1.3 (contents), 2.1 (features),
2.3 (extensions), annex F.3 (R-tree spatial indexes).
"""

import sqlite3

import pyproj

from contested.store.gpkg_geometry import SRS_ID

APPLICATION_ID = 0x47504B47  # "GPKG"
GPKG_VERSION = 10300
_TREE = "http://www.geopackage.org/spec130/#extension_rtree"

CORE = (
    """CREATE TABLE gpkg_spatial_ref_sys (
        srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
        organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)""",
    """CREATE TABLE gpkg_contents (
        table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
        description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
        min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
        CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))""",
    """CREATE TABLE gpkg_geometry_columns (
        table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
        srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
        CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
        CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
        CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))""",
    """CREATE TABLE gpkg_extensions (
        table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
        scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))""",
)


def create_core(connection: sqlite3.Connection) -> None:
    """Make the core tables and the three reference systems that every GeoPackage lists."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {GPKG_VERSION}")
    for statement in CORE:
        connection.execute(statement)
    connection.executemany(
        "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
        [
            ("Undefined cartesian SRS", -1, "NONE", -1, "undefined", "undefined cartesian coordinate reference system"),
            ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
            ("WGS 84 geodetic", SRS_ID, "EPSG", SRS_ID, pyproj.CRS(SRS_ID).to_wkt("WKT1_GDAL"), "longitude, latitude"),
        ],
    )


def register_features(connection: sqlite3.Connection, layer: str, description: str) -> None:
    """Name a table or view as a layer with geometries of any kind, and its index in space."""
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES (?, ?, ?, ?, ?)",
        (layer, "features", layer, description, SRS_ID),
    )
    connection.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'GEOMETRY', ?, 0, 0)",
        (layer, SRS_ID),
    )
    connection.execute(
        "INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', ?, 'write-only')",
        (layer, _TREE),
    )


def register_attributes(connection: sqlite3.Connection, layer: str, description: str) -> None:
    """Name a table or view as a layer without geometries."""
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES (?, 'attributes', ?, ?)",
        (layer, layer, description),
    )


def index_in_space(layer: str, table: str, *, only: str = "") -> list[str]:
    """Answer the statements that make the R*Tree of a layer, kept up by triggers on the table that holds the rows.

    `only` names the flag that rows of the layer have, where the table holds others as well. Rows are put in and taken
    out, never changed, so the standard's triggers for changes are left out.
    """
    tree = f"rtree_{layer}_geom"
    box = "ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)"
    there = "NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)" + (f" AND NEW.{only}" if only else "")
    insert = f"INSERT OR REPLACE INTO {tree} VALUES (NEW.fid, {box});"
    delete = f"DELETE FROM {tree} WHERE id = OLD.fid;"
    return [
        f"CREATE VIRTUAL TABLE {tree} USING rtree(id, minx, maxx, miny, maxy)",
        f"CREATE TRIGGER {tree}_insert AFTER INSERT ON {table} WHEN ({there}) BEGIN {insert} END",
        f"CREATE TRIGGER {tree}_delete AFTER DELETE ON {table} WHEN OLD.geom NOT NULL BEGIN {delete} END",
    ]
