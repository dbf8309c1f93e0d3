// The parts of the screen of a seat: which question is in hand, what its fields say, and which versions they show.
import { alike, intended, OWN, TEXTS, type Change, type Outcome, type Values } from "./seat-change";
import { changed } from "./seat-merge";

export type Field = HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement;
export type Asked = Pick<Change, "kind" | "line" | "values">;

export const FIELDS = "textarea[data-auto],input[data-auto],select[data-auto]";
export const TYPING = "textarea,select,input:not([type=checkbox],[type=radio],[type=hidden])";

const NUMBERS = new Set(["rating", "point", "seconds", "percent", "section", "question", "seat", "after"]);
const SWITCHES = new Set(["ticked", "asked", "skipped"]);
const NOT_VALUES = new Set(["key", "kind", "line", "seen", "at"]);

/** The change that a form asks for: the same as the server makes of it without a script. */
export function changeIn(form: HTMLFormElement, submitter: HTMLElement | null = null): Asked {
  const data = new FormData(form, submitter as HTMLButtonElement | null);
  const values: Values = {};
  for (const [name, value] of data) if (!NOT_VALUES.has(name)) values[name] = typed(name, String(value));
  return { kind: form.dataset["change"] ?? "", line: data.get("line") ? Number(data.get("line")) : null, values };
}

function typed(name: string, text: string): unknown {
  if (SWITCHES.has(name)) return text === "true";
  if (NUMBERS.has(name)) return text === "" ? null : Number(text);
  return text.replaceAll("\r\n", "\n");
}

/** What a field changes, and of which question. */
export function aimOf(field: Element): Pick<Change, "kind" | "line"> {
  const form = field.closest<HTMLFormElement>("form[data-change]");
  const line = form?.querySelector<HTMLInputElement>("input[name=line]");
  return { kind: form?.dataset["change"] ?? "", line: line ? Number(line.value) : null };
}

export function numberIn(element: Element | null, name: string): number | null {
  const text = element?.getAttribute(name);
  return text ? Number(text) : null;
}

/** Whether a field holds a text that can be written on, and is not chosen from a list. */
export function isText(field: Field | null): field is HTMLTextAreaElement | HTMLInputElement {
  return field !== null && !(field instanceof HTMLSelectElement);
}

/** Puts another text into a field; the caret stays at the letters it stood at. */
export function rewrite(field: HTMLTextAreaElement | HTMLInputElement, after: string): void {
  if (field.value === after) return;
  const [start, end] = [field.selectionStart ?? 0, field.selectionEnd ?? 0];
  const { from, until, text } = changed(field.value, after);
  const moved = (place: number): number => (place <= from ? place : Math.max(from, place + text.length - (until - from)));
  field.value = after;
  if (document.activeElement === field) field.setSelectionRange(moved(start), moved(end));
}

export class Screen {
  constructor(readonly root: HTMLElement) {}

  /** What the server put into the page for the island. */
  told(name: string): string {
    return this.root.getAttribute(`data-${name}`) ?? "";
  }

  find<Found extends Element = HTMLElement>(selector: string): Found | null {
    return this.root.querySelector<Found>(selector);
  }

  all<Found extends Element = HTMLElement>(selector: string): Found[] {
    return [...this.root.querySelectorAll<Found>(selector)];
  }

  /** What this seat says of a question. */
  own(line: number | null): HTMLElement | null {
    return this.find(`#points-${line}`);
  }

  /** What all seats share of it. */
  shared(line: number | null): HTMLElement | null {
    return this.find(`#shared-${line}`);
  }

  field(kind: string, line: number | null): Field | null {
    return this.find<Field>(kind === "scratch" ? "#scratch" : `#${kind}-${line}`);
  }

  get lines(): number[] {
    return this.all("article[data-line]").map((each) => Number(each.dataset["line"]));
  }

  /** The question in hand. */
  get line(): number | null {
    return numberIn(this.find("article[data-line]:not([hidden])"), "data-line");
  }

