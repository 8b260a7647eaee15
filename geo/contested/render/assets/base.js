// The ground: outlines of the theatre, the reader's own layers. Never a statement about control.

const GROUND = ["coast", "context", "territory", "admin", "zone", "road", "corridor", "line", "border"];

/** Draw the ground in its own pane; answer the label points it offers. */
function drawGround(map) {
  const pane = map.createPane("ground");
  pane.style.zIndex = 210;
  const renderer = L.svg({ pane: "ground", padding: 0.6 });
  const labels = [];
  const draw = (layer, name) => L.geoJSON(layer.geometry, {
    pane: "ground", renderer, interactive: false, style: { className: `ground ${name}`, weight: 1 },
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

/** Towns of the theatre that nothing is claimed about, the largest first: names for orientation. */
function towns() {
  const claimed = new Set(data.model.sites.map((site) => site.place_id));
  return data.model.places.filter(([id, , , lon, , rank]) => rank && lon !== null && !claimed.has(id))
    .sort((one, other) => other[5] - one[5]).map(([, text, , lon, lat]) => ({ kind: "town", text, at: [lon, lat] }));
}

/** Where a theatre has no outlines, a faint net of degrees keeps the map from being empty. */
function startNet(map) {
  if (data.model.context.length) return;
  const net = L.layerGroup().addTo(map);
  const renderer = L.svg({ pane: "ground", padding: 0.1 });
  const draw = () => {
    net.clearLayers();
    const box = map.getBounds().pad(0.05);
    const span = Math.max(1e-6, box.getEast() - box.getWest());
    const step = [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30].find((size) => span / size < 7) || 30;
    const line = (points) => L.polyline(points, { pane: "ground", renderer, interactive: false, className: "ground ground-net" }).addTo(net);
    for (let lon = Math.ceil(box.getWest() / step) * step; lon <= box.getEast(); lon += step) line([[Math.max(-85, box.getSouth()), lon], [Math.min(85, box.getNorth()), lon]]);
    for (let lat = Math.ceil(box.getSouth() / step) * step; lat <= box.getNorth(); lat += step) line([[lat, box.getWest()], [lat, box.getEast()]]);
  };
  map.on("moveend", draw);
}

/** Draw the reader's own layers, each with a popup made of plain text; answer them by their id in the legend. */
function drawOwnLayers(map) {
  const renderer = L.svg({ padding: 0.6 });
  return data.model.layers.map((layer, number) => {
    const drawn = L.geoJSON(layer.features.map((feature) => ({ type: "Feature", geometry: feature.geometry, properties: feature })), {
      renderer,
      style: { color: layer.colour, weight: 2, fillColor: layer.colour, fillOpacity: 0.12 },
      pointToLayer: (feature, at) => L.circleMarker(at, { renderer, radius: 5, color: layer.colour, weight: 1.5, fillOpacity: 0.6 }),
      onEachFeature: (feature, shape) => shape.on("click", () => openOwn(layer, feature.properties)),
    }).addTo(map);
    return { id: `o/${number}`, layer, drawn };
  });
}
