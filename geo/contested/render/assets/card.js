// The reading card: a panel beside the map, a sheet from below on a phone. Place, status and why, then every claim.

const card = { node: null, from: null };

/** Make the empty card. */
function startCard() {
  card.node = h("div", { id: "card", class: "card", role: "dialog", "aria-modal": "false", "aria-labelledby": "card-title", dir: data.model.direction, hidden: true });
  document.querySelector(".stage").append(card.node);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !card.node.hidden) closeCard(true);
  });
}

/** Open the card on a site; with `focus` the reader's focus goes into it and comes back on closing. */
function openCard(site, { key = null, focus = false, fly = false } = {}) {
  card.from = key || card.from;
  state.open = site;
  refresh();
  card.node.scrollTop = 0;
  showMark(site, fly);
  if (focus) card.node.querySelector(".card-close").focus();
}

/** Open the card on a feature of one of the reader's own layers. */
function openOwn(layer, feature) {
  state.open = null;
  writeCard(feature.label || layer.name, [
    feature.label ? h("p", { class: "card-in" }, bdi(layer.name)) : null,
    h("dl", { class: "pairs" }, feature.values.map(([name, value]) => [h("dt", null, bdi(name)), h("dd", { dir: "auto" }, value)])),
    layer.source ? h("p", { class: "quiet" }, bdi(layer.source)) : null,
  ]);
}

/** Close the card; `back` returns the focus to the mark it was opened from. */
function closeCard(back) {
  const key = card.from;
  card.node.hidden = true;
  state.open = null;
  card.from = null;
  refresh();
  if (back && key) drawn.byKey.get(key)?.getElement()?.focus({ preventScroll: true });
}

/** Write the card again for the current day. */
function drawCard(seen) {
  if (state.open === null) return;
  const site = data.model.sites[state.open];
  const { runs, claims } = seen.bySite.get(state.open);
  const { statuses } = data.model;
  const others = Object.entries(site.names).filter(([, name]) => name !== site.place && !site.label.includes(name));
  const listed = [...claims].sort((one, other) => (newestOf([other]) || "").localeCompare(newestOf([one]) || "") || one - other);
  writeCard(site.label, [
    h("p", { class: "card-in" },
      site.parent ? bdi(fill(t("card.in"), { in: "", parent: site.parent })) : null,
      others.length ? h("span", { class: "names-line" }, join(others.map(([lang, name]) => bdi(name, { lang })), " · ")) : null),
    runs.map((number) => statusPart(statuses[number])),
    h("p", { class: "precision" }, precisionWords(site)),
    h("h3", null, t("card.claims"), " ", h("span", { class: "tally" }, listed.length)),
    claimLists(listed, runs.map((run) => statuses[run])),
  ], sidesOf(listed).size > 1);
}

/** The sides that speak of control in claims, each with its claims. */
function sidesOf(numbers) {
  const sides = new Map();
  for (const number of numbers) {
    const claim = data.model.claims[number];
    if (claim.family !== "control" || !claim.actor) continue;
    sides.set(sideOf(claim.actor), [...(sides.get(sideOf(claim.actor)) || []), number]);
  }
  return sides;
}

/** The claims: one list, or with several sides one list a side, beside each other, and then the rest. */
function claimLists(numbers, runs) {
  const list = (some) => h("ol", { class: "claims" }, some.map((number) => claimPart(number, runs)));
  const sides = sidesOf(numbers);
  if (sides.size < 2) return list(numbers);
  const told = new Set([...sides.values()].flat());
  const rest = numbers.filter((number) => !told.has(number));
  return [
    h("div", { class: "rivals" }, [...sides].map(([side, some]) => h("section", null, h("h4", { dir: "auto" }, side, " ", h("span", { class: "tally" }, some.length)), list(some)))),
    rest.length ? list(rest) : null,
  ];
}

function writeCard(title, parts, wide = false) {
  card.node.hidden = false;
  card.node.classList.toggle("is-wide", wide);
  fillNode(card.node,
    h("div", { class: "card-head" },
      h("h2", { id: "card-title", dir: "auto" }, title),
      h("button", { type: "button", class: "card-close", "aria-label": t("card.close"), onclick: () => closeCard(true) }, cross())),
    h("div", { class: "card-body" }, parts));
}

const cross = () => svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
  svg("path", { d: "M3.5 3.5l9 9M12.5 3.5l-9 9", stroke: "currentColor", "stroke-width": 1.6, "stroke-linecap": "round" }));

