import { html, LitElement, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { fill, type Language } from "../shared/i18n.ts";
import { closeIcon } from "../shared/icons.ts";
import { RequestError } from "../shared/rest.ts";
import type { FieldError } from "../shared/wire.ts";
import type { CannedReply, Label, Shelf } from "./desk-api.ts";
import type { DeskTools } from "./desk-tools.ts";
import { refusalText } from "../shared/refusal.ts";
import { type Draft, formOf, labelDraft, read, replyDraft, sent } from "./shelf-forms.ts";

interface Row {
  id: number;
  name: string;
  detail: string;
  mark: TemplateResult | typeof nothing;
  edit: () => Draft;
}

/**
 * The place where canned replies and labels are made, changed and taken away. A modal dialog: what
 * is being written in it is still there when it is closed and opened again.
 */
export class ShelfDialog extends LitElement {
  static override properties = {
    language: { attribute: false },
    tools: { attribute: false },
    replies: { attribute: false },
    labels: { attribute: false },
    labelsToo: { attribute: false },
  };

  language!: Language;
  tools!: DeskTools;
  replies: readonly CannedReply[] = [];
  labels: readonly Label[] = [];
  /** Labels are for administrators to change. */
  labelsToo = false;
  private shelf: Shelf = "canned_responses";
  private words = "";
  private draft: Draft | null = null;
  private typed = false;
  /** The one that is asked about before it is deleted. */
  private asking: number | null = null;
  private busy = false;
  private said = "";
  private problem: string | null = null;
  /** What is wrong, by field. */
  private wrong: ReadonlyMap<string, string> = new Map();

  show(): void {
    void this.tools.load();
    this.querySelector("dialog")?.showModal();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const texts = this.language.texts.shelf;
    const { draft } = this;
    const title = draft === null ? texts.title : draft.id === null ? this.newOne(draft.shelf) : fill(texts.editOne, { name: draft.name });
    return html`<dialog class="shelf" aria-labelledby="shelf-title" data-testid="shelf" @close=${this.closed}>
      <div class="shelf-head">
        <h2 id="shelf-title" tabindex="-1">${title}</h2>
        <button aria-label=${this.language.texts.desk.close} title=${this.language.texts.desk.close} data-testid="shelf-close"
          @click=${() => this.querySelector("dialog")?.close()}>${closeIcon}</button>
      </div>
      ${draft === null ? this.list() : this.form(draft)}
    </dialog>`;
  }

  private list(): TemplateResult {
    const texts = this.language.texts.shelf;
    const { canned, labels } = this.language.texts.desk;
    const tab = (shelf: Shelf, name: string) =>
      html`<button data-testid="shelf-${shelf}" aria-pressed=${shelf === this.shelf} @click=${() => this.turn(shelf)}>${name}</button>`;
    const all = this.shelf === "labels" ? this.labels.map((one) => this.labelRow(one)) : this.replies.map((one) => this.replyRow(one));
    const wanted = this.words.trim().toLowerCase();
    const found = all.filter((row) => `${row.name} ${row.detail}`.toLowerCase().includes(wanted));
    const mayChange = this.shelf !== "labels" || this.labelsToo;
    const search = (event: Event) => {
      this.words = (event.target as HTMLInputElement).value;
      this.requestUpdate();
    };
    return html`
      <div class="tabs" role="group" aria-label=${texts.title}>${tab("canned_responses", canned)}${tab("labels", labels)}</div>
      <div class="shelf-bar">
        <label><span class="hidden">${texts.find}</span>
          <input type="search" dir="auto" placeholder=${texts.find} data-testid="shelf-find" .value=${this.words} @input=${search}></label>
        ${mayChange
          ? html`<button class="primary" data-testid="shelf-new" @click=${() => this.write(this.shelf === "labels" ? labelDraft(null) : replyDraft(this.language, null))}>${this.newOne(this.shelf)}</button>`
          : nothing}
      </div>
      ${mayChange ? nothing : html`<p class="empty">${texts.administrators}</p>`}
      <p class="saved" role="status" data-testid="shelf-said">${this.said}</p>
      <p class="refusal" role="alert">${this.problem ?? nothing}</p>
      ${found.length === 0
        ? html`<p class="empty">${all.length === 0 ? texts.none : texts.noneFits}</p>`
        : html`<ul>${repeat(found, (row) => row.id, (row) => this.row(row, mayChange))}</ul>`}`;
  }

  private row(row: Row, mayChange: boolean): TemplateResult {
    const texts = this.language.texts.shelf;
    const { name } = row;
    return html`<li data-testid="shelf-item" data-id=${row.id}>
      <div class="what"><strong>${row.mark}${name}</strong>${row.detail === "" ? nothing : html`<span dir="auto">${row.detail}</span>`}</div>
      ${!mayChange
        ? nothing
        : this.asking === row.id
          ? html`<div class="sure" role="group" aria-label=${fill(texts.deleteOne, { name })} @keydown=${this.notSure}>
              <span>${fill(this.shelf === "labels" ? texts.sureLabel : texts.sure, { name })}</span>
              <button class="danger" data-testid="shelf-sure" @click=${() => void this.discard(row)}>${texts.delete}</button>
              <button @click=${() => this.ask(null, row.id)}>${this.language.texts.desk.cancel}</button>
            </div>`
          : html`<div class="acts">
              <button data-testid="shelf-edit" aria-label=${fill(texts.editOne, { name })} @click=${() => this.write(row.edit())}>${texts.edit}</button>
              <button data-testid="shelf-delete" aria-label=${fill(texts.deleteOne, { name })} @click=${() => this.ask(row.id, row.id)}>${texts.delete}</button>
            </div>`}
    </li>`;
  }

  private form(draft: Draft): TemplateResult {
    const texts = this.language.texts.desk;
    const changed = (next: Draft) => {
      this.draft = next;
      this.requestUpdate();
    };
    return html`<form novalidate @submit=${this.submit} @input=${() => (this.typed = true)}>
      ${formOf(this.language, draft, (field) => this.wrong.get(field) ?? null, changed)}
      <p class="refusal" role="alert">${this.problem ?? nothing}</p>
      <div class="bar">
        <button class="primary" data-testid="shelf-save">${texts.save}</button>
        <button type="button" data-testid="shelf-cancel" @click=${() => this.back(draft.id)}>${texts.cancel}</button>
      </div>
    </form>`;
  }

  private replyRow(reply: CannedReply): Row {
    return { id: reply.id, name: `/${reply.short_code}`, detail: reply.content, mark: nothing, edit: () => replyDraft(this.language, reply) };
  }

  private labelRow(label: Label): Row {
    const mark = html`<span class="dot" aria-hidden="true" style="background:${label.color}"></span>`;
    return { id: label.id, name: label.title, detail: label.description, mark, edit: () => labelDraft(label) };
  }

  private newOne(shelf: Shelf): string {
    return shelf === "labels" ? this.language.texts.shelf.newLabel : this.language.texts.shelf.newReply;
  }

  private turn(shelf: Shelf): void {
    this.shelf = shelf;
    this.words = "";
    this.quiet();
    this.asking = null;
    this.requestUpdate();
  }

  private write(draft: Draft): void {
    this.draft = draft;
    if (draft.id === null) this.words = "";
    this.asking = null;
    this.typed = false;
    this.quiet();
    this.focusOn("form input");
  }

  private back(id: number | null): void {
    this.draft = null;
    this.quiet();
    this.focusOn(id === null ? "[data-testid=shelf-new]" : `[data-id="${id}"] [data-testid=shelf-edit]`);
  }

  private ask(id: number | null, row: number): void {
    this.asking = id;
    this.quiet();
    this.focusOn(`[data-id="${row}"] [data-testid=${id === null ? "shelf-delete" : "shelf-sure"}]`);
  }

  private readonly notSure = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || this.asking === null) return;
    event.preventDefault();
    this.ask(null, this.asking);
  };

  private readonly closed = (): void => {
    if (this.draft !== null && !this.typed) this.draft = null;
    this.asking = null;
    this.quiet();
    this.requestUpdate();
  };

  private readonly submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.draft === null) return;
    const draft = read(new FormData(event.currentTarget as HTMLFormElement), this.draft);
    this.draft = draft;
    void this.try(async () => {
      const id = await this.tools.keep(draft.shelf, draft.id, sent(draft));
      this.back(id);
      this.said = this.language.texts.shelf.saved;
    });
  };

  private discard(row: Row): Promise<void> {
    return this.try(async () => {
      await this.tools.discard(this.shelf, row.id);
      this.asking = null;
      this.said = fill(this.language.texts.shelf.deleted, { name: row.name });
      this.focusOn("[data-testid=shelf-new]");
    });
  }

  /** One at a time: a second press is the first one's. */
  private async try(call: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.quiet();
    try {
      await call();
    } catch (error) {
      this.refused(error instanceof RequestError ? error : new RequestError(0, String(error), ""));
    }
    this.busy = false;
    this.requestUpdate();
  }

  /** What is wrong with a field stands beside it, all else above the list or the buttons. */
  private refused(error: RequestError): void {
    const { draft } = this;
    const fields = draft === null ? {} : sent(draft);
    this.wrong = new Map(error.fields.map((one) => [one.field, this.saying(one, fields[one.field])]));
    const elsewhere = error.fields.find((one) => !Object.hasOwn(fields, one.field));
    if (error.fields.length === 0) this.problem = refusalText(this.language, error.code);
    else if (elsewhere !== undefined) this.problem = this.saying(elsewhere, undefined);
    this.focusOn('[aria-invalid="true"]');
  }

  private saying(error: FieldError, value: unknown): string {
    const texts = this.language.texts.shelf;
    if (error.code === "ALREADY_EXISTS") return texts.taken;
    if (error.code === "LIMIT_EXCEEDED") return fill(texts.limit, { detail: error.message });
    const isEmpty = value === "" || (Array.isArray(value) && value.includes(""));
    return isEmpty ? texts.required : error.message;
  }

  private quiet(): void {
    this.said = "";
    this.problem = null;
    this.wrong = new Map();
  }

  /** Once it is drawn; where it is not, since the filter leaves it out, whoever types goes on at the top of the list. */
  private focusOn(selector: string): void {
    this.requestUpdate();
    const find = (one: string) => this.querySelector<HTMLElement>(one);
    void this.updateComplete.then(() => (find(selector) ?? find("[data-testid=shelf-new]"))?.focus());
  }
}

customElements.define("parley-shelf", ShelfDialog);
