// Which key was pressed, by the name that pages give it. They name Latin keys; where another layout is on, as the Russian
// one, the same place of the keyboard is meant.
const MARKS: Record<string, readonly [plain: string, shifted: string]> = {
  BracketLeft: ["[", "{"],
  BracketRight: ["]", "}"],
  Digit4: ["4", "$"],
  Slash: ["/", "?"],
};

// What stands there on a Russian keyboard, and elsewhere on a Latin one.
const MOVED: Record<string, string> = { Digit4: ";", Slash: ".," };

export function pressed(event: KeyboardEvent): string {
  const { code, key } = event;
  if (!foreign(key) && !MOVED[code]?.includes(key)) return key;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return key === key.toLowerCase() ? letter.toLowerCase() : letter;
  return MARKS[code]?.[event.shiftKey ? 1 : 0] ?? key;
}

function foreign(key: string): boolean {
  return key.length === 1 && key > "~";
}
