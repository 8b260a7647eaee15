"""Write frames to the formats that people work with, whole or not at all, and read them back.

What stood at the target is replaced by a complete file or stays as it was. GDAL keeps times to the millisecond.
Characters that no format can hold (NUL and lone surrogates) are written as U+FFFD. docs/exports.md says what each
format keeps.
"""

from contested.export.credit import Credit, credit_of
from contested.export.crosswalk import with_crosswalk
from contested.export.layers import Layer, layer_of
from contested.export.read import read
from contested.export.write import SUFFIXES, write, write_geopackage

__all__ = [
    "SUFFIXES",
    "Credit",
    "Layer",
    "credit_of",
    "layer_of",
    "read",
    "with_crosswalk",
    "write",
    "write_geopackage",
]
