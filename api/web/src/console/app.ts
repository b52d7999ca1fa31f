import { html, LitElement, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { fill, Language } from "../shared/i18n.ts";
import { tagIcon } from "../shared/icons.ts";
import { openStore } from "../shared/outbox.ts";
import { RequestError } from "../shared/rest.ts";
import type { AgentConversation, Availability } from "../shared/wire.ts";
import { type DemoAgent, demoAgents, profile } from "./agent-api.ts";
import { composer, type Draft } from "./composer.ts";
import { inTheirWords, type Values } from "./canned.ts";
import { CannedMenu } from "./canned-menu.ts";
import { DeskTools } from "./desk-tools.ts";
import { Desk } from "./desk.ts";
import { details, type Erasing } from "./details.ts";
import "./finder.ts";
import { FinderApi, type Found } from "./finder.ts";
import { type Tab, waiting } from "./floor.ts";
import { list } from "./list.ts";
import { labels } from "./labels.ts";
import { refusalText } from "../shared/refusal.ts";
import { customerName } from "./parts.ts";
import "./shelf.ts";
import type { ShelfDialog } from "./shelf.ts";
import { signIn } from "./sign-in.ts";
import { talk } from "./talk.ts";

const TOKEN = "parley:token";
const TYPING_EVERY_MILLIS = 3_000;
const EMPTY: Draft = { text: "", note: false };

/**
 * The agent console. In the light DOM: one style sheet, and labels, headings and live regions that
 * refer to each other across the whole page.
 */
export class Console extends LitElement {
  private readonly store = openStore("sessionStorage");
  private readonly language = Language.choose([new URLSearchParams(location.search).get("lang"), ...navigator.languages]);
  private desk: Desk | null = null;
  private tools: DeskTools | null = null;
  private readonly canned = new CannedMenu(
    () => this.tools?.replies ?? [],
    () => this.values(),
    (text) => this.rewritten(text),
    () => this.requestUpdate(),
  );
  private finderApi: FinderApi | null = null;
  private demo: DemoAgent[] = [];
  private problem: string | null = null;
  private tab: Tab = "mine";
  /** What a narrow screen shows: it has room for one of the three. */
  private pane: "list" | "talk" | "details" = "list";
  private readonly drafts = new Map<number, Draft>();
  private readonly announced = new Set<number>();
  private announcement = "";
  private typingSentAt = 0;
  private pinned = true;
  /** The conversation whose customer's erasure is asked about. */
  private erasingOf: number | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.documentElement.lang = this.language.code;
    document.documentElement.dir = this.language.direction;
    document.addEventListener("visibilitychange", () => this.look());
    const token = this.store.getItem(TOKEN);
    if (token === null) void this.offerDemo();
    else void this.enter(token);
  }

  protected override willUpdate(): void {
    const log = this.querySelector(".log");
    if (log !== null) this.pinned = log.scrollHeight - log.scrollTop - log.clientHeight < 64;
    if (this.desk !== null) this.announce(this.desk);
  }

  protected override updated(): void {
    const log = this.querySelector(".log");
    // Follow the talk, unless somebody has scrolled up to read.
    if (log !== null && this.pinned) log.scrollTop = log.scrollHeight;
    this.look();
  }

  protected override render(): TemplateResult {
    const { desk, tools } = this;
    if (desk === null || tools === null) return signIn(this.language, this.demo, this.problem, (token) => void this.enter(token));
    const chosen = desk.selected === null ? undefined : desk.conversations.get(desk.selected);
    return html`${this.top(desk)}
      <parley-finder .api=${this.finderApi} .language=${this.language} .choose=${this.chooseFound}></parley-finder>
      <main class="columns" data-pane=${this.pane}>
        ${list(this.language, desk, tools, this.tab, {
          choose: (conversation) => this.choose(conversation),
          chooseTab: (tab) => this.chooseTab(tab),
          chooseLabel: (label) => this.chooseLabel(label),
          open: (shown) => {
            this.chooseTab(shown.tab);
            this.chooseLabel(shown.label);
          },
          changed: () => this.requestUpdate(),
        })}
        ${chosen === undefined
          ? html`<section class="talk nothing"><p>${this.language.texts.console.choose}</p></section>`
          : this.conversation(desk, tools, chosen)}
        ${chosen === undefined ? html`<section class="details"></section>` : details(this.language, desk, chosen, () => this.show("talk"), this.erasing(desk, chosen))}
      </main>
      <parley-shelf .language=${this.language} .tools=${tools} .replies=${tools.replies} .labels=${tools.labels}
        .labelsToo=${desk.me.role === "administrator"}></parley-shelf>
      <p class="hidden" role="status">${this.announcement}</p>`;
  }

  private top(desk: Desk): TemplateResult {
    const texts = this.language.texts.console;
    const states = { online: texts.connected, connecting: texts.connecting, offline: texts.disconnected };
    const presence = (event: Event) => desk.setAvailability((event.target as HTMLSelectElement).value as Availability);
    const option = (value: Availability, name: string) =>
      html`<option value=${value} .selected=${live(value === desk.availability)}>${name}</option>`;
    return html`<header class="top">
      <h1>Parley</h1>
      <p class="line ${desk.connection}" role="status" data-testid="connection" data-state=${desk.connection}>${states[desk.connection]}</p>
      <span class="me">${desk.me.name}</span>
      <label>
        <span class="hidden">${texts.presence}</span>
        <select class="presence ${desk.availability}" data-testid="presence" @change=${presence}>
          ${option("online", texts.online)}${option("busy", texts.away)}${option("offline", texts.offline)}
        </select>
      </label>
      <button class="to-shelf" title=${this.language.texts.shelf.title} data-testid="shelf-open"
        @click=${() => this.querySelector<ShelfDialog>("parley-shelf")?.show()}>${tagIcon}<span>${this.language.texts.shelf.title}</span></button>
      <button data-testid="signout" @click=${() => this.leave(null)}>${texts.signOut}</button>
    </header>`;
  }

  private conversation(desk: Desk, tools: DeskTools, chosen: AgentConversation): TemplateResult {
    const texts = this.language.texts.console;
    const draft = this.drafts.get(chosen.conversation) ?? EMPTY;
    const isOpen = chosen.status === "open";
    return html`<section class="talk" aria-label=${texts.conversation}>
      <div class="head">
        <button class="back" aria-label=${texts.back} @click=${() => this.show("list")}>‹</button>
        <h2 tabindex="-1">${customerName(this.language, chosen)}</h2>
        <button class="more" @click=${() => this.show("details")}>${texts.details}</button>
        ${this.assignment(desk, chosen)}
        <button data-testid="resolve" data-status=${chosen.status} @click=${() => void desk.setStatus(chosen, isOpen ? "resolved" : "open")}>
          ${isOpen ? texts.resolve : texts.reopen}
        </button>
      </div>
      ${labels(this.language, tools, chosen)}
      <p class="refusal" role="alert">${desk.refusal === null ? nothing : refusalText(this.language, desk.refusal)}</p>
      ${talk(this.language, desk, chosen, (line) => {
        desk.discard(chosen.conversation, line.echoId ?? "");
        this.drafted(desk, chosen.conversation, { text: line.text, note: line.note });
      })}
      ${composer(this.language, draft, isOpen, this.canned, {
        changed: (next) => this.drafted(desk, chosen.conversation, next),
        send: (next) => this.send(desk, chosen.conversation, next),
      })}
    </section>`;
  }

  private erasing(desk: Desk, chosen: AgentConversation): Erasing | null {
    return desk.me.role !== "administrator" ? null : {
      sure: this.erasingOf === chosen.conversation,
      ask: (sure) => {
        this.erasingOf = sure ? chosen.conversation : null;
        this.requestUpdate();
      },
    };
  }

  private assignment(desk: Desk, chosen: AgentConversation): TemplateResult {
    const texts = this.language.texts.console;
    const assignee = chosen.meta?.assignee ?? null;
    const known = desk.agents.some((agent) => agent.id === assignee?.id);
    const people = assignee !== null && !known ? [...desk.agents, assignee] : desk.agents;
    const assign = (event: Event) => {
      const id = Number((event.target as HTMLSelectElement).value);
      if (id > 0) void desk.assign(chosen, id);
    };
    return html`<label class="assign">
      <span>${texts.assign}</span>
      <select data-testid="assign" ?disabled=${chosen.status !== "open"} @change=${assign}>
        <option value="0" .selected=${live(assignee === null)} ?disabled=${assignee !== null}>${texts.nobody}</option>
        ${people.map((one) => html`<option value=${one.id} .selected=${live(one.id === assignee?.id)}>${one.name}</option>`)}
      </select>
    </label>`;
  }

  private choose(conversation: number): void {
    this.pinned = true;
    this.desk?.select(conversation);
    this.show("talk");
    void this.updateComplete.then(() => {
      const log = this.querySelector(".log");
      if (log !== null) log.scrollTop = log.scrollHeight;
      const narrow = window.matchMedia("(max-width: 45rem)").matches;
      this.querySelector<HTMLElement>(narrow ? ".head h2" : ".composer textarea")?.focus({ preventScroll: true });
    });
  }

  private readonly chooseFound = async (found: Found): Promise<boolean> => {
    if ((await this.desk?.know(found.conversation, found.conversation_id)) !== true) return false;
    this.choose(found.conversation);
    return true;
  };

  private chooseTab(tab: Tab): void {
    this.tab = tab;
    if (tab === "resolved") this.desk?.loadResolved().catch(() => undefined);
    this.requestUpdate();
  }

  private chooseLabel(label: string | null): void {
    void this.tools?.filter(label, this.tab === "resolved" ? "resolved" : "open");
    this.requestUpdate();
  }

  /** What canned replies may say of the open conversation. */
  private values(): Partial<Values> {
    const { desk } = this;
    const chosen = desk?.selected == null ? undefined : desk.conversations.get(desk.selected);
    if (desk === null || chosen === undefined) return {};
    const sender = chosen.meta?.sender;
    const words = desk.thread(chosen.conversation).lines().findLast((line) => line.kind === "message" && line.from === "visitor");
    const all: Values = {
      "contact.name": sender?.name,
      "contact.first_name": sender?.name?.trim().split(/\s+/)[0],
      "contact.email": sender?.email,
      "contact.words": words?.kind === "message" ? inTheirWords(words.text) : null,
      "agent.name": desk.me.name,
      "agent.first_name": desk.me.name?.trim().split(/\s+/)[0],
      "shop.name": chosen.shop?.name,
      "conversation.id": String(chosen.id),
    };
    return all;
  }

  private rewritten(text: string): void {
    const { desk } = this;
    if (desk?.selected == null) return;
    this.drafted(desk, desk.selected, { ...(this.drafts.get(desk.selected) ?? EMPTY), text });
  }

  private show(pane: "list" | "talk" | "details"): void {
    this.pane = pane;
    this.requestUpdate();
  }

  private drafted(desk: Desk, conversation: number, draft: Draft): void {
    this.drafts.set(conversation, draft);
    const types = !draft.note && draft.text.trim() !== "";
    if (types && Date.now() - this.typingSentAt > TYPING_EVERY_MILLIS) {
      this.typingSentAt = Date.now();
      desk.typing(conversation, true);
    } else if (!types && this.typingSentAt > 0) {
      this.typingSentAt = 0;
      desk.typing(conversation, false);
    }
    this.requestUpdate();
  }

  private send(desk: Desk, conversation: number, draft: Draft): void {
    this.typingSentAt = 0;
    // The next is an answer again: a note is the exception, and must be chosen each time.
    this.drafts.set(conversation, EMPTY);
    desk.post(conversation, draft.text.trim(), draft.note);
    const log = this.querySelector(".log");
    if (log !== null) log.scrollTop = log.scrollHeight;
  }

  /** Says once of each customer that they wait; the countdown itself is not read aloud. */
  private announce(desk: Desk): void {
    const owed = waiting([...desk.conversations.values()]);
    document.title = owed.length === 0 ? "Parley" : `(${owed.length}) Parley`;
    const fresh = owed.filter((one) => !this.announced.has(one.conversation));
    for (const one of fresh) {
      this.announced.add(one.conversation);
      this.announcement = fill(this.language.texts.console.newWaiting, { name: customerName(this.language, one) });
    }
  }

  private look(): void {
    const { desk } = this;
    if (desk?.selected == null || document.visibilityState !== "visible") return;
    if (this.pinned) desk.seen(desk.selected);
  }

  private async offerDemo(): Promise<void> {
    this.demo = await demoAgents();
    this.requestUpdate();
  }

  private async enter(token: string): Promise<void> {
    try {
      const me = await profile(token);
      const account = me.account_id ?? me.accounts?.[0]?.id ?? 1;
      this.store.setItem(TOKEN, token);
      this.problem = null;
      this.finderApi = new FinderApi(token, account);
      const changed = () => this.requestUpdate();
      const desk = new Desk(token, me, account, this.store, changed, () => void this.tools?.load(), () => this.leave("wrongToken"));
      this.desk = desk;
      this.tools = new DeskTools(token, account, desk, changed);
      desk.start();
      this.requestUpdate();
    } catch (error) {
      const isWrong = error instanceof RequestError && (error.status === 401 || error.status === 403);
      this.leave(isWrong ? "wrongToken" : "unreachable");
    }
  }

  private leave(problem: "wrongToken" | "unreachable" | null): void {
    this.desk?.stop();
    this.desk = null;
    this.tools = null;
    // An unreachable server says nothing about the token: a reload tries it again.
    if (problem !== "unreachable") this.store.removeItem(TOKEN);
    this.problem = problem === null ? null : this.language.texts.console[problem];
    this.requestUpdate();
    void this.offerDemo();
  }
}

customElements.define("parley-console", Console);
