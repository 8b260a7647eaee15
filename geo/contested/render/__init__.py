"""Maps of claims: one page model, answered as a `folium.Map` or written as a self-contained HTML page."""

from contested.render.folium_map import save, to_folium
from contested.render.model import page_model
from contested.render.options import MapOptions, PageLanguage, Profile, Scheme, Theme, UserLayer
from contested.render.theme import load_theme

__all__ = [
    "MapOptions",
    "PageLanguage",
    "Profile",
    "Scheme",
    "Theme",
    "UserLayer",
    "load_theme",
    "page_model",
    "save",
    "to_folium",
]
