// The pointer while it is pressed: what is replaced between press and release never hears of a click.

/** A list that opens takes the release to itself. */
const LONGEST_MS = 1000;

export class Press {
  #released: Promise<void> = Promise.resolve();

  constructor(root: HTMLElement, signal: AbortSignal) {
    root.addEventListener("pointerdown", () => (this.#released = released(signal)), { signal });
  }

  /** Comes when no button is held, and the click has been heard. */
  over(): Promise<void> {
    return this.#released;
  }
}

function released(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = (): void => void setTimeout(resolve); // the click follows in the same turn
    for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, over, { once: true, signal });
    setTimeout(resolve, LONGEST_MS);
  });
}
