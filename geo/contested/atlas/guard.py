"""What stands before a served atlas: limits on size, rate and time, and headers for safety. Plain ASGI."""

import asyncio
import json
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, TypeAlias

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

SECURITY: tuple[tuple[bytes, bytes], ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"cache-control", b"no-store"),
)
_CLIENTS = 10_000  # of which the rate is remembered


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a client may ask: bytes of a body and of a query, requests a second and at once, seconds an answer takes."""

    body_bytes: int = 6_000_000
    query_bytes: int = 8_000
    per_second: float = 20.0
    burst: int = 60
    seconds: float = 30.0
    streams: int = 200


class Guard:
    """Lets requests through to `app` within `limits`, and adds the headers. `stream` is the path that may stay open."""

    def __init__(self, app: App, *, limits: Limits, stream: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._limits = limits
        self._stream = stream
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._open = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it with 413, 414, 429, 503 or 504 and one line that says why."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limits = self._limits
        started = False

        async def out(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                names = {name.lower() for name, _ in message.get("headers", ())}
                message = {
                    **message,
                    "headers": [*message.get("headers", ()), *(one for one in SECURITY if one[0] not in names)],
                }
            await send(message)

        if len(scope.get("query_string", b"")) > limits.query_bytes:
            await refuse(out, 414, f"the query is longer than {limits.query_bytes} bytes")
        elif not self._within_rate(scope):
            await refuse(out, 429, "too many requests; wait a second", retry=1)
        elif scope["path"].endswith(self._stream):
            await self._streamed(scope, receive, out)
        else:
            try:
                async with asyncio.timeout(limits.seconds):
                    await self._app(scope, _capped(receive, limits.body_bytes), out)
            except TimeoutError:
                if not started:
                    await refuse(out, 504, f"no answer within {limits.seconds:g} seconds; ask for less")
            except BodyTooLargeError:
                if not started:
                    await refuse(out, 413, f"the body is larger than {limits.body_bytes} bytes; send less at once")

    async def _streamed(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._open >= self._limits.streams:
            await refuse(send, 503, "too many readers are connected; try again later", retry=30)
            return
        self._open += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._open -= 1

    def _within_rate(self, scope: Scope) -> bool:
        """Take a token from the client's bucket; tell whether there was one."""
        client = (scope.get("client") or ("", 0))[0]
        now = self._clock()
        left, since = self._buckets.pop(client, (float(self._limits.burst), now))
        left = min(self._limits.burst, left + (now - since) * self._limits.per_second)
        allowed = left >= 1
        self._buckets[client] = (left - 1 if allowed else left, now)
        while len(self._buckets) > _CLIENTS:
            self._buckets.popitem(last=False)
        return allowed


class BodyTooLargeError(Exception):
    """A body goes over its limit."""


def _capped(receive: Receive, limit: int) -> Receive:
    """Answer a `receive` that raises `BodyTooLargeError` once more than `limit` bytes came."""
    seen = 0

    async def capped() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise BodyTooLargeError
        return message

    return capped


async def refuse(send: Send, status: int, why: str, *, retry: int | None = None) -> None:
    """Answer one line of JSON."""
    body = json.dumps({"error": why}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if retry is not None:
        headers.append((b"retry-after", str(retry).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
