import gzip
import socket
import zlib
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.articles import web
from contested.articles.web import USER_AGENT, Answer, Limits, is_public
from contested.errors import ArticleError, FetchError

pytestmark = pytest.mark.enable_socket

HERE = Limits(seconds=5.0, megabytes=1.0, loopback=True)
fetch = partial(web.fetch, limits=HERE)


def page(body: bytes, status: int = 200, **headers: str):
    return status, body, {name.replace("_", "-"): value for name, value in headers.items()}


def complaint(url: str, *, limits: Limits = HERE) -> str:
    with pytest.raises(FetchError) as caught:
        web.fetch(url, limits=limits)
    return str(caught.value)


# ------------------------------------------------------------------------------------------------ what it answers


def test_a_page_is_answered_with_its_headers_and_where_it_was_found(site):
    site.pages["/a"] = page(b"words", Content_Type="text/plain", ETag='"1"')
    answer = fetch(f"{site.url}/a#part")
    assert (answer.status, answer.body, answer.url, answer.moved_to) == (200, b"words", f"{site.url}/a#part", None)
    assert (answer.headers["content-type"], answer.headers["etag"]) == ("text/plain", '"1"')


def test_every_request_says_who_asks_and_nothing_of_who_runs_it(site):
    site.pages["/a"] = page(b"words")
    fetch(f"{site.url}/a", headers={"User-Agent": "somebody else", "If-None-Match": '"1"'})
    ((path, headers),) = site.asked
    told = {name.lower(): value for name, value in headers.items()}
    assert path == "/a"
    assert told == {
        "host": site.url.removeprefix("http://"),
        "user-agent": USER_AGENT,
        "accept-encoding": "gzip",
        "connection": "close",
        "if-none-match": '"1"',
    }


def test_a_page_that_has_not_changed_is_an_empty_answer(site):
    site.pages["/a"] = page(b"", 304)
    assert fetch(f"{site.url}/a") == Answer(
        url=f"{site.url}/a", status=304, body=b"", headers=fetch(f"{site.url}/a").headers
    )


def test_letters_in_an_address_are_sent_as_the_web_spells_them(site):
    site.pages["/%D8%B1%D9%81%D8%AD?q=%C3%A9"] = page(b"words")
    assert fetch(f"{site.url}/رفح?q=é").body == b"words"


def test_what_comes_packed_is_unpacked(site):
    site.pages["/a"] = page(gzip.compress(b"words " * 1000), Content_Encoding="gzip")
    assert fetch(f"{site.url}/a").body == b"words " * 1000


@pytest.mark.parametrize(("status", "moved"), [(301, True), (308, True), (302, False), (303, False), (307, False)])
def test_redirects_are_followed_and_lasting_ones_told(site, status, moved):
    site.pages["/old"] = page(b"", status, Location="new")
    site.pages["/new"] = page(b"words")
    answer = fetch(f"{site.url}/old")
    assert (answer.body, answer.url) == (b"words", f"{site.url}/new")
    assert answer.moved_to == (f"{site.url}/new" if moved else None)


# ------------------------------------------------------------------------------------------------ where it does not go


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "gopher://example.org/",
        "data:text/html,words",
        "//example.org/a",
        "a.html",
    ],
)
def test_only_http_and_https_are_asked(url):
    assert "is no web address" in complaint(url)


@pytest.mark.parametrize(
    "url",
    ["http://", "http://exa mple.org/", "http://example.org:99999/", "http://[::1", "http://example.org/\r\nHost: x"],
)
def test_an_address_that_is_none_is_refused(url):
    complaint(url)


def test_an_address_with_a_password_is_refused_and_the_password_not_repeated():
    assert "secret" not in complaint("https://me:secret@example.org/")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "[::1]",
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "[::ffff:10.0.0.1]",
        "[fe80::1]",
        "2130706433",
    ],
)
def test_addresses_of_this_machine_and_its_network_are_refused(host):
    assert "is not a public address" in complaint(f"http://{host}/", limits=Limits(seconds=5.0))


@pytest.mark.parametrize("target", ["http://10.0.0.1/", "http://169.254.169.254/latest", "http://[::ffff:10.0.0.1]/"])
def test_a_redirect_into_the_network_is_refused(site, target):
    site.pages["/a"] = page(b"", 302, Location=target)
    assert "is not a public address" in complaint(f"{site.url}/a")


def test_a_redirect_to_a_file_is_refused(site):
    site.pages["/a"] = page(b"", 302, Location="file:///etc/passwd")
    assert complaint(f"{site.url}/a").startswith(f"{site.url}/a: is sent on to file:///etc/passwd: is no web address")


