// The reading card: a panel beside the map, a sheet from below on a phone. Place, status and why, then every claim.

/** @type {{ node: HTMLElement, from: string | null, back: HTMLElement | null }} */
const card = { node: /** @type {any} */ (null), from: null, back: null };

/** Make the empty card. */
function startCard() {
  card.node = h("div", { id: "card", class: "card", role: "dialog", "aria-modal": "false", "aria-labelledby": "card-title", dir: data.model.direction, hidden: true });
  one(".stage").append(card.node);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !card.node.hidden) closeCard(true);
  });
}

/**
 * Open the card on a site; with `focus` the reader's focus goes into it and comes back on closing.
 * @param {number} site @param {{ key?: string | null, focus?: boolean, fly?: boolean }} [how]
 */
function openCard(site, { key = null, focus = false, fly = false } = {}) {
  card.from = key || card.from;
  card.back = focus && !key && document.activeElement instanceof HTMLElement ? document.activeElement : null;
  state.open = site;
  refresh();
  card.node.scrollTop = 0;
  showMark(site, fly);
  if (focus) card.node.querySelector("button")?.focus();
}

/**
 * Open the card on a feature of one of the reader's own layers.
 * @param {OwnLayer} layer @param {OwnFeature} feature
 */
function openOwn(layer, feature) {
  state.open = null;
  writeCard(feature.label || layer.name, [
    feature.label ? h("p", { class: "card-in" }, bdi(layer.name)) : null,
    h("dl", { class: "pairs" }, feature.values.map(([name, value]) => [h("dt", null, bdi(name)), h("dd", { dir: "auto" }, value)])),
    layer.source ? h("p", { class: "quiet" }, bdi(layer.source)) : null,
  ]);
}

/**
 * Close the card; `back` returns the focus to where it was opened from.
 * @param {boolean} back
 */
function closeCard(back) {
  const { from: key, back: node } = card;
  card.node.hidden = true;
  state.open = null;
  card.from = null;
  card.back = null;
  refresh();
  if (back) (node?.isConnected ? node : key ? drawn.byKey.get(key)?.getElement() : null)?.focus({ preventScroll: true });
}

/**
 * Write the card again for the current day.
 * @param {Seen} seen
 */
function drawCard(seen) {
  if (state.open === null) return;
  const site = siteOf(state.open);
  const found = seen.bySite.get(state.open) || { statuses: [], claims: [] };
  const statuses = found.statuses.map((number) => data.model.statuses[number]);
  const others = Object.entries(site.names).filter(([, name]) => name !== site.place && !site.label.includes(name));
  const listed = [...found.claims].sort((one, other) => (newestOf([other]) || "").localeCompare(newestOf([one]) || "") || one - other);
  writeCard(site.label, [
    h("p", { class: "card-in" },
      site.parent ? bdi(fill(t("card.in"), { in: "", parent: site.parent })) : null,
      others.length ? h("span", { class: "names-line" }, between(others.map(([lang, name]) => bdi(name, { lang })), " · ")) : null),
    statuses.map(statusPart),
    h("p", { class: "precision" }, precisionWords(site)),
    listed.length ? h("h3", null, t("card.claims"), " ", h("span", { class: "tally" }, listed.length)) : h("p", { class: "quiet" }, t("card.nothing_yet")),
    claimLists(listed, statuses),
  ], sidesOf(listed).size > 1);
}

/**
 * The sides that speak of control in claims, each with its claims.
 * @param {number[]} numbers
 */
function sidesOf(numbers) {
  /** @type {Map<string, number[]>} */
  const sides = new Map();
  for (const number of numbers) {
    const claim = data.model.claims[number];
    if (claim.family !== "control" || !claim.actor) continue;
    sides.set(sideOf(claim.actor), [...(sides.get(sideOf(claim.actor)) || []), number]);
  }
  return sides;
}

/**
 * The claims: one list, or with several sides one list a side, beside each other, and then the rest.
 * @param {number[]} numbers @param {Status[]} statuses @returns {Child}
 */
