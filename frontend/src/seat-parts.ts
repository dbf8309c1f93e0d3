// What others changed, asked for again and put into the page, except where somebody is typing.
import { ask } from "./asking";
import { FIELDS, isText, numberIn, rewrite, TYPING, type Field, type Screen } from "./seat-screen";

export class Parts {
  constructor(
    readonly screen: Screen,
    readonly address: string,
    /** Whether something waits to be saved that was typed or chosen in a field. */
    readonly waits: (field: Field) => boolean,
    /** Comes when nobody is about to click. */
    readonly still: () => Promise<void>,
  ) {}

  /** Asks for what may have changed; false where not all of it could be taken. */
  async refresh(lines: number[], whole = false): Promise<boolean> {
    const wanted = new Set(whole ? [...this.screen.lines, ...lines] : lines);
    const query = [...wanted].map((each) => `line=${each}`).join("&");
    const answer = await ask(`${this.address}/parts?${query || "line=0"}`, { cache: "no-store" });
    const html = answer?.ok ? await answer.text().catch(() => null) : null;
    if (html === null) return false;
    const came = document.createElement("template");
    came.innerHTML = html;
    await this.still();
    this.#add(came.content);
    const late = this.#overtaken(came.content);
    for (const fresh of came.content.querySelectorAll<HTMLElement>("[data-part]")) {
      const old = this.screen.find(`#${fresh.id}`);
      if (old && !late.has(fresh.dataset["of"] ?? fresh.id)) this.#take(old, fresh);
    }
    this.screen.mark();
    return late.size === 0;
  }

  /** Questions that the page does not have yet. */
  #add(came: ParentNode): void {
    for (const article of came.querySelectorAll<HTMLElement>("article[data-line]")) {
      if (this.screen.find(`#${article.id}`)) continue;
      article.hidden = true;
      this.screen.find("#scratch-part")?.before(article.cloneNode(true));
    }
  }

  /** The questions of which something was saved while this was on its way: it shows what they were before. */
  #overtaken(came: ParentNode): Set<string> {
    const late = new Set<string>();
    for (const [name, parts] of [["data-version", "[id^=points-],#scratch-part"], ["data-line-version", "[id^=shared-]"]] as const) {
      for (const fresh of came.querySelectorAll<HTMLElement>(parts)) {
        const known = numberIn(this.screen.find(`#${fresh.id}`), name) ?? 0;
        if ((numberIn(fresh, name) ?? 0) < known) late.add(fresh.dataset["of"] ?? fresh.id);
      }
    }
    return late;
  }

  #take(old: HTMLElement, fresh: HTMLElement): void {
    const active = document.activeElement;
    const within = active instanceof HTMLElement && old.contains(active) ? active : null;
    const fields = [...old.querySelectorAll<Field>(FIELDS)];
    if (within?.matches(TYPING) || fields.some((each) => this.waits(each))) {
      for (const { name, value } of [...fresh.attributes]) if (name.startsWith("data-")) old.setAttribute(name, value);
      for (const field of fields) this.#renew(field, fresh);
      return;
    }
    if (old.isEqualNode(fresh)) return;
    const open = [...old.querySelectorAll("details")].map((each) => each.open);
    const copy = fresh.cloneNode(true) as HTMLElement;
    copy.querySelectorAll("details").forEach((each, place) => {
      each.open = open[place] ?? each.open;
    });
    old.replaceWith(copy);
    if (within?.id) this.screen.find(`#${CSS.escape(within.id)}`)?.focus({ preventScroll: true });
  }

  /** A text that is in hand but has nothing unsaved in it takes what came, and the caret stays where it was. */
  #renew(field: Field, fresh: HTMLElement): void {
    const came = fresh.querySelector<HTMLTextAreaElement>(`#${field.id}`);
    if (!came || !isText(field) || this.waits(field) || field.value !== field.defaultValue) return;
    if (field.defaultValue === came.defaultValue) return;
    field.defaultValue = came.defaultValue;
    rewrite(field, came.defaultValue);
  }
}
