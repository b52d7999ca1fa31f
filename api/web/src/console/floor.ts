import { byDeadline, isOwed } from "../shared/countdown.ts";
import type { AgentConversation, ConversationEvent, FirstResponse, Message, Person } from "../shared/wire.ts";

export type Tab = "mine" | "all" | "resolved";

/** What an event changes in a conversation of the list. Unknown fields stay as they were. */
export function follow(before: AgentConversation, event: ConversationEvent): AgentConversation {
  if (event.seq <= before.seq) return before;
  const sent = conversationOf(event);
  if (sent !== null && sent.seq >= event.seq) return { ...sent, labels: sent.labels ?? before.labels };
  // That somebody has looked is no activity: the list would jump while it is read.
  if (event.type === "ConversationSeen") return { ...before, seq: event.seq };
  const after = { ...before, seq: event.seq, last_activity_at: Date.parse(event.at) / 1000 };
  const first = before.first_response ?? null;
  switch (event.type) {
    case "ConversationAssigned":
      return { ...after, status: "open", queue_position: null, meta: { ...before.meta, assignee: personOf(event.data["assignee"]) } };
    case "ConversationQueued":
      return { ...after, status: "open", meta: { ...before.meta, assignee: null } };
    case "ConversationResolved":
      return { ...after, status: "resolved" };
    case "ConversationReopened":
      return { ...after, status: "open" };
    case "MessagePosted":
      return posted(after, event.data as unknown as Message);
    case "FirstResponseArmed":
    case "FirstResponseWarned":
    case "FirstResponseBreached":
    case "FirstResponseMet":
      return { ...after, first_response: { ...first, ...responseOf(event) } as FirstResponse };
    default:
      return after;
  }
}

/** Some events bring the whole conversation as it now stands. */
export function conversationOf(event: ConversationEvent): AgentConversation | null {
  const sent = event.data["conversation"] as Partial<AgentConversation> | number | null | undefined;
  return typeof sent === "object" && sent?.conversation === event.conversation ? (sent as AgentConversation) : null;
}

/** A conversation whose customer was erased: what was told of it before is not shown any more. */
export function forgotten(conversation: AgentConversation): AgentConversation {
  const { meta, last_non_activity_message: last } = conversation;
  return {
    ...conversation,
    page: null,
    custom_attributes: {},
    last_non_activity_message: last == null ? null : { ...last, content: null },
    meta: { ...meta, sender: meta?.sender == null ? null : { id: meta.sender.id, name: null, email: null } },
  };
}

function posted(conversation: AgentConversation, message: Message): AgentConversation {
  const unread = conversation.unread_count ?? 0;
  const answered = message.message_type === 1 && message.private !== true;
  return {
    ...conversation,
    last_non_activity_message: message,
    unread_count: message.message_type === 0 ? unread + 1 : answered ? 0 : unread,
  };
}

const STATE = {
  FirstResponseArmed: "armed",
  FirstResponseWarned: "warned",
  FirstResponseBreached: "breached",
  FirstResponseMet: "met",
} as const;

/** The whole clock when the server sends it; else at least the state that the event's name tells. */
function responseOf(event: ConversationEvent): Partial<FirstResponse> {
  const sent = (event.data["first_response"] ?? event.data) as Partial<FirstResponse>;
  const fields = Object.fromEntries(
    (["armed_at", "warn_at", "deadline_at", "met_at"] as const)
      .filter((name) => typeof sent[name] === "number")
      .map((name) => [name, sent[name]]),
  );
  return { ...fields, state: STATE[event.type as keyof typeof STATE] };
}

function personOf(value: unknown): Person | null {
  const person = value as Partial<Person> | null | undefined;
  return typeof person?.id === "number" ? { id: person.id, name: person.name ?? null } : null;
}

/** True when the list cannot know enough from the event alone and has to ask. */
export function mustAsk(known: AgentConversation | undefined, event: ConversationEvent): boolean {
  if (conversationOf(event) !== null) return false;
  if (known === undefined) return true;
  if (event.seq <= known.seq) return false;
  if (event.seq > known.seq + 1) return true;
  if (event.type === "FirstResponseArmed") {
    return typeof ((event.data["first_response"] ?? event.data) as Partial<FirstResponse>).deadline_at !== "number";
  }
  return event.type === "ConversationAssigned" && personOf(event.data["assignee"]) === null;
}

/** Every customer to whom a first answer is owed, whoever has it, the next deadline first. */
export function waiting(all: readonly AgentConversation[]): AgentConversation[] {
  return byDeadline(all.filter((one) => one.status === "open" && isOwed(one.first_response)));
}

/** The rest, by tab and label, the latest activity first. Nobody is in two lists. */
export function listed(all: readonly AgentConversation[], tab: Tab, me: number, label: string | null = null): AgentConversation[] {
  return all
    .filter((one) => {
      if (label !== null && one.labels?.includes(label) !== true) return false;
      if (tab === "resolved") return one.status === "resolved";
      if (one.status !== "open" || isOwed(one.first_response)) return false;
      return tab === "all" || one.meta?.assignee?.id === me;
    })
    .sort((a, b) => (b.last_activity_at ?? 0) - (a.last_activity_at ?? 0) || b.id - a.id);
}
