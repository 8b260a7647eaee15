// The page's script without a page: its files in one context, with a model that a test gives.

import { readFileSync, readdirSync } from "node:fs";
import vm from "node:vm";

const assets = new URL("../../geo/contested/render/assets/", import.meta.url);
const FIRST = ["dom.js", "model.js", "view.js"];

/** Answer a function that evaluates an expression among the script's own names. */
export function script(model = {}) {
  const nothing = () => ({});
  const context = vm.createContext({ L: { layerGroup: nothing, svg: nothing }, Intl, URLSearchParams, console, window: { location: { hash: "" } } });
  const layers = readdirSync(new URL("layers/", assets)).sort().map((name) => `layers/${name}`);
  const rest = readdirSync(assets).filter((name) => name.endsWith(".js") && !FIRST.includes(name));
  for (const name of [...FIRST, ...layers, ...rest]) vm.runInContext(readFileSync(new URL(name, assets), "utf8"), context, { filename: name });
  const run = (code) => vm.runInContext(code, context);
  context.given = { days: [], sites: [], claims: [], statuses: [], articles: [], actors: {}, labels: {}, words: {}, runs: { known: [], valid: [] }, changes: { known: [], valid: [] }, unlocated: [], context: [], places: [], layers: [], language: "en", direction: "ltr", theatre: null, as_of: null, shifted: false, ...model };
  run("data.model = given; kinds.sort((one, other) => one.order - other.order)");
  return run;
}

export const site = (label, more = {}) => ({ label, original: label, names: {}, place_id: label, geometry: { type: "Point", coordinates: [20, 5] }, at: [20, 5], shape: "point", left_out: null, size_km: 1, radius_m: null, inferred: false, cut: null, ...more });
export const status = (line, at, more = {}) => ({ line, site: at, control: "held", holder: ["North"], contested: false, strict: false, dispute: "none", disputed_by: [], aid: null, newest: "2031-03-01", claims: [], aside: [], why: "", rule: "held", ...more });
export const claim = (at, more = {}) => ({ site: at, article: 0, day: 0, since: 0, family: "control", predicate: "holds", actor: "North", modality: "asserted", polarity: "positive", epistemic: "claimed", relation: "current", aid: null, quote: ["", "", ""], chain: [], ...more });
/** What a value made in the context looks like outside of it. */
export const plain = (value) => JSON.parse(JSON.stringify(value));
