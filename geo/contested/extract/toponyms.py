"""The resolved names of an article as plain records, for `contested extract --format toponyms`."""

import json
from collections.abc import Iterable

from contested.model import Article, MentionKind, Resolution

_NO_PLACE = frozenset({MentionKind.PERSON_NAME, MentionKind.PLACE_NOMINAL, MentionKind.ANAPHOR})


def toponyms(resolutions: Iterable[Resolution]) -> list[dict[str, object]]:
    """Answer one record for each name of a place, drawn or not, resolved or not, in text order.

    `lat` and `lon` (EPSG:4326) are those of a point within the place, `None` when the name is unresolved. Names
    inside the name of a body that say nothing on where it is ("Bank of Palestine") are left out.
    """
    out: list[dict[str, object]] = []
    for resolution in resolutions:
        mention, place = resolution.mention, resolution.place
        if mention.kind in _NO_PLACE or (mention.kind is MentionKind.ORG_NAME and place is None):
            continue
        point = place.footprint.representative_point() if place is not None and place.footprint is not None else None
        number = place.id.removeprefix("world:") if place is not None else ""
        out.append(
            {
                "start": mention.start,
                "end": mention.end,
                "text": mention.toponym,
                "lat": round(point.y, 5) if point is not None else None,
                "lon": round(point.x, 5) if point is not None else None,
                "geonameid": int(number) if number.isdigit() else None,
                "kind": mention.kind.value,
            }
        )
    return out


def to_toponyms(article: Article, resolutions: Iterable[Resolution]) -> str:
    """Answer one line of JSON: the article's id (or the user's name for it) and its toponyms."""
    return json.dumps({"id": article.name or article.id, "toponyms": toponyms(resolutions)}, ensure_ascii=False)
