"""RSS and Atom feeds: what is new in one since it was last asked, politely.

The caller keeps the `FeedState` that each `poll` answers, and polls again after `wait_s`; nothing here sleeps, and
nothing is remembered elsewhere:

>>> from functools import partial
>>> from contested.articles.web import Limits, fetch
>>> def watch(url, state=None):  # doctest: +SKIP
...     while True:
...         news = poll(url, state, fetch=partial(fetch, limits=Limits(seconds=20)))
...         state = news.state  # keep it: FeedState.to_json() and FeedState.from_json()
...         use(news.articles, news.problems)
...         time.sleep(news.wait_s)

One poll makes at most two requests (robots.txt, once a day, and the feed or one page): conditional ones, so that an
unchanged feed costs its server next to nothing; none before the time that a server or a failure put off.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from types import MappingProxyType
from typing import Any
from urllib.parse import urljoin, urlsplit

from contested.articles.charset import decode_page
from contested.articles.child import Child, Job
from contested.articles.documents import charset_in, document_of, draft_of
from contested.articles.feed_state import FeedState, Pending, SiteRules
from contested.articles.parse import Defaults, Draft, receive
from contested.articles.published import parse_published
from contested.articles.received import FieldSource, Received
from contested.articles.robots import Robots, parse_robots
from contested.articles.web import Answer, Fetch
from contested.errors import ArticleError, FetchError
from contested.model import Article

__all__ = ["FeedNews", "FeedOptions", "FeedState", "feed_drafts", "poll"]

EVERY_S = 600.0
"""How long to leave a feed alone: ten minutes is what most publishers ask for; their own word, where given, counts."""

LONGEST_WAIT_S = 86_400.0
"""A feed that fails is asked ever more rarely, down to once a day."""

BETWEEN_PAGES_S = 2.0
"""Between two pages of entries, unless the site's robots.txt asks for more."""

MOST_SEEN = 5_000
"""Entries remembered as known: fifty times what a feed holds, so that none comes up again."""

TRIES = 3
"""How often an entry's page is asked for before its summary is taken instead."""

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")  # what it says of its encoding is done with
_ACCEPT = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedOptions:
    """How a feed is read.

    With `follow`, the page of each new entry is fetched and read in place of what the feed holds of it, one page a
    poll, where the page's robots.txt allows it. `every_s` is how long the feed is left alone between two polls.
    `outlet` and `language` hold where the feed is silent.
    """

    follow: bool = False
    every_s: float = EVERY_S
    outlet: str | None = None
    language: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedNews:
    """What a poll brought: what is new, the state to keep, how long to wait, and what went wrong, a line each.

    A feed that is down, broken or refused is a problem, not an exception: `received` is then empty and `wait_s` longer.
    """

    received: tuple[Received, ...] = ()
    state: FeedState
    wait_s: float
    problems: tuple[str, ...] = ()

    @property
    def articles(self) -> tuple[Article, ...]:
        """The new articles without the bytes that they came as."""
        return tuple(one.article for one in self.received)


def poll(
    feed_url: str,
    state: FeedState | None = None,
    *,
    fetch: Fetch,
    options: FeedOptions = FeedOptions(),
    now: datetime | None = None,
    child: Child | None = None,
) -> FeedNews:
    """Ask a feed, or one page of its entries, and answer what is new.

    An entry is new when it, or what the feed holds of it, was not seen before: a corrected entry comes again, with the
    same `url`. Entries come oldest first. `now` is the time to go by (UTC; the clock's when None); `child` the process
    to read in, kept open by whoever polls often (starting one takes half a second). Raises `MissingExtraError` without
    `feedparser`, and with `follow` without `trafilatura`; nothing else for what the web does.
    """
    if child is None:
        with Child() as own:
            return poll(feed_url, state, fetch=fetch, options=options, now=now, child=own)
    now = now or datetime.now(UTC)
    state = state or FeedState()
    if state.not_before is not None and now < state.not_before:
        return FeedNews(state=state, wait_s=(state.not_before - now).total_seconds())
    if options.follow and state.pending:
        return _one_page(state, fetch, options, now, child)
    if state.next_poll is not None and now < state.next_poll:
        return FeedNews(state=state, wait_s=(state.next_poll - now).total_seconds())
    url = state.moved_to or feed_url
    try:
        state, robots = _rules(url, state, fetch, now)
        _check_allowed(robots, url)
        answer = fetch(url, headers=_conditions(state))
        if answer.status == 304:
            return _rested((), state, options, now)
        received, state, problems = _read(answer, state, options, now, child)
    except ArticleError as error:  # it cannot be had, or what came is no feed
        return _put_off(state, options, now, error)
    state = replace(state, etag=answer.headers.get("etag"), modified=answer.headers.get("last-modified"))
    state = replace(state, moved_to=answer.moved_to or state.moved_to)
    return _rested(received, state, options, now, problems)


