import { prepareMedia, type Preparation } from '../api/media-api.ts';

/** Has copies made, the most pressing first, a few at a time: a browser keeps few connections to one server, and videos need them too. */
export interface PrepareQueue {
  /**
   * Resolves when the copy can be played, or can't; never once `signal` is aborted.
   *
   * @param pressing less is sooner
   */
  prepare(url: string, pressing: number, signal: AbortSignal): Promise<Preparation>;
}

/** As many as the service makes at a time. */
const AT_ONCE = 2;

/** @param run replaced in tests */
export function createPrepareQueue(run: typeof prepareMedia = prepareMedia): PrepareQueue {
  const waiting: { readonly pressing: number; readonly signal: AbortSignal; readonly start: () => void }[] = [];
  let running = 0;
  const next = (): void => {
    if (running >= AT_ONCE) return;
    const first = waiting.sort((a, b) => a.pressing - b.pressing).shift();
    if (first === undefined) return;
    if (!first.signal.aborted) first.start();
    next();
  };
  return {
    prepare: (url, pressing, signal) =>
      new Promise((resolve) => {
        const start = (): void => {
          running += 1;
          void run(url, signal)
            .then((prepared) => {
              if (!signal.aborted) resolve(prepared);
            })
            .finally(() => {
              running -= 1;
              next();
            });
        };
        waiting.push({ pressing, signal, start });
        next();
      }),
  };
}
