"""The page: a folium figure that renders as one closed HTML file, in Jupyter, by `save` and by `Map.save` alike."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink

from contested.errors import OutputError
from contested.render.inline import asset, leaflet_icons, leaflet_script, leaflet_style, script_code
from contested.render.options import MapOptions
from contested.render.pictures import figures
from contested.render.safe import island, one_line, source_hash, text, web_link
from contested.render.script import app_script
from contested.render.table import claims_table, description, footer, masthead

STYLES = ("page.css", "map.css", "print.css")
_BLOCK = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1\s*>", re.IGNORECASE | re.DOTALL)
_LOADS = re.compile(
    r"<(?:script|img|iframe|link|source|video|audio|object|embed)\b[^>]*"
    r"\b(?:src|href|data)\s*=\s*['\"]?(?:https?:)?//[^\s'\">]*",
    re.IGNORECASE,
)
_NEEDS = (("$(", "jquery"), ("jQuery(", "jquery"), ("L.AwesomeMarkers", "awesome_markers"))


@dataclass(frozen=True)
class Parts:
    """What folium and the user's own additions put into the page, as finished HTML."""

    head: str
    body: str
    script: str
    extra: bool  # the user added something of their own


class PageFigure(Figure):
    """A branca figure whose rendering is the whole page.

    Text of articles never passes through branca's templates: it is put in after they have run.
    """

    def __init__(self, model: dict[str, Any], options: MapOptions) -> None:
        super().__init__(width="100%", ratio="75%")
        self.model = model
        self.options = options

    def render(self, **kwargs: Any) -> str:
        """Answer the page as one HTML text that loads nothing.

        Raises `OutputError` when a layer the user added asks for a script or style that no local file was given for.
        """
        for child in list(self._children.values()):
            child.render(**kwargs)
        parts = _parts(self, kwargs)
        return _document(self.model, self.options, parts, _tile_hosts(self))


def _parts(figure: PageFigure, kwargs: dict[str, Any]) -> Parts:
    own = {"meta_http", *(child.get_name() for child in figure._children.values())}  # noqa: SLF001 (branca has no other way)
    head = []
    for name, element in figure.header._children.items():  # noqa: SLF001
        if isinstance(element, JavascriptLink):
            head.append(f"<script>{asset(element.url, figure.options.assets, style=False)}</script>")
        elif isinstance(element, CssLink):
            head.append(f"<style>{asset(element.url, figure.options.assets, style=True)}</style>")
        elif name not in own:
            head.append(element.render(**kwargs))
    script = figure.script.render(**kwargs)
    head = [*_assumed(script, figure.options), *head]
    numbered = _renumbered(["\n".join(head), figure.html.render(**kwargs), script], figure)
    extra = bool(head) or any(True for _ in _added(figure))
    parts = Parts(head=numbered[0], body=numbered[1], script=script_code(numbered[2]), extra=extra)
    found = _LOADS.search(parts.head) or _LOADS.search(parts.body)
    if found:
        raise OutputError(
            f"a layer writes {found.group()[:120]!r} into the page, which would load from the network; "
            "use a data URI or a layer of MapOptions(layers=…)"
        )
    return parts


def _assumed(script: str, options: MapOptions) -> Iterator[str]:
    """Yield the libraries that folium takes for granted and this page does not carry, where a layer uses them."""
    urls = dict(folium.folium._default_js)  # noqa: SLF001 (the only list of these addresses)
    for name in dict.fromkeys(name for needle, name in _NEEDS if needle in script):
        try:
            yield f"<script>{asset(urls[name], options.assets, style=False)}</script>"
        except OutputError as error:
            raise OutputError(
                f"a layer (a folium Popup, Tooltip or Icon) needs {name}, which this page does not carry: {error}"
            ) from error


def _added(figure: PageFigure) -> Iterator[Element]:
    """Yield what was added to the map besides our own start-up element."""
    for child in figure._children.values():  # noqa: SLF001
        yield from (element for name, element in child._children.items() if name != "contested")  # noqa: SLF001


def _tile_hosts(figure: PageFigure) -> list[str]:
    """Answer the hosts of tile layers on the map: pages with one ask these for images, and no one else."""
    hosts = set()
    for element in _tree(figure):
        if isinstance(element, folium.TileLayer):
            parts = urlsplit(element.tiles.replace("{s}", "*").replace("{r}", ""))
            if parts.scheme in {"http", "https"} and re.fullmatch(r"[A-Za-z0-9.*:-]+", parts.netloc):
                hosts.add(f"{parts.scheme}://{parts.netloc}")
    return sorted(hosts)


def _tree(element: Element) -> Iterator[Element]:
    for child in element._children.values():  # noqa: SLF001
        yield child
        yield from _tree(child)


