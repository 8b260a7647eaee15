// The start: folium hands over the Leaflet map it made; everything else hangs on `refresh`.

const stage = { map: null, ground: [], towns: [], own: [], shown: [], beyond: null };

/** Start the page on a Leaflet map. Called once, by folium's own script. */
function start(map) {
  readModel();
  document.documentElement.classList.add("js");
  stage.map = map;
  const side = document.getElementById("side");
  map.attributionControl?.setPrefix(false);
  map.getContainer().setAttribute("aria-label", t("page.map"));
  L.control.scale({ position: "bottomleft", imperial: false }).addTo(map);
  startPatterns();
  stage.ground = drawGround(map);
  startNet(map);
  stage.towns = towns();
  startMarks(map);
  startLabels(map, () => placeLabels(map, stage.shown, stage.ground));
  stage.own = drawOwnLayers(map);
  startCard();
  startTime();
  startSearch();
  startLegend(side, stage.own);
  startLists(side);
  startTools(map, side);
  startPrint(map);
  for (const time of document.querySelectorAll(".masthead time")) time.textContent = dateWords(time.dateTime);
  map.invalidateSize({ animate: false });
  refresh();
  fit(false);
}

/** Draw everything for the present state. */
function refresh() {
  const { map } = stage;
  const seen = view(state.day);
  stage.shown = seen.marks.filter((mark) => !state.hidden.has(mark.layer.id));
  for (const { id, drawn: layer } of stage.own) {
    if (state.hidden.has(id)) map.removeLayer(layer);
    else if (!map.hasLayer(layer)) map.addLayer(layer);
  }
  drawMarks(map, stage.shown);
  placeLabels(map, stage.shown, stage.ground);
  tellBeyond(map);
  drawSummary(seen.marks);
  drawLegend(seen.marks, seen);
  drawLists();
  drawTime();
  drawCard(seen);
  document.querySelector(".stage").classList.toggle("has-card", !card.node.hidden);
}

/** Fit the map to what is shown in and around the theatre, or to all that is shown; with nothing, to the theatre. */
function fit(animate, all = false) {
  const within = all ? [] : stage.shown.filter(({ site }) => isNear(data.model.sites[site].at));
  const bounds = boundsOf(within.length ? within : stage.shown);
  for (const { id, drawn: layer } of stage.own) if (!state.hidden.has(id) && layer.getBounds().isValid()) bounds.extend(layer.getBounds());
  const { theatre } = data.model;
  if (!bounds.isValid() && theatre) bounds.extend([[theatre.bbox[1], theatre.bbox[0]], [theatre.bbox[3], theatre.bbox[2]]]);
  if (!bounds.isValid()) return;
  const narrow = stage.map.getSize().x < 600;
  const below = clock.node ? 84 : 40;
  stage.map.fitBounds(bounds, { animate, maxZoom: 14, paddingTopLeft: narrow ? [40, 74] : [70, 70], paddingBottomRight: narrow ? [64, below] : [90, below + 10] });
}

/** In the box of the theatre, or within a quarter of its size around it. */
function isNear([lon, lat]) {
  if (!data.model.theatre) return true;
  const [west, south, east, north] = data.model.theatre.bbox;
  const [wide, high] = [(east - west) / 4, (north - south) / 4];
  return lon >= west - wide && lon <= east + wide && lat >= south - high && lat <= north + high;
}

/** Bring a site into the part of the map that the card leaves free. */
function showMark(site, fly) {
  const { at, geometry } = data.model.sites[site];
  if (!onMap(data.model.sites[site])) return;
  const { map } = stage;
  const sheet = getComputedStyle(card.node).position === "fixed";
  const stageNode = document.querySelector(".stage");
  if (sheet) stageNode.scrollIntoView({ block: "start" });
  const aside = sheet ? 0 : card.node.offsetWidth + 24;
  const below = sheet ? Math.max(40, stageNode.getBoundingClientRect().bottom - (window.innerHeight - card.node.offsetHeight) + 44) : 100;
  const room = { paddingTopLeft: [50, 76], paddingBottomRight: [50 + aside, below] };
  if (fly) map.fitBounds(L.geoJSON(geometry).getBounds(), { ...room, maxZoom: Math.max(12, map.getZoom()) });
  else map.panInside(L.latLng(at[1], at[0]), room);
}

/** On paper the map has the width of the sheet and shows all that is shown on the screen. */
function startPrint(map) {
  const root = document.documentElement;
  let before = null;
  window.addEventListener("beforeprint", () => {
    before = { centre: map.getCenter(), zoom: map.getZoom() };
    root.classList.add("printing");
    map.invalidateSize({ animate: false });
    fit(false);
    placeLabels(map, stage.shown, stage.ground);
  });
  window.addEventListener("afterprint", () => {
    root.classList.remove("printing");
    map.invalidateSize({ animate: false });
    if (before) map.setView(before.centre, before.zoom, { animate: false });
  });
}
