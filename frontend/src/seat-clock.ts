// The time of an interview and of the question in hand, which runs while it is asked and somebody looks at the page.
import type { Screen } from "./seat-screen";

const EVERY = 15;
/** A laptop that slept asked nothing meanwhile. */
const LONGEST_STEP = 5;

export class SeatClock {
  #ticking = 0;
  #whole: HTMLElement | null = null;
  #began = 0;
  #ticked = 0;
  #seconds = 0;
  #kept = 0;

  constructor(
    readonly screen: Screen,
    /** The seconds of a question that wait to be saved. */
    readonly waiting: (line: number | null) => number,
    readonly save: (line: number | null, seconds: number) => void,
  ) {}

  begin(): void {
    this.take();
    this.#showWhole();
    this.#ticked = performance.now();
    this.#ticking = window.setInterval(() => this.#tick(), 1000);
  }

  end(): void {
    clearInterval(this.#ticking);
  }

  /** Begins with what is known of the question in hand. */
  take(): void {
    const { line } = this.screen;
    this.#seconds = this.#kept = Math.max(this.#known(line), this.waiting(line));
  }

  /** Another seat may have told a longer time meanwhile. */
  catchUp(): void {
    this.#seconds = Math.max(this.#seconds, this.#known(this.screen.line));
    this.#show();
  }

  /** One seat tells the time of a question: whoever asks it. */
  keep(): void {
    const { line } = this.screen;
    const me = this.screen.told("seat");
    const asks = this.screen.shared(line)?.dataset["assigned"] || (this.screen.told("leads") === "true" ? me : "");
    if (asks !== me || this.#seconds - this.#kept < 1) return;
    this.#kept = this.#seconds;
    this.save(line, Math.round(this.#seconds));
  }

  #known(line: number | null): number {
    return Number(this.screen.shared(line)?.dataset["seconds"] ?? 0);
  }

  #tick(): void {
    const now = performance.now();
    const passed = Math.min(LONGEST_STEP, (now - this.#ticked) / 1000);
    this.#ticked = now;
    if (!this.#showWhole()) return;
    if (this.screen.shared(this.screen.line)?.dataset["asked"] !== "true" || document.hidden) return;
    this.#seconds += passed;
    this.#show();
    if (this.#seconds - this.#kept >= EVERY) this.keep();
  }

  /** The time of the interview, which runs on while a laptop sleeps; false when it does not run. */
  #showWhole(): boolean {
    const whole = this.screen.find("[data-elapsed][data-runs]");
    if (!whole) return false;
    if (whole !== this.#whole) this.#began = Date.now() - 1000 * Number(whole.dataset["elapsed"]);
    this.#whole = whole;
    whole.textContent = clock((Date.now() - this.#began) / 1000);
    return true;
  }

  #show(): void {
    const shown = this.screen.find(`[data-time="${this.screen.line}"]`);
    if (shown) shown.textContent = clock(this.#seconds);
  }
}

/** A time as minutes and seconds, with hours where there are some. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number): string => String(value).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
