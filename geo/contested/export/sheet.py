"""What every writer is given: a checked frame, and what goes with it."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import geopandas

from contested.errors import MissingExtraError
from contested.export.credit import Credit
from contested.frame import Schema
from contested.gazetteer.theatre import Theatre


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One layer on its way to a file: the frame as checked, its schema if it has one, name, credit and theatres."""

    frame: geopandas.GeoDataFrame
    schema: Schema | None
    name: str
    credit: Credit
    theatres: tuple[Theatre, ...] = ()


Writer = Callable[[Sheet, Path], None]


def check_extra(extra: str, modules: tuple[str, ...], *, what: str) -> None:
    """Raise `MissingExtraError`, naming the extra to install, unless `modules` are there. They are not imported."""
    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        raise MissingExtraError(
            f"to write {what}, {' and '.join(missing)} must be there; run pip install 'contested[{extra}]'"
        )
