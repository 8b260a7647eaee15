"""From an article to its mentions, their places, and the claims made about them."""

from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec


def is_compiled() -> bool:
    """Tell whether the modules here are in use as compiled by mypyc, or as plain Python. The answers are the same."""
    spec = find_spec("contested.extract.document")
    return spec is not None and spec.origin is not None and spec.origin.endswith(tuple(EXTENSION_SUFFIXES))
