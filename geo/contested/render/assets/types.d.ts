// Written by benchmarks/write_docs.py from render/page_types.py. Change that, then run it again.

/** Everything a page shows. */
interface PageModel {
  schema: string;
  language: "en" | "ar" | "he";
  direction: "ltr" | "rtl";
  title: string;
  own_title: boolean;
  summary: string;
  credit: string | null;
  notice: string | null;
  newest: string | null;
  as_of: string | null;
  days: string[];
  theatre: TheatreInfo | null;
  credits: string[];
  articles: Article[];
  silent: Article[];
  actors: Record<string, Actor>;
  labels: Record<string, string>;
  sites: Site[];
  claims: Claim[];
  statuses: Status[];
  runs: Runs;
  reasons: string[];
  changes: Changes;
  unlocated: number[];
  by_name: number[];
  placeless: number[];
  whole: number[];
  outside: number[];
  unresolved: Unresolved[];
  context: Ground[];
  places: any[][];
  layers: OwnLayer[];
  shifted: boolean;
  words: Record<string, string>;
}

/** An article that was read. */
interface Article {
  id: string;
  name: string | null;
  title: string | null;
  outlet: string | null;
  published: string | null;
  day: string | null;
  url: string | null;
  language: string | null;
}

/** A side, body or person. */
interface Actor {
  side: string;
  colour: string;
}

/** A place, or part of one, that claims are about. */
interface Site {
  place_id: string | null;
  label: string;
  original: string;
  place: string | null;
  names: Record<string, string>;
  kind: string | null;
  parent: string | null;
  part: string | null;
  pcode: string | null;
  inferred: boolean;
  radius_m: number | null;
  left_out: "whole" | "outside" | null;
  shape: "area" | "line" | "point" | null;
  geometry: GeoJSON.Geometry | null;
  cut: GeoJSON.Geometry | null;
  at: number[] | null;
  size_km: number;
}

/** One statement by one source about one place. */
interface Claim {
  id: string;
  article: number;
  day: number | null;
  since: number | null;
  late: boolean;
  family: string;
  predicate: string;
  actor: string | null;
  polarity: string;
  modality: string;
  epistemic: string;
  changes: boolean;
  toponym: string | null;
  quote: string[];
  sentence: string[] | null;
  short: boolean;
  chain: string[];
  relation: string;
  time_text: string | null;
  aid: Aid | null;
  rule: string;
  site: number | null;
  from: string | null;
  to: string | null;
}

/** What is said of an aid point. */
interface Aid {
  kind: string;
  status: string;
  scope: string | null;
  operator: string | null;
  name: string | null;
}

/** What the claims about a site, or about an aid point, add up to. */
interface Status {
  line: string;
  site: number | null;
  control: string;
  holder: string[];
  contested: boolean;
  strict: boolean;
  dispute: string;
  disputed_by: string[];
  aid: Aid | null;
  why: string;
  rule: string;
  origins: number;
  newest: string | null;
  undated: boolean;
  claims: number[];
  aside: number[][];
}

/** When statuses hold: [position in `statuses`, first day, last day], both in `days`. */
interface Runs {
  known: number[][];
  valid: number[][];
}

/** A change from one day to the next. */
interface Change {
  day: number;
  kind: "new" | "older" | "contradicted" | "acknowledged" | "settled" | "ended" | "changed";
  status: number;
  before: number | null;
}

/** What changed, by either reading of time. */
interface Changes {
  known: Change[];
  valid: Change[];
}

/** A name that may be a place and was read as none. */
interface Unresolved {
  toponym: string;
  sentence: string[];
  short: boolean;
  article_name: string | null;
  reasons: string[];
}

/** An area or line of the theatre, drawn below all claims. */
interface Ground {
  kind: string;
  name: string;
  geometry: GeoJSON.Geometry;
  at: number[] | null;
  shape: "area" | "line" | "point";
  size_km: number;
  source: string | null;
  licence: string | null;
}

/** The theatre that the places were looked up in. */
interface TheatreInfo {
  id: string;
  title: string;
  bbox: number[];
  worldview: string;
  disclaimer: string;
  attribution: string;
}

/** One of the user's own layers. */
interface OwnLayer {
  name: string;
  colour: string;
  width: number;
  dashed: boolean;
  fill: number;
  source: string | null;
  features: OwnFeature[];
  without_geometry: number;
}

/** A feature of one of the user's own layers. */
interface OwnFeature {
  geometry: GeoJSON.Geometry;
  label: string | null;
  values: ((string | null)[])[];
}
