// The table of all claims holds the newest ones from the start; here the others come in, when a reader asks.

const ROWS = 500; // claims that are added at a time

/** Offer the claims that the table leaves out. */
function startTable() {
  const note = document.querySelector("#claims .left-out");
  const body = document.querySelector("#claims tbody");
  if (!note || !body) return;
  const { claims } = data.model;
  const order = [...claims.keys()].sort((one, other) => (claims[other].day ?? -1) - (claims[one].day ?? -1) || one - other);
  const offer = () => {
    const left = order.length - body.childElementCount;
    const add = () => {
      const at = body.childElementCount;
      body.append(...order.slice(at, at + ROWS).map(claimRow));
      offer();
      /** @type {HTMLElement | null} */ (body.children[at].querySelector("th"))?.focus();
    };
    fillNode(note, left ? h("button", { type: "button", class: "plain", onclick: add }, count("lists.more", Math.min(left, ROWS)), ` (${number(left)})`) : null);
  };
  offer();
}

/** @param {number} position */
function claimRow(position) {
  const claim = data.model.claims[position];
  const article = data.model.articles[claim.article];
  const site = claim.site === null ? null : siteOf(claim.site);
  return h("tr", null,
    h("th", { scope: "row", tabindex: -1 }, site ? bdi(site.label) : h("i", null, t("table.no_place"))),
    h("td", null, bdi(claim.actor ? called(claim.actor) : t("card.no_actor"))),
    h("td", null, t(`predicate.${claim.predicate}`), h("br"), h("small", null, stanceWords(claim).join(t("page.comma")))),
    h("td", null, h("q", { dir: "auto", lang: article.language }, marked(claim.quote))),
    h("td", null, chainParts(claim) || t("card.no_source")),
    h("td", null, article.published ? h("time", { datetime: article.published }, article.day) : t("page.undated"), " ", webLink(article.url, t("table.link"))));
}
