"""The one door to the web: fetch a page within caps of size and time, from public addresses only.

An article's or a feed's own words decide which address is asked next (a redirect, an entry's link), so they are not
trusted: only http and https, no address of this machine or of its own network at any hop, and the address that was
checked is the one that is connected to. Proxies are not used, since behind one no address can be checked.
"""

import io
import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from http.client import HTTPConnection, HTTPException, HTTPResponse
from types import MappingProxyType
from typing import Protocol
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from contested.articles.urls import ascii_url
from contested.errors import FetchError

USER_AGENT = "contested/0.1 (reads news feeds for maps; asks rarely; obeys robots.txt)"
"""How every request names itself, so that a server's keeper can tell what asks, and refuse it in robots.txt."""

_REDIRECTS = (301, 302, 303, 307, 308)
_BLOCK = 65_536
_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What one fetch may cost.

    `seconds` bounds the whole of it, hops and all, however slowly it drips: a news page takes 1 s, a bad line 20 s.
    `megabytes` bounds what comes, packed and unpacked: the largest live blogs have some 5 MB. `hops` bounds the
    redirects: browsers allow 20, news sites need 1 or 2. `loopback` lets this machine's own addresses be asked, for
    tests and for a mirror of one's own; never set it for addresses that somebody else wrote.
    """

    seconds: float = 30.0
    megabytes: float = 10.0
    hops: int = 5
    loopback: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a server answered. `url` is where it was found after redirects; `body` is unpacked, empty for status 304.

    `moved_to` is set when every hop was permanent: the address to ask from now on. Header names are in lower case.
    """

    url: str
    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    moved_to: str | None = None


class Fetch(Protocol):
    """Whatever fetches like `fetch`: `functools.partial(fetch, limits=…)`, or a test's own."""

    def __call__(self, url: str, *, headers: Mapping[str, str] = ...) -> Answer:
        """Answer what stands at `url`, or raise `FetchError`."""
        ...


def fetch(url: str, *, headers: Mapping[str, str] = MappingProxyType({}), limits: Limits = Limits()) -> Answer:
    """Answer what stands at `url`, following redirects; any status below 400 and 304 are answers.

    Raises `FetchError`, whose message names the address: it is none of http(s), it or a redirect leads to an address
    that is not public, the server cannot be reached, is too slow, sends too much or in an unknown packing, redirects
    in a ring or from https to http, or refuses (`status` is then what it answered, `retry_after_s` how long it asks
    to be left alone).

    >>> fetch("file:///etc/passwd")
    Traceback (most recent call last):
    contested.errors.FetchError: file:///etc/passwd: is no web address; give one that begins with http:// or https://
    """
    deadline = time.monotonic() + limits.seconds
    asked = url
    permanent = True
    for _ in range(limits.hops + 1):
        parts = _checked(url, asked)
        response, body = _ask(url, parts, headers, limits, deadline)
        told = {name.lower(): value for name, value in response.getheaders()}
        target = told.get("location")
        if response.status not in _REDIRECTS or target is None:
            return _answer(url, asked, response.status, told, body, moved=permanent and url != asked)
        permanent = permanent and response.status in (301, 308)
        following = urljoin(url, target)
        if parts.scheme == "https" and urlsplit(following).scheme == "http":
            raise FetchError(f"{asked}: is sent on from https to http ({following[:200]}), where anybody can alter it")
        url = following
    raise FetchError(f"{asked}: is sent on more than {limits.hops} times; give the address that it ends at")


def _answer(url: str, asked: str, status: int, told: Mapping[str, str], body: bytes, *, moved: bool) -> Answer:
    if status >= 400:
        wait = _seconds(told.get("retry-after"))
        raise FetchError(f"{asked}: the server answers {status}{_meaning(status)}", status=status, retry_after_s=wait)
    return Answer(
        url=url, status=status, body=body, headers=MappingProxyType(dict(told)), moved_to=url if moved else None
    )


def _meaning(status: int) -> str:
    words = {
        401: " (wants a password), so the page cannot be read; save it from your browser and give the file",
        403: " (forbidden); save the page from your browser and give the file",
        404: " (not there); check the address",
        410: " (gone for good); take the address out",
        429: " (asked too often); wait before asking again",
    }
    return words.get(status, "; try again later" if status >= 500 else "; check the address")


def _seconds(told: str | None) -> float | None:
    """Answer a `Retry-After` in seconds, or None; its other form, a date, is as good as unknown."""
    return float(told) if told is not None and told.strip().isdecimal() and len(told) < 8 else None


# ------------------------------------------------------------------------------------------------ where it leads


def _checked(url: str, asked: str) -> SplitResult:
    """Answer the parts of a web address; raise `FetchError` for any other."""
    try:
        parts = urlsplit(ascii_url(url))
        port = parts.port
    except ValueError as error:
        raise FetchError(f"{asked[:200]}: is no web address ({error}); check it") from error
    if parts.scheme not in _PORTS:
        via = "" if url == asked else f"{asked}: is sent on to "
        raise FetchError(f"{via}{url[:200]}: is no web address; give one that begins with http:// or https://")
    if not parts.hostname or port == 0:
        raise FetchError(f"{asked[:200]}: names no server; check the address")
    if parts.username is not None or parts.password is not None:
        raise FetchError(f"{parts.hostname}: the address holds a name or password; give it without")
    return parts


def is_public(address: str, *, loopback: bool = False) -> bool:
    """Tell whether an IP address is of the public internet, also when it is one wrapped in another.

    >>> is_public("93.184.216.34"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1"), is_public("169.254.169.254")
    (True, False, False, False)
    """
    ip = _unwrapped(ipaddress.ip_address(address.partition("%")[0]))
    if loopback and ip.is_loopback:
        return True
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _unwrapped(ip: Address) -> Address:
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        return inner or ip
    return ip


