// On paper the map has the width of the sheet, shows all that is shown on the screen, and says of which day that is.

/** @param {L.Map} map */
function startPrint(map) {
  const root = document.documentElement;
  one(".stage").after(h("p", { class: "on-paper" }));
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

/** Write what a slider says on the screen: the day, what it is judged from, and how many layers are hidden. */
function drawPaper() {
  const { days } = data.model;
  const known = state.basis === "known";
  const day = days.length ? `${t(known ? "time.as_of" : "time.state_of")} ${dateWords(days[state.day])}` : "";
  const parts = [day, known ? "" : `${t("time.basis")}: ${t("time.valid")}`, state.hidden.size ? count("legend.hidden_count", state.hidden.size) : ""].filter(Boolean);
  one(".on-paper").textContent = parts.length ? `${t("legend.title")}: ${parts.join(" · ")}` : "";
}
