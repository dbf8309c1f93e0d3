// A button that copies what stands in the field beside it; without script, or without a clipboard, there is only the field.
export class VivaCopy extends HTMLElement {
  connectedCallback(): void {
    const button = this.#button;
    if (!button || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", this.#copy);
  }

  disconnectedCallback(): void {
    this.#button?.removeEventListener("click", this.#copy);
  }

  get #button(): HTMLButtonElement | null {
    return this.querySelector("button");
  }

  readonly #copy = async (): Promise<void> => {
    const field = this.querySelector("input");
    if (!field) return;
    field.select();
    await navigator.clipboard.writeText(field.value);
    const said = this.querySelector("[role=status]");
    if (said) said.textContent = this.getAttribute("data-done") ?? "";
  };
}

customElements.define("viva-copy", VivaCopy);
