import { listenForEvents } from '../../../db/live-events.ts';
import type { LiveEvent } from '../../../domain/live-event.ts';

/** Waits for the product's live events instead of sleeping. */
export interface EventWait {
  /** Settles once `check` is true; it is asked at once and after every event. Rejects after `withinMs`. */
  until(check: () => Promise<boolean>, withinMs?: number): Promise<void>;
  /** Everything that was heard so far. */
  readonly heard: readonly LiveEvent[];
  close(): Promise<void>;
}

/** Listens on the database of `url`. */
export function waitForEvents(url: string): EventWait {
  const heard: LiveEvent[] = [];
  const wakers = new Set<() => void>();
  const wake = (): void => wakers.forEach((waker) => waker());
  const listener = listenForEvents(url, {
    onEvent: (event) => {
      heard.push(event);
      wake();
    },
    onGap: wake,
    onError: wake,
  });
  return {
    heard,
    async until(check, withinMs = 30_000) {
      const endsAtMs = Date.now() + withinMs;
      while (!(await check())) {
        const leftMs = endsAtMs - Date.now();
        if (leftMs <= 0) throw new Error(`not so within ${withinMs} ms`);
        await nextWake(wakers, Math.min(leftMs, 500));
      }
    },
    close: () => listener.close(),
  };
}

/** The next event, or soon anyway: what is waited for may have happened before the listener's connection stood. */
async function nextWake(wakers: Set<() => void>, atMostMs: number): Promise<void> {
  let waker: () => void = () => undefined;
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((settle) => {
    waker = settle;
    wakers.add(waker);
    timer = setTimeout(settle, atMostMs);
  });
  clearTimeout(timer);
  wakers.delete(waker);
}
