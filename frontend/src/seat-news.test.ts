import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { News, type Feed } from "./seat-news";

class Socket extends EventTarget {
  static last: Socket;
  readyState = 1;

  constructor(readonly address: URL) {
    super();
    Socket.last = this;
  }

  close(): void {}

  tell(feed: Feed): void {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(feed) }));
  }

  fall(): void {
    this.readyState = 3; // closed
    this.dispatchEvent(new Event("close"));
  }
}

const feed = (sequence: number, ...lines: number[]): Feed => ({ sequence, lines, kinds: lines.map(() => "rate"), present: [] });

const asked: string[] = [];
let answer: Feed = feed(0);
const taken: [number[], boolean][] = [];
/** What waits for an answer; each says whether it could be taken. */
let takes: ((could: boolean) => void)[] = [];
let news: News;

describe("the news of a seat", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    asked.length = taken.length = 0;
    takes = [];
    answer = feed(0);
    vi.stubGlobal("WebSocket", Socket);
    vi.stubGlobal("fetch", (address: string) => {
      asked.push(address);
      return Promise.resolve({ ok: true, json: () => Promise.resolve(answer) });
    });
    news = new News("/seat/t", 0, (lines, whole) => {
      taken.push([lines, whole]);
      return new Promise((done) => takes.push(done));
    });
    news.begin();
  });

  afterEach(() => {
    news.end();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("takes what the socket tells, one after the other", async () => {
    Socket.last.tell(feed(1, 7));
    Socket.last.tell(feed(2, 8));
    await vi.advanceTimersByTimeAsync(0);
    expect(taken).toEqual([[[7], false]]);
    takes[0]!(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(taken).toEqual([
      [[7], false],
      [[8], false],
    ]);
  });

  it("takes all again when something could not be taken", async () => {
    Socket.last.tell(feed(1, 7));
    await vi.advanceTimersByTimeAsync(0);
    takes[0]!(false);
    Socket.last.tell(feed(2, 8));
    await vi.advanceTimersByTimeAsync(0);
    expect(taken.at(-1)).toEqual([[8], true]);
  });

  it("forgets nothing that could not be taken while the socket told of something else", async () => {
    answer = feed(1, 7);
    void news.ask();
    await vi.advanceTimersByTimeAsync(0);
    Socket.last.tell(feed(2, 8));
    await vi.advanceTimersByTimeAsync(0);
    takes[0]!(false); // question 7 did not come
    await vi.advanceTimersByTimeAsync(0);
    takes[1]!(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(taken.at(-1)).toEqual([[8], true]);
  });

  it("asks every few seconds when the socket is gone, and opens it again where it stopped", async () => {
    answer = feed(3);
    Socket.last.fall();
    await vi.advanceTimersByTimeAsync(400);
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(3000);
    expect(asked).toEqual(["/seat/t/feed?since=0"]);
    Socket.last.fall();
    await vi.advanceTimersByTimeAsync(1000);
    expect(Socket.last.address.search).toBe("?since=3");
  });
});
