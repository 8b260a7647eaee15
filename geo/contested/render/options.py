"""What a user may choose about a page: records, checked when made."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import geopandas as gpd

from contested.errors import RecordError

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=]+\Z")


class PageLanguage(StrEnum):
    """The language of a page's own words. Quotes stay in the language in which they were written."""

    EN = "en"
    AR = "ar"
    HE = "he"

    @property
    def direction(self) -> str:
        """Answer "rtl" or "ltr".

        >>> PageLanguage.AR.direction
        'rtl'
        """
        return "ltr" if self is PageLanguage.EN else "rtl"


class Profile(StrEnum):
    """Who will read the page. `public` shows shelters to about 2 km only, and says so on the page."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Scheme(StrEnum):
    """Light or dark: fixed, or as the reader's device asks."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, kw_only=True)
class Theme:
    """A desk's own look. `colours` maps an actor's label or id to "#rrggbb"; `logo` is an image as a data URI.

    Raises `RecordError` for a colour or a logo in another form.
    """

    title: str | None = None
    credit: str | None = None
    logo: str | None = None
    colours: Mapping[str, str] = field(default_factory=dict)
    scheme: Scheme = Scheme.AUTO

    def __post_init__(self) -> None:
        for name, colour in self.colours.items():
            check_colour(colour, f"the colour of {name!r}")
        if self.logo is not None and not _IMAGE.match(self.logo):
            raise RecordError(
                f"logo starts with {self.logo[:40]!r}; give a data URI of a png, jpeg, gif, webp or svg image in base64"
            )


@dataclass(frozen=True, kw_only=True)
class UserLayer:
    """A layer of the user's own: any GeoDataFrame in EPSG:4326, drawn in one colour, listed in the legend.

    `label` is the column whose value names a feature; `columns` are shown when it is opened. All are plain text.
    """

    name: str
    frame: gpd.GeoDataFrame
    colour: str = "#595959"
    label: str | None = None
    columns: tuple[str, ...] = ()
    source: str | None = None

    def __post_init__(self) -> None:
        check_colour(self.colour, f"the colour of layer {self.name!r}")
        missing = [name for name in (self.label, *self.columns) if name is not None and name not in self.frame.columns]
        if missing:
            raise RecordError(
                f"layer {self.name!r} has no column {missing[0]!r}; "
                f"its columns are {', '.join(map(str, self.frame.columns))}"
            )


@dataclass(frozen=True, kw_only=True)
class MapOptions:
    """Options of a page.

    `title` replaces the title made from the theatre. `as_of` (UTC) is the moment ages are counted from; without it
    the newest article is. `mentions` is the frame of mentions, from which unresolved names are listed. `tiles` is an
    xyzservices provider for readers who are online; without it the page never asks the network for anything. `assets`
    maps the address of a script or style that a plugin asks for to a local file that is inlined in its stead.
    """

    title: str | None = None
    language: PageLanguage = PageLanguage.EN
    as_of: datetime | None = None
    mentions: gpd.GeoDataFrame | None = None
    layers: tuple[UserLayer, ...] = ()
    theme: Theme = field(default_factory=Theme)
    profile: Profile = Profile.PUBLIC
    tiles: Any | None = None
    assets: Mapping[str, Path] = field(default_factory=dict)


def check_colour(colour: str, what: str) -> str:
    """Answer `colour` when it reads "#rrggbb"; raise `RecordError` otherwise."""
    if not _COLOUR.match(colour):
        raise RecordError(f"{what} is {colour!r}; write it as #rrggbb, for instance #0072B2")
    return colour
