import { describe, expect, it } from "vitest";

import { merged } from "./seat-merge";

describe("merged", () => {
  it("takes the one that changed when only one did", () => {
    expect(merged("a", "a", "b")).toBe("b");
    expect(merged("a", "b", "a")).toBe("b");
    expect(merged("a", "b", "b")).toBe("b");
  });

  it("puts together what changed in different places, whoever was first", () => {
    expect(merged("one\ntwo\nthree", "ONE\ntwo\nthree", "one\ntwo\nTHREE")).toBe("ONE\ntwo\nTHREE");
    expect(merged("one\ntwo\nthree", "one\ntwo\nthree!", "zero\none\ntwo\nthree")).toBe("zero\none\ntwo\nthree!");
  });

  it("does not guess when both changed the same place", () => {
    expect(merged("one", "two", "three")).toBeNull();
    expect(merged("", "mine", "theirs")).toBeNull();
    expect(merged("ab", "aXb", "aYb")).toBeNull();
  });
});
