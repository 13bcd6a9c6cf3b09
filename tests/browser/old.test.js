// The pages run in the Chromium of 2023, the last for Windows 7 and old Kylin: what came
// later, after the data that browsers' makers keep of themselves, stands in none of them.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import data from "@mdn/browser-compat-data" with { type: "json" };
import { parse } from "acorn";

const CHROMIUM = 109;
const pages = fileURLToPath(new URL("../../src/workbench/page/", import.meta.url));

const texts = async (ending) => {
  const names = (await readdir(pages)).filter((name) => name.endsWith(ending));
  assert.ok(names.length > 0);
  return Promise.all(names.map(async (name) => [name, await readFile(pages + name, "utf8")]));
};

/** Whether a feature came after that Chromium, or has not come. */
function isLater(feature) {
  const support = [feature?.__compat?.support?.chrome ?? []].flat().filter((it) => !it.prefix && !it.flags);
  const came = support[0]?.version_added;
  return feature?.__compat && (came === false || came === "preview" || Number(came) > CHROMIUM);
}

/** The names of a group's features that came later. */
const later = (group) => Object.keys(group).filter((name) => isLater(group[name]));

test("the scripts are of ES2022", async () => {
  for (const [name, text] of await texts(".js")) {
    assert.doesNotThrow(() => parse(text, { ecmaVersion: 2022, sourceType: "module" }), name);
  }
});

test("the scripts call nothing that came later", async () => {
  // A name that an older object has too says nothing.
  const groups = [...Object.values(data.javascript.builtins), ...Object.values(data.api)];
  const bare = (name) => name.replace(/_static$/, "");
  const old = new Set(groups.flatMap((group) => Object.keys(group).filter((name) => !isLater(group[name]))).map(bare));
  const names = new Set(groups.flatMap(later).map(bare).filter((name) => !old.has(name)));
  assert.ok(names.has("toSorted") && names.has("withResolvers"));
  for (const [name, text] of await texts(".js")) {
    const called = [...text.matchAll(/\.([A-Za-z]+)\(/g)].map(([, it]) => it).filter((it) => names.has(it));
    assert.deepEqual(called, [], name);
  }
});

test("the styles use nothing that came later", async () => {
  const { properties, selectors, "at-rules": rules, types } = data.css;
  const lists = { properties: later(properties), selectors: later(selectors), rules: later(rules), types: later(types) };
  assert.ok(lists.properties.includes("text-wrap") && lists.rules.includes("starting-style"));
  for (const [name, text] of await texts(".css")) {
    const bare = text.replace(/\/\*[\s\S]*?\*\//g, "");
    const used = [
      ...[...bare.matchAll(/[{;]\s*([a-z-]+)\s*:/g)].filter(([, it]) => lists.properties.includes(it)),
      ...[...bare.matchAll(/:([a-z-]+)/g)].filter(([, it]) => lists.selectors.includes(it)),
      ...[...bare.matchAll(/@([a-z-]+)/g)].filter(([, it]) => lists.rules.includes(it)),
      ...[...bare.matchAll(/([a-z-]+)\(/g)].filter(([, it]) => lists.types.includes(it)),
      // Rules within rules.
      ...[...bare.replace(/@media[^{]*\{|@keyframes[^{]*\{/g, "").matchAll(/\{[^{}]*\{/g)],
    ];
    assert.deepEqual(used.map(([it]) => it), [], name);
  }
});
