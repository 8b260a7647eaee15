"""What a theatre is made of: frozen records, and the closed vocabularies of its files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from shapely import Point
from shapely.geometry.base import BaseGeometry

from contested.model import Actor, Place

ACTOR_KINDS = frozenset(
    {
        "state_forces",  # an army, its branches, a state's police or intelligence
        "armed_group",  # any force that is not a state's
        "government",  # a state, its government, ministry or spokesperson
        "faction",  # a party, movement or council without the arms
        "civil_authority",  # municipality, civil defence, health ministry of one side
        "un_agency",  # the United Nations and its bodies
        "ngo",  # aid and rights organisations, the Red Cross movement
        "contractor",  # a private body that guards, carries or hands out aid
        "mediator",  # a state or body that mediates between the sides
        "media",
        "officials",  # local officials, residents, medics: sources without a body
        "court",
    },
)
AREA_KINDS = frozenset(
    {"territory", "admin", "built_up", "zone", "corridor", "road", "line", "coast", "border", "context"},
)
CONFUSABLE_KINDS = frozenset({"place", "outlet", "person", "organisation", "country", "vessel", "word"})
CERTAINTIES = frozenset({"high", "medium", "low", "unlocated"})
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlet:
    """A newspaper, channel or agency. `country` is ISO 3166-1 alpha-2."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Confusable:
    """Something that bears the name of a place of the theatre and is not that place.

    `not_place` is the id of the place it is taken for; `cues` are words beside the name that speak for the confusable.
    """

    name: str
    kind: str  # one of CONFUSABLE_KINDS
    why: str
    aliases: tuple[str, ...] = ()
    lon: float | None = None
    lat: float | None = None
    country: str | None = None
    not_place: str | None = None
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Area:
    """An outline or line of the theatre: EPSG:4326, (multi)polygon or (multi)line. Some draw the background only.

    `place_id` is the place whose footprint it is, if any; `tolerance_m` how much it was simplified.
    """

    place_id: str | None
    name: str
    kind: str  # one of AREA_KINDS
    geometry: BaseGeometry
    source: str
    licence: str
    tolerance_m: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Theatre:
    """The reference data of one conflict. `bbox` is west, south, east, north in degrees, EPSG:4326.

    `short_forms` maps words that mean an actor only within this theatre ("the army") to the actor's id, `metonyms`
    places that speak for one ("the Kremlin"). `owners` maps a name that several places share to the place which a bare
    use means. `needs_cue` maps a place's id to those of its names that count only beside a cue word ("camp") or
    where the theatre is already clear; both hold names casefolded. `points` has a label point for each place that has
    one, even beside an area; `notes` what the table says of a place. `parts` are the theatres it was joined from.
    """

    id: str
    title: str
    country: str
    bbox: tuple[float, float, float, float]
    worldview: str
    disclaimer: str
    languages: tuple[str, ...]
    attribution: str
    places: tuple[Place, ...]
    areas: tuple[Area, ...] = ()
    actors: tuple[Actor, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    confusables: tuple[Confusable, ...] = ()
    short_forms: Mapping[str, str] = field(default_factory=lambda: _NONE)
    metonyms: Mapping[str, str] = field(default_factory=lambda: _NONE)
    owners: Mapping[str, str] = field(default_factory=lambda: _NONE)
    needs_cue: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    points: Mapping[str, Point] = field(default_factory=lambda: MappingProxyType({}))
    notes: Mapping[str, str] = field(default_factory=lambda: _NONE)
    parts: tuple["Theatre", ...] = ()
