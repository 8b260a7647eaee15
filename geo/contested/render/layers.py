"""The user's own layers: any GeoDataFrame or file of features, through the same door as everything else."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
from pyogrio.errors import DataLayerError, DataSourceError

from contested.errors import CRSError, RecordError
from contested.layer_file import refuse_indirect
from contested.render.options import Theme, UserLayer
from contested.render.rows import moment, rows, shortened
from contested.render.shapes import geojson, shifted, usable

_NAMING = ("name", "label", "title")
_MOST_COLUMNS = 8
_LARGEST = 20_000_000  # bytes: more makes a page that no phone opens


def read_layer(path: str | Path, *, theme: Theme | None = None) -> UserLayer:
    """Answer the layer in a file: GeoJSON, or whatever GDAL reads. Its name is the stem of the file.

    How it looks stands in `theme.layers` under that name; else a column `name`, `label` or `title` names the features
    and the first others are shown. A GeoJSON may say `attribution`, `licence` and `date` of itself, beside `features`.
    Raises `RecordError` for a file that cannot be read or a look that does not fit it, `CRSError` without a CRS.
    """
    path = Path(path)
    frame = _features(path)
    look = dict((theme or Theme()).layers.get(path.stem, {}))
    columns = [str(name) for name in frame.columns if name != frame.geometry.name]
    if "label" not in look:
        look["label"] = next((name for name in columns if name.lower() in _NAMING), None)
    if "columns" not in look:
        look["columns"] = tuple(name for name in columns if name != look["label"])[:_MOST_COLUMNS]
    try:
        return UserLayer(**({"name": path.stem, "frame": frame} | _said(path) | look))
    except RecordError as error:
        raise RecordError(f"{path}: {error}") from error


def layer_dict(layer: UserLayer, *, shift: bool = False) -> dict[str, Any]:
    """Answer the layer as plain JSON: name, look, source, features of geometry, label and shown values.

    With `shift`, longitudes west of the antimeridian are moved east by 360, as those of the claims are.
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
                "geometry": geojson(shifted(drawable) if shift else drawable),
                "label": None if layer.label is None else _shown(row[layer.label]),
                "values": [[name, _shown(row[name])] for name in layer.columns if row[name] is not None],
            }
        )
    return {
        "name": layer.name,
        "colour": layer.colour,
        "width": layer.width,
        "dashed": layer.dashed,
        "fill": layer.fill,
        "source": ", ".join(part for part in (layer.source, layer.date) if part) or None,
        "features": features,
        "without_geometry": len(layer.frame) - len(features),
    }


def _shown(value: Any) -> str | None:
    if value is None:
        return None
    written = moment(value) if hasattr(value, "astimezone") else str(value)
    return "".join(shortened(written or "")[0])


def _features(path: Path) -> gpd.GeoDataFrame:
    try:
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        raise RecordError(f"{path}: there is no such layer; give a file of features, such as .geojson") from error
    if not path.is_file() or size > _LARGEST:
        raise RecordError(
            f"{path}: is no file, or one of more than {_LARGEST // 1_000_000} MB; give a simplified .geojson"
        )
    try:
        frame = gpd.read_file(refuse_indirect(path))
    except (DataSourceError, DataLayerError, UnicodeDecodeError, ValueError) as error:
        raise RecordError(f"{path}: cannot be read as a layer ({error}); give GeoJSON, a GeoPackage …") from error
    if not isinstance(frame, gpd.GeoDataFrame):
        raise RecordError(f"{path}: has no geometries; give a layer of features, not a table")
    if frame.crs is None:
        raise CRSError(f"{path}: does not say its CRS; write it again as GeoJSON in EPSG:4326")
    return frame.to_crs("EPSG:4326")


def _said(path: Path) -> dict[str, str]:
    """Answer what a GeoJSON says of its own source and date."""
    if path.suffix.lower() not in {".geojson", ".json"}:
        return {}
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    told = (
        {key: whole.get(key) for key in ("attribution", "licence", "license", "date")}
        if isinstance(whole, dict)
        else {}
    )
    words = {key: _joined(value) for key, value in told.items()}
    source = ", ".join(words[key] for key in ("attribution", "licence", "license") if words.get(key))
    return {key: value for key, value in (("source", source), ("date", words.get("date", ""))) if value}


def _joined(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_joined(one) for one in value)
    return value if isinstance(value, str) else ""
