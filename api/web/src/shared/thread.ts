import type { Ack, ConversationEvent, EventType, Message } from "./wire.ts";

export type Side = "visitor" | "agent";

/** How far a message of one's own has come. */
export type Delivery = "waiting" | "sent" | "seen" | "refused";

export interface MessageLine {
  kind: "message";
  key: string;
  seq: number | null;
  /** Its number as the other side counts, which is how the other side says what it has seen. */
  otherSeq: number | null;
  id: number | null;
  echoId: string | null;
  from: Side | "system";
  note: boolean;
  edited: boolean;
  text: string;
  atMillis: number;
  author: string | null;
  delivery: Delivery;
  /** Why it was refused: the server's code. */
  refusal: string | null;
}

/** Something that happened, told between the messages. */
export interface FactLine {
  kind: "fact";
  key: string;
  seq: number;
  type: EventType;
  atMillis: number;
  data: Record<string, unknown>;
}

export type Line = MessageLine | FactLine;

export interface Outgoing {
  echoId: string;
  text: string;
  note: boolean;
  atMillis: number;
}

const TOLD: ReadonlySet<EventType> = new Set([
  "ConversationQueued",
  "ConversationAssigned",
  "ConversationResolved",
  "ConversationReopened",
  "FirstResponseBreached",
  "FirstResponseMet",
]);

/**
 * One conversation, put together from events in any order, repeated or not, and from what is still
 * on its way out. The order is the server's `seq`; what has none yet stands at the end, in the
 * order it was written. Events are never missed: `missingAfter` says from where to ask again.
 */
export class Thread {
  /** Every event up to here has been applied. */
  head = 0;
  /**
   * The last message of the other side: what there is to be seen. Not the head, for that somebody
   * has seen something is itself an event.
   */
  heardUpTo = 0;
  private readonly confirmed = new Map<number, Line>();
  private readonly ahead = new Set<number>();
  private readonly seqOfId = new Map<number, number>();
  /** The latest text of each edited message, by message id: an edit can arrive before its original. */
  private readonly edits = new Map<number, { seq: number; text: string }>();
  private outgoing: MessageLine[] = [];
  private askedAfter = -1;
  private asked = 0;
  private otherSeenSeq = 0;
  private forgotten = false;

  constructor(private readonly own: Side) {}

  /** Returns false for an event that was known already. */
  apply(event: ConversationEvent): boolean {
    if (event.seq <= this.head || this.ahead.has(event.seq)) return false;
    this.ahead.add(event.seq);
    while (this.ahead.delete(this.head + 1)) this.head++;
    const at = Date.parse(event.at);
    switch (event.type) {
      case "MessagePosted":
        this.posted(event.seq, event.data as unknown as Message, at);
        break;
      case "MessageUpdated":
        this.updated(event.seq, event.data as unknown as Message);
        break;
      case "ConversationSeen":
        this.seen(event.data);
        break;
      default:
        if (TOLD.has(event.type)) this.told(event, at);
    }
    return true;
  }

  /** Where to resume from, on a new line or when the thread is opened. */
  resumeAfter(): number {
    this.askedAfter = this.head;
    this.asked = 1;
    return this.head;
  }

  /**
   * Where to resume from when an event is missing, else null. The same gap is asked for twice at
   * most: while the answer is on its way live events go on to arrive behind the gap.
   */
  missingAfter(): number | null {
    if (this.ahead.size === 0) return null;
    if (this.askedAfter !== this.head) return this.resumeAfter();
    if (this.asked >= 2) return null;
    this.asked++;
    return this.head;
  }

  /** Something was written here. The same echo id twice is the same message. */
  send(one: Outgoing): void {
    if (this.outgoing.some((line) => line.echoId === one.echoId) || this.holdsEcho(one.echoId)) return;
    this.outgoing.push({
      kind: "message",
      key: one.echoId,
      seq: null,
      otherSeq: null,
      id: null,
      echoId: one.echoId,
      from: this.own,
      note: one.note,
      edited: false,
      text: one.text,
      atMillis: one.atMillis,
      author: null,
      delivery: "waiting",
      refusal: null,
    });
  }

