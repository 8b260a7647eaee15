// Tools over the map: zoom, fit, light or dark; below the lists: downloads and what the page is about.

/**
 * Make the buttons over the map and the downloads below the lists.
 * @param {L.Map} map @param {HTMLElement} side
 */
function startTools(map, side) {
  const button = (/** @type {string} */ label, /** @type {string} */ path, /** @type {() => void} */ action, name = "") => h("button", { type: "button", class: name, "aria-label": t(label), title: t(label), onclick: action }, drawing(path));
  one(".stage").append(h("div", { class: "tools", role: "group", "aria-label": t("tools.title") },
    button("tools.zoom_in", "M8 3v10M3 8h10", () => map.zoomIn(), "only-wide"),
    button("tools.zoom_out", "M3 8h10", () => map.zoomOut(), "only-wide"),
    button("tools.fit", "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10", () => fit(true, true)),
    button("tools.theme", "M8 2.5a5.5 5.5 0 1 0 5.5 5.5A4.2 4.2 0 0 1 8 2.5z", switchScheme)));
  stage.beyond = h("button", { type: "button", class: "beyond", dir: data.model.direction, hidden: true, onclick: () => fit(true, true) });
  stage.counted = h("p", { class: "counted", dir: data.model.direction, role: "status", hidden: true });
  one(".stage").append(stage.beyond, stage.counted);
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
  const table = document.getElementById("claims");
  if (table instanceof HTMLDetailsElement) table.open = true;
}

/**
 * Say how many marks lie outside the view, and lead to them.
 * @param {L.Map} map
 */
function tellBeyond(map) {
  const inside = seenBy(map);
  const beyond = stage.shown.reduce((sum, { site }) => sum + (inside(siteOf(site)) ? 0 : 1), 0);
  stage.beyond.hidden = beyond === 0;
  stage.beyond.textContent = beyond ? count("tools.beyond", beyond) : "";
}

function switchScheme() {
  const root = document.documentElement;
  const dark = getComputedStyle(root).colorScheme === "dark";
  root.dataset.scheme = dark ? "light" : "dark";
}
