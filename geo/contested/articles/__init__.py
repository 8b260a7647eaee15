"""Articles in: files of a dozen kinds, folders, standard input, feeds and addresses, as records or as clear errors.

What is named in `__all__` is imported when it is first used: the process that reads documents needs none of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contested.articles.files import MAX_ARTICLE_BYTES
    from contested.articles.kinds import SUFFIXES
    from contested.articles.read import ReadOptions, iter_articles, iter_received, read_articles
    from contested.articles.received import FieldSource, Received

__all__ = [
    "MAX_ARTICLE_BYTES",
    "SUFFIXES",
    "FieldSource",
    "ReadOptions",
    "Received",
    "iter_articles",
    "iter_received",
    "read_articles",
]

_HOMES = {
    "MAX_ARTICLE_BYTES": "files",
    "SUFFIXES": "kinds",
    "FieldSource": "received",
    "ReadOptions": "read",
    "Received": "received",
    "iter_articles": "read",
    "iter_received": "read",
    "read_articles": "read",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
