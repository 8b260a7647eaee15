"""How a status looks, on the map, in QGIS, in Google Earth and in charts: colour says who, texture says how sure.

The page's own style and script draw by the same rules (`render/assets/map.css`, `layers/control.js`, `aid.js`), and a
test holds their colours to these.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from contested.colours import NOBODY
from contested.model import AidStatus, ControlStatus, Dispute

AID_COLOURS: Mapping[str, str] = {
    AidStatus.OPEN: "#0a6b4e",
    AidStatus.CLOSED: "#3a3936",
    AidStatus.RESTRICTED: "#7a5200",
    AidStatus.ATTACKED: "#a33a00",
    AidStatus.PLANNED: "#5c5c5c",
    AidStatus.NOT_PRESENT: "#5c5c5c",
    AidStatus.UNKNOWN: "#5c5c5c",
}
AID_PLATES: Mapping[str, str] = {
    AidStatus.OPEN: "#d8efe4",
    AidStatus.CLOSED: "#3a3936",
    AidStatus.RESTRICTED: "#dfb850",
    AidStatus.ATTACKED: "#db8f69",
    AidStatus.PLANNED: "#ffffff",
    AidStatus.NOT_PRESENT: "#ffffff",
    AidStatus.UNKNOWN: "#ffffff",
}
INK = "#1c1b19"
_MOST = 4  # colours that one place is drawn in


class Texture(StrEnum):
    """How an area is filled. Each can be told apart without colours."""

    SOLID = "solid"  # nobody disputes it in what was read
    BANDS = "bands"  # broad stripes, those of all claimants: rival claims
    STRIPES = "stripes"  # narrow stripes: withdrawal demanded or refused
    CROSSES = "crosses"  # fighting
    DOTS = "dots"  # under negotiation
    DASHES = "dashes"  # a reported change that nobody verified
    PALE = "pale"  # vacated, or nobody known to hold it


_TEXTURES: Mapping[str, Texture] = {
    Dispute.RIVAL_CLAIMS: Texture.BANDS,
    Dispute.WITHDRAWAL_DEMANDED: Texture.STRIPES,
    Dispute.CLASHES: Texture.CROSSES,
    Dispute.STATUS_UNDER_NEGOTIATION: Texture.DOTS,
    Dispute.UNVERIFIED_CHANGE: Texture.DASHES,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """What a status on control is drawn in: one to four colours "#rrggbb" and a texture."""

    colours: tuple[str, ...]
    texture: Texture


def control_look(
    control: str,
    dispute: str,
    *,
    holders: tuple[str, ...],
    disputed_by: tuple[str, ...],
    colours: Mapping[str, str],
) -> Look:
    """Answer how a status on control looks: the holder's colour, or those of all sides where their claims are rivals.

    `colours` maps the labels of actors to "#rrggbb"; who is not in it is drawn grey.

    >>> control_look("held", "none", holders=("A",), disputed_by=(), colours={"A": "#0072B2"})
    Look(colours=('#0072B2',), texture=<Texture.SOLID: 'solid'>)
    """
    named = (*holders, *disputed_by) if dispute == Dispute.RIVAL_CLAIMS else holders or disputed_by
    found = tuple(dict.fromkeys(colours.get(name, NOBODY) for name in named))[:_MOST] or (NOBODY,)
    texture = _TEXTURES.get(dispute)
    if texture is None:
        pale = control in {ControlStatus.VACATED, ControlStatus.UNKNOWN}
        texture = Texture.BANDS if len(found) > 1 else Texture.PALE if pale else Texture.SOLID
    return Look(colours=found, texture=texture)


def control_words(control: str, dispute: str, *, holders: tuple[str, ...]) -> str:
    """Answer a status on control in plain English words.

    >>> control_words("held", "withdrawal_demanded", holders=("Northern Force",))
    'Held by Northern Force: withdrawal demanded'
    """
    holder = ", ".join(holders)
    if control == ControlStatus.HELD:
        said = f"Held by {holder}" if holder else "Held; the holder is not named"
    elif control == ControlStatus.UNKNOWN:
        said = "Holder unknown"
    else:
        said = control.replace("_", " ").capitalize() + (f", {holder}" if holder else "")
    return said if dispute == Dispute.NONE else f"{said}: {dispute.replace('_', ' ')}"
