// Marks: areas, lines and circles with their fill, and a badge for each that can be reached by keyboard.

const MANY = 2000; // beyond this a canvas draws them: see tiles.js
/** @type {{ shapes: L.LayerGroup, badges: L.LayerGroup, renderer: L.SVG, byKey: Map<string, L.Marker>, tiles: any, soft: { lines: L.Polyline[], bounds: L.LatLngBounds }[] }} */
const drawn = { shapes: L.layerGroup(), badges: L.layerGroup(), renderer: L.svg(), byKey: new Map(), tiles: null, soft: [] };

/** Move badges without the third dimension: a thousand of them would be a thousand layers for the browser to lay together. */
function keepBadgesFlat() {
  const marker = /** @type {any} */ (L.Marker.prototype);
  const moved = marker._setPos;
  marker._setPos = function setFlat(/** @type {XY} */ at) {
    moved.call(this, at);
    if (this._icon) this._icon.style.transform = `translate(${at.x}px, ${at.y}px)`;
  };
}

/**
 * Make the panes that marks live in.
 * @param {L.Map} map
 */
function startMarks(map) {
  keepBadgesFlat();
  map.createPane("areas").style.zIndex = "420";
  drawn.renderer = L.svg({ pane: "areas", padding: 0.6 });
  drawn.shapes.addTo(map);
  drawn.badges.addTo(map);
  map.on("zoomend", () => soften(map));
}

/**
 * Draw the marks of a view; hidden layers are left out.
 * @param {L.Map} map @param {Mark[]} marks
 */
function drawMarks(map, marks) {
  const active = document.activeElement;
  const focused = active instanceof HTMLElement ? active.dataset.mark : undefined;
  drawn.shapes.clearLayers();
  drawn.badges.clearLayers();
  drawn.byKey.clear();
  for (const mask of document.querySelectorAll("mask.soft")) mask.remove();
  drawn.soft = [];
  if (drawn.tiles) map.removeLayer(drawn.tiles);
  drawn.tiles = null;
  if (marks.length > MANY) {
    drawn.tiles = tiled(map, marks.map(markItem), 421);
    return;
  }
  const stacked = new Map();
  for (const mark of marks) {
    const site = siteOf(mark.site);
    if (mark.kind === "control" || !stacked.has(mark.site)) drawShape(mark, site);
    const place = stacked.get(mark.site) || 0;
    stacked.set(mark.site, place + 1);
    drawBadge(mark, site, place);
  }
  soften(map);
  if (focused) drawn.byKey.get(focused)?.getElement()?.focus({ preventScroll: true });
}

/**
 * The outline: solid where it is a mapped area, dashed where its extent is inferred or only a radius is known.
 * @param {Mark} mark @param {Site} site
 */
function drawShape(mark, site) {
  const kind = kindOf(mark.kind);
  const options = {
    pane: "areas", renderer: drawn.renderer, bubblingMouseEvents: false, smoothFactor: 0.6,
    className: `mark mark-${mark.kind}${isFaded(mark) ? " is-faded" : ""}${mark.status?.control === "besieged" ? " is-besieged" : ""}`,
    color: kind.stroke(mark), weight: 1.6, opacity: 0.95, fillOpacity: 1, fillColor: kind.fill(mark, site.shape === "point" ? 0.32 : 1), // of a circle the place is somewhere within, not all
    dashArray: site.inferred || site.shape === "point" ? "5 4" : undefined,
  };
  const add = (/** @type {L.Layer} */ shape) => shape.on("click", () => openCard(mark.site)).addTo(drawn.shapes);
  if (site.shape === "point") {
    if (site.radius_m) add(L.circle(latLng(site), { ...options, radius: site.radius_m }));
  } else if (site.shape === "line") {
    add(L.geoJSON(/** @type {any} */ (site.geometry), { style: { ...options, fill: false, weight: 5, opacity: 0.85 } }));
  } else {
    const area = L.geoJSON(/** @type {any} */ (site.geometry), { style: options });
    add(area);
    if (site.cut) feather(area, site.cut);
    if (site.radius_m && site.inferred) {
      add(L.circle(latLng(site), { ...options, radius: site.radius_m, fill: false, weight: 1, opacity: 0.45 }));
    }
  }
}

