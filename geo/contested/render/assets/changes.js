// What changed since a day that the reader chooses; each entry leads to its place.

/** @type {{ node: HTMLElement }} */
const changed = { node: /** @type {any} */ (null) };

/**
 * Make the place of the list; with a single day nothing changes.
 * @param {HTMLElement} side
 */
function startChanges(side) {
  changed.node = h("section", { class: "changes", "aria-labelledby": "changes-title" });
  if (data.model.days.length > 1) side.append(changed.node);
}

/** Changes after the chosen day, up to the day shown, newest first. */
function drawChanges() {
  const { changes, days } = data.model;
  if (days.length < 2) return;
  const since = Math.min(state.since, state.day);
  const shown = changes[state.basis].filter((change) => (since === 0 || change.day > since) && change.day <= state.day).reverse();
  const choose = (/** @type {any} */ event) => {
    state.since = +event.target.value;
    toHash();
    refresh();
    document.getElementById("since")?.focus();
  };
  const picker = h("select", { id: "since", onchange: choose },
    days.map((day, place) => (place < Math.max(1, state.day) ? h("option", { value: place, selected: place === since }, place ? dateWords(day, "short") : t("lists.start")) : null)));
  fillNode(changed.node,
    h("h2", { id: "changes-title" }, t("lists.changes"), " ", h("label", { class: "since" }, t("lists.since"), " ", picker)),
    shown.length ? h("ol", { class: "items" }, cut("changes", shown).map(changeItem), moreButton("changes", shown)) : h("p", { class: "quiet" }, t("lists.no_changes")));
}

/** @param {Change} change */
function changeItem(change) {
  const { statuses, days } = data.model;
  const status = statuses[change.status];
  const site = status.site === null ? null : siteOf(status.site);
  const name = site ? site.label : status.aid?.name || t("table.no_place");
  const text = [
    h("span", { class: `tag tag-${change.kind}` }, t(`lists.${change.kind}`)),
    h("b", null, bdi(name)), " ", h("span", { dir: "auto" }, statusWords(status)),
    change.before !== null && statusWords(statuses[change.before]) !== statusWords(status) ? h("span", { class: "was" }, fill(t("lists.was"), { status: statusWords(statuses[change.before]) })) : null,
    h("time", { datetime: days[change.day] }, dateWords(days[change.day], "short")),
  ];
  const open = () => openCard(/** @type {number} */ (status.site), { fly: true, focus: true });
  return h("li", { class: "change" }, site && onMap(site) ? h("button", { type: "button", onclick: open }, text) : h("div", null, text));
}

/**
 * A status in one line of words.
 * @param {Status} status
 */
function statusWords(status) {
  if (hasControl(status)) return [controlWords(status), status.dispute !== "none" ? t(`dispute.${status.dispute}`) : null].filter(Boolean).join(t("page.comma"));
  if (status.aid) return aidTitle(status.aid);
  const first = status.claims[0] ?? status.aside[0]?.[0];
  return first === undefined ? t("control.unknown") : t(`predicate.${data.model.claims[first].predicate}`);
}
