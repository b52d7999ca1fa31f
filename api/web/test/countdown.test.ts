import assert from "node:assert/strict";
import { test } from "node:test";
import { byDeadline, countdown, isOwed, minutes, ServerClock } from "../src/shared/countdown.ts";
import type { FirstResponse } from "../src/shared/wire.ts";

const START = 1_700_000_000_000_000;
const SECOND = 1_000_000;
const minute: FirstResponse = {
  state: "armed",
  armed_at: START,
  warn_at: START + 40 * SECOND,
  deadline_at: START + 60 * SECOND,
  met_at: null,
};
const at = (micros: number) => countdown(minute, START + micros);

test("counts whole seconds down, the last one until the deadline", () => {
  assert.equal(at(0).text, "1:00");
  assert.equal(at(1).text, "1:00");
  assert.equal(at(SECOND).text, "0:59");
  assert.equal(at(59 * SECOND + 1).text, "0:01");
  assert.equal(at(60 * SECOND).text, "0:00");
});

test("warns from two thirds on, to the microsecond", () => {
  assert.equal(at(40 * SECOND - 1).urgency, "calm");
  assert.equal(at(40 * SECOND).urgency, "warn");
});

test("an answer on the deadline is in time, the next microsecond is too late", () => {
  assert.equal(at(60 * SECOND).urgency, "warn");
  assert.equal(at(60 * SECOND + 1).urgency, "breached");
  assert.equal(at(60 * SECOND + 3_417_000).text, "+0:03.417");
});

test("wakes up at each change: second, warning, deadline", () => {
  let now = 300_000;
  for (let step = 0; step < 200 && at(now).urgency !== "breached"; step++) {
    const before = at(now);
    const wake = before.changesInMillis * 1000;
    assert.ok(wake > 0);
    // Nothing may change before the wake-up, up to the rounding of a timer.
    const justBefore = at(Math.max(now, now + wake - 1001));
    assert.deepEqual([justBefore.text, justBefore.urgency], [before.text, before.urgency]);
    now += wake;
  }
  assert.equal(at(now).urgency, "breached");
  assert.ok(now <= 60 * SECOND + 2000, `noticed at ${now}`);
});

test("only what is owed counts down", () => {
  for (const state of ["armed", "warned", "breached"] as const) assert.ok(isOwed({ ...minute, state }));
  for (const state of ["met", "none"] as const) assert.ok(!isOwed({ ...minute, state }));
  assert.ok(!isOwed(null));
  assert.ok(!isOwed({ ...minute, deadline_at: null }));
});

test("the next deadline is first, equal ones in the order they came, none is last", () => {
  const one = (conversation: number, deadline: number | null) => ({
    conversation,
    first_response: deadline === null ? null : { ...minute, deadline_at: deadline },
  });
  const sorted = byDeadline([one(4, null), one(3, 20), one(2, 10), one(1, 20)]);
  assert.deepEqual(sorted.map((each) => each.conversation), [2, 1, 3, 4]);
});

test("the server's clock does not care about ours", () => {
  let local = 5_000;
  const clock = new ServerClock(() => local);
  assert.ok(!clock.isSet());
  clock.set(START);
  local += 1_500;
  assert.equal(clock.nowMicros(), START + 1_500_000);
});

test("writes times as people read them", () => {
  assert.equal(minutes(0, false), "0:00");
  assert.equal(minutes(61_005, true), "1:01.005");
  assert.equal(minutes(3_723_000, false), "1:02:03");
});
