import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import "./seat";
import type { Change } from "./seat-change";

let changes: Change[] = [];
let parts = "";
let feed = { sequence: 1, lines: [] as number[], kinds: [] as string[], present: [] as number[] };
let away = false;
let held = false;

const field = (id: string): HTMLInputElement => document.querySelector<HTMLInputElement>(`#${id}`)!;
const status = (): string => document.querySelector("[data-status]")?.textContent ?? "";
const form = (kind: string, inside: string): string =>
  `<form action="/seat/t" method="post" data-change="${kind}"><input type="hidden" name="key" value="k"><input type="hidden" name="kind" value="${kind}"><input type="hidden" name="line" value="1"><input type="hidden" name="seen" value="0">${inside}</form>`;
const note = (text: string): string => `<div id="note-part-1" data-part>${form("note", `<label>Note</label><textarea id="note-1" name="text" data-auto>${text}</textarea>`)}</div>`;
const points = (version: number): string => `<div id="points-1" data-part data-version="${version}" data-state="not asked" data-rating="">${form("tick", `<input type="hidden" name="point" value="0"><button id="point-1-0" name="ticked" value="true" aria-pressed="false"><span data-mark>○</span></button>`)}</div>`;

function show(text = ""): void {
  document.body.innerHTML = `<viva-seat data-name="one" data-address="/seat/t" data-sequence="1" data-saving="Saving" data-saved="Saved" data-offline="Offline {count}" data-conflict="Conflict {count}" data-refused="No: {reason}" data-mine="Mine" data-theirs="Theirs" data-take-mine="Keep mine" data-take-theirs="Keep theirs" data-take-both="Keep both" data-nothing="nothing" data-stays="You stay {count}" data-full="Full at {most}">
    <p role="status" data-status hidden></p><section data-conflicts></section>
    <nav id="seat-list" data-part><a href="?line=1" data-jump="1" aria-current="true">1</a><a href="?line=2" data-jump="2">2</a></nav>
    <article id="line-1" data-line="1"><h2 id="ask-1" tabindex="-1">One</h2>${points(0)}${note(text)}</article>
    <article id="line-2" data-line="2" hidden><h2 id="ask-2" tabindex="-1">Two</h2></article>
  </viva-seat>`;
}

function type(text: string): void {
  field("note-1").value = text;
  field("note-1").dispatchEvent(new Event("input", { bubbles: true }));
}

