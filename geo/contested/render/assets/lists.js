// Lists beside the map: what the articles say without a place on the map, and the sentence under the title.

const LONGEST = 60; // items of a list that are written at once
/** @type {{ rest: HTMLElement, opened: Set<string>, shown: Map<string, number> }} */
const lists = { rest: /** @type {any} */ (null), opened: new Set(["unlocated"]), shown: new Map() };

/**
 * Make the place of the lists.
 * @param {HTMLElement} side
 */
function startLists(side) {
  lists.rest = h("section", { class: "rest", "aria-labelledby": "rest-title" });
  side.append(lists.rest);
}

/**
 * The sentence under the title, for the day shown; on the last day it is the one the page came with.
 * @param {Seen} seen
 */
function drawSummary({ marks, statuses }) {
  const { articles, days } = data.model;
  const control = marks.filter((mark) => mark.kind === "control");
  /** @type {[string, number][]} */
  const counts = [
    ["page.contested", control.filter((mark) => mark.status?.contested).length],
    ["page.held", control.filter((mark) => !mark.status?.contested).length],
    ["page.aid", marks.filter((mark) => mark.kind === "aid").length],
    ["page.events", new Set(marks.filter((mark) => mark.kind === "events").map((mark) => mark.site)).size],
    ["page.unplaced", data.model.unlocated.filter((status) => statuses.has(status)).length],
  ];
  const phrases = counts.filter(([, n]) => n).map(([key, n]) => count(key, n));
  const told = state.basis === "valid" ? articles.length : articles.filter((article) => article.day === null || article.day <= (days[state.day] || "")).length;
  const sentence = phrases.length > 1 ? [phrases.slice(0, -1).join(t("page.comma")), phrases.at(-1)].join(t("page.and")) : phrases[0];
  fillNode(one(".summary"), sentence ? `${sentence}${t("page.comma")}${count("page.from_articles", told)}.` : `${t("page.nothing")}.`);
}

/**
 * What is not drawn, in groups.
 * @param {Set<number>} held @returns {{ key: string, items: any[], draw: (item: any) => HTMLElement }[]}
 */
function notDrawn(held) {
  const { unlocated, by_name: byName, whole, outside, placeless, unresolved, claims } = data.model;
  const on = (/** @type {number[]} */ numbers) => numbers.filter((claim) => claimOn(claims[claim], state.day));
  return [
    { key: "unlocated", items: unlocated.filter((status) => held.has(status)), draw: unlocatedItem },
    { key: "by_name", items: on(byName), draw: claimItem },
    { key: "whole", items: on(whole), draw: claimItem },
    { key: "outside", items: on(outside), draw: claimItem },
    { key: "unresolved", items: unresolved, draw: unresolvedItem },
    { key: "no_place", items: on(placeless), draw: claimItem },
  ];
}

/**
 * Write the lists for the current day.
 * @param {Seen} seen
 */
function drawLists({ statuses }) {
  const groups = notDrawn(statuses).filter(({ items }) => items.length);
  fillNode(lists.rest,
    h("h2", { id: "rest-title" }, t("lists.not_drawn")),
    h("p", { class: "quiet" }, groups.length ? t("lists.not_drawn_note") : t("lists.all_drawn")),
    groups.map(({ key, items, draw }) => h("details", {
      id: `list-${key}`, open: lists.opened.has(key), ontoggle: (/** @type {any} */ event) => (event.target.open ? lists.opened.add(key) : lists.opened.delete(key)),
    }, h("summary", null, t(`lists.${key}`), h("span", { class: "tally" }, number(items.length))), h("ul", { class: "items" }, cut(key, items).map(draw), moreButton(key, items)))));
}

/**
 * As many items of a list as are written.
 * @template T
 * @param {string} key @param {T[]} items @returns {T[]}
 */
function cut(key, items) {
  return items.slice(0, lists.shown.get(key) || LONGEST);
}

/**
 * What shows more of a long list.
 * @param {string} key @param {any[]} items
 */
function moreButton(key, items) {
  const shown = lists.shown.get(key) || LONGEST;
  if (items.length <= shown) return null;
  const more = () => {
    lists.shown.set(key, shown + 10 * LONGEST);
    refresh();
  };
  return h("li", null, h("button", { type: "button", class: "link", onclick: more }, count("lists.more", Math.min(items.length - shown, 10 * LONGEST)), ` (${number(items.length)})`));
}

/** @param {string} key */
function showList(key) {
  lists.opened.add(key);
  refresh();
  const found = document.getElementById(`list-${key}`);
  found?.scrollIntoView({ block: "start" });
  found?.querySelector("summary")?.focus();
}

/** @param {number} position */
function unlocatedItem(position) {
  const status = data.model.statuses[position];
  const site = status.site === null ? null : siteOf(status.site);
  const aid = /** @type {Aid} */ (status.aid);
  return h("li", null,
    h("div", { class: "item-head" }, h("span", { class: "sign" }, aidBadge(aid)), h("div", null, site ? h("b", null, bdi(site.label), " ") : null, aidWords(aid))),
    status.claims.slice(0, 5).map((claim) => sourceLines(data.model.claims[claim])),
    whyPart(status));
}

/** @param {number} position */
function claimItem(position) {
  const claim = data.model.claims[position];
  const site = claim.site === null ? null : siteOf(claim.site);
  return h("li", null,
    h("p", { class: "claim-head" }, site ? h("b", null, bdi(site.label), ": ") : null, h("b", { dir: "auto" }, claim.actor ? called(claim.actor) : t("card.no_actor")), " ", h("span", { class: "what" }, t(`predicate.${claim.predicate}`))),
    sourceLines(claim));
}

/** @param {Unresolved} entry */
function unresolvedItem(entry) {
  return h("li", null, h("p", { class: "claim-head" }, h("b", null, bdi(entry.toponym))), h("blockquote", { dir: "auto" }, marked(entry.sentence)),
    entry.reasons.length ? h("p", { class: "quiet", lang: "en", dir: "ltr" }, entry.reasons.join("; ")) : null);
}
