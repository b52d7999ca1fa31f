import { html, nothing, type TemplateResult } from "lit";
import { fill, type Language } from "../shared/i18n.ts";
import { clockIcon, failedIcon, seenIcon, sentIcon } from "../shared/icons.ts";
import { refusalText, TOO_LONG } from "../shared/refusal.ts";
import { rich } from "../shared/rich.ts";
import type { FactLine, Line, MessageLine } from "../shared/thread.ts";

/** What can be done with a message that was refused. */
export interface LineActions {
  sendAgain(echoId: string): void;
  discard(echoId: string): void;
  edit(echoId: string, text: string): void;
}

/** One line of the talk: a message, or something that happened. */
export function lineOf(language: Language, line: Line, actions: LineActions): TemplateResult | typeof nothing {
  if (line.kind === "fact") return fact(language, line);
  if (line.from === "system") {
    return html`<li class="system" data-testid="parley-message" data-from="system">${rich(line.text)}</li>`;
  }
  const mine = line.from === "visitor";
  return html`<li class="message ${mine ? "mine" : ""} ${line.delivery}" data-testid="parley-message" data-from=${line.from} data-delivery=${mine ? line.delivery : nothing}>
    <div class="bubble" dir="auto">${rich(line.text)}</div>
    <div class="small">${mine ? ownNote(language, line, actions) : [line.author, " ", language.time(line.atMillis)]}</div>
  </li>`;
}

function ownNote(language: Language, line: MessageLine, actions: LineActions): TemplateResult {
  const { widget, delivery } = language.texts;
  const icon = { waiting: clockIcon, sent: sentIcon, seen: seenIcon, refused: failedIcon }[line.delivery];
  const label = delivery[line.delivery];
  if (line.delivery !== "refused") {
    return html`${language.time(line.atMillis)} <span title=${label}>${icon}</span><span class="hidden">${label}</span>`;
  }
  const why = refusalText(language, line.refusal ?? "");
  const echoId = line.echoId ?? "";
  return html`${icon}<span>${label}. ${why}</span>
    ${line.refusal === TOO_LONG
      ? html`<button @click=${() => actions.edit(echoId, line.text)}>${widget.edit}</button>`
      : html`<button @click=${() => actions.sendAgain(echoId)}>${widget.again}</button>`}
    <button @click=${() => actions.discard(echoId)}>${widget.discard}</button>`;
}

function fact(language: Language, line: FactLine): TemplateResult | typeof nothing {
  const texts = language.texts.widget;
  const name = (line.data["assignee"] as { name?: string | null } | null | undefined)?.name;
  // The first queueing is what the status line says anyway.
  const again = ["TRANSFER", "AGENT_LEFT"].includes(String(line.data["reason"]));
  if (line.type === "ConversationQueued" && !again) return nothing;
  const text = {
    ConversationAssigned: fill(texts.joined, { name: name || texts.somebody }),
    ConversationQueued: texts.queued,
    ConversationResolved: texts.ended,
    ConversationReopened: texts.reopened,
  }[line.type as string];
  if (text === undefined) return nothing;
  return html`<li class="system" data-testid="parley-message" data-from="system">${text}</li>`;
}
