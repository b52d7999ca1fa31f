import { html, nothing, type TemplateResult } from "lit";
import type { Language } from "../shared/i18n.ts";
import type { DemoAgent } from "./agent-api.ts";

/** Pasting a token; in a demo, choosing one of its agents. */
export function signIn(
  language: Language,
  demo: readonly DemoAgent[],
  problem: string | null,
  enter: (token: string) => void,
): TemplateResult {
  const texts = language.texts.console;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLFormElement).elements.namedItem("token") as HTMLInputElement;
    if (field.value.trim() !== "") enter(field.value.trim());
  };
  return html`<main class="sign-in">
    <form @submit=${submit}>
      <h1>Parley</h1>
      <p>${texts.name}</p>
      <label for="token">${texts.token}</label>
      <input id="token" name="token" type="password" autocomplete="off" spellcheck="false" required data-testid="signin-token"
        aria-invalid=${problem === null ? "false" : "true"} aria-describedby="problem">
      <p id="problem" role="alert">${problem ?? nothing}</p>
      <button class="primary" data-testid="signin-submit">${texts.signIn}</button>
      ${demo.length === 0
        ? nothing
        : html`<div class="demo" role="group" aria-label=${texts.demo}>
            <p>${texts.demo}</p>
            ${demo.map((agent) => html`<button type="button" data-testid="demo-agent" @click=${() => enter(agent.token)}>${agent.name}</button>`)}
          </div>`}
    </form>
  </main>`;
}
