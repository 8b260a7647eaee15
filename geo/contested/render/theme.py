"""A desk's look from a small TOML file.

```toml
title = "Who says what"      # replaces the title made from the theatre
credit = "Graphics desk"
logo = "logo.png"            # png, jpeg, gif, webp or svg beside this file, or a data URI
scheme = "auto"              # "light", "dark" or "auto"

[colours]
"Northern Force" = "#0072B2" # an actor's label or id
```
"""

import base64
import tomllib
from pathlib import Path
from typing import Any

from contested.errors import RecordError
from contested.render.options import Scheme, Theme

_IMAGES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}
_TEXTS = ("title", "credit", "logo", "scheme")
_LARGEST = 100_000  # bytes of a logo


def load_theme(path: str | Path) -> Theme:
    """Answer the theme in the TOML file `path`. Raises `RecordError` that names the file, the key and the remedy."""
    path = Path(path)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RecordError(f"{path}: cannot be read as a theme ({error}); write it as TOML in UTF-8") from error
    unknown = sorted(set(table) - {*_TEXTS, "colours"})
    if unknown:
        raise RecordError(f"{path}: {unknown[0]!r} is not a key of a theme; use {', '.join((*_TEXTS, 'colours'))}")
    texts = {key: _text(path, key, table[key]) for key in _TEXTS if key in table}
    colours = table.get("colours", {})
    if not isinstance(colours, dict):
        raise RecordError(f"{path}: colours is not a table; write [colours] and below it one actor a line")
    try:
        return Theme(
            title=texts.get("title"),
            credit=texts.get("credit"),
            logo=_logo(path, texts["logo"]) if "logo" in texts else None,
            colours={name: _text(path, f"colours.{name}", colour) for name, colour in colours.items()},
            scheme=_scheme(path, texts.get("scheme", Scheme.AUTO.value)),
        )
    except RecordError as error:
        raise error if str(error).startswith(str(path)) else RecordError(f"{path}: {error}") from error


def _text(path: Path, key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise RecordError(f"{path}: {key} is {value!r}; write it between quotation marks")
    return value


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
