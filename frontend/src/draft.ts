// Keeps what somebody types into a form in this browser until it is saved: a reload, a crash or a server that is gone lose
// nothing, and who leaves is asked first. Each open form keeps its own draft under the key of the form, and holds a lock of
// that name as long as it lives, so that a second tab takes over only what nobody has open any more.
import { followAnswers } from "./morphed";

const PREFIX = "viva-draft:";
const SENT = "viva-draft-sent";
const SAVE_MS = 300;
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

type Entry = [string, string];

interface Draft {
  at: number;
  entries: Entry[];
}

export class VivaDraft extends HTMLElement {
  #key = "";
  #timer = 0;
  #dirty = false;
  #sent = false;
  #ownKey = "";
  #release = (): void => {};

  constructor() {
    super();
    followAnswers(this, () => this.#form, () => this.#keep());
  }

  connectedCallback(): void {
    this.addEventListener("input", this.#typed);
    this.addEventListener("change", this.#typed);
    this.addEventListener("submit", this.#submitted);
    this.addEventListener("keydown", this.#press);
    window.addEventListener("beforeunload", this.#leave);
    window.addEventListener("pagehide", this.#keep);
    window.addEventListener("pageshow", this.#back);
    document.addEventListener("viva:unsent", this.#unsent);
    queueMicrotask(this.#begin); // when what is inside is there too
  }

  disconnectedCallback(): void {
    this.#keep();
    window.removeEventListener("beforeunload", this.#leave);
    window.removeEventListener("pagehide", this.#keep);
    window.removeEventListener("pageshow", this.#back);
    document.removeEventListener("viva:unsent", this.#unsent);
    this.#release();
  }

  get #form(): HTMLFormElement | null {
    return this.querySelector("form");
  }

  get #prefix(): string {
    return `${PREFIX}${this.getAttribute("data-name") ?? ""}:`;
  }

  readonly #begin = (): void => {
    const form = this.#form;
    if (!form || this.#key || !this.isConnected) return;
    this.#key = this.#prefix + valueOf(form, "key");
    void this.#hold(this.#key);
    if (this.hasAttribute("data-typed")) {
      this.#typed();
      this.#keep();
      forgetSent(); // this page answers what was sent, and holds all of it
    } else if (!this.#dirty) void this.#restore();
  };

  readonly #typed = (): void => {
    this.#dirty = true;
    this.#begin();
    const key = this.#form?.elements.namedItem("key");
    if (this.#ownKey && key instanceof HTMLInputElement) {
      key.value = this.#ownKey; // what was sent before is changed now: it is another request
      this.#ownKey = "";
    }
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(this.#keep, SAVE_MS);
  };

  readonly #keep = (): void => {
    clearTimeout(this.#timer);
    const form = this.#form;
    if (!form || !this.#dirty) return;
    const draft: Draft = { at: Date.now(), entries: entriesOf(form) };
    try {
      localStorage.setItem(this.#key, JSON.stringify(draft));
    } catch {
      // No room, or storage is switched off: the guard still asks before the page is left.
    }
  };

  readonly #submitted = (event: SubmitEvent): void => {
    this.#keep();
    this.#sent = true;
    const saves = event.submitter?.hasAttribute("data-save") ?? true;
    if (saves) sessionStorage.setItem(SENT, this.#key);
    else localStorage.removeItem(this.#key); // the page that answers holds all of it
  };

  readonly #press = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.#form?.querySelector<HTMLElement>("[data-save]")?.click();
    }
  };

  readonly #leave = (event: BeforeUnloadEvent): void => {
    if (this.#dirty && !this.#sent) event.preventDefault();
  };

  /** Nobody was there to take it. */
  readonly #unsent = (): void => {
    if (!this.#sent) return;
    this.#sent = false;
    sessionStorage.removeItem(SENT);
    this.#keep();
  };

  /** Who goes back to a page that was sent gets it anew: its key is used up. */
  readonly #back = (event: PageTransitionEvent): void => {
    if (event.persisted && this.#sent) window.location.reload();
  };

  /** Holds a name as long as this form lives; tells whether nobody else did. */
  #hold(name: string): Promise<boolean> {
    return new Promise((tell) => {
      if (!navigator.locks) {
        tell(true);
        return;
      }
      void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
        tell(lock !== null);
        if (!lock) return undefined;
        return new Promise<void>((done) => {
          const before = this.#release;
          this.#release = () => {
            before();
            done();
          };
        });
      });
    });
  }

  async #restore(): Promise<void> {
    for (const [name, draft] of stored(this.#prefix)) {
      if (name === this.#key || !(await this.#hold(name))) continue;
      if (await this.#show(draft)) localStorage.removeItem(name);
      return;
    }
  }

  /** Lets the server show the form with a draft in it: there may be rows in it that this form has not. */
  async #show(draft: Draft): Promise<boolean> {
    const form = this.#form;
    if (!form || this.#dirty) return false;
    const body = new FormData();
    for (const [name, value] of draft.entries) body.append(name, value);
    body.append("do", "preview");
    const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request-Type": "partial" } }).catch(() => null);
    if (!answer?.ok || this.#dirty) return false;
    const made = document.createElement("template");
    made.innerHTML = await answer.text();
    const fresh = made.content.querySelector("form");
    if (!fresh) return false;
    form.replaceWith(fresh);
    this.dispatchEvent(new CustomEvent("viva:shown", { bubbles: true, detail: fresh })); // for htmx, see main.ts
    this.#tell();
    this.#dirty = true;
    const key = fresh.elements.namedItem("key");
    const sentBefore = draft.entries.find(([name]) => name === "key")?.[1];
    if (key instanceof HTMLInputElement && sentBefore) {
      this.#ownKey = key.value;
      key.value = sentBefore; // it may have arrived: the same key is carried out once
    }
    this.#keep();
    return true;
  }

  #tell(): void {
    const told = document.createElement("div");
    told.className = "notice mb-4 flex flex-wrap items-center gap-3";
    told.dataset["tone"] = "info";
    told.setAttribute("role", "status");
    const text = document.createElement("p");
    text.textContent = this.getAttribute("data-restored");
    const discard = document.createElement("button");
    discard.type = "button";
    discard.className = "btn";
    discard.dataset["variant"] = "outline";
    discard.dataset["size"] = "sm";
    discard.textContent = this.getAttribute("data-discard");
    discard.addEventListener("click", () => {
      this.#dirty = false;
      clearTimeout(this.#timer);
      localStorage.removeItem(this.#key);
      window.location.reload();
    });
    told.append(text, discard);
    this.prepend(told);
  }
}

/** Stands on the page that tells that something was saved: what this tab sent is no draft any more. */
export class VivaDraftKept extends HTMLElement {
  connectedCallback(): void {
    forgetSent();
  }
}

function forgetSent(): void {
  const sent = sessionStorage.getItem(SENT);
  if (!sent) return;
  localStorage.removeItem(sent);
  sessionStorage.removeItem(SENT);
}

function entriesOf(form: HTMLFormElement): Entry[] {
  return [...new FormData(form)].flatMap(([name, value]): Entry[] => (typeof value === "string" ? [[name, value]] : []));
}

function valueOf(form: HTMLFormElement, name: string): string {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLInputElement ? field.value : "";
}

/** The drafts of a page, the newest first; what is too old or makes no sense is thrown away. */
function stored(prefix: string): [string, Draft][] {
  const found: [string, Draft][] = [];
  for (const name of Object.keys(localStorage).filter((each) => each.startsWith(PREFIX))) {
    const draft = read(localStorage.getItem(name) ?? "");
    if (!draft || Date.now() - draft.at > KEPT_MS) localStorage.removeItem(name);
    else if (name.startsWith(prefix)) found.push([name, draft]);
  }
  return found.sort(([, one], [, other]) => other.at - one.at);
}

function read(text: string): Draft | null {
  try {
    const draft: unknown = JSON.parse(text);
    const { at, entries } = draft as Draft;
    return typeof at === "number" && Array.isArray(entries) ? { at, entries } : null;
  } catch {
    return null; // written by somebody else
  }
}

customElements.define("viva-draft", VivaDraft);
customElements.define("viva-draft-kept", VivaDraftKept);
