import { Connection, type ConnectionState, socketUrl } from "../shared/connection.ts";
import { ServerClock } from "../shared/countdown.ts";
import { Dispatch } from "../shared/dispatch.ts";
import { Outbox, randomId, type Store } from "../shared/outbox.ts";
import { RequestError } from "../shared/rest.ts";
import { Thread } from "../shared/thread.ts";
import type {
  Agent,
  AgentConversation,
  Availability,
  ConversationEvent,
  DeskNews,
  Profile,
  ServerFrame,
  Typing,
  Welcome,
} from "../shared/wire.ts";
import { AgentApi } from "./agent-api.ts";
import { conversationOf, follow, forgotten, mustAsk } from "./floor.ts";

/** No more pages than this are read at the start: 100 waiting customers are plenty for one screen. */
const PAGES_AT_MOST = 8;
const TYPING_MILLIS = 7_000;

/** One agent at work, without the picture: lists, threads, what is unsent, presence. */
export class Desk {
  readonly clock = new ServerClock(() => performance.now());
  readonly conversations = new Map<number, AgentConversation>();
  agents: Agent[] = [];
  connection: ConnectionState = "offline";
  availability: Availability;
  /** The 53-bit id of the open conversation. */
  selected: number | null = null;
  /** The last refusal of something that was asked for, as a code. */
  refusal: string | null = null;
  private readonly threads = new Map<number, Thread>();
  private readonly typists = new Map<number, number>();
  private readonly asked = new Map<number, boolean>();
  private readonly caughtUp = new Set<number>();
  private readonly seenSent = new Map<number, number>();
  /** Customers who were erased since this page was opened. */
  private readonly erased = new Set<number>();
  private readonly api: AgentApi;
  private readonly line: Connection;
  private readonly outbox: Outbox;
  private readonly dispatch: Dispatch;

  constructor(
    private readonly token: string,
    readonly me: Profile,
    account: number,
    private readonly store: Store,
    private readonly changed: () => void,
    private readonly toolsChanged: () => void,
    private readonly signedOut: () => void,
  ) {
    this.api = new AgentApi(token, account);
    // Whoever signs in is there to work, unless this window's agent had chosen otherwise.
    this.availability = (store.getItem(`parley:${me.id}:presence`) as Availability | null) ?? "online";
    this.outbox = new Outbox(store, `parley:${me.id}:unsent`, randomId);
    for (const item of this.outbox.all()) {
      if (item.conversation === null) continue;
      this.thread(item.conversation).send(item);
      if (item.refusal !== null) this.thread(item.conversation).refuse(item.echoId, item.refusal);
    }
    this.line = new Connection(socketUrl(location.origin), {
      token: () => Promise.resolve(this.token),
      welcomed: (welcome) => void this.welcomed(welcome),
      received: (frame) => this.received(frame),
      changed: (state) => {
        this.connection = state;
        this.changed();
      },
      refused: () => {
        this.signedOut();
        return false;
      },
    });
    this.dispatch = new Dispatch(
      this.outbox,
      this.line,
      (item, ack) => {
        this.thread(ack.conversation).acknowledge(item.echoId, ack);
        this.changed();
      },
      (item, refusal) => {
        if (item.conversation !== null) this.thread(item.conversation).refuse(item.echoId, refusal);
        this.changed();
      },
    );
  }

  start(): void {
    this.line.start();
  }

  stop(): void {
    this.line.stop();
  }

  thread(conversation: number): Thread {
    const known = this.threads.get(conversation);
    if (known !== undefined) return known;
    const thread = new Thread("agent");
    this.threads.set(conversation, thread);
    return thread;
  }

  select(conversation: number | null): void {
    this.selected = conversation;
    this.refusal = null;
    if (conversation !== null) {
      this.catchUp(conversation);
      // What is not pushed, such as a name that the customer gave.
      const known = this.conversations.get(conversation);
      if (known !== undefined) void this.refresh(conversation, known.id);
    }
    this.changed();
  }

  /** Conversations that were found by other means than the lists. */
  learn(found: readonly AgentConversation[]): void {
    for (const one of found) this.take(one);
    this.changed();
  }

