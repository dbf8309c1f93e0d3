// Keys that click what is on the page. A control says its key (`data-key="e"`, or two in a row: `data-key="g b"`); this
// island presses it, and fills the help with all of them. It is silent while somebody types, and when switched off.
import { pressed } from "./pressed";

const CHAIN_MS = 1200;

export class VivaKeys extends HTMLElement {
  #first = "";
  #timer = 0;
  #leaving = false;

  connectedCallback(): void {
    document.addEventListener("keydown", this.#press);
    document.addEventListener("submit", this.#leave);
    document.addEventListener("viva:unsent", this.#stay);
    window.addEventListener("pageshow", this.#stay);
    this.#dialog?.addEventListener("toggle", this.#fill);
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.#press);
    document.removeEventListener("submit", this.#leave);
    document.removeEventListener("viva:unsent", this.#stay);
    window.removeEventListener("pageshow", this.#stay);
    this.#dialog?.removeEventListener("toggle", this.#fill);
    clearTimeout(this.#timer);
  }

  get #dialog(): HTMLDialogElement | null {
    return this.querySelector("dialog");
  }

  // A form on its way takes the page along: a key that comes meanwhile would press what is not there any more. One that is
  // answered by a file (`data-file`) takes nothing along.
  readonly #leave = (event: Event): void => {
    const form = event.target as HTMLFormElement;
    this.#leaving = !event.defaultPrevented && form.method === "post" && !form.hasAttribute("data-file");
  };

  readonly #stay = (): void => {
    this.#leaving = false;
  };

  readonly #press = (event: KeyboardEvent): void => {
    if (this.#leaving || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.documentElement.dataset["keys"] === "off") return;
    if (types(event.target)) {
      leave(event);
      return;
    }
    if (document.querySelector("dialog[open]") && event.key !== "Escape" && !within(event.target, "dialog[open]")) return;
    const key = pressed(event);
    const chain = this.#first ? `${this.#first} ${key}` : key;
    const target = control(chain) ?? (this.#first ? control(key) : undefined);
    if (target) {
      event.preventDefault();
      this.#forget();
      activate(target);
    } else if (isPrefix(key)) {
      this.#first = key;
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => this.#forget(), CHAIN_MS);
    } else {
      this.#forget();
    }
  };

  #forget(): void {
    this.#first = "";
    clearTimeout(this.#timer);
  }

  readonly #fill = (): void => {
    const list = this.querySelector("[data-keys-here]");
    if (!list) return;
    const seen = new Map<string, string>();
    for (const each of controls()) {
      const key = each.dataset["key"] ?? "";
      if (!seen.has(key)) seen.set(key, nameOf(each));
    }
    list.replaceChildren(...[...seen].flatMap(([key, name]) => row(key, name)));
  };
}

function row(key: string, name: string): HTMLElement[] {
  const term = document.createElement("dt");
  for (const part of key.split(" ")) {
    const cap = document.createElement("kbd");
    cap.className = "kbd me-1";
    cap.textContent = part;
    term.append(cap);
  }
  const does = document.createElement("dd");
  does.textContent = name;
  return [term, does];
}

function controls(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-key]")].filter((each) => !each.closest("[hidden],[inert]"));
}

function control(key: string): HTMLElement | undefined {
  const all = controls().filter((each) => each.dataset["key"] === key && !each.matches(":disabled"));
  return all.find((each) => each.closest("[data-current]")) ?? all[0];
}

function isPrefix(key: string): boolean {
  return controls().some((each) => each.dataset["key"]?.startsWith(`${key} `));
}

function activate(target: HTMLElement): void {
  for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) {
    if (!target.matches("summary") || target.parentElement !== fold) fold.open = true; // what is folded away cannot be seen
  }
  if (target.matches("input:not([type=checkbox],[type=radio],[type=file]),textarea,select")) {
    target.focus();
    if (target instanceof HTMLInputElement) target.select();
  } else {
    holder(target).focus({ preventScroll: true });
    target.click();
  }
}

// What has the focus once a control was pressed: of a row that was picked what opens it, so that Enter does.
function holder(target: HTMLElement): HTMLElement {
  const opens = target.matches("input") && target.closest("[data-row]")?.querySelector<HTMLElement>("a[data-row-focus]");
  return opens || target;
}

// The way out of a field, so that the keys work again; what was typed stays.
function leave(event: KeyboardEvent): void {
  if (event.key !== "Escape" || !(event.target instanceof HTMLElement) || event.target.matches("select")) return;
  if (within(event.target, "dialog[open]")) return;
  event.preventDefault();
  event.target.blur();
}

function nameOf(target: HTMLElement): string {
  const named = target.dataset["keyName"] ?? target.getAttribute("aria-label") ?? target.getAttribute("title");
  if (named) return named;
  const copy = target.cloneNode(true) as HTMLElement;
  for (const cap of copy.querySelectorAll("kbd")) cap.remove();
  return copy.textContent?.trim() ?? "";
}

function types(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("textarea,select,input:not([type=checkbox],[type=radio],[type=button],[type=submit],[type=file])"))
  );
}

function within(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}

customElements.define("viva-keys", VivaKeys);
