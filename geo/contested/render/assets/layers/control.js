// Who is said to hold a place, and who disputes it: a circle, ringed and filled in the colours of the sides.

const NOBODY = "#7a7a7a";

/** @param {Status} status */
const hasControl = (status) => status.control !== "unknown" || status.contested;
/** @param {Status} status */
const parties = (status) => (status.control === "contested" ? [...new Set([...status.holder, ...status.disputed_by].map(sideOf))].sort() : status.holder);
/** @param {Status} status @returns {Layer} */
const controlLayer = (status) => ({ id: `c/${parties(status).join("/")}/${status.control}/${status.dispute}`, group: "control", status });
/** @param {Status} status */
const controlGlyph = (status) => (status.dispute !== "none" ? status.dispute : status.control === "held" ? "none" : status.control);

/**
 * The colours that a status is drawn in, at most four: with rival claims those of all sides, otherwise the holder's.
 * @param {Status} status
 */
function claimants(status) {
  const named = status.dispute === "rival_claims" ? [...status.holder, ...status.disputed_by] : status.holder;
  /** @type {string[]} */
  const colours = [];
  for (const name of named.length ? named : status.disputed_by) {
    const colour = data.model.actors[name]?.colour || NOBODY;
    if (!colours.includes(colour)) colours.push(colour);
  }
  return (colours.length ? colours : [NOBODY]).slice(0, 4);
}

/**
 * "Held by X", "Besieged" … in words.
 * @param {Status} status
 */
function controlWords(status) {
  const holders = parties(status).map(called).join(t("page.comma"));
  if (status.control === "held") return holders ? fill(t("status.held_by"), { holder: holders }) : t("status.held_unnamed");
  const word = t(`control.${status.control}`);
  return holders ? `${word}: ${holders}` : word;
}

/** @param {Layer} layer @returns {Status} */
const statusOf = (layer) => /** @type {Status} */ (layer.status);

/**
 * Notches in the ring, a number for each side: they tell sides apart where colours do not.
 * @param {string[]} colours
 */
function notches(colours) {
  const sides = [...new Set(Object.values(data.model.actors).map((actor) => actor.colour))];
  const n = colours.length === 1 ? Math.max(0, sides.indexOf(colours[0])) : 0;
  return Array.from({ length: Math.min(n, 8) }, (_, place) => svg("path", { class: "notch", d: "M14 1.5V6.5", transform: `rotate(${(place - (n - 1) / 2) * 32} 14 14)` }));
}

/** @param {Status} status */
function controlBadge(status) {
  const colours = claimants(status);
  return svg(
    "svg", { viewBox: "0 0 28 28", class: "badge badge-control", "aria-hidden": "true" },
    svg("circle", { cx: 14, cy: 14, r: 13, class: "rim" }),
    svg("circle", { cx: 14, cy: 14, r: 12, class: "ring", fill: ringFill(colours), "stroke-dasharray": status.control === "vacated" ? "3 2.5" : null }),
    notches(colours),
    svg("circle", { cx: 14, cy: 14, r: 8.2, class: "core" }),
    glyph(controlGlyph(status), 8.5, 8.5, 11),
  );
}

kinds.push({
  group: "control",
  order: 0,
  weight: 3,
  marks: (site, found) => found.statuses.map((number) => data.model.statuses[number]).filter(hasControl)
    .map((status) => ({ key: `c${site}`, site, kind: "control", status, layer: controlLayer(status), claims: status.claims })),
  ever(add) {
    for (const status of data.model.statuses) if (hasControl(status)) add(status.site, controlLayer(status));
  },
  words: (layer) => [controlWords(statusOf(layer)), t(`dispute.${statusOf(layer).dispute}`)].filter(Boolean).join(" — "),
  lines: (layer) => [h("b", { dir: "auto" }, controlWords(statusOf(layer))), h("span", { class: "quiet" }, t(`dispute.${statusOf(layer).dispute}`))],
  badge: (layer) => controlBadge(statusOf(layer)),
  swatch: (layer) => h("span", { class: "pair" }, svg("svg", { viewBox: "0 0 34 22", class: "patch", "aria-hidden": "true" },
    svg("rect", { x: 1, y: 1, width: 32, height: 20, rx: 2, fill: areaFill(statusOf(layer)), stroke: claimants(statusOf(layer))[0], "stroke-width": 1.4 })), controlBadge(statusOf(layer))),
  fill: (mark, strength) => areaFill(statusOf(mark.layer), strength),
  stroke: (mark) => claimants(statusOf(mark.layer))[0],
  plain(mark) {
    const status = statusOf(mark.layer);
    const colours = claimants(status);
    return { colours, texture: colours.length > 1 || status.contested ? "stripes" : status.control === "vacated" ? "light" : "full", shape: "circle" };
  },
});
