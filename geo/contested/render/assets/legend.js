// The legend is the layer control: groups with counts, and it says when something is hidden.

/** @type {{ node: HTMLElement, layers: Layer[], opened: Set<Group> }} */
const legend = { node: /** @type {any} */ (null), layers: [], opened: new Set() };

/**
 * Make the legend's place.
 * @param {HTMLElement} side
 */
function startLegend(side) {
  legend.layers = allLayers();
  legend.node = h("section", { class: "legend", "aria-labelledby": "legend-title" });
  side.append(legend.node);
}

/**
 * Write the legend for the marks of a day.
 * @param {Seen} seen
 */
function drawLegend({ marks, statuses }) {
  const unknown = new Map(marks.map(({ layer }) => [layer.id, layer]));
  for (const { id } of legend.layers) unknown.delete(id);
  if (unknown.size) legend.layers = sortLayers([...legend.layers, ...unknown.values()]);
  /** @type {Map<string, number>} */
  const tally = new Map();
  for (const mark of marks) tally.set(mark.layer.id, (tally.get(mark.layer.id) || 0) + 1);
  const hidden = state.hidden.size;
  fillNode(legend.node,
    h("div", { class: "legend-head" },
      h("h2", { id: "legend-title" }, t("legend.title")),
      hidden ? h("p", { class: "hidden-note", role: "status" }, count("legend.hidden_count", hidden), " ", h("button", { type: "button", class: "link", onclick: showAll }, t("legend.show_all"))) : null),
    kinds.map((kind) => layerGroup(kind, tally)),
    unlocatedGroup(statuses),
    stage.own.length ? h("fieldset", { class: "group" }, h("legend", null, t("legend.layers")),
      stage.own.map(({ id, layer }) => layerRow(id, h("span", { class: "own", style: { background: layer.colour } }), bdi(layer.name), layer.features.length))) : null,
    legendKeys(marks));
}

function showAll() {
  state.hidden.clear();
  refresh();
}

/**
 * @param {Kind} kind @param {Map<string, number>} tally
 */
function layerGroup(kind, tally) {
  const layers = legend.layers.filter((layer) => layer.group === kind.group);
  const total = layers.reduce((sum, layer) => sum + (tally.get(layer.id) || 0), 0);
  const here = layers.filter(({ id }) => tally.has(id) || state.hidden.has(id));
  const there = layers.filter((layer) => !here.includes(layer));
  const row = (/** @type {Layer} */ layer) => layerRow(layer.id, kind.swatch(layer), kind.lines(layer), tally.get(layer.id) || 0);
  return h("fieldset", { class: `group group-${kind.group}` },
    h("legend", null, t(`legend.${kind.group}`), h("span", { class: "tally" }, number(total))),
    layers.length ? [...here.map(row), otherDays(kind.group, there.map(row))] : h("p", { class: "none" }, t("legend.none")));
}

/**
 * Layers that have no mark on the day shown, folded away.
 * @param {Group} group @param {Child[]} rows
 */
function otherDays(group, rows) {
  if (!rows.length) return null;
  const fold = (/** @type {any} */ event) => (event.target.open ? legend.opened.add(group) : legend.opened.delete(group));
  return h("details", { class: "other-days", open: legend.opened.has(group), ontoggle: fold }, h("summary", null, count("legend.other_days", rows.length)), rows);
}

/**
 * @param {string} id @param {Child} swatch @param {Child} text @param {number} n
 */
function layerRow(id, swatch, text, n) {
  const hidden = state.hidden.has(id);
  const toggle = () => {
    if (!state.hidden.delete(id)) state.hidden.add(id);
    refresh();
    const again = document.querySelector(`[data-layer="${CSS.escape(id)}"]`);
    if (again instanceof HTMLElement) again.focus();
  };
  return h("label", { class: `layer${hidden ? " is-hidden" : ""}${n ? "" : " is-empty"}` },
    h("input", { type: "checkbox", checked: !hidden, onchange: toggle, "data-layer": id }),
    h("span", { class: "sign" }, swatch), h("span", { class: "words" }, text),
    hidden ? h("span", { class: "hidden-tag" }, t("legend.hidden")) : null,
    h("span", { class: "tally" }, number(n)));
}

/**
 * The group of what has no place: its rows lead to the list.
 * @param {Set<number>} held
 */
function unlocatedGroup(held) {
  const groups = notDrawn(held);
  const total = groups.reduce((sum, { items }) => sum + items.length, 0);
  return h("fieldset", { class: "group group-unlocated" },
    h("legend", null, t("legend.unlocated"), h("span", { class: "tally" }, number(total))),
    groups.filter(({ items }) => items.length).map(({ key, items }) => h("a", { class: "layer", href: `#list-${key}`, onclick: (/** @type {Event} */ event) => { event.preventDefault(); showList(key); } },
      h("span", { class: "words" }, t(`lists.${key}`)), h("span", { class: "tally" }, number(items.length)))),
    total ? null : h("p", { class: "none" }, t("legend.none")));
}

/**
 * How to read outline and shade; only what occurs on the map is explained.
 * @param {Mark[]} marks
 */
function legendKeys(marks) {
  const sites = [...new Set(marks.map((mark) => mark.site))].map(siteOf);
  const line = (/** @type {Attributes} */ more) => svg("path", { d: "M2 6h30", stroke: "currentColor", "stroke-width": 1.8, ...more });
  const sign = (/** @type {Child[]} */ ...drawing) => svg("svg", { viewBox: "0 0 34 12", class: "stroke", "aria-hidden": "true" }, drawing);
  const circle = svg("svg", { viewBox: "0 0 34 20", class: "stroke", "aria-hidden": "true" }, svg("circle", { cx: 17, cy: 10, r: 8, fill: "none", stroke: "currentColor", "stroke-width": 1.5, "stroke-dasharray": "4 3" }));
  /** @type {[boolean, Child, string][]} */
  const entries = [
    [sites.some((site) => site.shape === "area" && !site.inferred), sign(line({})), "legend.exact"],
    [sites.some((site) => site.inferred && !site.cut), sign(line({ "stroke-dasharray": "5 4" })), "legend.inferred"],
    [sites.some((site) => site.cut), h("span", { class: "fade" }), "legend.inferred"],
    [sites.some((site) => site.shape === "point" && site.radius_m), circle, "legend.radius"],
    [marks.some(isFaded), h("span", { class: "pale" }), "legend.faded"],
  ];
  return h("div", { class: "keys" },
    entries.filter(([there]) => there).map(([, drawing, words]) => h("p", null, h("span", { class: "sign" }, drawing), t(words))),
    new Set(Object.values(data.model.actors).map((actor) => actor.colour)).size > 1 && marks.some((mark) => mark.kind === "control") ? h("p", { class: "wide" }, t("legend.notches")) : null,
    marks.some((mark) => mark.status?.contested) ? h("p", { class: "wide" }, t("legend.wide")) : null,
    stage.towns.length ? h("p", { class: "wide" }, t("legend.grey")) : null);
}
