// What holds for all files of the script.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";

const assets = new URL("../../geo/contested/render/assets/", import.meta.url);
const files = new Map([...readdirSync(assets), ...readdirSync(new URL("layers/", assets)).map((name) => `layers/${name}`)]
  .filter((name) => name.endsWith(".js")).map((name) => [name, readFileSync(new URL(name, assets), "utf8")]));
const all = [...files.values()].join("\n");

test("no string is parsed as markup or code, and nothing is asked of a network", () => {
  const unsafe = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser|createContextualFragment|bindPopup|bindTooltip|\bfetch\b|XMLHttpRequest|WebSocket|EventSource|sendBeacon|import\(|localStorage|sessionStorage|cookie/;
  // a served page may listen to the server it came from; that file stands in no saved page
  const found = (code) => unsafe.test(code.replaceAll(/EventSource|DOMParser|\bfetch\b/g, ""));
  assert.deepEqual([...files].filter(([name, code]) => (name === "live.js" ? found(code) : unsafe.test(code))).map(([name]) => name), []);
});

test("every file says what it is about, and none is long", () => {
  assert.deepEqual([...files].filter(([, code]) => !code.startsWith("// ")).map(([name]) => name), []);
  assert.deepEqual([...files].filter(([, code]) => code.split("\n").length > 330).map(([name]) => name), []);
});

test("every function is used", () => {
  const names = [...all.matchAll(/^(?:function\*? |const )(\w+)/gm)].map(([, name]) => name);
  assert.deepEqual(names.filter((name) => !["start", "startServed"].includes(name) && all.match(new RegExp(`\\b${name}\\b`, "g")).length < 2), []);
});

test("every word that is asked for by its whole key is there", () => {
  const words = readFileSync(new URL("words/en.toml", assets), "utf8");
  const keys = new Set();
  let table = "";
  for (const line of words.split("\n")) {
    table = /^\[(.+)\]/.exec(line)?.[1] ?? table;
    const key = /^(\w+(?:\.\w+)?) = /.exec(line)?.[1];
    if (key) keys.add(`${table}.${key}`);
  }
  const asked = [...all.matchAll(/\bt\("([\w.]+)"\)/g)].map(([, key]) => key);
  const counted = [...all.matchAll(/\bcount\("([\w.]+)"/g)].map(([, key]) => `${key}.other`);
  assert.deepEqual([...asked, ...counted].filter((key) => !keys.has(key)), []);
});
