// Very many marks: drawn on canvas tiles, a few milliseconds at a time, so that panning stays smooth.

const BUDGET = 6; // milliseconds of drawing in one frame
const CROWDED = 3000; // features in a tile above which tiles are not drawn one by one but counted: see cells.js
/** @type {{ waiting: Generator<void>[], running: boolean, sprites: Map<string, HTMLCanvasElement>, textures: Map<string, CanvasPattern | null> }} */
const work = { waiting: [], running: false, sprites: new Map(), textures: new Map() };

/**
 * A layer of canvas tiles.
 * @param {L.Map} map @param {FieldItem[]} items @param {number} zIndex
 */
function tiled(map, items, zIndex) {
  const field = makeField(items);
  const Tiles = L.GridLayer.extend({
    createTile(/** @type {L.Coords} */ coords, /** @type {L.DoneCallback} */ done) {
      const sharp = window.devicePixelRatio || 1;
      const tile = h("canvas", { width: 256 * sharp, height: 256 * sharp });
      work.waiting.push(tileWork(field, tile, coords, sharp, done));
      run();
      return tile;
    },
  });
  // @ts-expect-error: the class that `extend` answers is unknown to the type checker
  const layer = new Tiles({ pane: "areas", zIndex, updateWhenZooming: false, keepBuffer: 1, noWrap: true });
  layer.on("tileunload", (/** @type {L.TileEvent} */ event) => event.tile.setAttribute("data-gone", ""));
  layer.field = field;
  return layer.addTo(map);
}

