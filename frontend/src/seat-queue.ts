// The changes of a seat that are not yet on the server's disk. Each is an item of its own in this browser's storage, so that
// a reload, a crash or a second tab finds it; whoever holds the lock sends them, in their order, each under its own key.
import { ask } from "./asking";
import { intended, standing, target, TEXTS, type Change, type Outcome, type Problem, type Values, type Words } from "./seat-change";
import { Kept } from "./seat-kept";
import { merged } from "./seat-merge";

/** `failing`: the server answers, and cannot save. */
export type Condition = "saved" | "saving" | "offline" | "failing" | "closed";

const PREFIX = "viva-seat:";
const AT_ONCE = 50;
const SIZE = 200_000;
const TYPING_MS = 300;
const LONGEST_MS = 2000;
const RETRY_MS = [1000, 2000, 4000, 8000];
const CLOSED_MS = 30_000;

export class SeatQueue {
  condition: Condition = "saved";
  readonly #kept: Kept;
  #timer = 0;
  #first = 0;
  #failed = 0;
  #count = 0;
  #moment = 0;
  #sending: Promise<void> | null = null;
  #again = false;
  #ended = false;

  constructor(
    readonly name: string,
    readonly address: string,
    readonly told: () => void,
    readonly saved: (change: Change, outcome: Outcome) => void,
  ) {
    this.#kept = new Kept(`${PREFIX}${name}:`);
  }

  /** All that waits, in the order in which it was done. */
  get waiting(): [string, Change][] {
    return this.#kept.items("wait:");
  }

  get problems(): [string, Problem][] {
    return this.#kept.items("open:");
  }

  /** Whether what waits outlives the page. */
  get safe(): boolean {
    return this.#kept.safe;
  }

