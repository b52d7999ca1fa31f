import assert from "node:assert/strict";
import { test } from "node:test";
import { Thread } from "../src/shared/thread.ts";
import type { ConversationEvent, EventType } from "../src/shared/wire.ts";

const CONVERSATION = 42;

function event(seq: number, type: EventType, data: Record<string, unknown> = {}): ConversationEvent {
  const at = new Date(1_000_000_000_000 + seq * 1000).toISOString();
  return { conversation: CONVERSATION, number: 7, seq, type, at, position: seq * 10, data };
}

function message(seq: number, text: string, more: Record<string, unknown> = {}): ConversationEvent {
  return event(seq, "MessagePosted", { id: 1000 + seq, content: text, message_type: 0, conversation_id: 7, ...more });
}

const ack = (seq: number) => ({ request_id: "r", conversation: CONVERSATION, seq, position: seq * 10, id: 1000 + seq });
const outgoing = (echoId: string, text: string) => ({ echoId, text, note: false, atMillis: 5 });
const texts = (thread: Thread) => thread.lines().map((line) => (line.kind === "message" ? line.text : line.type));

/** A small seeded generator: a failure is repeated by its printed seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test("shows the order of the server, in whatever order and how often events arrive", () => {
  const events = [event(1, "ConversationStarted"), ...[2, 3, 4, 5, 6, 7, 8].map((seq) => message(seq, `text ${seq}`))];
  const expected = [2, 3, 4, 5, 6, 7, 8].map((seq) => `text ${seq}`);
  for (let seed = 1; seed <= 200; seed++) {
    const chance = random(seed);
    const arriving = [...events, ...events.filter(() => chance() < 0.4)].sort(() => chance() - 0.5);
    const thread = new Thread("agent");
    for (const one of arriving) thread.apply(one);
    assert.deepEqual(texts(thread), expected, `seed=${seed}`);
    assert.equal(thread.head, 8, `seed=${seed}`);
    assert.equal(thread.missingAfter(), null, `seed=${seed}`);
  }
});

test("says that an event is known already", () => {
  const thread = new Thread("agent");
  assert.equal(thread.apply(message(1, "one")), true);
  assert.equal(thread.apply(message(1, "one")), false);
  assert.equal(thread.apply(message(3, "three")), true);
  assert.equal(thread.apply(message(3, "three")), false);
});

test("asks for a gap from the last event before it, twice at most, and again for the next gap", () => {
  const thread = new Thread("visitor");
  thread.apply(message(1, "one"));
  assert.equal(thread.missingAfter(), null);
  thread.apply(message(4, "four"));
  assert.equal(thread.missingAfter(), 1);
  assert.equal(thread.missingAfter(), 1);
  assert.equal(thread.missingAfter(), null);
  thread.apply(message(2, "two"));
  assert.equal(thread.missingAfter(), 2);
  thread.apply(message(3, "three"));
  assert.equal(thread.missingAfter(), null);
  assert.deepEqual(texts(thread), ["one", "two", "three", "four"]);
});

test("a message of one's own is one line, whether its answer or its event comes first", () => {
  for (const answerFirst of [true, false]) {
    const thread = new Thread("visitor");
    thread.send(outgoing("e1", "hello"));
    const key = thread.lines()[0]!.key;
    const steps = [() => thread.acknowledge("e1", ack(1)), () => thread.apply(message(1, "hello", { echo_id: "e1" }))];
    for (const step of answerFirst ? steps : steps.reverse()) step();
    const lines = thread.lines();
    assert.equal(lines.length, 1);
    assert.equal(lines[0]!.key, key, "the line on the screen stays the same element");
    assert.equal(lines[0]!.kind === "message" && lines[0]!.delivery, "sent");
  }
});

test("what is not acknowledged stands at the end, in the order it was written", () => {
  const thread = new Thread("visitor");
  thread.send(outgoing("e1", "first"));
  thread.send(outgoing("e2", "second"));
  thread.apply(message(1, "from the shop", { message_type: 1 }));
  assert.deepEqual(texts(thread), ["from the shop", "first", "second"]);
  thread.acknowledge("e2", ack(2));
  assert.deepEqual(texts(thread), ["from the shop", "second", "first"]);
});

test("sending the same echo id again adds no line, before and after its event", () => {
  const thread = new Thread("visitor");
  thread.send(outgoing("e1", "hello"));
  thread.send(outgoing("e1", "hello"));
  assert.equal(thread.lines().length, 1);
  thread.apply(message(1, "hello", { echo_id: "e1" }));
  thread.send(outgoing("e1", "hello"));
  assert.equal(thread.lines().length, 1);
});

test("an echo id of the other side does not touch a line of ours", () => {
  const thread = new Thread("agent");
  thread.send(outgoing("same", "ours"));
  thread.apply(message(1, "theirs", { echo_id: "same", message_type: 0 }));
  assert.deepEqual(texts(thread), ["theirs", "ours"]);
});

test("a refused message says why until it is taken back", () => {
  const thread = new Thread("visitor");
  thread.send(outgoing("e1", "far too long"));
  thread.refuse("e1", "LIMIT_EXCEEDED");
  const line = thread.lines()[0]!;
  assert.ok(line.kind === "message" && line.delivery === "refused" && line.refusal === "LIMIT_EXCEEDED");
  thread.withdraw("e1");
  assert.deepEqual(thread.lines(), []);
});

test("the last edit replaces the text where it stands, in whatever order they arrive", () => {
  const events = [
    message(1, "tpyo"),
    message(2, "next"),
    event(3, "MessageUpdated", { id: 1001, content: "typi" }),
    event(4, "MessageUpdated", { id: 1001, content: "typo" }),
  ];
  for (const order of [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [3, 0, 2, 1]]) {
    const thread = new Thread("agent");
    for (const index of order) thread.apply(events[index]!);
    assert.deepEqual(texts(thread), ["typo", "next"], String(order));
  }
});

const deliveries = (thread: Thread) => thread.lines().map((line) => line.kind === "message" && line.delivery);

test("the visitor's seen, in the visitor's numbering, reaches the agents' messages, never a note", () => {
  const answer = (seq: number, visitorSeq: number, note = false) =>
    message(seq, "answer", { message_type: 1, visitor_seq: visitorSeq, private: note });
  const thread = new Thread("agent");
  thread.apply(answer(4, 2));
  thread.apply(answer(5, 0, true));
  thread.apply(answer(6, 3));
  assert.deepEqual(deliveries(thread), ["sent", "sent", "sent"]);
  thread.apply(event(7, "ConversationSeen", { from: "agent", visitor_seq: 9 }));
  thread.apply(event(8, "ConversationSeen", { from: "visitor", visitor_seq: 2 }));
  assert.deepEqual(deliveries(thread), ["seen", "sent", "sent"]);
  thread.apply(event(10, "ConversationSeen", { from: "visitor", visitor_seq: 5 }));
  thread.apply(answer(9, 5));
  assert.deepEqual(deliveries(thread), ["seen", "sent", "seen", "seen"]);
});

test("an agent's seen reaches the visitor's messages", () => {
  const thread = new Thread("visitor");
  thread.send(outgoing("e1", "hello"));
  thread.apply(event(3, "ConversationSeen", { from: "agent", seen_seq: 2 }));
  thread.acknowledge("e1", ack(2));
  assert.deepEqual(deliveries(thread), ["seen"]);
});

test("only messages of the other side are there to be seen, so that two sides do not see each other for ever", () => {
  const thread = new Thread("visitor");
  thread.apply(message(1, "question"));
  thread.apply(message(2, "answer", { message_type: 1 }));
  thread.apply(event(3, "ConversationSeen", { from: "visitor", seen_seq: 2 }));
  assert.equal(thread.head, 3);
  assert.equal(thread.heardUpTo, 2);
});

test("forgets every text of an erased customer, also what arrives behind that", () => {
  const thread = new Thread("agent");
  thread.apply(message(1, "my name is Wilhelmina"));
  thread.send(outgoing("e1", "good day, Wilhelmina"));
  thread.apply(event(2, "MessageUpdated", { id: 1001, content: "Wilhelmina, that is" }));
  thread.forget();
  thread.apply(message(4, "from Wilhelmina again"));
  thread.apply(event(3, "MessageUpdated", { id: 1001, content: "Wilhelmina!" }));
  assert.deepEqual(texts(thread), ["", ""]);
});
