// What a page keeps in this browser under names of its own, in the order of these names: other tabs see it, and a reload
// finds it. Where the browser keeps nothing, the page itself does, and says so.
export class Kept {
  readonly #unkept = new Map<string, string>();

  constructor(readonly prefix: string) {}

  /** Whether all of it outlives the page. */
  get safe(): boolean {
    return this.#unkept.size === 0;
  }

  items<Item>(kind: string): [string, Item][] {
    const found = new Map<string, string>();
    const there = storage();
    for (let place = 0; place < (there?.length ?? 0); place += 1) {
      const name = there?.key(place);
      if (name?.startsWith(this.prefix + kind)) found.set(name.slice(this.prefix.length), there?.getItem(name) ?? "");
    }
    for (const [id, text] of this.#unkept) if (id.startsWith(kind)) found.set(id, text);
    const inOrder = [...found].filter(([, text]) => text).sort(([one], [other]) => (one < other ? -1 : 1));
    return inOrder.map(([id, text]) => [id, JSON.parse(text) as Item]);
  }

  put(id: string, value: unknown): void {
    const text = JSON.stringify(value);
    if (keep(this.prefix + id, text)) this.#unkept.delete(id);
    else this.#unkept.set(id, text);
  }

  drop(id: string): void {
    storage()?.removeItem(this.prefix + id);
    this.#unkept.delete(id);
  }
}

/** Whether it was written down: there may be no room, or no storage. */
function keep(name: string, text: string): boolean {
  try {
    localStorage.setItem(name, text);
    return true;
  } catch {
    return false;
  }
}

/** What this browser keeps things in; null where it was told to keep nothing. */
function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
