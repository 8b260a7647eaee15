"""An article together with the bytes it came as, and with who said what is known of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from contested.model import Article


class FieldSource(StrEnum):
    """Who said an article's title, outlet, time, address or language; the first of these that says it is believed."""

    FILE = "file"
    """The document itself: a page's metadata, a message's headers, a document's properties, a feed's entry."""
    ADDRESS = "address"
    """Where it was fetched from."""
    FRONT_MATTER = "front matter"
    SIDECAR = "sidecar"
    COLUMN = "column"
    OPTION = "option"
    """Whoever ran the program."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Received:
    """An article as it was received.

    `raw` is what it was read from, for an archive: the file's bytes, a line of JSONL, a record's payload; a row of a
    table, which has no bytes of its own, as JSON. `media_type` says what `raw` is. `told_by` names the source of each
    of title, outlet, published, url and language that is known. `notes` say what was left out of the text, what looks
    cut, and where sources disagree.
    """

    article: Article
    raw: bytes
    media_type: str
    told_by: Mapping[str, FieldSource] = field(default_factory=lambda: MappingProxyType({}))
    author: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def raw_sha256(self) -> str:
        """The SHA-256 of `raw`, in hexadecimal digits."""
        return hashlib.sha256(self.raw).hexdigest()
