"""An atlas over HTTP: what it answers, what it refuses, and that readers are told of each update."""

import asyncio
import json

import pytest

from conftest import CAPTURED, CLOSED, DENIED, article
from contested.atlas import Atlas
from contested.atlas.guard import Guard, Limits
from contested.atlas.serve import ServeOptions, _Server, app
from contested.errors import NoAtlasError

TestClient = pytest.importorskip("starlette.testclient").TestClient
TOKEN = "open sesame"


@pytest.fixture
def path(tmp_path, clock):
    where = tmp_path / "atlas.gpkg"
    with Atlas.open(where, create=True, theatre="gaza", clock=clock) as atlas:
        atlas.add([article(CAPTURED, published=3), article(CLOSED, published=5)])
    return where


@pytest.fixture
def serve(path):
    opened = []

    def serve(**options):
        options = {"hosts": ("testserver",), **options}
        client = TestClient(app(str(path), ServeOptions(**options)), raise_server_exceptions=True)
        client.__enter__()
        opened.append(client)
        return client

    yield serve
    for client in opened:
        client.__exit__(None, None, None)


def places(answer):
    return sorted(feature["properties"]["place"] for feature in answer.json()["features"])


def test_the_page_is_the_map_and_may_ask_its_own_server_only(serve):
    answer = serve().get("/")
    assert answer.status_code == 200
    assert "connect-src &#x27;self&#x27;" in answer.text or "connect-src 'self'" in answer.text
    assert "new EventSource(" in answer.text
    assert "Rafah" in answer.text


def test_a_saved_page_does_not_listen(path, tmp_path):
    from contested.atlas.drawing import save_page

    with Atlas.open(path, read_only=True) as atlas:
        page = save_page(atlas, tmp_path / "page.html").read_text(encoding="utf-8")
    assert "EventSource" not in page
    assert "connect-src" not in page


def test_the_model_is_the_pages_with_the_revision(serve, path):
    model = serve().get("/model.json").json()
    with Atlas.open(path, read_only=True) as atlas:
        assert model["revision"] == atlas.revision()
    assert {site["label"] for site in model["sites"]} == {"Rafah", "Kerem Shalom Crossing"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Kerem Shalom Crossing", "Rafah"]),
        ("?place=rafah", ["Rafah"]),
        ("?actor=israeli%20military", ["Rafah"]),
        ("?bbox=34.2,31.2,34.3,31.35", ["Kerem Shalom Crossing", "Rafah"]),
        ("?bbox=10,10,11,11", []),
        ("?valid_at=2031-03-01", []),
        ("?known_at=2030-01-01", []),
        ("?filter=aid_point%20=%20TRUE", ["Kerem Shalom Crossing"]),
        ("?limit=1", ["Rafah"]),
    ],
)
def test_claims_are_asked_with_the_parameters_of_the_library(serve, query, found):
    answer = serve().get(f"/claims.geojson{query}")
    assert answer.headers["content-type"] == "application/geo+json"
    assert places(answer) == found


def test_statuses_are_features_with_their_why(serve):
    answer = serve().get("/status.geojson?place=Rafah").json()
    told = answer["features"][0]
    assert told["properties"]["control"] == "held"
    assert "Used:" in told["properties"]["why"]
    assert told["geometry"]["type"] in {"Point", "Polygon", "MultiPolygon"}


@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        ("?bbox=1,2,3", 400, "west,south,east,north"),
        ("?bbox=0,50,1,40", 400, "south below north"),
        ("?valid_at=soon", 400, "valid_at 'soon' is not an ISO date"),
        ("?place=Nowhere", 404, "no place of the name 'Nowhere'"),
        ("?filter=contrl%20=%20'held'", 400, "contrl"),
        ("?colour=red", 400, "there is no parameter 'colour'"),
        ("?place=a&place=b", 400, "place is given twice"),
        ("?limit=0", 400, "is not a number from 1"),
    ],
)
def test_a_question_that_makes_no_sense_is_one_clear_error(serve, query, status, message):
    answer = serve().get(f"/claims.geojson{query}")
    assert answer.status_code == status
    assert message in answer.json()["error"]


def test_it_is_read_only(serve):
    client = serve()
    for method in ("post", "put", "delete", "patch"):
        assert getattr(client, method)("/").status_code == 405
        assert getattr(client, method)("/claims.geojson").status_code == 405


