"""GeoParquet by pyarrow (extra `parquet`): all types kept, times to the microsecond, geometry as WKB."""

import json
from pathlib import Path

from contested.export.sheet import Sheet, check_extra


def write_geoparquet(sheet: Sheet, path: Path) -> None:
    """Write the frame with the credit in the file's own metadata. Raises `MissingExtraError` without pyarrow."""
    check_extra("parquet", ("pyarrow",), what="GeoParquet")
    from pyarrow import parquet  # noqa: PLC0415  an extra

    sheet.frame.to_parquet(path, index=False)
    table = parquet.read_table(path)  # GeoPandas lets nobody add to the metadata
    credit = {
        "attribution": list(sheet.credit.attribution),
        "licence": sheet.credit.licence,
        "notes": list(sheet.credit.notes),
    }
    told = {b"contested": json.dumps(credit, ensure_ascii=False).encode("utf-8")}
    parquet.write_table(table.replace_schema_metadata({**(table.schema.metadata or {}), **told}), path)
