"""Read back what `write` wrote, from the formats that keep every column."""

from pathlib import Path

import geopandas
import pandas as pd
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from contested.errors import FrameError
from contested.export.cells import unguarded
from contested.export.geopackage import STYLES
from contested.export.sheet import check_extra
from contested.frame import CRS, Schema, conform

_GDAL = (".geojson", ".gpkg", ".fgb")
_READ = (*_GDAL, ".csv", ".parquet")


def read(path: str | Path, schema: Schema, *, layer: str | None = None) -> geopandas.GeoDataFrame:
    """Read back what `write` wrote as .geojson, .gpkg, .fgb, .csv or .parquet, as a frame of `schema`, EPSG:4326.

    Raises `FrameError` or `CRSError` when the content does not follow the schema or the format is for other programs,
    `FileNotFoundError` when there is no file, `MissingExtraError` for .parquet without pyarrow.
    """
    source = Path(path)
    if not source.is_file():
        raise FileNotFoundError(f"there is no file {source}; check the name")
    suffix = source.suffix.lower()
    if suffix not in _READ or source.name.lower().endswith(".hxl.csv"):
        raise FrameError(
            f"{source}: keeps not all columns; write the frame as one of {', '.join(_READ)} to read it back"
        )
    if suffix == ".csv":
        return conform(_read_csv(source), schema, keep_extra=True)
    return conform(_read_layer(source, layer, schema), schema, keep_extra=True)


def _read_layer(source: Path, layer: str | None, schema: Schema) -> geopandas.GeoDataFrame:
    """Answer a layer: the one asked for, or in a GeoPackage the one named after the schema, or the first."""
    try:
        if layer is None and source.suffix.lower() == ".gpkg":
            names = [name for name, _ in pyogrio.list_layers(source) if name != STYLES]
            layer = schema.name if schema.name in names else next(iter(names), None)
        if source.suffix.lower() == ".parquet":
            check_extra("parquet", ("pyarrow",), what="GeoParquet")
            return geopandas.read_parquet(source)
        return geopandas.read_file(source, layer=layer) if layer else geopandas.read_file(source)
    except (DataSourceError, DataLayerError, ValueError, OSError) as error:
        raise FrameError(f"cannot read {source} as a map layer: {error}; write it again") from error


def _read_csv(path: Path) -> geopandas.GeoDataFrame:
    table = pd.read_csv(path, dtype=object, encoding="utf-8-sig", keep_default_na=False, na_values=[""])
    table = table.map(unguarded)
    if "geometry" not in table.columns:
        raise FrameError(f"{path} has no column geometry; use a CSV that contested wrote")
    table = table.drop(columns=[name for name in ("longitude", "latitude") if name in table.columns])
    shapes = shapely.from_wkt(table.pop("geometry").astype(object).where(lambda cell: cell.notna(), None).to_numpy())
    return geopandas.GeoDataFrame(table, geometry=geopandas.GeoSeries(shapes, crs=CRS), crs=CRS)
