// The keyboard on the canvas: the arrow keys go from mark to mark, Enter opens, a voice says where one is.

/** @type {{ node: HTMLElement, said: HTMLElement, ring: L.Marker | null, at: { field: Field, number: number } | null }} */
const cursor = { node: /** @type {any} */ (null), said: /** @type {any} */ (null), ring: null, at: null };
/** @type {Record<string, XY>} */
const ARROWS = { ArrowRight: { x: 1, y: 0 }, ArrowLeft: { x: -1, y: 0 }, ArrowDown: { x: 0, y: 1 }, ArrowUp: { x: 0, y: -1 } };

/**
 * Make what takes the focus for all marks on the canvas.
 * @param {L.Map} map
 */
function startCursor(map) {
  cursor.said = h("div", { class: "unseen", "aria-live": "polite" });
  cursor.node = h("div", { class: "cursor", tabindex: 0, role: "application", hidden: true, onfocus: () => moveCursor(map, null), onblur: hideCursor, onkeydown: (/** @type {KeyboardEvent} */ event) => cursorKey(map, event) });
  one(".stage").append(cursor.node, cursor.said);
}

/** Offer the cursor where marks are on the canvas. */
function drawCursor() {
  const total = fields().reduce((sum, field) => sum + field.items.length, 0);
  cursor.node.hidden = total === 0;
  cursor.at = null;
  if (total) cursor.node.setAttribute("aria-label", fill(t("tools.cursor"), { n: number(total) }));
}

/**
 * @param {L.Map} map @param {KeyboardEvent} event
 */
function cursorKey(map, event) {
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    if (cursor.at) cursor.at.field.items[cursor.at.number].open();
    card.node.querySelector("button")?.focus();
    card.back = cursor.node;
  } else if (ARROWS[event.key]) {
    event.preventDefault();
    event.stopPropagation();
    moveCursor(map, ARROWS[event.key]);
  } else if (event.key === "+" || event.key === "-") {
    map.setZoom(map.getZoom() + (event.key === "+" ? 1 : -1));
  }
}

/**
 * The middle of a feature's box, in world coordinates.
 * @param {Field} field @param {number} number @returns {XY}
 */
function middle({ boxes }, number) {
  return { x: (boxes[number * 4] + boxes[number * 4 + 2]) / 2, y: (boxes[number * 4 + 1] + boxes[number * 4 + 3]) / 2 };
}

/**
 * The nearest feature in a direction, within 45 degrees of it; without a direction the nearest of all.
 * @param {Field[]} among @param {XY} from @param {XY | null} way
 */
function nearest(among, from, way) {
  let found = null;
  let best = Infinity;
  for (const field of among) {
    for (let number = 0; number < field.items.length; number += 1) {
      if (!field.items[number].parts.length) continue;
      const to = middle(field, number);
      const [x, y] = [to.x - from.x, to.y - from.y];
      const ahead = way ? x * way.x + y * way.y : 0;
      const beside = way ? Math.abs(x * way.y) + Math.abs(y * way.x) : 0;
      if (way && (ahead <= 0 || beside > ahead)) continue;
      const far = way ? ahead + 2 * beside : Math.hypot(x, y);
      if (far < best) [best, found] = [far, { field, number }];
    }
  }
  return found;
}

/**
 * Go to the next mark in a direction, or to the one nearest to the middle of the view.
 * @param {L.Map} map @param {XY | null} way
 */
function moveCursor(map, way) {
  const centre = map.getCenter();
  const [x, y] = world(centre.lng, centre.lat);
  const from = cursor.at ? middle(cursor.at.field, cursor.at.number) : { x, y };
  const next = way || !cursor.at ? nearest(fields(), from, way) : cursor.at;
  if (!next) return;
  cursor.at = next;
  const at = middle(next.field, next.number);
  const where = map.unproject([at.x * 256, at.y * 256], 0);
  if (cursor.ring) cursor.ring.remove();
  cursor.ring = L.marker(where, { interactive: false, keyboard: false, zIndexOffset: 1000, icon: L.divIcon({ className: "ring-here", iconSize: [26, 26] }) }).addTo(map);
  map.panInside(where, { padding: [60, 90], animate: false });
  cursor.said.textContent = next.field.items[next.number].words();
}

function hideCursor() {
  cursor.ring?.remove();
  cursor.ring = null;
}
