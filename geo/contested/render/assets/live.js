// A served page: it listens to its server, and moves to what came in without reloading. Saved pages have none of this.

/** @type {{ busy: boolean, again: boolean, fitted: string }} */
const live = { busy: false, again: false, fitted: "" };

/**
 * Start the page, then listen for updates after the revision that it was made from.
 * @param {L.Map} map
 */
function startServed(map) {
  start(map);
  live.fitted = viewed();
  const since = /** @type {any} */ (data.model).revision;
  const news = new EventSource(`events?since=${Number(since) || 0}`);
  news.addEventListener("update", () => void fetchNews());
}

/** The part of the world that the map shows, to tell whether the reader has moved it. */
const viewed = () => `${stage.map.getCenter()} ${stage.map.getZoom()}`;

/** Fetch the page as it is now, one after the other, and take over what differs. */
async function fetchNews() {
  live.again = true;
  if (live.busy) return;
  live.busy = true;
  try {
    while (live.again) {
      live.again = false;
      const answer = await fetch("./", { cache: "no-store" });
      if (answer.ok) takePage(parsed(await answer.text()));
    }
  } catch {
    // The server is gone for now. The event source connects again by itself, and tells then what was missed.
  } finally {
    live.busy = false;
  }
}

/**
 * A page as a document that runs and styles nothing; the look of this page stays.
 * @param {string} text
 */
function parsed(text) {
  return new DOMParser().parseFromString(text.replace(/<style[^>]*>[\s\S]*?<\/style>/g, ""), "text/html");
}

/**
 * Take over another state of the page. The reader stays at the day, the place and the part of the map chosen; a
 * reader of the last day moves on with it, and a map that nobody moved shows what came.
 * @param {Document} page
 */
function takePage(page) {
  const told = page.getElementById("contested-data");
  if (!told) return;
  const before = data.model;
  const unmoved = viewed() === live.fitted;
  const onLast = state.day === lastDay();
  const [day, since] = [before.days[state.day], before.days[state.since]];
  const open = state.open === null ? null : before.sites[state.open];
  stopPlaying();
  data.model = JSON.parse(told.textContent || "{}");
  const { days, sites } = data.model;
  const at = (/** @type {string | undefined} */ wanted) => Math.max(0, days.filter((known) => wanted && known <= wanted).length - 1);
  state.day = onLast ? lastDay() : at(day);
  state.since = state.since ? at(since) : 0;
  const found = open ? sites.findIndex((site) => site.place_id === open.place_id && site.label === open.label) : -1;
  state.open = found < 0 ? null : found;
  document.title = page.title;
  takeText(page);
  if (!before.context.length && data.model.context.length) {
    stage.ground = drawGround(stage.map);
    stage.towns = towns();
  }
  takeControls();
  refresh();
  if (unmoved) fit(false);
  if (unmoved) live.fitted = viewed();
}

/**
 * Take over what stands in the page as text: title, table, sources.
 * @param {Document} page
 */
function takeText(page) {
  for (const name of [".masthead", ".below", ".foot"]) {
    const [old, come] = [document.querySelector(name), page.querySelector(name)];
    const unfolded = old?.querySelector("details")?.open;
    if (old && come) old.replaceWith(document.adoptNode(come));
    const folds = document.querySelector(name)?.querySelector("details");
    if (folds && unfolded) folds.open = true;
  }
  startTable();
  for (const time of document.querySelectorAll(".masthead time")) time.textContent = dateWords(time.getAttribute("datetime"));
}

/** Make those controls anew that are made from the model. */
function takeControls() {
  legend.layers = allLayers();
  finder.entries = searchEntries();
  clock.node?.remove();
  clock.node = null;
  clock.basis = null;
  if (window.location.hash) toHash();
  startTime();
  if (data.model.days.length > 1 && !changed.node.isConnected) legend.node.after(changed.node);
}
