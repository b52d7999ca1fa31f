import { request } from "../shared/rest.ts";
import type { AgentConversation } from "../shared/wire.ts";

export interface CannedReply {
  id: number;
  short_code: string;
  content: string;
  language: string;
  /** Empty, or the four of the scheme for upset customers. */
  steps: string[];
}

export interface Label {
  id: number;
  title: string;
  description: string;
  color: string;
  show_on_sidebar: boolean;
}

/** What an account keeps for all of its agents, as the API's paths call it. */
export type Shelf = "canned_responses" | "labels";

/** One line of a saved query, as other clients of this API write it. */
export interface Condition {
  attribute_key: string;
  filter_operator: string;
  values: (string | number)[];
}

export interface SavedView {
  id: number;
  name: string;
  type: string;
  query: { payload?: Condition[] };
}

/** What the console asks of an agent's desk. */
export class DeskApi {
  private readonly headers: Record<string, string>;
  private readonly account: string;

  constructor(token: string, account: number) {
    this.headers = { api_access_token: token };
    this.account = `/api/v1/accounts/${account}`;
  }

  replies(): Promise<CannedReply[]> {
    return this.call("GET", "/canned_responses");
  }

  async labels(): Promise<Label[]> {
    return (await this.call<{ payload: Label[] }>("GET", "/labels")).payload;
  }

  /** Makes one, or changes the one with this id. */
  keep(shelf: Shelf, id: number | null, fields: object): Promise<{ id: number }> {
    return id === null ? this.call("POST", `/${shelf}`, fields) : this.call("PATCH", `/${shelf}/${id}`, fields);
  }

  discard(shelf: Shelf, id: number): Promise<void> {
    return this.call("DELETE", `/${shelf}/${id}`);
  }

  async setLabels(conversation: number, labels: readonly string[]): Promise<string[]> {
    return (await this.call<{ payload: string[] }>("POST", `/conversations/${conversation}/labels`, { labels })).payload;
  }

  async labelled(status: "open" | "resolved", label: string): Promise<AgentConversation[]> {
    const query = new URLSearchParams({ status, "labels[]": label });
    const found = await this.call<{ data: { payload: AgentConversation[] } }>("GET", `/conversations?${query}`);
    return found.data.payload;
  }

  views(): Promise<SavedView[]> {
    return this.call("GET", "/custom_filters?filter_type=conversation");
  }

  saveView(name: string, payload: readonly Condition[]): Promise<SavedView> {
    return this.call("POST", "/custom_filters", { name, type: "conversation", query: { payload } });
  }

  deleteView(id: number): Promise<void> {
    return this.call("DELETE", `/custom_filters/${id}`);
  }

  private call<T>(method: string, path: string, body?: unknown): Promise<T> {
    return request(this.account + path, { method, headers: this.headers, ...(body === undefined ? {} : { body }) });
  }
}
