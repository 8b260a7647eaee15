"""The layers of an export, made of claims: in one edition, at one time."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

import geopandas

from contested.export.credit import PUBLIC_NOTE, STANCE
from contested.frame import Profile, edition
from contested.status import status


class Layer(StrEnum):
    """What can be exported of claims."""

    CLAIMS = "claims"
    STATUS = "status"
    AID_POINTS = "aid_points"


def layer_of(
    claims: geopandas.GeoDataFrame,
    layer: Layer,
    *,
    profile: Profile = Profile.PUBLIC,
    valid_at: datetime | None = None,
    sides: Mapping[str, str] | None = None,
) -> geopandas.GeoDataFrame:
    """Answer a layer of `claims` (a claims frame, EPSG:4326) as `profile` shows it.

    What is withheld is withheld before statuses are computed, so that these know no more. `valid_at` and `sides` are
    those of `contested.status`. Raises `FrameError` or `CRSError` when `claims` is not a claims frame.
    """
    shown, _ = edition(claims, profile)
    if layer is Layer.CLAIMS:
        return shown
    found = status(shown, valid_at=valid_at, sides=sides)
    return found[found["aid_point"]].reset_index(drop=True) if layer is Layer.AID_POINTS else found


def notes_of(profile: Profile) -> tuple[str, ...]:
    """Answer what must be said with data in this edition.

    >>> len(notes_of(Profile.PUBLIC)), len(notes_of(Profile.INTERNAL))
    (2, 2)
    """
    internal = "Internal edition: nothing is withheld. Not for publication."
    return (STANCE, PUBLIC_NOTE if profile is Profile.PUBLIC else internal)
