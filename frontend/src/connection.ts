// Says in words when the server does not answer, and when it does again. What a person typed stays where it is: a form
// leaves the page only when somebody is there to take it, or a browser's own error page would stand in its place.
import { ask } from "./asking";

/** What people do to look something up, or to see what they wrote. */
const ASKING = new Set(["input", "change", "submit"]);

/** What htmx tells of a request. */
interface Told {
  error?: unknown;
  ctx?: { sourceEvent?: Event; response?: { status: number } };
}

export class VivaConnection extends HTMLElement {
  #asking = 0;
  #unanswered: Event | undefined;
  #knocking = false;
  #taken = false;

  connectedCallback(): void {
    window.addEventListener("offline", this.#lost);
    window.addEventListener("online", this.#ask);
    window.addEventListener("submit", this.#leave);
    document.addEventListener("htmx:error", this.#failed);
    document.addEventListener("htmx:after:request", this.#heard);
  }

  disconnectedCallback(): void {
    window.removeEventListener("offline", this.#lost);
    window.removeEventListener("online", this.#ask);
    window.removeEventListener("submit", this.#leave);
    document.removeEventListener("htmx:error", this.#failed);
    document.removeEventListener("htmx:after:request", this.#heard);
    clearTimeout(this.#asking);
  }

  readonly #failed = (event: Event): void => {
    const { error, ctx } = (event as CustomEvent<Told>).detail;
    if (!(error instanceof TypeError)) return; // fetch fails so when nobody answers
    this.#unanswered = ctx?.sourceEvent;
    this.#lost();
  };

  /** What was told of another request is over where this one succeeds; told again, it stays as it is, and is not read out twice. */
  readonly #heard = (event: Event): void => {
    const { ctx } = (event as CustomEvent<Told>).detail;
    if ((ctx?.response?.status ?? 0) < 400) document.querySelector("#trouble")?.replaceChildren();
    this.#answered();
  };

  /** Heard last of all: what htmx or an island sends by itself does not leave the page. */
  readonly #leave = async (event: SubmitEvent): Promise<void> => {
    const form = event.target as HTMLFormElement;
    const { submitter } = event;
    if (event.defaultPrevented || form.method === "dialog" || this.#taken) return;
    event.preventDefault();
    if (this.#knocking) return; // pressed twice
    this.#knocking = true;
    this.#taken = await answers();
    this.#knocking = false;
    if (this.#taken) {
      if (!form.isConnected) document.body.append(form); // its part of the page was asked for again: it goes all the same
      form.requestSubmit(submitter);
      this.#taken = false;
    } else {
      document.dispatchEvent(new Event("viva:unsent")); // keys are heard again, and a draft is one again
      this.#lost();
    }
  };

  readonly #lost = (): void => {
    this.#say(this.getAttribute("data-lost") ?? "");
    clearTimeout(this.#asking);
    this.#asking = window.setTimeout(this.#ask, 2000);
  };

  readonly #ask = async (): Promise<void> => {
    clearTimeout(this.#asking);
    if (await answers()) this.#answered();
    else this.#lost(); // still nobody: asked again in a while
  };

  readonly #answered = (): void => {
    if (this.hidden) return;
    clearTimeout(this.#asking);
    this.#say(this.getAttribute("data-back") ?? "");
    this.#asking = window.setTimeout(() => {
      this.hidden = true;
    }, 3000);
    this.#askAgain();
  };

  /** What was typed meanwhile is looked up now, as if it were typed just now. */
  #askAgain(): void {
    const { type, target } = this.#unanswered ?? {};
    this.#unanswered = undefined;
    if (type && ASKING.has(type)) target?.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
  }

  #say(text: string): void {
    this.hidden = false;
    this.textContent = text;
  }
}

/** Whether anybody is there. */
const answers = async (): Promise<boolean> => (await ask("/healthz", { cache: "no-store" })) !== null;

customElements.define("viva-connection", VivaConnection);
