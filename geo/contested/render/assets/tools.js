// Tools: zoom, fit, light or dark, print, and the download of what is shown.

/** Make the buttons over the map and the downloads below the lists. */
function startTools(map, side) {
  const button = (label, path, action, name) => h("button", { type: "button", class: name, "aria-label": t(label), title: t(label), onclick: action },
    svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, svg("path", { d: path, fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linecap": "round", "stroke-linejoin": "round" })));
  document.querySelector(".stage").append(h("div", { class: "tools", role: "group" },
    button("tools.zoom_in", "M8 3v10M3 8h10", () => map.zoomIn(), "only-wide"),
    button("tools.zoom_out", "M3 8h10", () => map.zoomOut(), "only-wide"),
    button("tools.fit", "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10", () => fit(true, true)),
    button("tools.theme", "M8 2.5a5.5 5.5 0 1 0 5.5 5.5A4.2 4.2 0 0 1 8 2.5z", switchScheme)));
  stage.beyond = h("button", { type: "button", class: "beyond", dir: data.model.direction, hidden: true, onclick: () => fit(true, true) });
  document.querySelector(".stage").append(stage.beyond);
  map.on("moveend", () => tellBeyond(map));
  side.append(h("section", { class: "take" },
    h("h2", null, t("tools.download")),
    h("p", null,
      h("button", { type: "button", class: "plain", onclick: () => download("geojson", "application/geo+json", shownGeojson()) }, t("tools.geojson")),
      h("button", { type: "button", class: "plain", onclick: () => download("csv", "text/csv;charset=utf-8", shownCsv()) }, t("tools.csv")),
      h("button", { type: "button", class: "plain", onclick: () => window.print() }, t("tools.print")))));
  side.append(h("section", { class: "about" },
    h("h2", null, t("page.about")),
    data.model.theatre?.disclaimer ? h("p", { dir: "auto" }, data.model.theatre.disclaimer) : null,
    h("p", { class: "screen" }, h("a", { href: "#claims", onclick: openTable }, t("table.caption")))));
}

/** The table of all claims stands folded below the map; a link to it opens it. */
function openTable() {
  document.getElementById("claims").open = true;
}

/** Say how many marks lie outside the view, and lead to them. */
function tellBeyond(map) {
  const view = map.getBounds();
  const beyond = stage.shown.filter(({ site }) => !view.contains([data.model.sites[site].at[1], data.model.sites[site].at[0]])).length;
  stage.beyond.hidden = beyond === 0;
  stage.beyond.textContent = beyond ? count("tools.beyond", beyond) : "";
}

function switchScheme() {
  const root = document.documentElement;
  const dark = getComputedStyle(root).colorScheme === "dark";
  root.dataset.scheme = dark ? "light" : "dark";
}

function download(suffix, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = h("a", { href: address, download: `contested${today() ? `-${today()}` : ""}.${suffix}` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** The shown marks, one row each, with everything needed to trace them; the unlocated are rows without geometry. */
function shownRows() {
  const { sites, statuses, claims, articles } = data.model;
  const located = stage.shown.map((mark) => ({ site: sites[mark.site], run: mark.run || null, kind: mark.kind, numbers: mark.claims || mark.run.claims, predicate: mark.layer.predicate || null }));
  const rest = notDrawn().find(({ key }) => key === "unlocated").items.map((number) => ({ site: null, run: statuses[number], kind: "unlocated", numbers: statuses[number].claims, predicate: null }));
  return [...located, ...rest].map(({ site, run, kind, numbers, predicate }) => ({
    geometry: site ? site.geometry : null,
    properties: {
      mark: kind, place: site ? site.label : null, place_id: site ? site.place_id : null, parent: site ? site.parent : null,
      radius_m: site ? site.radius_m : null, inferred_extent: site ? site.inferred : null,
      control: kind === "control" ? run.control : null, holder: kind === "control" ? run.holder.join("; ") : null,
      dispute: kind === "control" ? run.dispute : null, disputed_by: kind === "control" ? run.disputed_by.join("; ") : null,
      aid_kind: run?.aid?.kind ?? null, aid_status: run?.aid?.status ?? null, predicate, why: run ? run.why : null,
      quotes: numbers.map((number) => claims[number].quote.join("")).join(" | "),
      sources: numbers.map((number) => claims[number].chain.join(" → ")).join(" | "),
      published: numbers.map((number) => articles[claims[number].article].published || "").join(" | "),
      links: numbers.map((number) => articles[claims[number].article].url || "").join(" | "),
      claim_ids: numbers.map((number) => claims[number].id).join(" | "), as_of: today(),
    },
  }));
}

function shownGeojson() {
  const features = shownRows().map((row) => ({ type: "Feature", ...row, geometry: row.geometry && unshifted(row.geometry) }));
  return JSON.stringify({ type: "FeatureCollection", features }, null, 1);
}

/** Longitudes that were moved east over the antimeridian, moved back. */
function unshifted(geometry) {
  if (!data.model.shifted) return geometry;
  const back = (value) => (typeof value[0] === "number" ? [value[0] > 180 ? value[0] - 360 : value[0], value[1]] : value.map(back));
  return { ...geometry, coordinates: back(geometry.coordinates) };
}

/** CSV that a spreadsheet opens as text: a cell that would start a formula gets an apostrophe before it. */
function shownCsv() {
  const rows = shownRows().map(({ geometry, properties }, number) => {
    const at = geometry ? stage.shown[number] && data.model.sites[stage.shown[number].site].at : null;
    return { ...properties, lon: at ? at[0] : null, lat: at ? at[1] : null };
  });
  const cell = (value) => {
    if (value === null || value === undefined) return "";
    const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const heads = rows.length ? Object.keys(rows[0]) : ["mark", "place"];
  return `\ufeff${[heads, ...rows.map((row) => heads.map((name) => row[name]))].map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}
