"""What every test gets: no network, a cache of its own, and the same examples each time."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("default", max_examples=25, deadline=None, derandomize=True)
settings.register_profile(
    "long", max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

collect_ignore_glob = ["conftest.py", "*/conftest.py"]  # as doctests; they are read as what they are all the same

REPOSITORY = Path(__file__).resolve().parents[1]


def pytest_configure(config: pytest.Config) -> None:
    """Keep the index of the world's places out of the user's cache, and from one run to the next."""
    os.environ.setdefault("CONTESTED_CACHE", str(config.cache.mkdir("contested")))
    stale = [path.name for path in sorted((REPOSITORY / "geo").rglob("*.so")) if older_than_its_source(path)]
    if stale:
        raise pytest.UsageError(
            f"{len(stale)} compiled modules are older than their sources and would be tested in their place, "
            f"{stale[0]} first; compile again, or take them away: git clean -fX geo"
        )


def older_than_its_source(library: Path) -> bool:
    """Tell whether a module was edited after it was compiled."""
    source = library.with_name(library.name.partition(".")[0] + ".py")
    return source.is_file() and source.stat().st_mtime > library.stat().st_mtime


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout that the tests run in."""
    return REPOSITORY


@pytest.fixture(scope="session")
def seeds(repository: Path) -> Path:
    """The folder of the articles as they came."""
    return repository / "seeds"
