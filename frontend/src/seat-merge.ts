// Two texts made of the same one, put together where they changed different places; null where they did not.
export function merged(base: string, mine: string, theirs: string): string | null {
  if (mine === theirs || theirs === base) return mine;
  if (mine === base) return theirs;
  const one = changed(base, mine);
  const other = changed(base, theirs);
  if (one.until <= other.from && one.from < other.from) return base.slice(0, one.from) + one.text + base.slice(one.until, other.from) + other.text + base.slice(other.until);
  if (other.until <= one.from && other.from < one.from) return base.slice(0, other.from) + other.text + base.slice(other.until, one.from) + one.text + base.slice(one.until);
  return null;
}

interface Stretch {
  from: number;
  until: number;
  text: string;
}

/** The one stretch of a text that another has otherwise. */
export function changed(base: string, after: string): Stretch {
  const most = Math.min(base.length, after.length);
  let from = 0;
  while (from < most && base[from] === after[from]) from += 1;
  let same = 0;
  while (same < most - from && base[base.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  return { from, until: base.length - same, text: after.slice(from, after.length - same) };
}
