"""Measure pages of many places beside folium and geopandas: bytes, Python, main thread, and how smoothly they pan.

python benchmarks/map.py [--sizes 1000 10000 100000] [--patience 120]

Every page shows the same squares, each an invented claim of control, in Chromium with software rendering and no
network: what folium would load from a CDN is handed to it from the installed xstatic-leaflet, the rest is empty.
"MB" is the file. "Python" is from the frame to the written file. "main thread" is how long it was busy until the page
stood still. "pan" is the median and the worst time between two frames while the map is dragged and let go.
geopandas.explore needs matplotlib and mapclassify beside it.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import folium
import geopandas as gpd
import numpy as np
import shapely
from playwright.sync_api import Browser, Error, Route, sync_playwright

from contested.render import MapOptions, save
from contested.render.chromium import find_browser
from contested.render.inline import leaflet_script, leaflet_style

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
import factories

SIDES = (factories.NORTH, factories.SOUTH)
DAYS = 5
_PAN = """
async () => {
  const map = document.querySelector('.leaflet-container');
  const box = map.getBoundingClientRect();
  const fire = (type, x, y, on) => on.dispatchEvent(new MouseEvent(type,
    { bubbles: true, cancelable: true, view: window, clientX: x, clientY: y, button: 0, buttons: 1 }));
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const target = document.elementFromPoint(x, y) || map;
  fire('mousedown', x, y, target);
  const times = [];
  let last = performance.now();
  for (let step = 1; step <= 40; step += 1) {
    fire('mousemove', x + step * 6, y + (step % 7) * 3, document);
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    times.push(now - last);
    last = now;
  }
  fire('mouseup', x + 240, y, document);
  for (let step = 0; step < 5; step += 1) { // what was put off until the map is let go
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    times.push(now - last);
    last = now;
  }
  return times.slice(2);
}
"""


def squares(count: int) -> gpd.GeoDataFrame:
    """Answer a claims frame of `count` places, each a square with one claim of control; EPSG:4326."""
    one = factories.claims(
        factories.Say(at=factories.area("Alder", 20.0, 5.0), day=1),
        factories.Say(at=factories.area("Birch", 20.0, 5.0), actor=SIDES[1], day=2),
    )
    frame = one.iloc[np.arange(count) % 2].reset_index(drop=True)
    across = int(np.ceil(np.sqrt(count)))
    column, row = np.arange(count) % across, np.arange(count) // across
    side = 1.0 / across
    west, south = 20 + column * side, 5 + row * side
    frame["geometry"] = shapely.box(west, south, west + side * 0.8, south + side * 0.8)
    frame["claim_id"] = [f"{number:032x}" for number in range(count)]
    frame["place"] = frame["toponym"] = [f"Place {number}" for number in range(count)]
    frame["place_id"] = [f"invented:place_{number}" for number in range(count)]
    article = np.arange(count) % DAYS
    frame["article_id"] = [f"{number:032x}" for number in article]
    frame["published"] = [factories.day(int(number) + 1) for number in article]
    return frame.set_crs("EPSG:4326")


def plain(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Answer the columns that the other libraries get: place, holder, quote, source."""
    return frame[["place", "holder", "quote", "source_chain", "geometry"]]


def ours(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write the page of this package: every claim with its status, history, table and list."""
    save(frame, path, options=MapOptions())


def folium_svg(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write folium's own layer of GeoJSON."""
    _folium(frame, path, canvas=False)


def folium_canvas(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write folium's own layer of GeoJSON, drawn on a canvas."""
    _folium(frame, path, canvas=True)


def explore(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write what `geopandas.explore` makes."""
    plain(frame).explore(tiles=None).save(str(path))


def _folium(frame: gpd.GeoDataFrame, path: Path, *, canvas: bool) -> None:
    view = folium.Map(location=[5.5, 20.5], zoom_start=9, tiles=None, prefer_canvas=canvas)
    shown = plain(frame)
    folium.GeoJson(shown, tooltip=folium.GeoJsonTooltip([name for name in shown if name != "geometry"])).add_to(view)
    view.fit_bounds([[5, 20], [6, 21]])
    view.save(str(path))


WAYS: dict[str, Callable[[gpd.GeoDataFrame, Path], None]] = {
    "contested": ours,
    "folium GeoJson": folium_svg,
    "folium, canvas": folium_canvas,
    "geopandas.explore": explore,
}


def measure(browser: Browser, path: Path, patience: float) -> dict[str, float | None]:
    """Answer the seconds of the main thread until the page stands, and milliseconds between frames of a pan."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(patience * 1000)
    page = context.new_page()
    page.route("**/*", _local)
    found: dict[str, float | None] = {"main": None, "median": None, "worst": None}
    try:
        client = context.new_cdp_session(page)
        client.send("Performance.enable")
        page.goto(path.as_uri(), wait_until="load", timeout=patience * 1000)
        page.wait_for_selector(".leaflet-container", state="attached")
        page.evaluate(_STILL)
        metrics = {one["name"]: one["value"] for one in client.send("Performance.getMetrics")["metrics"]}
        found["main"] = metrics["TaskDuration"]
        times = page.evaluate(_PAN)
        found |= {"median": statistics.median(times), "worst": max(times)}
    except Error as error:
        print(f"    {str(error).splitlines()[0]}", file=sys.stderr)
    finally:
        context.close()
    return found


_STILL = """
() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 200))))
"""


def _local(route: Route) -> None:
    url = route.request.url
    if url.startswith(("file:", "data:", "blob:")):
        route.continue_()
    elif url.endswith(("leaflet.js", "leaflet.css")):
        script = url.endswith("js")
        route.fulfill(
            body=leaflet_script() if script else leaflet_style(),
            content_type="text/javascript" if script else "text/css",
        )
    else:
        route.fulfill(body="", content_type="text/javascript" if url.endswith("js") else "text/css")


def main() -> None:
    """Measure every way at every size and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000], metavar="N")
    parser.add_argument("--ways", nargs="+", choices=list(WAYS), default=list(WAYS))
    parser.add_argument("--patience", type=float, default=120.0, metavar="S", help="seconds to wait for a page")
    parser.add_argument("--json", metavar="FILE", help="also write the figures there")
    options = parser.parse_args()
    results = []
    print("| places | way | MB | Python s | main thread s | pan ms, median | worst |\n|---|---|---|---|---|---|---|")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=str(find_browser()), args=["--no-sandbox", "--disable-gpu"]
        )
        for size in options.sizes:
            frame = squares(size)
            for way in options.ways:
                path = Path(folder) / "map.html"
                begun = time.perf_counter()
                try:
                    WAYS[way](frame, path)
                except ImportError as error:
                    print(f"{way} is left out: {error}", file=sys.stderr)
                    continue
                python = time.perf_counter() - begun
                bytes_ = path.stat().st_size
                found = measure(browser, path, options.patience)
                results.append({"places": size, "way": way, "bytes": bytes_, "python": python, **found})
                told = [f"{size:,}", way, f"{bytes_ / 1e6:.2f}", f"{python:.1f}", *map(_told, found.values())]
                print(f"| {' | '.join(told)} |", flush=True)
        browser.close()
    if options.json:
        Path(options.json).write_text(json.dumps(results, indent=1), encoding="utf-8")


def _told(value: float | None) -> str:
    return "gave up" if value is None else f"{value:.1f}"


if __name__ == "__main__":
    main()
