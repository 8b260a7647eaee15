"""A desk's look from a small TOML file.

```toml
title = "Who says what"      # replaces the title made from the theatre
credit = "Graphics desk"
banner = "Exercise"          # across the masthead and the map, on paper too
logo = "logo.png"            # png, jpeg, gif, webp or svg beside this file, or a data URI
scheme = "auto"              # "light", "dark" or "auto"

[colours]
"Northern Force" = "#0072B2" # an actor's label or id; its whole side gets the colour

[layers.depots]              # how the layer of the file depots.geojson looks; every key may be left out
name = "Depots"
colour = "#8C510A"
width = 1.5                  # pixels
dashed = true
fill = 0.2                   # opacity, 0 to 1
label = "title"              # the property that names a feature
columns = ["kind", "since"]  # the properties that are shown
source = "Logistics desk, CC BY 4.0"
date = "2031-03-01"
```

Whatever stands in it is text: it is shown as it is, and nothing in it is run or fetched.
"""

import base64
import tomllib
from pathlib import Path
from typing import Any

from contested.errors import RecordError
from contested.render.options import Scheme, Theme, check_colour

_IMAGES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}
_TEXTS = ("title", "credit", "banner", "logo", "scheme")
_TABLES = ("colours", "layers")
_LAYER = {
    "name": str,
    "colour": str,
    "width": float,
    "dashed": bool,
    "fill": float,
    "label": str,
    "columns": tuple,
    "source": str,
    "date": str,
}
_LARGEST = 100_000  # bytes of a logo


def load_theme(path: str | Path) -> Theme:
    """Answer the theme in the TOML file `path`. Raises `RecordError` that names the file, the key and the remedy."""
    path = Path(path)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RecordError(f"{path}: cannot be read as a theme ({error}); write it as TOML in UTF-8") from error
    unknown = sorted(set(table) - {*_TEXTS, *_TABLES})
    if unknown:
        raise RecordError(f"{path}: {unknown[0]!r} is not a key of a theme; use {', '.join((*_TEXTS, *_TABLES))}")
    texts = {key: _text(path, key, table[key]) for key in _TEXTS if key in table}
    colours, layers = (table.get(key, {}) for key in _TABLES)
    if not isinstance(colours, dict):
        raise RecordError(f"{path}: colours is not a table; write [colours] and below it one actor a line")
    if not isinstance(layers, dict):
        raise RecordError(f"{path}: layers is not a table; write [layers.NAME] and below it its look")
    try:
        return Theme(
            title=texts.get("title"),
            credit=texts.get("credit"),
            banner=texts.get("banner"),
            logo=_logo(path, texts["logo"]) if "logo" in texts else None,
            colours={name: _text(path, f"colours.{name}", colour) for name, colour in colours.items()},
            scheme=_scheme(path, texts.get("scheme", Scheme.AUTO.value)),
            layers={name: _layer(path, name, look) for name, look in layers.items()},
        )
    except RecordError as error:
        raise error if str(error).startswith(str(path)) else RecordError(f"{path}: {error}") from error


def _text(path: Path, key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise RecordError(f"{path}: {key} is {value!r}; write it between quotation marks")
    return value


def _layer(path: Path, name: str, look: Any) -> dict[str, Any]:
    """Answer the look of a layer, each value of its own type."""
    where = f"layers.{name}"
    if not isinstance(look, dict):
        raise RecordError(f"{path}: {where} is not a table; write [layers.{name}] and below it one key a line")
    found: dict[str, Any] = {}
    for key, value in look.items():
        kind = _LAYER.get(key)
        if kind is None:
            raise RecordError(f"{path}: {key!r} is not a key of {where}; use {', '.join(_LAYER)}")
        if kind is tuple:
            if not isinstance(value, list):
                raise RecordError(f"{path}: {where}.{key} is {value!r}; write a list of names in [ ]")
            found[key] = tuple(_text(path, f"{where}.{key}", one) for one in value)
        elif kind is float:
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise RecordError(f"{path}: {where}.{key} is {value!r}; write a number")
            found[key] = float(value)
        elif kind is bool:
            if not isinstance(value, bool):
                raise RecordError(f"{path}: {where}.{key} is {value!r}; write true or false")
            found[key] = value
        else:
            found[key] = _text(path, f"{where}.{key}", value)
    if "colour" in found:
        check_colour(found["colour"], f"{where}.colour")
    return found


def _scheme(path: Path, word: str) -> Scheme:
    if word not in {scheme.value for scheme in Scheme}:
        raise RecordError(f"{path}: scheme is {word!r}; use {', '.join(Scheme)}")
    return Scheme(word)


def _logo(path: Path, logo: str) -> str:
    """Answer the logo as a data URI; an image file is looked for beside the theme only."""
    if logo.startswith("data:"):
        return logo
    image = path.parent / logo
    if Path(logo).name != logo or image.suffix.lower() not in _IMAGES:
        raise RecordError(f"{path}: logo is {logo[:80]!r}; name an image file that lies beside the theme")
    try:
        body = image.read_bytes()
    except OSError as error:
        raise RecordError(f"{path}: the logo {image} cannot be read ({error.strerror}); put it there") from error
    if len(body) > _LARGEST:
        raise RecordError(f"{path}: the logo has {len(body)} bytes; make it smaller than {_LARGEST}")
    return f"data:{_IMAGES[image.suffix.lower()]};base64,{base64.b64encode(body).decode('ascii')}"
