"""Tables of articles, one a row: CSV by the standard library, Parquet by pyarrow. Read row by row, of any length."""

import csv
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

from contested.articles.child import check_extra
from contested.articles.decode import decode
from contested.articles.files import MAX_ARTICLE_BYTES, cannot_read
from contested.articles.metadata import FIELDS, Layer
from contested.articles.parse import Draft, from_object
from contested.errors import ArticleError

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "article_id"),
    "text": ("text", "body", "content", "article", "full_text"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "site", "site_name", "sitename"),
    "published": ("published", "date", "published_at", "publication_date", "pubdate"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
}
"""Our fields, and the names of columns that are taken for them: the first of these that a table has."""

_HEAD_BYTES = 200_000  # by which a table's encoding is told
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BATCH = 16  # rows of Parquet at a time: of 5 MB each at the worst
_LARGEST_CHUNK = 1_000_000_000  # bytes of one column in one row group; writers make them a tenth of it


def csv_drafts(
    path: Path, *, encoding: str | None = None, layers: tuple[Layer, ...] = ()
) -> Iterator[Draft | ArticleError]:
    """Yield the draft of each row of a CSV with a header, or what is wrong with the row.

    The separator is the one of comma, semicolon, tab and bar that parts the header into known names. Raises
    `ArticleError` when the file cannot be read as a table, or no column holds text.
    """
    csv.field_size_limit(max(csv.field_size_limit(), MAX_ARTICLE_BYTES))  # of the whole process, so only ever raised
    try:
        with path.open("rb") as stream:
            codec = encoding or _codec(stream.read(_HEAD_BYTES), str(path))
        with path.open(encoding=codec, errors="surrogateescape", newline="") as stream:
            yield from _rows(stream, path, layers)
    except OSError as error:
        raise cannot_read(path, error) from error
    except UnicodeError as error:  # of UTF-16; in others a broken row is told as one
        raise ArticleError(f"{path}: is not {codec} throughout ({error}); save it as UTF-8") from error


def _codec(head: bytes, where: str) -> str:
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec
    cut = head[: head.rfind(b"\n") + 1] or head
    try:
        cut.decode("utf-8")
    except UnicodeDecodeError:
        return {"Windows-1252": "cp1252"}.get(name := decode(cut, where=where)[1], name)
    return "utf-8"


def _rows(stream: TextIO, path: Path, layers: tuple[Layer, ...]) -> Iterator[Draft | ArticleError]:
    lines = _bounded(stream, path)
    first = next(lines, "")
    if not first.strip():
        raise ArticleError(f"{path}: is empty; put a header and rows in it, or leave it out")
    separator = max(",;\t|", key=lambda sign: len(_places(next(csv.reader([first], delimiter=sign), []))))
    reader = csv.reader(itertools.chain([first], lines), delimiter=separator, strict=True)
    header = next(reader)
    places = _checked(_places(header), header, path)
    none_yet = True
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            yield ArticleError(f"{path}:{number}: is no row of a table ({error}); close its quotes, or double them")
            continue
        if not any(cell.strip() for cell in cells):
            continue
        none_yet = False
        yield _row(cells, header, places, f"{path}:{number}", f"{path.stem}-{number}", layers)
    if none_yet:
        raise ArticleError(f"{path}: holds a header and no rows; put articles in it, or leave it out")


def _row(
    cells: Sequence[str],
    header: Sequence[str],
    places: Mapping[str, int],
    where: str,
    name: str,
    layers: tuple[Layer, ...],
) -> Draft | ArticleError:
    if len(cells) != len(header):
        return ArticleError(
            f"{where}: has {len(cells)} cells where the header has {len(header)}; quote cells that hold the separator"
        )
    if any("\udc80" <= letter <= "\udcff" for cell in cells for letter in cell):
        return ArticleError(f"{where}: is not UTF-8; save it as UTF-8, or name its encoding (--encoding windows-1256)")
    row = {field: cells[place] for field, place in places.items() if cells[place].strip()}
    try:
        return from_object(row, name=name, where=where, layers=layers)
    except ArticleError as error:
        return error


def _bounded(stream: TextIO, path: Path) -> Iterator[str]:
    """Yield lines; raise `ArticleError` at one that is longer than an article can be."""
    while line := stream.readline(MAX_ARTICLE_BYTES + 1):
        if len(line) > MAX_ARTICLE_BYTES:
            raise ArticleError(f"{path}: has a line longer than an article can be; check that it is a table")
        yield line


def _places(header: Iterable[str]) -> dict[str, int]:
    """Answer where in a header our fields stand."""
    names = [name.strip().lower() for name in header]
    found = {}
    for field, aliases in COLUMNS.items():
        for alias in aliases:
            if alias in names:
                found[field] = names.index(alias)
                break
    return found


def _checked(places: dict[str, int], header: Iterable[str], path: Path) -> dict[str, int]:
    if "text" not in places:
        named = ", ".join(repr(name[:40]) for name in list(header)[:12])
        raise ArticleError(f"{path}: has no column of text among {named}; name the one that holds it 'text'")
    return places


# ------------------------------------------------------------------------------------------------ Parquet


def parquet_drafts(path: Path, *, layers: tuple[Layer, ...] = ()) -> Iterator[Draft | ArticleError]:
    """Yield the draft of each row of a Parquet file, or what is wrong with the row.

    Raises `ArticleError` when the file is none or has no column of text, and `MissingExtraError` without `pyarrow`.
    """
    check_extra("parquet", ("pyarrow",), what="Parquet files")
    import pyarrow as pa  # noqa: PLC0415  an extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        with pq.ParquetFile(path) as file:
            header = file.schema_arrow.names
            places = _checked(_places(header), header, path)
            columns = [header[place] for place in places.values()]
            _check_chunks(file.metadata, path)
            rows = (row for batch in file.iter_batches(_BATCH, columns=columns) for row in batch.to_pylist())
            for number, row in enumerate(rows, start=1):
                yield _of_row(row, {field: header[place] for field, place in places.items()}, path, number, layers)
            if not file.metadata.num_rows:
                raise ArticleError(f"{path}: holds no rows; put articles in it, or leave it out")
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        if isinstance(error, OSError) and error.errno:
            raise cannot_read(path, error) from error
        said = " ".join(str(error).split())[:200]
        raise ArticleError(f"{path}: is no whole Parquet file ({said}); write it again") from error


def _check_chunks(metadata: "object", path: Path) -> None:
    for group in range(metadata.num_row_groups):  # type: ignore[attr-defined]  # pyarrow has no types
        chunks = metadata.row_group(group)  # type: ignore[attr-defined]
        for column in range(chunks.num_columns):
            if chunks.column(column).total_uncompressed_size > _LARGEST_CHUNK:
                raise ArticleError(f"{path}: has parts of more than 1 GB; write it in smaller row groups")


def _of_row(
    row: Mapping[str, object], names: Mapping[str, str], path: Path, number: int, layers: tuple[Layer, ...]
) -> Draft | ArticleError:
    said: dict[str, object] = {}
    for field, column in names.items():
        value = row[column]
        if value is None or value != value or value == "":  # noqa: PLR0124  NaN is not itself
            continue
        said[field] = value.isoformat() if field in FIELDS and isinstance(value, date | datetime) else value
    where = f"{path}:{number}"
    if len(str(said.get("text", ""))) > MAX_ARTICLE_BYTES:
        return ArticleError(f"{where}: is larger than an article can be ({MAX_ARTICLE_BYTES // 1_000_000} MB)")
    try:
        return from_object(said, name=f"{path.stem}-{number}", where=where, layers=layers)
    except ArticleError as error:
        return error
