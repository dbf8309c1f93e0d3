import { beforeEach, describe, expect, it } from "vitest";

import "./pick-all";

const box = (id: string): HTMLInputElement => document.querySelector(`#${id}`)!;

function tick(id: string, on: boolean): void {
  box(id).checked = on;
  box(id).dispatchEvent(new Event("change", { bubbles: true }));
}

describe("picking all", () => {
  beforeEach(() => {
    document.body.innerHTML = `<form>
      <viva-pick-all for="id" data-picked="{count} picked" hidden><input type="checkbox" id="all"><output></output></viva-pick-all>
      <input type="checkbox" name="id" value="1" id="one"><input type="checkbox" name="id" value="2" id="two">
    </form>`;
  });

  it("picks and leaves all", () => {
    tick("all", true);
    expect([box("one").checked, box("two").checked]).toEqual([true, true]);
    tick("all", false);
    expect([box("one").checked, box("two").checked]).toEqual([false, false]);
  });

  it("says how many are picked", () => {
    tick("one", true);
    expect(document.querySelector("output")?.textContent).toBe("1 picked");
    expect(box("all").indeterminate).toBe(true);
  });
});
