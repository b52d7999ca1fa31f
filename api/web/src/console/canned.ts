import type { CannedReply } from "./desk-api.ts";

/** What can be filled in: the names that stand in braces. */
export const VARIABLES = [
  "contact.name",
  "contact.first_name",
  "contact.email",
  "contact.words",
  "agent.name",
  "agent.first_name",
  "shop.name",
  "conversation.id",
] as const;

/** What is filled in. An absent or empty one has no value. */
export type Values = Readonly<Record<(typeof VARIABLES)[number], string | null | undefined>>;

const VARIABLE = /\{\{\s*([a-z_.]+)\s*(?:\|([^{}]*))?\}\}/g;

/**
 * A reply with its variables filled in. One without a value gives the text behind its bar; where
 * there is none it stays as it is written, to be replaced before sending.
 */
export function fillIn(content: string, values: Partial<Values>): string {
  return content.replace(VARIABLE, (whole, name: string, instead?: string) => {
    const value = values[name as keyof Values]?.trim();
    if (value) return value;
    return instead === undefined ? whole : instead.trim();
  });
}

/** What is still to be filled in: where it stands, and its name. */
export function blanks(text: string): { from: number; to: number; name: string }[] {
  return [...text.matchAll(VARIABLE)].map((found) => ({
    from: found.index,
    to: found.index + found[0].length,
    name: found[1] ?? "",
  }));
}

/** The customer's words, short enough to be repeated to them; braces of theirs are no variable. */
export function inTheirWords(text: string): string {
  const line = text.trim().replace(/\s+/g, " ").replaceAll("{{", "{ {");
  const letters = [...line];
  return letters.length <= 200 ? line : `${letters.slice(0, 200).join("").trimEnd()}…`;
}

/** What is typed behind a slash at the caret; null where there is no slash to complete. */
export function slashAt(text: string, caret: number): { query: string; from: number; to: number } | null {
  const found = /(?:^|\s)\/([\p{L}\p{M}\p{N}_-]*)$/u.exec(text.slice(0, caret));
  if (found === null) return null;
  const query = found[1] ?? "";
  return { query, from: caret - query.length - 1, to: caret };
}

/** One or two letters are in every text: from this many on the text is looked into as well. */
const IN_TEXT_FROM = 3;

/** The replies that fit what was typed: those whose code begins so first, then those that hold it. */
export function matching(replies: readonly CannedReply[], query: string): CannedReply[] {
  const wanted = query.toLowerCase();
  const isInText = (reply: CannedReply) => wanted.length >= IN_TEXT_FROM && reply.content.toLowerCase().includes(wanted);
  const rank = (reply: CannedReply) =>
    reply.short_code.startsWith(wanted) ? 0 : reply.short_code.includes(wanted) ? 1 : isInText(reply) ? 2 : 3;
  return replies
    .map((reply) => ({ reply, rank: rank(reply) }))
    .filter((one) => one.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.reply.short_code.localeCompare(b.reply.short_code))
    .map((one) => one.reply);
}
