import { describe, expect, it } from "vitest";

import { pressed } from "./pressed";

function press(key: string, code: string, shiftKey = false): string {
  return pressed(new KeyboardEvent("keydown", { key, code, shiftKey }));
}

describe("pressed", () => {
  it("takes Latin keys as they are, wherever they stand", () => {
    expect(press("e", "KeyE")).toBe("e");
    expect(press("U", "KeyU", true)).toBe("U");
    expect(press("a", "KeyQ")).toBe("a");
    expect(press(".", "Period")).toBe(".");
    expect(press("Escape", "Escape")).toBe("Escape");
  });

  it("takes Cyrillic letters for the Latin ones of the same place", () => {
    expect(press("о", "KeyJ")).toBe("j");
    expect(press("Г", "KeyU", true)).toBe("U");
    expect(press("х", "BracketLeft")).toBe("[");
    expect(press("Ъ", "BracketRight", true)).toBe("}");
  });

  it("finds the marks that a Russian keyboard has elsewhere", () => {
    expect(press(".", "Slash")).toBe("/");
    expect(press(",", "Slash", true)).toBe("?");
    expect(press(";", "Digit4", true)).toBe("$");
  });

  it("leaves alone what stands nowhere on a Latin keyboard", () => {
    expect(press("é", "Digit2")).toBe("é");
  });
});
