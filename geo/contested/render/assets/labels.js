// Labels without overlaps: badges are obstacles, every label tries eight places around its mark, the weightier first.

const TOWNS = 14; // towns named for orientation
const LABELLED = 600; // marks in sight that may be labelled
const labelPane = { node: null, ruler: document.createElement("canvas").getContext("2d") };

/** Make the pane; labels are drawn for the eye only, the badges speak for themselves. */
function startLabels(map, redraw) {
  const pane = map.createPane("names");
  pane.style.zIndex = 590;
  labelPane.node = h("div", { class: "names", "aria-hidden": "true" });
  pane.append(labelPane.node);
  map.on("zoomstart", () => labelPane.node.classList.add("is-moving"));
  map.on("zoomend viewreset resize moveend", () => redraw());
}

const overlaps = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Place the labels of marks, then those of the ground, where there is room. */
function placeLabels(map, marks, ground) {
  labelPane.node.classList.remove("is-moving");
  const taken = [];
  const made = [];
  const size = map.getSize();
  const origin = map.containerPointToLayerPoint([0, 0]);
  const frame = { left: origin.x, top: origin.y, right: origin.x + size.x, bottom: origin.y + size.y };
  const corner = map.getContainer().getBoundingClientRect();
  for (const tool of document.querySelectorAll(".find, .beyond, .tools, .timebar, .leaflet-control-scale")) {
    const { left, top, right, bottom } = tool.getBoundingClientRect();
    taken.push({ left: left - corner.left + origin.x, top: top - corner.top + origin.y, right: right - corner.left + origin.x, bottom: bottom - corner.top + origin.y });
  }
  const bySite = new Map();
  for (const mark of marks) {
    const site = data.model.sites[mark.site];
    const at = map.latLngToLayerPoint([site.at[1], site.at[0]]);
    if (at.x < frame.left || at.x > frame.right || at.y < frame.top || at.y > frame.bottom) continue;
    const row = bySite.get(mark.site) || { site, at, number: 0, weight: 0, keys: [] };
    row.number += 1;
    row.keys.push(mark.key);
    row.weight = Math.max(row.weight, { control: 3, aid: 2, event: 1 }[mark.kind]);
    bySite.set(mark.site, row);
  }
  const rows = [...bySite.values()].sort((one, other) => other.weight - one.weight || other.site.size_km - one.site.size_km).slice(0, LABELLED);
  for (const { at, number } of rows) taken.push({ left: at.x - 13, top: at.y - 13, right: at.x - 11 + number * 24, bottom: at.y + 13 });
  crowd(rows);
  for (const { site, at, number } of rows) {
    const box = measured(site.label, "600 13px", 2, 17);
    place(site.label, "name", around(at, box, number * 24), taken, made, frame);
  }
  const covered = (box) => onShape({ x: box.left, y: (box.top + box.bottom) / 2 }, { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }, { x: box.right, y: (box.top + box.bottom) / 2 });
  for (const label of [...ground].sort((one, other) => other.size_km - one.size_km)) {
    const at = map.latLngToLayerPoint([label.at[1], label.at[0]]);
    const box = measured(label.text, "500 11px", label.text.length * 0.3, 15);
    const spots = [0, 18, -18, 36, -36].map((step) => ({ x: at.x - box.width / 2, y: at.y - box.height / 2 + step, side: "middle", ...box }));
    place(label.text, `name name-${label.kind}`, spots, taken, made, frame, covered);
  }
  let named = 0;
  for (const town of stage.towns) {
    if (named >= TOWNS) break;
    const at = map.latLngToLayerPoint([town.at[1], town.at[0]]);
    const box = measured(town.text, "400 11px", 2, 14);
    const spots = [{ x: at.x + 5, y: at.y - 7, side: "right", ...box }, { x: at.x - 5 - box.width, y: at.y - 7, side: "left", ...box }];
    const dot = { left: at.x - 4, top: at.y - 4, right: at.x + 4, bottom: at.y + 4 };
    if (taken.some((other) => overlaps(dot, other)) || onShape(at)) continue;
    if (!place(town.text, "name name-town", spots, taken, made, frame, covered)) continue;
    taken.push(dot);
    made.push(h("i", { class: "town", style: { left: `${Math.round(at.x)}px`, top: `${Math.round(at.y)}px` } }));
    named += 1;
  }
  fillNode(labelPane.node, made);
}

/** Badges that would lie on a weightier one are drawn small. */
function crowd(rows) {
  const large = [];
  for (const { at, keys } of rows) {
    const small = large.some((other) => Math.hypot(other.x - at.x, other.y - at.y) < 22);
    if (!small) large.push(at);
    for (const key of keys) drawn.byKey.get(key)?.getElement()?.classList.toggle("is-small", small);
  }
}

function measured(text, font, spacing, height) {
  labelPane.ruler.font = `${font} system-ui, sans-serif`;
  return { width: labelPane.ruler.measureText(text).width * 1.06 + spacing * 2 + 2, height };
}

/** Right, left, below, above, then the corners; a right-to-left name tries its left side first. */
function around(at, box, room) {
  const right = { x: at.x + room - 8, y: at.y - box.height / 2, side: "right" };
  const left = { x: at.x - 16 - box.width, y: at.y - box.height / 2, side: "left" };
  const middle = at.x - box.width / 2;
  const places = [right, left, { x: middle, y: at.y + 15, side: "middle" }, { x: middle, y: at.y - 15 - box.height, side: "middle" }];
  for (const y of [at.y + 12, at.y - 12 - box.height]) places.push({ x: at.x + 8, y, side: "right" }, { x: at.x - 8 - box.width, y, side: "left" });
  return places.map((place) => ({ ...place, ...box }));
}

/** Whether a drawn shape lies under one of the points; ground labels keep clear of them. */
function onShape(...points) {
  const owner = drawn.renderer?._container;
  if (!owner) return false;
  return [...owner.querySelectorAll("path.mark")].some((path) => points.some(({ x, y }) => path.isPointInFill(Object.assign(owner.createSVGPoint(), { x, y }))));
}

/** Put a label in the first place where there is room; without one it is left out. */
function place(text, name, places, taken, made, frame, covered = () => false) {
  for (const { x, y, width, height, side } of places) {
    const box = { left: x, top: y, right: x + width, bottom: y + height };
    if (box.left < frame.left + 4 || box.right > frame.right - 4 || box.top < frame.top + 4 || box.bottom > frame.bottom - 4) continue;
    if (taken.some((other) => overlaps(box, other)) || covered(box)) continue;
    taken.push(box);
    made.push(h("span", { class: `${name} at-${side}`, dir: RTL.test(text) ? "rtl" : "ltr", style: { left: `${Math.round(x)}px`, top: `${Math.round(y)}px`, width: `${Math.ceil(width)}px` } }, text));
    return true;
  }
  return false;
}
