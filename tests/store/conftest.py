"""Stores to test: in memory, in a GeoPackage, and in a real PostgreSQL with PostGIS."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from backends import BACKENDS, Backend, Server

from contested.store import MemoryStore, Store


def _tool(name: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return str(found[0]) if found else shutil.which(name)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Start PostgreSQL as a user without rights, and stop it."""
    initdb, control = _tool("initdb"), list(Path("/usr/share/postgresql").glob("*/extension/postgis.control"))
    if initdb is None or not control:
        message = "needs PostgreSQL with PostGIS: apt-get install postgresql-postgis"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    who = {"user": "postgres"} if os.getuid() == 0 else {}
    if who:
        shutil.chown(folder, "postgres")
    settings = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c autovacuum=off"

    def run(tool: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(_tool(tool)), *arguments], check=False, capture_output=True, text=True, cwd=folder, timeout=120, **who
        )
        assert done.returncode == 0, f"{tool}: {done.stdout}{done.stderr}"

    data, log = str(folder / "data"), str(folder / "log")
    try:
        run("initdb", "-D", data, "-U", "contested", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        run("pg_ctl", "-D", data, "-l", log, "-w", "-o", settings, "start")
        run("createdb", "-h", str(folder), "-U", "contested", "contested")
        yield Server(folder=folder)
    finally:
        subprocess.run(
            [str(_tool("pg_ctl")), "-D", data, "-m", "immediate", "stop"],
            check=False,
            capture_output=True,
            cwd="/",
            timeout=60,
            **who,
        )
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Backend]:
    """Every kind of store, one after the other."""
    yield from _backend(request.param, request, tmp_path)


@pytest.fixture(params=BACKENDS[1:])
def lasting(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Backend]:
    """The kinds of store that outlive the process."""
    yield from _backend(request.param, request, tmp_path)


def _backend(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Backend]:
    numbers = iter(range(1_000_000))
    if name == "memory":
        backend = Backend(name=name, next_address=lambda: "memory:")
    elif name == "gpkg":
        backend = Backend(name=name, next_address=lambda: str(tmp_path / f"atlas{next(numbers)}.gpkg"))
    else:
        server: Server = request.getfixturevalue("server")
        backend = Backend(name=name, next_address=server.address)
    yield backend
    for store in backend.opened:
        store.close()


@pytest.fixture
def store(backend: Backend) -> Store:
    """An empty store of every kind."""
    return backend.new()


@pytest.fixture
def reference() -> MemoryStore:
    """An empty store in memory to compare with."""
    return MemoryStore()
