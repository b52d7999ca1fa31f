import { html, nothing, type TemplateResult } from "lit";
import type { Language } from "../shared/i18n.ts";
import { blanks, fillIn, matching, slashAt, type Values } from "./canned.ts";
import type { CannedReply } from "./desk-api.ts";

/** More would not be read; typing narrows them down. */
const SHOWN = 8;

/**
 * The canned replies over the reply box: opened by a slash, narrowed by typing, chosen by the arrow
 * keys and Enter. The focus stays in the box. A scheme opens as its four steps, to be put in one by
 * one as the talk goes on.
 */
export class CannedMenu {
  private open: { query: string; from: number; to: number } | null = null;
  private at = 0;
  /** Where a slash was waved away: it stays text. */
  private closedAt = -1;
  private scheme: CannedReply | null = null;
  private missing: string[] = [];

  constructor(
    private readonly replies: () => readonly CannedReply[],
    private readonly values: () => Partial<Values>,
    private readonly put: (text: string) => void,
    private readonly changed: () => void,
  ) {}

  /** Attributes of the box while the list is open. */
  get active(): string | null {
    return this.open !== null && this.found().length > 0 ? `canned-${this.at}` : null;
  }

  get isOpen(): boolean {
    return this.open !== null;
  }

  /** The text of the box, or the place in it, has changed. */
  typed(box: HTMLTextAreaElement): void {
    const slash = box.selectionStart === box.selectionEnd ? slashAt(box.value, box.selectionStart) : null;
    if (slash === null) this.closedAt = -1;
    const open = slash === null || slash.from === this.closedAt ? null : slash;
    if (open?.query !== this.open?.query || open?.from !== this.open?.from) this.at = 0;
    this.open = open;
    if (this.missing.length > 0 && blanks(box.value).length === 0) this.missing = [];
    this.changed();
  }

  /** Whether the key was for the list. */
  key(event: KeyboardEvent): boolean {
    if (this.open === null || event.isComposing) return false;
    const found = this.found();
    const box = event.currentTarget as HTMLTextAreaElement;
    if (event.key === "Escape") this.close();
    else if (found.length === 0) return false;
    else if (event.key === "ArrowDown") this.at = (this.at + 1) % found.length;
    else if (event.key === "ArrowUp") this.at = (this.at + found.length - 1) % found.length;
    else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey)) this.choose(found[this.at], box);
    else return false;
    event.preventDefault();
    this.changed();
    return true;
  }

  /** Whether `text` may be sent; where something is to be filled in first it is marked and said. */
  ready(text: string, box: HTMLTextAreaElement | null): boolean {
    const left = blanks(text);
    this.missing = [...new Set(left.map((one) => one.name))];
    const first = left[0];
    if (first === undefined) {
      this.scheme = null;
      return true;
    }
    box?.focus();
    box?.setSelectionRange(first.from, first.to);
    this.changed();
    return false;
  }

  render(language: Language): TemplateResult {
    return html`${this.scheme === null ? nothing : this.steps(language, this.scheme)}
      ${this.open === null ? nothing : this.list(language)}
      <p class="blanks" role="alert" data-testid="blanks">${this.missing.length === 0
        ? nothing
        : `${language.texts.desk.blanks} ${this.missing.join(", ")}`}</p>`;
  }

  private list(language: Language): TemplateResult {
    const texts = language.texts.desk;
    const found = this.found();
    const pick = (reply: CannedReply) => (event: Event) => {
      // Before the box loses the focus and with it the place.
      event.preventDefault();
      const box = (event.currentTarget as HTMLElement).closest("form")?.querySelector("textarea");
      if (box != null) this.choose(reply, box);
      this.changed();
    };
    return html`<div class="canned">
      <p class="hidden" role="status">${found.length === 0 ? texts.cannedNone : language.count(texts.cannedCount, found.length)}</p>
      ${found.length === 0 ? html`<p class="empty" aria-hidden="true">${texts.cannedNone}</p>` : nothing}
      <ul id="canned-list" role="listbox" aria-label=${texts.canned} data-testid="canned">
        ${found.map((reply, index) => html`<li id="canned-${index}" role="option" aria-selected=${index === this.at} @mousedown=${pick(reply)}>
          <strong>/${reply.short_code}</strong>
          ${reply.steps.length === 0 ? nothing : html`<span class="tag">${texts.fourSteps}</span>`}
          <span class="preview" lang=${reply.language} dir="auto">${fillIn(reply.content, this.values())}</span>
        </li>`)}
      </ul>
    </div>`;
  }

  private steps(language: Language, scheme: CannedReply): TemplateResult {
    const texts = language.texts.desk;
    const names = [texts.apologise, texts.confirm, texts.solve, texts.apologiseAgain];
    const filled = scheme.steps.map((step) => fillIn(step, this.values()));
    const box = (event: Event) => (event.currentTarget as HTMLElement).closest("form")?.querySelector("textarea") ?? null;
    const end = (event: Event) => {
      this.scheme = null;
      this.changed();
      box(event)?.focus();
    };
    return html`<div class="scheme" role="group" aria-label=${texts.scheme} data-testid="scheme"
        @keydown=${(event: KeyboardEvent) => event.key === "Escape" && end(event)}>
      <div class="bar"><strong>${texts.scheme}</strong>
        <button type="button" data-testid="scheme-all" @click=${(event: Event) => this.insert(filled.join("\n\n"), box(event))}>${texts.insertAll}</button>
        <button type="button" @click=${end}>${texts.close}</button>
      </div>
      <ol>${filled.map((text, index) => html`<li>
        <div><strong>${names[index]}</strong><span lang=${scheme.language} dir="auto">${text}</span></div>
        <button type="button" data-testid="scheme-step" aria-label="${texts.insert}: ${names[index] ?? ""}"
          @click=${(event: Event) => this.insert(text, box(event))}>${texts.insert}</button>
      </li>`)}</ol>
    </div>`;
  }

  private found(): CannedReply[] {
    return this.open === null ? [] : matching(this.replies(), this.open.query).slice(0, SHOWN);
  }

  private close(): void {
    this.closedAt = this.open?.from ?? -1;
    this.open = null;
  }

  private choose(reply: CannedReply | undefined, box: HTMLTextAreaElement): void {
    const { open } = this;
    if (reply === undefined || open === null) return;
    this.open = null;
    if (reply.steps.length > 0) {
      this.scheme = reply;
      this.replace(box, open.from, open.to, "");
      const form = box.closest("form");
      requestAnimationFrame(() => form?.querySelector<HTMLElement>('[data-testid="scheme-step"]')?.focus());
    } else {
      this.replace(box, open.from, open.to, fillIn(reply.content, this.values()));
    }
  }

  private insert(text: string, box: HTMLTextAreaElement | null): void {
    if (box === null) return;
    const gap = box.value.trim() === "" ? "" : "\n\n";
    this.replace(box, box.value.trimEnd().length, box.value.length, gap + text);
    box.focus();
  }

  /** Marks the first thing to fill in, or stands behind what was put in. */
  private replace(box: HTMLTextAreaElement, from: number, to: number, text: string): void {
    box.setRangeText(text, from, to, "end");
    const left = blanks(box.value);
    this.missing = [...new Set(left.map((one) => one.name))];
    const first = left[0];
    this.put(box.value);
    if (first !== undefined) requestAnimationFrame(() => box.setSelectionRange(first.from, first.to));
  }
}