  /** Puts a question in hand; false when the page does not have it. */
  show(line: number): boolean {
    const article = this.find(`#line-${line}`);
    if (!article) return false;
    for (const each of this.all("article[data-line]")) each.hidden = each !== article;
    this.mark();
    this.focus();
    article.scrollIntoView({ block: "start" });
    return true;
  }

  /** Shows everywhere which question is in hand, also to a reload. */
  mark(): void {
    const { line } = this;
    if (line !== null && location.search !== `?line=${line}`) history.replaceState(null, "", `?line=${line}`);
    for (const each of this.all("#seat-list a[data-jump]")) {
      if (Number(each.dataset["jump"]) === line) each.setAttribute("aria-current", "true");
      else each.removeAttribute("aria-current");
    }
    for (const each of this.all<HTMLInputElement>("#scratch-part [name=at]")) each.value = String(line ?? "");
  }

  focus(): void {
    this.find(`#ask-${this.line}`)?.focus({ preventScroll: true });
  }

  /** The version that the person is looking at, of what a change would overwrite. */
  version(kind: string, line: number | null): number | null {
    if (kind === "scratch") return numberIn(this.find("#scratch-part"), "data-version");
    if (kind !== "tick" && OWN.has(kind)) return numberIn(this.own(line), "data-version");
    return ["skip", "assign", "swap"].includes(kind) ? numberIn(this.shared(line), "data-line-version") : null;
  }

  /** What stands there before a change, with what waits to be sent counted in. */
  before({ kind, line }: Asked, form: HTMLFormElement, waiting: Change[]): string {
    if (TEXTS.has(kind)) return form.querySelector<HTMLTextAreaElement>(FIELDS)?.defaultValue ?? "";
    const last = waiting.findLast((each) => alike(each, { kind, line }));
    if (last) return intended(last);
    const own = this.own(line);
    if (kind === "rate" || kind === "state") return `${own?.getAttribute("data-state") ?? ""}|${own?.getAttribute("data-rating") ?? ""}`;
    const name = { skip: "data-skipped", assign: "data-assigned" }[kind];
    return (name && this.shared(line)?.getAttribute(name)) ?? "";
  }

  /** Says so below a field that takes no more: of what was pasted, a browser cuts off the rest in silence. */
  full(field: Field): void {
    const most = isText(field) ? field.maxLength : -1;
    const below = field.parentElement;
    below?.querySelector("[data-cut]")?.remove();
    if (!below || most < 0 || field.value.length < most) return;
    const told = document.createElement("p");
    told.dataset["cut"] = "";
    told.className = "text-warn text-sm";
    told.setAttribute("role", "alert");
    told.textContent = this.told("full").replace("{most}", String(most));
    below.append(told);
  }

  /** Writes down what is on the server's disk now; `goesOn`: the person wrote on in the field meanwhile. */
  saved(change: Change, outcome: Outcome, goesOn: boolean): void {
    if (outcome.version !== null) this.#raise(change, outcome.version);
    const field = TEXTS.has(change.kind) ? this.field(change.kind, change.line) : null;
    if (!isText(field)) return;
    const text = String(change.values["text"] ?? "");
    if (outcome.version !== null) field.defaultValue = text;
    else if (!goesOn) rewrite(field, text); // put together with another's
  }

  #raise(change: Change, version: number): void {
    const { kind, line } = change;
    if (kind === "scratch") return raise(this.find("#scratch-part"), "data-version", version);
    if (!OWN.has(kind)) {
      raise(this.shared(line), "data-line-version", version);
      const name = { skip: "data-skipped", assign: "data-assigned" }[kind];
      if (name) this.shared(line)?.setAttribute(name, intended(change));
      return;
    }
    raise(this.own(line), "data-version", version);
    if (kind !== "rate" && kind !== "state") return;
    const [state, rating] = intended(change).split("|");
    this.own(line)?.setAttribute("data-state", state ?? "");
    this.own(line)?.setAttribute("data-rating", rating ?? "");
  }
}

/** A version only grows: an answer that is repeated tells an older one. */
function raise(element: Element | null, name: string, version: number): void {
  if (version > (numberIn(element, name) ?? 0)) element?.setAttribute(name, String(version));
}
