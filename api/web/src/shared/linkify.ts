/** A piece of a message: plain text, or text that leads to `href`. */
export interface Part {
  text: string;
  href?: string;
}

const CANDIDATE = /\bhttps?:\/\/[^\s<>"'`\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]{1,2000}/giu;

/**
 * Cuts a message into text and links. Only http and https, only as they are written, never with a
 * user name in them (`https://shop.example@elsewhere.example` looks like the shop and is not).
 * Joining the parts gives the message back, character for character.
 */
export function linkify(message: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of message.matchAll(CANDIDATE)) {
    const text = withoutSentenceEnd(match[0]);
    const href = safeAddress(text);
    if (href === null) continue;
    if (match.index > from) parts.push({ text: message.slice(from, match.index) });
    parts.push({ text, href });
    from = match.index + text.length;
  }
  if (from < message.length || parts.length === 0) parts.push({ text: message.slice(from) });
  return parts;
}

/** "See https://a.example/b." is a sentence: its full stop, or its closing bracket, is not the link's. */
function withoutSentenceEnd(text: string): string {
  let end = text.length;
  while (end > 0) {
    const last = text[end - 1]!;
    if (".,;:!?…*_~".includes(last)) end--;
    else if (")]}".includes(last) && !isBalanced(text.slice(0, end), last)) end--;
    else break;
  }
  return text.slice(0, end);
}

function isBalanced(text: string, closing: string): boolean {
  const opening = "([{"[")]}".indexOf(closing)]!;
  return text.split(opening).length >= text.split(closing).length;
}

function safeAddress(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  return url.hostname === "" || url.username !== "" || url.password !== "" ? null : url.href;
}
