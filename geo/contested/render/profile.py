"""What the public edition of a page does not show precisely. The same frame gives the same page."""

import geopandas as gpd
import shapely

from contested.model import AidKind
from contested.render.options import Profile
from contested.render.shapes import anchor, usable

WITHIN_M = 2000.0
_DECIMALS = 2  # of a degree: about a kilometre, well inside the radius that is shown
_SHELTERED = frozenset({AidKind.SHELTER.value})


def coarsened(claims: gpd.GeoDataFrame, profile: Profile) -> tuple[gpd.GeoDataFrame, bool]:
    """Answer `claims` as `profile` shows them, and whether any position was made coarser.

    In the public profile people in shelters are not given away by a precise point: the position is rounded to 0.01
    degrees and said to lie within 2 km. The words of the articles stay as they are. EPSG:4326 in and out.
    """
    if profile is not Profile.PUBLIC:
        return claims, False
    affected = claims["aid_kind"].isin(_SHELTERED) & claims.geometry.notna()
    if not affected.any():
        return claims, False
    found = claims.copy()
    for row in claims.index[affected]:
        geometry = usable(claims.geometry[row])
        if geometry is not None:
            found.loc[row, "geometry"] = shapely.Point(anchor(geometry, _DECIMALS))
            found.loc[row, "radius_m"] = max(WITHIN_M, float(claims["radius_m"].fillna(0.0)[row]))
    return found, True
