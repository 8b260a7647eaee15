"""The frames: their schemas, the check at every door, and the way from extractions to rows."""

from contested.frame.build import claims_frame, mentions_frame
from contested.frame.columns import CHAIN_JOINED, CLAIMS, JSON, MENTIONS, NAMES_JOINED, PARTS_JOINED, STATUS
from contested.frame.conform import CRS, check_places, conform, conform_column, empty, schema_of
from contested.frame.precision import geo_precision, where_prec
from contested.frame.profile import Profile, Withheld, edition
from contested.frame.schema import Column, Dtype, Schema, schema_table

__all__ = [
    "CHAIN_JOINED",
    "CLAIMS",
    "CRS",
    "JSON",
    "MENTIONS",
    "NAMES_JOINED",
    "PARTS_JOINED",
    "STATUS",
    "Column",
    "Dtype",
    "Profile",
    "Schema",
    "Withheld",
    "check_places",
    "claims_frame",
    "conform",
    "conform_column",
    "edition",
    "empty",
    "geo_precision",
    "mentions_frame",
    "schema_of",
    "schema_table",
    "where_prec",
]
