import type { Connection } from "./connection.ts";
import type { Outbox, Unsent } from "./outbox.ts";
import { refusalOf } from "./refusal.ts";
import type { Ack, ErrorFrame } from "./wire.ts";

/** Answers after which the same message, with the same echo id, is simply sent again. */
const PASSING: ReadonlySet<string> = new Set([
  "BACK_PRESSURED",
  "SHUTTING_DOWN",
  "OUTCOME_UNKNOWN",
  "ABSENT",
  "RECALL_TOO_OLD",
  "RATE_LIMITED",
  "INDEX_BEHIND",
]);
const AGAIN_MILLIS = 1_500;
const ANSWER_MILLIS = 12_000;

/**
 * Sends an outbox through a connection, one message after the other. A message leaves the outbox
 * only with the server's answer, so that nothing is lost; its echo id makes the repeat harmless, so
 * that nothing is doubled.
 */
export class Dispatch {
  private inFlight: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly outbox: Outbox,
    private readonly connection: Pick<Connection, "send">,
    private readonly accepted: (item: Unsent, ack: Ack) => void,
    private readonly refused: (item: Unsent, refusal: string) => void,
  ) {}

  flush(): void {
    if (this.inFlight !== null) return;
    const item = this.outbox.next();
    if (item === null) return;
    const conversation = item.conversation === null ? {} : { conversation: item.conversation };
    const sent = this.connection.send({
      post: { request_id: item.echoId, ...conversation, content: item.text, echo_id: item.echoId, private: item.note },
    });
    if (!sent) return;
    this.inFlight = item.echoId;
    this.later(ANSWER_MILLIS);
  }

  /** A new line: what was on its way may or may not have arrived, so it goes again. */
  reconnected(): void {
    clearTimeout(this.timer);
    this.inFlight = null;
    this.flush();
  }

  acknowledged(ack: Ack): void {
    const item = this.outbox.find(ack.request_id);
    this.settle(ack.request_id);
    if (item !== null) {
      this.outbox.remove(item.echoId);
      this.accepted(item, ack);
    }
    this.flush();
  }

  failed(error: ErrorFrame): void {
    const item = error.request_id == null ? null : this.outbox.find(error.request_id);
    if (item === null) return;
    if (PASSING.has(error.code)) {
      this.later(AGAIN_MILLIS);
      return;
    }
    this.settle(item.echoId);
    const refusal = refusalOf(error);
    this.outbox.refuse(item.echoId, refusal);
    this.refused(item, refusal);
    this.flush();
  }

  private settle(echoId: string): void {
    if (this.inFlight !== echoId) return;
    clearTimeout(this.timer);
    this.inFlight = null;
  }

  private later(millis: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.reconnected(), millis);
  }
}
