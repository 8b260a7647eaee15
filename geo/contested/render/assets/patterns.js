// Fills: colour says who, texture says how sure. Stripes of several colours only where several sides claim a place.

const made = new Map();
let defs = null;

/** Make the element that holds the patterns, drawn nowhere itself. */
function startPatterns() {
  defs = svg("defs");
  document.body.append(svg("svg", { class: "patterns", width: 0, height: 0, "aria-hidden": "true", focusable: "false" }, defs));
}

/** Answer "url(#…)" of a pattern; each is made once. */
function pattern(key, width, height, angle, ...content) {
  if (!made.has(key)) {
    const id = `p${made.size}`;
    made.set(key, `url(#${id})`);
    defs.append(svg("pattern", { id, width, height, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${angle})` }, content));
  }
  return made.get(key);
}

const band = (x, y, width, height, fill, opacity) => svg("rect", { x, y, width, height, fill, "fill-opacity": opacity });

/** The fill of an area or circle. */
function areaFill(run) {
  const colours = claimants(run);
  const [first] = colours;
  const key = `${run.control}/${run.dispute}/${colours.join()}`;
  if (colours.length > 1) {
    const width = 7;
    return pattern(key, width * colours.length, 10, 45, colours.map((colour, place) => band(place * width, 0, width, 10, colour, 0.78)));
  }
  switch (run.dispute) {
    case "rival_claims":
      return pattern(key, 12, 10, 45, band(0, 0, 12, 10, first, 0.16), band(0, 0, 6, 10, first, 0.78));
    case "withdrawal_demanded":
      return pattern(key, 9, 10, 45, band(0, 0, 9, 10, first, 0.16), band(0, 0, 3.6, 10, first, 0.8));
    case "clashes":
      return pattern(key, 10, 10, 45, band(0, 0, 10, 10, first, 0.2), band(0, 0, 1.6, 10, first, 0.85), band(0, 0, 10, 1.6, first, 0.85));
    case "status_under_negotiation":
      return pattern(key, 9, 9, 0, band(0, 0, 9, 9, first, 0.16), svg("circle", { cx: 4.5, cy: 4.5, r: 1.9, fill: first, "fill-opacity": 0.8 }));
    case "unverified_change":
      return pattern(key, 12, 8, 0, band(0, 0, 12, 8, first, 0.08), band(1, 3, 6, 2, first, 0.8));
    default:
      if (run.control === "vacated") return pattern(key, 8, 8, 0, band(0, 0, 8, 8, first, 0.06));
      return pattern(key, 8, 8, 0, band(0, 0, 8, 8, first, 0.42));
  }
}

/** The ring of a badge: one colour, or stripes of all. */
function ringFill(colours) {
  if (colours.length === 1) return colours[0];
  const width = 24 / (colours.length * 2);
  return pattern(`ring/${colours.join()}`, width * colours.length, 10, 45, colours.map((colour, place) => band(place * width, 0, width, 10, colour, 1)));
}
