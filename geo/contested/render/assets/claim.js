// One claim in words: actor, what, stance, the words themselves, who said it to whom, when, where to read it.

/** @type {Record<string, string[]>} */
const QUOTES = { en: ["“", "”"], ar: ["«", "»"], he: ["”", "“"] }; // those of the words, not of the page

/** @param {Claim} claim */
const hasClaimedState = (claim) => claim.family === "control" || claim.aid !== null;

/**
 * @param {number} number @param {Status[]} statuses
 */
function claimPart(number, statuses) {
  const claim = data.model.claims[number];
  const article = data.model.articles[claim.article];
  const aside = statuses.flatMap((status) => status.aside).find(([claimed]) => claimed === number);
  const used = statuses.some((status) => status.claims.includes(number)) && claim.changes;
  const colour = claim.actor && data.model.actors[claim.actor]?.colour;
  return h("li", { class: "claim", id: `claim-${claim.id}` },
    h("p", { class: "claim-head" },
      colour ? h("span", { class: "dot", style: { background: colour } }) : null,
      h("b", { dir: "auto" }, claim.actor ? called(claim.actor) : t("card.no_actor")), " ",
      h("span", { class: "what" }, t(`predicate.${claim.predicate}`))),
    h("p", { class: "stance-line" }, stanceWords(claim).map((word) => h("span", { class: "chip" }, word))),
    claim.aid ? h("p", { class: "aid-line" }, aidWords(claim.aid)) : null,
    quotation(claim, article),
    h("p", { class: "chain" }, h("span", { class: "quiet" }, t("card.said"), " "), chainParts(claim) || t("card.no_source")),
    h("p", { class: "when" }, whenParts(claim, article)),
    aside ? h("p", { class: "aside" }, h("b", null, t("status.set_aside"), ": "), h("span", { dir: "auto" }, data.model.reasons[aside[1]]))
      : hasClaimedState(claim) ? h("p", { class: "quiet" }, used ? t("card.changes") : t("card.no_change")) : null);
}

/** @param {Claim} claim */
function stanceWords(claim) {
  return [...new Set([t(`modality.${claim.modality}`), t(`epistemic.${claim.epistemic}`), claim.polarity === "negative" ? t("card.negative") : "", t(`relation.${claim.relation}`)])].filter(Boolean);
}

/**
 * @param {Claim} claim @param {Article} article
 */
function quotation(claim, article) {
  const [open, close] = QUOTES[article.language || ""] || QUOTES.en;
  return h("blockquote", { dir: "auto", lang: article.language }, open, marked(claim.sentence || claim.quote), close, claim.short ? h("small", null, " ", t("card.shortened")) : null);
}

/**
 * Who said it → who passed it on → who published it.
 * @param {Claim} claim @returns {Child}
 */
function chainParts(claim) {
  if (!claim.chain.length) return null;
  return between(claim.chain.map((link) => bdi(called(link))), h("span", { class: "arrow" }, data.model.direction === "rtl" ? " ← " : " → "));
}

/**
 * @param {Claim} claim @param {Article} article @returns {Child}
 */
function whenParts(claim, article) {
  const date = article.published ? fill(t("card.published"), { date: dateWords(article.published) }) : t("card.undated");
  const span = claim.to && claim.to !== claim.from ? `${dateWords(claim.from)} – ${dateWords(claim.to)}` : dateWords(claim.from);
  const own = claim.from ? fill(t(claim.relation === "current" ? "card.holds_at" : "card.event_at"), { date: span }) : null;
  const words = !own && claim.time_text ? bdi(`${t("page.quote_open")}${claim.time_text}${t("page.quote_close")}`) : null;
  const title = [article.outlet, article.title || article.name].filter(Boolean).join(": ");
  return between([own, words, date, title ? bdi(title) : null, webLink(article.url, t("card.article"))].filter(Boolean), " · ");
}

/**
 * A claim outside the card: its words, who said them, when.
 * @param {Claim} claim @returns {Child}
 */
function sourceLines(claim) {
  const article = data.model.articles[claim.article];
  const chain = chainParts(claim);
  return [quotation(claim, article), h("p", { class: "quiet" }, chain ? [chain, " · "] : null, whenParts(claim, article))];
}
