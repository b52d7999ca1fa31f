import { html, LitElement, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { fill, Language } from "../shared/i18n.ts";
import type { Store } from "../shared/outbox.ts";
import { chatIcon, closeIcon, sendIcon } from "../shared/icons.ts";
import { type LineActions, lineOf } from "./lines.ts";
import { type RatingDraft, ratingForm } from "./rating.ts";
import type { Session } from "./session.ts";
import { statusText } from "./status.ts";
import { styles } from "./styles.ts";

const SCALES = [0.875, 1, 1.15, 1.3, 1.5];
const TYPING_EVERY_MILLIS = 3_000;
const UNRATED: RatingDraft = { rating: null, comment: "" };
const WAITING_EVERY_MILLIS = 10_000;

/**
 * The chat on the shop's page. A shadow root and not a frame: it keeps the shop's CSS out just as
 * well, and focus, keyboard, page language, phone keyboards and first-party storage (which survives
 * where browsers partition or clear that of embedded frames) work as in any part of the page. The
 * price is that the shop's own script could read the chat; it could do that with any widget it embeds.
 */
export class Chat extends LitElement {
  static override styles = styles;

  session!: Session;
  language = new Language("en");
  store!: Store;
  private isOpen = false;
  private asksToEnd = false;
  private draft = "";
  private ratingDraft: RatingDraft = UNRATED;
  /** The message that was rated last. */
  private ratedAt: number | null = null;
  private scale = 1;
  private readUpTo = 0;
  private typingSentAt = 0;
  private pinned = true;
  private timer = 0;
  private readonly lineActions: LineActions = {
    sendAgain: (echoId) => this.session.sendAgain(echoId),
    startAnew: (echoId) => void this.startAnew(echoId),
    discard: (echoId) => this.session.discard(echoId),
    edit: (echoId, text) => this.edit(echoId, text),
  };

  override connectedCallback(): void {
    super.connectedCallback();
    const scale = Number(this.store.getItem("parley:scale") ?? 1);
    this.scale = SCALES.includes(scale) ? scale : 1;
    this.readUpTo = Number(this.store.getItem(this.own("read")) ?? 0) || 0;
    this.draft = this.store.getItem(this.own("draft")) ?? "";
    this.ratedAt = Number(this.store.getItem(this.own("rated")) ?? 0) || null;
    this.isOpen = this.store.getItem(this.own("open")) === "true";
    this.style.setProperty("--parley-scale", String(this.scale));
    document.addEventListener("visibilitychange", this.look);
    this.timer = window.setInterval(() => this.pass(), WAITING_EVERY_MILLIS);
    if (this.isOpen) this.session.opened();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.look);
    window.clearInterval(this.timer);
  }

  toggle(open = !this.isOpen): void {
    if (open === this.isOpen) return;
    this.isOpen = open;
    this.asksToEnd = false;
    this.pinned = true;
    this.keep(this.own("open"), String(open));
    if (open) this.session.opened();
    this.requestUpdate();
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>(open ? ".composer textarea" : ".launcher")?.focus();
    });
  }

  protected override willUpdate(): void {
    const log = this.renderRoot.querySelector(".log");
    if (log !== null) this.pinned = log.scrollHeight - log.scrollTop - log.clientHeight < 48;
  }

  protected override updated(): void {
    const log = this.renderRoot.querySelector(".log");
    // Follow the talk, unless somebody has scrolled up to read.
    if (log !== null && this.pinned) log.scrollTop = log.scrollHeight;
    this.look();
  }

  protected override render(): TemplateResult {
    return html`<div lang=${this.language.code} dir=${this.language.direction}>
      ${this.isOpen ? this.panel() : this.launcher()}
    </div>`;
  }

  private launcher(): TemplateResult {
    const texts = this.language.texts.widget;
    const unread = this.unread();
    const news = unread > 0 ? this.language.count(texts.unread, unread) : "";
    return html`<button class="launcher" data-testid="parley-launcher" aria-haspopup="dialog" @click=${() => this.toggle(true)}>
        ${chatIcon}<span>${texts.open}</span>
        ${unread > 0 ? html`<span class="badge" aria-hidden="true">${unread}</span>` : nothing}
      </button>
      <span class="hidden" role="status">${news}</span>`;
  }

  private panel(): TemplateResult {
    const texts = this.language.texts.widget;
    const { standing, connection, active } = this.session;
    const status = statusText(this.language, standing, connection, active, Date.now());
    const lines = this.session.thread.lines();
    return html`<section class="panel" role="dialog" aria-label=${texts.title} @keydown=${this.key}>
      <div class="header">
        <div class="titles">
          <h2>${standing.assignee ?? texts.title}</h2>
          <p>${texts.subtitle}</p>
        </div>
        <div class="tools">
        <button aria-label=${texts.smaller} title=${texts.smaller} ?disabled=${this.scale === SCALES[0]} @click=${() => this.resize(-1)}>A−</button>
        <button aria-label=${texts.larger} title=${texts.larger} ?disabled=${this.scale === SCALES.at(-1)} @click=${() => this.resize(1)}>A+</button>
        <button aria-label=${texts.close} title=${texts.close} data-testid="parley-close" @click=${() => this.toggle(false)}>${closeIcon}</button>
        </div>
      </div>
      <div class="log" role="log" aria-live="polite" aria-relevant="additions" aria-label=${texts.messages} tabindex="0">
        <p class="intro">${texts.intro}</p>
        <ol>${repeat(lines, (line) => line.key, (line) => lineOf(this.language, line, this.lineActions))}</ol>
        ${this.rating()}
        <p class="typing" aria-live="off">${this.session.agentTypes ? this.typingText() : nothing}</p>
      </div>
      <p class="status ${status.trouble ? "trouble" : ""}" role="status" data-testid="parley-status">${status.text}</p>
      <form class="composer" @submit=${this.submit}>
        <textarea rows="1" dir="auto" data-testid="parley-input" aria-label=${texts.input} placeholder=${texts.placeholder}
          .value=${live(this.draft)} @input=${this.input} @keydown=${this.inputKey} @blur=${() => this.typing(false)}></textarea>
        <button class="send" data-testid="parley-send" aria-label=${texts.send} title=${texts.send}>${sendIcon}</button>
      </form>
      ${standing.status === "open" && standing.number !== null ? this.ending() : nothing}
    </section>`;
  }

  /** After the end, once for each end; nothing to rate where nobody has answered. */
  private rating(): TemplateResult | typeof nothing {
    if (this.session.standing.status !== "resolved" || this.session.ratedMessage() === null) return nothing;
    if (this.ratedAt === this.session.ratedMessage()) {
      return html`<p class="system" role="status">${this.language.texts.widget.rateThanks}</p>`;
    }
    return ratingForm(this.language, this.ratingDraft, {
      changed: (draft) => {
        this.ratingDraft = draft;
        this.requestUpdate();
      },
      send: ({ rating, comment }) => {
        if (rating !== null) void this.rate(rating, comment.trim());
      },
    });
  }

  private async rate(rating: number, comment: string): Promise<void> {
    try {
      await this.session.rate(rating, comment);
    } catch {
      // Not taken: the form stays, and can be sent again.
      return;
    }
    this.ratingDraft = UNRATED;
    this.ratedAt = this.session.ratedMessage();
    this.keep(this.own("rated"), String(this.ratedAt));
    this.requestUpdate();
  }

  private ending(): TemplateResult {
    const texts = this.language.texts.widget;
    return this.asksToEnd
      ? html`<div class="ending" role="group" aria-label=${texts.endQuestion}>
          <span>${texts.endQuestion}</span>
          <button class="sure" data-testid="parley-end-yes" @click=${this.end}>${texts.endYes}</button>
          <button class="sure" @click=${() => this.ask(false)}>${texts.endNo}</button>
        </div>`
      : html`<div class="ending"><button data-testid="parley-end" @click=${() => this.ask(true)}>${texts.end}</button></div>`;
  }

  private typingText(): string {
    const { widget } = this.language.texts;
    const name = this.session.standing.assignee;
    return name === null ? widget.typingSomebody : fill(widget.typing, { name });
  }

  private key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    if (this.asksToEnd) this.ask(false);
    else this.toggle(false);
  };

  private inputKey = (event: KeyboardEvent): void => {
    // While an input method composes a word, Enter belongs to it.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
    // The shop's own shortcuts are not for what is typed here.
    if (event.key !== "Escape") event.stopPropagation();
  };

  private input = (event: Event): void => {
    this.draft = (event.target as HTMLTextAreaElement).value;
    this.keep(this.own("draft"), this.draft);
    this.typing(this.draft.trim() !== "");
  };

  private submit = (event: Event): void => {
    event.preventDefault();
    const text = this.draft.trim();
    if (text === "") return;
    this.draft = "";
    this.keep(this.own("draft"), "");
    this.typingSentAt = 0;
    this.session.send(text);
    const log = this.renderRoot.querySelector(".log");
    if (log !== null) log.scrollTop = log.scrollHeight;
    this.requestUpdate();
  };

  private end = (): void => {
    this.asksToEnd = false;
    this.session.end().catch(() => undefined);
    this.requestUpdate();
    this.renderRoot.querySelector<HTMLElement>(".composer textarea")?.focus();
  };

  private ask(on: boolean): void {
    this.asksToEnd = on;
    this.requestUpdate();
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(".ending button")?.focus());
  }

  private async startAnew(echoId: string): Promise<void> {
    try {
      await this.session.startAnew(echoId);
    } catch {
      // The message stays, and so does its button.
    }
    this.renderRoot.querySelector<HTMLElement>(".composer textarea")?.focus();
  }

  /** Back into the box with it: sent as it is it would be refused again. */
  private edit(echoId: string, text: string): void {
    this.draft = this.draft === "" ? text : `${text}\n${this.draft}`;
    this.keep(this.own("draft"), this.draft);
    this.session.discard(echoId);
    this.renderRoot.querySelector<HTMLElement>(".composer textarea")?.focus();
  }

  private typing(on: boolean): void {
    if (on && Date.now() - this.typingSentAt < TYPING_EVERY_MILLIS) return;
    if (!on && this.typingSentAt === 0) return;
    this.typingSentAt = on ? Date.now() : 0;
    this.session.typing(on);
  }

  private resize(step: number): void {
    this.scale = SCALES[SCALES.indexOf(this.scale) + step] ?? this.scale;
    this.style.setProperty("--parley-scale", String(this.scale));
    this.keep("parley:scale", String(this.scale));
    this.requestUpdate();
  }

  /** What is on the screen of a visible page counts as seen. */
  private look = (): void => {
    if (!this.isOpen || document.visibilityState !== "visible") return;
    const { heardUpTo } = this.session.thread;
    if (heardUpTo !== this.readUpTo) {
      this.readUpTo = heardUpTo;
      this.keep(this.own("read"), String(heardUpTo));
    }
    this.session.seen();
  };

  private pass(): void {
    const { standing } = this.session;
    if (!this.isOpen || standing.unansweredSince === null || document.visibilityState !== "visible") return;
    this.requestUpdate();
    if (standing.assignee === null) void this.session.refreshWaiting();
  }

  private unread(): number {
    return this.session.thread
      .lines()
      .filter((line) => line.kind === "message" && line.from === "agent" && (line.seq ?? 0) > this.readUpTo).length;
  }

  private own(name: string): string {
    return `parley:${this.session.inbox}:${name}`;
  }

  private keep(key: string, value: string): void {
    try {
      this.store.setItem(key, value);
    } catch {
      // Full or forbidden: it lasts as long as the page.
    }
  }
}
