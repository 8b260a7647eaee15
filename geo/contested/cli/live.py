"""What `watch` and `serve` do: they go on until they are stopped."""

import os
import signal
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType, MappingProxyType

from contested.articles import ReadOptions
from contested.cli.atlas import is_atlas, tell_update, theatre_of
from contested.cli.output import check_output
from contested.cli.parser import UsageError
from contested.cli.say import Voice
from contested.errors import AtlasError, MissingExtraError, OutputError, RecordError


def _watch(options: Namespace, voice: Voice) -> int:
    if not is_atlas(options.atlas):
        raise UsageError(f"{options.atlas}: is no atlas; name a .gpkg file or a postgresql:// address")
    page = check_output(options.map, suffixes=(".html", ".htm"), inputs=()) if options.map else None
    from contested.articles.feeds import FeedOptions
    from contested.atlas import Atlas
    from contested.atlas.watch import WatchOptions, watch

    asked = {"every_s": options.every} if options.every else {}
    how = WatchOptions(
        page=page,
        reading=ReadOptions(outlet=options.outlet),
        feeds=FeedOptions(follow=options.follow, outlet=options.outlet, **asked),
        archive=options.archive,
    )
    with _until_stopped() as stop, Atlas.open(options.atlas, create=True, theatre=theatre_of(options)) as atlas:
        voice.say(f"watching {', '.join(options.sources)}; Ctrl-C ends it")
        for update in watch(atlas, options.sources, options=how, stop=stop, on_problem=voice.complain):
            tell_update(options.atlas, update, voice, failures=False)
    voice.say(f"{options.atlas}: stopped watching; everything that came is in it")
    return 0


@contextmanager
def _until_stopped() -> Iterator[Event]:
    """Lend an event that Ctrl-C or SIGTERM sets, so that what was begun is finished first; a second one breaks off."""
    stop = Event()

    def stopped(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, stopped) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _serve(options: Namespace, voice: Voice) -> int:
    if not is_atlas(options.atlas):
        raise UsageError(f"{options.atlas}: is no atlas; name a .gpkg file or a postgresql:// address")
    try:
        import uvicorn
    except ImportError as error:
        raise MissingExtraError("serving an atlas needs uvicorn; pip install 'contested[serve]'") from error
    from contested.atlas import Atlas
    from contested.atlas.serve import LOOPBACK, ServeOptions, app

    token = _token(options)
    Atlas.open(options.atlas, read_only=True).close()  # what is wrong with it is told now
    own = options.host in {*LOOPBACK, "::1"}
    hosts = LOOPBACK if own else (options.host, *LOOPBACK) if options.host not in {"0.0.0.0", "::"} else ("*",)  # noqa: S104
    if not own:
        voice.complain(f"{options.host}: others can reach this page; it is meant to stand behind a server with TLS")
    served = app(options.atlas, ServeOptions(token=token, hosts=hosts))
    settings = uvicorn.Config(
        served,
        host=options.host,
        port=options.port,
        log_level="warning",
        server_header=False,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=1,
        h11_max_incomplete_event_size=65536,
    )
    try:
        bound = settings.bind_socket()
    except SystemExit as error:
        raise OutputError(
            f"{options.host}:{options.port}: is taken, or cannot be listened on; give another --port"
        ) from error
    bound.listen()  # whoever comes before all is ready waits
    name, port = bound.getsockname()[:2]
    voice.say(f"{options.atlas}: http://{name}:{port}/ ; Ctrl-C ends it" + ("" if token else "; nobody can post"))
    try:
        uvicorn.Server(settings).run(sockets=[bound])
    except KeyboardInterrupt:
        voice.say("stopped serving")
    return 0


def _token(options: Namespace) -> str | None:
    if options.token_file is None:
        return os.environ.get("CONTESTED_TOKEN", "").strip() or None
    try:
        token = Path(options.token_file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise AtlasError(
            f"{options.token_file}: cannot be read ({error.strerror}); name a file with the token"
        ) from error
    if len(token) < 16:
        raise RecordError(f"{options.token_file}: the token is shorter than 16 characters; make a longer one")
    return token


RUN: Mapping[str, Callable[[Namespace, Voice], int]] = MappingProxyType({"watch": _watch, "serve": _serve})
