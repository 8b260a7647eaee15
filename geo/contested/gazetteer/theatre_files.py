"""Read a theatre's files entry by entry, so that every error names the file, the entry and the remedy."""

import csv
import difflib
import io
import math
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contested.errors import TheatreError

ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_COUNTRY = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
# control characters, and marks that turn the direction of the text around them
INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
MAX_BYTES = 50_000_000


def read_text(path: Path) -> str:
    """Read a UTF-8 file, with or without a byte order mark.

    Raises:
        TheatreError: it cannot be read, is too large, or is not UTF-8.

    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TheatreError(f"{path}: cannot be read ({error.strerror}); put the file there") from error
    if len(data) > MAX_BYTES:
        raise TheatreError(f"{path}: {len(data)} bytes, more than {MAX_BYTES}; simplify or split it")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TheatreError(f"{path}: line {line}: not UTF-8; save the file in the encoding UTF-8") from error


def clean(text: str) -> str:
    """Answer `text` in Unicode form NFC with single spaces.

    >>> clean("  Beit   Hanoun ")
    'Beit Hanoun'
    """
    return unicodedata.normalize("NFC", " ".join(text.split()))


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Answer the names, cleaned, once each, in order, without empty ones.

    >>> unique(["a", " b ", "a", ""])
    ('a', 'b')
    """
    return tuple(dict.fromkeys(name for raw in names if (name := clean(raw))))


@dataclass(frozen=True, slots=True)
class Entry:
    """One row or table of a file: its values, and where it stands. Every `get…` raises TheatreError with the remedy."""

    where: str
    values: Mapping[str, Any]

    def fail(self, message: str) -> TheatreError:
        """Answer the error that says where, what and what to do."""
        return TheatreError(f"{self.where}: {message}")

    def check_keys(self, known: Iterable[str]) -> None:
        """Refuse a key that is not among `known`, and suggest the nearest."""
        known = sorted(known)
        for key in self.values:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"
                raise self.fail(f"unknown key {key!r}; {hint}")

    def optional(self, key: str) -> str | None:
        """Answer the cleaned text of `key`, or None where it is missing or blank."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self.fail(f"{key} is {value!r}; write it as text, in quotes")
        if INVISIBLE.search(value):
            raise self.fail(f"{key} {value!r} holds a control character; remove it")
        return clean(value) or None

    def text(self, key: str) -> str:
        """Answer the cleaned text of `key`, which must be there."""
        value = self.optional(key)
        if value is None:
            raise self.fail(f"{key} is missing; give one")
        return value

    def id(self, key: str = "id") -> str:
        """Answer the id at `key`: lower-case letters, digits, single hyphens or underscores."""
        value = self.text(key)
        if not ID.fullmatch(value):
            raise self.fail(f"{key} {value!r} is not an id; use a-z, 0-9, - and _, for instance 'beit-hanoun'")
        return value

    def names(self, key: str) -> tuple[str, ...]:
        """Answer a list of names: a TOML list, or text parted by semicolons."""
        value = self.values.get(key)
        if isinstance(value, list):
            if not all(isinstance(name, str) for name in value):
                raise self.fail(f"{key} {value!r} is not a list of texts; put each in quotes")
            if bad := [name for name in value if INVISIBLE.search(name)]:
                raise self.fail(f"{key} {bad[0]!r} holds a control character; remove it")
            return unique(value)
        if value is not None and not isinstance(value, str):
            raise self.fail(f"{key} is {value!r}; write a list of texts")
        return unique((self.optional(key) or "").split(";"))

    def number(self, key: str) -> float | None:
        """Answer the finite number at `key`, or None where it is missing or blank."""
        value = self.values.get(key)
        if value is None or value == "":
            return None
        try:
            number = float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else math.nan
        except (ValueError, OverflowError):
            number = math.nan
        if not math.isfinite(number):
            raise self.fail(f"{key} {value!r} is not a number; use digits and a decimal point, for instance 31.5")
        return number

    def choice(self, key: str, among: Iterable[str]) -> str:
        """Answer the text at `key`, which must be one of `among`."""
        value = self.text(key)
        if value not in (choices := sorted(map(str, among))):
            near = difflib.get_close_matches(value, choices, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(choices)}"
            raise self.fail(f"unknown {key} {value!r}; {hint}")
        return value

    def country(self, key: str = "country") -> str | None:
        """Answer the ISO 3166-1 alpha-2 code at `key`, if any."""
        value = self.optional(key)
        if value is not None and not _COUNTRY.fullmatch(value):
            raise self.fail(f"{key} {value!r} is not an ISO 3166-1 alpha-2 code; write two capitals, for instance 'SD'")
        return value

    def languages(self, key: str = "languages") -> tuple[str, ...]:
        """Answer the list of ISO 639 codes at `key`, at least one."""
        values = self.names(key)
        for value in values or ("",):
            if not _LANGUAGE.fullmatch(value):
                raise self.fail(f"{key}: {value!r} is not an ISO 639 code; write, for instance, ['en', 'ar']")
        return values

    def point(self, bbox: tuple[float, float, float, float] | None = None) -> tuple[float, float] | None:
        """Answer (lon, lat) in degrees, EPSG:4326, or None where both are blank; inside `bbox` where one is given."""
        lon, lat = self.number("lon"), self.number("lat")
        if lon is None and lat is None:
            return None
        if lon is None or lat is None:
            raise self.fail(f"lon {lon}, lat {lat}: one of the two is missing; give both or neither")
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise self.fail(f"lon {lon}, lat {lat} is not on the earth; write degrees, lon first in -180…180")
        if (lon, lat) == (0, 0):
            raise self.fail("lon 0, lat 0 is the mark of a missing value; leave both blank where no point is known")
        if bbox is not None and not _within(lon, lat, bbox):
            if _within(lat, lon, bbox):
                raise self.fail(f"lon {lon}, lat {lat} lies outside the bbox {bbox}; lon and lat look swapped")
            raise self.fail(f"lon {lon}, lat {lat} lies outside the bbox {bbox}; correct it, or the bbox")
        return lon, lat


def _within(lon: float, lat: float, bbox: tuple[float, float, float, float]) -> bool:
    west, south, east, north = bbox
    return west <= lon <= east and south <= lat <= north


def read_rows(path: Path, *, required: Iterable[str], known: Iterable[str]) -> Iterator[Entry]:
    """Yield the rows of a CSV file with a header line; blank lines are passed over.

    Raises:
        TheatreError: a column is missing, unknown or doubled, or a row has too many or too few cells.

    """
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    header: list[str] | None = None
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = _header(path, cells, set(required), set(known))
                continue
            entry = Entry(f"{path}: line {reader.line_num}", dict(zip(header, cells, strict=False)))
            if len(cells) != len(header):
                raise entry.fail(
                    f"{len(cells)} cells where the header has {len(header)}; quote cells that hold a comma",
                )
            yield entry
    except csv.Error as error:
        raise TheatreError(f"{path}: line {reader.line_num}: not valid CSV: {error}; mend the quotes") from error
    if header is None:
        raise TheatreError(f"{path}: the file is empty; write the header line {','.join(required)}")


def _header(path: Path, cells: list[str], required: set[str], known: set[str]) -> list[str]:
    header = [cell.strip() for cell in cells]
    if missing := sorted(required - set(header)):
        hint = "; part the cells by commas, not semicolons" if len(header) == 1 and ";" in header[0] else ""
        raise TheatreError(f"{path}: line 1: column {missing[0]!r} is missing; add it to the header{hint}")
    if doubled := sorted({name for name in header if header.count(name) > 1}):
        raise TheatreError(f"{path}: line 1: column {doubled[0]!r} stands twice; remove one")
    Entry(f"{path}: line 1", dict.fromkeys(header)).check_keys(known)
    return header


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        TheatreError: it cannot be read, or is not valid TOML.

    """
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise TheatreError(f"{path}: not valid TOML: {error}; mend the line named") from error
    except RecursionError as error:
        raise TheatreError(f"{path}: nested too deeply to be read; flatten it") from error


