import { html, type TemplateResult } from "lit";
import type { Language } from "../shared/i18n.ts";

export interface Draft {
  text: string;
  note: boolean;
}

export interface ComposerActions {
  changed(draft: Draft): void;
  send(draft: Draft): void;
}

/** The reply box. A note looks different while it is written, so that it is not sent by mistake. */
export function composer(language: Language, written: Draft, isOpen: boolean, actions: ComposerActions): TemplateResult {
  const texts = language.texts.console;
  // What is resolved takes notes only: an answer would have to reopen it first.
  const draft = isOpen ? written : { ...written, note: true };
  const send = (event: Event) => {
    event.preventDefault();
    if (draft.text.trim() !== "") actions.send(draft);
  };
  const key = (event: KeyboardEvent) => {
    // While an input method composes a word, Enter belongs to it.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  };
  const input = (event: Event) => actions.changed({ ...draft, text: (event.target as HTMLTextAreaElement).value });
  return html`<form class="composer ${draft.note ? "note" : ""}" @submit=${send}>
    <textarea rows="2" dir="auto" data-testid="reply-input" aria-label=${draft.note ? texts.note : texts.reply}
      aria-describedby="enter-hint" placeholder=${draft.note ? texts.notePlaceholder : texts.replyPlaceholder}
      .value=${draft.text} @input=${input} @keydown=${key}></textarea>
    <div class="bar">
      <button type="button" class="toggle" data-testid="note-toggle" aria-pressed=${draft.note} ?disabled=${!isOpen}
        @click=${() => actions.changed({ ...draft, note: !draft.note })}>${texts.note}</button>
      <span id="enter-hint" class="hint">${texts.enterHint}</span>
      <button class="primary" data-testid="reply-send">${draft.note ? texts.saveNote : texts.send}</button>
    </div>
  </form>`;
}
