"""An atlas as a page: what of it is drawn, and over which ground."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas

from contested.render import MapOptions, to_folium
from contested.whole import write_text

if TYPE_CHECKING:
    from contested.atlas.atlas import Atlas


def drawn(claims: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Answer the claims that belong on a map: without rejected ones, but where others explain what was set aside."""
    if not claims["rejected"].any():
        return claims
    standing = set(claims.loc[~claims["rejected"], "place_id"].dropna())
    explains = (claims["control"].notna() | claims["aid_status"].notna()) & claims["place_id"].isin(standing)
    answer: geopandas.GeoDataFrame = claims[~claims["rejected"] | explains].reset_index(drop=True)
    return answer


def figure_of(atlas: "Atlas", options: MapOptions | None = None) -> Any:
    """Answer the figure of an atlas's map: `render()` makes the page, `model` is what it shows.

    Raises `AtlasError` and what `to_folium` raises.
    """
    options = replace(options or MapOptions(), mentions=atlas.mentions())
    return to_folium(drawn(atlas.claims()), theatre=atlas.theatre(), options=options).get_root()


def save_page(atlas: "Atlas", path: str | Path, options: MapOptions | None = None) -> Path:
    """Write the map of an atlas as one HTML file, whole or not at all. Raises `OutputError` and as `figure_of`."""
    write_text(path, figure_of(atlas, options).render())
    return Path(path)
