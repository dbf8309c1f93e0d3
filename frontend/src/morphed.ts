// A form that the server shows anew, put into the page by morphing: a browser keeps in a field what somebody put into it,
// whichever row stands there now. The field takes what the answer says, but for what was put into it since the form was sent.
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const FIELDS = "textarea,select,input:not([type=file],[type=hidden])";

/** Listens to what is done with a form inside of an element; `shown` comes when its fields show what the answer says. */
export function followAnswers(root: HTMLElement, form: () => HTMLFormElement | null, shown: () => void): void {
  let sent = new Map<Field, string>();
  let since = new Set<Field>();
  const fields = (): Field[] => [...(form()?.querySelectorAll<Field>(FIELDS) ?? [])];

  root.addEventListener("htmx:before:request", (event) => {
    if (targetOf(event) === form()) sent = new Map(fields().map((each) => [each, state(each)]));
  });
  root.addEventListener("htmx:before:swap", (event) => {
    if (targetOf(event) === form()) since = new Set(fields().filter((each) => sent.get(each) !== state(each)));
  });
  root.addEventListener("htmx:after:settle", (event) => {
    if (event.target !== form()) return;
    for (const each of fields()) if (!since.has(each)) reset(each);
    since.clear();
    shown();
  });
}

/** What an answer is put into: the form, or its preview, which is asked for by itself. */
function targetOf(event: Event): unknown {
  return (event as CustomEvent<{ ctx?: { target?: unknown } }>).detail?.ctx?.target;
}

/** What is in a field, as one text to compare. */
function state(field: Field): string {
  return isTicked(field) ? String(field.checked) : field.value;
}

/** Puts into a field what the page says of it. */
function reset(field: Field): void {
  if (isTicked(field)) field.checked = field.defaultChecked;
  else {
    const said = field instanceof HTMLSelectElement ? chosen(field) : field.defaultValue;
    if (field.value !== said) field.value = said; // else the caret would move
  }
}

function chosen(field: HTMLSelectElement): string {
  return ([...field.options].find((each) => each.hasAttribute("selected")) ?? field.options[0])?.value ?? "";
}

function isTicked(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio");
}
