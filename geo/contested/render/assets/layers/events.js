// Other events, and statements on control that change no status: a diamond.

const HAPPENINGS = new Set(["advances", "enters", "presence_only", "repels", "besieges", "clashes", "shelling_or_strike", "fortifies_line", "moves_forces", "front_static"]);
/** @type {Record<string, RegExp>} */
const PLAIN = { asserted: /./, presupposed: /./, demanded: /^calls_for|^evacuation_order/, refused: /^refuses|^rejects/, denied: /^denies/, promised: /^offers/ };
/** @type {Record<string, string>} */
const EVENT_GLYPHS = {
  captive_handover: "captive_handover", shelling_or_strike: "strike", aid_point_attacked: "strike", clashes: "clashes",
  evacuation_order: "away", displacement: "away", withdraws: "away", looting: "looting", hazard: "hazard",
  negotiation: "talks", talks_stalled: "talks", meeting: "talks", ceasefire_signed: "talks",
  calls_for_ceasefire: "statement", offers_release: "statement", submits_response: "statement", statement: "statement",
  agreement_scope: "statement", rejects_mechanism: "statement", calls_for_withdrawal: "statement",
  calls_for_aid_access: "statement", background_event: "dot",
};

/** @param {string} predicate */
const eventGlyph = (predicate) => EVENT_GLYPHS[predicate] || (/^(aid|access|service)/.test(predicate) ? "parcel" : "flag");

/**
 * The layer of a claim that makes no status: what is said to happen, and how it is said unless plainly.
 * @param {Claim} claim @returns {Layer}
 */
function eventLayer(claim) {
  const plain = PLAIN[claim.modality]?.test(claim.predicate) && claim.polarity === "positive" && !["retracted", "denied"].includes(claim.epistemic) && claim.relation !== "future";
  if (claim.family === "control" && !(plain && HAPPENINGS.has(claim.predicate))) return { id: "e/said", group: "events", predicate: null, stance: null };
  const stance = plain ? null : claim.relation === "future" ? "relation.future" : claim.polarity === "negative" ? "card.negative" : `modality.${claim.modality}`;
  return { id: `e/${claim.predicate}/${stance || ""}`, group: "events", predicate: claim.predicate, stance };
}

/** @param {Layer} layer */
function eventWords({ predicate, stance }) {
  if (!predicate) return t("legend.said");
  return stance ? `${t(`predicate.${predicate}`)} — ${t(stance)}` : t(`predicate.${predicate}`);
}

/** @param {Layer} layer */
function eventBadge({ predicate, stance }) {
  return svg(
    "svg", { viewBox: "0 0 28 28", class: "badge badge-event", "aria-hidden": "true" },
    svg("rect", { x: 5, y: 5, width: 18, height: 18, rx: 2.5, transform: "rotate(45 14 14)", class: "plate" }),
    glyph(predicate && !stance ? eventGlyph(predicate) : "statement", 7.5, 7.5, 13),
  );
}

kinds.push({
  group: "events",
  order: 2,
  weight: 1,
  marks(site, found, controlled) {
    /** @type {Map<string, Mark>} */
    const events = new Map();
    for (const number of found.claims) {
      const claim = data.model.claims[number];
      if (claim.aid || (claim.family !== "other" && controlled)) continue;
      const layer = eventLayer(claim);
      const mark = events.get(layer.id) || { key: `m${site}/${layer.id}`, site, kind: "events", status: null, layer, claims: [] };
      events.set(layer.id, mark);
      mark.claims.push(number);
    }
    return [...events.values()];
  },
  ever(add) {
    for (const claim of data.model.claims) if (claim.family === "other" && !claim.aid) add(claim.site, eventLayer(claim));
  },
  words: eventWords,
  lines: eventWords,
  badge: eventBadge,
  swatch: eventBadge,
  fill: () => "transparent",
  stroke: () => "currentColor",
  plain: () => ({ colours: ["#5c5c5c"], texture: "full", shape: "diamond" }),
});