# ------------------------------------------------------------------------------------------------ entries


def feed_drafts(
    raw: bytes,
    *,
    where: str,
    url: str | None = None,
    charset: str | None = None,
    retrieved: datetime | None = None,
    child: Child,
) -> tuple[list[Draft], tuple[str, ...]]:
    """Answer the drafts of a feed's entries, oldest first, those without a date last, and what is wrong with the feed.

    `url` is where it came from, against which its links are read; `charset` what its server calls its encoding. Raises
    `ArticleError` when it is no feed, or its encoding cannot be told, and `MissingExtraError` without `feedparser`.
    """
    text, notes = decode_page(raw, where=where, charset=charset)
    whole = _DECLARATION.sub("", text, count=1).encode("utf-8", "surrogatepass")
    found = child.run(Job.FEED, whole, where=where)
    drafts = [_draft(entry, found, where=where, url=url, retrieved=retrieved) for entry in found["entries"]]
    drafts.reverse()  # feeds begin with the newest
    drafts.sort(key=_age)
    return drafts, tuple(f"{where}: {note}" for note in (*notes, *found["notes"]))


def _age(draft: Draft) -> tuple[bool, datetime]:
    said = draft.layers[0][1].get("published")
    try:
        return False, parse_published(str(said))[0]
    except ValueError:
        return True, datetime.min.replace(tzinfo=UTC)


def _draft(
    entry: Mapping[str, Any], feed: Mapping[str, Any], *, where: str, url: str | None, retrieved: datetime | None
) -> Draft:
    link = entry["url"] and urljoin(url or "", entry["url"])
    said = {
        "title": entry["title"],
        "outlet": feed["title"],
        "published": entry["published"],
        "url": link,
        "language": feed["language"],
    }
    notes = []
    if not entry["whole"]:
        notes.append("is what the feed holds of the article, mostly its beginning; the page may say more")
    if entry["published_as"] and not entry["published"]:
        notes.append(f"the feed's date {entry['published_as'][:60]!r} is not understood; left out")
    return Draft(
        text=entry["text"] or entry["title"] or "",
        name=entry["id"] or link or entry["title"] or "",
        where=link or f"{where} ({entry['id'] or entry['title'] or 'an entry'})",
        raw=entry["markup"].encode("utf-8", "replace"),
        media_type="text/html",
        layers=((FieldSource.FILE, said),),
        author=entry["author"],
        notes=tuple(notes),
        retrieved=retrieved,
    )


def _mark(draft: Draft) -> str:
    """Answer the hash by which an entry is known, its text and title included, so that a correction is news."""
    said = draft.layers[0][1]
    return sha256("\0".join((draft.name, str(said.get("title")), draft.text)).encode("utf-8", "replace")).hexdigest()[
        :24
    ]


def _read(
    answer: Answer, state: FeedState, options: FeedOptions, now: datetime, child: Child
) -> tuple[tuple[Received, ...], FeedState, tuple[str, ...]]:
    drafts, problems = feed_drafts(
        answer.body,
        where=answer.url,
        url=answer.url,
        charset=charset_in(answer),
        retrieved=now,
        child=child,
    )
    known = set(state.seen)
    fresh = {_mark(draft): draft for draft in drafts if _mark(draft) not in known}
    here = [_mark(draft) for draft in drafts]
    seen = (*(mark for mark in state.seen if mark not in set(here)), *dict.fromkeys(here))[-max(MOST_SEEN, len(here)) :]
    state = replace(state, seen=seen)
    if options.follow:
        waiting = tuple(Pending.of(draft) for draft in fresh.values())
        return (), replace(state, pending=(*state.pending, *waiting)), problems
    received: list[Received] = []
    for draft in fresh.values():
        try:
            received.append(receive(draft, _defaults(options)))
        except ArticleError as error:
            problems = (*problems, str(error))
    return tuple(received), state, problems


def _defaults(options: FeedOptions) -> Defaults:
    return Defaults(outlet=options.outlet, language=options.language)


# ------------------------------------------------------------------------------------------------ pages


