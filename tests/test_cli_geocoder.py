"""A second opinion asked online, from the command line: off by default, marked, bounded, and no harm when it is down."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from contested import cli
from contested.atlas import Atlas

TEXT = "Troops left Khan Younis and Rafah on Monday. Tanks stood in the village of Qwertyabad."
pytestmark = pytest.mark.enable_socket


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        status, body = self.server.answer
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        pass


@pytest.fixture
def serve():
    servers = []

    def start(status, body):
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        server.asked, server.answer = [], (status, body if isinstance(body, bytes) else json.dumps(body).encode())
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def extract(tmp_path, monkeypatch):
    """Run `contested extract` on the text with more options; answer the exit code and the mentions by name."""
    article = tmp_path / "a.txt"
    article.write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr("contested.gazetteer.world.cache_dir", _same(tmp_path))
    monkeypatch.setattr("contested.gazetteer.online.time.sleep", lambda _seconds: None)

    def run(*options):
        out = tmp_path / "out.jsonl"
        code = cli.main(["extract", str(article), "--theatre", "gaza", "-o", str(out), *options])
        rows = json.loads(out.read_text(encoding="utf-8"))["toponyms"] if out.exists() else []
        return code, {row["text"]: row for row in rows}

    return lambda *options: run("--format", "toponyms", *options)


@pytest.fixture
def add(tmp_path, extract):
    """Run `contested add` on the text with more options; answer the exit code and the mentions by name."""

    def run(*options):
        where = tmp_path / "atlas.gpkg"
        code = cli.main(["add", str(where), str(tmp_path / "a.txt"), "--theatre", "gaza", *options])
        if not where.exists():
            return code, {}
        with Atlas.open(where, read_only=True) as atlas:
            return code, {row["toponym"]: row for row in atlas.mentions().to_dict("records")}

    return run


def _same(tmp_path):
    from contested.gazetteer.world import cache_dir

    kept = cache_dir()
    (tmp_path / "cache").mkdir()
    for folder in kept.glob("world-*"):
        (tmp_path / "cache" / folder.name).symlink_to(folder)
    return lambda: tmp_path / "cache"


def at(server):
    return ["--geocoder", "nominatim", "--domain", f"127.0.0.1:{server.server_port}", "--scheme", "http"]


def test_nothing_is_asked_by_default(extract, serve):
    server = serve(200, [])
    code, found = extract()
    assert code == 0
    assert found["Qwertyabad"]["lat"] is None
    assert server.asked == []


def test_a_name_that_no_gazetteer_has_is_asked_within_the_theatre_only(extract, serve):
    server = serve(200, [{"lat": "31.35", "lon": "34.30", "display_name": "Qwertyabad"}])
    code, found = extract(*at(server), "--user-agent", "contested-tests")
    assert code == 0
    assert (found["Qwertyabad"]["lat"], found["Qwertyabad"]["lon"]) == (31.35, 34.30)
    assert len(server.asked) == 1
    assert "bounded=1" in server.asked[0]


def test_a_place_outside_the_theatre_is_not_taken(extract, serve):
    server = serve(200, [{"lat": "48.2", "lon": "16.4", "display_name": "Qwertyabad"}])
    _, found = extract(*at(server), "--user-agent", "contested-tests")
    assert found["Qwertyabad"]["lat"] is None


@pytest.mark.parametrize("reply", [(500, b"oops"), (429, b""), (200, b"<html>busy</html>")])
def test_a_geocoder_that_is_down_is_told_once_and_the_run_ends_well(extract, serve, capsys, reply):
    code, found = extract(*at(serve(*reply)), "--user-agent", "contested-tests")
    assert code == 0
    assert found["Qwertyabad"]["lat"] is None
    assert capsys.readouterr().err.count("does not answer") == 1


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--geocoder", "nominatim"], "--user-agent"),
        (["--domain", "localhost"], "--geocoder"),
        (["--geocoder", "nominatimm", "--user-agent", "contested-tests"], "no geocoder"),
    ],
)
def test_options_that_make_no_sense_are_told_with_the_remedy(extract, capsys, options, word):
    code, _ = extract(*options)
    assert code == 2
    assert word in capsys.readouterr().err


def test_an_atlas_asks_too_and_keeps_what_it_was_told_as_such(add, serve):
    server = serve(200, [{"lat": "31.35", "lon": "34.30", "display_name": "Qwertyabad"}])
    code, found = add(*at(server), "--user-agent", "contested-tests")
    assert code == 0
    mention = found["Qwertyabad"]
    assert mention["place_id"] == "online:qwertyabad"
    assert (mention["geometry"].y, mention["geometry"].x) == (31.35, 34.30)
    assert len(server.asked) == 1


def test_an_atlas_asks_nothing_by_default(add, serve):
    server = serve(200, [])
    code, found = add()
    assert code == 0
    assert found["Qwertyabad"]["place_id"] is None
    assert server.asked == []


def test_an_atlas_takes_the_articles_of_a_run_whose_geocoder_is_down(add, serve, capsys):
    code, found = add(*at(serve(500, b"oops")), "--user-agent", "contested-tests")
    assert code == 0
    assert found["Qwertyabad"]["place_id"] is None
    assert capsys.readouterr().err.count("does not answer") == 1


def test_no_atlas_is_made_for_options_that_make_no_sense(add, tmp_path):
    assert add("--geocoder", "nominatim") == (2, {})
    assert not (tmp_path / "atlas.gpkg").exists()
