import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { clock, SeatClock } from "./seat-clock";
import { Screen } from "./seat-screen";

const kept: [number | null, number][] = [];
let time: SeatClock;
let waits = 0;

function show(assigned = "", seconds = 10, asked = true): void {
  document.body.innerHTML = `<div data-seat="7" data-leads="true"><span data-elapsed="60" data-runs></span>
    <article id="line-1" data-line="1"><span data-time="1"></span><p id="shared-1" data-asked="${asked}" data-seconds="${seconds}" data-assigned="${assigned}"></p></article></div>`;
  time = new SeatClock(new Screen(document.querySelector<HTMLElement>("[data-seat]")!), () => waits, (...told) => kept.push(told));
  time.begin();
}

const shown = (): (string | null | undefined)[] => ["[data-elapsed]", "[data-time]"].map((each) => document.querySelector(each)?.textContent);

describe("the clock of a seat", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    kept.length = waits = 0;
  });
  afterEach(() => {
    time.end();
    vi.useRealTimers();
  });

  it("runs for the interview and for the question that is asked, and is kept from time to time", () => {
    show();
    vi.advanceTimersByTime(5000);
    expect([shown(), kept]).toEqual([["1:05", "0:15"], []]);
    vi.advanceTimersByTime(10_000);
    expect(kept).toEqual([[1, 25]]);
  });

  it("runs on for the interview while a laptop sleeps, and not for the question", () => {
    show();
    vi.setSystemTime(Date.now() + 600_000);
    vi.advanceTimersByTime(1000);
    expect(shown()).toEqual(["11:01", "0:11"]);
  });

  it("stands still for a question that was not asked", () => {
    show("", 10, false);
    vi.advanceTimersByTime(5000);
    expect(shown()).toEqual(["1:05", ""]);
  });

  it("is told by whoever asks the question, and by nobody else", () => {
    show("8");
    vi.advanceTimersByTime(20_000);
    time.keep();
    expect(kept).toEqual([]);
  });

  it("goes on from what waits to be saved", () => {
    waits = 100;
    show();
    vi.advanceTimersByTime(1000);
    expect(shown()[1]).toBe("1:41");
  });

  it("says minutes and seconds, and hours where there are some", () => {
    expect([clock(-1), clock(59.9), clock(61), clock(3661)]).toEqual(["0:00", "0:59", "1:01", "1:01:01"]);
  });
});
