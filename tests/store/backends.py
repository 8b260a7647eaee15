"""A kind of store, and where its next one is made."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from contested.store import Store, open_store

BACKENDS = ("memory", "gpkg", "postgis")


@dataclass(kw_only=True)
class Server:
    """A PostgreSQL of our own on a socket in a temporary folder; each atlas is a schema of its one database."""

    folder: Path
    made: int = 0

    @property
    def database(self) -> str:
        return f"postgresql:///contested?host={self.folder}&user=contested"

    def address(self) -> str:
        self.made += 1
        return f"{self.database}&schema=atlas_{self.made}"


@dataclass(kw_only=True)
class Backend:
    """A kind of store, and where its next one is made."""

    name: str
    next_address: Callable[[], str]
    opened: list[Store] = field(default_factory=list)

    def new(self) -> Store:
        """Answer an empty store."""
        store = open_store(self.next_address(), create=True)
        self.opened.append(store)
        return store

    def new_address(self) -> str:
        """Answer the address of an atlas that was just made; not for stores in memory."""
        address = self.next_address()
        open_store(address, create=True).close()
        return address
