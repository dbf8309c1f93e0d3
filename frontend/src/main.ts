// What every page loads: htmx, and our islands. Nothing here is needed to use Viva; all of it makes it pleasant.
import "htmx.org";

import "./connection";
import "./drop";
import "./keys";
import "./pick-all";
import "./rows";
