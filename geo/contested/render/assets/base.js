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
