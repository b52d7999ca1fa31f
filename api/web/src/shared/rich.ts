import { html, type TemplateResult } from "lit";
import { linkify } from "./linkify.ts";

/** A message's text as nodes: data only ever becomes text nodes and checked `href`s, never markup. */
export function rich(message: string): (string | TemplateResult)[] {
  return linkify(message).map((part) =>
    part.href === undefined
      ? part.text
      : html`<a href=${part.href} target="_blank" rel="noopener noreferrer nofollow ugc">${part.text}</a>`,
  );
}
