import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseLanguage, fill, Language } from "../src/shared/i18n.ts";

const CODES = ["en", "et", "fi", "pl", "ru"];

/** Every text of a language with its path. */
function flat(value: unknown, path = ""): [string, string][] {
  return typeof value === "string"
    ? [[path, value]]
    : Object.entries(value as object).flatMap(([key, inner]) => flat(inner, `${path}.${key}`));
}

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

test("no language lacks a text, or fills in something that English does not", () => {
  const english = new Map(flat(new Language("en").texts));
  for (const code of CODES) {
    for (const [path, text] of flat(new Language(code).texts)) {
      assert.notEqual(text.trim(), "", `${code}${path}`);
      const model = english.get(path) ?? english.get(path.replace(/\.\w+$/, ".other"));
      assert.ok(model !== undefined, `${code}${path} is unknown to English`);
      assert.deepEqual(placeholders(text), placeholders(model), `${code}${path}`);
    }
  }
});

test("no language lacks a plural form that whole numbers take in it", () => {
  for (const code of CODES) {
    const { ahead, estimate, unread } = new Language(code).texts.widget;
    const rules = new Intl.PluralRules(code);
    for (let n = 0; n <= 120; n++) {
      for (const forms of [ahead, estimate, unread]) assert.ok(forms[rules.select(n)] !== undefined, `${code} ${n}`);
    }
  }
  assert.equal(new Language("pl").count(new Language("pl").texts.widget.ahead, 3), "Przed Tobą są 3 osoby.");
});

test("chooses the first language that it has", () => {
  assert.equal(chooseLanguage(["de-DE", "pl-PL", "en"]), "pl");
  assert.equal(chooseLanguage(["", null, undefined, "ET"]), "et");
  assert.equal(chooseLanguage(["constructor", "de"]), "en");
});

test("what is filled in is not looked at again", () => {
  assert.equal(fill("{a} and {b}", { a: "{b}", b: "x" }), "{b} and x");
  assert.equal(fill("{unknown}", {}), "{unknown}");
});
