import { beforeEach, describe, expect, it } from "vitest";

import type { Change, Outcome } from "./seat-change";
import { aimOf, changeIn, rewrite, Screen } from "./seat-screen";

const root = document.createElement("div");
const screen = new Screen(root);
const form = (): HTMLFormElement => screen.find<HTMLFormElement>("form")!;
const change = (kind: string, values: Change["values"], line: number | null = 1): Change => ({ key: "k", kind, line, values, seen: 0, at: "", was: "" });
const saved = (version: number | null): Outcome => ({ key: "k", fate: "saved", line: 1, version, trouble: "", theirs: {} });

describe("the screen of a seat", () => {
  beforeEach(() => {
    root.innerHTML = `<nav id="seat-list"><a data-jump="1"></a><a data-jump="2"></a></nav>
      <article id="line-1" data-line="1"><h2 id="ask-1" tabindex="-1">One</h2>
        <div id="points-1" data-version="3" data-state="rated" data-rating="2"></div>
        <div id="shared-1" data-line-version="5" data-skipped="false" data-assigned="7"></div>
        <form data-change="note"><input name="key" value="k"><input name="line" value="1"><input name="at" value="1">
          <textarea id="note-1" name="text" data-auto>one</textarea><input name="point" value="2"><input name="seat" value=""><input name="ticked" value="true"></form></article>
      <article id="line-2" data-line="2" hidden><h2 id="ask-2" tabindex="-1">Two</h2></article>`;
    document.body.replaceChildren(root);
  });

  it("reads a form as the server does: numbers, switches, texts, and what is empty as nothing", () => {
    screen.find<HTMLTextAreaElement>("#note-1")!.value = "a\nb";
    expect(changeIn(form())).toEqual({ kind: "note", line: 1, values: { text: "a\nb", point: 2, seat: null, ticked: true } });
    expect(aimOf(screen.find("#note-1")!)).toEqual({ kind: "note", line: 1 });
  });

  it("puts one question in hand and marks it in the list", () => {
    expect([screen.line, screen.show(2), screen.line, screen.show(9)]).toEqual([1, true, 2, false]);
    expect(screen.all("a[aria-current]").map((each) => each.dataset["jump"])).toEqual(["2"]);
    expect(document.activeElement?.id).toBe("ask-2");
  });

  it("knows the version that each kind of change would overwrite", () => {
    expect(["rate", "note", "tick", "skip", "assign", "move"].map((kind) => screen.version(kind, 1))).toEqual([3, 3, null, 5, 5, null]);
  });

  it("tells what stood there before, with what waits counted in", () => {
    const before = (kind: string, waiting: Change[] = []): string => screen.before({ kind, line: 1, values: {} }, form(), waiting);
    expect([before("rate"), before("skip"), before("assign"), before("note")]).toEqual(["rated|2", "false", "7", "one"]);
    expect(before("rate", [change("state", { state: "no answer" })])).toBe("no answer|");
  });

  it("takes what was saved, and no version that is older than the one it shows", () => {
    screen.saved(change("rate", { rating: 4 }), saved(4), false);
    screen.saved(change("assign", { seat: null }), saved(2), false);
    expect([screen.version("rate", 1), screen.own(1)?.dataset["rating"], screen.version("skip", 1), screen.shared(1)?.dataset["assigned"]]).toEqual([4, "4", 5, ""]);
  });

  it("leaves the caret at the letters it stood at when another's text comes in before it", () => {
    const field = screen.find<HTMLTextAreaElement>("#note-1")!;
    field.focus();
    field.setSelectionRange(1, 3);
    rewrite(field, "zero one");
    expect([field.value, field.selectionStart, field.selectionEnd]).toEqual(["zero one", 6, 8]);
  });

  it("shows a text that was put together with another's, unless the person writes on", () => {
    const field = screen.find<HTMLTextAreaElement>("#note-1")!;
    field.value = "mine, and more";
    screen.saved(change("note", { text: "theirs mine" }), saved(null), true);
    expect(field.value).toBe("mine, and more");
    screen.saved(change("note", { text: "theirs mine" }), saved(null), false);
    expect([field.value, field.defaultValue]).toEqual(["theirs mine", "one"]);
    screen.saved(change("note", { text: "theirs mine" }), saved(6), false);
    expect(field.defaultValue).toBe("theirs mine");
  });
});
