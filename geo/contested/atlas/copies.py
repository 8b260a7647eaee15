"""Copies of one text, found again in a store: by the digests kept with its articles, then by their texts."""

from typing import Protocol

from contested.articles.copies import are_copies, digest, near
from contested.store import Store


class CopyFinder(Protocol):
    """Finds the articles of a store that a text is a copy of."""

    def signature(self, text: str) -> bytes | None:
        """Answer what is kept of a text to find its copies by."""
        ...

    def alike(self, article_id: str, text: str) -> tuple[str, ...]:
        """Answer the articles that `text` is a copy of, or that are copies of it, but for the article itself."""
        ...

    def enter(self, article_id: str, signature: bytes | None) -> None:
        """Note an article that was recorded."""
        ...


class StoredCopies:
    """Finds copies by what the store keeps. Digests are held in memory, about a kilobyte an article."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ids: list[str] = []
        self._digests: list[bytes] = []
        self._seen: int | None = None

    def signature(self, text: str) -> bytes:
        """Answer the digest of a text."""
        return digest(text)

    def alike(self, article_id: str, text: str) -> tuple[str, ...]:
        """Answer the articles that are copies of `text`."""
        if self._seen != self._store.revision():  # somebody else has written, too
            pairs = list(self._store.signatures())
            self._ids, self._digests = [one for one, _ in pairs], [kept for _, kept in pairs]
        candidates = {self._ids[at] for at in near(digest(text), self._digests)} - {article_id}
        return tuple(sorted(one for one in candidates if are_copies(text, self._store.text(one))))

    def enter(self, article_id: str, signature: bytes | None) -> None:
        """Note an article that this process recorded."""
        if signature is not None:
            self._ids.append(article_id)
            self._digests.append(signature)
        self._seen = self._store.revision()
