"""CSV: longitude and latitude of points, every geometry as WKT, UTF-8 with a byte order mark for spreadsheets."""

import csv
from pathlib import Path

from contested.export.cells import guarded, plain_values, points_of, wkt_of
from contested.export.sheet import Sheet


def write_csv(sheet: Sheet, path: Path) -> None:
    """Write one row a row. Text that a spreadsheet would take for a formula gets an apostrophe in front."""
    frame = sheet.frame
    names = [name for name in frame.columns if name != "geometry"]
    columns = [*(plain_values(frame[name]) for name in names), *points_of(frame), wkt_of(frame)]
    with path.open("x", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([guarded(name) for name in (*names, "longitude", "latitude", "geometry")])
        for row in zip(*columns, strict=True):
            writer.writerow([guarded(value) for value in row])
