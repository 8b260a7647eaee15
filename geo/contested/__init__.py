"""Turn news articles into maps of who says what about which place.

>>> import contested
>>> articles = contested.read_articles("seeds")  # doctest: +SKIP
>>> claims = contested.claims(contested.extract(articles))  # doctest: +SKIP
>>> contested.save_map(claims, "map.html", theatre=contested.load_theatre("gaza"))  # doctest: +SKIP

Everything named in `__all__` is imported when it is first used, so that importing the package costs next to nothing.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contested.articles import iter_articles, read_articles
    from contested.atlas import Atlas, Update
    from contested.errors import (
        AmbiguousPlaceError,
        ArticleError,
        AtlasBusyError,
        AtlasError,
        AtlasFormatError,
        AtlasFullError,
        ContestedError,
        CRSError,
        DataError,
        FetchError,
        FilterError,
        FrameError,
        MissingExtraError,
        NoArticlesError,
        NoAtlasError,
        OutputError,
        RecordError,
        SkipError,
        StopError,
        TheatreError,
        UnknownArticleError,
        UnknownPlaceError,
        UnknownTheatreError,
    )
    from contested.export.write import write
    from contested.extract.engine import extract
    from contested.extract.jsonl import to_jsonl
    from contested.frame import claims_frame as claims
    from contested.frame import mentions_frame as mentions
    from contested.gazetteer.gazetteer import open_gazetteer
    from contested.gazetteer.theatre import Theatre, load_theatre, theatre_names
    from contested.model import Actor, Article, Claim, Extraction, Mention, Part, Place, Resolution, Source
    from contested.render import MapOptions, to_folium
    from contested.render import save as save_map
    from contested.status import status

    __version__: str

__all__ = [
    "Actor",
    "AmbiguousPlaceError",
    "Article",
    "ArticleError",
    "Atlas",
    "AtlasBusyError",
    "AtlasError",
    "AtlasFormatError",
    "AtlasFullError",
    "CRSError",
    "Claim",
    "ContestedError",
    "DataError",
    "Extraction",
    "FetchError",
    "FilterError",
    "FrameError",
    "MapOptions",
    "Mention",
    "MissingExtraError",
    "NoArticlesError",
    "NoAtlasError",
    "OutputError",
    "Part",
    "Place",
    "RecordError",
    "Resolution",
    "SkipError",
    "Source",
    "StopError",
    "Theatre",
    "TheatreError",
    "UnknownArticleError",
    "UnknownPlaceError",
    "UnknownTheatreError",
    "Update",
    "__version__",
    "claims",
    "extract",
    "iter_articles",
    "load_theatre",
    "mentions",
    "open_gazetteer",
    "read_articles",
    "save_map",
    "status",
    "theatre_names",
    "to_folium",
    "to_jsonl",
    "write",
]

_HOMES = {
    "contested.articles": ("iter_articles", "read_articles"),
    "contested.atlas": ("Atlas", "Update"),
    "contested.errors": tuple(name for name in __all__ if name.endswith("Error")),
    "contested.export": ("write",),
    "contested.extract.engine": ("extract",),
    "contested.extract.jsonl": ("to_jsonl",),
    "contested.frame": ("claims_frame", "mentions_frame"),
    "contested.gazetteer.gazetteer": ("open_gazetteer",),
    "contested.gazetteer.theatre": ("Theatre", "load_theatre", "theatre_names"),
    "contested.model": (
        "Actor",
        "Article",
        "Claim",
        "Extraction",
        "Mention",
        "Part",
        "Place",
        "Resolution",
        "Source",
    ),
    "contested.render": ("MapOptions", "save", "to_folium"),
    "contested.status": ("status",),
}
_SHORT = {"claims_frame": "claims", "mentions_frame": "mentions", "save": "save_map"}
_EXPORTS = {_SHORT.get(name, name): (home, name) for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name == "__version__":
        return import_module("importlib.metadata").version("contested")
    if name not in _EXPORTS:
        raise AttributeError(f"module 'contested' has no attribute {name!r}; it has {', '.join(__all__)}")
    home, attribute = _EXPORTS[name]
    value = getattr(import_module(home), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """Keep `contested.extract` and `contested.status` the functions: each is also the name of the module it lives in.

    When such a module is imported, Python would put it in the function's place.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _EXPORTS and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
