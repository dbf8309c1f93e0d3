// The screen of an interview while it is used: each change is kept in this browser at once and sent within a second, the
// state of saving is told in words, and what others change is asked for again, except where somebody is typing. All of it
// works as plain forms without this island.
import { changed } from "./seat-merge";
import { intended, SeatQueue, standing, TEXTS, type Change, type Outcome, type Problem, type Values } from "./seat-queue";

const NUMBERS = new Set(["rating", "point", "seconds", "percent", "section", "question", "seat", "after"]);
const SWITCHES = new Set(["ticked", "asked", "skipped"]);
const NOT_VALUES = new Set(["key", "kind", "line", "seen", "at"]);
const POLL_MS = 3000;
const CALM_MS = 20_000;
const RETRY_MS = 500;
const LONGEST_MS = 10_000;
const TIME_EVERY = 15;
const MOST_NEWS = 400;
const FIELDS = "textarea[data-auto],input[data-auto],select[data-auto]";
const TYPING = "textarea,select,input:not([type=checkbox],[type=radio],[type=hidden])";

type Field = HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement;

interface Feed {
  sequence: number;
  lines: number[];
  kinds: string[];
  present: number[];
}

export class VivaSeat extends HTMLElement {
  #queue!: SeatQueue;
  #since = 0;
  #present = "";
  #poll = 0;
  #ticking = 0;
  #ticked = 0;
  #line: number | null = null;
  #seconds = 0;
  #told = 0;
  #asking = false;
  #socket: WebSocket | null = null;
  #tries = 0;
  #missed = false;
  #work: Promise<void> = Promise.resolve();

