/** Watches that something keeps coming. */
export interface StallWatch {
  /** Says that something came. Costs next to nothing. */
  touch(): void;
  end(): void;
}

/** Calls `onStall` once when `touch` was not called for `stallMs`; counts from now on. */
export function createStallWatch(stallMs: number, onStall: () => void): StallWatch {
  let touchedAtMs = performance.now();
  let immediate: NodeJS.Immediate | undefined;
  let timer = setTimeout(look, stallMs);
  function remainingMs(): number {
    return touchedAtMs + stallMs - performance.now();
  }
  function look(): void {
    if (remainingMs() > 0) {
      timer = setTimeout(look, Math.max(1, remainingMs()));
      return;
    }
    // when this process itself was held up, packets wait unread: let them be read before judging
    immediate = setImmediate(() => {
      if (remainingMs() > 0) look();
      else onStall();
    });
  }
  return {
    touch() {
      touchedAtMs = performance.now();
    },
    end() {
      clearTimeout(timer);
      if (immediate !== undefined) clearImmediate(immediate);
    },
  };
}
