import assert from "node:assert/strict";
import { test } from "node:test";
import { follow, listed, mustAsk, waiting } from "../src/console/floor.ts";
import { Language } from "../src/shared/i18n.ts";
import type { AgentConversation, ConversationEvent, EventType } from "../src/shared/wire.ts";
import { statusText } from "../src/widget/status.ts";
import { follow as stand, type Standing } from "../src/widget/standing.ts";

const conversation: AgentConversation = { id: 7, conversation: 42, status: "open", seq: 3, inbox_id: 1, unread_count: 1 };

function event(seq: number, type: EventType, data: Record<string, unknown> = {}): ConversationEvent {
  return { conversation: 42, number: 7, seq, type, at: "2026-01-02T03:04:05.000Z", position: 1, data };
}

const armed = event(4, "FirstResponseArmed", { first_response: { armed_at: 0, warn_at: 40, deadline_at: 60, met_at: null } });

test("a conversation waits from arming to the first answer, and is in one list only", () => {
  const before = follow(conversation, armed);
  assert.deepEqual(waiting([before]), [before]);
  assert.deepEqual(listed([before], "all", 1), []);
  const warned = follow(before, event(5, "FirstResponseWarned"));
  assert.equal(warned.first_response?.state, "warned");
  assert.equal(warned.first_response?.deadline_at, 60);
  const met = follow(warned, event(6, "FirstResponseMet", { first_response: { met_at: 50 } }));
  assert.deepEqual(waiting([met]), []);
  assert.deepEqual(listed([met], "all", 1), [met]);
});

test("the lists follow who has it and whether it is done", () => {
  const mine = follow(conversation, event(4, "ConversationAssigned", { assignee: { id: 1, name: "Anna" } }));
  assert.deepEqual(listed([mine], "mine", 1), [mine]);
  assert.deepEqual(listed([mine], "mine", 2), []);
  const done = follow(mine, event(5, "ConversationResolved"));
  assert.deepEqual(listed([done], "mine", 1), []);
  assert.deepEqual(listed([done], "resolved", 1), [done]);
  assert.equal(follow(done, event(6, "ConversationReopened")).status, "open");
});

test("counts what is unread until it is answered; a note is no answer", () => {
  const more = follow(conversation, event(4, "MessagePosted", { message_type: 0 }));
  assert.equal(more.unread_count, 2);
  assert.equal(follow(more, event(5, "MessagePosted", { message_type: 1, private: true })).unread_count, 2);
  assert.equal(follow(more, event(5, "MessagePosted", { message_type: 1 })).unread_count, 0);
});

test("an old event changes nothing, and only an unknown, gapped or bare one makes it ask", () => {
  assert.equal(follow(conversation, event(3, "ConversationResolved")), conversation);
  assert.equal(mustAsk(conversation, event(3, "ConversationResolved")), false);
  assert.equal(mustAsk(conversation, event(4, "ConversationResolved")), false);
  assert.equal(mustAsk(conversation, armed), false);
  assert.equal(mustAsk(conversation, event(4, "FirstResponseArmed")), true);
  assert.equal(mustAsk(conversation, event(5, "ConversationResolved")), true);
  assert.equal(mustAsk(undefined, event(1, "ConversationStarted")), true);
});

test("the customer is told the truth about the wait", () => {
  const language = new Language("en");
  const nothing: Standing = { conversation: null, number: null, status: "none", waiting: null, assignee: null, unansweredSince: null };
  const written = stand(nothing, event(1, "MessagePosted", { message_type: 0 }));
  const since = written.unansweredSince!;
  const say = (standing: Standing, now: number) => statusText(language, standing, "online", true, now).text;
  assert.equal(say(nothing, 0), "");
  assert.match(say(written, since + 1000), /You are next/);
  const queued = stand(written, event(2, "ConversationQueued", { waiting: { ahead: 2, estimate_seconds: 90 } }));
  assert.equal(say(queued, since + 1000), "2 people are before you. About 2 minutes to go.");
  assert.match(say(queued, since + 40_000), /longer than it should/);
  const taken = stand(queued, event(3, "ConversationAssigned", { assignee: { id: 1, name: "Anna" } }));
  assert.equal(say(taken, since + 1000), "You are talking to Anna.");
  assert.match(say(taken, since + 40_000), /longer than it should/);
  const answered = stand(taken, event(4, "MessagePosted", { message_type: 1 }));
  assert.equal(say(answered, since + 90_000), "You are talking to Anna.");
  assert.match(statusText(language, answered, "offline", true, 0).text, /No connection/);
  assert.match(say(stand(answered, event(5, "ConversationResolved")), 0), /has ended/);
});
