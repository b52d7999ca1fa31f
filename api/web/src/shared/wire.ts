/** Shapes of what the server sends and takes, as far as the pages use them. Times named `…_at` are epoch microseconds unless said otherwise. */

export interface Message {
  id: number;
  content: string | null;
  /** 0 from the visitor, 1 from an agent, 2 told by the system. */
  message_type: 0 | 1 | 2 | 3;
  private?: boolean;
  /** Epoch seconds. */
  created_at: number;
  created_at_micros?: number;
  conversation_id: number;
  sender?: { id: number; name: string | null; type?: string } | null;
  seq?: number;
  /** Agents only: the message's seq in the visitor's numbering, in which the visitor says what was seen. */
  visitor_seq?: number;
  status?: string | null;
  echo_id?: string | null;
}

export interface Person {
  id: number;
  name: string | null;
}

export interface FirstResponse {
  state: "armed" | "warned" | "breached" | "met" | "none";
  armed_at: number | null;
  warn_at: number | null;
  deadline_at: number | null;
  met_at: number | null;
}

/** How many are served before; the estimate is null when the server cannot tell honestly. */
export interface Waiting {
  position: number;
  ahead: number;
  estimate_seconds: number | null;
}

export interface Contact {
  id: number;
  source_id: string;
  pubsub_token: string;
  name: string | null;
}

/** A conversation as its visitor sees it; `id` is the public number. */
export interface VisitorConversation {
  id: number;
  conversation: number;
  status: "open" | "resolved";
  seq: number;
  messages: Message[];
  waiting: Waiting | null;
  assignee: { name: string | null } | null;
}

/** A conversation as agents see it; `id` is the public number. */
export interface AgentConversation {
  id: number;
  conversation: number;
  status: "open" | "resolved";
  seq: number;
  inbox_id: number;
  shop?: { id: number; name: string | null } | null;
  first_response?: FirstResponse | null;
  queue_position?: number | null;
  waiting_since?: number | null;
  unread_count?: number;
  /** Epoch seconds, as in every conversation of that API. */
  created_at?: number;
  last_activity_at?: number;
  last_non_activity_message?: Message | null;
  /** Where the customer was when the conversation began. */
  page?: { url?: string | null; title?: string | null } | null;
  custom_attributes?: Record<string, unknown>;
  /** Titles; absent where the server did not say. */
  labels?: string[];
  meta?: { sender?: (Person & { email?: string | null }) | null; assignee?: Person | null };
}

export type Availability = "online" | "busy" | "offline";

export interface Agent extends Person {
  availability_status?: Availability;
  role?: string;
}

export interface Profile extends Agent {
  account_id?: number;
  accounts?: { id: number; name?: string; availability?: Availability }[];
}

export type EventType =
  | "ConversationStarted"
  | "ConversationQueued"
  | "ConversationAssigned"
  | "MessagePosted"
  | "MessageUpdated"
  | "FirstResponseArmed"
  | "FirstResponseWarned"
  | "FirstResponseMet"
  | "FirstResponseBreached"
  | "ConversationResolved"
  | "ConversationReopened"
  | "ConversationRated"
  | "ConversationSeen"
  | "PresenceChanged"
  | "VisitorErased";

export interface ConversationEvent {
  conversation: number;
  number: number;
  /** In the numbering of the side that receives it. */
  seq: number;
  type: EventType;
  /** ISO 8601. */
  at: string;
  position: number;
  data: Record<string, unknown>;
}

export interface Welcome {
  role: "visitor" | "agent";
  id: number;
  account: number;
  now: number;
  sync: string;
}

export interface Ack {
  request_id: string;
  conversation: number;
  seq: number;
  position: number;
  id: number;
}

export interface ErrorFrame {
  request_id?: string | null;
  code: string;
  detail: string;
  /** The fields at fault; none where it is not a field. */
  errors?: FieldError[];
}

export interface Typing {
  conversation: number;
  from: "visitor" | "agent";
  on: boolean;
}

/** What reads otherwise than before on the agents' desk. */
export interface DeskNews {
  changed: ("labels" | "canned_responses" | "custom_filters")[];
  /** Those that were given other labels, and which they have now. */
  conversations: { conversation: number; labels: string[] }[];
}

/** Each frame is an object with exactly one key. */
export type ServerFrame =
  | { welcome: Welcome }
  | { ack: Ack }
  | { event: ConversationEvent }
  | { typing: Typing }
  | { desk: DeskNews }
  | { error: ErrorFrame }
  | { ping: object };

export type ClientFrame =
  | { hello: { token: string } }
  | {
      post: {
        request_id: string;
        conversation?: number;
        content: string;
        echo_id: string;
        private: boolean;
      };
    }
  | { resume: { conversation: number; seq: number } }
  | { typing: { conversation: number; on: boolean } }
  | { seen: { conversation: number; seq: number } }
  | { presence: { availability: Availability } }
  | { pong: object };

/** What the server answers with when it refuses. */
export interface FieldError {
  field: string;
  message: string;
  code: string;
}

export interface Problem {
  status: number;
  code: string;
  detail: string;
  errors: FieldError[];
}
