import { html, nothing, type TemplateResult } from "lit";
import { isOwed } from "../shared/countdown.ts";
import { fill, type Language } from "../shared/i18n.ts";
import type { AgentConversation } from "../shared/wire.ts";
import type { Desk } from "./desk.ts";
import { answerTime, customerName, pageOf } from "./parts.ts";
import "./countdown-element.ts";

/** What an administrator may do with the customer's data; `sure` while it is asked whether to. */
export interface Erasing {
  sure: boolean;
  ask: (sure: boolean) => void;
}

/**
 * The right column: everything about the conversation that is not its text. `erasing` is null for
 * who may not erase.
 */
export function details(
  language: Language,
  desk: Desk,
  conversation: AgentConversation,
  back: () => void,
  erasing: Erasing | null,
): TemplateResult {
  const texts = language.texts.console;
  const page = pageOf(conversation);
  const shop = conversation.shop?.name ?? null;
  const started = conversation.created_at ?? null;
  return html`<section class="details" aria-label=${texts.details}>
    <button class="back" @click=${back}>‹ ${texts.conversation}</button>
    <h2>${texts.details}</h2>
    <dl>
      <dt>${texts.customer}</dt>
      <dd dir="auto">${customerName(language, conversation)}</dd>
      ${conversation.meta?.sender?.email ? html`<dd dir="auto">${conversation.meta.sender.email}</dd>` : nothing}
      ${shop === null ? nothing : html`<dt>${texts.shop}</dt><dd dir="auto">${shop}</dd>`}
      ${page === null
        ? nothing
        : html`<dt>${texts.page}</dt><dd><a dir="auto" href=${page} target="_blank" rel="noopener noreferrer nofollow ugc">${conversation.page?.title || page}</a></dd>`}
      <dt>${texts.status}</dt>
      <dd data-testid="status">${conversation.status === "open" ? texts.open : texts.resolved}</dd>
      ${started === null ? nothing : html`<dt>${texts.started}</dt><dd>${language.time(started * 1000)}</dd>`}
      <dt>${texts.firstAnswer}</dt>
      <dd>${firstAnswer(language, desk, conversation)}</dd>
    </dl>
    ${erasing === null || desk.isErased(conversation) ? nothing : erasure(language, desk, conversation, erasing)}
  </section>`;
}

function erasure(language: Language, desk: Desk, conversation: AgentConversation, erasing: Erasing): TemplateResult {
  const texts = language.texts.console;
  if (!erasing.sure) {
    return html`<button class="erase" data-testid="erase" @click=${() => erasing.ask(true)}>${texts.erase}</button>`;
  }
  const erase = () => {
    erasing.ask(false);
    void desk.erase(conversation);
  };
  return html`<div class="sure" role="group" aria-label=${texts.erase}>
    <span>${fill(texts.eraseSure, { name: customerName(language, conversation) })}</span>
    <button class="danger" data-testid="erase-sure" @click=${erase}>${texts.eraseYes}</button>
    <button @click=${() => erasing.ask(false)}>${language.texts.desk.cancel}</button>
  </div>`;
}

function firstAnswer(language: Language, desk: Desk, conversation: AgentConversation): TemplateResult | string {
  const texts = language.texts.console;
  const first = conversation.first_response ?? null;
  const isOpen = conversation.status === "open";
  // Nobody waits any more where it was resolved without one.
  if (first === null || first.state === "none" || (isOwed(first) && !isOpen)) return texts.noneOwed;
  if (isOwed(first)) {
    return html`<parley-countdown .first=${first} .clock=${desk.clock} .language=${language}></parley-countdown>`;
  }
  const time = answerTime(first);
  return time === null ? texts.factMetPlain : fill(texts.answeredAfter, { time });
}
