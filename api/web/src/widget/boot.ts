import { Language } from "../shared/i18n.ts";
import { openStore } from "../shared/outbox.ts";
import { Chat } from "./chat.ts";
import { Session } from "./session.ts";

/**
 * The one script of a shop:
 * `<script src="https://parley.example/widget.js" data-inbox="IDENTIFIER" async></script>`,
 * or, for shops that carry Chatwoot's snippet, `chatwootSDK.run({websiteToken, baseUrl})`.
 */
interface Settings {
  locale?: string;
  hideMessageBubble?: boolean;
}

declare global {
  interface Window {
    chatwootSettings?: Settings;
    chatwootSDK?: { run(options: { websiteToken: string; baseUrl?: string }): void };
    $chatwoot?: { toggle(state?: "open" | "close"): void };
  }
}

const script = document.currentScript as HTMLScriptElement | null;
const home = script?.src === undefined || script.src === "" ? location.origin : new URL(script.src).origin;
const NAME = "parley-chat";

function run(inbox: string, base: string): void {
  if (customElements.get(NAME) !== undefined) return;
  customElements.define(NAME, Chat);
  const settings = window.chatwootSettings;
  const store = openStore("localStorage");
  const chat = new Chat();
  chat.language = Language.choose([
    script?.dataset["lang"],
    settings?.locale,
    document.documentElement.lang,
    ...navigator.languages,
  ]);
  const session = new Session(base, inbox, store, () => chat.requestUpdate());
  chat.session = session;
  chat.store = store;
  document.body.append(chat);
  void session.resume();
  window.$chatwoot = {
    toggle: (state) => chat.toggle(state === undefined ? undefined : state === "open"),
  };
  window.dispatchEvent(new CustomEvent("chatwoot:ready"));
}

/** The page may call us from its head, before there is a body to sit in. */
function whenThereIsABody(action: () => void): void {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", action, { once: true });
  else action();
}

window.chatwootSDK = {
  run: ({ websiteToken, baseUrl }) => whenThereIsABody(() => run(websiteToken, baseUrl ?? home)),
};
const inbox = script?.dataset["inbox"];
if (inbox !== undefined && inbox !== "") whenThereIsABody(() => run(inbox, home));
