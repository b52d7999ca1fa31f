import { RequestError } from "../shared/rest.ts";
import type { AgentConversation } from "../shared/wire.ts";
import { type CannedReply, DeskApi, type Label, type SavedView, type Shelf } from "./desk-api.ts";
import type { Desk } from "./desk.ts";
import { conditions, type Shown, shownBy } from "./view-query.ts";

/** What an agent has at hand besides the conversations: replies, labels, saved views. */
export class DeskTools {
  replies: CannedReply[] = [];
  labels: Label[] = [];
  views: SavedView[] = [];
  /** Only conversations with this label are listed; those who wait always are. */
  label: string | null = null;
  /** The view is being given a name. */
  naming = false;
  /** The last refusal, as a code. */
  refusal: string | null = null;
  private readonly api: DeskApi;
  private asks = 0;
  private answered = 0;

  constructor(
    token: string,
    account: number,
    private readonly desk: Desk,
    private readonly changed: () => void,
  ) {
    this.api = new DeskApi(token, account);
  }

  /** Asked for again whenever somebody may have changed them: on each new line, and when it is told. */
  async load(): Promise<void> {
    const turn = ++this.asks;
    await this.asked(async () => {
      const [replies, labels, views] = await Promise.all([this.api.replies(), this.api.labels(), this.api.views()]);
      // A later question was answered first.
      if (turn < this.answered) return;
      this.answered = turn;
      this.relabel(labels);
      [this.replies, this.labels, this.views] = [replies, labels, views];
    });
  }

  /** Shows only what has `label`; null shows all again. */
  async filter(label: string | null, status: "open" | "resolved"): Promise<void> {
    this.label = label;
    this.changed();
    if (label === null) return;
    // What has the label may not have been loaded yet.
    await this.asked(async () => this.desk.learn(await this.api.labelled(status, label)));
  }

  async setLabels(conversation: AgentConversation, titles: readonly string[]): Promise<void> {
    await this.asked(async () => {
      const labels = await this.api.setLabels(conversation.id, titles);
      this.desk.labelled(conversation.conversation, labels);
    });
  }

  async saveView(name: string, shown: Shown): Promise<void> {
    await this.asked(async () => {
      const saved = await this.api.saveView(name, conditions(shown, this.desk.me.id));
      // A load that began meanwhile may have brought it already.
      this.views = [...this.views.filter((one) => one.id !== saved.id), saved];
      this.naming = false;
    });
  }

  async deleteView(view: SavedView): Promise<void> {
    await this.asked(async () => {
      await this.api.deleteView(view.id);
      this.views = this.views.filter((one) => one.id !== view.id);
    });
  }

  /** Makes a reply or label, or changes the one with this id; answers its id. Fails with a RequestError. */
  async keep(shelf: Shelf, id: number | null, fields: object): Promise<number> {
    const kept = await this.api.keep(shelf, id, fields);
    await this.load();
    return kept.id;
  }

  async discard(shelf: Shelf, id: number): Promise<void> {
    await this.api.discard(shelf, id);
    await this.load();
  }

  /** A label that is called otherwise, or is gone, is so on all conversations. */
  private relabel(now: readonly Label[]): void {
    const titles = new Map(this.labels.map((was) => [was.title, now.find((one) => one.id === was.id)?.title]));
    const after = (title: string) => (titles.has(title) ? titles.get(title) : title);
    if (this.label !== null) this.label = after(this.label) ?? null;
    for (const { conversation, labels } of [...this.desk.conversations.values()]) {
      if (labels?.some((title) => after(title) !== title) !== true) continue;
      this.desk.labelled(conversation, labels.map(after).filter((title) => title !== undefined));
    }
  }

  static shows(view: SavedView): Shown {
    return shownBy(view.query.payload ?? []);
  }

  private async asked(call: () => Promise<void>): Promise<void> {
    this.refusal = null;
    try {
      await call();
    } catch (error) {
      this.refusal = error instanceof RequestError ? error.code : String(error);
    }
    this.changed();
  }
}
