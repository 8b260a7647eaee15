// Glyphs on a grid of 16: `line` is stroked, `full` is filled. Shape says which group, glyph which kind, corner which state.

const BURST = "M8 1.5l1.4 3.3 3.3-1.5-1.5 3.3L14.5 8l-3.3 1.4 1.5 3.3-3.3-1.5L8 14.5l-1.4-3.3-3.3 1.5 1.5-3.3L1.5 8l3.3-1.4-1.5-3.3 3.3 1.5z";
const PARCEL = "M3 5.5L8 3l5 2.5V11l-5 2.5L3 11zM3 5.5L8 8l5-2.5M8 8v5.5";
const SPEECH = "M3 3.5h10v7H8l-3 3v-3H3z";
const TALKS = "M2.5 3.5h7V8H6L4 10V8H2.5zM11.5 6.5h2V11H12v2l-2-2H7.5v-.7";
const AWAY = "M7 3H3v10h4M6 8h7.5M10.5 5l3 3-3 3";
const FLAG = "M4.5 2v12";
const FLAG_CLOTH = "M4.5 2.7h8L10.3 5.6l2.2 2.9h-8z";
const QUERY = "M5.5 6a2.5 2.5 0 1 1 3.7 2.2C8.3 8.7 8 9.2 8 10.1M8 12.7v.2";

/** @type {Record<string, GlyphPaths>} */
const GLYPHS = {
  // control
  none: { line: FLAG, full: FLAG_CLOTH },
  rival_claims: { line: "M3 5.5h9.5M9.5 2.5l3 3-3 3M13 10.5H3.5M6.5 7.5l-3 3 3 3" },
  withdrawal_demanded: { line: AWAY },
  clashes: { line: "M3.5 3.5l9 9M12.5 3.5l-9 9" },
  status_under_negotiation: { full: "M2.5 8a1.5 1.5 0 1 0 3 0 1.5 1.5 0 1 0-3 0M6.5 8a1.5 1.5 0 1 0 3 0 1.5 1.5 0 1 0-3 0M10.5 8a1.5 1.5 0 1 0 3 0 1.5 1.5 0 1 0-3 0" },
  unverified_change: { line: QUERY },
  besieged: { line: "M8 1.5v3M8 11.5v3M1.5 8h3M11.5 8h3", full: "M6 8a2 2 0 1 0 4 0 2 2 0 1 0-4 0" },
  mixed: { line: "M3 8a5 5 0 1 0 10 0 5 5 0 1 0-10 0", full: "M8 3a5 5 0 0 1 0 10z" },
  grey_zone: { line: "M3 6.2a5 5 0 0 1 3-2.8M10 3.4a5 5 0 0 1 3 2.8M13 9.8a5 5 0 0 1-3 2.8M6 12.6a5 5 0 0 1-3-2.8" },
  vacated: { line: "M4 4h8v8H4z" },
  unknown: { line: QUERY },
  // aid points
  crossing: { line: "M3 13.5V4M13 13.5V4M2 5h12M5.5 5v6.5M8 5v6.5M10.5 5v6.5M3 11.5h10" },
  distribution_site: { line: PARCEL },
  warehouse: { line: "M2.5 13.5V6.5L8 3l5.5 3.5v7M5 13.5V8.7h6v4.8M5 11h6" },
  hospital: { line: "M5 3v10M11 3v10M5 8h6" },
  clinic: { line: "M8 3.5v9M3.5 8h9" },
  bakery: { line: "M3.5 12.5V8.3A2.4 2.4 0 0 1 4.5 4h7a2.4 2.4 0 0 1 1 4.3v4.2zM6.5 6.5v2.3M9.5 6.5v2.3" },
  kitchen: { line: "M3.5 7.5h9v3.5a2 2 0 0 1-2 2h-5a2 2 0 0 1-2-2zM2 7.5h12M6.3 5V3.3M9.7 5V3.3" },
  shelter: { line: "M8 3L2.5 13.2h11zM8 8.5l-2.3 4.7M8 8.5l2.3 4.7" },
  water_point: { line: "M8 2.5c2.6 3 4 5 4 7a4 4 0 0 1-8 0c0-2 1.4-4 4-7z" },
  port: { line: "M8 5.6v8M3.3 9.2c.3 2.7 2 4.4 4.7 4.4s4.4-1.7 4.7-4.4M5.5 7.5h5M6.4 4a1.6 1.6 0 1 0 3.2 0 1.6 1.6 0 1 0-3.2 0" },
  airport: { full: "M8 1.5c.7 0 1 .7 1 1.5v3.3l5.2 3.2v1.6L9 9.6v2.6l1.5 1.2v1.1L8 13.8l-2.5.7v-1.1L7 12.2V9.6l-5.2 1.5V9.5L7 6.3V3c0-.8.3-1.5 1-1.5z" },
  route: { line: "M4 14L6.3 2M12 14L9.7 2M8 3v2M8 7v2.2M8 11.3v2.4" },
  checkpoint: { line: "M3 3v11M3 5h10.5v3.3H3M6.7 5L5.6 8.3M10 5L8.9 8.3M13.4 5l-1.1 3.3" },
  entry_point: { line: "M9 3h4v10H9M2 8h7.5M6.5 5l3 3-3 3" },
  other: { full: "M5 8a3 3 0 1 0 6 0 3 3 0 1 0-6 0" },
  // other events
  captive_handover: { line: "M2.8 5.2a1.7 1.7 0 1 0 3.4 0 1.7 1.7 0 1 0-3.4 0M1.8 12.5c0-2.7 1-4.2 2.7-4.2s2.7 1.5 2.7 4.2M8.8 8.5H14M11.7 6.2L14 8.5l-2.3 2.3" },
  strike: { full: BURST },
  away: { line: "M2 8h1.8M5.8 8h7.7M10.5 5l3 3-3 3" },
  looting: { line: "M4 6h8l.8 7.5H3.2zM6 6V4.5a2 2 0 0 1 4 0V6" },
  hazard: { line: "M8 2.5L14 13H2zM8 6.3v3.2M8 11.3v.2" },
  talks: { line: TALKS },
  statement: { line: SPEECH },
  parcel: { line: PARCEL },
  flag: { line: FLAG, full: FLAG_CLOTH },
  dot: { full: "M5 8a3 3 0 1 0 6 0 3 3 0 1 0-6 0" },
};

/**
 * Draw a glyph at x, y with a size, in the current colour.
 * @param {string} name @param {number} x @param {number} y @param {number} size
 */
function glyph(name, x, y, size) {
  const { line, full } = GLYPHS[name] || GLYPHS.dot;
  const scale = size / 16;
  return svg(
    "g", { transform: `translate(${x} ${y}) scale(${scale})`, class: "glyph" },
    full && svg("path", { d: full, fill: "currentColor" }),
    line && svg("path", { d: line, fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linecap": "round", "stroke-linejoin": "round" }),
  );
}
