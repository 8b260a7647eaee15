// More marks than can be drawn one by one: they are counted by cell, and the page says so.

const LARGEST = 200000; // features above which crowded views are counted
const CELLS = 4; // cells along the side of a tile

/**
 * How many features lie in each cell of a zoom, by the middle of their boxes.
 * @param {Field} field @param {number} zoom @returns {{ cells: Map<string, number>, most: number }}
 */
function counted(field, zoom) {
  const held = field.counts.get(zoom);
  if (held) return held;
  const side = CELLS * 2 ** zoom;
  const cells = new Map();
  const tiles = new Map();
  let most = 0;
  for (let at = 0; at < field.boxes.length; at += 4) {
    if (!field.items[at / 4].parts.length) continue;
    const column = Math.floor(((field.boxes[at] + field.boxes[at + 2]) / 2) * side);
    const row = Math.floor(((field.boxes[at + 1] + field.boxes[at + 3]) / 2) * side);
    const tile = `${Math.floor(column / CELLS)}/${Math.floor(row / CELLS)}`;
    cells.set(`${column}/${row}`, (cells.get(`${column}/${row}`) || 0) + 1);
    tiles.set(tile, (tiles.get(tile) || 0) + 1);
    most = Math.max(most, tiles.get(tile));
  }
  const found = { cells, most };
  field.counts.set(zoom, found);
  return found;
}

/**
 * Whether a zoom shows counts instead of features: only for very many, and only where a tile would be crowded.
 * @param {Field} field @param {number} zoom
 */
function isCounted(field, zoom) {
  return field.items.length > LARGEST && counted(field, Math.round(zoom)).most > CROWDED;
}

/**
 * Draw the counts of a tile's cells.
 * @param {CanvasRenderingContext2D} brush @param {Field} field @param {L.Coords} coords @param {number} sharp
 */
function drawCounts(brush, field, coords, sharp) {
  brush.scale(sharp, sharp);
  const { cells } = counted(field, coords.z);
  const size = 256 / CELLS;
  const styles = getComputedStyle(document.documentElement);
  brush.textAlign = "center";
  brush.textBaseline = "middle";
  brush.font = "600 12px system-ui, sans-serif";
  for (let row = 0; row < CELLS; row += 1) {
    for (let column = 0; column < CELLS; column += 1) {
      const n = cells.get(`${coords.x * CELLS + column}/${coords.y * CELLS + row}`);
      if (!n) continue;
      const side = Math.min(size - 4, 22 + 5 * Math.log2(n));
      const [x, y] = [(column + 0.5) * size, (row + 0.5) * size];
      brush.fillStyle = styles.getPropertyValue("--accent");
      brush.globalAlpha = 0.85;
      brush.beginPath();
      brush.roundRect(x - side / 2, y - side / 2, side, side, 6);
      brush.fill();
      brush.globalAlpha = 1;
      brush.fillStyle = styles.getPropertyValue("--panel");
      brush.fillText(number(n), x, y, size - 8);
    }
  }
}

/**
 * Say that what is seen are counts.
 * @param {L.Map} map
 */
function tellCounted(map) {
  const total = fields().filter((field) => isCounted(field, map.getZoom())).reduce((sum, field) => sum + field.items.length, 0);
  stage.counted.hidden = total === 0;
  stage.counted.textContent = total ? fill(t("tools.counted"), { n: number(total) }) : "";
}