def _one_page(state: FeedState, fetch: Fetch, options: FeedOptions, now: datetime, child: Child) -> FeedNews:
    """Fetch the page of the entry that waits longest; after `TRIES` failures its summary stands in, and says so."""
    first, *others = state.pending
    left = replace(state, pending=tuple(others))
    draft = first.draft()
    url = str(draft.layers[0][1].get("url"))
    problems: tuple[str, ...] = ()
    delay = BETWEEN_PAGES_S
    try:
        left, robots = _rules(url, left, fetch, now)
        delay = max(delay, robots.delay_s or 0.0)
        _check_allowed(robots, url)
        page = draft_of(document_of(fetch(url), name=draft.name, retrieved=now), child)
        draft = replace(page, layers=_beside(page, draft), author=page.author or draft.author)
    except FetchError as error:
        problems = (str(error),)
        lasting = error.status is not None and 400 <= error.status < 500 and error.status != 429
        if first.tries + 1 < TRIES and not lasting:
            left = replace(left, pending=(*others, replace(first, tries=first.tries + 1)))
            return _next_page((), left, max(delay, error.retry_after_s or 0.0), options, now, problems)
        draft = replace(draft, notes=(*draft.notes, f"its page could not be had: {error}"))
    except ArticleError as error:
        problems = (str(error),)
        draft = replace(draft, notes=(*draft.notes, f"its page could not be read: {error}"))
    try:
        received = (receive(draft, _defaults(options)),)
    except ArticleError as error:
        return _next_page((), left, delay, options, now, (*problems, str(error)))
    return _next_page(received, left, delay, options, now, problems)


def _beside(page: Draft, entry: Draft) -> tuple[tuple[FieldSource, Mapping[str, object]], ...]:
    """Answer what the page says, and what the feed says where the page is silent."""
    ((_, from_feed),) = entry.layers
    from_page: dict[str, object] = {}
    for source, said in page.layers:
        if source is FieldSource.FILE:
            from_page |= {key: value for key, value in said.items() if value}
    rest = tuple(layer for layer in page.layers if layer[0] is not FieldSource.FILE)
    return ((FieldSource.FILE, {**{key: value for key, value in from_feed.items() if value}, **from_page}), *rest)


# ------------------------------------------------------------------------------------------------ manners


def _conditions(state: FeedState) -> dict[str, str]:
    told = {"accept": _ACCEPT}
    if state.etag:
        told["if-none-match"] = state.etag
    if state.modified:
        told["if-modified-since"] = state.modified
    return told


def _check_allowed(robots: Robots, url: str) -> None:
    try:
        allowed = robots.allows(url)
    except ValueError as error:
        raise ArticleError(f"{url[:200]}: is no web address ({error}); check the feed") from error
    if not allowed:
        raise ArticleError(f"{url}: the site's robots.txt forbids it to be read by programs; read it by hand")


def _rules(url: str, state: FeedState, fetch: Fetch, now: datetime) -> tuple[FeedState, Robots]:
    """Answer what the site of `url` allows, asked once a day: nothing while it cannot say, all if it says nothing."""
    site = "{0.scheme}://{0.netloc}".format(urlsplit(url))
    known = state.sites.get(site)
    if known is not None and now < known.until:
        return state, known.robots
    try:
        robots, hours = parse_robots(fetch(f"{site}/robots.txt").body), 24.0
    except FetchError as error:
        if error.status is None or error.status >= 500 or error.status == 429:
            raise
        robots, hours = Robots(), 24.0
    rules = SiteRules(robots=robots, until=now + timedelta(hours=hours))
    kept = {name: one for name, one in state.sites.items() if now < one.until}
    return replace(state, sites=MappingProxyType({**kept, site: rules})), robots


def _rested(
    received: tuple[Received, ...],
    state: FeedState,
    options: FeedOptions,
    now: datetime,
    problems: tuple[str, ...] = (),
) -> FeedNews:
    state = replace(state, failures=0, not_before=None, next_poll=now + timedelta(seconds=options.every_s))
    wait = BETWEEN_PAGES_S if options.follow and state.pending else options.every_s
    return FeedNews(received=received, state=state, wait_s=wait, problems=problems)


def _put_off(state: FeedState, options: FeedOptions, now: datetime, error: ArticleError) -> FeedNews:
    """Answer the problem, and wait twice as long as after the failure before, or as long as the server asks."""
    failures = state.failures + 1
    wait = min(options.every_s * 2.0 ** min(failures - 1, 20), LONGEST_WAIT_S)
    if isinstance(error, FetchError):
        wait = max(wait, min(error.retry_after_s or 0.0, LONGEST_WAIT_S))
        if error.status == 410:
            wait = LONGEST_WAIT_S
    state = replace(state, failures=failures, not_before=now + timedelta(seconds=wait))
    return FeedNews(state=state, wait_s=wait, problems=(str(error),))


def _next_page(
    received: tuple[Received, ...],
    state: FeedState,
    delay: float,
    options: FeedOptions,
    now: datetime,
    problems: tuple[str, ...],
) -> FeedNews:
    until_feed = (state.next_poll - now).total_seconds() if state.next_poll else options.every_s
    wait = min(delay, LONGEST_WAIT_S) if state.pending else max(until_feed, 0.0)
    not_before = now + timedelta(seconds=wait) if state.pending else None
    return FeedNews(received=received, state=replace(state, not_before=not_before), wait_s=wait, problems=problems)
