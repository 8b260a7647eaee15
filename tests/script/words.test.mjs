import assert from "node:assert/strict";
import test from "node:test";
import { plain, script, site } from "./page.mjs";

test("gaps are filled in one pass, so that a value is never filled again", () => {
  assert.equal(script()('fill("{a} {b} {c}", { a: "{b}", b: "x" })'), "{b} x {c}");
});

test("one thing and several things have words of their own", () => {
  const run = script({ words: { "x.one": "{n} place", "x.other": "{n} places" } });
  assert.deepEqual(plain(run('[count("x", 1), count("x", 2), count("x", 12345)]')), ["1 place", "2 places", "12,345 places"]);
});

test("names are found whatever their case, accents, article or script", () => {
  const run = script();
  const same = [["Al-Zahra", "zahra"], ["Khan Yūnis", "khan yunis"], ["الشجاعية", "شجاعيه"], ["أُمّ النصر", "ام النصر"], ["רָפִיחַ", "רפיח"], ["Khuza'a", "Khuza’a"]];
  for (const [one, other] of same) assert.equal(run(`folded(${JSON.stringify(one)})`), run(`folded(${JSON.stringify(other)})`));
});

test("a place is told in the page's distance words", () => {
  const run = script({ words: { "part.m": "{n} m", "part.km": "{n} km" } });
  assert.deepEqual(plain(run("[184, 999, 1500, 12345].map(distanceWords)")), ["180 m", "1000 m", "1.5 km", "12 km"]);
});

test("no cell of a CSV starts a formula, and quotes are doubled", () => {
  const rows = [{ a: "=1+1", b: 'say "x", y' }, { a: "@x", b: null }];
  assert.equal(script()(`csvText(${JSON.stringify(rows)})`), "\ufeffa,b\r\n'=1+1,\"say \"\"x\"\", y\"\r\n'@x,\r\n");
});

test("longitudes moved over the antimeridian are moved back", () => {
  const run = script({ shifted: true });
  assert.deepEqual(plain(run('unshifted({ type: "LineString", coordinates: [[179, 1], [181, 1]] })')).coordinates, [[179, 1], [-179, 1]]);
});

test("labels go where nothing is yet, and are left out where there is no room", () => {
  const run = script({ sites: [site("Alder")] });
  const spots = plain(run("around({ x: 50, y: 50 }, { width: 40, height: 10 }, 24)"));
  assert.equal(spots.length, 12);
  assert.ok(spots.every((spot) => spot.x + spot.width <= 50 || spot.x >= 50 || spot.y + 10 <= 50 || spot.y >= 50));
  assert.equal(run("overlaps({ left: 0, right: 2, top: 0, bottom: 2 }, { left: 2, right: 4, top: 0, bottom: 2 })"), false);
});

test("the box around nothing is none", () => {
  assert.equal(script()("boxOf([])"), null);
  assert.deepEqual(plain(script()("boxOf([Float64Array.from([0, 0, 1, 2])])")), [0, 0, 1, 2]);
});