def test_a_ring_of_redirects_ends(site):
    site.pages["/a"] = page(b"", 302, Location="/b")
    site.pages["/b"] = page(b"", 302, Location="/a")
    assert "is sent on more than 5 times" in complaint(f"{site.url}/a")
    assert len(site.asked) == 6


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: found)
    assert "leads to 10.0.0.1" in complaint("http://rebinding.example/")


def test_the_address_that_was_checked_is_the_one_that_is_asked(site, monkeypatch):
    site.pages["/a"] = page(b"words")
    port = int(site.url.rpartition(":")[2])
    asked = []

    def resolve(host, port, **_options):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert fetch(f"http://news.example:{port}/a").body == b"words"
    assert asked == ["news.example"]


@pytest.mark.parametrize(
    "address",
    [
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "::ffff:192.168.1.1",
        "fe80::1%eth0",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
    ],
)
def test_private_addresses_in_disguise_are_not_public(address):
    assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_wrapping_an_address_does_not_make_it_public(ip):
    assert is_public(f"::ffff:{ip}") == is_public(str(ip))
    assert is_public(f"64:ff9b::{ip}") == is_public(str(ip))


# ------------------------------------------------------------------------------------------------ what it may cost


def test_a_server_that_is_down_is_told(site):
    url = site.url
    site.close()
    assert "the connection broke" in complaint(f"{url}/a")


def test_a_name_that_nobody_has_is_told(monkeypatch):
    def fail(*_args, **_options):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert complaint("http://nowhere.example/").startswith("nowhere.example: is not known")


def silent(handler):
    handler.server.over.wait()


def dripping_headers(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not handler.server.over.wait(0.01):
        handler.wfile.write(b"X")


def dripping_body(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    while not handler.server.over.wait(0.01):
        handler.wfile.write(b"x")


def endless_interim_answers(handler):
    while not handler.server.over.wait(0.001):
        handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")


@pytest.mark.parametrize("behaviour", [silent, dripping_headers, dripping_body, endless_interim_answers])
def test_a_server_that_never_ends_is_left_at_the_deadline(site, behaviour):
    site.pages["/a"] = behaviour
    limits = Limits(seconds=0.3, loopback=True)
    assert "did not answer in full within 0.3 s" in complaint(f"{site.url}/a", limits=limits)


def endless_body(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while not handler.server.over.is_set():
        handler.wfile.write(b"x" * 65_536)


def test_an_endless_answer_is_cut_off_at_the_cap(site):
    site.pages["/a"] = endless_body
    assert "is larger than a page can be (1 MB)" in complaint(f"{site.url}/a")


def test_an_answer_that_says_it_is_50_mb_is_not_begun(site):
    def announced(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n")

    site.pages["/a"] = announced
    assert "is larger than a page can be (1 MB)" in complaint(f"{site.url}/a")


def test_a_packed_bomb_is_stopped_while_it_bursts(site):
    site.pages["/a"] = page(gzip.compress(b"\0" * 30_000_000), Content_Encoding="gzip")
    assert "is larger than a page can be (1 MB)" in complaint(f"{site.url}/a")


@pytest.mark.parametrize(
    ("body", "packing", "said"),
    [
        (b"no gzip", "gzip", "is packed wrongly"),
        (gzip.compress(b"words" * 99)[:-20], "gzip", "broke off before its end"),
        (zlib.compress(b"words"), "br", "is packed as 'br'"),
    ],
)
def test_what_is_packed_wrongly_is_told(site, body, packing, said):
    site.pages["/a"] = page(body, Content_Encoding=packing)
    assert said in complaint(f"{site.url}/a")


def test_an_answer_that_breaks_off_is_no_answer(site):
    site.pages["/a"] = page(b"half of the wor", Content_Length="1000")
    assert "broke off before its end" in complaint(f"{site.url}/a")


@pytest.mark.parametrize("said", [b"no http at all\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n", b""])
def test_what_is_no_http_is_told(site, said):
    site.pages["/a"] = lambda handler: handler.wfile.write(said)
    assert "the connection broke" in complaint(f"{site.url}/a")


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429, 500, 503])
def test_a_refusal_is_told_with_its_status_and_what_to_do(site, status):
    site.pages["/a"] = page(b"x" * 100, status, Retry_After="120")
    with pytest.raises(FetchError, match=f"the server answers {status}") as caught:
        fetch(f"{site.url}/a")
    assert (caught.value.status, caught.value.retry_after_s) == (status, 120.0)
    assert isinstance(caught.value, ArticleError | ConnectionError)
