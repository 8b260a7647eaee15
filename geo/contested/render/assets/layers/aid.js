// Aid points: a square with what it is, and a corner with the state it is said to be in.

/** @param {Aid} aid @returns {Layer} */
const aidLayer = (aid) => ({ id: `a/${aid.kind}/${aid.status}`, group: "aid", aid });
/** @param {Layer} layer @returns {Aid} */
const aidOf = (layer) => /** @type {Aid} */ (layer.aid);
/** @param {Aid} aid */
const aidTitle = (aid) => `${t(`aid_kind.${aid.kind}`)}: ${t(`aid_status.${aid.status}`)}`;

/** @type {Record<string, string>} */
const CORNERS = {
  open: "M3.2 6.2l2 2 3.6-4.2", closed: "M3.5 3.5l5 5M8.5 3.5l-5 5", restricted: "M3 6h6",
  attacked: "M6 2.5v4.2M6 8.9v.3", planned: "M6 3v3.2l2 1.4", not_present: "M3 9l6-6", unknown: "M4.4 4.6a1.7 1.7 0 1 1 2.5 1.5c-.6.3-.9.6-.9 1.2M6 9.2v.2",
};
/** @type {Record<string, string>} */
const CORNER_SHAPES = { restricted: "M16.3.9h11.4v11.2H16.3z", attacked: "M22-1.6L29.2 11.8H14.8z", other: "M16.5 6.5a5.5 5.5 0 1 0 11 0 5.5 5.5 0 1 0-11 0z" };
/** @type {Record<string, string>} */
const AID_COLOURS = { open: "#0a6b4e", closed: "#3a3936", restricted: "#7a5200", attacked: "#a33a00" };

/** @param {Aid} aid */
function aidBadge(aid) {
  const state = CORNERS[aid.status] ? aid.status : "unknown";
  return svg(
    "svg", { viewBox: "0 0 28 28", class: `badge badge-aid is-${state}`, "aria-hidden": "true" },
    svg("rect", { x: 3, y: 5, width: 20, height: 20, rx: 4.5, class: "plate" }),
    glyph(GLYPHS[aid.kind] ? aid.kind : "other", 6, 8, 14),
    svg("path", { d: CORNER_SHAPES[state] || CORNER_SHAPES.other, class: "corner" }),
    svg("path", { d: CORNERS[state], transform: "translate(16.6 1.1) scale(.9)", class: "corner-mark" }),
  );
}

/** @param {Aid} aid @returns {Child} */
function aidWords(aid) {
  return [
    h("b", null, aidTitle(aid)),
    aid.scope ? h("span", { class: "dispute", dir: "auto" }, aid.scope) : null,
    aid.operator ? h("span", { class: "dispute", dir: "auto" }, called(aid.operator)) : null,
    aid.name ? h("span", { class: "dispute", dir: "auto" }, t("page.quote_open"), aid.name, t("page.quote_close")) : null,
  ];
}

kinds.push({
  group: "aid",
  order: 1,
  weight: 2,
  marks: (site, found) => found.statuses.map((number) => data.model.statuses[number])
    .flatMap((status) => (status.aid ? [{ key: `a${status.line}`, site, kind: "aid", status, layer: aidLayer(status.aid), claims: status.claims }] : [])),
  ever(add) {
    for (const { site, aid } of data.model.statuses) if (aid) add(site, aidLayer(aid));
  },
  words: (layer) => aidTitle(aidOf(layer)),
  lines: (layer) => aidTitle(aidOf(layer)),
  badge: (layer) => aidBadge(aidOf(layer)),
  swatch: (layer) => aidBadge(aidOf(layer)),
  fill: () => "transparent",
  stroke: () => "currentColor",
  plain: (mark) => ({ colours: [AID_COLOURS[aidOf(mark.layer).status] || "#5c5c5c"], texture: "full", shape: "square" }),
});
