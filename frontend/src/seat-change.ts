// The changes that a seat makes, and what became of them, as the page and the server tell each other.
export type Values = Record<string, unknown>;

export interface Change {
  key: string;
  kind: string;
  line: number | null;
  values: Values;
  seen: number | null;
  at: string;
  /** What the person changed: where that is still so, a stale change is no conflict. */
  was: string;
  sent?: boolean;
}

export interface Outcome {
  key: string;
  fate: "saved" | "repeated" | "stale" | "refused";
  line: number | null;
  version: number | null;
  trouble: string;
  theirs: Values;
  /** Of what was not carried out: both versions as a person reads them. */
  words?: Words;
}

export interface Words {
  title: string;
  mine: string;
  theirs: string;
}

/** A change that waits for a decision: another stands there, or it was refused. */
export interface Problem {
  change: Change;
  theirs: Values | null;
  version: number | null;
  trouble: string;
  words?: Words | undefined;
}

export const TEXTS = new Set(["note", "flag", "scratch"]);
/** What counts the version of one's own entry on, and what that of the question which all share. */
export const OWN = new Set(["rate", "state", "note", "flag", "tick"]);
const RATES = new Set(["rate", "state"]);

/** Whether two changes are about the same field: a rating and a state take each other's place. */
export function alike(one: Pick<Change, "kind" | "line">, other: Pick<Change, "kind" | "line">): boolean {
  return one.line === other.line && (one.kind === other.kind || (RATES.has(one.kind) && RATES.has(other.kind)));
}

/** What two changes have in common that would overwrite each other's version. */
export function target(change: Pick<Change, "kind" | "line">): string {
  return change.kind === "scratch" ? "scratch" : `${OWN.has(change.kind) ? "own" : "shared"} ${change.line ?? ""}`;
}

/** What stands in the field that a change is about, as one text to compare. */
export function standing(kind: string, theirs: Values): string {
  switch (kind) {
    case "rate":
    case "state":
      return `${String(theirs["state"])}|${String(theirs["rating"] ?? "")}`;
    case "note":
    case "flag":
      return String(theirs[kind] ?? "");
    case "scratch":
      return String(theirs["text"] ?? "");
    case "skip":
      return String(theirs["skipped"]);
    case "assign":
      return String(theirs["assigned"] ?? "");
    default:
      return String(theirs["swapped_for"] ?? "");
  }
}

/** The same of what a change makes of it. */
export function intended(change: Pick<Change, "kind" | "values">): string {
  const { kind, values } = change;
  if (kind === "rate") return values["rating"] == null ? "not asked|" : `rated|${String(values["rating"])}`;
  if (kind === "state") return `${String(values["state"])}|`;
  if (TEXTS.has(kind)) return String(values["text"] ?? "");
  if (kind === "skip") return String(values["skipped"]);
  if (kind === "assign") return String(values["seat"] ?? "");
  if (kind === "swap") return `question ${String(values["question"])}`; // which line it becomes, only the server knows
  return "";
}
