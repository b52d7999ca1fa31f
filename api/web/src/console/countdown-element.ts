import { LitElement } from "lit";
import { fill, type Language } from "../shared/i18n.ts";
import { countdown, type ServerClock } from "../shared/countdown.ts";
import type { FirstResponse } from "../shared/wire.ts";

const CALM_STEP_MILLIS = 1_000;

/**
 * A first response's countdown. It sets its own timer for the instant at which its text or colour
 * changes next, and redraws nothing but itself. Screen readers read it on demand, not at each tick.
 */
export class CountdownElement extends LitElement {
  static override properties = { first: { attribute: false } };

  first!: FirstResponse;
  clock!: ServerClock;
  language!: Language;
  private timer = 0;
  private readonly calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute("role", "timer");
    this.setAttribute("aria-live", "off");
    this.dataset["testid"] = "countdown";
    document.addEventListener("visibilitychange", this.again);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.again);
  }

  protected override render(): string {
    const now = countdown(this.first, this.clock.nowMicros());
    const { timeLeft, overdue } = this.language.texts.console;
    const breached = now.urgency === "breached";
    this.dataset["urgency"] = now.urgency;
    const spoken = breached ? now.text.slice(1).split(".")[0]! : now.text;
    this.setAttribute("aria-label", fill(breached ? overdue : timeLeft, { time: spoken }));
    window.clearTimeout(this.timer);
    if (document.visibilityState === "visible") {
      // Milliseconds that run are motion: who does not want it gets a step a second.
      const step = breached && this.calm.matches ? CALM_STEP_MILLIS : now.changesInMillis;
      this.timer = window.setTimeout(this.again, step);
    }
    return now.text;
  }

  private readonly again = (): void => this.requestUpdate();
}

customElements.define("parley-countdown", CountdownElement);
