// Labels without overlaps: badges are obstacles, every label tries twelve places around its mark, the weightier first.

const TOWNS = 14; // towns named for orientation
const LABELLED = 600; // marks in sight that may be labelled
const NOWHERE = { x: 0, y: 0 };
/** @type {{ node: HTMLElement, ruler: CanvasRenderingContext2D | null }} */
const labelPane = { node: /** @type {any} */ (null), ruler: null };

/**
 * Make the pane; labels are drawn for the eye only, the badges speak for themselves.
 * @param {L.Map} map @param {() => void} redraw
 */
function startLabels(map, redraw) {
  labelPane.ruler = document.createElement("canvas").getContext("2d");
  const pane = map.createPane("names");
  pane.style.zIndex = "590";
  labelPane.node = h("div", { class: "names", "aria-hidden": "true" });
  pane.append(labelPane.node);
  map.on("zoomstart", () => labelPane.node.classList.add("is-moving"));
  map.on("zoomend viewreset resize moveend", () => redraw());
}

/** @type {(one: Box, other: Box) => boolean} */
const overlaps = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * Place the labels of marks, then those of the ground, where there is room.
 * @param {L.Map} map @param {Mark[]} marks @param {GroundName[]} ground
 */
function placeLabels(map, marks, ground) {
  labelPane.node.classList.remove("is-moving");
  const size = map.getSize();
  const origin = map.containerPointToLayerPoint([0, 0]);
  const frame = { left: origin.x, top: origin.y, right: origin.x + size.x, bottom: origin.y + size.y };
  /** @type {Sheet} */
  const sheet = { frame, taken: toolBoxes(map, origin), made: [] };
  const rows = labelRows(map, marks);
  for (const { at, number } of rows) sheet.taken.push({ left: at.x - 13, top: at.y - 13, right: at.x - 11 + number * 24, bottom: at.y + 13 });
  crowd(rows);
  for (const { site, at, number } of rows) {
    const box = measured(site.label, "600 13px", 2, 17);
    place(sheet, site.label, "name", around(at, box, number * 24));
  }
  groundLabels(map, ground, sheet);
  townLabels(map, sheet);
  fillNode(labelPane.node, sheet.made);
}

/**
 * What floats over the map and must not lie on a label.
 * @param {L.Map} map @param {XY} origin @returns {Box[]}
 */
function toolBoxes(map, origin) {
  const corner = map.getContainer().getBoundingClientRect();
  return [...document.querySelectorAll(".find, .beyond, .tools, .timebar, .locator, .card:not([hidden]), .leaflet-control-scale, .stage > .banner")].map((tool) => {
    const { left, top, right, bottom } = tool.getBoundingClientRect();
    return { left: left - corner.left + origin.x, top: top - corner.top + origin.y, right: right - corner.left + origin.x, bottom: bottom - corner.top + origin.y };
  });
}

/**
 * The places in sight that may be labelled, the weightier and the larger first.
 * @param {L.Map} map @param {Mark[]} marks @returns {LabelRow[]}
 */
function labelRows(map, marks) {
  const inside = seenBy(map);
  /** @type {Map<number, LabelRow>} */
  const bySite = new Map();
  for (const mark of marks) {
    const site = siteOf(mark.site);
    const held = bySite.get(mark.site);
    if (!held && !inside(site)) continue;
    const row = held || { site, at: NOWHERE, number: 0, weight: 0, keys: [] };
    row.number += 1;
    row.keys.push(mark.key);
    row.weight = Math.max(row.weight, kindOf(mark.kind).weight + (mark.kind === "control" && mark.status?.contested ? 0.5 : 0) + (state.open === mark.site ? 9 : 0));
    bySite.set(mark.site, row);
  }
  const rows = firsts(bySite.values(), LABELLED, (one, other) => other.weight - one.weight || other.site.size_km - one.site.size_km || (one.site.label < other.site.label ? -1 : 1));
  for (const row of rows) row.at = map.latLngToLayerPoint(latLng(row.site));
  return rows;
}

/**
 * The first few of very many in an order, without sorting all.
 * @template T
 * @param {Iterable<T>} all @param {number} few @param {(one: T, other: T) => number} order @returns {T[]}
 */
function firsts(all, few, order) {
  /** @type {T[]} */
  let best = [];
  let full = false;
  for (const one of all) {
    if (full && order(best[few - 1], one) <= 0) continue;
    best.push(one);
    if (best.length < few * 2) continue;
    best = best.sort(order).slice(0, few);
    full = true;
  }
  return best.sort(order).slice(0, few);
}

/**
 * @param {L.Map} map @param {GroundName[]} ground @param {Sheet} sheet
 */
function groundLabels(map, ground, sheet) {
  for (const label of [...ground].sort((one, other) => other.size_km - one.size_km)) {
    const at = map.latLngToLayerPoint([label.at[1], label.at[0]]);
    const box = measured(label.text, "500 11px", label.text.length * 0.3, 15);
    /** @type {Spot[]} */
    const spots = [0, 18, -18, 36, -36].map((step) => ({ x: at.x - box.width / 2, y: at.y - box.height / 2 + step, side: "middle", ...box }));
    place(sheet, label.text, `name name-${label.kind}`, spots, covered);
  }
}

