// On paper the map has the width of the sheet and shows all that is shown on the screen.

/** @param {L.Map} map */
function startPrint(map) {
  const root = document.documentElement;
  /** @type {{ centre: L.LatLng, zoom: number } | null} */
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