def _addresses(parts: SplitResult, limits: Limits) -> Iterable[tuple[int, tuple[str, int]]]:
    """Answer the family and socket address of each address of a host; raise `FetchError` if any is not public.

    One private address among public ones is a sign of a trap, or of a network of one's own: all are refused.
    """
    host, port = str(parts.hostname), parts.port or _PORTS[parts.scheme]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"{host}: is not known, or there is no network ({error}); check the address") from error
    for *_, address in found:
        if not is_public(str(address[0]), loopback=limits.loopback):
            raise FetchError(
                f"{host}: leads to {address[0]}, which is not a public address; give a page of the public web"
            )
    return [(family, (str(address[0]), port)) for family, *_, address in found]


# ------------------------------------------------------------------------------------------------ asking


def _ask(
    url: str, parts: SplitResult, headers: Mapping[str, str], limits: Limits, deadline: float
) -> tuple[HTTPResponse, bytes]:
    try:
        sock = _connected(parts, limits, deadline)
        with sock:
            connection = HTTPConnection(str(parts.hostname), parts.port or _PORTS[parts.scheme])
            connection.sock = _Patient(sock, deadline)  # all that it uses of a socket
            target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
            connection.putrequest("GET", target, skip_host=True, skip_accept_encoding=True)
            given = {name.lower(): value for name, value in headers.items()}
            host = parts.netloc.rpartition("@")[2]
            asked = {"host": host, "user-agent": USER_AGENT, "accept-encoding": "gzip", "connection": "close"}
            for name, value in {**given, **asked}.items():
                connection.putheader(name, value)
            connection.endheaders()
            response = connection.getresponse()
            if response.status in _REDIRECTS or response.status >= 400:
                return response, b""  # what a server writes under an error is not read
            packing = (response.getheader("content-encoding") or "identity").strip().lower()
            body = b"".join(_capped(url, _unpacked(url, _blocks(url, response, limits), packing, limits), limits))
            return response, body
    except FetchError:
        raise
    except TimeoutError as error:
        raise FetchError(f"{url}: did not answer in full within {limits.seconds:g} s; try again later") from error
    except (OSError, HTTPException, ValueError) as error:
        said = str(error) or type(error).__name__
        raise FetchError(f"{url}: the connection broke ({said[:200]}); try again later") from error


def _connected(parts: SplitResult, limits: Limits, deadline: float) -> socket.socket:
    last: OSError | None = None
    for family, address in _addresses(parts, limits):
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(_remaining(deadline))
            sock.connect(address)
            return _secured(sock, str(parts.hostname), deadline) if parts.scheme == "https" else sock
        except TimeoutError:
            sock.close()
            raise
        except OSError as error:
            sock.close()
            last = error
    raise last or OSError("no address")


def _secured(sock: socket.socket, host: str, deadline: float) -> socket.socket:
    sock.settimeout(_remaining(deadline))
    return _tls().wrap_socket(sock, server_hostname=host)


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _remaining(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _Patient:
    """What `http.client` needs of a socket, with one deadline for all of it: a time-out per read never ends a drip."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock = sock
        self._deadline = deadline

    def sendall(self, block: bytes) -> None:
        self._sock.settimeout(_remaining(self._deadline))
        self._sock.sendall(block)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_PatientStream(self._sock, self._deadline))

    def close(self) -> None:
        """Leave it to whoever opened the socket."""


class _PatientStream(io.RawIOBase):
    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock = sock
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # as all raw streams are called
        self._sock.settimeout(_remaining(self._deadline))
        return self._sock.recv_into(buffer)


# ------------------------------------------------------------------------------------------------ within the cap


def _blocks(url: str, response: HTTPResponse, limits: Limits) -> Iterator[bytes]:
    told = response.getheader("content-length")
    if told and told.isdecimal() and int(told) > limits.megabytes * 1e6:
        raise _too_large(url, limits)
    while block := response.read1(_BLOCK):
        yield block
    if response.length:  # http.client ends a body that breaks off as if it were whole
        raise FetchError(f"{url}: broke off before its end; try again later")


def _unpacked(url: str, blocks: Iterator[bytes], packing: str, limits: Limits) -> Iterator[bytes]:
    if packing == "identity":
        yield from blocks
        return
    if packing not in ("gzip", "x-gzip"):
        raise FetchError(
            f"{url}: is packed as {packing[:40]!r}, which was not asked for; save the page and give the file"
        )
    inflater = zlib.decompressobj(wbits=31)
    for block in _capped(url, blocks, limits):
        try:
            yield from _inflated(inflater, block)
        except zlib.error as error:
            raise FetchError(f"{url}: is packed wrongly ({error}); try again later") from error
    if not inflater.eof:
        raise FetchError(f"{url}: broke off before its end; try again later")


def _inflated(inflater: "zlib._Decompress", block: bytes) -> Iterator[bytes]:
    """Yield what `block` unpacks to in pieces, so that a bomb meets the cap before it has burst."""
    while block and not inflater.eof:
        yield inflater.decompress(block, _BLOCK * 16)
        block = inflater.unconsumed_tail


def _capped(url: str, blocks: Iterator[bytes], limits: Limits) -> Iterator[bytes]:
    size = 0
    for block in blocks:
        size += len(block)
        if size > limits.megabytes * 1e6:
            raise _too_large(url, limits)
        yield block


def _too_large(url: str, limits: Limits) -> FetchError:
    return FetchError(f"{url}: is larger than a page can be ({limits.megabytes:g} MB); save what you need as a file")
