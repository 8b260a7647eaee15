import assert from "node:assert/strict";
import test from "node:test";
import { claim, plain, script, site, status } from "./page.mjs";

const two = {
  sites: [site("Alder"), site("Birch", { geometry: null, at: null })],
  actors: { North: { side: "North", colour: "#111111" }, "North Council": { side: "North", colour: "#111111" }, South: { side: "South", colour: "#222222" } },
};

test("there is a layer for each file, in the order that the legend shows", () => {
  assert.deepEqual(plain(script()("kinds.map((kind) => kind.group)")), ["control", "aid", "events"]);
});

test("a place that is held and has an aid point has two marks", () => {
  const aid = { kind: "hospital", status: "closed", scope: null, operator: null, name: null };
  const run = script({ ...two, statuses: [status("a", 0, { aid })], runs: { known: [[0, 0, 0]], valid: [] } });
  assert.deepEqual(plain(run("view(0).marks.map((mark) => mark.layer.id)")).sort(), ["a/hospital/closed", "c/North/held/none"]);
});

test("a claim on control is an event only where there is no status on control", () => {
  const model = { ...two, claims: [claim(0, { predicate: "clashes" })], statuses: [status("a", 0)], runs: { known: [[0, 1, 1]], valid: [] } };
  const run = script(model);
  assert.deepEqual(plain(run("view(0).marks.map((mark) => mark.kind)")), ["events"]);
  assert.deepEqual(plain(run("view(1).marks.map((mark) => mark.kind)")), ["control"]);
});

test("a place without a geometry has no mark", () => {
  const run = script({ ...two, statuses: [status("b", 1)], runs: { known: [[0, 0, 0]], valid: [] } });
  assert.equal(run("view(0).marks.length"), 0);
});

test("rival claims show the colours of all sides, each once, at most four; any other status its holder's", () => {
  const run = script(two);
  assert.deepEqual(plain(run('claimants({ dispute: "rival_claims", holder: [], disputed_by: ["North", "North Council", "South"] })')), ["#111111", "#222222"]);
  assert.deepEqual(plain(run('claimants({ dispute: "clashes", holder: ["North"], disputed_by: ["South"] })')), ["#111111"]);
  assert.deepEqual(plain(run('claimants({ dispute: "none", holder: [], disputed_by: [] })')), ["#7a7a7a"]);
  const five = Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`S${n}`, { side: `S${n}`, colour: `#00000${n}` }]));
  assert.equal(script({ actors: five })(`claimants({ dispute: "rival_claims", holder: [], disputed_by: ${JSON.stringify(Object.keys(five))} }).length`), 4);
});

test("a demand and a promise are layers of their own, apart from what is said to happen", () => {
  const run = script();
  const id = (more) => run(`eventLayer(${JSON.stringify(claim(0, { family: "other", ...more }))}).id`);
  assert.equal(id({ predicate: "captive_handover" }), "e/captive_handover/");
  assert.equal(id({ predicate: "captive_handover", modality: "promised" }), "e/captive_handover/modality.promised");
  assert.equal(id({ predicate: "captive_handover", relation: "future" }), "e/captive_handover/relation.future");
  assert.equal(id({ predicate: "captive_handover", polarity: "negative" }), "e/captive_handover/card.negative");
  assert.equal(id({ predicate: "calls_for_ceasefire", modality: "demanded" }), "e/calls_for_ceasefire/");
});

test("every aid status has a corner and every glyph something to draw", () => {
  const run = script();
  assert.deepEqual(plain(run("Object.entries(GLYPHS).filter(([, glyph]) => !glyph.line && !glyph.full)")), []);
  assert.equal(run("new Set(Object.values(CORNERS)).size"), 7);
});
