"""Ask an online geocoder about the names that stayed unresolved. Off unless a geocoder is given."""

from collections.abc import Iterable
from dataclasses import replace

from contested.gazetteer.online import Box, OnlineGeocoder
from contested.model import MapRole, MentionKind, Resolution

_ASKED = frozenset({MentionKind.PLACE_THEATRE, MentionKind.PLACE_OUTSIDE_THEATRE})
_SCORE = 0.5


def ask_online(resolutions: Iterable[Resolution], online: OnlineGeocoder, *, box: Box | None) -> tuple[Resolution, ...]:
    """Answer the resolutions, those of unresolved places filled in by `online` where it knows the name inside `box`.

    `box` is west, south, east, north in degrees, EPSG:4326; `None` accepts any place. What is filled in is marked in
    its reasons and in its place's source. A geocoder that is down changes nothing.
    """
    out = []
    for resolution in resolutions:
        mention = resolution.mention
        if resolution.place is None and mention.kind in _ASKED and mention.map is MapRole.FEATURE:
            place = online.look_up(mention.toponym, box=box)
            if place is not None:
                resolution = replace(
                    resolution,
                    place=place,
                    score=_SCORE,
                    reasons=(*resolution.reasons, f"second opinion of {online.provider}, asked online"),
                    geometry=place.footprint,
                    radius_m=place.radius_m,
                )
        out.append(resolution)
    return tuple(out)
