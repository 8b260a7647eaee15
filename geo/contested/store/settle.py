"""What of an article is current: from its copies and their readings to the rows that everybody sees.

One text may appear several times: at two outlets, at two addresses, in two files. These are its *copies*; each has its
own newest reading, and what is current is all of them together. A copy that knows neither outlet nor address, or less
of them than another one, gives way to that one. So the state does not depend on the order in which copies arrive.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from contested.model import Article, stable_id


class Op(StrEnum):
    """What an event of the log says of a row: from now on it is current, or it is no longer."""

    ASSERT = "assert"
    WITHDRAW = "withdraw"


class Cause(StrEnum):
    """Why an event came about."""

    READ = "read"
    REREAD = "reread"
    SUPERSEDED = "superseded"
    REINSTATED = "reinstated"


@dataclass(frozen=True, kw_only=True, slots=True)
class Copy:
    """The newest reading of one copy. `rows` maps keys of claims (or mentions) to the hashes of their rows."""

    copy_id: str
    outlet: str | None
    url: str | None
    rows: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A row becomes current, or ceases to be. `row` is its hash."""

    key: str
    op: Op
    row: str


def copy_id(article: Article) -> str:
    """Answer the id of one appearance of a text: its outlet, address and the name it was given."""
    return stable_id("copy", article.id, article.outlet, article.url, article.name)


def desired(copies: Sequence[Copy], *, superseded: bool) -> dict[str, str]:
    """Answer the rows that ought to be current: row hash by key.

    Where two copies hold the same key with other cells, the copy with the least id counts.
    """
    if superseded:
        return {}
    standing = [copy for copy in copies if not any(_gives_way(copy, other) for other in copies)]
    rows: dict[str, str] = {}
    for copy in sorted(standing, key=lambda copy: copy.copy_id, reverse=True):
        rows.update(copy.rows)
    return rows


def _gives_way(copy: Copy, other: Copy) -> bool:
    """Tell whether `other` says all that `copy` says of where the text appeared, and more."""
    fits = copy.outlet in {None, other.outlet} and copy.url in {None, other.url}
    return fits and (copy.outlet, copy.url) != (other.outlet, other.url)


def changes(current: Mapping[str, str], wanted: Mapping[str, str]) -> list[Change]:
    """Answer what has to be recorded so that `current` becomes `wanted`, withdrawals first.

    >>> [change.op.value for change in changes({"a": "1", "b": "2"}, {"a": "1", "c": "3"})]
    ['withdraw', 'assert']
    """
    gone = [Change(key=key, op=Op.WITHDRAW, row=row) for key, row in current.items() if key not in wanted]
    come = [Change(key=key, op=Op.ASSERT, row=row) for key, row in wanted.items() if current.get(key) != row]
    return gone + come


def closes_circle(article_id: str, other: str, successor: Callable[[str], str | None]) -> bool:
    """Tell whether `article_id` already stands in the chain of corrections that starts with `other`.

    A text that is changed and changed back supersedes what had superseded it; then it is current again.

    >>> closes_circle("b", "a", {"a": "b"}.get)
    True
    """
    seen: set[str] = set()
    at: str | None = other
    while at is not None and at not in seen:
        if at == article_id:
            return True
        seen.add(at)
        at = successor(at)
    return False