describe("the screen of a seat", () => {
  beforeEach(async () => {
    vi.useFakeTimers();
    localStorage.clear();
    changes = [];
    away = held = false;
    feed = { sequence: 1, lines: [], kinds: [], present: [] };
    vi.stubGlobal("fetch", (address: string, request?: { body?: string }) => {
      if (away) return Promise.reject(new TypeError("refused"));
      if (address.includes("/feed")) return Promise.resolve({ ok: true, status: 200, json: () => Promise.resolve(feed) });
      if (address.includes("/parts")) return Promise.resolve({ ok: true, status: 200, text: () => Promise.resolve(parts) });
      if (held) return Promise.reject(new TypeError("refused"));
      const came = (JSON.parse(request?.body ?? "{}") as { changes: Change[] }).changes;
      changes.push(...came);
      const outcomes = came.map((each) => ({ key: each.key, fate: "saved", line: each.line, version: 1, trouble: "", theirs: {} }));
      return Promise.resolve({ ok: true, status: 200, json: () => Promise.resolve({ outcomes }) });
    });
    vi.stubGlobal("WebSocket", undefined);
    show();
    await vi.advanceTimersByTimeAsync(0);
  });

  afterEach(() => {
    document.body.innerHTML = "";
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("saves what is typed without a button, and says so", async () => {
    type("said it");
    expect(status()).toBe("Saving");
    await vi.advanceTimersByTimeAsync(900);
    expect(changes.map((each) => [each.kind, each.line, each.values, each.seen])).toEqual([["note", 1, { text: "said it" }, 0]]);
    expect(status()).toBe("Saved");
    expect(field("note-1").defaultValue).toBe("said it");
  });

  it("sends a form as a change, with numbers as numbers, and shows it at once", async () => {
    away = true;
    field("point-1-0").click();
    expect(field("point-1-0").getAttribute("aria-pressed")).toBe("true");
    away = false;
    await vi.advanceTimersByTimeAsync(3000);
    expect(changes[0]).toMatchObject({ kind: "tick", line: 1, values: { point: 0, ticked: true } });
  });

  it("says in words how many changes wait, and has them again in a new page", async () => {
    away = true;
    type("not sent");
    await vi.advanceTimersByTimeAsync(900);
    expect(status()).toBe("Offline 1");
    show();
    await vi.advanceTimersByTimeAsync(0);
    expect(field("note-1").value).toBe("not sent");
  });

  it("is left by a link only when all is saved and the server answers", async () => {
    const went = vi.spyOn(location, "assign").mockImplementation(() => {});
    const link = document.createElement("a");
    link.href = "/seat/t/card";
    document.body.append(link);
    away = true;
    type("not sent");
    link.click();
    await vi.advanceTimersByTimeAsync(0);
    expect([status(), went.mock.calls.length]).toEqual(["You stay 1", 0]);
    away = false;
    link.click();
    await vi.advanceTimersByTimeAsync(0);
    expect([went.mock.calls.length, changes.map((each) => each.values)]).toEqual([1, [{ text: "not sent" }]]);
    went.mockRestore();
  });

  it("jumps to another question without asking the server", () => {
    away = true;
    document.querySelector<HTMLElement>("[data-jump='2']")?.click();
    expect(document.querySelector("#line-1")?.hasAttribute("hidden")).toBe(true);
    expect(document.querySelector("#line-2")?.hasAttribute("hidden")).toBe(false);
    expect(document.activeElement?.id).toBe("ask-2");
  });

  it("takes what others changed, but never into what somebody types", async () => {
    field("note-1").focus();
    type("mine");
    held = true;
    parts = points(7) + note("theirs");
    feed = { sequence: 5, lines: [1], kinds: ["tick"], present: [] };
    const typing = field("note-1");
    await vi.advanceTimersByTimeAsync(3500);
    expect(field("note-1")).toBe(typing);
    expect(field("note-1").value).toBe("mine");
    expect(document.querySelector("#points-1")?.getAttribute("data-version")).toBe("7");
  });

  it("replaces nothing between press and release, so that the click is heard", async () => {
    await vi.advanceTimersByTimeAsync(2500);
    parts = points(7);
    feed = { sequence: 5, lines: [1], kinds: ["tick"], present: [] };
    const pressed = field("point-1-0");
    pressed.dispatchEvent(new Event("pointerdown", { bubbles: true }));
    await vi.advanceTimersByTimeAsync(900);
    expect(field("point-1-0")).toBe(pressed);

    pressed.dispatchEvent(new Event("pointerup", { bubbles: true }));
    pressed.click();
    await vi.advanceTimersByTimeAsync(0);
    expect(changes.map((each) => each.kind)).toEqual(["tick"]);
    expect(document.querySelector("#points-1")?.getAttribute("data-version")).toBe("7");
  });

  it("does not wait for a release that never comes", async () => {
    await vi.advanceTimersByTimeAsync(2500);
    parts = points(7);
    feed = { sequence: 5, lines: [1], kinds: ["tick"], present: [] };
    field("point-1-0").dispatchEvent(new Event("pointerdown", { bubbles: true }));
    await vi.advanceTimersByTimeAsync(1100);
    expect(document.querySelector("#points-1")?.getAttribute("data-version")).toBe("7");
  });

  it("keeps the caret in a text that is in hand when another adds to it", async () => {
    show("one two");
    await vi.advanceTimersByTimeAsync(0);
    field("note-1").focus();
    field("note-1").setSelectionRange(7, 7);
    parts = points(1) + note("zero one two");
    feed = { sequence: 5, lines: [1], kinds: ["note"], present: [] };
    await vi.advanceTimersByTimeAsync(3500);
    expect([field("note-1").value, field("note-1").selectionStart]).toEqual(["zero one two", 12]);
  });

  it("hears from a socket what changed, and asks by itself when there is none", async () => {
    const sockets: EventTarget[] = [];
    class Socket extends EventTarget {
      readyState = 1;
      constructor(readonly address: URL) {
        super();
        sockets.push(this);
      }
      close(): void {}
    }
    vi.stubGlobal("WebSocket", Socket);
    show();
    await vi.advanceTimersByTimeAsync(0);
    expect(String((sockets[0] as Socket).address)).toMatch(/^ws.*\/seat\/t\/live\?since=1$/);
    parts = points(9);
    sockets[0]?.dispatchEvent(new MessageEvent("message", { data: JSON.stringify({ sequence: 3, lines: [1], kinds: ["tick"], present: [] }) }));
    await vi.advanceTimersByTimeAsync(10);
    expect(document.querySelector("#points-1")?.getAttribute("data-version")).toBe("9");

    parts = points(11);
    feed = { sequence: 6, lines: [1], kinds: ["tick"], present: [] };
    sockets[0]?.dispatchEvent(new Event("close"));
    await vi.advanceTimersByTimeAsync(4000);
    expect(document.querySelector("#points-1")?.getAttribute("data-version")).toBe("11");
    expect(sockets.length).toBeGreaterThan(1);
  });

  it("says so where a field takes no more", () => {
    field("note-1").maxLength = 5;
    type("12345");
    expect(document.querySelector("[data-cut]")?.textContent).toBe("Full at 5");
    type("1234");
    expect(document.querySelector("[data-cut]")).toBeNull();
  });

  it("leaves a field with Escape, so that the keys work again", () => {
    field("note-1").focus();
    field("note-1").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    expect(document.activeElement?.id).toBe("ask-1");
  });
});
