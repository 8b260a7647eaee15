"""GDAL's complaints as the errors that this package raises."""

from collections.abc import Iterator
from contextlib import contextmanager

from pyogrio.errors import DataLayerError, DataSourceError


@contextmanager
def gdal_says() -> Iterator[None]:
    """Raise what GDAL says, of a full disk among others, as `OSError`."""
    try:
        yield
    except (DataSourceError, DataLayerError) as error:
        raise OSError(f"GDAL: {error}") from error
