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
    for (let place = 0; place < localStorage.length; place += 1) {
      const name = localStorage.key(place);
      if (name?.startsWith(this.prefix + kind)) found.set(name.slice(this.prefix.length), localStorage.getItem(name) ?? "");
    }
    for (const [id, text] of this.#unkept) if (id.startsWith(kind)) found.set(id, text);
    const there = [...found].filter(([, text]) => text).sort(([one], [other]) => (one < other ? -1 : 1));
    return there.map(([id, text]) => [id, JSON.parse(text) as Item]);
  }

  put(id: string, value: unknown): void {
    const text = JSON.stringify(value);
    try {
      localStorage.setItem(this.prefix + id, text);
      this.#unkept.delete(id);
    } catch {
      this.#unkept.set(id, text); // no room, or storage is switched off
    }
  }

  drop(id: string): void {
    localStorage.removeItem(this.prefix + id);
    this.#unkept.delete(id);
  }
}
