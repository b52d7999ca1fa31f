import { html, LitElement, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { fill, type Language } from "../shared/i18n.ts";
import { request } from "../shared/rest.ts";
import { marked } from "./marked.ts";

/** A message that was found, as the server says it. */
export interface Found {
  id: number;
  content: string;
  private: boolean;
  /** Epoch seconds. */
  created_at: number;
  /** Number of the conversation; its 53-bit id is `conversation`. */
  conversation_id: number;
  conversation: number;
  sender: { name: string; type: "contact" | "user" };
  shop: { name: string };
  snippet: string;
  highlights: { start: number; end: number }[];
}

interface Answer {
  payload: { messages: Found[] };
  meta: { count: number; count_is_exact: boolean; complete: boolean };
}

/** Asks in the name of one agent. */
export class FinderApi {
  constructor(
    private readonly token: string,
    private readonly account: number,
  ) {}

  find(words: string, page: number): Promise<Answer> {
    const query = new URLSearchParams({ q: words, page: String(page) });
    return request(`/api/v1/accounts/${this.account}/search/messages?${query}`, { headers: { api_access_token: this.token } });
  }
}

/** The box that finds in all transcripts, and below it what was found. */
export class Finder extends LitElement {
  static override properties = { api: { attribute: false }, language: { attribute: false }, choose: { attribute: false } };

  api!: FinderApi;
  language!: Language;
  /** Opens the conversation; false where it cannot be, being an imported one. */
  choose!: (found: Found) => Promise<boolean>;
  private words = "";
  private state: "closed" | "asking" | "found" | "failed" = "closed";
  private found: Found[] = [];
  private meta: Answer["meta"] = { count: 0, count_is_exact: true, complete: true };
  private page = 0;
  private asked = 0;
  private readonly opened = new Set<number>();

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const texts = this.language.texts.finder;
    const input = (event: Event) => {
      this.words = (event.target as HTMLInputElement).value;
      if (this.words === "") this.close();
    };
    return html`<form class="finder" role="search" @submit=${this.submit} @keydown=${this.key}>
        <label>
          <span class="hidden">${texts.label}</span>
          <input type="search" dir="auto" maxlength="512" data-testid="finder-input" placeholder=${texts.label} .value=${this.words} @input=${input}>
        </label>
        <button data-testid="finder-go">${texts.find}</button>
      </form>
      ${this.state === "closed" ? nothing : this.results()}`;
  }

  private results(): TemplateResult {
    const texts = this.language.texts.finder;
    return html`<section class="found" aria-label=${texts.results} data-testid="found" data-state=${this.state} @keydown=${this.key}>
      <div class="said">
        <p role="status">${this.said()}</p>
        <button class="link" data-testid="finder-close" @click=${() => this.close()}>${texts.close}</button>
      </div>
      <ol>${repeat(this.found, (one) => one.id, (one) => this.item(one))}</ol>
      ${this.state === "found" && this.found.length < this.meta.count && this.found.length > 0
        ? html`<button class="link" data-testid="finder-more" @click=${() => void this.ask(this.page + 1)}>${texts.more}</button>`
        : nothing}
    </section>`;
  }

  private said(): string {
    const texts = this.language.texts.finder;
    if (this.state === "asking") return texts.asking;
    if (this.state === "failed") return texts.failed;
    if (this.meta.count === 0) return texts.nothing;
    const count = this.language.count(texts.count, this.meta.count);
    return this.meta.count_is_exact && this.meta.complete ? count : fill(texts.moreThan, { count });
  }

  private item(one: Found): TemplateResult {
    const texts = this.language.texts;
    const visitor = one.sender.type === "contact";
    const name = one.sender.name || (visitor ? fill(texts.console.visitor, { n: String(one.conversation_id) }) : texts.console.you);
    const whole = this.opened.has(one.id);
    return html`<li>
      <button class="item ${one.private ? "private" : ""}" data-testid="found-item" data-number=${one.conversation_id} @click=${() => void this.pick(one)}>
        <span class="who">${name}</span>
        <time>${this.language.time(one.created_at * 1000)}</time>
        <span class="text" dir="auto">${whole ? one.content : marked(one.snippet, one.highlights)}</span>
        <span class="where">#${one.conversation_id} · ${one.shop.name}${one.private ? html` · ${texts.console.noteTag}` : nothing}${whole ? html` · ${texts.finder.imported}` : nothing}</span>
      </button>
    </li>`;
  }

  private readonly submit = (event: Event): void => {
    event.preventDefault();
    if (this.words.trim() !== "") void this.ask(1);
  };

  private readonly key = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && this.state !== "closed") {
      event.preventDefault();
      this.close();
      this.querySelector<HTMLElement>("input")?.focus();
    }
  };

  /** Only the last question's answer is shown. */
  private async ask(page: number): Promise<void> {
    const asked = ++this.asked;
    this.state = "asking";
    if (page === 1) {
      this.found = [];
      this.opened.clear();
    }
    this.requestUpdate();
    try {
      const answer = await this.api.find(this.words, page);
      if (asked !== this.asked) return;
      this.found = [...this.found, ...answer.payload.messages];
      // A page that is empty ends the list, however many were counted.
      this.meta = answer.payload.messages.length === 0 ? { ...answer.meta, count: this.found.length } : answer.meta;
      this.page = page;
      this.state = "found";
    } catch {
      if (asked !== this.asked) return;
      this.state = "failed";
    }
    this.requestUpdate();
  }

  private async pick(one: Found): Promise<void> {
    if (await this.choose(one)) this.close();
    else this.opened.add(one.id);
    this.requestUpdate();
  }

  private close(): void {
    this.asked++;
    this.state = "closed";
    this.found = [];
    this.requestUpdate();
  }
}

customElements.define("parley-finder", Finder);
