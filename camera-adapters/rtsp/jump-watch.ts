/** Notices when a stream's clock is set in the middle. */
export interface JumpWatch {
  /**
   * @param mediaMs position of a picture by the RTP clock.
   * @param arrivedAtMs when it came.
   */
  hasJumped(mediaMs: number, arrivedAtMs: number): boolean;
}

/** Pictures are sent out of the order they are shown in, but by less than this. */
const JUMP_MS = 3_000;
/** Whoever joins may first get a picture or a whole group that was kept for the purpose. */
const JOINING_MS = 30_000;
/** How fast two clocks may drift apart; quartz stays ten times below. */
const DRIFT = 0.000_5;

/**
 * Back is never right. Ahead is where a picture would have come before it was taken: a camera that leaves pictures out after a congestion moves on
 * by as much as it was behind, and no further.
 */
export function createJumpWatch(): JumpWatch {
  let last: { readonly mediaMs: number; readonly arrivedAtMs: number; readonly leastDelayMs: number } | undefined;
  let joinedAtMs: number | undefined;
  return {
    hasJumped(mediaMs, arrivedAtMs) {
      const before = last;
      const delayMs = arrivedAtMs - mediaMs;
      joinedAtMs ??= arrivedAtMs;
      const floorMs = before === undefined ? delayMs : before.leastDelayMs + Math.max(0, arrivedAtMs - before.arrivedAtMs) * DRIFT;
      last = { mediaMs, arrivedAtMs, leastDelayMs: Math.min(delayMs, floorMs) };
      if (before === undefined) return false;
      if (mediaMs - before.mediaMs < -JUMP_MS) return true;
      return delayMs < floorMs - JUMP_MS && arrivedAtMs - joinedAtMs > JOINING_MS;
    },
  };
}
