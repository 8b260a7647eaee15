"""The frames: their schemas, the check at every door, and the way from extractions to rows."""

from contested.frame.build import claims_frame, mentions_frame
from contested.frame.columns import CHAIN_JOINED, CLAIMS, MENTIONS, NAMES_JOINED, PARTS_JOINED, STATUS
from contested.frame.conform import CRS, check_places, conform, empty
from contested.frame.precision import geo_precision, where_prec
from contested.frame.schema import Column, Dtype, Schema, schema_table

__all__ = [
    "CHAIN_JOINED",
    "CLAIMS",
    "CRS",
    "MENTIONS",
    "NAMES_JOINED",
    "PARTS_JOINED",
    "STATUS",
    "Column",
    "Dtype",
    "Schema",
    "check_places",
    "claims_frame",
    "conform",
    "empty",
    "geo_precision",
    "mentions_frame",
    "schema_table",
    "where_prec",
]