/** One status: what, who disputes it, how well supported, how old, and why. */
function statusPart(run) {
  const age = ageOf(run);
  const support = [
    count("status.claims", run.claims.length),
    count("status.origins", run.origins),
    run.newest ? fill(t("status.newest"), { date: dateWords(run.newest) }) : t("status.undated"),
    age ? count("status.age", age) : null,
  ].filter(Boolean);
  const headline = hasControl(run)
    ? [h("span", { class: "swatch" }, badge(controlLayer(run))), h("div", null,
      h("b", { dir: "auto" }, controlWords(run)),
      h("span", { class: "dispute" }, t(`dispute.${run.dispute}`)),
      run.disputed_by.length && run.dispute !== "none" && run.control !== "contested"
        ? h("span", { class: "dispute", dir: "auto" }, fill(t("status.disputed_by"), { actors: run.disputed_by.join(t("page.comma")) })) : null)]
    : run.aid ? [h("span", { class: "swatch" }, badge(aidLayer(run.aid))), h("div", null, aidWords(run.aid))] : null;
  if (!headline) return null;
  return h("section", { class: "status" },
    h("div", { class: "status-head" }, headline),
    h("p", { class: "quiet" }, join([hasControl(run) ? t("status.claim_only") : null, ...support].filter(Boolean), " · ")),
    h("details", { class: "why" }, h("summary", null, t("status.why")), h("p", { lang: "en", dir: "ltr" }, run.why)));
}

function aidWords(aid) {
  return [
    h("b", null, `${t(`aid_kind.${aid.kind}`)}: ${t(`aid_status.${aid.status}`)}`),
    aid.scope ? h("span", { class: "dispute", dir: "auto" }, aid.scope) : null,
    aid.operator ? h("span", { class: "dispute", dir: "auto" }, aid.operator) : null,
    aid.name ? h("span", { class: "dispute", dir: "auto" }, t("page.quote_open"), aid.name, t("page.quote_close")) : null,
  ];
}

/** One claim: actor, what, stance, the words, who said it to whom, when, where to read it. */
function claimPart(number, runs) {
  const claim = data.model.claims[number];
  const article = data.model.articles[claim.article];
  const aside = runs.flatMap((run) => run.aside).find((entry) => entry.claim === number);
  const used = runs.some((run) => run.claims.includes(number)) && claim.changes;
  const colour = claim.actor && data.model.actors[claim.actor]?.colour;
  const stance = [...new Set([t(`modality.${claim.modality}`), t(`epistemic.${claim.epistemic}`), claim.polarity === "negative" ? t("card.negative") : "", t(`relation.${claim.relation}`)])].filter(Boolean);
  return h("li", { class: "claim", id: `claim-${claim.id}` },
    h("p", { class: "claim-head" },
      colour ? h("span", { class: "dot", style: { background: colour } }) : null,
      h("b", { dir: "auto" }, claim.actor || t("card.no_actor")), " ",
      h("span", { class: "what" }, t(`predicate.${claim.predicate}`))),
    h("p", { class: "stance-line" }, stance.map((word) => h("span", { class: "chip" }, word))),
    claim.aid ? h("p", { class: "aid-line" }, aidWords(claim.aid)) : null,
    h("blockquote", { dir: "auto", lang: article.language }, t("page.quote_open"), marked(claim.sentence || claim.quote), t("page.quote_close"), claim.short ? h("small", null, " ", t("card.shortened")) : null),
    h("p", { class: "chain" }, h("span", { class: "quiet" }, t("card.said"), " "), claim.chain.length ? join(claim.chain.map((link) => bdi(link)), h("span", { class: "arrow" }, data.model.direction === "rtl" ? " ← " : " → ")) : t("card.no_source")),
    h("p", { class: "when" }, whenParts(claim, article)),
    aside ? h("p", { class: "aside" }, h("b", null, t("status.set_aside"), ": "), h("span", { lang: "en" }, aside.why))
      : hasClaimedState(claim) ? h("p", { class: "quiet" }, used ? t("card.changes") : t("card.no_change")) : null);
}

const hasClaimedState = (claim) => claim.family === "control" || claim.aid !== null;

function whenParts(claim, article) {
  const date = article.published ? fill(t("card.published"), { date: dateWords(article.published) }) : t("card.undated");
  const own = claim.from
    ? fill(t(claim.relation === "current" ? "card.holds_at" : "card.event_at"), { date: claim.to && claim.to !== claim.from ? `${dateWords(claim.from)} – ${dateWords(claim.to)}` : dateWords(claim.from) })
    : null;
  const words = !own && claim.time_text ? bdi(`${t("page.quote_open")}${claim.time_text}${t("page.quote_close")}`) : null;
  const title = [article.outlet, article.title || article.name].filter(Boolean).join(": ");
  return join([own, words, date, webLink(article.url, t("card.article")) || (title ? bdi(title) : null)].filter(Boolean), " · ");
}

/** How precisely the place is known, in words. */
function precisionWords(site) {
  if (!site.geometry) return t("lists.by_name");
  if (site.inferred) return fill(t("status.precision_inferred"), { words: site.part || site.label });
  if (site.shape === "area") return t("status.precision_area");
  if (site.shape === "line") return t("status.precision_line");
  return site.radius_m ? fill(t("status.precision_within"), { km: distanceWords(site.radius_m) }) : t("status.precision_point");
}

function distanceWords(metres) {
  return metres < 1000 ? fill(t("part.m"), { n: Math.round(metres / 10) * 10 }) : fill(t("part.km"), { n: +(metres / 1000).toFixed(metres < 10000 ? 1 : 0) });
}
