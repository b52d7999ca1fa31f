import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { minutes } from "../shared/countdown.ts";
import { fill, type Language } from "../shared/i18n.ts";
import { rich } from "../shared/rich.ts";
import type { FactLine, Line, MessageLine } from "../shared/thread.ts";
import type { AgentConversation } from "../shared/wire.ts";
import type { Desk } from "./desk.ts";
import { refusalText, TOO_LONG } from "../shared/refusal.ts";
import { customerName } from "./parts.ts";
import { clockIcon, failedIcon, seenIcon, sentIcon } from "../shared/icons.ts";

/**
 * The messages of one conversation, oldest first, with what happened between them. `edit` takes a
 * refused one back into the reply box.
 */
export function talk(
  language: Language,
  desk: Desk,
  conversation: AgentConversation,
  edit: (line: MessageLine) => void,
): TemplateResult {
  const texts = language.texts.console;
  const lines = desk.thread(conversation.conversation).lines();
  const typing = desk.customerTypes(conversation.conversation);
  return html`<div class="log" role="log" aria-live="polite" aria-relevant="additions" aria-label=${texts.conversation} tabindex="0">
    <ol>${repeat(lines, (line) => line.key, (line) => entry(language, desk, conversation, line, edit))}</ol>
    <p class="typing" aria-live="off" data-testid="typing">${typing ? texts.typing : nothing}</p>
  </div>`;
}

function entry(
  language: Language,
  desk: Desk,
  conversation: AgentConversation,
  line: Line,
  edit: (line: MessageLine) => void,
): TemplateResult | typeof nothing {
  if (line.kind === "fact") return fact(language, line);
  if (line.from === "system") return html`<li class="fact">${rich(line.text)}</li>`;
  return message(language, desk, conversation, line, edit);
}

function message(
  language: Language,
  desk: Desk,
  conversation: AgentConversation,
  line: MessageLine,
  edit: (line: MessageLine) => void,
): TemplateResult {
  const texts = language.texts.console;
  const ours = line.from === "agent";
  const author = ours ? (line.author ?? texts.you) : (line.author ?? customerName(language, conversation));
  return html`<li class="message ${line.from} ${line.note ? "note" : ""} ${ours ? line.delivery : ""}"
      data-testid="message" data-from=${line.from} data-private=${line.note} data-delivery=${ours ? line.delivery : nothing}>
    <div class="above">${line.note ? html`<strong>${texts.noteTag}</strong>` : nothing}<span>${author}</span></div>
    <div class="bubble" dir="auto">${line.text === "" ? html`<em>${texts.erased}</em>` : rich(line.text)}</div>
    <div class="below">
      ${language.time(line.atMillis)}${line.edited ? html` · ${texts.edited}` : nothing}
      ${ours && (!line.note || line.delivery !== "sent") ? tick(language, line) : nothing}
      ${line.delivery === "refused" ? again(language, desk, conversation, line, edit) : nothing}
    </div>
  </li>`;
}

function tick(language: Language, line: MessageLine): TemplateResult {
  const icon = { waiting: clockIcon, sent: sentIcon, seen: seenIcon, refused: failedIcon }[line.delivery];
  const label = language.texts.delivery[line.delivery];
  return html`<span class="tick" title=${label}>${icon}<span class="hidden">${label}</span></span>`;
}

function again(
  language: Language,
  desk: Desk,
  conversation: AgentConversation,
  line: MessageLine,
  edit: (line: MessageLine) => void,
): TemplateResult {
  const texts = language.texts.console;
  const id = conversation.conversation;
  const echoId = line.echoId ?? "";
  return html`<span>${refusalText(language, line.refusal ?? "")}</span>
    ${line.refusal === TOO_LONG
      ? html`<button class="link" @click=${() => edit(line)}>${texts.edit}</button>`
      : html`<button class="link" @click=${() => desk.postAgain(id, echoId)}>${texts.retry}</button>`}
    <button class="link" @click=${() => desk.discard(id, echoId)}>${texts.discard}</button>`;
}

function fact(language: Language, line: FactLine): TemplateResult | typeof nothing {
  const texts = language.texts.console;
  const name = (line.data["assignee"] as { name?: string | null } | null | undefined)?.name ?? "…";
  const text = {
    ConversationAssigned: fill(texts.factAssigned, { name }),
    ConversationQueued: texts.factQueued,
    ConversationResolved: texts.factResolved,
    ConversationReopened: texts.factReopened,
    FirstResponseBreached: texts.factBreached,
    FirstResponseMet: metText(language, line.data),
  }[line.type as string];
  if (text === undefined) return nothing;
  const alarm = line.type === "FirstResponseBreached" ? "alarm" : "";
  return html`<li class="fact ${alarm}">${text} · ${language.time(line.atMillis)}</li>`;
}

function metText(language: Language, data: Record<string, unknown>): string {
  const texts = language.texts.console;
  const first = (data["first_response"] ?? data) as Record<string, unknown>;
  const { elapsed_micros: elapsed, met_at: met, armed_at: armed } = { ...first, ...data } as Record<string, unknown>;
  const micros =
    typeof elapsed === "number" ? elapsed : typeof met === "number" && typeof armed === "number" ? met - armed : null;
  return micros === null ? texts.factMetPlain : fill(texts.factMet, { time: minutes(Math.floor(micros / 1000), true) });
}
