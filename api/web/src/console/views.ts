import { html, nothing, type TemplateResult } from "lit";
import { fill, type Language } from "../shared/i18n.ts";
import { DeskTools } from "./desk-tools.ts";
import type { Shown } from "./view-query.ts";
import { refusalText } from "../shared/refusal.ts";

export interface ViewActions {
  open(shown: Shown): void;
  changed(): void;
}

/** What the agent saved to look at again, and the way to save what is shown now. */
export function views(language: Language, tools: DeskTools, shown: Shown, actions: ViewActions): TemplateResult {
  const texts = language.texts.desk;
  const isOpen = (one: Shown) => one.tab === shown.tab && one.label === shown.label;
  return html`<section class="views" aria-label=${texts.views}>
    <h2>${texts.views}</h2>
    ${tools.views.length === 0
      ? nothing
      : html`<ul>${tools.views.map((view) => {
          const saved = DeskTools.shows(view);
          return html`<li>
            <button class="view" data-testid="saved-view" aria-pressed=${isOpen(saved)} @click=${() => actions.open(saved)}>${view.name}</button>
            <button class="link" aria-label=${fill(texts.deleteView, { name: view.name })} title=${fill(texts.deleteView, { name: view.name })}
              data-testid="delete-view" @click=${() => void tools.deleteView(view)}>×</button>
          </li>`;
        })}</ul>`}
    ${tools.naming ? naming(language, tools, shown, actions) : html`<button class="link" data-testid="save-view" @click=${(event: Event) => begin(event, tools, actions)}>${texts.saveView}</button>`}
    <p class="refusal" role="alert">${tools.refusal === null ? nothing : refusalText(language, tools.refusal)}</p>
  </section>`;
}

function naming(language: Language, tools: DeskTools, shown: Shown, actions: ViewActions): TemplateResult {
  const texts = language.texts.desk;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const name = new FormData(event.currentTarget as HTMLFormElement).get("name");
    if (typeof name === "string" && name.trim() !== "") void tools.saveView(name.trim(), shown);
  };
  const end = () => {
    tools.naming = false;
    actions.changed();
  };
  return html`<form @submit=${submit} @keydown=${(event: KeyboardEvent) => event.key === "Escape" && end()}>
    <input name="name" required maxlength="60" data-testid="view-name" aria-label=${texts.viewName} placeholder=${texts.viewName}>
    <div><button class="primary">${texts.save}</button><button type="button" @click=${end}>${texts.cancel}</button></div>
  </form>`;
}

function begin(event: Event, tools: DeskTools, actions: ViewActions): void {
  const section = (event.currentTarget as HTMLElement).closest(".views");
  tools.naming = true;
  actions.changed();
  // The field is there once the page has been drawn anew.
  requestAnimationFrame(() => section?.querySelector("input")?.focus());
}
