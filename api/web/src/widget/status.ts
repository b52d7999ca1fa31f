import type { ConnectionState } from "../shared/connection.ts";
import { fill, type Language } from "../shared/i18n.ts";
import type { Standing } from "./standing.ts";

/** After so long without an answer we say so ourselves: two thirds of the usual minute. */
const LATE_MILLIS = 40_000;

/** One honest sentence on how the matter stands; empty when there is nothing to say. */
export function statusText(
  language: Language,
  standing: Standing,
  connection: ConnectionState,
  active: boolean,
  nowMillis: number,
): { text: string; trouble: boolean } {
  const texts = language.texts.widget;
  const say = (text: string, trouble = false) => ({ text, trouble });
  if (active && connection === "offline") return say(texts.offline, true);
  if (active && connection === "connecting") return say(texts.connecting);
  if (standing.status === "resolved") return say(texts.resolved);
  const { unansweredSince, assignee, waiting } = standing;
  const isLate = unansweredSince !== null && nowMillis - unansweredSince >= LATE_MILLIS;
  if (isLate) return say(texts.late, true);
  if (assignee !== null) return say(fill(texts.with, { name: assignee }));
  if (unansweredSince === null) return say("");
  const ahead = waiting === null || waiting.ahead === 0 ? texts.next : language.count(texts.ahead, waiting.ahead);
  const seconds = waiting?.estimate_seconds ?? null;
  const estimate = seconds === null ? "" : ` ${language.count(texts.estimate, Math.max(1, Math.ceil(seconds / 60)))}`;
  return say(ahead + estimate);
}
