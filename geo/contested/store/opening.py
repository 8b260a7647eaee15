"""Open a store by its address."""

import os
from pathlib import Path

from contested.errors import AtlasError, AtlasFormatError, NoAtlasError
from contested.store.geopackage import open_geopackage
from contested.store.memory import MemoryStore
from contested.store.protocol import Store

MEMORY = "memory:"
_SERVERS = ("postgresql://", "postgres://", "postgresql+psycopg://")
_SQLITE = b"SQLite format 3\0"


def open_store(url: str | Path, *, create: bool = False, read_only: bool = False) -> Store:
    """Open the atlas at `url`: the path of a .gpkg file, `postgresql://…`, or `memory:`.

    With `create`, an atlas that is not there yet is made; one that is there is opened as it is. An atlas of an older
    version is brought up to date, unless it is opened `read_only`.

    Raises:
        NoAtlasError: there is none, and `create` was not given.
        AtlasFormatError: what stands there is no atlas, is damaged, or is of a newer version.
        AtlasBusyError: another program keeps it locked.
        AtlasError: it cannot be opened for another reason; the message says which.
        MissingExtraError: `postgresql://` without the extra `postgis`.

    """
    address = os.fspath(url)
    if address == MEMORY:
        return MemoryStore()
    if address.startswith(_SERVERS):
        from contested.store.postgis import open_postgis  # noqa: PLC0415 (an extra)

        return open_postgis(address, create=create, read_only=read_only)
    path = Path(address)
    if "://" in address or path.suffix.lower() != ".gpkg":
        raise AtlasError(
            f"{address[:80]}: is no address of an atlas; name a file that ends in .gpkg, or postgresql://…"
        )
    _check_file(path, create=create and not read_only)
    return open_geopackage(path, create=create, read_only=read_only)


def _check_file(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise AtlasFormatError(f"{path}: is a folder; name a file in it that ends in .gpkg")
    if not path.exists():
        if not create:
            others = sorted(each.name for each in path.parent.glob("*.gpkg"))[:3] if path.parent.is_dir() else []
            hint = f"; beside it there is {', '.join(others)}" if others else ""
            raise NoAtlasError(f"{path}: there is no such atlas{hint}; make it with create=True, or check the name")
        if not path.parent.is_dir():
            raise NoAtlasError(f"{path}: there is no folder {path.parent}; make it first")
        return
    if not path.is_file():
        raise AtlasFormatError(f"{path}: is no file; name a file that ends in .gpkg")
    try:
        with path.open("rb") as file:
            head = file.read(len(_SQLITE))
    except OSError as error:
        raise AtlasError(f"{path}: cannot be read ({error.strerror}); get the right to read it") from error
    if head and head != _SQLITE:
        raise AtlasFormatError(
            f"{path}: is no atlas: not a GeoPackage, or damaged at its beginning; nothing was changed"
        )