def read_tables(path: Path, name: str, *, known: Iterable[str], extra: Iterable[str] = ()) -> tuple[Entry, ...]:
    """Read the `[[name]]` tables of a TOML file; `extra` are other keys that may stand at its top.

    Raises:
        TheatreError: it cannot be read, is not TOML, or holds an unknown key.

    """
    return table_entries(path, read_toml(path), name, known=known, extra=extra)


def table_entries(
    path: Path,
    data: Mapping[str, Any],
    name: str,
    *,
    known: Iterable[str],
    extra: Iterable[str] = (),
) -> tuple[Entry, ...]:
    """Answer the `[[name]]` tables of `data`, read from `path`, as entries.

    Raises:
        TheatreError: a key is unknown, or `name` is not a list of tables.

    """
    Entry(str(path), data).check_keys({name, *extra})
    tables = data.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise TheatreError(f"{path}: {name} is not a list of tables; write [[{name}]] above each entry")
    known = set(known)
    entries = []
    for number, table in enumerate(tables, start=1):
        label = table.get("id") or table.get("name")
        entry = Entry(f"{path}: [[{name}]] {number}" + (f" ({label!r})" if label else ""), table)
        entry.check_keys(known)
        entries.append(entry)
    return tuple(entries)


def refuse_twice(entries: Iterable[tuple[Entry, str]], what: str) -> None:
    """Refuse a value that stands in two entries.

    Raises:
        TheatreError: naming both.

    """
    seen: dict[str, str] = {}
    for entry, value in entries:
        if value in seen:
            raise entry.fail(f"{what} {value!r} is already used at {seen[value]}; choose another")
        seen[value] = entry.where
