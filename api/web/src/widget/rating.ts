import { html, type TemplateResult } from "lit";
import type { Language } from "../shared/i18n.ts";

/** What the customer has chosen so far; null for nothing yet. */
export interface RatingDraft {
  rating: number | null;
  comment: string;
}

export interface RatingActions {
  changed(draft: RatingDraft): void;
  send(draft: RatingDraft): void;
}

/** Offered once after each end, never asked for: five steps and, if wanted, a sentence. */
export function ratingForm(language: Language, draft: RatingDraft, actions: RatingActions): TemplateResult {
  const texts = language.texts.widget;
  const submit = (event: Event) => {
    event.preventDefault();
    if (draft.rating !== null) actions.send(draft);
  };
  const step = (rating: number) => html`<label>
    <input type="radio" name="rating" value=${rating} data-testid="parley-rate-${rating}" .checked=${draft.rating === rating}
      @change=${() => actions.changed({ ...draft, rating })}>
    <span>${rating}</span>
  </label>`;
  return html`<form class="rating" @submit=${submit}>
    <fieldset>
      <legend>${texts.rate}</legend>
      <span>${texts.rateLow}</span>${[1, 2, 3, 4, 5].map(step)}<span>${texts.rateHigh}</span>
    </fieldset>
    ${draft.rating === null
      ? ""
      : html`<textarea rows="1" dir="auto" aria-label=${texts.rateComment} placeholder=${texts.rateComment} .value=${draft.comment}
            @input=${(event: Event) => actions.changed({ ...draft, comment: (event.target as HTMLTextAreaElement).value })}></textarea>
          <button class="sure" data-testid="parley-rate-send">${texts.rateSend}</button>`}
  </form>`;
}
