import { beforeEach, describe, expect, it } from "vitest";

import type { Problem, Values } from "./seat-change";
import { Problems } from "./seat-problems";
import { Screen } from "./seat-screen";

const settled: unknown[] = [];
let open: [string, Problem][] = [];
let problems: Problems;

const problem = (kind: string, values: Values, theirs: Values | null, more: Partial<Problem> = {}): Problem => ({
  change: { key: "k", kind, line: 1, values, seen: 1, at: "", was: "" }, theirs, version: 2, trouble: "", words: { title: "Rating", mine: "3 Okay", theirs: "asked, no answer" }, ...more,
});
const told = (selector: string): string[] => [...document.querySelectorAll(selector)].map((each) => each.textContent ?? "");

function show(...all: Problem[]): void {
  open = all.map((each, place) => [`open:${place}`, each]);
  problems.show(open);
}

describe("changes that wait for a decision", () => {
  beforeEach(() => {
    document.body.innerHTML = `<div data-mine="Mine" data-theirs="There" data-take-mine="Keep mine" data-take-theirs="Keep theirs" data-take-both="Keep both" data-refused="No: {reason}" data-nothing="nothing">
      <section data-conflicts></section><h2 id="ask-1" tabindex="-1">What is a lock?</h2></div>`;
    settled.length = 0;
    const current = (id: string): Problem | undefined => open.find(([each]) => each === id)?.[1];
    problems = new Problems(new Screen(document.querySelector("div")!), current, (id, _problem, values, text) => settled.push([id, values, text]));
  });

  it("show both versions of a rating in words", () => {
    show(problem("rate", { rating: 3 }, { state: "no answer", rating: null }));
    expect([told("h2")[0], told("p[data-mine]"), told("p[data-theirs]"), told("button")]).toEqual(["Rating · What is a lock?", ["3 Okay"], ["asked, no answer"], ["Keep mine", "Keep theirs"]]);
  });

  it("take what is decided, as it is by then", () => {
    show(problem("note", { text: "mine" }, { note: "theirs" }));
    show(problem("note", { text: "mine, longer" }, { note: "theirs" }));
    expect(told("p[data-mine]")).toEqual(["mine, longer"]);
    for (const button of document.querySelectorAll("button")) button.click();
    expect(settled).toEqual([
      ["open:0", { text: "mine, longer" }, "mine, longer"],
      ["open:0", null, "theirs"],
      ["open:0", { text: "theirs\nmine, longer" }, "theirs\nmine, longer"],
    ]);
  });

  it("tell why something was refused, where nothing else stands there", () => {
    show(problem("state", { state: "void" }, null, { trouble: "say why" }));
    expect([told("section p")[0], told("p[data-theirs]")]).toEqual(["No: say why", []]);
  });

  it("name a long question by its beginning, up to a word", () => {
    document.querySelector("#ask-1")!.textContent = "What is a lock? ".repeat(9);
    show(problem("rate", { rating: 3 }, {}));
    expect(told("h2")[0]).toBe("Rating · What is a lock? What is a lock? What is a lock? What is a lock? What is a lock? …");
  });

  it("are gone when they are decided", () => {
    show(problem("rate", { rating: 3 }, {}));
    show();
    expect(told("[data-problem]")).toEqual([]);
  });
});
