import { html, type TemplateResult } from "lit";
import { fill, type Language, LANGUAGE_CODES } from "../shared/i18n.ts";
import { VARIABLES } from "./canned.ts";
import type { CannedReply, Label } from "./desk-api.ts";
import { area, choice, line, textOf, tick } from "./fields.ts";

/** What is wrong with a field, by its name in the API. */
export type Wrong = (field: string) => string | null;

/** A canned reply as it is being written. Its text and its steps are both kept; `scheme` says which of them counts. */
interface ReplyDraft extends Pick<CannedReply, "short_code" | "content" | "language" | "steps"> {
  scheme: boolean;
}

/** What is being written: one that is there, by its name until now, or with no id a new one. */
export type Draft = { id: number | null; name: string } & (
  | { shelf: "canned_responses"; fields: ReplyDraft }
  | { shelf: "labels"; fields: Omit<Label, "id"> }
);

const STEPS = 4;

export function replyDraft(language: Language, reply: CannedReply | null): Draft {
  const fields =
    reply === null
      ? { short_code: "", content: "", language: language.code, steps: [], scheme: false }
      : { ...reply, scheme: reply.steps.length > 0 };
  return { shelf: "canned_responses", id: reply?.id ?? null, name: `/${fields.short_code}`, fields };
}

export function labelDraft(label: Label | null): Draft {
  const fields = label ?? { title: "", description: "", color: "#1f93ff", show_on_sidebar: true };
  return { shelf: "labels", id: label?.id ?? null, name: fields.title, fields };
}

/** `changed` has the draft as it is written so far, with steps instead of a text or the other way. */
export function formOf(language: Language, draft: Draft, wrong: Wrong, changed: (draft: Draft) => void): TemplateResult {
  if (draft.shelf === "labels") return labelForm(language, draft.fields, wrong);
  return replyForm(language, draft.fields, wrong, (event) => {
    const form = (event.target as HTMLInputElement).form;
    if (form === null) return;
    const fields = readReply(new FormData(form), draft.fields);
    changed({ ...draft, fields: { ...fields, scheme: !draft.fields.scheme } });
  });
}

/** The draft as the form holds it. */
export function read(form: FormData, draft: Draft): Draft {
  return draft.shelf === "labels" ? { ...draft, fields: readLabel(form) } : { ...draft, fields: readReply(form, draft.fields) };
}

/** As the API takes it: of a reply steps or a text, not both. */
export function sent(draft: Draft): Readonly<Record<string, unknown>> {
  if (draft.shelf === "labels") return { ...draft.fields };
  const { short_code, language, scheme, steps, content } = draft.fields;
  return scheme ? { short_code, language, steps } : { short_code, language, content };
}

function replyForm(language: Language, draft: ReplyDraft, wrong: Wrong, toggle: (event: Event) => void): TemplateResult {
  const texts = language.texts.shelf;
  const names = new Intl.DisplayNames([language.code], { type: "language" });
  const codes = [...new Set([...LANGUAGE_CODES, draft.language])];
  const hint = fill(texts.textHint, { names: VARIABLES.map((name) => `{{${name}}}`).join(", ") });
  return html`
    ${line({ name: "short_code", label: texts.shortCode, hint: texts.nameHint, wrong: wrong("short_code") }, draft.short_code)}
    ${tick("scheme", texts.steps, draft.scheme, toggle)}
    ${draft.scheme
      ? steps(language, draft, hint, wrong("steps") ?? wrong("content"))
      : area({ name: "content", label: texts.text, hint, wrong: wrong("content") }, draft.content, 6)}
    ${choice(
      { name: "language", label: texts.language, wrong: wrong("language") },
      draft.language,
      codes.map((code) => [code, names.of(code) ?? code] as const),
    )}`;
}

function steps(language: Language, draft: ReplyDraft, hint: string, wrong: string | null): TemplateResult {
  const texts = language.texts.desk;
  const names = [texts.apologise, texts.confirm, texts.solve, texts.apologiseAgain];
  return html`<fieldset>
    <legend class="hidden">${texts.scheme}</legend>
    ${names.map((label, index) => area(
      // The server speaks of all four: what it says stands below the last.
      { name: `step-${index}`, label, ...(index === STEPS - 1 ? { hint, wrong } : { wrong: null }) },
      draft.steps[index] ?? "",
      2,
    ))}
  </fieldset>`;
}

function labelForm(language: Language, draft: Omit<Label, "id">, wrong: Wrong): TemplateResult {
  const texts = language.texts.shelf;
  return html`
    ${line({ name: "title", label: texts.labelTitle, hint: texts.nameHint, wrong: wrong("title") }, draft.title)}
    ${line({ name: "color", label: texts.color, wrong: wrong("color") }, draft.color, "color")}
    ${area({ name: "description", label: texts.description, wrong: wrong("description") }, draft.description, 2)}
    ${tick("show_on_sidebar", texts.sidebar, draft.show_on_sidebar)}`;
}

/** What the form holds now; what it does not show stays as it was. */
function readReply(form: FormData, before: ReplyDraft): ReplyDraft {
  const written = Array.from({ length: STEPS }, (_, index) => textOf(form, `step-${index}`));
  return {
    ...before,
    short_code: textOf(form, "short_code"),
    language: textOf(form, "language"),
    ...(before.scheme ? { steps: written } : { content: textOf(form, "content") }),
  };
}

function readLabel(form: FormData): Omit<Label, "id"> {
  return {
    title: textOf(form, "title"),
    color: textOf(form, "color"),
    description: textOf(form, "description"),
    show_on_sidebar: form.has("show_on_sidebar"),
  };
}
