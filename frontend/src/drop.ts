// Where files and folders can be dropped: anywhere on the page. A folder's files keep their paths; without script the
// buttons do the same. On pages that take no files a dropped one is left alone, or the browser would open it in our place.
export class VivaDrop extends HTMLElement {
  #sending = false;

  connectedCallback(): void {
    document.addEventListener("dragover", this.#over);
    document.addEventListener("dragleave", this.#leave);
    document.addEventListener("drop", this.#drop);
  }

  disconnectedCallback(): void {
    document.removeEventListener("dragover", this.#over);
    document.removeEventListener("dragleave", this.#leave);
    document.removeEventListener("drop", this.#drop);
  }

  get #form(): HTMLFormElement | null {
    return this.querySelector("form");
  }

  readonly #over = (event: DragEvent): void => {
    if (!hasFiles(event) || this.#sending) return; // a text that is dragged into a field is the browser's own
    event.preventDefault();
    if (this.hasAttribute("data-over-now")) return;
    this.toggleAttribute("data-over-now", true);
    this.#say("data-over");
  };

  readonly #leave = (event: DragEvent): void => {
    if (event.relatedTarget || !this.hasAttribute("data-over-now")) return; // over another part of the page
    this.toggleAttribute("data-over-now", false);
    this.#say("");
  };

  readonly #drop = async (event: DragEvent): Promise<void> => {
    if (!hasFiles(event) || !this.#form || this.#sending) return;
    event.preventDefault();
    this.toggleAttribute("data-over-now", false);
    this.#sending = true;
    this.#say("data-sending");
    try {
      const dropped = await filesIn(event.dataTransfer);
      if (dropped.length > 0) await this.#send(this.#form, dropped);
      else this.#say("data-empty");
    } catch {
      this.#say("data-failed"); // nobody answers, or a file is gone or closed to us
    }
    this.#sending = false;
  };

  async #send(form: HTMLFormElement, dropped: Dropped[]): Promise<void> {
    const body = new FormData();
    body.set("key", (form.elements.namedItem("key") as HTMLInputElement).value);
    for (const { file, path } of dropped) body.append("files", file, path);
    const answer = await fetch(form.action, { method: "POST", body });
    if (answer.redirected) window.location.assign(answer.url);
    else this.#say("data-failed", await sentenceOf(answer));
  }

  #say(attribute: string, instead = ""): void {
    const place = this.querySelector<HTMLElement>("[data-drop-said]");
    if (place) place.textContent = instead || (this.getAttribute(attribute) ?? "");
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

// What no island took, and no field for files takes by itself.
function leaveAlone(event: DragEvent): void {
  const taken = event.defaultPrevented || (event.target instanceof Element && event.target.matches("input[type=file]"));
  if (taken || !hasFiles(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "none";
}

window.addEventListener("dragover", leaveAlone);
window.addEventListener("drop", leaveAlone);

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
