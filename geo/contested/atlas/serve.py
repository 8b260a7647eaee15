"""A live page of an atlas: the map, its model, claims and statuses as GeoJSON, and news of each update.

| address | answer |
|---|---|
| `GET /` | the map; open pages move on each update without reloading |
| `GET /model.json` | the page model |
| `GET /claims.geojson`, `/status.geojson` | asked by `valid_at known_at bbox place actor filter limit` |
| `GET /events` | server-sent events: one `update` with the revision for each change; resumes by `Last-Event-ID` |
| `POST /articles` | articles as JSON or JSON lines, with `Authorization: Bearer TOKEN`; off without a token |
"""

import asyncio
import hmac
import json
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contested.articles import iter_articles
from contested.atlas.asked import Asked, answer_claims, answer_status, asked_of
from contested.atlas.atlas import Atlas
from contested.atlas.drawing import figure_of
from contested.atlas.guard import Guard, Limits
from contested.atlas.keeper import Keeper
from contested.errors import (
    AtlasBusyError,
    ContestedError,
    FilterError,
    FrameError,
    MissingExtraError,
    RecordError,
    UnknownPlaceError,
)
from contested.render import MapOptions

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_POLL_S = 0.2
_ALIVE_S = 15.0


@dataclass(frozen=True, kw_only=True)
class ServeOptions:
    """How an atlas is served. Without `token` no articles can be posted. `hosts` are the names it answers to."""

    token: str | None = None
    hosts: tuple[str, ...] = LOOPBACK
    limits: Limits = field(default_factory=Limits)
    map: MapOptions = field(default_factory=MapOptions)
    poll_s: float = _POLL_S


def app(url: str, options: ServeOptions | None = None) -> "Starlette":
    """Answer the ASGI application that serves the atlas at `url`.

    Raises `MissingExtraError` without Starlette. The atlas is opened at the first request.
    """
    try:
        from starlette.applications import Starlette  # noqa: PLC0415 (an extra)
        from starlette.middleware import Middleware  # noqa: PLC0415
        from starlette.middleware.trustedhost import TrustedHostMiddleware  # noqa: PLC0415
        from starlette.routing import Route  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtraError("serving an atlas needs Starlette; pip install 'contested[serve]'") from error
    options = options or ServeOptions()
    server = _Server(url, options)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(server.watch())
        yield
        watching.cancel()
        await asyncio.to_thread(server.close)

    def guarded(inner: Any) -> Any:
        return Guard(inner, limits=options.limits, stream="/events")

    return Starlette(
        routes=[
            Route("/", server.answering(server.page)),
            Route("/model.json", server.answering(server.model)),
            Route("/claims.geojson", server.answering(server.claims)),
            Route("/status.geojson", server.answering(server.status)),
            Route("/events", server.events),
            Route("/articles", server.answering(server.post), methods=["POST"]),
        ],
        middleware=[
            Middleware(guarded),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(options.hosts)),
        ],
        lifespan=lifespan,
    )


