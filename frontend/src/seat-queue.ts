// The changes of a seat that are not yet on the server's disk. Each is an item of its own in this browser's storage, so that
// a reload, a crash or a second tab finds it; whoever holds the lock sends them, in their order, each under its own key.
import { merged } from "./seat-merge";

export type Values = Record<string, unknown>;

export interface Change {
  key: string;
  kind: string;
  line: number | null;
  values: Values;
  seen: number | null;
  at: string;
  /** What the person changed: where that is still so, a stale change is no conflict. */
  was: string;
  sent?: boolean;
}

export interface Outcome {
  key: string;
  fate: "saved" | "repeated" | "stale" | "refused";
  line: number | null;
  version: number | null;
  trouble: string;
  theirs: Values;
}

/** A change that waits for a decision: another stands there, or it was refused. */
export interface Problem {
  change: Change;
  theirs: Values | null;
  version: number | null;
  trouble: string;
}

export type Condition = "saved" | "saving" | "offline" | "closed";

export const TEXTS = new Set(["note", "flag", "scratch"]);
const OWN = new Set(["rate", "state", "note", "flag", "tick"]);
const PREFIX = "viva-seat:";
const AT_ONCE = 50;
const SIZE = 200_000;
const TYPING_MS = 300;
const LONGEST_MS = 2000;
const RETRY_MS = [1000, 2000, 4000, 8000];
const CLOSED_MS = 30_000;

/** What two changes have in common that would overwrite each other's version. */
export function target(change: Pick<Change, "kind" | "line">): string {
  return change.kind === "scratch" ? "scratch" : `${OWN.has(change.kind) ? "own" : "shared"} ${change.line ?? ""}`;
}

/** What stands in the field that a change is about, as one text to compare. */
export function standing(kind: string, theirs: Values): string {
  switch (kind) {
    case "rate":
    case "state":
      return `${String(theirs["state"])}|${String(theirs["rating"] ?? "")}`;
    case "note":
    case "flag":
      return String(theirs[kind] ?? "");
    case "scratch":
      return String(theirs["text"] ?? "");
    case "skip":
      return String(theirs["skipped"]);
    case "assign":
      return String(theirs["assigned"] ?? "");
    default:
      return String(theirs["swapped_for"] ?? "");
  }
}

/** The same of what a change makes of it. */
export function intended(change: Pick<Change, "kind" | "values">): string {
  const { kind, values } = change;
  if (kind === "rate") return values["rating"] == null ? "not asked|" : `rated|${String(values["rating"])}`;
  if (kind === "state") return `${String(values["state"])}|`;
  if (TEXTS.has(kind)) return String(values["text"] ?? "");
  if (kind === "skip") return String(values["skipped"]);
  if (kind === "assign") return String(values["seat"] ?? "");
  return "";
}

export class SeatQueue {
  condition: Condition = "saved";
  kept = true;
  readonly #prefix: string;
  readonly #unkept = new Map<string, string>();
  #timer = 0;
  #first = 0;
  #failed = 0;
  #count = 0;
  #moment = 0;
  #sending = false;
  #again = false;
  #ended = false;

  constructor(
    readonly name: string,
    readonly address: string,
    readonly told: () => void,
    readonly saved: (change: Change, outcome: Outcome) => void,
  ) {
    this.#prefix = `${PREFIX}${name}:`;
  }

  /** All that waits, in the order in which it was done. */
  get waiting(): [string, Change][] {
    return this.#items("wait:").map(([id, text]) => [id, JSON.parse(text) as Change]);
  }

