/**
 * Calls `onEnd` when `withinMs` milliseconds have passed and what had arrived on the sockets of this process by then was heard: a process that was held up hears of its timers before it hears of its
 * sockets, and would take whoever answered meanwhile for silent. In Node's event loop timers come first, then sockets, then immediates.
 *
 * @returns gives up waiting, at any time and as often as one likes.
 */
export function startHeardDeadline(withinMs: number, onEnd: () => void): () => void {
  let judging: NodeJS.Immediate | undefined;
  const timer = setTimeout(
    () => {
      judging = setImmediate(onEnd);
    },
    Math.max(0, withinMs),
  );
  return () => {
    clearTimeout(timer);
    clearImmediate(judging);
  };
}
