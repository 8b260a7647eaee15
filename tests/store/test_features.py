"""An atlas on PostGIS as OGC API – Features: read back by GDAL, read-only, and not to be crashed by a filter."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pyogrio
import pytest

from contested.atlas import features
from contested.errors import FilterError, NoAtlasError
from contested.status import status
from contested.store import open_store, readings
from factories import SIDES, extraction, series

HOSTILE = [
    "(" * 4000 + "contested" + ")" * 4000,
    "(" * 5000,
    "n_claims = " + "-" * 7000 + "1",
    "n_claims = " + "- " * 3500 + "1",
    "place IN " + "(" * 3000 + "1" + ")" * 3000,
    "NOT " * 1900 + "contested",
    "contested; DROP TABLE claims",
    "lower(place) = 'x'",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_filter_that_could_crash_the_server_is_refused_before_it_gets_there(text):
    with pytest.raises(FilterError):
        features.check_filters({"filter": [text]})
    with pytest.raises(FilterError):
        features.check_filters({"filter": ["contested", text]})
    with pytest.raises(FilterError):
        features.check_filters({"filter": [text], "filter-lang": ["cql2-json"]})


def test_an_ordinary_filter_is_let_through():
    features.check_filters({"filter": ["control = 'held' AND S_INTERSECTS(geom, BBOX(20, 4, 21, 6))"], "limit": ["5"]})
    features.check_filters(
        {"filter": ['{"op": "isNull", "args": [{"property": "holder"}]}'], "filter-lang": ["cql2-json"]}
    )


def test_without_an_address_it_says_what_to_do(monkeypatch):
    monkeypatch.setenv(features.ADDRESS, "gaza.gpkg")
    with pytest.raises(NoAtlasError, match="CONTESTED_ATLAS must be"):
        features.app()


# ------------------------------------------------------------------------------------------- with PostGIS


@pytest.fixture(scope="module")
def atlas(server):
    """An atlas of the invented series, and the address for a role that only reads it."""
    import psycopg

    address = server.address()
    schema = address.rsplit("=", 1)[1]
    with open_store(address, create=True) as store:
        made = readings([extraction(say) for say in series()], reader="1")
        store.write_many(made, recorded_at=made[0].article.published)
        store.derive(status(store.claims(), sides=SIDES))
    with psycopg.connect(server.database, autocommit=True) as db:
        db.execute("CREATE ROLE reader LOGIN")
        db.execute(f"GRANT USAGE ON SCHEMA {schema} TO reader")
        db.execute(f"GRANT SELECT ON {schema}.status_now, {schema}.aid_points TO reader")
    return schema, address, address.replace("user=contested", "user=reader")


@pytest.fixture(scope="module")
def served(atlas):
    """The server, run by the command of docs/served.md on a free port of this machine."""
    schema, _, address = atlas
    process, url = start(address)
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{url}/collections", timeout=5):
                break
        except OSError:
            assert process.poll() is None, process.stdout.read().decode()
            time.sleep(0.1)
    yield schema, url
    process.kill()
    process.communicate(timeout=60)


def start(address):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "uvicorn",
            "--factory",
            "contested.atlas.features:app",
            "--no-access-log",
            "--port",
            str(port),
        ],
        env=os.environ | {"CONTESTED_ATLAS": address},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return process, f"http://127.0.0.1:{port}"


def items(url, collection, **asked):
    query = urllib.parse.urlencode(asked)
    with urllib.request.urlopen(f"{url}/collections/{collection}/items?{query}", timeout=30) as answer:
        return json.load(answer)["features"]


@pytest.mark.enable_socket
def test_gdal_reads_the_layers_back(served):
    schema, url = served
    layers = {name for name, _ in pyogrio.list_layers(f"OAPIF:{url}")}
    assert layers == {f"{schema}.status_now", f"{schema}.aid_points"}
    frame = pyogrio.read_dataframe(f"OAPIF:{url}", layer=f"{schema}.status_now")
    assert {"Alder", "Birch", "Kapok District"} <= set(frame["place"])
    assert frame.set_index("place").geometry["Alder"].coords[0] == (20.0, 5.0)


@pytest.mark.enable_socket
def test_filters_tiles_and_boxes_are_answered(served):
    schema, url = served
    held = items(url, f"{schema}.status_now", filter="control = 'held' AND NOT holder IS NULL")
    assert {feature["properties"]["place"] for feature in held} >= {"Elm", "Fir"}
    near = items(url, f"{schema}.status_now", bbox="19.9,4.9,20.05,5.05")
    assert {feature["properties"]["place"] for feature in near} >= {"Alder"}
    with urllib.request.urlopen(
        f"{url}/collections/{schema}.status_now/tiles/WebMercatorQuad/5/17/15", timeout=30
    ) as tile:
        assert b"Alder" in tile.read()


@pytest.mark.enable_socket
def test_a_hostile_filter_is_refused_and_the_server_lives_on(served):
    schema, url = served
    for text in HOSTILE:
        with pytest.raises(urllib.error.HTTPError) as refused:
            items(url, f"{schema}.status_now", filter=text)
        refused.value.close()
        assert refused.value.code == 400
    assert items(url, f"{schema}.status_now")


@pytest.mark.enable_socket
def test_what_was_not_granted_is_not_there(served):
    schema, url = served
    for collection in (f"{schema}.claims", f"{schema}.article_text", "public.st_squaregrid"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            items(url, collection)
        refused.value.close()
        assert refused.value.code == 404


@pytest.mark.enable_socket
def test_a_role_that_could_write_is_refused_at_the_start(atlas):
    _, owner, _ = atlas
    process, _ = start(owner)
    out, _ = process.communicate(timeout=60)
    assert process.returncode != 0
    assert b"serve with one that only reads" in out


def test_the_page_gives_the_command_that_is_tested(repository: Path):
    page = (repository / "docs" / "served.md").read_text(encoding="utf-8")
    assert "uvicorn --factory contested.atlas.features:app --port" in page
