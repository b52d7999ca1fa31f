import { fill, type Language } from "../shared/i18n.ts";
import { minutes } from "../shared/countdown.ts";
import type { AgentConversation, FirstResponse } from "../shared/wire.ts";

/** What to call a customer who has not said a name. */
export function customerName(language: Language, conversation: AgentConversation): string {
  const name = conversation.meta?.sender?.name?.trim();
  return name ? name : fill(language.texts.console.visitor, { n: String(conversation.id) });
}

/** Only web addresses are shown as links; whatever else a visitor sends as its page is not shown. */
export function pageOf(conversation: AgentConversation): string | null {
  const url = conversation.page?.url;
  if (typeof url !== "string" || !URL.canParse(url)) return null;
  return ["http:", "https:"].includes(new URL(url).protocol) ? url : null;
}

/** How long the first answer took, as `m:ss.mmm`. */
export function answerTime(first: FirstResponse): string | null {
  if (first.met_at === null || first.armed_at === null) return null;
  return minutes(Math.floor((first.met_at - first.armed_at) / 1000), true);
}
