import type { FirstResponse } from "./wire.ts";

/** The server's clock, told by a clock of ours that only moves forward. */
export class ServerClock {
  private offsetMicros: number | null = null;

  /** `localMillis` must not follow changes of the wall clock: `performance.now()`. */
  constructor(private readonly localMillis: () => number) {}

  /** Takes the server's `now` from its welcome. The way it travelled makes us late, never early. */
  set(serverMicros: number): void {
    this.offsetMicros = serverMicros - this.localMillis() * 1000;
  }

  nowMicros(): number {
    return this.localMillis() * 1000 + (this.offsetMicros ?? 0);
  }

  isSet(): boolean {
    return this.offsetMicros !== null;
  }
}

export type Urgency = "calm" | "warn" | "breached";

export interface Countdown {
  urgency: Urgency;
  /** `0:42` to go, or `+0:03.417` after the deadline. */
  text: string;
  /** Below zero after the deadline. */
  remainingMicros: number;
  /** When the text or the urgency changes next. */
  changesInMillis: number;
}

const OVERDUE_STEP_MILLIS = 50;

/** True while a first answer is owed: the only conversations that count down. */
export function isOwed(first: FirstResponse | null | undefined): boolean {
  return (
    first != null &&
    first.deadline_at !== null &&
    (first.state === "armed" || first.state === "warned" || first.state === "breached")
  );
}

/**
 * Where a first response stands at `nowMicros`. The clock decides, not the server's event, so that
 * the colour turns in the frame in which the deadline passes. On the deadline itself the answer is
 * still in time.
 */
export function countdown(first: FirstResponse, nowMicros: number): Countdown {
  const deadline = first.deadline_at ?? nowMicros;
  const remainingMicros = deadline - nowMicros;
  if (remainingMicros < 0) {
    return {
      urgency: "breached",
      text: `+${minutes(Math.floor(-remainingMicros / 1000), true)}`,
      remainingMicros,
      changesInMillis: OVERDUE_STEP_MILLIS,
    };
  }
  const warnAt = first.warn_at ?? deadline;
  const seconds = Math.ceil(remainingMicros / 1_000_000);
  const toNextSecond = remainingMicros - Math.max(0, seconds - 1) * 1_000_000;
  const toWarning = warnAt > nowMicros ? warnAt - nowMicros : Number.POSITIVE_INFINITY;
  return {
    urgency: nowMicros >= warnAt ? "warn" : "calm",
    text: minutes(seconds * 1000, false),
    remainingMicros,
    changesInMillis: Math.max(1, Math.ceil(Math.min(toNextSecond, toWarning) / 1000)),
  };
}

/** Milliseconds as `m:ss`, or `m:ss.mmm`; from an hour on as `h:mm:ss`. */
export function minutes(millis: number, withMillis: boolean): string {
  const total = Math.floor(millis / 1000);
  const hours = Math.floor(total / 3600);
  const minute = Math.floor((total % 3600) / 60);
  const second = String(total % 60).padStart(2, "0");
  const fraction = withMillis ? `.${String(millis % 1000).padStart(3, "0")}` : "";
  return hours > 0
    ? `${hours}:${String(minute).padStart(2, "0")}:${second}${fraction}`
    : `${minute}:${second}${fraction}`;
}

/** Those who are owed an answer, the most urgent first; equal deadlines in the order they came. */
export function byDeadline<T extends { conversation: number; first_response?: FirstResponse | null }>(
  waiting: readonly T[],
): T[] {
  const deadline = (one: T) => one.first_response?.deadline_at ?? Number.POSITIVE_INFINITY;
  return [...waiting].sort((a, b) => deadline(a) - deadline(b) || a.conversation - b.conversation);
}
