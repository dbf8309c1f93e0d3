// Shows at once what the server will say of a change, so that all goes on while it is away.
import type { Asked, Screen } from "./seat-screen";

export function foresee(screen: Screen, { kind, line, values }: Asked, form: HTMLFormElement): void {
  if (kind === "tick") {
    tick(form.querySelector("button"), values["ticked"] === true);
    fill(screen, line);
  } else if (kind === "rate") {
    rate(screen, line, values["rating"] == null ? "" : String(values["rating"]));
  } else if (kind === "state") {
    const button = form.querySelector<HTMLElement>(`button[value="${String(values["state"])}"]`) ?? form.querySelector("button");
    say(screen, line, button?.dataset["word"] ?? "");
  }
}

function tick(button: HTMLButtonElement | null, said: boolean): void {
  button?.setAttribute("aria-pressed", String(said));
  button?.setAttribute("data-variant", said ? "secondary" : "ghost");
  button?.setAttribute("value", String(!said));
  const mark = button?.querySelector("[data-mark]");
  if (mark) mark.textContent = said ? "✓" : "○";
}

/** How much of each tier was said. */
function fill(screen: Screen, line: number | null): void {
  for (const tier of screen.own(line)?.querySelectorAll<HTMLElement>("[data-tier]") ?? []) {
    const points = screen.all(`#points-${line} [data-of-tier="${tier.dataset["tier"]}"]`);
    const said = points.filter((each) => each.getAttribute("aria-pressed") === "true").length;
    tier.querySelector("progress")?.setAttribute("value", String(said));
    const count = tier.querySelector("[data-count]");
    if (count) count.textContent = `${said}/${points.length}`;
  }
}

function rate(screen: Screen, line: number | null, rating: string): void {
  const select = screen.find<HTMLSelectElement>(`#rating-${line}`);
  if (select) select.value = rating;
  for (const button of screen.all(`[id^="rate-${line}-"]`)) {
    const pressed = button.getAttribute("value") === rating;
    button.setAttribute("aria-pressed", String(pressed));
    button.setAttribute("data-variant", pressed ? "primary" : "outline");
  }
  say(screen, line, select?.selectedOptions[0]?.textContent?.split(":")[0] ?? "");
}

function say(screen: Screen, line: number | null, text: string): void {
  for (const each of screen.all(`[data-said="${line}"]`)) each.textContent = text;
}
