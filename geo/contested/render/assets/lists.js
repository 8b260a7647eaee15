// Lists beside the map: what changed since a chosen day, and what the articles say without a place on the map.

const lists = { changes: null, rest: null, opened: new Set(["unlocated"]) };

/** Make the places of the lists. */
function startLists(side) {
  lists.changes = h("section", { class: "changes", "aria-labelledby": "changes-title" });
  lists.rest = h("section", { class: "rest", "aria-labelledby": "rest-title" });
  if (data.model.days.length > 1) side.append(lists.changes);
  side.append(lists.rest);
}

/** The sentence under the title, for the day shown; on the last day it is the one the page came with. */
function drawSummary(marks) {
  const { articles } = data.model;
  const control = marks.filter((mark) => mark.kind === "control");
  const counts = [
    ["page.contested", control.filter((mark) => mark.run.contested).length],
    ["page.held", control.filter((mark) => !mark.run.contested).length],
    ["page.aid", marks.filter((mark) => mark.kind === "aid").length],
    ["page.events", new Set(marks.filter((mark) => mark.kind === "event").map((mark) => mark.site)).size],
    ["page.unplaced", notDrawn().find(({ key }) => key === "unlocated").items.length],
  ].filter(([, n]) => n).map(([key, n]) => count(key, n));
  const told = articles.filter((article) => article.day === null || article.day <= (data.model.days[state.day] || "")).length;
  const sentence = counts.length > 1 ? [counts.slice(0, -1).join(t("page.comma")), counts.at(-1)].join(t("page.and")) : counts[0];
  fillNode(document.querySelector(".summary"), sentence ? `${sentence}${t("page.comma")}${count("page.from_articles", told)}.` : `${t("page.nothing")}.`);
}

/** What is not drawn, in groups. */
function notDrawn() {
  const { unlocated, by_name: byName, whole, outside, placeless, unresolved, statuses, claims } = data.model;
  const on = (numbers) => numbers.filter((number) => claimOn(claims[number], state.day));
  return [
    { key: "unlocated", items: unlocated.filter((number) => runsOn(statuses[number], state.day)), draw: unlocatedItem },
    { key: "by_name", items: on(byName), draw: claimItem },
    { key: "whole", items: on(whole), draw: claimItem },
    { key: "outside", items: on(outside), draw: claimItem },
    { key: "unresolved", items: unresolved, draw: unresolvedItem },
    { key: "no_place", items: on(placeless), draw: claimItem },
  ];
}

/** Write both lists for the current day. */
function drawLists() {
  if (data.model.days.length > 1) drawChanges();
  const groups = notDrawn().filter(({ items }) => items.length);
  fillNode(lists.rest,
    h("h2", { id: "rest-title" }, t("lists.not_drawn")),
    h("p", { class: "quiet" }, groups.length ? t("lists.not_drawn_note") : t("lists.all_drawn")),
    groups.map(({ key, items, draw }) => h("details", {
      id: `list-${key}`, open: lists.opened.has(key), ontoggle: (event) => (event.target.open ? lists.opened.add(key) : lists.opened.delete(key)),
    }, h("summary", null, t(`lists.${key}`), h("span", { class: "tally" }, items.length)), h("ul", { class: "items" }, items.map(draw)))));
}

function showList(key) {
  lists.opened.add(key);
  drawLists();
  const found = document.getElementById(`list-${key}`);
  found?.scrollIntoView({ block: "start" });
  found?.querySelector("summary").focus();
}

function unlocatedItem(number) {
  const run = data.model.statuses[number];
  const site = run.site === null ? null : data.model.sites[run.site];
  return h("li", null,
    h("div", { class: "item-head" }, h("span", { class: "sign" }, badge(aidLayer(run.aid))), h("div", null, site ? h("b", null, bdi(site.label), " ") : null, aidWords(run.aid))),
    run.claims.slice(0, 5).map((claim) => sourceLines(data.model.claims[claim])),
    h("details", { class: "why" }, h("summary", null, t("status.why")), h("p", { lang: "en", dir: "ltr" }, run.why)));
}

function claimItem(number) {
  const claim = data.model.claims[number];
  const site = claim.site === null ? null : data.model.sites[claim.site];
  return h("li", null,
    h("p", { class: "claim-head" }, site ? h("b", null, bdi(site.label), ": ") : null, h("b", { dir: "auto" }, claim.actor || t("card.no_actor")), " ", h("span", { class: "what" }, t(`predicate.${claim.predicate}`))),
    sourceLines(claim));
}

function sourceLines(claim) {
  const article = data.model.articles[claim.article];
  return [
    h("blockquote", { dir: "auto", lang: article.language }, t("page.quote_open"), marked(claim.sentence || claim.quote), t("page.quote_close")),
    h("p", { class: "quiet" }, claim.chain.length ? [join(claim.chain.map((link) => bdi(link)), data.model.direction === "rtl" ? " ← " : " → "), " · "] : null, whenParts(claim, article)),
  ];
}

function unresolvedItem(entry) {
  return h("li", null, h("p", { class: "claim-head" }, h("b", null, bdi(entry.toponym))), h("blockquote", { dir: "auto" }, marked(entry.sentence)),
    entry.reasons.length ? h("p", { class: "quiet", lang: "en" }, entry.reasons.join("; ")) : null);
}

/** Changes after the chosen day, up to the day shown, newest first; each leads to its place. */
function drawChanges() {
  const { changes, days } = data.model;
  const since = Math.min(state.since, state.day);
  const shown = changes.filter((change) => (since === 0 || change.day > since) && change.day <= state.day).reverse();
  const picker = h("select", { id: "since", onchange: (event) => { state.since = +event.target.value; refresh(); document.getElementById("since").focus(); } },
    days.map((day, number) => (number < Math.max(1, state.day) ? h("option", { value: number, selected: number === since }, number ? dateWords(day, "short") : t("lists.start")) : null)));
  fillNode(lists.changes,
    h("h2", { id: "changes-title" }, t("lists.changes"), " ", h("label", { class: "since" }, t("lists.since"), " ", picker)),
    shown.length ? h("ol", { class: "items" }, shown.map(changeItem)) : h("p", { class: "quiet" }, t("lists.no_changes")));
}

function changeItem(change) {
  const { statuses, sites, days } = data.model;
  const run = statuses[change.run];
  const site = run.site === null ? null : sites[run.site];
  const words = (of) => (hasControl(of) ? [controlWords(of), of.dispute !== "none" ? t(`dispute.${of.dispute}`) : null].filter(Boolean).join(", ")
    : of.aid ? `${t(`aid_kind.${of.aid.kind}`)}: ${t(`aid_status.${of.aid.status}`)}` : of.claims.length ? t(`predicate.${data.model.claims[of.claims[0]].predicate}`) : t("control.unknown"));
  const name = site ? site.label : run.aid?.name || t("table.no_place");
  const text = [
    h("span", { class: `tag tag-${change.kind}` }, t(`lists.${change.kind}`)),
    h("b", null, bdi(name)), " ", h("span", { dir: "auto" }, words(run)),
    h("time", { datetime: days[change.day] }, dateWords(days[change.day], "short")),
  ];
  return h("li", { class: "change" }, site && onMap(site) ? h("button", { type: "button", onclick: () => openCard(run.site, { fly: true, focus: true }) }, text) : h("div", null, text));
}
