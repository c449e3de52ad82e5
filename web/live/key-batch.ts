import type { QueryKey } from '@tanstack/react-query';

/** Gathers keys for a moment and hands each out once: a hundred cameras that change together cause one fetch, not a hundred. */
export interface KeyBatch {
  readonly add: (keys: readonly QueryKey[]) => void;
  readonly cancel: () => void;
}

/** A batch that calls `flush` at most once per `everyMs`, first `everyMs` after the first key came. */
export function createKeyBatch(everyMs: number, flush: (keys: readonly QueryKey[]) => void): KeyBatch {
  const waiting = new Map<string, QueryKey>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    add: (keys) => {
      for (const key of keys) waiting.set(JSON.stringify(key), key);
      if (waiting.size > 0) timer ??= setTimeout(send, everyMs);
    },
    cancel: () => clearTimeout(timer),
  };

  function send(): void {
    timer = undefined;
    const keys = [...waiting.values()];
    waiting.clear();
    flush(keys);
  }
}
