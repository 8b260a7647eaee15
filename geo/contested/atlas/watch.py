"""Folders and feeds watched: what is new goes into an atlas, and from there onto a page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from contested.articles import ReadOptions, iter_received
from contested.articles.feed_state import FeedState
from contested.articles.feeds import FeedOptions
from contested.articles.files import is_address
from contested.articles.web import Fetch, fetch
from contested.atlas.adding import Input
from contested.atlas.atlas import Atlas
from contested.atlas.drawing import save_page
from contested.atlas.noticing import Settling, files_in, noticed
from contested.atlas.polling import Feeds
from contested.atlas.update import Update
from contested.errors import ArticleError, AtlasBusyError, OutputError, RecordError
from contested.render import MapOptions

_STATE = "feed {}"
Tell = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class WatchOptions:
    """How folders and feeds are watched.

    `page` is the file that the map is written to after each update. `reading` says what articles do not say
    themselves, `feeds` how feeds are asked, by `fetch`. `archive` keeps the bytes that articles came as. `map` are the
    options of the page.
    """

    page: Path | None = None
    reading: ReadOptions = field(default_factory=ReadOptions)
    feeds: FeedOptions = field(default_factory=FeedOptions)
    fetch: Fetch = fetch
    archive: bool = False
    map: MapOptions = field(default_factory=MapOptions)


def watch(
    atlas: Atlas,
    sources: Sequence[str | Path],
    *,
    options: WatchOptions | None = None,
    stop: Event | None = None,
    on_problem: Tell = lambda _problem: None,
) -> Iterator[Update]:
    """Add what is in the folders and feeds of `sources`, then whatever comes, and yield each update.

    It goes on until `stop` is set. A file is read once it rests, so that none is read half written; one that changes is
    read again. What cannot be read or written is told to `on_problem`, and the rest goes on. Feeds are asked politely:
    see `contested.articles.feeds.poll`; what they need to remember is kept in the atlas.

    Raises:
        NoArticlesError: a source is neither a folder nor an address.
        MissingExtraError: `watchfiles` or `feedparser` is missing.
        AtlasError: the atlas cannot be written.

    """
    options, stop = options or WatchOptions(), stop or Event()
    folders = [Path(one) for one in sources if not is_address(str(one))]
    urls = [str(one) for one in sources if is_address(str(one))]
    settling = Settling()
    drawn: int | None = None
    waiting: list[Input] = []
    with Feeds(urls, _states(atlas, urls, on_problem), fetch=options.fetch, options=options.feeds) as feeds:
        for files in _with_those_there(folders, noticed(folders, stop)):
            settling.notice(files)
            waiting += _read(settling.rested(), options)
            for url, news in feeds.news():
                for problem in news.problems:
                    on_problem(problem)
                waiting += [one if options.archive else one.article for one in news.received]
                if news.received:
                    atlas.store.set_setting(_STATE.format(url), news.state.to_json())
            if waiting:
                try:
                    update = atlas.add(waiting)
                except AtlasBusyError as error:
                    on_problem(str(error))
                    continue
                waiting = []
                for failure in update.failed:
                    on_problem(f"{failure.where}: {failure.why}")
                yield update
            if options.page is not None and drawn != (revision := atlas.revision()):
                try:
                    save_page(atlas, options.page, options.map)
                except OutputError as error:
                    on_problem(str(error))
                drawn = revision


def _with_those_there(folders: Sequence[Path], changes: Iterator[list[Path]]) -> Iterator[list[Path]]:
    """Yield first what the folders hold already: the watching has begun by then, so that nothing slips through."""
    first = next(changes, None)
    if first is None:
        return
    yield [*(path.resolve() for folder in folders for path in files_in(folder)), *first]
    yield from changes


def _read(paths: Sequence[Path], options: WatchOptions) -> Iterator[Input]:
    if not paths:
        return
    for one in iter_received(paths, options=options.reading):
        if isinstance(one, ArticleError) or options.archive:
            yield one
        else:
            yield one.article


def _states(atlas: Atlas, urls: Sequence[str], on_problem: Tell) -> dict[str, FeedState]:
    kept = atlas.store.settings()
    states = {}
    for url in urls:
        try:
            states[url] = FeedState.from_json(kept[_STATE.format(url)])
        except KeyError:
            continue
        except RecordError as error:
            on_problem(f"{url}: {error}")
    return states
