import assert from "node:assert/strict";
import { test } from "node:test";
import { Backoff } from "../src/shared/backoff.ts";
import { MemoryStore, Outbox } from "../src/shared/outbox.ts";

function counter(): () => string {
  let n = 0;
  return () => `e${++n}`;
}

test("unsent messages survive a reload, with their echo ids and in their order", () => {
  const store = new MemoryStore();
  const before = new Outbox(store, "k", counter());
  before.add("one", false, null, 1);
  before.add("two", true, 9, 2);
  const after = new Outbox(store, "k", counter());
  assert.deepEqual(after.all(), before.all());
  assert.equal(after.next()?.echoId, "e1");
});

test("an acknowledged message is gone, the next one is the next", () => {
  const store = new MemoryStore();
  const outbox = new Outbox(store, "k", counter());
  outbox.add("one", false, null, 1);
  outbox.add("two", false, null, 2);
  outbox.remove("e1");
  assert.equal(outbox.next()?.text, "two");
  outbox.remove("e2");
  assert.equal(outbox.next(), null);
  assert.equal(store.getItem("k"), null);
});

test("a refused message holds nobody up and is not lost", () => {
  const outbox = new Outbox(new MemoryStore(), "k", counter());
  outbox.add("bad", false, null, 1);
  outbox.add("good", false, null, 2);
  outbox.refuse("e1", "LIMIT_EXCEEDED");
  assert.equal(outbox.next()?.text, "good");
  assert.equal(outbox.find("e1")?.refusal, "LIMIT_EXCEEDED");
});

test("messages get their conversation once it is known, and lose it when it is gone", () => {
  const outbox = new Outbox(new MemoryStore(), "k", counter());
  outbox.add("one", false, null, 1);
  outbox.add("two", false, 5, 2);
  outbox.bind(8);
  assert.deepEqual(outbox.all().map((item) => item.conversation), [8, 5]);
  outbox.unbind();
  assert.deepEqual(outbox.all().map((item) => item.conversation), [null, null]);
});

test("a damaged or full storage costs the reload, not the message", () => {
  const store = new MemoryStore();
  store.setItem("k", "{not json");
  const full = {
    getItem: (key: string) => store.getItem(key),
    setItem: () => {
      throw new Error("QuotaExceededError");
    },
    removeItem: () => undefined,
  };
  const outbox = new Outbox(full, "k", counter());
  outbox.add("kept", false, null, 1);
  assert.equal(outbox.next()?.text, "kept");
});

test("waits longer each time, at most 15 s, at least half of it, and starts over", () => {
  const least = new Backoff(() => 0);
  const most = new Backoff(() => 1);
  const pairs = Array.from({ length: 12 }, () => [least.nextMillis(), most.nextMillis()]);
  assert.deepEqual(pairs[0], [200, 400]);
  assert.deepEqual(pairs.at(-1), [7_500, 15_000]);
  for (let i = 1; i < pairs.length; i++) assert.ok(pairs[i]![0]! >= pairs[i - 1]![0]!);
  most.reset();
  assert.equal(most.nextMillis(), 400);
});
