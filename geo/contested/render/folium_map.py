"""The two outputs, a `folium.Map` and a file, from one page model."""

from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
from branca.element import MacroElement
from folium.template import Template

from contested.gazetteer.theatre import Theatre
from contested.render.model import page_model
from contested.render.options import MapOptions
from contested.render.page import PageFigure
from contested.whole import write_text


class _Start(MacroElement):
    """Hands the Leaflet map that folium makes to the page's own script. Holds no text of anybody's."""

    _template = Template(
        "{% macro script(this, kwargs) %}contested.start({{ this._parent.get_name() }});{% endmacro %}"
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Start"


def to_folium(
    claims: gpd.GeoDataFrame, *, theatre: Theatre | None = None, options: MapOptions | None = None
) -> folium.Map:
    """Answer a `folium.Map` of a claims frame (EPSG:4326) that users can add layers and plugins to.

    The map shows itself in Jupyter, and `Map.save` writes the same self-contained page as `save`. Rendering it raises
    `OutputError` when something added to it asks for a script or style that `options.assets` gives no file for.
    Raises `FrameError` or `CRSError` for a frame that does not follow the claims schema.
    """
    options = options or MapOptions()
    model = page_model(claims, theatre=theatre, options=options)
    view = folium.Map(location=_centre(model), zoom_start=9, tiles=None, zoom_control=False, zoom_snap=0.25)
    view.default_js = view.default_css = []  # of this instance: the class-level lists stay as they are
    PageFigure(model, options).add_child(view)
    view.add_child(_Start(), name="contested")
    if options.tiles is not None:
        view.add_child(folium.TileLayer(tiles=options.tiles, control=False))
    return view


def save(
    claims: gpd.GeoDataFrame,
    path: str | Path,
    *,
    theatre: Theatre | None = None,
    options: MapOptions | None = None,
) -> Path:
    """Write the map of a claims frame (EPSG:4326) as one self-contained HTML file and answer its path.

    The same frame, theatre and options give the same bytes. The file appears whole or not at all.
    Raises `OutputError` when it cannot be written, and what `to_folium` raises.
    """
    page = to_folium(claims, theatre=theatre, options=options).get_root().render()
    write_text(path, page)
    return Path(path)


def _centre(model: dict[str, Any]) -> list[float]:
    """Answer [lat, lon] to start from; the page's script then fits the map to what it shows."""
    points = [site["at"] for site in model["sites"] if site["at"] and not site["left_out"]]
    if points:
        return [sum(point[1] for point in points) / len(points), sum(point[0] for point in points) / len(points)]
    if model["theatre"]:
        west, south, east, north = model["theatre"]["bbox"]
        return [(south + north) / 2, (west + east) / 2]
    return [0.0, 0.0]
