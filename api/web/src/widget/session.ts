import { Connection, type ConnectionState, socketUrl } from "../shared/connection.ts";
import { Dispatch } from "../shared/dispatch.ts";
import { Outbox, randomId, type Store } from "../shared/outbox.ts";
import { FULL } from "../shared/refusal.ts";
import { RequestError } from "../shared/rest.ts";
import { Thread } from "../shared/thread.ts";
import type { ConversationEvent, ServerFrame, VisitorConversation } from "../shared/wire.ts";
import { follow, NOTHING, type Standing } from "./standing.ts";
import { VisitorApi } from "./visitor-api.ts";

/**
 * The visitor's side of a chat without its picture. Nobody is registered and nothing is connected
 * before the first message is written; from then on `source_id` in the shop's own storage is what
 * brings the conversation back, on the next page as after a reload.
 */
export class Session {
  thread = new Thread("visitor");
  standing: Standing = NOTHING;
  connection: ConnectionState = "offline";
  agentTypes = false;
  /** A source exists or is being made: the line is wanted. */
  active = false;
  private readonly api: VisitorApi;
  private readonly line: Connection;
  private readonly outbox: Outbox;
  private readonly dispatch: Dispatch;
  private readonly sourceKey: string;
  private readonly outboxKey: string;
  private freshToken: string | null = null;
  private typingEnds = 0;
  private seenSent = 0;

  constructor(
    base: string,
    readonly inbox: string,
    private readonly store: Store,
    private readonly changed: () => void,
  ) {
    this.sourceKey = `parley:${inbox}:source`;
    this.outboxKey = `parley:${inbox}:unsent`;
    this.api = new VisitorApi(base, inbox);
    this.outbox = new Outbox(store, this.outboxKey, randomId);
    this.line = new Connection(socketUrl(base), {
      token: () => this.token(),
      welcomed: () => this.welcomed(),
      received: (frame) => this.received(frame),
      changed: (state) => {
        this.connection = state;
        if (state !== "online") this.agentTypes = false;
        this.changed();
      },
      // A token is short-lived: the next attempt has a new one. Another site stays another site.
      refused: (code) => code !== "ORIGIN_NOT_ALLOWED",
    });
    this.dispatch = new Dispatch(
      this.outbox,
      this.line,
      (item, ack) => {
        this.adopt(ack.conversation);
        this.thread.acknowledge(item.echoId, ack);
        this.changed();
      },
      (item, refusal) => {
        this.thread.refuse(item.echoId, refusal);
        this.changed();
      },
    );
    this.showUnsent();
  }

  /**
   * Called on each page: takes up what is unsent, or still open. A visitor whose matter is settled
   * costs the server one answer and no line until the chat is opened.
   */
  async resume(): Promise<void> {
    const source = this.source();
    if (this.outbox.next() === null) {
      if (source === null) return;
      const all = await this.api.conversations(source).catch(() => null);
      if (all !== null && !all.some((one) => one.status === "open")) return;
    }
    this.connect();
  }

  /** The chat is looked at. */
  opened(): void {
    if (this.source() !== null) this.connect();
  }

  send(text: string): void {
    this.thread.send(this.outbox.add(text, false, this.standing.conversation, Date.now()));
    this.connect();
    this.dispatch.flush();
    this.changed();
  }

  sendAgain(echoId: string): void {
    const item = this.outbox.find(echoId);
    if (item === null) return;
    this.discard(echoId);
    this.send(item.text);
  }

  /** Ends a conversation that takes no more, and begins a new one with all that it refused. */
  async startAnew(echoId: string): Promise<void> {
    const source = this.source();
    if (source === null) return;
    // It may be another one already, begun on another page.
    if (this.outbox.find(echoId)?.conversation === this.standing.conversation) {
      await this.end();
      // However often it is asked for, it is one.
      const started = await this.api.startConversation(source, echoId);
      if (started.conversation === this.standing.conversation) return;
      this.leave();
      this.take(started);
    }
    for (const item of this.outbox.all()) if (item.refusal === FULL) this.sendAgain(item.echoId);
  }

  discard(echoId: string): void {
    this.outbox.remove(echoId);
    this.thread.withdraw(echoId);
    this.changed();
  }

  typing(on: boolean): void {
    const { conversation } = this.standing;
    if (conversation !== null) this.line.send({ typing: { conversation, on } });
  }

  /** Everything on the screen has been looked at. */
  seen(): void {
    const { conversation } = this.standing;
    const seq = this.thread.heardUpTo;
    if (conversation === null || seq <= this.seenSent) return;
    if (this.line.send({ seen: { conversation, seq } })) this.seenSent = seq;
  }

  /** The customer decides when it ends. */
  async end(): Promise<void> {
    const source = this.source();
    const { number, status } = this.standing;
    if (source === null || number === null || status !== "open") return;
    this.take(await this.api.toggleStatus(source, number));
  }

  /** The last message of an agent: what a rating is an answer to. */
  ratedMessage(): number | null {
    const last = this.thread.lines().findLast((line) => line.kind === "message" && line.from === "agent");
    return last?.kind === "message" ? last.id : null;
  }

