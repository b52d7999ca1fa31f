import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Language } from "../shared/i18n.ts";
import type { AgentConversation } from "../shared/wire.ts";
import type { DeskTools } from "./desk-tools.ts";
import type { Desk } from "./desk.ts";
import { listed, type Tab, waiting } from "./floor.ts";
import { labelFilter } from "./labels.ts";
import { customerName } from "./parts.ts";
import type { Shown } from "./view-query.ts";
import { views } from "./views.ts";
import "./countdown-element.ts";

const TABS: readonly Tab[] = ["mine", "all", "resolved"];

export interface ListActions {
  choose(conversation: number): void;
  chooseTab(tab: Tab): void;
  chooseLabel(label: string | null): void;
  open(shown: Shown): void;
  changed(): void;
}

/** The left column: who waits, the next deadline first, and below it the rest by tab. */
export function list(language: Language, desk: Desk, tools: DeskTools, tab: Tab, actions: ListActions): TemplateResult {
  const texts = language.texts.console;
  const all = [...desk.conversations.values()];
  const owed = waiting(all);
  const rest = listed(all, tab, desk.me.id, tools.label);
  const names = { mine: texts.mine, all: texts.allOpen, resolved: texts.resolvedOnes };
  const entry = (testId: string) => (one: AgentConversation) => item(language, desk, one, testId, actions);
  return html`<nav class="list" aria-label=${texts.conversations} @keydown=${walk}>
    <section class="owed">
      <h2>${texts.waiting} <span class="count">${owed.length}</span></h2>
      ${owed.length === 0
        ? html`<p class="empty">${texts.nobodyWaits}</p>`
        : html`<ul>${repeat(owed, (one) => one.conversation, entry("waiting-item"))}</ul>`}
    </section>
    <section class="rest">
      <div class="tabs" role="group" aria-label=${texts.conversations}>
        ${TABS.map((one) => html`<button data-testid="tab-${one}" aria-pressed=${one === tab} @click=${() => actions.chooseTab(one)}>${names[one]}</button>`)}
      </div>
      ${labelFilter(language, tools, (label) => actions.chooseLabel(label))}
      ${rest.length === 0
        ? html`<p class="empty">${texts.none}</p>`
        : html`<ul>${repeat(rest, (one) => one.conversation, entry("conversation-item"))}</ul>`}
    </section>
    ${views(language, tools, { tab, label: tools.label }, actions)}
  </nav>`;
}

function item(language: Language, desk: Desk, one: AgentConversation, testId: string, actions: ListActions): TemplateResult {
  const texts = language.texts.console;
  const isChosen = one.conversation === desk.selected;
  const unread = isChosen ? 0 : (one.unread_count ?? 0);
  const owned = one.meta?.assignee ?? null;
  const owner = owned === null ? texts.queued : owned.id === desk.me.id ? texts.yours : (owned.name ?? "");
  return html`<li>
    <button class="item" data-testid=${testId} data-number=${one.id} aria-current=${isChosen ? "true" : nothing} @click=${() => actions.choose(one.conversation)}>
      <span class="who">${customerName(language, one)}</span>
      ${testId === "waiting-item"
        ? html`<parley-countdown .first=${one.first_response} .clock=${desk.clock} .language=${language}></parley-countdown>`
        : html`<time>${one.last_activity_at ? language.time(one.last_activity_at * 1000) : nothing}</time>`}
      <span class="snippet" dir="auto">${one.last_non_activity_message?.content ?? ""}</span>
      <span class="owner">${owner}
        ${unread > 0
          ? html`<span class="badge" aria-hidden="true">${unread}</span><span class="hidden">${language.count(texts.unread, unread)}</span>`
          : nothing}</span>
    </button>
  </li>`;
}

/** Up and down walk through the conversations of both lists. */
function walk(event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const items = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>(".item")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  event.preventDefault();
  items[at + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
}
