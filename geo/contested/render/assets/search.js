// Search by place in any of its names, whatever the script, accents, case or article.

/** @typedef {{ label: string, site: number | null, at: number[] | null, keys: string[] }} Entry */
/** @type {{ input: HTMLInputElement, list: HTMLElement, entries: Entry[], found: Entry[], active: number }} */
const finder = { input: /** @type {any} */ (null), list: /** @type {any} */ (null), entries: [], found: [], active: -1 };

/**
 * Fold a name: no case, accents, Arabic vowel signs, apostrophes, hyphens or leading article.
 * @param {string} text
 */
function folded(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0591-\u05c7\u0640'’‘ʿʾ`]/g, "").toLowerCase()
    .replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه")
    .replace(/[-–_]/g, " ").replace(/\b(?:al|el|as|ash|an|at|az|ad|ar) /g, "").replace(/(^| )ال/g, "$1").trim();
}

/** Make the search box over the map. */
function startSearch() {
  finder.entries = searchEntries();
  finder.input = h("input", {
    type: "search", id: "find", role: "combobox", "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list", autocomplete: "off",
    "aria-label": t("search.label"), placeholder: t("search.placeholder"), dir: "auto",
    oninput: () => showFound(), onkeydown: searchKey, onblur: () => setTimeout(hideFound, 150),
  });
  finder.list = h("ul", { id: "found", role: "listbox", "aria-label": t("search.label"), hidden: true });
  const box = h("div", { class: "find", role: "search", dir: data.model.direction }, finder.input, finder.list);
  one(".stage").append(box);
}

/**
 * What can be found: sites with a claim first, then the other places of the theatre.
 * @returns {Entry[]}
 */
function searchEntries() {
  const { sites, places } = data.model;
  const names = /** @type {Map<string, string[]>} */ (new Map(places.map(([id, name, also]) => [id, [name, ...also]])));
  const listed = sites.map((site, number) => ({
    label: site.label, site: number, at: site.at, keys: [site.label, site.original, ...Object.values(site.names), ...(names.get(site.place_id || "") || [])].filter(Boolean).map(folded),
  }));
  const claimed = new Set(sites.map((site) => site.place_id));
  const rest = places.filter(([id]) => !claimed.has(id)).map(([, label, also, lon, lat]) => ({ label, site: null, at: lon === null ? null : [lon, lat], keys: [label, ...also].map(folded) }));
  return [...listed, ...rest];
}

function showFound() {
  const asked = folded(finder.input.value);
  finder.active = -1;
  if (!asked) return hideFound();
  const rank = (/** @type {Entry} */ entry) => Math.min(...entry.keys.map((key) => (key === asked ? 0 : key.startsWith(asked) ? 1 : key.includes(` ${asked}`) ? 2 : key.includes(asked) ? 3 : 9)));
  finder.found = finder.entries.map((entry) => ({ entry, rank: rank(entry) + (entry.site === null ? 0.5 : 0) })).filter((hit) => hit.rank < 9)
    .sort((one, other) => one.rank - other.rank || one.entry.label.localeCompare(other.entry.label)).slice(0, 8).map((hit) => hit.entry);
  fillNode(finder.list, finder.found.length
    ? finder.found.map((entry, number) => h("li", { role: "option", id: `found-${number}`, "aria-selected": "false", onmousedown: (/** @type {Event} */ event) => { event.preventDefault(); choose(number); } },
      bdi(entry.label), entry.site === null ? h("span", { class: "quiet" }, t("search.no_claim")) : null))
    : h("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, t("search.none")));
  finder.list.hidden = false;
  finder.input.setAttribute("aria-expanded", "true");
  return undefined;
}

function hideFound() {
  finder.list.hidden = true;
  finder.input.setAttribute("aria-expanded", "false");
  finder.input.removeAttribute("aria-activedescendant");
}

/** @param {KeyboardEvent} event */
function searchKey(event) {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step && finder.found.length) {
    event.preventDefault();
    finder.active = (finder.active + step + finder.found.length) % finder.found.length;
    for (const [place, option] of finder.list.querySelectorAll("[role=option]").entries()) option.setAttribute("aria-selected", String(place === finder.active));
    finder.input.setAttribute("aria-activedescendant", `found-${finder.active}`);
  } else if (event.key === "Enter" && finder.found.length) {
    event.preventDefault();
    choose(Math.max(0, finder.active));
  } else if (event.key === "Escape" && !finder.list.hidden) {
    event.stopPropagation();
    hideFound();
  }
}

/** @param {number} number */
function choose(number) {
  const entry = finder.found[number];
  finder.input.value = entry.label;
  hideFound();
  if (entry.site !== null) openCard(entry.site, { fly: true, focus: true });
  else if (entry.at) stage.map.setView([entry.at[1], entry.at[0]], Math.max(stage.map.getZoom(), 13));
}
