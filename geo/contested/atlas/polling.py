"""Feeds, asked in a thread of their own, so that a slow one holds up nothing else."""

import queue
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Self

from contested.articles.child import Child
from contested.articles.feed_state import FeedState
from contested.articles.feeds import FeedNews, FeedOptions, poll
from contested.articles.web import Fetch
from contested.errors import ContestedError

_SHORTEST_S, _LONGEST_S = 0.05, 60.0


class Feeds:
    """Asks feeds when they may be asked, and hands on what they bring: (feed, news).

    >>> with Feeds([], {}, fetch=None, options=FeedOptions()) as feeds:
    ...     feeds.news()
    []
    """

    def __init__(
        self,
        urls: Sequence[str],
        states: Mapping[str, FeedState],
        *,
        fetch: Fetch | None,
        options: FeedOptions,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._urls = list(urls)
        self._states = dict(states)
        self._fetch = fetch
        self._options = options
        self._now = now
        self._found: queue.SimpleQueue[tuple[str, FeedNews] | BaseException] = queue.SimpleQueue()
        self._stop = Event()
        self._thread = Thread(target=self._run, name="feeds", daemon=True)

    def news(self) -> list[tuple[str, FeedNews]]:
        """Answer what came since this was asked last. Raises what stopped the asking, such as `MissingExtraError`."""
        found = []
        while not self._found.empty():
            one = self._found.get()
            if isinstance(one, BaseException):
                raise one
            found.append(one)
        return found

    def __enter__(self) -> Self:
        if self._urls:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()

    def _run(self) -> None:
        try:
            with Child() as child:
                while not self._stop.is_set():
                    self._stop.wait(min(max(self._ask_all(child), _SHORTEST_S), _LONGEST_S))
        except ContestedError as error:
            self._found.put(error)

    def _ask_all(self, child: Child) -> float:
        """Ask each feed, and answer for how many seconds all can be left alone."""
        waits = []
        for url in self._urls:
            if self._stop.is_set():
                break
            assert self._fetch is not None
            told = poll(
                url, self._states.get(url), fetch=self._fetch, options=self._options, now=self._now(), child=child
            )
            self._states[url] = told.state
            waits.append(told.wait_s)
            if told.received or told.problems:
                self._found.put((url, told))
        return min(waits, default=_LONGEST_S)
