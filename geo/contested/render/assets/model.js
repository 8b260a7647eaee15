// The page's data and its state. Everything drawn is a function of both.

const data = { model: null };
const state = { day: 0, hidden: new Set(), open: null, since: 0, playing: null };

/** Read the island of data that stands in the page. */
function readModel() {
  data.model = JSON.parse(document.getElementById("contested-data").textContent);
  state.day = Math.max(0, data.model.days.length - 1);
}

/** A word of the page's language. */
function t(key) {
  return data.model.words[key] ?? key;
}

/** A phrase with its {names} filled in, in one pass. */
function fill(phrase, values) {
  return phrase.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
}

/** A phrase for a number of things. */
function count(key, n) {
  return fill(t(`${key}.${n === 1 ? "one" : "other"}`), { n });
}

/** "2025-07-09" in words of the page's language; dates are days in UTC, never shifted. */
function dateWords(iso, style = "long") {
  const found = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T(\d{2}:\d{2})Z)?$/.exec(iso || "");
  if (!found) return iso || t("page.undated");
  const [, year, month, day, time] = found;
  const options = { year: "numeric", timeZone: "UTC", numberingSystem: "latn", calendar: "gregory" };
  if (month) options.month = style;
  if (day) options.day = "numeric";
  const locale = { en: "en-GB", ar: "ar", he: "he" }[data.model.language];
  const words = new Intl.DateTimeFormat(locale, options).format(Date.UTC(+year, (month || 1) - 1, day || 1));
  return time ? `${words}, ${time} UTC` : words;
}

/** Whole days between two ISO days. */
function daysBetween(from, to) {
  return Math.round((Date.parse(`${to.slice(0, 10)}T00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00Z`)) / 86400000);
}

/** The day the reader looks at, ISO, or null where nothing has a date. */
function today() {
  const { days, as_of: asOf } = data.model;
  if (!days.length) return asOf;
  return state.day === days.length - 1 && asOf ? asOf : days[state.day];
}

const runsOn = (run, day) => run.from <= day && (run.until === null || day <= run.until);
const claimOn = (claim, day) => claim.day === null || claim.day <= day;
const onMap = (site) => site.geometry !== null && !site.left_out;
const hasControl = (run) => run.control !== "unknown" || run.contested;

/** What there is on a day: marks to draw, statuses and claims by site. */
function view(day) {
  const { sites, statuses, claims } = data.model;
  const bySite = new Map(sites.map((site, number) => [number, { runs: [], claims: [] }]));
  statuses.forEach((run, number) => {
    if (run.site !== null && runsOn(run, day)) bySite.get(run.site).runs.push(number);
  });
  claims.forEach((claim, number) => {
    if (claim.site !== null && claimOn(claim, day)) bySite.get(claim.site).claims.push(number);
  });
  const marks = [];
  for (const [number, found] of bySite) {
    if (!onMap(sites[number])) continue;
    marks.push(...siteMarks(number, found));
  }
  marks.sort((one, other) => sites[other.site].size_km - sites[one.site].size_km || one.key.localeCompare(other.key));
  return { marks, bySite };
}

/** The marks of one site: its control, its aid points, its other events. */
function siteMarks(site, found) {
  const { statuses, claims } = data.model;
  const marks = [];
  let control = false;
  for (const number of found.runs) {
    const run = statuses[number];
    if (hasControl(run)) {
      control = true;
      marks.push({ key: `c${site}`, site, kind: "control", run, layer: controlLayer(run) });
    }
    if (run.aid) marks.push({ key: `a${run.line}`, site, kind: "aid", run, layer: aidLayer(run.aid) });
  }
  const events = new Map();
  for (const number of found.claims) {
    const claim = claims[number];
    if (claim.aid || (claim.family !== "other" && control)) continue;
    const layer = eventLayer(claim);
    if (!events.has(layer.id)) events.set(layer.id, { key: `m${site}/${layer.id}`, site, kind: "event", claims: [], layer });
    events.get(layer.id).claims.push(number);
  }
  marks.push(...events.values());
  return marks;
}