  connectedCallback(): void {
    queueMicrotask(this.#begin); // when what is inside is there too
  }

  disconnectedCallback(): void {
    this.#queue?.end();
    clearTimeout(this.#poll);
    clearInterval(this.#ticking);
    this.#socket?.close();
    window.removeEventListener("online", this.#online);
    window.removeEventListener("pagehide", this.#leave);
    window.removeEventListener("pageshow", this.#back);
    window.removeEventListener("storage", this.#stored);
    document.removeEventListener("visibilitychange", this.#seen);
  }

  readonly #begin = (): void => {
    if (!this.isConnected || this.#ticking) return;
    this.#queue = new SeatQueue(this.#told_("name"), this.#told_("address"), this.#tell, this.#saved);
    this.#since = Number(this.#told_("sequence"));
    this.toggleAttribute("data-live-page", true);
    this.addEventListener("submit", this.#submit);
    this.addEventListener("input", this.#typed);
    this.addEventListener("change", this.#chosen);
    this.addEventListener("click", this.#click);
    this.addEventListener("keydown", this.#press);
    window.addEventListener("online", this.#online);
    window.addEventListener("pagehide", this.#leave);
    window.addEventListener("pageshow", this.#back);
    window.addEventListener("storage", this.#stored);
    document.addEventListener("visibilitychange", this.#seen);
    this.#line = this.#shown();
    if (this.#line !== null) history.replaceState(null, "", `?line=${this.#line}`); // a reload stays with the question
    this.#takeTime();
    this.#fill(this);
    this.#tell();
    void this.#queue.flush();
    this.#ticked = performance.now();
    this.#ticking = window.setInterval(this.#tick, 1000);
    this.#listen();
    this.#later();
  };

  #told_(name: string): string {
    return this.getAttribute(`data-${name}`) ?? "";
  }

  // ---- what the person does

  readonly #submit = (event: Event): void => {
    const form = event.target as HTMLFormElement;
    const kind = form.dataset["change"];
    if (!kind) return;
    event.preventDefault();
    this.#do(form, kind, (event as SubmitEvent).submitter);
    if (kind === "add") form.reset();
  };

  readonly #typed = (event: Event): void => {
    const field = event.target as Field;
    const form = field.closest<HTMLFormElement>("form[data-change]");
    if (form && field.matches("textarea[data-auto],input[data-auto]")) this.#do(form, form.dataset["change"] ?? "", null);
  };

  readonly #chosen = (event: Event): void => {
    const field = event.target as Field;
    const form = field.closest<HTMLFormElement>("form[data-change]");
    if (form && field.matches("select[data-auto]")) this.#do(form, form.dataset["change"] ?? "", null);
  };

  readonly #click = (event: Event): void => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-jump]");
    const { ctrlKey, metaKey, shiftKey } = event as MouseEvent;
    if (link && !ctrlKey && !metaKey && !shiftKey && this.#show(Number(link.dataset["jump"]))) event.preventDefault();
  };

  readonly #press = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !(event.target instanceof HTMLElement) || !event.target.matches(TYPING)) return;
    event.target.blur(); // the way out of a field, so that the keys work again
    this.querySelector<HTMLElement>(`#ask-${this.#line}`)?.focus({ preventScroll: true });
  };

  #do(form: HTMLFormElement, kind: string, submitter: HTMLElement | null): void {
    const data = new FormData(form, submitter as HTMLButtonElement | null);
    const values: Values = {};
    for (const [name, value] of data) if (!NOT_VALUES.has(name)) values[name] = typed(name, String(value));
    const line = data.get("line") ? Number(data.get("line")) : null;
    this.#queue.add(kind, line, values, this.#version(kind, line), this.#was(kind, line, form));
    this.#foresee(kind, line, values, form);
  }

  /** The version that the person is looking at. */
  #version(kind: string, line: number | null): number | null {
    if (kind === "scratch") return numberIn(this.querySelector("#scratch-part"), "data-version");
    if (["rate", "state", "note", "flag"].includes(kind)) return numberIn(this.#points(line), "data-version");
    return ["skip", "assign", "swap"].includes(kind) ? numberIn(this.#common(line), "data-line-version") : null;
  }

  #was(kind: string, line: number | null, form: HTMLFormElement): string {
    if (TEXTS.has(kind)) return form.querySelector<HTMLTextAreaElement>(FIELDS)?.defaultValue ?? "";
    const last = this.#queue.waiting.findLast(([, each]) => each.line === line && (each.kind === kind || (kind === "rate" && each.kind === "state") || (kind === "state" && each.kind === "rate")));
    if (last) return intended(last[1]);
    const own = this.#points(line);
    const shared = this.#common(line);
    if (kind === "rate" || kind === "state") return `${own?.getAttribute("data-state") ?? ""}|${own?.getAttribute("data-rating") ?? ""}`;
    if (kind === "skip") return shared?.getAttribute("data-skipped") ?? "";
    return kind === "assign" ? (shared?.getAttribute("data-assigned") ?? "") : "";
  }

  /** Shows at once what the server will say, so that all goes on while it is away. */
  #foresee(kind: string, line: number | null, values: Values, form: HTMLFormElement): void {
    if (kind === "tick") {
      const button = form.querySelector("button");
      const said = values["ticked"] === true;
      button?.setAttribute("aria-pressed", String(said));
      button?.setAttribute("data-variant", said ? "secondary" : "ghost");
      button?.setAttribute("value", String(!said));
      const mark = button?.querySelector("[data-mark]");
      if (mark) mark.textContent = said ? "✓" : "○";
    } else if (kind === "rate") {
      const rating = values["rating"] === null ? "" : String(values["rating"]);
      const select = this.querySelector<HTMLSelectElement>(`#rating-${line}`);
      if (select) select.value = rating;
      for (const button of this.querySelectorAll<HTMLElement>(`[id^="rate-${line}-"]`)) {
        const pressed = button.getAttribute("value") === rating;
        button.setAttribute("aria-pressed", String(pressed));
        button.setAttribute("data-variant", pressed ? "primary" : "outline");
      }
      this.#say(line, select?.selectedOptions[0]?.textContent?.split(":")[0] ?? "");
    } else if (kind === "state") {
      const button = form.querySelector<HTMLElement>(`button[value="${String(values["state"])}"]`) ?? form.querySelector("button");
      this.#say(line, button?.firstChild?.textContent?.trim() ?? "");
    }
  }

  #say(line: number | null, text: string): void {
    for (const each of this.querySelectorAll(`[data-said="${line}"]`)) each.textContent = text;
  }

  // ---- which question is in hand

  #shown(): number | null {
    const article = this.querySelector<HTMLElement>("article[data-line]:not([hidden])");
    return article ? Number(article.dataset["line"]) : null;
  }

  #show(line: number): boolean {
    const article = this.querySelector<HTMLElement>(`#line-${line}`);
    if (!article) return false;
    this.#keepTime();
    for (const each of this.querySelectorAll<HTMLElement>("article[data-line]")) each.hidden = each !== article;
    this.#line = line;
    this.#takeTime();
    this.#mark();
    history.replaceState(null, "", `?line=${line}`);
    article.querySelector<HTMLElement>(`#ask-${line}`)?.focus({ preventScroll: true });
    article.scrollIntoView({ block: "start" });
    return true;
  }

  #mark(): void {
    for (const each of this.querySelectorAll<HTMLElement>("#seat-list a[data-jump]")) {
      if (Number(each.dataset["jump"]) === this.#line) each.setAttribute("aria-current", "true");
      else each.removeAttribute("aria-current");
    }
    for (const each of this.querySelectorAll<HTMLInputElement>("#scratch-part [name=at]")) each.value = String(this.#line ?? "");
  }

  // ---- time

  readonly #tick = (): void => {
    const now = performance.now();
    const passed = Math.min(5, (now - this.#ticked) / 1000); // a laptop that slept asked nothing meanwhile
    this.#ticked = now;
    const whole = this.querySelector<HTMLElement>("[data-elapsed][data-runs]");
    if (whole) {
      const seconds = Number(whole.dataset["elapsed"]) + passed;
      whole.dataset["elapsed"] = String(seconds);
      whole.textContent = clock(seconds);
    }
    const common = this.#common(this.#line);
    if (!whole || common?.getAttribute("data-asked") !== "true" || document.hidden) return;
    this.#seconds += passed;
    const shown = this.querySelector(`[data-time="${this.#line}"]`);
    if (shown) shown.textContent = clock(this.#seconds);
    if (this.#seconds - this.#told >= TIME_EVERY) this.#keepTime();
  };

  #takeTime(): void {
    this.#seconds = this.#told = Number(this.#common(this.#line)?.getAttribute("data-seconds") ?? 0);
    const waits = this.#queue.pending("time", this.#line);
    if (waits) this.#seconds = this.#told = Math.max(this.#told, Number(waits.values["seconds"]));
  }

  /** One seat tells the time of a question: whoever asks it. */
  #keepTime(): void {
    const common = this.#common(this.#line);
    const asks = common?.getAttribute("data-assigned") || (this.#told_("leads") === "true" ? this.#told_("seat") : "");
    if (asks !== this.#told_("seat") || this.#seconds - this.#told < 1) return;
    this.#told = this.#seconds;
    this.#queue.add("time", this.#line, { seconds: Math.round(this.#seconds) }, null, "");
  }

  // ---- what became of it

  readonly #saved = (change: Change, outcome: Outcome): void => {
    if (outcome.version !== null) {
      const own = this.#points(change.line);
      const common = this.#common(change.line);
      if (change.kind === "scratch") raise(this.querySelector("#scratch-part"), "data-version", outcome.version);
      else if (["rate", "state", "note", "flag", "tick"].includes(change.kind)) raise(own, "data-version", outcome.version);
      else raise(common, "data-line-version", outcome.version);
      if (change.kind === "rate" || change.kind === "state") {
        const [state, rating] = intended(change).split("|");
        own?.setAttribute("data-state", state ?? "");
        own?.setAttribute("data-rating", rating ?? "");
      } else if (change.kind === "skip") common?.setAttribute("data-skipped", intended(change));
      else if (change.kind === "assign") common?.setAttribute("data-assigned", intended(change));
    }
    if (TEXTS.has(change.kind)) {
      const field = this.#field(change.kind, change.line);
      const text = String(change.values["text"] ?? "");
      if (field && !(field instanceof HTMLSelectElement)) {
        if (outcome.version === null && !this.#queue.pending(change.kind, change.line)?.sent) put(field, text); // put together with another's
        if (outcome.version !== null) field.defaultValue = text;
      }
    }
    if ((change.kind === "add" || change.kind === "swap") && outcome.line) void this.#refresh([outcome.line], true).then(() => this.#show(outcome.line ?? 0));
    else if (!this.#hears) void this.#ask();
  };

  readonly #tell = (): void => {
    const queue = this.#queue;
    const problems = queue.problems;
    const count = queue.count;
    const status = this.querySelector<HTMLElement>("[data-status]");
    let text = "";
    if (!queue.kept) text = this.#told_("unkept");
    else if (queue.condition === "closed") text = this.#told_("closed");
    else if (queue.condition === "offline") text = this.#told_("offline");
    else if (problems.length > 0) text = this.#told_("conflict");
    else if (count > 0) text = this.#told_("saving");
    else if (status && !status.hidden) text = this.#told_("saved");
    text = text.replace("{count}", String(queue.condition === "offline" || queue.condition === "closed" ? count : problems.length));
    if (status && text && status.textContent !== text) {
      status.hidden = false;
      status.textContent = text;
    }
    this.#showProblems(problems);
  };

  #showProblems(problems: [string, Problem][]): void {
    const section = this.querySelector<HTMLElement>("[data-conflicts]");
    if (!section) return;
    for (const each of [...section.children]) if (!problems.some(([id]) => id === (each as HTMLElement).dataset["problem"])) each.remove();
    for (const [id, problem] of problems) {
      const there = section.querySelector<HTMLElement>(`[data-problem="${id}"]`);
      const mine = there?.querySelector("[data-mine]");
      if (mine) mine.textContent = this.#words(problem.change.values);
      else if (!there) section.append(this.#problem(id, problem));
    }
  }

  #problem(id: string, problem: Problem): HTMLElement {
    const { change, theirs } = problem;
    const box = made("section", "notice");
    box.dataset["problem"] = id;
    box.dataset["tone"] = "warn";
    box.setAttribute("role", "alert");
    box.append(made("h2", "", this.#title(change)));
    if (problem.trouble) box.append(made("p", "", this.#told_("refused").replace("{reason}", problem.trouble)));
    const sides = made("div", "mt-2 grid grid-cols-1 gap-3 md:grid-cols-2");
    const side = (title: string, text: string, name: string): void => {
      const one = made("div", "min-w-0");
      const said = made("p", "whitespace-pre-wrap [overflow-wrap:anywhere]", text);
      said.setAttribute(name, "");
      one.append(made("h3", "", title), said);
      sides.append(one);
    };
    side(this.#told_("mine"), this.#words(change.values), "data-mine");
    const there = theirs ? standing(change.kind, theirs) : null;
    if (there !== null) side(this.#told_("theirs"), there.replace("|", " ") || this.#told_("nothing"), "data-theirs");
    const buttons = made("p", "mt-2 flex flex-wrap gap-2");
    const button = (text: string, decide: () => void): void => {
      const one = made("button", "btn", text) as HTMLButtonElement;
      one.type = "button";
      one.dataset["variant"] = "outline";
      one.dataset["size"] = "sm";
      one.addEventListener("click", () => {
        decide();
        this.querySelector<HTMLElement>(`#ask-${this.#line}`)?.focus({ preventScroll: true });
      });
      buttons.append(one);
    };
    const now = (): Values => this.#queue.problems.find(([each]) => each === id)?.[1].change.values ?? change.values;
    const settle = (values: Values | null, text: string | null): void => {
      const field = this.#field(change.kind, change.line);
      if (field && text !== null && TEXTS.has(change.kind)) put(field, text);
      if (field && there !== null && !(field instanceof HTMLSelectElement) && TEXTS.has(change.kind)) field.defaultValue = there;
      this.#queue.decide(id, values);
      if (!values) void this.#refresh(change.line === null ? [] : [change.line]);
    };
    button(this.#told_("take-mine"), () => settle(now(), String(now()["text"] ?? "")));
    button(this.#told_("take-theirs"), () => settle(null, there));
    if (there !== null && TEXTS.has(change.kind)) {
      button(this.#told_("take-both"), () => {
        const both = `${there}\n${String(now()["text"] ?? "")}`;
        settle({ ...now(), text: both }, both);
      });
    }
    box.append(sides, buttons);
    return box;
  }

  #title(change: Change): string {
    const article = change.line === null ? this : this.querySelector(`#line-${change.line}`);
    const label = article?.querySelector(`form[data-change="${change.kind}"] label`)?.firstChild?.textContent?.trim();
    const asked = change.line === null ? "" : (this.querySelector(`#ask-${change.line}`)?.textContent ?? "").slice(0, 80);
    return [label ?? change.kind, asked].filter(Boolean).join(" · ");
  }

  #words(values: Values): string {
    if ("text" in values) return String(values["text"]) || this.#told_("nothing");
    return Object.values(values).filter((each) => each !== "" && each !== null).map(String).join(" ") || this.#told_("nothing");
  }

  // ---- what others do

  /** A socket tells at once; while there is none, the page asks every few seconds. */
  #listen(): void {
    if (!this.isConnected || !window.WebSocket) return;
    const address = new URL(`${this.#told_("address")}/live?since=${this.#since}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    this.#socket = socket;
    socket.addEventListener("message", (event) => {
      this.#tries = 0;
      const feed = JSON.parse(String(event.data)) as Feed;
      this.#work = this.#work.then(() => this.#news(feed));
    });
    socket.addEventListener("close", () => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#later();
      window.setTimeout(() => this.#listen(), Math.min(LONGEST_MS, RETRY_MS * 2 ** this.#tries));
      this.#tries += 1;
    });
  }

  get #hears(): boolean {
    return this.#socket?.readyState === 1; // open
  }

  #later(wait = this.#hears ? CALM_MS : POLL_MS): void {
    clearTimeout(this.#poll);
    this.#poll = window.setTimeout(() => void this.#ask(), wait);
  }

  async #ask(): Promise<void> {
    if (this.#asking || !this.isConnected) return;
    this.#asking = true;
    try {
      const answer = await fetch(`${this.#told_("address")}/feed?since=${this.#since}`, { cache: "no-store" });
      if (answer.ok) await this.#news((await answer.json()) as Feed);
    } catch {
      // Nobody answers: what waits to be saved says so, and this is asked again.
    } finally {
      this.#asking = false;
      this.#later();
    }
  }

  async #news(feed: Feed): Promise<void> {
    const present = feed.present.join(" ");
    if (feed.sequence === this.#since && present === this.#present) return;
    const whole = this.#missed || feed.sequence - this.#since > MOST_NEWS || feed.kinds.some((each) => ["become", "move", "add", "swap", "submit", "amend", "open"].includes(each));
    this.#missed = !(await this.#refresh(feed.lines, whole));
    if (this.#missed) return;
    this.#since = Math.max(this.#since, feed.sequence);
    this.#present = present;
  }

  /** Asks for what may have changed, and takes of it what nobody is typing in. */
  async #refresh(lines: number[], whole = false): Promise<boolean> {
    const all = [...this.querySelectorAll<HTMLElement>("article[data-line]")].map((each) => Number(each.dataset["line"]));
    const wanted = new Set(whole ? [...all, ...lines] : lines);
    const query = [...wanted].map((each) => `line=${each}`).join("&");
    const answer = await fetch(`${this.#told_("address")}/parts?${query || "line=0"}`, { cache: "no-store" }).catch(() => null);
    if (!answer?.ok) return false;
    const came = document.createElement("template");
    came.innerHTML = await answer.text();
    for (const article of came.content.querySelectorAll<HTMLElement>("article[data-line]")) {
      if (this.querySelector(`#${article.id}`)) continue;
      article.hidden = true;
      this.querySelector("#scratch-part")?.before(article.cloneNode(true));
    }
    const late = this.#overtaken(came.content);
    for (const fresh of came.content.querySelectorAll<HTMLElement>("[data-part]")) {
      const old = this.querySelector<HTMLElement>(`#${fresh.id}`);
      if (old && !late.has(fresh.dataset["of"] ?? fresh.id)) this.#take(old, fresh);
    }
    this.#mark();
    const common = Number(this.#common(this.#line)?.getAttribute("data-seconds") ?? 0);
    this.#seconds = Math.max(this.#seconds, common);
    const shown = this.querySelector(`[data-time="${this.#line}"]`);
    if (shown) shown.textContent = clock(this.#seconds);
    return late.size === 0;
  }

  /** The questions of which something was saved while this was on its way: it shows what they were before. */
  #overtaken(came: ParentNode): Set<string> {
    const late = new Set<string>();
    for (const [name, parts] of [["data-version", "[id^=points-],#scratch-part"], ["data-line-version", "[id^=shared-]"]] as const) {
      for (const fresh of came.querySelectorAll<HTMLElement>(parts)) {
        const known = numberIn(this.querySelector(`#${fresh.id}`), name) ?? 0;
        if ((numberIn(fresh, name) ?? 0) < known) late.add(fresh.dataset["of"] ?? fresh.id);
      }
    }
    return late;
  }

  #take(old: HTMLElement, fresh: HTMLElement): void {
    const active = document.activeElement;
    const typing = active instanceof HTMLElement && old.contains(active) && active.matches(TYPING);
    const fields = [...old.querySelectorAll<Field>(FIELDS)];
    const busy = fields.some((each) => this.#waits(each));
    if (typing || busy) {
      for (const { name, value } of [...fresh.attributes]) if (name.startsWith("data-")) old.setAttribute(name, value);
      for (const field of fields) this.#renew(field, fresh);
      return;
    }
    if (old.isEqualNode(fresh)) return;
    const focused = active instanceof HTMLElement && old.contains(active) ? active.id : "";
    const open = [...old.querySelectorAll("details")].map((each) => each.open);
    const put_ = fresh.cloneNode(true) as HTMLElement;
    put_.querySelectorAll("details").forEach((each, place) => {
      each.open = open[place] ?? each.open;
    });
    old.replaceWith(put_);
    if (focused) this.querySelector<HTMLElement>(`#${CSS.escape(focused)}`)?.focus({ preventScroll: true });
  }

  /** A text that is in hand but has nothing unsaved in it takes what came, and the caret stays where it was. */
  #renew(field: Field, fresh: HTMLElement): void {
    const came = fresh.querySelector<HTMLTextAreaElement>(`#${field.id}`);
    if (!came || field instanceof HTMLSelectElement || this.#waits(field) || field.value !== field.defaultValue) return;
    if (field.defaultValue === came.defaultValue) return;
    const at = field.selectionStart ?? 0;
    const end = field.selectionEnd ?? 0;
    const { from, until, text } = changed(field.defaultValue, came.defaultValue);
    const moved = (place: number): number => (place <= from ? place : Math.max(from, place + text.length - (until - from)));
    field.defaultValue = came.defaultValue;
    field.value = came.defaultValue;
    if (document.activeElement === field) field.setSelectionRange(moved(at), moved(end));
  }

  #waits(field: Field): boolean {
    const form = field.closest<HTMLFormElement>("form[data-change]");
    const kind = form?.dataset["change"] ?? "";
    const line = lineOf(form);
    const open = this.#queue.problems.some(([, each]) => each.change.kind === kind && each.change.line === line);
    return open || this.#queue.pending(kind, line) !== undefined;
  }

  /** What waits in this browser stands in its field again; what the browser itself remembers of a field does not. */
  #fill(within: ParentNode): void {
    for (const field of within.querySelectorAll<Field>(FIELDS)) {
      const form = field.closest<HTMLFormElement>("form[data-change]");
      const kind = form?.dataset["change"] ?? "";
      const line = lineOf(form);
      const waits = this.#queue.pending(kind, line) ?? this.#queue.problems.find(([, each]) => each.change.kind === kind && each.change.line === line)?.[1].change;
      if (field instanceof HTMLSelectElement) {
        const chosen = [...field.options].find((each) => each.defaultSelected);
        field.value = waits ? String(Object.values(waits.values)[0] ?? "") : (chosen?.value ?? "");
      } else if (waits) put(field, String(waits.values["text"] ?? ""));
      else if (!this.querySelector("[role=alert]")) put(field, field.defaultValue);
    }
    for (const [, change] of this.#queue.waiting) {
      if (change.kind !== "tick") continue;
      const form = this.querySelector(`#point-${change.line}-${String(change.values["point"])}`)?.closest<HTMLFormElement>("form");
      if (form) this.#foresee("tick", change.line, change.values, form);
    }
  }

  #points(line: number | null): HTMLElement | null {
    return this.querySelector(`#points-${line}`);
  }

  #common(line: number | null): HTMLElement | null {
    return this.querySelector(`#shared-${line}`);
  }

  #field(kind: string, line: number | null): Field | null {
    return this.querySelector(kind === "scratch" ? "#scratch" : `#${kind}-${line}`);
  }

  // ---- the window

  readonly #online = (): void => {
    void this.#queue.flush();
    void this.#ask();
  };

  readonly #leave = (): void => {
    this.#keepTime();
    void this.#queue.flush(true);
  };

  readonly #back = (event: PageTransitionEvent): void => {
    if (event.persisted) void this.#refresh([], true);
  };

  readonly #seen = (): void => {
    if (document.hidden) void this.#queue.flush();
    else this.#online();
  };

  readonly #stored = (event: StorageEvent): void => {
    if (event.key === null || event.key.startsWith(`viva-seat:${this.#told_("name")}:`)) this.#tell();
  };
}

/** The same as the server makes of a plain form. */
function typed(name: string, text: string): unknown {
  if (SWITCHES.has(name)) return text === "true";
  if (NUMBERS.has(name)) return text === "" ? null : Number(text);
  return text.replaceAll("\r\n", "\n");
}

function lineOf(form: HTMLFormElement | null): number | null {
  const field = form?.querySelector<HTMLInputElement>("input[name=line]");
  return field ? Number(field.value) : null;
}

function numberIn(element: Element | null, name: string): number | null {
  const text = element?.getAttribute(name);
  return text ? Number(text) : null;
}

/** A version only grows: an answer that is repeated tells an older one. */
function raise(element: Element | null, name: string, version: number): void {
  if (version > (numberIn(element, name) ?? 0)) element?.setAttribute(name, String(version));
}

function put(field: Field, text: string): void {
  if (field.value === text) return;
  field.value = text;
}

function made(tag: string, style: string, text = ""): HTMLElement {
  const element = document.createElement(tag);
  if (style) element.className = style;
  if (text) element.textContent = text;
  return element;
}

function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number): string => String(value).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

customElements.define("viva-seat", VivaSeat);
