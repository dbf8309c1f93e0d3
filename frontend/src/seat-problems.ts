// Changes that wait for a decision: what the person did beside what stands there now, and buttons to choose.
import { standing, TEXTS, type Problem, type Values } from "./seat-change";
import type { Screen } from "./seat-screen";

const LONGEST = 80;

/** What the person decided: the values to send instead, or nothing; and the text that its field is to show. */
export type Settle = (id: string, problem: Problem, values: Values | null, text: string | null) => void;

export class Problems {
  constructor(
    readonly screen: Screen,
    readonly current: (id: string) => Problem | undefined,
    readonly settle: Settle,
  ) {}

  show(problems: [string, Problem][]): void {
    const section = this.screen.find("[data-conflicts]");
    if (!section) return;
    const there = new Map([...section.children].map((each) => [(each as HTMLElement).dataset["problem"], each]));
    for (const [id, each] of there) if (!problems.some(([known]) => known === id)) each.remove();
    for (const [id, problem] of problems) {
      const mine = there.get(id)?.querySelector("[data-mine]");
      if (mine) mine.textContent = this.#mine(problem);
      else section.append(this.#box(id, problem));
    }
  }

  #box(id: string, problem: Problem): HTMLElement {
    const { change, trouble } = problem;
    const box = made("section", "notice");
    box.dataset["problem"] = id;
    box.dataset["tone"] = "warn";
    box.setAttribute("role", "alert");
    box.append(made("h2", "", this.#title(problem)));
    if (trouble) box.append(made("p", "", this.screen.told("refused").replace("{reason}", trouble)));
    const sides = made("div", "mt-2 grid grid-cols-1 gap-3 md:grid-cols-2");
    sides.append(this.#side("mine", this.#mine(problem)));
    const theirs = this.#theirs(problem);
    if (theirs !== null) sides.append(this.#side("theirs", theirs || this.screen.told("nothing")));
    const buttons = made("p", "mt-2 flex flex-wrap gap-2");
    const values = (): Values => (this.current(id) ?? problem).change.values;
    const text = (): string => String(values()["text"] ?? "");
    const isText = TEXTS.has(change.kind);
    buttons.append(this.#button("take-mine", () => this.settle(id, problem, values(), isText ? text() : null)));
    buttons.append(this.#button("take-theirs", () => this.settle(id, problem, null, isText ? theirs : null)));
    if (theirs !== null && isText) {
      buttons.append(
        this.#button("take-both", () => {
          const both = `${theirs}\n${text()}`;
          this.settle(id, problem, { ...values(), text: both }, both);
        }),
      );
    }
    box.append(sides, buttons);
    return box;
  }

  #side(name: string, text: string): HTMLElement {
    const side = made("div", "min-w-0");
    const said = made("p", "whitespace-pre-wrap [overflow-wrap:anywhere]", text);
    said.setAttribute(`data-${name}`, "");
    side.append(made("h3", "", this.screen.told(name)), said);
    return side;
  }

  #button(name: string, decide: () => void): HTMLElement {
    const button = made("button", "btn", this.screen.told(name)) as HTMLButtonElement;
    button.type = "button";
    button.dataset["variant"] = "outline";
    button.dataset["size"] = "sm";
    button.addEventListener("click", () => {
      decide();
      this.screen.focus();
    });
    return button;
  }

  #title({ change, words }: Problem): string {
    const asked = change.line === null ? "" : cut(this.screen.find(`#ask-${change.line}`)?.textContent ?? "");
    return [words?.title ?? change.kind, asked].filter(Boolean).join(" · ");
  }

  #mine({ change, words }: Problem): string {
    const said = TEXTS.has(change.kind) ? String(change.values["text"] ?? "") : words?.mine;
    return said || this.screen.told("nothing");
  }

  /** What is there now; null where the change was refused for another reason. */
  #theirs({ change, theirs, words }: Problem): string | null {
    if (!theirs) return null;
    return TEXTS.has(change.kind) ? standing(change.kind, theirs) : (words?.theirs ?? "");
  }
}

/** The beginning of a text, up to a word. */
function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST).replace(/\s+\S*$/, "")} …`;
}

function made(tag: string, style: string, text = ""): HTMLElement {
  const element = document.createElement(tag);
  if (style) element.className = style;
  if (text) element.textContent = text;
  return element;
}
