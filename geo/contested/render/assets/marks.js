// Marks: areas, lines and circles with their fill, and a badge for each that can be reached by keyboard.

const MANY = 2000; // beyond this a canvas draws plain colours: no stripes, no badges, no keyboard on the map itself
const drawn = { shapes: null, badges: null, renderer: null, canvas: null, byKey: new Map() };

/** Make the panes that marks live in. */
function startMarks(map) {
  map.createPane("areas").style.zIndex = 420;
  drawn.renderer = L.svg({ pane: "areas", padding: 0.6 });
  drawn.canvas = L.canvas({ pane: "areas", padding: 0.3, tolerance: 4 });
  drawn.shapes = L.layerGroup().addTo(map);
  drawn.badges = L.layerGroup().addTo(map);
}

/** Draw the marks of a view; hidden layers are left out. */
function drawMarks(map, marks) {
  const focused = document.activeElement?.dataset?.mark;
  drawn.shapes.clearLayers();
  drawn.badges.clearLayers();
  drawn.byKey.clear();
  if (marks.length > MANY) {
    for (const mark of marks) drawPlain(mark);
    return;
  }
  const stacked = new Map();
  for (const mark of marks) {
    const site = data.model.sites[mark.site];
    if (mark.kind === "control" || !stacked.has(mark.site)) drawShape(mark, site);
    const place = stacked.get(mark.site) || 0;
    stacked.set(mark.site, place + 1);
    drawBadge(map, mark, site, place);
  }
  if (focused) drawn.byKey.get(focused)?.getElement()?.focus({ preventScroll: true });
}

/** A mark among very many: its colour and outline on the canvas; the list, the search and the table say the rest. */
function drawPlain(mark) {
  const site = data.model.sites[mark.site];
  const colour = mark.kind === "control" ? claimants(mark.run)[0] : mark.kind === "aid" ? "#0a6b4e" : "#5c5c5c";
  const options = { pane: "areas", renderer: drawn.canvas, color: colour, weight: 1, fillColor: colour, fillOpacity: mark.run?.contested ? 0.25 : 0.5, dashArray: site.inferred ? "5 4" : null };
  const shape = site.shape === "point" ? L.circleMarker([site.at[1], site.at[0]], { ...options, radius: 4 }) : L.geoJSON(site.geometry, { style: options });
  shape.on("click", () => openCard(mark.site)).addTo(drawn.shapes);
}

/** The outline: solid where it is a mapped area, dashed where its extent is inferred or only a radius is known. */
function drawShape(mark, site) {
  const control = mark.kind === "control";
  const colour = control ? claimants(mark.run)[0] : "currentColor";
  const faded = isFaded(mark) ? " is-faded" : "";
  const options = {
    pane: "areas", renderer: drawn.renderer, bubblingMouseEvents: false, smoothFactor: 0.6,
    className: `mark mark-${mark.kind}${faded}${mark.run?.control === "besieged" ? " is-besieged" : ""}`,
    color: colour, weight: 1.6, opacity: 0.95, fillOpacity: 1,
    fillColor: control ? areaFill(mark.run) : "transparent",
    dashArray: site.inferred || site.shape === "point" ? "5 4" : null,
  };
  const open = (event) => openCard(mark.site, { origin: event.originalEvent?.target });
  const add = (shape) => shape.on("click", open).addTo(drawn.shapes);
  if (site.shape === "point") {
    if (site.radius_m) add(L.circle([site.at[1], site.at[0]], { ...options, radius: site.radius_m }));
  } else if (site.shape === "line") {
    add(L.geoJSON(site.geometry, { style: { ...options, fill: false, weight: 5, opacity: 0.85 } }));
  } else {
    add(L.geoJSON(site.geometry, { style: options }));
    if (site.radius_m && site.inferred) {
      add(L.circle([site.at[1], site.at[0]], { ...options, radius: site.radius_m, fill: false, weight: 1, opacity: 0.45 }));
    }
  }
}

function drawBadge(map, mark, site, place) {
  const icon = L.divIcon({ className: `pin${isFaded(mark) ? " is-faded" : ""}${state.open === mark.site ? " is-open" : ""}`, html: badge(mark.layer), iconSize: [28, 28], iconAnchor: [14 - place * 24, 14] });
  const marker = L.marker([site.at[1], site.at[0]], { icon, keyboard: true, riseOnHover: true, title: "", alt: "" });
  marker.on("click", () => openCard(mark.site, { key: mark.key }));
  marker.on("keypress", (event) => {
    if (event.originalEvent.key === "Enter" || event.originalEvent.key === " ") openCard(mark.site, { key: mark.key, focus: true });
  });
  marker.addTo(drawn.badges);
  const element = marker.getElement();
  element.dataset.mark = mark.key;
  element.setAttribute("aria-label", markWords(mark));
  element.setAttribute("aria-haspopup", "dialog");
  drawn.byKey.set(mark.key, marker);
}

/** A mark in one line of words, for those who do not see it. */
function markWords(mark) {
  const site = data.model.sites[mark.site];
  return [site.label, layerWords(mark.layer)].join(": ");
}

/** Newest support over two weeks old. */
function isFaded(mark) {
  const now = today();
  const age = mark.run ? ageOf(mark.run) : ((day) => (day && now ? daysBetween(day, now) : null))(newestOf(mark.claims));
  return age !== null && age > 14;
}

/** The bounds of what is shown. */
function boundsOf(marks) {
  const bounds = L.latLngBounds([]);
  for (const mark of marks) {
    const site = data.model.sites[mark.site];
    bounds.extend(L.geoJSON(site.geometry).getBounds());
    if (site.radius_m && site.shape === "point") bounds.extend(L.latLng(site.at[1], site.at[0]).toBounds(site.radius_m * 2));
  }
  return bounds;
}
