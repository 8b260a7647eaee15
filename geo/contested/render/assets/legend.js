// The legend is the layer control: groups with counts, and it says when something is hidden.

const legend = { node: null, layers: [], own: [] };

/** Make the legend's place; `own` are the reader's own layers. */
function startLegend(side, own) {
  legend.layers = allLayers();
  legend.own = own;
  legend.node = h("section", { class: "legend", "aria-labelledby": "legend-title" });
  side.append(legend.node);
}

/** A layer in words. */
function layerWords(layer) {
  if (layer.group === "control") return join([controlWords(layer.run), t(`dispute.${layer.run.dispute}`)].filter(Boolean), " — ").join("");
  if (layer.group === "aid") return `${t(`aid_kind.${layer.aid.kind}`)}: ${t(`aid_status.${layer.aid.status}`)}`;
  if (!layer.predicate) return t("legend.said");
  return layer.stance ? `${t(`predicate.${layer.predicate}`)} — ${t(layer.stance)}` : t(`predicate.${layer.predicate}`);
}

/** Write the legend for the marks of a day. */
function drawLegend(marks, seen) {
  const unknown = new Map(marks.map(({ layer }) => [layer.id, layer]));
  for (const { id } of legend.layers) unknown.delete(id);
  if (unknown.size) legend.layers = sortLayers([...legend.layers, ...unknown.values()]);
  const tally = new Map();
  for (const mark of marks) tally.set(mark.layer.id, (tally.get(mark.layer.id) || 0) + 1);
  const group = (name) => {
    const layers = legend.layers.filter((layer) => layer.group === name);
    const total = layers.reduce((sum, layer) => sum + (tally.get(layer.id) || 0), 0);
    return h("fieldset", { class: `group group-${name}` },
      h("legend", null, t(`legend.${name}`), h("span", { class: "tally" }, total)),
      layers.length ? layers.map((layer) => row(layer.id, legendSwatch(layer), legendText(layer), tally.get(layer.id) || 0)) : h("p", { class: "none" }, t("legend.none")));
  };
  const hidden = state.hidden.size;
  fillNode(legend.node,
    h("div", { class: "legend-head" },
      h("h2", { id: "legend-title" }, t("legend.title")),
      hidden ? h("p", { class: "hidden-note", role: "status" }, count("legend.hidden_count", hidden), " ", h("button", { type: "button", class: "link", onclick: () => { state.hidden.clear(); refresh(); } }, t("legend.show_all"))) : null),
    group("control"), group("aid"), group("events"),
    unlocatedGroup(seen),
    legend.own.length ? h("fieldset", { class: "group" }, h("legend", null, t("legend.layers")),
      legend.own.map(({ id, layer }) => row(id, h("span", { class: "own", style: { background: layer.colour } }), [bdi(layer.name)], layer.features.length))) : null,
    keys(marks));
}

const legendSwatch = (layer) => (layer.group === "control"
  ? h("span", { class: "pair" }, svg("svg", { viewBox: "0 0 34 22", class: "patch" },
    svg("rect", { x: 1, y: 1, width: 32, height: 20, rx: 2, fill: areaFill(layer.run), stroke: claimants(layer.run)[0], "stroke-width": 1.4 })), badge(layer))
  : badge(layer));

function legendText(layer) {
  if (layer.group !== "control") return [layerWords(layer)];
  return [h("b", { dir: "auto" }, controlWords(layer.run)), h("span", { class: "quiet" }, t(`dispute.${layer.run.dispute}`))];
}

function row(id, swatch, text, n) {
  const hidden = state.hidden.has(id);
  const toggle = () => {
    if (!state.hidden.delete(id)) state.hidden.add(id);
    refresh();
    document.querySelector(`[data-layer="${CSS.escape(id)}"]`)?.focus();
  };
  return h("label", { class: `layer${hidden ? " is-hidden" : ""}${n ? "" : " is-empty"}` },
    h("input", { type: "checkbox", checked: !hidden, onchange: toggle, "data-layer": id }),
    h("span", { class: "sign" }, swatch), h("span", { class: "words" }, text),
    hidden ? h("span", { class: "hidden-tag" }, t("legend.hidden")) : null,
    h("span", { class: "tally" }, n));
}

/** The group of what has no place: its rows lead to the list. */
function unlocatedGroup(seen) {
  const groups = notDrawn(seen);
  const total = groups.reduce((sum, { items }) => sum + items.length, 0);
  return h("fieldset", { class: "group group-unlocated" },
    h("legend", null, t("legend.unlocated"), h("span", { class: "tally" }, total)),
    groups.filter(({ items }) => items.length).map(({ key, items }) => h("a", { class: "layer", href: `#list-${key}`, onclick: (event) => { event.preventDefault(); showList(key); } },
      h("span", { class: "words" }, t(`lists.${key}`)), h("span", { class: "tally" }, items.length))),
    total ? null : h("p", { class: "none" }, t("legend.none")));
}

/** How to read outline and shade; only what occurs on the map is explained. */
function keys(marks) {
  const sites = [...new Set(marks.map((mark) => mark.site))].map((number) => data.model.sites[number]);
  const line = (dash) => svg("svg", { viewBox: "0 0 34 12", class: "stroke" }, svg("path", { d: "M2 6h30", stroke: "currentColor", "stroke-width": 1.8, "stroke-dasharray": dash ? "5 4" : null }));
  const circle = svg("svg", { viewBox: "0 0 34 20", class: "stroke" }, svg("circle", { cx: 17, cy: 10, r: 8, fill: "none", stroke: "currentColor", "stroke-width": 1.5, "stroke-dasharray": "4 3" }));
  const entries = [
    sites.some((site) => site.shape === "area" && !site.inferred) && [line(false), t("legend.exact")],
    sites.some((site) => site.inferred) && [line(true), t("legend.inferred")],
    sites.some((site) => site.shape === "point" && site.radius_m) && [circle, t("legend.radius")],
    marks.some(isFaded) && [h("span", { class: "pale" }), t("legend.faded")],
  ].filter(Boolean);
  return h("div", { class: "keys" },
    entries.map(([sign, words]) => h("p", null, h("span", { class: "sign" }, sign), words)),
    marks.some((mark) => mark.run?.contested) ? h("p", { class: "wide" }, t("legend.wide")) : null,
    stage.towns.length ? h("p", { class: "wide" }, t("legend.grey")) : null);
}