  async rate(rating: number, comment: string): Promise<void> {
    const source = this.source();
    const message = this.ratedMessage();
    if (source === null || message === null || this.standing.number === null) return;
    await this.api.rate(source, this.standing.number, message, rating, comment);
  }

  /** Asks again how many are before us; the server only tells when it is asked. */
  async refreshWaiting(): Promise<void> {
    const source = this.source();
    if (source === null || this.standing.number === null || this.connection !== "online") return;
    try {
      this.take(await this.api.conversation(source, this.standing.number));
    } catch {
      // The next time will do: nothing depends on it.
    }
  }

  private connect(): void {
    this.active = true;
    this.line.start();
  }

  private source(): string | null {
    return this.store.getItem(this.sourceKey);
  }

  private async token(): Promise<string | null> {
    const source = this.source() ?? (await this.register());
    const fresh = this.freshToken;
    this.freshToken = null;
    try {
      const token = fresh ?? (await this.api.contact(source)).pubsub_token;
      await this.find(source);
      return token;
    } catch (error) {
      if (!(error instanceof RequestError) || (error.status !== 404 && error.status !== 410)) throw error;
      // The server does not know this visitor, or has erased it: the next attempt registers a new one.
      this.forget();
      if (this.outbox.next() === null) {
        this.active = false;
        return null;
      }
      throw error;
    }
  }

  private async register(): Promise<string> {
    const contact = await this.api.createContact();
    // Another tab may have been quicker: one visitor, one source.
    const source = this.source() ?? contact.source_id;
    if (source === contact.source_id) this.freshToken = contact.pubsub_token;
    this.store.setItem(this.sourceKey, source);
    return source;
  }

  /** The visitor's latest conversation; a new one where there is none and something is to be sent. */
  private async find(source: string): Promise<void> {
    const all = await this.api.conversations(source);
    const latest = all.find((one) => one.status === "open") ?? all.reduce<VisitorConversation | null>(newer, null);
    if (latest !== null) this.take(latest);
    else if (this.outbox.next() !== null) this.take(await this.api.startConversation(source));
  }

  private forget(): void {
    this.store.removeItem(this.sourceKey);
    this.leave();
  }

  /** Of the conversation nothing stays but what is unsent. */
  private leave(): void {
    this.standing = NOTHING;
    this.thread = new Thread("visitor");
    this.seenSent = 0;
    this.outbox.unbind();
    this.showUnsent();
    this.changed();
  }

  private showUnsent(): void {
    for (const item of this.outbox.all()) {
      this.thread.send(item);
      if (item.refusal !== null) this.thread.refuse(item.echoId, item.refusal);
    }
  }

  private welcomed(): void {
    const { conversation } = this.standing;
    if (conversation !== null) this.line.send({ resume: { conversation, seq: this.thread.resumeAfter() } });
    this.dispatch.reconnected();
  }

  private received(frame: ServerFrame): void {
    if ("event" in frame) this.event(frame.event);
    else if ("ack" in frame) this.dispatch.acknowledged(frame.ack);
    else if ("error" in frame) this.dispatch.failed(frame.error);
    else if ("typing" in frame && frame.typing.from === "agent" && frame.typing.conversation === this.standing.conversation) {
      this.showTyping(frame.typing.on);
    }
  }

  private event(event: ConversationEvent): void {
    this.adopt(event.conversation);
    if (event.conversation !== this.standing.conversation) return;
    if (this.thread.apply(event)) {
      this.standing = follow({ ...this.standing, number: event.number }, event);
      // The event is as good an answer as the acknowledgement that a broken line has swallowed.
      const echo = event.data["echo_id"];
      if (event.type === "MessagePosted" && event.data["message_type"] === 0 && typeof echo === "string") {
        this.outbox.remove(echo);
      }
      if (event.type === "MessagePosted" && event.data["message_type"] === 1) this.showTyping(false);
    }
    const missingAfter = this.thread.missingAfter();
    if (missingAfter !== null) this.line.send({ resume: { conversation: event.conversation, seq: missingAfter } });
    this.changed();
  }

  private adopt(conversation: number): void {
    if (this.standing.conversation !== null) return;
    this.standing = { ...this.standing, conversation, status: "open" };
    this.outbox.bind(conversation);
  }

  private take(found: VisitorConversation): void {
    this.adopt(found.conversation);
    if (found.conversation !== this.standing.conversation) return;
    this.standing = {
      ...this.standing,
      number: found.id,
      status: found.status,
      waiting: found.waiting,
      assignee: found.assignee?.name ?? null,
    };
    this.changed();
  }

  private showTyping(on: boolean): void {
    window.clearTimeout(this.typingEnds);
    // A line that breaks takes the "off" with it: it ends by itself.
    if (on) this.typingEnds = window.setTimeout(() => this.showTyping(false), 7_000);
    this.agentTypes = on;
    this.changed();
  }
}

function newer(a: VisitorConversation | null, b: VisitorConversation): VisitorConversation {
  return a === null || b.id > a.id ? b : a;
}
