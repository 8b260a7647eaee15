"""Ask an online geocoder about the names that stayed unresolved. Off unless a geocoder is given."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from contested.gazetteer.online import Box, OnlineGeocoder
from contested.gazetteer.theatre import Theatre
from contested.model import MapRole, MentionKind, Resolution

_ASKED = frozenset({MentionKind.PLACE_THEATRE, MentionKind.PLACE_OUTSIDE_THEATRE})
_SCORE = 0.5
_AROUND_DEGREES = 1.0  # how far from an article's other places a name without a theatre is looked for


def second_opinion(online: OnlineGeocoder) -> Callable[[Sequence[Resolution], Theatre | None], tuple[Resolution, ...]]:
    """Answer what `extract.engine` takes as `second_opinion`: unresolved names are asked of `online`.

    They are looked for in the bounding box of the article's theatre, or around its other places where it has none.
    """

    def ask(resolutions: Sequence[Resolution], theatre: Theatre | None) -> tuple[Resolution, ...]:
        box = theatre.bbox if theatre is not None else around(resolutions)
        return tuple(resolutions) if box is None else ask_online(resolutions, online, box=box, theatre=theatre)

    return ask


def ask_online(
    resolutions: Sequence[Resolution], online: OnlineGeocoder, *, box: Box, theatre: Theatre | None = None
) -> tuple[Resolution, ...]:
    """Answer the resolutions, those of unresolved places filled in by `online` where it knows the name inside `box`.

    `box` is west, south, east, north in degrees, EPSG:4326. What is filled in is marked in its reasons and in its
    place's source. A geocoder that is down changes nothing.
    """
    out = []
    for resolution in resolutions:
        mention = resolution.mention
        if resolution.place is None and mention.kind in _ASKED and mention.map is MapRole.FEATURE:
            place = online.look_up(mention.toponym, box=box)
            if place is not None:
                kind = MentionKind.PLACE_THEATRE if theatre is not None else mention.kind
                resolution = replace(
                    resolution,
                    mention=replace(mention, kind=kind),
                    place=place,
                    score=_SCORE,
                    reasons=(*resolution.reasons, f"second opinion of {online.provider}, asked online"),
                    geometry=place.footprint,
                    radius_m=place.radius_m,
                )
        out.append(resolution)
    return tuple(out)


def around(resolutions: Sequence[Resolution]) -> Box | None:
    """Answer the box around the places of an article that may be drawn, a degree wider; None when it has none."""
    shapes = [
        r.place.footprint
        for r in resolutions
        if r.place is not None and r.mention.map is MapRole.FEATURE and r.geometry
    ]
    bounds = [shape.bounds for shape in shapes if shape is not None and not shape.is_empty]
    if not bounds:
        return None
    west, south, east, north = zip(*bounds, strict=True)
    wider = _AROUND_DEGREES
    return (
        max(min(west) - wider, -180.0),
        max(min(south) - wider, -90.0),
        min(max(east) + wider, 180.0),
        min(max(north) + wider, 90.0),
    )
