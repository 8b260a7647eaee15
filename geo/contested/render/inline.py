"""Third-party scripts and styles, read from installed packages and written into the page. Nothing is fetched, ever."""

import base64
import re
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from contested.errors import MissingExtraError, OutputError

_SOURCE_MAP = re.compile(r"\n?//# sourceMappingURL=\S*\s*\Z")
_CSS_URL = re.compile(r"url\(\s*(['\"]?)(?!#|data:)([^)'\"]+)\1\s*\)")
_CSS_IMAGE = re.compile(r"background-image:\s*url\(images/[^)]*\);")
_CLOSING = re.compile(r"</(?=script|style)", re.IGNORECASE)
_IMAGES = {".png": "image/png", ".svg": "image/svg+xml", ".gif": "image/gif", ".jpg": "image/jpeg"}


def leaflet_script() -> str:
    """Answer Leaflet's script from the installed `xstatic-leaflet`. Raises `MissingExtraError` without it."""
    return script_code(_leaflet().joinpath("leaflet.js").read_text(encoding="utf-8"))


def leaflet_style(*, images: bool = True) -> str:
    """Answer Leaflet's style sheet with its images written into it. Raises `MissingExtraError` without it.

    The images are those of its layer control and default marker; a page that has neither does without `images`.
    """
    folder = _leaflet()
    code = folder.joinpath("leaflet.css").read_text(encoding="utf-8")
    return style_code(code if images else _CSS_IMAGE.sub("", code), folder, name="leaflet.css")


def leaflet_icons() -> dict[str, str]:
    """Answer Leaflet's default marker images as data URIs, by the name of its option."""
    folder = _leaflet().joinpath("images")
    names = {"iconUrl": "marker-icon.png", "iconRetinaUrl": "marker-icon-2x.png", "shadowUrl": "marker-shadow.png"}
    return {option: _data_uri(folder.joinpath(name), name) for option, name in names.items()}


def asset(url: str, given: Mapping[str, Path], *, style: bool) -> str:
    """Answer the code that stands in for `url`, from the local file given for it.

    Raises `OutputError` when none is given or it cannot be read: a page with a hole in it is not written.
    """
    path = given.get(url)
    if path is None:
        raise OutputError(
            f"a layer asks for {url}, which this page would have to load from the network; "
            f"download it and pass MapOptions(assets={{{url!r}: Path('…')}})"
        )
    try:
        code = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(f"the file {path} given for {url} cannot be read: {error}; give a UTF-8 text file") from error
    return style_code(code, Path(path).parent, name=str(path)) if style else script_code(code)


def script_code(code: str) -> str:
    """Answer `code` so that it can stand inside a script element."""
    return _CLOSING.sub(r"<\\/", _SOURCE_MAP.sub("\n", code))


def style_code(code: str, folder: Traversable, *, name: str) -> str:
    """Answer `code` with the images it refers to, found beside it, as data URIs.

    Raises `OutputError` for anything it refers to that is not an image beside it.
    """

    def inlined(found: re.Match[str]) -> str:
        target = found.group(2).strip()
        if "://" in target or target.startswith("//"):
            raise OutputError(f"{name} refers to {target}, which is not a local image; remove the reference")
        picture = folder.joinpath(*target.split("?")[0].split("/"))
        return f"url({_data_uri(picture, f'{target} of {name}')})"

    return _CLOSING.sub(r"<\\/", _CSS_URL.sub(inlined, code))


def _data_uri(picture: Traversable, name: str) -> str:
    suffix = Path(picture.name).suffix.lower()
    if suffix not in _IMAGES:
        raise OutputError(f"{name} is not an image that can be written into a page; remove the reference")
    try:
        body = picture.read_bytes()
    except OSError as error:
        raise OutputError(f"the image {name} cannot be read: {error}; put it beside its style sheet") from error
    return f"data:{_IMAGES[suffix]};base64,{base64.b64encode(body).decode('ascii')}"


def _leaflet() -> Traversable:
    try:
        return files("xstatic.pkg.leaflet").joinpath("data")
    except ModuleNotFoundError as error:
        raise MissingExtraError("Leaflet is not installed; run pip install xstatic-leaflet") from error