const sideOf = (name) => data.model.actors[name]?.side || name;
const parties = (run) => (run.control === "contested" ? [...new Set([...run.holder, ...run.disputed_by].map(sideOf))].sort() : run.holder);
const controlLayer = (run) => ({ id: `c/${parties(run).join("/")}/${run.control}/${run.dispute}`, group: "control", run });
const aidLayer = (aid) => ({ id: `a/${aid.kind}/${aid.status}`, group: "aid", aid });

const HAPPENINGS = new Set(["advances", "enters", "presence_only", "repels", "besieges", "clashes", "shelling_or_strike", "fortifies_line", "moves_forces", "front_static"]);
const PLAIN = { asserted: /./, presupposed: /./, demanded: /^calls_for|^evacuation_order/, refused: /^refuses|^rejects/, denied: /^denies/, promised: /^offers/ };

/** The layer of a claim that makes no status: what is said to happen, and how it is said unless plainly. */
function eventLayer(claim) {
  const plain = PLAIN[claim.modality]?.test(claim.predicate) && claim.polarity === "positive" && !["retracted", "denied"].includes(claim.epistemic) && claim.relation !== "future";
  if (claim.family === "control" && !(plain && HAPPENINGS.has(claim.predicate))) return { id: "e/said", group: "events", predicate: null, stance: null };
  const stance = plain ? null : claim.relation === "future" ? "relation.future" : claim.polarity === "negative" ? "card.negative" : `modality.${claim.modality}`;
  return { id: `e/${claim.predicate}/${stance || ""}`, group: "events", predicate: claim.predicate, stance };
}

/** Every layer that any day may show, in groups, each once, the most frequent first. */
function allLayers() {
  const { sites, statuses, claims } = data.model;
  const found = new Map();
  const add = (site, layer) => {
    if (site === null || !onMap(sites[site])) return;
    if (!found.has(layer.id)) found.set(layer.id, { ...layer, weight: 0 });
    found.get(layer.id).weight += 1;
  };
  for (const run of statuses) {
    if (hasControl(run)) add(run.site, controlLayer(run));
    if (run.aid) add(run.site, aidLayer(run.aid));
  }
  for (const claim of claims) if (claim.family === "other" && !claim.aid) add(claim.site, eventLayer(claim));
  for (const { site, layer } of view(state.day).marks) if (!found.has(layer.id)) add(site, layer);
  return sortLayers([...found.values()]);
}

/** Layers by group, then by weight. */
function sortLayers(layers) {
  const order = { control: 0, aid: 1, events: 2 };
  return layers.sort((one, other) => order[one.group] - order[other.group] || (other.weight || 0) - (one.weight || 0) || one.id.localeCompare(other.id));
}

/** The sides to a status whose colours its stripes show: with rival claims all of them, otherwise the holder. */
function claimants(run) {
  const named = run.dispute === "rival_claims" ? [...run.holder, ...run.disputed_by] : run.holder;
  const colours = [];
  for (const name of named.length ? named : run.disputed_by) {
    const { colour } = data.model.actors[name] || { colour: "#7a7a7a" };
    if (!colours.includes(colour)) colours.push(colour);
  }
  return (colours.length ? colours : ["#7a7a7a"]).slice(0, 4);
}

/** "Held by X", "Besieged" … in words. */
function controlWords(run) {
  const holders = parties(run).join(t("page.comma"));
  if (run.control === "held" && holders) return fill(t("status.held_by"), { holder: holders });
  if (run.control === "held") return t("status.held_unnamed");
  const word = t(`control.${run.control}`);
  return holders ? `${word}: ${holders}` : word;
}

/** How old the newest support of a status is, in days, or null. */
function ageOf(run) {
  const now = today();
  return run.newest && now ? Math.max(0, daysBetween(run.newest, now)) : null;
}

/** The newest day among claims, or null when all are undated. */
function newestOf(numbers) {
  const days = numbers.map((number) => data.model.articles[data.model.claims[number].article].day).filter(Boolean);
  return days.length ? days.sort().at(-1) : null;
}
