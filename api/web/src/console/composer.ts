import { html, nothing, type TemplateResult } from "lit";
import type { Language } from "../shared/i18n.ts";
import type { CannedMenu } from "./canned-menu.ts";

export interface Draft {
  text: string;
  note: boolean;
}

export interface ComposerActions {
  changed(draft: Draft): void;
  send(draft: Draft): void;
}

/** The reply box. A note looks different while it is written, so that it is not sent by mistake. */
export function composer(
  language: Language,
  written: Draft,
  isOpen: boolean,
  canned: CannedMenu,
  actions: ComposerActions,
): TemplateResult {
  const texts = language.texts.console;
  // What is resolved takes notes only: an answer would have to reopen it first.
  const draft = isOpen ? written : { ...written, note: true };
  const send = (event: Event) => {
    event.preventDefault();
    if (draft.text.trim() === "") return;
    const box = (event.currentTarget as HTMLElement).closest("form")?.querySelector("textarea") ?? null;
    // Colleagues may read a blank; a customer must not.
    if (draft.note || canned.ready(draft.text, box)) actions.send(draft);
  };
  const key = (event: KeyboardEvent) => {
    if (canned.key(event)) return;
    // While an input method composes a word, Enter belongs to it.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  };
  const input = (event: Event) => {
    const box = event.target as HTMLTextAreaElement;
    actions.changed({ ...draft, text: box.value });
    canned.typed(box);
  };
  return html`<form class="composer ${draft.note ? "note" : ""}" @submit=${send}>
    ${canned.render(language)}
    <textarea rows="2" dir="auto" data-testid="reply-input" aria-label=${draft.note ? texts.note : texts.reply}
      aria-describedby="enter-hint" aria-autocomplete="list" aria-haspopup="listbox"
      aria-controls=${canned.isOpen ? "canned-list" : nothing} aria-activedescendant=${canned.active ?? nothing}
      placeholder=${draft.note ? texts.notePlaceholder : texts.replyPlaceholder}
      .value=${draft.text} @input=${input} @keydown=${key}></textarea>
    <div class="bar">
      <button type="button" class="toggle" data-testid="note-toggle" aria-pressed=${draft.note} ?disabled=${!isOpen}
        @click=${() => actions.changed({ ...draft, note: !draft.note })}>${texts.note}</button>
      <span id="enter-hint" class="hint">${texts.enterHint}. ${language.texts.desk.slashHint}</span>
      <button class="primary" data-testid="reply-send">${draft.note ? texts.saveNote : texts.send}</button>
    </div>
  </form>`;
}