def _renumbered(pieces: list[str], figure: PageFigure) -> list[str]:
    """Answer `pieces` with folium's random ids replaced by numbers in the order of the tree."""
    ids = {element._id: f"{number:032x}" for number, element in enumerate(_tree(figure), 1)}  # noqa: SLF001
    if not ids:
        return pieces
    pattern = re.compile("|".join(map(re.escape, ids)))
    return [pattern.sub(lambda found: ids[found.group()], piece) for piece in pieces]


def _document(model: dict[str, Any], options: MapOptions, parts: Parts, hosts: list[str]) -> str:
    scripts = [leaflet_script(), _icons() if parts.extra else "", app_script(live=options.served), parts.script]
    styles = [_lean(leaflet_style(images=parts.extra)), _lean(_read(STYLES))]
    styles += [_lean(_read(("charts.css",)))] if options.charts else []
    policy = _policy(scripts, styles, parts, hosts, served=options.served)
    words = model["words"]
    banner = f'<p class="banner" dir="auto">{text(options.theme.banner)}</p>' if options.theme.banner else ""
    over = banner.replace("<p ", '<p aria-hidden="true" ', 1)  # again on the map itself, which is what gets copied
    head = "".join(
        (
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{text(one_line(model['title']))}</title>",
            f'<meta name="description" content="{description(model)}">',
            *_preview(model, options),
            '<meta name="referrer" content="no-referrer">',
            '<meta name="color-scheme" content="light dark">',
            *(f"<style>{style}</style>" for style in styles),
        )
    )
    body = "".join(
        (
            f'<a class="skip" href="#claims">{text(words["page.skip_table"])}</a>',
            '<div class="frame">',
            f'<header class="masthead">{banner}{masthead(model, logo=options.theme.logo)}</header>',
            f'<main class="stage" aria-label="{text(words["page.map"])}" dir="ltr">{parts.body}{over}</main>',
            f'<aside class="side" id="side" aria-label="{text(words["page.about"])}"></aside></div>',
            f'<noscript><p class="noscript">{text(words["page.no_script"])}</p></noscript>',
            f'<section class="below">{claims_table(model)}{figures(options.charts)}</section>',
            f'<footer class="foot">{footer(model)}</footer>',
            f'<script type="application/json" id="contested-data">{island(model)}</script>',
            f"<script>{scripts[0]}</script>",
            parts.head,
            *(f"<script>{script}</script>" for script in scripts[1:] if script),
        )
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{model["language"]}" dir="{model["direction"]}" '
        f'data-scheme="{options.theme.scheme.value}">\n<head>{head}</head>\n<body>{body}</body>\n</html>\n'
    )


def _preview(model: dict[str, Any], options: MapOptions) -> Iterator[str]:
    """Yield what a social network shows of a link to the page. Its image cannot stand in the page: it needs a URL."""
    title = text(one_line(model["title"]))
    yield f'<meta property="og:type" content="article"><meta property="og:title" content="{title}">'
    yield f'<meta property="og:description" content="{description(model)}">'
    yield f'<meta property="og:locale" content="{model["language"]}">'
    image = web_link(options.preview)
    if image is not None:
        yield f'<meta property="og:image" content="{text(image)}"><meta property="og:image:alt" content="{title}">'
    yield f'<meta name="twitter:card" content="{"summary" if image is None else "summary_large_image"}">'


def _policy(scripts: list[str], styles: list[str], parts: Parts, hosts: list[str], *, served: bool) -> str:
    """Answer the Content-Security-Policy: nothing from anywhere, our own scripts and styles by their hashes.

    A served page may ask its own server, and no other, for more.
    """
    blocks = [(kind.lower(), code) for kind, _, code in _BLOCK.findall(parts.head + parts.body)]
    script_hashes = [source_hash(code) for code in scripts if code]
    script_hashes += [source_hash(code) for kind, code in blocks if kind == "script"]
    style_sources = ["'unsafe-inline'"] if parts.extra else [source_hash(style) for style in styles]
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(dict.fromkeys(script_hashes))}",
            f"style-src {' '.join(style_sources)}",
            f"img-src {' '.join(['data:', 'blob:', *hosts])}",
            *(["connect-src 'self'"] if served else []),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _icons() -> str:
    return f"L.Icon.Default.imagePath='';L.Icon.Default.mergeOptions({island(leaflet_icons())});"


def _read(names: tuple[str, ...]) -> str:
    folder = files("contested.render").joinpath("assets")
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8").strip() for name in names)


def _lean(style: str) -> str:
    """Answer a style sheet without its comments and indents."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/\s*", "", style, flags=re.DOTALL))
