// Where files and folders can be dropped. A folder's files keep their paths; without script the buttons do the same.
export class VivaDrop extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("dragover", this.#over);
    this.addEventListener("dragleave", this.#leave);
    this.addEventListener("drop", this.#drop);
  }

  disconnectedCallback(): void {
    this.removeEventListener("dragover", this.#over);
    this.removeEventListener("dragleave", this.#leave);
    this.removeEventListener("drop", this.#drop);
  }

  get #form(): HTMLFormElement | null {
    return this.querySelector("form");
  }

  readonly #over = (event: DragEvent): void => {
    if (!hasFiles(event)) return; // a text that is dragged into a field is the browser's own
    event.preventDefault();
    if (this.hasAttribute("data-over-now")) return;
    this.toggleAttribute("data-over-now", true);
    this.#say("data-over");
  };

  readonly #leave = (event: DragEvent): void => {
    if (event.relatedTarget instanceof Node && this.contains(event.relatedTarget)) return;
    this.toggleAttribute("data-over-now", false);
    this.#say("");
  };

  readonly #drop = async (event: DragEvent): Promise<void> => {
    if (!hasFiles(event) || !this.#form) return;
    event.preventDefault();
    this.toggleAttribute("data-over-now", false);
    this.#say("");
    try {
      const dropped = await filesIn(event.dataTransfer);
      if (dropped.length > 0) await this.#send(this.#form, dropped);
    } catch {
      this.#say("data-failed"); // nobody answers, or a file cannot be read
    }
  };

  async #send(form: HTMLFormElement, dropped: Dropped[]): Promise<void> {
    this.#say("data-sending");
    const body = new FormData();
    body.set("key", (form.elements.namedItem("key") as HTMLInputElement).value);
    for (const { file, path } of dropped) body.append("files", file, path);
    const answer = await fetch(form.action, { method: "POST", body });
    if (answer.redirected) window.location.assign(answer.url);
    else this.#say("data-failed", await sentenceOf(answer));
  }

  #say(attribute: string, more = ""): void {
    const place = this.querySelector<HTMLElement>("[data-drop-said]");
    if (place) place.textContent = [attribute && (this.getAttribute(attribute) ?? ""), more].filter(Boolean).join(" ");
  }
}

interface Dropped {
  file: File;
  path: string;
}

interface WithFiles extends DragEvent {
  readonly dataTransfer: DataTransfer;
}

function hasFiles(event: DragEvent): event is WithFiles {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

// What was dropped, folders opened; entries must be asked for before the first wait, or the browser forgets them.
export async function filesIn(transfer: DataTransfer): Promise<Dropped[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry != null);
  if (entries.length === 0) return [...transfer.files].map((file) => ({ file, path: file.name }));
  const found: Dropped[] = [];
  for (const entry of entries) await walk(entry, "", found);
  return found;
}

async function walk(entry: FileSystemEntry, above: string, found: Dropped[]): Promise<void> {
  const path = above + entry.name;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    found.push({ file, path });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const each of some) await walk(each, `${path}/`, found);
  }
}

// What a failure page says: pages are ours, and their sentence is in the notice.
async function sentenceOf(answer: Response): Promise<string> {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("main h2 + p, main .quiet, [role=alert]")?.textContent?.trim() ?? "";
}

customElements.define("viva-drop", VivaDrop);