  /** A conversation has these labels now. */
  labelled(conversation: number, labels: string[]): void {
    const known = this.conversations.get(conversation);
    if (known !== undefined) this.conversations.set(conversation, { ...known, labels });
    this.changed();
  }

  /** Reads what is missing, once on each line: after that the account's live events keep it whole. */
  private catchUp(conversation: number): void {
    if (this.caughtUp.has(conversation)) return;
    const seq = this.thread(conversation).resumeAfter();
    if (this.line.send({ resume: { conversation, seq } })) this.caughtUp.add(conversation);
  }

  customerTypes(conversation: number): boolean {
    return this.typists.has(conversation);
  }

  post(conversation: number, text: string, note: boolean): void {
    this.thread(conversation).send(this.outbox.add(text, note, conversation, Date.now()));
    this.dispatch.flush();
    this.changed();
  }

  postAgain(conversation: number, echoId: string): void {
    const item = this.outbox.find(echoId);
    if (item === null) return;
    this.discard(conversation, echoId);
    this.post(conversation, item.text, item.note);
  }

  discard(conversation: number, echoId: string): void {
    this.outbox.remove(echoId);
    this.thread(conversation).withdraw(echoId);
    this.changed();
  }

  typing(conversation: number, on: boolean): void {
    this.line.send({ typing: { conversation, on } });
  }

  /** The agent has the end of this conversation before their eyes. */
  seen(conversation: number): void {
    const seq = this.thread(conversation).heardUpTo;
    if (seq <= (this.seenSent.get(conversation) ?? 0)) return;
    if (!this.line.send({ seen: { conversation, seq } })) return;
    this.seenSent.set(conversation, seq);
    const known = this.conversations.get(conversation);
    if (known !== undefined && (known.unread_count ?? 0) > 0) {
      this.conversations.set(conversation, { ...known, unread_count: 0 });
      this.changed();
    }
  }

  setAvailability(availability: Availability): void {
    this.availability = availability;
    this.store.setItem(`parley:${this.me.id}:presence`, availability);
    this.line.send({ presence: { availability } });
    this.changed();
  }

  setStatus(conversation: AgentConversation, status: "open" | "resolved"): Promise<void> {
    return this.ask(conversation, () => this.api.setStatus(conversation.id, status));
  }

  assign(conversation: AgentConversation, agent: number): Promise<void> {
    return this.ask(conversation, () => this.api.assign(conversation.id, agent));
  }

  /** Nothing of the customer can be read any more once this is done. */
  erase(conversation: AgentConversation): Promise<void> {
    const contact = conversation.meta?.sender?.id;
    return contact === undefined ? Promise.resolve() : this.ask(conversation, () => this.api.erase(contact));
  }

  isErased(conversation: AgentConversation): boolean {
    return this.erased.has(conversation.meta?.sender?.id ?? 0);
  }

  /** Whether a conversation can be shown; asks for one that is not in the lists. */
  async know(conversation: number, number: number): Promise<boolean> {
    if (!this.conversations.has(conversation)) await this.refresh(conversation, number);
    return this.conversations.has(conversation);
  }

  /** Resolved ones are many and rarely looked at: they are read when somebody asks for them. */
  async loadResolved(): Promise<void> {
    await this.load("resolved", 1);
  }

  private async ask(conversation: AgentConversation, call: () => Promise<unknown>): Promise<void> {
    this.refusal = null;
    try {
      await call();
    } catch (error) {
      this.refusal = error instanceof RequestError ? error.code : String(error);
    }
    await this.refresh(conversation.conversation, conversation.id);
  }

  private async welcomed(welcome: Welcome): Promise<void> {
    this.clock.set(welcome.now);
    this.line.send({ presence: { availability: this.availability } });
    this.caughtUp.clear();
    if (this.selected !== null) this.catchUp(this.selected);
    this.dispatch.reconnected();
    // What was told while there was no line is told no more.
    this.toolsChanged();
    try {
      const open = await this.load("open", PAGES_AT_MOST);
      // What was resolved while there was no line is not among the open ones any more.
      for (const one of [...this.conversations.values()]) {
        if (one.status === "open" && !open.has(one.conversation)) void this.refresh(one.conversation, one.id);
      }
      this.agents = await this.api.agents();
    } catch (error) {
      if (error instanceof RequestError && error.status === 401) this.signedOut();
    }
    this.changed();
  }

