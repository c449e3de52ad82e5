/** Whether the service answered the last time it was asked. The browser's own guess is wrong on local networks and behind lines that carry nothing. */
let isReached = true;
const listeners = new Set<() => void>();

/** Notes how a call ended: with any answer at all, or with none. */
export function noteReach(answered: boolean): void {
  if (isReached === answered) return;
  isReached = answered;
  for (const listener of listeners) listener();
}

/** False: the last call got no answer. */
export function wasReached(): boolean {
  return isReached;
}

/** Calls `listener` whenever that changes; returns how to stop. */
export function subscribeReach(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
