import { beforeEach, describe, expect, it } from "vitest";

import "./rows";

const press = (key: string): boolean =>
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

const current = (): string | undefined => document.querySelector<HTMLElement>("[data-current]")?.id;

describe("rows", () => {
  beforeEach(() => {
    document.body.innerHTML = `<viva-rows><ul>
      <li data-row id="one"><a href="#1">One</a></li>
      <li data-row id="two"><a href="#2">Two</a></li>
    </ul></viva-rows>`;
  });

  it("walks down and up, and stays at the ends", () => {
    const walked = ["j", "j", "j", "k", "k"].map((key) => (press(key), current()));
    expect(walked).toEqual(["one", "two", "two", "one", "one"]);
  });

  it("gives the row in hand the focus", () => {
    press("j");
    expect(document.activeElement?.getAttribute("href")).toBe("#1");
  });

  it("follows a focus that came otherwise", () => {
    document.querySelector<HTMLElement>("#two a")!.focus();
    expect(current()).toBe("two");
  });

  it("takes up the row that the address names", () => {
    location.hash = "#two";
    document.querySelector("viva-rows")!.replaceWith(document.querySelector("viva-rows")!.cloneNode(true));
    expect(current()).toBe("two");
    location.hash = "";
  });
});
