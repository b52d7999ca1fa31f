import { request } from "../shared/rest.ts";
import type { Contact, VisitorConversation } from "../shared/wire.ts";

/** The calls of the visitor's REST API that the widget makes. */
export class VisitorApi {
  private readonly contacts: string;

  constructor(base: string, inbox: string) {
    this.contacts = new URL(`/public/api/v1/inboxes/${encodeURIComponent(inbox)}/contacts`, base).href;
  }

  createContact(): Promise<Contact> {
    return request(this.contacts, { method: "POST", body: {} });
  }

  /** Each reading issues a new, short-lived `pubsub_token`. */
  contact(source: string): Promise<Contact> {
    return request(this.of(source));
  }

  conversations(source: string): Promise<VisitorConversation[]> {
    return request(`${this.of(source)}/conversations`);
  }

  conversation(source: string, number: number): Promise<VisitorConversation> {
    return request(`${this.of(source)}/conversations/${number}`);
  }

  startConversation(source: string, page: string): Promise<VisitorConversation> {
    return request(`${this.of(source)}/conversations`, { method: "POST", body: { custom_attributes: { page } } });
  }

  toggleStatus(source: string, number: number): Promise<VisitorConversation> {
    return request(`${this.of(source)}/conversations/${number}/toggle_status`, { method: "POST", body: {} });
  }

  private of(source: string): string {
    return `${this.contacts}/${encodeURIComponent(source)}`;
  }
}