  get problems(): [string, Problem][] {
    return this.#items("open:").map(([id, text]) => [id, JSON.parse(text) as Problem]);
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
      this.#put(id, { ...problem, change: { ...problem.change, values } });
      this.told();
      return;
    }
    const all = this.waiting;
    const same = all.filter(([, each]) => target(each) === target({ kind, line }));
    const last = all.findLast(([, each]) => each.kind === kind && each.line === line);
    if (last && !last[1].sent && (TEXTS.has(kind) || kind === "time")) {
      this.#put(last[0], { ...last[1], values, at: new Date().toISOString() });
    } else {
      const before = TEXTS.has(kind) && last ? intended(last[1]) : was;
      this.#count += 1;
      this.#moment = Math.max(this.#moment, Date.now()); // a clock that is set back changes no order
      const id = `wait:${String(this.#moment).padStart(15, "0")}-${String(this.#count).padStart(6, "0")}-${random()}`;
      const seen = version === null ? null : version + same.filter(([, each]) => each.kind !== "move" && each.kind !== "open").length;
      this.#put(id, { key: random(), kind, line, values, seen, at: new Date().toISOString(), was: before });
    }
    if (kind !== "time" && this.condition === "saved") this.condition = "saving";
    this.told();
    this.#soon(TEXTS.has(kind) ? TYPING_MS : 0);
  }

  /** What a person decided about a problem: send this instead, or nothing. */
  decide(id: string, values: Values | null): void {
    const problem = this.problems.find(([each]) => each === id)?.[1];
    if (!problem) return;
    this.#drop(id);
    if (values) {
      const was = problem.theirs ? standing(problem.change.kind, problem.theirs) : problem.change.was;
      this.add(problem.change.kind, problem.change.line, values, problem.version ?? problem.change.seen, was);
    } else this.told();
  }

  /** Sends what waits, unless another tab does; `leaving`: the page is about to go. */
  async flush(leaving = false): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = this.#first = 0;
    if (this.#ended) return;
    if (this.#sending) {
      this.#again = true;
      return;
    }
    this.#sending = true;
    try {
      do {
        this.#again = false;
        if (navigator.locks && !leaving) await navigator.locks.request(`${this.#prefix}send`, () => this.#send(false));
        else await this.#send(leaving);
      } while (this.#again && this.condition !== "offline" && this.condition !== "closed");
    } finally {
      this.#sending = false;
      this.told();
    }
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  async #send(leaving: boolean): Promise<void> {
    for (let batch = this.#batch(); batch.length > 0; batch = this.#batch()) {
      for (const [id, change] of batch) this.#put(id, { ...change, sent: true });
      let answer = await this.#post(batch, leaving);
      if (answer && answer.status >= 400 && answer.status < 500 && ![404, 408, 429].includes(answer.status)) {
        batch.splice(1); // one of them cannot even be read: which, is found out one by one
        answer = await this.#post(batch, leaving);
        const [only] = batch;
        if (answer && answer.status >= 400 && answer.status < 500 && ![404, 408, 429].includes(answer.status) && only) {
          this.#refuse(only, String(answer.status));
          continue;
        }
      }
      if (!answer?.ok) {
        this.#wait(answer?.status === 404 ? "closed" : "offline");
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
    return fetch(`${this.address}/changes`, { method: "POST", headers, body: JSON.stringify({ changes }), keepalive: leaving }).catch(() => null);
  }

  #settle(batch: [string, Change][], outcome: Outcome): void {
    const found = batch.find(([, each]) => each.key === outcome.key);
    if (!found) return;
    const [id, change] = found;
    if (outcome.fate === "saved" || outcome.fate === "repeated") {
      const now = this.waiting.find(([each]) => each === id)?.[1];
      if (now && JSON.stringify(now.values) !== JSON.stringify(change.values)) {
        const { sent: _sent, ...rest } = now; // written on in another tab while this one sent it
        this.#put(id, { ...rest, key: random(), seen: outcome.version, was: intended(change) });
      } else this.#drop(id);
      this.saved(change, outcome);
    } else if (outcome.fate === "refused") {
      this.#refuse(found, outcome.trouble);
    } else this.#reconcile(id, change, outcome);
  }

  /** Somebody changed the same meanwhile, or another field of it: only where both changed one field is there a conflict. */
  #reconcile(id: string, change: Change, outcome: Outcome): void {
    const there = standing(change.kind, outcome.theirs);
    const mine = intended(change);
    if (there === mine) {
      this.#drop(id);
      this.saved(change, outcome);
      return;
    }
    const both = TEXTS.has(change.kind) ? merged(change.was, mine, there) : there === change.was ? mine : null;
    if (both === null) {
      this.#drop(id);
      const made: Problem = { change, theirs: outcome.theirs, version: outcome.version, trouble: "" };
      this.#put(id.replace("wait:", "open:"), made);
    } else {
      const values = TEXTS.has(change.kind) ? { ...change.values, text: both } : change.values;
      const { sent: _sent, ...rest } = change;
      this.#put(id, { ...rest, key: random(), values, seen: outcome.version, was: there });
      if (both !== mine) this.saved({ ...change, values }, { ...outcome, version: null });
    }
  }

  #refuse([id, change]: [string, Change], trouble: string): void {
    this.#drop(id);
    if (change.kind !== "time") this.#put(id.replace("wait:", "open:"), { change, theirs: null, version: null, trouble } satisfies Problem);
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

  #items(kind: string): [string, string][] {
    const found = new Map<string, string>();
    for (let place = 0; place < localStorage.length; place += 1) {
      const name = localStorage.key(place);
      if (name?.startsWith(this.#prefix + kind)) found.set(name.slice(this.#prefix.length), localStorage.getItem(name) ?? "");
    }
    for (const [id, text] of this.#unkept) if (id.startsWith(kind)) found.set(id, text);
    return [...found].filter(([, text]) => text).sort(([one], [other]) => (one < other ? -1 : 1));
  }

  #put(id: string, value: Change | Problem): void {
    const text = JSON.stringify(value);
    try {
      localStorage.setItem(this.#prefix + id, text);
      this.#unkept.delete(id);
    } catch {
      this.#unkept.set(id, text); // no room, or storage is switched off: the page says that it must stay open
    }
    this.kept = this.#unkept.size === 0;
  }

  #drop(id: string): void {
    localStorage.removeItem(this.#prefix + id);
    this.#unkept.delete(id);
    this.kept = this.#unkept.size === 0;
  }
}

function random(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (each) => each.toString(16).padStart(2, "0")).join("");
}