/**
 * @param {L.Map} map @param {Sheet} sheet
 */
function townLabels(map, sheet) {
  const seen = map.getBounds();
  let named = 0;
  for (const town of stage.towns) {
    if (named >= TOWNS) break;
    if (!seen.contains([town.at[1], town.at[0]])) continue;
    const at = map.latLngToLayerPoint([town.at[1], town.at[0]]);
    const box = measured(town.text, "400 11px", 2, 14);
    /** @type {Spot[]} */
    const spots = [{ x: at.x + 5, y: at.y - 7, side: "right", ...box }, { x: at.x - 5 - box.width, y: at.y - 7, side: "left", ...box }];
    const dot = { left: at.x - 4, top: at.y - 4, right: at.x + 4, bottom: at.y + 4 };
    if (sheet.taken.some((other) => overlaps(dot, other)) || onShape(at)) continue;
    if (!place(sheet, town.text, "name name-town", spots, covered)) continue;
    sheet.taken.push(dot);
    sheet.made.push(h("i", { class: "town", style: { left: `${Math.round(at.x)}px`, top: `${Math.round(at.y)}px` } }));
    named += 1;
  }
}

/**
 * Badges that would lie on a weightier one are drawn small.
 * @param {LabelRow[]} rows
 */
function crowd(rows) {
  /** @type {XY[]} */
  const large = [];
  for (const { at, keys } of rows) {
    const small = large.some((other) => Math.hypot(other.x - at.x, other.y - at.y) < 22);
    if (!small) large.push(at);
    for (const key of keys) drawn.byKey.get(key)?.getElement()?.classList.toggle("is-small", small);
  }
}

/**
 * The room that a label takes.
 * @param {string} text @param {string} font @param {number} spacing @param {number} height
 */
function measured(text, font, spacing, height) {
  const { ruler } = labelPane;
  if (ruler) ruler.font = `${font} system-ui, sans-serif`;
  return { width: (ruler ? ruler.measureText(text).width : text.length * 8) * 1.06 + spacing * 2 + 2, height };
}

/**
 * Right, left, below, above, then the corners, then beside the mark but lower or higher.
 * @param {XY} at @param {{ width: number, height: number }} box @param {number} room @returns {Spot[]}
 */
function around(at, box, room) {
  const centre = at.x - box.width / 2;
  /** @type {(XY & { side: "left" | "right" | "middle" })[]} */
  const places = [
    { x: at.x + room - 8, y: at.y - box.height / 2, side: "right" },
    { x: at.x - 16 - box.width, y: at.y - box.height / 2, side: "left" },
    { x: centre, y: at.y + 15, side: "middle" },
    { x: centre, y: at.y - 15 - box.height, side: "middle" },
  ];
  for (const y of [at.y + 12, at.y - 12 - box.height]) places.push({ x: at.x + 8, y, side: "right" }, { x: at.x - 8 - box.width, y, side: "left" });
  for (const y of [at.y - 3, at.y + 3 - box.height]) places.push({ x: at.x - 15 - box.width, y, side: "left" }, { x: at.x + room - 9, y, side: "right" });
  return places.map((place) => ({ ...place, ...box }));
}

/**
 * Whether a drawn shape lies under one of the points; names of the ground keep clear of them.
 * @param {XY[]} points
 */
function onShape(...points) {
  // @ts-expect-error: Leaflet has no other way to its own element
  const owner = /** @type {SVGSVGElement | undefined} */ (drawn.renderer._container);
  if (!owner) return false;
  const paths = /** @type {NodeListOf<SVGPathElement>} */ (owner.querySelectorAll("path.mark"));
  return [...paths].some((path) => points.some(({ x, y }) => path.isPointInFill(Object.assign(owner.createSVGPoint(), { x, y }))));
}

/** @param {Box} box */
function covered(box) {
  const y = (box.top + box.bottom) / 2;
  return onShape({ x: box.left, y }, { x: (box.left + box.right) / 2, y }, { x: box.right, y });
}

/**
 * Put a label in the first spot where there is room; without one it is left out.
 * @param {Sheet} sheet @param {string} text @param {string} name @param {Spot[]} spots @param {(box: Box) => boolean} [hidden]
 */
function place(sheet, text, name, spots, hidden = () => false) {
  const { frame, taken, made } = sheet;
  for (const { x, y, width, height, side } of spots) {
    const box = { left: x, top: y, right: x + width, bottom: y + height };
    if (box.left < frame.left + 4 || box.right > frame.right - 4 || box.top < frame.top + 4 || box.bottom > frame.bottom - 4) continue;
    if (taken.some((other) => overlaps(box, other)) || hidden(box)) continue;
    taken.push(box);
    made.push(h("span", { class: `${name} at-${side}`, dir: RTL.test(text) ? "rtl" : "ltr", style: { left: `${Math.round(x)}px`, top: `${Math.round(y)}px`, width: `${Math.ceil(width)}px` } }, text));
    return true;
  }
  return false;
}
