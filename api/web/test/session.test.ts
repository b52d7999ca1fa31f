import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { MemoryStore } from "../src/shared/outbox.ts";
import type { ClientFrame } from "../src/shared/wire.ts";
import { Session } from "../src/widget/session.ts";

// A server of one visitor whose first conversation is full, and the little of a browser that a session needs.

interface Conversation {
  id: number;
  conversation: number;
  status: "open" | "resolved";
  echoId: string | undefined;
}

let conversations: Conversation[];
let posted: string[];

function answer(url: string, method: string, body: Record<string, unknown>): unknown {
  const path = new URL(url).pathname.split("/contacts/")[1] ?? "";
  if (path === "me") return { source_id: "me", pubsub_token: "token" };
  if (path === "me/conversations" && method === "GET") return [...conversations].reverse().map(shape);
  if (path === "me/conversations") return shape(started(body["echo_id"] as string | undefined));
  const number = Number(path.split("/")[2]);
  const found = conversations[number - 1];
  assert.ok(found !== undefined && path.endsWith("toggle_status") && found.status === "open", path);
  found.status = "resolved";
  return shape(found);
}

function started(echoId?: string): Conversation {
  const known = conversations.find((one) => echoId !== undefined && one.echoId === echoId);
  if (known !== undefined) return known;
  const id = conversations.length + 1;
  const made = { id, conversation: 100 + id, status: "open" as const, echoId };
  conversations.push(made);
  return made;
}

function shape({ id, conversation, status }: Conversation) {
  return { id, conversation, status, seq: 1, messages: [], waiting: null, assignee: null };
}

class Line {
  static readonly OPEN = 1;
  readyState = 1;
  onopen = (): void => undefined;
  onmessage = (_: { data: string }): void => undefined;

  constructor() {
    queueMicrotask(() => this.onopen());
  }

  send(text: string): void {
    const frame = JSON.parse(text) as ClientFrame;
    if ("hello" in frame) this.answer({ welcome: {} });
    if (!("post" in frame)) return;
    const { request_id, conversation, content } = frame.post;
    if (conversation === 101) {
      this.answer({ error: { request_id, code: "LIMIT_EXCEEDED", detail: "full", errors: [] } });
    } else {
      posted.push(`${conversation} ${content}`);
      this.answer({ ack: { request_id, conversation, number: 2, seq: posted.length, position: 9, id: posted.length } });
    }
  }

  close(): void {
    this.readyState = 3;
  }

  private answer(frame: unknown): void {
    queueMicrotask(() => this.onmessage({ data: JSON.stringify(frame) }));
  }
}

Object.assign(globalThis, {
  window: { setTimeout: () => 0, clearTimeout: () => undefined, addEventListener: () => undefined },
  location: { href: "https://shop.example/lamp" },
  document: { title: "A lamp" },
  WebSocket: Line,
  fetch: (url: string, options: { method: string; body?: string }) =>
    Promise.resolve(Response.json(answer(url, options.method, JSON.parse(options.body ?? "{}") as Record<string, unknown>))),
});

beforeEach(() => {
  conversations = [];
  posted = [];
  started();
});

/** Until nothing is under way any more: all of it is promises that are kept. */
async function settled(): Promise<void> {
  await new Promise((done) => setImmediate(done));
}

async function refused(...texts: string[]): Promise<Session> {
  const store = new MemoryStore();
  store.setItem("parley:in:source", "me");
  const session = new Session("https://chat.example/", "in", store, () => undefined);
  session.opened();
  await settled();
  for (const text of texts) {
    session.send(text);
    await settled();
  }
  assert.deepEqual(refusals(session), texts.map(() => "LIMIT_EXCEEDED"));
  return session;
}

function refusals(session: Session): (string | null)[] {
  return session.thread.lines().map((line) => (line.kind === "message" ? line.refusal : null));
}

function echoIds(session: Session): string[] {
  return session.thread.lines().map((line) => (line.kind === "message" ? (line.echoId ?? "") : ""));
}

test("what a full conversation refused begins a new one", async () => {
  const session = await refused("one", "two");
  const [first] = echoIds(session);
  await session.startAnew(first ?? "");
  await settled();
  assert.deepEqual(posted, ["102 one", "102 two"]);
  assert.deepEqual(refusals(session), [null, null]);
  assert.equal(session.standing.conversation, 102);
  assert.deepEqual(conversations.map((one) => one.status), ["resolved", "open"]);
});

test("however often a new conversation is asked for, it is one", async () => {
  const session = await refused("one");
  const [first] = echoIds(session);
  const asked = [session.startAnew(first ?? ""), session.startAnew(first ?? "")];
  await Promise.allSettled(asked);
  await settled();
  assert.equal(conversations.length, 2);
  assert.deepEqual(posted, ["102 one"]);
});
