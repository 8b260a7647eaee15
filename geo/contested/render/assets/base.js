// The ground: outlines of the theatre, the reader's own layers. Never a statement about control.

const GROUND = ["coast", "context", "territory", "admin", "zone", "road", "corridor", "line", "border"];

/**
 * Draw the ground in its own pane; answer the names it offers.
 * @param {L.Map} map @returns {GroundName[]}
 */
function drawGround(map) {
  const pane = map.createPane("ground");
  pane.style.zIndex = "210";
  const renderer = L.svg({ pane: "ground", padding: 0.6 });
  /** @type {GroundName[]} */
  const labels = [];
  const draw = (/** @type {Ground} */ layer, /** @type {string} */ name) => L.geoJSON(/** @type {any} */ (layer.geometry), {
    pane: "ground", interactive: false, style: { renderer, className: `ground ${name}`, weight: 1 },
  }).addTo(map);
  const layers = data.model.context;
  for (const layer of layers) if (layer.kind === "coast") for (const name of ["shore-3", "shore-2", "shore-1"]) draw(layer, name);
  for (const kind of GROUND) {
    for (const layer of layers) {
      if (layer.kind !== kind) continue;
      draw(layer, `ground-${kind} is-${layer.shape}`);
      if (layer.at && layer.name && layer.name !== data.model.theatre?.title) labels.push({ kind, text: layer.name, at: layer.at, size_km: layer.size_km });
    }
  }
  return labels;
}

/**
 * Towns of the theatre that nothing is claimed about, the largest first: names for orientation.
 * @returns {GroundName[]}
 */
function towns() {
  const claimed = new Set(data.model.sites.map((site) => site.place_id));
  return data.model.places.filter(([id, , , lon, , rank]) => rank && lon !== null && !claimed.has(id))
    .sort((one, other) => other[5] - one[5]).map(([, text, , lon, lat]) => ({ kind: "town", text, at: [lon, lat], size_km: 0 }));
}

/**
 * Where a theatre has no outlines, a faint net of degrees keeps the map from being empty.
 * @param {L.Map} map
 */
function startNet(map) {
  if (data.model.context.length) return;
  const net = L.layerGroup().addTo(map);
  const renderer = L.svg({ pane: "ground", padding: 0.1 });
  const draw = () => {
    net.clearLayers();
    const box = map.getBounds().pad(0.05);
    const span = Math.max(1e-6, box.getEast() - box.getWest());
    const step = [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30].find((size) => span / size < 7) || 30;
    const line = (/** @type {L.LatLngTuple[]} */ points) => L.polyline(points, { pane: "ground", renderer, interactive: false, className: "ground ground-net" }).addTo(net);
    for (let lon = Math.ceil(box.getWest() / step) * step; lon <= box.getEast(); lon += step) line([[Math.max(-85, box.getSouth()), lon], [Math.min(85, box.getNorth()), lon]]);
    for (let lat = Math.ceil(box.getSouth() / step) * step; lat <= box.getNorth(); lat += step) line([[lat, box.getWest()], [lat, box.getEast()]]);
  };
  map.on("moveend", draw);
}

/**
 * Draw the reader's own layers, each with a card made of plain text; very many features on canvas tiles.
 * @param {L.Map} map @returns {OwnDrawn[]}
 */
function drawOwnLayers(map) {
  const renderer = L.svg({ padding: 0.6 });
  return data.model.layers.map((layer, number) => {
    const id = `o/${number}`;
    if (layer.features.length > MANY) return { id, layer, drawn: tiled(map, layer.features.map((feature) => ownItem(layer, feature)), 410) };
    const shapes = layer.features.map((feature) => ({ type: "Feature", geometry: feature.geometry, properties: feature }));
    const drawn = L.geoJSON(/** @type {any} */ (shapes), {
      style: (feature) => (feature?.geometry.type.endsWith("Point")
        ? { renderer, color: layer.colour, weight: 1.5, fillOpacity: 0.6 }
        : { renderer, color: layer.colour, weight: layer.width, dashArray: layer.dashed ? "6 4" : "", fillColor: layer.colour, fillOpacity: layer.fill }),
      pointToLayer: (_, at) => L.circleMarker(at, { renderer, radius: 5 }),
      onEachFeature: (feature, shape) => shape.on("click", () => openOwn(layer, /** @type {any} */ (feature).properties)),
    }).addTo(map);
    return { id, layer, drawn };
  });
}

/**
 * @param {OwnLayer} layer @param {OwnFeature} feature
 */
function ownItem(layer, feature) {
  return fieldItem(feature, feature.geometry, {
    plain: { colours: [layer.colour], texture: "light", shape: "circle" }, dashed: layer.dashed,
    words: () => [feature.label, layer.name].filter(Boolean).join(": "), open: () => openOwn(layer, feature),
  });
}

/**
 * The bounds of one of the reader's own layers.
 * @param {OwnDrawn} own @returns {L.LatLngBounds}
 */
function ownBounds({ drawn }) {
  if (!drawn.field) return drawn.getBounds();
  const [west, north, east, south] = drawn.field.extent;
  if (!Number.isFinite(west)) return L.latLngBounds([]);
  return L.latLngBounds(stage.map.unproject([west * 256, north * 256], 0), stage.map.unproject([east * 256, south * 256], 0));
}
