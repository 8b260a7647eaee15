"""Excel workbooks by XlsxWriter (extra `excel`): cells are typed, text is never a formula or a link.

A cell holds 32,767 characters and a sheet 1,048,576 rows. Longer text is cut and says so, a geometry that is too long
is left out and says so, and the sheet "about" counts both.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from contested.errors import OutputError
from contested.export.cells import iso, points_of, wkt_of
from contested.export.sheet import Sheet, check_extra

_LONGEST = 32_767
_ROWS = 1_048_575  # below the heading
_CUT = " … [cut: Excel holds 32,767 characters a cell]"
_FIRST = pd.Timestamp("1900-03-01", tz="UTC")  # before that, Excel's calendar is wrong or ends
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the same frame gives the same bytes
_TITLE = 31  # characters of a sheet's name


def write_excel(sheet: Sheet, path: Path) -> None:
    """Write one sheet of rows and one sheet "about" with the credit; times are UTC and say so.

    Raises `MissingExtraError` without XlsxWriter, `OutputError` for more rows than a sheet has.
    """
    check_extra("excel", ("xlsxwriter",), what="Excel")
    import xlsxwriter  # noqa: PLC0415  an extra

    if len(sheet.frame) > _ROWS:
        raise OutputError(
            f"{path.name}: {len(sheet.frame):,} rows do not fit into an Excel sheet; write .csv, .gpkg or .parquet"
        )
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(path, {"constant_memory": True, **plain}) as book:
            book.set_properties({"created": _MADE, "comments": "\n".join(sheet.credit.lines())[:255]})
            cut = _write_rows(book, sheet)
            _write_about(book, sheet, cut)
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(str(error)) from error


def _write_rows(book: Any, sheet: Sheet) -> int:
    """Write the rows of the frame; answer how many cells did not fit."""
    frame = sheet.frame
    page = book.add_worksheet(_title(sheet.name))
    bold = book.add_format({"bold": True, "bottom": 1})
    time = book.add_format({"num_format": 'yyyy-mm-dd hh:mm:ss "UTC"'})
    columns: dict[str, list[Any]] = {
        str(name): frame[name].astype(object).where(frame[name].notna(), None).tolist()
        for name in frame.columns
        if name != "geometry"
    }
    columns["longitude"], columns["latitude"] = points_of(frame)
    columns["geometry"] = [_fitting(text) for text in wkt_of(frame)]
    cut: int = sum(text is not None and text.startswith("[") for text in columns["geometry"])
    for place, name in enumerate(columns):
        page.write_string(0, place, name, bold)
        page.set_column(place, place, 24 if name in {"quote", "sentence", "why", "title"} else 14)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(1, len(frame)), max(0, len(columns) - 1))
    for row, values in enumerate(zip(*columns.values(), strict=True), start=1):
        for place, value in enumerate(values):
            cut += _write_cell(page, (row, place), value, time)
    return cut


def _write_cell(page: Any, at: tuple[int, int], value: Any, time: Any) -> int:
    """Write one value as what it is; answer 1 when it had to be cut."""
    if value is None:
        return 0
    if isinstance(value, bool):
        page.write_boolean(*at, value)
    elif isinstance(value, pd.Timestamp):
        if value < _FIRST:
            page.write_string(*at, iso(value))
        else:
            page.write_datetime(*at, value.tz_convert("UTC").tz_localize(None).to_pydatetime(), time)
    elif isinstance(value, int | float):
        page.write_number(*at, value)
    else:
        text = str(value)
        page.write_string(*at, text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT)
        return 1 if len(text) > _LONGEST else 0
    return 0


def _fitting(geometry: str | None) -> str | None:
    """Answer WKT that fits into a cell, or words in square brackets that say it does not."""
    if geometry is None or len(geometry) <= _LONGEST:
        return geometry
    return f"[left out: {len(geometry):,} characters; write .gpkg or .geojson for the geometry]"


def _write_about(book: Any, sheet: Sheet, cut: int) -> None:
    page = book.add_worksheet("about" if _title(sheet.name).lower() != "about" else "credit")
    page.set_column(0, 0, 100)
    lines = [
        f"{sheet.name}: {len(sheet.frame)} rows. Times are UTC. Longitude and latitude are WGS 84 (EPSG:4326).",
        *sheet.credit.lines(),
    ]
    if cut:
        lines.append(f"Note: {cut} cells were too long for Excel and were cut or left out; each says so.")
    for row, line in enumerate(lines):
        page.write_string(row, 0, line[:_LONGEST])


def _title(name: str) -> str:
    """Answer a name that Excel allows for a sheet.

    >>> _title("what [was] said?")
    'what _was_ said_'
    """
    kept = "".join("_" if letter in "[]:*?/\\" else letter for letter in name).strip("'")[:_TITLE]
    return kept or "rows"
