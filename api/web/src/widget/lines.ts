import { html, nothing, type TemplateResult } from "lit";
import { fill, type Language } from "../shared/i18n.ts";
import { clockIcon, failedIcon, seenIcon, sentIcon } from "../shared/icons.ts";
import { FULL, refusalText, TOO_LONG } from "../shared/refusal.ts";
import { rich } from "../shared/rich.ts";
import type { FactLine, Line, MessageLine } from "../shared/thread.ts";

/** What can be done with a message that was refused. */
export interface LineActions {
  sendAgain(echoId: string): void;
  startAnew(echoId: string): void;
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
    ${wayOut(language, line, actions)}
    <button @click=${() => actions.discard(echoId)}>${widget.discard}</button>`;
}

/** What can come of it: the same again where it may pass, else shorter or elsewhere. */
function wayOut(language: Language, line: MessageLine, actions: LineActions): TemplateResult {
  const { widget } = language.texts;
  const echoId = line.echoId ?? "";
  switch (line.refusal) {
    case TOO_LONG:
      return html`<button @click=${() => actions.edit(echoId, line.text)}>${widget.edit}</button>`;
    case FULL:
      return html`<button @click=${() => actions.startAnew(echoId)}>${widget.anew}</button>`;
    default:
      return html`<button @click=${() => actions.sendAgain(echoId)}>${widget.again}</button>`;
  }
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
