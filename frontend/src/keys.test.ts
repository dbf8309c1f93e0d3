import { beforeEach, describe, expect, it } from "vitest";

import "./keys";

function press(key: string, from: Element = document.body): void {
  from.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}

describe("keys", () => {
  let clicked: string[];

  beforeEach(() => {
    clicked = [];
    delete document.documentElement.dataset["keys"];
    document.body.innerHTML = `
      <viva-keys></viva-keys>
      <button data-key="e" id="edit">Edit</button>
      <a data-key="g b" id="bank" href="#">Bank</a>
      <input id="query" type="search" data-key="/">
      <textarea id="note"></textarea>`;
    for (const each of document.querySelectorAll<HTMLElement>("[data-key]"))
      each.addEventListener("click", () => clicked.push(each.id));
  });

  it("clicks the control that shows the key", () => {
    press("e");
    expect(clicked).toEqual(["edit"]);
  });

  it("takes two keys in a row", () => {
    press("g");
    press("b");
    expect(clicked).toEqual(["bank"]);
  });

  it("puts the cursor into a field rather than clicking it", () => {
    press("/");
    expect(document.activeElement?.id).toBe("query");
    expect(clicked).toEqual([]);
  });

  it("is silent while somebody types", () => {
    press("e", document.querySelector("#note")!);
    expect(clicked).toEqual([]);
  });

  it("is silent when switched off", () => {
    document.documentElement.dataset["keys"] = "off";
    press("e");
    expect(clicked).toEqual([]);
  });

  it("ends with the element", () => {
    document.querySelector("viva-keys")!.remove();
    press("e");
    expect(clicked).toEqual([]);
  });

  it("opens what folds a control away", () => {
    document.body.insertAdjacentHTML("beforeend", `<details><summary>More</summary><input data-key="s" id="line"></details>`);
    press("s");
    expect(document.querySelector("details")!.open).toBe(true);
    expect(document.activeElement?.id).toBe("line");
  });

  it("is silent while a form is on its way", () => {
    document.body.insertAdjacentHTML("beforeend", `<form method="post"></form>`);
    document.querySelector("form")!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    press("e");
    expect(clicked).toEqual([]);
    window.dispatchEvent(new Event("pageshow"));
    press("e");
    expect(clicked).toEqual(["edit"]);
    document.querySelector("form")!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    document.dispatchEvent(new Event("viva:unsent"));
    press("e");
    expect(clicked).toEqual(["edit", "edit"]);
  });

  it("goes on when a form is answered by a file", () => {
    document.body.insertAdjacentHTML("beforeend", `<form method="post" data-file></form>`);
    document.querySelector("form")!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    press("e");
    expect(clicked).toEqual(["edit"]);
  });

  it("knows a key by its place on another layout", () => {
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "у", code: "KeyE", bubbles: true, cancelable: true }));
    expect(clicked).toEqual(["edit"]);
  });

  it("leaves a field by Escape, and what was typed in it", () => {
    const query = document.querySelector<HTMLInputElement>("#query")!;
    query.value = "typed";
    query.focus();
    const escape = new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true });
    query.dispatchEvent(escape);
    expect(document.activeElement).toBe(document.body);
    expect(escape.defaultPrevented).toBe(true); // which would empty a field for searching
    expect(query.value).toBe("typed");
  });

  it("picks a row and keeps what opens it in hand", () => {
    document.body.insertAdjacentHTML("beforeend", `<p data-row><input type="checkbox" data-key="x"><a data-row-focus href="#">Row</a></p>`);
    press("x");
    expect(document.querySelector<HTMLInputElement>("[data-row] input")!.checked).toBe(true);
    expect(document.activeElement?.textContent).toBe("Row");
  });
});
