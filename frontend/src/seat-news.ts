// What others do: a socket tells it at once, and while there is none, the page asks every few seconds.
import { ask } from "./asking";

export interface Feed {
  sequence: number;
  lines: number[];
  kinds: string[];
  present: number[];
}

/** Takes what may have changed; false where it could not, and then it is asked for again. */
export type Take = (lines: number[], whole: boolean) => Promise<boolean>;

const POLL_MS = 3000;
const CALM_MS = 20_000;
const RETRY_MS = 500;
const LONGEST_MS = 10_000;
const MOST_NEWS = 400;
/** What changes more than the questions that it names. */
const WIDE = new Set(["become", "move", "add", "swap", "submit", "amend", "open"]);

export class News {
  #present = "";
  #poll = 0;
  #again = 0;
  #asking = false;
  #socket: WebSocket | null = null;
  #tries = 0;
  #missed = false;
  #ended = false;
  #work: Promise<void> = Promise.resolve();

  constructor(
    readonly address: string,
    private since: number,
    readonly take: Take,
  ) {}

  begin(): void {
    this.#listen();
    this.#later();
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#poll);
    clearTimeout(this.#again);
    this.#socket?.close();
  }

  /** Whether the socket tells by itself. */
  get hears(): boolean {
    return this.#socket?.readyState === 1; // open
  }

  async ask(): Promise<void> {
    if (this.#asking || this.#ended) return;
    this.#asking = true;
    const feed = await this.#feed();
    if (feed) await this.#hear(feed);
    this.#asking = false;
    this.#later();
  }

  /** Whether the server answers, and knows this link. */
  async answered(): Promise<boolean> {
    return (await this.#feed()) !== null;
  }

  /** What was changed; null where nobody answers: what waits to be saved says so, and this is asked again. */
  async #feed(): Promise<Feed | null> {
    const answer = await ask(`${this.address}/feed?since=${this.since}`, { cache: "no-store" });
    return answer?.ok ? ((await answer.json().catch(() => null)) as Feed | null) : null;
  }

  #listen(): void {
    if (this.#ended || !window.WebSocket) return;
    const address = new URL(`${this.address}/live?since=${this.since}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    this.#socket = socket;
    socket.addEventListener("message", (event) => {
      this.#tries = 0;
      void this.#hear(JSON.parse(String(event.data)) as Feed);
    });
    socket.addEventListener("close", () => {
      if (this.#socket !== socket || this.#ended) return;
      this.#socket = null;
      this.#later();
      this.#again = window.setTimeout(() => this.#listen(), Math.min(LONGEST_MS, RETRY_MS * 2 ** this.#tries));
      this.#tries += 1;
    });
  }

  #later(): void {
    clearTimeout(this.#poll);
    if (!this.#ended) this.#poll = window.setTimeout(() => void this.ask(), this.hears ? CALM_MS : POLL_MS);
  }

  /** One after the other, however it came: what could not be taken is asked for with what comes next. */
  #hear(feed: Feed): Promise<void> {
    return (this.#work = this.#work.then(() => this.#news(feed)));
  }

  async #news(feed: Feed): Promise<void> {
    const present = feed.present.join(" ");
    const silent = feed.lines.length + feed.kinds.length === 0 && present === this.#present;
    if (silent && !this.#missed) {
      this.since = Math.max(this.since, feed.sequence); // what was changed is not for this seat
      return;
    }
    const whole = this.#missed || feed.sequence - this.since > MOST_NEWS || feed.kinds.some((each) => WIDE.has(each));
    this.#missed = !(await this.take(feed.lines, whole));
    if (this.#missed) return;
    this.since = Math.max(this.since, feed.sequence);
    this.#present = present;
  }
}
