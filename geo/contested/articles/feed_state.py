"""What is remembered of a feed from one poll to the next: a plain value that the caller keeps, in a file or a store."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Self

from contested.articles.parse import Draft
from contested.articles.received import FieldSource
from contested.articles.robots import Robots
from contested.errors import RecordError

_VERSION = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteRules:
    """What a site allows, and until when that is taken for granted."""

    robots: Robots
    until: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Pending:
    """An entry whose page is still to be fetched: what the feed holds of it, and how often its page was asked for."""

    name: str
    text: str
    where: str
    said: Mapping[str, object]
    author: str | None
    retrieved: str | None
    tries: int = 0

    @classmethod
    def of(cls, draft: Draft) -> Self:
        """Answer what is kept of a feed's entry."""
        return cls(
            name=draft.name,
            text=draft.text,
            where=draft.where,
            said=dict(draft.layers[0][1]),
            author=draft.author,
            retrieved=draft.retrieved.isoformat() if draft.retrieved else None,
        )

    def draft(self) -> Draft:
        """Answer the entry as it was."""
        return Draft(
            text=self.text,
            name=self.name,
            where=self.where,
            raw=self.text.encode("utf-8", "replace"),
            layers=((FieldSource.FILE, self.said),),
            author=self.author,
            notes=("is what the feed holds of the article, mostly its beginning; the page may say more",),
            retrieved=datetime.fromisoformat(self.retrieved) if self.retrieved else None,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedState:
    """What one feed's `poll` needs to know of the polls before. An empty one is a feed never asked.

    `etag` and `modified` make requests conditional; `moved_to` is where it moved for good; `seen` are hashes of known
    entries; `failures` in a row put the next poll off until `not_before` (UTC); `next_poll` is when a feed that is well
    may be asked again; `pending` are entries whose pages are still to be fetched; `sites` what robots.txt files say.
    """

    etag: str | None = None
    modified: str | None = None
    moved_to: str | None = None
    seen: tuple[str, ...] = ()
    failures: int = 0
    not_before: datetime | None = None
    next_poll: datetime | None = None
    pending: tuple[Pending, ...] = ()
    sites: Mapping[str, SiteRules] = field(default_factory=lambda: MappingProxyType({}))

    def to_json(self) -> str:
        """Answer this state as JSON, to be kept.

        >>> FeedState.from_json(FeedState(etag='"a"').to_json()) == FeedState(etag='"a"')
        True
        """
        told: dict[str, Any] = {
            "version": _VERSION,
            "etag": self.etag,
            "modified": self.modified,
            "moved_to": self.moved_to,
            "seen": self.seen,
            "failures": self.failures,
            "not_before": self.not_before and self.not_before.isoformat(),
            "next_poll": self.next_poll and self.next_poll.isoformat(),
            "pending": [asdict(one) for one in self.pending],
            "sites": {
                site: {"rules": one.robots.rules, "delay_s": one.robots.delay_s, "until": one.until.isoformat()}
                for site, one in self.sites.items()
            },
        }
        return json.dumps(told)

    @classmethod
    def from_json(cls, told: str) -> Self:
        """Answer the state that `to_json` wrote. Raises `RecordError` for anything else: start with an empty one."""
        try:
            kept = json.loads(told)
            if kept.pop("version") != _VERSION:
                raise ValueError("of another version")  # noqa: TRY301  one complaint for all that is wrong
            sites = {
                site: SiteRules(
                    robots=Robots(
                        rules=tuple((str(pattern), bool(allowed)) for pattern, allowed in one["rules"]),
                        delay_s=one["delay_s"],
                    ),
                    until=datetime.fromisoformat(one["until"]),
                )
                for site, one in kept.pop("sites").items()
            }
            pending = tuple(Pending(**one) for one in kept.pop("pending"))
            seen = tuple(kept.pop("seen"))
            for name in ("not_before", "next_poll"):
                kept[name] = datetime.fromisoformat(kept[name]) if kept[name] else None
            return cls(**kept, seen=seen, pending=pending, sites=MappingProxyType(sites))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise RecordError(f"is no feed's state ({error}); begin with an empty FeedState()") from error
