import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Dispatch } from "../src/shared/dispatch.ts";
import { Language } from "../src/shared/i18n.ts";
import { MemoryStore, Outbox } from "../src/shared/outbox.ts";
import { refusalText } from "../src/shared/refusal.ts";
import type { ClientFrame } from "../src/shared/wire.ts";

// An unanswered message is sent again for ever: by a clock of the test's own.
beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

/** An outbox with the given texts, a line that can be cut, and what was sent over it. */
function set(...texts: string[]) {
  let id = 0;
  const outbox = new Outbox(new MemoryStore(), "k", () => `e${++id}`);
  for (const text of texts) outbox.add(text, false, 1, 0);
  const sent: string[] = [];
  const refused: string[] = [];
  const line = { isUp: true };
  const connection = {
    send(frame: ClientFrame): boolean {
      if (line.isUp && "post" in frame) sent.push(`${frame.post.echo_id} ${frame.post.content}`);
      return line.isUp;
    },
  };
  const dispatch = new Dispatch(outbox, connection, () => undefined, (item, refusal) => refused.push(`${item.echoId} ${refusal}`));
  return { outbox, sent, refused, line, dispatch };
}

const ack = (echoId: string) => ({ request_id: echoId, conversation: 1, seq: 1, position: 1, id: 1 });
const no = (echoId: string, code: string) => ({ request_id: echoId, code, detail: "" });

test("sends one message at a time, in the order they were written", () => {
  const { dispatch, sent, outbox } = set("one", "two");
  dispatch.flush();
  dispatch.flush();
  assert.deepEqual(sent, ["e1 one"]);
  dispatch.acknowledged(ack("e1"));
  assert.deepEqual(sent, ["e1 one", "e2 two"]);
  dispatch.acknowledged(ack("e2"));
  assert.deepEqual(outbox.all(), []);
});

test("what was on its way when the line broke goes again under the same echo id", () => {
  const { dispatch, sent, line, outbox } = set("one", "two");
  dispatch.flush();
  line.isUp = false;
  dispatch.flush();
  line.isUp = true;
  dispatch.reconnected();
  dispatch.acknowledged(ack("e1"));
  dispatch.acknowledged(ack("e2"));
  assert.deepEqual(sent, ["e1 one", "e1 one", "e2 two"]);
  assert.deepEqual(outbox.all(), []);
});

test("a text that is too long is told from a conversation that is full", () => {
  const { dispatch, refused, outbox } = set("too long", "fine");
  const errors = [{ field: "content", message: "bytes=20000 exceeds 16384", code: "LIMIT_EXCEEDED" }];
  dispatch.flush();
  dispatch.failed({ ...no("e1", "LIMIT_EXCEEDED"), errors });
  dispatch.failed({ ...no("e2", "LIMIT_EXCEEDED"), errors: [] });
  assert.deepEqual(refused, ["e1 TOO_LONG", "e2 LIMIT_EXCEEDED"]);
  assert.equal(outbox.find("e1")?.refusal, "TOO_LONG");
  const english = new Language("en");
  assert.equal(refusalText(english, "TOO_LONG"), english.texts.refusal.tooLong);
  assert.equal(refusalText(english, "LIMIT_EXCEEDED"), english.texts.refusal.full);
});

test("a refusal is told and lets the next one pass", () => {
  const { dispatch, sent, refused, outbox } = set("too long", "fine");
  dispatch.flush();
  dispatch.failed(no("e1", "LIMIT_EXCEEDED"));
  assert.deepEqual(refused, ["e1 LIMIT_EXCEEDED"]);
  assert.deepEqual(sent, ["e1 too long", "e2 fine"]);
  assert.equal(outbox.find("e1")?.refusal, "LIMIT_EXCEEDED");
});

test("a busy server, or one that stays silent, is asked again without letting the next one overtake", () => {
  const { dispatch, sent, refused } = set("one", "two");
  dispatch.flush();
  dispatch.failed(no("e1", "BACK_PRESSURED"));
  dispatch.flush();
  assert.deepEqual(sent, ["e1 one"]);
  mock.timers.tick(1_500);
  assert.deepEqual(sent, ["e1 one", "e1 one"]);
  mock.timers.tick(12_000);
  assert.deepEqual(sent, ["e1 one", "e1 one", "e1 one"]);
  dispatch.acknowledged(ack("e1"));
  assert.equal(sent.at(-1), "e2 two");
  assert.deepEqual(refused, []);
});

test("an answer to something else changes nothing", () => {
  const { dispatch, outbox } = set("one");
  dispatch.flush();
  dispatch.acknowledged(ack("other"));
  dispatch.failed(no("other", "LIMIT_EXCEEDED"));
  dispatch.failed({ request_id: null, code: "X", detail: "" });
  assert.equal(outbox.next()?.echoId, "e1");
});
