import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Kept } from "./seat-kept";

describe("what a page keeps", () => {
  beforeEach(() => localStorage.clear());
  afterEach(() => vi.unstubAllGlobals());

  it("is found again in the order of its names, and each kind apart", () => {
    const kept = new Kept("one:");
    kept.put("wait:2", "second");
    kept.put("wait:1", "first");
    kept.put("open:1", "other");
    expect(new Kept("one:").items("wait:")).toEqual([
      ["wait:1", "first"],
      ["wait:2", "second"],
    ]);
    expect(new Kept("two:").items("wait:")).toEqual([]);
  });

  it("is gone when it is dropped", () => {
    const kept = new Kept("one:");
    kept.put("wait:1", {});
    kept.drop("wait:1");
    expect([kept.items("wait:"), localStorage.length]).toEqual([[], 0]);
  });

  it("stays in the page where the browser has no room, and says so until it is dropped", () => {
    const full = (): never => {
      throw new DOMException("full", "QuotaExceededError");
    };
    vi.stubGlobal("localStorage", { length: 0, key: () => null, getItem: () => null, setItem: full, removeItem: () => {} });
    const kept = new Kept("one:");
    kept.put("wait:1", { text: "a" });
    expect([kept.safe, kept.items("wait:")]).toEqual([false, [["wait:1", { text: "a" }]]]);
    kept.drop("wait:1");
    expect([kept.safe, kept.items("wait:")]).toEqual([true, []]);
  });

  it("stays in the page where the browser was told to keep nothing", () => {
    const denied = vi.spyOn(window, "localStorage", "get").mockImplementation(() => {
      throw new DOMException("denied", "SecurityError");
    });
    const kept = new Kept("one:");
    kept.put("wait:1", { text: "a" });
    expect([kept.safe, kept.items("wait:")]).toEqual([false, [["wait:1", { text: "a" }]]]);
    kept.drop("wait:1");
    expect([kept.safe, kept.items("wait:")]).toEqual([true, []]);
    denied.mockRestore();
  });
});
