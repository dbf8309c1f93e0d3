// What every page loads: htmx, and our islands. Nothing here is needed to use Viva; all of it makes it pleasant.
import htmx from "htmx.org";

import "./connection";
import "./copy";
import "./draft";
import "./drop";
import "./keys";
import "./pick-all";
import "./rows";
import "./seat";

// What an island put into the page itself.
document.addEventListener("viva:shown", (event) => htmx.process((event as CustomEvent<HTMLElement>).detail));
