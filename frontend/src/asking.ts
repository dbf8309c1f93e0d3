// Asks the server for something, and gives up after a while: what a network swallows would never be asked for again.
export const PATIENCE_MS = 10_000;

/** What was answered; null where nobody did. */
export function ask(address: string, how: RequestInit = {}): Promise<Response | null> {
  const giving = new AbortController();
  setTimeout(() => giving.abort(), PATIENCE_MS); // also while the answer is still on its way; one that came does not mind
  return fetch(address, { ...how, signal: giving.signal }).catch(() => null);
}
