/** A message that the server has not acknowledged yet. */
export interface Unsent {
  echoId: string;
  text: string;
  note: boolean;
  atMillis: number;
  /** Absent while the visitor has no conversation yet. */
  conversation: number | null;
  /** The code it was refused with; it is kept so that the writer can copy or repeat it. */
  refusal: string | null;
}

/** `localStorage`, `sessionStorage` or a test's own. */
export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Unsent messages, in the order they were written, kept over reloads. An echo id never changes. */
export class Outbox {
  private items: Unsent[];

  constructor(
    private readonly store: Store,
    private readonly key: string,
    private readonly newId: () => string,
  ) {
    this.items = read(store, key);
  }

  add(text: string, note: boolean, conversation: number | null, atMillis: number): Unsent {
    const item: Unsent = { echoId: this.newId(), text, note, atMillis, conversation, refusal: null };
    this.change([...this.items, item]);
    return item;
  }

  all(): readonly Unsent[] {
    return this.items;
  }

  /** The next to send: one at a time, so that a repeated one cannot overtake. */
  next(): Unsent | null {
    return this.items.find((item) => item.refusal === null) ?? null;
  }

  find(echoId: string): Unsent | null {
    return this.items.find((item) => item.echoId === echoId) ?? null;
  }

  remove(echoId: string): void {
    this.change(this.items.filter((item) => item.echoId !== echoId));
  }

  refuse(echoId: string, code: string): void {
    this.change(this.items.map((item) => (item.echoId === echoId ? { ...item, refusal: code } : item)));
  }

  /** Everything without a conversation goes to this one from now on. */
  bind(conversation: number): void {
    this.change(this.items.map((item) => ({ ...item, conversation: item.conversation ?? conversation })));
  }

  /** The conversation is gone: what is left goes to a new one. */
  unbind(): void {
    this.change(this.items.map((item) => ({ ...item, conversation: null })));
  }

  private change(items: Unsent[]): void {
    this.items = items;
    try {
      if (items.length === 0) this.store.removeItem(this.key);
      else this.store.setItem(this.key, JSON.stringify(items));
    } catch {
      // A full or forbidden storage costs the survival of a reload, not the message.
    }
  }
}

function read(store: Store, key: string): Unsent[] {
  try {
    const value: unknown = JSON.parse(store.getItem(key) ?? "[]");
    return Array.isArray(value) ? value.filter(isUnsent) : [];
  } catch {
    return [];
  }
}

function isUnsent(value: unknown): value is Unsent {
  const item = value as Partial<Unsent> | null;
  return typeof item?.echoId === "string" && typeof item.text === "string" && typeof item.note === "boolean";
}

/** A storage that forgets: for browsers that forbid the real one. */
export class MemoryStore implements Store {
  private readonly values = new Map<string, string>();

  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.values.set(key, value);
  }

  removeItem(key: string): void {
    this.values.delete(key);
  }
}

/** The browser's storage, or one in memory where cookies and storage are blocked. */
export function openStore(kind: "localStorage" | "sessionStorage"): Store {
  try {
    const store = window[kind];
    store.getItem("parley");
    return store;
  } catch {
    return new MemoryStore();
  }
}

/** 128 random bits. `crypto.randomUUID` exists only on https pages; this works on every shop's. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
