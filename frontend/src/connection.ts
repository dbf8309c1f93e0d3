// Says in words when the server does not answer, and when it does again. What a person typed stays where it is.
import { ask } from "./asking";

export class VivaConnection extends HTMLElement {
  #asking = 0;

  connectedCallback(): void {
    window.addEventListener("offline", this.#lost);
    window.addEventListener("online", this.#ask);
    document.addEventListener("htmx:error", this.#failed);
    document.addEventListener("htmx:after:request", this.#answered);
  }

  disconnectedCallback(): void {
    window.removeEventListener("offline", this.#lost);
    window.removeEventListener("online", this.#ask);
    document.removeEventListener("htmx:error", this.#failed);
    document.removeEventListener("htmx:after:request", this.#answered);
    clearTimeout(this.#asking);
  }

  readonly #failed = (event: Event): void => {
    const error: unknown = (event as CustomEvent<{ error?: unknown }>).detail?.error;
    if (error instanceof TypeError) this.#lost(); // fetch fails so when nobody answers
  };

  readonly #lost = (): void => {
    this.#say(this.getAttribute("data-lost") ?? "");
    clearTimeout(this.#asking);
    this.#asking = window.setTimeout(this.#ask, 2000);
  };

  readonly #ask = async (): Promise<void> => {
    clearTimeout(this.#asking);
    const answer = await ask("/healthz", { cache: "no-store" });
    if (answer?.ok) this.#answered();
    else this.#lost(); // still nobody: asked again in a while
  };

  readonly #answered = (): void => {
    if (this.hidden) return;
    clearTimeout(this.#asking);
    this.#say(this.getAttribute("data-back") ?? "");
    this.#asking = window.setTimeout(() => {
      this.hidden = true;
    }, 3000);
  };

  #say(text: string): void {
    this.hidden = false;
    this.textContent = text;
  }
}

customElements.define("viva-connection", VivaConnection);
