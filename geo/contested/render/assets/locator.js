// The locator: where the view lies in the whole, drawn small; only while the view shows a part of it.

const INSET = 112; // pixels
/** @type {{ node: HTMLElement, frame: SVGRectElement, box: WorldBox | null, scale: number }} */
const locator = { node: /** @type {any} */ (null), frame: /** @type {any} */ (null), box: null, scale: 1 };

/**
 * Make the inset from the outlines of the theatre, or from the points of what is claimed.
 * @param {L.Map} map
 */
function startLocator(map) {
  const { context, sites, places } = data.model;
  const outlines = context.filter(({ kind }) => kind === "territory" || kind === "context" || kind === "coast" || kind === "admin").map(({ kind, geometry }) => ({ kind, parts: worldParts(geometry) }));
  const dots = [...sites.filter(onMap).map((site) => site.at), ...(outlines.length ? [] : places.filter(([, , , lon, , rank]) => rank && lon !== null).map(([, , , lon, lat]) => [lon, lat]))]
    .slice(0, 400).map((at) => world(at?.[0] ?? 0, at?.[1] ?? 0));
  locator.box = boxOf([...outlines.flatMap(({ parts }) => parts), ...dots.map((dot) => Float64Array.from(dot))]);
  if (!locator.box) return;
  const [west, north, east, south] = locator.box;
  locator.scale = (INSET - 12) / Math.max(east - west, south - north, 1e-9);
  const at = (/** @type {number} */ x, /** @type {number} */ y) => `${((x - west) * locator.scale + 6).toFixed(1)} ${((y - north) * locator.scale + 6).toFixed(1)}`;
  const path = (/** @type {Float64Array} */ part) => Array.from({ length: part.length / 2 }, (_, step) => at(part[step * 2], part[step * 2 + 1])).join("L");
  locator.frame = svg("rect", { class: "locator-view" });
  locator.node = h("div", { class: "locator", role: "img", "aria-label": t("tools.locator"), hidden: true },
    svg("svg", { viewBox: `0 0 ${(east - west) * locator.scale + 12} ${(south - north) * locator.scale + 12}`, width: (east - west) * locator.scale + 12, height: (south - north) * locator.scale + 12, "aria-hidden": "true" },
      outlines.map(({ kind, parts }) => parts.map((part) => svg("path", { class: `locator-${kind}`, d: `M${path(part)}` }))),
      dots.map(([x, y]) => svg("circle", { class: "locator-dot", cx: at(x, y).split(" ")[0], cy: at(x, y).split(" ")[1], r: 1.4 })),
      locator.frame));
  one(".stage").append(locator.node);
  map.on("moveend", () => drawLocator(map));
}

/**
 * The box around parts in world coordinates, null around nothing or a single point.
 * @param {Float64Array[]} parts @returns {WorldBox | null}
 */
function boxOf(parts) {
  /** @type {WorldBox} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 2) {
      box[0] = Math.min(box[0], part[at]);
      box[1] = Math.min(box[1], part[at + 1]);
      box[2] = Math.max(box[2], part[at]);
      box[3] = Math.max(box[3], part[at + 1]);
    }
  }
  return box[2] - box[0] > 1e-7 || box[3] - box[1] > 1e-7 ? box : null;
}

/**
 * Move the frame; while the view holds most of the whole there is nothing to locate.
 * @param {L.Map} map
 */
function drawLocator(map) {
  if (!locator.box) return;
  const seen = map.getBounds();
  const [west, north, east, south] = locator.box;
  const [left, top] = world(seen.getWest(), seen.getNorth());
  const [right, bottom] = world(seen.getEast(), seen.getSouth());
  const shared = Math.max(0, Math.min(right, east) - Math.max(left, west)) * Math.max(0, Math.min(bottom, south) - Math.max(top, north));
  locator.node.hidden = shared > 0.4 * (east - west) * (south - north) || ((right - left) >= (east - west) && (bottom - top) >= (south - north));
  const size = { x: (left - west) * locator.scale + 6, y: (top - north) * locator.scale + 6, width: Math.max(5, (right - left) * locator.scale), height: Math.max(5, (bottom - top) * locator.scale) };
  dress(locator.frame, size, []);
}
