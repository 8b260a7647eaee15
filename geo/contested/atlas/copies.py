"""Copies of one text, found again in a store: by the digests kept with its articles, then by their texts."""

from typing import Protocol

from contested.articles.copies import Digests, are_copies, digest
from contested.store import Store


class CopyFinder(Protocol):
    """Finds the articles of a store that a text is a copy of."""

    def signature(self, text: str) -> bytes | None:
        """Answer what is kept of a text to find its copies by."""
        ...

    def alike(self, article_id: str, text: str, signature: bytes | None) -> tuple[str, ...]:
        """Answer the articles that `text` is a copy of, or that are copies of it, but for the article itself."""
        ...


class StoredCopies:
    """Finds copies by what the store keeps. Digests are held in memory, about a kilobyte an article.

    Each is read once, whichever process recorded it. Asked in the transaction that then records the article, the answer
    leaves none out: two processes that record two copies at once cannot both be first.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._digests = Digests()
        self._last = 0

    def signature(self, text: str) -> bytes:
        """Answer the digest of a text."""
        return digest(text)

    def alike(self, article_id: str, text: str, signature: bytes | None) -> tuple[str, ...]:
        """Answer the articles that are copies of `text`."""
        self._last, pairs = self._store.signatures(after=self._last)
        for one, kept in pairs:
            self._digests.add(one, kept)
        if signature is None:
            return ()
        candidates = self._digests.near(signature) - {article_id}
        return tuple(sorted(one for one in candidates if are_copies(text, self._store.text(one))))
