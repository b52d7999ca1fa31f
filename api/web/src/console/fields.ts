import { html, nothing, type TemplateResult } from "lit";

/** A field of a form: what it is called, how it is filled in, and what is wrong with it. */
export interface Field {
  /** As the API calls it. */
  name: string;
  label: string;
  hint?: string;
  wrong: string | null;
}

/** One line; a colour or a word. */
export function line(field: Field, value: string, type: "text" | "color" = "text"): TemplateResult {
  return around(field, html`<input id="field-${field.name}" name=${field.name} type=${type} dir="auto" autocomplete="off" .value=${value}
    aria-invalid=${field.wrong !== null} aria-describedby="hint-${field.name} wrong-${field.name}">`);
}

/** A text of several lines. */
export function area(field: Field, value: string, rows: number): TemplateResult {
  return around(field, html`<textarea id="field-${field.name}" name=${field.name} rows=${rows} dir="auto" .value=${value}
    aria-invalid=${field.wrong !== null} aria-describedby="hint-${field.name} wrong-${field.name}"></textarea>`);
}

/** One of several, by value and name. */
export function choice(field: Field, value: string, options: readonly (readonly [string, string])[]): TemplateResult {
  return around(field, html`<select id="field-${field.name}" name=${field.name}
    aria-invalid=${field.wrong !== null} aria-describedby="hint-${field.name} wrong-${field.name}">
    ${options.map(([each, name]) => html`<option value=${each} .selected=${each === value}>${name}</option>`)}
  </select>`);
}

/** Yes or no. */
export function tick(name: string, label: string, checked: boolean, change: (event: Event) => void = () => undefined): TemplateResult {
  return html`<label class="tick-box"><input type="checkbox" name=${name} .checked=${checked} @change=${change}><span>${label}</span></label>`;
}

/** What one field of a sent form holds, without the space around it. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}

function around(field: Field, control: TemplateResult): TemplateResult {
  return html`<div class="field">
    <label for="field-${field.name}">${field.label}</label>
    ${control}
    <p class="hint" id="hint-${field.name}">${field.hint ?? nothing}</p>
    <p class="wrong" id="wrong-${field.name}" data-testid="wrong-${field.name}">${field.wrong ?? nothing}</p>
  </div>`;
}
