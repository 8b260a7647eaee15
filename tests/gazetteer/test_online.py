import json
import logging
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from geopy.geocoders import Nominatim

from contested.errors import GeocoderOptionError
from contested.gazetteer.online import OnlineGeocoder, OnlineOptions, open_online, usable
from contested.gazetteer.online_adapter import CarefulAdapter

BOX = (34.0, 31.0, 35.0, 32.0)
GOOD = [{"lat": "31.3", "lon": "34.3", "display_name": "Somewhere, Gaza"}]
pytestmark = pytest.mark.enable_socket


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        server = self.server
        server.asked += 1
        behaviour = server.script[min(server.asked, len(server.script)) - 1]
        if callable(behaviour):
            behaviour(self)
            return
        status, body, headers = behaviour
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        pass


def answer(rows, status=200, **headers):
    return status, json.dumps(rows).encode(), headers


@pytest.fixture
def serve():
    servers = []

    def start(*script):
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        server.asked, server.script = 0, script
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def online(server, *, timeout=2.0, cache=None, clock=None, slept=None):
    geocoder = Nominatim(
        domain=f"127.0.0.1:{server.server_port}",
        scheme="http",
        user_agent="contested-tests",
        adapter_factory=CarefulAdapter,
    )
    options = OnlineOptions(timeout_s=timeout, min_delay_s=0.0, retries=2, backoff_s=1.0, cache=cache)
    slept = [] if slept is None else slept
    return OnlineGeocoder(geocoder, options, sleep=slept.append, clock=clock or time.time)


def test_a_good_answer_is_a_marked_place(serve):
    place = online(serve(answer(GOOD))).look_up("Somewhere", box=BOX)
    assert (place.footprint.x, place.footprint.y) == (34.3, 31.3)
    assert "asked online" in place.source
    assert place.certainty == "low"


def test_an_empty_answer_is_none(serve):
    assert online(serve(answer([]))).look_up("Somewhere", box=BOX) is None


@pytest.mark.parametrize(
    "row",
    [
        {"display_name": "no coordinates"},
        {"lat": "0", "lon": "0", "display_name": "null island"},
        {"lat": "nan", "lon": "nan", "display_name": "not a number"},
        {"lat": "48.85", "lon": "2.35", "display_name": "outside the box"},
        {"lat": "abc", "lon": "def", "display_name": "words"},
    ],
)
def test_a_result_without_a_usable_point_is_refused(serve, row):
    assert online(serve(answer([row]))).look_up("Somewhere", box=BOX) is None


def test_too_many_requests_wait_as_told_and_try_again(serve):
    slept = []
    server = serve(answer([], 429, **{"Retry-After": "7"}), answer(GOOD))
    assert online(server, slept=slept).look_up("Somewhere", box=BOX) is not None
    assert 7.0 in slept


def test_a_server_error_backs_off_twice_as_long_each_time(serve):
    slept = []
    server = serve(answer([], 500), answer([], 503), answer(GOOD))
    assert online(server, slept=slept).look_up("Somewhere", box=BOX) is not None
    assert [pause for pause in slept if pause >= 1] == [1.0, 2.0]


def test_a_geocoder_that_is_down_warns_once_and_is_left_alone(serve, caplog):
    server = serve(answer([], 500))
    asked = online(server)
    with caplog.at_level(logging.WARNING):
        for name in ("A town", "B town", "C town"):
            assert asked.look_up(name, box=BOX) is None
    assert len([record for record in caplog.records if "does not answer" in record.message]) == 1
    assert server.asked == 3


def test_a_dripping_answer_ends_at_the_deadline(serve):
    def drip(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        try:
            for _ in range(40):
                handler.wfile.write(b" ")
                handler.wfile.flush()
                time.sleep(0.05)
        except OSError:
            return

    start = time.monotonic()
    assert online(serve(drip), timeout=0.3).look_up("Somewhere", box=BOX) is None
    assert time.monotonic() - start < 10


def test_html_for_json_is_none(serve):
    assert online(serve((200, b"<html>Sign in</html>", {}))).look_up("Somewhere", box=BOX) is None


def test_an_answer_of_sixty_megabytes_is_cut_off(serve):
    def flood(handler):
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(60):
                handler.wfile.write(b"x" * 1_000_000)
        except OSError:
            return

    assert online(serve(flood)).look_up("Somewhere", box=BOX) is None


def test_a_redirect_to_another_host_is_not_followed(serve):
    target = serve(answer(GOOD))
    first = serve((302, b"", {"Location": f"http://127.0.0.1:{target.server_port}/search"}))
    assert online(first).look_up("Somewhere", box=BOX) is None
    assert target.asked == 0


def test_answers_are_kept_none_is_kept_briefly_and_failures_never(serve, tmp_path):
    now = [1_000_000.0]
    cache = tmp_path / "answers.sqlite"
    server = serve(answer(GOOD), answer([]), answer(GOOD), answer([], 500))
    asked = online(server, cache=cache, clock=lambda: now[0])
    assert asked.look_up("Somewhere", box=BOX) is not None
    assert asked.look_up("SOMEWHERE", box=BOX) is not None
    assert server.asked == 1
    assert asked.look_up("Nowhere", box=BOX) is None
    assert asked.look_up("Nowhere", box=BOX) is None
    assert server.asked == 2
    now[0] += 2 * 86_400
    assert asked.look_up("Nowhere", box=BOX) is not None
    assert asked.look_up("Broken", box=BOX) is None
    again = online(server, cache=cache, clock=lambda: now[0])
    before = server.asked
    again.look_up("Broken", box=BOX)
    assert server.asked > before


def test_a_result_of_another_name_is_refused(serve):
    other = [{**GOOD[0], "namedetails": {"name": "Somewhere Else Entirely", "name:ar": "مكان آخر"}}]
    assert online(serve(answer(other))).look_up("Qwertyabad", box=BOX) is None


def test_a_result_of_that_name_in_another_language_is_taken(serve):
    same = [
        {**GOOD[0], "namedetails": {"name": "Qwertyabad", "name:ar": "قويرتاباد"}, "address": {"country_code": "ps"}}
    ]
    place = online(serve(answer(same))).look_up("قويرتاباد", box=BOX)
    assert place is not None
    assert place.country == "PS"


def test_a_name_is_asked_once(serve):
    server = serve(answer(GOOD))
    asked = online(server)
    assert asked.look_up("Somewhere", box=BOX) == asked.look_up("Somewhere", box=BOX)
    assert server.asked == 1


@pytest.mark.parametrize(
    ("service", "options", "word"),
    [
        ("nominatimm", {}, "no geocoder"),
        ("nominatim", {"user_agent": " "}, "who asks"),
        ("nominatim", {"api_key": "k"}, "takes no api_key"),
    ],
)
def test_a_geocoder_that_cannot_be_opened_is_told_with_the_remedy(service, options, word):
    with pytest.raises(GeocoderOptionError, match=word):
        open_online(service, **{"user_agent": "contested-tests", **options})


def test_zero_zero_and_points_outside_are_unusable():
    assert not usable(0.0, 0.0, None)
    assert not usable(181.0, 0.0, None)
    assert not usable(2.35, 48.85, BOX)
    assert usable(34.3, 31.3, BOX)
