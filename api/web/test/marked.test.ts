import assert from "node:assert/strict";
import { test } from "node:test";
import { pieces } from "../src/console/marked.ts";

test("cuts a text at its marks and keeps every character", () => {
  assert.deepEqual(pieces("a red lamp", [{ start: 2, end: 5 }]), [
    { text: "a ", mark: false },
    { text: "red", mark: true },
    { text: " lamp", mark: false },
  ]);
  assert.deepEqual(pieces("lamp", []), [{ text: "lamp", mark: false }]);
  assert.deepEqual(pieces("", []), []);
});

test("leaves out marks that overlap or lie outside, and never a character", () => {
  const marks = [{ start: 3, end: 9 }, { start: 0, end: 2 }, { start: 1, end: 3 }, { start: 4, end: 99 }, { start: 5, end: 5 }, { start: -1, end: 1 }];
  for (const text of ["", "a", "abcdef", "abcdefghijk"]) {
    const cut = pieces(text, marks);
    assert.equal(cut.map((one) => one.text).join(""), text);
  }
});
