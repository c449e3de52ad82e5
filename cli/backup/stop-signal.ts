/** A signal that aborts when the person at the terminal asks the command to stop. */
export function stopSignal(stopRequested: Promise<void>): AbortSignal {
  const controller = new AbortController();
  void stopRequested.then(() => controller.abort());
  return controller.signal;
}