class _Server:
    """What the addresses answer."""

    def __init__(self, url: str, options: ServeOptions) -> None:
        self._options = options
        self._reading = Keeper(url, read_only=True)
        self._looking = Keeper(url, read_only=True)  # so that long answers do not hold up the news
        self._writing = Keeper(url, read_only=False)
        self._drawn: tuple[int, Any] | None = None
        self.revision: int | None = None

    def close(self) -> None:
        """Let go of the atlas."""
        for keeper in (self._reading, self._looking, self._writing):
            keeper.close()

    async def watch(self) -> None:
        """Look for news until cancelled; what comes in quick succession is told once."""
        seen: int | None = None
        while True:
            try:
                found = await self._looking.ask(lambda atlas: atlas.revision())
            except AtlasBusyError:
                found = seen or 0
            if found == seen:
                self.revision = found
            seen = found
            await asyncio.sleep(self._options.poll_s)

    def answering(self, answer: Callable[["Request"], Awaitable["Response"]]) -> Callable[["Request"], Awaitable[Any]]:
        """Answer `answer` with errors of the package turned into answers: 400, 404, 503."""

        async def answered(request: "Request") -> Any:
            try:
                return await answer(request)
            except UnknownPlaceError as error:
                return _error(404, str(error))
            except (RecordError, FrameError, FilterError) as error:
                return _error(400, str(error))
            except AtlasBusyError as error:
                return _error(503, str(error))
            except ContestedError:
                return _error(500, "the atlas cannot be read; its keeper finds the reason in the log")

        return answered

    async def page(self, _request: "Request") -> "Response":
        """Answer the map."""
        from starlette.responses import HTMLResponse  # noqa: PLC0415

        html = (await self._figure()).render()
        return HTMLResponse(html, headers={"content-security-policy": "frame-ancestors 'self'"})

    async def model(self, _request: "Request") -> "Response":
        """Answer the page model."""
        return _json((await self._figure()).model)

    async def claims(self, request: "Request") -> "Response":
        """Answer claims as GeoJSON."""
        return await self._features(request, answer_claims)

    async def status(self, request: "Request") -> "Response":
        """Answer statuses as GeoJSON."""
        return await self._features(request, answer_status)

    async def _features(self, request: "Request", answer: Callable[[Atlas, Asked], dict[str, Any]]) -> "Response":
        asked = asked_of(list(request.query_params.multi_items()))
        found = await self._reading.ask(lambda atlas: answer(atlas, asked))
        return _json(found, media_type="application/geo+json")

    async def _figure(self) -> Any:
        """Answer the figure of the map, drawn anew when something has changed."""

        def draw(atlas: Atlas) -> Any:
            revision = atlas.revision()
            if self._drawn is None or self._drawn[0] != revision:
                figure = figure_of(atlas, replace(self._options.map, served=True))
                figure.model["revision"] = revision
                self._drawn = (revision, figure)
            return self._drawn[1]

        return await self._reading.ask(draw)

    async def events(self, request: "Request") -> "Response":
        """Answer the stream of updates, from the revision that the reader has."""
        from starlette.responses import StreamingResponse  # noqa: PLC0415

        told = request.headers.get("last-event-id") or request.query_params.get("since") or ""
        known = int(told) if told.isdecimal() and len(told) < 19 else None
        return StreamingResponse(self._news(known), media_type="text/event-stream", headers={"x-accel-buffering": "no"})

    async def _news(self, known: int | None) -> AsyncIterator[str]:
        yield "retry: 1000\n\n"
        quiet = 0.0
        while True:
            now = self.revision
            if now is not None and known is None:
                known = now
            elif now is not None and now != known:
                known, quiet = now, 0.0
                yield f'id: {now}\nevent: update\ndata: {{"revision": {now}}}\n\n'
            elif quiet >= _ALIVE_S:
                quiet = 0.0
                yield ": still here\n\n"
            await asyncio.sleep(self._options.poll_s)
            quiet += self._options.poll_s

    async def post(self, request: "Request") -> "Response":
        """Add the articles of the body; only for those who have the token."""
        token = self._options.token
        if token is None:
            return _error(403, "posting articles is off; whoever serves the atlas can set a token")
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), token.encode()):
            return _error(401, "give the token: Authorization: Bearer …", {"www-authenticate": "Bearer"})
        body = await request.body()
        update = await self._writing.ask(lambda atlas: _add(atlas, body))
        return _json(update, status=200 if not update["failed"] else 422)


def _add(atlas: Atlas, body: bytes) -> dict[str, Any]:
    """Add the articles of a body, read as a file of JSON or JSON lines would be."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "request.json"
        path.write_bytes(body)
        update = atlas.add(
            one if isinstance(one, Exception) else replace(one, path=None) for one in iter_articles([path])
        )
        failed = [f"{failure.where}: {failure.why}".replace(str(path), "the request") for failure in update.failed]
    return {
        "counts": update.counts,
        "articles": {word: list(ids) for word, ids in update.articles.items()},
        "failed": failed,
    }


def _json(value: Any, *, status: int = 200, media_type: str = "application/json") -> "Response":
    from starlette.responses import Response  # noqa: PLC0415

    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    headers = {"content-security-policy": "default-src 'none'; frame-ancestors 'none'"}
    return Response(text.encode("utf-8", "replace"), status_code=status, media_type=media_type, headers=headers)


def _error(status: int, why: str, headers: dict[str, str] | None = None) -> "Response":
    answer = _json({"error": why}, status=status)
    answer.headers.update(headers or {})
    return answer
