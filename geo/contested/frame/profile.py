"""What the public edition of a frame does not show precisely. The same frame gives the same edition.

| what | in the public edition |
|---|---|
| shelters | the position is rounded to 0.01 degrees and said to lie within 2 km; no p-code |
| aid on its way, or to be sent | neither place, time nor words; that it was said, by whom, in which article stays |
| private persons: witnesses, residents, aid and medical staff | `[name withheld]` in the words and in the sources |

Persons are known by what they are called ("nurse"), by an age ("Rana Example, 34") or what befell them ("who fled"), or
by speaking without an office; aid is on its way while it is said to be and not to have arrived.

Words of a quote are only ever replaced by a mark in square brackets, as editors do; nothing is reworded. The table is
applied to claims before statuses are computed, so that these know no more. It finds what the rules find: look through
a page before you publish it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from contested.frame.columns import CLAIMS, MENTIONS
from contested.frame.conform import conform
from contested.frame.private import name_mark, names_in, private_source, tells_of_convoy, words_mark
from contested.model import AidKind, Modality, PlaceKind, TimeRelation

WITHIN_M = 2000.0
_DECIMALS = 2  # of a degree: about a kilometre, well inside the radius that is shown
_PREMISES = frozenset({PlaceKind.SITE.value, PlaceKind.HOSPITAL.value})
_UNDER_WAY = frozenset({Modality.PROMISED.value, Modality.HYPOTHETICAL.value})
_OVER = frozenset({TimeRelation.PAST_EVENT.value, TimeRelation.HISTORIC_BACKGROUND.value})
_TEXTS = ("title", "quote", "sentence", "source_chain", "origin", "relay", "aid_name", "aid_operator", "time_text")
_WHERE = (
    "place_id", "place", "place_kind", "place_names", "toponym", "parent", "country", "pcode", "part_kind",
    "part_direction", "part_text", "part_references", "place_source", "certainty",
)  # fmt: skip
_NUMBERS = ("toponym_start", "toponym_end", "part_distance_km", "radius_m", "where_prec", "geo_precision")
_WHEN = ("valid_from", "valid_to", "time_precision", "time_text", "aid_since", "aid_until", "aid_name", "aid_scope")


class Profile(StrEnum):
    """Who will read the result. `public`, the default, withholds what could put people in danger."""

    PUBLIC = "public"
    INTERNAL = "internal"


@dataclass(frozen=True, kw_only=True, slots=True)
class Withheld:
    """What an edition does not show precisely: how many rows on shelters and convoys, how many names of persons."""

    shelters: int = 0
    convoys: int = 0
    names: int = 0

    def __bool__(self) -> bool:
        """Answer whether anything is withheld."""
        return bool(self.shelters or self.convoys or self.names)


def edition(
    frame: gpd.GeoDataFrame, profile: Profile, *, beside: gpd.GeoDataFrame | None = None
) -> tuple[gpd.GeoDataFrame, Withheld]:
    """Answer `frame` (claims or mentions that conform, EPSG:4326) as `profile` shows it, and what was withheld.

    Every door to the outside goes through this: pages, and tables that are handed on. Compute statuses from the
    answer, not before. Persons who are named in `beside`, the claims on the same articles, are withheld from mentions
    as well. The schema is that of `frame`; rows are neither added nor dropped; `frame` stays as it is.
    `start`, `end` and `spans` go on counting in the article itself. Raises `FrameError` or `CRSError` for a frame that
    follows neither schema.
    """
    if profile is Profile.INTERNAL or len(frame) == 0:
        return frame, Withheld()
    found = frame.copy()
    convoys = _hide_convoys(found)
    shelters = _coarsen_shelters(found)
    names = _hide_names(found, beside)
    schema = CLAIMS if CLAIMS.key in found.columns else MENTIONS
    return conform(found, schema, keep_extra=True), Withheld(shelters=shelters, convoys=convoys, names=names)


def public_text(text: str | None, profile: Profile, *, language: str | None = None) -> str | None:
    """Answer one text, such as a title, as `profile` shows it: without the names of private persons.

    >>> public_text("Nurse Rana Example speaks", Profile.PUBLIC)
    'Nurse [name withheld] speaks'
    """
    if text is None or profile is Profile.INTERNAL:
        return text
    for name in names_in(text):
        text = text.replace(name, name_mark(language))
    return text


def _hide_convoys(frame: gpd.GeoDataFrame) -> int:
    """Take place, time and words from claims on aid that is on its way or to be sent; answer how many.

    That it is on its way is told by the words, whatever else was read: "a convoy is heading for X" is asserted, of now.
    """
    if "modality" not in frame.columns:
        return 0
    spoken = frame["sentence"].fillna(frame["quote"]).astype(object)
    moving = frame["modality"].isin(_UNDER_WAY) | frame["time_relation"].eq(TimeRelation.FUTURE.value)
    over = frame["time_relation"].isin(_OVER)
    sent = moving & spoken.map(tells_of_convoy).astype(bool)
    hidden = sent | (~over & spoken.map(partial(tells_of_convoy, under_way=True)).astype(bool))
    if not hidden.any():
        return 0
    for name in (*_WHERE, *_NUMBERS, *_WHEN):
        if name in frame.columns:
            frame[name] = frame[name].mask(hidden)
    for name in (*_WHERE, *_WHEN):
        if name in frame.columns and frame[name].dtype == object:
            frame[name] = frame[name].where(frame[name].notna(), None)
    mark = [words_mark(language) for language in frame.loc[hidden, "language"]]
    for name in ("quote", "sentence"):
        frame.loc[hidden, name] = mark
    frame.loc[hidden, "inferred_extent"] = False
    frame["geometry"] = gpd.GeoSeries(
        [None if gone else shape for gone, shape in zip(hidden, frame.geometry, strict=True)],
        index=frame.index,
        crs=frame.crs,
    )
    return int(hidden.sum())


def _coarsen_shelters(frame: gpd.GeoDataFrame) -> int:
    """Round the positions of shelters, and of whatever else is said of the same premises; answer how many rows."""
    if "aid_kind" not in frame.columns:
        return 0
    shelter = frame["aid_kind"].eq(AidKind.SHELTER.value)
    premises = set(frame.loc[shelter & frame["place_kind"].isin(_PREMISES), "place_id"].dropna())
    affected = (shelter | frame["place_id"].isin(premises)) & frame.geometry.map(_has_position)
    for row in frame.index[affected]:
        point = shapely.point_on_surface(frame.geometry[row])
        frame.loc[row, "geometry"] = shapely.Point(round(point.x, _DECIMALS), round(point.y, _DECIMALS))
        radius = frame["radius_m"][row]
        frame.loc[row, "radius_m"] = WITHIN_M if pd.isna(radius) else max(WITHIN_M, float(radius))
        if "pcode" in frame.columns:
            frame.loc[row, "pcode"] = None
    return int(affected.sum())


def _has_position(shape: BaseGeometry | None) -> bool:
    return shape is not None and not shape.is_empty and bool(np.isfinite(shapely.get_coordinates(shape)).all())


def _hide_names(frame: gpd.GeoDataFrame, beside: gpd.GeoDataFrame | None) -> int:
    """Put a mark in the place of private persons' names, in all rows of their article; answer how many names."""
    texts = [name for name in _TEXTS if name in frame.columns]
    places = {
        str(name) for column in ("toponym", "place") if column in frame.columns for name in frame[column].dropna()
    }
    total = 0
    others = {} if beside is None else dict(iter(beside.groupby("article_id", sort=True)))
    for article, rows in frame.groupby("article_id", sort=True).groups.items():
        part = frame.loc[rows]
        persons = _persons(part, texts, places)
        if article in others:
            persons |= _persons(others[article], [name for name in _TEXTS if name in others[article].columns], places)
        if not persons:
            continue
        total += len(persons)
        last = {name.split()[-1] for name in persons if name.isascii()}
        names = persons | {name for name in last if len(name) > 3 and not any(name in place for place in places)}
        listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        pattern = re.compile(rf"(?<!\w)(?:{listed})(?!\w)")
        language = part["language"].iloc[0] if "language" in part.columns else None
        mark = name_mark(language)
        for column in texts:
            frame.loc[rows, column] = [
                pattern.sub(mark, value) if isinstance(value, str) else value for value in part[column]
            ]
    return total


def _persons(part: gpd.GeoDataFrame, texts: list[str], places: set[str]) -> set[str]:
    """Answer the names of private persons in the rows of one article."""
    found: set[str] = set()
    spoken = {value for column in texts for value in part[column].dropna() if isinstance(value, str)}
    for value in spoken:
        found.update(names_in(value, places=places))
    if "origin" in part.columns:
        around = " ".join(sorted(spoken))
        unknown = part[part["origin_actor_id"].isna()]
        for origin, publisher in zip(unknown["origin"], unknown["publisher"], strict=True):
            name = private_source(origin, text=around) if isinstance(origin, str) and origin != publisher else None
            if name is not None and name not in places:
                found.add(name)
    return found
