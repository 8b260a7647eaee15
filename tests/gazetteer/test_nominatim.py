"""A second opinion of a real Nominatim, on loopback, over places that exist only in a file of ours."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from contested import cli
from contested.gazetteer.online import OnlineOptions, open_online

NEEDS = "needs PostgreSQL with PostGIS, osm2pgsql and ICU: apt-get install postgresql-postgis osm2pgsql libicu-dev g++"
PACKAGES = ("nominatim-db==5.3.3", "nominatim-api==5.3.3", "psycopg[binary]==3.3.9", "falcon==4.4.0", "uvicorn==0.54.0")
OSMIUM = "osmium==4.3.2"
BOX = (34.10, 31.10, 34.80, 31.75)  # the Gaza theatre's
pytestmark = [pytest.mark.long, pytest.mark.enable_socket]


def _tool(name):
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return str(found[0]) if found else shutil.which(name)


def _run(*words, cwd, who=None, **environment):
    done = subprocess.run(
        [str(word) for word in words],
        check=False,
        capture_output=True,
        text=True,
        cwd=cwd,
        timeout=400,
        env={**os.environ, **environment},
        **(who or {}),
    )
    assert done.returncode == 0, f"{words[0]}: {done.stdout[-2000:]}{done.stderr[-2000:]}"


@pytest.fixture(scope="module")
def nominatim(repository, tmp_path_factory):
    """The address of a Nominatim server over tests/fixtures/nominatim/places.osm; it ends with the tests."""
    postgis = list(Path("/usr/share/postgresql").glob("*/extension/postgis.control"))
    if _tool("initdb") is None or not postgis or shutil.which("osm2pgsql") is None:
        if os.environ.get("CI") == "true":
            pytest.fail(NEEDS)
        pytest.skip(NEEDS)
    home = tmp_path_factory.mktemp("nominatim")
    bin_folder = home / "venv" / "bin"
    _run(sys.executable, "-m", "venv", home / "venv", cwd=home)
    _run(bin_folder / "pip", "install", "-q", *PACKAGES, OSMIUM, cwd=home)
    database = Path(tempfile.mkdtemp(prefix="pg"))  # a socket's path must be short
    who = {"user": "postgres"} if os.getuid() == 0 else {}
    if who:
        shutil.chown(database, "postgres")
    data, log = database / "data", database / "log"
    settings = f"-c listen_addresses='' -c unix_socket_directories={database} -c fsync=off -c synchronous_commit=off"
    server = None
    try:
        login = ("-U", "contested", "-A", "trust")
        _run(_tool("initdb"), "-D", data, *login, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", cwd=database, who=who)
        _run(_tool("pg_ctl"), "-D", data, "-l", log, "-w", "-o", settings, "start", cwd=database, who=who)
        _run(_tool("createuser"), "-h", database, "-U", "contested", "www-data", cwd=database)
        dsn = f'NOMINATIM_DATABASE_DSN="pgsql:dbname=nominatim;host={database};user=contested"\n'
        (home / ".env").write_text(dsn, encoding="utf-8")
        places = repository / "tests" / "fixtures" / "nominatim" / "places.osm"
        path = f"{bin_folder}{os.pathsep}{os.environ['PATH']}"
        _run(bin_folder / "nominatim", "import", "--osm-file", places, "--threads", "2", cwd=home, PATH=path)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        with (home / "serve.log").open("wb") as told:
            command = [str(bin_folder / "nominatim"), "serve", "--server", address, "--engine", "falcon"]
            server = subprocess.Popen(command, cwd=home, stdout=told, stderr=told, env={**os.environ, "PATH": path})
        _wait(f"http://{address}/status", server, home / "serve.log")
        yield address
    finally:
        if server is not None:
            server.terminate()
            server.wait(timeout=30)
        stop = [str(_tool("pg_ctl")), "-D", str(data), "-m", "immediate", "stop"]
        subprocess.run(stop, check=False, capture_output=True, cwd="/", timeout=60, **who)
        shutil.rmtree(database, ignore_errors=True)


def _wait(url, server, log):
    for _ in range(600):
        assert server.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def online(nominatim):
    options = OnlineOptions(min_delay_s=0.0)
    return open_online("nominatim", user_agent="contested-tests", domain=nominatim, scheme="http", options=options)


@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("Qwertyabad", (34.30, 31.35)),
        ("قويرتاباد", (34.30, 31.35)),
        ("Lorem al-Ipsum", (34.47, 31.53)),
        ("Imaginary General Hospital", (34.365, 31.455)),
    ],
)
def test_a_name_in_english_or_arabic_is_found_where_it_is(online, name, point):
    place = online.look_up(name, box=BOX)
    assert place is not None
    assert (place.footprint.x, place.footprint.y) == pytest.approx(point, abs=1e-4)
    assert "asked online" in place.source


def test_of_two_places_of_a_name_the_one_inside_the_box_is_taken(online):
    place = online.look_up("Twinford", box=BOX)
    assert (place.footprint.x, place.footprint.y) == pytest.approx((34.42, 31.48), abs=1e-4)
    assert place.country == "PS"


@pytest.mark.parametrize("name", ["Farawayton", "Hypothetica", "Qwertyville", "General", "Atlantis"])
def test_what_is_outside_the_box_or_called_otherwise_is_not_found(online, name):
    assert online.look_up(name, box=BOX) is None


def test_an_areas_point_lies_inside_it(online):
    place = online.look_up("Squareside", box=BOX)
    assert 34.400 < place.footprint.x < 34.410
    assert 31.400 < place.footprint.y < 31.408


def test_the_command_line_fills_in_what_no_gazetteer_has(nominatim, tmp_path):
    article = tmp_path / "a.txt"
    article.write_text("Troops left Khan Younis. Tanks stood in the village of Qwertyabad.", encoding="utf-8")
    options = ["--geocoder", "nominatim", "--domain", nominatim, "--scheme", "http", "--user-agent", "contested-tests"]
    out = tmp_path / "a.jsonl"
    assert cli.main(["extract", str(article), "--theatre", "gaza", "-o", str(out), *options]) == 0
    assert "online:qwertyabad" in out.read_text(encoding="utf-8")
