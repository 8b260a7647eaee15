"""Hostile text for every field a page shows, and frames, theatres and layers full of it. Nothing here ever happened."""

import json
from dataclasses import replace

import geopandas as gpd
import pandas as pd
from shapely.geometry import Point, box

import factories
from contested.gazetteer.theatre import Area, Theatre
from contested.model import Actor, AidKind, AidStatus, Place, PlaceKind, Predicate
from contested.render import MapOptions, Theme, UserLayer

TEXTS = (
    "{{7*7}}",
    "{{ self._TemplateReference__context }}",
    "{% raw %}",
    "{% endraw %}{{7*7}}",
    "{# nothing #}",
    "${alert(1)}",
    "`${alert(1)}`",
    "</script><script>window.pwned = 1</script>",
    "<!-- <script>",
    "]]></style><style>*{display:none}",
    "<img src=x onerror='window.pwned=1'>",
    '" onmouseover="window.pwned=1',
    "' onfocus='window.pwned=1' autofocus='",
    "javascript:window.pwned=1",
    "\u202egnihtyreve snrut siht\u202d",
    "\u2066isolated\u2069 \u200f\u200e",
    "a lone \ud800 surrogate \udfff",
    "line\u2028separator\u2029here",
    "null\x00byte\x07bell",
    "&lt;b&gt; &amp;",
    "\\u003cscript\\u003e",
    "=HYPERLINK(1)",
)


def frame(text: str) -> gpd.GeoDataFrame:
    """Answer claims whose every text field holds `text`: with and without a place, with and without a date."""
    marked = factories.place("Placeholder", 20.0, 5.0)
    claims = factories.claims(
        factories.Say(at=marked, actor="Northern Force", origin="somebody", relays=("a relay",)),
        factories.Say(at=factories.area("District", 20.2, 5.0), actor="Southern Force", day=3),
        factories.Say(at=factories.place("Nowhere", None, None), day=None),
        factories.Say(at=marked, predicate=Predicate.CAPTIVE_HANDOVER, changes=False, day=4),
        factories.Say(at=marked, predicate=Predicate.AID_POINT_CLOSED, aid=AidStatus.CLOSED, day=4),
        factories.Say(at=None, aid=AidStatus.UNKNOWN, aid_kind=AidKind.ENTRY_POINT, aid_name="points", day=4),
    )
    placed = claims["place"].notna()
    for name in ("article_name", "title", "outlet", "url", "language", "quote", "sentence", "source_chain", "origin"):
        claims[name] = pd.Series(text, index=claims.index, dtype=object)  # pyarrow's strings hold no lone surrogate
    for name in ("relay", "publisher", "time_text", "rule", "actor", "holder", "disputed_by", "aid_scope"):
        claims[name] = claims[name].astype(object).where(claims[name].isna(), text)
    for name in ("place", "toponym", "parent", "pcode", "part_text", "place_source"):
        claims[name] = pd.Series([text if here else None for here in placed], dtype=object)
    claims["place_names"] = [json.dumps({"ar": text, text: text}) if here else None for here in placed]
    claims["aid_name"] = claims["aid_name"].astype(object).where(claims["aid_name"].isna(), text)
    for name in ("aid_operator", "theatre"):
        claims[name] = pd.Series(text, index=claims.index, dtype=object)
    return claims


def theatre(text: str) -> Theatre:
    """Answer a theatre whose every text field holds `text`."""
    place = Place(
        id="invented:placeholder",
        name=text,
        kind=PlaceKind.TOWN,
        footprint=Point(20.0, 5.0),
        radius_m=1000.0,
        aliases=(text, f"{text} again"),
        names=(("en", text), ("ar", text)),
    )
    ground = box(19.8, 4.8, 20.6, 5.3)
    kinds = ("territory", "admin", "coast", "road", "context")
    shapes = (ground, ground, ground.exterior, ground.exterior, ground.buffer(0.3))
    return Theatre(
        id="invented",
        title=text,
        country="XX",
        bbox=(19.8, 4.8, 20.6, 5.3),
        worldview=text,
        disclaimer=text,
        languages=("en",),
        attribution=text,
        places=(place, replace(place, id="invented:other")),
        areas=tuple(
            Area(place_id=None, name=text, kind=kind, geometry=shape, source=text, licence=text)
            for kind, shape in zip(kinds, shapes, strict=True)
        ),
        actors=(Actor(id="a", label=text, kind="armed_group", labels=(("en", text + text),)),),
    )


def options(text: str) -> MapOptions:
    """Answer options whose every text field holds `text`."""
    heads = pd.Index(["name", text], dtype=object)
    cells = pd.DataFrame([[text, text]], columns=heads, dtype=object)
    layer = gpd.GeoDataFrame(cells, geometry=[Point(20.1, 5.1)], crs="EPSG:4326")
    return MapOptions(
        title=text,
        theme=Theme(title=text, credit=text),
        layers=(UserLayer(name=text, frame=layer, label="name", columns=(text,), source=text),),
    )
