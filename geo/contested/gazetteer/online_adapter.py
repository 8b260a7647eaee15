"""An HTTP adapter for geopy that trusts no server: whole-answer deadline, a size cap, no redirects to other hosts.

geopy's own adapters time out per read, so that a server which drips a byte a second never ends; they read answers of
any size, and follow redirects anywhere, also into the local network.
"""

import json
import time
import urllib.error
import urllib.request
from http.client import HTTPException, HTTPMessage
from typing import IO, Any
from urllib.parse import urlsplit

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderParseError, GeocoderServiceError, GeocoderTimedOut, GeocoderUnavailable

MOST_BYTES = 2_000_000
_BLOCK = 65_536


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follow a redirect only to the host that was asked."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if (new.hostname, new.port) != (old.hostname, old.port) or new.scheme not in ("http", "https"):
            raise GeocoderServiceError(f"{old.hostname} redirects to {new.hostname}; only its own host is followed")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class CarefulAdapter(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no types
    """Fetch JSON or text with urllib within a deadline and a size. Used by `gazetteer.online`."""

    def __init__(self, *, proxies: Any, ssl_context: Any) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        handlers: list[urllib.request.BaseHandler] = [_SameHost()]
        handlers.append(urllib.request.ProxyHandler(proxies if isinstance(proxies, dict) else None))
        if ssl_context is not None and not isinstance(ssl_context, type(object())):
            handlers.append(urllib.request.HTTPSHandler(context=ssl_context))
        self.opener = urllib.request.build_opener(*handlers)

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        """Answer the JSON at `url`. Raises GeocoderParseError when it is something else."""
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            raise GeocoderParseError(f"the geocoder answered no JSON but {text[:60]!r}") from error

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        """Answer the text at `url`.

        Raises:
            AdapterHTTPError: the status is not 200.
            GeocoderTimedOut: the whole answer did not come within `timeout` seconds.
            GeocoderUnavailable: there is no connection.
            GeocoderServiceError: the answer is larger than 2 MB, or the server redirects to another host.
            GeocoderParseError: the answer is not UTF-8.

        """
        if urlsplit(url).scheme not in ("http", "https"):
            raise GeocoderServiceError(f"{url!r} is no web address; give http or https")
        deadline = time.monotonic() + timeout
        request = urllib.request.Request(url, headers=headers)  # noqa: S310  checked above
        try:
            with self.opener.open(request, timeout=timeout) as answer:
                body = _read(answer, deadline)
                status = int(getattr(answer, "status", 200) or 200)
                answered = {key.lower(): value for key, value in answer.headers.items()}
        except urllib.error.HTTPError as error:
            found = {key.lower(): value for key, value in error.headers.items()} if error.headers else {}
            raise AdapterHTTPError(
                f"the geocoder answered status {error.code}", status_code=error.code, headers=found, text=""
            ) from error
        except TimeoutError as error:
            raise GeocoderTimedOut(f"no answer within {timeout} s") from error
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise GeocoderTimedOut(f"no answer within {timeout} s") from error
            raise GeocoderUnavailable(f"no connection: {error.reason}") from error
        except (OSError, HTTPException) as error:
            raise GeocoderUnavailable(f"the connection broke: {error}") from error
        if status >= 400:
            raise AdapterHTTPError(f"status {status}", status_code=status, headers=answered, text="")
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError as error:
            raise GeocoderParseError("the geocoder's answer is not UTF-8") from error


def _read(answer: Any, deadline: float) -> bytes:
    """Read an answer up to the cap and the deadline."""
    parts: list[bytes] = []
    size = 0
    while True:
        if time.monotonic() > deadline:
            raise GeocoderTimedOut("the geocoder sends its answer too slowly")
        block = answer.read1(_BLOCK)
        if not block:
            return b"".join(parts)
        parts.append(block)
        size += len(block)
        if size > MOST_BYTES:
            raise GeocoderServiceError(f"the geocoder's answer is larger than {MOST_BYTES} bytes; is it a geocoder?")
