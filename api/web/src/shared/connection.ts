import { Backoff } from "./backoff.ts";
import type { ClientFrame, ServerFrame, Welcome } from "./wire.ts";

export type ConnectionState = "connecting" | "online" | "offline";

export interface Listener {
  /** A token for the hello; a rejection counts as a failed attempt, null stops for good. */
  token(): Promise<string | null>;
  welcomed(welcome: Welcome): void;
  received(frame: ServerFrame): void;
  changed(state: ConnectionState): void;
  /** The server does not accept the token. Return true to try again with a new one. */
  refused(code: string): boolean;
}

/** Longer than two of the server's pings: a line that is silent for so long is dead. */
const SILENCE_MILLIS = 40_000;
const WELCOME_MILLIS = 10_000;
const FORBIDDEN: ReadonlySet<string> = new Set(["UNAUTHENTICATED", "FORBIDDEN", "ORIGIN_NOT_ALLOWED"]);

/** One socket that is always wanted: opened, greeted, watched, and opened again after a failure. */
export class Connection {
  private socket: WebSocket | null = null;
  private state: ConnectionState = "offline";
  private readonly backoff = new Backoff();
  private wanted = false;
  private timer = 0;
  private watchdog = 0;
  private attempt = 0;
  private readonly wake = () => this.retryNow();

  constructor(
    private readonly url: string,
    private readonly listener: Listener,
  ) {}

  start(): void {
    if (this.wanted) return;
    this.wanted = true;
    window.addEventListener("online", this.wake);
    window.addEventListener("pageshow", this.wake);
    void this.open();
  }

  stop(): void {
    this.wanted = false;
    window.removeEventListener("online", this.wake);
    window.removeEventListener("pageshow", this.wake);
    this.drop();
    this.become("offline");
  }

  isOnline(): boolean {
    return this.state === "online";
  }

  /** False when there is no line: whoever needs delivery keeps what it sends. */
  send(frame: ClientFrame): boolean {
    if (this.state !== "online" || this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  /** The network is said to be back: do not sit out the rest of the wait. */
  retryNow(): void {
    if (!this.wanted || this.state !== "offline") return;
    this.backoff.reset();
    void this.open();
  }

  private async open(): Promise<void> {
    this.drop();
    const attempt = this.attempt;
    this.become("connecting");
    let token: string | null;
    try {
      token = await this.listener.token();
    } catch {
      if (attempt === this.attempt) this.lost();
      return;
    }
    if (attempt !== this.attempt || !this.wanted) return;
    if (token === null) {
      this.stop();
      return;
    }
    const hello = token;
    const socket = new WebSocket(this.url);
    this.socket = socket;
    this.watch(WELCOME_MILLIS);
    socket.onopen = () => socket.send(JSON.stringify({ hello: { token: hello } }));
    socket.onclose = () => {
      if (this.socket === socket) this.lost();
    };
    socket.onmessage = (message) => {
      if (this.socket === socket) this.receive(String(message.data));
    };
  }

  private receive(text: string): void {
    const frame = parse(text);
    if (frame === null) return;
    if ("welcome" in frame) {
      this.backoff.reset();
      this.become("online");
      this.watch(SILENCE_MILLIS);
      this.listener.welcomed(frame.welcome);
      return;
    }
    if (this.state !== "online") {
      if ("error" in frame && FORBIDDEN.has(frame.error.code) && !this.listener.refused(frame.error.code)) {
        this.stop();
      }
      return;
    }
    this.watch(SILENCE_MILLIS);
    if ("ping" in frame) this.send({ pong: {} });
    else this.listener.received(frame);
  }

  private lost(): void {
    this.drop();
    if (!this.wanted) return;
    this.become("offline");
    this.timer = window.setTimeout(() => void this.open(), this.backoff.nextMillis());
  }

  private drop(): void {
    this.attempt++;
    window.clearTimeout(this.timer);
    window.clearTimeout(this.watchdog);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }

  private watch(millis: number): void {
    window.clearTimeout(this.watchdog);
    this.watchdog = window.setTimeout(() => this.lost(), millis);
  }

  private become(state: ConnectionState): void {
    if (this.state === state) return;
    this.state = state;
    this.listener.changed(state);
  }
}

function parse(text: string): ServerFrame | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as ServerFrame) : null;
  } catch {
    return null;
  }
}

/** `https://host/x` → `wss://host/ws`. */
export function socketUrl(base: string): string {
  const url = new URL("/ws", base);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
