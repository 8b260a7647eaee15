"""A file beside an article's file that says what is known of it: `name.meta.toml` or `name.meta.json`.

`name` is the article's file's name, with its ending or without. It holds title, outlet, published, url, language.
"""

import json
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from contested.articles.metadata import FIELDS, Layer
from contested.articles.received import FieldSource
from contested.errors import ArticleError

SIDECAR_SUFFIXES = (".meta.toml", ".meta.json")
_MOST_BYTES = 100_000  # a sidecar has five lines


def is_sidecar(name: str) -> bool:
    """Tell whether a file's name is that of a sidecar.

    >>> is_sidecar("a.html.meta.toml"), is_sidecar("a.json")
    (True, False)
    """
    return name.lower().endswith(SIDECAR_SUFFIXES)


def sidecar_layer(path: Path) -> tuple[Layer, ...]:
    """Answer what the sidecar of the file `path` says, or nothing when there is none.

    Raises `ArticleError` when there are two, or it cannot be read.
    """
    names = dict.fromkeys(f"{name}{suffix}" for name in (path.name, path.stem) for suffix in SIDECAR_SUFFIXES)
    found = [beside for name in names if (beside := path.with_name(name)).is_file()]
    if not found:
        return ()
    if len(found) > 1:
        raise ArticleError(f"{path}: has two sidecars, {found[0].name} and {found[1].name}; keep the right one")
    return ((FieldSource.SIDECAR, _read(found[0])),)


def _read(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as stream:
            raw = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise ArticleError(f"{path}: cannot be read ({error.strerror}); ask for the right to read it") from error
    if len(raw) > _MOST_BYTES:
        raise ArticleError(f"{path}: is larger than a sidecar can be ({_MOST_BYTES // 1000} kB); keep a few lines")
    try:
        text = raw.decode("utf-8-sig")
        told = tomllib.loads(text) if path.suffix.lower() == ".toml" else json.loads(text)
    except (ValueError, RecursionError) as error:
        kind = path.suffix[1:].upper()
        raise ArticleError(f"{path}: is not {kind} in UTF-8 ({error or 'nested too deep'}); mend it") from error
    if not isinstance(told, Mapping):
        raise ArticleError(f'{path}: is not a JSON object; write {{"outlet": …, "published": …}}')
    said = {str(key).lower(): value for key, value in told.items()}
    if not set(FIELDS) & set(said):
        raise ArticleError(f"{path}: says none of {', '.join(FIELDS)}; check the spelling")
    return {key: _plain(said[key]) for key in FIELDS if said.get(key) is not None}


def _plain(value: object) -> object:
    """Answer a value with TOML's dates as ISO text."""
    return value.isoformat() if isinstance(value, date | datetime) else value
