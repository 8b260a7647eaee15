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
from contested.frame.profile import Profile
from contested.model import Article
from contested.render.safe import web_link

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=]+\Z")
_MOST_SVG = 2_000_000


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


class Scheme(StrEnum):
    """Light or dark: fixed, or as the reader's device asks."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, kw_only=True)
class Theme:
    """A desk's own look. `colours` maps an actor's label or id to "#rrggbb"; `logo` is an image as a data URI.

    `banner` stands across the masthead and the map, on paper too: "Draft", "Exercise", "Invented".
    `layers` maps the stem of a file to what a `UserLayer` of it is given besides name and frame.
    Raises `RecordError` for a colour or a logo in another form.
    """

    title: str | None = None
    credit: str | None = None
    banner: str | None = None
    logo: str | None = None
    colours: Mapping[str, str] = field(default_factory=dict)
    scheme: Scheme = Scheme.AUTO
    layers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

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

    It lies beside the claims and is never merged with them. `label` is the column whose value names a feature;
    `columns` are shown when it is opened; `source` says whose it is, under which terms, and `date` as of when. All are
    plain text. `width` (pixels), `dashed` and `fill` (opacity, 0 to 1) are of its lines and areas.
    """

    name: str
    frame: gpd.GeoDataFrame
    colour: str = "#595959"
    width: float = 2.0
    dashed: bool = False
    fill: float = 0.12
    label: str | None = None
    columns: tuple[str, ...] = ()
    source: str | None = None
    date: str | None = None

    def __post_init__(self) -> None:
        check_colour(self.colour, f"the colour of layer {self.name!r}")
        for what, value, most in (("width", self.width, 20), ("fill", self.fill, 1)):
            if not 0 <= value <= most:
                raise RecordError(f"the {what} of layer {self.name!r} is {value!r}; write a number from 0 to {most}")
        missing = [name for name in (self.label, *self.columns) if name is not None and name not in self.frame.columns]
        if missing:
            raise RecordError(
                f"layer {self.name!r} has no column {missing[0]!r}; "
                f"its columns are {', '.join(map(str, self.frame.columns))}"
            )


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture below the map, such as a chart: `svg` is one `<svg>` element, with its title and sources in it.

    It is shown as an image, in which nothing runs and which loads nothing. `alt` tells those who cannot see it what it
    shows. Raises `RecordError` for what is no such element, or is larger than 2 MB.
    """

    svg: str
    alt: str

    def __post_init__(self) -> None:
        if not (self.svg.startswith("<svg") and self.svg.rstrip().endswith("</svg>")):
            raise RecordError(f"a picture starts with {self.svg[:40]!r}; give one <svg> element as text")
        if len(self.svg) > _MOST_SVG:
            raise RecordError(f"a picture has {len(self.svg)} letters, and {_MOST_SVG} is the most; draw less")


@dataclass(frozen=True, kw_only=True)
class MapOptions:
    """Options of a page.

    `title` replaces the title made from the theatre. `as_of` (UTC) is the moment ages are counted from; without it
    the newest article is. `mentions` is the frame of mentions, from which unresolved names are listed. `tiles` is an
    xyzservices provider for readers who are online; without it the page never asks the network for anything. `assets`
    maps the address of a script or style that a plugin asks for to a local file that is inlined in its stead.
    `articles` are all that were read; those that gave no claim are listed as such. `preview` is the address of a
    picture for social networks, which the page itself never loads. `charts` stand below the table. A `served` page may
    ask the server that it came from, and no other, for more.
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
    articles: tuple[Article, ...] = ()
    preview: str | None = None
    charts: tuple[Picture, ...] = ()
    served: bool = False

    def __post_init__(self) -> None:
        if self.preview is not None and web_link(self.preview) is None:
            raise RecordError(f"preview is {self.preview[:80]!r}; give the full address of a picture, https://…")


def check_colour(colour: str, what: str) -> str:
    """Answer `colour` when it reads "#rrggbb"; raise `RecordError` otherwise."""
    if not _COLOUR.match(colour):
        raise RecordError(f"{what} is {colour!r}; write it as #rrggbb, for instance #0072B2")
    return colour