function claimLists(numbers, statuses) {
  const list = (/** @type {number[]} */ some) => h("ol", { class: "claims" }, some.map((number) => claimPart(number, statuses)));
  const sides = sidesOf(numbers);
  if (sides.size < 2) return list(numbers);
  const told = new Set([...sides.values()].flat());
  const rest = numbers.filter((number) => !told.has(number));
  return [
    h("div", { class: "rivals" }, [...sides].map(([side, some]) => h("section", null, h("h4", null, bdi(called(side)), " ", h("span", { class: "tally" }, some.length)), list(some)))),
    rest.length ? list(rest) : null,
  ];
}

/**
 * @param {string} title @param {Child[]} parts @param {boolean} [wide]
 */
function writeCard(title, parts, wide = false) {
  card.node.hidden = false;
  card.node.classList.toggle("is-wide", wide);
  fillNode(card.node,
    h("div", { class: "card-head" },
      h("h2", { id: "card-title", dir: "auto" }, title),
      h("button", { type: "button", class: "card-close", "aria-label": t("card.close"), onclick: () => closeCard(true) }, drawing("M3.5 3.5l9 9M12.5 3.5l-9 9"))),
    h("div", { class: "card-body" }, parts));
}

/**
 * One status: what, who disputes it, how well supported, how old, and why.
 * @param {Status} status
 */
function statusPart(status) {
  const age = ageOf(status);
  const support = [
    count("status.claims", status.claims.length),
    count("status.origins", status.origins),
    status.newest ? fill(t("status.newest"), { date: dateWords(status.newest) }) : t("status.undated"),
    age ? count("status.age", age) : null,
  ];
  const heads = [];
  if (hasControl(status)) {
    heads.push(h("div", { class: "status-head" }, h("span", { class: "swatch" }, controlBadge(status)), h("div", null,
      h("b", { dir: "auto" }, controlWords(status)),
      status.dispute !== "none" ? h("span", { class: "dispute" }, t(`dispute.${status.dispute}`)) : null,
      status.disputed_by.length && status.dispute !== "none" && status.control !== "contested"
        ? h("span", { class: "dispute", dir: "auto" }, fill(t("status.disputed_by"), { actors: status.disputed_by.map(called).join(t("page.comma")) })) : null)));
  }
  if (status.aid) heads.push(h("div", { class: "status-head" }, h("span", { class: "swatch" }, aidBadge(status.aid)), h("div", null, aidWords(status.aid))));
  if (!heads.length) return null;
  return h("section", { class: "status" },
    heads,
    h("p", { class: "quiet" }, between([hasControl(status) ? t("status.claim_only") : null, ...support].filter(Boolean), " · ")),
    whyPart(status));
}

/**
 * Why a status is what it is: in the page's language what holds and by which rules, then in full as it is recorded.
 * @param {Status} status
 */
function whyPart(status) {
  const rules = status.rule.split("; ").map((rule) => data.model.words[`rule.${rule}`]).filter(Boolean);
  return h("details", { class: "why" }, h("summary", null, t("status.why")),
    rules.length ? h("p", null, [hasControl(status) ? `${statusWords(status)}.` : null, ...rules].filter(Boolean).join(" ")) : null,
    h("p", { lang: "en", dir: "ltr" }, status.why));
}

/**
 * How precisely the place is known, in words.
 * @param {Site} site
 */
function precisionWords(site) {
  if (!site.geometry) return t("lists.by_name");
  if (site.inferred) return fill(t("status.precision_inferred"), { words: site.part || site.label });
  if (site.shape === "area") return t("status.precision_area");
  if (site.shape === "line") return t("status.precision_line");
  const kind = data.model.words[`place_kind.${site.kind}`] ?? t("place_kind.other");
  return fill(t(site.radius_m ? "status.precision_within" : "status.precision_point"), { kind, km: distanceWords(site.radius_m || 0) });
}

/** @param {number} metres */
function distanceWords(metres) {
  return metres < 1000 ? fill(t("part.m"), { n: Math.round(metres / 10) * 10 }) : fill(t("part.km"), { n: +(metres / 1000).toFixed(metres < 10000 ? 1 : 0) });
}
