// What the reader takes away: the shown marks as GeoJSON or CSV, each row with all that is needed to trace it.

/** @typedef {{ geometry: GeoJSON.Geometry | null, at: number[] | null, properties: Record<string, any> }} Row */

/**
 * @param {string} suffix @param {string} type @param {string} text
 */
function download(suffix, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = h("a", { href: address, download: `contested${today() ? `-${today()}` : ""}.${suffix}` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/**
 * The shown marks, one row each; aid points without a place are rows without geometry.
 * @returns {Row[]}
 */
function shownRows() {
  const { unlocated, statuses } = data.model;
  const held = statusesOn(state.day);
  const rest = unlocated.filter((number) => held.has(number)).map((number) => ({ site: null, kind: "unlocated", status: statuses[number], claims: statuses[number].claims, predicate: null }));
  return [...stage.shown.map((mark) => ({ ...mark, kind: mark.kind === "events" ? "event" : mark.kind, predicate: mark.layer.predicate || null })), ...rest]
    .map(({ site: place, kind, status, claims, predicate }) => {
      const site = place === null ? null : siteOf(place);
      return { geometry: site?.geometry ?? null, at: site?.at ?? null, properties: { ...properties(site, kind, status), predicate, ...traces(claims), as_of: today(), known: state.basis === "known" ? "then" : "all" } };
    });
}

/**
 * @param {Site | null} site @param {string} kind @param {Status | null} status
 */
function properties(site, kind, status) {
  const control = kind === "control" ? status : null;
  return {
    mark: kind, place: site ? site.label : null, place_id: site ? site.place_id : null, parent: site ? site.parent : null,
    radius_m: site ? site.radius_m : null, inferred_extent: site ? site.inferred : null,
    control: control ? control.control : null, holder: control ? control.holder.join("; ") : null,
    dispute: control ? control.dispute : null, disputed_by: control ? control.disputed_by.join("; ") : null,
    aid_kind: status?.aid?.kind ?? null, aid_status: status?.aid?.status ?? null, why: status ? status.why : null,
  };
}

/**
 * Quotes, sources, dates, links and ids of claims.
 * @param {number[]} numbers
 */
function traces(numbers) {
  const { claims, articles } = data.model;
  const all = (/** @type {(claim: Claim, article: Article) => string | null} */ of) => numbers.map((number) => of(claims[number], articles[claims[number].article]) || "").join(" | ");
  return {
    quotes: all((claim) => claim.quote.join("")), sources: all((claim) => claim.chain.join(" → ")),
    published: all((_, article) => article.published), links: all((_, article) => article.url), claim_ids: all((claim) => claim.id),
  };
}

function shownGeojson() {
  const features = shownRows().map(({ geometry, properties: values }) => ({ type: "Feature", geometry: geometry && unshifted(geometry), properties: values }));
  return JSON.stringify({ type: "FeatureCollection", features }, null, 1);
}

/**
 * Longitudes that were moved east over the antimeridian, moved back.
 * @param {any} geometry
 */
function unshifted(geometry) {
  if (!data.model.shifted) return geometry;
  /** @type {(value: any) => any} */
  const back = (value) => (typeof value[0] === "number" ? [value[0] > 180 ? value[0] - 360 : value[0], value[1]] : value.map(back));
  return { ...geometry, coordinates: back(geometry.coordinates) };
}

/** CSV with a point for each row. */
function shownCsv() {
  return csvText(shownRows().map(({ at, properties: values }) => ({ ...values, lon: at ? unshifted({ coordinates: at }).coordinates[0] : null, lat: at?.[1] ?? null })));
}

/**
 * Rows as CSV that a spreadsheet opens as text: a cell that would start a formula gets an apostrophe before it.
 * @param {Record<string, any>[]} rows
 */
function csvText(rows) {
  const cell = (/** @type {any} */ value) => {
    if (value === null || value === undefined) return "";
    const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const heads = rows.length ? Object.keys(rows[0]) : ["mark", "place"];
  return `\ufeff${[heads, ...rows.map((row) => heads.map((name) => row[name]))].map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}
