import { html, type TemplateResult } from "lit";

/** A part of a text, marked or not. */
export interface Piece {
  text: string;
  mark: boolean;
}

/** Cuts a text at its marks. Marks that overlap, or lie outside, are left out. */
export function pieces(text: string, marks: readonly { start: number; end: number }[]): Piece[] {
  const cut: Piece[] = [];
  let at = 0;
  for (const { start, end } of [...marks].sort((a, b) => a.start - b.start)) {
    if (start < at || end <= start || end > text.length) continue;
    if (start > at) cut.push({ text: text.slice(at, start), mark: false });
    cut.push({ text: text.slice(start, end), mark: true });
    at = end;
  }
  if (at < text.length) cut.push({ text: text.slice(at), mark: false });
  return cut;
}

/** The same as text nodes: a customer's text is never markup. */
export function marked(text: string, marks: readonly { start: number; end: number }[]): TemplateResult[] {
  return pieces(text, marks).map((one) => (one.mark ? html`<mark>${one.text}</mark>` : html`${one.text}`));
}
