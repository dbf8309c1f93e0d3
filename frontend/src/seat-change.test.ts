import { describe, expect, it } from "vitest";

import { alike, intended, standing, target } from "./seat-change";

describe("a change of a seat", () => {
  it("stands there as it was intended", () => {
    const all = [
      [{ kind: "rate", values: { rating: 3 } }, { state: "rated", rating: 3 }],
      [{ kind: "rate", values: { rating: null } }, { state: "not asked", rating: null }],
      [{ kind: "state", values: { state: "void", reason: "outage" } }, { state: "void", rating: null }],
      [{ kind: "note", values: { text: "said" } }, { note: "said" }],
      [{ kind: "flag", values: { text: "lied" } }, { flag: "lied" }],
      [{ kind: "scratch", values: { text: "x = 1" } }, { text: "x = 1" }],
      [{ kind: "skip", values: { skipped: true, reason: "" } }, { skipped: true }],
      [{ kind: "assign", values: { seat: 2 } }, { assigned: 2 }],
      [{ kind: "assign", values: { seat: null } }, { assigned: null }],
    ] as const;
    for (const [change, theirs] of all) expect(standing(change.kind, theirs)).toBe(intended(change));
  });

  it("is about the same field as another of its kind, and a rating as a state", () => {
    expect(alike({ kind: "rate", line: 1 }, { kind: "state", line: 1 })).toBe(true);
    expect(alike({ kind: "note", line: 1 }, { kind: "note", line: 2 })).toBe(false);
    expect(alike({ kind: "note", line: 1 }, { kind: "flag", line: 1 })).toBe(false);
  });

  it("counts the version of one's own entry, of the question, or of the shared text", () => {
    const of = (kind: string, line: number | null): string => target({ kind, line });
    expect([of("tick", 1), of("skip", 1), of("scratch", null)]).toEqual([of("note", 1), of("assign", 1), "scratch"]);
    expect(of("note", 1)).not.toBe(of("skip", 1));
  });
});
