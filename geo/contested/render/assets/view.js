// What there is to see on a day: marks, and the statuses and claims behind them.

/**
 * The statuses that hold on a day.
 * @param {number} day @returns {Set<number>}
 */
function statusesOn(day) {
  const found = new Set();
  for (const [status, first, last] of data.model.runs[state.basis]) if (first <= day && day <= last) found.add(status);
  return found;
}

/**
 * What there is on a day: marks to draw, statuses and claims by site.
 * @param {number} day @returns {Seen}
 */
function view(day) {
  const { sites, statuses, claims } = data.model;
  /** @type {Map<number, Found>} */
  const bySite = new Map();
  const at = (/** @type {number} */ site) => {
    const found = bySite.get(site) || { statuses: [], claims: [] };
    bySite.set(site, found);
    return found;
  };
  const held = statusesOn(day);
  for (const number of held) {
    const { site } = statuses[number];
    if (site !== null) at(site).statuses.push(number);
  }
  claims.forEach((claim, number) => {
    if (claim.site !== null && claimOn(claim, day)) at(claim.site).claims.push(number);
  });
  const marks = [];
  for (const [number, found] of bySite) if (onMap(sites[number])) marks.push(...siteMarks(number, found));
  marks.sort((one, other) => sites[other.site].size_km - sites[one.site].size_km || (one.key < other.key ? -1 : 1));
  return { marks, bySite, statuses: held };
}

/**
 * Whether the map shows the point of a site; of a hundred thousand it is asked at every turn.
 * @param {L.Map} map @returns {(site: Site) => boolean}
 */
function seenBy(map) {
  const bounds = map.getBounds();
  const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  return ({ at }) => at !== null && at[0] >= west && at[0] <= east && at[1] >= south && at[1] <= north;
}

/**
 * The marks of one site, those of its control first.
 * @param {number} site @param {Found} found @returns {Mark[]}
 */
function siteMarks(site, found) {
  /** @type {Mark[]} */
  const marks = [];
  for (const kind of kinds) marks.push(...kind.marks(site, found, marks.some((mark) => mark.kind === "control")));
  return marks;
}

/** @param {Group} group @returns {Kind} */
function kindOf(group) {
  const found = kinds.find((kind) => kind.group === group);
  if (!found) throw new Error(`no layer ${group}`);
  return found;
}

/** Every layer that any day may show, in groups, each once, the most frequent first. */
function allLayers() {
  const { sites } = data.model;
  /** @type {Map<string, Layer>} */
  const found = new Map();
  const add = (/** @type {number | null} */ site, /** @type {Layer} */ layer) => {
    if (site === null || !onMap(sites[site])) return;
    const held = found.get(layer.id) || { ...layer, weight: 0 };
    found.set(layer.id, held);
    held.weight = (held.weight || 0) + 1;
  };
  for (const kind of kinds) kind.ever(add);
  return sortLayers([...found.values()]);
}

/**
 * Layers by group, then by weight.
 * @param {Layer[]} layers
 */
function sortLayers(layers) {
  return layers.sort((one, other) => kindOf(one.group).order - kindOf(other.group).order || (other.weight || 0) - (one.weight || 0) || one.id.localeCompare(other.id));
}

/**
 * Newest support over two weeks old.
 * @param {Mark} mark
 */
function isFaded(mark) {
  const now = today();
  const newest = mark.status ? mark.status.newest : newestOf(mark.claims);
  return newest !== null && now !== null && daysBetween(newest, now) > 14;
}

/**
 * A mark in one line of words, for those who do not see it.
 * @param {Mark} mark
 */
function markWords(mark) {
  return `${siteOf(mark.site).label}: ${kindOf(mark.kind).words(mark.layer)}`;
}
