// Who follows a link or changes the looks leaves the page, but only when all that was done is saved and the server answers:
// else a browser's own error page would stand where the notes were.
export class Leaving {
  /** Only while a form that may leave is on its way. */
  #free = false;

  constructor(
    /** Saves what waits; whether all of it is there, and the server answers. */
    readonly settled: () => Promise<boolean>,
    /** Tells why one stays. */
    readonly stays: () => void,
  ) {}

  begin(signal: AbortSignal): void {
    document.addEventListener("click", (event) => this.#click(event), { signal });
    document.addEventListener("submit", (event) => this.#submit(event), { signal, capture: true });
  }

  #click(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.hasAttribute("download") || staysHere(link)) return;
    event.preventDefault();
    void this.#leave(() => location.assign(link.href));
  }

  /** Before anybody else hears of it: the keys are silent once a form is on its way. */
  #submit(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    if (this.#free || form.method !== "post" || form.dataset["change"]) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void this.#leave(() => form.requestSubmit(event.submitter));
  }

  async #leave(go: () => void): Promise<void> {
    if (!(await this.settled())) {
      this.stays();
      return;
    }
    this.#free = true;
    try {
      go();
    } finally {
      this.#free = false; // who comes back may have something unsaved again
    }
  }
}

/** Whether a link leads to another place of this page. */
function staysHere({ href, hash }: HTMLAnchorElement): boolean {
  return hash !== "" && href.replace(hash, "") === location.href.replace(location.hash, "");
}
