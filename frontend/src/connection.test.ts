import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import "./connection";
import { PATIENCE_MS } from "./asking";

const said = (): HTMLElement => document.querySelector("viva-connection")!;

describe("connection", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    document.body.innerHTML = `<viva-connection hidden data-lost="Lost" data-back="Back"></viva-connection>`;
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("tells that nobody answers, and that somebody does again", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("refused")));
    document.dispatchEvent(new CustomEvent("htmx:error", { detail: { error: new TypeError("refused") } }));
    expect([said().hidden, said().textContent]).toEqual([false, "Lost"]);

    vi.stubGlobal("fetch", () => Promise.resolve({ ok: true }));
    await vi.advanceTimersByTimeAsync(2000);
    expect(said().textContent).toBe("Back");
    await vi.advanceTimersByTimeAsync(3000);
    expect(said().hidden).toBe(true);
  });

  it("asks again where a network swallows the question", async () => {
    const asked = vi.fn((_address: string, { signal }: RequestInit) => {
      return new Promise((_done, fail) => signal?.addEventListener("abort", () => fail(new DOMException("given up", "AbortError"))));
    });
    vi.stubGlobal("fetch", asked);
    window.dispatchEvent(new Event("offline"));
    await vi.advanceTimersByTimeAsync(2000 + PATIENCE_MS + 2000);
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it("is quiet about other failures", () => {
    document.dispatchEvent(new CustomEvent("htmx:error", { detail: { error: new Error("bad mark-up") } }));
    expect(said().hidden).toBe(true);
  });

  it("takes away what was told of another request once one succeeds", () => {
    document.body.insertAdjacentHTML("beforeend", `<div id="trouble"><p role="alert">Full</p></div>`);
    const told = (status: number): string => {
      document.dispatchEvent(new CustomEvent("htmx:after:request", { detail: { ctx: { response: { status } } } }));
      return document.querySelector("#trouble")!.textContent;
    };
    expect([told(503), told(200)]).toEqual(["Full", ""]);
  });

  it("looks up what was typed meanwhile", async () => {
    document.body.insertAdjacentHTML("beforeend", "<input>");
    const field = document.querySelector("input")!;
    let asked = 0;
    field.addEventListener("input", () => (asked += 1));
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const sourceEvent = { type: "input", target: field };
    document.dispatchEvent(new CustomEvent("htmx:error", { detail: { error: new TypeError("refused"), ctx: { sourceEvent } } }));
    vi.stubGlobal("fetch", () => Promise.resolve({ ok: true }));
    await vi.advanceTimersByTimeAsync(2000);
    expect(asked).toBe(2);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toBe(2);
  });

  describe("of a form", () => {
    const form = (): HTMLFormElement => document.querySelector("form")!;
    const submitted = (): boolean => form().dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }));

    beforeEach(() => {
      document.body.insertAdjacentHTML("beforeend", `<form method="post" action="/do"></form>`);
    });

    it("keeps it here while nobody answers, and says so", async () => {
      let unsent = 0;
      document.addEventListener("viva:unsent", () => (unsent += 1), { once: true });
      vi.stubGlobal("fetch", () => Promise.reject(new TypeError("refused")));
      expect(submitted()).toBe(false);
      await vi.advanceTimersByTimeAsync(0);
      expect([unsent, said().hidden, said().textContent]).toEqual([1, false, "Lost"]);
    });

    it("lets it go once when somebody answers, although its part of the page is another by then", async () => {
      vi.stubGlobal("fetch", () => Promise.resolve({ ok: true }));
      const sent = form();
      const went = vi.spyOn(sent, "requestSubmit").mockImplementation(() => undefined);
      submitted();
      submitted();
      sent.remove();
      await vi.advanceTimersByTimeAsync(0);
      expect([went.mock.calls.length, sent.isConnected]).toEqual([1, true]);
    });

    it("leaves alone what an island sends", () => {
      form().addEventListener("submit", (event) => event.preventDefault());
      const asked = vi.fn();
      vi.stubGlobal("fetch", asked);
      submitted();
      expect(asked).not.toHaveBeenCalled();
    });
  });
});
