import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { Leaving } from "./seat-leaving";

let settled = true;
let stayed = 0;
let sent = 0;
let listening: AbortController;

const form = (): HTMLFormElement => document.querySelector("form")!;
const send = async (): Promise<void> => {
  form().requestSubmit();
  await new Promise((done) => setTimeout(done)); // what was asked is answered
};

describe("leaving the page of a seat", () => {
  beforeEach(() => {
    settled = true;
    stayed = sent = 0;
    document.body.innerHTML = `<form method="post" action="/seat/t/look"><button>Look</button></form>`;
    listening = new AbortController();
    new Leaving(
      () => Promise.resolve(settled),
      () => (stayed += 1),
    ).begin(listening.signal);
    form().addEventListener("submit", (event) => {
      event.preventDefault(); // the page stays where it is, as after a download
      sent += 1;
    });
  });

  afterEach(() => listening.abort());

  it("sends a form once all is saved", async () => {
    await send();
    expect([sent, stayed]).toEqual([1, 0]);
  });

  it("stays while something is not saved", async () => {
    settled = false;
    await send();
    expect([sent, stayed]).toEqual([0, 1]);
  });

  it("asks anew each time", async () => {
    await send();
    settled = false;
    await send();
    expect([sent, stayed]).toEqual([1, 1]);
  });
});
