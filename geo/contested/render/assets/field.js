// Very many features as flat arrays in a grid: which lie in a box, and which one lies under a point.

const REACH = 8; // pixels around a point that belong to it

/**
 * World coordinates of a place, from 0 to 1 in both directions, as tiles count them.
 * @param {number} lon @param {number} lat @returns {[number, number]}
 */
function world(lon, lat) {
  const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/**
 * The points and rings of a geometry in world coordinates.
 * @param {GeoJSON.Geometry | null} geometry @returns {Float64Array[]}
 */
function worldParts(geometry) {
  if (!geometry) return [];
  if (geometry.type === "GeometryCollection") return geometry.geometries.flatMap(worldParts);
  /** @type {Float64Array[]} */
  const parts = [];
  const take = (/** @type {any[]} */ part) => {
    if (typeof part[0] === "number") parts.push(Float64Array.from(world(part[0], part[1])));
    else if (part.length && typeof part[0][0] === "number" && !/Point/.test(geometry.type)) parts.push(Float64Array.from(part.flatMap(([lon, lat]) => world(lon, lat))));
    else part.forEach(take);
  };
  take(geometry.coordinates);
  return parts;
}

/** @type {WeakMap<object, Float64Array[]>} */
const partsOf = new WeakMap();

/**
 * What the canvas needs to know of a feature.
 * @param {object} owner @param {GeoJSON.Geometry | null} geometry @param {Omit<FieldItem, "parts" | "area">} rest @returns {FieldItem}
 */
function fieldItem(owner, geometry, rest) {
  const parts = partsOf.get(owner) || worldParts(geometry);
  partsOf.set(owner, parts);
  return { parts, area: /Polygon|Collection/.test(geometry?.type || ""), ...rest };
}

/**
 * @param {Mark} mark @returns {FieldItem}
 */
function markItem(mark) {
  const site = siteOf(mark.site);
  return fieldItem(site, site.geometry, { plain: kindOf(mark.kind).plain(mark), dashed: site.inferred, words: () => markWords(mark), open: () => openCard(mark.site) });
}

/**
 * Sort features into a grid, so that those of a tile are found without asking all.
 * @param {FieldItem[]} items @returns {Field}
 */
function makeField(items) {
  const boxes = new Float64Array(items.length * 4);
  const extent = [Infinity, Infinity, -Infinity, -Infinity];
  items.forEach(({ parts }, number) => {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const part of parts) {
      for (let at = 0; at < part.length; at += 2) {
        box[0] = Math.min(box[0], part[at]);
        box[1] = Math.min(box[1], part[at + 1]);
        box[2] = Math.max(box[2], part[at]);
        box[3] = Math.max(box[3], part[at + 1]);
      }
    }
    boxes.set(box, number * 4);
    for (const side of [0, 1]) extent[side] = Math.min(extent[side], box[side]);
    for (const side of [2, 3]) extent[side] = Math.max(extent[side], box[side]);
  });
  /** @type {Field} */
  const field = { items, boxes, cells: new Map(), columns: Math.max(1, Math.min(256, Math.round(Math.sqrt(items.length / 8)))), extent: /** @type {WorldBox} */ (extent), counts: new Map() };
  items.forEach((item, number) => {
    if (!item.parts.length) return;
    for (const cell of cellsOf(field, /** @type {WorldBox} */ ([...boxes.subarray(number * 4, number * 4 + 4)]))) {
      const held = field.cells.get(cell);
      if (held) held.push(number);
      else field.cells.set(cell, [number]);
    }
  });
  return field;
}

/**
 * The cells of the grid that a box touches.
 * @param {Field} field @param {WorldBox} box @returns {number[]}
 */
function cellsOf({ columns, extent }, box) {
  const place = (/** @type {number} */ value, /** @type {0 | 1} */ side) => {
    const size = extent[side + 2] - extent[side] || 1;
    return Math.max(0, Math.min(columns - 1, Math.floor(((value - extent[side]) / size) * columns)));
  };
  if (box[2] < extent[0] || box[0] > extent[2] || box[3] < extent[1] || box[1] > extent[3]) return [];
  const found = [];
  for (let row = place(box[1], 1); row <= place(box[3], 1); row += 1) {
    for (let column = place(box[0], 0); column <= place(box[2], 0); column += 1) found.push(row * columns + column);
  }
  return found;
}

/**
 * The features that touch a box, in the order in which they are drawn.
 * @param {Field} field @param {WorldBox} box @returns {number[]}
 */
function itemsIn(field, box) {
  const { boxes, cells } = field;
  const found = new Set();
  for (const cell of cellsOf(field, box)) {
    for (const number of cells.get(cell) || []) {
      const at = number * 4;
      if (boxes[at] <= box[2] && boxes[at + 2] >= box[0] && boxes[at + 1] <= box[3] && boxes[at + 3] >= box[1]) found.add(number);
    }
  }
  return [...found].sort((one, other) => one - other);
}

/**
 * The topmost feature at a place, or null.
 * @param {Field} field @param {L.LatLng} at @param {number} zoom @returns {FieldItem | null}
 */
function hit(field, at, zoom) {
  const [x, y] = world(at.lng, at.lat);
  const reach = REACH / (256 * 2 ** zoom);
  const numbers = itemsIn(field, [x - reach, y - reach, x + reach, y + reach]).reverse();
  const near = (/** @type {Float64Array} */ part) => Math.hypot(part[0] - x, part[1] - y) <= reach;
  const point = numbers.find((number) => field.items[number].parts.some((part) => part.length === 2 && near(part)));
  const found = point ?? numbers.find((number) => covers(field.items[number], x, y, reach));
  return found === undefined ? null : field.items[found];
}

/**
 * Whether a feature covers a point: inside an odd number of rings, or within reach of a line.
 * @param {FieldItem} item @param {number} x @param {number} y @param {number} reach
 */
function covers({ parts, area }, x, y, reach) {
  let inside = false;
  for (const part of parts) {
    for (let at = 2; at < part.length; at += 2) {
      const [ax, ay, bx, by] = [part[at - 2], part[at - 1], part[at], part[at + 1]];
      if (area) {
        if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
      } else {
        const along = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2 || 1)));
        if (Math.hypot(ax + along * (bx - ax) - x, ay + along * (by - ay) - y) <= reach) return true;
      }
    }
  }
  return inside;
}
