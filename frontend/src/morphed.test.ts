import { beforeEach, describe, expect, it, vi } from "vitest";

import { followAnswers } from "./morphed";

const form = (): HTMLFormElement => document.querySelector("form")!;
const field = <Found extends HTMLElement>(name: string): Found => form().elements.namedItem(name) as unknown as Found;
const text = (): HTMLTextAreaElement => field("option");
const tell = (name: string, on: Element = form()): boolean =>
  on.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: { ctx: { target: on } } }));

/** As a row is removed: what stood below it stands in its fields now, which a browser does not show where somebody typed. */
function remove(): void {
  tell("htmx:before:swap");
  tell("htmx:after:settle");
}

describe("a form that is shown anew", () => {
  const shown = vi.fn();

  beforeEach(() => {
    document.body.innerHTML = `<div><form><textarea name="option">was</textarea><input type="checkbox" name="right">
      <select name="group"><option value="must">Must</option><option value="should" selected>Should</option></select>
      <input type="file" name="pictures"></form><div id="preview"></div></div>`;
    shown.mockClear();
    followAnswers(document.querySelector("div")!, form, shown);
    text().value = "removed";
    field<HTMLInputElement>("right").checked = true;
    field<HTMLSelectElement>("group").value = "must";
  });

  it("has in each field what the answer says", () => {
    tell("htmx:before:request");
    remove();
    expect([text().value, field<HTMLInputElement>("right").checked, field<HTMLSelectElement>("group").value]).toEqual(["was", false, "should"]);
    expect(shown).toHaveBeenCalledOnce();
  });

  it("keeps what was typed while the answer was on its way", () => {
    tell("htmx:before:request");
    text().value = "typed since";
    remove();
    expect([text().value, field<HTMLInputElement>("right").checked]).toEqual(["typed since", false]);
  });

  it("lets its preview be shown without touching a field", () => {
    const preview = document.querySelector("#preview")!;
    for (const name of ["htmx:before:request", "htmx:before:swap", "htmx:after:settle"]) tell(name, preview);
    expect([text().value, shown.mock.calls.length]).toEqual(["removed", 0]);
  });
});
