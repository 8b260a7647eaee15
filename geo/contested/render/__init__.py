"""Maps of claims: one page model, answered as a `folium.Map` or written as a page, a PDF or a picture."""

from contested.frame.profile import Profile
from contested.render.export import to_pdf, to_png
from contested.render.folium_map import save, to_folium
from contested.render.layers import read_layer
from contested.render.model import page_model
from contested.render.options import MapOptions, PageLanguage, Picture, Scheme, Theme, UserLayer
from contested.render.theme import load_theme

__all__ = [
    "MapOptions",
    "PageLanguage",
    "Picture",
    "Profile",
    "Scheme",
    "Theme",
    "UserLayer",
    "load_theme",
    "page_model",
    "read_layer",
    "save",
    "to_folium",
    "to_pdf",
    "to_png",
]
