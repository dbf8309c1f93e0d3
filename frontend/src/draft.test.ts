import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import "./draft";

const field = (): HTMLTextAreaElement => document.querySelector("textarea")!;
const kept = (): string[] => Object.keys(localStorage).filter((name) => name.startsWith("viva-draft:"));

function form(key: string, answer = "", typed = ""): string {
  return `<viva-draft data-name="/q/1" data-restored="Here again" data-discard="Discard" ${typed}>
    <form action="/q/1" method="post"><input type="hidden" name="key" value="${key}"><textarea name="answer">${answer}</textarea>
    <button name="do" value="save" data-save>Save</button><button name="do" value="more">More</button></form></viva-draft>`;
}

function type(text: string): void {
  field().value = text;
  field().dispatchEvent(new Event("input", { bubbles: true }));
}

describe("drafts", () => {
  beforeEach(async () => {
    vi.useFakeTimers();
    localStorage.clear();
    sessionStorage.clear();
    vi.stubGlobal("fetch", (_address: string, { body }: { body: FormData }) =>
      Promise.resolve({ ok: true, text: () => Promise.resolve(form("new", String(body.get("answer")))) }),
    );
    document.body.innerHTML = form("one");
    await Promise.resolve();
  });

  afterEach(() => {
    document.body.innerHTML = "";
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("are kept a moment after something was typed", () => {
    type("half an answer");
    expect(kept()).toEqual([]);
    vi.advanceTimersByTime(300);
    expect(kept()).toEqual(["viva-draft:/q/1:one"]);
  });

  it("are kept at once when the page goes", () => {
    type("half an answer");
    window.dispatchEvent(new Event("pagehide"));
    expect(kept()).toHaveLength(1);
  });

  it("are shown again when the page is opened anew, and say so", async () => {
    type("half an answer");
    document.body.innerHTML = "";
    document.body.innerHTML = form("two");
    await vi.runAllTimersAsync();
    expect(field().value).toBe("half an answer");
    expect(document.querySelector("[role=status]")?.textContent).toContain("Here again");
    expect(kept()).toEqual(["viva-draft:/q/1:two"]);
  });

  it("go with the key they were sent with, until something is changed", async () => {
    type("sent, and never answered");
    document.body.innerHTML = "";
    document.body.innerHTML = form("two");
    await vi.runAllTimersAsync();
    const key = (): string => document.querySelector<HTMLInputElement>("[name=key]")!.value;
    expect(key()).toBe("one");
    type("changed");
    expect(key()).toBe("new");
  });

  it("are not shown where the page holds something typed already", async () => {
    type("half an answer");
    document.body.innerHTML = "";
    document.body.innerHTML = form("two", "typed", "data-typed");
    await vi.runAllTimersAsync();
    expect(field().value).toBe("typed");
  });

  it("hold back who leaves, and not who saves", () => {
    type("half an answer");
    const leaving = (): boolean => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
    expect(leaving()).toBe(true);
    document.querySelector("form")!.dispatchEvent(new SubmitEvent("submit", { bubbles: true, submitter: document.querySelector("[data-save]") }));
    expect(leaving()).toBe(false);
    document.dispatchEvent(new Event("viva:unsent"));
    expect([leaving(), kept().length, sessionStorage.length]).toEqual([true, 1, 0]);
  });

  it("are gone when the page tells that they were saved", () => {
    type("an answer");
    document.querySelector("form")!.dispatchEvent(new SubmitEvent("submit", { bubbles: true, submitter: document.querySelector("[data-save]") }));
    expect(kept()).toHaveLength(1);
    document.body.innerHTML = "<viva-draft-kept></viva-draft-kept>";
    expect(kept()).toEqual([]);
  });

  it("of others, or too old ones, do not disturb", async () => {
    localStorage.setItem("viva-draft:/q/1:odd", "{");
    localStorage.setItem("viva-draft:/q/1:old", JSON.stringify({ at: 0, entries: [["answer", "old"]] }));
    localStorage.setItem("viva-draft:/q/2:other", JSON.stringify({ at: Date.now(), entries: [["answer", "other"]] }));
    document.body.innerHTML = "";
    document.body.innerHTML = form("two");
    await vi.runAllTimersAsync();
    expect(field().value).toBe("");
    expect(kept()).toEqual(["viva-draft:/q/2:other"]);
  });
});
