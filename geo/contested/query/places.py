"""Places and areas by name: those in the frame, and those of the theatre's gazetteer.

Names are compared without regard to case, diacritics, apostrophes and letter forms. A name that several places bear is
refused with their ids, unless one of them bears it as its own name, or the theatre says which one it means.
"""

import json
from collections.abc import Iterable, Mapping

import geopandas
import numpy as np
import numpy.typing as npt
import pandas as pd

from contested.errors import AmbiguousPlaceError, UnknownPlaceError
from contested.frame import NAMES_JOINED
from contested.gazetteer import names
from contested.gazetteer.gazetteer import Gazetteer, open_gazetteer
from contested.gazetteer.theatre import load_theatre, theatre_names
from contested.model import Place
from contested.where.nearest import meant

Mask = npt.NDArray[np.bool_]


def gazetteer_of(frame: geopandas.GeoDataFrame) -> Gazetteer:
    """Answer the places of the shipped theatres that `frame` names in its column `theatre`; there may be none."""
    told = set(frame["theatre"].dropna().unique()) if "theatre" in frame.columns else set()
    return open_gazetteer(theatres=[load_theatre(name) for name in theatre_names() if name in told], world=False)


def place_called(gazetteer: Gazetteer, name: str) -> Place | None:
    """Answer the place with that id or name, `None` where there is none. Raises `AmbiguousPlaceError` for several."""
    if name in gazetteer.by_id:
        return gazetteer.by_id[name]
    found = gazetteer.lookup(name)
    key = names.key(name)
    own = [place for place in found if key in {names.key(one) for one in (place.name, *dict(place.names).values())}]
    if len(own) == 1 or len(found) == 1 or (found and gazetteer.owners.get(key) == found[0].id):
        return own[0] if len(own) == 1 else found[0]
    if found:
        raise AmbiguousPlaceError(_several(name, {place.id: f"{place.name}, {place.kind}" for place in found}))
    return None


def rows_called(frame: geopandas.GeoDataFrame, name: str) -> Mask:
    """Tell which rows of `frame` are about the place with that name, in any language of `place_names`, or id.

    Raises `AmbiguousPlaceError` when several places of the frame bear it, `UnknownPlaceError` with the nearest names
    when none does.
    """
    listed = _listed(frame)
    ids = _ids_called(listed, name)
    if not ids:
        raise unknown_place(name, _all_names(listed))
    return _rows_of(frame, ids)


def rows_in_unit(frame: geopandas.GeoDataFrame, name: str) -> Mask:
    """Tell which rows of `frame` are about the place of that name or id, or lie in a unit of that name; maybe none."""
    kept = _rows_of(frame, _ids_called(_listed(frame), name))
    if "parent" in frame.columns:
        codes, chains = pd.factorize(frame["parent"])
        key = names.key(name)
        inside = [key in {names.key(unit) for unit in chain.split(NAMES_JOINED)} for chain in chains]
        kept = kept | np.append(np.array(inside, dtype=bool), False)[codes]
    return kept


def names_in(frame: geopandas.GeoDataFrame) -> set[str]:
    """Answer all names of the places in `frame` and of the units that contain them."""
    chains = frame["parent"].dropna().unique() if "parent" in frame.columns else []
    return _all_names(_listed(frame)) | {unit for chain in chains for unit in chain.split(NAMES_JOINED)}


def unknown_place(name: str, known: Iterable[str]) -> UnknownPlaceError:
    """Answer the error for a name that no place has, with the nearest of `known`."""
    return UnknownPlaceError(f"no place of the name {name[:80]!r} is known here; {meant(name, known)}")


# ------------------------------------------------------------------------------------------- parts


def _listed(frame: geopandas.GeoDataFrame) -> Mapping[str, tuple[str, ...]]:
    """Answer the names of each place in `frame`, its own first, by its id (or its name, where the frame has no ids)."""
    columns = [column for column in ("place_id", "place", "place_names") if column in frame.columns]
    if not columns:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for cells in frame[columns].drop_duplicates().itertuples(index=False):
        row = dict(zip(columns, cells, strict=True))
        spoken = row.get("place_names")
        called = [row.get("place"), *(json.loads(spoken).values() if isinstance(spoken, str) else ())]
        known = tuple(one for one in called if isinstance(one, str))
        place_id = row.get("place_id") if "place_id" in columns else row.get("place")
        if isinstance(place_id, str):
            found[place_id] = tuple(dict.fromkeys((*found.get(place_id, ()), *known)))
    return found


def _ids_called(listed: Mapping[str, tuple[str, ...]], name: str) -> list[str]:
    if name in listed:
        return [name]
    key = names.key(name)
    ids = [place_id for place_id, called in listed.items() if key in {names.key(one) for one in called}]
    if len(ids) < 2:
        return ids
    own = [place_id for place_id in ids if names.key(listed[place_id][0]) == key]
    if len(own) == 1:
        return own
    raise AmbiguousPlaceError(_several(name, {place_id: listed[place_id][0] for place_id in ids}))


def _rows_of(frame: geopandas.GeoDataFrame, ids: list[str]) -> Mask:
    column = "place_id" if "place_id" in frame.columns else "place"
    if column not in frame.columns:
        return np.zeros(len(frame), dtype=bool)
    return np.asarray(frame[column].isin(ids).to_numpy())


def _all_names(listed: Mapping[str, tuple[str, ...]]) -> set[str]:
    return {name for called in listed.values() for name in called}


def _several(name: str, found: Mapping[str, str]) -> str:
    told = "; ".join(f"{place_id} ({what})" for place_id, what in sorted(found.items())[:6])
    return f"{name[:80]!r} is the name of {len(found)} places; say which by its id: {told}"
