// One slider over the days of publication. It steers everything, plays, and is written into the address. Beside it, a
// choice: what was known on that day, or what all articles, also later ones, say about it.

/** @type {{ node: HTMLElement | null, slider: HTMLInputElement, basis: HTMLSelectElement | null, label: HTMLElement, play: HTMLElement, timer: number | null }} */
const clock = { node: null, slider: /** @type {any} */ (null), basis: null, label: /** @type {any} */ (null), play: /** @type {any} */ (null), timer: null };

/** Make the slider; without dates there is none. */
function startTime() {
  const { days, articles } = data.model;
  fromHash();
  window.addEventListener("hashchange", () => { if (fromHash()) refresh(); });
  if (days.length < 2) return;
  const perDay = new Map(days.map((day) => [day, 0]));
  for (const { day } of articles) if (day !== null) perDay.set(day, (perDay.get(day) || 0) + 1);
  const most = Math.max(...perDay.values());
  const slide = (/** @type {any} */ event) => {
    const day = +event.target.value;
    stopPlaying();
    setDay(day);
  };
  clock.slider = h("input", { type: "range", min: 0, max: days.length - 1, step: 1, value: state.day, "aria-label": t("time.slider"), oninput: slide });
  clock.label = h("output", { class: "clock-day", "aria-live": "off" });
  clock.play = h("button", { type: "button", class: "play", onclick: () => (clock.timer ? stopPlaying() : play()) });
  clock.node = h("div", { class: "timebar", dir: data.model.direction, role: "group", "aria-label": t("time.slider") },
    clock.play,
    h("div", { class: "track" },
      h("div", { class: "bars", "aria-hidden": "true" }, days.length > 400 ? null : [...perDay.values()].map((n, place) => h("i", { "data-day": place, style: { height: `${Math.round((n / most) * 100)}%` } }))),
      clock.slider),
    clock.label);
  const undated = articles.some((article) => article.day === null) ? h("p", { class: "undated-note" }, t("time.undated_note")) : null;
  const basis = basisChoice();
  if (undated || basis) clock.node.append(h("div", { class: "notes" }, undated, basis));
  one(".stage").append(clock.node);
}

/** The choice between what was known then and what is known now; where both are the same there is none. */
function basisChoice() {
  const { runs } = data.model;
  if (JSON.stringify(runs.known) === JSON.stringify(runs.valid)) return null;
  const choose = (/** @type {any} */ event) => {
    state.basis = event.target.value === "valid" ? "valid" : "known";
    toHash();
    refresh();
  };
  clock.basis = h("select", { id: "basis", onchange: choose }, h("option", { value: "known" }, t("time.known")), h("option", { value: "valid" }, t("time.valid")));
  return h("label", { class: "basis" }, h("span", null, t("time.basis")), " ", clock.basis);
}

/** @param {number} day */
function setDay(day) {
  state.day = day;
  toHash();
  refresh();
}

function play() {
  if (state.day >= lastDay()) setDay(0);
  clock.timer = window.setInterval(() => {
    if (state.day >= lastDay()) stopPlaying();
    else setDay(state.day + 1);
  }, 900);
  drawTime();
}

function stopPlaying() {
  if (clock.timer !== null) clearInterval(clock.timer);
  clock.timer = null;
  drawTime();
}

/** Write the day and the state of the play button. */
function drawTime() {
  if (!clock.node) return;
  const { days, articles } = data.model;
  const day = days[state.day];
  clock.slider.value = String(state.day);
  clock.slider.setAttribute("aria-valuetext", dateWords(day));
  if (clock.basis) clock.basis.value = state.basis;
  const playing = clock.timer !== null;
  clock.play.setAttribute("aria-label", t(playing ? "time.pause" : "time.play"));
  fillNode(clock.play, drawing(playing ? "M4 3h3v10H4zM9 3h3v10H9z" : "M4.5 2.5l9 5.5-9 5.5z", true));
  fillNode(clock.label, h("span", { class: "quiet" }, t(state.basis === "known" ? "time.as_of" : "time.state_of")), " ", h("b", null, dateWords(day)), h("span", { class: "quiet" }, count("time.articles", articles.filter((article) => article.day === day).length)));
  for (const bar of clock.node.querySelectorAll(".bars i")) bar.classList.toggle("is-past", +(/** @type {HTMLElement} */ (bar).dataset.day || 0) <= state.day);
}

/**
 * Read "#d=2025-07-09&k=all&s=2025-07-01": the day, what is known, and since when changes are listed. Answers whether
 * anything changed. Of a day without articles, the last one before it is shown.
 */
function fromHash() {
  const { days } = data.model;
  const asked = new URLSearchParams(window.location.hash.slice(1));
  const before = JSON.stringify([state.day, state.basis, state.since]);
  const position = (/** @type {string | null} */ day) => (/^\d{4}-\d{2}-\d{2}$/.test(day || "") && days.length ? Math.max(0, days.filter((known) => known <= (day || "")).length - 1) : null);
  state.day = position(asked.get("d")) ?? state.day;
  state.since = position(asked.get("s")) ?? state.since;
  if (asked.has("d")) state.basis = asked.get("k") === "all" ? "valid" : "known";
  return before !== JSON.stringify([state.day, state.basis, state.since]);
}

function toHash() {
  const { days } = data.model;
  try {
    window.history.replaceState(null, "", `#d=${days[state.day]}${state.basis === "valid" ? "&k=all" : ""}${state.since ? `&s=${days[state.since]}` : ""}`);
  } catch {
    // A page inside srcdoc has no address of its own; the day is then not linkable, and nothing else is lost.
  }
}
