// A list one walks with j and k: the row in hand is marked, its keys win over those of other rows, Enter opens it.
import { pressed } from "./pressed";

export class VivaRows extends HTMLElement {
  connectedCallback(): void {
    document.addEventListener("keydown", this.#press);
    this.addEventListener("focusin", this.#follow);
    this.#take();
    window.addEventListener("load", this.#take, { once: true }); // going to the row took the focus from it again
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.#press);
    this.removeEventListener("focusin", this.#follow);
    window.removeEventListener("load", this.#take);
  }

  get #rows(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("[data-row]")];
  }

  readonly #follow = (event: FocusEvent): void => {
    const row = (event.target as Element).closest<HTMLElement>("[data-row]");
    if (row) this.#hold(row);
  };

  readonly #press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.documentElement.dataset["keys"] === "off" || document.querySelector("dialog[open]")) return;
    if (event.target instanceof HTMLElement && event.target.matches("textarea,select,input:not([type=checkbox],[type=radio])")) return;
    const step = { j: 1, k: -1 }[pressed(event)];
    if (step === undefined) return;
    const rows = this.#rows;
    const at = rows.findIndex((row) => row.hasAttribute("data-current"));
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)];
    if (!next) return;
    event.preventDefault();
    this.#hold(next);
    (next.querySelector<HTMLElement>("[data-row-focus]") ?? next.querySelector<HTMLElement>("a,button,input"))?.focus();
    next.scrollIntoView({ block: "nearest" });
  };

  // Takes up the row that the address names: where a form led back to after something was done with it.
  readonly #take = (): void => {
    const row = this.#rows.find((each) => each.id !== "" && `#${each.id}` === location.hash);
    if (!row || document.activeElement !== document.body) return;
    this.#hold(row);
    (row.querySelector<HTMLElement>("[data-row-focus]") ?? row.querySelector<HTMLElement>("a,button,input"))?.focus({ preventScroll: true });
  };

  #hold(row: HTMLElement): void {
    for (const each of this.#rows) each.toggleAttribute("data-current", each === row);
  }
}

customElements.define("viva-rows", VivaRows);
