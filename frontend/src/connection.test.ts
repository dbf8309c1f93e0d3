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
});
