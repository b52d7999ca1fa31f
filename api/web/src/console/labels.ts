import { html, nothing, type TemplateResult } from "lit";
import { fill, type Language } from "../shared/i18n.ts";
import type { AgentConversation } from "../shared/wire.ts";
import type { DeskTools } from "./desk-tools.ts";

/** The dot in the label's colour says nothing that the text beside it does not. */
function dot(tools: DeskTools, title: string): TemplateResult {
  const color = tools.labels.find((one) => one.title === title)?.color;
  return html`<span class="dot" aria-hidden="true" style=${color === undefined ? nothing : `background:${color}`}></span>`;
}

/** The labels of the open conversation, to be added to and taken from. */
export function labels(language: Language, tools: DeskTools, conversation: AgentConversation): TemplateResult | typeof nothing {
  const texts = language.texts.desk;
  const own = conversation.labels ?? [];
  const others = tools.labels.filter((one) => !own.includes(one.title));
  if (own.length === 0 && others.length === 0) return nothing;
  const add = (event: Event) => {
    const select = event.target as HTMLSelectElement;
    const title = select.value;
    select.value = "";
    if (title !== "") void tools.setLabels(conversation, [...own, title]);
  };
  return html`<div class="labels" role="group" aria-label=${texts.labels} data-testid="labels">
    <ul>${own.map((title) => html`<li class="label" data-testid="label">${dot(tools, title)}<span>${title}</span>
      <button aria-label=${fill(texts.removeLabel, { name: title })} title=${fill(texts.removeLabel, { name: title })}
        @click=${() => void tools.setLabels(conversation, own.filter((one) => one !== title))}>×</button></li>`)}</ul>
    ${others.length === 0
      ? nothing
      : html`<select data-testid="add-label" aria-label=${texts.addLabel} @change=${add}>
          <option value="" selected>+ ${texts.addLabel}</option>
          ${others.map((one) => html`<option value=${one.title} title=${one.description}>${one.title}</option>`)}
        </select>`}
  </div>`;
}

/** Labels to list by. */
export function labelFilter(language: Language, tools: DeskTools, choose: (label: string | null) => void): TemplateResult | typeof nothing {
  const shown = tools.labels.filter((one) => one.show_on_sidebar || one.title === tools.label);
  if (shown.length === 0) return nothing;
  return html`<div class="filter" role="group" aria-label=${language.texts.desk.filterLabels}>
    ${shown.map((one) => html`<button data-testid="filter-label" aria-pressed=${one.title === tools.label}
      @click=${() => choose(one.title === tools.label ? null : one.title)}>${dot(tools, one.title)}${one.title}</button>`)}
  </div>`;
}