  private async load(status: "open" | "resolved", pages: number): Promise<Set<number>> {
    const ids = new Set<number>();
    for (let page = 1; page <= pages; page++) {
      const { payload } = (await this.api.page(status, page)).data;
      for (const one of payload) this.take(one);
      const before = ids.size;
      for (const one of payload) ids.add(one.conversation);
      if (ids.size === before) break;
    }
    this.changed();
    return ids;
  }

  private take(found: AgentConversation): void {
    const known = this.conversations.get(found.conversation);
    if (known === undefined || found.seq >= known.seq) this.keep(found);
  }

  private keep(conversation: AgentConversation): void {
    this.conversations.set(conversation.conversation, this.isErased(conversation) ? forgotten(conversation) : conversation);
  }

  /** Asks for one conversation; while the answer is on its way further wishes make one more question. */
  private async refresh(conversation: number, number: number): Promise<void> {
    if (this.asked.has(conversation)) {
      this.asked.set(conversation, true);
      return;
    }
    this.asked.set(conversation, false);
    try {
      this.take(await this.api.conversation(number));
    } catch {
      // The next event, or the next welcome, asks again.
    }
    const again = this.asked.get(conversation) === true;
    this.asked.delete(conversation);
    this.changed();
    if (again) await this.refresh(conversation, number);
  }

  private received(frame: ServerFrame): void {
    if ("event" in frame) this.event(frame.event);
    else if ("ack" in frame) this.dispatch.acknowledged(frame.ack);
    else if ("typing" in frame) this.typed(frame.typing);
    else if ("desk" in frame) this.told(frame.desk);
    else if ("error" in frame) {
      this.dispatch.failed(frame.error);
    }
  }

  private event(event: ConversationEvent): void {
    if (event.type === "PresenceChanged") {
      this.presence(event.data);
      return;
    }
    if (event.type === "VisitorErased") {
      this.forget((event.data["contact"] as { id: number }).id);
      return;
    }
    const known = this.conversations.get(event.conversation);
    if (mustAsk(known, event)) void this.refresh(event.conversation, event.number);
    const next = known === undefined ? conversationOf(event) : follow(known, event);
    if (next !== null) this.keep(next);
    this.threadEvent(event);
    this.changed();
  }

  private threadEvent(event: ConversationEvent): void {
    const thread = this.threads.get(event.conversation);
    // A conversation that nobody has opened needs no thread; it is read in one go when it is.
    if (thread === undefined) return;
    if (thread.apply(event)) {
      if (event.type === "MessagePosted" && event.data["message_type"] === 0) this.typed({ conversation: event.conversation, from: "visitor", on: false });
      const echo = event.data["echo_id"];
      if (event.type === "MessagePosted" && typeof echo === "string") this.outbox.remove(echo);
    }
    if (event.conversation !== this.selected) return;
    const missingAfter = thread.missingAfter();
    if (missingAfter !== null) this.line.send({ resume: { conversation: event.conversation, seq: missingAfter } });
  }

  private forget(contact: number): void {
    this.erased.add(contact);
    for (const one of [...this.conversations.values()]) {
      if (!this.isErased(one)) continue;
      this.keep(one);
      this.thread(one.conversation).forget();
    }
    this.changed();
  }

  private presence(data: Record<string, unknown>): void {
    const agent = (data["agent"] ?? data) as { id?: number };
    const availability = (data["availability"] ?? data["availability_status"]) as Availability | undefined;
    if (availability === undefined || agent.id === undefined) return;
    this.agents = this.agents.map((one) => (one.id === agent.id ? { ...one, availability_status: availability } : one));
    this.changed();
  }

  private told(news: DeskNews): void {
    for (const one of news.conversations) this.labelled(one.conversation, one.labels);
    if (news.changed.length > 0) this.toolsChanged();
  }

  private typed(typing: Typing): void {
    if (typing.from !== "visitor") return;
    window.clearTimeout(this.typists.get(typing.conversation));
    this.typists.delete(typing.conversation);
    if (typing.on) {
      const ends = window.setTimeout(() => this.typed({ ...typing, on: false }), TYPING_MILLIS);
      this.typists.set(typing.conversation, ends);
    }
    this.changed();
  }
}
