import assert from "node:assert/strict";
import { test } from "node:test";
import { blanks, fillIn, inTheirWords, matching, slashAt } from "../src/console/canned.ts";
import type { CannedReply } from "../src/console/desk-api.ts";

const reply = (short_code: string, content = ""): CannedReply => ({ id: 1, short_code, content, language: "en", steps: [] });

test("fills in what is known", () => {
  const text = fillIn("Hi {{contact.name}}, {{ agent.name }} here.", { "contact.name": "Nora", "agent.name": "Ada" });
  assert.equal(text, "Hi Nora, Ada here.");
});

test("gives the text behind the bar where there is no value", () => {
  assert.equal(fillIn("Hi {{contact.name|there}}!", { "contact.name": " " }), "Hi there!");
  assert.equal(fillIn("Hi{{contact.name|}}!", {}), "Hi!");
});

test("leaves a variable without value or substitute to be replaced", () => {
  const text = fillIn("Hi {{contact.name}}, about {{conversation.id}}", { "conversation.id": "7" });
  assert.equal(text, "Hi {{contact.name}}, about 7");
  assert.deepEqual(blanks(text), [{ from: 3, to: 19, name: "contact.name" }]);
  assert.deepEqual(blanks("nothing {here} or {{ here"), []);
});

test("does not fill in what a customer wrote in braces", () => {
  assert.equal(fillIn("You say: {{contact.words}}", { "contact.words": "{{agent.name}}", "agent.name": "Ada" }), "You say: {{agent.name}}");
});

test("repeats the customer's words in one line of bounded length", () => {
  assert.equal(inTheirWords(" late\n again "), "late again");
  assert.deepEqual(blanks(inTheirWords("{{agent.name}}")), []);
  assert.equal([...inTheirWords("😀".repeat(300))].length, 201);
});

test("finds the slash at the caret, at the beginning of a word only", () => {
  assert.deepEqual(slashAt("/he", 3), { query: "he", from: 0, to: 3 });
  assert.deepEqual(slashAt("Hi /", 4), { query: "", from: 3, to: 4 });
  assert.deepEqual(slashAt("/tere там", 5), { query: "tere", from: 0, to: 5 });
  assert.equal(slashAt("and/or", 6), null);
  assert.equal(slashAt("https://shop", 12), null);
  assert.equal(slashAt("/he llo", 7), null);
});

test("lists codes that begin so before those that hold it", () => {
  const all = [reply("rehello"), reply("hello"), reply("x", "say hello"), reply("y")];
  assert.deepEqual(matching(all, "HEL").map((one) => one.short_code), ["hello", "rehello", "x"]);
  assert.deepEqual(matching(all, "a"), [], "one letter is in every text");
  assert.equal(matching(all, "").length, 4);
});
