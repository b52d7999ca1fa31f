import type { ConversationEvent, Waiting } from "../shared/wire.ts";

/** How a visitor's matter stands, for the status line. */
export interface Standing {
  conversation: number | null;
  number: number | null;
  status: "none" | "open" | "resolved";
  waiting: Waiting | null;
  assignee: string | null;
  /** When the message came for which a first answer is still owed. */
  unansweredSince: number | null;
}

export const NOTHING: Standing = {
  conversation: null,
  number: null,
  status: "none",
  waiting: null,
  assignee: null,
  unansweredSince: null,
};

/** What an event changes in how the matter stands. */
export function follow(standing: Standing, event: ConversationEvent): Standing {
  const at = Date.parse(event.at);
  switch (event.type) {
    case "ConversationStarted":
    case "ConversationReopened":
      return { ...standing, status: "open" };
    case "ConversationQueued":
      return { ...standing, status: "open", assignee: null, waiting: waitingOf(event.data) };
    case "ConversationAssigned":
      return { ...standing, status: "open", assignee: nameOf(event.data["assignee"]), waiting: null };
    case "ConversationResolved":
      return { ...standing, status: "resolved", waiting: null, assignee: null, unansweredSince: null };
    case "MessagePosted":
      return event.data["message_type"] === 0
        ? { ...standing, status: "open", unansweredSince: standing.unansweredSince ?? at }
        : { ...standing, unansweredSince: null, waiting: null };
    default:
      return standing;
  }
}

function nameOf(person: unknown): string | null {
  const name = (person as { name?: unknown } | null | undefined)?.name;
  return typeof name === "string" && name !== "" ? name : null;
}

function waitingOf(data: Record<string, unknown>): Waiting | null {
  const waiting = (data["waiting"] ?? data) as Partial<Waiting>;
  return typeof waiting.ahead === "number"
    ? { position: waiting.ahead + 1, ahead: waiting.ahead, estimate_seconds: waiting.estimate_seconds ?? null }
    : null;
}
