import assert from "node:assert/strict";
import test from "node:test";
import { plain, script } from "./page.mjs";

const run = script();
run(`
  const look = { colours: ["#000000"], texture: "full", shape: "circle" };
  const make = (geometry) => fieldItem({}, geometry, { plain: look, dashed: false, words: () => JSON.stringify(geometry.coordinates), open: () => {} });
  const point = (lon, lat) => make({ type: "Point", coordinates: [lon, lat] });
  const box = (west, south, east, north) => make({ type: "Polygon", coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] });
  const at = (lat, lng) => ({ lat, lng });
`);

test("world coordinates run from 0 in the north-west to 1 in the south-east", () => {
  assert.deepEqual(plain(run("world(0, 0)")), [0.5, 0.5]);
  const [x, y] = plain(run("world(-180, 85.0511)"));
  assert.ok(Math.abs(x) < 1e-9 && Math.abs(y) < 1e-4);
  assert.ok(run("world(0, 90).every(Number.isFinite)"));
});

test("the features in a box are found, in the order in which they are drawn", () => {
  run("const field = makeField(Array.from({ length: 2500 }, (_, n) => point((n % 50) / 10, Math.floor(n / 50) / 10)))");
  const slow = plain(run(`[...Array(2500).keys()].filter((n) => { const [x, y] = field.items[n].parts[0]; const [w, s] = world(1, 1); const [e, t] = world(2, 2); return x >= w && x <= e && y <= s && y >= t; })`));
  const quick = plain(run("itemsIn(field, [world(1, 1)[0], world(2, 2)[1], world(2, 2)[0], world(1, 1)[1]])"));
  assert.deepEqual(quick, slow);
  assert.ok(quick.length > 90);
});

test("nothing is found where there is nothing, and in a field of nothing", () => {
  assert.deepEqual(plain(run("itemsIn(field, [0, 0, 0.1, 0.1])")), []);
  assert.deepEqual(plain(run("itemsIn(makeField([]), [0, 0, 1, 1])")), []);
});

test("a click finds the point near it, or else the topmost area around it", () => {
  run("const mixed = makeField([box(0, 0, 4, 4), box(1, 1, 2, 2), point(3, 3)])");
  const found = (lat, lng) => run(`(hit(mixed, at(${lat}, ${lng}), 8) || { words: () => null }).words()`);
  assert.equal(found(3.01, 3), "[3,3]");
  assert.match(found(1.5, 1.5), /\[1,1\]/);
  assert.match(found(0.5, 0.5), /\[0,0\]/);
  assert.equal(found(5, 5), null);
});

test("a hole in an area is outside of it", () => {
  run("const ring = makeField([make({ type: 'Polygon', coordinates: [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]]] })])");
  assert.equal(run("hit(ring, at(2, 2), 8)"), null);
  assert.notEqual(run("hit(ring, at(0.5, 0.5), 8)"), null);
});

test("a line is hit from near it", () => {
  run("const line = makeField([make({ type: 'LineString', coordinates: [[0, 0], [4, 0]] })])");
  assert.notEqual(run("hit(line, at(0.01, 2), 8)"), null);
  assert.equal(run("hit(line, at(1, 2), 8)"), null);
});

test("the counts of the cells add up to all features", () => {
  for (const zoom of [0, 5, 9]) assert.equal(run(`[...counted(field, ${zoom}).cells.values()].reduce((sum, n) => sum + n, 0)`), 2500);
  assert.equal(run("counted(field, 0).most"), 2500);
});

test("only very many are counted, and only where they crowd", () => {
  assert.equal(run("isCounted(field, 5)"), false);
  run("const throng = makeField(Array.from({ length: LARGEST + 1 }, (_, n) => point((n % 500) / 50, Math.floor(n / 500) / 50)))");
  assert.equal(run("isCounted(throng, 5)"), true);
  assert.equal(run("isCounted(throng, 15)"), false);
});

test("an arrow key leads to the nearest mark in its direction", () => {
  run("const cross = makeField([point(0, 0), point(1, 0.1), point(-1, 0), point(0, 1), point(3, 0)])");
  const go = (x, y) => run(`(nearest([cross], middle(cross, 0), { x: ${x}, y: ${y} }) || {}).number`);
  assert.deepEqual([go(1, 0), go(-1, 0), go(0, -1), go(0, 1)], [1, 2, 3, undefined]);
});

test("without a direction it leads to the nearest of all", () => {
  assert.equal(run("nearest([cross], { x: world(2.9, 0)[0], y: 0.5 }, null).number"), 4);
});

test("the first few of very many are those that sorting all would give", () => {
  run("const all = Array.from({ length: 5000 }, (_, n) => (n * 7919) % 5003)");
  assert.deepEqual(plain(run("firsts(all, 30, (one, other) => other - one)")), plain(run("[...all].sort((one, other) => other - one).slice(0, 30)")));
  assert.deepEqual(plain(run("firsts([3, 1, 2], 30, (one, other) => one - other)")), [1, 2, 3]);
});
