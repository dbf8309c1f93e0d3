import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { filesIn } from "./drop";

const note = new File(["# What?"], "a.md");

const fileEntry = (file: File): unknown => ({ isFile: true, name: file.name, file: (give: (file: File) => void) => give(file) });

const folderEntry = (name: string, inside: unknown[]): unknown => ({
  isFile: false,
  name,
  createReader: () => {
    const left = [inside, []];
    return { readEntries: (give: (entries: unknown[]) => void) => give(left.shift() ?? []) };
  },
});

const dropping = (...entries: unknown[]): DataTransfer =>
  ({ types: ["Files"], items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })), files: [] }) as unknown as DataTransfer;

/** False where the browser is told to do nothing of its own. */
const drag = (name: string, transfer: DataTransfer): boolean => {
  const event = new Event(name, { bubbles: true, cancelable: true });
  Object.defineProperty(event, "dataTransfer", { value: transfer });
  return document.querySelector("viva-drop form")!.dispatchEvent(event);
};
const drop = (transfer: DataTransfer): boolean => drag("drop", transfer);
const over = (transfer: DataTransfer): boolean => drag("dragover", transfer);

const said = (): string => document.querySelector("[data-drop-said]")!.textContent;

describe("dropping", () => {
  beforeEach(() => {
    document.body.innerHTML = `<viva-drop data-over="Let go" data-sending="Sending" data-failed="Failed" data-empty="Nothing there">
      <form action="/import" method="post"><input name="key" value="k1"><p data-drop-said></p></form></viva-drop>`;
  });

  afterEach(() => vi.unstubAllGlobals());

  it("finds the files of folders, with their paths", async () => {
    const found = await filesIn(dropping(folderEntry("notes", [fileEntry(note), folderEntry("deep", [fileEntry(note)])])));
    expect(found.map((each) => each.path)).toEqual(["notes/a.md", "notes/deep/a.md"]);
  });

  it("sends what was dropped with the key of the form", async () => {
    const sent = vi.fn((_address: string, _how: { body: FormData }) => Promise.resolve({ redirected: true, url: "#import" }));
    vi.stubGlobal("fetch", sent);
    drop(dropping(fileEntry(note)));
    await vi.waitFor(() => expect(sent).toHaveBeenCalledOnce());
    const body = sent.mock.calls[0]![1].body;
    expect([body.get("key"), (body.get("files") as File).name]).toEqual(["k1", "a.md"]);
  });

  it("tells why something was refused", async () => {
    vi.stubGlobal("fetch", () => Promise.resolve({ redirected: false, text: () => Promise.resolve(`<main><p role="alert">No note.</p></main>`) }));
    drop(dropping(fileEntry(note)));
    await vi.waitFor(() => expect(said()).toBe("No note."));
  });

  it("says when nobody answers", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("refused")));
    drop(dropping(fileEntry(note)));
    await vi.waitFor(() => expect(said()).toBe("Failed"));
  });

  it("says when something cannot be read, and sends none of it", async () => {
    const sent = vi.fn();
    vi.stubGlobal("fetch", sent);
    const unreadable = { isFile: true, name: "b.md", file: (_give: unknown, fail: (error: DOMException) => void) => fail(new DOMException("gone", "NotFoundError")) };
    drop(dropping(fileEntry(note), unreadable));
    await vi.waitFor(() => expect(said()).toBe("Failed"));
    expect(sent).not.toHaveBeenCalled();
  });

  it("says when there was no file in it", async () => {
    over(dropping(folderEntry("empty", [])));
    expect(said()).toBe("Let go");
    drop(dropping(folderEntry("empty", [])));
    await vi.waitFor(() => expect(said()).toBe("Nothing there"));
  });

  it("takes nothing more while it sends", async () => {
    const sent = vi.fn(() => new Promise(() => {}));
    vi.stubGlobal("fetch", sent);
    drop(dropping(fileEntry(note)));
    await vi.waitFor(() => expect(sent).toHaveBeenCalledOnce());
    expect(drop(dropping(fileEntry(note)))).toBe(false);
    await new Promise((resolve) => setTimeout(resolve));
    expect(sent).toHaveBeenCalledOnce();
  });

  it("leaves a text that is dragged into a field to the browser", () => {
    const text = { types: ["text/plain"], items: [{ webkitGetAsEntry: () => null }], files: [] } as unknown as DataTransfer;
    expect(drop(text)).toBe(true);
  });
});
