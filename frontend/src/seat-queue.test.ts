import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { PATIENCE_MS } from "./asking";
import type { Change, Outcome, Values } from "./seat-change";
import { SeatQueue } from "./seat-queue";

type Answer = (change: Change) => Partial<Outcome>;

let sent: Change[][] = [];
let answer: Answer | null = null;
const saved: string[] = [];
let queue: SeatQueue;

const open = (): SeatQueue =>
  new SeatQueue(
    "one",
    "/seat/t",
    () => {},
    (change) => saved.push(change.key),
  );

function serve(): void {
  vi.stubGlobal("fetch", (_address: string, request: { body: string }) => {
    const { changes } = JSON.parse(request.body) as { changes: Change[] };
    sent.push(changes);
    if (!answer) return Promise.reject(new TypeError("refused"));
    const outcomes = changes.map((each) => ({ key: each.key, fate: "saved", line: each.line, version: 1, trouble: "", theirs: {}, ...answer?.(each) }));
    return Promise.resolve({ ok: true, status: 200, json: () => Promise.resolve({ outcomes }) });
  });
}

const note = (text: string, was = "", version = 0): void => queue.add("note", 1, { text }, version, was);

describe("the queue of a seat", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    localStorage.clear();
    sent = [];
    saved.length = 0;
    answer = () => ({});
    serve();
    queue = open();
  });

  afterEach(() => {
    queue.end();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("keeps a change at once, sends it within a second, and forgets it when it is on disk", async () => {
    note("a");
    expect(queue.waiting).toHaveLength(1);
    expect(queue.condition).toBe("saving");
    await vi.advanceTimersByTimeAsync(900);
    expect(sent.flat().map((each) => each.values)).toEqual([{ text: "a" }]);
    expect([queue.waiting.length, queue.condition]).toEqual([0, "saved"]);
  });

  it("sends a text that is typed as one change, also while somebody types without a pause", async () => {
    for (let letter = 0; letter < 30; letter += 1) {
      note("x".repeat(letter + 1));
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.advanceTimersByTimeAsync(900);
    expect(sent.length).toBeGreaterThan(1);
    expect(sent.length).toBeLessThan(5);
    expect(sent.at(-1)?.at(-1)?.values).toEqual({ text: "x".repeat(30) });
  });

  it("waits while nobody answers, and then sends all in order under the same keys", async () => {
    answer = null;
    queue.add("rate", 1, { rating: 3 }, 0, "not asked|");
    note("a");
    await vi.advanceTimersByTimeAsync(1000);
    expect([queue.condition, queue.count]).toEqual(["offline", 2]);
    queue.end();
    queue = open();
    const keys = queue.waiting.map(([, each]) => each.key);
    sent = [];
    answer = () => ({});
    await queue.flush();
    expect(sent.flat().map((each) => each.key)).toEqual(keys);
    expect(sent.flat().map((each) => [each.kind, each.seen])).toEqual([
      ["rate", 0],
      ["note", 1],
    ]);
    expect(queue.condition).toBe("saved");
  });

  it("makes another change of what is typed while one is on its way", async () => {
    answer = null;
    note("a");
    await vi.advanceTimersByTimeAsync(400);
    note("ab");
    expect(queue.waiting.map(([, each]) => [each.values["text"], each.was])).toEqual([
      ["a", ""],
      ["ab", "a"],
    ]);
  });

  it("sends again what is stale only because of another field", async () => {
    const theirs: Values = { note: "", rating: 2, state: "rated" };
    answer = (change) => (change.seen === 0 ? { fate: "stale", version: 4, theirs } : {});
    note("mine");
    await vi.advanceTimersByTimeAsync(900);
    expect(sent.flat().map((each) => each.seen)).toEqual([0, 4]);
    expect(new Set(sent.flat().map((each) => each.key)).size).toBe(2);
    expect([queue.problems.length, queue.waiting.length]).toEqual([0, 0]);
  });

  it("puts texts together that were changed in different places", async () => {
    answer = (change) => (change.seen === 1 ? { fate: "stale", version: 2, theirs: { note: "one\ntwo\nTHREE" } } : {});
    note("ONE\ntwo\nthree", "one\ntwo\nthree", 1);
    await vi.advanceTimersByTimeAsync(900);
    expect(sent.flat().at(-1)?.values).toEqual({ text: "ONE\ntwo\nTHREE" });
  });

  it("keeps both where one field was changed twice, until it is decided", async () => {
    answer = (change) => (change.seen === 0 ? { fate: "stale", version: 1, theirs: { note: "theirs" } } : {});
    note("mine");
    await vi.advanceTimersByTimeAsync(900);
    queue.end();
    queue = open();
    const [id, problem] = queue.problems[0]!;
    expect([problem.change.values, problem.theirs]).toEqual([{ text: "mine" }, { note: "theirs" }]);
    note("mine, longer");
    expect(queue.problems[0]?.[1].change.values).toEqual({ text: "mine, longer" });
    queue.decide(id, { text: "both" });
    await vi.advanceTimersByTimeAsync(900);
    expect(sent.flat().at(-1)).toMatchObject({ values: { text: "both" }, seen: 1 });
    expect([queue.problems.length, queue.waiting.length]).toEqual([0, 0]);
  });

  it("does not hide another's void behind a rating", async () => {
    answer = (change) => (change.seen === 0 ? { fate: "stale", version: 1, theirs: { state: "void", rating: null } } : {});
    queue.add("rate", 1, { rating: 3 }, 0, "not asked|");
    await vi.advanceTimersByTimeAsync(900);
    expect(queue.problems).toHaveLength(1);
  });

  it("sends a swap again that came too late only because the clock told the time", async () => {
    answer = (change) => (change.seen === 1 ? { fate: "stale", version: 2, theirs: { swapped_for: null } } : {});
    queue.add("swap", 1, { question: 5 }, 1, "");
    await vi.advanceTimersByTimeAsync(900);
    expect(sent.flat().map((each) => [each.kind, each.seen])).toEqual([
      ["swap", 1],
      ["swap", 2],
    ]);
    expect([saved.length, queue.problems.length]).toEqual([1, 0]);
  });

  it("lets a person decide where another was quicker to swap", async () => {
    answer = () => ({ fate: "stale", version: 2, theirs: { swapped_for: 5 } });
    queue.add("swap", 1, { question: 5 }, 1, "");
    await vi.advanceTimersByTimeAsync(900);
    expect([saved.length, queue.problems.length]).toEqual([0, 1]);
  });

  it("keeps what was refused, with the reason", async () => {
    answer = () => ({ fate: "refused", trouble: "Start first." });
    note("mine");
    await vi.advanceTimersByTimeAsync(900);
    expect(queue.problems[0]?.[1]).toMatchObject({ trouble: "Start first.", change: { values: { text: "mine" } } });
    expect(queue.waiting).toHaveLength(0);
  });

  it("says that a link was closed, and keeps what waits", async () => {
    vi.stubGlobal("fetch", () => Promise.resolve({ ok: false, status: 404 }));
    note("mine");
    await vi.advanceTimersByTimeAsync(900);
    expect([queue.condition, queue.count]).toEqual(["closed", 1]);
  });

  it("says that the server answers and cannot save, and keeps what waits", async () => {
    vi.stubGlobal("fetch", () => Promise.resolve({ ok: false, status: 503 }));
    note("mine");
    await vi.advanceTimersByTimeAsync(900);
    expect([queue.condition, queue.count]).toEqual(["failing", 1]);
    serve();
    await vi.advanceTimersByTimeAsync(2000);
    expect([queue.condition, queue.count]).toEqual(["saved", 0]);
  });

  it("gives up what nobody answers, and sends it again under the same key", async () => {
    const keys: unknown[] = [];
    vi.stubGlobal("fetch", (_address: string, request: { body: string; signal: AbortSignal }) => {
      keys.push((JSON.parse(request.body) as { changes: Change[] }).changes[0]?.key);
      return new Promise((_done, fail) => request.signal.addEventListener("abort", () => fail(new DOMException("given up", "AbortError"))));
    });
    note("mine");
    await vi.advanceTimersByTimeAsync(300 + PATIENCE_MS);
    expect([queue.condition, queue.count]).toEqual(["offline", 1]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(keys).toEqual([keys[0], keys[0]]);
  });

  it("is done with sending when all that waits was answered, also where it is on its way already", async () => {
    note("a");
    const first = queue.flush();
    note("ab");
    await Promise.all([first, queue.flush()]);
    expect([queue.waiting.length, sent.flat().at(-1)?.values]).toEqual([0, { text: "ab" }]);
  });

  it("finds the one that cannot be read, and sends the others", async () => {
    vi.stubGlobal("fetch", (_address: string, request: { body: string }) => {
      const { changes } = JSON.parse(request.body) as { changes: Change[] };
      if (changes.some((each) => each.values["text"] === "bad")) return Promise.resolve({ ok: false, status: 422 });
      const outcomes = changes.map((each) => ({ key: each.key, fate: "saved", line: 1, version: 1, trouble: "", theirs: {} }));
      return Promise.resolve({ ok: true, status: 200, json: () => Promise.resolve({ outcomes }) });
    });
    note("bad");
    queue.add("flag", 1, { text: "good" }, 0, "");
    await vi.advanceTimersByTimeAsync(900);
    expect([queue.waiting.length, queue.problems.length, saved.length]).toEqual([0, 1, 1]);
  });

  it("says when this browser keeps nothing", () => {
    const full = (): never => {
      throw new Error("no room");
    };
    vi.stubGlobal("localStorage", { length: 0, key: () => null, getItem: () => null, setItem: full, removeItem: () => {} });
    note("mine");
    expect([queue.safe, queue.waiting.length]).toEqual([false, 1]);
  });
});
