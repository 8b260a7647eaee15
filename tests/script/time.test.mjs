import assert from "node:assert/strict";
import test from "node:test";
import { claim, plain, script, site, status } from "./page.mjs";

const model = {
  days: ["2031-03-01", "2031-03-04", "2031-03-09"],
  sites: [site("Alder")],
  claims: [claim(0, { day: 2, since: 1 })],
  statuses: [status("a", 0), status("a", 0, { holder: ["South"] })],
  runs: { known: [[0, 0, 1], [1, 2, 2]], valid: [[0, 0, 0], [1, 1, 2]] },
  articles: [{ day: "2031-03-09" }],
};

test("a status holds from its first day to its last", () => {
  const run = script(model);
  assert.deepEqual([0, 1, 2].map((day) => [...run(`statusesOn(${day})`)]), [[0], [0], [1]]);
});

test("what was told late counts earlier only by all articles", () => {
  const run = script(model);
  assert.deepEqual([0, 1, 2].map((day) => run(`claimOn(data.model.claims[0], ${day})`)), [false, false, true]);
  run('state.basis = "valid"');
  assert.deepEqual([0, 1, 2].map((day) => run(`claimOn(data.model.claims[0], ${day})`)), [false, true, true]);
  assert.deepEqual([...run("statusesOn(1)")], [1]);
});

test("an undated claim counts on every day", () => {
  assert.equal(script()('claimOn({ day: null, since: null }, 0)'), true);
});

for (const [hash, expected] of [
  ["#d=2031-03-04", [1, "known", 0]],
  ["#d=2031-03-05", [1, "known", 0]],
  ["#d=2031-03-09&k=all&s=2031-03-04", [2, "valid", 1]],
  ["#d=1999-01-01", [0, "known", 0]],
  ["#d=<x>&s=", [0, "known", 0]],
  ["#%", [0, "known", 0]],
]) {
  test(`the address ${hash} is a day, what is known and a since`, () => {
    const run = script(model);
    run(`window.location.hash = ${JSON.stringify(hash)}; fromHash()`);
    assert.deepEqual(plain(run("[state.day, state.basis, state.since]")), expected);
  });
}

test("dates are days in UTC, as precise as they are known", () => {
  const run = script();
  assert.deepEqual(plain(run('["2031-03-09", "2031-03", "2031", "2031-03-09T18:05Z"].map((iso) => dateWords(iso))')), ["9 March 2031", "March 2031", "2031", "9 March 2031, 18:05 UTC"]);
  assert.equal(run('daysBetween("2031-03-01", "2031-04-01T10:00Z")'), 31);
});

test("an age is never negative and counts from the day shown", () => {
  const run = script(model);
  run("state.day = 1");
  assert.equal(run("ageOf(data.model.statuses[0])"), 3);
  assert.equal(run('ageOf({ newest: "2031-12-01" })'), 0);
});