  /** Whether something in this browser's storage is of this queue. */
  owns(name: string): boolean {
    return name.startsWith(this.#kept.prefix);
  }

  /** Whether what was done last could not be saved. */
  get away(): boolean {
    return this.condition !== "saved" && this.condition !== "saving";
  }

  /** How many a person did; the clock's own do not count. */
  get count(): number {
    return this.waiting.filter(([, change]) => change.kind !== "time").length;
  }

  pending(kind: string, line: number | null): Change | undefined {
    return this.waiting.findLast(([, each]) => each.kind === kind && each.line === line)?.[1];
  }

  /** Keeps a change in this browser, now, and sends it soon. */
  add(kind: string, line: number | null, values: Values, version: number | null, was: string): void {
    const open = this.problems.find(([, each]) => each.change.kind === kind && each.change.line === line);
    if (open && TEXTS.has(kind)) {
      const [id, problem] = open; // the person still writes while another text stands there: it is decided once
      this.#kept.put(id, { ...problem, change: { ...problem.change, values } });
      this.told();
      return;
    }
    const all = this.waiting;
    const same = all.filter(([, each]) => target(each) === target({ kind, line }));
    const last = all.findLast(([, each]) => each.kind === kind && each.line === line);
    if (last && !last[1].sent && (TEXTS.has(kind) || kind === "time")) {
      this.#kept.put(last[0], { ...last[1], values, at: new Date().toISOString() });
    } else {
      const before = TEXTS.has(kind) && last ? intended(last[1]) : was;
      this.#count += 1;
      this.#moment = Math.max(this.#moment, Date.now()); // a clock that is set back changes no order
      const id = `wait:${String(this.#moment).padStart(15, "0")}-${String(this.#count).padStart(6, "0")}-${random()}`;
      const seen = version === null ? null : version + same.filter(([, each]) => each.kind !== "move" && each.kind !== "open").length;
      this.#kept.put(id, { key: random(), kind, line, values, seen, at: new Date().toISOString(), was: before });
    }
    if (kind !== "time" && this.condition === "saved") this.condition = "saving";
    this.told();
    this.#soon(TEXTS.has(kind) ? TYPING_MS : 0);
  }

  /** What a person decided about a problem: send this instead, or nothing. */
  decide(id: string, values: Values | null): void {
    const problem = this.problems.find(([each]) => each === id)?.[1];
    if (!problem) return;
    this.#kept.drop(id);
    if (values) {
      const was = problem.theirs ? standing(problem.change.kind, problem.theirs) : problem.change.was;
      this.add(problem.change.kind, problem.change.line, values, problem.version ?? problem.change.seen, was);
    } else this.told();
  }

  /** Sends what waits, when no other tab does any more; `leaving`: the page is about to go. */
  flush(leaving = false): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = this.#first = 0;
    if (this.#ended) return Promise.resolve();
    if (this.#sending) this.#again = true;
    return (this.#sending ??= this.#sendAll(leaving));
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  async #sendAll(leaving: boolean): Promise<void> {
    try {
      do {
        this.#again = false;
        if (navigator.locks && !leaving) await navigator.locks.request(`${this.#kept.prefix}send`, () => this.#send(false));
        else await this.#send(leaving);
      } while (this.#again && !this.away);
    } finally {
      this.#sending = null;
      this.told();
    }
  }

  async #send(leaving: boolean): Promise<void> {
    for (let batch = this.#batch(); batch.length > 0; batch = this.#batch()) {
      for (const [id, change] of batch) this.#kept.put(id, { ...change, sent: true });
      let answer = await this.#post(batch, leaving);
      if (isUnreadable(answer)) {
        batch.splice(1); // one of them cannot even be read: which, is found out one by one
        answer = await this.#post(batch, leaving);
        const [only] = batch;
        if (answer && isUnreadable(answer) && only) {
          this.#refuse(only, String(answer.status));
          continue;
        }
      }
      if (!answer?.ok) {
        this.#wait(answer ? (answer.status === 404 ? "closed" : "failing") : "offline");
        return;
      }
      const told = ((await answer.json().catch(() => ({ outcomes: [] }))) as { outcomes: Outcome[] }).outcomes;
      this.#failed = 0;
      for (const outcome of told) this.#settle(batch, outcome);
      if (told.length === 0) {
        this.#wait("offline");
        return;
      }
    }
    this.condition = this.count > 0 ? "saving" : "saved";
    this.#failed = 0;
  }

  #post(batch: [string, Change][], leaving: boolean): Promise<Response | null> {
    const changes = batch.map(([, { key, kind, line, values, seen, at }]) => ({ key, kind, line, values, seen, at }));
    const headers = { "Content-Type": "application/json" };
    return ask(`${this.address}/changes`, { method: "POST", headers, body: JSON.stringify({ changes }), keepalive: leaving });
  }

  #settle(batch: [string, Change][], outcome: Outcome): void {
    const found = batch.find(([, each]) => each.key === outcome.key);
    if (!found) return;
    const [id, change] = found;
    if (outcome.fate === "saved" || outcome.fate === "repeated") {
      const now = this.waiting.find(([each]) => each === id)?.[1];
      if (now && JSON.stringify(now.values) !== JSON.stringify(change.values)) {
        const { sent: _sent, ...rest } = now; // written on in another tab while this one sent it
        this.#kept.put(id, { ...rest, key: random(), seen: outcome.version, was: intended(change) });
      } else this.#kept.drop(id);
      this.saved(change, outcome);
    } else if (outcome.fate === "refused") {
      this.#refuse(found, outcome.trouble, outcome.words);
    } else this.#reconcile(id, change, outcome);
  }

  /** Somebody changed the same meanwhile, or another field of it: only where both changed one field is there a conflict. */
  #reconcile(id: string, change: Change, outcome: Outcome): void {
    const there = standing(change.kind, outcome.theirs);
    const mine = intended(change);
    if (there === mine) {
      this.#kept.drop(id);
      this.saved(change, outcome);
      return;
    }
    const both = TEXTS.has(change.kind) ? merged(change.was, mine, there) : there === change.was ? mine : null;
    if (both === null) {
      this.#kept.drop(id);
      const made: Problem = { change, theirs: outcome.theirs, version: outcome.version, trouble: "", words: outcome.words };
      this.#kept.put(id.replace("wait:", "open:"), made);
    } else {
      const values = TEXTS.has(change.kind) ? { ...change.values, text: both } : change.values;
      const { sent: _sent, ...rest } = change;
      this.#kept.put(id, { ...rest, key: random(), values, seen: outcome.version, was: there });
      if (both !== mine) this.saved({ ...change, values }, { ...outcome, version: null });
    }
  }

  #refuse([id, change]: [string, Change], trouble: string, words?: Words): void {
    this.#kept.drop(id);
    if (change.kind !== "time") this.#kept.put(id.replace("wait:", "open:"), { change, theirs: null, version: null, trouble, words } satisfies Problem);
  }

  #batch(): [string, Change][] {
    let size = 0;
    return this.waiting.slice(0, AT_ONCE).filter(([, change], place) => {
      size += JSON.stringify(change.values).length;
      return place === 0 || size <= SIZE;
    });
  }

  #soon(wait: number): void {
    const now = Date.now();
    this.#first ||= now;
    clearTimeout(this.#timer);
    const left = Math.max(0, Math.min(wait, this.#first + LONGEST_MS - now));
    this.#timer = window.setTimeout(() => void this.flush(), left);
  }

  #wait(condition: Condition): void {
    this.condition = condition;
    const wait = condition === "closed" ? CLOSED_MS : (RETRY_MS[Math.min(this.#failed, RETRY_MS.length - 1)] ?? 0);
    this.#failed += 1;
    if (!this.#ended) this.#timer = window.setTimeout(() => void this.flush(), wait);
  }
}

/** Whether the server could read a request and will never take it, however often it is sent. */
function isUnreadable(answer: Response | null): boolean {
  return answer !== null && answer.status >= 400 && answer.status < 500 && ![404, 408, 429].includes(answer.status);
}

function random(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (each) => each.toString(16).padStart(2, "0")).join("");
}
