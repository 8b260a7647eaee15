// Fills: colour says who, texture says how sure. Stripes of several colours only where several sides claim a place.

/** @type {{ made: Map<string, string>, defs: SVGDefsElement }} */
const patterns = { made: new Map(), defs: /** @type {any} */ (null) };

/** Make the element that holds the patterns, drawn nowhere itself. */
function startPatterns() {
  patterns.defs = svg("defs");
  document.body.append(svg("svg", { class: "patterns", width: 0, height: 0, "aria-hidden": "true", focusable: "false" }, patterns.defs));
}

/**
 * Answer "url(#…)" of a pattern; each is made once.
 * @param {string} key @param {number} width @param {number} height @param {number} angle @param {Child[]} content
 */
function pattern(key, width, height, angle, ...content) {
  let address = patterns.made.get(key);
  if (!address) {
    const id = `p${patterns.made.size}`;
    address = `url(#${id})`;
    patterns.made.set(key, address);
    patterns.defs.append(svg("pattern", { id, width, height, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${angle})` }, content));
  }
  return address;
}

/** @type {(x: number, y: number, width: number, height: number, fill: string, opacity: number) => SVGRectElement} */
const band = (x, y, width, height, fill, opacity) => svg("rect", { x, y, width, height, fill, "fill-opacity": opacity });

/**
 * The fill of an area, or the lighter one of a circle that a place lies in. The strength is in the pattern itself: a PDF
 * leaves the opacity of a pattern's use out.
 * @param {Status} status @param {number} [strength]
 */
function areaFill(status, strength = 1) {
  /** @type {typeof band} */
  const laid = (x, y, width, height, fill, opacity) => band(x, y, width, height, fill, opacity * strength);
  const colours = claimants(status);
  const [first] = colours;
  const key = `${strength}/${status.control}/${status.dispute}/${colours.join()}`;
  if (colours.length > 1) {
    const width = 7;
    return pattern(key, width * colours.length, 10, 45, colours.map((colour, place) => laid(place * width, 0, width, 10, colour, 0.78)));
  }
  switch (status.dispute) {
    case "rival_claims":
      return pattern(key, 12, 10, 45, laid(0, 0, 12, 10, first, 0.16), laid(0, 0, 6, 10, first, 0.78));
    case "withdrawal_demanded":
      return pattern(key, 9, 10, 45, laid(0, 0, 9, 10, first, 0.16), laid(0, 0, 3.6, 10, first, 0.8));
    case "clashes":
      return pattern(key, 10, 10, 45, laid(0, 0, 10, 10, first, 0.2), laid(0, 0, 1.6, 10, first, 0.85), laid(0, 0, 10, 1.6, first, 0.85));
    case "status_under_negotiation":
      return pattern(key, 9, 9, 0, laid(0, 0, 9, 9, first, 0.16), svg("circle", { cx: 4.5, cy: 4.5, r: 1.9, fill: first, "fill-opacity": 0.8 * strength }));
    case "unverified_change":
      return pattern(key, 12, 8, 0, laid(0, 0, 12, 8, first, 0.08), laid(1, 3, 6, 2, first, 0.8));
    default:
      if (status.control === "vacated") return pattern(key, 8, 8, 0, laid(0, 0, 8, 8, first, 0.06));
      return pattern(key, 8, 8, 0, laid(0, 0, 8, 8, first, 0.42));
  }
}

/**
 * The ring of a badge: one colour, or stripes of all.
 * @param {string[]} colours
 */
function ringFill(colours) {
  if (colours.length === 1) return colours[0];
  const width = 24 / (colours.length * 2);
  return pattern(`ring/${colours.join()}`, width * colours.length, 10, 45, colours.map((colour, place) => band(place * width, 0, width, 10, colour, 1)));
}
