// One slider over the days of publication; it steers everything, plays, and is written into the address.

const clock = { node: null, slider: null, label: null, play: null, timer: null };

/** Make the slider; without dates there is none. */
function startTime() {
  const { days, articles } = data.model;
  fromHash();
  window.addEventListener("hashchange", () => { if (fromHash()) refresh(); });
  if (days.length < 2) return;
  const perDay = days.map((day) => articles.filter((article) => article.day === day).length);
  const most = Math.max(...perDay);
  clock.slider = h("input", { type: "range", min: 0, max: days.length - 1, step: 1, value: state.day, "aria-label": t("time.slider"), oninput: (event) => { const day = +event.target.value; stop(); setDay(day); } });
  clock.label = h("output", { class: "clock-day", "aria-live": "off" });
  clock.play = h("button", { type: "button", class: "play", onclick: () => (clock.timer ? stop() : play()) });
  clock.node = h("div", { class: "timebar", dir: data.model.direction, role: "group", "aria-label": t("time.slider") },
    clock.play,
    h("div", { class: "track" },
      h("div", { class: "bars", "aria-hidden": "true" }, perDay.map((n, number) => h("i", { "data-day": number, style: { height: `${Math.round((n / most) * 100)}%` } }))),
      clock.slider),
    clock.label);
  document.querySelector(".stage").append(clock.node);
  if (articles.some((article) => article.day === null)) clock.node.append(h("p", { class: "undated-note" }, t("time.undated_note")));
}

function setDay(day) {
  state.day = day;
  toHash();
  refresh();
}

function play() {
  if (state.day >= data.model.days.length - 1) setDay(0);
  clock.timer = setInterval(() => {
    if (state.day >= data.model.days.length - 1) stop();
    else setDay(state.day + 1);
  }, 900);
  drawTime();
}

function stop() {
  clearInterval(clock.timer);
  clock.timer = null;
  drawTime();
}

/** Write the day and the state of the play button. */
function drawTime() {
  if (!clock.node) return;
  const { days, articles } = data.model;
  const day = days[state.day];
  clock.slider.value = state.day;
  clock.slider.setAttribute("aria-valuetext", dateWords(day));
  const playing = clock.timer !== null;
  clock.play.setAttribute("aria-label", t(playing ? "time.pause" : "time.play"));
  fillNode(clock.play, svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    svg("path", { fill: "currentColor", d: playing ? "M4 3h3v10H4zM9 3h3v10H9z" : "M4.5 2.5l9 5.5-9 5.5z" })));
  fillNode(clock.label, h("span", { class: "quiet" }, t("time.as_of")), " ", h("b", null, dateWords(day)), h("span", { class: "quiet" }, count("time.articles", articles.filter((article) => article.day === day).length)));
  for (const bar of clock.node.querySelectorAll(".bars i")) bar.classList.toggle("is-past", +bar.dataset.day <= state.day);
}

/** Read "#d=2025-07-09"; the last article day up to it is shown. Answers whether anything changed. */
function fromHash() {
  const found = /(?:^#|&)d=(\d{4}-\d{2}-\d{2})(?:&|$)/.exec(window.location.hash);
  if (!found || !data.model.days.length) return false;
  const upTo = data.model.days.filter((day) => day <= found[1]).length - 1;
  const day = Math.max(0, upTo);
  if (day === state.day) return false;
  state.day = day;
  return true;
}

function toHash() {
  try {
    window.history.replaceState(null, "", `#d=${data.model.days[state.day]}`);
  } catch {
    // A page inside srcdoc has no address of its own; the day is then not linkable, and nothing else is lost.
  }
}