def test_another_name_of_the_host_is_refused(serve):
    assert serve().get("/", headers={"host": "evil.example"}).status_code == 400


def test_every_answer_has_the_headers_for_safety(serve):
    client = serve()
    for address in ("/", "/model.json", "/claims.geojson?bbox=1", "/nowhere"):
        headers = client.get(address).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"


# --------------------------------------------------------------------------------------- posting


def test_posting_is_off_without_a_token(serve):
    answer = serve().post("/articles", json={"text": DENIED})
    assert (answer.status_code, "posting articles is off" in answer.json()["error"]) == (403, True)


@pytest.mark.parametrize("header", [None, "Bearer wrong", f"Basic {TOKEN}", "Bearer "])
def test_posting_needs_the_token(serve, header):
    headers = {"authorization": header} if header else {}
    assert serve(token=TOKEN).post("/articles", json={"text": DENIED}, headers=headers).status_code == 401


def test_posted_articles_are_added_and_those_that_cannot_be_are_told(serve):
    client = serve(token=TOKEN)
    lines = [json.dumps({"id": "one", "text": DENIED, "published": "2031-03-06"}), json.dumps({"id": "two"})]
    answer = client.post("/articles", content="\n".join(lines), headers={"authorization": f"Bearer {TOKEN}"})
    told = answer.json()
    assert (answer.status_code, told["counts"]["articles_new"]) == (422, 1)
    assert len(told["failed"]) == 1
    assert "/tmp" not in told["failed"][0]
    assert "2031-03-06" in client.get("/").text


def test_a_body_over_the_limit_is_refused_before_it_is_kept(serve):
    client = serve(token=TOKEN, limits=Limits(body_bytes=1000))
    answer = client.post("/articles", content="x" * 2000, headers={"authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 413


# --------------------------------------------------------------------------------------- limits


def test_a_long_query_is_refused(serve):
    assert serve().get(f"/claims.geojson?place={'x' * 9000}").status_code == 414


def test_a_client_that_asks_too_often_is_told_to_wait(serve):
    client = serve(limits=Limits(per_second=0.001, burst=2))
    answers = [client.get("/nowhere") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert answers[-1].headers["retry-after"] == "1"


def run(app_, scope):
    """Answer what an ASGI application sends for a request without a body."""
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    asyncio.run(app_({"type": "http", "headers": [], **scope}, receive, send))
    return sent


def test_an_answer_that_takes_too_long_is_given_up():
    async def slow(_scope, _receive, _send):
        await asyncio.sleep(3600)

    guard = Guard(slow, limits=Limits(seconds=0.01), stream="/events")
    assert run(guard, {"path": "/", "query_string": b""})[0]["status"] == 504


def test_there_is_a_limit_to_readers_connected_at_once():
    guard = Guard(None, limits=Limits(streams=0), stream="/events")
    assert run(guard, {"path": "/events", "query_string": b""})[0]["status"] == 503


# --------------------------------------------------------------------------------------- news


def news(known, revisions):
    """Answer the lines that a reader who knows `known` gets while the revision takes these values."""

    async def listen():
        server = _Server("memory:", ServeOptions(poll_s=0.0))
        stream, told = server._news(known), []
        await anext(stream)
        for revision in revisions:
            server.revision = revision
            try:
                told.append(await asyncio.wait_for(anext(stream), 0.05))
            except TimeoutError:
                stream = server._news(server.revision)
                await anext(stream)
        server.close()
        return told

    return asyncio.run(listen())


def test_a_reader_is_told_of_each_update_with_its_id():
    assert news(1, [2, 3]) == [
        'id: 2\nevent: update\ndata: {"revision": 2}\n\n',
        'id: 3\nevent: update\ndata: {"revision": 3}\n\n',
    ]


def test_a_reader_who_comes_back_is_told_what_was_missed():
    assert news(1, [7]) == ['id: 7\nevent: update\ndata: {"revision": 7}\n\n']


def test_a_reader_who_has_the_newest_is_told_nothing():
    assert news(4, [4]) == []


def test_an_atlas_that_is_not_there_is_told_at_once(tmp_path):
    with pytest.raises(NoAtlasError):
        Atlas.open(tmp_path / "none.gpkg", read_only=True)
