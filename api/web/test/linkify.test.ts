import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { linkify } from "../src/shared/linkify.ts";

const links = (text: string) => linkify(text).filter((part) => part.href !== undefined).map((part) => part.text);
const joined = (text: string) => linkify(text).map((part) => part.text).join("");

test("finds http and https, and leaves the sentence its full stop and brackets", () => {
  assert.deepEqual(links("See https://a.example/b."), ["https://a.example/b"]);
  assert.deepEqual(links("(http://a.example/x_(y)) and https://b.example?q=1, too!"), [
    "http://a.example/x_(y)",
    "https://b.example?q=1",
  ]);
  assert.deepEqual(links("nothing here"), []);
  assert.deepEqual(linkify(""), [{ text: "" }]);
});

test("makes no link of anything else", () => {
  for (const text of [
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "JaVaScRiPt://https%0aalert(1)",
    "vbscript:x",
    "file:///etc/passwd",
    "//a.example",
    "https://",
    "https://shop.example@elsewhere.example/",
    "https://user:word@elsewhere.example/",
    "xhttps://a.example",
  ]) {
    assert.deepEqual(links(text), [], text);
  }
});

test("a link ends before quotes, angle brackets and characters that turn the writing round", () => {
  assert.deepEqual(links('https://a.example/"onmouseover=alert(1)'), ["https://a.example/"]);
  assert.deepEqual(links("https://a.example/<img src=x>"), ["https://a.example/"]);
  assert.deepEqual(links("https://a.example/\u202egnp.exe"), ["https://a.example/"]);
});

test("is quick on a long and nasty text", () => {
  const text = `${"https://a.example/".repeat(900)}${")".repeat(3000)}`.slice(0, 16_384);
  const before = performance.now();
  assert.equal(joined(text), text);
  assert.ok(performance.now() - before < 500);
});

test("hostile strings come out character for character, with harmless links only", (context) => {
  const file = join(process.env["PARLEY_SHARED"] ?? "", "data", "xss.txt");
  if (!process.env["PARLEY_SHARED"] || !existsSync(file)) {
    context.skip("data/xss.txt is not there (environment variable PARLEY_SHARED)");
    return;
  }
  const lines = readFileSync(file, "utf8").split("\n");
  assert.ok(lines.length >= 600);
  for (const line of lines) {
    assert.equal(joined(line), line);
    for (const part of linkify(line)) {
      if (part.href !== undefined) assert.match(part.href, /^https?:\/\/[^\s"'<>`]+$/, line);
    }
  }
});
