import { fill, type Language } from "./i18n.ts";
import type { ErrorFrame } from "./wire.ts";

/** Why a message was refused, where its text is what exceeds a limit: shortened, it can be sent. */
export const TOO_LONG = "TOO_LONG";

/** Why a message was refused, where its conversation takes no more: in another one it can be sent. */
export const FULL = "LIMIT_EXCEEDED";

/** Why a message was refused: the server's code, or {@link TOO_LONG}. */
export function refusalOf(error: ErrorFrame): string {
  const ofText = error.errors?.some((one) => one.field === "content" && one.code === "LIMIT_EXCEEDED");
  return ofText === true ? TOO_LONG : error.code;
}

export function refusalText(language: Language, code: string): string {
  const { refusal, console: texts } = language.texts;
  switch (code) {
    case TOO_LONG:
      return refusal.tooLong;
    case FULL:
      return refusal.full;
    case "CONVERSATION_RESOLVED":
      return refusal.resolved;
    case "AGENT_AT_CAPACITY":
      return refusal.agentCapacity;
    case "AGENT_OFFLINE":
      return refusal.agentOffline;
    case "ERASED":
      return refusal.erased;
    case "BACK_PRESSURED":
    case "SHUTTING_DOWN":
      return refusal.busy;
    case "UNREACHABLE":
      return texts.unreachable;
    default:
      return fill(refusal.unknown, { code });
  }
}
