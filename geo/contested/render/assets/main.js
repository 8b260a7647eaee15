// The start: folium hands over the Leaflet map it made; everything else hangs on `refresh`.

/** @type {{ map: L.Map, ground: GroundName[], towns: GroundName[], own: OwnDrawn[], shown: Mark[], beyond: HTMLElement, counted: HTMLElement }} */
const stage = { map: /** @type {any} */ (null), ground: [], towns: [], own: [], shown: [], beyond: /** @type {any} */ (null), counted: /** @type {any} */ (null) };

/**
 * Start the page on a Leaflet map. Called once, by folium's own script.
 * @param {L.Map} map
 */
function start(map) {
  readModel();
  kinds.sort((one, other) => one.order - other.order);
  document.documentElement.classList.add("js");
  stage.map = map;
  const side = one("#side");
  map.attributionControl?.setPrefix(false);
  map.getContainer().setAttribute("aria-label", t("page.map"));
  L.control.scale({ position: "bottomleft", imperial: false, updateWhenIdle: true }).addTo(map);
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
  startLegend(side);
  startChanges(side);
  startLists(side);
  startTools(map, side);
  startTiles(map);
  startCursor(map);
  startLocator(map);
  startTable();
  startPrint(map);
  for (const time of document.querySelectorAll(".masthead time")) time.textContent = dateWords(time.getAttribute("datetime"));
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
  drawCursor();
  tellCounted(map);
  tellBeyond(map);
  drawSummary(seen);
  drawLegend(seen);
  drawChanges();
  drawLists(seen);
  drawTime();
  drawPaper();
  drawCard(seen);
  one(".stage").classList.toggle("has-card", !card.node.hidden);
  placeLabels(map, stage.shown, stage.ground);
}

/**
 * Fit the map to what is shown in and around the theatre, or to all that is shown; with nothing, to the theatre.
 * @param {boolean} animate @param {boolean} [all]
 */
function fit(animate, all = false) {
  const within = all ? [] : stage.shown.filter(({ site }) => isNear(siteOf(site).at || [0, 0]));
  const bounds = boundsOf(within.length ? within : stage.shown);
  for (const own of stage.own) if (!state.hidden.has(own.id) && ownBounds(own).isValid()) bounds.extend(ownBounds(own));
  const { theatre } = data.model;
  if (!bounds.isValid() && theatre) bounds.extend([[theatre.bbox[1], theatre.bbox[0]], [theatre.bbox[3], theatre.bbox[2]]]);
  if (!bounds.isValid()) return;
  if (document.documentElement.classList.contains("printing")) {
    stage.map.fitBounds(bounds, { animate: false, maxZoom: 14, paddingTopLeft: [44, 52], paddingBottomRight: [70, 40] });
    return;
  }
  const narrow = stage.map.getSize().x < 600;
  const below = clock.node ? clock.node.offsetHeight + 24 : 40;
  stage.map.fitBounds(bounds, { animate, maxZoom: 14, paddingTopLeft: narrow ? [40, 74] : [70, 70], paddingBottomRight: narrow ? [64, below] : [90, below + 10] });
}

/**
 * In the box of the theatre, or within a quarter of its size around it.
 * @param {number[]} at
 */
function isNear([lon, lat]) {
  if (!data.model.theatre) return true;
  const [west, south, east, north] = data.model.theatre.bbox;
  const [wide, high] = [(east - west) / 4, (north - south) / 4];
  return lon >= west - wide && lon <= east + wide && lat >= south - high && lat <= north + high;
}

/**
 * Bring a site into the part of the map that the card leaves free.
 * @param {number} number @param {boolean} fly
 */
function showMark(number, fly) {
  const site = siteOf(number);
  if (!onMap(site)) return;
  const { map } = stage;
  const sheet = getComputedStyle(card.node).position === "fixed";
  const stageNode = one(".stage");
  if (sheet) stageNode.scrollIntoView({ block: "start" });
  const aside = sheet ? 0 : card.node.offsetWidth + 72; // the card, and the tools beside it
  const below = sheet ? Math.max(40, stageNode.getBoundingClientRect().bottom - (window.innerHeight - card.node.offsetHeight) + 44) : 100;
  /** @type {L.FitBoundsOptions} */
  const room = { paddingTopLeft: [50, 76], paddingBottomRight: [50 + aside, below] };
  if (fly) map.fitBounds(L.geoJSON(/** @type {any} */ (site.geometry)).getBounds(), { ...room, maxZoom: Math.max(12, map.getZoom()) });
  else map.panInside(latLng(site), room);
}
