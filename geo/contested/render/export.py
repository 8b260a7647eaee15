"""A page on paper and as a picture: an A4 PDF with vector marks, a PNG of a stated size. Both need a Chromium."""

import base64
import tempfile
from pathlib import Path

from contested.errors import OutputError
from contested.render.chromium import Browser, find_browser
from contested.whole import whole_file

PNG_SIZE = (1600, 1000)
_LARGEST = 8192  # pixels a side: more than that Chromium draws in pieces, or not at all
_DRAWN = (
    "new Promise((done) => document.fonts.ready.then(() => "
    "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 150)))))"
)


def to_pdf(page: str, path: str | Path, *, browser: Path | None = None) -> Path:
    """Write `page`, the HTML of a map, as a PDF on A4: map, legend, lists, the table of all claims, sources.

    Nothing is loaded from anywhere, so tiles of an online basemap are left out. Answers the path. Raises
    `MissingExtraError` without a Chromium, and `OutputError` when it fails or the file cannot be written.
    """
    with Browser(browser or find_browser()) as view:
        _open(view, page, size=PNG_SIZE, scale=1.0)
        view.ask("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "light"}]})
        view.run("document.querySelector('details.all')?.setAttribute('open', '')")
        found = view.ask(
            "Page.printToPDF",
            {"preferCSSPageSize": True, "printBackground": True, "generateTaggedPDF": True, "paperWidth": 8.27,
             "paperHeight": 11.69},
        )  # fmt: skip
    return _written(path, found["data"])


def to_png(
    page: str,
    path: str | Path,
    *,
    size: tuple[int, int] = PNG_SIZE,
    scale: float = 1.0,
    browser: Path | None = None,
) -> Path:
    """Write `page`, the HTML of a map, as a PNG of `size` (width, height in pixels of the page) times `scale`.

    Two pages of one text give one picture on one machine. Answers the path. Raises `OutputError` for a size that
    cannot be drawn or a file that cannot be written, and `MissingExtraError` without a Chromium.
    """
    width, height = size
    if not (200 <= width * scale <= _LARGEST and 200 <= height * scale <= _LARGEST):
        raise OutputError(
            f"a picture of {width} × {height} × {scale:g} pixels cannot be drawn; each side is 200 to {_LARGEST}"
        )
    with Browser(browser or find_browser()) as view:
        _open(view, page, size=size, scale=scale)
        found = view.ask("Page.captureScreenshot", {"format": "png"})
    return _written(path, found["data"])


def _open(view: Browser, page: str, *, size: tuple[int, int], scale: float) -> None:
    """Show `page`, from a file that lasts as long as it takes, and wait until it is drawn."""
    for domain in ("Page", "Runtime", "Network"):
        view.ask(f"{domain}.enable")
    view.ask(
        "Network.emulateNetworkConditions",
        {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1},
    )
    view.ask(
        "Emulation.setDeviceMetricsOverride",
        {"width": size[0], "height": size[1], "deviceScaleFactor": scale, "mobile": False},
    )
    with tempfile.TemporaryDirectory(prefix="contested-") as folder:
        source = Path(folder) / "map.html"
        source.write_text(page, encoding="utf-8", newline="")
        view.ask("Page.navigate", {"url": source.as_uri()})
        view.wait("Page.loadEventFired")
        view.run(_DRAWN)


def _written(path: str | Path, data: str) -> Path:
    with whole_file(path) as unfinished:
        unfinished.write_bytes(base64.b64decode(data))
    return Path(path)
