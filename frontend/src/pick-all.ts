// A box that picks all boxes of its form, and a count of the picked ones in words for those who cannot see them.
export class VivaPickAll extends HTMLElement {
  connectedCallback(): void {
    this.hidden = false; // without script the box would do nothing
    this.addEventListener("change", this.#pick);
    this.#form?.addEventListener("change", this.#count);
    this.#count();
  }

  disconnectedCallback(): void {
    this.removeEventListener("change", this.#pick);
    this.#form?.removeEventListener("change", this.#count);
  }

  get #all(): HTMLInputElement | null {
    return this.querySelector("input[type=checkbox]");
  }

  get #form(): HTMLFormElement | null {
    return this.closest("form");
  }

  get #boxes(): HTMLInputElement[] {
    const name = this.getAttribute("for") ?? "";
    return [...(this.#form?.querySelectorAll<HTMLInputElement>(`input[type=checkbox][name="${CSS.escape(name)}"]`) ?? [])];
  }

  readonly #pick = (): void => {
    for (const box of this.#boxes) box.checked = this.#all?.checked ?? false;
    this.#count();
  };

  readonly #count = (): void => {
    const boxes = this.#boxes;
    const picked = boxes.filter((box) => box.checked).length;
    if (this.#all) {
      this.#all.checked = picked > 0 && picked === boxes.length;
      this.#all.indeterminate = picked > 0 && picked < boxes.length;
    }
    const said = this.querySelector("output");
    if (said) said.textContent = picked ? (this.getAttribute("data-picked") ?? "{count}").replace("{count}", `${picked}`) : "";
  };
}

customElements.define("viva-pick-all", VivaPickAll);
