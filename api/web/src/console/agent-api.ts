import { request } from "../shared/rest.ts";
import type { Agent, AgentConversation, Profile } from "../shared/wire.ts";

export interface DemoAgent {
  id: number;
  name: string;
  token: string;
}

export interface Page {
  data: { meta: Record<string, number>; payload: AgentConversation[] };
}

/** Only a demo answers this; anything else means that there is no demo. */
export async function demoAgents(): Promise<DemoAgent[]> {
  try {
    return (await request<{ agents?: DemoAgent[] }>("/demo.json")).agents ?? [];
  } catch {
    return [];
  }
}

export function profile(token: string): Promise<Profile> {
  return request("/api/v1/profile", { headers: { api_access_token: token } });
}

/** The calls of the agents' REST API that the console makes, in the name of one agent. */
export class AgentApi {
  private readonly headers: Record<string, string>;
  private readonly account: string;

  constructor(token: string, account: number) {
    this.headers = { api_access_token: token };
    this.account = `/api/v1/accounts/${account}`;
  }

  agents(): Promise<Agent[]> {
    return this.call("/agents");
  }

  page(status: "open" | "resolved", page: number): Promise<Page> {
    return this.call(`/conversations?status=${status}&assignee_type=all&page=${page}`);
  }

  conversation(number: number): Promise<AgentConversation> {
    return this.call(`/conversations/${number}`);
  }

  assign(number: number, agent: number): Promise<unknown> {
    return this.call(`/conversations/${number}/assignments`, { assignee_id: agent });
  }

  setStatus(number: number, status: "open" | "resolved"): Promise<unknown> {
    return this.call(`/conversations/${number}/toggle_status`, { status });
  }

  erase(contact: number): Promise<unknown> {
    return request(`${this.account}/contacts/${contact}`, { method: "DELETE", headers: this.headers });
  }

  private call<T>(path: string, body?: unknown): Promise<T> {
    const url = this.account + path;
    return body === undefined
      ? request(url, { headers: this.headers })
      : request(url, { method: "POST", headers: this.headers, body });
  }
}
