// The page's data and its state. Everything drawn is a function of both.

/** @type {{ model: PageModel }} */
const data = { model: /** @type {any} */ (null) };
/** @type {{ day: number, basis: Basis, hidden: Set<string>, open: number | null, since: number }} */
const state = { day: 0, basis: "known", hidden: new Set(), open: null, since: 0 };
/** @type {Kind[]} */
const kinds = []; // each file of layers/ adds one

/** Read the island of data that stands in the page. */
function readModel() {
  data.model = JSON.parse(document.getElementById("contested-data")?.textContent || "{}");
  state.day = lastDay();
}

const lastDay = () => Math.max(0, data.model.days.length - 1);

/**
 * A word of the page's language.
 * @param {string} key @returns {string}
 */
function t(key) {
  return data.model.words[key] ?? key;
}

/**
 * A phrase with its {names} filled in, in one pass.
 * @param {string} phrase @param {Record<string, any>} values
 */
function fill(phrase, values) {
  return phrase.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
}

/**
 * A phrase for a number of things.
 * @param {string} key @param {number} n
 */
function count(key, n) {
  return fill(t(`${key}.${n === 1 ? "one" : "other"}`), { n: number(n) });
}

/** @param {number} n */
const number = (n) => new Intl.NumberFormat("en-GB", { useGrouping: n >= 10000 }).format(n);

/**
 * "2025-07-09" in words of the page's language; dates are days in UTC, never shifted.
 * @param {string | null} iso @param {"long" | "short"} [style]
 */
function dateWords(iso, style = "long") {
  const found = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T(\d{2}:\d{2})Z)?$/.exec(iso || "");
  if (!found) return iso || t("page.undated");
  const [, year, month, day, time] = found;
  /** @type {Intl.DateTimeFormatOptions} */
  const options = { year: "numeric", timeZone: "UTC", numberingSystem: "latn", calendar: "gregory" };
  if (month) options.month = style;
  if (day) options.day = "numeric";
  const locale = { en: "en-GB", ar: "ar", he: "he" }[data.model.language];
  const words = new Intl.DateTimeFormat(locale, options).format(Date.UTC(+year, +(month || 1) - 1, +(day || 1)));
  return time ? `${words}, ${time} UTC` : words;
}

/**
 * Whole days between two ISO days.
 * @param {string} from @param {string} to
 */
function daysBetween(from, to) {
  return Math.round((Date.parse(`${to.slice(0, 10)}T00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00Z`)) / 86400000);
}

/** The day the reader looks at, ISO, or null where nothing has a date. */
function today() {
  const { days, as_of: asOf } = data.model;
  if (!days.length) return asOf;
  return state.day === lastDay() && asOf ? asOf : days[state.day];
}

/**
 * Whether a claim counts on a day: it was published by then or, by what is known now, it was so by then.
 * @param {Claim} claim @param {number} day
 */
function claimOn(claim, day) {
  const from = state.basis === "known" ? claim.day : claim.since;
  return from === null || from <= day;
}

/** @param {Site} site */
const onMap = (site) => site.geometry !== null && !site.left_out;
/** @param {Site} site @returns {L.LatLngTuple} */
const latLng = (site) => /** @type {L.LatLngTuple} */ ([site.at?.[1] ?? 0, site.at?.[0] ?? 0]);
/** @param {number} number */
const siteOf = (number) => data.model.sites[number];
/** @param {string} name */
const sideOf = (name) => data.model.actors[name]?.side || name;

/**
 * What somebody is called in the page's language, else as they are known; a name of the other direction turns nothing.
 * @param {string} name
 */
function called(name) {
  return data.model.labels[name] ?? (data.model.direction === "rtl" ? `\u2068${name}\u2069` : name);
}

/**
 * How old the newest support of a status is, in days, or null.
 * @param {Status} status
 */
function ageOf(status) {
  const now = today();
  return status.newest && now ? Math.max(0, daysBetween(status.newest, now)) : null;
}

/**
 * The newest day among claims, or null when all are undated.
 * @param {number[]} numbers
 */
function newestOf(numbers) {
  const { articles, claims } = data.model;
  return numbers.reduce((/** @type {string | null} */ newest, number) => {
    const { day } = articles[claims[number].article];
    return day && (!newest || day > newest) ? day : newest;
  }, null);
}
