"""Find and read the reference data that comes with the package: `data/` and what lies in it."""

import hashlib
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib.resources import files
from pathlib import Path
from typing import Any

from contested.errors import DataError


def root() -> Path:
    """Answer the folder of the shipped reference data.

    In an installed wheel that is `contested/data`, in an editable installation the checkout's own `data/`.

    Raises:
        DataError: neither folder exists.

    """
    package = Path(str(files("contested")))
    for folder in (package / "data", package.parent.parent / "data"):
        if (folder / "theatres").is_dir():
            return folder
    raise DataError(f"the reference data is missing: no data/theatres near {package}; install contested again")


def read_bytes(*parts: str) -> bytes:
    """Read one file of the reference data, named by its `parts` below `root()`.

    Raises:
        DataError: the file does not exist or cannot be read.

    """
    path = root().joinpath(*parts)
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}); install contested again") from error


def read_text(*parts: str) -> str:
    """Read one UTF-8 text file of the reference data, with or without a byte order mark.

    Raises:
        DataError: the file does not exist, cannot be read, or is not UTF-8.

    """
    try:
        return read_bytes(*parts).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{'/'.join(parts)}: not UTF-8 at byte {error.start}; save it as UTF-8") from error


def read_toml(*parts: str) -> dict[str, Any]:
    """Read one TOML file of the reference data.

    Raises:
        DataError: the file does not exist, cannot be read, is not UTF-8, or is not TOML.

    """
    try:
        return tomllib.loads(read_text(*parts))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{'/'.join(parts)}: not valid TOML: {error}; mend the file") from error


def theatre_dirs(extra: Path | None = None) -> tuple[Path, ...]:
    """Answer the folders of all theatres, sorted by name: those shipped, and those in the folder `extra`.

    A theatre is a folder that holds a `theatre.toml`. Where both have one of the same name, that in `extra` counts.

    Raises:
        DataError: the shipped data is missing, or `extra` is given and is not a folder.

    """
    if extra is not None and not extra.is_dir():
        raise DataError(f"{extra}: is not a folder; give the folder that holds the theatres' folders")
    found: dict[str, Path] = {}
    for place in (root() / "theatres", extra):
        if place is not None:
            found |= {path.parent.name: path.parent for path in sorted(place.glob("*/theatre.toml"))}
    return tuple(found[name] for name in sorted(found))


@dataclass(frozen=True, kw_only=True, slots=True)
class FileOrigin:
    """What MANIFEST.toml says of one shipped file: where it comes from, its licence, the date, the SHA-256."""

    path: str  # below `root()`, with forward slashes
    origin: str
    licence: str
    date: str
    sha256: str


def manifest() -> tuple[FileOrigin, ...]:
    """Answer what MANIFEST.toml says of each shipped data file, sorted by path.

    Raises:
        DataError: the manifest is missing, broken, or gives no origin for a file it lists.

    """
    data = read_toml("MANIFEST.toml")
    files = []
    for path, sha256 in sorted(data.get("sha256", {}).items()):
        entry = next((each for each in data.get("origin", ()) if fnmatchcase(path, each["files"])), None)
        if entry is None:
            raise DataError(f"MANIFEST.toml: no [[origin]] fits {path}; add one")
        files.append(
            FileOrigin(
                path=path,
                origin=entry["origin"],
                licence=entry["licence"],
                date=entry["date"],
                sha256=sha256,
            ),
        )
    return tuple(files)


def shipped_files() -> dict[str, str]:
    """Answer the SHA-256 of every data file as it stands on disk, by its path below `root()`.

    Only what the wheel ships counts: CSV, TOML and GeoJSON, without the manifest itself.

    Raises:
        DataError: the reference data is missing.

    """
    folder = root()
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".csv", ".toml", ".geojson"} and path != folder / "MANIFEST.toml"
    }