  /** The server has it, for ever. Its event may have come before this answer, or comes after it. */
  acknowledge(echoId: string, ack: Ack): void {
    const line = this.outgoing.find((one) => one.echoId === echoId);
    if (line === undefined) return;
    this.outgoing = this.outgoing.filter((one) => one !== line);
    if (this.confirmed.has(ack.seq)) return;
    this.put({
      ...line,
      seq: ack.seq,
      otherSeq: this.own === "visitor" ? ack.seq : null,
      id: ack.id,
      delivery: "sent",
    });
  }

  refuse(echoId: string, code: string): void {
    this.outgoing = this.outgoing.map((line) =>
      line.echoId === echoId ? { ...line, delivery: "refused", refusal: code } : line,
    );
  }

  /** The customer was erased: that something was written stays, what it was does not. */
  forget(): void {
    this.forgotten = true;
    this.edits.clear();
    this.outgoing = [];
    for (const line of this.confirmed.values()) if (line.kind === "message") this.put({ ...line, text: "" });
  }

  /** Takes back what was refused, or never sent. */
  withdraw(echoId: string): void {
    this.outgoing = this.outgoing.filter((line) => line.echoId !== echoId);
  }

  lines(): Line[] {
    const sorted = [...this.confirmed.entries()].sort(([a], [b]) => a - b).map(([, line]) => line);
    return [...sorted, ...this.outgoing];
  }

  private posted(seq: number, message: Message, at: number): void {
    const echoId = message.echo_id ?? null;
    const from = message.message_type === 0 ? "visitor" : message.message_type === 1 ? "agent" : "system";
    // An echo id is its sender's own choice: it only names a line of ours when the message is from our side.
    const mine = from === this.own && echoId !== null;
    const wasOurs = mine && this.outgoing.some((line) => line.echoId === echoId);
    if (mine) this.outgoing = this.outgoing.filter((line) => line.echoId !== echoId);
    const before = this.confirmed.get(seq);
    if (from !== this.own) this.heardUpTo = Math.max(this.heardUpTo, seq);
    this.put({
      kind: "message",
      // The key stays, so that the line on the screen stays the same element.
      key: before?.key ?? (wasOurs && echoId !== null ? echoId : `m${seq}`),
      seq,
      otherSeq: this.own === "visitor" ? seq : (message.visitor_seq ?? null),
      id: message.id,
      echoId,
      from,
      note: message.private === true,
      edited: false,
      text: this.forgotten ? "" : (message.content ?? ""),
      atMillis: message.created_at_micros !== undefined ? message.created_at_micros / 1000 : at,
      author: message.sender?.name ?? null,
      delivery: message.status === "read" ? "seen" : "sent",
      refusal: null,
    });
  }

  private updated(seq: number, message: Message): void {
    if (this.forgotten || (this.edits.get(message.id)?.seq ?? 0) > seq) return;
    this.edits.set(message.id, { seq, text: message.content ?? "" });
    const line = this.confirmed.get(this.seqOfId.get(message.id) ?? 0);
    if (line?.kind === "message") this.put(line);
  }

  /** The other side has seen everything up to a seq of the numbering that we know as `otherSeq`. */
  private seen(data: Record<string, unknown>): void {
    const seq = this.own === "visitor" ? data["seen_seq"] : data["visitor_seq"];
    if (typeof seq !== "number" || data["from"] === this.own || seq <= this.otherSeenSeq) return;
    this.otherSeenSeq = seq;
    for (const line of this.confirmed.values()) if (line.kind === "message") this.put(line);
  }

  private told(event: ConversationEvent, atMillis: number): void {
    this.confirmed.set(event.seq, {
      kind: "fact",
      key: `f${event.seq}`,
      seq: event.seq,
      type: event.type,
      atMillis,
      data: event.data,
    });
  }

  private put(line: MessageLine): void {
    if (line.seq === null) return;
    const edit = line.id === null ? undefined : this.edits.get(line.id);
    const isSeen = line.from === this.own && !line.note && (line.otherSeq ?? Infinity) <= this.otherSeenSeq;
    this.confirmed.set(line.seq, {
      ...line,
      ...(edit === undefined ? {} : { text: edit.text, edited: line.edited || edit.text !== line.text }),
      ...(isSeen ? { delivery: "seen" as const } : {}),
    });
    if (line.id !== null) this.seqOfId.set(line.id, line.seq);
  }

  private holdsEcho(echoId: string): boolean {
    for (const line of this.confirmed.values()) {
      if (line.kind === "message" && line.echoId === echoId && line.from === this.own) return true;
    }
    return false;
  }
}
