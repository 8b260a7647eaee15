"""The user's own layers: any GeoDataFrame, through the same door as everything else."""

from typing import Any

from contested.errors import CRSError
from contested.render.options import UserLayer
from contested.render.rows import moment, rows, shortened
from contested.render.shapes import geojson, usable


def layer_dict(layer: UserLayer) -> dict[str, Any]:
    """Answer the layer as plain JSON: name, colour, source, features of geometry, label and shown values.

    Raises `CRSError` for a frame that is not in EPSG:4326.
    """
    crs = layer.frame.crs
    if crs is None or (crs != "EPSG:4326" and not crs.equals("EPSG:4326", ignore_axis_order=True)):
        raise CRSError(
            f"layer {layer.name!r} is in {crs}; use frame.set_crs(…) if it has none, then frame.to_crs('EPSG:4326')"
        )
    features = []
    for row, geometry in rows(layer.frame):
        if (drawable := usable(geometry)) is None:
            continue
        features.append(
            {
                "geometry": geojson(drawable),
                "label": None if layer.label is None else _shown(row[layer.label]),
                "values": [[name, _shown(row[name])] for name in layer.columns if row[name] is not None],
            }
        )
    return {
        "name": layer.name,
        "colour": layer.colour,
        "source": layer.source,
        "features": features,
        "without_geometry": len(layer.frame) - len(features),
    }


def _shown(value: Any) -> str | None:
    if value is None:
        return None
    written = moment(value) if hasattr(value, "astimezone") else str(value)
    return "".join(shortened(written or "")[0])
