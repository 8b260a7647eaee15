"""FlatGeobuf by GDAL, without an index in space: that would reorder the rows and allow none without a place."""

from pathlib import Path

import pyogrio

from contested.export.gdal import gdal_says
from contested.export.sheet import Sheet


def write_flatgeobuf(sheet: Sheet, path: Path) -> None:
    """Write in the order of the frame, rows without a geometry kept; the credit is the file's description."""
    with gdal_says():
        pyogrio.write_dataframe(
            sheet.frame,
            path,
            layer=sheet.name,
            driver="FlatGeobuf",
            geometry_type="Unknown",
            SPATIAL_INDEX="NO",
            TITLE=sheet.name,
            DESCRIPTION="\n".join(sheet.credit.lines()),
        )