const FEATHER = 8; // strokes laid over one another, the widest first: together an even slope

/**
 * Let an area fade towards the edges that no map gives: where "eastern" ends is not a line.
 * @param {L.GeoJSON} area @param {GeoJSON.Geometry} cut
 */
function feather(area, cut) {
  const id = `soft${drawn.soft.length}`;
  const mask = svg("mask", { id, class: "soft" }, svg("rect", { x: -1e5, y: -1e5, width: 2e5, height: 2e5, fill: "#fff" }));
  /** @type {L.Polyline[]} */
  const lines = [];
  for (let step = 0; step < FEATHER; step += 1) {
    const line = L.geoJSON(/** @type {any} */ (cut), { interactive: false, style: { pane: "areas", renderer: drawn.renderer, color: "#000", opacity: 1 / (FEATHER - step), fill: false, className: "softener", weight: 1 } }).addTo(drawn.shapes);
    line.eachLayer((layer) => {
      const path = /** @type {L.Polyline} */ (layer);
      const node = path.getElement();
      if (node) mask.append(node);
      lines.push(path);
    });
  }
  area.eachLayer((layer) => {
    const node = /** @type {L.Polygon} */ (layer).getElement();
    node?.parentElement?.parentElement?.append(mask);
    node?.setAttribute("mask", `url(#${id})`);
  });
  drawn.soft.push({ lines, bounds: area.getBounds() });
}

/**
 * Give every soft edge the width that suits the size of its area on the screen.
 * @param {L.Map} map
 */
function soften(map) {
  for (const { lines, bounds } of drawn.soft) {
    const [one, other] = [map.latLngToLayerPoint(bounds.getNorthWest()), map.latLngToLayerPoint(bounds.getSouthEast())];
    const width = Math.min(240, Math.min(Math.abs(one.x - other.x), Math.abs(one.y - other.y)) * 0.9);
    for (const [place, line] of lines.entries()) line.setStyle({ weight: width * (1 - Math.floor((place * FEATHER) / lines.length) / FEATHER) });
  }
}

/**
 * @param {Mark} mark @param {Site} site @param {number} place
 */
function drawBadge(mark, site, place) {
  const icon = L.divIcon({ className: `pin${isFaded(mark) ? " is-faded" : ""}${state.open === mark.site ? " is-open" : ""}`, html: /** @type {any} */ (kindOf(mark.kind).badge(mark.layer)), iconSize: [28, 28], iconAnchor: [14 - place * 24, 14] });
  const marker = L.marker(latLng(site), { icon, keyboard: true, riseOnHover: true, title: "", alt: "" });
  marker.on("click", () => openCard(mark.site, { key: mark.key }));
  marker.on("keypress", (event) => {
    const { key } = /** @type {L.LeafletKeyboardEvent} */ (event).originalEvent;
    if (key === "Enter" || key === " ") openCard(mark.site, { key: mark.key, focus: true });
  });
  marker.addTo(drawn.badges);
  const element = marker.getElement();
  if (!element) return;
  element.dataset.mark = mark.key;
  element.setAttribute("aria-label", markWords(mark));
  element.setAttribute("aria-haspopup", "dialog");
  drawn.byKey.set(mark.key, marker);
}

/**
 * The bounds of what is shown.
 * @param {Mark[]} marks
 */
function boundsOf(marks) {
  const bounds = L.latLngBounds([]);
  const sites = new Set(marks.map((mark) => mark.site));
  for (const number of sites) {
    const site = siteOf(number);
    if (site.shape === "point" && !site.radius_m) bounds.extend(latLng(site));
    else if (site.shape === "point") bounds.extend(L.latLng(latLng(site)).toBounds((site.radius_m || 0) * 2));
    else bounds.extend(L.geoJSON(/** @type {any} */ (site.geometry)).getBounds());
  }
  return bounds;
}
