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

  /** Tells which page is being looked at, so that nobody has to ask. The same echo id twice is the same conversation. */
  startConversation(source: string, echoId?: string): Promise<VisitorConversation> {
    const page = { url: location.href.slice(0, 1_000), title: document.title.slice(0, 200) };
    const body = { page, ...(echoId === undefined ? {} : { echo_id: echoId }) };
    return request(`${this.of(source)}/conversations`, { method: "POST", body });
  }

  rate(source: string, number: number, message: number, rating: number, comment: string): Promise<unknown> {
    const survey = { rating, ...(comment === "" ? {} : { feedback_message: comment }) };
    return request(`${this.of(source)}/conversations/${number}/messages/${message}`, {
      method: "PATCH",
      body: { submitted_values: { csat_survey_response: survey } },
    });
  }

  toggleStatus(source: string, number: number): Promise<VisitorConversation> {
    return request(`${this.of(source)}/conversations/${number}/toggle_status`, { method: "POST", body: {} });
  }

  private of(source: string): string {
    return `${this.contacts}/${encodeURIComponent(source)}`;
  }
}