/** Draw waiting tiles, a few milliseconds in each frame. */
function run() {
  if (work.running) return;
  work.running = true;
  const frame = () => {
    const end = performance.now() + BUDGET;
    while (work.waiting.length && performance.now() < end) if (work.waiting[0].next().done) work.waiting.shift();
    work.running = work.waiting.length > 0;
    if (work.running) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/**
 * Draw one tile, step by step.
 * @param {Field} field @param {HTMLCanvasElement} tile @param {L.Coords} coords @param {number} sharp @param {L.DoneCallback} done @returns {Generator<void>}
 */
function* tileWork(field, tile, coords, sharp, done) {
  const scale = 256 * 2 ** coords.z;
  const brush = tile.getContext("2d");
  if (brush && isCounted(field, coords.z)) {
    drawCounts(brush, field, coords, sharp);
  } else if (brush) {
    brush.scale(sharp, sharp);
    const edge = (REACH + 2) / scale;
    const [west, north] = [coords.x / 2 ** coords.z, coords.y / 2 ** coords.z];
    const size = 1 / 2 ** coords.z;
    const numbers = itemsIn(field, [west - edge, north - edge, west + size + edge, north + size + edge]);
    const origin = { x: west * scale, y: north * scale, scale, fine: numbers.length < 4000 };
    for (let at = 0; at < numbers.length; at += 1) {
      drawItem(brush, field, numbers[at], origin);
      if (at % 100 === 99) {
        yield;
        if (tile.hasAttribute("data-gone")) return;
      }
    }
  }
  done(undefined, tile);
}

/**
 * Draw a feature on a tile: a sign for a point, outline and fill for an area, a dot for what is too small to be seen.
 * @param {CanvasRenderingContext2D} brush @param {Field} field @param {number} number @param {{ x: number, y: number, scale: number, fine: boolean }} tile
 */
function drawItem(brush, field, number, { x, y, scale, fine }) {
  const { parts, plain, area, dashed } = field.items[number];
  const at = number * 4;
  const { boxes } = field;
  const [left, top] = [boxes[at] * scale - x, boxes[at + 1] * scale - y];
  const [wide, high] = [(boxes[at + 2] - boxes[at]) * scale, (boxes[at + 3] - boxes[at + 1]) * scale];
  if (parts[0].length === 2) {
    for (const part of parts) brush.drawImage(sprite(plain), part[0] * scale - x - 8, part[1] * scale - y - 8, 16, 16);
    return;
  }
  if (wide < 2 && high < 2) {
    brush.fillStyle = plain.colours[0];
    brush.fillRect(left, top, 2, 2);
    return;
  }
  brush.beginPath();
  for (const part of parts) {
    brush.moveTo(part[0] * scale - x, part[1] * scale - y);
    let [lastX, lastY] = [part[0] * scale - x, part[1] * scale - y];
    for (let point = 2; point < part.length; point += 2) {
      const [nextX, nextY] = [part[point] * scale - x, part[point + 1] * scale - y];
      if (Math.abs(nextX - lastX) + Math.abs(nextY - lastY) < 0.7) continue;
      brush.lineTo(nextX, nextY);
      [lastX, lastY] = [nextX, nextY];
    }
    if (area) brush.closePath();
  }
  if (area) {
    brush.fillStyle = wide < 6 && high < 6 ? plain.colours[0] : texture(brush, plain);
    brush.fill("evenodd");
  }
  if (fine || !area) {
    brush.strokeStyle = plain.colours[0];
    brush.lineWidth = area ? 1 : 3;
    brush.setLineDash(dashed ? [5, 4] : []);
    brush.stroke();
  }
}

/**
 * The sign of a point, drawn once for all that look alike.
 * @param {Plain} plain
 */
function sprite(plain) {
  const key = `${plain.shape}/${plain.texture}/${plain.colours.join()}`;
  let made = work.sprites.get(key);
  if (!made) {
    made = h("canvas", { width: 32, height: 32 });
    work.sprites.set(key, made);
    const brush = made.getContext("2d");
    if (!brush) return made;
    brush.scale(2, 2);
    brush.beginPath();
    if (plain.shape === "circle") brush.arc(8, 8, 4.5, 0, 7);
    else if (plain.shape === "square") brush.rect(4, 4, 8, 8);
    else for (const [x, y] of [[8, 2.5], [13.5, 8], [8, 13.5], [2.5, 8], [8, 2.5], [13.5, 8]]) brush.lineTo(x, y);
    brush.fillStyle = "#fff";
    brush.fill();
    brush.save();
    brush.clip();
    plain.colours.forEach((colour, place) => {
      brush.fillStyle = colour;
      brush.fillRect(2 + (12 / plain.colours.length) * place, 2, 12 / plain.colours.length, 12);
    });
    brush.restore();
    brush.lineWidth = plain.texture === "stripes" ? 2 : 1;
    brush.strokeStyle = "#1c1b19";
    brush.stroke();
  }
  return made;
}

/**
 * The fill of an area: pale for one colour, stripes where it is disputed. Its size divides that of a tile.
 * @param {CanvasRenderingContext2D} brush @param {Plain} plain @returns {CanvasPattern | string}
 */
function texture(brush, plain) {
  if (plain.texture !== "stripes") return plain.colours[0] + (plain.texture === "light" ? "18" : "6b");
  const key = plain.colours.join();
  if (!work.textures.has(key)) {
    const colours = plain.colours.length > 1 ? plain.colours : [plain.colours[0], `${plain.colours[0]}30`];
    const size = colours.length > 2 ? 32 : 16;
    const tile = h("canvas", { width: size, height: size });
    const pen = tile.getContext("2d");
    if (pen) {
      pen.globalAlpha = 0.75;
      for (let row = 0; row < size; row += 1) {
        for (let column = 0; column < size; column += 1) {
          pen.fillStyle = colours[Math.floor((((row + column) % size) / size) * colours.length)];
          pen.fillRect(column, row, 1, 1);
        }
      }
    }
    work.textures.set(key, brush.createPattern(tile, "repeat"));
  }
  return work.textures.get(key) || plain.colours[0];
}

/** The fields that are drawn on canvas now: marks, then the reader's own layers. */
function fields() {
  return [drawn.tiles, ...stage.own.map(({ id, drawn: layer }) => (state.hidden.has(id) ? null : layer))].flatMap((layer) => (layer?.field ? [/** @type {Field} */ (layer.field)] : []));
}

/**
 * Answer clicks on what is drawn on canvas, and show that it can be clicked.
 * @param {L.Map} map
 */
function startTiles(map) {
  /** @param {L.LeafletMouseEvent} event */
  const under = (event) => fields().reduce((/** @type {FieldItem | null} */ found, field) => found || (isCounted(field, map.getZoom()) ? null : hit(field, event.latlng, map.getZoom())), null);
  map.on("click", (event) => {
    const found = under(event);
    if (found) found.open();
    else if (fields().some((field) => isCounted(field, map.getZoom()))) map.setView(event.latlng, Math.min(18, map.getZoom() + 2));
  });
  let asked = 0;
  map.on("mousemove", (event) => {
    cancelAnimationFrame(asked);
    if (fields().length) asked = requestAnimationFrame(() => map.getContainer().classList.toggle("over-mark", under(event) !== null));
  });
  map.on("zoomend", () => tellCounted(map));
}
