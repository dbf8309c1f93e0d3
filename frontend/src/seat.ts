// The screen of an interview while it is used: each change is kept in this browser at once and sent within a second, the
// state of saving is told in words, and what others change is asked for again, except where somebody is typing. All of it
// works as plain forms without this island.
import { standing, TEXTS, type Change, type Outcome, type Problem, type Values } from "./seat-change";
import { SeatClock } from "./seat-clock";
import { foresee } from "./seat-foresee";
import { Leaving } from "./seat-leaving";
import { News } from "./seat-news";
import { Parts } from "./seat-parts";
import { Press } from "./seat-press";
import { Problems } from "./seat-problems";
import { SeatQueue } from "./seat-queue";
import { aimOf, changeIn, FIELDS, isText, Screen, TYPING, type Field } from "./seat-screen";

export class VivaSeat extends HTMLElement {
  readonly #screen = new Screen(this);
  readonly #leaving = new Leaving(
    () => this.#settled(),
    () => this.#stay(),
  );
  /** Whether somebody wanted to leave, and could not yet. */
  #stays = false;
  #queue!: SeatQueue;
  #clock!: SeatClock;
  #news!: News;
  #parts!: Parts;
  #problems!: Problems;
  #begun: AbortController | null = null;

  connectedCallback(): void {
    queueMicrotask(() => this.#begin()); // when what is inside is there too
  }

  disconnectedCallback(): void {
    if (!this.#begun) return;
    this.#begun.abort();
    this.#begun = null;
    this.#queue.end();
    this.#clock.end();
    this.#news.end();
  }

  #begin(): void {
    if (!this.isConnected || this.#begun) return;
    const screen = this.#screen;
    const address = screen.told("address");
    this.#queue = new SeatQueue(screen.told("name"), address, () => this.#tell(), (change, outcome) => this.#saved(change, outcome));
    this.#clock = new SeatClock(
      screen,
      (line) => Number(this.#queue.pending("time", line)?.values["seconds"] ?? 0),
      (line, seconds) => this.#queue.add("time", line, { seconds }, null, ""),
    );
    this.#begun = new AbortController();
    const press = new Press(this, this.#begun.signal);
    this.#parts = new Parts(screen, address, (field) => this.#waiting(field) !== undefined, () => press.over());
    this.#news = new News(address, Number(screen.told("sequence")), (lines, whole) => this.#refresh(lines, whole));
    this.#problems = new Problems(
      screen,
      (id) => this.#queue.problems.find(([each]) => each === id)?.[1],
      (...decided) => this.#settle(...decided),
    );
    this.toggleAttribute("data-live-page", true);
    this.#hear(this.#begun.signal);
    screen.mark();
    this.#fill();
    this.#tell();
    void this.#queue.flush();
    this.#clock.begin();
    this.#news.begin();
  }

  #hear(signal: AbortSignal): void {
    this.#leaving.begin(signal);
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
    this.addEventListener("input", (event) => this.#entered(event, "textarea[data-auto],input[data-auto]"), { signal });
    this.addEventListener("change", (event) => this.#entered(event, "select[data-auto]"), { signal });
    this.addEventListener("click", (event) => this.#jump(event), { signal });
    this.addEventListener("keydown", (event) => this.#leaveField(event), { signal });
    window.addEventListener("online", () => this.#wake(), { signal });
    window.addEventListener("pagehide", () => this.#leave(), { signal });
    window.addEventListener("pageshow", (event) => void (event.persisted && this.#refresh([], true)), { signal });
    window.addEventListener("storage", ({ key }) => void ((key === null || this.#queue.owns(key)) && this.#tell()), { signal });
    document.addEventListener("visibilitychange", () => void (document.hidden ? this.#queue.flush() : this.#wake()), { signal });
  }

  // ---- what the person does

  #submit(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    if (!form.dataset["change"]) return;
    event.preventDefault();
    this.#do(form, event.submitter);
    if (form.dataset["change"] === "add") form.reset();
  }

  #entered(event: Event, fields: string): void {
    const field = event.target as Field;
    const form = field.closest<HTMLFormElement>("form[data-change]");
    if (!form || !field.matches(fields)) return;
    this.#screen.full(field);
    this.#do(form);
  }

  #do(form: HTMLFormElement, submitter: HTMLElement | null = null): void {
    const asked = changeIn(form, submitter);
    const { kind, line, values } = asked;
    const waiting = this.#queue.waiting.map(([, each]) => each);
    this.#queue.add(kind, line, values, this.#screen.version(kind, line), this.#screen.before(asked, form, waiting));
    foresee(this.#screen, asked, form);
  }

  #jump(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLElement>("a[data-jump]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (this.#show(Number(link.dataset["jump"]))) event.preventDefault();
  }

  #show(line: number): boolean {
    this.#clock.keep();
    const there = this.#screen.show(line);
    if (there) this.#clock.take();
    return there;
  }

  /** The way out of a field, so that the keys work again. */
  #leaveField(event: KeyboardEvent): void {
    if (event.key !== "Escape" || !(event.target instanceof HTMLElement) || !event.target.matches(TYPING)) return;
    event.target.blur();
    this.#screen.focus();
  }

  // ---- what became of it

  #saved(change: Change, outcome: Outcome): void {
    const pending = this.#queue.pending(change.kind, change.line);
    this.#screen.saved(change, outcome, pending !== undefined && pending.values["text"] !== change.values["text"]);
    const { line } = outcome;
    if ((change.kind === "add" || change.kind === "swap") && line) void this.#refresh([line], true).then(() => this.#show(line));
    else if (!this.#news.hears) void this.#news.ask();
  }

  #tell(): void {
    const { condition, away, count, problems, safe } = this.#queue;
    this.#stays &&= away;
    if (!safe) this.#say("unkept", "warn");
    else if (away) this.#say(this.#stays ? "stays" : condition, "warn", count);
    else if (problems.length > 0) this.#say("conflict", "warn", problems.length);
    else if (count > 0) this.#say("saving", "");
    else if (!this.#screen.find("[data-status]")?.hidden) this.#say("saved", "good");
    this.#problems.show(problems);
  }

  /** Says in words how far saving is. */
  #say(name: string, tone: string, count = 0): void {
    const status = this.#screen.find("[data-status]");
    const text = this.#screen.told(name).replace("{count}", String(count));
    if (!status || !text || status.textContent === text) return;
    status.hidden = false;
    status.dataset["tone"] = tone;
    status.textContent = text;
  }

  #settle(id: string, { change, theirs }: Problem, values: Values | null, text: string | null): void {
    const field = this.#screen.field(change.kind, change.line);
    if (isText(field) && TEXTS.has(change.kind)) {
      if (text !== null) field.value = text;
      if (theirs) field.defaultValue = standing(change.kind, theirs);
    }
    this.#queue.decide(id, values);
    if (!values) void this.#refresh(change.line === null ? [] : [change.line]);
  }

  async #refresh(lines: number[], whole = false): Promise<boolean> {
    const taken = await this.#parts.refresh(lines, whole);
    this.#clock.catchUp();
    return taken;
  }

  /** What was typed or chosen in a field and is not saved, or not decided. */
  #waiting(field: Field): Change | undefined {
    const { kind, line } = aimOf(field);
    const open = this.#queue.problems.find(([, { change }]) => change.kind === kind && change.line === line);
    return this.#queue.pending(kind, line) ?? open?.[1].change;
  }

  /** What waits in this browser stands in its field again; what the browser itself remembers of a field does not. */
  #fill(): void {
    for (const field of this.#screen.all<Field>(FIELDS)) {
      const waits = this.#waiting(field);
      if (!isText(field)) {
        const chosen = [...field.options].find((each) => each.defaultSelected);
        field.value = waits ? String(Object.values(waits.values)[0] ?? "") : (chosen?.value ?? "");
      } else if (waits) field.value = String(waits.values["text"] ?? "");
      else if (!this.#screen.find("[role=alert]")) field.value = field.defaultValue;
    }
    for (const [, change] of this.#queue.waiting) {
      const point = change.kind === "tick" ? this.#screen.find(`#point-${change.line}-${String(change.values["point"])}`) : null;
      const form = point?.closest<HTMLFormElement>("form");
      if (form) foresee(this.#screen, change, form);
    }
  }

  // ---- the window

  #wake(): void {
    void this.#queue.flush();
    void this.#news.ask();
  }

  /** Whether the page can be left: all that was done is saved, and somebody answers. */
  async #settled(): Promise<boolean> {
    this.#clock.keep();
    await this.#queue.flush();
    return this.#queue.count === 0 && this.#news.answered();
  }

  #stay(): void {
    this.#stays = true;
    this.#say("stays", "warn", this.#queue.count);
  }

  #leave(): void {
    this.#clock.keep();
    void this.#queue.flush(true);
  }
}

customElements.define("viva-seat", VivaSeat);
