import { beforeEach, describe, expect, it } from "vitest";

import { foresee } from "./seat-foresee";
import { Screen } from "./seat-screen";

const screen = (): Screen => new Screen(document.body);
const form = (): HTMLFormElement => document.querySelector("form")!;

describe("what the server will say", () => {
  beforeEach(() => {
    document.body.innerHTML = `<b data-said="1"></b><div id="points-1"><span data-tier="must"><progress max="2" value="0"></progress><i data-count></i></span>
      <form><button data-of-tier="must" aria-pressed="false" value="true"><u data-mark>○</u></button></form><button data-of-tier="must" aria-pressed="true"></button></div>
      <select id="rating-1"><option value=""></option><option value="2">2 Should: says why</option></select><button id="rate-1-0" value="2"></button><button id="rate-1-1" value="3"></button>`;
  });

  it("is that a key point was said, and how far its tier is", () => {
    foresee(screen(), { kind: "tick", line: 1, values: { point: 0, ticked: true } }, form());
    expect(form().querySelector("button")?.getAttribute("aria-pressed")).toBe("true");
    expect(form().querySelector("button")?.value).toBe("false");
    expect([document.querySelector("[data-count]")?.textContent, document.querySelector("progress")?.getAttribute("value")]).toEqual(["2/2", "2"]);
  });

  it("is a rating, in the list, on its button, and in words", () => {
    foresee(screen(), { kind: "rate", line: 1, values: { rating: 2 } }, form());
    expect(document.querySelector<HTMLSelectElement>("#rating-1")?.value).toBe("2");
    expect([...document.querySelectorAll("[id^=rate-]")].map((each) => each.getAttribute("aria-pressed"))).toEqual(["true", "false"]);
    expect(document.querySelector("[data-said]")?.textContent).toBe("2 Should");
  });
});
